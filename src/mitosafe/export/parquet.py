"""The tables as Parquet; needs the extra `export`."""

from __future__ import annotations

from mitosafe.errors import needed
from mitosafe.export.listing import Listing
from mitosafe.export.package import files as package
from mitosafe.export.tables import Table

with needed("Parquet and DuckDB files", "export"):
    import pyarrow
    from pyarrow import parquet


def files(listing: Listing) -> dict[str, bytes]:
    """Return the tables as Parquet, with their descriptor.

    Args:
        listing: The list as of a release.

    Returns:
        The contents by file name; the same bytes for the same version of PyArrow.
    """
    return package(listing, "parquet", "application/vnd.apache.parquet", _contents)


def arrow(table: Table) -> pyarrow.Table:
    """Return a table as one of Arrow, each column with its type and description."""
    kinds = {"string": pyarrow.string(), "boolean": pyarrow.bool_()}
    schema = pyarrow.schema(
        [
            pyarrow.field(
                field.name, kinds[field.type], metadata={"description": field.description}
            )
            for field in table.fields
        ]
    )
    columns = list(zip(*table.rows, strict=True)) or [()] * len(table.fields)
    return pyarrow.Table.from_arrays(
        [pyarrow.array(column, kind) for column, kind in zip(columns, schema.types, strict=True)],
        schema=schema,
    )


def _contents(table: Table) -> bytes:
    sink = pyarrow.BufferOutputStream()
    parquet.write_table(arrow(table), sink, compression="zstd")
    found: bytes = sink.getvalue().to_pybytes()
    return found
