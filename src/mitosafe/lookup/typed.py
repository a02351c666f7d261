"""A typed text as tokens and what stands between them, each with its place in the text."""

from __future__ import annotations

import html
import re
from itertools import accumulate

from mitosafe._text.folding import in_place, plain

#: Alternately what separates, and a run of letters or of digits; one pass, so the time is linear.
_SPLIT = re.compile(r"([^\W\d_]+|\d+)")
_ASCII_SPLIT = re.compile(r"([a-z]+|[0-9]+)")
#: What an export may add: a character written as an entity, or a tag of HTML.
_MARKUP = re.compile(
    r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});"
    r"|\\\.(?:br|sp|fi|nf|in|ti)[+-]?\d{0,3}\\"
    r"|</?(?:b|br|div|em|i|li|ol|p|span|strong|td|tr|ul)\b[^<>]{0,200}>"
)

#: A mark that closes to the mark that opens.
_OPENED = {")": "(", "]": "[", "}": "{"}


class Typed:
    """The tokens of a text, folded, and what stands between them."""

    __slots__ = ("_parts", "_places", "_starts", "gaps", "text", "tokens")

    def __init__(self, text: str) -> None:
        """Split a text; a token keeps its place, also where folding changes its length."""
        self.text = text
        self._places: list[int] | None = None
        self._starts: list[int] | None = None
        folded = text
        if "&" in text or "<" in text or "\\." in text:
            folded = self._unmarked(text)
        if folded.isascii():
            parts = _ASCII_SPLIT.split(folded.lower())
        else:
            folded = self._plain(folded)
            parts = (_ASCII_SPLIT if folded.isascii() else _SPLIT).split(folded)
        self._parts = parts
        #: What stands before each token, and after the last one.
        self.gaps: list[str] = parts[::2]
        #: Runs of letters and runs of digits, folded.
        self.tokens: list[str] = parts[1::2]

    def _unmarked(self, text: str) -> str:
        """Return a text with the entities and tags of HTML replaced, and keep the places."""
        places: list[int] = []
        parts: list[str] = []
        at = 0
        for found in _MARKUP.finditer(text):
            said = html.unescape(found[0]) if found[0][0] == "&" else "\n"
            parts += (text[at : found.start()], said)
            places.extend(range(at, found.start()))
            places.extend([found.start()] * len(said))
            at = found.end()
        if at:
            self._places = [*places, *range(at, len(text) + 1)]
        return "".join((*parts, text[at:]))

    def _plain(self, text: str) -> str:
        """Return a text folded character by character, and keep the places where they move."""
        if (folded := in_place(text)) is not None:
            return folded
        parts = plain(text)
        before = self._places or range(len(text) + 1)
        moved = [before[at] for at, part in enumerate(parts) for _ in part]
        self._places = [*moved, before[len(text)]]
        return "".join(parts)

    def starts(self) -> list[int]:
        """Return where each token begins, and behind that the length, in folded text."""
        if self._starts is None:
            self._starts = list(accumulate(map(len, self._parts)))[::2]
        return self._starts

    def start(self, token: int) -> int:
        """Return where a token begins in the typed text."""
        return self._place(self.starts()[token])

    def end(self, token: int) -> int:
        """Return where a token ends in the typed text; an accent typed apart belongs to it."""
        end = self.starts()[token] + len(self.tokens[token])
        places = self._places
        return end if places is None else max(places[end], places[end - 1] + 1)

    def _place(self, folded: int) -> int:
        return folded if self._places is None else self._places[folded]

    def slice(self, first: int, behind: int) -> str:
        """Return what was typed from one token up to another, that one not included."""
        start, end = self.span(first, behind)
        return self.text[start:end]

    def span(self, first: int, behind: int) -> tuple[int, int]:
        """Return where what was typed begins and ends, with the marks that belong to it."""
        if self._places is None:
            starts, last = self._starts or self.starts(), behind - 1
            start, end = starts[first], starts[last] + len(self.tokens[last])
        else:
            start, end = self.start(first), self.end(behind - 1)
        if self.gaps[first].endswith("#"):
            start -= 1
        after = self.gaps[behind][:1]
        if after == "%" or (after in _OPENED and _OPENED[after] in self.text[start:end]):
            end += 1
        return start, end
