"""How the table of answers goes to Spark; no Java is needed for these."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Any

import narwhals.stable.v2 as nw
import pytest

from mitosafe.frames import engines


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Return a stand-in for a Spark session that keeps what it is given."""

    def named(kind: str) -> Any:
        return lambda *parts: (kind, *parts)

    types = SimpleNamespace(
        StructType=list,
        StructField=named("field"),
        LongType=named("long"),
        StringType=named("string"),
    )
    functions = SimpleNamespace(broadcast=named("broadcast"))
    sql = SimpleNamespace(functions=functions, types=types)
    for name, module in (("pyspark", sql), ("pyspark.sql", sql), ("pyspark.sql.types", types)):
        monkeypatch.setitem(sys.modules, name, module)
    return SimpleNamespace(createDataFrame=lambda rows, schema: (rows, schema))


@pytest.mark.parametrize(("most", "is_sent"), [(2, True), (1, False)])
def test_only_a_small_table_is_sent_whole_to_the_workers(
    most: int, is_sent: bool, session: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Up to the limit the table is broadcast; past it, Spark joins as it sees fit."""
    monkeypatch.setattr(engines, "BROADCAST", most)
    native = SimpleNamespace(sparkSession=session)
    columns: dict[str, list[Any]] = {"key": ["a", "b"], "state": [0, 1]}
    made = engines._spark(native, columns, nw.Schema({"key": nw.String(), "state": nw.Int64()}))
    table = (
        [("a", 0), ("b", 1)],
        [("field", "key", ("string",)), ("field", "state", ("long",))],
    )
    assert made == (("broadcast", table) if is_sent else table)
