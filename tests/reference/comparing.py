"""What the package gives, in the form of the slow ways, so that the two can be compared."""

from __future__ import annotations

from mitosafe.judge import Judgement
from mitosafe.model import Condition
from tests.reference.judging import Verdict, Where


def plain(got: Judgement) -> Verdict:
    """Return a judgement as the slow rule gives it."""
    return Verdict(
        outcome=got.outcome.value,
        level=got.level and got.level.value,
        worst=got.worst and got.worst.value,
        conditions={(*_where(c.condition), c.level.value, c.confirmed) for c in got.conditions},
        questions=[_where(c.condition) for c in got.questions],
        accepted=set(map(_where, got.accepted)),
        contested=set(map(_where, got.contested_in)),
        advice=None
        if got.advice is None
        else (got.advice.verdict.value, _where(got.advice.condition)),
        decide={said.id for said in got.statements},
        removed={said.id for said in got.removed},
        retired={pair.statement.id: pair.by.id for pair in got.retired},
        disputed={pair.statement.id for pair in got.disputed},
        disputed_by={said.id for said in got.disputed_by},
    )


def _where(condition: Condition) -> Where:
    return condition.population, condition.circumstance
