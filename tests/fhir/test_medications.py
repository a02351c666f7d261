"""Every shape in which a medicine stands is read, and what cannot be read is named."""

from __future__ import annotations

from typing import Any

import pytest

from mitosafe import fhir
from mitosafe.model import Outcome
from tests.fhir.shapes import (
    ATC,
    RXNORM,
    SNOMED,
    Json,
    bundle,
    coding,
    concept,
    drugs,
    kinds,
    one,
    request,
    screened,
)

EXEMPLIN = concept(coding(ATC, "N99XA01"))


@pytest.mark.parametrize(
    "kind",
    [
        "MedicationRequest",
        "MedicationStatement",
        "MedicationUsage",
        "MedicationAdministration",
        "MedicationDispense",
        "MedicationOrder",
        "MedicationRequst",
    ],
)
@pytest.mark.parametrize(
    "named",
    [
        {"medicationCodeableConcept": EXEMPLIN},
        {"medication": {"concept": EXEMPLIN}},
        {"medicationReference": {"display": "exemplin"}},
        {"medication": {"reference": {"display": "exemplin"}}},
        {"medication": EXEMPLIN},
    ],
)
def test_each_resource_in_each_shape(kind: str, named: Json) -> None:
    """Every resource that carries a medicine is read in the shapes of R4 and of R5 alike."""
    assert ["exemplin"] == drugs(one({"resourceType": kind, **named}))


MEDICATION = {"resourceType": "Medication", "id": "m", "code": EXEMPLIN}


@pytest.mark.parametrize(
    ("reference", "medication"),
    [
        ("Medication/m", MEDICATION),
        ("Medication/m/_history/3", MEDICATION),
        (" Medication/m ", MEDICATION),
        ("urn:uuid:7", ("urn:uuid:7", MEDICATION)),
        ("https://here/fhir/Medication/m", ("https://here/fhir/Medication/m", MEDICATION)),
        ("https://here/fhir/Medication/m", MEDICATION),
        ("Medication/m", ("https://here/fhir/Medication/m", MEDICATION)),
    ],
)
@pytest.mark.parametrize("key", ["medicationReference", "medication"])
def test_references_within_a_bundle(reference: str, medication: Any, key: str) -> None:
    """A reference is followed by type and id, by fullUrl, and with a version in it."""
    target: Any = {"reference": reference}
    order = request(None, **{key: target if key != "medication" else {"reference": target}})
    found = one(bundle(medication, order))
    assert (["exemplin"], []) == (drugs(found), kinds(found))


def test_a_reference_to_another_server_is_not_taken_for_one_to_this() -> None:
    """The same id at another address is another Medication."""
    elsewhere = {"medicationReference": {"reference": "https://there/fhir/Medication/m"}}
    here = ("https://here/fhir/Medication/m", MEDICATION)
    order, medication = screened(bundle(here, request(None, **elsewhere))).medications
    assert ["reference-not-found", "no-medication"] == kinds(order)
    assert ["exemplin"] == drugs(medication)


def test_a_relative_reference_means_the_resource_of_the_same_server() -> None:
    """Of two resources with one id, the one at the address of the referring one is meant."""
    other = {"resourceType": "Medication", "id": "m", "code": concept(text="acceptol")}
    order = request(None, medicationReference={"reference": "Medication/m"})
    found, rest = screened(
        bundle(
            ("https://a/Medication/m", MEDICATION),
            ("https://b/Medication/m", other),
            ("https://b/MedicationRequest/order", order),
        )
    ).medications
    assert (["acceptol"], ["exemplin"]) == (drugs(found), drugs(rest))


def test_two_resources_of_one_name_are_both_read() -> None:
    """Where it cannot be told which one is meant, both are asked."""
    other = {"resourceType": "Medication", "id": "m", "code": concept(text="acceptol")}
    order = request(None, medicationReference={"reference": "Medication/m"})
    assert ["exemplin", "acceptol"] == drugs(one(bundle(MEDICATION, other, order)))


def test_contained_medications() -> None:
    """A contained Medication is read for the resource that contains it, and only there."""
    order = request(
        None, contained=[MEDICATION], medicationReference={"reference": "#m", "display": "exemplin"}
    )
    stranger = request(None, medicationReference={"reference": "#m"})
    first, second = screened(bundle(order, stranger)).medications
    assert (["exemplin"], []) == (drugs(first), kinds(first))
    assert ["reference-not-found", "no-medication"] == kinds(second)


