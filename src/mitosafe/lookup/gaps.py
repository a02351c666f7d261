"""What stands between two tokens: whether it joins them, cuts between them, or neither."""

from __future__ import annotations

import enum
import re


class Gap(enum.IntEnum):
    """What a gap does; those up to `LINE` join, those from `SOFT` on cut."""

    #: Nothing: a letter beside a digit.
    GLUE = 0
    #: One hyphen.
    HYPHEN = 1
    #: Characters that nobody sees, or a soft hyphen.
    UNSEEN = 2
    #: A hyphen at the end of a line.
    LINE = 3
    #: Space, or a mark that says nothing here.
    PLAIN = 4
    #: A comma, a dash with space around it, the end of a sentence.
    SOFT = 5
    #: The end of a line.
    END = 6
    #: A semicolon, a plus, a bullet, a bar.
    HARD = 7
    #: An arrow: from the one to the other.
    ARROW = 8


_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_KINDS = (
    (Gap.GLUE, re.compile("")),
    (Gap.HYPHEN, re.compile("[-\u2010\u2011]")),
    (Gap.UNSEEN, re.compile(f"[{_UNSEEN}]+")),
    (Gap.LINE, re.compile("[-\u00ad\u2010\u2011][^\\S\r\n]*(?:\r\n?|\n)\\s*")),
)
_ARROW = re.compile(
    "[-=~]{1,4}>|[\u2190\u2192\u2194\u219b-\u21cf\u21d2\u21d4\u21e8\u2794\u2799-\u27be\u27f5-\u27ff]"
)
_END = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029]|\\\\\\.")
_HARD = re.compile("[;+|\u2022\u2023\u25aa\u25cf\u25e6\u2219\uff1b\u061b]|\\s&\\s")
_SOFT = re.compile("[,\u3001\uff0c\u060c\u2014]|\\s[-\u2013]{1,3}\\s|[.!?]\\s")
#: Gaps are remembered; past this many, the memory starts anew, and so long ones are not kept.
_REMEMBER, _SHORT = 10_000, 16


class Gaps(dict[str, Gap]):
    """What each gap does, found when first met."""

    def __missing__(self, gap: str) -> Gap:
        """Return what a gap does, and remember it if it is short."""
        found = _kind(gap)
        if len(gap) <= _SHORT:
            if len(self) > _REMEMBER:
                self.clear()
            self[gap] = found
        return found


def _kind(gap: str) -> Gap:
    for kind, pattern in _KINDS:
        if pattern.fullmatch(gap):
            return kind
    if _ARROW.search(gap):
        return Gap.ARROW
    if _HARD.search(gap):
        return Gap.HARD
    if _END.search(gap):
        return Gap.END
    return Gap.SOFT if _SOFT.search(gap) else Gap.PLAIN


def arrow(gap: str) -> str:
    """Return the arrow in a gap as it was typed."""
    found = _ARROW.search(gap)
    return found[0] if found else ""
