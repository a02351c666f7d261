"""Bytes → lines with their numbers, and lines → CSV records; a fault costs one line.

A quote that is opened and never closed would swallow the rest of a file. So the lines
of a record are given back when they turn out not to be one, and only the first is bad.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from functools import partial
from itertools import count
from typing import BinaryIO

from mitosafe.screening.rows import BadRow

#: A longer line is not read, in bytes.
LONGEST_LINE = 1_000_000
#: So much is read at once, in bytes.
BLOCK = 262_144
#: A quoted cell may go over so many lines.
LONGEST_RECORD = 200


#: The number of a line from 1, and its text without its end. A plain pair, as there are
#: many millions of them.
Line = tuple[int, str]
#: The number of the line at which a record begins, and its cells.
Record = tuple[int, list[str]]


class Lines:
    r"""The lines of a stream of bytes; those that cannot be read come as bad rows.

    Examples:
        >>> import io
        >>> list(Lines(io.BytesIO(b"one\r\ntwo")))
        [(1, 'one'), (2, 'two')]
    """

    def __init__(
        self, stream: BinaryIO, encoding: str = "utf-8", longest: int = LONGEST_LINE
    ) -> None:
        """Keep the stream, which is read block by block."""
        #: How many bytes were read so far.
        self.read = 0
        self._stream, self._encoding, self._longest = stream, encoding, longest
        self._number = 0
        self._found = self._lines()
        self._back: deque[Line | BadRow] = deque()

    def __iter__(self) -> Iterator[Line | BadRow]:
        """Go through the lines."""
        return self

    def __next__(self) -> Line | BadRow:
        """Return the next line."""
        return self._back.popleft() if self._back else next(self._found)

    def _lines(self) -> Iterator[Line | BadRow]:
        """Return all lines; many at once are decoded and parted far faster than one by one."""
        for whole in self._wholes():
            if whole is None:
                self._number += 1
                yield self._bad(f"the line is longer than {self._longest} bytes")
                continue
            try:
                texts = whole.decode(self._encoding).split("\n")
            except UnicodeDecodeError:
                yield from map(self._decoded, whole.split(b"\n"))
                continue
            first = self._number + 1
            if first == 1:
                texts[0] = texts[0].removeprefix("\ufeff")
            self._number += len(texts)
            yield from zip(count(first), [text.rstrip("\r") for text in texts])

    def _wholes(self) -> Iterator[bytes | None]:
        """Return whole lines, as many as a block holds; none for a line that is too long."""
        begun: bytes | None = b""
        old: bool | None = None
        # A line within a block is never too long; only one that goes over several may be.
        for block in iter(partial(self._stream.read, min(BLOCK, self._longest)), b""):
            self.read += len(block)
            if old is None:
                # Lines of old systems end with CR alone; a file without them would be one line.
                old = b"\n" not in block and b"\r" in block[:-1]
            lined = block.replace(b"\r", b"\n") if old else block
            more, end, after = lined.partition(b"\n")
            if begun is not None:
                begun = begun + more if len(begun + more + end) <= self._longest else None
            if end:
                yield begun
                lines, end, begun = after.rpartition(b"\n")
                if end:
                    yield lines
        if begun is None or begun:
            yield begun

    def _decoded(self, raw: bytes) -> Line | BadRow:
        self._number += 1
        try:
            text = raw.decode(self._encoding)
        except UnicodeDecodeError as error:
            reason = f"byte {error.start + 1} is not {self._encoding}; see --encoding"
            return self._bad(reason)
        text = text.removeprefix("\ufeff") if self._number == 1 else text
        return self._number, text.rstrip("\r")

    def _bad(self, reason: str) -> BadRow:
        return BadRow(first=self._number, last=self._number, reason=reason)

    def give_back(self, lines: list[Line | BadRow]) -> None:
        """Put lines back; they come again, in order."""
        self._back.extendleft(reversed(lines))


def records(lines: Lines, delimiter: str) -> Iterator[Record | BadRow]:
    """Return the records of a CSV file.

    Args:
        lines: Its lines.
        delimiter: What stands between cells.

    Yields:
        Each record, a blank line as one without cells; or what could not be read.
    """
    for line in lines:
        if isinstance(line, BadRow):
            yield line
            continue
        number, text = line
        if '"' in text:
            yield _quoted(line, lines, delimiter)
        else:
            yield number, text.split(delimiter) if text else []


def _quoted(first: Line, lines: Lines, delimiter: str) -> Record | BadRow:
    """Read a record with quotes, over as many lines as its quotes ask for."""
    (number, text), taken = first, list[Line | BadRow]()
    while True:
        cells = cells_of(text, delimiter)
        if isinstance(cells, list):
            return number, cells
        after = _after(lines, taken) if text.count('"') % 2 else None
        if after is None:
            lines.give_back(taken)
            return BadRow(first=number, last=number, reason=cells)
        text = f"{text}\n{after}"


def _after(lines: Lines, taken: list[Line | BadRow]) -> str | None:
    """Take lines up to the next that has a quote; none if there is no such."""
    texts: list[str] = []
    for line in lines:
        taken.append(line)
        if isinstance(line, BadRow) or len(taken) > LONGEST_RECORD:
            return None
        texts.append(line[1])
        if '"' in line[1]:
            return "\n".join(texts)
    return None


def cells_of(text: str, delimiter: str) -> list[str] | str:
    """Return the cells of one record, or what is wrong with it."""
    try:
        found: list[str] = next(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error as error:
        return f"not CSV: {error}"
    return found