def test_contained_resources_refer_to_each_other() -> None:
    """Within a contained resource `#` means its neighbours."""
    mixture = {
        "resourceType": "Medication",
        "id": "mix",
        "ingredient": [{"itemReference": {"reference": "#m"}}],
    }
    order = request(
        None, contained=[mixture, MEDICATION], medicationReference={"reference": "#mix"}
    )
    assert ["exemplin"] == drugs(one(order))


@pytest.mark.parametrize(
    "ingredient",
    [
        {"itemCodeableConcept": concept(text="acceptol")},
        {"item": {"concept": concept(text="acceptol")}},
        {"itemReference": {"reference": "Substance/s"}},
        {"item": {"reference": {"reference": "Substance/s"}}},
    ],
)
def test_ingredients(ingredient: Json) -> None:
    """Ingredients of R4 and R5 are read, directly and through a Substance."""
    substance = {"resourceType": "Substance", "id": "s", "code": concept(text="acceptol")}
    medication = {**MEDICATION, "ingredient": [ingredient]}
    found = one(bundle(medication, substance))
    assert (["exemplin", "acceptol"], []) == (drugs(found), kinds(found))


def test_an_inactive_ingredient_is_named_and_not_asked() -> None:
    """An excipient raises no alert, and does not vanish."""
    inactive = {"isActive": False, "itemCodeableConcept": concept(text="cloudwater")}
    found = one({**MEDICATION, "ingredient": [inactive]})
    assert ["exemplin"] == drugs(found)
    assert [("inactive-ingredient", "cloudwater")] == [
        (problem.kind, problem.value) for problem in found.medication.problems
    ]


@pytest.mark.parametrize("kind", ["Medication", "MedicationKnowledge"])
def test_a_medication_that_nothing_refers_to_stands_for_itself(kind: str) -> None:
    """What describes a medicine, alone or left over in a Bundle, is checked."""
    medication = {**MEDICATION, "resourceType": kind}
    assert ["exemplin"] == drugs(one(medication))
    assert [["acceptol"], ["exemplin"]] == list(
        map(drugs, screened(bundle(medication, request("acceptol"))).medications)
    )


def classified(*extensions: Any, **more: Any) -> Json:
    """Return a Medication with extensions."""
    return {"resourceType": "Medication", "extension": list(extensions), **more}


def extension(*codings: Json) -> Json:
    """Return an extension with a concept."""
    return {"url": "https://example.org/e", "valueCodeableConcept": concept(*codings)}


def test_the_classification_of_a_medication_is_read() -> None:
    """An ATC code in an extension names the medicine, alone and beside a code of its own."""
    kind = extension(coding(ATC, "N99XA01"))
    for more in ({}, {"code": concept(coding(SNOMED, "1"))}):
        found = one(classified(7, kind, **more))
        assert (["exemplin"], []) == (drugs(found), kinds(found))


@pytest.mark.parametrize("system", ["https://example.org/unit", SNOMED, None])
def test_what_else_is_in_extensions_is_not_taken_for_a_medicine(system: str | None) -> None:
    """A unit or a package form is no name of the medicine."""
    found = one(classified(extension(coding(system, "1", "exemplin")), {"valueString": "exemplin"}))
    assert ([], ["no-name", "no-medication"]) == (drugs(found), kinds(found))


def plan(**detail: Any) -> Json:
    """Return a CarePlan with one activity that is told, and others that name nothing."""
    contained = [{"resourceType": "Medication", "id": "m", "code": EXEMPLIN}]
    return {
        "resourceType": "CarePlan",
        "id": "p",
        "contained": contained if "productReference" in detail else [],
        "subject": {"reference": "Patient/one"},
        "activity": [7, {"detail": "text"}, {"detail": {"status": "unknown"}}, {"detail": detail}],
    }


@pytest.mark.parametrize(
    "named",
    [{"productCodeableConcept": EXEMPLIN}, {"productReference": {"reference": "#m"}}],
)
def test_what_a_care_plan_is_to_give_is_read(named: Json) -> None:
    """An activity of a CarePlan is a record of that plan, of its patient, with its own status."""
    found = screened(plan(**named, status="scheduled"))
    (checked,) = found.medications
    assert (["exemplin"], "Patient/one", {}) == (
        drugs(checked),
        checked.patient,
        found.not_looked_at,
    )
    assert "CarePlan.activity[3].detail" == checked.medication.resource.path
    assert "CarePlan/p" == found.detected_issues()[0]["implicated"][0]["reference"]
    assert "stopped" == one(plan(**named, status="stopped")).set_aside
    assert "doNotPerform" == one(plan(**named, prohibited=True)).set_aside


