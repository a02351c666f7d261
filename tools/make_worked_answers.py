"""Write the table of worked answers into the page on the judging rule.

    python -m tools.make_worked_answers [--check]

The rows are in `tests/worked_answers.toml`, where a test asks every one of them. With
`--check` nothing is written, and the exit code is 1 if the page shows another table.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
ROWS = ROOT / "tests" / "worked_answers.toml"
PAGE = ROOT / "docs" / "explanation" / "how-a-level-is-decided.md"
START, END = "<!-- worked answers: start -->", "<!-- worked answers: end -->"
HEAD = ("entry", "known of the patient", "release", "outcome", "level", "worst", "step",
        "what it shows")  # fmt: skip

Row = dict[str, Any]


def rows() -> list[Row]:
    """Return the worked answers, those of the plan first."""
    found: list[Row] = tomllib.loads(ROWS.read_text(encoding="utf-8"))["answers"]
    return sorted(found, key=lambda row: not row.get("plan", False))


def line(row: Row) -> tuple[str, ...]:
    """Return the cells of one row."""
    entry = f"`{row['entry']}`" if row["entry"] else "*nothing*"
    if "system" in row:
        entry += f" ({row['system'].upper()})"
    known = [f"has `{term}`" for term in row.get("has", ())]
    known += [f"lacks `{term}`" for term in row.get("lacks", ())]
    return (
        entry,
        "<br>".join(known),
        row.get("release", "2026.2"),
        row["outcome"],
        _level(row),
        row.get("worst", "none"),
        row["step"],
        row["shows"],
    )


def _level(row: Row) -> str:
    parts = [f"**{row['level']}**" if "level" in row else "none"]
    if "advice" in row:
        parts.append(row["advice"])
    parts += [f"`{condition}`" for condition in row.get("conditions", ())]
    for word in ("contested", "disputed"):
        if word in row:
            parts.append(f"{word} {'in' if word == 'contested' else 'by'} {', '.join(row[word])}")
    return "<br>".join(parts)


def table() -> str:
    """Return the table in Markdown."""
    lines = [HEAD, tuple("---" for _ in HEAD), *map(line, rows())]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def with_table(page: str) -> str:
    """Return a page with the table between its two marks.

    Args:
        page: The text of the page; it must hold both marks.
    """
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}\n\n{table()}\n\n{END}{after}"


def main() -> int:
    """Write the table, or check it."""
    page = PAGE.read_text(encoding="utf-8")
    text = with_table(page)
    if "--check" in sys.argv:
        print(PAGE.name, "is", "current" if text == page else "not current")
        return 0 if text == page else 1
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    print(f"{PAGE.name}: {len(rows())} worked answers")
    return 0


if __name__ == "__main__":
    sys.exit(main())
