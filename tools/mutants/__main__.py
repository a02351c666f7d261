"""Mutate modules, show what survives, and write the table of the docs.

    python -m tools.mutants [MODULE] [--short] [--jobs N]

Fails if a module is below its bar, if a picked mutant survives, or if an explanation is of
a mutant that there is not, or that a test kills.
"""

from __future__ import annotations

import argparse
import sys

from tools.mutants import picked, running, scoring
from tools.mutants.modules import MODULES, Module
from tools.mutants.running import ROOT, Change
from tools.mutants.scoring import Score

WORK = ROOT / ".make" / "mutants"


def main() -> int:
    """Run as a command; the exit code is 1 if something is not as it must be."""
    parser = argparse.ArgumentParser(prog="python -m tools.mutants", description=__doc__)
    parser.add_argument("module", nargs="?", choices=MODULES, help="one module; else all")
    parser.add_argument("--short", action="store_true", help="every tenth mutant; writes no table")
    parser.add_argument("--jobs", type=int, default=1, help="mutants to try at a time")
    wanted = parser.parse_args()
    chosen = [MODULES[wanted.module]] if wanted.module else list(MODULES.values())
    scores, faults = [], []
    for module in chosen:
        score, found = tried(module, short=wanted.short, jobs=wanted.jobs)
        scores.append(score)
        faults += found
    print(scoring.shown(scores), flush=True)
    if not wanted.short:
        scoring.write(scores)
    faults += [f"{s.module} is below its bar" for s in scores if s.score < MODULES[s.module].bar]
    faults += [f"survived: {mutant}" for mutant in picked.survivors({m.name for m in chosen})]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


def tried(module: Module, *, short: bool, jobs: int) -> tuple[Score, list[str]]:
    """Try the mutants of a module; give the score, and what is wrong with the explanations."""
    folder = WORK / module.name
    print(f"{module.name} ...", flush=True)
    running.lay_out(module, folder)
    mutants = running.run(folder, short=short, jobs=jobs)
    reasons = {c: why for c, why in scoring.explained().items() if c.module == module.name}
    survivors = [running.change(module, m, folder) for m in mutants if not m.killed]
    for survivor in survivors:
        if survivor not in reasons:
            print(_told(survivor), end="\n\n")
    idle = [] if short else [c for c in reasons if c not in survivors]
    faults = [f"explained, but killed or not there:\n{_told(c)}" for c in idle]
    count = sum(c in reasons for c in survivors)
    killed = sum(m.killed for m in mutants)
    return Score(module.name, len(mutants), killed, count), faults


def _told(change: Change) -> str:
    was = change.was.replace("\n", "\n    - ")
    now = change.now.replace("\n", "\n    + ")
    return f"{change.module}, {change.function}:\n    - {was}\n    + {now}"


if __name__ == "__main__":
    sys.exit(main())
