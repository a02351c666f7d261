"""Three patients of the list and many who are not: how many alerts there are, and which."""

from __future__ import annotations

import random
from typing import Any

import pytest

from mitosafe import cds_hooks
from tests.cds_hooks.requests import INSTANCE
from tests.cds_hooks.standard import check
from tests.fhir.shapes import ORPHA, SNOMED, Json, bundle, coding, concept, condition, request

CM, WHO = "http://hl7.org/fhir/sid/icd-10-cm", "http://hl7.org/fhir/sid/icd-10"


def signed(orders: list[str], conditions: list[Json], **person: Any) -> Json:
    """Return the signing of orders on one day, for a patient of whom much is given."""
    drafts = [
        request(text, id=f"order-{number}", status="draft", authoredOn="2026-11-30T09:00:00Z")
        for number, text in enumerate(orders)
    ]
    return {
        "hook": "order-sign",
        "hookInstance": INSTANCE,
        "context": {"userId": "Practitioner/x", "patientId": "one", "draftOrders": bundle(*drafts)},
        "prefetch": {
            "patient": {"resourceType": "Patient", "id": "one", **person},
            "conditions": bundle(*conditions),
        },
    }


MELAS = signed(
    [
        "levetiracetam 500 mg tablet",
        "metformin 850 mg tablet",
        "valproate 500 mg tablet",
        "lamotrigine 50 mg tablet",
        "coenzyme Q10 100 mg",
        "insulin glargine",
        "lisinopril 5 mg tablet",
        "atorvastatin 20 mg tablet",
        "paracetamol 1 g tablet",
        "omeprazole 20 mg",
        "folic acid 5 mg",
        "gentamicin 240 mg",
    ],
    [
        condition(concept(coding(CM, "E88.41", "MELAS syndrome"))),
        condition(concept(coding(SNOMED, "84757009", "Epilepsy"))),
        condition(concept(coding(SNOMED, "73211009", "Diabetes mellitus"))),
    ],
    gender="female",
    birthDate="1985-03-02",
)
ALPERS = signed(
    [
        "levetiracetam 100 mg/ml oral solution",
        "valproic acid syrup",
        "clobazam 2.5 mg",
        "phenobarbital 30 mg",
        "paracetamol 120 mg",
        "midazolam 2.5 mg",
        "amoxicillin 125 mg",
        "vitamin D",
        "levocarnitine 300 mg",
        "propofol",
        "phenytoin 50 mg",
        "lactulose",
    ],
    [condition(concept(coding(CM, "G31.81", "Alpers disease")))],
    gender="male",
    birthDate="2025-05-20",
)
LHON = signed(
    [
        "rifampicin 600 mg",
        "isoniazid 300 mg",
        "pyrazinamide 1500 mg",
        "ethambutol 1200 mg",
        "linezolid 600 mg",
        "streptomycin 1 g",
        "pyridoxine 25 mg",
        "idebenone 150 mg",
        "amlodipine 5 mg",
        "salbutamol",
        "paracetamol 500 mg",
        "omeprazole 20 mg",
    ],
    [
        condition(concept(coding(ORPHA, "104", "Leber hereditary optic neuropathy"))),
        condition(concept(coding(WHO, "A15.0", "Tuberculosis of lung"))),
    ],
    gender="male",
    birthDate="1990-01-01",
)


def alerts(asked: Json) -> dict[str, str]:
    """Return the medicines that alert, each with the urgency of its card."""
    found = cds_hooks.respond(asked)["cards"]
    check(found)
    return {
        card["summary"].split(":")[0]: card["indicator"]
        for card in found
        if card["indicator"] != "info"
    }


@pytest.mark.parametrize(
    ("asked", "most", "critical", "warned"),
    [
        (MELAS, 4, set(), {"valproic acid", "metformin", "gentamicin"}),
        (ALPERS, 4, {"valproic acid"}, set()),
        (LHON, 5, set(), {"ethambutol", "linezolid", "streptomycin"}),
    ],
    ids=["melas", "alpers", "lhon"],
)
def test_patients_of_the_list(asked: Json, most: int, critical: set[str], warned: set[str]) -> None:
    """Of twelve orders a few alert, those that the facts bear out, and none is missed."""
    found = alerts(asked)
    assert critical == {name for name, urgency in found.items() if urgency == "critical"}
    assert warned <= {name for name, urgency in found.items() if urgency == "warning"}
    assert len(found) <= most


def test_what_is_said_of_other_diseases_alerts_nobody() -> None:
    """Lamotrigine is spoken of in POLG-related disease only: in MELAS it raises no card."""
    found = cds_hooks.respond(MELAS)["cards"]
    assert not [card for card in found if "lamotrigine" in card["summary"]]


