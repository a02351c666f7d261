"""Blocks → a terminal: wrapped to its width, in colour where it has any.

A level is always a sign and a word; the colour only repeats them.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich import box
from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text

from mitosafe.model import Level
from mitosafe.render import blocks
from mitosafe.render.blocks import Block, Heading, Line, Section
from mitosafe.render.text import SIGNS

#: The style of a level; the colours are those of the HTML.
STYLES = {
    Level.RED: "bold #ffffff on #a40e26",
    Level.ORANGE: "bold #000000 on #ffb35c",
    Level.YELLOW: "bold #000000 on #ffe066",
    None: "dim",
}
#: Text is not squeezed below this, however narrow the terminal.
NARROWEST = 24


def console(*, stderr: bool = False) -> Console:
    """Give a console that shows text as it is: no markup, no guessing."""
    return Console(stderr=stderr, markup=False, highlight=False, emoji=False)


def clean(text: str) -> str:
    r"""Give foreign text without what could steer a terminal.

    Examples:
        >>> clean("a\x1b[31mb")
        'a [31mb'
    """
    return "".join(c if c.isprintable() else " " for c in text)


def badge(level: Level | None, word: str) -> Text:
    """Give a level as its sign and a word."""
    return Text(f" {SIGNS[level]} {word} ", STYLES[level])


def grid(*heads: str) -> Table:
    """Give an empty table in the one style of this command line."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False)
    for head in heads:
        table.add_column(head, overflow="fold")
    return table


def show(console: Console, blocks: Iterable[Block]) -> None:
    """Write blocks to a console.

    Args:
        console: Where to.
        blocks: What `document.of` gave.
    """
    for block in blocks:
        if isinstance(block, Heading):
            _heading(console, block)
        elif isinstance(block, Line):
            _line(console, block, 0)
        elif isinstance(block, Section):
            _section(console, block)
        else:
            _table(console, block)


def _heading(console: Console, heading: Heading) -> None:
    console.print()
    sign = Text(f" {SIGNS[heading.level]} ", STYLES[heading.level]) if heading.level else Text()
    text = Text.assemble(sign, " " if heading.level else "", (heading.text, "bold"))
    _wrapped(console, text, Text(), 0)
    if heading.depth == 1:
        console.print(Text("═" * min(console.width, max(24, text.cell_len)), "dim"))


def _section(console: Console, section: Section) -> None:
    console.print()
    console.print(Text(f"{section.title}:", "bold"))
    for line in section.lines:
        _line(console, line, 2)


def _line(console: Console, line: Line, indent: int) -> None:
    """Write a line with its label and sign, its details below it, indented."""
    style = "dim" if line.role == "muted" else ""
    first = Text(" " * indent)
    if line.level or indent:
        first.append(f" {SIGNS[line.level]} ", STYLES[line.level]).append(" ")
    if line.role == "warning":
        first.append("! ", "bold")
    text = Text(style=style)
    if line.label:
        text.append(f"{line.label}: ", "bold")
    text.append(line.text)
    _wrapped(console, text, first, first.cell_len or 2)
    for detail in line.details:
        _wrapped(console, Text(detail, "dim"), Text(" " * (indent + 4)), indent + 6)
    if line.url:
        # An address is not wrapped: broken in two, it could not be followed.
        address = Text.assemble(" " * (indent + 4), (clean(line.url), _link(line.url)))
        console.print(address, no_wrap=True, overflow="ignore", crop=False)


def _link(url: str) -> Style:
    return Style(dim=True, link=url if url.startswith(("http://", "https://")) else None)


def _wrapped(console: Console, text: Text, first: Text, indent: int) -> None:
    """Write text wrapped, the first line after `first`, the others indented."""
    width = max(console.width - max(indent, first.cell_len), NARROWEST)
    lead = first
    for part in text.wrap(console, width):
        part.rstrip()
        console.print(Text.assemble(lead, part), no_wrap=True, overflow="ignore", crop=False)
        lead = Text(" " * indent)


def _table(console: Console, block: blocks.Table) -> None:
    table = grid("", *block.head)
    for row, level in zip(block.rows, block.levels, strict=True):
        cells = (Text(clean_lines(cell)) for cell in row)
        table.add_row(Text(f" {SIGNS[level]} ", STYLES[level]), *cells)
    console.print(table)


def clean_lines(text: str) -> str:
    """Clean each line of a text of several."""
    return "\n".join(map(clean, text.split("\n")))
