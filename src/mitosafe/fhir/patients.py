"""Whose conditions hold for whose medicines: an input may be about several patients."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from mitosafe.answers.dataset import Dataset
from mitosafe.fhir.bundle import Pool
from mitosafe.fhir.conditions import Fact
from mitosafe.fhir.medications import Medication
from mitosafe.graph import way_up
from mitosafe.model import Patient, TermId


class People:
    """Tells whose conditions hold for whose medicines."""

    def __init__(
        self, pool: Pool, patient: Patient | None, dataset: Dataset, of_patient: str | None
    ) -> None:
        """Keep the input.

        Args:
            pool: The resources.
            patient: What is known beside what they say, of every patient.
            dataset: The list, for the tree of its conditions.
            of_patient: The reference to the one patient that it is about, if known.
        """
        self._pool = pool
        self._patient = patient
        self._dataset = dataset
        self._one = of_patient
        self._many = False
        #: What is known of each patient, by the reference to the patient.
        self.known: dict[str | None, Patient] = {}

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
        marked = tuple(self._marked(name, fact) for name, fact in pairs)
        terms: dict[str | None, set[str]] = {
            owner: set() for owner in (owners if self._many else {self._one})
        }
        for (name, _), fact in zip(pairs, marked, strict=True):
            owner = name if self._many else self._one
            if fact.kind in ("applied", "conflict") and owner in terms:
                terms[owner].update(fact.terms)
        self.known = {owner: known(self._patient, t, self._dataset) for owner, t in terms.items()}
        return marked

    def of(self, medication: Medication) -> str | None:
        """Return the key of the patient of a medicine in `known`."""
        if self._many:
            return self._name(medication.subject, medication.resource.path)
        return self._one

    def _name(self, reference: str | None, path: str) -> str | None:
        return None if reference is None else self._pool.name(reference, path)

    def _marked(self, name: str | None, fact: Fact) -> Fact:
        if fact.kind != "applied":
            return fact
        if (self._many and name is None) or (not self._many and name not in (None, self._one)):
            return attrs.evolve(fact, kind="other-patient")
        lacks = self._patient.lacks if self._patient else frozenset()
        if wider(fact.terms, self._dataset) & lacks:
            return attrs.evolve(fact, kind="conflict")
        return fact


def wider(terms: Iterable[str], dataset: Dataset) -> set[str]:
    """Return conditions with every wider condition of which they are kinds."""
    return {above for term in terms for above in way_up(TermId(term), dataset.parents)}


def known(patient: Patient | None, found: Iterable[str], dataset: Dataset) -> Patient:
    """Put what the caller knows and what was read of a patient together.

    Args:
        patient: What the caller knows.
        found: Ids of the conditions that were read.
        dataset: The list, for the tree of its conditions.

    Returns:
        What is known. What was read outweighs what the caller said is absent: the
        more careful of the two is kept.
    """
    has = frozenset(found)
    given = patient or Patient()
    return Patient(has=given.has | has, lacks=given.lacks - wider(has, dataset))