@pytest.mark.parametrize("activities", [None, "text", [], [{"reference": {"reference": "x"}}]])
def test_a_care_plan_without_a_product_is_named_as_not_looked_at(activities: Any) -> None:
    """A CarePlan from which nothing could be read is named by its type."""
    found = screened({"resourceType": "CarePlan", "activity": activities})
    assert ((), {"CarePlan": 1}) == (found.medications, found.not_looked_at)


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ([{"name": "a", "resource": request("exemplin")}, "text"], {}),
        ([{"name": "a", "valueCodeableConcept": EXEMPLIN}], {"Parameters": 1}),
        (None, {"Parameters": 1}),
    ],
)
def test_parameters_with_values_are_named_as_not_looked_at(
    parameters: Any, expected: dict[str, int]
) -> None:
    """Resources in Parameters are read; a value there may name a medicine and is not."""
    found = screened({"resourceType": "Parameters", "parameter": parameters})
    assert expected == found.not_looked_at


def test_a_misspelt_type_that_was_read_is_not_told_as_passed_over() -> None:
    """What was read for its medicine does not stand among the records not looked at."""
    found = screened({"resourceType": "MedicationRequst", "medicationCodeableConcept": EXEMPLIN})
    assert ({}, ["exemplin"]) == (found.not_looked_at, drugs(found.medications[0]))


def test_resources_are_found_wherever_they_stand() -> None:
    """Without the entry's wrapper, in Parameters, in a Bundle in a Bundle, in a list."""
    bare = {"resourceType": "Bundle", "entry": [request("exemplin")]}
    parameters = {
        "resourceType": "Parameters",
        "parameter": [{"name": "order", "resource": request("exemplin")}],
    }
    paths = {
        "Bundle.entry[0]": bare,
        "Parameters.parameter[0].resource": parameters,
        "Bundle.entry[0].resource.entry[0].resource": bundle(bundle(request("exemplin"))),
        "[0]": [request("exemplin")],
        "MedicationRequest": request("exemplin"),
    }
    assert list(paths) == [one(given).medication.resource.path for given in paths.values()]


@pytest.mark.parametrize(
    ("medication", "expected"),
    [
        ({}, ["no-name", "no-medication"]),
        ({"extension": [{"url": "x"}]}, ["no-name", "no-medication"]),
        (7, ["wrong-shape", "no-medication"]),
        (None, ["wrong-shape", "no-medication"]),
        ({"coding": 7}, ["wrong-shape", "no-medication"]),
        ({"coding": [7]}, ["wrong-shape", "no-medication"]),
        ({"coding": [{}]}, ["no-name", "no-medication"]),
        ({"coding": [{"system": ATC, "code": True}]}, ["wrong-shape", "no-medication"]),
        ({"text": " "}, ["wrong-shape", "no-medication"]),
        ({"text": ["exemplin"]}, ["wrong-shape", "no-medication"]),
        ({"identifier": {"system": "s", "value": "v"}}, ["reference-identifier", "no-medication"]),
        ({"identifier": "v"}, ["no-medication"]),
        ({"reference": 7}, ["wrong-shape", "no-medication"]),
    ],
)
def test_what_cannot_be_read_is_named(medication: Any, expected: list[str]) -> None:
    """Nothing that stands where a medicine should is passed over in silence."""
    found = one({"resourceType": "MedicationRequest", "medicationCodeableConcept": medication})
    assert (expected, Outcome.EMPTY, False) == (
        kinds(found),
        found.answer.outcome,
        found.understood,
    )


@pytest.mark.parametrize(
    "medication",
    [
        "exemplin",
        [concept(text="exemplin")],
        {"coding": coding(ATC, "N99XA01")},
        {"coding": coding(RXNORM, 900001)},
    ],
)
def test_a_wrong_shape_is_read_all_the_same(medication: Any) -> None:
    """Where the mistake is clear the medicine is checked; a changed shape is named."""
    given = {"resourceType": "MedicationRequest", "medicationCodeableConcept": medication}
    assert ["exemplin"] == drugs(one(given))


