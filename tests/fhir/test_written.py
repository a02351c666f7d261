"""What comes out is valid FHIR in R4, R4B and R5, in each language, and leaves nothing out."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fhir.resources.bundle import Bundle as BundleR5
from fhir.resources.detectedissue import DetectedIssue as DetectedIssueR5
from fhir.resources.operationoutcome import OperationOutcome as OperationOutcomeR5
from fhir.resources.R4B.bundle import Bundle as BundleR4B
from fhir.resources.R4B.detectedissue import DetectedIssue as DetectedIssueR4B
from fhir.resources.R4B.operationoutcome import OperationOutcome as OperationOutcomeR4B

from mitosafe import fhir
from mitosafe.answers.packaged import dataset
from mitosafe.errors import UnknownValue
from mitosafe.fhir.written import VERSIONS
from mitosafe.model import LANGUAGES, Patient
from tests import invented
from tests.fhir.shapes import (
    ATC,
    LIST,
    ORPHA,
    RXNORM,
    SNOMED,
    Json,
    bundle,
    coding,
    concept,
    condition,
    request,
    screened,
)

#: The models of R4B hold for R4 too: the two do not differ in these resources.
ISSUES: Any = {"R4": DetectedIssueR4B, "R4B": DetectedIssueR4B, "R5": DetectedIssueR5}
OUTCOMES: Any = {"R4": OperationOutcomeR4B, "R4B": OperationOutcomeR4B, "R5": OperationOutcomeR5}
BUNDLES: Any = {"R4": BundleR4B, "R4B": BundleR4B, "R5": BundleR5}

#: A little of everything that can be told.
EVERYTHING = bundle(
    request("exemplin", id="a"),
    request(concept(coding(ATC, "N99XA01"), coding(RXNORM, "7", "Exemplar 5 mg")), id="b"),
    request(concept(coding(ATC, "N99XA01"), text="acceptol"), id="c"),
    request(concept(coding(SNOMED, "1"), coding(None, "2"), coding("own", "3")), id="d"),
    request("unheardof", id="e"),
    request("Duplon", id="f"),
    request("exemplin with unheardof", id="g"),
    request("dubitol", id="h", status="stopped"),
    request("no exemplins", id="i"),
    request("plainoll", id="j"),
    request("acceptol", id="k", medicationReference={"reference": "Medication/none"}),
    request(concept(coding(ATC, "N99XA01"), text="exemplin with unheardof"), id="l"),
    request(id="m"),
    condition(concept(coding(ORPHA, "0"))),
    condition(concept(coding("http://hl7.org/fhir/sid/icd-10", "X99"))),
    {"resourceType": 7},
    {"resourceType": "Immunization"},
)


def texts(outcome: Json) -> str:
    """Return all texts of an OperationOutcome."""
    return "\n".join(issue["details"]["text"] for issue in outcome["issue"])


def issues(found: fhir.Screening, start: str) -> list[tuple[str, str]]:
    """Return severity and place of the issues whose text begins so."""
    return [
        (issue["severity"], issue.get("expression", [""])[0])
        for issue in found.operation_outcome()["issue"]
        if issue["details"]["text"].startswith(start)
    ]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_valid(version: str, language: str) -> None:
    """Each resource passes the models of its version, which refuse what they do not know."""
    found = screened(EVERYTHING, patient=Patient(lacks={"invented-syndrome"}))
    made = found.bundle(language=language, version=version, identified="2026-11-23T10:00:00Z")
    BUNDLES[version].model_validate(made)
    *detected, outcome = (entry["resource"] for entry in made["entry"])
    assert len(detected) == len([ISSUES[version].model_validate(issue) for issue in detected])
    OUTCOMES[version].model_validate(outcome)
    assert {language} == {resource["language"] for resource in (*detected, outcome)}


@pytest.mark.parametrize("name", ["valproate", "gentamicin", "metformin", "propofol", "aspirin"])
@pytest.mark.parametrize("version", VERSIONS)
def test_real_answers_are_valid(name: str, version: str) -> None:
    """So do the answers of the real list."""
    found = fhir.screen(request(name))
    for language in LANGUAGES:
        for issue in found.detected_issues(language=language, version=version):
            ISSUES[version].model_validate(issue)


def test_a_detected_issue_in_whole() -> None:
    """Severity, evidence, mitigation, records, patient and release, as FHIR names them."""
    found = screened(bundle(request("exemplone", id="a"), request("exemplone 5 mg", id="b")))
    (issue,) = found.detected_issues()
    assert {
        "resourceType": "DetectedIssue",
        "meta": {
            "tag": [
                {
                    "system": "urn:mitosafe:release",
                    "code": "2026.2",
                    "display": "mitosafe, release 2026.2 (2026-12-30)",
                }
            ]
        },
        "language": "en",
        "extension": [
            {"url": "urn:mitosafe:level", "valueCode": "yellow"},
            {"url": "urn:mitosafe:worst", "valueCode": "yellow"},
        ],
        "identifier": [{"system": "urn:mitosafe:issue", "value": "2026.2:exemplone"}],
        "status": "preliminary",
        "code": {
            "coding": [
                {
                    "system": "http://terminology.hl7.org/CodeSystem/v3-ActCode",
                    "code": "COND",
                    "display": "Condition Alert",
                }
            ],
            "text": "Medicine that needs care in mitochondrial disease: exemplone",
        },
        "severity": "low",
        "author": {"display": "mitosafe, release 2026.2 (2026-12-30)"},
        "implicated": [
            {"reference": "MedicationRequest/a", "display": "Bundle.entry[0].resource"},
            {"reference": "MedicationRequest/b", "display": "Bundle.entry[1].resource"},
        ],
        "reference": "urn:mitosafe:release:2026.2",
        "patient": {"reference": "Patient/one"},
    } == {k: v for k, v in issue.items() if k not in ("detail", "evidence", "mitigation")}
    ((evidence,), (action, monitoring)) = (issue["evidence"], issue["mitigation"])
    source = evidence["detail"][0]
    assert "https://example.org/study" == source["identifier"]["value"]
    assert "Invented title of study (2016)" in source["display"]
    assert action["action"]["text"].startswith("Proposed by the list, not an action taken: ")
    assert "other test" in monitoring["action"]["text"]
    for sentence in ("not-reviewed", "absence", "not-advice"):
        assert found.dataset.term("phrases", sentence).words.en in issue["detail"]
    assert "In these records: exemplone; exemplone 5 mg." in issue["detail"]


@pytest.mark.parametrize(
    ("name", "severity"), [("exemplin", "high"), ("correctol", "moderate"), ("pagein", "low")]
)
def test_severity_by_level(name: str, severity: str) -> None:
    """Red is high, orange moderate, yellow low."""
    (issue,) = screened(request(name)).detected_issues()
    assert severity == issue["severity"]


def test_single_medicines_before_groups_and_the_worst_first() -> None:
    """The order in which issues and cards come."""
    found = screened(
        bundle(*(request(n) for n in ("mysterials", "acceptol", "pagein", "correctol", "exemplin")))
    )
    assert ["exemplin", "correctol", "pagein", "mysterials"] == [
        issue["identifier"][0]["value"].split(":")[1] for issue in found.detected_issues()
    ]


def test_what_is_said_of_a_group_and_what_is_contested_is_told() -> None:
    """A hit of a group, and a disagreement of sources, stand in the detail."""
    group, contested = screened(
        bundle(request("mysterials"), request("dubitol"))
    ).detected_issues()[::-1]
    assert LIST.term("phrases", "class-hit").words.en in group["detail"]
    assert LIST.term("phrases", "contested").words.en in contested["detail"]


def test_a_group_without_monitoring_proposes_one_action() -> None:
    """No mitigation is made up where no statement names what to watch."""
    (issue,) = screened(request("mysterials")).detected_issues()
    assert 1 == len(issue["mitigation"])


@pytest.mark.parametrize(
    ("more", "version", "expected"),
    [
        ({}, "R4", {"patient": {"reference": "Patient/one"}}),
        ({}, "R5", {"subject": {"reference": "Patient/one"}}),
        ({"subject": {}}, "R4", {}),
        ({"subject": {"reference": "#p"}}, "R4", {}),
    ],
)
def test_the_patient_of_an_issue(more: Json, version: str, expected: Json) -> None:
    """R5 calls it subject; without a reference that others could follow there is none."""
    (issue,) = screened(request("exemplone", **more)).detected_issues(version=version)
    assert expected == {k: v for k, v in issue.items() if k in ("patient", "subject")}


def test_a_record_without_an_id_is_named_by_its_place() -> None:
    """Where there is nothing to refer to, the place in the input is given."""
    (issue,) = screened(request("exemplone", id="")).detected_issues()
    assert [{"display": "MedicationRequest"}] == issue["implicated"]


def test_one_issue_for_each_patient_and_drug() -> None:
    """Two patients with one medicine have an issue each."""
    other = request("exemplone", subject={"reference": "Patient/two"})
    found = screened(bundle(request("exemplone"), other, request("exemplone tablet")))
    assert ["Patient/one", "Patient/two"] == [
        issue["patient"]["reference"] for issue in found.detected_issues()
    ]


def test_evidence_without_an_address() -> None:
    """A locator that is no address is not passed off as one; the source's own is given."""
    files = invented.files()
    for name in ("drugs/correctol.toml", "drugs/pagein.toml"):
        files[name]["statements"][0]["locator"] = "page 3"
    files["sources.toml"]["sources"] = [
        {k: v for k, v in source.items() if k != "url" or source["id"] == "page"}
        for source in files["sources.toml"]["sources"]
    ]
    own = invented.dataset(invented.locked(files))
    found = screened(bundle(request("correctol"), request("pagein")), dataset=own)
    without, with_one = (issue["evidence"][0]["detail"][0] for issue in found.detected_issues())
    assert {"display"} == set(without)
    assert "https://example.org/page" == with_one["identifier"]["value"]


