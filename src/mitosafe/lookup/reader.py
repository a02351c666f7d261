"""An entry's text → its segments: the names in each, and what was not understood.

No similarity takes part in a match. At each place of the text the longest known name
wins; words of the closed list (strengths, units, forms, routes, frequencies, packaging,
companies) are set aside where they stand beside a name; everything else is handed back
as it was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from mitosafe.lookup import accounts, parts, segments
from mitosafe.lookup.gaps import Gap
from mitosafe.lookup.guards import Guards
from mitosafe.lookup.index import Index, Match
from mitosafe.lookup.items import Fate
from mitosafe.lookup.joins import Joiner
from mitosafe.lookup.lexis import Lexis
from mitosafe.lookup.scan import Scanner
from mitosafe.lookup.segments import Segment
from mitosafe.lookup.simple import Simple
from mitosafe.lookup.suggestions import Suggester
from mitosafe.lookup.typed import Typed


class Reading(NamedTuple):
    """What the matcher made of a text."""

    #: Each name found, once, in the order of the text.
    matches: tuple[Match, ...]
    #: Runs of text that were not understood, as they were typed.
    unread: tuple[str, ...]
    #: Words such as a negation or an allergy, as they were typed.
    seen: tuple[str, ...]
    #: An account of each part of the text.
    segments: tuple[Segment, ...] = ()

    def said(self, match: Match) -> str | None:
        """Return what the text says of a medicine; none where it says once that it is taken."""
        told = {s.said for s in self.segments if match in s.matches}
        return told.pop() if len(told) == 1 else None

    def uses(self, match: Match) -> frozenset[str]:
        """Return the circumstances that the segments of a medicine tell of."""
        told = [s.uses for s in self.segments if match in s.matches]
        return frozenset().union(*told)

    def circumstances(self) -> tuple[object, ...]:
        """Return what is said, and the circumstances, in the order of the segments, if any."""
        return tuple((s.matches, s.said, s.uses) for s in self.segments if s.said or s.uses)


NOTHING = Reading((), (), ())


class Matcher:
    """Reads entries with the tables of an index and those of the words around names."""

    def __init__(self, index: Index, tables: Mapping[str, Iterable[str]] | None = None) -> None:
        """Keep the names, and read the tables of words.

        Args:
            index: The names and the single words.
            tables: Lines of the tables that `Lexis` reads; none for single words alone.
        """
        lexis = self._lexis = Lexis(index.words, tables or {})
        self._scanner = Scanner(index, lexis)
        self._joiner = Joiner(index, lexis)
        self._guards = Guards(index, lexis)
        self._simple = Simple(index, lexis, self._scanner)
        self._suggester = Suggester(index, lexis)

    def read(self, text: str) -> Reading:
        """Read one entry.

        Args:
            text: The entry as it stands in the record.

        Returns:
            The names found, in order, what was not understood, and an account of each part.
        """
        typed = Typed(text)
        told = self._simple.read(typed)
        if told is not None:
            return Reading(told[0].matches, told[0].unread, (), told)
        return self.whole(typed)

    def whole(self, typed: Typed) -> Reading:
        """Read an entry the whole way: join what is broken, cut, decide on each name, account."""
        cuts = self._cut(typed)
        told = accounts.Account(typed, self._lexis).told(list(accounts.said(cuts, typed)))
        # By name, as no two matches have one: asking a list would grow with the square of them.
        matches = {match.name: match for segment in told for match in segment.matches}
        unread = [text for segment in told for text in segment.unread]
        seen = [text for segment in told for text in segment.seen]
        return Reading(tuple(matches.values()), tuple(unread), tuple(seen), tuple(told))

    def _cut(self, typed: Typed) -> list[segments.Cut]:
        """Return the segments of a text, with their names decided on."""
        items, gaps = self._scanner.scan(typed)
        if any(item.fate is Fate.NUMBER for item in items):
            items = parts.numbered(items, typed, gaps)
        items = self._joiner.join(items, typed, gaps)
        items = parts.belonging(items, typed, gaps, self._lexis.contents)
        cuts = list(segments.cut(items, typed, gaps))
        for cut in cuts:
            cut.items = self._guards.checked(cut.items, typed)
        return cuts

    def lines(self, text: str) -> tuple[str, ...]:
        """Return the items of a pasted list, as they were typed.

        Args:
            text: A list of medicines: a line each, numbered, or parted by semicolons.

        Returns:
            The text of each item that has a word or a number in it.
        """
        typed = Typed(text)
        found: list[list[int]] = []
        for cut in self._cut(typed):
            marked = cut.items[0].fate is Fate.MARK
            gap = typed.gaps[cut.items[0].first]
            ends = marked or (cut.gap in (Gap.END, Gap.HARD) and "+" not in gap and "&" not in gap)
            if ends or not found:
                found.append([cut.items[0].first, cut.items[-1].behind])
            else:
                found[-1][1] = cut.items[-1].behind
        return tuple(typed.slice(first, behind) for first, behind in found)

    def suggestions(self, unread: Iterable[str]) -> tuple[tuple[str, Match], ...]:
        """Return the known names near to what was not understood.

        Args:
            unread: Runs of text, as `Reading.unread` holds them.

        Returns:
            Pairs of the text and a near name, those of listed medicines first. A
            suggestion is never a match.
        """
        return self._suggester.near(unread)


def is_blank(text: str) -> bool:
    """Return whether nothing in a text can be seen: spaces, controls, format characters."""
    return not any(c.isprintable() and not c.isspace() for c in text)
