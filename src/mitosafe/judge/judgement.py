"""What the rule makes of statements: frozen values, each with its reasons."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import attrs

from mitosafe.model import (
    SYSTEMIC,
    Condition,
    Evidence,
    Level,
    Outcome,
    Review,
    Statement,
    TermId,
    Verdict,
    reviews,
)


def condition_of(statement: Statement) -> Condition:
    """Return for whom and in which use a statement is made.

    What is said of systemic use is said of any use, as long as no local one is known.
    """
    used = None if statement.circumstance == SYSTEMIC else statement.circumstance
    return _condition(statement.population, used)


@lru_cache(maxsize=10_000)
def _condition(population: TermId, circumstance: TermId | None) -> Condition:
    """Return a condition, always the same one: the rule compares them in all its steps."""
    return Condition(population=population, circumstance=circumstance)


@attrs.frozen(kw_only=True)
class Superseded:
    """A statement that was set aside, and the one that did it.

    Where several did, it is the newest of those whose source ranks highest.
    """

    statement: Statement
    by: Statement


@attrs.frozen(kw_only=True)
class Disputed:
    """A statement that stands but does not decide, and the stronger one that does."""

    statement: Statement
    by: Statement


@attrs.frozen(kw_only=True)
class ConditionalLevel:
    """The level under one condition, and whether the patient is known to meet it."""

    condition: Condition
    level: Level
    confirmed: bool


@attrs.frozen(kw_only=True)
class Advice:
    """What the strongest statement that holds says is to be done, in its own words.

    The colour says how good the evidence of harm is; this says what to do about it.
    """

    #: The statement that says it; of an acceptance only where nothing that holds warns.
    statement: Statement

    @property
    def verdict(self) -> Verdict:
        """What it says is to be done."""
        return self.statement.verdict

    @property
    def evidence(self) -> Evidence:
        """What that rests on."""
        return self.statement.evidence

    @property
    def condition(self) -> Condition:
        """For whom and in which use it is said."""
        return condition_of(self.statement)


@attrs.frozen(kw_only=True)
class Judgement:
    """What the rule makes of the statements on one drug, for one patient."""

    outcome: Outcome
    #: The level that holds: of what is said of everybody and of what is known of the patient.
    level: Level | None
    #: The worst level that could still apply; none if nothing warns.
    worst: Level | None
    #: The levels of narrower statements that add something, the worst first.
    conditions: tuple[ConditionalLevel, ...]
    #: Those of which it is not known whether they hold, and which would change the level.
    questions: tuple[ConditionalLevel, ...]
    #: For whom, and in which use, a standing statement gives no warning.
    accepted: tuple[Condition, ...]
    #: The uses in which it is accepted of this patient; none where it is in any use.
    accepted_when: tuple[Condition, ...]
    #: What the strongest statement that holds says; none if none does.
    advice: Advice | None
    #: The statements that decided.
    statements: tuple[Statement, ...]
    retired: tuple[Superseded, ...]
    #: What stands and does not decide, wherever it is said.
    disputed: tuple[Disputed, ...]
    #: The statements of `disputed` that speak of where this patient stands.
    disputed_by: tuple[Statement, ...]
    #: Where a warning that gives the level and an acceptance of equal weight both hold.
    contested_in: tuple[Condition, ...]
    #: Statements on people or uses that this patient or use is known not to be.
    removed: tuple[Statement, ...]

    @property
    def considered(self) -> tuple[Statement, ...]:
        """Return every statement that was looked at: what decided, and what did not."""
        retired = (one.statement for one in self.retired)
        disputed = (one.statement for one in self.disputed)
        return (*self.statements, *retired, *disputed, *self.removed)

    @property
    def reviews(self) -> tuple[Review, ...]:
        """Return the reviews of every statement looked at; none while one has none."""
        return reviews(self.considered)


def reviews_behind(judgements: Iterable[Judgement]) -> tuple[Review, ...]:
    """Return the reviews of every statement behind several judgements; none while one has none."""
    return reviews(said for judgement in judgements for said in judgement.considered)
