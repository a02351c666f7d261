"""Rows of a file → an answer for each, and the sums over all; in bounded memory.

Nothing here reads a file: rows come in one by one and go out one by one, and what is
kept of them (`Tally`) does not grow with their number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import attrs

from mitosafe._errors import UnknownValue
from mitosafe.answers import Answer, Finding
from mitosafe.entries import Level, Outcome, Patient, Review
from mitosafe.index import system as system_name
from mitosafe.judge import reviews_behind
from mitosafe.query import Dataset
from mitosafe.view import View

#: Answers are remembered for so many distinct entries, then the memory starts anew.
REMEMBERED = 65_536
#: A longer entry is not remembered, in characters.
LONGEST_REMEMBERED = 200
#: So many distinct values that were not understood are counted apart.
DISTINCT = 100_000
#: So many rows that could not be read are kept with their numbers and reasons.
BAD_KEPT = 10_000


@attrs.frozen(kw_only=True)
class Row:
    """One row to be screened.

    Args:
        number: Its line in a text file, or its row in a table, from 1.
        entry: What stands in the column: text, or whatever else the file held.
        system: The system of a code; none for a name.
        where: The place within the line, where a line holds several entries.
        kept: Cells of other columns, carried along.
    """

    number: int
    entry: object
    system: str | None = None
    where: str = ""
    kept: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class BadRow:
    """A row, or a run of rows, that could not be read, and why."""

    first: int
    last: int
    reason: str

    @property
    def count(self) -> int:
        """How many rows it is."""
        return self.last - self.first + 1


@attrs.frozen(kw_only=True)
class Passed:
    """What was passed over because no medicine is looked for in it, such as a Patient."""

    number: int
    what: str
    count: int = 1


@attrs.frozen(kw_only=True)
class Screened:
    """A row with its answer.

    Args:
        row: The row.
        answer: What the list says of its entry.
        set_aside: The status for which the record is counted apart (`stopped`, ...).
    """

    row: Row
    answer: Answer
    set_aside: str = ""


#: What comes out of a screening, one for each row, and may go in as well.
Item = Screened | BadRow | Passed


def screen(
    rows: Iterable[Row | Item],
    dataset: Dataset,
    *,
    patient: Patient | None = None,
    release: str | None = None,
) -> Iterator[Item]:
    """Answer rows one by one; each comes back, in order, those that are bad as they are.

    Args:
        rows: The rows of a file; what is answered already comes back as it is.
        dataset: The list that is asked.
        patient: What is known of every patient of the file.
        release: The id of a release; none for the newest.

    Returns:
        An iterator over as many items as there are rows.

    Raises:
        UnknownRelease: If there is no such release, before the first row is read.
        UnknownValue: If a condition of the patient is not known.

    Examples:
        >>> from mitosafe import Dataset
        >>> rows = [Row(number=2, entry="Depakine 500"), Row(number=3, entry="zzyzx")]
        >>> [s.answer.outcome.value for s in screen(rows, Dataset.packaged())]
        ['listed', 'unrecognised']
    """
    return _screened(rows, dataset.view(release, patient))


def _screened(rows: Iterable[Row | Item], view: View) -> Iterator[Item]:
    known: dict[tuple[str | None, str], Answer] = {}
    for row in rows:
        if not isinstance(row, Row):
            yield row
            continue
        entry = row.entry
        if type(entry) is not str or len(entry) > LONGEST_REMEMBERED:
            yield _answered(row, view)
            continue
        key = (row.system, entry)
        answer = known.get(key)
        if answer is not None:
            yield Screened(row=row, answer=answer)
            continue
        item = _answered(row, view)
        if isinstance(item, Screened):
            if len(known) >= REMEMBERED:
                known.clear()
            known[key] = item.answer
        yield item


def _answered(row: Row, view: View) -> Item:
    try:
        asked = system_name(row.system)
    except UnknownValue as error:
        return BadRow(first=row.number, last=row.number, reason=str(error))
    return Screened(row=row, answer=view.check(row.entry, asked))


class Frequencies:
    """How often each value came, for a bounded number of distinct values."""

    def __init__(self, most: int = DISTINCT) -> None:
        """Begin with nothing counted."""
        self.counts: Counter[str] = Counter()
        #: How often values came that were too many to be counted apart.
        self.rest = 0
        self._most = most

    def add(self, value: str) -> None:
        """Count a value once more."""
        if value in self.counts or len(self.counts) < self._most:
            self.counts[value] += 1
        else:
            self.rest += 1

    def sorted(self) -> list[tuple[str, int]]:
        """Give the values with their counts, the most frequent first."""
        return sorted(self.counts.items(), key=lambda pair: (-pair[1], pair[0]))


class Tally:
    """The sums over the rows of a file.

    Examples:
        >>> from mitosafe import Dataset
        >>> tally = Tally()
        >>> for item in screen([Row(number=1, entry="linezolid")], Dataset.packaged()):
        ...     tally.add(item)
        >>> tally.rows, {level.value: n for level, n in tally.levels.items()}
        (1, {'orange': 1})
    """

    def __init__(self) -> None:
        """Begin with no row."""
        #: How many rows there were: answered, set aside, passed over, or bad.
        self.rows = 0
        #: How many answers there were, by outcome, and of those listed by level.
        self.outcomes: Counter[Outcome] = Counter()
        self.levels: Counter[Level] = Counter()
        #: By id of a drug or group: how many answers, and the finding.
        self.findings: dict[str, tuple[int, Finding]] = {}
        self.not_understood = Frequencies()
        self.partly_understood = Frequencies()
        self.not_assessed = Frequencies()
        #: How many records were set aside, by status, and passed over, by type.
        self.set_aside: Counter[str] = Counter()
        self.passed: Counter[str] = Counter()
        #: How many rows could not be read, and the first of them.
        self.bad = 0
        self.bad_rows: list[BadRow] = []

    def add(self, item: Item) -> None:
        """Count one item of `screen`."""
        if isinstance(item, BadRow):
            self._bad(item)
        elif isinstance(item, Passed):
            self.rows += item.count
            self.passed[item.what] += item.count
        elif item.set_aside:
            self.rows += 1
            self.set_aside[item.set_aside] += 1
        else:
            self.rows += 1
            self._answer(item.answer)

    def _bad(self, bad: BadRow) -> None:
        self.rows += bad.count
        self.bad += bad.count
        last = self.bad_rows[-1] if self.bad_rows else None
        if last and last.reason == bad.reason and last.last == bad.first - 1:
            self.bad_rows[-1] = attrs.evolve(last, last=bad.last)
        elif len(self.bad_rows) < BAD_KEPT:
            self.bad_rows.append(bad)

    def _answer(self, answer: Answer) -> None:
        self.outcomes[answer.outcome] += 1
        if answer.level is not None:
            self.levels[answer.level] += 1
        for finding in answer.findings:
            count, _ = self.findings.get(finding.drug.id, (0, None))
            self.findings[finding.drug.id] = (count + 1, finding)
        for match in answer.not_assessed:
            self.not_assessed.add(match.name)
        if answer.outcome in (Outcome.UNRECOGNISED, Outcome.AMBIGUOUS):
            self.not_understood.add(shown(answer.entry))
        else:
            for text in (*answer.unread, *(match.name for match in answer.ambiguous)):
                self.partly_understood.add(shown(text))

    @property
    def level(self) -> Level | None:
        """The worst level of all rows; none if nothing warns."""
        return max(self.levels, default=None)

    @property
    def reviews(self) -> tuple[Review, ...]:
        """The reviews of every statement behind the answers; none while one is not reviewed."""
        return reviews_behind(finding.judgement for _, finding in self.findings.values())

    def ranked(self) -> list[tuple[int, Finding]]:
        """Give the counts by drug, the worst level first, then the most frequent."""
        heights = [None, *Level]
        return sorted(
            self.findings.values(),
            key=lambda pair: (-heights.index(pair[1].level), -pair[0], pair[1].drug.id),
        )


def shown(entry: object) -> str:
    r"""Give an entry on one short line, without characters that cannot be shown.

    Examples:
        >>> shown("  foo\tbar\x1b ")
        'foo bar'
    """
    text = entry if isinstance(entry, str) else repr(entry)
    text = "".join(c if c.isprintable() else " " for c in text[:400]).strip()
    return text if len(text) <= 100 else f"{text[:99]}…"
