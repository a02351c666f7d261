"""Names that are also words, and names that a word beside them makes something else."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mitosafe.lookup.index import Index, Match
from mitosafe.lookup.items import Fate, Item
from mitosafe.lookup.lexis import NOTHING, Lexis, Qualifier, other, sort
from mitosafe.lookup.typed import Typed

#: What stands before the name of a person.
_PERSONS = frozenset(
    (
        *("dr", "mr", "mrs", "ms", "prof", "docteur", "madame", "mme", "monsieur", "mlle"),
        *("dhr", "mevr", "mevrouw", "dokter", "arts", "nurse"),
    )
)
_ASIDE = (Fate.WORD, Fate.NUMBER, Fate.LETTER, Fate.MARK)
#: Kinds of words that stand behind the name of a product.
_PRODUCT = frozenset(("form", "release", "salt"))
_DOSED = frozenset(("unit", "form", "frequency", "packaging"))


#: In a longer segment no name stands alone, and no further are fillers looked over.
_FEW, _NEAR = 20, 4


class Guards:
    """Decides on the names of one segment whether they are names there."""

    def __init__(self, index: Index, lexis: Lexis) -> None:
        """Keep the names that are words, and the words."""
        self._index = index
        self._lexis = lexis

    def checked(self, items: list[Item], typed: Typed) -> list[Item]:
        """Return the items of a segment: what is a word there is no name."""
        heads = self._lexis.qualifiers
        kept: list[Item] = []
        at = 0
        while at < len(items):
            item = items[at]
            at += 1
            if item.match is not None:
                name = " ".join(typed.tokens[item.first : item.behind])
                if name in heads and (used := self._qualified(kept, items, at, name, typed)):
                    at += used - 1
                    continue
                item = self._decided(item.match, kept, items, at - 1, typed)
            kept.append(item)
        return kept

    def _decided(
        self, match: Match, kept: list[Item], items: list[Item], at: int, typed: Typed
    ) -> Item:
        """Return a name as it is, or as the word that it is here."""
        item = items[at]
        name = " ".join(typed.tokens[item.first : item.behind])
        ordinary = self._index.ordinary(name)
        if match.kind == "dangerous-abbreviation":
            if (own := _explained(match, kept, items, at)) is not None:
                return item.named(own)
            holds = _shorthand(match, kept, items, at, typed)
        else:
            holds = match.kind == "abbreviation" and _proved(kept, items, at, typed)
            holds = holds or (
                (ordinary is None or _is_meant(ordinary.proof, kept, items, at, typed))
                and (not match.also or _alone(kept, items, at) or _dosed(items, at, typed))
            )
        if holds:
            return item
        if ordinary is not None and ordinary.subject is not None:
            return item.named(other(ordinary.subject, name))
        word = Item(item.first, item.behind, sort(item.kind), item.kind)
        return word if item.kind else item.unread()

    def _qualified(
        self, kept: list[Item], items: list[Item], at: int, name: str, typed: Typed
    ) -> int:
        """Read a name and the word beside it as one, and keep that.

        Returns:
            How many items behind the name it took, and one; 0 if there is no such word.
        """
        words = self._lexis.qualifiers[name]
        item = items[at - 1]
        for side, beside in (
            ("before", kept[: -_NEAR - 1 : -1]),
            ("after", items[at : at + _NEAR]),
        ):
            over = 0
            while over < len(beside) and _is_over(beside[over], side, words, typed):
                over += 1
            if over == len(beside) or beside[over].fate is Fate.NAME:
                continue
            word = beside[over]
            after = items[at + over + 1] if at + over + 1 < len(items) else None
            for token in typed.tokens[word.first : word.behind]:
                found = words.get(token)
                if found is None or found.side not in ("beside", side):
                    continue
                if token.isdecimal() and after is not None and _counts(after):
                    continue
                whole = Item(
                    min(word.first, item.first), max(word.behind, item.behind), Fate.UNREAD
                )
                if word.fate is Fate.CUE and side == "before":
                    whole = whole.unread(kind=word.kind)
                if found.meaning != NOTHING:
                    written = typed.slice(whole.first, whole.behind)
                    whole = whole.named(other(found.meaning, written))
                if side == "before":
                    del kept[-over - 1 :]
                kept.append(whole)
                return 1 if side == "before" else over + 2
        return 0


def _counts(item: Item) -> bool:
    """Return whether what stands behind a number makes it a dose: 2 mg, 2 tablets, 2,5."""
    return item.fate is Fate.NUMBER or item.kind in _DOSED


def _is_over(item: Item, side: str, words: Mapping[str, Qualifier], typed: Typed) -> bool:
    """Return whether the word that qualifies a name may stand beyond an item."""
    number = item.fate is Fate.NUMBER and side == "after"
    return item.kind == "filler" or (number and typed.tokens[item.first] not in words)


def _is_meant(proof: str, kept: list[Item], items: list[Item], at: int, typed: Typed) -> bool:
    """Return whether a name that is an ordinary word has what proves that it is a name."""
    if proof == "accent":
        return not typed.slice(items[at].first, items[at].behind).isascii()
    if kept and typed.tokens[kept[-1].first] in _PERSONS:
        return False
    if _dosed(items, at, typed):
        return True
    numbered = at + 1 < len(items) and items[at + 1].fate is Fate.NUMBER
    if proof == "dose" or numbered:
        return False
    capital = typed.slice(items[at].first, items[at].behind)[:1].isupper()
    if _alone(kept, items, at):
        return capital or not kept
    return bool(kept) and capital and _capital(kept, items, at, typed, lambda _: True)


def _shorthand(match: Match, kept: list[Item], items: list[Item], at: int, typed: Typed) -> bool:
    """Return whether an error-prone abbreviation is proved by a neighbour or a dose.

    A dose proves it only if it can be one medicine alone; what is a word as well needs
    its capitals.
    """
    item = items[at]
    if kept and kept[-1].fate is Fate.NUMBER and len(typed.tokens[kept[-1].first]) == 1:
        return False  # 5 ASA is no ASA.
    if item.kind and not _capital(kept, items, at, typed, str.isupper):
        return False
    if _proved(kept, items, at, typed):
        return True
    return not match.candidates and _dosed(items, at, typed)


def _capital(
    kept: list[Item], items: list[Item], at: int, typed: Typed, how: Callable[[str], bool]
) -> bool:
    """Return whether a name is set off by capitals from what stands around it."""
    if not how(typed.slice(items[at].first, items[at].behind)):
        return False
    around = [*kept[-_NEAR:], *items[at + 1 : at + _NEAR]]
    return not around or not all(
        typed.slice(item.first, item.behind).isupper() or item.fate is Fate.NUMBER
        for item in around
    )


def _alone(kept: list[Item], items: list[Item], at: int) -> bool:
    """Return whether nothing but what is set aside stands beside a name."""
    if len(kept) + len(items) - at > _FEW:
        return False
    return all(beside.fate in _ASIDE for beside in (*kept, *items[at + 1 :]))


def _dosed(items: list[Item], at: int, typed: Typed) -> bool:
    """Return whether a strength or a form stands behind a name: a number of one digit is none."""
    if at + 1 == len(items):
        return False
    after = items[at + 1]
    if after.fate is not Fate.NUMBER:
        return after.kind in _PRODUCT
    unit = at + 2 < len(items) and items[at + 2].kind in ("unit", "form")
    return unit or len(typed.tokens[after.first]) > 1


def _explained(match: Match, kept: list[Item], items: list[Item], at: int) -> Match | None:
    """Return what stands beside a shorthand and is what it stands for: HCTZ (its name)."""
    for item in (*kept[-1:], *items[at + 1 : at + 2]):
        if item.match is None or not item.match.subjects:
            continue
        if set(item.match.subjects) <= {*match.subjects, *match.candidates}:
            return item.match
    return None


def _proved(kept: list[Item], items: list[Item], at: int, typed: Typed) -> bool:
    """Return whether a neighbour proves a shorthand: a name is joined to it."""
    mine = items[at]
    for item in (*kept[-1:], *items[at + 1 : at + 2]):
        gap = typed.gaps[max(mine.first, item.first)].strip()
        if item.match is not None and gap in ("/", "-"):
            return True
    return False
