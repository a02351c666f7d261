"""Each extra works alone, here by hiding all else; `make test-extras` installs it alone."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.extras.scenarios import EXTRAS, ROOT, parts, scenarios


@pytest.mark.parametrize("scenario", scenarios())
def test_an_extra_needs_nothing_that_it_does_not_name(scenario: str) -> None:
    """A door works where only its extra is there, and says which one where it is not."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.extras.hiding", scenario],
        cwd=ROOT,
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_extra_has_a_scenario() -> None:
    """No extra of the package is left out, and none is made up."""
    assert {parts(scenario)[0] for scenario in scenarios()} == {None, *EXTRAS}


def test_what_is_hidden_is_not_there() -> None:
    """The way of hiding hides: a door without its extra cannot be opened."""
    code = "from tests.extras import hiding; hiding.hide('none'); import mitosafe.frames"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert "MissingExtra: data frames need the extra 'frames'" in done.stderr
