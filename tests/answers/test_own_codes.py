"""Tables that a user loads: what is read, what is not and why, and what the answers say then."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from pathlib import Path

import pytest

import mitosafe
from mitosafe import (
    CodesProblem,
    CodesReport,
    DataError,
    Dataset,
    Fault,
    Outcome,
    UnknownValue,
    WrongType,
)
from mitosafe.lookup import loaded_codes


def written(path: Path, text: str | bytes) -> Path:
    """Write a file and return its path."""
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return path


def problems(found: Dataset) -> Mapping[str, tuple[int, tuple[str, ...]]]:
    """Return what was not read, by its reason."""
    (report, *_) = found.loaded_codes
    return {problem.reason: (problem.count, problem.examples) for problem in report.problems}


class TestColumns:
    """A text file with columns."""

    def test_two_columns(self, tmp_path: Path) -> None:
        """Codes and names of ingredients: listed, known, or both in one product."""
        text = "GPK,stof\n20664,diazepam\n00020665,metformin + vildagliptin\n20666,amlodipine\n"
        found = mitosafe.load_codes(written(tmp_path / "g.csv", text), system="gpk", date="2026-11")
        expected = CodesReport(system="gpk", table="g.csv", rows=3, codes=3, whole=3, listed=2)
        assert (expected,) == found.loaded_codes
        answer = found.check("20665", system="urn:oid:2.16.840.1.113883.2.4.4.1")
        assert ["metformin"] == [finding.drug.id for finding in answer.findings]
        assert [("metformin", "~vildagliptin")] == [m.subjects for m in answer.not_assessed]
        origin = answer.findings[0].matched.origin
        assert origin is not None
        assert ("gpk", "20665", "product", "g.csv", "2026-11") == (
            origin.system,
            origin.code,
            origin.kind,
            origin.table,
            origin.date,
        )
        assert Outcome.NOT_ASSESSED == found.check("20666", system="gpk").outcome

    def test_the_list_it_was_loaded_for_stays(self, tmp_path: Path) -> None:
        """Loading gives a new list that can be loaded over and pickled; the old one stays."""
        first = mitosafe.load_codes(written(tmp_path / "a.csv", "c,i\n1,diazepam\n"), system="gpk")
        second = first.load_codes(written(tmp_path / "b.csv", "c,i\n1,sumatriptan\n"), system="prk")
        assert ["b.csv", "a.csv"] == [report.table for report in second.loaded_codes]
        assert () == Dataset.packaged().loaded_codes
        assert mitosafe.check("1", system="gpk").code_fault is not None
        again = pickle.loads(pickle.dumps(second))
        for system, drug in (("gpk", "diazepam"), ("prk", "sumatriptan")):
            assert [drug] == [f.drug.id for f in second.check("1", system=system).findings]
            assert [drug] == [f.drug.id for f in again.check("1", system=system).findings]

    @pytest.mark.parametrize("between", [",", ";", "\t", "|"])
    def test_other_columns(self, tmp_path: Path, between: str) -> None:
        """Columns are named by their headings, whatever stands between them."""
        rows = [["x", "PZN", "a", "b"], ["-", "1234", "diazepam", ""], ["-", "1235", "", "codeine"]]
        text = "\n".join(between.join(row) for row in rows)
        path = written(tmp_path / "p.txt", text)
        found = mitosafe.load_codes(path, system="pzn", columns=("PZN", "a", "b"), table="PZN")
        assert {} == problems(found)
        assert "PZN" == found.loaded_codes[0].table
        assert ["codeine"] == [f.drug.id for f in found.check("00001235", system="pzn").findings]

    def test_ingredients_by_code(self, tmp_path: Path) -> None:
        """Ingredients may be codes of a system; one that is not understood is not read."""
        text = "cnk;atc\n1;N05BA01\n2;N05BA01 + C09BA01\n3;Q99ZZ99\n"
        path = written(tmp_path / "c.csv", text)
        found = mitosafe.load_codes(path, system="cnk", ingredient_system="atc")
        assert {"ingredient-unread": (2, ("C09BA01", "Q99ZZ99"))} == problems(found)
        assert ["diazepam"] == [f.drug.id for f in found.check("1", system="cnk").findings]
        part = found.check("2", system="cnk")
        assert (["diazepam"], ("2",)) == ([f.drug.id for f in part.findings], part.unread)
        nothing = found.check("3", system="cnk").code_fault
        assert nothing is not None
        assert "nothing-read" == nothing.reason

    def test_what_is_not_read_is_counted_and_named(self, tmp_path: Path) -> None:
        """Broken rows, wrong forms, no or unknown ingredients: counted, with examples."""
        text = (
            "code,stof\n"
            "1,diazepam\n"
            "only-one-cell\n"
            "\n"
            "x1,diazepam\n"
            "2,\n"
            "3,zzyzx\n"
            "4,no diazepam\n"
            "5,diaz\xe9pam\n"
        ).encode("latin-1")
        found = mitosafe.load_codes(written(tmp_path / "t.csv", text), system="gpk")
        assert {
            "broken-row": (2, ("t.csv:3", "t.csv:9")),
            "ingredient-unread": (2, ("zzyzx", "no diazepam")),
            "no-ingredient": (1, ("2",)),
            "wrong-form": (1, ("x1",)),
        } == problems(found)
        report = found.loaded_codes[0]
        assert (7, 3, 1, 1) == (report.rows, report.codes, report.whole, report.listed)

    def test_a_cell_that_is_too_large(self, tmp_path: Path) -> None:
        """A cell that the reader refuses is a broken row; what follows is read."""
        text = f'c,i\n1,"{"x" * 200_000}"\n2,diazepam\n'
        found = mitosafe.load_codes(written(tmp_path / "t.csv", text), system="gpk")
        assert 1 == problems(found)["broken-row"][0]
        assert ["diazepam"] == [f.drug.id for f in found.check("2", system="gpk").findings]

    def test_one_code_with_different_contents(self, tmp_path: Path) -> None:
        """A code that stands for two things is counted, named, and not believed; the same is."""
        text = "c,i\n1,diazepam\n1,codeine\n1,diazepam\n2,codeine\n2,codeine\n"
        found = mitosafe.load_codes(written(tmp_path / "t.csv", text), system="gpk")
        assert {"different-contents": (2, ("1",))} == problems(found)
        assert ["codeine"] == [f.drug.id for f in found.check("2", system="gpk").findings]
        assert found.check("1", system="gpk").code_fault is not None

    def test_an_ndc_without_hyphens_is_not_certain(self, tmp_path: Path) -> None:
        """A code with several readings cannot be the code of a row."""
        text = "c,i\n0071015523,diazepam\n0071-0155-23,diazepam\n"
        found = mitosafe.load_codes(written(tmp_path / "t.csv", text), system="ndc")
        assert {"wrong-form": (1, ("0071015523",))} == problems(found)

    def test_examples_are_few(self, tmp_path: Path) -> None:
        """Of many faults the first are kept, all are counted, and the commonest come first."""
        rows = "".join(f"x{n},diazepam\n" for n in range(50))
        path = written(tmp_path / "t.csv", f"c,i\n2,\n{rows}")
        (report,) = mitosafe.load_codes(path, system="gpk").loaded_codes
        first = CodesProblem(
            reason="wrong-form",
            count=50,
            examples=tuple(f"x{n}" for n in range(loaded_codes.EXAMPLES)),
        )
        assert (first, "no-ingredient") == (report.problems[0], report.problems[1].reason)

    @pytest.mark.parametrize(
        ("text", "columns", "message"),
        [
            ("", (), "expected a column of codes and one of ingredients under a heading"),
            ("code\n1\n", (), "expected a column of codes and one of ingredients under a heading"),
            ("a,b\n", ("a", "c", "d"), "no column c, d; there are a, b"),
        ],
    )
    def test_a_heading_that_does_not_fit(
        self, tmp_path: Path, text: str, columns: tuple[str, ...], message: str
    ) -> None:
        """A file without the columns is refused, with those that there are."""
        path = written(tmp_path / "t.csv", text)
        with pytest.raises(DataError) as raised:
            mitosafe.load_codes(path, system="gpk", columns=columns)
        assert (Fault("t.csv", "line 1", message),) == raised.value.faults


class TestArguments:
    """What cannot be meant is refused."""

    def test_the_columns_are_not_one_text(self, tmp_path: Path) -> None:
        """One text is no list of headings."""
        with pytest.raises(WrongType) as raised:
            mitosafe.load_codes(tmp_path / "t.csv", system="gpk", columns="code")
        assert "columns" == raised.value.argument

    @pytest.mark.parametrize("system", ["name", "mitosafe", "icd-10"])
    def test_a_system_that_has_no_tables(self, tmp_path: Path, system: str) -> None:
        """Names and the ids of the list are no codes that can be loaded."""
        with pytest.raises(UnknownValue) as raised:
            mitosafe.load_codes(tmp_path / "t.csv", system=system)
        assert ("code system", system) == (raised.value.what, raised.value.value)

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        """A file that does not exist is said to."""
        with pytest.raises(FileNotFoundError):
            mitosafe.load_codes(tmp_path / "t.csv", system="gpk")

    def test_a_folder_of_another_system(self, tmp_path: Path) -> None:
        """A folder is read of the systems whose publishers have a format for one."""
        with pytest.raises(DataError) as raised:
            mitosafe.load_codes(tmp_path, system="gpk")
        assert "a folder is read of dmd, rxnorm, snomed" in raised.value.faults[0].message

    def test_a_folder_without_its_files(self, tmp_path: Path) -> None:
        """A folder that lacks a file says which, and so does one that has two of it."""
        for folder in ("a", "b"):
            (tmp_path / folder).mkdir()
        for count in (0, 2):
            with pytest.raises(DataError) as raised:
                mitosafe.load_codes(tmp_path, system="rxnorm")
            message = f"{count} files are named like RXNCONSO.RRF, expected one"
            assert (Fault(tmp_path.name, "$", message),) == raised.value.faults
            for folder in ("a", "b"):
                written(tmp_path / folder / "RXNCONSO.RRF", "")


def conso(cui: int, kind: str, name: str, source: str = "RXNORM") -> str:
    """Return a row of RXNCONSO."""
    return f"{cui}|ENG||||||1|1|{cui}||{source}|{kind}|{cui}|{name}||N||\n"


def rel(one: int, other: int, link: str, source: str = "RXNORM") -> str:
    """Return a row of RXNREL: the other has the link to the one."""
    return f"{one}||CUI|RN|{other}||CUI|{link}|1||{source}||||||\n"


class TestRxNorm:
    """A folder of RRF, invented."""

    @pytest.fixture
    def found(self, tmp_path: Path) -> Dataset:
        """Return the list with an invented RxNorm: a mixture, its brand, a sibling, a pack."""
        folder = tmp_path / "rrf"
        folder.mkdir()
        written(
            folder / "RXNCONSO.RRF",
            conso(91, "IN", "metformin")
            + conso(92, "IN", "vildagliptin")
            + conso(93, "IN", "zzyzxine")
            + conso(94, "PIN", "metformin hydrochloride")
            + conso(95, "MIN", "metformin / zzyzxine")
            + conso(96, "BN", "Brandol")
            + conso(97, "SCDC", "metformin 500 MG")
            + conso(98, "SCD", "metformin / vildagliptin tablet")
            + conso(99, "SBD", "metformin / vildagliptin tablet [Brandol]")
            + conso(100, "GPCK", "{metformin pack}")
            + conso(101, "SCD", "zzyzxine / metformin tablet")
            + conso(102, "SCD", "of another source", "MMSL")
            + conso(103, "DF", "tablet")
            + conso(104, "SCDC", "nothing hangs under it")
            + "broken|row\n",
        )
        written(
            folder / "RXNREL.RRF",
            rel(91, 97, "has_ingredient")
            + rel(97, 91, "ingredient_of")
            + rel(94, 97, "has_precise_ingredient")
            + rel(91, 94, "form_of")
            + rel(97, 98, "consists_of")
            + rel(92, 98, "has_ingredient")
            + rel(95, 98, "has_ingredients")
            + rel(98, 99, "tradename_of")
            + rel(96, 99, "has_ingredient")
            + rel(91, 96, "tradename_of")
            + rel(93, 96, "tradename_of")
            + rel(98, 100, "contains")
            + rel(93, 101, "has_ingredient")
            + rel(97, 101, "consists_of")
            + rel(93, 98, "has_ingredient", "MMSL")
            + rel(103, 98, "has_ingredient")
            + rel(97, 104, "has_ingredient")
            + "broken\n",
        )
        return mitosafe.load_codes(folder.parent, system="rxnorm", date="2026-11")

    @pytest.mark.parametrize(
        ("code", "kind", "subjects", "partly"),
        [
            ("91", "ingredient", ("metformin",), False),
            ("94", "ingredient", ("metformin",), False),
            ("96", "brand", ("metformin",), True),
            ("97", "product", ("metformin",), False),
            ("98", "product", ("metformin", "~vildagliptin"), False),
            ("99", "product", ("metformin", "~vildagliptin"), False),
            ("100", "pack", ("metformin", "~vildagliptin"), False),
            ("101", "product", ("metformin",), True),
        ],
    )
    def test_a_concept_leads_to_its_ingredients(
        self, found: Dataset, code: str, kind: str, subjects: tuple[str, ...], partly: bool
    ) -> None:
        """Through components and brands, and never through a brand to its sister products."""
        match = found.index.code("rxnorm", code)
        assert match is not None
        assert match.origin is not None
        assert (subjects, partly, kind) == (match.subjects, match.partly, match.origin.kind)

    def test_what_is_not_read(self, found: Dataset) -> None:
        """Broken rows of both files, an ingredient that nobody knows, a concept without any."""
        assert {
            "broken-row": (2, ("RXNCONSO.RRF:15", "RXNREL.RRF:18")),
            "ingredient-unread": (3, ("zzyzxine",)),
            "no-ingredient": (1, ("104",)),
        } == problems(found)


class TestSnomed:
    """A snapshot of RF2, invented."""

    def test_a_product_leads_to_its_substances(self, tmp_path: Path) -> None:
        """Active ingredients by their full names; what is not active counts for nothing."""
        written(
            tmp_path / "sct2_Relationship_Snapshot_INT_20260101.txt",
            "id\teffectiveTime\tactive\tmoduleId\tsourceId\tdestinationId\trelationshipGroup\t"
            "typeId\tcharacteristicTypeId\tmodifierId\n"
            "1\t2026\t1\tm\t322236009\t387207008\t1\t127489000\tc\tm\n"
            "2\t2026\t1\tm\t322236009\t387517004\t2\t762949000\tc\tm\n"
            "3\t2026\t0\tm\t322236009\t372687004\t2\t762949000\tc\tm\n"
            "4\t2026\t1\tm\t322236009\t372687004\t2\t116680003\tc\tm\n"
            "broken\n",
        )
        written(
            tmp_path / "sct2_Description_Snapshot-en_INT_20260101.txt",
            "id\teffectiveTime\tactive\tmoduleId\tconceptId\tlanguageCode\ttypeId\tterm\tcase\n"
            "1\t2026\t1\tm\t387207008\ten\t900000000000003001\tIbuprofen (substance)\tc\n"
            "2\t2026\t1\tm\t387517004\ten\t900000000000003001\tParacetamol\tc\n"
            "3\t2026\t0\tm\t387517004\ten\t900000000000003001\tOld name (substance)\tc\n"
            "4\t2026\t1\tm\t387517004\ten\t900000000000013009\tAcetaminophen\tc\n"
            "5\t2026\t1\tm\t322236009\ten\t900000000000003001\tBoth tablet (product)\tc\n"
            "broken\n",
        )
        found = mitosafe.load_codes(tmp_path, system="snomed")
        names = (
            "sct2_Relationship_Snapshot_INT_20260101.txt:6",
            "sct2_Description_Snapshot-en_INT_20260101.txt:7",
        )
        assert {"broken-row": (2, names)} == problems(found)
        answer = found.check("322236009", system="http://snomed.info/sct")
        assert {"ibuprofen", "paracetamol"} == {f.drug.id for f in answer.findings}
        match = found.index.code("snomed", "387207008")
        assert match is not None
        assert match.origin is not None
        assert ("ingredient", ("ibuprofen",)) == (match.origin.kind, match.subjects)


def element(tag: str, **children: int | str) -> str:
    """Return an element with children."""
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in children.items())
    return f"<{tag}>{inner}</{tag}>"


class TestDmd:
    """The XML of dm+d, invented; its ids have the check digits of SNOMED CT."""

    VMP, AMP, VMPP, AMPP = 322236009, 387207008, 387517004, 372687004
    VTM, LONE, ISID = 108502004, 108537001, 77

    def folder(self, tmp_path: Path) -> Path:
        """Write a release."""
        vmp = element("VMP", VPID=self.VMP, NM="x") + element("VMP", VPID=self.LONE, NM="x")
        vpi = element("VPI", VPID=self.VMP, ISID=self.ISID)
        vpi += element("VPI", VPID=self.VMP, ISID=999) + element("VPI", VPID=self.VMP)
        ing = element("ING", ISID=self.ISID, NM="Sumatriptan") + element("ING", ISID=5)
        files = {
            "f_vmp2_3.xml": f"<V><VMPS>{vmp}</VMPS><I>{vpi}<VPI/></I></V>",
            "f_ingredient2_3.xml": f"<I>{ing}</I>",
            "f_vtm2_3.xml": f"<V>{element('VTM', VTMID=self.VTM, NM='Naratriptan')}</V>",
            "f_amp2_3.xml": f"<A>{element('AMP', APID=self.AMP, VPID=self.VMP)}"
            f"{element('AMP', APID=5)}</A>",
            "f_vmpp2_3.xml": f"<A>{element('VMPP', VPPID=self.VMPP, VPID=self.VMP)}</A>",
            "f_ampp2_3.xml": f"<A>{element('AMPP', APPID=self.AMPP, VPPID=self.VMPP)}</A>",
        }
        for name, text in files.items():
            written(tmp_path / name, text)
        return tmp_path

    def test_products_and_packs(self, tmp_path: Path) -> None:
        """VTM, VMP, AMP and both kinds of pack lead to the substances."""
        found = mitosafe.load_codes(self.folder(tmp_path), system="dmd")
        kinds = {self.VMP: "product", self.AMP: "product", self.VMPP: "pack", self.AMPP: "pack"}
        for code, kind in kinds.items():
            match = found.index.code("dmd", str(code))
            assert match is not None
            assert match.origin is not None
            assert (("sumatriptan",), True, kind) == (
                match.subjects,
                match.partly,
                match.origin.kind,
            )
        match = found.index.code("dmd", str(self.VTM))
        assert match is not None
        assert ("naratriptan",) == match.subjects

    def test_what_is_not_read(self, tmp_path: Path) -> None:
        """Rows without ids, substances without a name, products without a substance."""
        found = mitosafe.load_codes(self.folder(tmp_path), system="dmd")
        broken = ("ingredient {'ISID': '5'}", f"VPI {{'VPID': '{self.VMP}'}}", "AMP {'APID': '5'}")
        assert {
            "broken-row": (3, broken),
            "ingredient-unread": (4, ("999",)),
            "no-ingredient": (1, (str(self.LONE),)),
        } == problems(found)

    def test_no_xml(self, tmp_path: Path) -> None:
        """A file that breaks off is refused by its name."""
        written(self.folder(tmp_path) / "f_ingredient2_3.xml", "<I><ING>")
        with pytest.raises(DataError) as raised:
            mitosafe.load_codes(tmp_path, system="dmd")
        assert "f_ingredient2_3.xml" == raised.value.faults[0].file
