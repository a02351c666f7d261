"""A column of medicines in a data frame → levels, over any engine; extra `frames`.

The same call takes a frame of pandas, Polars (eager or lazy), PyArrow, DuckDB, Dask,
Ibis or PySpark and gives back one of the same kind. Distinct values are resolved
once; the engine itself brings the answers back to the rows.

    >>> import pandas
    >>> from mitosafe import frames
    >>> stays = pandas.DataFrame({"drug": ["Depakine 500 mg", None]})
    >>> frames.annotate(stays, "drug")[["outcome", "level", "worst"]].values.tolist()
    [['listed', 'orange', 'red'], ['empty', nan, nan]]
"""

from __future__ import annotations

from mitosafe.errors import needed

with needed("data frames", "frames"):
    from mitosafe.frames.columns import COLUMNS, ColumnTaken, annotate
    from mitosafe.frames.summary import DrugCount, Screening, Unresolved, screen

__all__ = [
    "COLUMNS",
    "ColumnTaken",
    "DrugCount",
    "Screening",
    "Unresolved",
    "annotate",
    "screen",
]
