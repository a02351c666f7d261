"""Run mutmut on one module, in a folder of its own, and read what became of each mutant."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import attrs
from tools.mutants.modules import Module

ROOT = Path(__file__).parents[2]
#: Not imported here: it would make the tests of whoever imports it quick too.
_QUICK = Path(__file__).with_name("quick.py")
#: Mutmut needs a project: the package, the tests, and nothing of ours that slows them down.
_SETTINGS = """\
[mutmut]
source_paths = src
only_mutate = src/mitosafe/{file}
also_copy = conftest.py
process_isolation = forkserver
timeout_multiplier = 5
timeout_constant = 2
pytest_add_cli_args_test_selection =
    {tests}
pytest_add_cli_args =
    -p
    no:cacheprovider
[tool:pytest]
filterwarnings = error
"""
#: Every tenth mutant, by the last digit of its number.
_SAMPLE = "*7"
#: A test failed, or the mutant ran on until it was stopped.
_KILLED = ("killed", "timeout")
_NOT_RUN = "not checked"


@attrs.frozen
class Mutant:
    """One change of a module, and what became of it."""

    name: str
    status: str

    @property
    def killed(self) -> bool:
        """Whether a test noticed it."""
        return self.status in _KILLED

    @property
    def function(self) -> str:
        """The function that it changes, as `function` or `Class.method`."""
        mangled = self.name.rpartition(".")[2].rpartition("__mutmut_")[0]
        return mangled.removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")


@attrs.frozen
class Change:
    """What a mutant changes: the lines as they are, and as they become."""

    module: str
    function: str
    was: str
    now: str


def lay_out(module: Module, folder: Path) -> None:
    """Put the package and its tests into an empty folder, as mutmut wants them."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for part in ("src", "tests"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(_QUICK, folder / "conftest.py")
    settings = _SETTINGS.format(file=module.file, tests="\n    ".join(module.tests))
    (folder / "setup.cfg").write_text(settings, encoding="utf-8")


def run(folder: Path, *, short: bool, jobs: int) -> list[Mutant]:
    """Make the mutants of a folder, run the tests on each, and say what became of them.

    Args:
        folder: What `lay_out` made.
        short: Whether to try every tenth mutant only.
        jobs: How many to try at a time.

    Returns:
        Every mutant that was tried. Mutmut itself makes sure that the tests import the
        mutated package: it stops if one that always raises goes unnoticed.
    """
    _mutmut(folder, "run", "--max-children", str(jobs), *([_SAMPLE] if short else []))
    lines = _mutmut(folder, "results", "--all", "true").splitlines()
    found = [Mutant(*line.strip().split(": ", 1)) for line in lines]
    return [mutant for mutant in found if mutant.status != _NOT_RUN]


def change(module: Module, mutant: Mutant, folder: Path) -> Change:
    """Say what a mutant changes."""
    diff = _mutmut(folder, "show", mutant.name).splitlines()
    was, now = ("\n".join(_marked(diff, sign)) for sign in "-+")
    return Change(module.name, mutant.function, was, now)


def _marked(diff: list[str], sign: str) -> Iterator[str]:
    """Return the lines of a difference with a sign, without the names of the files."""
    for line in diff:
        if re.match(rf"\{sign}(?!\{sign}{{2}} )", line):
            yield line[1:].strip()


def _mutmut(folder: Path, *arguments: str) -> str:
    command = [str(Path(sys.executable).with_name("mutmut")), *arguments]
    # Without our own path to the package: in that folder there is only the mutated one.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    (folder / f"{arguments[0]}.log").write_text(done.stdout + done.stderr, encoding="utf-8")
    if done.returncode:
        raise SystemExit(f"{folder}: mutmut {arguments[0]} failed:\n{done.stdout[-2000:]}")
    return done.stdout
