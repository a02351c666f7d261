"""A column of medicines in a frame, beside the engine's own plain hash join.

    python benchmarks/frames.py [--rows 10000000] [--engine polars] [--times 3]
    python benchmarks/frames.py --spark 100000000

The join brings the same answers to the same rows from a table that is there already:
it is what the engine needs at least. Both are run in turns, and of each the median of
`--times` is given: figures are ratios of one run on one machine. `--spark` generates so
many rows lazily on a local Spark (it needs Java) and counts the levels; nothing of them
is ever held by Python.
"""

from __future__ import annotations

import argparse
import gc
import random
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import page
import polars
import pyarrow

from mitosafe import frames
from mitosafe.answers.packaged import dataset

#: Distinct values of the column; a large hospital has some thousands.
DISTINCT = 5_000


def values() -> list[str | None]:
    """Return distinct values as records have them, and one null."""
    names = random.Random(1).sample(sorted(dataset().index.names()), DISTINCT - 1)
    doses = ("500 MG ORAL TABLET", "10 mg/ml", "comprimé", "tabletten 20 stuks")
    return [*(f"{name.upper()} {doses[n % 4]}" for n, name in enumerate(names)), None]


def table(rows: int) -> pyarrow.Table:
    """Return a table of so many rows, their values drawn at random."""
    drawn = polars.int_range(rows, eager=True).sample(rows, with_replacement=True, seed=1)
    number = (drawn % DISTINCT).cast(polars.Int32).to_arrow()
    drug = pyarrow.DictionaryArray.from_arrays(number, pyarrow.array(values(), pyarrow.string()))
    return pyarrow.table({"row": range(rows), "drug": drug.cast(pyarrow.string())})


def cases(rows: int) -> dict[str, Callable[[], tuple[Callable[[], Any], Callable[[], Any]]]]:
    """Return for each engine what makes its plain join and its annotation."""
    whole = table(rows)
    known = [value for value in values() if value is not None]
    small = frames.annotate(pyarrow.table({"key": known}), "key")

    def in_pandas() -> tuple[Callable[[], Any], Callable[[], Any]]:
        frame, other = whole.to_pandas(), small.to_pandas()
        return (
            lambda: frame.merge(other, how="left", left_on="drug", right_on="key"),
            lambda: frames.annotate(frame, "drug"),
        )

    def in_polars() -> tuple[Callable[[], Any], Callable[[], Any]]:
        frame = polars.DataFrame(polars.from_arrow(whole))
        other = polars.DataFrame(polars.from_arrow(small))
        return (
            lambda: frame.join(other, how="left", left_on="drug", right_on="key"),
            lambda: frames.annotate(frame, "drug"),
        )

    def in_polars_lazy() -> tuple[Callable[[], Any], Callable[[], Any]]:
        frame = polars.DataFrame(polars.from_arrow(whole)).lazy()
        other = polars.DataFrame(polars.from_arrow(small)).lazy()
        return (
            lambda: frame.join(other, how="left", left_on="drug", right_on="key").collect(),
            lambda: frames.annotate(frame, "drug").collect(),
        )

    def in_pyarrow() -> tuple[Callable[[], Any], Callable[[], Any]]:
        return (
            lambda: whole.join(small, "drug", "key", join_type="left outer"),
            lambda: frames.annotate(whole, "drug"),
        )

    def in_duckdb() -> tuple[Callable[[], Any], Callable[[], Any]]:
        frame, other = duckdb.from_arrow(whole), duckdb.from_arrow(small)
        joined = frame.set_alias("a").join(other.set_alias("b"), "a.drug = b.key", how="left")
        return joined.to_arrow_table, lambda: frames.annotate(frame, "drug").to_arrow_table()

    return {
        "pandas": in_pandas,
        "polars": in_polars,
        "polars-lazy": in_polars_lazy,
        "pyarrow": in_pyarrow,
        "duckdb": in_duckdb,
    }


def seconds(work: Callable[[], Any]) -> float:
    """Return the time of a piece of work; its result is let go."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare(rows: int, wanted: list[str], times: int) -> Iterator[tuple[str, ...]]:
    """Return the time of each engine's join and of the annotation, and their ratio."""
    dataset().check("warm")
    for engine, make in cases(rows).items():
        if wanted and engine not in wanted:
            continue
        join, annotate = make()
        runs = [(seconds(join), seconds(annotate)) for _ in range(times)]
        plain, ours = (statistics.median(column) for column in zip(*runs, strict=True))
        ratio = statistics.median(ours / plain for plain, ours in runs)
        yield engine, f"{plain:.2f} s", f"{ours:.2f} s", f"{ratio:.2f}"


def spark(rows: int) -> tuple[str, ...]:
    """Annotate rows that Spark generates as it goes, and count the levels; beside its own join."""
    from pyspark.sql import SparkSession, functions

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    known = session.createDataFrame(list(enumerate(values())), "id long, drug string")
    drawn = session.range(rows).selectExpr("id as row", f"id * 7919 % {DISTINCT} as id")
    frame = drawn.join(known.hint("broadcast"), "id").select("row", "drug")
    answers = frames.annotate(
        session.createDataFrame([(v,) for v in values()], "drug string"), "drug"
    )
    there = functions.broadcast(session.createDataFrame(answers.collect(), answers.schema))
    counts = []

    def counted(joined: Any) -> None:
        levels = joined.groupBy("outcome", "level").count().collect()
        counts.append(sum(row["count"] for row in levels))

    # Once each, on few rows, so that neither pays for the start of Spark.
    for work in (lambda f: f.join(there, "drug", "left"), lambda f: frames.annotate(f, "drug")):
        counted(work(frame.limit(1_000)))
    plain = seconds(lambda: counted(frame.join(there, "drug", "left")))
    ours = seconds(lambda: counted(frames.annotate(frame, "drug")))
    session.stop()
    assert counts[2:] == [rows, rows], f"{counts} rows came out of {rows}"
    return f"{rows:,}", f"{plain:.0f} s", f"{ours:.0f} s", f"{ours / plain:.2f}"


def main() -> None:
    """Read the arguments and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--engine", action="append", default=[])
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--spark", type=int, default=0, metavar="ROWS")
    parser.add_argument("--write", type=Path, metavar="PAGE")
    given = parser.parse_args()
    if given.spark:
        head = ("rows on Spark", "its own hash join", "`annotate`", "ratio of times")
        page.tell("spark", page.table(head, [spark(given.spark)]), given.write)
        return
    head = (f"engine, {given.rows:,} rows", "its own hash join", "`annotate`", "ratio of times")
    found = compare(given.rows, given.engine, given.times)
    page.tell("frames", page.table(head, found), given.write)


if __name__ == "__main__":
    main()
