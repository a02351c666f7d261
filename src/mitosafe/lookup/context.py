"""What the words around a name say of it: stopped, an allergy, a value of a laboratory, ..."""

from __future__ import annotations

from mitosafe.lookup.items import Fate, Item
from mitosafe.lookup.typed import Typed

#: Kinds that say that a medicine is not taken.
NOT_TAKEN = frozenset(("allergy", "avoid", "history", "negation", "resistance", "stop"))
#: Kinds of which the name stands before the word, if there is one before it.
_BEHIND = frozenset(("stop", "history", "switch", "resistance", "laboratory"))
#: Kinds that a negation turns: not stopped, no allergy.
_TURNED = frozenset(("allergy", "avoid", "history", "resistance", "stop", "switch"))
_AND = frozenset(("and", "or", "et", "ou", "en", "of", "ni", "nor", "noch"))
#: A word says nothing of a name that is further away, in items.
_REACH = 12
#: Words that lead to why something is taken, and kinds of words that may end a remark.
_LEADS = frozenset(("for", "pour", "contre", "voor", "tegen", "bij"))
_CLOSING = frozenset(("filler", "start", "on"))
#: Kinds of words behind which another medicine is taken; "not on" says the contrary.
_STARTS = frozenset(("start",))
_ANY_STARTS = frozenset(("start", "on"))
_STEPS = (Fate.WORD, Fate.NUMBER, Fate.LETTER)


def cues(items: list[Item]) -> list[tuple[int, str, str]]:
    """Return the place, the kind and the side of each word that says something.

    What stands behind a name only (`-free`) says nothing elsewhere; of a negation and
    what it turns (`not stopped`), neither does.
    """
    found: list[tuple[int, str, str]] = []
    for at, item in enumerate(items):
        if item.fate is not Fate.CUE:
            continue
        kind, _, side = item.kind.partition(":")
        if side == "suffix" and not (at and items[at - 1].fate is Fate.NAME):
            continue
        if found and found[-1][1] == "negation" and kind in _TURNED:
            before = found[-1][0]
            if all(i.fate in _STEPS or i.fate is Fate.CUE for i in items[before + 1 : at]):
                found[-1] = (before, "other", "")
                kind = "other"
        found.append((at, kind, side))
    return found


def said(items: list[Item], typed: Typed) -> dict[int, str]:
    """Return what is said of each name of a segment, by the place of its item."""
    names: dict[int, str] = {}
    for at, kind, side in cues(items):
        if kind == "other":
            continue
        behind = side in ("before", "suffix") or (not side and kind in _BEHIND)
        over = _STARTS if kind == "negation" else _ANY_STARTS
        before, after = _reached(items, at, -1, over), _reached(items, at, 1, over)
        target = before if before is not None and behind else after
        if target is None and side not in ("before", "suffix"):
            target = before if kind != "history" and _closes(items, at, typed) else None
        if side in ("before", "suffix"):
            target = before
        resumed = kind != "negation" and target == before and _resumed(items, at)
        if target is None or resumed:
            continue
        names.setdefault(target, kind)
        if target == after and kind != "switch":
            for further in _joined(items, target, typed):
                names.setdefault(further, kind)
    return names


def _reached(
    items: list[Item], at: int, step: int, starts: frozenset[str] = _ANY_STARTS
) -> int | None:
    """Return the nearest name, if only what is set aside lies between, and no start."""
    begun = at
    at += step
    while 0 <= at < len(items) and abs(at - begun) <= _REACH:
        item = items[at]
        if item.fate is Fate.NAME:
            return at
        if item.fate is not Fate.CUE and (item.fate not in _STEPS or item.kind in starts):
            return None
        at += step
    return None


def _closes(items: list[Item], at: int, typed: Typed) -> bool:
    """Return whether a word says something of what stands before it, as nothing follows.

    In "500 mg, no refills" and "for allergic rhinitis" it says something else.
    """
    lead = at > 0 and typed.tokens[items[at - 1].first] in _LEADS
    return not lead and all(
        item.fate is Fate.CUE or item.kind in _CLOSING for item in items[at + 1 : at + 1 + _REACH]
    )


def _resumed(items: list[Item], at: int) -> bool:
    """Return whether a start follows a word, before another name: stopped and restarted."""
    for item in items[at + 1 : at + 1 + _REACH]:
        if item.fate is Fate.NAME:
            return False
        if item.kind == "start":
            return True
    return False


def _joined(items: list[Item], at: int, typed: Typed) -> list[int]:
    """Return the names that follow a name, each joined to the one before it: and, or, a slash."""
    found = []
    while (after := _reached(items, at, 1)) is not None:
        between = items[at + 1 : after]
        joined = any(typed.tokens[i.first] in _AND for i in between)
        if not joined and typed.gaps[items[after].first].strip() != "/":
            break
        if any(i.fate is Fate.CUE for i in between):
            break
        found.append(after)
        at = after
    return found
