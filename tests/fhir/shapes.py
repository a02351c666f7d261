"""Small resources of our own, in the shapes of R4 and R5, for the tests to fill."""

from __future__ import annotations

from typing import Any

from mitosafe import fhir
from tests import invented

Json = dict[str, Any]

ATC = "http://www.whocc.no/atc"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
SNOMED = "http://snomed.info/sct"
ORPHA = "http://www.orpha.net"

#: Nothing in the tests changes it, and what it remembers changes no answer.
LIST = invented.dataset()


def screened(given: Any, **more: Any) -> fhir.Screening:
    """Screen with the invented list, as of the release of which its table tells."""
    return fhir.screen(given, **{"dataset": LIST, "release": "2026.2", **more})


def coding(system: str | None, code: Any, display: str | None = None) -> Json:
    """Return a Coding; what is None is left out."""
    found = {"system": system, "code": code, "display": display}
    return {key: value for key, value in found.items() if value is not None}


def concept(*codings: Json, text: str | None = None) -> Json:
    """Return a CodeableConcept; what is not given is left out."""
    return {**({"coding": list(codings)} if codings else {}), **({"text": text} if text else {})}


def request(medication: Any = None, /, **more: Any) -> Json:
    """Return a MedicationRequest of R4; text as its medication becomes a concept."""
    if isinstance(medication, str):
        medication = concept(text=medication)
    named = {} if medication is None else {"medicationCodeableConcept": medication}
    return {
        "resourceType": "MedicationRequest",
        "id": "order",
        "status": "active",
        "intent": "order",
        "subject": {"reference": "Patient/one"},
        **named,
        **more,
    }


def condition(code: Any, **more: Any) -> Json:
    """Return a Condition of the same patient."""
    base = {"resourceType": "Condition", "subject": {"reference": "Patient/one"}}
    return {**base, "code": code, **more}


def bundle(*resources: Any) -> Json:
    """Return a Bundle; a pair is a fullUrl and a resource."""
    entries = [
        {"fullUrl": item[0], "resource": item[1]} if isinstance(item, tuple) else {"resource": item}
        for item in resources
    ]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def drugs(checked: fhir.Checked) -> list[str]:
    """Return the ids of what was found."""
    return [finding.drug.id for finding in checked.answer.findings]


def kinds(checked: fhir.Checked) -> list[str]:
    """Return the kinds of problems of a medicine."""
    return [problem.kind for problem in checked.medication.problems]


def one(given: Any, **more: Any) -> fhir.Checked:
    """Screen what has one medicine, and give it."""
    (found,) = screened(given, **more).medications
    return found
