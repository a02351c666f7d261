"""`mitosafe validate`: every fault, with file and place."""

from __future__ import annotations

import json
from pathlib import Path

from tests import invented
from tests.conftest import Run

#: A hospital's own drug, in the format of the list.
OWN = {
    "sources.toml": {"sources": [invented.source("our-clinic", "page")]},
    "drugs/ourdrug.toml": invented.drug(
        "ourdrug",
        statements=[invented.statement("ourdrug.1", "avoid", "consensus", "our-clinic", "2026.2")],
    ),
}


def test_a_whole_list_without_fault(run: Run, tmp_path: Path) -> None:
    """A folder with releases is a whole list; nothing wrong ends with 0, and is no promise."""
    done = run("validate", str(invented.write(tmp_path)))
    assert done.exit_code == 0
    assert "no fault found" in " ".join(done.stdout.split())
    assert "nothing of whether what it says is right" in done.stdout


def test_every_fault_is_shown_under_its_file(run: Run, tmp_path: Path) -> None:
    """Two faults in two files are both shown, and the exit code is 2."""
    files = invented.files()
    files["drugs/acceptol.toml"]["statements"][0]["verdict"] = "perhaps"
    files["drugs/dubitol.toml"]["colour"] = "blue"
    done = run("validate", str(invented.write(tmp_path, files)))
    assert done.exit_code == 2
    assert ": 2 faults" in " ".join(done.stdout.split())
    assert "drugs/acceptol.toml\n  $.statements[0].verdict: 'perhaps' is no verdict" in done.stdout
    assert "drugs/dubitol.toml\n  $.colour: unknown key" in done.stdout


def test_one_fault_is_one(run: Run, tmp_path: Path) -> None:
    """One fault is not called faults; what cannot be parsed at all is a fault too."""
    (tmp_path / "drugs").mkdir()
    (tmp_path / "drugs" / "x.toml").write_text("x = ", encoding="utf-8")
    done = run("validate", str(tmp_path))
    assert done.exit_code == 2
    assert ": 1 fault\n" in done.stdout


def test_faults_in_json(run: Run, tmp_path: Path) -> None:
    """A program gets file, path and message of each."""
    files = invented.files()
    files["drugs/dubitol.toml"]["colour"] = "blue"
    done = run("validate", str(invented.write(tmp_path, files)), "--json")
    found = json.loads(done.stdout)
    assert done.exit_code == 2
    assert found["alone"] is True
    assert [(f["file"], f["path"]) for f in found["faults"]] == [
        ("drugs/dubitol.toml", "$.colour"),
    ]


def test_a_hospitals_folder_lies_over_the_packaged_list(run: Run, tmp_path: Path) -> None:
    """Without releases of its own a folder is checked over the packaged list; --alone differs."""
    invented.write(tmp_path, OWN)
    assert run("validate", str(tmp_path)).exit_code == 0
    assert run("validate", str(tmp_path), "--alone").exit_code == 2


def test_no_folder_ends_with_2(run: Run, tmp_path: Path) -> None:
    """A path that is no folder is bad input."""
    assert run("validate", str(tmp_path / "none")).exit_code == 2


def test_the_commands_ask_a_hospitals_own_list(run_shipped: Run, tmp_path: Path) -> None:
    """With --data the rows of the folder answer, over those of the package, and are marked."""
    invented.write(tmp_path, OWN)
    own = run_shipped("--data", str(tmp_path), "check", "ourdrug", "--json")
    below = run_shipped("--data", str(tmp_path), "check", "metformin", "--json")
    found = json.loads(own.stdout)["findings"][0]
    assert [statement["local"] for statement in found["statements"]] == [True]
    assert json.loads(below.stdout)["outcome"] == "listed"
