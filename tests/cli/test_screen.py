"""`mitosafe screen`: files in, reports out."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from rich.console import Console

from mitosafe.cli import screen as module
from mitosafe.cli import terminal as paint
from mitosafe.screening import lines
from mitosafe.screening import rows as screening
from tests.conftest import Run

TABLE = "id;drug\n1;exemplin\n2;zzz\n3;a;b\n4;acceptol 5 mg\n5;plainol foo\n6;\n"
Screen = Callable[..., Result]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file of medication entries, one row of which is bad."""
    path = tmp_path / "medicines.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def table(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV report."""
    return list(csv.DictReader(io.StringIO(text)))


def test_the_text_report_has_the_sums_and_the_bad_rows(run: Run, file: Path) -> None:
    """Levels, medicines, what was not understood, and the line that could not be read."""
    done = run("screen", str(file), "--column", "drug")
    assert done.exit_code == 0
    said = done.stdout
    for part in (
        "listed (English)",
        "1 × zzz",
        "1 × foo",
        "row (English) 4: 3 cells, expected 2",
        "2026.2.1, 2026-12-31",
        "! absence (English)",
    ):
        assert part in said
    assert done.stderr == ""


def test_a_csv_report_has_a_line_for_each_row(run: Run, file: Path) -> None:
    """Rows come in order with the columns asked for; the sums go to the standard error."""
    done = run("screen", str(file), "-c", "drug", "--keep", "id", "--format", "csv")
    rows = table(done.stdout)
    assert [(row["row"], row["id"], row["outcome"], row["worst"]) for row in rows] == [
        ("2", "1", "listed", "red"),
        ("3", "2", "unrecognised", ""),
        ("4", "", "bad-row", ""),
        ("5", "4", "acceptable", ""),
        ("6", "5", "not-assessed", ""),
        ("7", "6", "empty", ""),
    ]
    assert rows[0]["medicines"] == "exemplin"
    assert rows[0]["says"].startswith("RED (ENGLISH) in (English) invented syndrome")
    assert [row["not_understood"] for row in rows[1:5]] == ["zzz", "3 cells, expected 2", "", "foo"]
    assert rows[4]["not_assessed"] == "plainol"
    assert {row["list"] for row in rows} == {
        "2026.2.1, 2026-12-31. not reviewed (English) absence (English)"
    }
    assert "bad rows (English)" in done.stderr


def test_a_csv_report_marks_disagreement_and_names_what_may_be_meant(run: Run) -> None:
    """A contested answer says yes; an ambiguous name stands with what was not understood."""
    done = run(
        "screen", "-", "--from", "lines", "-f", "csv", typed="dubitol\nexemplin twinname\ndubitol\n"
    )
    rows = table(done.stdout)
    assert [row["contested"] for row in rows] == ["yes", "", "yes"]
    assert rows[1]["not_understood"] == "twinname"


