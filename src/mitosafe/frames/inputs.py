"""What of a frame is asked about: a column of text, and columns on the patient."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals.stable.v2 as nw

from mitosafe._text.showing import shown
from mitosafe.errors import UnknownValue, WrongType

Opened = nw.DataFrame[Any] | nw.LazyFrame[Any]
#: The column that holds each condition of the patient; or columns named as conditions.
PatientColumns = Mapping[str, str] | Sequence[str]

#: Temporary columns that hold the value, the text beside a code, and the state of the patient.
KEY, BESIDE, STATE = "mitosafe_key", "mitosafe_beside", "mitosafe_state"
#: More conditions than this do not fit into one 64-bit number.
MOST_CONDITIONS = 39

_TEXT = "a column of text; cast it first, and see that codes keep their leading zeros"
#: The types of columns that may hold texts.
_TEXTS = (nw.String, nw.Object, nw.Categorical, nw.Enum, nw.Unknown)
_FLAG = "a column of true, false and null"


def conditions(columns: PatientColumns | None) -> dict[str, str]:
    """Return the column of each condition of the patient.

    Args:
        columns: Columns by condition, or names that are both; none for no column.

    Returns:
        The same as a dictionary.

    Raises:
        WrongType: If it is one text, or holds more than `MOST_CONDITIONS`.
    """
    if isinstance(columns, str):
        raise WrongType("patient_columns", columns, 'a dictionary, such as {"polg": "has_polg"}')
    if columns is None or isinstance(columns, Mapping):
        found = dict(columns or {})
    else:
        found = {name: name for name in columns}
    if len(found) > MOST_CONDITIONS:
        expected = f"at most {MOST_CONDITIONS} conditions, not {len(found)}"
        raise WrongType("patient_columns", columns, expected)
    return found


def keyed(
    frame: Opened, column: str, known: Mapping[str, str], beside: str | None = None
) -> Opened:
    """Add the value as text, and the state of the patient as a number.

    Args:
        frame: The frame.
        column: The column of medicines.
        known: The column of each condition.
        beside: The column of the texts beside codes; none if there is none.

    Returns:
        The frame with the column `KEY`, with `BESIDE` if there are texts beside codes, and
        with `STATE` if a condition is known. Where there are two texts, none of them is
        null, so that they can be joined: what is missing is empty.

    Raises:
        UnknownValue: If the frame has no such column, with those it has.
        WrongType: If a column has a type that cannot be meant.
    """
    schema = frame.collect_schema()
    for name in (column, *([] if beside is None else [beside]), *known.values()):
        if name not in schema:
            raise UnknownValue("column", name, schema)
    added = [_text(frame, column, schema[column]).alias(KEY)]
    if beside is not None:
        both = ((column, KEY), (beside, BESIDE))
        added = [_whole(frame, name, schema[name]).alias(to) for name, to in both]
    if known:
        flags = [_flag(frame, name, schema[name]) for name in known.values()]
        digits = [flag.cast(nw.Int64) * 3**place for place, flag in enumerate(flags)]
        added.append(nw.sum_horizontal(*digits).alias(STATE))
    return frame.with_columns(*added)


def _text(frame: Opened, column: str, kind: nw.dtypes.DType) -> nw.Expr:
    """Return the column as text; what is not text is refused, not turned into it."""
    engine = frame.implementation
    if kind == nw.String and not engine.is_pyarrow():
        return nw.col(column)
    # pandas holds text, and anything else, as objects.
    if kind == nw.Object and isinstance(frame, nw.DataFrame) and engine.is_pandas_like():
        return nw.col(column)
    # Arrow has texts that its functions do not take (views, dictionaries).
    if kind in (nw.String, nw.Categorical, nw.Enum, nw.Unknown):
        # Before its third version pandas makes the text "nan" of null.
        known = ~nw.col(column).is_null()
        return nw.when(known).then(nw.col(column).cast(nw.String))
    # A column without any value, which readers of CSV make one of numbers.
    if (value := _sample(frame, column)) is None:
        return nw.col(column) if isinstance(frame, nw.DataFrame) else nw.lit(None, nw.String)
    raise WrongType(f"the column {column!r} (such as {shown(str(value), 40)})", value, _TEXT)


def _whole(frame: Opened, column: str, kind: nw.dtypes.DType) -> nw.Expr:
    """Return the column as text, what is missing as empty text."""
    text = _text(frame, column, kind)
    # A column of another type that is not refused has no value at all.
    return text.fill_null("") if kind in _TEXTS else nw.lit("")


def _flag(frame: Opened, column: str, kind: nw.dtypes.DType) -> nw.Expr:
    """Return 2 for true, 1 for false, 0 for null."""
    if kind != nw.Boolean and (value := _no_flag(frame, column, kind)) is not None:
        raise WrongType(f"the column {column!r} (such as {shown(str(value), 40)})", value, _FLAG)
    has = nw.when(nw.col(column) == nw.lit(True)).then(nw.lit(2)).otherwise(nw.lit(0))
    lacks = nw.when(nw.col(column) == nw.lit(False)).then(nw.lit(1)).otherwise(nw.lit(0))
    return has + lacks


def _no_flag(frame: Opened, column: str, kind: nw.dtypes.DType) -> Any:
    """Return a value that is neither true, false nor null; none if there is none."""
    if kind == nw.Object and isinstance(frame, nw.DataFrame):
        # pandas keeps true, false and null together as objects.
        *values, _ = numbered(frame.get_column(column))[0]
        return next((value for value in values if not isinstance(value, bool)), None)
    return _sample(frame, column)


def numbered(series: nw.Series[Any]) -> tuple[list[Any], nw.Series[Any]]:
    """Return the distinct values of a column, and for each row the place of its value.

    Args:
        series: A column of an eager frame.

    Returns:
        The values, in any order but None at the end, and the places, none of them null.

    Raises:
        WrongType: If it holds lists or dictionaries, which cannot be compared.
    """
    try:
        values, places = _numbered(series)
    except TypeError:
        raise WrongType("the column", series.to_list(), _TEXT) from None
    # A row without a value gets the last number, that of None.
    return [*values, None], places.fill_null(len(values)).cast(nw.Int64)


def _numbered(series: nw.Series[Any]) -> tuple[list[Any], nw.Series[Any]]:
    """Number the values that are not null, each engine as it does so fastest."""
    native = series.to_native()
    if series.implementation.is_pandas_like():
        codes, different = native.factorize()
        # The code of null is -1, and so becomes the last.
        places = type(native)(codes % (len(different) + 1), index=native.index)
        return different.tolist(), nw.from_native(places, series_only=True)
    if series.implementation.is_polars() and series.dtype == nw.String:
        # As categories Polars hashes each text once; all that follows is done with numbers.
        kinds = series.cast(nw.Categorical).to_native()
        different = kinds.unique().drop_nulls()
        marks = different.to_physical().to_list()
        codes = nw.from_native(kinds.to_physical(), series_only=True)
        return different.to_list(), _placed(codes, marks)
    values = series.unique().drop_nulls().to_list()
    return values, _placed(series, values)


def _placed(series: nw.Series[Any], values: list[Any]) -> nw.Series[Any]:
    if not values:
        return series.is_null().cast(nw.Int64) * 0
    return series.replace_strict(values, range(len(values)), return_dtype=nw.Int64)


def _sample(frame: Opened, column: str) -> Any:
    """Return one value that is not null; none if there is none."""
    some = frame.select(nw.col(column)).filter(~nw.col(column).is_null()).head(1)
    eager = some.collect() if isinstance(some, nw.LazyFrame) else some
    return eager.item() if len(eager) else None
