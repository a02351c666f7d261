"""What is on a sheet: one row for each statement, the weightiest first."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

import attrs
from tools.review.words import QUESTIONS, WORDS

from mitosafe import Dataset, Drug, Group, Level, Statement
from mitosafe.answers.document import Writer
from mitosafe.judge import Judgement, level_of
from mitosafe.loading.digests import seal
from mitosafe.model import LANGUAGES

#: The differences between the two readings; those marked open are put to a clinician.
SETTLEMENTS = Path(__file__).parents[2] / "review" / "settlements.tsv"
#: The name of the sheet that is to be looked at first.
FIRST = "first"

Subject = Drug | Group


@attrs.frozen(kw_only=True)
class Row:
    """One statement on a sheet."""

    subject: Subject
    said: Statement
    #: The level that it gives while it stands; none for an acceptance.
    level: Level | None
    #: Whether it decides today, or was set aside by a newer one.
    stands: bool
    #: The mark that tells whether it is still the same when the sheet comes back.
    seal: str


@attrs.frozen(kw_only=True)
class Question:
    """An open question, which is put to a clinician."""

    record: str
    #: The question in each language; in English where it is not translated.
    text: dict[str, str]
    #: The names of what it is about.
    subjects: tuple[Subject, ...]

    @property
    def id(self) -> str:
        """What stands in the table in the place of a statement."""
        return f"question-{self.record}"


@attrs.frozen(kw_only=True)
class Sheet:
    """One sheet: rows on one drug or group, or those that are to be looked at first."""

    #: The name of its files.
    id: str
    subject: Subject | None = None
    judgement: Judgement | None = None
    rows: tuple[Row, ...]
    questions: tuple[Question, ...] = ()
    #: Groups of the drug of which something is said as well, on sheets of their own.
    groups: tuple[Group, ...] = ()

    def title(self, language: str) -> str:
        """Say what the sheet is about."""
        return self.subject.names[language] if self.subject else WORDS["first"][language]


class Book:
    """The list as of its newest release, laid out in sheets."""

    def __init__(self, dataset: Dataset) -> None:
        """Keep the list, and what writes its words."""
        self.dataset = dataset
        self.view = dataset.view()
        self.release = self.view.release
        self.writers = {each: Writer(dataset, each, full=True) for each in LANGUAGES}

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """Return every sheet: the one to begin with, then the worst level first."""
        found = [self.sheet(subject) for subject in self.dataset.subjects()]
        found = [sheet for sheet in found if sheet.rows or sheet.questions]
        return self.first(found), *sorted(found, key=_weight)

    def sheet(self, subject: Subject) -> Sheet:
        """Return the sheet of a drug or group: what is said of it, and not of its groups."""
        judgement = self.view.judgement(subject)
        named = subject.groups if isinstance(subject, Drug) else ()
        groups = (group for group in self.dataset.groups() if group.id in named)
        return Sheet(
            id=subject.id,
            subject=subject,
            judgement=judgement,
            rows=tuple(self.rows(subject, judgement)),
            questions=tuple(q for q in self.questions if subject in q.subjects),
            groups=tuple(group for group in groups if group.statements),
        )

    def rows(self, subject: Subject, judgement: Judgement) -> Iterator[Row]:
        """Return the rows of a subject: what decides before what was set aside, the worst first."""
        aside = {one.statement.id for one in judgement.retired}
        aside |= {one.statement.id for one in judgement.disputed}
        own = [said for said in judgement.considered if said.subject == subject.id]
        ordered = self.writers["en"].by_weight(own)
        for said in sorted(ordered, key=lambda s: s.id in aside):
            source = self.dataset.sources[said.source]
            yield Row(
                subject=subject,
                said=said,
                level=level_of(said, source),
                stands=said.id not in aside,
                seal=seal(said, source),
            )

    def first(self, sheets: Iterable[Sheet]) -> Sheet:
        """Return what is to be looked at first: rows that give red, then the open questions."""
        every = [row for sheet in sorted(sheets, key=_weight) for row in sheet.rows]
        red = [row for row in every if row.level is Level.RED and row.stands]
        asked = {question.record for question in self.questions}
        about = [row for row in every if asked.intersection(row.said.facts) and row not in red]
        return Sheet(id=FIRST, rows=(*red, *about), questions=self.questions)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Return the open questions, with what each is about."""
        with SETTLEMENTS.open(encoding="utf-8", newline="") as file:
            table = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        return tuple(
            Question(
                record=row["record"],
                text={
                    each: QUESTIONS.get(row["record"], {}).get(each, row["reason"])
                    for each in LANGUAGES
                },
                subjects=tuple(s for s in self.dataset.subjects() if _is_about(s, row["record"])),
            )
            for row in table
            if row["outcome"] == "open"
        )


def _is_about(subject: Subject, record: str) -> bool:
    facts = [said.facts for said in subject.statements]
    return any(record in found for found in (*facts, *(b.facts for b in subject.background)))


def _weight(sheet: Sheet) -> tuple[int, str]:
    """For sorting sheets: the worst level first, then by name."""
    levels = [*reversed(Level), None]
    level = sheet.judgement.worst if sheet.judgement else None
    return levels.index(level), sheet.id
