"""`mitosafe export`: the shapes of the library, written into a folder."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from mitosafe import export
from tests.conftest import Run


@pytest.fixture
def without_duckdb(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the library away that one shape needs."""
    monkeypatch.setitem(sys.modules, "duckdb", None)
    monkeypatch.delitem(sys.modules, "mitosafe.export.duckdb_file", raising=False)
    monkeypatch.delattr(export, "duckdb_file", raising=False)


def test_the_shapes_are_named(run: Run) -> None:
    """Without a shape all of them are listed, each with what it is."""
    rows = [line.split("  ", 1) for line in run("export").stdout.splitlines()[2:]]
    assert [row[0] for row in rows] == list(export.SHAPES)
    assert all(row[1].strip() for row in rows)


@pytest.mark.usefixtures("without_duckdb")
def test_a_shape_whose_library_is_missing_says_so(run: Run, tmp_path: Path) -> None:
    """It is listed with how to get it; asking for it ends with 2."""
    assert "pip install 'mitosafe[export]'" in run("export", columns=120).stdout
    done = run("export", "duckdb", "-o", str(tmp_path))
    assert done.exit_code == 2
    assert "DuckDB files need the extra 'export': pip install 'mitosafe[export]'" in done.stderr


def test_the_files_are_written_and_named(run_shipped: Run, tmp_path: Path) -> None:
    """Each file that was written is a line of the output."""
    out = tmp_path / "new"
    done = run_shipped("export", "directory", "--output", str(out), "--release", "2024.1")
    assert done.exit_code == 0
    assert [Path(line) for line in done.stdout.splitlines()] == list(out.iterdir())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("sesame",), "unknown shape 'sesame'; allowed: json, csv"),
        (("json", "--release", "0"), "unknown release"),
    ],
)
def test_bad_input_ends_with_2(run: Run, words: tuple[str, ...], said: str) -> None:
    """An unknown shape or release is named with what is allowed."""
    done = run("export", *words)
    assert done.exit_code == 2
    assert said in done.stderr


def test_a_folder_that_cannot_be_made_ends_with_2(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names the folder."""

    def full(*_: object, **__: object) -> tuple[Path, ...]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(export, "write", full)
    done = run("export", "json", "-o", str(tmp_path))
    assert done.exit_code == 2
    assert "cannot be written: No space left on device" in done.stderr
