"""The command line on the invented list, in a terminal of a known width."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from mitosafe.answers import packaged
from tests import invented

if TYPE_CHECKING:
    from click.testing import Result

#: Runs a command; the core tests, which have no command line, must not need click for it.
Run = Callable[..., "Result"]


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
    from click.testing import CliRunner

    from mitosafe.cli.app import app

    runner = CliRunner(env={"COLUMNS": str(columns)})
    return runner.invoke(app, words, input=typed, catch_exceptions=False, prog_name="mitosafe")
