"""`mitosafe screen` of codes with a column of texts beside them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pyarrow
import pytest
from pyarrow import parquet

from tests.conftest import Run

#: An agreement, a conflict, a code alone, a text alone, nothing.
ROWS = [
    ("N03AG01", "Depakine"),
    ("N03AG01", "amlodipine"),
    ("N03AG01", ""),
    ("", "Depakine"),
    ("", ""),
]


def written(path: Path) -> str:
    """Write the rows in the format that the name of the file means."""
    if path.suffix == ".parquet":
        codes, texts = zip(*ROWS, strict=True)
        parquet.write_table(pyarrow.table({"code": codes, "drug": texts, "id": texts}), path)
    elif path.suffix == ".ndjson":
        objects = ({"code": code, "drug": text, "id": text} for code, text in ROWS)
        path.write_text("\n".join(map(json.dumps, objects)))
    else:
        path.write_text("\n".join(["code,drug,id", *(f"{c},{t},{t}" for c, t in ROWS)]))
    return str(path)


@pytest.mark.parametrize("ending", ["csv", "ndjson", "parquet"])
def test_both_columns_are_read(run_shipped: Run, tmp_path: Path, ending: str) -> None:
    """Each row is answered of its code and its text; a conflict is marked, in every format."""
    file = written(tmp_path / f"a.{ending}")
    asked = ["-c", "code", "-t", "drug", "-k", "id", "-s", "atc", "-f", "csv"]
    done = run_shipped("screen", file, *asked)
    assert 0 == done.exit_code
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [
        ("N03AG01", "Depakine", "valproic-acid", "", ""),
        ("N03AG01", "amlodipine", "valproic-acid", "amlodipine", "yes"),
        ("N03AG01", "", "valproic-acid", "", ""),
        ("", "Depakine", "valproic-acid", "", ""),
        ("", "", "", "", ""),
    ] == [
        (row["entry"], row["id"], row["medicines"], row["not_assessed"], row["conflict"])
        for row in rows
    ]


def test_conflicts_are_counted(run_shipped: Run, tmp_path: Path) -> None:
    """The report names each code and text that differ, as text and as plain values."""
    file = written(tmp_path / "a.csv")
    asked = ["screen", file, "-c", "code", "--text-column", "drug", "-s", "atc"]
    shown = run_shipped(*asked).stdout
    assert "The code and the text name different medicines" in shown
    assert "1 × N03AG01: amlodipine" in shown
    told = json.loads(run_shipped(*asked, "-f", "json").stdout)
    expected = [{"value": "N03AG01: amlodipine", "rows": 1}]
    assert expected == told["conflicts"]["values"]


def test_a_row_that_is_bad_has_its_cells(run_shipped: Run, tmp_path: Path) -> None:
    """A row that cannot be read has as many cells as the others."""
    file = tmp_path / "a.csv"
    file.write_text("code,drug\nN03AG01,Depakine\nN03AG01\n")
    done = run_shipped("screen", str(file), "-c", "code", "-t", "drug", "-s", "atc", "-f", "csv")
    assert 1 == len({len(row) for row in csv.reader(io.StringIO(done.stdout))})
    assert "bad-row" in done.stdout


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.txt", "N03AG01\n", "a file with one entry a line has no column of texts"),
        ("a.json", "{}", "FHIR says codes and texts itself"),
        ("a.csv", "code,drug\n", "unknown column 'name'"),
    ],
)
def test_where_there_is_no_such_column(
    run_shipped: Run, tmp_path: Path, name: str, text: str, message: str
) -> None:
    """A format without columns, and a column that is not there, are refused."""
    file = tmp_path / name
    file.write_text(text)
    column = ["-c", "code"] if name == "a.csv" else []
    done = run_shipped("screen", str(file), "-t", "name", *column)
    assert 2 == done.exit_code
    assert message in done.stderr
