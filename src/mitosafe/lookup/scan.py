"""The tokens of an entry as items: at each place the longest name, else the longest phrase."""

from __future__ import annotations

from typing import NamedTuple

from mitosafe.lookup.compounds import unglued
from mitosafe.lookup.gaps import Gap, Gaps
from mitosafe.lookup.index import Index, Match
from mitosafe.lookup.items import Fate, Item
from mitosafe.lookup.lexis import Lexis, Phrase, sort
from mitosafe.lookup.typed import Typed

#: No name has more tokens than this (a test counts them).
LONGEST_NAME = 14
#: A word of fewer letters, with a full stop behind it, is short for another.
_SHORT = 4
#: A glued word is taken apart from this many letters on.
_GLUED = 7
#: In a text of more tokens it pays to find out how long a name can be.
_LONG = 1_000
#: What is known of a token is remembered; past this many, the memory starts anew.
REMEMBER = 100_000


class Known(NamedTuple):
    """What is known of one token."""

    seconds: frozenset[str]
    match: Match | None
    fate: Fate
    kind: str
    phrases: tuple[Phrase, ...]


class Scanner:
    """Cuts entries into items; what it learns of a token it remembers."""

    def __init__(self, index: Index, lexis: Lexis) -> None:
        """Keep the names and the words."""
        self._index = index
        self._lexis = lexis
        self._known: dict[str, Known] = {}
        self._gaps = Gaps()

    def scan(self, typed: Typed) -> tuple[list[Item], list[Gap]]:
        """Return the items of a text, and what each gap between its tokens does."""
        parts, known = typed.tokens, self._known
        gaps = list(map(self._gaps.__getitem__, typed.gaps))
        items: list[Item] = []
        at, count = 0, len(parts)
        while at < count:
            token = parts[at]
            seconds, match, fate, kind, phrases = known.get(token) or self._look(token)
            behind = at + 1
            if seconds and behind < count and parts[behind] in seconds:
                after_name = bool(items) and items[-1].fate is Fate.NAME
                longer, used = self._longer(typed, gaps, at, after_name)
                if longer is not None:
                    match, behind = longer, used
            if phrases and behind - at < 2:
                for phrase in phrases:
                    if phrase.fits(typed, at):
                        behind, match = at + len(phrase.tokens), None
                        fate, kind = sort(phrase.kind), phrase.kind
                        break
            if match is not None:
                fate = Fate.NAME
            items.append(Item(at, behind, fate, kind, match))
            at = behind
        return items, gaps

    def known(self, token: str) -> Known:
        """Return what is known of a token by itself."""
        return self._known.get(token) or self._look(token)

    def _longer(
        self, typed: Typed, gaps: list[Gap], at: int, after_name: bool
    ) -> tuple[Match | None, int]:
        """Return the longest name of several tokens at a place, and where it ends."""
        parts = typed.tokens
        most = at + 1
        reach = LONGEST_NAME if len(parts) < _LONG else self._index.longest(*parts[at : at + 2])
        end = min(at + reach, len(parts))
        while most < end and _goes_on(typed, gaps, most):
            most += 1
        if parts[at].isdecimal() and gaps[at + 1] > Gap.LINE and after_name:
            return None, at  # Depakine 5 ASA: the number is the dose of what stands before it.
        for behind in range(most, at + 1, -1):
            match = self._name(" ".join(parts[at:behind]))
            if match is not None and not self._is_dose(parts, behind):
                return match, behind
        return None, at

    def _name(self, folded: str) -> Match | None:
        """Return what a folded name may stand for; an error-prone one is judged where it stands."""
        return self._index.name(folded) or self._index.dangerous(folded)

    def _is_dose(self, parts: list[str], behind: int) -> bool:
        """Return whether the number that a name ends with is counted: 3 tablets, 3x, 3 dd."""
        if behind == len(parts) or not parts[behind - 1].isdecimal():
            return False
        return parts[behind] == "x" or self._lexis.words.get(parts[behind]) in ("unit", "frequency")

    def _look(self, token: str) -> Known:
        """Find out what is known of a token, and remember it."""
        index, lexis = self._index, self._lexis
        match, kind, fate = self._name(token), lexis.words.get(token, ""), Fate.UNREAD
        if kind:
            fate = sort(kind)
        elif token.isdecimal():
            fate = Fate.NUMBER
        elif len(token) == 1:
            fate = Fate.LETTER
        elif match is None and len(token) >= _GLUED:
            match, kind = unglued(token, index, lexis)
        if len(self._known) > REMEMBER:
            self._known.clear()
        phrases = lexis.phrases.get(token, ())
        known = Known(index.seconds(token), match, fate, kind, phrases)
        self._known[token] = known
        return known


def _goes_on(typed: Typed, gaps: list[Gap], at: int) -> bool:
    """Return whether a name may go on over a gap; no dose joins the name of the next item."""
    if gaps[at] < Gap.SOFT:
        return True
    parts = typed.tokens
    if typed.gaps[at].strip() == "." and len(parts[at - 1]) < _SHORT:
        return True  # No. 3
    return gaps[at] < Gap.HARD and not (parts[at].isdecimal() or parts[at - 1].isdecimal())
