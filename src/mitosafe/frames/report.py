"""The summary of a column → blocks to be rendered, and plain values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from mitosafe.answers.data import release as release_data
from mitosafe.answers.data import warnings
from mitosafe.answers.document import Writer
from mitosafe.render.blocks import Block, Heading, Line, Section, Table

if TYPE_CHECKING:
    from mitosafe.frames.summary import Screening

#: So many unresolved values are shown; the summary itself holds all of them.
SHOWN = 50


def of(found: Screening, writer: Writer) -> list[Block]:
    """Return what is to be shown of a summary.

    Args:
        found: The summary.
        writer: Has the words of the list in one language.

    Returns:
        The blocks, in order; the last are the release and the warnings.
    """
    return list(_blocks(found, writer))


def plain(found: Screening, writer: Writer) -> dict[str, Any]:
    """Return a summary as plain values that JSON can hold; the arguments are those of `of`."""
    return {
        "rows": found.rows,
        "by_outcome": {outcome.value: n for outcome, n in found.by_outcome.items()},
        "by_level": {level.value if level else "none": n for level, n in found.by_level.items()},
        "by_worst": {level.value if level else "none": n for level, n in found.by_worst.items()},
        "by_drug": [
            {
                "drug": d.drug.id,
                "name": d.drug.names[writer.language],
                "level": d.level.value if d.level else None,
                "worst": d.worst.value if d.worst else None,
                "rows": d.rows,
            }
            for d in found.by_drug
        ],
        "unresolved": [
            {
                "value": u.value,
                "outcome": u.outcome.value,
                "unread": list(u.unread),
                "rows": u.rows,
            }
            for u in found.unresolved
        ],
        "release": release_data(found.release),
        "warnings": warnings(writer.lexicon, writer.language, found.reviews),
    }


def _blocks(found: Screening, word: Writer) -> Iterator[Block]:
    worst = max((level for level, n in found.by_worst.items() if level and n), default=None)
    yield Heading(1, f"{found.rows} {word.phrase('entries')}", worst)
    yield _levels(found, word)
    yield _outcomes(found, word)
    if found.by_drug:
        yield _drugs(found, word)
    if found.unresolved:
        yield _unresolved(found, word)
    yield from word.closing(found.release, found.reviews)


def _levels(found: Screening, word: Writer) -> Table:
    rows = [
        (word.level(level), str(count), str(found.by_worst[level]))
        for level, count in found.by_level.items()
    ]
    head = tuple(word.phrase(term) for term in ("level", "level-holds", "level-worst"))
    return Table(head, tuple(rows), tuple(found.by_level))


def _outcomes(found: Screening, word: Writer) -> Table:
    rows = [
        (word.word("outcomes", o.value), str(count), word.explain("outcomes", o.value))
        for o, count in found.by_outcome.items()
    ]
    head = (word.phrase("outcome"), word.phrase("entries"), "")
    return Table(head, tuple(rows), tuple(None for _ in rows))


def _drugs(found: Screening, word: Writer) -> Table:
    rows = [
        (
            d.drug.names[word.language],
            str(d.rows),
            f"{word.level(d.worst)} · {word.level(d.level)}",
        )
        for d in found.by_drug
    ]
    both = f"{word.phrase('level-worst')} · {word.phrase('level-holds')}"
    head = (word.phrase("known-as"), word.phrase("entries"), both)
    return Table(head, tuple(rows), tuple(d.worst for d in found.by_drug))


def _unresolved(found: Screening, word: Writer) -> Section:
    lines = [
        Line(f"{u.value} — {'; '.join(u.unread)}", label=str(u.rows))
        for u in found.unresolved[:SHOWN]
    ]
    if len(found.unresolved) > SHOWN:
        rest = len(found.unresolved) - SHOWN
        lines.append(Line(f"{word.phrase('and-more')}: {rest}", role="muted"))
    return Section(word.phrase("not-understood"), tuple(lines))
