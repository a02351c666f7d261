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
        conditions={(*_where(c.condition), c.level.value, c.confirmed) for c in got.conditions},
        otherwise=got.otherwise and got.otherwise.value,
        accepted=set(map(_where, got.accepted)),
        contested=set(map(_where, got.contested_in)),
        decide={said.id for said in got.statements},
        removed={said.id for said in got.removed},
        retired={pair.statement.id: pair.by.id for pair in got.retired},
    )


def _where(condition: Condition) -> Where:
    return condition.population, condition.circumstance
