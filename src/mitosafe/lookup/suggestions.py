"""Known names near to what was not understood; they are suggestions, never matches.

A suggestion is sought for whole words, as they stand between spaces, and for the run of
words. First come names that a word is once a digit, a look-alike letter, or a broken
encoding is undone; then names one letter away, and for long words two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain, islice, pairwise

from mitosafe._text.folding import tokens
from mitosafe.lookup.index import Index, Match
from mitosafe.lookup.lexis import Lexis

#: A suggestion is sought only for text at least this long, in letters.
SHORTEST = 6
#: And not for text longer than this, nor for more than this many pieces of an entry.
LONGEST, MOST_PIECES = 40, 24
#: From this length on, two letters may differ.
_LONG = 8
#: In a text longer than this one edit spares the first four letters or the last four.
_HALVES = 8
#: One edit leaves no more letters than these between what two texts share.
_SWAPPED = 2
#: In a run of fewer words than this, pairs of words are tried.
_FEW = 6
#: The shortest head that may be a heading glued to a name, and the shortest part of a word.
_HEAD = 4
_DIGITS = (
    str.maketrans("014358", "olaesb"),
    str.maketrans("0143589", "oiaesbg"),
)
#: Letters of Greek and Cyrillic that look like others.
_ALIKE = str.maketrans("аеорсухіјѕԁһвнкмтαονρτυικ", "aeopcyxijsdhbhkmtaovptuik")
#: Neighbours on the keyboards of Europe, by rows; a letter and the next one.
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn")
_NEIGHBOURS = frozenset(pair for row in _ROWS for a, b in pairwise(row) for pair in (a + b, b + a))
_WORDS = re.compile(r"[^\s()\[\]{},;:/]+")
#: Where a word goes on with a capital: MedicationsValproate.
_CAMEL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")

Found = tuple[str, Match]


class Suggester:
    """Seeks names near to what was not understood."""

    def __init__(self, index: Index, lexis: Lexis) -> None:
        """Keep the names and the words; the table of near names is made when it is needed."""
        self._index = index
        self._lexis = lexis

    def near(self, unread: Iterable[str]) -> tuple[Found, ...]:
        """Return pairs of a text and a near name: listed medicines first, then the nearest."""
        found: dict[tuple[str, str], tuple[int, str, Match]] = {}
        for run, piece in islice(_pieces(unread), MOST_PIECES):
            for far, match in self._of(piece):
                kept = found.get((run, match.name))
                if kept is None or far < kept[0]:
                    found[run, match.name] = (far, piece, match)
        ranked = sorted(found.values(), key=lambda f: (_is_other(f[2]), f[0]))
        return tuple((piece, match) for _, piece, match in ranked)

    def _of(self, piece: str) -> Iterator[tuple[int, Match]]:
        """Yield how far each near name is, and what it stands for."""
        parts = tokens(piece)
        joined, spaced = "".join(parts), " ".join(parts)
        exact = [self._index.dangerous(token) for token in parts]
        if " " not in piece:
            exact += map(self._index.name, self._undone(piece, parts))
        known = [match for match in exact if match is not None]
        yield from ((0, match) for match in known)
        if not known and SHORTEST <= len(joined) and len(spaced) <= LONGEST:
            texts = dict.fromkeys((spaced, joined, joined.translate(_DIGITS[0])))
            nearest = list(chain.from_iterable(self._at(text, 1) for text in texts))
            if not nearest and len(joined) >= _LONG:
                nearest = list(self._at(joined, 2))
            yield from nearest

    def _undone(self, piece: str, parts: list[str]) -> Iterator[str]:
        """Yield what a word may be once what spoils it is undone."""
        whole = piece.casefold()
        spoilt = (*(whole.translate(digits) for digits in _DIGITS), whole.translate(_ALIKE))
        for text in (*spoilt, _encoded(piece), "".join(parts)):
            folded = tokens(text)
            if folded != parts or len(parts) > 1:
                yield "".join(folded)
                yield " ".join(folded)
        if len(parts) > 1 and all(map(str.isalpha, parts)):
            yield from (part for part in parts if len(part) > _HEAD)
            yield " ".join(parts[1:])
        if len(camel := _CAMEL.split(piece)) > 1:
            yield from chain.from_iterable(map(tokens, camel))
        for end in range(_HEAD, len(whole) - _HEAD):
            if whole[:end] in self._lexis.words:
                yield whole[end:]

    def _at(self, text: str, most: int) -> Iterator[tuple[int, Match]]:
        """Yield the names at most so many letters away."""
        for name in self._candidates(text, most):
            far = distance(text, name, most)
            if 0 < far <= most and (match := self._index.name(name)) is not None:
                yield (2 * far if _is_slip(text, name) else 2 * far + 1), match

    def _candidates(self, text: str, most: int) -> Iterable[str]:
        """Return the names that may be so near: each edit leaves one of the keys as it is."""
        lengths = range(len(text) - most, len(text) + most + 1)
        keys = _keys(text)[3:] if most == 1 and len(text) > _HALVES else _keys(text)[:3]
        found = (self._table.get((length, key), ()) for length in lengths for key in keys)
        return dict.fromkeys(chain.from_iterable(found))

    @cached_property
    def _table(self) -> dict[tuple[int, str], list[str]]:
        table: dict[tuple[int, str], list[str]] = {}
        for name in self._index.names():
            if SHORTEST - 1 <= len(name) <= LONGEST + 1:
                for key in _keys(name):
                    table.setdefault((len(name), key), []).append(name)
        return table


def _pieces(unread: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each run, its words, and of a short run its pairs of words, as they were typed."""
    for run in unread:
        words = _WORDS.findall(run[: LONGEST * MOST_PIECES])
        pairs = map(" ".join, pairwise(words)) if len(words) < _FEW else ()
        for piece in dict.fromkeys((run, *words, *pairs)):
            if len(piece) <= 2 * LONGEST:
                yield run, piece


