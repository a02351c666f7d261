"""A screening → DetectedIssue and OperationOutcome, in the shapes of R4, R4B and R5."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import attrs

from mitosafe._text.showing import shown
from mitosafe.answers.answer import Answer, Finding
from mitosafe.answers.document import Writer
from mitosafe.errors import UnknownValue
from mitosafe.fhir.bundle import Problem, Resource
from mitosafe.fhir.check import Asked, Checked
from mitosafe.fhir.patients import Concerned
from mitosafe.fhir.words import NAMESPACE, Words
from mitosafe.judge import level_of
from mitosafe.model import Level, Outcome, Statement
from mitosafe.render.typography import set_in

if TYPE_CHECKING:
    from mitosafe.fhir.screening import Screening

VERSIONS = ("R4", "R4B", "R5")
#: The severity of a DetectedIssue at each level.
SEVERITY = {Level.RED: "high", Level.ORANGE: "moderate", Level.YELLOW: "low"}
#: What a proposed therapy that may not suit a condition of the patient is called in FHIR.
_CODE = {
    "system": "http://terminology.hl7.org/CodeSystem/v3-ActCode",
    "code": "COND",
    "display": "Condition Alert",
}
#: The code of an issue for a problem that is not one of the structure.
_CODES = {"reference-not-found": "not-found", "more-pages": "incomplete"}
#: The addresses of the systems in which a condition is written.
_ADDRESSES = {
    "ORPHA": "http://www.orpha.net",
    "OMIM": "http://www.omim.org",
    "ICD10CM": "http://hl7.org/fhir/sid/icd-10-cm",
}
#: What of a patient must not be missed.
_LOUD = ("conflict", "contradiction", "other-patient", "bad-date", "born-after", "too-old")
#: Near spellings are sought for so many of the medicines that were not understood.
_SUGGESTED = 25


@attrs.frozen(kw_only=True)
class Concern:
    """One drug or group with a level, and the records of one patient that name it."""

    subject: str | None
    finding: Finding
    records: tuple[Checked, ...]

    @property
    def key(self) -> tuple[bool, int, int]:
        """For sorting: single medicines before groups, the worst level first."""
        heights = {Level.RED: 0, Level.ORANGE: 1, Level.YELLOW: 2, None: 3}
        alert, worst = loudness(self.finding), self.finding.worst
        return self.finding.of_group, heights[alert], heights[worst]


def loudness(finding: Finding) -> Level | None:
    """Return the level at which a medicine is alerted: the one that holds for this patient.

    A red that is still a question is no red; it is as loud as what warns, so that it is asked.
    """
    asked = any(question.level is Level.RED for question in finding.questions)
    if asked and finding.level in (None, Level.YELLOW):
        return Level.ORANGE
    return finding.level


def concerns(
    checked: Iterable[Checked], screening: Screening, *, holding: bool = False
) -> tuple[Concern, ...]:
    """Put what is said of one drug together, so that each drug is spoken of once.

    Args:
        checked: Medicines; those that are set aside, or of somebody whom the list does
            not concern, are left out.
        screening: Where they are from.
        holding: Whether only what is to be alerted counts, of whoever is concerned.

    Returns:
        One for each patient and drug with a level, single medicines before groups; none for
        what a record itself says is not taken, such as a medicine that was stopped.
    """
    found: dict[tuple[str | None, str], tuple[Finding, list[Checked]]] = {}
    for one in filter(screening.concerns, checked):
        sure = holding or screening.concerned[one.patient] is Concerned.YES
        for finding in one.answer.findings:
            level = loudness(finding) if sure else finding.worst
            if level is not None and not finding.said_not_taken:
                key = (one.patient, finding.drug.id)
                found.setdefault(key, (finding, []))[1].append(one)
    made = (
        Concern(subject=subject, finding=finding, records=tuple(records))
        for (subject, _), (finding, records) in found.items()
    )
    return tuple(sorted(made, key=lambda concern: concern.key))


def answer_of(concern: Concern, screening: Screening) -> Answer:
    """Return the answer for one drug alone, which renders itself."""
    labels = dict.fromkeys(record.label for record in concern.records)
    return Answer(
        entry="; ".join(map(shown, labels)),
        system="name",
        outcome=Outcome.LISTED,
        findings=(concern.finding,),
        seen=tuple(dict.fromkeys(w for record in concern.records for w in record.answer.seen)),
        release=screening.release,
        lexicon=screening.dataset,
    )


def detected_issues(
    screening: Screening, language: str, version: str, identified: str | None
) -> list[dict[str, Any]]:
    """Write a DetectedIssue for each patient and drug; see `Screening.detected_issues`."""
    checked_version(version)
    words = Words(screening.dataset, language)
    return [
        detected_issue(concern, screening, words, version, identified)
        for concern in concerns(screening.medications, screening)
    ]


def detected_issue(
    concern: Concern, screening: Screening, words: Words, version: str, identified: str | None
) -> dict[str, Any]:
    """Write one DetectedIssue.

    Args:
        concern: The drug and the records that name it.
        screening: Where it comes from.
        words: The words of the language.
        version: `R4`, `R4B` or `R5`.
        identified: When it was found, as a FHIR dateTime.

    Returns:
        The resource. Its status is preliminary, because no clinician has judged it; its
        mitigation is what the list proposes, which its text says.
    """
    finding, release = concern.finding, screening.release
    writer = Writer(screening.dataset, words.language, full=False)
    sure = screening.concerned[concern.subject] is Concerned.YES
    level = (loudness(finding) if sure else finding.worst) or Level.YELLOW
    name = finding.drug.names[words.language]
    issue: dict[str, Any] = {
        "resourceType": "DetectedIssue",
        "meta": {"tag": [_tag("release", release.id, words.release(release))]},
        "language": words.language,
        "extension": [
            {"url": f"{NAMESPACE}{name_}", "valueCode": said.value}
            for name_, said in (("level", finding.level), ("worst", finding.worst))
            if said is not None
        ],
        "identifier": [{"system": f"{NAMESPACE}issue", "value": f"{release.id}:{finding.drug.id}"}],
        "status": "preliminary",
        "code": {
            "coding": [dict(_CODE)],
            "text": set_in(f"{words.say('issue-title')}: {name}", words.language),
        },
        "severity": SEVERITY[level],
        "author": {"display": words.release(release)},
        "implicated": [_reference(record.medication.resource) for record in concern.records],
        "evidence": list(_evidence(finding, screening, writer)),
        "detail": set_in("\n".join(_detail(concern, screening, words, writer)), words.language),
        "reference": f"{NAMESPACE}release:{release.id}",
        "mitigation": list(_mitigation(finding, words, writer)),
    }
    subject = concern.subject or ""
    if "#" not in subject and (subject := shown(subject, 500)):
        issue["subject" if version == "R5" else "patient"] = {"reference": subject}
    if identified is not None:
        issue["identifiedDateTime"] = identified
    return issue


def _detail(concern: Concern, screening: Screening, words: Words, writer: Writer) -> Iterator[str]:
    """Say the level with its conditions, of what, and all that is said beside every answer."""
    finding = concern.finding
    yield f"{finding.drug.names[words.language]}: {writer.under(finding)}."
    if finding.of_group:
        yield f"{words.phrase('class-hit')}."
    if finding.contested:
        where = "; ".join(writer.condition(c) for c in finding.contested_in)
        yield f"{words.phrase('contested')}: {where}."
    labels = dict.fromkeys(shown(record.label) for record in concern.records)
    yield f"{words.say('orders')}: {'; '.join(labels)}."
    yield f"{words.release(screening.release)}."
    yield from words.warnings(finding.judgement.reviews)


def checked_version(version: str) -> str:
    """Return a FHIR version that is written; `UnknownValue` with those that are, if it is not."""
    if version not in VERSIONS:
        raise UnknownValue("FHIR version", version, VERSIONS)
    return version


def record_of(
    term: str, subject: str | None, screening: Screening, language: str
) -> dict[str, Any]:
    """Write a Condition that records a condition of the list, for a clinician to confirm.

    Args:
        term: The id of the condition.
        subject: The reference to the patient.
        screening: Where it comes from.
        language: The language of its text.

    Returns:
        The resource, coded where the list has a code; the same in R4, R4B and R5.
    """
    found = screening.dataset.term("conditions", term)
    codings = [
        {"system": _ADDRESSES[system], "code": code}
        for system, code in (one.split(":", 1) for one in found.ids)
        if system in _ADDRESSES
    ]
    text = found.words[language]
    status = "http://terminology.hl7.org/CodeSystem/condition-"
    record: dict[str, Any] = {
        "resourceType": "Condition",
        "clinicalStatus": {"coding": [{"system": f"{status}clinical", "code": "active"}]},
        "verificationStatus": {"coding": [{"system": f"{status}ver-status", "code": "confirmed"}]},
        "code": {"coding": codings, "text": text} if codings else {"text": text},
        "subject": {"reference": shown(subject or "", 500)},
    }
    return record


def _tag(system: str, code: str, display: str) -> dict[str, str]:
    return {"system": f"{NAMESPACE}{system}", "code": code, "display": display}


def _reference(resource: Resource) -> dict[str, str]:
    """Refer to a record; one without an id is named by its place in the input."""
    name = {"display": shown(resource.path) or shown(resource.type) or "?"}
    # An address of which nothing can be shown is no address.
    reference = shown(resource.reference or "", 500)
    return {"reference": reference, **name} if reference else name


def grounds(finding: Finding, writer: Writer) -> list[Statement]:
    """Return the statements that give a finding its level, the weightiest first."""
    sources = writer.lexicon.sources
    # A red counts though it is still a question; any other level only if it holds.
    level = finding.worst if finding.worst is Level.RED else finding.level or finding.worst
    giving = (s for s in finding.statements if level_of(s, sources[s.source]) is level)
    return writer.by_weight(giving)


def _evidence(finding: Finding, screening: Screening, writer: Writer) -> Iterator[dict[str, Any]]:
    """Write the statements that give the level, each with its source."""
    for said in grounds(finding, writer):
        line = writer.statement(said)
        source = screening.dataset.sources[said.source]
        detail: dict[str, Any] = {"display": line.details[0]}
        if address := said.locator if said.locator.startswith("http") else source.url:
            detail["identifier"] = {"system": "urn:ietf:rfc:3986", "value": address}
        yield {"code": [{"text": line.text}], "detail": [detail]}


def _mitigation(finding: Finding, words: Words, writer: Writer) -> Iterator[dict[str, Any]]:
    yield _action(words, writer.action(finding) or writer.under(finding))
    monitoring = dict.fromkeys(m for s in finding.statements for m in s.monitoring)
    if monitoring:
        said = ", ".join(words.word("monitoring", term) for term in monitoring)
        yield _action(words, f"{words.phrase('monitoring')}: {said}")


def _action(words: Words, text: str) -> dict[str, Any]:
    return {"action": {"text": f"{words.say('proposed')}: {text}"}}


def operation_outcome(screening: Screening, language: str, version: str) -> dict[str, Any]:
    """Write an OperationOutcome; see `Screening.operation_outcome`."""
    checked_version(version)
    words = Words(screening.dataset, language)
    writer = _Outcome(screening, words)
    return {"resourceType": "OperationOutcome", "language": language, "issue": list(writer.all())}


class _Outcome:
    """Writes the issues of an OperationOutcome."""

    def __init__(self, screening: Screening, words: Words) -> None:
        self._screening = screening
        self._words = words
        self._suggested = 0

    def all(self) -> Iterator[dict[str, Any]]:
        """Return every issue: what was read, what was not, and of which patient what is known."""
        screening = self._screening
        yield self._summary()
        for problem in screening.problems:
            yield self._problem(problem, "warning")
        for record in screening.medications:
            yield from self._record(record)
        for owner, concerned in screening.concerned.items():
            yield self._concerned(owner, concerned)
        for fact in screening.facts:
            severity = "warning" if fact.kind in _LOUD else "information"
            kind = f"condition-{fact.kind}"
            yield self._issue(severity, "informational", kind, fact.said, fact.path)
        if screening.not_looked_at:
            counts = ", ".join(f"{t} ({n})" for t, n in screening.not_looked_at.items())
            yield self._issue("information", "informational", "not-looked-at", shown(counts, 2000))

    def _concerned(self, owner: str | None, concerned: Concerned) -> dict[str, Any]:
        """Say whether the list concerns a patient, by what was read of the patient."""
        severity = "information" if concerned in (Concerned.YES, Concerned.NO) else "warning"
        return self._issue(
            severity, "informational", f"concerned-{concerned.value}", shown(owner or "", 200)
        )

    def _summary(self) -> dict[str, Any]:
        words, records = self._words, self._screening.medications
        said = (
            words.say(
                "summary",
                count=len(records),
                understood=sum(record.understood for record in records),
                listed=sum(record.answer.worst is not None for record in records),
            )
            if records
            else f"{words.say('nothing-read')}."
        )
        warnings = words.warnings(self._screening.report().reviews)
        text = " ".join([words.release(self._screening.release) + ".", said, *warnings])
        severity = "information" if records else "warning"
        code = "informational" if records else "not-found"
        return {
            "severity": severity,
            "code": code,
            "details": {"text": set_in(text, self._words.language)},
        }

    def _record(self, record: Checked) -> Iterator[dict[str, Any]]:
        path, answer = record.medication.resource.path, record.answer
        loud = "information" if record.understood else "warning"
        if not record.understood or record.in_part:
            kind = "part-not-understood" if record.understood else "not-understood"
            said = [*map(shown, answer.unread), *self._several(answer), *self._near(answer)]
            label = "; ".join(said) or shown(record.label) or record.medication.resource.type
            yield self._issue("warning", "incomplete", kind, label, path)
        for asked in record.asked:
            yield from self._asked(asked, record, loud)
        for problem in record.medication.problems:
            yield self._problem(problem, "warning" if record.in_part else loud)
        if record.disagree:
            said_by = "; ".join(dict.fromkeys(shown(said.value) for said in record.disagree))
            yield self._issue("warning", "conflict", "disagreement", said_by, path)
        if record.set_aside:
            said_of = f"{record.set_aside}: {record.label}"
            yield self._issue("information", "informational", "status-set-aside", said_of, path)
        if answer.seen:
            text = f"{self._words.phrase('context-seen')}: {', '.join(answer.seen)}"
            yield self._made("information", "informational", text, path)

    def _asked(self, asked: Asked, record: Checked, loud: str) -> Iterator[dict[str, Any]]:
        """Name a code or text that was not understood although another one was."""
        kind, value = asked.problem, asked.said.value
        if kind is not None:
            value = f"{asked.said.system or ''}|{value}"
        elif record.understood and not asked.understood:
            kind = "also-not-read"
        elif record.understood and not record.in_part and asked.answer is not None:
            kind, value = "part-not-understood", "; ".join(asked.answer.unread)
        if kind is not None and value:
            yield self._issue(loud, "code-invalid", kind, value, asked.said.path)

    def _several(self, answer: Answer) -> Iterator[str]:
        for match in answer.ambiguous:
            among = " / ".join(match.among)
            yield f"{match.name}: {self._words.phrase('ambiguous-name')}: {among}"

    def _near(self, answer: Answer) -> Iterator[str]:
        self._suggested += 1
        if self._suggested <= _SUGGESTED and answer.suggestions:
            near = ", ".join(dict.fromkeys(s.name for s in answer.suggestions))
            yield f"{self._words.phrase('suggestions')}: {near}"

    def _problem(self, problem: Problem, severity: str) -> dict[str, Any]:
        code = _CODES.get(problem.kind, "structure")
        return self._issue(severity, code, problem.kind, problem.value, problem.path)

    def _issue(
        self, severity: str, code: str, kind: str, value: str, path: str = ""
    ) -> dict[str, Any]:
        text = self._words.say(kind)
        return self._made(severity, code, f"{text}: {shown(value, 2000)}" if value else text, path)

    def _made(self, severity: str, code: str, text: str, path: str) -> dict[str, Any]:
        issue: dict[str, Any] = {
            "severity": severity,
            "code": code,
            "details": {"text": set_in(text, self._words.language)},
        }
        if path:
            issue["expression"] = [shown(path, 1000)]
        return issue
