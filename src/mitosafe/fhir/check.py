"""The codes and texts of one medicine → one answer; the most careful of them wins."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NoReturn

import attrs

from mitosafe.answers.answer import Answer, Finding
from mitosafe.answers.view import View
from mitosafe.errors import UnknownValue
from mitosafe.fhir.medications import Medication, Said
from mitosafe.lookup.index import Match, system
from mitosafe.model import Drug, Level, Outcome

#: Problems after which a medicine counts as read only in part, whatever else was understood.
_LOSSES = frozenset({"too-long", "too-many-names"})


@attrs.frozen(kw_only=True)
class Asked:
    """One code or text, and what the list made of it.

    Args:
        said: The code or text.
        answer: The answer; none if it could not be asked.
        problem: Why it could not be asked; a term of the vocabulary `exchange`.
    """

    said: Said
    answer: Answer | None
    problem: str | None = None

    @property
    def understood(self) -> bool:
        """Whether a medicine, a group or an ambiguous name was found in it."""
        return self.answer is not None and bool(
            self.answer.findings or self.answer.not_assessed or self.answer.ambiguous
        )

    @property
    def whole(self) -> bool:
        """Whether all of it was understood."""
        return self.understood and self.answer is not None and not self.answer.unread


@attrs.frozen(kw_only=True)
class Checked:
    """What the list says of one medicine of the input.

    Args:
        medication: The medicine as it was read.
        asked: Every code and text, in the order of the input.
        answer: All of them together. The most careful one wins: a finding of any of
            them is a finding, and what none understood is `unread`.
        disagree: The codes and texts that name different medicines; empty if none do.
        set_aside: The status for which it gives no alert; empty if there is none.
        patient: The reference to the patient; none if there is none.
    """

    medication: Medication
    asked: tuple[Asked, ...]
    answer: Answer
    disagree: tuple[Said, ...] = ()
    set_aside: str = ""
    patient: str | None = None

    @property
    def understood(self) -> bool:
        """Whether one medicine was understood, and not several by an ambiguous name."""
        if self.medication.none:
            return True
        return self.answer.outcome in (Outcome.LISTED, Outcome.ACCEPTABLE, Outcome.NOT_ASSESSED)

    @property
    def in_part(self) -> bool:
        """Whether something that could name another medicine was not understood."""
        lost = any(problem.kind in _LOSSES for problem in self.medication.problems)
        return bool(lost or self.answer.ambiguous or self.answer.unread)

    @property
    def label(self) -> str:
        """How the record names the medicine: its text, or else its first code."""
        return str(self.answer.entry)

    def __bool__(self) -> NoReturn:
        """Refuse: there is no yes-or-no answer about a medicine."""
        message = "a checked medicine is neither true nor false: look at .answer and .understood"
        raise TypeError(message)


class Checker:
    """Asks for every code and text of a medicine, for one patient."""

    def __init__(self, view: View, set_aside: Collection[str]) -> None:
        """Keep the view of the list, and the statuses that give no alert."""
        self._view = view
        self._set_aside = set_aside
        #: Answers to what was asked before: bundles name the same medicine over and over.
        self._answers: dict[tuple[str, str], Answer] = {}

    def check(self, medication: Medication, patient: str | None) -> Checked:
        """Check one medicine of the patient of this reference."""
        asked = tuple(map(self._ask, medication.said))
        aside = medication.status if medication.status in self._set_aside else None
        if medication.prohibited:
            aside = "doNotPerform"
        return Checked(
            medication=medication,
            asked=asked,
            answer=self._together(asked),
            disagree=_disagree(asked),
            set_aside=medication.none or aside or "",
            patient=patient,
        )

    def _ask(self, said: Said) -> Asked:
        name = "name"
        if said.kind == "code":
            if said.system is None:
                return Asked(said=said, answer=None, problem="no-system")
            try:
                name = system(said.system)
            except UnknownValue:
                name = "name"
            if name == "name":
                return Asked(said=said, answer=None, problem="unknown-system")
        key = (name, said.value)
        if key not in self._answers:
            self._answers[key] = self._view.check(said.value, name)
        return Asked(said=said, answer=self._answers[key])

    def _together(self, asked: tuple[Asked, ...]) -> Answer:
        answers = [a.answer for a in asked if a.answer is not None]
        findings = _findings(answers)
        level = max((f.worst for f in findings if f.worst is not None), default=None)
        others = tuple(dict.fromkeys(m for answer in answers for m in answer.not_assessed))
        ambiguous = _unsettled(asked)
        return Answer(
            entry=_label(asked),
            system="name",
            outcome=_outcome(asked, findings, others, ambiguous, level),
            findings=findings,
            not_assessed=others,
            ambiguous=ambiguous,
            unread=_unread(asked),
            seen=tuple(dict.fromkeys(word for answer in answers for word in answer.seen)),
            release=self._view.release,
            lexicon=self._view.dataset,
        )


def _findings(answers: Iterable[Answer]) -> tuple[Finding, ...]:
    """Return one finding for each drug, then for each group of which no member was found."""
    found: dict[str, Finding] = {}
    for answer in answers:
        for finding in answer.findings:
            found.setdefault(finding.drug.id, finding)
    drugs = [f for f in found.values() if not f.of_group]
    covered = {g for f in drugs if isinstance(f.drug, Drug) for g in f.drug.groups}
    groups = [f for f in found.values() if f.of_group and f.drug.id not in covered]
    return (*drugs, *groups)


def _subjects(answer: Answer | None) -> set[str]:
    """Return the medicines that an answer is about; a group is none."""
    if answer is None:
        return set()
    listed = {finding.drug.id for finding in answer.findings if not finding.of_group}
    return listed | {s for m in answer.not_assessed for s in m.subjects}


def _unsettled(asked: tuple[Asked, ...]) -> tuple[Match, ...]:
    """Return the ambiguous names of which no other code or text says what is meant."""
    found: dict[Match, None] = {}
    for one in asked:
        for match in () if one.answer is None else one.answer.ambiguous:
            others = (_subjects(other.answer) for other in asked if other is not one)
            if not any(subjects & set(match.candidates) for subjects in others):
                found[match] = None
    return tuple(found)


def _disagree(asked: tuple[Asked, ...]) -> tuple[Said, ...]:
    """Return the codes and texts that name different medicines, none of them all of the others'."""
    voices: dict[str, set[str]] = {}
    for one in asked:
        voices.setdefault(one.said.voice, set()).update(_subjects(one.answer))
    heard = {voice: subjects for voice, subjects in voices.items() if subjects}
    apart = {
        voice
        for voice, mine in heard.items()
        if any(not (mine <= other or other <= mine) for other in heard.values())
    }
    return tuple(one.said for one in asked if one.said.voice in apart)