@pytest.mark.parametrize(
    ("ingredient", "expected"),
    [
        (7, ["wrong-shape"]),
        ([7], ["wrong-shape"]),
        ([{}], ["no-name"]),
        ({"item": {"concept": concept(text="exemplin")}}, ["wrong-shape"]),
    ],
)
def test_ingredients_that_are_none(ingredient: Any, expected: list[str]) -> None:
    """Ingredients of a wrong shape are named."""
    found = one({**MEDICATION, "ingredient": ingredient})
    assert (["exemplin"], expected) == (drugs(found), kinds(found))


def test_a_carrier_without_a_medicine_is_named() -> None:
    """A MedicationRequest that names nothing is in the answer, as not read."""
    assert ["no-medication"] == kinds(one(request()))
    assert ["no-name", "no-medication"] == kinds(one({"resourceType": "Medication"}))


def test_cycles_end() -> None:
    """Medications made of each other are each read once, and the cycle is named."""
    first = {
        **MEDICATION,
        "id": "a",
        "ingredient": [{"itemReference": {"reference": "Medication/b"}}],
    }
    second = {
        "resourceType": "Medication",
        "id": "b",
        "ingredient": [{"itemReference": {"reference": "Medication/a"}}],
    }
    order = request(None, medicationReference={"reference": "Medication/a"})
    found = one(bundle(first, second, order))
    assert (["exemplin"], ["reference-cycle"]) == (drugs(found), kinds(found))
    itself = request(None, medicationReference={"reference": "MedicationRequest/order"})
    assert ["reference-cycle", "no-medication"] == kinds(one(itself))


def test_a_lattice_of_references_is_walked_once() -> None:
    """Forty levels of two references each to the next are not two to the fortieth readings."""
    levels = [
        {
            "resourceType": "Medication",
            "id": str(level),
            "ingredient": [{"itemReference": {"reference": f"Medication/{level + 1}"}}] * 2,
        }
        for level in range(40)
    ]
    last = {**MEDICATION, "id": "40"}
    order = request(None, medicationReference={"reference": "Medication/0"})
    found = one(bundle(*levels, last, order))
    assert (["exemplin"], []) == (drugs(found), kinds(found))


def test_the_limits_of_one_medicine_are_named() -> None:
    """Too many codes and too long a text are cut off, and that is said."""
    many = concept(*(coding(ATC, f"A{n}") for n in range(9)), text="exemplin")
    limited = one(request(many), limits=fhir.Limits(names=5))
    assert (["too-many-names"], True) == (kinds(limited), limited.in_part)
    long = one(request("exemplin " * 9), limits=fhir.Limits(text=20))
    assert ["too-long", "no-medication"] == kinds(long)


def nested(count: int, **ingredient: object) -> Json:
    """Return a prescription in which each medicine is twice an ingredient of the one before."""
    medications = [
        {
            "resourceType": "Medication",
            "id": f"m{n}",
            "ingredient": [{"itemReference": {"reference": f"Medication/m{n + 1}"}, **ingredient}]
            * 2,
        }
        for n in range(count)
    ]
    return bundle(request(None, medicationReference={"reference": "Medication/m0"}), *medications)


def test_a_long_chain_of_ingredients_is_named_and_does_not_fall_over() -> None:
    """References are followed as deep as JSON may be nested; that more was there is said."""
    found = screened(nested(400))
    assert ["too-many-names", "no-medication"] == kinds(found.medications[0])
    assert found.medications[0].in_part
    deep = screened(nested(9), limits=fhir.Limits(depth=8))
    assert "too-many-names" in kinds(deep.medications[0])
    assert "too-many-names" not in kinds(screened(nested(9)).medications[0])


def test_inactive_ingredients_of_inactive_ingredients_take_no_time() -> None:
    """What is left to read is shared: twice as many at each of 60 levels once took for ever."""
    found = screened(nested(60, isActive=False))
    assert "too-many-names" in kinds(found.medications[0])


def test_the_same_code_and_text_again_say_nothing_new() -> None:
    """A display that repeats the text, and a code given twice, are asked once."""
    twice = concept(
        coding(ATC, "N99XA01", "exemplin"), coding(ATC, "N99XA01", "exemplin"), text="exemplin"
    )
    assert 2 == len(one(request(twice)).asked)


def test_an_unread_modifier_is_named() -> None:
    """An extension that may turn the meaning round is reported, and the medicine is checked."""
    found = one(request("exemplin", modifierExtension=[{"url": "https://example.org/not"}]))
    assert (["exemplin"], ["modifier"]) == (drugs(found), kinds(found))


