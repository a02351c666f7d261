"""Whom the list concerns: what opens it, what only asks, and what never does."""

from __future__ import annotations

from typing import Any

import pytest

from mitosafe import fhir
from mitosafe.answers.packaged import dataset
from mitosafe.fhir.patients import Concerned
from mitosafe.model import Level, Patient
from tests.fhir.shapes import ORPHA, SNOMED, Json, bundle, coding, concept, condition, request

CM = "http://hl7.org/fhir/sid/icd-10-cm"
WHO = "http://hl7.org/fhir/sid/icd-10"
GM = "http://fhir.de/CodeSystem/bfarm/icd-10-gm"
MMS = "http://id.who.int/icd/release/11/mms"
OMIM = "http://www.omim.org"


def told(*resources: Json, **more: Any) -> tuple[Concerned, set[str]]:
    """Return whether the list concerns the patient, and what of it holds directly."""
    found = fhir.screen(bundle(*resources, request("valproate")), **more)
    (concerned,) = found.concerned.values()
    applied = {t for f in found.facts if f.kind in ("applied", "conflict") for t in f.terms}
    return concerned, applied


def diagnosis(*codes: tuple[str | None, Any], text: str | None = None, **more: Any) -> Json:
    """Return a Condition with codes and a text."""
    return condition(concept(*(coding(system, code) for system, code in codes), text=text), **more)


def status(code: str) -> Json:
    """Return the verification status of a Condition."""
    return {"verificationStatus": concept(coding("ver", code))}


OPENING = [
    (CM, "E88.41", "melas"),
    (CM, "e8842", "merrf"),
    ("urn:oid:2.16.840.1.113883.6.90", "G31.81", "alpers-huttenlocher"),
    ("ICD-10-CM", "G31.82", "leigh"),
    ("2.16.840.1.113883.6.90", "E88.42", "merrf"),
    (CM, "H49.813", "kearns-sayre"),
    (CM, "H49.41", "peo"),
    (CM, "E78.71", "barth"),
    (CM, "E88.43", "mitochondrial-translation-defect"),
    (CM, "E88.40", "any-pmd"),
    (WHO, "G71.3", "mitochondrial-myopathy"),
    ("urn:oid:2.16.840.1.113883.6.3", "H49.4", "peo"),
    (GM, "G31.81+", "any-pmd"),
    ("http://fhir.de/CodeSystem/dimdi/icd-10-gm", "H49.4-", "peo"),
    (MMS, "5C53.20", "mtdna-depletion"),
    ("http://id.who.int/icd/entity", "http://id.who.int/icd/entity/672871576", "leigh"),
    (SNOMED, "240096000", "any-pmd"),
    ("http://snomed.info/sct/900000000000207008", "16851005", "mitochondrial-myopathy"),
    (ORPHA, "Orphanet_699", "pearson"),
    ("ORDO", "ORPHA:254881", "memsa"),
    (ORPHA, "225", "midd"),
    (ORPHA, "98673", "adoa"),
    (OMIM, "#520000", "midd"),
    ("omim", "MIM:607459", "sando"),
    (OMIM, "PS603041", "mtdna-depletion"),
    ("http://purl.obolibrary.org/obo/mondo.owl", "MONDO_0010789", "melas"),
]


@pytest.mark.parametrize(("system", "code", "expected"), OPENING)
def test_codes_of_every_system_open(system: str, code: str, expected: str) -> None:
    """A code that fits a condition, or is of a kind of it, applies in each spelling."""
    assert (Concerned.YES, True) == (
        (found := told(diagnosis((system, code))))[0],
        expected in found[1],
    )


@pytest.mark.parametrize(
    ("system", "code", "expected"),
    [
        (CM, "H47.22", Concerned.ASK),
        (WHO, "E74.4", Concerned.ASK),
        (CM, "I10", Concerned.NO),
        (WHO, "E88.8", Concerned.NO),
        (WHO, "G31.8", Concerned.NO),
        (WHO, "H47.2", Concerned.NO),
        (GM, "G31.82", Concerned.NO),
        (CM, "H47.20", Concerned.NO),
        (CM, "Z84.81", Concerned.NO),
        (CM, "E13.9", Concerned.NO),
        (CM, "G11.11", Concerned.NO),
        (MMS, "9C40.8", Concerned.NO),
        (MMS, "not a code", Concerned.UNKNOWN),
        (SNOMED, "38341003", Concerned.UNKNOWN),
        ("urn:of:a:hospital", "E88.41", Concerned.UNKNOWN),
        (CM, True, Concerned.UNKNOWN),
        ("http://varnomen.hgvs.org", "", Concerned.UNKNOWN),
    ],
)
def test_codes_that_only_ask_or_never_open(system: str, code: Any, expected: Concerned) -> None:
    """What is wider than the conditions of the list is asked of, or is another disease."""
    assert (expected, set()) == told(diagnosis((system, code)))


