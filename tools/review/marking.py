"""A review → the data file: one line more, and every other byte as it was."""

from __future__ import annotations

import json
import tomllib
from typing import Any

from mitosafe.model import Review


def marked(text: str, statement: str, review: Review) -> str:
    """Write a review into the text of a data file.

    Args:
        text: The file; its statements stand as `[[statements]]`, each with its `id`.
        statement: The id of the statement that was reviewed.
        review: The review; it takes the place of an earlier one.

    Returns:
        The text with the line `reviewed = { ... }` at the end of the statement.

    Raises:
        ValueError: If the file is not laid out so that it could be done.
    """
    lines = text.splitlines(keepends=True)
    start = _line(lines, f"id = {json.dumps(statement)}\n")
    ends = (n for n in range(start, len(lines)) if lines[n].startswith("["))
    block = lines[start : next(ends, len(lines))]
    kept = [line for line in block if not line.startswith("reviewed = ")]
    # A comment after the last line may belong to what comes next.
    last = max(n for n, line in enumerate(kept) if line.strip() and line[0] != "#")
    kept[last] = kept[last].rstrip("\n") + "\n"
    kept.insert(last + 1, f"reviewed = {{ {_inline(review)} }}\n")
    made = "".join([*lines[:start], *kept, *lines[start + len(block) :]])
    _checked(text, made, statement, review)
    return made


def _line(lines: list[str], wanted: str) -> int:
    found = [n for n, line in enumerate(lines) if line == wanted]
    if len(found) != 1:
        message = f"the line {wanted.strip()} is there {len(found)} times"
        raise ValueError(message)
    return found[0]


def _inline(review: Review) -> str:
    return ", ".join(f"{k} = {json.dumps(v, ensure_ascii=False)}" for k, v in _raw(review).items())


def _raw(review: Review) -> dict[str, str]:
    return {"by": review.by, "date": review.date, **({"of": review.of} if review.of else {})}


def _checked(before: str, after: str, statement: str, review: Review) -> None:
    """Read both texts: they must say the same but for the review of this statement."""
    was, now = tomllib.loads(before), tomllib.loads(after)
    found = _statement(now, statement).pop("reviewed", None)
    _statement(was, statement).pop("reviewed", None)
    if was != now or found != _raw(review):
        message = f"{statement}: the file is laid out otherwise; write the review by hand"
        raise ValueError(message)


def _statement(raw: dict[str, Any], statement: str) -> dict[str, Any]:
    found: dict[str, Any] = next(s for s in raw["statements"] if s["id"] == statement)
    return found
