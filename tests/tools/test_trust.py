"""The page on trust shows what the commands measured, and names commands that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools import make_trust

ROOT = Path(make_trust.__file__).parent.parent


def page() -> str:
    """Return the page."""
    return make_trust.PAGE.read_text(encoding="utf-8")


def test_the_page_shows_what_was_measured() -> None:
    """Each table is the one that its command left; none was written by hand."""
    assert page() == make_trust.filled(page()), "run python -m tools.make_trust"


def test_other_figures_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A figure that was edited on the page, or measured anew, makes it differ."""
    for name in ("deep", "mutants", "fuzzing", "compat"):
        (tmp_path / f"{name}.tsv").write_text("a_b\tc\n_d\t0\n", encoding="utf-8")
    monkeypatch.setattr(make_trust, "PAGES", tmp_path)
    made = make_trust.filled(page())
    assert "| a b | c |\n| --- | --- |\n| _d | 0 |" in made
    assert made != page()


def test_every_command_of_the_page_is_there() -> None:
    """What a reader is told to type is a target of the Makefile, or a script."""
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    named = set(re.findall(r"^    make ([a-z-]+)", page(), re.M))
    assert {"mutants", "release-check", "test"} <= named
    assert set() == named - targets
    for script in re.findall(r"^    python (\S+\.py)", page(), re.M):
        assert (ROOT / script).is_file()
