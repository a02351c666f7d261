"""A folder of a FHIR bulk export: its files are joined, and every line comes back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import mitosafe
from mitosafe import Patient
from mitosafe.answers import packaged
from mitosafe.errors import BadFile
from mitosafe.screening import bulk
from mitosafe.screening.records import Reader
from mitosafe.screening.rows import BadRow, Item, Noted, Passed, Row, Screened
from tests.conftest import Run

MELAS = {"coding": [{"system": "http://www.orpha.net", "code": "550"}]}


def medication(id: str, text: str | None = None, **more: Any) -> dict[str, Any]:
    """Return a Medication."""
    return {"resourceType": "Medication", "id": id, **({"code": {"text": text}} if text else more)}


def request(reference: str, patient: str = "1", **more: Any) -> dict[str, Any]:
    """Return a MedicationRequest that refers to a Medication."""
    subject = {"reference": f"Patient/{patient}"}
    named = {"medicationReference": {"reference": reference}}
    return {"resourceType": "MedicationRequest", "subject": subject, **named, **more}


def condition(patient: str) -> dict[str, Any]:
    """Return a Condition that says that a patient has MELAS."""
    subject = {"reference": f"https://ehr.example/fhir/Patient/{patient}"}
    return {"resourceType": "Condition", "subject": subject, "code": MELAS}


def read(folder: Path, **given: list[Any]) -> Sequence[Row | Item]:
    """Write files of lines and read them as one export."""
    for name, lines in given.items():
        texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
        (folder / f"{name}.ndjson").write_text("\n".join(texts), encoding="utf-8")
    reader = Reader(packaged.dataset().view(), Patient(), "en")
    with bulk.opened(reader, str(folder)) as opened:
        items = list(opened.rows)
        assert opened.done() == opened.total
    return items


def answers(items: Sequence[Row | Item]) -> list[tuple[str, int, object]]:
    """Return where each answered record stands, and its entry."""
    found = [item for item in items if isinstance(item, Screened)]
    return [(s.row.where, s.row.number, s.row.entry) for s in found]


def test_a_medication_in_another_file_is_read(tmp_path: Path) -> None:
    """However it is referred to, and through the ingredients of another one."""
    compound: Any = {"ingredient": [{"itemReference": {"reference": "Medication/m1"}}]}
    found = read(
        tmp_path,
        MedicationRequest=[
            request("Medication/m1"),
            request("https://ehr.example/fhir/Medication/m1/_history/3"),
            request("Medication/m2"),
        ],
        Medication=[medication("m1", "linezolid 600 mg"), medication("m2", **compound)],
    )
    assert answers(found) == [
        ("MedicationRequest.ndjson: MedicationRequest", number, "linezolid 600 mg")
        for number in (1, 2, 3)
    ]
    assert [item.count for item in found if isinstance(item, Passed)] == [1, 1]
    assert len(found) == 5


def test_diseases_of_each_patient_are_taken_into_account(tmp_path: Path) -> None:
    """Who has MELAS by another file is answered as such; of the others it is not known."""
    found = read(
        tmp_path,
        Condition=[condition("1")],
        MedicationRequest=[request("Medication/m", patient) for patient in ("1", "2")],
        Medication=[medication("m", "metformin")],
        Patient=[{"resourceType": "Patient", "id": "1"}],
    )
    first, second = (item.answer for item in found if isinstance(item, Screened))
    assert first.findings == mitosafe.check("metformin", patient=Patient(has={"melas"})).findings
    assert second.findings == mitosafe.check("metformin").findings
    assert first.findings != second.findings
    assert {item.what for item in found if isinstance(item, Passed)} == {
        "Condition",
        "Medication",
        "Patient",
    }


def test_a_disease_that_was_refuted_is_not_taken_into_account(tmp_path: Path) -> None:
    """A diagnosis taken back in one file does not colour the medicines of another."""
    refuted: Any = {"verificationStatus": {"coding": [{"code": "refuted"}]}}
    found = read(
        tmp_path,
        Condition=[{**condition("1"), **refuted}],
        MedicationRequest=[request("Medication/m")],
        Medication=[medication("m", "metformin")],
    )
    [answer] = (item.answer for item in found if isinstance(item, Screened))
    assert answer.findings == mitosafe.check("metformin").findings


def test_a_line_that_is_no_text_costs_no_other(tmp_path: Path) -> None:
    """It is named once, though the file is read twice."""
    line = json.dumps(medication("m", "linezolid")).encode()
    (tmp_path / "Medication.ndjson").write_bytes(b"\xff\n" + line + b"\n")
    found = read(tmp_path, MedicationRequest=[request("Medication/m")])
    [(where, _, entry)] = answers(found)
    assert (where, entry) == ("MedicationRequest.ndjson: MedicationRequest", "linezolid")
    [bad] = (item for item in found if isinstance(item, BadRow))
    assert (1, "Medication.ndjson: byte 1 is not utf-8; see --encoding") == (bad.first, bad.reason)


def test_a_medication_to_which_nothing_refers_is_answered(tmp_path: Path) -> None:
    """It is not dropped, and neither is another of the same id."""
    found = read(
        tmp_path,
        Medication=[medication("m", "linezolid"), medication("m", "zzyzx"), medication("n", "x")],
        MedicationRequest=[request("Medication/n"), request("Medication/none")],
    )
    assert answers(found) == [
        ("MedicationRequest.ndjson: MedicationRequest", 1, "x"),
        ("Medication.ndjson: Medication", 1, "linezolid"),
        ("Medication.ndjson: Medication", 2, "zzyzx"),
    ]
    [bad] = (item for item in found if isinstance(item, BadRow))
    assert bad.reason.startswith("MedicationRequest.ndjson: A reference to something that was not")
    assert "Medication/none" in bad.reason


def test_a_disease_is_told_as_it_was_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is taken into account is told so; what is of nobody or not held is a bad row."""
    monkeypatch.setattr(bulk, "PATIENTS", 1)
    nobody = {"resourceType": "Condition", "code": MELAS}
    found = read(tmp_path, Condition=[condition("1"), condition("2"), nobody])
    noted = [item for item in found if isinstance(item, Noted)]
    assert noted == [Noted(kind="condition-applied", what="http://www.orpha.net|550 → melas")]
    assert [item.first for item in found if isinstance(item, BadRow)] == [2, 3]


