"""Product tables: a code → the ingredients of the product, and where that is known from.

One file a system, described in docs/reference/code-tables.md: a line that names the
format, a line of JSON that says what is in it, and four sections deflated as one. A file
is read when the first code of its system is asked for.
"""

from __future__ import annotations

import json
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

import attrs

from mitosafe._text import resources

MAGIC = b"mitosafe codes 1\n"
#: What a code can be of; `medicine` where the table does not tell products, packs, brands
#: and ingredients apart.
KINDS = ("ingredient", "product", "pack", "brand", "medicine", "group")
#: The systems that the package has a table of.
PACKAGED = ("atc", "cip", "cis", "din", "dmd", "ndc", "rvg", "rxnorm", "snomed")


@attrs.frozen(kw_only=True)
class CodeOrigin:
    """Where the meaning of a code is known from.

    Args:
        system: The code system, by its short name.
        code: The code as the table has it.
        kind: What the code is of: `ingredient`, `product`, `pack`, `brand`, `group`; or
            `medicine`, where the table does not tell these apart.
        table: The table that has it: `list` for the codes of the list itself.
        date: The date of that table as it is known: a year, a month or a day.
        older: Whether only an older table has it; the code may be retired.
    """

    system: str
    code: str
    kind: str
    table: str
    date: str = ""
    older: bool = False


class Row(NamedTuple):
    """What a table says of one code."""

    #: The ids and slugs of the ingredients, listed or not.
    subjects: tuple[str, ...]
    #: Whether an ingredient was not read.
    partly: bool
    #: The number of the origin, in the head of the table.
    origin: int


@attrs.frozen(kw_only=True)
class TableHead:
    """What a product table says of itself.

    Args:
        system: The code system, by its short name.
        title: What the codes are, in words.
        publisher: Who publishes them.
        licence: The licence under which they are here.
        base: The base in which a code is a number: 10, or 36 where it has letters.
        width: The signs of a code, filled with zeros; 0 where they vary.
        origins: Table, date, kind, and whether it is an older one, of each origin.
        codes: How many codes there are.
        lengths: The bytes of each section, once inflated.
    """

    system: str
    title: str
    publisher: str
    licence: str
    base: int = 10
    width: int = 0
    origins: tuple[tuple[str, str, str, bool], ...]
    codes: int
    lengths: tuple[int, ...]

    @property
    def dates(self) -> tuple[str, ...]:
        """The dates of the tables that it was made from, the oldest first."""
        return tuple(sorted({date for _, date, _, _ in self.origins if date}))


class ProductTable:
    """A table in memory: sorted numbers, and beside each what it stands for."""

    def __init__(self, data: bytes) -> None:
        """Inflate the sections; a content becomes a row when it is first asked for."""
        self.head, at = _head(data)
        sections = _cut(zlib.decompress(data[at:]), self.head.lengths)
        self._numbers = array("Q", accumulate(_varints(sections[0])))
        self._contents = array("I", _varints(sections[1]))
        self._origins = sections[2]
        self._lines = sections[3].decode("utf-8").split("\n")

    def get(self, code: str) -> Row | None:
        """Return what the table says of a code, as its form writes it; none if nothing."""
        number = int(code, self.head.base)
        at = bisect_left(self._numbers, number)
        if at == len(self._numbers) or self._numbers[at] != number:
            return None
        return self._row(at)

    def _row(self, at: int) -> Row:
        names, _, partly = self._lines[self._contents[at]].partition("\t")
        subjects = tuple(names.split("+")) if names else ()
        return Row(subjects, bool(partly), self._origins[at])

    def origin(self, code: str, row: Row) -> CodeOrigin:
        """Return where a row is known from."""
        table, date, kind, older = self.head.origins[row.origin]
        return CodeOrigin(
            system=self.head.system, code=code, kind=kind, table=table, date=date, older=older
        )

    def __len__(self) -> int:
        """Return the number of codes."""
        return len(self._numbers)

    def __iter__(self) -> Iterator[tuple[str, Row]]:
        """Go through the codes, sorted by number, with what they stand for."""
        write = _written(self.head.base)
        for at, number in enumerate(self._numbers):
            yield write(number).zfill(self.head.width), self._row(at)


