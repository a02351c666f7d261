"""Show what a user types and sees: three real entries, one a language, and two diffs.

python tools/demo.py
"""

from __future__ import annotations

import shlex
import subprocess
import sys

#: What is typed after `mitosafe`, and what is typed at its standard input.
COMMANDS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("check", "Levetiracetam Teva 500 mg film-coated tablets, 1-0-1"), ""),
    (("check", "Dépakine Chrono 500 mg, cp LP", "--has", "polg", "--language", "fr"), ""),
    (("check", "gentamicine 80 mg/2 ml inj.vlst", "--language", "nl"), ""),
    (("diff", "2015.1", "2015.2"), ""),
    (
        ("diff", "2017.2", "2024.1", "--affecting", "-"),
        "Carbamazepine 200 mg tablet\nAmoxicillin 500 mg capsule\nMetformin 850 mg\n",
    ),
)


def main() -> int:
    """Run each command as it stands; stop at the first that does not run."""
    for words, typed in COMMANDS:
        print(f"\n$ mitosafe {shlex.join(words)}", flush=True)
        for line in typed.splitlines():
            print(f"< {line}", flush=True)
        command = [sys.executable, "-m", "mitosafe", *words]
        done = subprocess.run(command, input=typed, encoding="utf-8", check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
