"""Leave the figures of `make test-deep` for the page on trust.

    python -m tools.deep EXAMPLES

pytest left `.make/deep.xml`, in the form of JUnit; EXAMPLES is how many were drawn for
each test that draws.
"""

from __future__ import annotations

import csv
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parent.parent
REPORT = ROOT / ".make" / "deep.xml"
FIGURES = ROOT / "docs" / "explanation" / "deep.tsv"
HEAD = ("tests", "passed", "failed", "skipped", "examples drawn for each test that draws")
#: The folders of tests, and what they are called on the page; all else is the third.
PARTS = {"tests.rules": "the ten promises", "tests.reference": "the slow second versions"}
OTHERS = "every other module"


def figures(cases: Iterable[ET.Element], examples: str) -> list[tuple[str, ...]]:
    """Count what became of the tests of each part."""
    found = {part: Counter[str]() for part in (*PARTS.values(), OTHERS)}
    for case in cases:
        where = case.get("classname", "")
        part = next((name for start, name in PARTS.items() if where.startswith(start)), OTHERS)
        became = {child.tag for child in case}
        result = "failed" if became & {"failure", "error"} else "skipped"
        found[part][result if became & {"failure", "error", "skipped"} else "passed"] += 1
    return [
        (part, *(str(count[result]) for result in ("passed", "failed", "skipped")), examples)
        for part, count in found.items()
    ]


def main() -> None:
    """Write the figures of the last run."""
    # Written by our own pytest a moment ago, and so no foreign text.
    cases = ET.parse(REPORT).iter("testcase")
    with FIGURES.open("w", encoding="utf-8", newline="\n") as file:
        table = csv.writer(file, "excel-tab", lineterminator="\n")
        table.writerows((HEAD, *figures(cases, sys.argv[1])))


if __name__ == "__main__":
    main()