def test_no_level_no_issue() -> None:
    """What is accepted, unknown or set aside gives no DetectedIssue."""
    names = ("acceptol", "plainol", "unheardof")
    stopped = request("exemplin", status="stopped")
    assert [] == screened(bundle(stopped, *map(request, names))).detected_issues()


def test_the_outcome_begins_with_a_summary() -> None:
    """What was read, in numbers, with the release and all warnings."""
    first = screened(EVERYTHING).operation_outcome()["issue"][0]
    assert ("information", "informational") == (first["severity"], first["code"])
    text = first["details"]["text"]
    assert "Medicines read: 13; understood: 8; with a level: 7." in text
    assert text.startswith("mitosafe, release 2026.2 (2026-12-30).")


def test_nothing_read_is_a_warning() -> None:
    """Without any medicine the outcome warns: it is no all-clear."""
    first = screened({"resourceType": "Patient"}).operation_outcome()["issue"][0]
    assert ("warning", "not-found") == (first["severity"], first["code"])
    assert "nothing was checked" in first["details"]["text"]


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (
            "Medicine not understood",
            [("warning", f"Bundle.entry[{n}].resource") for n in (3, 4, 5, 9, 12)],
        ),
        ("Part of the text not", [
            ("warning", "Bundle.entry[6].resource"),
            ("information", "Bundle.entry[11].resource.medicationCodeableConcept.text"),
        ]),
        ("Codes or texts of one record", [("warning", "Bundle.entry[2].resource")]),
        (
            "A code without its system",
            [("warning", "Bundle.entry[3].resource.medicationCodeableConcept.coding[1].code")],
        ),
        (
            "A code of a system that",
            [("warning", "Bundle.entry[3].resource.medicationCodeableConcept.coding[2].code")],
        ),
        (
            "Not understood; another",
            [("information", "Bundle.entry[1].resource.medicationCodeableConcept.coding[1].code")],
        ),
        ("A reference to something", [
            ("information", "Bundle.entry[10].resource.medicationReference.reference")
        ]),
        ("No medicine could be read", [("warning", "Bundle.entry[12].resource")]),
        ("Checked, without an alert", [("information", "Bundle.entry[7].resource")]),
        ("Disease of the patient", [("information", "Bundle.entry[13].resource.code.coding[0]")]),
        ("Another disease or condition", [("information", "Bundle.entry[14].resource.code")]),
        ("A record whose resourceType", [("warning", "Bundle.entry[15].resource")]),
        ("Records in which", [("information", "")]),
    ],
)  # fmt: skip
def test_everything_that_was_not_understood_is_named(
    start: str, expected: list[tuple[str, str]]
) -> None:
    """Each with its severity and its place."""
    assert expected == issues(screened(EVERYTHING), start)


