"""The tables as one DuckDB file; needs the extra `export`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from mitosafe._extras import needed
from mitosafe.export.listing import Listing
from mitosafe.export.parquet import arrow
from mitosafe.export.tables import tables

with needed("Parquet and DuckDB files", "export"):
    import duckdb


def files(listing: Listing) -> dict[str, bytes]:
    """Give the tables as a DuckDB file.

    Args:
        listing: The list as of a release.

    Returns:
        The contents by file name; the same bytes for the same version of DuckDB.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.duckdb"
        with duckdb.connect(str(path), config={"threads": 1}) as connection:
            for table in tables(listing):
                connection.register("rows_of_it", arrow(table))
                connection.execute(f'CREATE TABLE "{table.name}" AS SELECT * FROM rows_of_it')
                connection.unregister("rows_of_it")
        return {f"mitosafe-{listing.release.id}.duckdb": path.read_bytes()}
