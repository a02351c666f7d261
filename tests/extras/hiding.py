"""Run one scenario in this environment, with all that it does not install hidden.

python -m tests.extras.hiding frames_pandas
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from importlib import metadata
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.extras.scenarios import DEPENDENCIES, EXTRAS, HERE, parts


class Without:
    """Finds the modules that another finder finds, but for those of some packages."""

    def __init__(self, finder: Any, hidden: frozenset[str]) -> None:
        """Keep the finder, and the packages as they are imported."""
        self._finder, self._hidden = finder, hidden

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find a module; one that is hidden is not there."""
        if name.partition(".")[0] in self._hidden:
            return None
        found: ModuleSpec | None = self._finder.find_spec(name, path, target)
        return found

    def __getattr__(self, name: str) -> Any:
        """Do all else as the other finder does."""
        return getattr(self._finder, name)


def brought(requirements: Iterable[str]) -> set[str]:
    """Return the distributions that come with some requirements, they themselves among them."""
    found: set[tuple[str, frozenset[str]]] = set()
    waiting = [Requirement(line) for line in requirements]
    while waiting:
        wanted = waiting.pop()
        key = (canonicalize_name(wanted.name), frozenset(wanted.extras))
        if key in found:
            continue
        found.add(key)
        for needs in map(Requirement, metadata.requires(wanted.name) or ()):
            extras = [{"extra": extra} for extra in ("", *wanted.extras)]
            if needs.marker is None or any(map(needs.marker.evaluate, extras)):
                waiting.append(needs)
    return {name for name, _ in found}


def hide(scenario: str) -> None:
    """Hide what a scenario does not install; pytest is installed in each of them."""
    extra, beside = parts(scenario)
    there = brought(["pytest", *DEPENDENCIES, *(EXTRAS[extra] if extra else ()), *beside])
    hidden = {
        package
        for package, distributions in metadata.packages_distributions().items()
        if not there & {canonicalize_name(name) for name in distributions}
    } - {"mitosafe", "tests"}
    sys.meta_path[:] = [Without(finder, frozenset(hidden)) for finder in sys.meta_path]


def run(scenario: str) -> int:
    """Run the tests of a scenario; give the exit code of pytest."""
    plain = ["-q", "-p", "no:cacheprovider", f"--confcutdir={HERE}"]
    return int(pytest.main([*plain, str(HERE / f"{scenario}.py")]))


if __name__ == "__main__":
    hide(sys.argv[1])
    sys.exit(run(sys.argv[1]))
