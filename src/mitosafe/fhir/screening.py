"""Medicines and conditions → answers: every code and text asked, the most careful wins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NoReturn

import attrs

from mitosafe.answers.answer import Report
from mitosafe.answers.dataset import Dataset
from mitosafe.answers.packaged import dataset as packaged
from mitosafe.fhir import written
from mitosafe.fhir.age import checked_day
from mitosafe.fhir.bundle import Limits, Pool, Problem, Resource, Unreadable, parse
from mitosafe.fhir.check import Checked, Checker
from mitosafe.fhir.conditions import Fact
from mitosafe.fhir.facts import TELLING, facts
from mitosafe.fhir.medications import ACTIVITY, CARRIERS, PRODUCTS, medications
from mitosafe.fhir.patients import Asking, Concerned, Concerns, People
from mitosafe.model import Level, Patient, Release, worst_of

#: Statuses that say that the medicine is not, or no longer, to be given. Such records
#: are checked and named, but give no alert.
SET_ASIDE = frozenset(
    {"entered-in-error", "cancelled", "stopped", "not-taken", "not-done", "deleted"}
)
#: Types of resources that are read, or that name nothing that could be.
_LOOKED_AT = frozenset({*CARRIERS, *PRODUCTS, *TELLING, "Bundle", "Patient", ""})


@attrs.frozen(kw_only=True)
class Screening:
    """What the list says of the medicines in a FHIR input, and what was not understood.

    Examples:
        >>> from mitosafe.fhir import screen
        >>> found = screen({
        ...     "resourceType": "MedicationRequest",
        ...     "medicationCodeableConcept": {"text": "Depakine Chrono 500 mg"},
        ... })
        >>> found.worst.value, found.medications[0].answer.findings[0].drug.id
        ('red', 'valproic-acid')
    """

    medications: tuple[Checked, ...]
    #: What the conditions and observations came to.
    facts: tuple[Fact, ...]
    #: What is known of each patient, by the reference to the patient; none for no reference.
    patients: Mapping[str | None, Patient]
    #: Whether the list concerns each of them; see `Concerned`.
    concerned: Concerns
    #: What could not be read outside of a medicine.
    problems: tuple[Problem, ...]
    #: Types of resources in which medicines are not looked for, with their number.
    not_looked_at: Mapping[str, int]
    release: Release
    dataset: Dataset = attrs.field(eq=False, repr=False)

    @property
    def level(self) -> Level | None:
        """The worst level that holds, of the medicines that are not set aside; none if none does.

        Medicines of people whom the list does not concern give none.
        """
        return worst_of(m.answer.level for m in self.medications if self.concerns(m))

    @property
    def worst(self) -> Level | None:
        """The worst level that could still apply, of the same medicines."""
        return worst_of(m.answer.worst for m in self.medications if self.concerns(m))

    def concerns(self, checked: Checked) -> bool:
        """Return whether a medicine is to be spoken of: it is given, to somebody concerned."""
        return not checked.set_aside and self.concerned[checked.patient] is not Concerned.NO

    @property
    def not_understood(self) -> tuple[Checked, ...]:
        """The medicines that were not understood, or only in part."""
        return tuple(m for m in self.medications if not m.understood or m.in_part)

    def report(self) -> Report:
        """Return the answers as a report, which renders itself as text, Markdown and HTML."""
        answers = tuple(m.answer for m in self.medications)
        return Report(answers=answers, release=self.release, lexicon=self.dataset)

    def detected_issues(
        self, *, language: str = "en", version: str = "R4", identified: str | None = None
    ) -> list[dict[str, Any]]:
        """Return a DetectedIssue for each patient and drug with a level, the worst first.

        Args:
            language: `en`, `fr` or `nl`.
            version: `R4`, `R4B` or `R5`.
            identified: When it was found (a FHIR dateTime); this package has no clock.

        Returns:
            Resources as plain values that JSON can hold.

        Raises:
            UnknownValue: If the language or the version is none of them.
        """
        return written.detected_issues(self, language, version, identified)

    def operation_outcome(self, *, language: str = "en", version: str = "R4") -> dict[str, Any]:
        """Return an OperationOutcome that names all that was not understood.

        Args:
            language: `en`, `fr` or `nl`.
            version: `R4`, `R4B` or `R5`; the resource is the same in each.

        Returns:
            A resource as plain values. Its first issue sums up what was read.

        Raises:
            UnknownValue: If the language or the version is none of them.
        """
        return written.operation_outcome(self, language, version)

    def bundle(
        self, *, language: str = "en", version: str = "R4", identified: str | None = None
    ) -> dict[str, Any]:
        """Return both in one Bundle of the type `collection`; the arguments are theirs."""
        issues = self.detected_issues(language=language, version=version, identified=identified)
        outcome = self.operation_outcome(language=language, version=version)
        entries = [{"resource": resource} for resource in (*issues, outcome)]
        return {"resourceType": "Bundle", "type": "collection", "entry": entries}

    def __bool__(self) -> NoReturn:
        """Refuse: there is no yes-or-no answer about medicines."""
        message = "a screening is neither true nor false: look at .level and .not_understood"
        raise TypeError(message)


def screen(
    given: str | bytes | Mapping[str, Any] | Iterable[Mapping[str, Any]],
    *,
    patient: Patient | None = None,
    release: str | None = None,
    dataset: Dataset | None = None,
    limits: Limits | None = None,
    set_aside: Collection[str] = SET_ASIDE,
    on: str | None = None,
    assume_pmd: bool = False,
) -> Screening:
    """Say what the list says of every medicine in a FHIR resource or Bundle.

    Args:
        given: JSON text, or the parsed value: a resource, a Bundle, or a list of them;
            R4, R4B or R5.
        patient: What is known beside what the resources say; it holds for every
            patient in them.
        release: The id of a release; none for the newest.
        dataset: The list to ask; none for the packaged one.
        limits: How much is read before it is refused.
        set_aside: Statuses for which a record is checked and named, but gives no alert.
        on: The day on which is asked, an ISO date, for the age; this package has no clock.
        assume_pmd: Whether everyone in it has a mitochondrial disease, as in a clinic for
            them; otherwise only those of whom the resources say so, or say nothing.

    Returns:
        A screening with one answer for each medicine.

    Raises:
        Unreadable: If it is not JSON, no FHIR resource, or over a limit.
        UnknownRelease: If there is no such release.
        UnknownValue: If a condition of the patient is not known.
        WrongType: If the patient is not a `Patient`, or the day no ISO date.

    Examples:
        >>> found = screen('{"resourceType": "Patient"}')
        >>> found.operation_outcome()["issue"][0]["severity"]
        'warning'
    """
    limits = limits or Limits()
    value = parse(given, limits) if isinstance(given, (str, bytes)) else given
    if isinstance(value, Mapping) and "resourceType" not in value:
        raise Unreadable("not-a-resource", "no resourceType")
    if not isinstance(value, (Mapping, list, tuple)):
        raise Unreadable("not-a-resource", type(value).__name__)
    pool = Pool(value, limits)
    return screen_pool(
        pool,
        asking=Asking(patient=patient, on=checked_day(on), assume_pmd=assume_pmd),
        release=release,
        dataset=dataset,
        limits=limits,
        set_aside=set_aside,
    )


def screen_pool(
    pool: Pool,
    *,
    asking: Asking,
    release: str | None,
    dataset: Dataset | None,
    limits: Limits,
    set_aside: Collection[str] = SET_ASIDE,
) -> Screening:
    """Screen resources that were found already; the rest is as in `screen`.

    Args:
        pool: The resources.
        asking: What the caller says of the patients.
        release: The id of a release; none for the newest.
        dataset: The list to ask; none for the packaged one.
        limits: How long a code or text may be.
        set_aside: Statuses for which a record gives no alert.

    Returns:
        The screening.
    """
    asked_of = dataset or packaged()
    made = asked_of.view(release, asking.patient).release
    people = People(pool, asking, asked_of, made.date)
    found = medications(pool, limits)
    read = people.sort(facts(pool, asked_of, limits.text), found)
    # Those of whom as much is known share what was judged and asked.
    checkers = {
        known_of: Checker(asked_of.view_of(made, known_of), set_aside)
        for known_of in set(people.known.values())
    }
    checked = [
        checkers[people.known[owner]].check(medication, owner)
        for medication, owner in ((m, people.of(m)) for m in found)
    ]
    read_from = {m.resource.path.split(f"{ACTIVITY}[")[0] for m in found}
    read_from |= {m.resource.container.path for m in found if m.resource.container is not None}
    left = (r for r in pool.resources if r.path not in read_from)
    counted = Counter(r.type for r in left if r.type not in _LOOKED_AT and not _wraps(r))
    return Screening(
        medications=tuple(checked),
        facts=read,
        patients=people.known,
        concerned=people.concerned,
        problems=tuple(pool.problems),
        not_looked_at=dict(sorted(counted.items())),
        release=made,
        dataset=asked_of,
    )


def _wraps(resource: Resource) -> bool:
    """Return whether these are Parameters that hold resources only, and no values."""
    given = resource.data.get("parameter") if resource.type == "Parameters" else None
    return isinstance(given, list) and not any(
        key.startswith("value") for one in given if isinstance(one, Mapping) for key in one
    )
