"""Files of every format → rows with their numbers."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pyarrow
import pytest
from pyarrow import parquet

from mitosafe import MissingExtra, UnknownValue
from mitosafe.errors import BadFile
from mitosafe.screening import files
from mitosafe.screening.files import Wanted
from mitosafe.screening.rows import BadRow, Item, Row

Put = Callable[[str | bytes], str]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Return a function that writes a file and gives its name."""

    def written(content: str | bytes) -> str:
        path = tmp_path / "file"
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return str(path)

    return written


def rows(path: str, format: str, **wanted: object) -> list[Row | Item]:
    """Return all rows of a file."""
    with files.opened(path, format, Wanted(**wanted)) as opened:  # type: ignore[arg-type]
        return list(opened.rows)


def entries(found: list[Row | Item]) -> list[tuple[int, object]]:
    """Return the number and entry of each row, all of which must be readable."""
    return [(row.number, row.entry) for row in found if isinstance(row, Row)]


@pytest.mark.parametrize(
    ("name", "given", "column", "format"),
    [
        ("a.csv", None, None, "csv"),
        ("a.CSV", None, None, "csv"),
        ("a.tab", None, None, "tsv"),
        ("a.txt", None, None, "lines"),
        ("a.pq", None, None, "parquet"),
        ("a.json", None, None, "fhir"),
        ("a.ndjson", None, "drug", "ndjson"),
        ("a.ndjson", None, None, "fhir-ndjson"),
        ("-", "ndjson", None, "fhir-ndjson"),
        ("a.csv", "lines", None, "lines"),
    ],
)
def test_the_format_is_the_one_given_or_that_of_the_name(
    name: str, given: str | None, column: str | None, format: str
) -> None:
    """NDJSON without a column holds FHIR resources."""
    assert files.format_of(name, given, column) == format


def test_a_format_that_cannot_be_told_is_bad_input() -> None:
    """The message names the formats."""
    with pytest.raises(BadFile, match="--from, one of csv, tsv, lines"):
        files.format_of("medicines", None, None)


def test_lines_are_entries(put: Put) -> None:
    """Blank lines are none; the number is that of the line; bad lines come back."""
    assert entries(rows(put("one\n\n  \nfour\n"), "lines")) == [(1, "one"), (4, "four")]
    assert isinstance(rows(put(b"\xff\n"), "lines")[0], BadRow)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_by_the_column(put: Put, delimiter: str) -> None:
    """The delimiter is the one with which the heading has the column."""
    text = f'id{delimiter}"the drug"\n1{delimiter}one\n'
    found = rows(put(text), "csv", column="the drug", system="atc")
    assert found == [Row(number=2, entry="one", system="atc")]


def test_a_delimiter_within_names_does_not_mislead(put: Put) -> None:
    """A heading with commas in its names and semicolons between them is read by the latter."""
    found = rows(put("a,b;drug;c\n1;two;3\n"), "csv", column="drug", keep=("a,b",))
    assert found == [Row(number=2, entry="two", kept=("1",))]


def test_a_blank_line_of_a_single_column_is_an_empty_entry(put: Put) -> None:
    """It carries its cells as other rows do; where there are several columns it is no row."""
    found = rows(put("drug\n\nx\n"), "csv", keep=("drug",))
    assert found == [Row(number=2, entry="", kept=("",)), Row(number=3, entry="x", kept=("x",))]
    assert entries(rows(put("id,drug\n\n1,x\n"), "csv", column="drug")) == [(3, "x")]


def test_a_delimiter_can_be_given(put: Put) -> None:
    """--delimiter is taken as it is, in TSV as well."""
    assert entries(rows(put("a:b\n1:2\n"), "csv", column="b", delimiter=":")) == [(2, "2")]
    assert entries(rows(put("a:b\n1:2\n"), "tsv", column="a", delimiter=":")) == [(2, "1")]
    assert entries(rows(put("a\tb\n1\t2\n"), "tsv", column="b")) == [(2, "2")]


def test_one_column_needs_no_name_and_its_blank_lines_are_empty_entries(put: Put) -> None:
    """Where there is one column, a blank line is a row."""
    assert entries(rows(put("\n\ndrug\none\n\nthree\n"), "csv")) == [
        (4, "one"),
        (5, ""),
        (6, "three"),
    ]


def test_rows_of_another_width_are_bad(put: Put) -> None:
    """Too few and too many cells are reported; a blank line between rows is nothing."""
    found = rows(put("a,b\n1,2\n\n3\n4,5,6\n7,8\n"), "csv", column="b")
    assert [r.first for r in found if isinstance(r, BadRow)] == [4, 5]
    assert entries(found) == [(2, "2"), (6, "8")]