def test_what_is_told_of_a_medicine_that_was_not_understood() -> None:
    """The text itself, what it may stand for, and what is near."""
    told = texts(screened(EVERYTHING).operation_outcome())
    assert "unheardof" in told
    assert "Duplon" in told
    assert "acceptol / exemplin" in told
    assert "plainol" in told
    assert "Immunization (1)" in told
    assert "no" in told


def test_conflicts_and_other_patients_are_warnings() -> None:
    """A contradiction about a patient is louder than a reading."""
    given = bundle(condition(concept(coding(ORPHA, "0"))), request("exemplin"))
    found = screened(given, patient=Patient(lacks={"invented-syndrome"}))
    assert [("warning", "Bundle.entry[0].resource.code.coding[0]")] == issues(found, "Said to be")
    refuted = condition(concept(coding(ORPHA, "0")), verificationStatus="refuted")
    assert "refuted" in texts(screened(refuted).operation_outcome())


def test_near_spellings_are_sought_for_a_limited_number() -> None:
    """A thousand unknown names are all named, without a search for each."""
    found = screened(bundle(*(request(f"plainoll {n}") for n in range(60))))
    told = texts(found.operation_outcome())
    near = found.dataset.term("phrases", "suggestions").words.en
    assert (60, 25) == (told.count("Medicine not understood"), told.count(near))


