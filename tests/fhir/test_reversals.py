"""Records that take something back outside of their status, and those that say there is none."""

from __future__ import annotations

from typing import Any

import pytest

from mitosafe import fhir
from mitosafe.fhir.patients import Concerned
from tests.fhir.shapes import Json, bundle, coding, concept, condition, request, screened

IPS = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips"


def transaction(*entries: tuple[Json | None, str, str]) -> Json:
    """Return a transaction: a resource, a method and an address for each entry."""
    return {
        "resourceType": "Bundle",
        "type": "transaction",
        "entry": [
            {
                **({"resource": resource} if resource else {}),
                "request": {"method": method, "url": url},
            }
            for resource, method, url in entries
        ],
    }


@pytest.mark.parametrize(
    "given",
    [
        transaction((request("exemplin", id="1"), "DELETE", "MedicationRequest/1")),
        transaction((request("exemplin", id="1"), "delete", "x")),
        transaction(
            (request("exemplin", id="1"), "PUT", "MedicationRequest/1"),
            (None, "DELETE", "MedicationRequest/1"),
        ),
    ],
)
def test_an_order_that_is_to_be_deleted_gives_no_alert(given: Json) -> None:
    """It is checked and named with what becomes of it, by the entry itself or by its address."""
    found = screened(given)
    assert ["deleted"] == [record.set_aside for record in found.medications]
    assert None is found.worst
    texts = [issue["details"]["text"] for issue in found.operation_outcome()["issue"]]
    assert any("deleted: exemplin" in text for text in texts)


def test_an_order_that_is_written_counts() -> None:
    """Another method than DELETE, and an entry without one, are records like any other."""
    given = transaction((request("exemplin"), "POST", "MedicationRequest"))
    given["entry"].append({"resource": request("exemplin"), "request": "none"})
    assert ["", ""] == [record.set_aside for record in screened(given).medications]


def test_a_diagnosis_that_is_to_be_deleted_decides_nothing() -> None:
    """It is told, and set aside."""
    melas = condition(concept(text="MELAS"), id="c")
    found = fhir.screen(transaction((melas, "DELETE", "Condition/c")))
    assert [("set-aside", "deleted")] == [(fact.kind, fact.reason) for fact in found.facts]


def test_a_modifier_that_is_not_known_is_named() -> None:
    """What may turn the meaning round stands beside the answer, which is given all the same."""
    found = screened(request("exemplin", modifierExtension=[{"url": "urn:x"}]))
    assert ["modifier"] == [problem.kind for problem in found.medications[0].medication.problems]
    assert None is not found.worst


def medicines(*entries: Any, **more: Any) -> Json:
    """Return a list of medicines."""
    code = concept(coding("http://loinc.org", "10160-0"))
    base = {"resourceType": "List", "status": "current", "mode": "snapshot", "code": code}
    subject = {"subject": {"reference": "Patient/one"}}
    return {**base, **subject, "entry": [*entries], **more}


def item(name: str, **more: Any) -> Json:
    """Return an entry of a list that only says a name."""
    return {"item": {"display": name}, **more}


def test_the_items_of_a_list_that_only_say_a_name_are_read() -> None:
    """Each is a medicine of the patient of the list; what is taken off the list is set aside."""
    found = screened(medicines(item("exemplin 5 mg"), item("correctol", deleted=True), "x", {}))
    assert [("exemplin 5 mg", ""), ("correctol", "deleted")] == [
        (record.label, record.set_aside) for record in found.medications
    ]
    assert ["Patient/one"] * 2 == [record.patient for record in found.medications]
    assert {} == dict(found.not_looked_at)


def test_an_item_that_refers_to_a_resource_is_not_read_twice() -> None:
    """What is given as a resource is read as that."""
    order = request("exemplin", id="1")
    entry = {"item": {"reference": "MedicationRequest/1", "display": "exemplin"}}
    assert 1 == len(screened(bundle(order, medicines(entry))).medications)


@pytest.mark.parametrize(
    ("more", "read"),
    [
        ({"code": concept(text="Liste des médicaments")}, True),
        ({"code": {}, "title": "Medicatieoverzicht"}, True),
        ({"code": concept(text="Problem list")}, False),
        ({"code": {}}, False),
        ({"entry": "none"}, False),
    ],
)
def test_which_lists_are_of_medicines(more: Json, read: bool) -> None:
    """By their code or their name; the items of any other list are counted, not read."""
    found = screened(medicines(item("exemplin"), **more))
    assert read == bool(found.medications)
    assert read != ("List" in found.not_looked_at)


@pytest.mark.parametrize(
    "medication",
    [
        concept(coding(IPS, "no-known-medications")),
        concept(coding(IPS, "no-medication-info", "No information about medications")),
        concept(coding("http://snomed.info/sct", "1", "No known current medications")),
        concept(text="Geen bekende medicatie"),
        {"concept": concept(text="Aucun médicament connu")},
    ],
)
def test_that_there_is_no_medicine_is_understood(medication: Json) -> None:
    """It is no medicine that was not understood, and no alert."""
    key = "medication" if "concept" in medication else "medicationCodeableConcept"
    found = screened({**request(), "resourceType": "MedicationStatement", key: medication})
    (record,) = found.medications
    assert record.understood
    assert "" != record.set_aside
    assert () == found.not_understood
    severities = {issue["severity"] for issue in found.operation_outcome()["issue"]}
    codes = {issue["code"] for issue in found.operation_outcome()["issue"]}
    assert "code-invalid" not in codes
    assert severities <= {"information", "warning"}


def test_that_there_is_no_problem_is_what_a_patient_has() -> None:
    """A summary that says there are no problems gives the conditions: there are none."""
    none = condition(concept(coding(IPS, "no-known-problems")))
    found = fhir.screen(bundle(none, request("valproate")))
    assert [Concerned.NO] == list(found.concerned.values())
    unknown = condition(concept(coding(IPS, "no-problem-info")))
    found = fhir.screen(bundle(unknown, request("valproate")))
    assert [Concerned.UNKNOWN] == list(found.concerned.values())
