"""One value of a column → one row of answers; each distinct value is asked once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from mitosafe.answers.answer import Answer, Finding
from mitosafe.answers.dataset import Dataset
from mitosafe.answers.document import Writer
from mitosafe.answers.packaged import dataset as packaged_dataset
from mitosafe.answers.rows import Row, conditions, row
from mitosafe.answers.view import View
from mitosafe.lookup.systems import system
from mitosafe.model import Patient, Release
from mitosafe.render import language as checked_language

#: A value of the column (or a `Both`), and the state of the patient.
Asked = tuple[object, int]
T = TypeVar("T")


class Both(NamedTuple):
    """A code and the text beside it."""

    code: object
    text: object


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
        return row(
            self.answer(value, state), self.language, lambda finding: self._words(finding, state)
        )

    def _words(self, finding: Finding, state: int) -> str | None:
        key = (state, finding.drug.id)
        if key not in self._worded:
            self._worded[key] = conditions(self._writer, finding)
        return self._worded[key]


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
