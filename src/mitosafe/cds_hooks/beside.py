"""What a card says beside its medicine: what was read of the patient, and what was not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mitosafe._text.showing import shown
from mitosafe.cds_hooks.orders import Split
from mitosafe.fhir.check import Checked
from mitosafe.fhir.screening import Screening
from mitosafe.fhir.words import Words
from mitosafe.render.markdown import escape

#: So many of a kind are named; the others are counted.
_NAMED = 5
#: What became of the conditions of a patient, with the wording of each.
_KINDS = (
    ("condition-contradiction", "contradiction"),
    ("condition-conflict", "conflict"),
    ("condition-bad-date", "bad-date"),
    ("condition-born-after", "born-after"),
    ("condition-too-old", "too-old"),
    ("condition-asks", "asks"),
    ("condition-hint", "hint"),
    ("condition-other-patient", "other-patient"),
    ("condition-set-aside", "set-aside"),
    ("condition-known", "known"),
    ("conditions-unread", "unread"),
    ("condition-other", "other"),
)


class Beside:
    """Says what was read of a request, in one line."""

    def __init__(self, screening: Screening, split: Split, words: Words) -> None:
        """Keep what was read, and the words of the language."""
        self._screening, self._split, self._words = screening, split, words
        self._shared = [*self._patient(), *self._orders(), *self._problems()]

    def line(self, records: Iterable[Checked]) -> str:
        """Return all of it for some medicines, the codes and texts that disagree first."""
        return " ".join([*self._apart(records), *self._shared])

    def entry(self, record: Checked) -> str:
        """Name a medicine, with what of it was not understood and the names that are near."""
        parts = [self._label(record)]
        answer = record.answer
        if (record.in_part or not record.understood) and answer.suggestions:
            near = ", ".join(dict.fromkeys(s.name for s in answer.suggestions))
            parts.append(f"{self._words.phrase('suggestions')}: {escape(near)}")
        if answer.seen:
            parts.append(f"{self._words.phrase('context-seen')}: {', '.join(answer.seen)}")
        return " – ".join(parts)

    def _apart(self, records: Iterable[Checked]) -> Iterator[str]:
        for record in records:
            if record.disagree:
                said = dict.fromkeys(escape(shown(said.value, 80)) for said in record.disagree)
                yield f"**{self._words.say('disagreement')}:** {', '.join(said)}."

    def _orders(self) -> Iterator[str]:
        """Name the medicines that were read and are not judged here."""
        for term, records in (
            ("status-set-aside", self._split.aside),
            ("not-selected", self._split.not_selected),
            ("elsewhere", self._split.elsewhere),
        ):
            yield from self._several(self._words.say(term), list(map(self._label, records)))

    def _problems(self) -> Iterator[str]:
        passed = (f"{kind} ({n})" for kind, n in self._screening.not_looked_at.items())
        if names := shown(", ".join(passed)):
            yield f"**{self._words.say('not-looked-at')}:** {escape(names)}."
        found: dict[str, list[str]] = {}
        for problem in self._screening.problems:
            where = ": ".join(filter(None, (problem.path, problem.value)))
            found.setdefault(problem.kind, []).append(escape(shown(where, 80)))
        for kind, places in found.items():
            yield from self._several(self._words.say(kind), places)

    def _patient(self) -> Iterator[str]:
        """Say which conditions of the patient were read, and what became of the others."""
        facts, words = self._screening.facts, self._words
        held = ("applied", "conflict")
        applied = dict.fromkeys(t for f in facts if f.kind in held for t in f.terms)
        if applied:
            names = [escape(words.word("conditions", term)) for term in applied]
            yield from self._several(words.say("conditions-read"), names, counted=False)
        else:
            yield words.say("no-conditions")
        for term, kind in _KINDS:
            values = dict.fromkeys(f.said for f in facts if f.kind == kind)
            several = [escape(shown(value, 80)) for value in values]
            yield from self._several(words.say(term), several)

    def _several(self, label: str, values: list[str], *, counted: bool = True) -> Iterator[str]:
        if values:
            more = ", …" if len(values) > _NAMED else ""
            count = f" ({len(values)})" if counted else ""
            yield f"**{label}**{count}: {', '.join(values[:_NAMED])}{more}."

    def _label(self, record: Checked) -> str:
        status = f" ({record.set_aside})" if record.set_aside else ""
        return escape(shown(record.label, 80)) + status
