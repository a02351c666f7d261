"""The tables as one DuckDB file; needs the extra `export`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from mitosafe.errors import needed
from mitosafe.export.listing import Listing
from mitosafe.export.parquet import arrow
from mitosafe.export.tables import tables

with needed("Parquet and DuckDB files", "export"):
    import duckdb

#: The three headers of 4,096 bytes with which a DuckDB file begins.
HEADERS = 12_288


def files(listing: Listing) -> dict[str, bytes]:
    """Return the tables as a DuckDB file.

    Args:
        listing: The list as of a release.

    Returns:
        The contents by file name. What follows the first `HEADERS` bytes is the same for
        the same version of DuckDB; in them it writes a number of its own for each file.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.duckdb"
        with duckdb.connect(str(path), config={"threads": 1}) as connection:
            # Compressed texts would leave parts of this process's memory in the file.
            connection.execute("PRAGMA force_compression = 'uncompressed'")
            for table in tables(listing):
                connection.register("rows_of_it", arrow(table))
                connection.execute(f'CREATE TABLE "{table.name}" AS SELECT * FROM rows_of_it')
                connection.unregister("rows_of_it")
        return {f"mitosafe-{listing.release.id}.duckdb": path.read_bytes()}
