"""How the tables of codes are compiled, and rebuilt from the publishers' files."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tools import compile_codes, refresh_codes

from mitosafe.loading.folder import read_all
from mitosafe.lookup.product_tables import ProductTable, Row
from tests.answers.test_own_codes import conso, rel

#: An invented table: one code that stays, one that goes, one whose contents change.
BEFORE = {
    "91": Row(("metformin",), False, 0),
    "92": Row(("gone",), False, 0),
    "97": Row(("diazepam",), False, 0),
}


def table(system: str) -> dict[str, object]:
    """Return what is told of an invented table."""
    origins = [["before", "2020", "product", False]]
    told = {"system": system, "title": "t", "publisher": "p", "licence": "l"}
    return {**told, "base": 10, "width": 0, "origins": origins}


@pytest.fixture
def codes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of invented tables, in the place of the real one."""
    folder = tmp_path / "codes"
    folder.mkdir()
    compile_codes.write_facts(folder, map(table, refresh_codes.READERS))
    for system in refresh_codes.READERS:
        compile_codes.write(folder / f"{system}.tsv.gz", BEFORE)
    monkeypatch.setattr(compile_codes, "CODES", folder)
    return folder


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    """Compile, with arguments."""
    monkeypatch.setattr(sys, "argv", ["compile_codes", *words])
    return compile_codes.main()


class TestCompiling:
    """`python -m tools.compile_codes`."""

    def test_what_is_compiled_is_what_the_text_says(
        self, codes: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Each table is written once; a check says which are not current, and writes none."""
        assert 1 == run(monkeypatch, "--check")
        assert not (codes / "rxnorm.bin").exists()
        assert "codes/rxnorm.bin is not current: run make data" in capsys.readouterr().out
        assert 0 == run(monkeypatch)
        assert BEFORE == dict(ProductTable((codes / "rxnorm.bin").read_bytes()))
        assert 0 == run(monkeypatch, "--check")
        capsys.readouterr()
        assert 0 == run(monkeypatch)
        assert "" == capsys.readouterr().out

    def test_the_packaged_tables_are_current(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The binary files of the repository say what its text tables say."""
        if not compile_codes.CODES.exists():
            pytest.skip("the text tables are in the repository only")
        assert 0 == run(monkeypatch, "--check")

    def test_a_text_table_is_written_and_read(self, tmp_path: Path) -> None:
        """There and back; the same rows give the same bytes in any order."""
        one, other = tmp_path / "a.tsv.gz", tmp_path / "b.tsv.gz"
        compile_codes.write(one, BEFORE)
        compile_codes.write(other, dict(reversed(BEFORE.items())))
        assert one.read_bytes() == other.read_bytes()
        assert BEFORE == compile_codes.read(one)

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("code\tsubjects\n", "the heading is"),
            ("code\tsubjects\tpartly\torigin\n1\ta\t\t0\n1\tb\t\t0\n", "stands there twice"),
        ],
    )
    def test_a_text_table_that_is_wrong(self, tmp_path: Path, text: str, message: str) -> None:
        """Another heading, and a code that stands there twice, stop the compiling."""
        import gzip

        path = tmp_path / "a.tsv.gz"
        path.write_bytes(gzip.compress(text.encode()))
        with pytest.raises(ValueError, match=message):
            compile_codes.read(path)


