"""The look-up tables: what a name or a code stands for, and which clashes are refused."""

from __future__ import annotations

import attrs
import pytest

from mitosafe import CodeOrigin, Match, UnknownValue
from mitosafe.lookup.index import Index, code_rows
from mitosafe.lookup.systems import SYSTEMS, system
from tests.lookup.given import drug, group, index


def coded(system: str, code: str, subject: str, of: str = "ingredient") -> Match:
    """Return the match of a code of the list itself."""
    origin = CodeOrigin(system=system, code=code, kind=of, table="list")
    return Match(name=code, kind="code", system=system, subjects=(subject,), origin=origin)


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
        assert {name} == {system(alias) for alias in (name, *SYSTEMS[name].aliases)}

    @pytest.mark.parametrize("given", ["", "icd-10", "ATCX", 5, b"atc"])
    def test_unknown(self, given: object) -> None:
        """What is no system is refused, with every system that is."""
        with pytest.raises(UnknownValue) as raised:
            system(given)  # type: ignore[arg-type]
        assert UnknownValue("code system", given, SYSTEMS) == raised.value


class TestCodes:
    """Codes are exact; an ATC code may say a group by how it begins."""

    def test_exact_in_any_case(self) -> None:
        """Space around a code and lower case are no hindrance."""
        tables = index([drug("exemplin", atc=("X01AA01",))])
        expected = coded("atc", "X01AA01", "exemplin")
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
        expected = coded("atc", "X01AA01", "exemplin")
        assert expected == tables.code("atc", "X01AA01")

    def test_the_ids_of_the_list_are_codes(self) -> None:
        """A drug and a group can be asked for by their ids, in any case."""
        tables = index([drug("exemplin")], [group("examples")])
        found = [tables.code("mitosafe", code) for code in ("exemplin", "Examples")]
        assert [
            coded("mitosafe", "EXEMPLIN", "exemplin"),
            attrs.evolve(coded("mitosafe", "EXAMPLES", "examples", "group"), kind="group-code"),
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


def test_how_long_the_longest_name_is() -> None:
    """Of names that begin with two tokens the longest counts; what begins none is of one."""
    known = index([drug("otherin"), drug("otherin forte"), drug("otherin forte extra")])
    assert known.longest("otherin", "forte") == 3
    assert known.longest("forte", "extra") == 1
