"""Files → rows to be screened: text lines, CSV, TSV, NDJSON, Parquet and FHIR."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import attrs

from mitosafe.errors import BadFile, UnknownValue
from mitosafe.screening.lines import Lines, Record, records
from mitosafe.screening.rows import BadRow, Item, Row

#: The formats, and the endings of file names that mean them.
FORMATS = {
    "csv": (".csv",),
    "tsv": (".tsv", ".tab"),
    "lines": (".txt",),
    "ndjson": (".ndjson", ".jsonl"),
    "parquet": (".parquet", ".pq"),
    "fhir": (".json",),
    "fhir-ndjson": (),
    "fhir-bulk": (),
}
#: What may stand between the cells of a CSV file.
DELIMITERS = (",", ";", "\t", "|")


@attrs.frozen(kw_only=True)
class Wanted:
    """What is wanted of a file."""

    column: str | None = None
    keep: tuple[str, ...] = ()
    system: str | None = None
    #: The column with the text that stands beside a code.
    text: str | None = None
    encoding: str = "utf-8"
    delimiter: str | None = None
    header: bool = True


@attrs.frozen(kw_only=True)
class Opened:
    """The rows of an open file, and how far they have been read."""

    rows: Iterator[Row | Item]
    #: How much there is, in bytes or rows; none if it is not known.
    total: int | None
    #: How much was read so far, in the same unit.
    done: Callable[[], int]


def format_of(path: str, given: str | None, column: str | None) -> str:
    """Return the format of a file: the one given, or the one that its name means.

    NDJSON without a column to look at is taken for FHIR resources, one a line, and a
    folder for a FHIR bulk export.
    """
    if Path(path).is_dir():
        if given not in (None, "fhir-bulk") or column is not None:
            raise BadFile(f"{path} is a folder, which is read as a FHIR bulk export only")
        return "fhir-bulk"
    if given == "fhir-bulk":
        raise BadFile(f"{path} is not a folder, as a FHIR bulk export is")
    suffix = Path(path).suffix.lower()
    found = given or next((name for name, ends in FORMATS.items() if suffix in ends), None)
    if found is None:
        raise BadFile(
            f"the format of {path} is not known from its name; "
            f"say it with --from, one of {', '.join(FORMATS)}"
        )
    return "fhir-ndjson" if found == "ndjson" and column is None else found


@contextmanager
def opened(path: str, format: str, wanted: Wanted) -> Iterator[Opened]:
    """Open a file as rows, for a `with` block.

    Args:
        path: The file, or `-` for the standard input.
        format: A key of `FORMATS`, but those of FHIR (see `records`).
        wanted: The column and how to read it.

    Yields:
        Its rows, read as they are asked for.

    Raises:
        BadFile: If it cannot be opened, or the format does not fit.
        UnknownValue: If it has no such column.
    """
    if wanted.text is not None:
        if format == "lines":
            raise BadFile("a file with one entry a line has no column of texts beside codes")
        # Read as one more column that is carried along, and taken from there.
        both = attrs.evolve(wanted, keep=(*wanted.keep, wanted.text), text=None)
        with opened(path, format, both) as found:
            yield attrs.evolve(found, rows=map(_with_text, found.rows))
        return
    if format == "parquet":
        with _parquet(path, wanted) as found:
            yield found
        return
    _line_encoding(wanted.encoding)
    how = {"lines": _lines, "ndjson": _ndjson}.get(format, _table)
    if format == "tsv":
        wanted = attrs.evolve(wanted, delimiter=wanted.delimiter or "\t")
    with stream_of(path) as (stream, total):
        lines = Lines(stream, wanted.encoding)
        yield Opened(rows=how(lines, wanted), total=total, done=lambda: lines.read)


def _with_text(item: Row | Item) -> Row | Item:
    """Take the last cell that is carried along for the text beside the code."""
    if not isinstance(item, Row):
        return item
    *kept, text = item.kept
    return item._replace(kept=tuple(kept), text=text)


def _parquet(path: str, wanted: Wanted) -> AbstractContextManager[Opened]:
    from mitosafe.screening import parquet

    return parquet.opened(path, wanted)


@contextmanager
def stream_of(path: str) -> Iterator[tuple[BinaryIO, int | None]]:
    """Open a file for reading bytes, for a `with` block, and tell its size where it has one."""
    if path == "-":
        yield sys.stdin.buffer, None
        return
    try:
        file = Path(path).open("rb")  # noqa: SIM115  (closed below; what is yielded may raise, too)
    except OSError as error:
        raise BadFile(f"{path} cannot be read: {error.strerror}") from None
    with file:
        if file.peek(2)[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise BadFile(f"{path} is UTF-16, whose lines cannot be told apart; make it UTF-8")
        yield file, os.fstat(file.fileno()).st_size


def _line_encoding(encoding: str) -> None:
    try:
        plain = "\n".encode(encoding) == b"\n"
    except LookupError:
        raise BadFile(f"unknown encoding {encoding!r}; such as utf-8, latin-1, cp1252") from None
    if not plain:
        raise BadFile(f"the lines of {encoding} cannot be told apart; convert the file to UTF-8")


def _lines(lines: Lines, wanted: Wanted) -> Iterator[Row | BadRow]:
    """Return each line that is not blank as an entry."""
    for line in lines:
        if isinstance(line, BadRow):
            yield line
        elif line[1].strip():
            yield Row(*line, wanted.system)


# Tables of text


def _table(lines: Lines, wanted: Wanted) -> Iterator[Row | BadRow]:
    """Return the rows of a CSV or TSV file; its heading is read now, the rest later."""
    first = next((line for line in lines if isinstance(line, BadRow) or line[1].strip()), None)
    if first is None:
        raise BadFile("the file is empty; expected a heading and rows")
    if isinstance(first, BadRow):
        raise BadFile(f"the heading (line {first.first}) cannot be read: {first.reason}")
    if first[0] == 1 and (told := _told(first[1])):
        # A first line `sep=;` tells a spreadsheet the delimiter, and is no heading.
        return _table(lines, attrs.evolve(wanted, delimiter=wanted.delimiter or told))
    lines.give_back([first])
    delimiter = wanted.delimiter or _delimiter(first[1], wanted.column)
    found = records(lines, delimiter)
    heading = next(found)
    if isinstance(heading, BadRow):
        raise BadFile(f"the heading (line {heading.first}) cannot be read: {heading.reason}")
    if wanted.header:
        names = [name.strip() for name in heading[1]]
    else:
        names = [str(number) for number in range(1, len(heading[1]) + 1)]
        found = _chain(heading, found)
    at = place(wanted.column, names)
    keep = [place(name, names) for name in wanted.keep]
    return _rows(found, at, keep, len(names), wanted.system)


def _told(line: str) -> str:
    """Return the delimiter of a line `sep=;`; empty if it is no such line."""
    start, _, told = line.partition("=")
    return told if start.lower() == "sep" and len(told) == 1 else ""


def _chain(first: Record, rest: Iterator[Record | BadRow]) -> Iterator[Record | BadRow]:
    yield first
    yield from rest


def _delimiter(heading: str, column: str | None) -> str:
    """Return the delimiter: the one with which the heading has the column, or most cells."""
    cells = {d: [c.strip().strip('"') for c in heading.split(d)] for d in DELIMITERS}
    for delimiter, names in cells.items():
        if column in names and len(names) > 1:
            return delimiter
    return max(DELIMITERS, key=lambda d: len(cells[d]))


def place(column: str | None, names: list[str]) -> int:
    """Return the place of a column; without a name there must be one column only."""
    if column is None:
        if len(names) == 1:
            return 0
        raise BadFile(f"say with --column which column holds the medicines: {', '.join(names)}")
    if names.count(column) > 1:
        raise BadFile(f"the column {column!r} is there {names.count(column)} times; rename one")
    if column not in names:
        raise UnknownValue("column", column, names)
    return names.index(column)


def _rows(
    found: Iterable[Record | BadRow], at: int, keep: list[int], width: int, system: str | None
) -> Iterator[Row | BadRow]:
    for record in found:
        if isinstance(record, BadRow):
            yield record
            continue
        number, cells = record
        if not cells and width == 1:
            # A blank line is an empty entry where there is one column, and nothing elsewhere.
            cells = [""]
        if len(cells) == width:
            yield Row(number, cells[at], system, "", tuple([cells[place] for place in keep]))
        elif cells:
            reason = f"{len(cells)} cells, expected {width}"
            yield BadRow(first=number, last=number, reason=reason)


# Objects


def _ndjson(lines: Lines, wanted: Wanted) -> Iterator[Row | BadRow]:
    """Return the value of a key of each object; a key may lead inwards: `drug.name`."""
    column = wanted.column or ""
    for line in lines:
        if isinstance(line, BadRow):
            yield line
            continue
        number, written = line
        if not written.strip():
            continue
        try:
            value = object_of(written)
            entry = _inward(value, column)
            kept = tuple(text(_inward(value, name)) for name in wanted.keep)
        except ValueError as error:
            yield BadRow(first=number, last=number, reason=str(error))
            continue
        yield Row(number=number, entry=entry, system=wanted.system, kept=kept)


def object_of(line: str) -> dict[str, Any]:
    """Parse a line as a JSON object; ValueError with the reason if it is none."""
    try:
        value = json.loads(line, object_pairs_hook=_object)
    except _Twice:
        raise
    except (ValueError, RecursionError) as error:
        message = f"not JSON: {error}"
        raise ValueError(message) from None
    if not isinstance(value, dict):
        message = f"expected an object, got {type(value).__name__}"
        raise ValueError(message)
    return value


class _Twice(ValueError):
    """A key that stands twice: one of its values, perhaps a medicine, would be lost."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        message = "a key stands twice in one object, so that one of its values would be lost"
        raise _Twice(message)
    return made


def _inward(value: Any, path: str) -> Any:
    if isinstance(value, dict) and path in value:
        return value[path]
    for key in path.split("."):
        if not isinstance(value, dict) or key not in value:
            there = ", ".join(list(value)[:10]) if isinstance(value, dict) else "no keys"
            message = f"no key {key!r}; there: {there}"
            raise ValueError(message)
        value = value[key]
    return value


def text(value: Any) -> str:
    """Return a value as the text of a cell."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
