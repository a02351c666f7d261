"""Words that are broken: joined before they are split, and no part of them is taken for them."""

from __future__ import annotations

from mitosafe.lookup.gaps import Gap
from mitosafe.lookup.index import Index, Match
from mitosafe.lookup.items import Fate, Item
from mitosafe.lookup.lexis import Lexis
from mitosafe.lookup.typed import Typed

#: A chain of more pieces than this is not tried in every way.
_LONGEST = 6
#: A number of less than this, glued before a name, belongs to it: 5ASA.
_DOSE = 10


class Joiner:
    """Joins the items of broken words."""

    def __init__(self, index: Index, lexis: Lexis) -> None:
        """Keep the names and the words."""
        self._index = index
        self._lexis = lexis

    def join(self, items: list[Item], typed: Typed, gaps: list[Gap]) -> list[Item]:
        """Return the items with those of one broken word made one."""
        joined: list[Item] = []
        at, count = 0, len(items)
        while at < count:
            behind = at + 1
            while behind < count and gaps[items[behind].first] <= Gap.LINE:
                behind += 1
            if behind - at > 1:
                for piece in _doses_cut(items[at:behind]):
                    joined += self._settled(piece, typed, gaps) if len(piece) > 1 else piece
            else:
                joined.append(items[at])
            at = behind
        return self._spaced(joined, typed)

    def _settled(self, chain: list[Item], typed: Typed, gaps: list[Gap]) -> list[Item]:
        """Return what the pieces of one word are, together."""
        fates = {item.fate for item in chain}
        if Fate.UNREAD not in fates and not any(map(_is_doubtful, chain)):
            return self._known(chain, typed, gaps) if Fate.NAME in fates else chain
        if len(chain) <= _LONGEST and (found := self._found(chain, typed.tokens)):
            at, behind, match = found
            whole = chain[at].named(match, chain[behind - 1].behind)
            return self._settled([*chain[:at], whole, *chain[behind:]], typed, gaps)
        if Fate.UNREAD not in fates:
            return chain
        return _at_line_end(chain, gaps) or [chain[0].unread(chain[-1].behind)]

    def _found(self, chain: list[Item], tokens: list[str]) -> tuple[int, int, Match] | None:
        """Return the longest run of pieces, one not understood, that is a name when joined."""
        for length in range(len(chain), 1, -1):
            for at in range(len(chain) - length + 1):
                run = chain[at : at + length]
                parts = tokens[run[0].first : run[-1].behind]
                if any(map(_is_doubtful, run)) and all(map(str.isalpha, parts)):
                    match = self._index.name("".join(parts))
                    if match is not None:
                        return at, at + length, match
        return None

    def _known(self, chain: list[Item], typed: Typed, gaps: list[Gap]) -> list[Item]:
        """Return what pieces are that are all known: what stands before a name may belong to it."""
        if len(chain) == 1:
            return chain
        first, second, *rest = chain
        if second.fate is not Fate.NAME:
            return chain
        whole = first.unread(second.behind)
        gap = gaps[second.first]
        if first.kind == "prefix" or (first.fate is Fate.CUE and gap is not Gap.GLUE):
            return [whole._replace(kind=first.kind), *rest]
        if first.fate is Fate.NUMBER:
            small = len(typed.tokens[first.first]) == 1
            return [whole, *rest] if gap is not Gap.GLUE or small else chain
        if first.kind == "company" and first.single and second.single:
            joined = self._index.name("".join(typed.tokens[first.first : second.behind]))
            if joined is not None and second.match is not None:
                return [first.named(_either(joined, second.match), second.behind), *rest]
        return chain

    def _spaced(self, items: list[Item], typed: Typed) -> list[Item]:
        """Join a head that is not understood, a space, and a name, where the whole is a name."""
        joined: list[Item] = []
        for item in items:
            before = joined[-1] if joined else item
            if (
                item.fate is Fate.NAME
                and _is_doubtful(before)
                and item.single
                and before.single
                and typed.gaps[item.first].isspace()
            ):
                match = self._index.name("".join(typed.tokens[before.first : item.behind]))
                if match is not None:
                    joined[-1] = before.named(match, item.behind)
                    continue
            joined.append(item)
        return joined


def _is_doubtful(item: Item) -> bool:
    """Return whether a word is not understood, or is an error-prone abbreviation."""
    doubtful = item.match is not None and item.match.kind == "dangerous-abbreviation"
    return doubtful or item.fate is Fate.UNREAD


def _doses_cut(chain: list[Item]) -> list[list[Item]]:
    """Cut a chain before the number of a dose, and behind its unit."""
    cut: list[list[Item]] = []
    piece: list[Item] = []
    for at, item in enumerate(chain):
        after = chain[at + 1] if at + 1 < len(chain) else None
        dose = item.fate is Fate.NUMBER and after is not None and after.kind == "unit"
        before = chain[at - 1] if at else item
        behind = before.fate is Fate.MARK or (
            at > 1 and before.kind == "unit" and chain[at - 2].fate is Fate.NUMBER
        )
        if piece and (dose or behind or (item.fate is Fate.NUMBER and piece[-1].match)):
            cut.append(piece)
            piece = []
        piece.append(item)
    return [*cut, piece]


def _at_line_end(chain: list[Item], gaps: list[Gap]) -> list[Item] | None:
    """Return the pieces of two lines, if what stands in the one is no head of the other."""
    for at in range(1, len(chain)):
        if gaps[chain[at].first] is Gap.LINE and chain[at - 1].fate is not Fate.UNREAD:
            return chain
    return None


def _either(one: Match, two: Match) -> Match:
    """Return a match for a word that is one name when joined, and another behind its head."""
    if one.subjects == two.subjects:
        return one
    subjects = {*one.subjects, *one.candidates, *two.subjects, *two.candidates}
    return Match(name=one.name, kind=one.kind, subjects=(), candidates=tuple(sorted(subjects)))
