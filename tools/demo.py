"""Show on two screens what a user types and sees: entries, a list, a change, a community.

    make demo

Each command runs as it stands. Of a long answer the first lines are shown, and how many more
there are: typed by yourself, it shows them all.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys

import attrs


@attrs.frozen
class Step:
    """One thing to see.

    Args:
        why: What it shows, in a line.
        words: What is typed after `mitosafe`.
        lines: How many lines of the answer are shown.
        typed: What is typed at the standard input.
    """

    why: str
    words: tuple[str, ...]
    lines: int
    typed: str = ""


STEPS = (
    Step(
        "An entry as it stands in a record, in English.",
        ("check", "Linezolid Teva 600 mg film-coated tablets, 1-0-1"),
        10,
    ),
    Step(
        "In French, of a patient with a disease of the gene POLG.",
        ("check", "Dépakine Chrono 500 mg, cp LP", "--has", "polg", "--language", "fr"),
        11,
    ),
    Step(
        "A whole list, in Dutch: nothing is dropped, and a misspelling is never guessed.",
        ("check", "-", "--language", "nl"),
        17,
        "gentamicine 80 mg/2 ml inj.vlst\namoxicilline 500 mg\nparacetmol 1 g\n",
    ),
    Step(
        "What new evidence changed for these medicines, in seven years.",
        ("diff", "2017.2", "2024.1", "--affecting", "-"),
        14,
        "Carbamazepine 200 mg tablet\nAmoxicillin 500 mg capsule\nMetformin 850 mg\n",
    ),
    Step(
        "Where patients meet: in Italian, for one disorder.",
        ("communities", "--spoken", "it", "--disorder", "lhon"),
        12,
    ),
)
END = """
Not yet reviewed by a clinician; not medical advice. Not listed is not free of risk.
Ask it yourself: {mitosafe} check "what the box says"    Then read docs/tutorial.md"""


def show(step: Step) -> int:
    """Run one step and show it; return its exit code."""
    typed = shlex.join(("mitosafe", *step.words))
    print(f"\n# {step.why}\n$ {typed}")
    for line in step.typed.splitlines():
        print(f"< {line}")
    env = os.environ | {"PYTHONUTF8": "1"}
    if sys.stdout.isatty():
        env |= {"FORCE_COLOR": "1", "COLUMNS": str(shutil.get_terminal_size().columns)}
    done = subprocess.run(
        [sys.executable, "-m", "mitosafe", *step.words],
        input=step.typed,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env=env,
        check=False,
    )
    answer = done.stdout.strip("\n").splitlines()
    print("\n".join(answer[: step.lines]))
    if len(answer) > step.lines:
        print(f"… {len(answer) - step.lines} more lines", flush=True)
    return done.returncode


def main() -> int:
    """Show every step; stop at the first that does not run."""
    for step in STEPS:
        if code := show(step):
            return code
    mitosafe = os.path.relpath(
        shutil.which("mitosafe", path=os.path.dirname(sys.executable)) or "mitosafe"
    )
    print(END.format(mitosafe=shlex.quote(mitosafe)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
