"""The worked answers of the judging rule, asked of the shipped list."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import mitosafe
from mitosafe import Answer, Condition, Patient, Verdict, judge
from tools import make_worked_answers

HERE = Path(__file__).parent
ROWS: list[dict[str, Any]] = tomllib.loads(
    (HERE.parent / "worked_answers.toml").read_text(encoding="utf-8")
)["answers"]
NAMES = [f"{row['step']}:{row['entry'] or 'nothing'}" for row in ROWS]


def ask(row: dict[str, Any]) -> Answer:
    """Ask the question of a row."""
    return mitosafe.check(
        row["entry"],
        system=row.get("system"),
        release=row.get("release", "2026.2"),
        patient=Patient(has=row.get("has", ()), lacks=row.get("lacks", ())),
    )


def shown(condition: Condition) -> str:
    """Write a condition as the rows do."""
    if condition.circumstance is None:
        return str(condition.population)
    return f"{condition.population}/{condition.circumstance}"


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_outcome_level_and_what_holds_otherwise(row: dict[str, Any]) -> None:
    """Every worked row has the outcome, the level and the remaining level that it shows."""
    answer = ask(row)
    rest = [f.otherwise.value for f in answer.findings if f.otherwise is not None]
    got = (answer.outcome.value, answer.level.value if answer.level else None, set(rest))
    otherwise = {row["otherwise"]} if "otherwise" in row else set()
    assert (row["outcome"], row.get("level"), otherwise) == got


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_conditions(row: dict[str, Any]) -> None:
    """The conditions of a row are in the answer with their level, and the excluded are not."""
    found = [c for f in ask(row).findings for c in f.conditions]
    levels = {f"{c.level.value}: {shown(c.condition)}" for c in found}
    assert set() == set(row.get("conditions", ())) - levels
    assert set() == set(row.get("absent", ())) & {shown(c.condition) for c in found}


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_acceptances_and_disagreement(row: dict[str, Any]) -> None:
    """What sources accept is in the answer, and it is contested exactly where the row says."""
    findings = ask(row).findings
    accepted = {shown(c) for f in findings for c in f.accepted}
    assert set() == set(row.get("accepted", ())) - accepted
    assert set(row.get("contested", ())) == {shown(c) for f in findings for c in f.contested_in}


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_what_was_found_and_set_aside(row: dict[str, Any]) -> None:
    """The drugs, the statements set aside and what was not understood are those of the row."""
    answer = ask(row)
    retired = {r.statement.id for f in answer.findings for r in f.retired}
    assert set() == set(row.get("retired", ())) - retired
    assert list(row.get("unread", ())) == list(answer.unread)
    if "drugs" in row:
        assert row["drugs"] == [f.drug.id for f in answer.findings]


def test_the_plan_and_25_more() -> None:
    """All rows of the plan are there, at least 25 more, and every step of the rule."""
    plan = [row for row in ROWS if row.get("plan")]
    steps = {step for row in ROWS for step in row["step"].split(", ")}
    assert (14, True) == (len(plan), len(ROWS) - len(plan) >= 25)
    assert {"1", "2", "3", "4", "5", "6", "7"} == steps


def test_the_page_shows_these_rows() -> None:
    """The page on the rule holds the table that these rows give."""
    page = make_worked_answers.PAGE.read_text(encoding="utf-8")
    assert make_worked_answers.with_table(page) == page


#: Where agreement alone would have lowered a level: subject, condition, release, the level,
#: and the level by the plain wording of the plan.
REPEATED = [
    ("valproic acid", "polg", "2017.2", "red", "orange"),
    ("smoking", "lhon", "2026.2", "red", "orange"),
    ("ketogenic diet", "mtdna-deletion-myopathy", "2026.2", "red", "orange"),
    ("sodium dichloroacetate", "melas", "2026.2", "orange", "yellow"),
    ("tobramycin", "mt-rnr1/inhaled", "2026.2", "orange", "yellow"),
]


@pytest.mark.parametrize(("entry", "condition", "release", "level", "plain"), REPEATED)
def test_agreement_lowers_no_level(
    monkeypatch: pytest.MonkeyPatch,
    entry: str,
    condition: str,
    release: str,
    level: str,
    plain: str,
) -> None:
    """Without `takes_back` a newer voice that agrees would lower the level; with it, not."""
    known = mitosafe.Dataset.packaged()
    said = list(known.statements(known.drug(entry), mitosafe.release(release).id))

    def now() -> str | None:
        nobody = judge.Knowledge(Patient(), known.parents)
        found = judge.judge(said, known.sources, nobody).conditions
        return next((c.level.value for c in found if shown(c.condition) == condition), None)

    assert level == now()
    monkeypatch.setattr(judge, "takes_back", _always)
    assert plain == now()


def _always(newer: Verdict, older: Verdict) -> bool:
    """Set aside whatever is older: the wording of the plan."""
    return newer is not None and older is not None
