"""Run the console blocks of the documentation, and compare what they print.

In a `console` block the lines after `$ ` are run (only `mitosafe` and `python`), and the
lines below are their output; `...` stands for any text.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from doctest import ELLIPSIS, OutputChecker
from pathlib import Path

from sybil import Example

ROOT = Path(__file__).parent.parent
#: The programs that a block may start.
PROGRAMS = {"mitosafe": [sys.executable, "-m", "mitosafe"], "python": [sys.executable]}
#: A terminal of this width, without colours, and text as UTF-8 on every system.
TERMINAL = {"COLUMNS": "96", "NO_COLOR": "1", "TERM": "dumb", "PYTHONUTF8": "1"}


def commands(block: str) -> Iterator[tuple[str, str]]:
    """Return each command of a block, and the output that is shown for it.

    Args:
        block: The text between the fences.
    """
    for part in f"\n{block}".split("\n$ ")[1:]:
        command, _, output = part.partition("\n")
        yield command, "\n".join(line.rstrip() for line in output.splitlines()).strip()


def run(command: str) -> str:
    """Run a command as a reader would, and give what it writes.

    Args:
        command: One line that begins with one of `PROGRAMS`.
    """
    program, *words = shlex.split(command)
    done = subprocess.run(
        [*PROGRAMS[program], *words],
        cwd=ROOT,
        env={**os.environ, **TERMINAL},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    return "\n".join(line.rstrip() for line in (done.stdout + done.stderr).splitlines()).strip()


def evaluate(example: Example) -> str | None:
    """Compare each output of a console block with the real one.

    Args:
        example: A block that Sybil found.

    Returns:
        What differs; none if nothing does.
    """
    checker = OutputChecker()
    for command, wanted in commands(example.parsed):
        got = run(command)
        if not checker.check_output(f"{wanted}\n", f"{got}\n", ELLIPSIS):
            return f"$ {command}\nexpected:\n{wanted}\ngot:\n{got}\n"
    return None
