"""What the list says of the medicines in a CDS Hooks request → cards."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import attrs

from mitosafe._text.showing import shown
from mitosafe.answers.answer import Report
from mitosafe.answers.document import Writer
from mitosafe.fhir.check import Checked
from mitosafe.fhir.medications import CARRIERS
from mitosafe.fhir.screening import Screening
from mitosafe.fhir.words import NAMESPACE, Words
from mitosafe.fhir.written import Concern, answer_of, concerns, detected_issue, grounds
from mitosafe.model import Level
from mitosafe.render.markdown import escape

#: The urgency of a card at each level.
INDICATOR = {Level.RED: "critical", Level.ORANGE: "warning", Level.YELLOW: "info"}
#: The standard asks for fewer characters than this in a summary.
SUMMARY = 140
#: Reasons to override a card: few, and of HL7's own code system, so that they can be
#: compared between systems; the wording is of the list's terms.
REASONS = {
    "risk-benefit-ratio": "override-benefit",
    "expert-contradicts": "override-specialist",
    "patient-ineligible": "override-not-applicable",
    "action-performed-no-adverse-effect": "override-tolerated",
}
_REASON_SYSTEM = "http://terminology.hl7.org/CodeSystem/non-adherence-reason-codes"
#: So many entries are shown in the detail of one card, and so many links.
_SHOWN, _LINKS = 25, 5


@attrs.frozen(kw_only=True)
class Split:
    """The medicines of a request: those that it is about, and the others."""

    focus: tuple[Checked, ...]
    aside: tuple[Checked, ...]
    not_selected: tuple[Checked, ...]
    elsewhere: tuple[Checked, ...]


def split(request: Mapping[str, Any], records: Collection[Checked]) -> Split:
    """Return the medicines that are to be judged from those that are only named."""
    hook = request["hook"]
    selections = request["context"].get("selections", ()) if hook == "order-select" else ()
    wanted = _wanted(selections, records)
    found: dict[str, list[Checked]] = {
        "focus": [],
        "aside": [],
        "not_selected": [],
        "elsewhere": [],
    }
    for record in records:
        if hook != "patient-view" and not _is_draft(record):
            found["elsewhere"].append(record)
        elif wanted and not _is_of(record, wanted):
            found["not_selected"].append(record)
        else:
            found["aside" if record.set_aside else "focus"].append(record)
    return Split(**{name: tuple(records) for name, records in found.items()})


def _wanted(selections: Iterable[str], records: Iterable[Checked]) -> set[str]:
    """Return the ids that are selected; none if a selected medicine is not among the drafts.

    Which order is meant can then not be told, so that all of them are judged.
    """
    drafts = {_id(record) for record in records if _is_draft(record)}
    parts = [selection.strip().split("/")[-2:] for selection in selections]
    lost = any(part[-1] not in drafts and part[0] in (*CARRIERS, part[-1]) for part in parts)
    return set() if lost else {part[-1] for part in parts}


def _is_draft(record: Checked) -> bool:
    return record.medication.resource.path.startswith("context.")


def _is_of(record: Checked, wanted: set[str]) -> bool:
    """Return whether an order is selected; one without an id cannot be told not to be."""
    own = _id(record)
    return not own or own in wanted


def _id(record: Checked) -> str:
    return (record.medication.resource.reference or "").split("/")[-1]


class Cards:
    """Makes the cards of one request."""

    def __init__(
        self, request: Mapping[str, Any], screening: Screening, words: Words, version: str
    ) -> None:
        """Keep what was read.

        Args:
            request: A request whose shape is right.
            screening: What the list says of all that is in it.
            words: The words of the language.
            version: The FHIR version of the resources in suggestions.
        """
        self._instance = str(request["hookInstance"])
        self._screening = screening
        self._words = words
        self._version = version
        self._writer = Writer(screening.dataset, words.language, full=False)
        self._split = split(request, screening.medications)
        self._context = "\n\n".join([*self._beside(), *self._said_of_patient()])

    def all(self) -> Iterator[dict[str, Any]]:
        """Return every card; at least one."""
        focus = self._split.focus
        found = concerns((record.patient, record) for record in focus)
        unclear = tuple(r for r in focus if not r.understood or r.in_part)
        # Where an order should stand and could not be read, there may have been a medicine.
        lost = sum(problem.path.startswith("context.") for problem in self._screening.problems)
        yield from map(self._alert, found)
        if unclear or lost:
            yield self._info("card-not-understood", unclear, len(unclear) + lost)
        elif not focus:
            yield self._info("card-no-medication", (), 0)
        elif not found:
            yield self._info("card-nothing-listed", focus, len(focus))

    def _card(
        self, summary: str, indicator: str, detail: str, topic: str, name: str
    ) -> dict[str, Any]:
        release = self._screening.release
        return {
            "uuid": self._uuid(name),
            "summary": _cut(summary),
            "indicator": indicator,
            "detail": detail,
            "source": {
                "label": self._words.release(release),
                "topic": {"system": f"{NAMESPACE}topic", "code": topic},
            },
        }

    def _uuid(self, name: str) -> str:
        """Name a card so that the same request and release always give the same name."""
        parts = f"{NAMESPACE}{self._screening.release.id}:{self._instance}:{name}"
        # A foreign text may hold what UTF-8 cannot.
        return str(uuid.uuid5(uuid.NAMESPACE_URL, parts.encode("utf-8", "replace").decode()))

    def _alert(self, concern: Concern) -> dict[str, Any]:
        finding, words = concern.finding, self._words
        level = finding.worst or Level.YELLOW
        drug = finding.drug.id
        detail = answer_of(concern, self._screening).markdown(words.language, full=False)
        detail = "\n\n".join([detail.rstrip(), *self._apart(concern.records), self._context, ""])
        card = self._card(self._summary(concern), INDICATOR[level], detail, level.value, drug)
        action = {
            "type": "create",
            "description": words.say("record-issue"),
            "resource": detected_issue(concern, self._screening, words, self._version, None),
        }
        card["suggestions"] = [
            {
                "label": words.say("record-issue"),
                "uuid": self._uuid(f"{drug}:record"),
                "actions": [action],
            }
        ]
        card["selectionBehavior"] = "at-most-one"
        card["overrideReasons"] = [
            {"code": code, "system": _REASON_SYSTEM, "display": words.say(term)}
            for code, term in REASONS.items()
        ]
        if links := self._links(concern):
            card["links"] = links
        return card

    def _summary(self, concern: Concern) -> str:
        """Say the level in one sentence; shorter where the conditions do not fit."""
        finding, writer = concern.finding, self._writer
        name = finding.drug.names[self._words.language]
        disagree = f" ({self._words.phrase('contested').lower()})" if finding.contested else ""
        whole = f"{name}: {writer.under(finding)}"
        level = writer.level(finding.level)
        rest = f"{self._words.phrase('otherwise')}: {writer.after(finding)}"
        short = f"{name}: {level} ({self._words.say('under-conditions')}); {rest}"
        if not writer.tiers(finding):
            short = f"{name}: {level}"
        fitting = (said for said in (whole + disagree, whole) if len(said) < SUMMARY)
        return next(fitting, short)

    def _links(self, concern: Concern) -> list[dict[str, str]]:
        """Return the sources of the statements that give the level, if they can be opened."""
        found: dict[str, str] = {}
        for said in grounds(concern.finding, self._writer):
            if said.locator.startswith(("http://", "https://")) and len(found) < _LINKS:
                found.setdefault(said.locator, self._writer.statement(said).details[0])
        return [{"label": label, "url": url, "type": "absolute"} for url, label in found.items()]

    def _info(self, term: str, records: tuple[Checked, ...], count: int) -> dict[str, Any]:
        """Make the card of what was not understood, or of what was checked without a level."""
        words, release = self._words, self._screening.release
        summary = words.say(term, count=count, release=release.id)
        answers = tuple(record.answer for record in records[:_SHOWN])
        report = Report(answers=answers, release=release, lexicon=self._screening.dataset)
        parts = [report.markdown(words.language, full=False) if records else ""]
        if not records:
            parts = [f"> {line}" for line in words.warnings()]
        if len(records) > _SHOWN:
            parts.append(f"{words.phrase('and-more')}: {len(records) - _SHOWN}")
        parts += [*self._apart(records), self._context]
        detail = "\n\n".join(part.strip() for part in parts if part.strip())
        return self._card(summary, "info", f"{detail}\n", term.removeprefix("card-"), term)

    def _apart(self, records: Iterable[Checked]) -> Iterator[str]:
        """Return the codes and texts of a record that name different medicines."""
        for record in records:
            if record.disagree:
                said = dict.fromkeys(escape(shown(said.value, 80)) for said in record.disagree)
                yield f"> {self._words.say('disagreement')}: {', '.join(said)}"

    def _beside(self) -> Iterator[str]:
        """Name the medicines that were read and are not judged here."""
        for term, records in (
            ("status-set-aside", self._split.aside),
            ("not-selected", self._split.not_selected),
            ("elsewhere", self._split.elsewhere),
        ):
            if records:
                labels = ", ".join(map(self._label, records[:_SHOWN]))
                more = ", …" if len(records) > _SHOWN else ""
                yield f"**{self._words.say(term)}:** {labels}{more}"
        passed = (f"{kind} ({n})" for kind, n in self._screening.not_looked_at.items())
        if names := shown(", ".join(passed)):
            yield f"**{self._words.say('not-looked-at')}:** {escape(names)}"
        problems = self._screening.problems
        for problem in problems[:_SHOWN]:
            where = ": ".join(filter(None, (problem.path, problem.value)))
            yield f"**{self._words.say(problem.kind)}:** {escape(shown(where))}"
        if len(problems) > _SHOWN:
            yield f"{self._words.phrase('and-more')}: {len(problems) - _SHOWN}"

    def _label(self, record: Checked) -> str:
        status = f" ({record.set_aside})" if record.set_aside else ""
        return escape(shown(record.label, 80)) + status

    def _said_of_patient(self) -> Iterator[str]:
        """Say which diseases of the patient were read, and what became of the others."""
        facts, words = self._screening.facts, self._words
        applied = dict.fromkeys(t for f in facts if f.kind == "applied" for t in f.terms)
        if applied:
            names = ", ".join(escape(words.word("conditions", term)) for term in applied)
            yield f"**{words.say('conditions-read')}:** {names}"
        else:
            yield words.say("no-conditions")
        for term, kind in (
            ("condition-hint", "hint"),
            ("condition-other-patient", "other-patient"),
            ("condition-set-aside", "set-aside"),
            ("condition-known", "known"),
            ("conditions-unread", "unread"),
        ):
            values = list(dict.fromkeys(f.value for f in facts if f.kind == kind))
            if values:
                shown_values = ", ".join(escape(value) for value in values[:_LINKS])
                more = ", …" if len(values) > _LINKS else ""
                yield f"**{words.say(term)}** ({len(values)}): {shown_values}{more}"


def _cut(text: str) -> str:
    """Cut a summary at a word, so that it is shorter than the standard allows."""
    if len(text) < SUMMARY:
        return text
    return f"{text[: SUMMARY - 2].rsplit(' ', 1)[0]}…"
