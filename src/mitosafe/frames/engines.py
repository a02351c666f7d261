"""A small table of answers → the engine that holds the frame.

Nothing here knows what is in the table. Each function imports only the engine whose
frame it was given, which is there already.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import narwhals.stable.v2 as nw

from mitosafe.errors import WrongType

#: The engines that `annotate` and `screen` take.
ENGINES = ("pandas", "Polars (eager or lazy)", "PyArrow", "DuckDB", "Dask", "Ibis", "PySpark")
#: A table of more rows than this is not sent whole to every Spark worker.
BROADCAST = 1_000_000

Columns = Mapping[str, list[Any]]
#: A frame of some engine; each engine has a class of its own, and narwhals knows them.
Native = Any


def opened(frame: Native) -> nw.DataFrame[Any] | nw.LazyFrame[Any]:
    """Return a frame of any engine as one that can be asked.

    Args:
        frame: A frame of one of `ENGINES`.

    Returns:
        The same frame; nothing is copied or read.

    Raises:
        WrongType: If it is none.
    """
    try:
        found: nw.DataFrame[Any] | nw.LazyFrame[Any] = nw.from_native(frame)
    except TypeError:
        raise WrongType("frame", frame, f"a data frame of {', '.join(ENGINES)}") from None
    return found


def like(frame: nw.LazyFrame[Any], columns: Columns, schema: nw.Schema) -> nw.LazyFrame[Any]:
    """Return a small table as a lazy frame of the same engine and session.

    Args:
        frame: A lazy frame.
        columns: The columns of the table, all of one length.
        schema: Their types.

    Returns:
        A lazy frame that can be joined to the first.

    Raises:
        WrongType: If the engine is none of `ENGINES`.
    """
    if frame.implementation is nw.Implementation.POLARS:
        return nw.from_dict(columns, schema, backend="polars").lazy()
    make = _MAKERS.get(frame.implementation)
    native = frame.to_native()
    if make is None:
        raise WrongType("frame", native, f"a data frame of {', '.join(ENGINES)}")
    table: nw.LazyFrame[Any] = nw.from_native(make(native, columns, schema)).lazy()
    return table


def _duckdb(native: Native, columns: Columns, schema: nw.Schema) -> Native:
    answers = nw.from_dict(columns, schema, backend="pyarrow").to_native()
    # `query` runs on the connection of the frame, which has no public name; DuckDB
    # finds the local variable by its name and keeps hold of it.
    made = native.query("mitosafe_frame", "select * from answers")
    del answers
    return made


def _dask(_native: Native, columns: Columns, _schema: nw.Schema) -> Native:
    import dask.dataframe as dd

    # One partition, so that no row of the frame has to move.
    return dd.from_pandas(nw.from_dict(columns, backend="pandas").to_native(), npartitions=1)


def _ibis(_native: Native, columns: Columns, schema: nw.Schema) -> Native:
    import ibis

    return ibis.memtable(nw.from_dict(columns, schema, backend="pyarrow").to_native())


def _spark(native: Native, columns: Columns, schema: nw.Schema) -> Native:
    from pyspark.sql import functions
    from pyspark.sql.types import LongType, StringType, StructField, StructType

    types = StructType(
        [
            StructField(name, LongType() if kind == nw.Int64 else StringType())
            for name, kind in schema.items()
        ]
    )
    rows = list(zip(*columns.values(), strict=True))
    made = native.sparkSession.createDataFrame(rows, types)
    # Spark does not know the size of such a table and would sort both sides.
    return functions.broadcast(made) if len(rows) <= BROADCAST else made


_MAKERS: Mapping[nw.Implementation, Callable[[Native, Columns, nw.Schema], Native]] = {
    nw.Implementation.DUCKDB: _duckdb,
    nw.Implementation.DASK: _dask,
    nw.Implementation.IBIS: _ibis,
    nw.Implementation.PYSPARK: _spark,
    nw.Implementation.PYSPARK_CONNECT: _spark,
}
