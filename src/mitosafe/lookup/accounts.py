"""The segments of an entry, read: what each holds, what it says, and what became of it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import attrs

from mitosafe.lookup import context, segments
from mitosafe.lookup.gaps import Gap, arrow
from mitosafe.lookup.items import Fate, Item
from mitosafe.lookup.lexis import Lexis
from mitosafe.lookup.segments import Cut, Segment, SegmentFate
from mitosafe.lookup.typed import Typed

#: Kinds that a heading gives to what stands below it: "Allergies:".
_HEADED = context.NOT_TAKEN | {"laboratory"}
#: Words that lead on from what is said to what it is said of.
_LEADS_ON = frozenset(
    (
        *("to", "of", "on", "from", "by", "with", "de", "d", "du", "a", "au", "aux", "par"),
        *("voor", "op", "van", "met", "door", "naar"),
    )
)


def said(cuts: list[Cut], typed: Typed) -> Iterator[Cut]:
    """Find out what each segment says of its medicines; one that says two things is cut in two.

    Yields:
        The segments, each with what it says.
    """
    heading, below = None, False
    for at, cut in enumerate(cuts):
        behind = cuts[at + 1] if at + 1 < len(cuts) else None
        before = typed.gaps[cut.items[0].first]
        if cut.gap >= Gap.END and (not below or before.count("\n") > 1):
            heading, below = None, False
        named = [i for i, item in enumerate(cut.items) if item.fate is Fate.NAME]
        names = context.said(cut.items, typed) if named else {}
        if (colon := _colon(cut.items, typed)) is not None:
            heading = next(
                (k for i, k, _ in context.cues(cut.items) if i < colon and k in _HEADED), None
            )
            below = colon == len(cut.items)
        elif heading is not None and any(i.fate is Fate.CUE for i in cut.items):
            heading = None
        if heading is not None:
            names.update((i, heading) for i in named if i not in names)
        if behind is not None and behind.gap is Gap.ARROW:
            cut.arrow = arrow(typed.gaps[behind.items[0].first])
            if named and any(i.fate is Fate.NAME for i in behind.items):
                names.setdefault(named[-1], "switch")
        if named and behind is not None and (kind := _afterwards(behind)):
            names.setdefault(named[-1], kind)
        yield from _apart(cut, named, names)


def _afterwards(cut: Cut) -> str | None:
    """Return what a segment says of the name before it: metformin, stopped."""
    if cut.gap is not Gap.SOFT or any(item.match is not None for item in cut.items):
        return None
    found = context.cues(cut.items)
    return found[0][1] if len(found) == 1 and found[0][1] in ("stop", "avoid") else None


def _colon(items: list[Item], typed: Typed) -> int | None:
    """Return behind how many items a colon stands; none if there is none."""
    for at in range(1, len(items)):
        if ":" in typed.gaps[items[at].first]:
            return at
    return len(items) if ":" in typed.gaps[items[-1].behind] else None


def _apart(cut: Cut, named: list[int], names: dict[int, str]) -> Iterator[Cut]:
    """Cut a segment where it says one thing of one name and another of the next."""
    begun = 0
    gap = cut.gap
    for one, two in itertools.pairwise(named):
        if names.get(one) == names.get(two):
            continue
        cues = [i for i in range(one + 1, two) if cut.items[i].fate is Fate.CUE]
        border = two
        if cues:
            border = cues[0] + 1 if one in names else cues[0]
        yield Cut(items=cut.items[begun:border], gap=gap, said=names.get(one))
        begun, gap = border, Gap.PLAIN
    last = names.get(named[-1]) if named else None
    yield Cut(items=cut.items[begun:], gap=gap, said=last, arrow=cut.arrow)


class Account:
    """Goes through the segments of an entry and says what became of each."""

    def __init__(self, typed: Typed, lexis: Lexis) -> None:
        """Keep the text and the words."""
        self._typed = typed
        self._lexis = lexis
        self._several = False
        self._named = False
        self._dosed = False

    def told(self, cuts: list[Cut]) -> list[Segment]:
        """Return the account of every segment."""
        gaps = self._typed.gaps
        soft = [c for c in cuts if c.gap is Gap.SOFT and "," in gaps[c.items[0].first]]
        self._several = any(i.fate is Fate.NAME for cut in soft for i in cut.items)
        told: list[Segment] = []
        for at, cut in enumerate(cuts):
            last = at + 1 == len(cuts) or cuts[at + 1].gap >= Gap.END
            told.append(self._one(cut, last))
        return _routes_joined(told)

    def _one(self, cut: Cut, last: bool) -> Segment:
        items, typed = cut.items, self._typed
        matches = tuple({i.match.name: i.match for i in items if i.match is not None}.values())
        fates = [item.fate for item in items]
        unread = tuple(self._runs(items)) if Fate.UNREAD in fates else ()
        seen = tuple(self._seen(items)) if unread or Fate.CUE in fates else ()
        if matches or unread:
            fate = segments.fate_of(matches, unread=bool(unread))
            self._named, self._dosed = True, False
        else:
            fate = self._bare(cut, last)
        marked = items[0].fate is Fate.MARK and len(items) > 1
        first, behind = items[1 if marked else 0].first, items[-1].behind
        start, end = typed.span(first, behind)
        text = typed.text[start:end]
        if fate is SegmentFate.UNREAD and not unread:
            unread = (text,)
        self._dosed = self._dosed or segments.has_strength(items)
        return Segment(
            text=text,
            start=start,
            end=end,
            fate=fate,
            matches=matches,
            unread=unread,
            seen=(*seen, cut.arrow) if cut.arrow else seen,
            uses=self._lexis.used(self._words(items)),
            said=cut.said,
        )

    def _bare(self, cut: Cut, last: bool) -> SegmentFate:
        """Return what becomes of a segment in which every word is known, and none is a name."""
        items = cut.items
        if segments.is_context(items) or self._heads(items):
            return SegmentFate.CONTEXT
        if segments.is_dose(items) and (self._named or not last):
            return SegmentFate.CONTINUED
        if cut.gap is Gap.END and self._named and segments.is_taken(items, self._typed):
            return SegmentFate.CONTINUED
        if cut.gap <= Gap.SOFT and self._named:
            own = segments.is_own(items, self._typed, self._several, self._dosed)
            return SegmentFate.UNREAD if own else SegmentFate.CONTINUED
        return SegmentFate.UNREAD

    def _heads(self, items: list[Item]) -> bool:
        """Return whether a segment is a heading: Medication: , and nothing behind it."""
        gap = self._typed.gaps[items[-1].behind]
        return gap.startswith(":") and all(item.kind == "filler" for item in items)

    def _runs(self, items: list[Item]) -> Iterator[str]:
        """Yield each run of what was not understood, as it was typed."""
        run: Item | None = None
        for item in items:
            if item.fate is Fate.UNREAD:
                run = item if run is None else run.unread(item.behind)
            elif run is not None:
                yield self._typed.slice(run.first, run.behind)
                run = None
        if run is not None:
            yield self._typed.slice(run.first, run.behind)

    def _seen(self, items: list[Item]) -> Iterator[str]:
        """Yield each word that is reported, as it was typed."""
        for at, item in enumerate(items):
            if item.fate is Fate.CUE:
                if not item.kind.endswith(":suffix") or (at and items[at - 1].match is not None):
                    yield self._typed.slice(item.first, self._told(item))
            elif item.fate is Fate.UNREAD and item.kind:
                yield self._typed.slice(item.first, item.first + 1)

    def _told(self, item: Item) -> int:
        """Return where a word that is reported ends, without what only leads on: allergic (to)."""
        behind = item.behind
        while behind - item.first > 1 and self._typed.tokens[behind - 1] in _LEADS_ON:
            behind -= 1
        return behind

    def _words(self, items: list[Item]) -> list[str]:
        """Return the words beside names, in which circumstances are told."""
        words: list[str] = []
        for item in items:
            if item.match is None:
                words += self._typed.tokens[item.first : item.behind]
            elif item.kind:
                words.append(item.kind)
        return words


def _routes_joined(told: list[Segment]) -> list[Segment]:
    """Return what a segment tells of the medicine before it to the segment of that medicine."""
    named = -1
    for at, segment in enumerate(told):
        if segment.matches:
            named = at
        elif segment.fate is SegmentFate.CONTINUED and segment.uses and named >= 0:
            told[named] = attrs.evolve(told[named], uses=told[named].uses | segment.uses)
    return told
