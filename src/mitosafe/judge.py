"""Statements → level, for a patient: the whole policy, and nothing else.

The rule, step by step, is on the page `explanation/how-a-level-is-decided`:

1. take the statements on the drug and on its groups that count in the release;
2. a newer statement retires an older one of the same population and circumstance,
   if its source ranks at least as high and was read in whole or in part, and if it
   takes the older one back: what confirms a warning, or only reports harm without
   advice, retires no warning;
3. a standing statement gives the lower of two caps, by verdict and by evidence;
   a page alone gives yellow at most;
4. the general level is the worst of what is said of everybody in any use; what is
   said of fewer gives a conditional level;
5. what is known of the patient confirms or removes conditions; what is not known
   stays, and the level is the worst that could apply;
6. where a warning and an acceptance of the same population and circumstance both
   stand, the answer is contested.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from mitosafe.graph import Graph
from mitosafe.model import (
    ANY_PMD,
    Condition,
    Evidence,
    Level,
    Outcome,
    Patient,
    Review,
    Source,
    SourceId,
    SourceRank,
    Statement,
    Verdict,
    reviews,
)

#: The highest level that a verdict can give (step 3).
BY_VERDICT: Mapping[Verdict, Level | None] = {
    Verdict.CONTRAINDICATED: Level.RED,
    Verdict.AVOID: Level.RED,
    Verdict.AVOID_IF_POSSIBLE: Level.ORANGE,
    Verdict.CAUTION: Level.ORANGE,
    Verdict.MONITOR: Level.YELLOW,
    Verdict.MAY_AFFECT: Level.YELLOW,
    Verdict.NOT_CONTRAINDICATED: None,
    Verdict.ACCEPTABLE: None,
}

#: The highest level that a kind of evidence can give (step 3).
BY_EVIDENCE: Mapping[Evidence, Level] = {
    Evidence.PROFOUND: Level.RED,
    Evidence.CONSENSUS: Level.ORANGE,
    Evidence.CASE_REPORTS: Level.ORANGE,
    Evidence.EXPERIMENTAL: Level.YELLOW,
}


@attrs.frozen(kw_only=True)
class Superseded:
    """A statement that was set aside, and the newer one that did it.

    Where several did, it is the newest of those whose source ranks highest.
    """

    statement: Statement
    by: Statement


@attrs.frozen(kw_only=True)
class ConditionalLevel:
    """The level under one condition, and whether the patient is known to meet it."""

    condition: Condition
    level: Level
    confirmed: bool


@attrs.frozen(kw_only=True)
class Judgement:
    """What the rule makes of the statements on one drug, for one patient."""

    outcome: Outcome
    #: The worst level that could apply to this patient; none if nothing warns.
    level: Level | None
    #: The levels of narrower statements that could apply, the worst first.
    conditions: tuple[ConditionalLevel, ...]
    #: The level that holds if none of the conditions that are not known does.
    otherwise: Level | None
    #: For whom, and in which use, a standing statement gives no warning.
    accepted: tuple[Condition, ...]
    #: The statements that decided.
    statements: tuple[Statement, ...]
    retired: tuple[Superseded, ...]
    #: Conditions under which a warning and an acceptance both stand.
    contested_in: tuple[Condition, ...]
    #: Statements that speak of conditions which this patient is known not to have.
    removed: tuple[Statement, ...]

    @property
    def considered(self) -> tuple[Statement, ...]:
        """Every statement that was looked at: those that decided, and those set aside."""
        return (*self.statements, *(r.statement for r in self.retired), *self.removed)

    @property
    def reviews(self) -> tuple[Review, ...]:
        """The reviews of every statement that was looked at; none while one has none."""
        return reviews(self.considered)


def reviews_behind(judgements: Iterable[Judgement]) -> tuple[Review, ...]:
    """Return the reviews of every statement behind several judgements; none while one has none."""
    return reviews(said for judgement in judgements for said in judgement.considered)


class Knowledge:
    """What is known of a patient, carried through the graph of conditions.

    Having a narrower condition is having the wider ones; lacking a wider one is lacking
    the narrower ones. What is there rules out what it excludes, and what is confirmed is
    no longer suspected. Nobody is known to be ill by being asked for: an answer is for
    people with a mitochondrial disease unless it is said that there is none.
    """

    def __init__(self, patient: Patient, graph: Graph) -> None:
        """Close what the patient has upwards, and what is ruled out downwards."""
        has = graph.closure(patient.has)
        #: What the patient is said to lack, and has by having something narrower.
        self.contradiction: frozenset[str] = patient.lacks & has
        #: What the patient is said to have although the one excludes the other.
        self.clash: frozenset[str] = graph.clashes(has)
        self._lacks = graph.ruled_out(has, patient.lacks)
        self._has = has if ANY_PMD in self._lacks else {ANY_PMD, *has}

    def excludes(self, condition: Condition) -> bool:
        """Return whether the patient is known not to meet a condition."""
        return condition.circumstance in self._lacks or condition.population in self._lacks

    def confirms(self, condition: Condition) -> bool:
        """Return whether the patient is known to meet a condition."""
        if condition.population not in self._has:
            return False
        return condition.circumstance is None or condition.circumstance in self._has


def judge(
    statements: Iterable[Statement],
    sources: Mapping[SourceId, Source],
    knowledge: Knowledge,
) -> Judgement:
    """Judge what is said of one drug.

    Args:
        statements: Every statement on the drug and its groups that counts in the
            release; their order does not matter.
        sources: The sources they name.
        knowledge: What is known of the patient.

    Returns:
        The judgement; its statements are in the order of their ids.
    """
    said = sorted(statements, key=lambda s: s.id)
    retired = tuple(_retired(said, sources))
    gone = {r.statement.id for r in retired}
    standing = [s for s in said if s.id not in gone]
    removed = tuple(s for s in standing if knowledge.excludes(condition_of(s)))
    applying = [s for s in standing if s not in removed]
    levels = _levels(applying, sources)
    conditions = _conditional(levels, knowledge)
    otherwise = _worst(level for c, level in levels.items() if knowledge.confirms(c))
    level = _worst(levels.values())
    accepted = _unique(condition_of(s) for s in applying if not s.verdict.warns)
    return Judgement(
        outcome=_outcome(level, accepted),
        level=level,
        conditions=conditions,
        otherwise=otherwise,
        accepted=accepted,
        statements=tuple(applying),
        retired=retired,
        contested_in=tuple(c for c in levels if c in accepted),
        removed=removed,
    )


def condition_of(statement: Statement) -> Condition:
    """Return for whom and in which use a statement is made."""
    return Condition(population=statement.population, circumstance=statement.circumstance)


def level_of(statement: Statement, source: Source) -> Level | None:
    """Return the level of one standing statement: the lower of its caps (step 3).

    Args:
        statement: The statement.
        source: Its source; one of rank `page` gives yellow at most.

    Returns:
        A level, or none for an acceptance.
    """
    by_verdict = BY_VERDICT[statement.verdict]
    if by_verdict is None:
        return None
    caps = [by_verdict, BY_EVIDENCE[statement.evidence]]
    if source.rank is SourceRank.PAGE:
        caps.append(Level.YELLOW)
    return min(caps)


def retires(newer: Statement, older: Statement, sources: Mapping[SourceId, Source]) -> bool:
    """Return whether one statement on a drug sets another on the same drug aside (step 2).

    Args:
        newer: The statement that may retire.
        older: The statement that may be retired.
        sources: The sources of both.

    Returns:
        True if the first is of the same population and circumstance, certainly
        newer, from a source that ranks at least as high and of which enough was read,
        and takes the second back.
    """
    if newer.population != older.population or newer.circumstance != older.circumstance:
        return False
    by, of = sources[newer.source], sources[older.source]
    return (
        is_before(older.stated, newer.stated)
        and by.may_retire
        and not by.rank < of.rank
        and takes_back(newer.verdict, older.verdict)
    )


def takes_back(newer: Verdict, older: Verdict) -> bool:
    """Return whether a newer verdict says less, or other, than an older one.

    Without this, a consensus that repeats a regulator's contraindication would set it
    aside, and the level would fall because somebody agreed.

    Args:
        newer: The verdict of the newer statement.
        older: The verdict of the older one.

    Returns:
        For a warning: whether the newer one advises less (a mere report of harm gives
        no advice). For an acceptance: whether the newer one warns.

    Examples:
        >>> takes_back(Verdict.MONITOR, Verdict.AVOID)
        True
        >>> takes_back(Verdict.AVOID, Verdict.CONTRAINDICATED)
        False
    """
    if not older.warns:
        return newer.warns
    if newer is Verdict.MAY_AFFECT:
        return False
    before, after = BY_VERDICT[older], BY_VERDICT[newer]
    return after is None or (before is not None and after < before)


def is_before(first: str | None, second: str | None) -> bool:
    """Return whether a date is certainly before another.

    Args:
        first: `2024`, `2024-02`, `2024-02-07`, or none for unknown.
        second: The same.

    Returns:
        False where the shorter one covers the other or a date is unknown: what
        is not known to be older is not set aside.

    Examples:
        >>> is_before("2023-12", "2024"), is_before("2024-02", "2024")
        (True, False)
    """
    if first is None or second is None:
        return False
    length = min(len(first), len(second))
    return first[:length] < second[:length]


def _retired(said: list[Statement], sources: Mapping[SourceId, Source]) -> Iterable[Superseded]:
    alike: dict[Condition, list[Statement]] = {}
    for statement in said:
        alike.setdefault(condition_of(statement), []).append(statement)
    for older in said:
        by = [newer for newer in alike[condition_of(older)] if retires(newer, older, sources)]
        if by:
            strongest = max(by, key=lambda s: (sources[s.source].rank, s.stated or "", s.id))
            yield Superseded(statement=older, by=strongest)


def _levels(
    statements: list[Statement], sources: Mapping[SourceId, Source]
) -> dict[Condition, Level]:
    levels: dict[Condition, Level] = {}
    for statement in statements:
        level = level_of(statement, sources[statement.source])
        if level is not None:
            condition = condition_of(statement)
            levels[condition] = max(level, levels.get(condition, level))
    return levels


def _conditional(
    levels: Mapping[Condition, Level], knowledge: Knowledge
) -> tuple[ConditionalLevel, ...]:
    conditional = [
        ConditionalLevel(condition=c, level=level, confirmed=knowledge.confirms(c))
        for c, level in levels.items()
        if not c.general
    ]
    # Two stable sorts: by name first, then the worst to the front.
    conditional.sort(key=lambda c: (c.condition.population, c.condition.circumstance or ""))
    conditional.sort(key=lambda c: c.level, reverse=True)
    return tuple(conditional)


def _worst(levels: Iterable[Level]) -> Level | None:
    return max(levels, default=None)


def _unique(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    return tuple(dict.fromkeys(conditions))


def _outcome(level: Level | None, accepted: tuple[Condition, ...]) -> Outcome:
    if level is not None:
        return Outcome.LISTED
    return Outcome.ACCEPTABLE if accepted else Outcome.NOT_ASSESSED