class TestRefreshing:
    """`python -m tools.refresh_codes`, on invented files of each publisher."""

    def rxnorm(self, folder: Path) -> Path:
        """Write an invented RxNorm."""
        (folder / "RXNCONSO.RRF").write_text(
            conso(91, "IN", "metformin") + conso(97, "SCDC", "metformin 500 MG")
            + conso(98, "SCD", "metformin tablet") + "broken\n"
        )  # fmt: skip
        (folder / "RXNREL.RRF").write_text(
            rel(91, 97, "has_ingredient") + rel(97, 98, "consists_of")
        )
        return folder

    def test_new_gone_and_changed(
        self, codes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """The difference is told; nothing is written until it is asked for."""
        folder = str(self.rxnorm(tmp_path))
        asked = ["rxnorm", folder, "--date", "2026-11", "--name", "rxnorm-prescribe"]
        before = (codes / "rxnorm.tsv.gz").read_bytes()
        assert 0 == refresh_codes.main(asked)
        told = capsys.readouterr().out.splitlines()
        assert [
            "rxnorm-prescribe: 4 rows, 3 codes, 3 listed",
            "not read, broken-row: 1, such as RXNCONSO.RRF:4",
            "new: 1",
            "  98",
            "gone: 1",
            "  92",
            "changed: 1",
            "  97: diazepam -> metformin",
        ] == told
        assert before == (codes / "rxnorm.tsv.gz").read_bytes()

    def test_what_is_gone_stays_as_older(self, codes: Path, tmp_path: Path) -> None:
        """A code that the new files lack keeps its contents, and is marked as an older one."""
        folder = str(self.rxnorm(tmp_path))
        asked = ["rxnorm", folder, "--date", "2026-11", "--name", "new", "--write"]
        assert 0 == refresh_codes.main(asked)
        rows = compile_codes.read(codes / "rxnorm.tsv.gz")
        origins = compile_codes.facts(codes)["rxnorm"]["origins"]
        assert ["before", "2020", "product", True] == origins[rows["92"].origin]
        assert ["new", "2026-11", "product", False] == origins[rows["98"].origin]
        assert ["new", "2026-11", "ingredient", False] == origins[rows["91"].origin]
        assert ("metformin",) == rows["97"].subjects
        # The other tables are as they were.
        assert [["before", "2020", "product", False]] == compile_codes.facts(codes)["cis"][
            "origins"
        ]

    def read(self, system: str, folder: Path, codes: Path) -> dict[str, Row]:
        """Return the rows that are read of the files in a folder."""
        found = refresh_codes.changes(system, folder, "2026-11", "new", codes)
        return {code: row for code, row in found.rows.items() if row.origin}

    def test_the_bdpm(self, codes: Path, tmp_path: Path) -> None:
        """Salts and fractions are one substance; a pack has what its medicine has."""
        rows = [
            ["61234567", "comprimé", "1", "MÉTALIN", "1 g", "un", "SA", "1", ""],
            ["61234567", "comprimé", "1", "METFORMINE", "1 g", "un", "FT", "1", ""],
            ["61234567", "comprimé", "2", "DIAZÉPAM", "1 mg", "un", "SA", "2", ""],
        ]
        text = "".join("\t".join(row) + "\r\n" for row in rows)
        (tmp_path / "CIS_COMPO_bdpm.txt").write_bytes(text.encode("latin-1"))
        packs = "61234567\t3004912\tboîte\n69999999\t3004913\tboîte\nbroken\n"
        (tmp_path / "CIS_CIP_bdpm.txt").write_bytes(packs.encode("latin-1"))
        cis = self.read("cis", tmp_path, codes)
        assert {"61234567": ("diazepam", "metformin")} == {c: r.subjects for c, r in cis.items()}
        cip = self.read("cip", tmp_path, codes)
        assert {"3004912": ("diazepam", "metformin")} == {c: r.subjects for c, r in cip.items()}

    def test_the_ndc_directory(self, codes: Path, tmp_path: Path) -> None:
        """Substances are separated by semicolons; without them the name of the product counts."""
        text = (
            "PRODUCTNDC\tNONPROPRIETARYNAME\tSUBSTANCENAME\n"
            "0071-0155\tx\tMETFORMIN HYDROCHLORIDE; DIAZEPAM\n"
            "0071-0156\tDiazepam\t\n"
        )
        (tmp_path / "product.txt").write_text(text)
        rows = self.read("ndc", tmp_path, codes)
        assert {"000710155": ("diazepam", "metformin"), "000710156": ("diazepam",)} == {
            code: row.subjects for code, row in rows.items()
        }

    def test_the_dpd(self, codes: Path, tmp_path: Path) -> None:
        """Products and their ingredients are joined by the number of the drug."""
        (tmp_path / "drug.txt").write_text('"1","Human","x","00001686","BRAND"\n')
        (tmp_path / "ingred.txt").write_text('"1","5","DIAZEPAM"\n"1","6","ZZYZX"\n')
        rows = self.read("din", tmp_path, codes)
        assert {"00001686": (("diazepam",), True)} == {c: r[:2] for c, r in rows.items()}


def test_tables_of_codes_are_no_part_of_a_list(tmp_path: Path) -> None:
    """The tables beside the packaged list are let be; any other file in their folder is a fault."""
    folder = tmp_path / "codes"
    folder.mkdir()
    for name in ("tables.toml", "rxnorm.bin", "rxnorm.tsv.gz", "notes.txt"):
        (folder / name).write_bytes(b"")
    faults = read_all(tmp_path, local=False).faults
    assert ["codes/notes.txt"] == [
        fault.file for fault in faults if "no such file" in fault.message
    ]
