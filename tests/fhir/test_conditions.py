"""What a patient has is applied by codes and names that fit; all else is named, not guessed."""

from __future__ import annotations

from typing import Any

import pytest

from mitosafe import fhir
from mitosafe.answers.packaged import dataset
from mitosafe.model import Level, Patient
from tests import invented
from tests.fhir.shapes import (
    LIST,
    ORPHA,
    SNOMED,
    Json,
    bundle,
    coding,
    concept,
    condition,
    request,
    screened,
)

SYNDROME = concept(coding(ORPHA, "0"))


def facts(*resources: Json, **more: Any) -> list[tuple[str, tuple[str, ...], str]]:
    """Return kind, terms and reason of each fact that is read from resources."""
    found = screened(bundle(*resources), **more).facts
    return [(fact.kind, fact.terms, fact.reason) for fact in found]


def packaged_facts(*resources: Json) -> list[tuple[str, tuple[str, ...]]]:
    """Return kind and terms of each fact, by the conditions of the real list."""
    found = fhir.screen(bundle(*resources), dataset=dataset()).facts
    return [(fact.kind, fact.terms) for fact in found]


APPLIED = [("applied", ("invented-syndrome",), "")]


@pytest.mark.parametrize(
    ("system", "code", "expected"),
    [
        ("http://www.orpha.net", "550", "melas"),
        ("https://www.orpha.net/", " ORPHA:550 ", "melas"),
        ("HTTP://WWW.ORPHA.NET", "orpha:550", "melas"),
        ("http://www.orpha.net", 550, "melas"),
        ("http://purl.obolibrary.org/obo/mondo.owl", "MONDO:0010789", "melas"),
        ("http://purl.obolibrary.org/obo/mondo.owl", "0010789", "melas"),
        ("http://purl.obolibrary.org/obo/mondo.owl", "MONDO_0010789", "melas"),
        ("urn:oid:2.16.840.1.113883.3.9216", "10789", "melas"),
        ("http://www.omim.org", "540000", "melas"),
        ("urn:oid:2.16.840.1.113883.6.174", "OMIM:203700", "alpers-huttenlocher"),
    ],
)
def test_codes_that_the_list_gives(system: str, code: Any, expected: str) -> None:
    """ORPHA, MONDO and OMIM are read by each of their usual names and spellings."""
    given = condition(concept(coding(system, code)))
    assert [("applied", (expected,))] == packaged_facts(given)


@pytest.mark.parametrize(
    ("system", "code", "display", "kind"),
    [
        ("http://hl7.org/fhir/sid/icd-10", "X99.9", None, "other"),
        (SNOMED, "1234567", "some illness", "other"),
        (SNOMED, "1234567", None, "unread"),
        ("urn:of:a:hospital", "1234", None, "unread"),
        (None, "1234567", None, "unread"),
        ("http://www.orpha.net", "999999999", None, "unread"),
        ("http://www.orpha.net", "MEL-AS", None, "unread"),
        ("http://www.orpha.net", None, "some illness", "other"),
        (7, "550", None, "unread"),
    ],
)
def test_codes_that_it_does_not_give(
    system: Any, code: Any, display: str | None, kind: str
) -> None:
    """A code that is not of the list is another disease where all of it is understood.

    A code of a table that is whole, or one with a text, is; any other is not read.
    """
    given = condition(concept(coding(system, code, display)))
    (fact,) = fhir.screen(given).facts
    assert (kind, ()) == (fact.kind, fact.terms)
    assert str(code or display) in fact.value


@pytest.mark.parametrize("code", [None, {}, {"coding": "x"}, {"coding": [7]}])
def test_a_condition_of_a_wrong_shape_is_unread(code: Any) -> None:
    """Whatever stands as the code of a condition, the condition is in the answer."""
    assert ["unread"] == [fact.kind for fact in screened(condition(code)).facts]


def test_a_known_disease_without_a_condition_of_its_own() -> None:
    """Hereditary optic neuropathy is known from the directory, and applies nothing."""
    given = condition(concept(coding(ORPHA, "98671")))
    assert [("known", ("hon",))] == packaged_facts(given)


