"""The extra `cli` alone: the commands, and what those that need more say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mitosafe.__main__ import main


def ran(*words: str) -> int:
    """Run a command and give its exit code."""
    with pytest.raises(SystemExit) as ended:
        main(words)
    code = ended.value.code
    assert isinstance(code, int)
    return code


def test_medicines_are_checked(capsys: pytest.CaptureFixture[str]) -> None:
    """`check` answers as text and as JSON."""
    assert ran("check", "Depakine Chrono 500 mg", "zzyzx") == 0
    assert "zzyzx" in capsys.readouterr().out
    assert ran("check", "linezolid", "--json") == 0
    assert json.loads(capsys.readouterr().out)["level"] == "orange"


def test_a_file_is_screened(tmp_path: Path) -> None:
    """`screen` reads CSV and FHIR, and writes a report of each shape."""
    (tmp_path / "stays.csv").write_text("id,drug\n1,valproate\n2,zzyzx\n", encoding="utf-8")
    order = '{"resourceType": "MedicationRequest", "medicationCodeableConcept": {"text": "x"}}'
    (tmp_path / "order.json").write_text(order, encoding="utf-8")
    for shape in ("txt", "csv", "json", "html"):
        out = tmp_path / f"report.{shape}"
        assert ran("screen", str(tmp_path / "stays.csv"), "-c", "drug", "-o", str(out)) == 0
        assert "zzyzx" in out.read_text(encoding="utf-8")
        assert ran("screen", str(tmp_path / "order.json"), "-o", str(out)) == 0


@pytest.mark.parametrize(
    "words",
    [
        ("show", "valproate"),
        ("list", "--level", "red"),
        ("terms", "conditions"),
        ("releases",),
        ("diff", "2024.1", "2026.2"),
        ("sheet", "--all"),
        ("export",),
        ("awareness", "2026"),
        ("communities", "--spoken", "nl"),
    ],
)
def test_a_command_needs_nothing_more(words: tuple[str, ...]) -> None:
    """Each command runs."""
    assert ran(*words) == 0


@pytest.mark.parametrize(
    ("words", "extra"),
    [
        (("screen", "stays.parquet", "-c", "drug"), "parquet"),
        (("sheet", "--all", "-o", "sheet.pdf"), "pdf"),
        (("export", "duckdb"), "export"),
        (("export", "parquet"), "export"),
        (("check-links",), "maintain"),
        (("awareness", "2026", "--ical", "days.ics"), "calendar"),
    ],
)
def test_a_command_that_needs_more_says_so(
    words: tuple[str, ...], extra: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It ends with 2 and tells what to install."""
    assert ran(*words) == 2
    assert f"pip install 'mitosafe[{extra}]'" in capsys.readouterr().err