@pytest.mark.parametrize(
    ("resource", "expected"),
    [
        ({"subject": {"reference": " Patient/7 "}}, "Patient/7"),
        ({"subject": None, "patient": {"reference": "Patient/8"}}, "Patient/8"),
        ({"subject": {"display": "somebody"}}, None),
        ({"subject": {"reference": 7}}, None),
    ],
)
def test_whose_medicine_it_is(resource: Json, expected: str | None) -> None:
    """The reference to the patient is kept as it stands."""
    assert expected == one(request("exemplin", **resource)).medication.subject


def adherence(*codes: str) -> Json:
    """Return the adherence of a MedicationStatement of R5."""
    return {"adherence": {"code": concept(*(coding("http://hl7.org/x", code) for code in codes))}}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"taken": "n"}, "not-taken"),
        ({"taken": "y"}, ""),
        ({"wasNotTaken": True}, "not-taken"),
        ({"wasNotTaken": "true"}, ""),
        ({"notGiven": True}, "not-done"),
        ({"wasNotGiven": True}, "not-done"),
        (adherence("not-taking"), "not-taken"),
        (adherence("stopped-as-directed"), "stopped"),
        (adherence("on-hold"), ""),
        (adherence("not-taking", "taking"), ""),
        (adherence(), ""),
        ({"adherence": "not-taking"}, ""),
    ],
)
def test_what_other_versions_say_beside_the_status(more: Json, expected: str) -> None:
    """A medicine that is not taken gives no alert in any version; a doubtful record does."""
    found = one(request("exemplin", **more))
    assert (expected, ["exemplin"]) == (found.set_aside, drugs(found))


def test_a_status_that_is_no_text_is_none() -> None:
    """A status of a wrong type sets nothing aside."""
    found = one(request("exemplin", status=["stopped"]))
    assert (None, "") == (found.medication.status, found.set_aside)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ([1, "a", None, {"a": 1}, []], ["[0]", "[1]", "[2]", "[3]"]),
        ({"resourceType": "Bundle", "entry": "x"}, ["Bundle.entry"]),
        (
            {
                "resourceType": "Bundle",
                "entry": [None, {"resource": None}, {"resource": "exemplin"}, {"fullUrl": "urn:x"}],
            },
            ["Bundle.entry[0]", "Bundle.entry[1].resource", "Bundle.entry[2].resource"],
        ),
        (
            {"resourceType": "Bundle", "entry": [{"resource": {"medication": EXEMPLIN}}]},
            ["Bundle.entry[0].resource"],
        ),
        ({"resourceType": "Patient", "contained": ["exemplin"]}, ["Patient.contained[0]"]),
    ],
)
def test_what_stands_for_a_resource_and_is_none_is_named(given: Any, named: list[str]) -> None:
    """No entry is dropped in silence, whatever stands in it."""
    found = screened(given)
    assert [("wrong-shape", path) for path in named] == [(p.kind, p.path) for p in found.problems]
    said = found.operation_outcome()["issue"]
    assert set(named) <= {path for issue in said for path in issue.get("expression", ())}


def test_a_resource_type_that_is_no_text_is_named() -> None:
    """Such a record is reported with its place; if it carries a medicine, that is checked."""
    found = screened(bundle({"resourceType": 7}, {"resourceType": " "}, {"resourceType": None}))
    assert [("bad-type", "7"), ("bad-type", ""), ("bad-type", "NoneType")] == [
        (problem.kind, problem.value) for problem in found.problems
    ]
    odd = {"resourceType": ["MedicationRequest"], "medicationCodeableConcept": EXEMPLIN}
    assert ["exemplin"] == drugs(one(odd))


@pytest.mark.parametrize("links", [[{"relation": "next", "url": "u"}], {"relation": "next"}])
def test_further_pages_of_a_search_are_named(links: Any) -> None:
    """A server gives a long list in pages; that one of them is missing is never silent."""
    page = {**bundle(request("exemplin")), "link": links}
    found = screened(page)
    assert ["more-pages"] == [problem.kind for problem in found.problems]
    assert "exemplin" == found.medications[0].label
    told = [(issue["severity"], issue["code"]) for issue in found.operation_outcome()["issue"]]
    assert ("warning", "incomplete") in told


def test_the_last_page_of_a_search_is_whole() -> None:
    """Other links of a Bundle, and what is no link, say nothing of missing medicines."""
    page = {**bundle(request("exemplin")), "link": [{"relation": "self", "url": "u"}, "next"]}
    assert () == screened(page).problems