@pytest.mark.parametrize(
    ("system", "code", "suspected"),
    [
        (WHO, "G31.81", {"pmd-suspected", "polg-suspected"}),
        (None, "G31.81", {"pmd-suspected", "polg-suspected"}),
        (WHO, "G31.82", {"pmd-suspected"}),
        (WHO, "E88.41", {"pmd-suspected"}),
        (None, "ORPHA:550", {"pmd-suspected"}),
        (None, "OMIM_203700", {"pmd-suspected", "polg-suspected"}),
    ],
)
def test_a_code_that_leaves_open_what_it_means_is_suspected(
    system: str | None, code: str, suspected: set[str]
) -> None:
    """Which ICD-10 is meant, or which system, is not said: the graver reading is suspected."""
    given = diagnosis((system, code))
    assert (Concerned.YES, suspected) == told(given)
    (fact, *_) = fhir.screen(given).facts
    assert "which-system" == fact.reason


@pytest.mark.parametrize("code", ["550", "X99", "", None, 550])
def test_a_bare_number_without_a_system_is_not_read(code: Any) -> None:
    """A number may be of any system: it is named, and nothing is made of it."""
    assert (Concerned.UNKNOWN, set()) == told(diagnosis((None, code)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MELAS", {"melas"}),
        ("MELAS syndrome (disorder)", {"melas"}),
        ("Leigh's disease", {"leigh"}),
        ("Leber’s hereditary optic neuropathy", {"lhon"}),
        ("Neuropathie optique héréditaire de Leber", {"lhon"}),
        ("ziekte van Leigh", {"leigh"}),
        ("Syndrome de Kearns-Sayre", {"kearns-sayre"}),
        ("Progressive sclerosing poliodystrophy", {"alpers-huttenlocher"}),
        ("Mitochondrial myopathy, not elsewhere classified", {"mitochondrial-myopathy"}),
        ("mtDNA m.3243A>G", {"m-3243a-g"}),
        ("MT-TL1 m.3243A>G mutation", {"m-3243a-g"}),
        ("Genetically confirmed LHON", {"lhon"}),
        ("POLG-related disease", {"polg"}),
    ],
)
def test_a_name_alone_is_the_condition(text: str, expected: set[str]) -> None:
    """Without a code, the name of a condition, and no more than that, applies."""
    assert (Concerned.YES, expected) == told(diagnosis(text=text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No evidence of MELAS", Concerned.NO),
        ("MELAS uitgesloten", Concerned.NO),
        ("pas de syndrome MELAS", Concerned.NO),
        ("family history of MELAS", Concerned.NO),
        ("moeder heeft LHON", Concerned.NO),
        ("Barth", Concerned.NO),
        ("Leber congenital amaurosis", Concerned.NO),
        ("Friedreich ataxia", Concerned.NO),
        ("hypertension", Concerned.NO),
        ("seizures in MELAS", Concerned.ASK),
        ("mitochondrial cardiomyopathy", Concerned.ASK),
        ("POLG", Concerned.ASK),
        ("heart failure in Barth syndrome", Concerned.ASK),
        ("Pearson’s syndrome and anaemia", Concerned.ASK),
    ],
)
def test_a_text_that_says_more_than_a_name_applies_nothing(text: str, expected: Concerned) -> None:
    """What is negated or of the family decides nothing; what is mentioned is asked."""
    assert (expected, set()) == told(diagnosis(text=text))


@pytest.mark.parametrize("text", ["?MELAS", "rule out MELAS", "suspicion de MELAS", "MELAS r/o"])
def test_a_suspicion_in_a_text_is_one(text: str) -> None:
    """What a text leaves open is suspected."""
    assert (Concerned.YES, {"pmd-suspected"}) == told(diagnosis(text=text))


