"""Parquet → rows, a batch at a time; needs the extra `parquet`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from mitosafe.errors import BadFile, needed
from mitosafe.screening.files import Opened, Wanted, place, text
from mitosafe.screening.rows import BadRow, Row

with needed("Parquet files", "parquet"):
    import pyarrow as arrow
    from pyarrow import parquet

#: So many rows are read at once.
BATCH = 16_384


@contextmanager
def opened(path: str, wanted: Wanted) -> Iterator[Opened]:
    """Open a Parquet file as rows, for a `with` block.

    Args:
        path: The file; the standard input cannot be read from its end, as the format asks.
        wanted: The column.

    Yields:
        Its rows, with their number in the file, from 1.

    Raises:
        BadFile: If it is no Parquet file.
        UnknownValue: If it has no such column.
    """
    if path == "-":
        raise BadFile("a Parquet file cannot be read from the standard input; give its name")
    try:
        file = parquet.ParquetFile(path)
    except (OSError, arrow.ArrowException) as error:
        raise BadFile(f"{path} cannot be read as Parquet: {error}") from None
    with file:
        names = file.schema_arrow.names
        wished = (wanted.column, *wanted.keep)
        columns = [names[place(column, names)] for column in wished]
        counted = _Counted()
        rows = _rows(file, columns, wanted.system, counted)
        yield Opened(rows=rows, total=file.metadata.num_rows, done=lambda: counted.rows)


class _Counted:
    rows = 0


def _rows(
    file: Any, columns: list[str], system: str | None, counted: _Counted
) -> Iterator[Row | BadRow]:
    """Read one row group after the other; one that is broken costs its own rows only."""
    end = 0
    for group in range(file.num_row_groups):
        end += file.metadata.row_group(group).num_rows
        try:
            for batch in file.iter_batches(BATCH, row_groups=[group], columns=columns):
                # As a list, so that one column may be asked for twice.
                cells = [batch.column(name).to_pylist() for name in columns]
                for entry, *kept in zip(*cells, strict=True):
                    counted.rows += 1
                    words = tuple(text(value) for value in kept)
                    yield Row(number=counted.rows, entry=entry, system=system, kept=words)
        except (OSError, UnicodeDecodeError, arrow.ArrowException) as error:
            reason = f"row group {group} is broken: {error}"
            yield BadRow(first=counted.rows + 1, last=end, reason=reason)
            counted.rows = end