@cache
def table(system: str) -> ProductTable:
    """Return a packaged table, read when it is first asked for.

    Args:
        system: The name of the table, one of `PACKAGED`.

    Returns:
        Always the same one. Two threads that ask first at the same moment may each read
        it; what they are given is equal.

    Raises:
        FileNotFoundError: If there is no such table.

    Examples:
        >>> table("rxnorm").get("860975").subjects
        ('metformin',)
    """
    return ProductTable(resources.packaged_bytes("data", "codes", f"{system}.bin"))


def head(system: str) -> TableHead:
    """Return what a packaged table says of itself, without reading its codes.

    Args:
        system: The name of the table, one of `PACKAGED`.

    Returns:
        The head.
    """
    return _head(resources.packaged_bytes("data", "codes", f"{system}.bin"))[0]


def _head(data: bytes) -> tuple[TableHead, int]:
    """Read the head of a table, and say where the sections begin."""
    if not data.startswith(MAGIC):
        message = f"not a table of codes; expected one that begins with {MAGIC!r}"
        raise ValueError(message)
    end = data.index(b"\n", len(MAGIC))
    raw: dict[str, Any] = json.loads(data[len(MAGIC) : end])
    origins = tuple((table, date, kind, bool(old)) for table, date, kind, old in raw["origins"])
    return TableHead(**{**raw, "origins": origins, "lengths": tuple(raw["lengths"])}), end + 1


def _cut(data: bytes, lengths: Sequence[int]) -> list[bytes]:
    ends = accumulate(lengths, initial=0)
    return [data[start:end] for start, end in pairwise(ends)]


def _varints(data: bytes) -> Iterator[int]:
    """Read numbers of seven bits a byte, the lowest first; the eighth bit says that more come."""
    number = shift = 0
    for byte in data:
        if byte < 128:
            yield number | byte << shift
            number = shift = 0
        else:
            number |= (byte & 127) << shift
            shift += 7


def _as_varints(numbers: Iterable[int]) -> bytes:
    written = bytearray()
    for number in numbers:
        rest = number
        while rest > 127:
            written.append(rest & 127 | 128)
            rest >>= 7
        written.append(rest)
    return bytes(written)


def _written(base: int) -> Any:
    return str if base == 10 else _base36


def _base36(number: int) -> str:
    signs = ""
    while number:
        number, digit = divmod(number, 36)
        signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[digit] + signs
    return signs


def compiled(facts: Mapping[str, Any], rows: Mapping[str, Row]) -> bytes:
    """Return the file of a table; the same rows always give the same bytes.

    Args:
        facts: The fields of `TableHead` but `codes` and `lengths`.
        rows: What is known of each code.

    Returns:
        The bytes of the file.
    """
    base = facts.get("base", 10)
    ordered = sorted((int(code, base), row) for code, row in rows.items())
    lines = [_line(row) for _, row in ordered]
    counts: dict[str, int] = {}
    for line in lines:
        counts[line] = counts.get(line, 0) + 1
    # The commonest contents have the shortest numbers.
    contents = sorted(counts, key=lambda line: (-counts[line], line))
    place = {line: number for number, line in enumerate(contents)}
    numbers = [number for number, _ in ordered]
    sections = (
        _as_varints(after - before for before, after in pairwise([0, *numbers])),
        _as_varints(place[line] for line in lines),
        bytes(row.origin for _, row in ordered),
        "\n".join(contents).encode("utf-8"),
    )
    told = {**facts, "codes": len(ordered), "lengths": [len(section) for section in sections]}
    line = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return MAGIC + line.encode("utf-8") + b"\n" + zlib.compress(b"".join(sections), 9)


def _line(row: Row) -> str:
    return "+".join(row.subjects) + ("\tp" if row.partly else "")
