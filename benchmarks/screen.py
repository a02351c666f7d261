"""`mitosafe screen` on a large CSV file: rows a second, and the most memory it held.

    python benchmarks/screen.py --gigabytes 5 [--distinct 1000000] [--write docs/reference/speed.md]

The file is made in a temporary folder and deleted. Its rows are as an export of a
hospital has them: a number, a patient, a day, the medicine and a ward. Beside the time
stands what Python's own `csv` takes to read the same column. Times are of the processor,
so that what else runs on the machine does not count.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import page

from mitosafe.answers.packaged import dataset

#: A block of rows is written over and over, so that making the file takes no time.
BLOCK = 200_000
FORMS = ("{} {} MG ORAL TABLET", "{} {} mg/ml", "{} comprimé {} mg", "{} {} mg tabletten 20 stuks")


def medicines(distinct: int) -> Iterator[str]:
    """Return so many different entries, made of real names, forms and strengths."""
    names = sorted(name for name in dataset().index.names() if '"' not in name and "," not in name)
    made = (
        form.format(name.upper(), strength)
        for strength in itertools.count(1)
        for form in FORMS
        for name in names
    )
    return itertools.islice(made, distinct)


def make(path: Path, size: int, distinct: int) -> int:
    """Write a file of about so many bytes; give the number of its rows."""
    draw = random.Random(1)
    entries = list(medicines(distinct))
    rows = 0
    with path.open("w", encoding="utf-8", buffering=1 << 20) as file:
        file.write("row,patient,day,medicine,ward\n")
        while file.tell() < size:
            # Few distinct values: the same block again. Many: each block is drawn anew.
            if not rows or distinct > BLOCK:
                drawn = draw.choices(entries, k=BLOCK)
                text = "".join(
                    f"{n},P{n % 99_991:06},2026-11-{n % 28 + 1:02},{entry},ward {n % 40}\n"
                    for n, entry in enumerate(drawn)
                )
            file.write(text)
            rows += BLOCK
    return rows


def plain(path: Path) -> float:
    """Return the time that the standard library takes to read the column."""
    begin = time.process_time()
    with path.open(encoding="utf-8", newline="") as file:
        for _ in (row[3] for row in csv.reader(file)):
            pass
    return time.process_time() - begin


def screened(path: Path, shape: str) -> tuple[float, int]:
    """Screen a file in a process of its own; give its time and the most bytes it held."""
    report = path.with_name(f"report.{shape}")
    words = ["screen", str(path), "--column", "medicine", "--output", str(report)]
    process = subprocess.Popen([sys.executable, "-m", "mitosafe", *words], stderr=subprocess.PIPE)
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    assert status == 0, said.decode()
    report.unlink()
    # Kilobytes, but on macOS bytes.
    memory = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return used.ru_utime + used.ru_stime, memory


def main() -> None:
    """Make the file, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gigabytes", type=float, default=5)
    parser.add_argument("--distinct", type=int, action="append", default=[])
    parser.add_argument("--shape", choices=("json", "csv"), default="json")
    parser.add_argument("--folder", type=Path, help="where the file is made")
    parser.add_argument("--write", type=Path, metavar="PAGE")
    given = parser.parse_args()
    found = []
    for distinct in given.distinct or [5_000]:
        with tempfile.TemporaryDirectory(dir=given.folder) as folder:
            path = Path(folder) / "entries.csv"
            rows = make(path, round(given.gigabytes * 1e9), distinct)
            size = path.stat().st_size
            base = plain(path)
            seconds, memory = screened(path, given.shape)
        found.append(
            (
                f"{size / 1e9:.1f} GB, {rows:,} rows, {distinct:,} distinct values",
                f"{seconds:.0f} s",
                f"{rows / seconds:,.0f}",
                f"{memory / 1e6:.0f} MB",
                f"{seconds / base:.1f}",
            )
        )
        print(*found[-1], sep="   ", flush=True)
    head = ("file", "processor time", "rows a second", "most memory", "time beside `csv.reader`")
    page.tell("screen", page.table(head, found), given.write)


if __name__ == "__main__":
    main()
