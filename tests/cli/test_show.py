"""`mitosafe show`: all of one drug."""

from __future__ import annotations

import json

import pytest

from mitosafe.cli import check
from tests.conftest import Run


@pytest.mark.parametrize("name", ["exemplin", "Exemplar", "N99XA01", "exempline", " EXEMPLIN "])
def test_a_drug_is_found_by_id_name_or_code(run: Run, name: str) -> None:
    """An id, a name in any language and a code lead to the same drug."""
    shown = json.loads(run("show", name, "--json").stdout)
    assert shown["drug"]["id"] == "exemplin"


def test_all_of_a_drug_is_shown(run: Run) -> None:
    """Names, codes, groups, indications, background and statements are on it."""
    said = run("show", "exemplin").stdout
    for part in (
        "exemplin (en), exempline (fr), exemplinum (nl)",
        "Exemplar, exemplin sodium, exemplinic acid, EXM",
        "ATC N99XA01, D99XA01; ATC FORMER N98XA01",
        "exemplins",
        "invented ailment (English)",
        "an invented finding (English)",
        "2026.2.1, 2026-12-31",
    ):
        assert part in said


def test_what_was_set_aside_is_shown_and_the_level_over_the_releases(run: Run) -> None:
    """The row of a release stands where the level begins to be another."""
    said = run("show", "acceptol").stdout
    assert "set aside (English)" in said
    table = said[said.index("level over releases (English):") :]
    begun = [line.split()[0] for line in table.splitlines() if line.startswith("20")]
    assert begun == ["2010.1", "2017.2", "2024.1"]


def test_a_group_is_shown_by_id_name_or_synonym(run: Run) -> None:
    """A group is a subject like a drug; it has no codes of its own and no indication."""
    for name in ("exemplins", "the exemplin family", "mysterials"):
        done = run("show", name)
        assert done.exit_code == 0
        assert "group (English)" in done.stdout
        assert "codes (English)" not in done.stdout
    shown = json.loads(run("show", "exemplins", "--json").stdout)
    assert shown["drug"]["atc"] == ["N99X"]


def test_json_has_the_answer_and_every_release(run: Run) -> None:
    """The shape holds the drug, its answer, and a level for each release."""
    shown = json.loads(run("show", "acceptol", "--json", "--release", "2017.2").stdout)
    assert shown["answer"]["level"] == "orange"
    assert shown["drug"]["codes"]["atc"] == ["A99AA01"]
    levels = [row["level"] for row in shown["over_releases"]]
    assert levels == [None, None, "orange", "orange", None, None, None]
    assert len(shown["warnings"]) == 5


@pytest.mark.parametrize(("name", "mark"), [("dubitol", True), ("exemplin", False)])
def test_disagreement_is_named(run: Run, name: str, mark: bool) -> None:
    """Where sources disagree it is said with the level, and in the rows of the releases."""
    said = run("show", name).stdout
    assert ("! contested (English)" in said) is mark
    assert ("≠ contested (English)" in said) is mark


def test_what_to_do_is_what_a_source_says(run: Run) -> None:
    """The advice is the verdict of a statement; where nothing is said, there is none."""
    said = " ".join(run("show", "acceptol").stdout.split("level over releases")[0].split())
    assert "action (English): In (English) any pmd (English): not contraindicated" in said
    silent = run("show", "silentin").stdout.split("level over releases")[0]
    assert "action (English)" not in silent


@pytest.mark.parametrize("name", ["exemplim", "twinname", "Combinex", "plainol", ""])
def test_what_is_not_one_drug_ends_with_2(run: Run, name: str) -> None:
    """A misspelt, ambiguous, combined, unlisted or empty name shows nothing."""
    done = run("show", name)
    assert done.exit_code == 2
    assert "unknown drug" in done.stderr


def test_many_other_names_are_counted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names past the limit are not written out, and it is said how many they are."""
    monkeypatch.setattr(check, "MOST_NAMES", 1)
    assert "Exemplar, and more (English): 3" in run("show", "exemplin").stdout