@pytest.mark.parametrize("what", ["detected_issues", "operation_outcome", "bundle"])
def test_arguments_that_are_none_of_the_allowed(what: str) -> None:
    """An unknown language or version is an error that names the allowed ones."""
    found = screened(request("exemplin"))
    with pytest.raises(UnknownValue, match="en, fr, nl"):
        getattr(found, what)(language="de")
    with pytest.raises(UnknownValue, match="R4, R4B, R5"):
        getattr(found, what)(version="R6")


def test_foreign_text_can_be_shown_and_encoded() -> None:
    """Control characters and half surrogates of the input do not reach the output."""
    odd = "exemplin \ud83d\x00 <script>alert(1)</script> **x**"
    whose = {"reference": "Patient/\ud83d\x00"}
    found = screened(bundle(request(odd, id="\ud83d", subject=whose), request("\udc00 unheardof")))
    made = json.dumps(found.bundle(), ensure_ascii=False)
    made.encode("utf-8")
    assert "\x00" not in made
    assert "script" in made


def test_a_record_of_no_type_without_a_place_can_be_referred_to() -> None:
    """A medicine in a resource whose type is empty gives an alert that is valid all the same."""
    found = screened({**request("exemplin"), "resourceType": " "})
    [issue] = found.detected_issues()
    assert [{"display": "?"}] == issue["implicated"]
    DetectedIssueR4B(**issue)


@pytest.mark.parametrize("blank", [" ", "\x00", "\ud800"])
def test_a_patient_that_cannot_be_shown_is_left_out(blank: str) -> None:
    """A blank reference to a patient is none, and an alert without it is valid."""
    found = screened(request("exemplin", subject={"reference": blank}))
    [issue] = found.detected_issues()
    assert "patient" not in issue
    DetectedIssueR4B(**issue)


def test_a_type_that_cannot_be_shown_is_left_out() -> None:
    """Half a character as the type of a resource does not reach the output."""
    found = screened({**request("exemplin", id=None), "resourceType": "\ud800"})
    [issue] = found.detected_issues()
    assert [{"display": "?"}] == issue["implicated"]
    json.dumps(found.bundle(), ensure_ascii=False).encode("utf-8")


def test_an_address_that_cannot_be_shown_is_left_out() -> None:
    """An entry whose address is made of signs that are not shown is named by its place alone."""
    entry = {"fullUrl": "\x01 \x02", "resource": {**request("exemplin"), "id": None}}
    found = screened({"resourceType": "Bundle", "type": "collection", "entry": [entry]})
    [issue] = found.detected_issues()
    [implicated] = issue["implicated"]
    assert {"display"} == implicated.keys()
    DetectedIssueR4B(**issue)


def test_a_list_with_its_own_words_is_asked_for_them() -> None:
    """The packaged list has the sentences of the integrations in each language."""
    terms = dataset().terms("exchange")
    assert len(terms) > 40
    for language in LANGUAGES:
        assert all(term.words[language].strip() for term in terms)
    placeholders = [{w.count("{") for w in (t.words.en, t.words.fr, t.words.nl)} for t in terms]
    assert [1] * len(terms) == list(map(len, placeholders))
