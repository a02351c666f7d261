"""The mutation tester: what it counts, and in small, that it notices what it must."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tools.mutants import __main__ as command
from tools.mutants import picked, running, scoring
from tools.mutants.modules import MODULES, Module, file_of
from tools.mutants.running import ROOT, Change, Mutant
from tools.mutants.scoring import Score

SOURCES = ROOT / "src" / "mitosafe"
RESULTS = """
    mitosafe.judge.x_is_before__mutmut_1: killed
    mitosafe.judge.xǁKnowledgeǁexcludes__mutmut_2: survived
    mitosafe.judge.x__worst__mutmut_3: timeout
    mitosafe.judge.x__worst__mutmut_4: no tests
    mitosafe.judge.x__worst__mutmut_5: not checked
""".strip("\n")
DIFF = """# mitosafe.judge.xǁKnowledgeǁexcludes__mutmut_2: survived
--- src/mitosafe/judge.py
+++ src/mitosafe/judge.py
@@ -1,3 +1,3 @@
     before = 1
-    --minus = [
-        2]
+    plus = 3
"""
SURVIVOR = Change("judge.weighing", "Knowledge.excludes", "--minus = [\n2]", "plus = 3")

#: Of the picked mutants of judge and one more, which only changes a docstring, those that survive.
SMALL = """
from tools.mutants import picked
seen_by_nobody = picked.Picked("judge.weighing", "Statements against each other: ", "")
picked.PICKED = (*picked.PICKED, seen_by_nobody)
print(*(mutant.now for mutant in picked.survivors({"judge.weighing"})))
"""


def test_in_small() -> None:
    """Each picked mutant of the rule is killed; a change of a comment survives, as it must."""
    done = subprocess.run(
        [sys.executable, "-c", SMALL], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "" == done.stdout.strip()


@pytest.mark.parametrize("module", MODULES)
def test_what_is_named_is_there(module: str) -> None:
    """Each module and each of its tests exists, and the bars are as high as was promised."""
    assert (SOURCES / file_of(module)).exists()
    assert all((ROOT / path).exists() for path in MODULES[module].tests)
    assert MODULES[module].bar >= (
        95 if module in ("judge.weighing", "loading.digests", "graph") else 85
    )


@pytest.mark.parametrize("mutant", picked.PICKED, ids=lambda m: f"{m.module}: {m.now}")
def test_a_picked_mutant_fits_its_module(mutant: picked.Picked) -> None:
    """What it changes stands once in the module, and it changes it."""
    assert 1 == (SOURCES / file_of(mutant.module)).read_text(encoding="utf-8").count(mutant.was)
    assert mutant.was != mutant.now


@pytest.mark.parametrize("change", scoring.explained(), ids=lambda c: f"{c.module}: {c.now}")
def test_an_explained_mutant_fits_its_module(change: Change) -> None:
    """The lines that it changes are in the module, and the reason is a sentence."""
    lines = {x.strip() for x in (SOURCES / file_of(change.module)).read_text("utf-8").splitlines()}
    assert lines >= set(change.was.splitlines())
    assert change.was != change.now
    assert scoring.explained()[change].endswith(".")


@pytest.fixture
def mutmut(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[str, ...]]:
    """Put recorded output in the place of mutmut; give the calls."""
    calls: list[tuple[str, ...]] = []

    def answer(_: Path, *arguments: str) -> str:
        calls.append(arguments)
        return {"run": "", "results": RESULTS, "show": DIFF}[arguments[0]]

    monkeypatch.setattr(running, "_mutmut", answer)
    monkeypatch.setattr(running, "lay_out", lambda *_: None)
    monkeypatch.setattr(command, "WORK", tmp_path)
    monkeypatch.setattr(scoring, "TABLE", tmp_path / "table.tsv")
    monkeypatch.setattr(picked, "survivors", lambda _: [])
    return calls


def test_what_became_of_the_mutants(mutmut: list[tuple[str, ...]], tmp_path: Path) -> None:
    """A failing test and a time out kill; a mutant that was not tried does not count."""
    mutants = running.run(tmp_path, short=True, jobs=2)
    assert [True, False, True, False] == [mutant.killed for mutant in mutants]
    functions = ["is_before", "Knowledge.excludes", "_worst", "_worst"]
    assert functions == [mutant.function for mutant in mutants]
    assert ("run", "--max-children", "2", "*7") == mutmut[0]


def test_the_change_of_a_mutant(mutmut: list[tuple[str, ...]], tmp_path: Path) -> None:
    """It is read from the difference that mutmut shows, without the names of the files."""
    mutant = Mutant("mitosafe.judge.xǁKnowledgeǁexcludes__mutmut_2", "survived")
    assert SURVIVOR == running.change(MODULES["judge.weighing"], mutant, tmp_path)
    assert [("show", mutant.name)] == mutmut


@pytest.mark.parametrize(
    ("reasons", "count", "faults"),
    [
        ({}, 0, 0),
        ({SURVIVOR: "It does nothing."}, 1, 0),
        ({Change("judge.weighing", "f", "a", "b"): "It is gone."}, 0, 1),
        ({Change("lookup.index", "f", "a", "b"): "It is of another module."}, 0, 0),
    ],
)
@pytest.mark.usefixtures("mutmut")
def test_what_is_explained_must_survive(
    monkeypatch: pytest.MonkeyPatch, reasons: dict[Change, str], count: int, faults: int
) -> None:
    """An explanation takes its survivor out of the score; one of no survivor is a fault."""
    monkeypatch.setattr(scoring, "explained", lambda: reasons)
    score, found = command.tried(MODULES["judge.weighing"], short=False, jobs=1)
    assert (Score("judge.weighing", 4, 2, count), faults) == (score, len(found))


def test_scores() -> None:
    """The raw score is of all mutants, the other of those that could be killed."""
    score = Score("judge", mutants=50, killed=36, explained=10)
    assert (72.0, 90.0, 4) == (score.raw, score.score, score.survived)


HEAD = "module\tmutants\tkilled\tsurvived\texplained\traw_percent\tscore_percent\tbar_percent\n"
OTHER = "lookup.index\t8\t8\t0\t0\t100.0\t100.0\t85\n"


@pytest.mark.usefixtures("mutmut")
@pytest.mark.parametrize("bar", [49.0, 51.0])
def test_the_command(bar: float, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It writes the row of its module, leaves the others, and fails below the bar."""
    (tmp_path / "table.tsv").write_text(HEAD + OTHER, encoding="utf-8")
    monkeypatch.setattr(scoring, "explained", dict)
    monkeypatch.setitem(MODULES, "judge.weighing", Module("judge.weighing", bar, ()))
    monkeypatch.setattr(sys, "argv", ["mutants", "judge.weighing"])
    assert (bar > 50) is (command.main() == 1)
    row = f"judge.weighing\t4\t2\t2\t0\t50.0\t50.0\t{bar:.0f}\n"
    assert HEAD + row + OTHER == (tmp_path / "table.tsv").read_text(encoding="utf-8")


@pytest.mark.usefixtures("mutmut")
def test_the_short_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A sample says nothing of the whole, so that it leaves the table as it is."""
    monkeypatch.setattr(sys, "argv", ["mutants", "judge.weighing", "--short"])
    command.main()
    assert not (tmp_path / "table.tsv").exists()


@pytest.mark.usefixtures("mutmut")
def test_a_picked_mutant_that_survives_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command fails, and names it."""
    survivor = picked.Picked("judge.weighing", "this", "that")
    monkeypatch.setattr(picked, "survivors", lambda _: [survivor])
    monkeypatch.setitem(MODULES, "judge.weighing", Module("judge.weighing", 0, ()))
    monkeypatch.setattr(sys, "argv", ["mutants", "judge.weighing", "--short"])
    assert 1 == command.main()
    assert "this" in capsys.readouterr().out
