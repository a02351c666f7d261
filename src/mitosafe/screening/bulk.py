"""A folder of a FHIR bulk export → answers: what its files part is joined in two passes.

A bulk export has a file, or several, for each type of resource. A MedicationRequest
refers to a Medication, and its patient has conditions, in other files. So the first
pass holds every Medication, and what the list knows of each patient; the second answers
line by line. What is held is bounded, and what goes beyond it is named.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import repeat
from pathlib import Path
from typing import Any

import attrs

from mitosafe.errors import BadFile
from mitosafe.fhir.bundle import Limits, Pool, Problem
from mitosafe.fhir.conditions import Fact
from mitosafe.fhir.facts import facts, may_apply
from mitosafe.fhir.medications import subject
from mitosafe.fhir.patients import Asking, known
from mitosafe.fhir.screening import Screening, screen_pool
from mitosafe.screening.files import FORMATS, Opened, object_of, stream_of
from mitosafe.screening.lines import Line, Lines
from mitosafe.screening.records import LONGEST_LINE, Reader
from mitosafe.screening.rows import BadRow, Item, Noted, Passed, Screened

#: The files of a folder that are read.
ENDINGS = FORMATS["ndjson"]
#: So many characters of Medication resources are held; further ones are not joined.
HELD = 200_000_000
#: For so many patients it is held what the list knows of them.
PATIENTS = 1_000_000


@contextmanager
def opened(reader: Reader, folder: str) -> Iterator[Opened]:
    """Open a folder as the rows of one export, for a `with` block.

    Args:
        reader: Reads resources.
        folder: Where the files are, in folders within it too.

    Yields:
        The medicines of all its files, with their answers.

    Raises:
        BadFile: If there is no file that can be read.
    """
    export = _Export(reader, Path(folder))
    yield Opened(rows=export.rows(), total=2 * export.size, done=lambda: export.read)


@attrs.frozen
class _Held:
    """A Medication, and the line at which it stands."""

    path: Path
    number: int
    text: str


class _Export:
    def __init__(self, reader: Reader, folder: Path) -> None:
        self._reader, self._folder = reader, folder
        inside = sorted(path for path in folder.rglob("*") if path.is_file())
        self._paths = [path for path in inside if path.suffix.lower() in ENDINGS]
        self._others = [path for path in inside if path.suffix.lower() not in ENDINGS]
        if not self._paths:
            ends = " or ".join(ENDINGS)
            raise BadFile(f"{folder} has no file ending in {ends}; give a .json file by itself")
        #: How many bytes there are, and how many of them were read in both passes.
        self.size = sum(path.stat().st_size for path in self._paths)
        self.read = 0
        self._limits = Limits()
        self._left = HELD
        self._medications: dict[str, list[_Held]] = {}
        self._used: set[str] = set()
        self._patients: dict[str, set[str]] = {}
        #: Conditions of more patients than are held, or of nobody, and where they stand.
        self._lost: list[tuple[Path, int, Fact]] = []
        self._lost_lines: set[tuple[Path, int]] = set()

    def rows(self) -> Iterator[Item]:
        for path, line in self._lines():
            if not isinstance(line, BadRow):
                self._hold(path, *line)
        for path, number, fact in self._lost:
            lost = Problem(kind="condition-unread", path=fact.path, value=fact.value)
            yield self._placed(path, self._reader.bad(number, lost))
        for path in self._others:
            reason = f"not read; of a folder only files ending in {' or '.join(ENDINGS)} are"
            yield self._placed(path, BadRow(first=0, last=0, reason=reason))
        for path, line in self._lines():
            found = [line] if isinstance(line, BadRow) else self._answered(path, *line)
            yield from (self._placed(path, item) for item in found)
        yield from self._alone()

    def _lines(self) -> Iterator[tuple[Path, Line | BadRow]]:
        """Go through all files, line by line."""
        for path in self._paths:
            before = self.read
            with stream_of(str(path)) as (stream, _):
                lines = Lines(stream, longest=LONGEST_LINE)
                for line in lines:
                    self.read = before + lines.read
                    if isinstance(line, BadRow) or line[1].strip():
                        yield path, line

    def _hold(self, path: Path, number: int, text: str) -> None:
        """Hold a Medication, or what is known of a patient; the second pass names what is bad."""
        if '"Medication"' not in text and not may_apply(text):
            return
        try:
            value = object_of(text)
            pool = Pool(value, self._limits)
        except ValueError:
            return
        if value.get("resourceType") == "Medication" and self._left >= len(text):
            self._left -= len(text)
            held = _Held(path, number, text)
            self._medications.setdefault(f"Medication/{value.get('id')}", []).append(held)
        for fact in facts(pool, self._reader.view.dataset, self._limits.text):
            if fact.kind != "applied":
                continue
            patient = pool.name(fact.subject, fact.path) if fact.subject else None
            room = patient in self._patients or len(self._patients) < PATIENTS
            if patient is not None and room:
                self._patients.setdefault(patient, set()).update(fact.terms)
            else:
                self._lost.append((path, number, fact))
                self._lost_lines.add((path, number))

    def _medication(self, reference: str) -> Iterator[Mapping[str, Any]]:
        """Return the Medication resources to which a resource refers."""
        for held in self._medications.get(reference, ()):
            self._used.add(reference)
            yield json.loads(held.text)

    def _answered(self, path: Path, number: int, text: str) -> list[Item]:
        try:
            value = object_of(text)
            if any(
                (held.path, held.number) == (path, number)
                for held in self._medications.get(f"Medication/{value.get('id')}", ())
            ):
                return []
            found = self._screened(value)
        except ValueError as error:
            return [BadRow(first=number, last=number, reason=str(error))]
        items = self._reader.line(found, number, value.get("resourceType"))
        if (path, number) in self._lost_lines:
            # They were named as not read and are not to be told as taken into account.
            return [item for item in items if not isinstance(item, Noted)]
        return items

    def _screened(self, value: Mapping[str, Any]) -> Screening:
        reader = self._reader
        pool = Pool(value, self._limits, self._medication)
        patient = subject(value)
        terms = self._patients.get(pool.name(patient, "") if patient else "", ())
        return screen_pool(
            pool,
            asking=Asking(patient=known(reader.patient, terms, (), reader.view.dataset)),
            release=reader.view.release.id,
            dataset=reader.view.dataset,
            limits=self._limits,
        )

    def _alone(self) -> Iterator[Item]:
        """Answer the Medication resources to which nothing referred; count the others."""
        for reference, several in self._medications.items():
            if reference in self._used:
                yield Passed(number=several[0].number, what="Medication", count=len(several))
                continue
            for held in several:
                found = self._screened(json.loads(held.text))
                for item in self._reader.items(found, repeat(held.number)):
                    yield self._placed(held.path, item)

    def _placed(self, path: Path, item: Item) -> Item:
        """Say in which file an item stands."""
        file = path.relative_to(self._folder).as_posix()
        if isinstance(item, BadRow):
            return attrs.evolve(item, reason=f"{file}: {item.reason}")
        if isinstance(item, Screened):
            return item._replace(row=item.row._replace(where=f"{file}: {item.row.where}"))
        return item
