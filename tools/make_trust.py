"""Write the figures that programs measured into the page on trust.

    python -m tools.make_trust [--check]

Each table of the page is made from the file that its own command leaves. With `--check`
nothing is written, and the exit code is 1 if the page shows other figures.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from tools import compare_readings

PAGES = Path(__file__).parent.parent / "docs" / "explanation"
PAGE = PAGES / "trust.md"

Rows = Iterable[Sequence[str]]


def measured(name: str) -> Rows:
    """Return the rows of a file that a command left beside the page."""
    with (PAGES / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file, "excel-tab")


def readings() -> Rows:
    """Compare the two readings of the facts, as `tools/compare_readings.py` prints it."""
    yield ("what is compared", "agree", "of", "percent")
    for field, (agree, of) in compare_readings.compare()[0].items():
        yield field, str(agree), str(of), f"{100 * agree / of:.1f}"


#: What stands between the marks of the page, by name.
TABLES: Mapping[str, Callable[[], Rows]] = {
    "deep": lambda: measured("deep"),
    "mutants": lambda: measured("mutants"),
    "fuzzing": lambda: measured("fuzzing"),
    "readings": readings,
    "compat": lambda: measured("compat"),
}


def table(rows: Rows) -> str:
    """Return rows as a table in Markdown; the first is the head."""
    head, *body = rows
    lines = ([cell.replace("_", " ") for cell in head], ["---"] * len(head), *body)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def filled(page: str) -> str:
    """Return the page with every table in its place."""
    for name, rows in TABLES.items():
        start, end = f"<!-- {name}: start -->", f"<!-- {name}: end -->"
        before, rest = page.split(start)
        page = f"{before}{start}\n\n{table(rows())}\n\n{end}{rest.split(end)[1]}"
    return page


def main() -> int:
    """Write the page, or check it."""
    old = PAGE.read_text(encoding="utf-8")
    new = filled(old)
    if "--check" not in sys.argv:
        PAGE.write_text(new, encoding="utf-8", newline="\n")
        return 0
    if old != new:
        print(f"{PAGE.name} shows other figures: run python -m tools.make_trust")
    return int(old != new)


if __name__ == "__main__":
    sys.exit(main())