def test_a_disorder_that_leads_to_no_condition() -> None:
    """A disease of the directory is known even if the list has no condition above it."""
    files = invented.files()
    files["terms/disorders.toml"] = {"terms": [invented.term("far-off", ids=["ORPHA:7"])]}
    given = condition(concept(coding(ORPHA, "7")))
    found = fhir.screen(given, dataset=invented.dataset(files)).facts
    assert [("known", ("far-off",))] == [(fact.kind, fact.terms) for fact in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("POLG c.1399G>A, heterozygous", {"polg"}),
        ("A1555G in blood", {"mt-rnr1-m.1555a-g"}),
        ("carrier of 3243A>G", {"m-3243a-g"}),
        ("patient with Kearns-Sayre and diabetes", {"kearns-sayre"}),
        ("mitochondrial problem", {"any-pmd"}),
        ("ziekte van Parkinson", set()),
        ("polgar", set()),
    ],
)
def test_genes_variants_and_names_in_a_text_are_hints(text: str, expected: set[str]) -> None:
    """A text that says more than a name is not applied; what it may name is reported."""
    found = fhir.screen(bundle(condition(concept(text=text)), request("gentamicin")))
    hints = [fact for fact in found.facts if fact.kind == "hint"]
    assert expected == {term for fact in hints for term in fact.terms}
    assert [Patient()] == list(found.patients.values())


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, ("applied", "")),
        ({"verificationStatus": concept(coding("v", "confirmed"))}, ("applied", "")),
        ({"clinicalStatus": concept(coding("c", "inactive"))}, ("applied", "")),
        ({"verificationStatus": concept(coding("v", "refuted"))}, ("set-aside", "refuted")),
        ({"verificationStatus": "entered-in-error"}, ("set-aside", "entered-in-error")),
        ({"verificationStatus": concept(coding("v", "Provisional"))}, ("hint", "provisional")),
        ({"modifierExtension": [{"url": "x"}]}, ("hint", "modifierExtension")),
    ],
)
def test_the_status_of_a_condition(more: Json, expected: tuple[str, str]) -> None:
    """What is refuted is set aside, what is open is a hint; an old diagnosis still holds."""
    ((kind, terms, reason),) = facts(condition(SYNDROME, **more))
    assert (expected, ("invented-syndrome",)) == ((kind, reason), terms)


@pytest.mark.parametrize(
    ("certainty", "expected"), [("A", "set-aside"), ("V", "hint"), ("G", "applied")]
)
def test_certainty_in_an_extension_of_a_coding(certainty: str, expected: str) -> None:
    """German systems say "excluded" and "suspected" in an extension of the ICD code."""
    extension = {
        "url": "http://fhir.de/StructureDefinition/icd-10-gm-diagnosesicherheit",
        "valueCoding": {"code": certainty},
    }
    icd = {**coding("http://fhir.de/CodeSystem/bfarm/icd-10-gm", "X99"), "extension": [extension]}
    other = {**coding("s", "c"), "extension": [7, {"url": "x", "valueCoding": {"code": "A"}}]}
    code = {"coding": [icd, other, coding(ORPHA, "0")]}
    assert [expected] == [kind for kind, _, _ in facts(condition(code))]


def test_a_word_that_may_turn_the_meaning_round() -> None:
    """A coded disease whose text says "no" is only a hint."""
    code = concept(coding(ORPHA, "0"), text="no invented thing")
    assert [("hint", ("invented-syndrome",), "turned")] == facts(condition(code))


def test_a_refuted_text_is_set_aside() -> None:
    """A disease named by text in a refuted record is not even a hint."""
    given = condition(concept(text="invented syndrome"), verificationStatus="refuted")
    assert [("set-aside", ("invented-syndrome",), "refuted")] == facts(given)


def test_other_codes_of_a_condition_that_was_read_are_not_reported() -> None:
    """An ICD code beside the ORPHA code of the same disease is no unread condition."""
    code = concept(coding("http://hl7.org/fhir/sid/icd-10", "X99"), coding(ORPHA, "0"))
    assert APPLIED == facts(condition(code))


def observation(**more: Any) -> Json:
    """Return an Observation of the same patient."""
    base = {"resourceType": "Observation", "subject": {"reference": "Patient/one"}}
    return {**base, "status": "final", "code": concept(text="sequencing"), **more}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"valueCodeableConcept": SYNDROME}, [("applied", "")]),
        ({"valueCodeableConcept": SYNDROME, "status": "cancelled"}, [("set-aside", "cancelled")]),
        ({"valueCodeableConcept": SYNDROME, "status": "preliminary"}, [("hint", "preliminary")]),
        ({"code": SYNDROME}, [("hint", "")]),
        ({"valueString": "invented syndrome"}, [("hint", "")]),
        ({"component": [7, {"valueCodeableConcept": SYNDROME}]}, [("hint", "")]),
        ({"component": "none"}, []),
        ({"valueQuantity": {"value": 7}}, []),
    ],
)
def test_observations(more: Json, expected: list[tuple[str, str]]) -> None:
    """The value of an observation is applied; its code, components and text are hints."""
    found = facts(observation(**more))
    assert expected == [(kind, reason) for kind, _, reason in found]
    assert {("invented-syndrome",)} >= {terms for _, terms, _ in found}


