"""Freeze a small program that uses the package, and compare its answers with ours.

make test-frozen
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """\
import sys
import mitosafe
for entry in sys.argv[1:]:
    print(mitosafe.check(entry).as_dict("fr"))
print(len(mitosafe.communities()), len(mitosafe.diff("2024.1", "2026.2").changes))
"""
ENTRIES = ("Depakine Chrono 500 mg", "linezolid", "amoxicillin", "zzyzx", "")


def main() -> int:
    """Freeze, run both, compare."""
    folder = Path(sys.argv[1]).resolve()
    script = folder / "ask.py"
    script.write_text(PROGRAM, encoding="utf-8")
    freeze: list[str | Path] = [
        "PyInstaller",
        "--noconfirm",
        "--log-level",
        "ERROR",
        "--distpath",
        folder / "dist",
    ]
    more: list[str | Path] = ["--workpath", folder / "build", "--specpath", folder, script]
    subprocess.run([sys.executable, "-m", *freeze, *more], check=True)
    ours = subprocess.run([sys.executable, script, *ENTRIES], capture_output=True, check=True)
    program = folder / "dist" / "ask" / "ask"
    theirs = subprocess.run([program, *ENTRIES], cwd="/", capture_output=True, check=True)
    same = ours.stdout == theirs.stdout and ours.stdout != b""
    print("the frozen program gives the same answers" if same else "the answers differ")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
