"""The extra `export` alone: Parquet and DuckDB files."""

from __future__ import annotations

from pathlib import Path

import duckdb

from mitosafe import export


def test_a_duckdb_file_can_be_asked(tmp_path: Path) -> None:
    """The tables are there."""
    (path,) = export.write("duckdb", tmp_path)
    with duckdb.connect(str(path), read_only=True) as connection:
        (count,) = connection.execute("SELECT count(*) FROM subjects").fetchall()
    assert count[0] > 100


def test_parquet_tables_can_be_asked(tmp_path: Path) -> None:
    """The tables are there."""
    export.write("parquet", tmp_path)
    (path,) = tmp_path.rglob("subjects.parquet")
    with duckdb.connect() as connection:
        (count,) = connection.execute(f"SELECT count(*) FROM '{path}'").fetchall()
    assert count[0] > 100