def _keys(text: str) -> tuple[str, ...]:
    """Return the head, the tail, and both ends of a text; a longer head and a longer tail."""
    head, tail = text[:3], text[-3:]
    return f"{head}-", f"-{tail}", f"{text[:2]}-{text[-2:]}", f"{text[:4]}-", f"-{text[-4:]}"


def _is_other(match: Match) -> bool:
    """Return whether a name stands for no medicine of the list."""
    return all(subject[0] == "~" for subject in (*match.subjects, *match.candidates))


def _encoded(text: str) -> str:
    """Return a text read as UTF-8 that was read as something else before."""
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def _is_slip(text: str, name: str) -> bool:
    """Return whether two texts differ by neighbours on a keyboard, a doubling, or a swap."""
    if len(text) != len(name):
        longer, shorter = (text, name) if len(text) > len(name) else (name, text)
        doubled = (a == b for a, b in pairwise(longer))
        return len(longer) - len(shorter) == 1 and any(doubled)
    pairs = [a + b for a, b in zip(text, name, strict=True) if a != b]
    return all(pair in _NEIGHBOURS for pair in pairs) or (
        len(pairs) == 2 and pairs[0] == pairs[1][::-1]
    )


def distance(one: str, two: str, most: int) -> int:
    """Return how many letters differ: more, less, other, or two neighbours swapped.

    Args:
        one: A text.
        two: Another.
        most: More than this is not counted.

    Returns:
        The distance, or one more than `most`.

    Examples:
        >>> distance("valporate", "valproate", 1), distance("valpor", "valproate", 1)
        (1, 2)
    """
    start = 0
    shared = min(len(one), len(two))
    while start < shared and one[start] == two[start]:
        start += 1
    one, two = one[start:], two[start:]
    while one and two and one[-1] == two[-1]:
        one, two = one[:-1], two[:-1]
    if abs(len(one) - len(two)) > most or (most == 1 and max(len(one), len(two)) > _SWAPPED):
        return most + 1
    if max(len(one), len(two)) < _SWAPPED:
        return len(one or two)
    rows = [list(range(len(two) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(two, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == two[j - 2] and one[i - 2] == b:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return min(rows[-1][-1], most + 1)
