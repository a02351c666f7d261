"""FHIR in, FHIR out: what the list says of the medicines in a resource or a Bundle.

Plain JSON values go in and come out; nothing but this package is needed. R4, R4B and
R5 are read alike, and nothing is dropped: what was not understood is named in the
OperationOutcome.

    >>> from mitosafe import fhir
    >>> found = fhir.screen({
    ...     "resourceType": "MedicationStatement",
    ...     "medicationCodeableConcept": {
    ...         "coding": [{"system": "http://www.whocc.no/atc", "code": "n03ag01 "}]
    ...     },
    ... })
    >>> [issue["severity"] for issue in found.detected_issues()]
    ['high']
"""

from __future__ import annotations

from mitosafe.fhir.bundle import Limits, Problem, Resource, Unreadable
from mitosafe.fhir.check import Asked, Checked
from mitosafe.fhir.conditions import Fact
from mitosafe.fhir.medications import Medication, Said
from mitosafe.fhir.patients import Concerned
from mitosafe.fhir.screening import SET_ASIDE, Screening, screen

__all__ = [
    "SET_ASIDE",
    "Asked",
    "Checked",
    "Concerned",
    "Fact",
    "Limits",
    "Medication",
    "Problem",
    "Resource",
    "Said",
    "Screening",
    "Unreadable",
    "screen",
]
