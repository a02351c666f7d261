"""The same answers on every engine."""

from __future__ import annotations

from typing import Any

import narwhals.stable.v2 as nw
import pytest

import mitosafe
from mitosafe import frames
from tests.frames.engines import ENGINES, Engine

pytestmark = [
    # Both are said by the engines of themselves; nothing here can mend them.
    pytest.mark.filterwarnings("ignore:Dask support is moving:FutureWarning"),
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
]

DRUGS = [
    "Depakine Chrono 500 mg",
    None,
    "zzyzx 5 mg",
    "valproate, amoxicillin",
    "",
    "levetiracetam",
    "Depakine Chrono 500 mg",
    "linezolid + zzyzx",
    "  ",
    "acide valproïque",
    "valproate",
    None,
]
POLG = [None, True, False, False, None, True, True, False, None, None, False, False]
COLUMNS: dict[str, list[Any]] = {"n": list(range(len(DRUGS))), "drug": DRUGS, "polg": POLG}


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    """Return each engine in turn."""
    return ENGINES[request.param]()


def said(drug: str | None, polg: bool | None) -> dict[str, Any]:
    """Return what the door of the package says of one row, as the columns say it."""
    patient = mitosafe.Patient(
        has=["polg"] if polg is True else [], lacks=["polg"] if polg is False else []
    )
    answer = mitosafe.check(drug, patient=patient)
    return {
        "outcome": answer.outcome.value,
        "level": answer.level.value if answer.level else None,
        "worst": answer.worst.value if answer.worst else None,
        "level_rank": ["", "yellow", "orange", "red"].index(answer.level or ""),
        "worst_rank": ["", "yellow", "orange", "red"].index(answer.worst or ""),
        "questions": "; ".join(
            f"{q.words.en} ({q.level.value})" for f in answer.findings for q in f.questions
        )
        or None,
        "drugs": "; ".join(f.drug.id for f in answer.findings) or None,
        "not_assessed": "; ".join(m.name for m in answer.not_assessed) or None,
        "unread": "; ".join(answer.unread) or None,
        "release": answer.release.id,
    }


def test_every_engine_gives_every_row_the_answer_of_check(engine: Engine) -> None:
    """Each row of each engine, null and blank among them, says what `check` says of it."""
    found = engine.read(frames.annotate(engine.make(COLUMNS), "drug"))
    if not engine.ordered:
        found.sort(key=lambda row: row["n"])
    conditions = [row.pop("conditions") for row in found]
    assert found == [
        {"n": n, "drug": drug, "polg": polg, **said(drug, None)}
        for n, (drug, polg) in enumerate(zip(DRUGS, POLG, strict=True))
    ]
    assert [bool(text) for text in conditions] == [
        bool(d and any(w in d for w in ("Depakine", "valpro", "levet"))) for d in DRUGS
    ]


def test_every_engine_uses_what_is_known_of_each_patient(engine: Engine) -> None:
    """A column on the patient, null for unknown, changes the answer of its row alone."""
    made = engine.make(COLUMNS)
    found = engine.read(frames.annotate(made, "drug", patient_columns=["polg"]))
    found.sort(key=lambda row: row["n"])
    words = [row.pop("conditions") for row in found]
    assert found == [
        {"n": n, "drug": drug, "polg": polg, **said(drug, polg)}
        for n, (drug, polg) in enumerate(zip(DRUGS, POLG, strict=True))
    ]
    assert words[6] is None
    assert "in POLG-related disease" in words[0]
    assert "in POLG-related disease" not in words[3]


def test_every_engine_finds_the_worst_of_each_patient(engine: Engine) -> None:
    """The maximum of the rank is the worst row of a patient; that of plain text is not."""
    rows: dict[str, list[Any]] = {
        "n": [1, 1, 1, 2, 2, 3],
        "drug": ["amikacin", "amiodarone", "zzyzx", "zzyzx", "amiodarone", None],
    }
    annotated = nw.from_native(frames.annotate(engine.make(rows), "drug"))
    worst = annotated.group_by("n").agg(nw.col("worst_rank").max())
    found = {row["n"]: row["worst_rank"] for row in engine.read(worst.to_native())}
    assert found == {1: 3, 2: 1, 3: 0}


def test_every_engine_gives_the_same_summary(engine: Engine) -> None:
    """`screen` counts the rows in the engine, and every engine counts the same."""
    summary = frames.screen(engine.make(COLUMNS), "drug", patient_columns=["polg"]).as_dict()
    answers = [said(*row) for row in zip(DRUGS, POLG, strict=True)]
    assert summary["rows"] == len(DRUGS)
    assert summary["by_outcome"] == {
        outcome.value: sum(a["outcome"] == outcome.value for a in answers)
        for outcome in mitosafe.Outcome
    }
    assert [(d["drug"], d["rows"]) for d in summary["by_drug"]] == [
        ("valproic-acid", 5),
        ("levetiracetam", 1),
        ("linezolid", 1),
    ]
    assert [(u["value"], u["unread"], u["rows"]) for u in summary["unresolved"]] == [
        ("linezolid + zzyzx", ["zzyzx"], 1),
        ("zzyzx 5 mg", ["zzyzx"], 1),
    ]


def test_every_engine_names_the_columns_it_has(engine: Engine) -> None:
    """A column that is not there is an error with the columns that are."""
    with pytest.raises(mitosafe.UnknownValue) as caught:
        frames.annotate(engine.make(COLUMNS), "medicine")
    assert caught.value == mitosafe.UnknownValue("column", "medicine", ["n", "drug", "polg"])


def test_every_engine_refuses_numbers(engine: Engine) -> None:
    """A column of numbers is an error that says so; no number is made into a name."""
    with pytest.raises(mitosafe.WrongType, match=r"the column 'n' .* expected a column of text"):
        frames.annotate(engine.make(COLUMNS), "n")


def test_every_engine_refuses_text_about_the_patient(engine: Engine) -> None:
    """A condition that is said in text, not as true or false, is an error."""
    with pytest.raises(mitosafe.WrongType, match="true, false and null"):
        frames.annotate(engine.make(COLUMNS), "drug", patient_columns={"polg": "drug"})