def test_a_bad_line_among_rows_comes_back(put: Put) -> None:
    """A line that cannot be decoded is a bad row in its place."""
    found = rows(put(b"a,b\n1,\xff\n3,4\n"), "csv", column="b")
    assert [isinstance(row, BadRow) for row in found] == [True, False]


def test_without_a_heading_columns_have_numbers(put: Put) -> None:
    """The first line is a row then."""
    found = rows(put("1,one\n2,two\n"), "csv", column="2", header=False, keep=("1",))
    assert [(r.entry, r.kept) for r in found if isinstance(r, Row)] == [
        ("one", ("1",)),
        ("two", ("2",)),
    ]


@pytest.mark.parametrize(
    ("content", "column", "said"),
    [
        ("", "a", "the file is empty"),
        ("\n \n", "a", "the file is empty"),
        (b"\xff\n", "a", r"the heading \(line 1\) cannot be read: byte 1"),
        ('a,"b\n', "a", r"the heading \(line 1\) cannot be read: not CSV"),
        ("a,b\n", None, "say with --column which column holds the medicines: a, b"),
        ("a,b,a\n", "a", "the column 'a' is there 2 times"),
        (b"\xff\xfea\x00", "a", "UTF-16"),
    ],
)
def test_a_heading_that_does_not_do_is_bad_input(
    put: Put, content: str | bytes, column: str | None, said: str
) -> None:
    """The message says what is wrong with it."""
    with pytest.raises(BadFile, match=said):
        rows(put(content), "csv", column=column)


def test_an_unknown_column_is_named_with_those_there(put: Put) -> None:
    """The error carries the columns of the file."""
    with pytest.raises(UnknownValue) as error:
        rows(put("a,b\n"), "csv", column="c")
    assert error.value == UnknownValue("column", "c", ["a", "b"])


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("sesame", "unknown encoding 'sesame'"), ("utf-16", "cannot be told apart")],
)
def test_an_encoding_whose_lines_cannot_be_read_is_bad_input(
    put: Put, encoding: str, said: str
) -> None:
    """The message names the encoding, or what to do."""
    with pytest.raises(BadFile, match=said):
        rows(put("a\n"), "lines", encoding=encoding)


def test_another_encoding(put: Put) -> None:
    """Files of an older system are read in their encoding."""
    assert entries(rows(put("é\n".encode("cp1252")), "lines", encoding="cp1252")) == [(1, "é")]


def test_objects_give_the_value_of_a_key(put: Put) -> None:
    """A key may lead inwards; a key with a dot in its name is taken first."""
    lines = [{"drug": {"name": "one"}, "n": 1}, {"drug.name": "two", "n": None}, {"n": 3}]
    text = "\n\n".join(map(json.dumps, lines))
    found = rows(put(text), "ndjson", column="drug.name", keep=("n",))
    assert [(r.number, r.entry, r.kept) for r in found if isinstance(r, Row)] == [
        (1, "one", ("1",)),
        (3, "two", ("",)),
    ]
    assert found[2] == BadRow(first=5, last=5, reason="no key 'drug'; there: n")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"{", "not JSON: "),
        (b"[1]", "expected an object, got list"),
        (b'{"drug": 1}', "no key 'name'; there: no keys"),
        (b'{"drug": {}}', "no key 'name'; there: "),
        (b"\xff", "byte 1 is not utf-8"),
        (b'{"a":' * 100_000, "not JSON: "),
        (b'{"drug": ' + b"1" * 5000 + b"}", "not JSON: "),
        (b'{"drug": {"name": "x", "name": "y"}}', "a key stands twice"),
    ],
    ids=["broken", "list", "number", "empty", "bytes", "deep", "long number", "twice"],
)
def test_objects_that_do_not_do_are_bad_rows(put: Put, line: bytes, said: str) -> None:
    """The row after one that cannot be read is read."""
    after = b'\n{"drug": {"name": "x"}}\n'
    bad, good = rows(put(line + after), "ndjson", column="drug.name")
    assert isinstance(bad, BadRow)
    assert bad.reason.startswith(said)
    assert good == Row(number=2, entry="x")


def test_progress_is_in_bytes(put: Put) -> None:
    """How much was read grows to the size of the file."""
    with files.opened(put("one\ntwo\n"), "lines", Wanted()) as opened:
        assert (opened.done(), opened.total) == (0, 8)
        assert len(list(opened.rows)) == 2
        assert opened.done() == 8


