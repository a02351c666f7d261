"""Python anew, for what can be seen only of a process in which nothing was asked before."""

from __future__ import annotations

import os
import subprocess
import sys
from textwrap import dedent


def python(code: str, *options: str, **environment: str) -> str:
    """Run code in a new process and give what it prints; what goes wrong there goes wrong here.

    Args:
        code: The code, which may be indented.
        options: Options of the interpreter.
        environment: Variables that differ from those of this process.

    Returns:
        The output, as text.
    """
    done = subprocess.run(
        [sys.executable, *options, "-c", dedent(code)],
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"}
        | environment,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert (0, "") == (done.returncode, done.stderr), done.stderr
    return done.stdout
