"""Checks of the tables of what stands beside names: phrases, circumstances, qualifiers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from mitosafe._text.folding import fold
from mitosafe.errors import Fault
from mitosafe.lookup.lexis import CUES, NOTHING

#: Gives the rows of a flat table, each with its place, by the name of the table.
Rows = Callable[[str], Iterable[tuple[str, tuple[str, ...]]]]

#: Kinds of words that are set aside.
ASIDE = frozenset(
    ("age", "company", "contents", "filler", "form", "frequency", "on", "packaging", "prefix")
) | frozenset(("release", "route", "salt", "start", "state", "then", "unit"))
#: Where the name stands of which a word says something, if it stands nowhere else.
SIDES = ("after", "before", "suffix")
#: Where the word stands that makes something else of a name.
BESIDE = ("after", "before", "beside")


def faults(
    rows: Rows,
    in_terms: Callable[[dict[str, Any], str, str], Iterable[Fault]],
    is_subject: Callable[[str], bool],
) -> Iterator[Fault]:
    """Yield what is wrong in the three tables.

    Args:
        rows: What gives the rows of a table.
        in_terms: What says which of some values are no terms.
        is_subject: What says whether an id is that of a subject.

    Yields:
        The faults, each with its file and place.
    """
    yield from _phrases(rows)
    for where, (phrase, circumstance, _) in rows("uses.tsv"):
        yield from _empty("uses.tsv", where, phrase)
        yield from in_terms({"circumstance": circumstance}, "uses.tsv", where)
    for where, (names, words, side, meaning) in rows("qualifiers.tsv"):
        for word in (*names.split("|"), *words.split("|")):
            if not word or fold(word) != word:
                message = f"{word!r:.60} would never match; write it folded: {fold(word)!r:.60}"
                yield Fault("qualifiers.tsv", where, message)
        if side not in BESIDE:
            message = f"{side!r:.60} is no side; allowed: {', '.join(BESIDE)}"
            yield Fault("qualifiers.tsv", where, message)
        if meaning != NOTHING and not is_subject(meaning):
            yield Fault("qualifiers.tsv", where, f"there is no subject {meaning!r:.60}")


def _phrases(rows: Rows) -> Iterator[Fault]:
    for where, (phrase, kind, _) in rows("phrases.tsv"):
        yield from _empty("phrases.tsv", where, phrase)
        sort, parted, side = kind.partition(":")
        known = sort in CUES if parted else sort in CUES | ASIDE
        if not known or (parted and side not in SIDES):
            allowed = ", ".join(sorted(CUES | ASIDE))
            message = f"{kind!r:.60} is no kind of phrase; allowed: {allowed}"
            yield Fault("phrases.tsv", where, message)


def _empty(table: str, where: str, phrase: str) -> Iterator[Fault]:
    if not fold(phrase):
        yield Fault(table, where, f"{phrase!r:.60} folds to nothing")
