"""The steps in their order: statements in, a judgement out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mitosafe.judge import weighing
from mitosafe.judge.judgement import (
    Advice,
    ConditionalLevel,
    Disputed,
    Judgement,
    Superseded,
    condition_of,
)
from mitosafe.judge.knowledge import Knowledge
from mitosafe.judge.weighing import GRAVITY, Sources, is_read, level_of
from mitosafe.model import Condition, Level, Outcome, Statement


def judge(statements: Iterable[Statement], sources: Sources, knowledge: Knowledge) -> Judgement:
    """Judge what is said of one drug.

    Args:
        statements: Every statement on the drug and its groups that counts in the
            release; their order does not matter.
        sources: The sources they name.
        knowledge: What is known of the patient and of the use.

    Returns:
        The judgement; its statements are in the order of their ids.
    """
    said = sorted(statements, key=lambda s: s.id)
    retired = tuple(weighing.retired(said, sources))
    gone = {r.statement.id for r in retired}
    standing = [s for s in said if s.id not in gone]
    # What cannot apply is left out before it is asked who decides.
    removed = {s.id for s in standing if knowledge.excludes(condition_of(s))}
    applying = [s for s in standing if s.id not in removed]
    disputed = tuple(weighing.disputed(applying, sources))
    weaker = {d.statement.id for d in disputed}
    deciding = [s for s in applying if s.id not in weaker]
    yielding = set(_yielding(deciding, sources, knowledge))
    return _judgement(
        [s for s in deciding if s.id not in yielding],
        retired,
        disputed,
        tuple(s for s in standing if s.id in removed | yielding),
        sources,
        knowledge,
    )


def _judgement(
    deciding: list[Statement],
    retired: tuple[Superseded, ...],
    disputed: tuple[Disputed, ...],
    removed: tuple[Statement, ...],
    sources: Sources,
    knowledge: Knowledge,
) -> Judgement:
    levels = _levels(deciding, sources)
    level = max((v for c, v in levels.items() if knowledge.confirms(c)), default=None)
    worst = max(levels.values(), default=None)
    accepted = tuple(dict.fromkeys(condition_of(s) for s in deciding if not s.verdict.warns))
    conditions = _conditions(levels, _support(deciding), knowledge)
    contested = _contested(levels, level, accepted, knowledge)
    disputing = (d.statement for d in disputed)
    return Judgement(
        outcome=_outcome(worst, accepted),
        level=level,
        worst=worst,
        conditions=conditions,
        questions=tuple(_questions(conditions, level, knowledge)),
        accepted=accepted,
        accepted_when=_accepted_when(accepted, knowledge),
        advice=_advice(deciding, level, accepted, sources, knowledge),
        statements=tuple(deciding),
        retired=retired,
        disputed=disputed,
        disputed_by=tuple(s for s in disputing if knowledge.confirms(condition_of(s))),
        contested_in=contested,
        removed=removed,
    )


def _levels(statements: list[Statement], sources: Sources) -> dict[Condition, Level]:
    levels: dict[Condition, Level] = {}
    for statement in statements:
        level = level_of(statement, sources[statement.source])
        if level is not None:
            condition = condition_of(statement)
            levels[condition] = max(level, levels.get(condition, level))
    return levels


def _yielding(deciding: list[Statement], sources: Sources, knowledge: Knowledge) -> Iterator[str]:
    """Go through the warnings that give way to an acceptance of exactly the use that is known.

    The acceptance must be of the same people or, if the patient is one of them, of fewer;
    nothing may warn of that use; and it must weigh as much by rank and by reading.
    """
    warnings = [s for s in deciding if s.verdict.warns]
    warned = {condition_of(s) for s in warnings}
    leave = [
        s
        for s in deciding
        if not s.verdict.warns
        and s.circumstance is not None
        and knowledge.has(s.circumstance)
        and condition_of(s) not in warned
    ]
    for warning in warnings if leave else ():
        if warning.circumstance is None and any(
            _gives_leave(accepting, warning, knowledge)
            and _weighs_as_much(accepting, warning, sources)
            for accepting in leave
        ):
            yield warning.id


def _gives_leave(accepting: Statement, warning: Statement, knowledge: Knowledge) -> bool:
    same_people = accepting.population == warning.population
    wider = knowledge.wider(condition_of(warning), condition_of(accepting))
    return wider and (same_people or knowledge.has(accepting.population))


def _weighs_as_much(one: Statement, other: Statement, sources: Sources) -> bool:
    first, second = sources[one.source], sources[other.source]
    return not first.rank < second.rank and is_read(one, first) >= is_read(other, second)


def _support(deciding: list[Statement]) -> dict[Condition, tuple[object, ...]]:
    """Return how well each level is supported: by the best evidence, and by how many sources."""
    behind: dict[Condition, list[Statement]] = {}
    for said in deciding:
        if said.verdict.warns:
            behind.setdefault(condition_of(said), []).append(said)
    return {
        condition: (max(s.evidence for s in said), len({s.source for s in said}))
        for condition, said in behind.items()
    }


def _conditions(
    levels: Mapping[Condition, Level],
    support: Mapping[Condition, tuple[object, ...]],
    knowledge: Knowledge,
) -> tuple[ConditionalLevel, ...]:
    """Return the conditions that are worse than every wider one, the worst first."""
    adding = [
        ConditionalLevel(condition=c, level=level, confirmed=knowledge.confirms(c))
        for c, level in levels.items()
        if not c.general
        and all(up < level for wide, up in levels.items() if knowledge.wider(wide, c))
    ]
    # Two stable sorts: by name first, then the worst and the best supported to the front.
    adding.sort(key=lambda c: (c.condition.population, c.condition.circumstance or ""))
    adding.sort(key=lambda c: (c.level, support[c.condition]), reverse=True)
    return tuple(adding)


def _questions(
    conditions: tuple[ConditionalLevel, ...], level: Level | None, knowledge: Knowledge
) -> Iterator[ConditionalLevel]:
    """Go through what is not known and would be worse; what asks the same is asked once."""
    asked = set()
    for found in conditions:
        parts = (found.condition.population, found.condition.circumstance)
        unknown = tuple(part for part in parts if not knowledge.has(part))
        if unknown and unknown not in asked and (level is None or level < found.level):
            asked.add(unknown)
            yield found


def _accepted_when(accepted: tuple[Condition, ...], knowledge: Knowledge) -> tuple[Condition, ...]:
    """Return the uses in which it is accepted of this patient, where not in every use."""
    if any(c.circumstance is None and knowledge.confirms(c) for c in accepted):
        return ()
    return tuple(c for c in accepted if knowledge.has(c.population))


def _contested(
    levels: Mapping[Condition, Level],
    level: Level | None,
    accepted: tuple[Condition, ...],
    knowledge: Knowledge,
) -> tuple[Condition, ...]:
    """Return where sources disagree on the level that holds; nowhere if it holds without them."""
    giving = [c for c, given in levels.items() if given is level and knowledge.confirms(c)]
    return tuple(giving) if all(c in accepted for c in giving) else ()


def _advice(
    deciding: list[Statement],
    level: Level | None,
    accepted: tuple[Condition, ...],
    sources: Sources,
    knowledge: Knowledge,
) -> Advice | None:
    """Return what the strongest statement that holds says: one of those that give the level."""
    holding = [
        s
        for s in deciding
        if knowledge.confirms(condition_of(s)) and level_of(s, sources[s.source]) is level
    ]
    if not holding:
        return None

    def strength(said: Statement) -> tuple[object, ...]:
        # Acceptances differ in weight only. A warning that nobody contests comes first, then
        # the gravest; of two that say the same, the one that is said of fewer is nearer.
        undisputed = level is not None and condition_of(said) not in accepted
        gravity = GRAVITY[said.verdict] if level else 0
        near = not condition_of(said).general
        return undisputed, gravity, near, *weighing.weight(said, sources)

    return Advice(statement=max(holding, key=strength))


def _outcome(worst: Level | None, accepted: tuple[Condition, ...]) -> Outcome:
    if worst is not None:
        return Outcome.LISTED
    return Outcome.ACCEPTABLE if accepted else Outcome.NOT_ASSESSED
