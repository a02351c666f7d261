"""The columns of answers beside a column of medicines.

Two ways, by kind of engine. An eager frame has an order: each row gets the number of
its distinct value, and the answers are taken by number, so that order, index and the
other columns stay untouched. A lazy frame has none: a small table of answers is
left-joined to it, and the engine runs the join when it is asked for the result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar, cast

import narwhals.stable.v2 as nw

from mitosafe.answers.dataset import Dataset
from mitosafe.answers.rows import LEVELS, Row
from mitosafe.errors import MitosafeError
from mitosafe.frames import engines
from mitosafe.frames.inputs import BESIDE, KEY, STATE, PatientColumns, conditions, keyed, numbered
from mitosafe.frames.resolve import Asked, Both, Resolver, answered
from mitosafe.model import Outcome

Frame = TypeVar("Frame")
AnyFrame = TypeVar("AnyFrame", nw.DataFrame[Any], nw.LazyFrame[Any])
#: Answers what a function collects, one row for each.
Resolve = Callable[[Callable[[], list[Asked]]], list[Row]]

#: The columns that `annotate` adds, in this order.
COLUMNS: tuple[str, ...] = Row._fields
#: Those that hold a level, and those that hold its rank.
_LEVELS, _RANKS = ("level", "worst"), ("level_rank", "worst_rank")


class ColumnTaken(MitosafeError, ValueError):
    """The frame has columns of the names that are to be added.

    Args:
        taken: The names.
    """

    def __init__(self, taken: Iterable[str]) -> None:
        """Keep the names."""
        self.taken = tuple(taken)
        super().__init__(self.taken)

    def __str__(self) -> str:
        """Say which names, and the way out."""
        shown = ", ".join(self.taken)
        return f"the frame has the columns {shown} already; pass prefix=, such as 'mito_'"


def annotate(  # noqa: PLR0913
    frame: Frame,
    column: str,
    *,
    code_system: str | None = None,
    text_column: str | None = None,
    release: str | None = None,
    patient_columns: PatientColumns | None = None,
    dataset: Dataset | None = None,
    language: str = "en",
    prefix: str = "",
    progress: bool = False,
) -> Frame:
    """Add to each row of a frame what the list says of a medicine.

    The distinct values of the column are read now, also of a lazy frame; the rest
    runs in the engine, when the engine runs.

    Args:
        frame: A frame of pandas, Polars, PyArrow, DuckDB, Dask, Ibis or PySpark.
        column: The column that holds a name or a code; it must be of text.
        code_system: The system of the codes: `atc`, `rxnorm`, ...; none for names.
        text_column: The column with the text beside each code. Both are read, and both
            answered where they name different medicines.
        release: The id of a release; none for the newest.
        patient_columns: For each condition known of the patients, the column that
            says so: true has it, false lacks it, null is unknown. A list of names
            stands for conditions and columns of the same name.
        dataset: The list that answers; none for the packaged one.
        language: Of the wording in `conditions`: `en`, `fr` or `nl`.
        prefix: Put before the name of each new column.
        progress: Whether to show a bar on standard error.

    Returns:
        The frame with the columns `COLUMNS`. It has as many rows as before, and on an eager
        engine in their order. What there is nothing of is null; a null value has the
        outcome `empty`. The levels are ordered categories in pandas, an `Enum` in Polars, a
        dictionary in PyArrow and text elsewhere; the ranks are numbers everywhere, and 0
        where there is no level.

    Raises:
        UnknownValue: If the column, the system, the language or a condition is not
            known, with those that are.
        UnknownRelease: If there is no such release.
        ColumnTaken: If the frame has a column of a name that is to be added.
        WrongType: If the frame is none, or the column holds no text.

    Examples:
        >>> import polars
        >>> stays = polars.DataFrame({"code": ["N03AG01", "?"], "polg": [False, None]})
        >>> found = annotate(stays, "code", code_system="atc", patient_columns=["polg"])
        >>> found["outcome"].to_list(), found["unread"].to_list()
        (['listed', 'unrecognised'], [None, '?'])
    """
    known = conditions(patient_columns)
    resolver = Resolver(
        dataset, code_system=code_system, release=release, conditions=known, language=language
    )
    opened = engines.opened(frame)
    names = [f"{prefix}{name}" for name in COLUMNS]
    if taken := [name for name in names if name in opened.collect_schema()]:
        raise ColumnTaken(taken)
    with_keys = keyed(opened, column, known, text_column)

    def resolve(collect: Callable[[], list[Asked]]) -> list[Row]:
        return answered(collect, resolver.row, progress=progress)

    if isinstance(opened, nw.DataFrame):
        added = _taken_by_number(cast("nw.DataFrame[Any]", with_keys), names, resolve)
        return cast("Frame", opened.with_columns(*added).to_native())
    joined = _joined(cast("nw.LazyFrame[Any]", with_keys), names, resolve)
    return cast("Frame", joined.select(*opened.collect_schema(), *names).to_native())


def _taken_by_number(
    frame: nw.DataFrame[Any], names: list[str], resolve: Resolve
) -> list[nw.Series[Any] | nw.Expr]:
    """Return the new columns of an eager frame, in the order of its rows."""
    key = frame.get_column(KEY)
    values, place = numbered(key)
    if BESIDE in frame.columns:
        texts, text = numbered(frame.get_column(BESIDE))
        pairs, place = numbered(place * len(texts) + text)
        halves = [divmod(pair, len(texts)) for pair in pairs[:-1]]
        values = [*(Both(values[code], texts[beside]) for code, beside in halves), None]
    asked: list[Asked] = [(value, 0) for value in values]
    if STATE in frame.columns:
        states, state = numbered(frame.get_column(STATE))
        pairs, place = numbered(place * len(states) + state)
        both = [divmod(pair, len(states)) for pair in pairs[:-1]]
        asked = [*((values[value], states[state]) for value, state in both), (None, 0)]
    rows = resolve(lambda: asked)
    # Before its third version pandas makes the text "None" of null, if told the type.
    schema = None if frame.implementation.is_pandas_like() else _schema(names)
    texts_only = nw.from_dict(_table(rows, names), schema, backend=frame.implementation)
    answers = _ordered(texts_only, names)
    *judged, release = names
    found = answers.select(*judged)[place, :]
    # The release is the same in every row, so that nothing has to be taken.
    taken = [found.get_column(name) for name in judged]
    return [*taken, nw.lit(rows[0].release).alias(release)]


def _joined(frame: nw.LazyFrame[Any], names: list[str], resolve: Resolve) -> nw.LazyFrame[Any]:
    """Join the answers to a lazy frame; the distinct values are read now."""
    keys = [name for name in (KEY, BESIDE, STATE) if name in frame.collect_schema()]
    # Grouped and not made unique, for which SQL engines would number every row.
    known = frame.select(*keys).filter(~nw.col(KEY).is_null())
    found = known.group_by(*keys).agg(nw.len().alias("mitosafe_rows"))
    asked: list[Asked] = []

    def collect() -> list[Asked]:
        values = found.collect()
        states = values.get_column(STATE).to_list() if STATE in keys else [0] * len(values)
        entries = values.get_column(KEY).to_list()
        if BESIDE in keys:
            entries = list(map(Both, entries, values.get_column(BESIDE).to_list()))
        asked.extend(zip(entries, states, strict=True))
        return [*asked, (None, 0)]

    *rows, empty = resolve(collect)
    right: dict[str, list[Any]] = {
        KEY: [value.code if isinstance(value, Both) else value for value, _ in asked],
        BESIDE: [value.text for value, _ in asked if isinstance(value, Both)],
        STATE: [state for _, state in asked],
    }
    table = {**{name: right[name] for name in keys}, **_table(rows, names)}
    answers = engines.like(frame, table, _schema([*keys, *names]))
    if answers.implementation.is_polars():
        answers = _ordered(answers, names)
    return _filled(frame.join(answers, on=keys, how="left"), names, empty)


def _filled(frame: nw.LazyFrame[Any], names: list[str], empty: Row) -> nw.LazyFrame[Any]:
    """Say `empty` of a null value, and name a value that no answer was asked for.

    There are such values where a source gives other rows at the second reading; they
    are not understood, and never silent.
    """
    name = dict(zip(COLUMNS, names, strict=True))
    outcome, unread = nw.col(name["outcome"]), nw.col(name["unread"])
    is_null, is_new = nw.col(KEY).is_null(), outcome.is_null() & ~nw.col(KEY).is_null()
    unknown = nw.when(is_new).then(nw.lit(Outcome.UNRECOGNISED.value)).otherwise(outcome)
    ranks = [nw.col(name[rank]).fill_null(0).cast(nw.Int64) for rank in _RANKS]
    return frame.with_columns(
        *ranks,
        nw.when(is_null).then(nw.lit(empty.outcome)).otherwise(unknown).alias(name["outcome"]),
        nw.when(is_new).then(nw.col(KEY)).otherwise(unread).alias(name["unread"]),
        nw.lit(empty.release).alias(name["release"]),
    )


def _table(rows: list[Row], names: list[str]) -> dict[str, list[Any]]:
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}


def _ordered(answers: AnyFrame, names: list[str]) -> AnyFrame:
    """Let the levels compare by their order, where the engine has a type for that."""
    levels = [name for name, column in zip(names, COLUMNS, strict=True) if column in _LEVELS]
    # Arrow has no order of categories; its dictionaries still say which there are.
    arrow = answers.implementation.is_pyarrow()
    return answers.with_columns(
        nw.col(*levels).cast(nw.Categorical() if arrow else nw.Enum(LEVELS))
    )


def _schema(names: list[str]) -> nw.Schema:
    return nw.Schema(
        {name: nw.Int64() if name.endswith((STATE, *_RANKS)) else nw.String() for name in names}
    )
