"""A signed table → what the reviewer said of each row; every fault at once, with its line."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

import attrs
from tools.review import names
from tools.review.words import ANSWERS, COLUMNS, meant

from mitosafe import Source, Statement
from mitosafe.loading.digests import seal
from mitosafe.loading.formats import is_day

#: The columns that are read; the others are for the reviewer to look at.
READ = ("statement", "seal", "verdict", "remark", "role", "body", "day")
#: A larger file is no table of ours, in bytes.
LARGEST = 4_000_000


@attrs.frozen(kw_only=True)
class Said:
    """What a reviewer said of one row."""

    #: The file and line, for the report.
    where: str
    #: The id of a statement, or of an open question.
    id: str
    #: `agree`, `outdated`, `wrong` or `not-mine`; none for the answer to a question.
    verdict: str | None
    remark: str
    #: The role and institution.
    by: str
    date: str


@attrs.frozen(kw_only=True)
class Read:
    """What was read of tables: what was said, what is wrong, and how many rows were left empty."""

    said: tuple[Said, ...]
    faults: tuple[str, ...]
    empty: int


Cells = Mapping[str, str]
Known = Mapping[str, tuple[Statement, Source]]


class Reader:
    """Reads signed tables against the statements of today."""

    def __init__(self, known: Known, today: datetime.date) -> None:
        """Keep the statements by id, each with its source, and the day."""
        self.known, self.today = known, today
        self.said: list[Said] = []
        self.faults: list[str] = []
        self.empty = 0
        self._seen: dict[str, str] = {}

    def read(self, path: Path) -> None:
        """Read one table; what is wrong with it is kept, and never stops the reading."""
        try:
            with path.open("rb") as file:
                contents = file.read(LARGEST + 1)
        except OSError as error:
            self.faults.append(f"{path.name}: {error.strerror}")
        else:
            self.bytes(contents, path.name)

    def bytes(self, contents: bytes, name: str) -> None:
        """Read the contents of one table."""
        try:
            rows = list(_rows(contents))
        except (ValueError, csv.Error) as error:
            self.faults.append(f"{name}: {error}")
            return
        for line, cells in rows:
            where = f"{name}, line {line}"
            faults = list(self._row(cells, where))
            self.faults.extend(f"{where}: {fault}" for fault in faults)

    def result(self) -> Read:
        """Return all that was read."""
        return Read(said=tuple(self.said), faults=tuple(self.faults), empty=self.empty)

    def _row(self, cells: Cells, where: str) -> Iterator[str]:
        verdict, remark = cells["verdict"], cells["remark"]
        if not (verdict or remark):
            self.empty += 1
            return
        said = Said(
            where=where,
            id=cells["statement"],
            verdict=meant(verdict, ANSWERS) if verdict else None,
            remark=remark,
            by=f"{cells['role']}, {cells['body']}",
            date=cells["day"],
        )
        faults = [*self._verdict(said, verdict), *self._signature(said, cells)]
        if not said.id.startswith("question-"):
            faults += self._statement(said, cells["seal"])
        yield from faults
        if not faults:
            self.said.append(said)

    def _verdict(self, said: Said, written: str) -> Iterator[str]:
        if said.verdict is None and written:
            allowed = ", ".join(answer["en"] for answer in ANSWERS.values())
            yield f"{written!r} is no verdict; allowed: {allowed}"
        elif said.verdict is None and not said.id.startswith("question-"):
            yield "has a remark and no verdict"
        if (first := self._seen.setdefault(said.id, said.where)) != said.where:
            yield f"{said.id} is answered already in {first}"

    def _signature(self, said: Said, cells: Cells) -> Iterator[str]:
        if not (cells["role"] or cells["body"] or cells["day"]):
            yield "is not signed"
            return
        yield from names.faults(cells["role"], cells["body"])
        if not is_day(said.date):
            yield f"{said.date!r} is no day; write it as year-month-day, such as 2026-11-23"
        elif said.date > self.today.isoformat():
            yield f"{said.date} has not come yet"

    def _statement(self, said: Said, sealed: str) -> Iterator[str]:
        """Check that a statement is there, and is still what the reviewer saw."""
        if said.id not in self.known:
            yield f"there is no statement {said.id!r}"
            return
        statement, source = self.known[said.id]
        if sealed != seal(statement, source):
            yield f"{said.id} was changed since the sheet was made: have the new one reviewed"
        if statement.withdrawn:
            yield f"{said.id} was withdrawn in {statement.withdrawn}"
        later = {"stated": statement.stated}
        later |= {"reviewed": statement.reviewed.date if statement.reviewed else None}
        for what, date in later.items():
            if date and is_day(said.date) and said.date < date:
                yield f"{said.id} was {what} later than {said.date}, on {date}"


def _rows(contents: bytes) -> Iterator[tuple[int, Cells]]:
    """Return the rows of a table by column, each with the line on which it begins."""
    if len(contents) > LARGEST:
        message = f"larger than {LARGEST} bytes"
        raise ValueError(message)
    try:
        text = contents.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"not UTF-8 (byte {error.start}); save it as CSV UTF-8"
        raise ValueError(message) from None
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    places = _places(next(reader, []))
    line = reader.line_num + 1
    for cells in reader:
        padded = [*cells, *[""] * len(COLUMNS)]
        if any(cell.strip() for cell in cells):
            yield line, {key: " ".join(padded[place].split()) for key, place in places.items()}
        line = reader.line_num + 1


def _places(heads: list[str]) -> dict[str, int]:
    """Return the place of each column that is read, in whichever language its head is."""
    found = {meant(head.partition("(")[0], COLUMNS): place for place, head in enumerate(heads)}
    missing = [COLUMNS[key]["en"] for key in READ if key not in found]
    if missing:
        message = f"lacks the columns {', '.join(missing)}; is it a table made by review sheets?"
        raise ValueError(message)
    return {key: found[key] for key in READ}
