"""The command line on the invented list, in a terminal of a known width."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from mitosafe.answers import packaged
from mitosafe.cli.app import app
from tests import invented

Run = Callable[..., Result]


@pytest.fixture(scope="session")
def made() -> object:
    """Return the invented list, made once."""
    return invented.dataset()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, made: object) -> Run:
    """Return a function that runs `mitosafe WORDS...` on the invented list."""
    monkeypatch.setattr(packaged, "dataset", lambda: made)
    return ran


@pytest.fixture
def run_shipped() -> Run:
    """Return a function that runs `mitosafe WORDS...` on the packaged list."""
    return ran


def ran(*words: str, typed: str | bytes = "", columns: int = 80) -> Result:
    """Run a command, with `typed` at its standard input; an error of ours is not hidden."""
    runner = CliRunner(env={"COLUMNS": str(columns)})
    return runner.invoke(app, words, input=typed, catch_exceptions=False, prog_name="mitosafe")