def test_cells_of_answers_are_remembered_up_to_a_limit(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Past the limit the memory starts anew, and the report is the same."""
    monkeypatch.setattr(screening, "REMEMBERED", 1)
    typed = "exemplin\nacceptol\nexemplin\n"
    rows = table(run("screen", "-", "--from", "lines", "-f", "csv", typed=typed).stdout)
    assert [row["medicines"] for row in rows] == ["exemplin", "acceptol", "exemplin"]


def test_json_is_one_document(run: Run, file: Path) -> None:
    """A program gets the sums as plain values, in the language asked for."""
    done = run("screen", str(file), "-c", "drug", "-f", "json", "-l", "fr")
    found = json.loads(done.stdout)
    assert (found["rows"], found["worst"], found["language"]) == (6, "red", "fr")
    assert found["bad_rows"]["first"][0]["first"] == 4


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("r.txt", " \n■"),
        ("r.csv", "row,where,entry,"),
        ("r.json", '{\n  "schema"'),
        ("r.html", "<!doctype html>"),
        ("r", "■"),
    ],
)
def test_the_report_goes_into_a_file_of_the_format_of_its_name(
    run: Run, file: Path, name: str, start: str
) -> None:
    """The name of the file tells the format; without one it is text."""
    out = file.with_name(name)
    done = run("screen", str(file), "-c", "drug", "-o", str(out))
    assert done.exit_code == 0
    assert done.stdout == ""
    assert out.read_text(encoding="utf-8").strip().startswith(start.strip())


def test_html_to_the_standard_output(run: Run, file: Path) -> None:
    """The page loads nothing, and what is foreign in it is escaped."""
    bad = file.with_name("b.txt")
    bad.write_text("<script>alert(1)</script>\n", encoding="utf-8")
    said = run("screen", str(bad), "-f", "html", "-l", "nl").stdout
    assert '<html lang="nl">' in said
    assert "<script" not in said
    assert "&lt;script&gt;" in said
    assert "http" not in said


def test_a_patient_and_a_release_hold_for_every_row(run: Run, file: Path) -> None:
    """--lacks and --release are those of `check`."""
    words = ("screen", str(file), "-c", "drug", "-f", "json")
    lacks = run(*words, "--lacks", "invented-syndrome")
    old = run(*words, "--release", "2010.1")
    assert json.loads(lacks.stdout)["level"] == "orange"
    assert json.loads(old.stdout)["level"] is None


def test_codes_are_read_with_system(run: Run) -> None:
    """A column of codes needs the name of their system."""
    done = run("screen", "-", "--from", "csv", "-s", "atc", "-f", "json", typed="atc\nN99XA01\nQ\n")
    found = json.loads(done.stdout)
    assert [m["id"] for m in found["by_medicine"]] == ["exemplin"]
    assert found["not_understood"]["values"] == [{"value": "Q", "rows": 1}]


def test_an_unknown_system_makes_every_row_bad(run: Run) -> None:
    """Neighbouring rows with one fault are one line of a text report."""
    done = run("screen", "-", "--from", "lines", "-s", "sesame", typed="a\nb\n")
    assert done.exit_code == 0
    assert "row (English) 1–2: unknown code system" in done.stdout


def test_fhir_is_screened_on_the_shipped_list(run_shipped: Run, tmp_path: Path) -> None:
    """A bulk export is read line by line; records passed over and set aside are named."""
    lines = [
        {"resourceType": "MedicationRequest", "medicationCodeableConcept": {"text": "metformin"}},
        {
            "resourceType": "MedicationRequest",
            "status": "stopped",
            "medicationCodeableConcept": {"text": "linezolid"},
        },
        {"resourceType": "Patient"},
    ]
    path = tmp_path / "export.ndjson"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    rows = table(run_shipped("screen", str(path), "-f", "csv").stdout)
    assert [(r["row"], r["outcome"], r["set_aside"]) for r in rows] == [
        ("1", "listed", ""),
        ("2", "listed", "stopped"),
        ("3", "passed-over", ""),
    ]
    assert rows[0]["where"] == "MedicationRequest"


def test_a_bundle_is_screened(run_shipped: Run, tmp_path: Path) -> None:
    """What is passed over is counted by its type; a disease is no row, and is in the report."""
    resources = [
        {"resourceType": "Claim"},
        {"resourceType": "Claim"},
        {"resourceType": "Condition", "code": {"text": "an illness"}},
    ]
    bundle = {"resourceType": "Bundle", "entry": [{"resource": each} for each in resources]}
    path = tmp_path / "bundle.json"
    path.write_text(json.dumps(bundle), encoding="utf-8")
    done = run_shipped("screen", str(path), "-f", "csv")
    assert [(r["row"], r["outcome"], r["not_understood"]) for r in table(done.stdout)] == [
        ("2 ×", "passed-over", "Claim")
    ]
    assert "1 × an illness" in done.stderr
    assert "nothing was checked" in done.stderr


def test_runs_of_bad_rows_have_one_line_in_csv(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A broken part of a Parquet file is one line, with the first and the last row."""
    from mitosafe.screening import files
    from mitosafe.screening.rows import BadRow

    def rows(_lines: object, _wanted: object) -> object:
        return iter([BadRow(first=3, last=4, reason="broken")])

    monkeypatch.setattr(files, "_lines", rows)
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    done = run("screen", str(tmp_path / "a.txt"), "-f", "csv")
    assert [row["row"] for row in table(done.stdout)] == ["3-4"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-c", "x"), "unknown column 'x'; allowed: id, drug"),
        ((), "say with --column"),
        (("-c", "drug", "--delimiter", "ab"), "one character"),
        (("-c", "drug", "--release", "0"), "unknown release"),
        (("-c", "drug", "--has", "x"), "unknown condition"),
        (("-c", "drug", "--encoding", "x"), "unknown encoding"),
    ],
)
def test_bad_input_ends_with_2(run: Run, file: Path, words: tuple[str, ...], said: str) -> None:
    """The message names the mistake, and no report is written."""
    done = run("screen", str(file), *words)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stdout == ""


def test_the_file_itself_is_not_overwritten(run: Run, file: Path) -> None:
    """A report into the file that is screened is refused, and the file is as it was."""
    done = run("screen", str(file), "-c", "drug", "-o", str(file))
    assert done.exit_code == 2
    assert file.read_text(encoding="utf-8") == TABLE


def test_a_report_that_cannot_be_written_ends_with_2(run: Run, file: Path) -> None:
    """The message names the file."""
    done = run("screen", str(file), "-c", "drug", "-o", str(file / "x.csv"))
    assert done.exit_code == 2
    assert "cannot be written" in done.stderr


def test_a_bar_moves_on_a_terminal(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal the standard error shows how many rows were read; else it is silent."""
    path = tmp_path / "a.txt"
    path.write_text("exemplin\n" * 10, encoding="utf-8")
    out = io.StringIO()

    def terminal(*, stderr: bool = False) -> Console:
        return Console(file=out if stderr else sys.stdout, force_terminal=stderr, width=80)

    monkeypatch.setattr(paint, "console", terminal)
    monkeypatch.setattr(module, "STEP", 5)
    assert run("screen", str(path)).exit_code == 0
    assert "10 rows" in out.getvalue()


def test_memory_does_not_grow_with_the_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten times as many rows take hardly more memory."""
    import tracemalloc

    monkeypatch.setattr(lines, "BLOCK", 4_096)
    peaks = []
    for rows in (2_000, 20_000):
        path = tmp_path / f"{rows}.txt"
        path.write_text("".join(f"exemplin {n % 50} mg\n" for n in range(rows)), encoding="utf-8")
        tracemalloc.start()
        run("screen", str(path), "-f", "csv", "-o", str(tmp_path / "out.csv"))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 2 * peaks[0]


def test_a_report_that_is_broken_off_leaves_the_earlier_one(
    run: Run, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An interrupt leaves the earlier rows, and beside them a file that says it is partial."""
    out = tmp_path / "out.csv"
    out.write_text("earlier\n")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("mitosafe.screening.rows.Tally.add", interrupted)
    assert run("screen", str(file), "-c", "drug", "-o", str(out)).exit_code != 0
    assert "earlier\n" == out.read_text()
    assert "PARTIAL" in (tmp_path / "out.csv.partial").read_text().splitlines()[-1]
