"""Statements against each other: what sets what aside, what decides, and the level of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mitosafe.judge.judgement import Disputed, Superseded, condition_of
from mitosafe.model import Evidence, Level, Source, SourceId, SourceRank, Statement, TermId, Verdict

Sources = Mapping[SourceId, Source]

#: The highest level that a verdict can give (step 4).
BY_VERDICT: Mapping[Verdict, Level | None] = {
    Verdict.CONTRAINDICATED: Level.RED,
    Verdict.AVOID: Level.RED,
    Verdict.AVOID_UNLESS_NO_ALTERNATIVE: Level.RED,
    Verdict.AVOID_IF_POSSIBLE: Level.ORANGE,
    Verdict.CAUTION: Level.ORANGE,
    Verdict.MONITOR: Level.YELLOW,
    Verdict.MAY_AFFECT: Level.YELLOW,
    Verdict.NOT_CONTRAINDICATED: None,
    Verdict.ACCEPTABLE: None,
}

#: The highest level that a kind of evidence can give (step 4).
BY_EVIDENCE: Mapping[Evidence, Level] = {
    Evidence.PROFOUND: Level.RED,
    Evidence.CONSENSUS: Level.ORANGE,
    Evidence.CASE_REPORTS: Level.ORANGE,
    Evidence.EXPERIMENTAL: Level.YELLOW,
}

#: Verdicts from the mildest to the gravest, as they are written from the gravest on.
GRAVITY = {verdict: height for height, verdict in enumerate(reversed(Verdict))}


def is_read(statement: Statement, source: Source) -> bool:
    """Return whether the text behind a statement was read, and not only its abstract or hearsay."""
    return (statement.read or source.read).counts_as_read


# Step 2: what is set aside


def retires(newer: Statement, older: Statement, sources: Sources) -> bool:
    """Return whether one statement on a drug sets another on the same drug aside (step 2).

    Args:
        newer: The statement that may retire.
        older: The statement that may be retired.
        sources: The sources of both.

    Returns:
        True if both are of the same people and use and the newer one may: an acceptance
        that takes an older warning back, or what replaces a document of the same body.
        A lesser warning never retires a stronger one, nor an acceptance another.
    """
    by, of = sources[newer.source], sources[older.source]
    if condition_of(newer) != condition_of(older):
        return False
    if not is_read(newer, by) and (is_read(older, of) or not of.rank < by.rank):
        return False
    if of.id in by.updates:
        return _replaces(newer, older, sources)
    if newer.verdict.warns or not older.verdict.warns:
        return False
    if older.stated is None:
        return newer.stated is not None and of.rank < by.rank
    return is_before(older.stated, newer.stated) and not by.rank < of.rank


def _replaces(newer: Statement, older: Statement, sources: Sources) -> bool:
    """Return whether a document takes back what the one that it replaces says."""
    if newer.verdict.warns != older.verdict.warns:
        return True
    by, of = sources[newer.source], sources[older.source]
    return newer.verdict.warns and not (
        GRAVITY[newer.verdict] < GRAVITY[older.verdict]
        or newer.evidence < older.evidence
        or by.rank < of.rank
        or not is_before(older.stated, newer.stated)
    )


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


def alike(said: Iterable[Statement]) -> Iterable[list[Statement]]:
    """Return statements in lists of the same people and use: only those are held together."""
    groups: dict[tuple[TermId, TermId | None], list[Statement]] = {}
    for statement in said:
        groups.setdefault((statement.population, statement.circumstance), []).append(statement)
    return groups.values()


def retired(said: Iterable[Statement], sources: Sources) -> list[Superseded]:
    """Return what is set aside among statements, and by what (step 2), in the order of ids."""
    found = (one for group in alike(said) for one in _retired(group, sources))
    return sorted(found, key=lambda r: r.statement.id)


def _retired(said: list[Statement], sources: Sources) -> Iterator[Superseded]:
    # Of warnings only those of a document that replaces another can set anything aside.
    replacing = [s for s in said if s.verdict.warns and sources[s.source].updates]
    # What was itself taken back takes nothing back.
    accepting = [
        s
        for s in said
        if not s.verdict.warns and not any(retires(w, s, sources) for w in replacing)
    ]
    standing = [w for w in replacing if not any(retires(s, w, sources) for s in accepting)]
    for older in said:
        able = [*standing, *accepting] if older.verdict.warns else replacing
        by = [newer for newer in able if retires(newer, older, sources)]
        if by:
            strongest = max(by, key=lambda s: (sources[s.source].rank, s.stated or "", s.id))
            yield Superseded(statement=older, by=strongest)


# Step 3: who decides


def disputed(said: Iterable[Statement], sources: Sources) -> list[Disputed]:
    """Return what stands and does not decide, and what does instead, in the order of ids."""
    found = (one for group in alike(said) for one in _disputed(group, sources))
    return sorted(found, key=lambda d: d.statement.id)


def _disputed(said: list[Statement], sources: Sources) -> Iterator[Disputed]:
    if len({s.verdict.warns for s in said}) < 2:
        return  # nobody says otherwise
    overruled = set()
    # From the highest rank on, so that what does not decide itself overrules nothing.
    for weaker in sorted(said, key=lambda s: sources[s.source].rank, reverse=True):
        able = (s for s in said if s.id not in overruled)
        by = [stronger for stronger in able if _overrules(stronger, weaker, sources)]
        if by:
            overruled.add(weaker.id)
            yield Disputed(statement=weaker, by=max(by, key=lambda s: weight(s, sources)))


def _overrules(stronger: Statement, weaker: Statement, sources: Sources) -> bool:
    by, of = sources[stronger.source], sources[weaker.source]
    return (
        condition_of(stronger) == condition_of(weaker)
        and stronger.verdict.warns != weaker.verdict.warns
        and of.rank < by.rank
        and not stronger.evidence < weaker.evidence
        and is_read(stronger, by) >= is_read(weaker, of)
    )


def weight(said: Statement, sources: Sources) -> tuple[object, ...]:
    """Return what a statement weighs, for choosing the strongest of several; none are equal."""
    source = sources[said.source]
    read, stated = is_read(said, source), said.stated or ""
    return said.evidence, source.rank, read, stated, said.id


# Step 4: the level of one statement


def level_of(statement: Statement, source: Source) -> Level | None:
    """Return the level of one standing statement: the lower of its caps (step 4).

    Args:
        statement: The statement.
        source: Its source; one of rank `page` gives yellow at most, and what one of rank
            `authority` contraindicates is red.

    Returns:
        A level, or none for an acceptance.
    """
    by_verdict = BY_VERDICT[statement.verdict]
    if by_verdict is None:
        return None
    if statement.verdict is Verdict.CONTRAINDICATED and source.rank is SourceRank.AUTHORITY:
        return Level.RED
    caps = [by_verdict, BY_EVIDENCE[statement.evidence]]
    if source.rank is SourceRank.PAGE:
        caps.append(Level.YELLOW)
    return min(caps)