def test_what_cannot_be_read_is_named_with_its_file(tmp_path: Path) -> None:
    """A line that is no resource, and a file of another kind, at any depth."""
    deeper = tmp_path / "more"
    deeper.mkdir()
    (deeper / "Medication.ndjson.gz").write_bytes(b"x")
    lines = ['{"resourceType": "Condition", "system": "omim"', "", '{"resourceType": "Patient"}']
    long = json.dumps({"resourceType": "Medication", "x": [[[[]]]] * 40})
    nested = "[" * 150 + "]" * 150
    deep = f'{{"resourceType": "Medication", "x": {nested}}}'
    found = read(tmp_path, Condition=lines, Medication=[long, deep, "\ufffd"])
    bad = [(item.first, item.reason) for item in found if isinstance(item, BadRow)]
    reason = "not read; of a folder only files ending in .ndjson or .jsonl are"
    assert bad[0] == (0, f"more/Medication.ndjson.gz: {reason}")
    assert [(first, reason.partition(":")[0]) for first, reason in bad[1:]] == [
        (1, "Condition.ndjson"),
        (2, "Medication.ndjson"),
        (3, "Medication.ndjson"),
        (1, "Medication.ndjson"),
    ]


def test_what_is_too_much_to_be_held_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Medication that is not held is answered alone; a condition is named as not read."""
    monkeypatch.setattr(bulk, "HELD", 80)
    monkeypatch.setattr(bulk, "PATIENTS", 1)
    found = read(
        tmp_path,
        Medication=[medication("m", "x"), medication("n", "linezolid, a name too long to hold")],
        MedicationRequest=[request("Medication/n", "2")],
        Condition=[condition("1"), condition("1"), condition("2")],
    )
    assert answers(found) == [
        ("Medication.ndjson: Medication", 2, "linezolid, a name too long to hold"),
        ("Medication.ndjson: Medication", 1, "x"),
    ]
    reasons = [(item.first, item.reason) for item in found if isinstance(item, BadRow)]
    said = "http://www.orpha.net|550 (Condition.code.coding[0])"
    assert reasons[0] == (3, f"Condition.ndjson: Disease or condition not read: {said}")
    assert "Medication/n" in reasons[1][1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "has no file ending in .ndjson or .jsonl"),
        (("--column", "drug"), "is a folder, which is read as a FHIR bulk export only"),
        (("--from", "csv"), "is a folder, which is read as a FHIR bulk export only"),
    ],
)
def test_a_folder_that_is_no_export_is_bad_input(
    run: Run, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    """It is said what is wrong."""
    done = run("screen", str(tmp_path), *words)
    assert done.exit_code == 2
    assert said in done.stderr


def test_a_file_is_no_export(tmp_path: Path) -> None:
    """The format of a folder does not fit a file."""
    from mitosafe.screening.files import format_of

    with pytest.raises(BadFile, match="not a folder"):
        format_of(str(tmp_path / "x.ndjson"), "fhir-bulk", None)
    assert format_of(str(tmp_path), "fhir-bulk", None) == "fhir-bulk"


def test_a_folder_is_screened_on_the_command_line(run_shipped: Run, tmp_path: Path) -> None:
    """The report names the folder and what was found in all its files."""
    read(tmp_path, Medication=[medication("m", "linezolid")], Request=[request("Medication/m")])
    out = tmp_path / "report.csv"
    assert run_shipped("screen", str(tmp_path), "-o", str(out)).exit_code == 0
    assert "1,Request.ndjson: MedicationRequest,linezolid,listed,orange" in out.read_text("utf-8")
