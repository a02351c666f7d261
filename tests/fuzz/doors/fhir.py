"""`fhir.screen`: the JSON of a resource, a Bundle or a list of them, in any version."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from fhir.resources.detectedissue import DetectedIssue as DetectedIssueR5
from fhir.resources.R4B.detectedissue import DetectedIssue
from fhir.resources.R4B.operationoutcome import OperationOutcome

from mitosafe import fhir
from mitosafe.fhir.medications import CARRIERS, KEYS
from mitosafe.model import LANGUAGES
from tests.fhir.shapes import (
    ATC,
    LIST,
    ORPHA,
    RXNORM,
    SNOMED,
    bundle,
    coding,
    concept,
    condition,
    request,
)
from tests.fuzz.bytes import Choices, encodable, refused

VERSIONS: dict[str, Any] = {"R4": DetectedIssue, "R4B": DetectedIssue, "R5": DetectedIssueR5}

_CODED = concept(coding(ATC, "N99XA01", "exemplin"), coding(RXNORM, 900001), text="Exemplar 5 mg")
_MEDICATION = {
    "resourceType": "Medication",
    "id": "m",
    "code": concept(coding(SNOMED, "1")),
    "ingredient": [
        {"itemCodeableConcept": concept(text="Combinex"), "isActive": True},
        {"item": {"reference": {"reference": "#m"}}},
    ],
}
_R5 = {
    "resourceType": "MedicationStatement",
    "medication": {"concept": _CODED, "reference": {"reference": "Medication/m", "display": "x"}},
    "status": "stopped",
    "contained": [_MEDICATION],
}
_GIVEN: tuple[Any, ...] = (
    request("exemplin"),
    request(_CODED, doNotPerform=True, modifierExtension=[{}]),
    _R5,
    [request("Duplon"), request("unheardof"), None],
    bundle(
        ("urn:uuid:1", request(None, medicationReference={"reference": "Medication/m"})),
        ("http://example.org/fhir/Medication/m", _MEDICATION),
        condition(concept(coding(ORPHA, "ORPHA:0")), verificationStatus=concept(text="refuted")),
        {"resourceType": "Observation", "component": [{"valueCodeableConcept": _CODED}]},
        {"resourceType": "Patient", "id": "one"},
    ),
)
SEEDS = tuple(b"\0\0" + json.dumps(value).encode() for value in _GIVEN)
WORDS = tuple(
    word.encode()
    for word in (
        *(f'"{key}":' for key in (*KEYS, "resourceType", "contained", "reference", "coding")),
        *(f'"{name}"' for name in (*CARRIERS, "exemplin", "#m", "urn:uuid:1", "active", ATC)),
        *("null", "true", "NaN", "-Infinity", "1e999", "[]", "{}", '"\\ud800"', '"\\u0000"'),
    )
)


def try_one(data: bytes) -> None:
    """Screen; each medicine comes back, and what goes out is valid in its version."""
    chosen = Choices(data, 2)
    language, version = chosen.one(LANGUAGES), chosen.one(tuple(VERSIONS))
    try:
        found = fhir.screen(chosen.rest, dataset=LIST, release="2026.2")
    except fhir.Unreadable as error:
        refused(error)
        return
    carriers = list(_carriers(json.loads(chosen.rest.decode("utf-8-sig"))))
    assert len(carriers) <= len(found.medications)
    assert len(found.medications) == len(found.report().answers)
    made = found.bundle(language=language, version=version)
    encodable(json.dumps(made, ensure_ascii=False, allow_nan=False))
    *issues, outcome = [entry["resource"] for entry in made["entry"]]
    OperationOutcome.model_validate(outcome)
    for issue in issues:
        VERSIONS[version].model_validate(issue)
    encodable(found.report().text(language))


def _carriers(value: Any) -> Iterator[Any]:
    """Return every resource that carries a medicine, wherever it stands."""
    if isinstance(value, list):
        for inner in value:
            yield from _carriers(inner)
    elif isinstance(value, dict):
        if "resourceType" in value and (
            value["resourceType"] in CARRIERS or any(key in value for key in KEYS)
        ):
            yield value
        for inner in value.values():
            yield from _carriers(inner)
