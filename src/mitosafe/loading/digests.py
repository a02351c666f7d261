"""Entries as of a release, and the digest that locks a release.

A statement counts in every release from its `since` on, until the release in which
it was withdrawn. The digest of a release is taken over the statements that count in
it, the memberships that carry group statements to drugs, and the conditions above those
that are spoken of: whatever can change a verdict. Names, codes, notes and translations
are not part of it; they may improve for all releases.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping

from mitosafe.graph import Graph
from mitosafe.model import (
    RULE,
    Drug,
    Group,
    ReleaseId,
    Source,
    SourceId,
    Statement,
    Term,
    TermId,
    Words,
    release_key,
)

#: Older sources count as known from here on.
FIRST = ReleaseId("2010.1")
#: The first release made by the project; a source without a date counts from here.
FIRST_MADE = ReleaseId("2026.2")


def counts(statement: Statement, release: ReleaseId) -> bool:
    """Return whether a statement counts in a release.

    Args:
        statement: Any statement.
        release: The id of the release asked for.

    Returns:
        True from its `since` on, up to but not including its `withdrawn`.
    """
    key = release_key(release)
    if release_key(statement.since) > key:
        return False
    return statement.withdrawn is None or release_key(statement.withdrawn) > key


def since(stated: str | None) -> ReleaseId:
    """Return the release from which a source of a date counts.

    Args:
        stated: A date as `2024`, `2024-02` or `2024-02-07`, or none if unknown.

    Returns:
        The half-year of the date. A year alone counts from its first half; before
        2010 it is `2010.1`; without a date it is `2026.2`.

    Examples:
        >>> since("2020-09-11"), since("2017"), since("1999"), since(None)
        ('2020.2', '2017.1', '2010.1', '2026.2')
    """
    if stated is None:
        return FIRST_MADE
    month = int(stated[5:7]) if len(stated) > 4 else 1
    half = ReleaseId(f"{stated[:4]}.{1 if month <= 6 else 2}")
    return max(half, FIRST, key=release_key)


def canonical(
    release: ReleaseId,
    drugs: Iterable[Drug],
    groups: Iterable[Group],
    sources: Mapping[SourceId, Source],
    conditions: Mapping[str, Term],
) -> list[list[object]]:
    """Return all that can change a verdict of a release, in one fixed order.

    Args:
        release: The id of the release.
        drugs: Every drug, substance and measure.
        groups: Every group.
        sources: Every source by id; its rank and reading are part of the form.
        conditions: Every condition by id; what a patient has or lacks is carried to
            the wider and narrower ones, so the ways up from each that is spoken of count,
            and what excludes it or settles it.

    Returns:
        Rows of plain values: a statement, a membership or a condition each.
    """
    key = release_key(release)
    rows: list[list[object]] = [["rule", str(RULE)]]
    spoken_of: set[TermId] = set()
    classes = list(groups)
    later = {group.id for group in classes if release_key(group.since) > key}
    subjects: list[Drug | Group] = [*drugs, *classes]
    for subject in subjects:
        said = [s for s in subject.statements if counts(s, release)]
        rows.extend(_row(s, sources[s.source]) for s in said)
        spoken_of.update(s.population for s in said)
        if isinstance(subject, Drug) and release_key(subject.since) <= key:
            there = (group for group in subject.groups if group not in later)
            rows.extend(["member", subject.id, group] for group in there)
            if not subject.in_use:
                rows.append(["standing", subject.id, subject.standing.value])
    graph = Graph.of(conditions)
    rows.extend(["condition", *graph.up(population)] for population in spoken_of)
    for how, table in (("excludes", graph.excludes), ("settled", graph.settled_by)):
        rows.extend([how, one, *sorted(others)] for one, others in table.items())
    return sorted(rows, key=str)


def _row(said: Statement, source: Source) -> list[object]:
    return [
        "statement",
        said.id,
        said.subject,
        said.verdict.value,
        said.evidence.value,
        said.population,
        said.circumstance,
        said.stated,
        said.source,
        source.rank.value,
        (said.read or source.read).value,
        *sorted(source.updates),
    ]


def digest(rows: list[list[object]]) -> str:
    """Return the SHA-256 of a canonical form.

    Args:
        rows: What `canonical` gave.

    Returns:
        64 hexadecimal digits, the same on every machine.

    Examples:
        >>> digest([])[:8]
        '4f53cda1'
    """
    # Imported here: a first answer should not wait for what only digests need.
    import hashlib
    import json

    text = json.dumps(rows, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


#: What of a statement, and of its source, a reviewer is shown and agrees to. Its place in
#: the list (`since`, `facts`) is not part of it, nor what is done with it later.
_SEALED = (
    *("id", "subject", "verdict", "evidence", "population", "circumstance", "mechanisms"),
    *("monitoring", "grade", "figures", "source", "locator", "stated", "note"),
)
#: Letters only: a spreadsheet would make numbers of some digests.
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")


def seal(said: Statement, source: Source) -> str:
    """Return a short mark of a statement, which tells whether it is still what was reviewed.

    Args:
        said: The statement.
        source: Its source; its date, its standing and how much of it was read count too.

    Returns:
        Ten letters. A field that is empty leaves no trace in them, so that a new kind of
        field breaks no seal.
    """
    fields = {name: getattr(said, name) for name in _SEALED}
    fields |= {"date": source.date, "rank": source.rank, "read": said.read or source.read}
    rows: list[list[object]] = [[name, _plain(v)] for name, v in fields.items() if v]
    return digest(rows)[:10].translate(_LETTERS)


def _plain(value: object) -> object:
    if isinstance(value, enum.Enum):
        return value.value
    return [value.en, value.fr, value.nl] if isinstance(value, Words) else value
