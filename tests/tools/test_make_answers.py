"""The snapshot of all answers: what a change of the rule or the data does shows in a diff."""

from __future__ import annotations

import csv

import pytest
from tools import make_answers

import mitosafe


def test_every_answer_of_every_release_is_the_one_written_down() -> None:
    """An answer that changes is seen in a review of `answers.tsv`; if it is meant: make data."""
    written = make_answers.SNAPSHOT.read_text(encoding="utf-8").splitlines()
    assert written == list(make_answers.lines())


def test_a_line_says_what_check_says() -> None:
    """The last line of a subject is what the newest release answers of it."""
    with make_answers.SNAPSHOT.open(encoding="utf-8", newline="") as file:
        last = {row["subject"]: row for row in csv.DictReader(file, delimiter="\t")}
    [finding] = mitosafe.check("valproate").findings
    row = last["valproic-acid"]
    assert (finding.level, finding.worst) == (row["level"], row["worst"])
    assert "red polg" in row["conditions"].split(", ")


def test_another_answer_is_seen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The check fails, and says what to do, where the file is missing or says something else."""
    missing = make_answers.SNAPSHOT.with_name("no-such-answers.tsv")
    monkeypatch.setattr(make_answers, "SNAPSHOT", missing)
    monkeypatch.setattr("sys.argv", ["make_answers", "--check"])
    assert 1 == make_answers.main()
    assert "run make data" in capsys.readouterr().out
