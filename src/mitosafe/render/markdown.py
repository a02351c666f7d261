"""Blocks → Markdown (GitHub flavoured), with every foreign text escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mitosafe.render.blocks import Block, Heading, Line, Section, Table
from mitosafe.render.text import SIGNS

#: What has a meaning in Markdown, and what GitHub would turn into a link by itself.
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~!&]|:(?=//)|(?<=www)\.", re.IGNORECASE)
#: Every run of space but the spaces that do not break.
_SPACES = re.compile(r"[^\S\u00a0\u202f]+")
#: What would end an address in pointed brackets.
_IN_ADDRESS = {ord(c): f"%{ord(c):02X}" for c in "<>\\ \t\r\n"}


def escape(text: str) -> str:
    """Return a text so that Markdown shows it as it is.

    Args:
        text: Any text.

    Returns:
        The same on one line, special characters escaped.
    """
    return _SPECIAL.sub(r"\\\g<0>", _SPACES.sub(" ", text).strip(" "))


def render(blocks: Iterable[Block]) -> str:
    """Return blocks as Markdown.

    Args:
        blocks: What `document.of` gave.

    Returns:
        Markdown that ends with a line break.
    """
    return "\n\n".join(_block(block) for block in blocks) + "\n"


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        sign = f"{SIGNS[block.level]} " if block.level else ""
        return f"{'#' * (block.depth + 1)} {sign}{escape(block.text)}"
    if isinstance(block, Line):
        return _line(block)
    if isinstance(block, Section):
        return "\n".join([f"**{escape(block.title)}**", "", *map(_item, block.lines)])
    return _table(block)


def _line(line: Line) -> str:
    label = f"**{escape(line.label)}:** " if line.label else ""
    sign = f"{SIGNS[line.level]} " if line.level else ""
    text = f"{sign}{label}{escape(line.text)}"
    if line.role == "headline":
        return f"**{text}**"
    return f"> {text}" if line.role == "warning" else text


def _item(line: Line) -> str:
    label = f"**{escape(line.label)}:** " if line.label else ""
    where = f" [↗](<{line.link.translate(_IN_ADDRESS)}>)" if line.link else ""
    details = "".join(f"  \n  {escape(detail)}" for detail in line.details)
    return f"- {SIGNS[line.level]} {label}{escape(line.text)}{where}{details}"


def _table(table: Table) -> str:
    rows = [["", *table.head], ["---"] * (len(table.head) + 1)]
    for row, level in zip(table.rows, table.levels, strict=True):
        cells = ["<br>".join(map(escape, cell.split("\n"))) for cell in row]
        rows.append([SIGNS[level], *cells])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)
