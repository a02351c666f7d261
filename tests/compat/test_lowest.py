"""The lower bounds that the package promises are those that `make test-lowest` tries."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def bounds() -> dict[str, str]:
    """Return the lower bound of each dependency, of the core and of every extra."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = list(project["dependencies"])
    for extra in project["optional-dependencies"].values():
        wanted += extra
    return dict(need.split(">=") for need in wanted)


def test_each_lower_bound_is_the_version_that_is_tried() -> None:
    """A bound that is lowered or raised without trying it fails here."""
    text = (ROOT / "requirements" / "lowest.txt").read_text(encoding="utf-8")
    tried = dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", text, re.MULTILINE))
    wrong = {
        name: (bound, tried.get(name))
        for name, bound in bounds().items()
        if name not in tried or not re.fullmatch(rf"{re.escape(bound)}(\.0)*", tried[name])
    }
    assert {} == wrong
    assert {"attrs", "cattrs", "narwhals"} <= bounds().keys()
