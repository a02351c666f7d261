"""The look-up tables: what a name or a code stands for, and which clashes are refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs
import pytest

from mitosafe import Codes, DataError, Drug, Fault, Group, Match, Names, SubjectKind, UnknownValue
from mitosafe.lookup.index import SYSTEMS, Index, code_rows, lookup, match_of, name_rows, system
from mitosafe.model import SubjectId

#: Beginnings of ATC codes that tell a route, of an odd and an even length, and of one letter.
ROUTES = ("S01\ttopical", "X05A\tby mouth", "Y\tinhaled")


A = SubjectId("a")
#: Names of which one has neither letter nor digit.
MUTE = Names(en="®", fr="a", nl="a")


def drug(name: str, **codes: tuple[str, ...]) -> Drug:
    """Return an invented drug whose names are the same in each language."""
    return Drug(
        id=SubjectId(name),
        kind=SubjectKind.MEDICINE,
        names=Names(en=name, fr=f"{name}e", nl=f"{name}um"),
        codes=Codes(**codes),
    )


def group(name: str, *atc: str) -> Group:
    """Return an invented group."""
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
    return Index(known, seconds, codes, ["mg\tunit\ten", "per os\troute\ten"], ROUTES)


class TestSystem:
    """Any name of a code system is understood; others are refused with the allowed ones."""

    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            (None, "name"),
            ("name", "name"),
            ("ATC", "atc"),
            (" http://www.whocc.no/atc ", "atc"),
            ("http://www.whocc.no/atc/", "atc"),
            ("urn:oid:2.16.840.1.113883.6.88", "rxnorm"),
            ("http://snomed.info/sct", "snomed"),
            ("https://www.whocc.no/atc", "atc"),
            ("http://www.whocc.no/atc/|2026", "atc"),
            ("http://go.drugbank.com", "drugbank"),
        ],
    )
    def test_aliases(self, given: str | None, expected: str) -> None:
        """URIs, OIDs and short names in any case name the same system."""
        assert expected == system(given)

    @pytest.mark.parametrize("name", SYSTEMS)
    def test_every_name_of_a_system(self, name: str) -> None:
        """Each system answers to its short name and to every other name of it."""
        assert {name} == {system(alias) for alias in (name, *SYSTEMS[name])}

    @pytest.mark.parametrize("given", ["", "icd-10", "ATCX", 5, b"atc"])
    def test_unknown(self, given: object) -> None:
        """What is no system is refused, with every system that is."""
        with pytest.raises(UnknownValue) as raised:
            system(given)  # type: ignore[arg-type]
        assert UnknownValue("code system", given, SYSTEMS) == raised.value


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

    def test_a_mixture_of_the_vocabulary(self) -> None:
        """What each of its alternatives holds is certain, the rest is not; all are marked."""
        tables = index([], vocabulary=("mixed ordinarin\tone+two|one+three",))
        found = tables.name("mixed ordinarin")
        assert found is not None
        assert (("~one",), ("~three", "~two")) == (found.subjects, found.candidates)

    def test_a_listed_name_wins_over_the_vocabulary(self) -> None:
        """A name of the list is not hidden by the same name in the vocabulary."""
        tables = index([drug("exemplin")], vocabulary=("exemplin\tother",))
        found = tables.name("exemplin")
        assert found is not None
        assert found.subjects == ("exemplin",)

    def test_seconds(self) -> None:
        """The index knows which tokens can follow a token in a name."""
        names = [
            ("exemplin forte retard", "exemplin", "brand", "", "FR", "x"),
            ("exemplin chrono", "exemplin", "brand", "", "FR", "x"),
        ]
        tables = index([drug("exemplin")], names=names)
        assert tables.seconds("exemplin") == {"chrono", "forte"}
        assert tables.seconds("other") == frozenset()

    def test_a_name_is_shown_as_it_is_written(self) -> None:
        """A match has the name as it was written, and its kind, not the folded form."""
        names = [("Exemplar Forte®", "exemplin", "brand", "", "FR", "x")]
        expected = Match(name="Exemplar Forte®", kind="brand", subjects=("exemplin",))
        assert expected == index([drug("exemplin")], names=names).name("exemplar forte")

    def test_the_rows_are_written_out(self) -> None:
        """A row a folded name: the name, what kind of name it is, and of which subjects."""
        drugs, groups = [drug("exemplin")], [attrs.evolve(group("examples"), synonyms=("Exs",))]
        names = [("Exa-Plus", "other+exemplin", "brand", "", "FR", "x")]
        assert [
            ("exa plus", "Exa-Plus", "brand", "exemplin+other"),
            ("examples", "examples", "group", "examples"),
            ("examplesen", "examplesen", "group", "examples"),
            ("exampless", "exampless", "group", "examples"),
            ("exemplin", "exemplin", "inn", "exemplin"),
            ("exempline", "exempline", "inn", "exemplin"),
            ("exemplinum", "exemplinum", "inn", "exemplin"),
            ("exs", "Exs", "group", "examples"),
        ] == name_rows(drugs, groups, names)

    def test_every_name_and_word_can_be_listed(self) -> None:
        """The index tells its names, and the words that are set aside with their kinds."""
        tables = index([drug("exemplin")], vocabulary=("ordinarin\tordinarin",))
        expected = {"exemplin", "exempline", "exemplinum", "ordinarin"}
        assert expected == set(tables.names())
        assert {"mg": "unit", "per os": "route"} == tables.words

    def test_undeclared_clash_is_refused(self) -> None:
        """Two drugs whose names fold to one stop the load, and both are named."""
        names = [("Exémplin", "other", "synonym", "", "", "x")]
        with pytest.raises(DataError) as raised:
            name_rows([drug("exemplin"), drug("other")], [], names)
        message = (
            "names of different subjects fold to 'exemplin': exemplin (exemplin), "
            "Exémplin (other); declare each with the kind shared"
        )
        assert (Fault("names.tsv", "exemplin", message),) == raised.value.faults

    @pytest.mark.parametrize("kinds", [("shared", "shared"), ("brand", "shared")])
    def test_declared_clash_is_ambiguous(self, kinds: tuple[str, str]) -> None:
        """Two drugs that declare a shared name are both candidates; neither is chosen."""
        names = [
            ("same-name", "exemplin", kinds[0], "", "", "x"),
            ("Same name", "other", kinds[1], "", "", "x"),
        ]
        found = index([drug("exemplin"), drug("other")], names=names).name("same name")
        assert found is not None
        assert ((), ("exemplin", "other")) == (found.subjects, found.candidates)

    def test_brand_with_other_contents_elsewhere_is_ambiguous(self) -> None:
        """A brand of two drugs in two countries stands for neither with certainty."""
        names = [
            ("Brandol", "exemplin", "brand", "", "FR", "x"),
            ("Brandol", "other", "brand", "", "US", "x"),
        ]
        found = index([drug("exemplin"), drug("other")], names=names).name("brandol")
        assert found is not None
        assert ((), ("exemplin", "other")) == (found.subjects, found.candidates)

    @pytest.mark.parametrize(
        ("file", "given"),
        [
            ("drugs/a.toml", {"drugs": [Drug(id=A, kind=SubjectKind.MEDICINE, names=MUTE)]}),
            ("measures/a.toml", {"drugs": [Drug(id=A, kind=SubjectKind.MEASURE, names=MUTE)]}),
            ("groups/a.toml", {"groups": [Group(id=A, names=MUTE)]}),
            ("names.tsv", {"names": [("®", "exemplin", "brand", "", "", "x")]}),
        ],
    )
    def test_a_name_that_folds_to_nothing_is_refused(
        self, file: str, given: dict[str, Any]
    ) -> None:
        """A name without a letter or digit is a fault, told with its file."""
        with pytest.raises(DataError) as raised:
            name_rows(**{"drugs": [], "groups": [], "names": [], **given})
        assert (Fault(file, "®", "the name folds to nothing"),) == raised.value.faults

    def test_an_empty_name_is_told_at_the_whole_file(self) -> None:
        """A name of no characters cannot be named, so that the fault is of the file."""
        with pytest.raises(DataError) as raised:
            name_rows([], [], [("", "exemplin", "brand", "", "", "x")])
        assert (Fault("names.tsv", "$", "the name folds to nothing"),) == raised.value.faults

    def test_names_that_fold_to_nothing_do_not_clash(self) -> None:
        """Each is told for itself; that all of them are alike says nothing more."""
        rows = [(name, subject, "inn", "", "", "x") for name, subject in (("®", "a"), (" ", "b"))]
        with pytest.raises(DataError) as raised:
            name_rows([], [], rows)
        assert ["$", "®"] == [fault.path for fault in raised.value.faults]


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

    def test_the_nearest_group_first(self) -> None:
        """Of groups whose beginning a code has, each is given, the longest beginning first."""
        groups = [group("wide", "X01"), group("narrow", "X01A"), group("beside", "X01B")]
        found = index([], groups).code("atc", "X01AZ99")
        assert found is not None
        assert ("narrow", "wide") == found.subjects

    def test_a_code_of_a_drug_and_of_a_group(self) -> None:
        """A code that both have is the drug's; what is said of the group reaches it anyway."""
        tables = index([drug("exemplin", atc=("X01AA01",))], [group("examples", "X01AA01")])
        expected = Match(name="X01AA01", kind="code", system="atc", subjects=("exemplin",))
        assert expected == tables.code("atc", "X01AA01")

    def test_the_ids_of_the_list_are_codes(self) -> None:
        """A drug and a group can be asked for by their ids, in any case."""
        tables = index([drug("exemplin")], [group("examples")])
        found = [tables.code("mitosafe", code) for code in ("exemplin", "Examples")]
        assert [
            Match(name="EXEMPLIN", kind="code", system="mitosafe", subjects=("exemplin",)),
            Match(name="EXAMPLES", kind="group-code", system="mitosafe", subjects=("examples",)),
        ] == found

    def test_the_rows_of_codes_are_written_out(self) -> None:
        """A row a code: its system, the code, whose it is, and what it is; sorted."""
        rows = code_rows([drug("exemplin", atc=("X01AA01",), cas=("1-2",))], [group("ex", "X01")])
        assert [
            ("atc", "X01", "ex", "group-code"),
            ("atc", "X01AA01", "exemplin", "code"),
            ("cas", "1-2", "exemplin", "code"),
            ("mitosafe", "EX", "ex", "group-code"),
            ("mitosafe", "EXEMPLIN", "exemplin", "code"),
        ] == rows

    def test_more_cells_than_are_needed(self) -> None:
        """A table may have more columns than are looked at."""
        codes, routes = ["atc\tS01AA01\texemplin\tcode\tmore"], ["S01\ttopical\tmore"]
        found = Index({}, {}, codes, ["mg\tunit\tmore"], routes).code("atc", "S01AA01")
        assert found is not None
        assert (("exemplin",), "topical") == (found.subjects, found.route)

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

    def test_a_group_within_a_group_finds_both(self) -> None:
        """The ATC code of a narrower group finds the wider one too, as a code below it does."""
        groups = [group("examples", "X01"), group("special-examples", "X01A")]
        tables = index([drug("exemplin")], groups)
        found = [m for code in ("X01A", "X01AZ99") if (m := tables.code("atc", code))]
        assert [("special-examples", "examples")] * 2 == [match.subjects for match in found]
        assert all(match.of_group for match in found)

    def test_too_short_or_long_or_other_system(self) -> None:
        """A code that begins like no group, is longer than any, or is none, is not understood."""
        tables = index([drug("exemplin")], [group("examples", "X01")])
        codes = [("atc", "X0"), ("rxnorm", "X01AA"), ("atc", ""), ("atc", "X01ZZ991")]
        codes += [("atc", "X01A\udc81"), ("atc", "X01A-"), ("atc", "X01é")]
        assert [None] * 7 == [tables.code(system, code) for system, code in codes]

    @pytest.mark.parametrize(
        ("system", "code", "route"),
        [
            ("atc", "S01AA01", "topical"),
            ("atc", "X05AA01", "by mouth"),
            ("atc", "Y01AA01", "inhaled"),
            ("atc", "X01AA01", None),
            ("unii", "S01AA01", None),
        ],
    )
    def test_route(self, system: str, code: str, route: str | None) -> None:
        """An ATC code of a topical form, and no code of another system, tells so."""
        found = index([drug("exemplin", **{system: (code,)})]).code(system, code)
        assert found is not None
        assert route == found.route

    def test_one_code_of_two_drugs(self) -> None:
        """A code on two drugs gives both; nothing is chosen."""
        tables = index([drug("exemplin", unii=("AB",)), drug("other", unii=("AB",))])
        found = tables.code("unii", "ab")
        assert found is not None
        assert found.subjects == ("exemplin", "other")

    def test_the_memory_of_codes_is_bounded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Many different codes do not fill the memory; the answers stay the same."""
        monkeypatch.setattr("mitosafe.lookup.index._REMEMBER", 1)
        tables = index([drug("exemplin", unii=("AB", "CD", "EF", "GH"))])
        found = [tables.code("unii", code) for code in ("AB", "CD", "EF", "GH", "AB")]
        assert [("exemplin",)] * 5 == [match.subjects for match in found if match]

    def test_the_same_code_is_the_same_match(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A code is looked up once, until more codes than are remembered were asked for."""
        monkeypatch.setattr("mitosafe.lookup.index._REMEMBER", 1)
        tables = index([drug("exemplin", unii=("AB", "CD", "EF"))])
        first = tables.code("unii", "AB")
        assert first is tables.code("unii", " ab ")
        tables.code("unii", "CD")
        assert first is tables.code("unii", "AB")
        tables.code("unii", "EF")
        assert first is not tables.code("unii", "AB")
