"""The engines that a frame can live in: how to make one, and how to read it back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import attrs
import pytest

Columns = dict[str, list[Any]]
Rows = list[dict[str, Any]]


@attrs.frozen
class Engine:
    """One engine.

    Args:
        make: Gives a frame of these columns; `n` numbers the rows.
        read: Gives the rows of a frame, null as None.
        ordered: Whether the engine keeps the order of rows.
    """

    make: Callable[[Columns], Any]
    read: Callable[[Any], Rows]
    ordered: bool = False


def _none_for_nan(rows: Rows) -> Rows:
    # pandas says NaN where other engines say null; only NaN differs from itself.
    return [{k: None if v != v else v for k, v in row.items()} for row in rows]  # noqa: PLR0124


def _pandas() -> Engine:
    pandas = pytest.importorskip("pandas")
    return Engine(
        lambda columns: pandas.DataFrame(
            {k: pandas.Series(v, dtype=_pandas_type(v)) for k, v in columns.items()}
        ),
        lambda frame: _none_for_nan(frame.astype(object).to_dict("records")),
        ordered=True,
    )


def _pandas_type(values: list[Any]) -> str:
    return "Int64" if type(values[0]) is int else "boolean" if values[-1] is False else "object"


def _polars() -> Engine:
    polars = pytest.importorskip("polars")
    return Engine(polars.DataFrame, lambda frame: frame.to_dicts(), ordered=True)


def _polars_lazy() -> Engine:
    polars = pytest.importorskip("polars")
    return Engine(polars.LazyFrame, lambda frame: frame.collect().to_dicts())


def _pyarrow() -> Engine:
    pyarrow = pytest.importorskip("pyarrow")
    return Engine(pyarrow.table, lambda frame: frame.to_pylist(), ordered=True)


def _duckdb() -> Engine:
    duckdb, pyarrow = pytest.importorskip("duckdb"), pytest.importorskip("pyarrow")
    # A connection of its own: the answers have to reach the connection of the frame.
    connection = duckdb.connect()
    return Engine(
        lambda columns: connection.from_arrow(pyarrow.table(columns)),
        lambda frame: frame.to_arrow_table().to_pylist(),
    )


def _dask() -> Engine:
    dask, pandas = pytest.importorskip("dask.dataframe"), _pandas()
    return Engine(
        lambda columns: dask.from_pandas(pandas.make(columns), npartitions=2),
        lambda frame: pandas.read(frame.compute()),
    )


def _ibis() -> Engine:
    ibis, pyarrow = pytest.importorskip("ibis"), pytest.importorskip("pyarrow")
    return Engine(
        lambda columns: ibis.memtable(pyarrow.table(columns)),
        lambda frame: frame.to_pyarrow().to_pylist(),
    )


def _pyspark() -> Engine:
    if shutil.which("java") is None or find_spec("pyspark") is None:
        pytest.skip("PySpark or Java is not here: `make test-engines` installs both")
    from pyspark import sql

    # No window, no name of the machine: everything stays on this one.
    session = (
        sql.SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")

    def make(columns: Columns) -> Any:
        kinds = {"n": "long", "drug": "string"}
        schema = ", ".join(f"{name} {kinds.get(name, 'boolean')}" for name in columns)
        return session.createDataFrame(list(zip(*columns.values(), strict=True)), schema)

    return Engine(make, lambda frame: [row.asDict() for row in frame.collect()])


ENGINES: dict[str, Callable[[], Engine]] = {
    "pandas": _pandas,
    "polars": _polars,
    "polars-lazy": _polars_lazy,
    "pyarrow": _pyarrow,
    "duckdb": _duckdb,
    "dask": _dask,
    "ibis": _ibis,
    "pyspark": _pyspark,
}
