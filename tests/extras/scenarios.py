"""The scenarios, by the names of their files, and what each of them installs."""

from __future__ import annotations

import tomllib
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
#: Files that are no scenario.
_OTHERS = {"__init__", "scenarios", "hiding", "test_singly"}

_PROJECT = tomllib.loads(ROOT.joinpath("pyproject.toml").read_text(encoding="utf-8"))["project"]
#: The extras, and what each names.
EXTRAS: dict[str, list[str]] = _PROJECT["optional-dependencies"]
#: What the wheel needs without any extra.
DEPENDENCIES: list[str] = _PROJECT["dependencies"]


def scenarios() -> list[str]:
    """Return the names of all scenarios, in order."""
    return sorted({path.stem for path in HERE.glob("*.py")} - _OTHERS)


def parts(scenario: str) -> tuple[str | None, list[str]]:
    """Return the extra of a scenario, none for `none`, and the packages beside it.

    Examples:
        >>> parts("frames_duckdb_pyarrow")
        ('frames', ['duckdb', 'pyarrow'])
    """
    extra, *beside = scenario.split("_")
    return (None if extra == "none" else extra), beside