def _unread(asked: tuple[Asked, ...]) -> tuple[str, ...]:
    """Return what may name another medicine: nothing, if one code or text was understood whole."""
    if any(one.whole for one in asked):
        return ()
    nothing = not any(one.understood for one in asked)
    parts: dict[str, None] = {}
    for one in asked:
        if one.answer is not None and one.said.kind != "code":
            parts.update(dict.fromkeys(one.answer.unread))
        elif nothing:
            parts[_code(one.said)] = None
    return tuple(parts)


def _outcome(
    asked: tuple[Asked, ...],
    findings: tuple[Finding, ...],
    others: tuple[Match, ...],
    ambiguous: tuple[Match, ...],
    level: Level | None,
) -> Outcome:
    """Return the outcome that asks for most attention."""
    if level is not None:
        return Outcome.LISTED
    if ambiguous:
        return Outcome.AMBIGUOUS
    if others or any(f.outcome is Outcome.NOT_ASSESSED for f in findings):
        return Outcome.NOT_ASSESSED
    if findings:
        return Outcome.ACCEPTABLE
    return Outcome.UNRECOGNISED if asked else Outcome.EMPTY


def _label(asked: tuple[Asked, ...]) -> str:
    for kind in ("text", "display"):
        for one in asked:
            if one.said.kind == kind:
                return one.said.value.strip()
    return _code(asked[0].said) if asked else ""


def _code(said: Said) -> str:
    return f"{said.system}|{said.value.strip()}" if said.system else said.value.strip()
