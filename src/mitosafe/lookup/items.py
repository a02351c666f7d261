"""What the tokens of an entry are: names, numbers, words set aside, cues, or not understood."""

from __future__ import annotations

import enum
from typing import NamedTuple

from mitosafe.lookup.index import Match


class Fate(enum.Enum):
    """What a run of tokens is."""

    #: A name of the list or of the vocabulary.
    NAME = "name"
    #: Not understood.
    UNREAD = "unread"
    #: A word that is reported: a negation, an allergy, a stop.
    CUE = "cue"
    #: A word of the closed list, set aside.
    WORD = "word"
    NUMBER = "number"
    LETTER = "letter"
    #: The number of an item in a list.
    MARK = "mark"


class Item(NamedTuple):
    """A run of tokens that is one thing."""

    first: int
    behind: int
    fate: Fate
    #: The kind of a word or of a cue.
    kind: str = ""
    match: Match | None = None

    @property
    def single(self) -> bool:
        """Whether it is of one token."""
        return self.behind - self.first == 1

    def unread(self, behind: int = 0, kind: str = "") -> Item:
        """Return an item from here on that is not understood."""
        return Item(self.first, behind or self.behind, Fate.UNREAD, kind)

    def named(self, match: Match, behind: int = 0) -> Item:
        """Return an item from here on that is a name."""
        return Item(self.first, behind or self.behind, Fate.NAME, match=match)
