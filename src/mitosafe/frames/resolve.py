"""One value of a column → one row of answers; each distinct value is asked once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from mitosafe.answers.answer import Answer, Finding
from mitosafe.answers.dataset import Dataset
from mitosafe.answers.document import Writer
from mitosafe.answers.packaged import dataset as packaged_dataset
from mitosafe.answers.view import View
from mitosafe.lookup.systems import system
from mitosafe.model import Level, Patient, Release
from mitosafe.render import language as checked_language

#: A value of the column (or a `Both`), and the state of the patient.
Asked = tuple[object, int]
T = TypeVar("T")
#: The levels as text, the mildest first.
LEVELS = tuple(level.value for level in Level)


class Both(NamedTuple):
    """A code and the text beside it."""

    code: object
    text: object


class Row(NamedTuple):
    """What is said of one value; text that CSV and SQL can hold, or none."""

    outcome: str
    #: The level that holds.
    level: str | None
    #: The worst level that could still apply.
    worst: str | None
    #: The place of each level in their order, 0 where there is none: its maximum is the worst
    #: of several rows on every engine, also where the levels are plain text.
    level_rank: int
    worst_rank: int
    #: Ids of the drugs and groups of the list that were found, joined by `; `.
    drugs: str | None
    #: Where the level depends on a condition: the whole of it in words.
    conditions: str | None
    #: What to ask of the patient because it would make the level worse, and how much.
    questions: str | None
    #: Known medicines in the value of which the list says nothing.
    not_assessed: str | None
    #: What in the value was not understood, ambiguous names among it.
    unread: str | None
    release: str


class Resolver:
    """Answers values, for the patients that the columns of a frame describe.

    A patient is a number, the *state*: one digit to the base of three for each
    condition, 0 for unknown, 1 for lacks, 2 for has. Numbers can be joined in every
    engine, and none of them is null.
    """

    def __init__(
        self,
        dataset: Dataset | None,
        *,
        code_system: str | None,
        release: str | None,
        conditions: Iterable[str],
        language: str = "en",
    ) -> None:
        """Check the arguments, all but the values."""
        self.dataset = packaged_dataset() if dataset is None else dataset
        self.language = checked_language(language)
        self._writer = Writer(self.dataset, language, full=True)
        self.conditions = tuple(conditions)
        self._system = system(code_system)
        self._views: dict[int, View] = {0: self.dataset.view(release)}
        self._worded: dict[tuple[int, str], str | None] = {}
        # Raises for a condition that is not known, before any value is read.
        self.dataset.view(release, Patient(has=self.conditions))

    @property
    def release(self) -> Release:
        """The release that answers."""
        return self._views[0].release

    def answer(self, value: object, state: int = 0) -> Answer:
        """Answer one value for one patient."""
        view = self._view(state)
        if isinstance(value, Both):
            return view.check_both(value.code, self._system, value.text)
        return view.check(value, self._system)

    def _view(self, state: int) -> View:
        if state not in self._views:
            digits = [state // 3**place % 3 for place in range(len(self.conditions))]
            known = list(zip(self.conditions, digits, strict=True))
            patient = Patient(
                has=[name for name, digit in known if digit == 2],
                lacks=[name for name, digit in known if digit == 1],
            )
            self._views[state] = self.dataset.view(self.release.id, patient)
        return self._views[state]

    def row(self, value: object, state: int = 0) -> Row:
        """Answer one value as one row."""
        answer = self.answer(value, state)
        return Row(
            outcome=answer.outcome.value,
            level=answer.level.value if answer.level else None,
            worst=answer.worst.value if answer.worst else None,
            level_rank=_rank(answer.level),
            worst_rank=_rank(answer.worst),
            drugs=_joined(finding.drug.id for finding in answer.findings),
            conditions=_joined(self._conditions(answer, state)),
            questions=_joined(self._questions(answer)),
            not_assessed=_joined(match.name for match in answer.not_assessed),
            unread=_joined([*answer.unread, *(match.name for match in answer.ambiguous)]),
            release=answer.release.id,
        )

    def _conditions(self, answer: Answer, state: int) -> Iterator[str]:
        several = len(answer.findings) > 1
        for finding in answer.findings:
            key = (state, finding.drug.id)
            if key not in self._worded:
                self._worded[key] = self._words(finding)
            if words := self._worded[key]:
                name = finding.drug.names[self.language]
                yield f"{name}: {words}" if several else words

    def _questions(self, answer: Answer) -> Iterator[str]:
        for finding in answer.findings:
            for question in finding.questions:
                yield f"{question.words[self.language]} ({question.level.value})"

    def _words(self, finding: Finding) -> str | None:
        return self._writer.under(finding) if self._writer.tiers(finding) else None


def answered(
    collect: Callable[[], Sequence[Asked]], answer: Callable[[object, int], T], *, progress: bool
) -> list[T]:
    """Answer what a function collects, on request with a bar on standard error.

    Args:
        collect: Reads the distinct values.
        answer: Answers one.
        progress: Whether to show a bar.

    Returns:
        The answers, in the order of the values.
    """
    if not progress:
        return [answer(*asked) for asked in collect()]
    from mitosafe.frames.progress import shown

    return shown(collect, answer)


def _rank(level: Level | None) -> int:
    return 0 if level is None else 1 + LEVELS.index(level)


def _joined(parts: Iterable[str]) -> str | None:
    return storable("; ".join(parts)) or None


def storable(text: str) -> str:
    """Show lone surrogates, which Python text can hold, as escapes: no engine can store them."""
    return text.encode("utf-8", "backslashreplace").decode()
