"""Entries in which nothing hangs on its neighbours, read in one pass: a name and its dose.

Most entries are such: names, numbers, words that are set aside, and words that are not
known, with spaces between. What this reads, the whole way reads alike; all else it leaves.
"""

from __future__ import annotations

import enum
from typing import NamedTuple

from mitosafe.lookup import parts
from mitosafe.lookup.index import Index, Match
from mitosafe.lookup.items import Fate
from mitosafe.lookup.lexis import Lexis
from mitosafe.lookup.scan import LONGEST_NAME, REMEMBER, Scanner
from mitosafe.lookup.segments import AND, Segment, SegmentFate, fate_of
from mitosafe.lookup.typed import Typed

#: What may stand between two words, and what between two numbers.
_BETWEEN = frozenset((" ", "/", " / ", "_", " (", ") ", " ["))
_WITHIN = frozenset((".", ",", "/", " "))
#: What cuts an entry, so that what stands behind it is looked at by itself.
_COMMA = ", "
_NO_USES: frozenset[str] = frozenset()
#: Kinds of words that do something to what stands beside them.
_ACTING = frozenset(("then", "prefix"))


class _Sort(enum.IntEnum):
    OTHER = 0
    WORD = 1
    UNIT = 2
    NUMBER = 3
    NAME = 4
    UNREAD = 5


def _apart(before: _Sort, sort: _Sort) -> frozenset[str]:
    """Return what may stand between two words and leaves each what it is."""
    if before is not _Sort.NUMBER:
        return _BETWEEN
    if sort is _Sort.NUMBER:
        return _WITHIN
    return _BETWEEN - {") "} | ({""} if sort is _Sort.UNIT else frozenset())


_APART = tuple(tuple(_apart(before, sort) for sort in _Sort) for before in _Sort)


class _Word(NamedTuple):
    """What is known of a token: its sort, the name it is, and whether it tells of a use.

    Before one of its seconds it may begin a longer name or a phrase.
    """

    sort: _Sort
    match: Match | None
    seconds: frozenset[str]
    used: bool


#: Where the first segment ends, its names, its runs of what is not understood, and its uses.
_Begun = tuple[int, tuple[Match, ...], list[list[int]], frozenset[str]]


