"""Compare the two independent readings of the facts, field by field.

    python tools/compare_readings.py [--differences]

The readings are `review/first-reading.tsv` and `review/second-reading.tsv`: one row
for each thing that a reader took from a record. Rows of one record are paired so
that the most fields agree; a row without a partner differs in the field `row`.
"""

from __future__ import annotations

import csv
import itertools
import sys
from collections import defaultdict
from pathlib import Path

REVIEW = Path(__file__).parent.parent / "review"
FIELDS = ("subject", "verdict", "evidence", "population", "circumstance", "rank")

Row = dict[str, str]


def readings(name: str) -> dict[str, list[Row]]:
    """Read one reading, by record."""
    rows: dict[str, list[Row]] = defaultdict(list)
    with (REVIEW / name).open(encoding="utf-8", newline="") as file:
        # Quotation marks in it are only letters.
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            rows[row["record"]].append(row)
    return rows


def agreement(one: Row, two: Row) -> int:
    """Count the fields in which two rows agree; the kind of row weighs most."""
    return 10 * (one["row"] == two["row"]) + sum(one[f] == two[f] for f in FIELDS)


def pairs(first: list[Row], second: list[Row]) -> list[tuple[Row | None, Row | None]]:
    """Pair the rows of one record, the best agreeing first."""
    rest_1, rest_2 = list(first), list(second)
    paired: list[tuple[Row | None, Row | None]] = []
    while rest_1 and rest_2:
        one, two = max(itertools.product(rest_1, rest_2), key=lambda p: agreement(*p))
        rest_1.remove(one)
        rest_2.remove(two)
        paired.append((one, two))
    return [*paired, *((one, None) for one in rest_1), *((None, two) for two in rest_2)]


def compare() -> tuple[dict[str, tuple[int, int]], list[tuple[str, Row | None, Row | None]]]:
    """Return the agreement of each field as (agreeing, compared), and the differing pairs."""
    first, second = readings("first-reading.tsv"), readings("second-reading.tsv")
    counts = {field: [0, 0] for field in ("record covered", "row", *FIELDS)}
    differing = []
    for record in sorted(first.keys() | second.keys()):
        both = record in first and record in second
        counts["record covered"][0] += both
        counts["record covered"][1] += 1
        for one, two in pairs(first.get(record, []), second.get(record, [])):
            same_row = one is not None and two is not None and one["row"] == two["row"]
            counts["row"][0] += same_row
            counts["row"][1] += 1
            same = same_row
            if same_row and one and two and one["row"] == "statement":
                for field in FIELDS:
                    counts[field][0] += one[field] == two[field]
                    counts[field][1] += 1
                    same = same and one[field] == two[field]
            if not same:
                differing.append((record, one, two))
    return {field: (a, b) for field, (a, b) in counts.items()}, differing


def main() -> None:
    """Print the agreement, and on request each difference."""
    counts, differing = compare()
    for field, (agreeing, compared) in counts.items():
        share = f"{100 * agreeing / compared:.1f}" if compared else "-"
        print(f"{field:15} {agreeing:4} of {compared:4}  {share:>5} %")
    print(f"{len(differing)} pairs differ")
    if "--differences" in sys.argv:
        for record, one, two in differing:
            show = [
                " ".join(r[f] or "-" for f in ("row", *FIELDS)) if r else "(none)"
                for r in (one, two)
            ]
            print(f"{record}\n   1 {show[0]}\n   2 {show[1]}")


if __name__ == "__main__":
    main()