def test_a_red_that_is_still_a_question_warns_and_asks() -> None:
    """Of gentamicin nothing holds in a carrier of LHON's kin alone: its red is asked for."""
    relative = {
        "resourceType": "FamilyMemberHistory",
        "status": "completed",
        "patient": {"reference": "Patient/one"},
        "condition": [{"code": concept(coding(ORPHA, "104"))}],
    }
    asked = signed(["gentamicin"], [condition(concept(coding(CM, "I10")))])
    asked["prefetch"]["family"] = bundle(relative)
    (card,) = cds_hooks.respond(asked)["cards"]
    assert "warning" == card["indicator"]
    assert "Ask: " in card["detail"]
    assert 2 == len(card["suggestions"])


@pytest.mark.parametrize("asked", [MELAS, ALPERS, LHON], ids=["melas", "alpers", "lhon"])
def test_each_card_has_six_lines_and_says_what_was_read(asked: Json) -> None:
    """No card is longer; each names the disease that was read of the patient."""
    for card in cds_hooks.respond(asked)["cards"]:
        assert 1 < len(card["detail"].strip().split("\n")) <= 6
        assert "Diseases of the patient taken into account" in card["detail"]


def test_what_was_not_read_of_the_patient_is_told_too() -> None:
    """The other diseases stand beside the one that counts."""
    for card in cds_hooks.respond(MELAS)["cards"]:
        assert "Epilepsy" in card["detail"]


def test_a_question_that_is_no_red_is_no_louder_than_what_holds() -> None:
    """A corticosteroid in MELAS informs; that it is worse in muscle disease is asked there."""
    asked = signed(["prednisolone 5 mg"], [condition(concept(coding(CM, "E88.41")))])
    (card,) = cds_hooks.respond(asked)["cards"]
    assert "info" == card["indicator"]
    assert "Ask: " in card["detail"]
    assert 1 == len(card["suggestions"])


TWENTY = [
    *("gentamicin", "linezolid", "valproate", "metformin", "propofol", "amiodarone"),
    *("simvastatin", "haloperidol", "amlodipine", "lisinopril", "bisoprolol", "ibuprofen"),
    *("paracetamol", "omeprazole", "azithromycin", "ciprofloxacin", "prednisolone"),
    *("furosemide", "aspirin", "lorazepam"),
]
HYPERTENSION = [
    condition(concept(coding(SNOMED, "38341003", "Hypertensive disorder"))),
    condition(concept(coding(WHO, "J18.9"))),
]


def test_a_patient_with_hypertension_has_no_card() -> None:
    """Twenty orders, eleven of which the list speaks of: nothing is said."""
    assert [] == cds_hooks.respond(signed(TWENTY, HYPERTENSION, birthDate="1950-01-01"))["cards"]


@pytest.mark.parametrize("given", [None, bundle()])
def test_that_there_are_no_conditions_is_an_answer(given: Json | None) -> None:
    """Conditions that were asked for, and are none, are given: there is nothing to say."""
    asked = signed(TWENTY, [])
    asked["prefetch"]["conditions"] = given
    assert [] == cds_hooks.respond(asked)["cards"]


@pytest.mark.parametrize(
    ("conditions", "topic"),
    [
        ("missing", "unknown"),
        ({"resourceType": "OperationOutcome"}, "unknown"),
        (bundle(condition({})), "unknown"),
        (bundle(condition(concept(coding(CM, "H47.22")))), "ask"),
    ],
)
def test_one_card_says_that_it_is_not_known_whom_it_is_about(conditions: Any, topic: str) -> None:
    """Where the conditions are not given, not read, or may be one, one card informs."""
    asked = signed(TWENTY, [])
    asked["prefetch"]["conditions"] = conditions
    if conditions == "missing":
        del asked["prefetch"]["conditions"]
    (card,) = cds_hooks.respond(asked)["cards"]
    check([card])
    assert ("info", topic) == (card["indicator"], card["source"]["topic"]["code"])


#: Diseases that are no mitochondrial one, in the systems that records use.
OTHERS = [
    (CM, "I10", "Essential (primary) hypertension"),
    (CM, "E11.9", "Type 2 diabetes mellitus without complications"),
    (WHO, "J45.9", None),
    (SNOMED, "195967001", "Asthma"),
    (SNOMED, "444814009", "Viral sinusitis (disorder)"),
    (CM, "G40.909", "Epilepsy, unspecified, not intractable"),
    (CM, "H90.3", "Sensorineural hearing loss, bilateral"),
    (CM, "G72.9", "Myopathy, unspecified"),
    (WHO, "E88.8", "Other specified metabolic disorders"),
    (SNOMED, "162864005", "Body mass index 30+ - obesity (finding)"),
]


def test_a_day_of_patients_without_a_mitochondrial_disease_gives_no_card() -> None:
    """However many there are, and whatever is ordered."""
    draw = random.Random(15)
    for _ in range(100):
        diseases = [
            condition(concept(coding(*code)))
            for code in draw.sample(OTHERS, draw.randint(1, len(OTHERS)))
        ]
        orders = draw.sample(TWENTY, draw.randint(1, 5))
        assert [] == cds_hooks.respond(signed(orders, diseases))["cards"]
