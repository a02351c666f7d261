"""The page of the command line, and the demonstration, know every command."""

from __future__ import annotations

import re

from mitosafe.cli.app import app
from tests.conftest import Run
from tools import demo, make_command_line


def test_every_command_has_its_section_in_the_reference() -> None:
    """The page has a section for each command; its examples are run by the tests of the docs."""
    page = make_command_line.PAGE.read_text(encoding="utf-8")
    assert re.findall(r"^## mitosafe (\S+)$", page, re.MULTILINE) == sorted(app.commands)
    assert page.startswith(make_command_line.HEAD)


def test_the_demonstration_runs_in_three_languages_with_a_patient(run_shipped: Run) -> None:
    """Each command of `make demo` ends with 0; one is of each language, one knows the patient."""
    checks = [words for words, _ in demo.COMMANDS if words[0] == "check"]
    languages = [w[w.index("--language") + 1] if "--language" in w else "en" for w in checks]
    for words, typed in demo.COMMANDS:
        assert run_shipped(*words, typed=typed).exit_code == 0
    assert sorted(languages) == ["en", "fr", "nl"]
    assert sum("--has" in words for words in checks) == 1
    assert sum(words[0] == "diff" for words, _ in demo.COMMANDS) == 2
