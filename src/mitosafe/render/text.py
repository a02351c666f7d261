"""Blocks → plain text for a terminal, wrapped, without colour codes."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from mitosafe.model import Level
from mitosafe.render.blocks import Block, Heading, Line, Section, Table

#: A sign for each level, so that no level is told by colour alone.
SIGNS = {Level.RED: "■", Level.ORANGE: "◆", Level.YELLOW: "▲", None: "·"}
WIDTH = 96


def render(blocks: Iterable[Block]) -> str:
    """Return blocks as text.

    Args:
        blocks: What `document.of` gave.

    Returns:
        Lines of at most `WIDTH` characters, where words allow.
    """
    lines: list[str] = []
    for block in blocks:
        lines.extend(_block(block))
    return "\n".join(lines).strip() + "\n"


def _block(block: Block) -> list[str]:
    if isinstance(block, Heading):
        sign = f"{SIGNS[block.level]} " if block.level else ""
        return ["", f"{sign}{block.text}", ("=" if block.depth == 1 else "-") * 24]
    if isinstance(block, Line):
        return _line(block, "")
    if isinstance(block, Section):
        return ["", f"{block.title}:", *(out for line in block.lines for out in _line(line, "  "))]
    return _table(block)


def _line(line: Line, indent: str) -> list[str]:
    label = f"{line.label}: " if line.label else ""
    sign = f"{SIGNS[line.level]} " if indent or line.level else ""
    mark = "! " if line.role == "warning" and not indent else ""
    out = _wrap(f"{mark}{sign}{label}{line.text}", indent)
    for detail in (*line.details, *((line.url,) if line.url else ())):
        out.extend(_wrap(detail, indent + "    "))
    return out


def _wrap(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _table(table: Table) -> list[str]:
    first = min(40, max(len(row[0]) for row in (table.head, *table.rows)))
    second = min(28, max(len(row[1]) for row in (table.head, *table.rows)))
    third = WIDTH - first - second - 6
    lines = _row(("", *table.head), (first, second, third))
    lines.append("─" * WIDTH)
    for row, level in zip(table.rows, table.levels, strict=True):
        lines.extend(_row((SIGNS[level], *row), (first, second, third)))
    return lines


def _row(cells: tuple[str, ...], widths: tuple[int, ...]) -> list[str]:
    sign, *rest = cells
    columns = [
        [part for piece in cell.split("\n") for part in textwrap.wrap(piece, width)] or [""]
        for cell, width in zip(rest, widths, strict=True)
    ]
    height = max(map(len, columns))
    lines = []
    for n in range(height):
        parts = (
            f"{column[n] if n < len(column) else '':{width}}"
            for column, width in zip(columns, widths, strict=True)
        )
        lines.append(f"{'' if n else sign:2}{'  '.join(parts)}".rstrip())
    return lines
