"""Fuzz the doors for some minutes, led by coverage, and leave the figures for the page on trust.

    make fuzz MINUTES=14
    make fuzz MINUTES=5 DOOR=fhir

atheris (libFuzzer) says which changed inputs reach new code, and keeps those. An input that
breaks a promise is left in `.make/fuzz`, and ends the trial of its door.
"""

from __future__ import annotations

import argparse
import csv
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
WORK = ROOT / ".make" / "fuzz"
FIGURES = ROOT / "docs" / "explanation" / "fuzzing.tsv"
HEAD = ("entry_point", "inputs", "minutes", "faults")
#: An input may take this long, in seconds; and all of them this much memory, in MB.
SLOWEST, MEMORY = 30, 4_000


def trial(door: str, seconds: int, seed: int) -> None:
    """Fuzz one door in this process; libFuzzer ends the process itself."""
    import atheris

    with atheris.instrument_imports(include=["mitosafe"]):
        from tests.fuzz.doors import DOORS
    from tests.fuzz.mutate import Source, mutated

    chosen = DOORS[door]

    def change(data: bytes, longest: int, chance: int) -> bytes:
        source = Source(chosen.SEEDS, chosen.WORDS, chance)
        return mutated(data or source.chance.choice(chosen.SEEDS), source)[:longest]

    folder = WORK / door
    options = {"max_total_time": seconds, "seed": seed, "timeout": SLOWEST, "max_len": 20_000}
    options |= {"rss_limit_mb": MEMORY, "print_final_stats": 1}
    words = [f"-{name}={value}" for name, value in options.items()]
    atheris.Setup(
        ["fuzz", *words, f"-artifact_prefix={folder}/", str(folder / "kept")],
        chosen.try_one,
        custom_mutator=change,
    )
    atheris.Fuzz()


def fuzzed(door: str, seconds: int, seed: int) -> tuple[str, ...]:
    """Fuzz one door in a process of its own, and give its figures."""
    from tests.fuzz.doors import DOORS

    kept = WORK / door / "kept"
    kept.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(DOORS[door].SEEDS):
        (kept / f"seed-{number}").write_bytes(data)
    words = ["-m", "tests.fuzz", "--trial", "--door", door, "--seed", str(seed)]
    command = [sys.executable, *words, "--seconds", str(seconds)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    said = (done.stdout + done.stderr).decode(errors="replace")
    inputs = re.search(r"stat::number_of_executed_units:\s+(\d+)", said)
    if done.returncode or inputs is None:
        print(said[-4_000:])
    count = inputs.group(1) if inputs else "0"
    return door, count, f"{seconds / 60:.1f}", str(int(done.returncode != 0 or inputs is None))


def write(rows: Sequence[tuple[str, ...]]) -> None:
    """Leave the figures of a whole run, with their sum."""
    inputs, faults = (str(sum(int(row[n]) for row in rows)) for n in (1, 3))
    total = ("all", inputs, f"{sum(float(row[2]) for row in rows):.1f}", faults)
    with FIGURES.open("w", encoding="utf-8", newline="\n") as file:
        table = csv.writer(file, "excel-tab", lineterminator="\n")
        table.writerows((HEAD, *rows, total))


def main() -> int:
    """Share the minutes among the doors; the exit code is 1 if anything was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--minutes", type=float, default=14)
    parser.add_argument("--door", help="only this one")
    parser.add_argument("--seed", type=int, default=0, help="0 for another one each time")
    parser.add_argument("--trial", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--seconds", type=int, default=0, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.trial:
        trial(wanted.door, wanted.seconds, wanted.seed)
    # Not before: what is imported already is not watched for coverage.
    from tests.fuzz.doors import DOORS

    doors = [wanted.door] if wanted.door else list(DOORS)
    rows = []
    for door in doors:
        rows.append(fuzzed(door, max(1, int(60 * wanted.minutes / len(doors))), wanted.seed))
        print("\t".join(rows[-1]), flush=True)
    if not wanted.door:
        write(rows)
    return int(any(row[3] != "0" for row in rows))


if __name__ == "__main__":
    sys.exit(main())
