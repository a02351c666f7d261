"""Blocks → one HTML element with its own small style; every foreign text escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from mitosafe.model import Level
from mitosafe.render.blocks import Block, Heading, Line, Section, Table
from mitosafe.render.text import SIGNS

#: Scoped by the class, so that it does no harm in a notebook or another page.
STYLE = """
.mitosafe{font-family:system-ui,sans-serif;line-height:1.45;max-width:60rem}
.mitosafe h3,.mitosafe h4{margin:.8em 0 .3em}
.mitosafe p{margin:.25em 0}
.mitosafe .muted,.mitosafe small{opacity:.8}
.mitosafe .warning{border-left:.25rem solid currentColor;padding-left:.6rem}
.mitosafe .headline{font-weight:600;font-size:1.1em}
.mitosafe .level{display:inline-block;padding:0 .5em;border-radius:.3em;font-weight:600}
.mitosafe .red{background:#a40e26;color:#fff}
.mitosafe .orange{background:#ffb35c;color:#000}
.mitosafe .yellow{background:#ffe066;color:#000}
.mitosafe table{border-collapse:collapse}
.mitosafe td,.mitosafe th{border:1px solid #8888;padding:.3em .6em;text-align:left}
.mitosafe td{vertical-align:top}
.mitosafe ul{padding-left:1.2em}
.mitosafe li{margin:.4em 0}
"""


def render(blocks: Iterable[Block], language: str) -> str:
    """Return blocks as one HTML element.

    Args:
        blocks: What `document.of` gave.
        language: The language of the blocks, for the `lang` attribute.

    Returns:
        A `div` of the class `mitosafe`, with its style; no script and no address
        is loaded by it.
    """
    inner = "\n".join(_block(block) for block in blocks)
    return f'<div class="mitosafe" lang="{language}"><style>{STYLE}</style>\n{inner}\n</div>'


def _badge(level: Level | None) -> str:
    if level is None:
        return ""
    return f'<span class="level {level.value}" aria-hidden="true">{SIGNS[level]}</span> '


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        tag = f"h{block.depth + 2}"
        return f"<{tag}>{_badge(block.level)}{escape(block.text)}</{tag}>"
    if isinstance(block, Line):
        inner = f"{_label(block)}{_badge(block.level)}{escape(block.text)}"
        return f'<p class="{block.role}">{inner}</p>'
    if isinstance(block, Section):
        items = "".join(map(_item, block.lines))
        title = escape(block.title)
        if block.folded:
            summary = f"<summary>{title} ({len(block.lines)})</summary>"
            return f"<details>{summary}<ul>{items}</ul></details>"
        return f"<h5>{title}</h5><ul>{items}</ul>"
    return _table(block)


def _label(line: Line) -> str:
    return f"<b>{escape(line.label)}:</b> " if line.label else ""


def _item(line: Line) -> str:
    where = f' <a href="{escape(line.link)}" rel="noopener noreferrer">↗</a>' if line.link else ""
    details = "".join(f"<br><small>{escape(detail)}</small>" for detail in line.details)
    return f"<li>{_badge(line.level)}{_label(line)}{escape(line.text)}{where}{details}</li>"


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.head)
    rows = []
    for row, level in zip(table.rows, table.levels, strict=True):
        first, *rest = (escape(cell).replace("\n", "<br>") for cell in row)
        cells = "".join(f"<td>{cell}</td>" for cell in rest)
        rows.append(f'<tr><th scope="row">{_badge(level)}{first}</th>{cells}</tr>')
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