def test_the_standard_input_has_no_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """- is the standard input, of which nobody knows how long it is."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"one\n")))
    with files.opened("-", "lines", Wanted()) as opened:
        assert opened.total is None
        assert entries(list(opened.rows)) == [(1, "one")]


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_a_file_that_is_not_there_is_bad_input(tmp_path: Path, format: str) -> None:
    """The message names the file."""
    with pytest.raises(BadFile, match=r"none\.csv cannot be read"):
        rows(str(tmp_path / "none.csv"), format)


def test_text_of_values() -> None:
    """Values of other columns become text; what JSON does not know is written as text."""
    assert [files.text(v) for v in (None, "é", 1, {"a": "é"}, {1j})] == [
        "",
        "é",
        "1",
        '{"a": "é"}',
        '"{1j}"',
    ]


# Parquet


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return a Parquet file of three row groups."""
    path = tmp_path / "table.parquet"
    columns = {"id": [1, 2, 3, 4, 5], "drug": ["one", None, "three", "four", "five"]}
    parquet.write_table(pyarrow.table(columns), path, row_group_size=2, compression="none")
    return path


def test_parquet_is_read_by_column(table: Path) -> None:
    """Rows have their number, the entry as it is, and the columns that are kept."""
    found = rows(str(table), "parquet", column="drug", keep=("id", "drug"), system="atc")
    assert [(r.number, r.entry, r.kept) for r in found if isinstance(r, Row)] == [
        (1, "one", ("1", "one")),
        (2, None, ("2", "")),
        (3, "three", ("3", "three")),
        (4, "four", ("4", "four")),
        (5, "five", ("5", "five")),
    ]
    assert {r.system for r in found if isinstance(r, Row)} == {"atc"}


def test_progress_of_parquet_is_in_rows(table: Path) -> None:
    """The file says how many rows there are."""
    with files.opened(str(table), "parquet", Wanted(column="drug")) as opened:
        assert (opened.done(), opened.total) == (0, 5)
        assert len(list(opened.rows)) == 5
        assert opened.done() == 5


def test_a_broken_row_group_costs_its_own_rows(table: Path) -> None:
    """The groups before and after it are read."""
    data = bytearray(table.read_bytes())
    column = parquet.ParquetFile(table).metadata.row_group(1).column(1)
    start = column.dictionary_page_offset or column.data_page_offset
    data[start : start + column.total_compressed_size] = b"\xff" * column.total_compressed_size
    table.write_bytes(data)
    found = rows(str(table), "parquet", column="drug")
    assert entries(found) == [(1, "one"), (2, None), (5, "five")]
    bad = found[2]
    assert isinstance(bad, BadRow)
    assert (bad.first, bad.last) == (3, 4)
    assert bad.reason.startswith("row group 1 is broken: ")


def test_parquet_text_that_is_not_utf8_costs_its_row_group(table: Path) -> None:
    """A column that calls itself text and holds other bytes is a bad row, and no crash."""
    table.write_bytes(table.read_bytes().replace(b"three", b"thr\xfae"))
    found = rows(str(table), "parquet", column="drug")
    assert entries(found) == [(1, "one"), (2, None), (5, "five")]
    bad = found[2]
    assert isinstance(bad, BadRow)
    assert (bad.first, bad.last) == (3, 4)
    assert "'utf-8' codec can't decode" in bad.reason


def test_what_is_no_parquet_is_bad_input(put: Put) -> None:
    """A file of another kind, and the standard input, are refused."""
    with pytest.raises(BadFile, match="cannot be read as Parquet"):
        rows(put("id,drug\n"), "parquet", column="drug")
    with pytest.raises(BadFile, match="standard input"):
        rows("-", "parquet", column="drug")


def test_parquet_needs_its_extra(monkeypatch: pytest.MonkeyPatch, table: Path) -> None:
    """Without pyarrow it is said how to get it."""
    monkeypatch.delitem(sys.modules, "mitosafe.screening.parquet", raising=False)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delattr("mitosafe.screening.parquet", raising=False)
    with pytest.raises(MissingExtra, match=r"pip install 'mitosafe\[parquet\]'"):
        rows(str(table), "parquet", column="drug")


@pytest.mark.parametrize("given", [None, ";"])
def test_a_line_for_spreadsheets_tells_the_delimiter(put: Put, given: str | None) -> None:
    """`sep=;` before the heading is no heading, and the names may hold commas."""
    path = put("sep=;\ndrug, first;dose\nexemplin;5\n")
    found = rows(path, "csv", column="drug, first", delimiter=given)
    assert entries(found) == [(3, "exemplin")]


@pytest.mark.parametrize("line", ["sep=;;", "sep", "step=;"])
def test_another_first_line_is_the_heading(put: Put, line: str) -> None:
    """Only what tells one character is such a line."""
    found = rows(put(f"{line}\nexemplin\n"), "csv", column=line, delimiter=",")
    assert entries(found) == [(2, "exemplin")]


def test_only_the_first_line_is_for_spreadsheets(put: Put) -> None:
    """A second one is a heading like any other, however many follow."""
    with pytest.raises(UnknownValue):
        rows(put("sep=;\n" * 5_000), "csv", column="drug")
