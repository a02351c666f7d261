"""Mutants of tables and constants, which mutmut leaves alone: picked by hand.

    python -m tools.mutants.picked MODULE...

Each is applied in memory, in a process of its own, and the tests of its module must fail.
With nothing changed they must pass, so that what kills a mutant is the change.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Collection
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType

import attrs
import hypothesis  # noqa: F401 - imported once, and not in each of the processes
import pytest
from tools.mutants.modules import MODULES


@attrs.frozen
class Picked:
    """One change of the text of a module; the text as it is stands there once."""

    module: str
    was: str
    now: str


PICKED = (
    Picked("judge.weighing", "Verdict.AVOID: Level.RED", "Verdict.AVOID: Level.ORANGE"),
    Picked("judge.weighing", "Verdict.MAY_AFFECT: Level.YELLOW", "Verdict.MAY_AFFECT: None"),
    Picked("judge.weighing", "Verdict.ACCEPTABLE: None", "Verdict.ACCEPTABLE: Level.YELLOW"),
    Picked("judge.weighing", "Evidence.CONSENSUS: Level.ORANGE", "Evidence.CONSENSUS: Level.RED"),
    Picked("loading.digests", 'FIRST = ReleaseId("2010.1")', 'FIRST = ReleaseId("2010.2")'),
    Picked(
        "loading.digests", 'FIRST_MADE = ReleaseId("2026.2")', 'FIRST_MADE = ReleaseId("2026.1")'
    ),
    Picked("_text.folding", '"œ": "oe"', '"œ": "o"'),
    Picked("_text.folding", r"[^\W\d_]+|\d+", r"[^\W\d_]+|\d"),
    Picked("_text.folding", "[a-z]+|[0-9]+", "[a-z]+|[0-8]+"),
    Picked("lookup.index", '("group", "group-code")', '("group", "code")'),
    Picked("lookup.suggestions", "SHORTEST = 6", "SHORTEST = 5"),
    Picked("lookup.suggestions", "LONGEST, MOST_PIECES = 40, 24", "LONGEST, MOST_PIECES = 41, 24"),
    Picked("lookup.suggestions", "LONGEST, MOST_PIECES = 40, 24", "LONGEST, MOST_PIECES = 40, 25"),
    Picked("lookup.compounds", '_LATIN = ("i", "um")', '_LATIN = ("i", "a")'),
    Picked("loading.decode", "FORMAT = 1", "FORMAT = 2"),
    Picked("loading.formats", r"[0-9]{4}\.[12]", r"[0-9]{4}\.[123]"),
    Picked("loading.formats", '"population": (_SLUG', '"people": (_SLUG'),
)

#: No conftest and no settings of ours; of the plug-ins the one that marks what is drawn.
_ALONE = (
    *("-x", "-q", "--noconftest", "-c", os.devnull, "--rootdir=."),
    *("-p", "no:cacheprovider", "-p", "_hypothesis_pytestplugin"),
)


def survivors(modules: Collection[str]) -> list[Picked]:
    """Return the picked mutants of some modules that no test notices.

    Args:
        modules: The names of the modules.

    Returns:
        The mutants that survive.

    Raises:
        SystemExit: If the tests of a module fail though nothing was changed.
    """
    for module in sorted(modules):
        if _apart(Picked(module, "import annotations", "import annotations")) != 0:
            raise SystemExit(f"the tests of {module} fail though nothing was changed")
    return [mutant for mutant in PICKED if mutant.module in modules and _apart(mutant) != 1]


def _apart(mutant: Picked) -> int:
    """Run the tests on a mutant in a process of its own; give pytest's exit code."""
    child = os.fork()
    if child == 0:
        code = 70
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            code = _tested(mutant)
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _tested(mutant: Picked) -> int:
    _put(mutant)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    # What a table holds is shown by examples; those that hypothesis draws are not waited for.
    examples = ["-m", "not hypothesis", *MODULES[mutant.module].tests]
    return int(pytest.main([*_ALONE, *examples]))


class _Changed(SourceFileLoader):
    """Loads one module with its text changed, in the order in which it is imported anyway."""

    def __init__(self, mutant: Picked, path: str) -> None:
        """Keep what is changed."""
        super().__init__(f"mitosafe.{mutant.module}", path)
        self._mutant = mutant

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        """Return where the changed module is; of every other one, nothing."""
        wanted = name == self.name
        return spec_from_file_location(name, self.path, loader=self) if wanted else None

    def get_code(self, _name: str) -> CodeType:
        """Return the changed text as code; never what was compiled of it before."""
        text = Path(self.path).read_text(encoding="utf-8")
        if text.count(self._mutant.was) != 1:
            raise RuntimeError(f"{self._mutant.was!r} is not once in {self.name}")
        return compile(text.replace(self._mutant.was, self._mutant.now), self.path, "exec")


def _put(mutant: Picked) -> None:
    """Let the changed text of a module be imported, before anything imports the module itself."""
    import mitosafe

    if f"mitosafe.{mutant.module}" in sys.modules:
        raise RuntimeError(f"{mutant.module} was imported already")
    file = Path(mitosafe.__path__[0], *mutant.module.split(".")).with_suffix(".py")
    sys.meta_path.insert(0, _Changed(mutant, str(file)))


if __name__ == "__main__":
    left = survivors(sys.argv[1:] or MODULES)
    for survivor in left:
        print(survivor)
    sys.exit(1 if left else 0)
