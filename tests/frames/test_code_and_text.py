"""A column of codes with a column of texts beside it, on every engine."""

from __future__ import annotations

from typing import Any

import polars
import pytest

import mitosafe
from mitosafe import UnknownValue, frames
from tests.frames.engines import ENGINES, Engine

pytestmark = [
    # Both are said by the engines of themselves; nothing here can mend them.
    pytest.mark.filterwarnings("ignore:Dask support is moving:FutureWarning"),
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
]

CODES = ["N03AG01", "N03AG01", "N03AG01", None, None, "", "Q99", "N03AG01"]
DRUGS = ["Depakine", "amlodipine", None, "Depakine", None, "zzyzx", "zzyzx", "amlodipine"]
POLG = [None, True, False, False, None, True, True, False]
COLUMNS: dict[str, list[Any]] = {
    "n": list(range(len(CODES))),
    "code": CODES,
    "drug": DRUGS,
    "polg": POLG,
}


@pytest.fixture(params=[name for name in ENGINES if name != "pyspark"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Return each engine in turn that needs nothing but Python."""
    return ENGINES[request.param]()


@pytest.mark.parametrize("known", [[], ["polg"]])
def test_each_row_says_what_check_says_of_both(engine: Engine, known: list[str]) -> None:
    """Code and text are read as one entry, what is missing as empty, on every engine."""
    found = frames.annotate(
        engine.make(COLUMNS), "code", code_system="atc", text_column="drug", patient_columns=known
    )
    rows = sorted(engine.read(found), key=lambda row: row["n"])
    assert len(CODES) == len(rows)
    for row, code, drug, polg in zip(rows, CODES, DRUGS, POLG, strict=True):
        patient = mitosafe.Patient(
            has=["polg"] if known and polg is True else [],
            lacks=["polg"] if known and polg is False else [],
        )
        answer = mitosafe.check(code, system="atc", text=drug, patient=patient)
        assert {
            "outcome": answer.outcome.value,
            "level": answer.level.value if answer.level else None,
            "drugs": "; ".join(f.drug.id for f in answer.findings) or None,
            "not_assessed": "; ".join(m.name for m in answer.not_assessed) or None,
            "unread": "; ".join(answer.unread) or None,
        } == {name: row[name] for name in ("outcome", "level", "drugs", "not_assessed", "unread")}


def test_a_column_without_any_value() -> None:
    """A column of nulls, which readers make one of numbers, is no text beside any code."""
    frame = polars.DataFrame(
        {"code": ["N03AG01"], "drug": [None]}, schema_overrides={"drug": polars.Int64}
    )
    found = frames.annotate(frame, "code", code_system="atc", text_column="drug")
    assert ["valproic-acid"] == found["drugs"].to_list()


def test_a_column_that_is_not_there() -> None:
    """The column of texts must be one of the frame."""
    frame = polars.DataFrame({"code": ["N03AG01"]})
    with pytest.raises(UnknownValue) as raised:
        frames.annotate(frame, "code", code_system="atc", text_column="drug")
    assert ("column", "drug") == (raised.value.what, raised.value.value)