@pytest.mark.parametrize(
    "more",
    [
        {"reasonCode": [SYNDROME]},
        {"reason": [{"concept": SYNDROME}, {"reference": {"reference": "Condition/1"}}, 7]},
        {"reasonForUseCodeableConcept": SYNDROME},
        {"reasonCode": [concept(text="invented syndrome")]},
    ],
)
def test_the_reason_for_a_medicine_is_a_hint(more: Json) -> None:
    """A disease for which a medicine is given may be a suspicion: it is told, not applied."""
    assert [("hint", ("invented-syndrome",), "")] == facts(request("exemplin", **more))


def test_the_conclusion_of_a_report_is_a_hint() -> None:
    """A disease that stands in a record of which only reasons are read is told."""
    report = {"resourceType": "DiagnosticReport", "status": "final", "conclusionCode": [SYNDROME]}
    assert [("hint", ("invented-syndrome",), "")] == facts(report)


def test_any_other_reason_is_not_told() -> None:
    """Of reasons only those that the list knows are told: every prescription has one."""
    assert [] == facts(request("exemplin", reasonCode=[concept(text="an illness")]))


def test_family_history_is_not_the_patient_s() -> None:
    """A disease of a relative is told, and not taken for one of the patient."""
    family = {
        "resourceType": "FamilyMemberHistory",
        "reasonCode": [SYNDROME],
        "condition": [{"code": SYNDROME}],
    }
    found = screened(family)
    assert [("set-aside", "family")] == [(fact.kind, fact.reason) for fact in found.facts]
    assert [Patient()] == list(found.patients.values())


def test_what_a_patient_has_narrows_the_level() -> None:
    """With the syndrome the condition is confirmed; without knowledge it stays open."""
    found = screened(bundle(condition(SYNDROME), request("exemplin")))
    ((finding,),) = (checked.answer.findings for checked in found.medications)
    assert (Level.RED, Level.RED) == (finding.level, finding.worst)
    (open_finding,) = screened(request("exemplin")).medications[0].answer.findings
    assert (Level.ORANGE, Level.RED) == (open_finding.level, open_finding.worst)


def test_conditions_hold_for_their_own_patient() -> None:
    """In a Bundle of two patients the disease of one is not that of the other."""
    other = {"reference": "Patient/two"}
    found = screened(
        bundle(
            condition(SYNDROME),
            request("exemplin"),
            request("exemplin", subject=other),
            request("exemplin", subject={}),
        )
    )
    levels = [c.answer.findings[0].level for c in found.medications]
    assert [Level.RED, Level.ORANGE, Level.ORANGE] == levels
    assert ["Patient/one", "Patient/two", None] == [c.patient for c in found.medications]


def test_a_condition_of_nobody_in_particular() -> None:
    """Without a subject it holds where there is one patient, and for nobody where there are two."""
    nobody = condition(SYNDROME, subject={})
    assert APPLIED == facts(nobody, request("exemplin"))
    assert APPLIED == facts(nobody)
    two = request("exemplin", subject={"reference": "Patient/two"})
    assert [("other-patient", ("invented-syndrome",), "")] == facts(
        nobody, request("exemplin"), two
    )


def test_what_is_read_outweighs_what_the_caller_excludes() -> None:
    """A recorded disease that the caller says is absent is taken as present, and that is said."""
    given = bundle(condition(SYNDROME), request("exemplin"))
    found = screened(given, patient=Patient(lacks={"invented-syndrome", "invented-weakness"}))
    assert ["conflict"] == [fact.kind for fact in found.facts]
    expected = Patient(has={"invented-syndrome"}, lacks={"invented-weakness"})
    assert [expected] == list(found.patients.values())


def test_what_the_caller_knows_is_kept() -> None:
    """The caller's own knowledge is added to what the resources say."""
    found = screened(
        bundle(condition(SYNDROME), request("exemplin")), patient=Patient(has={"prolonged"})
    )
    assert [Patient(has={"invented-syndrome", "prolonged"})] == list(found.patients.values())


def test_a_wider_disease_that_the_caller_excludes() -> None:
    """What lacks the wider disease cannot have the narrower one: the recorded one wins."""
    code = concept(coding(ORPHA, "726"))
    caller = Patient(lacks={"polg", "melas"})
    found = fhir.screen(bundle(condition(code), request("valproate")), patient=caller)
    expected = Patient(has={"alpers-huttenlocher"}, lacks={"melas"})
    assert [expected] == list(found.patients.values())


def test_the_terms_of_another_list_are_its_own() -> None:
    """The conditions that are looked for are those of the list that is asked."""
    melas = condition(concept(coding(ORPHA, "550")))
    assert ["unread"] == [fact.kind for fact in fhir.screen(melas, dataset=LIST).facts]
