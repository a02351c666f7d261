"""The wheel alone: the front door and all that needs no library; the others say what they need."""

from __future__ import annotations

import json
import sqlite3

import pytest

import mitosafe
from mitosafe.__main__ import main
from tests.extras.scenarios import EXTRAS

#: What opens each door that needs an extra, and the extra.
DOORS = {
    "from mitosafe import frames": "frames",
    "from mitosafe import plots": "plots",
    "from mitosafe.sheet import pdf": "pdf",
    "from mitosafe import service": "service",
    "from mitosafe.directory import check_links": "maintain",
    "from mitosafe import export; export.files('parquet')": "export",
    "from mitosafe import export; export.files('duckdb')": "export",
    "import mitosafe; mitosafe.awareness(2026).ical()": "calendar",
    "import mitosafe; mitosafe.communities(language='Dutch')": "directory",
}


def test_the_front_door_answers() -> None:
    """A medicine is found, and what was not understood is named."""
    report = mitosafe.check_all(["Depakine Chrono 500 mg", "zzyzx"])
    assert [answer.outcome.value for answer in report] == ["listed", "unrecognised"]
    assert all(answer.text(language) for answer in report for language in ("en", "fr", "nl"))
    assert mitosafe.communities(language="nl")


def test_hospital_systems_are_answered() -> None:
    """FHIR and CDS Hooks need nothing beyond the package."""
    from mitosafe import cds_hooks, fhir

    order = {
        "resourceType": "MedicationRequest",
        "status": "draft",
        "medicationCodeableConcept": {"text": "valproate"},
    }
    assert fhir.screen(order).detected_issues()[0]["severity"] == "high"
    request = {
        "hook": "order-sign",
        "hookInstance": "00000000-0000-4000-8000-000000000000",
        "context": {
            "userId": "Practitioner/1",
            "patientId": "1",
            "draftOrders": {"resourceType": "Bundle", "entry": [{"resource": order}]},
        },
    }
    (card,) = cds_hooks.respond(request, assume_pmd=True)["cards"]
    assert card["indicator"] == "warning"


def test_the_list_is_exported_and_printed() -> None:
    """JSON, CSV, SQLite, FHIR packages and sheets need nothing beyond the package."""
    from mitosafe import export, sheet

    (text,) = export.files("json").values()
    assert json.loads(text)["release"]["id"] == mitosafe.release().id
    (file,) = export.files("sqlite").values()
    with sqlite3.connect(":memory:") as connection:
        connection.deserialize(file)
        assert connection.execute("SELECT count(*) FROM subjects").fetchone()[0] > 100
    connection.close()
    for shape in ("csv", "fhir-r4b", "fhir-r5", "omop", "directory", "folder"):
        assert export.files(shape)
    assert "valpro" in sheet.sheet(mitosafe.Dataset.packaged(), ["valproate"])


@pytest.mark.parametrize(("code", "extra"), DOORS.items())
def test_a_door_without_its_extra_names_it(code: str, extra: str) -> None:
    """The error tells what to install."""
    with pytest.raises(mitosafe.MissingExtra) as caught:
        exec(code, {})
    assert caught.value.extra == extra
    assert str(caught.value).endswith(f"need the extra '{extra}': pip install 'mitosafe[{extra}]'")


def test_the_command_line_names_its_extra(capsys: pytest.CaptureFixture[str]) -> None:
    """It ends with 2 and tells what to install."""
    assert main(["check", "valproate"]) == 2
    assert 'pip install "mitosafe[cli]"' in capsys.readouterr().err


def test_no_extra_is_forgotten_here() -> None:
    """Each extra is named by a door above; Parquet files are screened by the command line."""
    assert {*DOORS.values(), "cli", "parquet"} == set(EXTRAS)
