"""Rows of a file → an answer for each, and the sums over all; in bounded memory.

Nothing here reads a file: rows come in one by one and go out one by one, and what is
kept of them (`Tally`) does not grow with their number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

import attrs

from mitosafe._text.showing import quoted, shown
from mitosafe.answers.answer import Answer, Finding
from mitosafe.answers.dataset import Dataset
from mitosafe.answers.view import View
from mitosafe.errors import UnknownValue
from mitosafe.judge import reviews_behind
from mitosafe.lookup.index import system as system_name
from mitosafe.model import Level, Outcome, Patient, Review

T = TypeVar("T")

#: Answers, and what is made of them, are remembered for so many distinct entries.
REMEMBERED = 65_536
#: A longer entry is not remembered, in characters.
LONGEST_REMEMBERED = 200
#: So many distinct values that were not understood are counted apart.
DISTINCT = 100_000
#: So many rows that could not be read are kept with their numbers and reasons.
BAD_KEPT = 10_000


# A row and its answer are named tuples, for there are many millions of them: values of
# attrs take longer to make than all else that is done with a row.
class Row(NamedTuple):
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
class Noted:
    """What became of a disease of a patient that stood beside the medicines; it is no row.

    Args:
        kind: A term of the vocabulary `exchange`.
        what: The disease as it stands, and what it was taken for.
    """

    kind: str
    what: str


class Screened(NamedTuple):
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
Item = Screened | BadRow | Passed | Noted


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
    def anew(entry: object, system: str | None) -> Answer:
        return view.check(entry, system_name(system))

    remembered = lru_cache(REMEMBERED)(anew)
    for row in rows:
        if not isinstance(row, Row):
            yield row
            continue
        answered = remembered if _short(row.entry) else anew
        try:
            answer = answered(row.entry, row.system)
        except UnknownValue as error:
            yield BadRow(first=row.number, last=row.number, reason=str(error))
            continue
        yield Screened(row, answer)


def _short(entry: object) -> bool:
    """Return whether an entry is worth remembering: it is text, and not long."""
    return type(entry) is str and len(entry) <= LONGEST_REMEMBERED


class OfAnswers(Generic[T]):
    """Makes something of each answer, of one that comes again but once.

    Args:
        make: What is made of an answer.
    """

    def __init__(self, make: Callable[[Answer], T]) -> None:
        """Begin with nothing remembered."""
        self._make = make
        self._made: dict[int, tuple[Answer, T]] = {}

    def __call__(self, answer: Answer) -> T:
        """Return what is made of an answer."""
        known = self._made.get(id(answer))
        if known is None:
            # The answer is kept beside, so that no other gets its id.
            known = answer, self._make(answer)
            if _short(answer.entry):
                if len(self._made) >= REMEMBERED:
                    self._made.clear()
                self._made[id(answer)] = known
        return known[1]


class Count:
    """How many rows; whoever counts holds it, so that a row adds to it without a search."""

    __slots__ = ("rows",)

    def __init__(self) -> None:
        """Begin with no row."""
        self.rows = 0


class Frequencies:
    """How often each value came, for a bounded number of distinct values."""

    def __init__(self, most: int = DISTINCT) -> None:
        """Begin with nothing counted."""
        self._counts: dict[str, Count] = {}
        self._rest = Count()
        self._most = most

    def of(self, value: str) -> Count:
        """Return the count of a value; past the limit, that of all which are not counted apart."""
        if value not in self._counts and len(self._counts) >= self._most:
            return self._rest
        return self._counts.setdefault(value, Count())

    @property
    def rest(self) -> int:
        """How often values came that were too many to be counted apart."""
        return self._rest.rows

    def sorted(self) -> list[tuple[str, int]]:
        """Return the values with their counts, the most frequent first."""
        counts = ((value, count.rows) for value, count in self._counts.items())
        return sorted(counts, key=lambda pair: (-pair[1], pair[0]))


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
        self.not_understood = Frequencies()
        self.partly_understood = Frequencies()
        self.not_assessed = Frequencies()
        #: How many records were set aside, by status, and passed over, by type.
        self.set_aside: Counter[str] = Counter()
        self.passed: Counter[str] = Counter()
        #: What became of the diseases of the patients, by kind.
        self.noted: dict[str, Frequencies] = {}
        #: How many rows could not be read, and the first of them.
        self.bad = 0
        self.bad_rows: list[BadRow] = []
        self._outcomes = {outcome: Count() for outcome in Outcome}
        self._levels = {level: Count() for level in Level}
        self._worst = {level: Count() for level in Level}
        self._findings: dict[str, tuple[Count, Finding]] = {}
        self._counts = OfAnswers(lambda answer: tuple(self._of(answer)))

    @property
    def outcomes(self) -> Counter[Outcome]:
        """How many answers there were, by outcome."""
        return Counter({outcome: n.rows for outcome, n in self._outcomes.items() if n.rows})

    @property
    def levels(self) -> Counter[Level]:
        """How many answers there were with a level that holds, by level."""
        return Counter({level: n.rows for level, n in self._levels.items() if n.rows})

    @property
    def worst_levels(self) -> Counter[Level]:
        """How many answers there were by the worst level that could still apply."""
        return Counter({level: n.rows for level, n in self._worst.items() if n.rows})

    @property
    def findings(self) -> dict[str, tuple[int, Finding]]:
        """By id of a drug or group: how many answers, and the finding of the worst level."""
        return {drug: (n.rows, finding) for drug, (n, finding) in self._findings.items()}

    def add(self, item: Item) -> None:
        """Count one item of `screen`."""
        if isinstance(item, BadRow):
            self._bad(item)
        elif isinstance(item, Passed):
            self.rows += item.count
            self.passed[item.what] += item.count
        elif isinstance(item, Noted):
            self.noted.setdefault(item.kind, Frequencies()).of(item.what).rows += 1
        elif item.set_aside:
            self.rows += 1
            self.set_aside[item.set_aside] += 1
        else:
            self.rows += 1
            for count in self._counts(item.answer):
                count.rows += 1

    def _bad(self, bad: BadRow) -> None:
        self.rows += bad.count
        self.bad += bad.count
        last = self.bad_rows[-1] if self.bad_rows else None
        if last and last.reason == bad.reason and last.last == bad.first - 1:
            self.bad_rows[-1] = attrs.evolve(last, last=bad.last)
        elif len(self.bad_rows) < BAD_KEPT:
            self.bad_rows.append(bad)

    def _of(self, answer: Answer) -> Iterator[Count]:
        """Return the counts to which a row with this answer adds."""
        yield self._outcomes[answer.outcome]
        if answer.level is not None:
            yield self._levels[answer.level]
        if answer.worst is not None:
            yield self._worst[answer.worst]
        for finding in answer.findings:
            yield self._finding(finding)
        for match in answer.not_assessed:
            yield self.not_assessed.of(match.name)
        if answer.outcome in (Outcome.UNRECOGNISED, Outcome.AMBIGUOUS):
            yield self.not_understood.of(_named(answer.entry))
        else:
            for text in (*answer.unread, *(match.name for match in answer.ambiguous)):
                yield self.partly_understood.of(_named(text))

    def _finding(self, finding: Finding) -> Count:
        """Return the count of a drug, beside which the finding of the worst level is kept."""
        count, worst = self._findings.get(finding.drug.id, (Count(), finding))
        if _height(finding) > _height(worst):
            worst = finding
        self._findings[finding.drug.id] = count, worst
        return count

    @property
    def level(self) -> Level | None:
        """The worst of the levels that hold; none if nothing that holds warns."""
        return max(self.levels, default=None)

    @property
    def worst(self) -> Level | None:
        """The worst level that could still apply; none if nothing warns."""
        return max(self.worst_levels, default=None)

    @property
    def reviews(self) -> tuple[Review, ...]:
        """The reviews of every statement behind the answers; none while one is not reviewed."""
        return reviews_behind(finding.judgement for _, finding in self.findings.values())

    def ranked(self) -> list[tuple[int, Finding]]:
        """Return the counts by drug, the worst level first, then the most frequent."""
        return sorted(
            self.findings.values(),
            key=lambda pair: (-_height(pair[1]), -pair[0], pair[1].drug.id),
        )


def _named(entry: object) -> str:
    """Return an entry on one short line."""
    return shown(entry, 100) if isinstance(entry, str) else quoted(entry, 100)


def _height(finding: Finding) -> int:
    """Return the place of a finding's worst level among the levels, none being the lowest."""
    return [None, *Level].index(finding.worst)
