"""Numbers, letters and words that belong to the name before them, or number a list."""

from __future__ import annotations

from collections.abc import Collection
from itertools import zip_longest

from mitosafe.lookup.gaps import Gap
from mitosafe.lookup.index import Match
from mitosafe.lookup.items import Fate, Item
from mitosafe.lookup.typed import Typed

#: Words that say that a number follows: No. 3.
NUMBERING = frozenset(("no", "n", "nr", "num", "numero", "nummer", "number", "nos"))
#: A list has no more items than so many digits say.
_DIGITS = 2
#: Kinds of names that say what is in a product.
_BRANDS = ("brand", "shared", "vocabulary")
#: What stands behind the number of an item; behind a dash it must be the next number.
_MARKS = (".", ")")
_ALL_MARKS = (*_MARKS, "-", "\u2010", "\u2011")


def numbered(items: list[Item], typed: Typed, gaps: list[Gap]) -> list[Item]:
    """Return the items with the numbers of a list marked: 1. , 2) , (3) and, in order, 4-."""
    expected = 1
    marked = []
    for item in items:
        if item.fate is Fate.NUMBER and _marks(item, expected, typed, gaps):
            expected = int(typed.tokens[item.first]) + 1
            marked.append(item._replace(fate=Fate.MARK))
        else:
            marked.append(item)
    return marked


def _marks(item: Item, expected: int, typed: Typed, gaps: list[Gap]) -> bool:
    """Return whether a number is that of an item in a list."""
    token = typed.tokens[item.first]
    if len(token) > _DIGITS or item.behind == len(typed.tokens):
        return False
    mark = typed.gaps[item.behind][:1]
    if mark not in _ALL_MARKS or not typed.tokens[item.behind][0].isalpha():
        return False
    begins = item.first == 0 or gaps[item.first] >= Gap.END or "(" in typed.gaps[item.first]
    in_order = int(token) == expected
    return begins or in_order if mark in _MARKS else in_order and (begins or expected > 1)


def belonging(
    items: list[Item], typed: Typed, gaps: list[Gap], contents: Collection[str]
) -> list[Item]:
    """Return the items with what belongs to a name, and is not understood, as not understood.

    Behind a name: No. 3 and #3. Behind a brand: a word or letter that changes what is in it
    (Plus, PM, -D). A number sign is no negation.
    """
    found: list[Item] = []
    for item, after in zip_longest(items, items[1:]):
        before = found[-1] if found else None
        if typed.tokens[item.first] in NUMBERING and _numbers(item, after, typed, gaps):
            named = before is not None and before.match is not None
            found.append(item.unread() if named else item._replace(fate=Fate.WORD, kind="filler"))
        elif before is None:
            found.append(item)
        elif item.fate is Fate.NUMBER and before.fate is Fate.UNREAD and _signs(before, typed):
            found[-1] = before.unread(item.behind)
        else:
            changes = before.match is not None and _changes(
                before.match, item, after, typed, gaps, contents
            )
            found.append(item.unread() if changes else item)
    return found


def _changes(
    before: Match,
    item: Item,
    after: Item | None,
    typed: Typed,
    gaps: list[Gap],
    contents: Collection[str],
) -> bool:
    """Return whether an item changes what the name before it has in it."""
    if item.match is not None or gaps[item.first] > Gap.PLAIN:
        return False
    if item.fate is Fate.NUMBER:
        return "#" in typed.gaps[item.first]
    if before.kind not in _BRANDS:
        return False
    if item.fate is Fate.LETTER:
        return gaps[item.first] is Gap.HYPHEN
    joins = after is not None and after.fate is Fate.NAME
    return item.single and typed.tokens[item.first] in contents and not joins


def _signs(item: Item, typed: Typed) -> bool:
    """Return whether an item is a word such as `No.`."""
    return typed.tokens[item.first] in NUMBERING


def _numbers(item: Item, after: Item | None, typed: Typed, gaps: list[Gap]) -> bool:
    """Return whether a word such as `No.` has its number behind it."""
    return (
        item.fate in (Fate.CUE, Fate.LETTER, Fate.WORD)
        and after is not None
        and after.fate is Fate.NUMBER
        and gaps[after.first] <= Gap.SOFT
        and "," not in typed.gaps[after.first]
    )