class Simple:
    """Reads simple entries; it remembers what it learned of each word."""

    def __init__(self, index: Index, lexis: Lexis, scanner: Scanner) -> None:
        """Keep the names, the words, and what knows them."""
        self._index = index
        self._lexis = lexis
        self._scanner = scanner
        self._words: dict[str, _Word] = {}

    def read(self, typed: Typed) -> tuple[Segment, ...] | None:
        """Return the segments of a simple entry; none if the entry is not simple.

        There is one, and behind commas there may be others that only tell its form and use.
        """
        gaps, count = typed.gaps, len(typed.tokens)
        begun = None if ":" in gaps[-1] or "#" in gaps[0] else self._begun(typed)
        if begun is None:
            return None
        behind, matches, runs, uses = begun
        if behind == count:
            return (_segment(typed, behind, matches, runs, uses),)
        more = None if gaps[0] else self._continued(typed, behind)
        if more is None:
            return None
        if matches:
            uses = uses.union(*(segment.uses for segment in more))
        return (_segment(typed, behind, matches, runs, uses), *more)

    def _begun(self, typed: Typed) -> _Begun | None:
        """Read up to the first comma; none if a name or word hangs on its neighbours."""
        tokens, gaps, known = typed.tokens, typed.gaps, self._words
        matches: dict[str, Match] = {}
        runs: list[list[int]] = []
        words: list[str] = []
        before, used, at, count = _Sort.WORD, False, 0, len(tokens)
        while at < count:
            token = tokens[at]
            sort, match, seconds, uses = known.get(token) or self._look(token)
            if sort is _Sort.OTHER:
                return None
            if at and gaps[at] not in _APART[before][sort]:
                if gaps[at] != _COMMA:
                    return None
                break
            here, at = at, at + 1
            if seconds and at < count and tokens[at] in seconds:
                match, at = self._longer(typed, here)
                if match is None:
                    return None
                sort = _Sort.NAME
            if sort is _Sort.NAME and match is not None:
                if before is _Sort.UNREAD:
                    return None
                matches[match.name] = match
            else:
                words.append(token)
                used = used or uses
                if sort is _Sort.UNREAD:
                    _run_on(runs, here, at)
            before = sort
        told = self._lexis.used(words) if used else _NO_USES
        return (at, tuple(matches.values()), runs, told) if matches or runs else None

    def _continued(self, typed: Typed, at: int) -> list[Segment] | None:
        """Return the segments behind a comma, if they hold words alone that are set aside.

        Without a number none of them can be a medicine of its own, so each goes on with the
        one before the comma.
        """
        tokens, gaps = typed.tokens, typed.gaps
        found: list[Segment] = []
        first = at
        for here, token in enumerate(tokens[at:], at):
            word = self._words.get(token) or self._look(token)
            if word.sort not in (_Sort.WORD, _Sort.UNIT):
                return None
            if word.seconds and here + 1 < len(tokens) and tokens[here + 1] in word.seconds:
                return None
            if here > first and gaps[here] not in _BETWEEN:
                if gaps[here] != _COMMA:
                    return None
                found.append(self._set_aside(typed, first, here))
                first = here
        return [*found, self._set_aside(typed, first, len(tokens))]

    def _set_aside(self, typed: Typed, first: int, behind: int) -> Segment:
        start, end = typed.span(first, behind)
        return Segment(
            text=typed.text[start:end],
            start=start,
            end=end,
            fate=SegmentFate.CONTINUED,
            uses=self._lexis.used(typed.tokens[first:behind]),
        )

    def _longer(self, typed: Typed, at: int) -> tuple[Match | None, int]:
        """Return the longest name at a place, if there is one of words alone, and where it ends."""
        tokens = typed.tokens
        if tokens[at] in self._lexis.phrases:
            return None, at
        most = at + 1
        while most < min(len(tokens), at + LONGEST_NAME) and typed.gaps[most] in _BETWEEN:
            most += 1
        if most < len(tokens) and typed.gaps[most] == _COMMA:
            return None, at  # A name may go on over a comma.
        for behind in range(most, at, -1):
            run = tokens[at:behind]
            match = self._index.name(" ".join(run))
            if match is not None:
                plain = all(map(str.isalpha, run)) and self._is_plain(" ".join(run), match)
                return (match, behind) if plain else (None, at)
        return None, at

    def _is_plain(self, name: str, match: Match) -> bool:
        """Return whether a name is that name wherever it stands."""
        if match.kind == "dangerous-abbreviation" or (match.kind == "abbreviation" and match.also):
            return False
        return name not in self._lexis.qualifiers and self._index.ordinary(name) is None

    def _look(self, token: str) -> _Word:
        """Find out what is known of a token, and remember it."""
        found = self._scanner.known(token)
        sort = self._sort(token, found.fate, found.kind, found.match)
        if (
            any(len(phrase.tokens) == 1 for phrase in found.phrases)
            or token in AND
            or token in parts.NUMBERING
            or token in self._lexis.contents
        ):
            sort = _Sort.OTHER
        if len(self._words) > REMEMBER:
            self._words.clear()
        seconds = found.seconds.union(
            phrase.tokens[1] for phrase in found.phrases if phrase.tokens[1:]
        )
        word = _Word(sort, found.match, seconds, token in self._lexis.uses)
        self._words[token] = word
        return word

    def _sort(self, token: str, fate: Fate, kind: str, match: Match | None) -> _Sort:
        if match is not None:
            plain = not (kind and fate is Fate.UNREAD) and self._is_plain(token, match)
            return _Sort.NAME if plain else _Sort.OTHER
        if fate is Fate.WORD and kind not in _ACTING:
            return _Sort.UNIT if kind == "unit" else _Sort.WORD
        return {Fate.NUMBER: _Sort.NUMBER, Fate.UNREAD: _Sort.UNREAD}.get(fate, _Sort.OTHER)


def _run_on(runs: list[list[int]], here: int, behind: int) -> None:
    """Let the last run go on with a word that was not understood, or begin another."""
    if runs and runs[-1][1] == here:
        runs[-1][1] = behind
    else:
        runs.append([here, behind])


def _segment(
    typed: Typed,
    behind: int,
    matches: tuple[Match, ...],
    runs: list[list[int]],
    uses: frozenset[str],
) -> Segment:
    """Return the segment that begins an entry, with all that is known of it."""
    start, end = typed.span(0, behind)
    return Segment(
        text=typed.text[start:end],
        start=start,
        end=end,
        fate=fate_of(matches, unread=bool(runs)),
        matches=matches,
        unread=tuple([typed.slice(*run) for run in runs]) if runs else (),
        uses=uses,
    )
