"""Numbers, letters and words that belong to the name before them, or number a list."""

from __future__ import annotations

from collections.abc import Collection

from mitosafe.lookup.gaps import Gap
from mitosafe.lookup.items import Fate, Item
from mitosafe.lookup.typed import Typed

#: Words that say that a number follows: No. 3.
_NUMBERING = frozenset(("no", "n", "nr", "num", "numero", "nummer", "number", "nos"))
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
        token = typed.tokens[item.first]
        if item.fate is Fate.NUMBER and len(token) <= _DIGITS and item.behind < len(typed.tokens):
            begins = item.first == 0 or gaps[item.first] >= Gap.END or "(" in typed.gaps[item.first]
            mark = typed.gaps[item.behind][:1]
            in_order = int(token) == expected
            dashed = in_order and (begins or expected > 1)
            wanted = begins or in_order if mark in _MARKS else dashed
            if wanted and mark in _ALL_MARKS and typed.tokens[item.behind][0].isalpha():
                expected = int(token) + 1
                item = item._replace(fate=Fate.MARK)
        marked.append(item)
    return marked


def belonging(
    items: list[Item], typed: Typed, gaps: list[Gap], contents: Collection[str]
) -> list[Item]:
    """Return the items with what belongs to a name, and is not understood, as not understood.

    Behind a name: No. 3 and #3. Behind a brand: a word or letter that changes what is in it
    (Plus, PM, -D). A number sign is no negation.
    """
    found: list[Item] = []
    for at, item in enumerate(items):
        before = found[-1] if found else None
        after = items[at + 1] if at + 1 < len(items) else None
        named = before.match if before is not None else None
        if _numbers(item, after, typed, gaps):
            item = item.unread() if named else item._replace(fate=Fate.WORD, kind="filler")
        elif item.fate is Fate.NUMBER and before is not None:
            if before.fate is Fate.UNREAD and typed.tokens[before.first] in _NUMBERING:
                found[-1] = before.unread(item.behind)
                continue
            if named and "#" in typed.gaps[item.first]:
                item = item.unread()
        elif (
            named
            and named.kind in _BRANDS
            and item.fate is not Fate.NAME
            and gaps[item.first] <= Gap.PLAIN
        ):
            joins = after is not None and after.fate is Fate.NAME
            letter = item.fate is Fate.LETTER and gaps[item.first] is Gap.HYPHEN
            if letter or (typed.tokens[item.first] in contents and item.single and not joins):
                item = item.unread()
        found.append(item)
    return found


def _numbers(item: Item, after: Item | None, typed: Typed, gaps: list[Gap]) -> bool:
    """Return whether an item is a word such as `No.`, with its number behind it."""
    return (
        item.fate in (Fate.CUE, Fate.LETTER, Fate.WORD)
        and typed.tokens[item.first] in _NUMBERING
        and after is not None
        and after.fate is Fate.NUMBER
        and gaps[after.first] <= Gap.SOFT
        and "," not in typed.gaps[after.first]
    )