@pytest.mark.parametrize(
    ("more", "code", "expected"),
    [
        (status("confirmed"), "E88.41", (Concerned.YES, {"melas"})),
        (
            {"clinicalStatus": concept(text="remission")},
            "E88.41",
            (Concerned.YES, {"melas"}),
        ),
        (status("provisional"), "E88.41", (Concerned.YES, {"pmd-suspected"})),
        (status("differential"), "G31.81", (Concerned.YES, {"pmd-suspected", "polg-suspected"})),
        (status("refuted"), "E88.41", (Concerned.NO, set())),
        (status("entered-in-error"), "E88.41", (Concerned.NO, set())),
        (status("refuted"), "H47.22", (Concerned.NO, set())),
        ({"modifierExtension": [{"url": "x"}]}, "E88.41", (Concerned.ASK, set())),
    ],
)
def test_the_status_decides(more: Json, code: str, expected: Any) -> None:
    """What is confirmed holds for life; what is open is suspected; what is taken back never."""
    assert expected == told(diagnosis((CM, code), **more))


@pytest.mark.parametrize(("certainty", "expected"), [("A", "NO"), ("Z", "ASK"), ("G", "YES")])
def test_the_certainty_of_german_records(certainty: str, expected: str) -> None:
    """Excluded, former and certain stand in an extension of the code."""
    sure = {"url": "x/diagnosesicherheit", "valueCoding": {"code": certainty}}
    code = {**coding(GM, "G31.81"), "extension": [sure]}
    assert expected == told(condition(concept(code)))[0].name


def test_an_open_carrier_state_is_asked() -> None:
    """There is no suspicion of being a carrier: an unconfirmed one is asked of."""
    given = diagnosis(text="MT-RNR1 m.1555A>G", **status("provisional"))
    assert (Concerned.ASK, set()) == told(given)


def test_a_text_turns_what_a_code_says() -> None:
    """A code beside a text that takes it back is a contradiction in one record: asked."""
    given = diagnosis((CM, "E88.41"), text="no MELAS")
    assert (Concerned.ASK, set()) == told(given)
    assert (Concerned.YES, {"pmd-suspected"}) == told(diagnosis((CM, "E88.41"), text="? MELAS"))


def test_a_text_beside_a_wider_code_says_which() -> None:
    """An asking code is settled by the name beside it, and both stay in the answer."""
    found = fhir.screen(diagnosis((CM, "H47.22"), text="Leber's hereditary optic neuropathy"))
    assert ["asks", "applied"] == [fact.kind for fact in found.facts]
    assert (Concerned.YES, {"melas"}) == told(
        diagnosis((CM, "E88.41"), text="Mitochondrial disease")
    )


# Who is not told anything


def test_nobody_with_other_diseases_is_told_anything() -> None:
    """Of a patient with hypertension nothing is said: no level, no issue, and that is stated."""
    orders = ("valproate", "gentamicin", "linezolid", "metformin", "simvastatin")
    found = fhir.screen(
        bundle(diagnosis((CM, "I10"), text="Hypertension"), *(request(o) for o in orders))
    )
    assert None is found.level
    assert [] == found.detected_issues()
    texts = [issue["details"]["text"] for issue in found.operation_outcome()["issue"]]
    assert any(text.startswith("The list does not concern this patient") for text in texts)
    assert any("Hypertension" in text for text in texts)


def test_a_clinic_may_say_that_everyone_is_ill() -> None:
    """The caller's word opens what no record does."""
    given = bundle(diagnosis((CM, "I10")), request("valproate"))
    assert Level.ORANGE is fhir.screen(given, assume_pmd=True).level
    assert None is fhir.screen(given).level
    known = fhir.screen(given, patient=Patient(has={"melas"}))
    assert [Concerned.YES] == list(known.concerned.values())


@pytest.mark.parametrize("feature", ["G72.9", "G25.3", "K76.0", "I61.9"])
def test_a_feature_is_applied_and_opens_nothing(feature: str) -> None:
    """Muscle, liver and brain disease is known of the patient, and is no mitochondrial one."""
    concerned, applied = told(diagnosis((WHO, feature)))
    assert Concerned.NO is concerned
    assert 1 == len(applied)


