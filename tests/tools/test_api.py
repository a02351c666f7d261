"""The public interface, as it was last agreed on."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tools import api

HERE = pytest.mark.skipif(not api.SOURCE.is_dir(), reason="the sources are not here")


@HERE
def test_the_interface_is_the_one_that_is_written_down() -> None:
    """A name, parameter or field that comes, goes or changes is seen in a review of `api.txt`.

    If it is meant: `python -m tools.api`, and say it in CHANGELOG.md.
    """
    assert api.SNAPSHOT.read_text(encoding="utf-8").splitlines() == list(api.interface())


@HERE
def test_every_public_name_is_in_it() -> None:
    """Nothing that the door names is missing from what is compared."""
    import mitosafe

    said = {
        re.split(r"[(:]", line)[0].removeprefix("class ")
        for line in api.interface()
        if line[0] != " "
    }
    assert said == set(mitosafe.__all__)


def test_a_break_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A parameter that goes from a public function is told; one of a private function is not."""
    source = tmp_path / "src" / "mitosafe"
    source.mkdir(parents=True)
    module = source / "__init__.py"
    monkeypatch.setattr(api, "ROOT", tmp_path)
    monkeypatch.setattr(api, "SOURCE", tmp_path / "src")

    def git(*words: str) -> None:
        subprocess.run(["git", "-C", tmp_path, *words], check=True, capture_output=True)

    git("init")
    git("config", "user.email", "nobody@example.org")
    git("config", "user.name", "nobody")
    module.write_text('__all__ = ["ask"]\ndef ask(a, b): ...\ndef _own(a): ...\n', encoding="utf-8")
    git("add", ".")
    git("commit", "-m", "first")
    assert api.last_tag() is None
    git("tag", "v0.0.1")
    assert "v0.0.1" == api.last_tag()
    assert [] == api.broken_since("v0.0.1")
    module.write_text('__all__ = ["ask"]\ndef ask(a): ...\ndef _own(): ...\n', encoding="utf-8")
    (broken,) = api.broken_since("v0.0.1")
    assert "ask(b)" in broken
