"""Whose conditions hold for whose medicines, and whom the list concerns.

An input may be about several patients. The list is for people with a mitochondrial
disease, with a suspicion of one, or who carry a variant: of anybody else it has nothing
to say, if it was told what that patient has.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping

import attrs

from mitosafe.answers.dataset import Dataset
from mitosafe.fhir.age import Use, use_of
from mitosafe.fhir.bundle import Pool
from mitosafe.fhir.conditions import Fact, diagnoses
from mitosafe.fhir.medications import Medication
from mitosafe.model import ANY_PMD, Patient, TermId

#: Kinds of facts after which it must be asked whether the list concerns a patient.
_ASKING = frozenset({"hint", "asks", "known"})
#: Kinds of facts whose terms hold.
_HOLDING = frozenset({"applied", "conflict"})


class Concerned(enum.Enum):
    """Whether the list concerns a patient, by what was read of the patient."""

    #: A mitochondrial disease, a suspicion or a carrier state was read, or the caller said so.
    YES = "yes"
    #: Something that may be one was read: it is to be asked.
    ASK = "ask"
    #: What the patient has was read, and nothing of it concerns the list.
    NO = "no"
    #: What the patient has was not given, or could not be read.
    UNKNOWN = "unknown"


@attrs.frozen(kw_only=True)
class Asking:
    """What a caller says of all patients of an input.

    Args:
        patient: What is known beside what the resources say; none for nothing.
        of_patient: The reference to the one patient that it is about, if known.
        on: The day on which is asked; none if it is not known.
        assume_pmd: Whether everyone has a mitochondrial disease, as in a clinic for them.
        given: Whether what the patients have was given, even where nothing is in it.
    """

    patient: Patient | None = None
    of_patient: str | None = None
    on: str | None = None
    assume_pmd: bool = False
    given: bool = False


class People:
    """Tells whose conditions hold for whose medicines."""

    def __init__(self, pool: Pool, asking: Asking, dataset: Dataset, released: str) -> None:
        """Keep the input, what the caller says, the list, and the day of its release."""
        self._pool = pool
        self._asking = asking
        self._dataset = dataset
        self._kinds = diagnoses(dataset).kinds
        self._released = released
        self._one = asking.of_patient
        self._many = False
        #: What is known of each patient, by the reference to the patient.
        self.known: dict[str | None, Patient] = {}
        #: Whether the list concerns each patient.
        self.concerned: dict[str | None, Concerned] = {}

    def sort(self, read: Iterable[Fact], found: Iterable[Medication]) -> tuple[Fact, ...]:
        """Put each fact to its patient, and mark what holds for nobody here."""
        pairs = [(self._name(fact.subject, fact.path), fact) for fact in read]
        owners = {self._name(m.subject, m.resource.path) for m in found}
        names = {*owners, *(name for name, _ in pairs)}
        names |= {r.reference for r in self._pool.resources if r.type == "Patient"}
        if self._one is None:
            alone = names - {None}
            self._many = len(alone) > 1
            self._one = None if self._many else next(iter(alone), None)
        marked = [self._marked(name, fact) for name, fact in pairs]
        of: dict[str | None, list[Fact]] = {
            owner: [] for owner in (owners if self._many else {self._one})
        }
        for (name, _), fact in zip(pairs, marked, strict=True):
            owner = name if self._many else self._one
            if owner in of and fact.kind != "other-patient":
                of[owner].append(fact)
        more = [extra for owner, own in of.items() for extra in self._know(owner, own)]
        return (*marked, *more)

    def of(self, medication: Medication) -> str | None:
        """Return the key of the patient of a medicine in `known`."""
        if self._many:
            return self._name(medication.subject, medication.resource.path)
        return self._one

    def _name(self, reference: str | None, path: str) -> str | None:
        return None if reference is None else self._pool.name(reference, path)

    def _marked(self, name: str | None, fact: Fact) -> Fact:
        if fact.kind in ("other", "unread", "set-aside"):
            return fact
        if (self._many and name is None) or (not self._many and name not in (None, self._one)):
            return attrs.evolve(fact, kind="other-patient")
        patient = self._asking.patient
        lacks = patient.lacks if patient else frozenset()
        if fact.kind == "applied" and wider(fact.terms, self._dataset) & lacks:
            return attrs.evolve(fact, kind="conflict")
        return fact

    def _know(self, owner: str | None, own: list[Fact]) -> Iterable[Fact]:
        """Keep what is known of a patient; give what is to be told of it beside the facts."""
        use = self._use(owner)
        held = self._held(own)
        given = self._asking.patient or Patient()
        opening = [t for t in (*held, *sorted(given.has)) if self._opens(t)]
        has = {*held, *self._terms(use.has)}
        lacks = {*self._terms(use.lacks)}
        if opening and not self._asking.assume_pmd and self._only_carries(opening):
            lacks.add(ANY_PMD)
        self.known[owner] = known(self._asking.patient, has, lacks, self._dataset)
        self.concerned[owner] = self._concerned(opening, own)
        yield from self._contradictions(owner, own)
        if use.value and (use.wrong or "under-two-years" in use.has):
            kind = use.wrong or "applied"
            terms = tuple(self._terms({"under-two-years"}))
            yield Fact(
                kind=kind, terms=terms, value=use.value, path=use.path, subject=owner, of="Patient"
            )

    def _held(self, own: Iterable[Fact]) -> list[str]:
        """Return what holds; what is confirmed is no longer suspected."""
        graph = self._dataset.parents
        held = dict.fromkeys(t for fact in own if fact.kind in _HOLDING for t in fact.terms)
        every = graph.closure(held)
        settled = graph.settled_by
        return [t for t in held if every.isdisjoint(settled.get(TermId(t), ()))]

    def _use(self, owner: str | None) -> Use:
        """Return what the birth date and the sex of a patient say."""
        for resource in self._pool.resources:
            mine = resource.reference in ((owner,) if self._many else (None, self._one))
            if resource.type == "Patient" and mine:
                return use_of(resource, self._asking.on, self._released)
        return Use()

    def _terms(self, ids: Iterable[str]) -> list[str]:
        """Return those ids that the list has as conditions or circumstances."""
        uses = {term.id for term in self._dataset.terms("circumstances")}
        return [one for one in sorted(ids) if one in self._kinds or one in uses]

    def _opens(self, term: str) -> bool:
        return self._kinds.get(term, "feature") != "feature"

    def _only_carries(self, opening: Iterable[str]) -> bool:
        """Return whether nothing but carrier states is known: no disease and no suspicion."""
        return all(self._kinds[term] == "carrier" for term in opening)

    def _concerned(self, opening: list[str], own: list[Fact]) -> Concerned:
        if opening or self._asking.assume_pmd:
            return Concerned.YES
        kinds = {fact.kind for fact in own}
        if kinds & _ASKING:
            return Concerned.ASK
        given = self._asking.given or any(fact.of == "Condition" for fact in own)
        return Concerned.NO if given and "unread" not in kinds else Concerned.UNKNOWN

    def _contradictions(self, owner: str | None, own: list[Fact]) -> Iterable[Fact]:
        """Name records of one patient that cannot all be right; none of them is dropped."""
        held = {t for fact in own if fact.kind in _HOLDING for t in fact.terms}
        taken_back = {"refuted", "absent", "negated"}
        for fact in own:
            if fact.kind == "set-aside" and fact.reason in taken_back and held & {*fact.terms}:
                yield attrs.evolve(fact, kind="contradiction")
        if clash := self._dataset.parents.clashes(wider(held, self._dataset)):
            terms = tuple(sorted(clash))
            yield Fact(kind="contradiction", terms=terms, value="", path="", subject=owner)


def wider(terms: Iterable[str], dataset: Dataset) -> frozenset[str]:
    """Return conditions with every wider condition of which they are kinds."""
    return dataset.parents.closure(terms)


def known(
    patient: Patient | None, has: Iterable[str], lacks: Iterable[str], dataset: Dataset
) -> Patient:
    """Put what the caller knows and what was read of a patient together.

    Args:
        patient: What the caller knows.
        has: Ids of the conditions that were read.
        lacks: Ids of what is known not to be, from what was read.
        dataset: The list, for the graph of its conditions.

    Returns:
        What is known. What was read outweighs what the caller said is absent: the
        more careful of the two is kept.
    """
    given = patient or Patient()
    found = given.has | frozenset(has)
    left = (given.lacks | frozenset(lacks)) - wider(found, dataset)
    return Patient(has=found, lacks=left)


#: Whether the list concerns each patient of an input, by the reference to the patient.
Concerns = Mapping[str | None, Concerned]
