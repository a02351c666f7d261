"""The tables as one SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from mitosafe.export.listing import Listing
from mitosafe.export.tables import Table, tables

_TYPES = {"string": "TEXT", "boolean": "INTEGER"}


def files(listing: Listing) -> dict[str, bytes]:
    """Return the tables as a SQLite file.

    Args:
        listing: The list as of a release.

    Returns:
        The contents by file name; the same bytes for the same version of SQLite.
    """
    with closing(sqlite3.connect(":memory:")) as connection:
        for table in tables(listing):
            connection.execute(create(table))
            marks = ", ".join("?" * len(table.fields))
            connection.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', table.rows)
        connection.commit()
        # Written anew in the order of the rows, so that no trace of the filling is left.
        connection.execute("VACUUM")
        return {f"mitosafe-{listing.release.id}.sqlite": connection.serialize()}


def create(table: Table) -> str:
    """Return the statement that creates a table.

    Args:
        table: The table; its names are ours and hold no quotation mark.

    Returns:
        SQL with the keys of the table.
    """
    parts = ",\n  ".join(_parts(table))
    return f'CREATE TABLE "{table.name}" (\n  {parts}\n)'


def _parts(table: Table) -> Iterator[str]:
    for field in table.fields:
        needed = " NOT NULL" if field.name in table.key else ""
        yield f'"{field.name}" {_TYPES[field.type]}{needed}'
    if table.key:
        key = ", ".join(f'"{column}"' for column in table.key)
        yield f"PRIMARY KEY ({key})"
    for column, other, there in table.references:
        yield f'FOREIGN KEY ("{column}") REFERENCES "{other}" ("{there}")'
