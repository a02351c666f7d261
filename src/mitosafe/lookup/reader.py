"""An entry's text → matches, and what was not understood; longest name first.

No similarity takes part in a match. At each place of the text the longest known
name wins; words of the closed list (strengths, units, forms, routes, frequencies,
packaging, companies) are set aside; everything else is handed back as unread.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mitosafe._text.folding import tokens
from mitosafe.lookup.index import Index, Match

#: A suggestion is sought only for text at least this long, in letters.
SHORTEST = 6
#: And not for text longer than this, nor for more than this many pieces of an entry.
LONGEST, MOST_PIECES = 40, 24
#: No name has more tokens than this (a test counts them).
_LONGEST_NAME = 14
#: What is known of a token is remembered; past this many, the memory starts anew.
_REMEMBER = 100_000
#: Kinds of names to which a salt word may be glued.
_SUBSTANCES = ("inn", "synonym", "salt")
#: Endings of Latin genitives and nominatives, as Dutch pharmacies write them.
_LATIN = ("i", "um")

_LETTERS = "abcdefghijklmnopqrstuvwxyz "


class Reading(NamedTuple):
    """What the matcher made of a text."""

    #: Each name found, once, in the order of the text.
    matches: tuple[Match, ...]
    #: Runs of text that were not understood, folded.
    unread: tuple[str, ...]
    #: Words such as a negation or an allergy: reported, not interpreted.
    seen: tuple[str, ...]


#: What is known of one token: which tokens can follow it in a name, what it stands for
#: alone, and what becomes of it otherwise.
_Known = tuple[frozenset[str], Match | None, str]
#: What becomes of a token that is no name: unread, set aside, or seen and reported.
_UNREAD, _ASIDE, _SEEN = "unread", "aside", "seen"


class Matcher:
    """Reads entries with the tables of an index."""

    def __init__(self, index: Index) -> None:
        """Keep the index, and the salt words that Dutch and German glue to a name."""
        self._index = index
        salts = (word for word, kind in index.words.items() if kind == "salt")
        # The longest first: dihydrochloride is taken off whole. Short ones (hemi) mislead.
        self._salts = tuple(sorted((s for s in salts if len(s) > 4), key=len, reverse=True))
        self._known: dict[str, _Known] = {}

    def read(self, text: str) -> Reading:
        """Read one entry.

        Args:
            text: The entry as it stands in the record.

        Returns:
            The names found, in order, and what was not understood.
        """
        parts = tokens(text)
        known, count, at = self._known, len(parts), 0
        # By name, as no two matches have one: asking a list would grow with the square of them.
        matches: dict[str, Match] = {}
        unread: list[str] = []
        seen: list[str] = []
        run = -1  # Where the run of unread tokens began, if there is one.
        while at < count:
            here, token = at, parts[at]
            at += 1
            seconds, match, fate = known.get(token) or self._look(token)
            if seconds and at < count and parts[at] in seconds:
                longer, used = self._longer(parts, at - 1)
                match = longer or match
                at += used
            if match is not None:
                matches.setdefault(match.name, match)
            elif fate is _UNREAD:
                run = here if run < 0 else run
                continue
            elif fate is _SEEN:
                seen.append(token)
            if run >= 0:
                unread.append(" ".join(parts[run:here]))
                run = -1
        if run >= 0:
            unread.append(" ".join(parts[run:]))
        return Reading(tuple(matches.values()), tuple(unread), tuple(seen))

    def _longer(self, parts: list[str], at: int) -> tuple[Match | None, int]:
        """Return the longest name of several tokens that begins at a place.

        Returns:
            The match, and how many tokens more than one it takes; none and 0 if
            there is no such name.
        """
        for length in range(min(_LONGEST_NAME, len(parts) - at), 1, -1):
            match = self._index.name(" ".join(parts[at : at + length]))
            if match is not None:
                return match, length - 1
        return None, 0

    def _look(self, token: str) -> _Known:
        """Find out what is known of a token, and remember it."""
        index = self._index
        match, kind, fate = index.name(token), index.words.get(token), _UNREAD
        if kind is not None or token.isdecimal() or len(token) == 1:
            fate = _SEEN if kind == "context" else _ASIDE
        elif match is None and len(token) > SHORTEST:
            match = self._unglued(token)
        if len(self._known) > _REMEMBER:
            self._known.clear()
        self._known[token] = known = (index.seconds(token), match, fate)
        return known

    def _unglued(self, token: str) -> Match | None:
        """Take a salt word or a Latin ending off a token, exactly; what is left is a name."""
        match = None
        if token.endswith(self._salts):
            rests = (token.removesuffix(salt) for salt in self._salts if token.endswith(salt))
            match = self._substance(rests, (*_SUBSTANCES, "vocabulary"))
        if match is None and token.startswith(self._salts):
            rests = (token.removeprefix(salt) for salt in self._salts if token.startswith(salt))
            match = self._substance(rests, _SUBSTANCES)
        if match is None and token.endswith(_LATIN):
            rests = (token.removesuffix(end) for end in _LATIN if token.endswith(end))
            match = self._substance(rests, ("inn", "vocabulary"))
        return match

    def _substance(self, rests: Iterable[str], kinds: tuple[str, ...]) -> Match | None:
        """Return what the first of some texts stands for that names a substance."""
        for rest in rests:
            match = self._index.name(rest) if len(rest) >= SHORTEST - 1 else None
            if match is not None and match.kind in kinds:
                return match
        return None

    def suggestions(self, unread: Iterable[str]) -> tuple[tuple[str, Match], ...]:
        """Return the known names at distance one from what was not understood.

        Args:
            unread: Runs of folded text, as `Reading.unread` holds them.

        Returns:
            Pairs of the text and a near name, those of listed medicines first. A
            suggestion is never a match.
        """
        found: dict[tuple[str, str], Match] = {}
        for piece in list(_pieces(unread))[:MOST_PIECES]:
            for near in edits(piece):
                match = self._index.name(near)
                if match is not None and near != piece:
                    found.setdefault((piece, near), match)
        pairs = [(piece, match) for (piece, _), match in found.items()]
        return tuple(sorted(pairs, key=lambda p: p[1].kind == "vocabulary"))


def _pieces(unread: Iterable[str]) -> Iterator[str]:
    """Return each run, and the single tokens of a run, that are worth a suggestion."""
    for run in unread:
        singles = run.split(" ")
        for piece in dict.fromkeys([run, "".join(singles), *singles]):
            if len(piece.replace(" ", "")) >= SHORTEST and len(piece) <= LONGEST:
                yield piece


def edits(text: str) -> Iterator[str]:
    """Return every text at distance one: a letter more, less, other, or two swapped.

    Args:
        text: A folded text.

    Yields:
        Folded texts, some of them twice.

    Examples:
        >>> "valproate" in set(edits("valporate"))
        True
    """
    for at in range(len(text) + 1):
        head, tail = text[:at], text[at:]
        if tail:
            yield head + tail[1:]
            if len(tail) > 1:
                yield head + tail[1] + tail[0] + tail[2:]
            for letter in _LETTERS:
                yield head + letter + tail[1:]
        for letter in _LETTERS:
            yield head + letter + tail


def is_blank(text: str) -> bool:
    """Return whether nothing in a text can be seen: spaces, controls, format characters."""
    return not any(c.isprintable() and not c.isspace() for c in text)
