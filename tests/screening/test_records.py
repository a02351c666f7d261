"""FHIR files: each medicine is answered, and what could not be read is named."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from mitosafe import Patient
from mitosafe.answers import packaged
from mitosafe.fhir import Unreadable
from mitosafe.screening import records
from mitosafe.screening.records import Reader
from mitosafe.screening.rows import BadRow, Item, Noted, Passed, Row, Screened

ATC = "http://www.whocc.no/atc"


def request(text: str | None = None, **more: Any) -> dict[str, Any]:
    """Return a MedicationRequest by text."""
    concept = {"medicationCodeableConcept": {"text": text}} if text else {}
    return {"resourceType": "MedicationRequest", **concept, **more}


def read(path: Path, given: object, language: str = "en") -> Sequence[Row | Item]:
    """Write a resource, or a list of lines, to a file and read it."""
    many = isinstance(given, list)
    lines = given if isinstance(given, list) else [given]
    texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text("\n".join(texts), encoding="utf-8")
    reader = Reader(packaged.dataset().view(), Patient(), language)
    with reader.opened(str(path), "fhir-ndjson" if many else "fhir") as opened:
        return list(opened.rows)


def told(items: Sequence[Row | Item]) -> list[tuple[int, object, str]]:
    """Return number, entry and outcome of each answered record."""
    screened = [item for item in items if isinstance(item, Screened)]
    return [(s.row.number, s.row.entry, s.answer.outcome.value) for s in screened]


def test_a_bundle_is_read_as_one(tmp_path: Path) -> None:
    """Each medicine is numbered; a condition in the Bundle counts as known of the patient."""
    disease = {"text": "MELAS", "coding": [{"system": "http://www.orpha.net", "code": "550"}]}
    entries = [
        {"resourceType": "Claim"},
        {"resourceType": "Claim"},
        request("Depakine 500", subject={"reference": "Patient/1"}),
        request("zzyzx"),
        {"resourceType": "Condition", "code": disease, "subject": {"reference": "Patient/1"}},
    ]
    bundle = {"resourceType": "Bundle", "entry": [{"resource": each} for each in entries]}
    found = read(tmp_path / "b.json", bundle)
    assert told(found) == [(1, "Depakine 500", "listed"), (2, "zzyzx", "unrecognised")]
    assert [item for item in found if isinstance(item, Passed)] == [
        Passed(number=0, what="Claim", count=2)
    ]
    assert isinstance(found[0], Screened)
    assert "entry[2].resource" in found[0].row.where
    assert [item for item in found if isinstance(item, Noted)] == [
        Noted(kind="condition-applied", what="http://www.orpha.net|550 → melas")
    ]


def test_a_disease_in_a_line_of_its_own_is_not_told_as_applied(tmp_path: Path) -> None:
    """Of one file of lines, a disease holds only for the medicines of its own line."""
    code = {"coding": [{"system": "http://www.orpha.net", "code": "550"}]}
    melas = {"resourceType": "Condition", "code": code, "subject": {"reference": "Patient/1"}}
    taken = request("metformin", subject={"reference": "Patient/1"})
    both = {"resourceType": "Bundle", "entry": [{"resource": melas}, {"resource": taken}]}
    other = {"resourceType": "Condition", "code": {"text": "an illness"}}
    found = read(tmp_path / "a", [melas, both, other])
    noted = [item.kind for item in found if isinstance(item, Noted)]
    assert noted == ["condition-apart", "condition-applied", "condition-other"]
    assert [item for item in found if isinstance(item, Passed)] == [
        Passed(number=1, what="Condition"),
        Passed(number=3, what="Condition"),
    ]


def test_what_is_passed_over_in_a_bundle_of_one_line_is_named(tmp_path: Path) -> None:
    """A medicine in the same line does not hide the records that were not looked at."""
    entries = [{"resource": request("Keppra")}, {"resource": {"resourceType": "CarePlan"}}]
    found = read(tmp_path / "a", [{"resourceType": "Bundle", "entry": entries}])
    assert found[1:] == [Passed(number=1, what="CarePlan")]


def test_a_line_may_hold_several_medicines_or_none(tmp_path: Path) -> None:
    """The number is that of the line; a line without a medicine is passed over, by its type."""
    bundle = {
        "resourceType": "Bundle",
        "entry": [{"resource": request("metformin")}, {"resource": request("linezolid")}],
    }
    found = read(tmp_path / "a", [request("Keppra"), "", bundle, {"resourceType": "Patient"}])
    assert [number for number, *_ in told(found)] == [1, 3, 3]
    assert found[-1] == Passed(number=4, what="Patient")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "not JSON: "),
        ("[]", "expected an object, got list"),
        ('{"a": 1}', "no FHIR resource"),
        (request(), "No medicine could be read from this record: MedicationRequest"),
        ('{"resourceType": "Patient", "a": 1, "a": 2}', "a key stands twice"),
    ],
)
def test_lines_that_cannot_be_read_are_bad_rows(tmp_path: Path, line: object, said: str) -> None:
    """The reason says why, and the next line is read."""
    bad, good = read(tmp_path / "a", [line, request("Keppra")])
    assert isinstance(bad, BadRow)
    assert (bad.first, bad.last) == (1, 1)
    assert bad.reason.startswith(said)
    assert told([good]) == [(2, "Keppra", "listed")]


def test_a_line_that_is_too_long_or_no_text_is_bad(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lines longer than the limit are not read."""
    monkeypatch.setattr(records, "LONGEST_LINE", 50)
    found = read(tmp_path / "a", [request("x" * 60), '{"resourceType": "Patient"}'])
    assert [type(item) for item in found] == [BadRow, Passed]


