"""The look-up tables: what a name or a code stands for, and which clashes are refused."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from mitosafe import Codes, DataError, Drug, Group, Kind, Match, Names, UnknownValue
from mitosafe.entries import SubjectId
from mitosafe.index import Index, code_rows, lookup, match_of, name_rows, system


def drug(name: str, **codes: tuple[str, ...]) -> Drug:
    """Give an invented drug whose names are the same in each language."""
    return Drug(
        id=SubjectId(name),
        kind=Kind.MEDICINE,
        names=Names(en=name, fr=f"{name}e", nl=f"{name}um"),
        codes=Codes(**codes),
    )


def group(name: str, *atc: str) -> Group:
    """Give an invented group."""
    return Group(id=SubjectId(name), names=Names(en=name, fr=f"{name}s", nl=f"{name}en"), atc=atc)


def index(
    drugs: list[Drug],
    groups: list[Group] | None = None,
    names: Sequence[tuple[str, ...]] = (),
    vocabulary: tuple[str, ...] = (),
) -> Index:
    """Build an index of invented entries."""
    rows = name_rows(drugs, groups or [], names)
    known, seconds = lookup(rows, vocabulary)
    codes = map("\t".join, code_rows(drugs, groups or []))
    return Index(known, seconds, codes, ["mg\tunit\ten"], ["S01\ttopical"])


class TestSystem:
    """Any name of a code system is understood; others are refused with the allowed ones."""

    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            (None, "name"),
            ("ATC", "atc"),
            (" http://www.whocc.no/atc ", "atc"),
            ("http://www.whocc.no/atc/", "atc"),
            ("urn:oid:2.16.840.1.113883.6.88", "rxnorm"),
            ("http://snomed.info/sct", "snomed"),
        ],
    )
    def test_aliases(self, given: str | None, expected: str) -> None:
        """URIs, OIDs and short names in any case name the same system."""
        assert expected == system(given)

    @pytest.mark.parametrize("given", ["", "icd-10", 5, b"atc"])
    def test_unknown(self, given: object) -> None:
        """What is no system is refused, with every system that is."""
        with pytest.raises(UnknownValue) as raised:
            system(given)  # type: ignore[arg-type]
        assert "atc" in raised.value.allowed
        assert given == raised.value.value


class TestMatchOf:
    """What all alternatives share is certain; the rest is named and not chosen."""

    @pytest.mark.parametrize(
        ("alternatives", "subjects", "candidates"),
        [
            ("a", ("a",), ()),
            ("a+~b", ("a", "~b"), ()),
            ("a|a+c", ("a",), ("c",)),
            ("a|b", (), ("a", "b")),
        ],
    )
    def test_shares(
        self, alternatives: str, subjects: tuple[str, ...], candidates: tuple[str, ...]
    ) -> None:
        """The certain and the possible are told apart."""
        found = match_of("Brand", "brand", alternatives)
        assert (subjects, candidates) == (found.subjects, found.candidates)


class TestNames:
    """A folded name stands for what the entries say, and a clash must be declared."""

    def test_every_language_finds_the_drug(self) -> None:
        """The preferred name in each language stands for the drug."""
        tables = index([drug("exemplin")])
        found = [tables.name(name) for name in ("exemplin", "exempline", "exemplinum")]
        assert [("exemplin",)] * 3 == [match.subjects for match in found if match]

    def test_unknown_name(self) -> None:
        """A name that is not there stands for nothing."""
        tables = index([drug("exemplin")])
        assert tables.name("zzyzx") is None
        assert "zzyzx" not in tables
        assert "exemplin" in tables

    def test_asked_twice_is_the_same_match(self) -> None:
        """A line becomes a match once."""
        tables = index([drug("exemplin")])
        assert tables.name("exemplin") is tables.name("exemplin")

    def test_vocabulary_is_marked(self) -> None:
        """A medicine that is not on the list is known, and marked as not on it."""
        tables = index([drug("exemplin")], vocabulary=("ordinarin\tordinarin",))
        expected = Match(name="ordinarin", kind="vocabulary", subjects=("~ordinarin",))
        assert expected == tables.name("ordinarin")

    def test_a_listed_name_wins_over_the_vocabulary(self) -> None:
        """A name of the list is not hidden by the same name in the vocabulary."""
        tables = index([drug("exemplin")], vocabulary=("exemplin\tother",))
        found = tables.name("exemplin")
        assert found is not None
        assert found.subjects == ("exemplin",)

    def test_seconds(self) -> None:
        """The index knows which tokens can follow a token in a name."""
        names = [("exemplin forte retard", "exemplin", "brand", "", "FR", "x")]
        tables = index([drug("exemplin")], names=names)
        assert tables.seconds("exemplin") == {"forte"}
        assert tables.seconds("other") == frozenset()

    def test_undeclared_clash_is_refused(self) -> None:
        """Two drugs whose names fold to one stop the load, and both are named."""
        names = [("Exémplin", "other", "synonym", "", "", "x")]
        with pytest.raises(DataError) as raised:
            name_rows([drug("exemplin"), drug("other")], [], names)
        assert "declare each with the kind shared" in str(raised.value)
        assert "other" in str(raised.value)

    def test_declared_clash_is_ambiguous(self) -> None:
        """Two drugs that declare a shared name are both candidates; neither is chosen."""
        names = [
            ("samename", "exemplin", "shared", "", "", "x"),
            ("same-name", "other", "shared", "", "", "x"),
            ("same name", "other", "shared", "", "", "x"),
        ]
        tables = index([drug("exemplin"), drug("other")], names=names)
        found = tables.name("same name")
        assert found is not None
        assert found.subjects == ("other",)

    def test_brand_with_other_contents_elsewhere_is_ambiguous(self) -> None:
        """A brand of two drugs in two countries stands for neither with certainty."""
        names = [
            ("Brandol", "exemplin", "brand", "", "FR", "x"),
            ("Brandol", "other", "brand", "", "US", "x"),
        ]
        found = index([drug("exemplin"), drug("other")], names=names).name("brandol")
        assert found is not None
        assert ((), ("exemplin", "other")) == (found.subjects, found.candidates)

    def test_name_that_folds_to_nothing_is_refused(self) -> None:
        """A name without a letter or digit is a fault."""
        with pytest.raises(DataError, match="folds to nothing"):
            name_rows([drug("exemplin")], [], [("®", "exemplin", "brand", "", "", "x")])


class TestCodes:
    """Codes are exact; an ATC code may say a group by how it begins."""

    def test_exact_in_any_case(self) -> None:
        """Space around a code and lower case are no hindrance."""
        tables = index([drug("exemplin", atc=("X01AA01",))])
        expected = Match(name="X01AA01", kind="code", system="atc", subjects=("exemplin",))
        assert expected == tables.code("atc", " x01aa01 ")

    def test_former_code(self) -> None:
        """A code that was in force once still finds the drug, and says so."""
        found = index([drug("exemplin", atc_former=("X09AA01",))]).code("atc", "X09AA01")
        assert found is not None
        assert ("former-code", ("exemplin",)) == (found.kind, found.subjects)

    def test_atc_prefix_finds_the_group(self) -> None:
        """An ATC code on no drug is matched with the group that it begins like, marked as such."""
        found = index([drug("exemplin")], [group("examples", "X01")]).code("atc", "X01ZZ99")
        assert found is not None
        assert found.of_group
        assert found.subjects == ("examples",)

    def test_drug_before_group(self) -> None:
        """An ATC code of a drug finds the drug and not its group."""
        tables = index([drug("exemplin", atc=("X01AA01",))], [group("examples", "X01")])
        found = tables.code("atc", "X01AA01")
        assert found is not None
        assert found.subjects == ("exemplin",)

    def test_a_group_by_its_own_atc_code(self) -> None:
        """The ATC code of a group finds the group."""
        found = index([drug("exemplin")], [group("examples", "X01")]).code("atc", "X01")
        assert found is not None
        assert found.subjects == ("examples",)

    def test_too_short_or_other_system(self) -> None:
        """A code that begins like no group, or of another system, is not understood."""
        tables = index([drug("exemplin")], [group("examples", "X01")])
        found = [tables.code("atc", "X0"), tables.code("rxnorm", "X01AA"), tables.code("atc", "")]
        assert [None, None, None] == found

    def test_route(self) -> None:
        """A code of a topical form says so."""
        tables = index([drug("exemplin", atc=("S01AA01", "X01AA01"))])
        routes = [m.route for c in ("S01AA01", "X01AA01") if (m := tables.code("atc", c))]
        assert ["topical", None] == routes

    def test_one_code_of_two_drugs(self) -> None:
        """A code on two drugs gives both; nothing is chosen."""
        tables = index([drug("exemplin", unii=("AB",)), drug("other", unii=("AB",))])
        found = tables.code("unii", "ab")
        assert found is not None
        assert found.subjects == ("exemplin", "other")

    def test_the_memory_of_codes_is_bounded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Many different codes do not fill the memory; the answers stay the same."""
        monkeypatch.setattr("mitosafe.index._REMEMBER", 1)
        tables = index([drug("exemplin", unii=("AB", "CD", "EF", "GH"))])
        found = [tables.code("unii", code) for code in ("AB", "CD", "EF", "GH", "AB")]
        assert [("exemplin",)] * 5 == [match.subjects for match in found if match]
