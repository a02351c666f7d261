"""Blocks on a terminal: colour repeats the sign, and nothing foreign steers it."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from mitosafe.cli import terminal
from mitosafe.model import Level
from mitosafe.render.blocks import Block, Heading, Line, Section, Table


def painted(*blocks: Block, colour: bool = False, width: int = 60) -> str:
    """Return what is written of blocks, with colour codes if asked for."""
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=colour,
        color_system="truecolor" if colour else None,
        legacy_windows=False,
    )
    terminal.show(console, blocks)
    return out.getvalue()


@pytest.mark.parametrize(
    ("level", "sign", "code"),
    [
        (Level.RED, "■", "48;2;164;14;38"),
        (Level.ORANGE, "◆", "48;2;255;179;92"),
        (Level.YELLOW, "▲", "48;2;255;224;102"),
    ],
)
def test_a_level_has_a_sign_and_a_colour(level: Level, sign: str, code: str) -> None:
    """The colour of a level stands beside its sign, and the sign is there without it."""
    heading = Heading(2, "exemplin", level)
    assert code in painted(heading, colour=True)
    assert sign in painted(heading)
    assert terminal.badge(level, "word").plain == f" {sign} word "


def test_an_address_is_whole_and_can_be_followed() -> None:
    """An address longer than the line is not broken, and is a link on a terminal."""
    url = "https://example.org/" + "x" * 80
    line = Line("text", url=url)
    assert f"    {url}\n" in painted(Section("title", (line,)))
    assert f";{url}\x1b\\" in painted(line, colour=True)


def test_only_the_web_becomes_a_link() -> None:
    """An address of another kind is shown as text."""
    assert "\x1b]8" not in painted(Line("text", url="javascript:alert(1)"), colour=True)


def test_a_line_has_its_label_mark_and_details() -> None:
    """A warning is marked, a label stands before the text, details are below, indented."""
    line = Line("text", label="label", role="warning", details=("more",))
    assert painted(line).splitlines() == ["! label: text", "    more"]
    assert painted(Line("quiet", role="muted")) == "quiet\n"


def test_headings_of_the_first_depth_are_underlined() -> None:
    """A heading without a level has no sign; only the first depth has a rule below it."""
    assert painted(Heading(1, "title")).splitlines() == ["", "title", "═" * 24]
    assert painted(Heading(2, "title")).splitlines() == ["", "title"]


def test_a_table_shows_every_cell() -> None:
    """A table has its head, a sign for each row, and cells of several lines."""
    table = Table(("a", "b", "c"), (("one\x1b", "two", "three\nfour"),), (Level.RED,))
    said = painted(table)
    assert all(word in said for word in ("■", "one", "two", "three", "four"))
    assert "\x1b" not in said


def test_markup_of_entries_is_shown_as_it_is() -> None:
    """Text in square brackets is text, not a style."""
    out = io.StringIO()
    console = terminal.console()
    console.file = out
    terminal.show(console, [Line("[bold]x[/bold] :smile:"), Table(("[b]",), (("[i]",),), (None,))])
    assert all(text in out.getvalue() for text in ("[bold]x[/bold] :smile:", "[b]", "[i]"))
