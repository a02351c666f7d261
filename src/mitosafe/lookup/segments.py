"""An entry cut into segments, and an account of each: nothing that was typed is passed over."""

from __future__ import annotations

import enum
import itertools
from collections.abc import Iterator

import attrs

from mitosafe.lookup.gaps import Gap
from mitosafe.lookup.index import Match
from mitosafe.lookup.items import Fate, Item
from mitosafe.lookup.typed import Typed


class SegmentFate(enum.StrEnum):
    """What became of a segment."""

    #: A listed medicine, substance, measure or group stands in it.
    FOUND = "found"
    #: A known medicine stands in it that is not on the list.
    KNOWN = "known"
    #: A name stands in it that may be one medicine or another; none is chosen.
    AMBIGUOUS = "ambiguous"
    #: No medicine was understood in it.
    UNREAD = "unread"
    #: It tells the dose, form or use of the medicine before it.
    CONTINUED = "continued"
    #: It holds only words such as a negation or an allergy.
    CONTEXT = "context"


@attrs.frozen(kw_only=True)
class Segment:
    """A part of an entry, and what became of it.

    Args:
        text: What was typed.
        start: Where it begins in the entry.
        end: Where it ends in the entry.
        fate: What became of it.
        matches: The names found in it.
        unread: What in it was not understood, as it was typed.
        seen: Words such as a negation or an allergy, as they were typed.
        uses: The circumstances that it tells of: the route, the form, the duration.
        said: What it says of its medicines: `stop`, `negation`, `avoid`, `allergy`,
            `history`, `resistance`, `laboratory` or `switch`; none if it says that they are
            taken.
    """

    text: str
    start: int
    end: int
    fate: SegmentFate
    matches: tuple[Match, ...] = ()
    unread: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    uses: frozenset[str] = frozenset()
    said: str | None = None


def fate_of(matches: tuple[Match, ...], *, unread: bool) -> SegmentFate:
    """Return what became of a segment in which names were found, or words not understood."""
    if not matches and unread:
        return SegmentFate.UNREAD
    fate = SegmentFate.KNOWN
    for match in matches:
        for subject in match.subjects:
            if subject[0] != "~":
                return SegmentFate.FOUND
        for subject in match.candidates:
            if subject[0] != "~":
                fate = SegmentFate.AMBIGUOUS
    return fate


@attrs.define(kw_only=True)
class Cut:
    """The items of a segment, while it is read."""

    items: list[Item]
    #: What stands before it.
    gap: Gap
    said: str | None = None
    #: Words that were seen, as they were typed, beside those of the items.
    arrow: str = ""


def cut(items: list[Item], typed: Typed, gaps: list[Gap]) -> Iterator[Cut]:
    """Cut items into segments: at commas, line ends, marks of a list, arrows, and `then`.

    Yields:
        The segments, each with at least one item.
    """
    begun: list[Item] = []
    gap = Gap.END
    for at, item in enumerate(items):
        here = gaps[item.first]
        if (
            item.fate is Fate.MARK
            or item.kind == "then"
            or (typed.tokens[item.first] in AND and _adds(items, at, gaps))
        ):
            here = max(here, Gap.HARD)
        if here is Gap.SOFT and begun and _one(begun[-1], item, typed):
            here = Gap.PLAIN
        if here >= Gap.SOFT and begun:
            yield Cut(items=begun, gap=gap)
            begun = []
        if not begun:
            gap = here
        begun.append(item)
    if begun:
        yield Cut(items=begun, gap=gap)


def _adds(items: list[Item], at: int, gaps: list[Gap]) -> bool:
    """Return whether an "and" adds an item of which only the form is told: and eye drops."""
    formed = False
    for item in items[at + 1 : at + 1 + _NEAR]:
        if gaps[item.first] >= Gap.SOFT:
            break
        if item.fate in (Fate.NAME, Fate.UNREAD, Fate.CUE):
            return False
        formed = formed or item.kind in _OWN
    for item in reversed(items[max(at - _NEAR, 0) : at]) if formed else ():
        if item.fate is Fate.NAME:
            return True
        if item.kind in _OWN:
            return False
    return False


def _one(before: Item, item: Item, typed: Typed) -> bool:
    """Return whether what looks like a cut is none: 2,5 mg; tab. ; E. coli."""
    gap = typed.gaps[item.first]
    if gap == "," and before.fate is item.fate is Fate.NUMBER:
        return True
    return gap.strip() == "." and len(typed.tokens[before.behind - 1]) < _ABBREVIATED


AND = frozenset(("and", "et", "en"))
#: So many items are looked at on each side of an "and".
_NEAR = 8
#: A word of less letters than this, with a full stop behind it, may be short for another.
_ABBREVIATED = 6
#: Kinds of words that tell of a dose, so that they belong to the medicine before them.
_DOSE = frozenset(("unit", "frequency", "filler", "salt", "age", "on", "start", "then"))
_SAYS_DOSE = frozenset(("unit", "frequency", "age"))


def is_dose(items: list[Item]) -> bool:
    """Return whether items only tell how much or how often: no form, no company, no word alone."""
    told = [i for i in items if i.fate is not Fate.MARK]
    if not all(i.fate in (Fate.NUMBER, Fate.LETTER) or i.kind in _DOSE for i in told):
        return False
    return any(i.fate is Fate.NUMBER or i.kind in _SAYS_DOSE for i in told)


def is_context(items: list[Item]) -> bool:
    """Return whether items only say something of a medicine, and name none."""
    return any(i.fate is Fate.CUE for i in items) and all(
        i.fate in (Fate.CUE, Fate.NUMBER, Fate.LETTER, Fate.MARK) or i.kind in _DOSE for i in items
    )


#: What is counted in how much is taken: 1 tablet twice daily.
_COUNTED = frozenset(
    (
        *("tab", "tabs", "tabl", "tablet", "tablets", "tabletten", "cap", "caps", "capsule"),
        *("capsules", "cp", "cps", "comprime", "comprimes", "gelule", "gelules"),
    )
)


def is_taken(items: list[Item], typed: Typed) -> bool:
    """Return whether a line only tells how many tablets are taken and when."""
    told = [item for item in items if typed.tokens[item.first] not in _COUNTED]
    begins = items[0].fate is Fate.NUMBER and len(told) < len(items)
    return begins and is_dose(told) and any(item.kind == "frequency" for item in told)


#: Kinds of words of which one with a strength may be a medicine of its own.
_OWN = frozenset(("company", "form", "packaging", "state"))
_MASS = frozenset(
    ["mg", "g", "mcg", "ug", "µg", "microgram", "ie", "ui", "iu", "units", "meq", "mmol"]
)


def is_own(items: list[Item], typed: Typed, several: bool, dosed: bool) -> bool:
    """Return whether what follows a comma is a medicine of its own, though none is named.

    Args:
        items: The items of the segment.
        typed: The text.
        several: Whether other segments between commas name a medicine.
        dosed: Whether what stands before it has a strength already.
    """
    kinds = {item.kind for item in items}
    if is_dose(items) or not kinds & {*_OWN, "route", "release"}:
        return False
    if several:
        return True
    strength = any(
        one.fate is Fate.NUMBER and typed.tokens[two.first] in _MASS
        for one, two in itertools.pairwise(items)
    )
    return strength and bool(kinds & _OWN) and (dosed or "company" in kinds)


def has_strength(items: list[Item]) -> bool:
    """Return whether a number with a unit stands among items."""
    return any(
        one.fate is Fate.NUMBER and two.kind == "unit" for one, two in itertools.pairwise(items)
    )