def test_people_of_whom_nothing_is_given_are_not_known() -> None:
    """Medicines alone are answered, and it is said that nothing is known of the patient."""
    found = fhir.screen(request("valproate"))
    assert [Concerned.UNKNOWN] == list(found.concerned.values())
    assert ["high"] == [issue["severity"] for issue in found.detected_issues()]
    texts = [issue["details"]["text"] for issue in found.operation_outcome()["issue"]]
    assert any(text.startswith("Whether the list concerns this patient is not") for text in texts)


# What is known of those who are concerned


def test_a_carrier_is_told_only_what_is_said_of_carriers() -> None:
    """Who carries a variant of MT-RNR1 need not be ill: gentamicin is told, ibuprofen is not."""
    carrier = diagnosis(text="MT-RNR1 m.1555A>G")
    found = fhir.screen(bundle(carrier, request("gentamicin"), request("linezolid")))
    assert [Concerned.YES] == list(found.concerned.values())
    levels = [record.answer.level for record in found.medications]
    assert [Level.RED, None] == levels
    both = fhir.screen(bundle(carrier, diagnosis((CM, "E88.41")), request("linezolid")))
    assert None is not both.level


def test_what_is_confirmed_is_no_longer_suspected() -> None:
    """An old suspicion beside the diagnosis is not carried on."""
    old = diagnosis((CM, "E88.40"), **status("provisional"))
    found = fhir.screen(bundle(old, diagnosis((CM, "E88.41")), request("valproate")))
    assert [frozenset({"melas"})] == [patient.has for patient in found.patients.values()]


@pytest.mark.parametrize(
    ("resources", "terms"),
    [
        ([diagnosis((CM, "E88.41")), diagnosis((CM, "E88.41"), **status("refuted"))], ("melas",)),
        (
            [diagnosis((CM, "G31.81")), diagnosis(text="carriers of a single POLG variant")],
            ("polg-recessive", "polg-single-variant"),
        ),
    ],
)
def test_records_that_contradict_each_other_are_named(
    resources: list[Json], terms: tuple[str, ...]
) -> None:
    """None of them is dropped: the graver holds, and the contradiction is a warning."""
    found = fhir.screen(bundle(*resources, request("valproate")))
    named = [fact for fact in found.facts if fact.kind == "contradiction"]
    assert [terms] == [fact.terms for fact in named]
    issues = found.operation_outcome()["issue"]
    loud = [i for i in issues if i["severity"] == "warning" and "contradict" in str(i)]
    assert 1 == len(loud)
    assert Level.ORANGE <= (found.level or Level.YELLOW)


# Age and sex


def child(**more: Any) -> Json:
    """Return the patient."""
    return {"resourceType": "Patient", "id": "one", **more}


@pytest.mark.parametrize(
    ("born", "on", "under"),
    [
        ("2025-06-01", "2026-11-30", True),
        ("2024-11-30", "2026-11-30", False),
        ("2024-12-01", "2026-11-30", True),
        ("2025", "2026-11-30", True),
        ("2024", "2026-11-30", None),
        ("2024-12", "2026-11-30", True),
        ("1980-01-01", None, False),
        ("2025-06-01", None, None),
        ("1980-01-01T00:00:00Z", "2026-11-30T12:00:00+01:00", False),
        ("2027-01-01", "2026-11-30", True),
        ("1850-01-01", "2026-11-30", True),
        ("yesterday", "2026-11-30", True),
        (7, "2026-11-30", True),
        (None, "2026-11-30", None),
    ],
)
def test_the_age_comes_from_the_birth_date_and_the_day(
    born: Any, on: str | None, under: bool | None
) -> None:
    """There is no clock; a date that cannot be right is taken as that of a small child."""
    person = child() if born is None else child(birthDate=born)
    given = bundle(person, diagnosis((CM, "E88.41")), request("valproate"))
    (known,) = fhir.screen(given, on=on).patients.values()
    assert (under is True, under is False) == (
        "under-two-years" in known.has,
        "under-two-years" in known.lacks,
    )


