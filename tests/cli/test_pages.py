"""The page of the command line, and the demonstration, know every command."""

from __future__ import annotations

import re

import pytest
from tools import demo, make_command_line

from mitosafe.cli.app import app
from tests.conftest import Run


def test_every_command_has_its_section_in_the_reference() -> None:
    """The page has a section for each command; its examples are run by the tests of the docs."""
    page = make_command_line.PAGE.read_text(encoding="utf-8")
    assert re.findall(r"^## mitosafe (\S+)$", page, re.MULTILINE) == sorted(app.commands)
    assert page.startswith(make_command_line.HEAD)


def test_the_demonstration_runs_in_three_languages_with_a_patient(run_shipped: Run) -> None:
    """Each command of `make demo` ends with 0; one is of each language, one knows the patient."""
    checks = [step.words for step in demo.STEPS if step.words[0] == "check"]
    languages = [w[w.index("--language") + 1] if "--language" in w else "en" for w in checks]
    for step in demo.STEPS:
        assert run_shipped(*step.words, typed=step.typed).exit_code == 0
    assert sorted(languages) == ["en", "fr", "nl"]
    assert sum("--has" in words for words in checks) == 1
    assert [step.words[0] for step in demo.STEPS[3:]] == ["diff", "communities"]


def test_the_demonstration_fits_on_two_screens(capfd: pytest.CaptureFixture[str]) -> None:
    """A hundred lines at most; where an answer is cut, it is said how much more there is."""
    assert demo.main() == 0
    lines = capfd.readouterr().out.splitlines()
    assert len(lines) <= 100
    assert sum(line.startswith("# ") for line in lines) == len(demo.STEPS)
    assert any(re.fullmatch(r"… \d+ more lines", line) for line in lines)
