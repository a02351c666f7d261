"""`mitosafe sheet`: what is to be on it, and where it goes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import mitosafe
from tests.conftest import Run


def test_a_sheet_of_a_file_and_of_drugs(run: Run, tmp_path: Path) -> None:
    """Medicines of --drug and of the FILE are all on it, in that order."""
    file = tmp_path / "mine.txt"
    file.write_text("acceptol\nzzz\n", encoding="utf-8")
    said = run("sheet", str(file), "--drug", "exemplin", "--layout", "ward").stdout
    assert said.startswith("<!doctype html>")
    places = [said.index(f'"row">{name}<') for name in ("exemplin", "acceptol", "zzz")]
    assert places == sorted(places)


def test_a_sheet_of_the_whole_list(run: Run, tmp_path: Path) -> None:
    """--all writes the list into the file, in the language asked for."""
    out = tmp_path / "all.html"
    done = run("sheet", "--all", "-l", "fr", "-o", str(out))
    assert (done.exit_code, done.stdout) == (0, "")
    assert '<html lang="fr">' in out.read_text(encoding="utf-8")


def test_a_sheet_of_the_standard_input(run: Run) -> None:
    """- is the standard input, one medicine a line."""
    said = run("sheet", "-", "--has", "invented-syndrome", typed="exemplin\n").stdout
    assert "applies (English):</b> invented syndrome (English)" in said


def test_a_sheet_as_pdf(run: Run, tmp_path: Path) -> None:
    """A name ending in .pdf gives a PDF."""
    out = tmp_path / "sheet.PDF"
    assert run("sheet", "-d", "exemplin", "-o", str(out)).exit_code == 0
    assert out.read_bytes()[:5] == b"%PDF-"


def test_pdf_needs_its_extra(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without WeasyPrint it is said how to get it."""
    monkeypatch.delitem(sys.modules, "mitosafe.sheet.pdf", raising=False)
    monkeypatch.delattr(mitosafe, "pdf", raising=False)
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    done = run("sheet", "-d", "exemplin", "-o", str(tmp_path / "sheet.pdf"))
    assert done.exit_code == 2
    assert "pip install 'mitosafe[pdf]'" in done.stderr


def test_pdf_needs_a_library_of_the_machine(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where WeasyPrint is there and Pango is not, Pango is named."""

    class NoPango:
        """Finds WeasyPrint as it is without Pango."""

        def find_spec(self, name: str, *_: object) -> None:
            """Fail as a library that cannot be loaded does."""
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.delitem(sys.modules, "mitosafe.sheet.pdf", raising=False)
    monkeypatch.delattr(mitosafe, "pdf", raising=False)
    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])
    done = run("sheet", "-d", "exemplin", "-o", str(tmp_path / "sheet.pdf"))
    assert done.exit_code == 2
    assert "PDF needs the library Pango on this machine: cannot load" in done.stderr


@pytest.mark.parametrize("words", [(), ("--all", "-d", "x"), ("--all", "-")])
def test_it_must_be_said_what_is_to_be_on_it(run: Run, words: tuple[str, ...]) -> None:
    """Nothing, or both a list and medicines, is bad input."""
    done = run("sheet", *words)
    assert done.exit_code == 2
    assert "say what is to be on it" in done.stderr


def test_another_ending_is_bad_input(run: Run, tmp_path: Path) -> None:
    """A file that is neither HTML nor PDF is not written."""
    out = tmp_path / "sheet.docx"
    assert run("sheet", "-d", "x", "-o", str(out)).exit_code == 2
    assert not out.exists()