@pytest.mark.parametrize(
    ("born", "kind"),
    [("2027-01-01", "born-after"), ("1850-01-01", "too-old"), ("yesterday", "bad-date")],
)
def test_a_birth_date_that_cannot_be_right_is_named(born: str, kind: str) -> None:
    """It stands among the warnings, with what it was taken for."""
    given = bundle(child(birthDate=born), diagnosis((CM, "E88.41")), request("valproate"))
    found = fhir.screen(given, on="2026-11-30")
    assert [kind] == [fact.kind for fact in found.facts if fact.of == "Patient"]
    issues = [i for i in found.operation_outcome()["issue"] if born in i["details"]["text"]]
    assert ["warning"] == [issue["severity"] for issue in issues]


@pytest.mark.parametrize(
    ("born", "has", "lacks"),
    [
        ("1990-01-01", {"in-adults"}, {"in-children"}),
        ("2020-01-01", {"in-children", "over-two-years"}, {"in-adults", "under-two-years"}),
        ("2012-01-01", {"over-two-years"}, {"under-two-years"}),
    ],
)
def test_adults_and_children_are_told_apart(born: str, has: set[str], lacks: set[str]) -> None:
    """Who is of age is an adult, who is below twelve a child; in between it stays open."""
    given = bundle(child(birthDate=born), diagnosis((CM, "E88.41")), request("valproate"))
    (known,) = fhir.screen(given, on="2026-11-30").patients.values()
    assert has <= known.has
    assert lacks <= known.lacks
    assert ("in-adults" in known.has, "in-children" in known.has) == (
        "in-adults" in has,
        "in-children" in has,
    )


def test_a_man_cannot_become_pregnant() -> None:
    """The sex settles one circumstance, and nothing else."""
    for gender, lacks in (("male", True), ("female", False), (None, False)):
        given = bundle(child(gender=gender), diagnosis((CM, "E88.41")), request("valproate"))
        (known,) = fhir.screen(given).patients.values()
        assert lacks == ("child-bearing-potential" in known.lacks)


def test_each_patient_has_an_age_of_their_own() -> None:
    """In a Bundle of two patients the birth date of one is not that of the other."""
    two = {"reference": "Patient/two"}
    found = fhir.screen(
        bundle(
            child(birthDate="2026-01-01"),
            {"resourceType": "Patient", "id": "two", "birthDate": "1980-01-01"},
            request("valproate"),
            request("valproate", subject=two),
        ),
        on="2026-11-30",
    )
    small = {name: "under-two-years" in known.has for name, known in found.patients.items()}
    assert {"Patient/one": True, "Patient/two": False} == small


@pytest.mark.parametrize("on", ["2026", "soon", 7])
def test_a_day_that_is_none_is_refused(on: Any) -> None:
    """The day is checked before anything is read."""
    with pytest.raises(TypeError, match="ISO date"):
        fhir.screen(request("valproate"), on=on)


# The family


def relative(relation: str | None, *codes: tuple[str, str], **more: Any) -> Json:
    """Return the history of a relative."""
    found = {
        "resourceType": "FamilyMemberHistory",
        "status": "completed",
        "patient": {"reference": "Patient/one"},
        "condition": [{"code": concept(*(coding(*code) for code in codes))}],
        **more,
    }
    return {**found, "relationship": concept(coding("r", relation))} if relation else found


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (relative("MTH", (ORPHA, "104")), {"lhon-family-history"}),
        (relative(None, (ORPHA, "104")), {"lhon-family-history"}),
        (
            relative("MAUNT", ("http://varnomen.hgvs.org", "NC_012920.1:m.1555A>G")),
            {"mt-rnr1-maternal-relative"},
        ),
        (relative("FTH", (ORPHA, "104")), set()),
        (relative("MTH", (CM, "E88.41")), set()),
        (relative("MTH", (ORPHA, "104"), status="entered-in-error"), set()),
        (relative("MTH", (CM, "I10")), set()),
        (relative("MTH", (CM, "I10"), condition=["x"]), set()),
    ],
)
def test_what_a_relative_means_for_the_patient(given: Json, expected: set[str]) -> None:
    """Only LHON and a known variant in the maternal line say something of the patient."""
    assert expected == told(given)[1]


def test_the_family_history_of_the_list_s_own_release() -> None:
    """Every condition that a relative makes is one of the list."""
    known = {term.id for term in dataset().terms("conditions")}
    assert {"lhon-family-history", "mt-rnr1-maternal-relative"} <= known