def test_what_is_no_resource_is_refused(tmp_path: Path) -> None:
    """A file that is to be one resource and is none ends the run."""
    with pytest.raises(Unreadable):
        read(tmp_path / "a", {"a": 1})


def test_a_reference_to_nothing_is_named(tmp_path: Path) -> None:
    """A medicine that is only referred to is a bad row that names the reference."""
    (bad,) = read(tmp_path / "a", [request(medicationReference={"reference": "Medication/9"})])
    assert isinstance(bad, BadRow)
    assert "Medication/9" in bad.reason


def test_what_was_lost_of_a_medicine_is_named_with_it(tmp_path: Path) -> None:
    """A reference beside a text that was understood is named as not understood."""
    line = request("metformin", medicationReference={"reference": "Medication/9"})
    (item,) = read(tmp_path / "a", [line])
    assert isinstance(item, Screened)
    assert any("Medication/9" in text for text in item.answer.unread)


def test_codes_and_text_that_disagree_are_named(tmp_path: Path) -> None:
    """A code for one medicine and the text of another are both answered, and it is said."""
    concept = {"text": "linezolid", "coding": [{"system": ATC, "code": "A10BA02"}]}
    (item,) = read(tmp_path / "a", [request(medicationCodeableConcept=concept)], "fr")
    assert isinstance(item, Screened)
    assert {f.drug.id for f in item.answer.findings} == {"linezolid", "metformin"}
    assert any("A10BA02 / linezolid" in text for text in item.answer.unread)


def test_a_stopped_medicine_is_counted_apart(tmp_path: Path) -> None:
    """The status for which a record gives no alert stands with it."""
    (item,) = read(tmp_path / "a", [request("metformin", status="stopped")])
    assert isinstance(item, Screened)
    assert item.set_aside == "stopped"


def test_problems_outside_of_a_medicine_are_bad_rows(tmp_path: Path) -> None:
    """A resource without a type is named with its place."""
    bundle = {
        "resourceType": "Bundle",
        "entry": [{"resource": {"resourceType": 5}}, {"resource": request("x y z")}],
    }
    found = read(tmp_path / "a.json", bundle)
    bad = [item for item in found if isinstance(item, BadRow)]
    assert len(bad) == 1
    assert "entry[0]" in bad[0].reason


def test_progress_of_lines_is_in_bytes(tmp_path: Path) -> None:
    """How much was read is known, line by line, and for a Bundle not."""
    path = tmp_path / "a"
    path.write_text(json.dumps(request("x")), encoding="utf-8")
    reader = Reader(packaged.dataset().view(), Patient(), "en")
    with reader.opened(str(path), "fhir-ndjson") as opened:
        assert len(list(opened.rows)) == 1
        assert opened.done() == opened.total == path.stat().st_size
    with reader.opened(str(path), "fhir") as whole:
        assert (whole.total, whole.done()) == (None, 0)
