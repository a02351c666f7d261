"""The worked answers of the judging rule, asked of the shipped list."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import mitosafe
from mitosafe import Answer, Condition, Patient
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
def test_outcome_and_both_levels(row: dict[str, Any]) -> None:
    """Every worked row has the outcome, the level that holds and the worst that it shows."""
    answer = ask(row)
    levels = [level and level.value for level in (answer.level, answer.worst)]
    assert row["outcome"] == answer.outcome.value
    assert [row.get("level"), row.get("worst")] == levels


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_the_advice(row: dict[str, Any]) -> None:
    """What to do is the verdict of the strongest statement that holds."""
    if "advice" in row:
        [finding] = ask(row).findings
        assert finding.advice is not None
        said = f"{finding.advice.verdict.value} in {shown(finding.advice.condition)}"
        assert row["advice"] == said


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
    disputed = {said.id for f in answer.findings for said in f.disputed_by}
    assert set() == set(row.get("disputed", ())) - disputed
    assert list(row.get("unread", ())) == list(answer.unread)
    if "drugs" in row:
        assert row["drugs"] == [f.drug.id for f in answer.findings]


def test_the_plan_and_25_more() -> None:
    """All rows of the plan are there, at least 25 more, and every step of the rule."""
    plan = [row for row in ROWS if row.get("plan")]
    steps = {step for row in ROWS for step in row["step"].split(", ")}
    assert (14, True) == (len(plan), len(ROWS) - len(plan) >= 25)
    assert {"1", "2", "3", "4", "5", "6", "7", "8"} == steps


def test_the_page_shows_these_rows() -> None:
    """The page on the rule holds the table that these rows give."""
    page = make_worked_answers.PAGE.read_text(encoding="utf-8")
    assert make_worked_answers.with_table(page) == page


#: Where agreement alone would lower a level, if a newer voice always took an older one back.
REPEATED = [
    ("valproic acid", "red: polg", "2017.2"),
    ("smoking", "red: lhon", "2026.2"),
    ("ketogenic diet", "red: mtdna-deletion-myopathy", "2026.2"),
]


@pytest.mark.parametrize(("entry", "level", "release"), REPEATED)
def test_agreement_lowers_no_level(entry: str, level: str, release: str) -> None:
    """A consensus that repeats a contraindication on weaker evidence does not lower it."""
    [finding] = mitosafe.check(entry, release=release).findings
    assert level in {f"{c.level.value}: {shown(c.condition)}" for c in finding.conditions}
