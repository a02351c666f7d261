"""The rehearsal of a correction, on the invented list and without building a package."""

from __future__ import annotations

import copy
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from tools.rehearsal import DRUG, REASON, Answers, Plan, answers, wrong

from mitosafe import Dataset
from mitosafe._text import toml
from mitosafe.loading import folder
from mitosafe.validation import validate
from tests import invented
from tools import compile_data, list_log, make_releases

Run = Callable[..., int]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the invented list as a repository laid out as this one, which the tools work on."""
    data = tmp_path / "src" / "mitosafe" / "data"
    laid = {
        name: toml.dumps({"format": 1, **raw}) if isinstance(raw, dict) else raw
        for name, raw in invented.files().items()
    }
    invented.write(data, laid)
    monkeypatch.setattr(compile_data, "DATA", data)
    monkeypatch.setattr(make_releases, "DATA", data)
    return tmp_path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs a tool as from the command line, and gives its exit code."""

    def ran(tool: ModuleType, *arguments: str) -> int:
        monkeypatch.setattr(sys, "argv", [tool.__name__, *arguments])
        code: int = tool.main()
        return code

    return ran


def asked(plan: Plan) -> Answers:
    """Ask the list in a folder, which must have no fault."""
    assert [] == validate.folder(plan.data)
    found = folder.read(plan.data, local=False)
    return answers(Dataset((found,)))


def rehearsed(root: Path, run: Run) -> tuple[Plan, Answers, Answers]:
    """Plant an error in the newest release and correct it, as the page on it says."""
    data, log = root / "src" / "mitosafe" / "data", root / list_log.LOG
    plan = Plan.of(data, folder.read(data, local=False).releases[-1])
    plan.plant()
    assert 0 == run(make_releases, "--rewrite")
    assert 0 == run(compile_data)
    told = f"## {plan.wrong.id} ({plan.wrong.date})\n\n<!-- data {list_log.mark(data)} -->\n\n"
    log.write_text(f"# Changes\n\n{told}{DRUG}, correctol\n", encoding="utf-8")
    before = asked(plan)

    kept = plan.file.read_bytes()
    plan.edit_in_place()
    assert 1 == run(make_releases)
    plan.file.write_bytes(kept)

    plan.correct()
    assert 1 == run(make_releases)
    assert 0 == run(make_releases, *plan.asked)
    assert 0 == run(compile_data)
    after = asked(plan)

    found = folder.read(data, local=False)
    dataset = Dataset((found,))
    assert [
        f"CHANGELOG-LIST.md has no section {plan.right} ({plan.day})",
        f"CHANGELOG-LIST.md, {plan.right} ({plan.day}): does not name {DRUG}",
    ] == list(list_log.untold(dataset, log.read_text(encoding="utf-8")))
    assert list(list_log.faults(root, dataset))
    log.write_text(plan.told(log.read_text(encoding="utf-8")), encoding="utf-8")
    assert [] == list(list_log.faults(root, dataset))
    return plan, before, after


def test_an_error_is_corrected_by_a_release_of_its_own(root: Path, run: Run) -> None:
    """The old release answers wrongly for ever and says so; the new one warns; nothing else moves.

    On the way the tools refuse what may not be: an edit in place, a release without its day
    and reason, a change that the log does not tell.
    """
    plan, before, after = rehearsed(root, run)
    assert ("2026.2.1", "2026.2.2", "2027-01-01") == (plan.wrong.id, plan.right, plan.day)
    assert [] == list(wrong(plan, before, after))


TAMPERED: list[tuple[str, Callable[[Answers], object]]] = [
    (
        "the corrected package holds both releases",
        lambda a: a["says"].pop("2026.2.2"),
    ),
    (
        "it answers with the correction by default",
        lambda a: a.update(newest="2026.2.1"),
    ),
    (
        "no older digest changed",
        lambda a: a["digests"].update({"2016.1": "0" * 64}),
    ),
    (
        "no older release says otherwise of anything else",
        lambda a: a["others"].update({"2016.1": ""}),
    ),
    (
        "the difference names the medicine and nothing else",
        lambda a: a["changed"].append("acceptol"),
    ),
    (
        "the old release says what it said",
        lambda a: a["says"]["2026.2.1"].update(level="orange"),
    ),
    (
        "the new release warns",
        lambda a: a["says"]["2026.2.2"].update(level="yellow"),
    ),
    (
        "the difference gives the reason (fr)",
        lambda a: a["diff"].update(fr=REASON["en"]),
    ),
    (
        "the old release tells that it was corrected (nl)",
        lambda a: a["says"]["2026.2.1"]["texts"].update(nl=""),
    ),
]


def test_the_rehearsal_can_fail(root: Path, run: Run) -> None:
    """Each of its claims is told if it does not hold."""
    plan, before, after = rehearsed(root, run)
    for claim, tamper in TAMPERED:
        other = copy.deepcopy(after)
        tamper(other)
        assert claim in list(wrong(plan, before, other))
