"""Bytes → lines with their numbers, and lines → CSV records; a fault costs one line.

A quote that is opened and never closed would swallow the rest of a file. So the lines
of a record are given back when they turn out not to be one, and only the first is bad.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO

import attrs

from mitosafe.screening import BadRow

#: A longer line is not read, in bytes.
LONGEST_LINE = 1_000_000
#: A quoted cell may go over so many lines.
LONGEST_RECORD = 200


@attrs.frozen
class Line:
    """One line without its end, and its number from 1."""

    number: int
    text: str


class Lines:
    r"""The lines of a stream of bytes; those that cannot be read come as bad rows.

    Examples:
        >>> import io
        >>> [line.text for line in Lines(io.BytesIO(b"one\r\ntwo"))]
        ['one', 'two']
    """

    def __init__(
        self, stream: BinaryIO, encoding: str = "utf-8", longest: int = LONGEST_LINE
    ) -> None:
        """Keep the stream, which is read line by line."""
        #: How many bytes were read so far.
        self.read = 0
        self._stream, self._encoding, self._longest = stream, encoding, longest
        self._number = 0
        self._back: deque[Line | BadRow] = deque()

    def __iter__(self) -> Iterator[Line | BadRow]:
        """Go through the lines."""
        return self

    def __next__(self) -> Line | BadRow:
        """Give the next line."""
        if self._back:
            return self._back.popleft()
        raw = self._stream.readline(self._longest)
        if not raw:
            raise StopIteration
        self.read += len(raw)
        self._number += 1
        if len(raw) == self._longest and not raw.endswith(b"\n"):
            self._skip()
            return self._bad(f"the line is longer than {self._longest} bytes")
        return self._decoded(raw)

    def _skip(self) -> None:
        """Read on to the end of a line, in pieces."""
        raw = b"-"
        while raw and not raw.endswith(b"\n"):
            raw = self._stream.readline(self._longest)
            self.read += len(raw)

    def _decoded(self, raw: bytes) -> Line | BadRow:
        try:
            text = raw.decode(self._encoding)
        except UnicodeDecodeError as error:
            reason = f"byte {error.start + 1} is not {self._encoding}; see --encoding"
            return self._bad(reason)
        if self._number == 1:
            text = text.removeprefix("\ufeff")
        return Line(self._number, text.rstrip("\r\n"))

    def _bad(self, reason: str) -> BadRow:
        return BadRow(first=self._number, last=self._number, reason=reason)

    def give_back(self, lines: list[Line | BadRow]) -> None:
        """Put lines back; they come again, in order."""
        self._back.extendleft(reversed(lines))


@attrs.frozen
class Record:
    """The cells of one record, and the line at which it begins."""

    number: int
    cells: list[str]


def records(lines: Lines, delimiter: str) -> Iterator[Record | BadRow]:
    """Give the records of a CSV file.

    Args:
        lines: Its lines.
        delimiter: What stands between cells.

    Yields:
        Each record, a blank line as one without cells; or what could not be read.
    """
    for line in lines:
        if isinstance(line, BadRow):
            yield line
        elif '"' not in line.text:
            yield Record(line.number, line.text.split(delimiter) if line.text else [])
        else:
            yield _quoted(line, lines, delimiter)


def _quoted(first: Line, lines: Lines, delimiter: str) -> Record | BadRow:
    """Read a record with quotes, over as many lines as its quotes ask for."""
    text, taken = first.text, list[Line | BadRow]()
    while True:
        cells = cells_of(text, delimiter)
        if isinstance(cells, list):
            return Record(first.number, cells)
        after = _after(lines, taken) if text.count('"') % 2 else None
        if after is None:
            lines.give_back(taken)
            return BadRow(first=first.number, last=first.number, reason=cells)
        text = f"{text}\n{after}"


def _after(lines: Lines, taken: list[Line | BadRow]) -> str | None:
    """Take lines up to the next that has a quote; none if there is no such."""
    texts: list[str] = []
    for line in lines:
        taken.append(line)
        if isinstance(line, BadRow) or len(taken) > LONGEST_RECORD:
            return None
        texts.append(line.text)
        if '"' in line.text:
            return "\n".join(texts)
    return None


def cells_of(text: str, delimiter: str) -> list[str] | str:
    """Give the cells of one record, or what is wrong with it."""
    try:
        found: list[str] = next(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error as error:
        return f"not CSV: {error}"
    return found
