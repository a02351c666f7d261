"""The tables: what is read back is what the list says, in each form."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import pytest
from pyarrow import parquet

import mitosafe
from mitosafe import export
from mitosafe.export.listing import as_of
from mitosafe.export.tables import Table, tables
from tests import invented

#: Rows of a table, in an order that does not depend on how it was read.
Rows = list[tuple[Any, ...]]


def ordered(rows: Any) -> Rows:
    """Return rows in one order, whatever holds them."""
    return sorted((tuple(row) for row in rows), key=repr)


def of_csv(table: Table, folder: Path) -> Rows:
    """Read a table of CSV, by the types of its descriptor."""
    text = (folder / f"{table.name}.csv").read_bytes().decode()
    _, *rows = csv.reader(io.StringIO(text, newline=""))
    kinds = [field.type for field in table.fields]
    return [
        tuple(
            cell == "true" if kind == "boolean" else cell or None
            for kind, cell in zip(kinds, row, strict=True)
        )
        for row in rows
    ]


def of_parquet(table: Table, folder: Path) -> Rows:
    """Read a table of Parquet."""
    found = parquet.read_table(folder / f"{table.name}.parquet")
    return [tuple(row.values()) for row in found.to_pylist()]


def of_sqlite(table: Table, folder: Path) -> Rows:
    """Read a table of SQLite, which has no booleans."""
    (path,) = folder.iterdir()
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(f'SELECT * FROM "{table.name}"').fetchall()
    places = [n for n, field in enumerate(table.fields) if field.type == "boolean"]
    return [tuple(bool(v) if n in places else v for n, v in enumerate(row)) for row in rows]


def of_duckdb(table: Table, folder: Path) -> Rows:
    """Read a table of DuckDB."""
    (path,) = folder.iterdir()
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(f'SELECT * FROM "{table.name}"').fetchall()


READERS = {"csv": of_csv, "parquet": of_parquet, "sqlite": of_sqlite, "duckdb": of_duckdb}


@pytest.fixture(params=["packaged", "invented"])
def dataset(request: pytest.FixtureRequest) -> mitosafe.Dataset:
    """Return the packaged list, and the invented one."""
    return mitosafe.Dataset.packaged() if request.param == "packaged" else invented.dataset()


@pytest.mark.parametrize("form", READERS)
def test_what_is_written_is_read_back(form: str, dataset: mitosafe.Dataset, tmp_path: Path) -> None:
    """Every row of every table is there, null and boolean cells among them."""
    export.write(form, tmp_path, dataset=dataset)
    for table in tables(as_of(dataset)):
        assert ordered(table.rows) == ordered(READERS[form](table, tmp_path)), table.name


@pytest.mark.parametrize("release", ["2012.1", "2026.2"])
def test_the_tables_give_the_answers_of_the_list(release: str, tmp_path: Path) -> None:
    """Looked up in SQL by folded name, every name has the level that `check` gives."""
    packaged = mitosafe.Dataset.packaged()
    (path,) = export.write("sqlite", tmp_path, release=release)
    query = (
        "SELECT folded, group_concat(coalesce(s.level, '')) FROM names "
        "LEFT JOIN subjects s ON s.id = names.subject WHERE certain GROUP BY folded"
    )
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute(query).fetchall()
    ranks = ["", *(level.value for level in mitosafe.Level)]
    for folded, levels in found[::17]:
        answer = packaged.check(folded, release=release)
        worst = max(levels.split(","), key=ranks.index)
        assert worst == (answer.level.value if answer.level else ""), folded


def test_the_keys_of_the_tables_hold(dataset: mitosafe.Dataset) -> None:
    """Keys are unique, and what refers to another table finds its row there."""
    by_name = {table.name: table for table in tables(as_of(dataset))}
    for table in by_name.values():
        if table.key:
            keys = list(column(table, *table.key))
            assert len(keys) == len(set(keys)), table.name
        for here, other, there in table.references:
            known = set(column(by_name[other], there))
            assert set(column(table, here)) <= known, (table.name, here)


def column(table: Table, *names: str) -> Iterator[tuple[Any, ...]]:
    """Return some columns of a table."""
    places = [[f.name for f in table.fields].index(name) for name in names]
    for row in table.rows:
        yield tuple(row[place] for place in places)


@pytest.mark.parametrize(
    ("form", "release"), [("csv", "2026.2"), ("csv", "2010.1"), ("parquet", "2026.2.1")]
)
def test_frictionless_finds_the_package_well(form: str, release: str, tmp_path: Path) -> None:
    """Descriptor, types, keys, references, sizes and digests hold."""
    # Frictionless takes half a minute for the Parquet of the whole list.
    small = invented.dataset() if form == "parquet" else None
    export.write(form, tmp_path, release=release, dataset=small)
    report = frictionless.validate(tmp_path / "datapackage.json")
    assert report.valid, report.flatten(["title", "message"])
    assert report.stats["tasks"] == 11


def test_the_descriptor_says_what_a_reader_has_to_know() -> None:
    """Release, date, licence, version and warnings are in it; no time of making is."""
    made = json.loads(export.files("csv", release="2024.1")["datapackage.json"])
    assert made["version"] == "2024.1.0"
    assert made["created"] == "2024-06-30T00:00:00Z"
    assert made["licenses"][0]["name"] == "CC-BY-4.0"
    assert "Release 2024.1 of 2024-06-30. Not yet reviewed by a clinician." in made["description"]


def test_a_correction_has_its_own_version() -> None:
    """The third part of a release is the third part of the version."""
    assert as_of(invented.dataset(), "2026.2.1").version == "2026.2.1"
    assert as_of(invented.dataset(), "2026.2").version == "2026.2.0"
