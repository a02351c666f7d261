"""FHIR → answers: a Bundle at once, a bulk export line by line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count, repeat

import attrs

from mitosafe import fhir
from mitosafe.answers.view import View
from mitosafe.answers.wording import sentence
from mitosafe.fhir.check import Checked
from mitosafe.model import Patient
from mitosafe.screening.files import Opened, object_of, stream_of
from mitosafe.screening.lines import Lines
from mitosafe.screening.rows import BadRow, Item, Noted, Passed, Row, Screened

#: A longer line of a bulk export is not read, in bytes.
LONGEST_LINE = 16_000_000


@attrs.frozen
class Reader:
    """Reads resources with one list, for what is known of every patient, in one language."""

    view: View
    patient: Patient
    language: str

    @contextmanager
    def opened(self, path: str, format: str) -> Iterator[Opened]:
        """Open a file of FHIR resources, for a `with` block.

        Args:
            path: The file, or `-` for the standard input.
            format: `fhir` for one resource or Bundle, `fhir-ndjson` for one a line.

        Yields:
            Its medicines, with their answers.

        Raises:
            BadFile: If it cannot be opened.
            BadFile: If it is one resource or Bundle, and is none.
        """
        with stream_of(path) as (stream, total):
            if format == "fhir":
                # One byte more than the limit is enough to be refused for it.
                text = stream.read(fhir.Limits().size + 1)
                yield Opened(rows=self._whole(text), total=None, done=lambda: 0)
                return
            lines = Lines(stream, longest=LONGEST_LINE)
            yield Opened(rows=self._lines(lines), total=total, done=lambda: lines.read)

    def _lines(self, lines: Lines) -> Iterator[Item]:
        for line in lines:
            if isinstance(line, BadRow):
                yield line
            elif line[1].strip():
                yield from self._line(*line)

    def _line(self, number: int, text: str) -> list[Item]:
        try:
            kind = object_of(text).get("resourceType")
            return self._apart(self.line(self._screened(text), number, kind))
        except ValueError as error:
            return [BadRow(first=number, last=number, reason=str(error))]

    def _apart(self, items: list[Item]) -> list[Item]:
        """Mark a disease that holds for no medicine, for those stand in other lines."""
        if any(isinstance(item, Screened) for item in items):
            return items
        applied = "condition-applied"
        return [
            attrs.evolve(item, kind="condition-apart")
            if isinstance(item, Noted) and item.kind == applied
            else item
            for item in items
        ]

    def line(self, found: fhir.Screening, number: int, kind: object) -> list[Item]:
        """Return the items of one line: at least one that counts as a row.

        Args:
            found: What the list said.
            number: The number of the line.
            kind: The type of its resource.

        Returns:
            The items.
        """
        items = list(self.items(found, repeat(number)))
        passed = self._passed(found, number)
        if not passed and all(isinstance(item, Noted) for item in items):
            passed = [Passed(number=number, what=str(kind or ""))]
        return [*items, *passed]

    def _passed(self, found: fhir.Screening, number: int) -> list[Passed]:
        counts = found.not_looked_at.items()
        return [Passed(number=number, what=kind, count=times) for kind, times in counts]

    def _whole(self, text: bytes) -> Iterator[Item]:
        """Return the items of one resource or Bundle, with all that was passed over in it."""
        found = self._screened(text)
        yield from self.items(found, count(1))
        yield from self._passed(found, 0)

    def _screened(self, given: str | bytes) -> fhir.Screening:
        return fhir.screen(
            given,
            patient=self.patient,
            release=self.view.release.id,
            dataset=self.view.dataset,
        )

    def items(self, found: fhir.Screening, numbers: Iterator[int]) -> Iterator[Item]:
        """Return an item for each medicine, each disease, and all that could not be read.

        Args:
            found: What the list said.
            numbers: The number of each item.

        Yields:
            The items.
        """
        for checked in found.medications:
            yield self._item(checked, next(numbers))
        for problem in found.problems:
            yield self.bad(next(numbers), problem)
        for fact in found.facts:
            yield Noted(kind=f"condition-{fact.kind}", what=fact.said)

    def _item(self, checked: Checked, number: int) -> Item:
        medication = checked.medication
        if not medication.said:
            return self.bad(number, *medication.problems)
        # What could not be read stands with what was not understood: it is named, too.
        lost = [self._said(problem) for problem in medication.problems]
        if checked.disagree:
            words = " / ".join(said.value for said in checked.disagree)
            lost.append(f"{self._word('disagreement')}: {words}")
        answer = attrs.evolve(checked.answer, unread=(*checked.answer.unread, *lost))
        row = Row(number=number, entry=checked.label, where=medication.resource.path)
        return Screened(row=row, answer=answer, set_aside=checked.set_aside)

    def bad(self, number: int, *problems: fhir.Problem) -> BadRow:
        """Return the row of what could not be read, with the reason in words."""
        reason = "; ".join(map(self._said, problems))
        return BadRow(first=number, last=number, reason=reason)

    def _said(self, problem: fhir.Problem) -> str:
        # What stood there comes first: it is what somebody can look up.
        where = f"{problem.value} ({problem.path})" if problem.value else problem.path
        return f"{self._word(problem.kind)}: {where}"

    def _word(self, term: str) -> str:
        return sentence(self.view.dataset, term, self.language)
