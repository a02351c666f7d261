"""What the list says of the medicines in a CDS Hooks request → cards."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from mitosafe._text.showing import shown
from mitosafe.answers.answer import Finding
from mitosafe.answers.document import Writer
from mitosafe.answers.says import NAMED
from mitosafe.answers.short import Short
from mitosafe.cds_hooks.beside import Beside
from mitosafe.cds_hooks.orders import split
from mitosafe.fhir.check import Checked
from mitosafe.fhir.patients import Concerned
from mitosafe.fhir.screening import Screening
from mitosafe.fhir.words import NAMESPACE, Words
from mitosafe.fhir.written import (
    Concern,
    answer_of,
    concerns,
    detected_issue,
    grounds,
    loudness,
    record_of,
)
from mitosafe.model import Level, Statement
from mitosafe.render.blocks import Line
from mitosafe.render.markdown import escape
from mitosafe.render.typography import set_in

#: The urgency of a card at each level.
INDICATOR = {Level.RED: "critical", Level.ORANGE: "warning", Level.YELLOW: "info"}
#: The standard asks for fewer characters than this in a summary.
SUMMARY = 140
#: A card has at most so many lines of text.
LINES = 6
#: Reasons to override a card: few, and of HL7's own code system, so that they can be
#: compared between systems; the wording is of the list's terms.
REASONS = {
    "risk-benefit-ratio": "override-benefit",
    "expert-contradicts": "override-specialist",
    "patient-ineligible": "override-not-applicable",
    "action-performed-no-adverse-effect": "override-tolerated",
}
_REASON_SYSTEM = "http://terminology.hl7.org/CodeSystem/non-adherence-reason-codes"
#: So many entries are named on one card, and so many links.
_SHOWN, _LINKS = 5, 5


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
        self._short = Short(Writer(screening.dataset, words.language, full=False))
        self._split = split(request, screening.medications)
        self._beside = Beside(screening, self._split, words)

    def all(self) -> Iterator[dict[str, Any]]:
        """Return every card; none only for a patient whom the list does not concern."""
        (concerned,) = self._screening.concerned.values()
        if concerned is Concerned.YES:
            yield from self._checked()
        elif concerned is not Concerned.NO:
            yield self._info(f"card-{concerned.value}", [], 0)

    def _checked(self) -> Iterator[dict[str, Any]]:
        focus = self._split.focus
        found = concerns(focus, self._screening, holding=True)
        unclear = [r for r in focus if not r.understood or r.in_part]
        # Where an order should stand and could not be read, there may have been a medicine.
        lost = sum(problem.path.startswith("context.") for problem in self._screening.problems)
        yield from map(self._alert, found)
        if unclear or lost:
            yield self._info("card-not-understood", unclear, len(unclear) + lost)
        elif not focus:
            yield self._info("card-no-medication", [], 0)
        elif not found:
            yield self._info("card-nothing-listed", focus, len(focus))

    def _card(
        self, summary: str, indicator: str, lines: Iterable[str], topic: str, name: str
    ) -> dict[str, Any]:
        detail = "\n".join(f"- {line}" for line in filter(None, lines)) + "\n"
        release, language = self._screening.release, self._words.language
        return {
            "uuid": self._uuid(name),
            "summary": _cut(summary, language),
            "indicator": indicator,
            "detail": set_in(detail, language),
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

    # A medicine that warns

    def _alert(self, concern: Concern) -> dict[str, Any]:
        finding, words = concern.finding, self._words
        level = loudness(finding) or Level.YELLOW
        card = self._card(
            self._summary(finding),
            INDICATOR[level],
            self._said(concern),
            level.value,
            finding.drug.id,
        )
        card["suggestions"] = list(self._suggestions(concern))
        card["selectionBehavior"] = "at-most-one"
        card["overrideReasons"] = [
            {"code": code, "system": _REASON_SYSTEM, "display": words.say(term)}
            for code, term in REASONS.items()
        ]
        if links := self._links(finding):
            card["links"] = links
        return card

    def _summary(self, finding: Finding) -> str:
        """Say what holds, and a question that would make it worse, in one sentence."""
        name = finding.drug.names[self._words.language]
        whole = f"{name}: {self._short.brief(finding)}"
        said = f"{name}: {self._short.brief(finding, NAMED)}"
        return whole if len(whole) < SUMMARY else said

    def _said(self, concern: Concern) -> Iterator[str]:
        """Say in at most six lines what, whether, what instead, of whom, and of what release."""
        finding, short = concern.finding, self._short
        named = "; ".join(dict.fromkeys(shown(one.label, 80) for one in concern.records))
        tiers = "; ".join(line.text for line in short.tiers(finding))
        yield f"**{escape(named)}:** {escape(tiers)}"
        if finding.questions:
            yield escape(f"{short.phrase('ask')}: {short.questions(finding.questions)}")
        answer = answer_of(concern, self._screening)
        yield escape("; ".join(map(_labelled, short.alternatives(answer))))
        more = [_labelled(line) for line in short.disagreement(finding)]
        watched = short.watch(finding)
        more += [f"{short.phrase('watch')}: {watched}"] if watched else []
        if answer.seen:
            more.append(f"{self._words.phrase('context-seen')}: {', '.join(answer.seen)}")
        yield escape("; ".join(more))
        yield self._beside.line(concern.records)
        yield escape(" ".join(self._words.warnings(finding.judgement.reviews)))

    def _suggestions(self, concern: Concern) -> Iterator[dict[str, Any]]:
        """Offer to record the issue, and the answer to the question that would change most."""
        words, drug = self._words, concern.finding.drug.id
        issue = detected_issue(concern, self._screening, words, self._version, None)
        yield self._suggestion(words.say("record-issue"), f"{drug}:record", issue)
        for question in concern.finding.questions[:1]:
            if question.condition.circumstance is None and question.level is Level.RED:
                term = question.condition.population
                name = words.word("conditions", term)
                record = record_of(term, concern.subject, self._screening, words.language)
                label = words.say("record-answer", condition=name)
                yield self._suggestion(label, f"{drug}:{term}", record)

    def _suggestion(self, label: str, name: str, resource: dict[str, Any]) -> dict[str, Any]:
        action = {"type": "create", "description": label, "resource": resource}
        return {"label": label, "uuid": self._uuid(name), "actions": [action]}

    def _links(self, finding: Finding) -> list[dict[str, str]]:
        """Return the sources of the statements that give the level, if they can be opened."""
        writer = Writer(self._screening.dataset, self._words.language, full=False)
        first: dict[str, Statement] = {}
        for said in grounds(finding, writer):
            if said.locator.startswith("https://"):
                first.setdefault(said.locator, said)
        return [
            {"label": writer.statement(said).details[0], "url": url, "type": "absolute"}
            for url, said in islice(first.items(), _LINKS)
        ]

    # What is not a medicine that warns

    def _info(self, term: str, records: Iterable[Checked], count: int) -> dict[str, Any]:
        """Make the card of what was not understood, or of what was checked without an alert."""
        words = self._words
        summary = words.say(term, count=count, release=self._screening.release.id)
        several = list(records)
        named = [self._beside.entry(record) for record in several[:_SHOWN]]
        if len(several) > _SHOWN:
            named.append(f"{words.phrase('and-more')}: {len(several) - _SHOWN}")
        lines = ["; ".join(named), self._beside.line(several), escape(" ".join(words.warnings()))]
        return self._card(summary, "info", lines, term.removeprefix("card-"), term)


def _labelled(line: Line) -> str:
    return f"{line.label}: {line.text}" if line.label else line.text


def _cut(text: str, language: str) -> str:
    """Cut a summary at a word, so that it is shorter than the standard allows."""
    plain = set_in(shown(text, 10 * SUMMARY), language)
    if len(plain) < SUMMARY:
        return plain
    return f"{plain[: SUMMARY - 2].rsplit(' ', 1)[0]}…"
