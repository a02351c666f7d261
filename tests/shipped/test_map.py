"""The map of the code is true: it names what is there, in the order that is enforced."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "mitosafe"
PAGE = (ROOT / "docs" / "maintaining" / "map.md").read_text(encoding="utf-8")
#: Beside the door: what every package has, and what only PyInstaller reads.
PLAIN = {"__init__.py", "__main__.py", "__pycache__", "__pyinstaller", "py.typed"}


def test_every_wing_has_a_row_and_every_row_a_wing() -> None:
    """A newcomer finds each folder and each module beside the door in the table."""
    rows = set(re.findall(r"^\| `([\w.]+/?)` \|", PAGE, re.MULTILINE))
    there = {p.name + "/" * p.is_dir() for p in PACKAGE.iterdir() if p.name not in PLAIN}
    assert there == rows


def test_every_module_that_is_named_exists() -> None:
    """No way leads through a module that has moved."""
    named = set(re.findall(r"`([a-z_]+/[a-z_]+\.py)`", PAGE))
    assert len(named) > 15
    assert set() == {name for name in named if not (PACKAGE / name).exists()} - {
        "tools/compile_data.py"
    }
    assert (ROOT / "tools" / "compile_data.py").exists()


def test_the_picture_is_the_contract() -> None:
    """The line of arrows says what import-linter enforces, from the last wing to the first."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    enforced = [set(re.findall(r"mitosafe\.(\w+)", layer)) for layer in layers]
    picture = re.search(r"^`(_text → .*)`$", PAGE, re.MULTILINE)
    assert picture
    drawn = [set(re.findall(r"\w+", step)) for step in picture[1].split("→")]
    assert [{"__main__"}, *reversed(drawn)] == enforced
    assert len(layers) <= 18
