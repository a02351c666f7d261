"""The targets of the Makefile that a first visit needs; they run without make too.

    python3 -m tools.start demo
    python3 -m tools.start test
    python3 -m tools.start quick judge

It needs nothing but Python: each task sets up what it needs, once (see tools/environment.py).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tools.environment import ROOT, Cannot, environment

#: How pytest is run: nothing of it is kept in the tree.
PYTEST = ("-m", "pytest", "-p", "no:cacheprovider")


class Failed(Exception):
    """A command of a task did not pass; it has said why."""


def run(python: Path, *words: str) -> None:
    """Run one command in the root of the tree, as if typed there; stop the task if it fails."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    print(f"$ python {' '.join(words)}", flush=True)
    if subprocess.run([python, *words], cwd=ROOT, env=env, check=False).returncode:
        raise Failed


def tested(said: argparse.Namespace) -> Path:
    """Return the interpreter with all that tests need, and the wheel."""
    name = "newest-venv" if said.newest else "venv"
    return environment(name, ["test"], whole=True, newest=said.newest)


def demo(said: argparse.Namespace) -> None:
    """Show what a user gets, from the wheel with its extra `cli` and nothing else."""
    name = "newest-demo-venv" if said.newest else "demo-venv"
    run(environment(name, ["demo"], whole=True, newest=said.newest), "tools/demo.py")


def lint(said: argparse.Namespace) -> None:
    """Check style, types and which module may import which."""
    python = tested(said)
    run(python, "-m", "ruff", "check", ".")
    run(python, "-m", "ruff", "format", "--check", ".")
    run(python, "-m", "mypy")
    run(python, "-c", "from importlinter.cli import lint_imports_command as f; f()")


def check_data(said: argparse.Namespace) -> None:
    """Check that what is made from the data is made from these data, and has no fault."""
    python = tested(said)
    run(python, "tools/compile_data.py", "--check")
    run(python, "-m", "tools.compile_codes", "--check")
    run(python, "-m", "tools.make_answers", "--check")
    run(python, "tools/make_sbom.py", "--check")
    run(python, "-m", "mitosafe", "validate", "src/mitosafe/data")


def unit(said: argparse.Namespace) -> None:
    """Run the tests against the wheel; each file in one process: a page's examples build up."""
    many = ("-n", said.jobs, "--dist", "loadfile")
    cover = ("--cov", "--cov-report=term") if said.coverage else ()
    run(tested(said), *PYTEST, *many, *cover, *said.words)


def test(said: argparse.Namespace) -> None:
    """Check all that must pass."""
    for task in (lint, check_data, unit):
        task(said)


def dev(said: argparse.Namespace) -> Path:
    """Make .venv, in which the sources themselves are installed: edit and run."""
    return environment("../.venv", ["test"], editable=True, newest=said.newest)


def quick(said: argparse.Namespace) -> None:
    """Run the tests of one part, few drawn examples each, against the sources."""
    part = said.words[0] if said.words else ""
    found = sorted(
        str(path.relative_to(ROOT))
        for path in (ROOT / "tests").rglob("*")
        if path.name in (part, f"test_{part}.py") and "__pycache__" not in path.parts
    )
    if not found:
        parts = {p.stem.removeprefix("test_") for p in (ROOT / "tests").rglob("test_*.py")}
        raise Cannot(f"No tests of the part {part!r}. Parts: {', '.join(sorted(parts))}.")
    run(dev(said), *PYTEST, "-q", "-x", "--hypothesis-profile=quick", *found, *said.words[1:])


TASKS: dict[str, Callable[[argparse.Namespace], object]] = {
    "demo": demo, "test": test, "lint": lint, "check-data": check_data, "unit": unit,
    "dev": dev, "quick": quick,
}  # fmt: skip


def main() -> int:
    """Run a task; say in one sentence why it cannot be run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("task", choices=TASKS)
    parser.add_argument("--coverage", action="store_true", help="every branch of src must be run")
    parser.add_argument("--newest", action="store_true", help="the newest of all, without pins")
    parser.add_argument("--jobs", default="2", help="how many processes test")
    said, words = parser.parse_known_args()
    said.words = words
    try:
        TASKS[said.task](said)
    except Cannot as error:
        print(error, file=sys.stderr)
        return 1
    except Failed:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
