"""A page of cards, and how it becomes blocks or HTML.

Text and Markdown are made from blocks like those of every other answer; HTML has cards
of its own, in which each name bears the language that it is in.
"""

from __future__ import annotations

from html import escape

import attrs

from mitosafe.render import html as blocks_html
from mitosafe.render.blocks import Block, Heading, Line, Section

#: Added to the style that every rendering shares.
STYLE = """
.mitosafe .cards{list-style:none;padding:0;display:grid;gap:.8rem}
.mitosafe .card{border:1px solid #8888;border-radius:.4rem;padding:.6rem .9rem}
.mitosafe .card h4{margin:0 0 .3em}
.mitosafe .card dl{display:grid;grid-template-columns:max-content 1fr;gap:.1em .8em;margin:.4em 0 0}
.mitosafe .card dt{font-weight:600}
.mitosafe .card dd{margin:0;overflow-wrap:anywhere}
"""


@attrs.frozen
class Row:
    """One line of a card; `lang` where the text is in another language than the page."""

    label: str
    text: str
    url: str | None = None
    lang: str | None = None


@attrs.frozen
class Card:
    """One thing that is shown; `lang` is empty where the language is not known."""

    title: str
    lang: str | None
    text: str
    rows: tuple[Row, ...]


@attrs.frozen
class Page:
    """What is shown of one answer."""

    title: str
    notes: tuple[str, ...]
    cards: tuple[Card, ...]
    #: What stands below it, and whether it must not be missed.
    closing: tuple[tuple[str, bool], ...]


def blocks(shown: Page) -> list[Block]:
    """Return a page as blocks, for text and Markdown.

    Args:
        shown: The page.

    Returns:
        A section for each card, between the notes and what stands below.
    """
    found: list[Block] = [Heading(1, shown.title), *map(Line, shown.notes)]
    for card in shown.cards:
        rows = [
            Line("" if row.text == row.url else row.text, row.label, url=row.url)
            for row in card.rows
        ]
        found.append(Section(card.title, (Line(card.text), *rows)))
    found += [Line(text, role="warning" if loud else "muted") for text, loud in shown.closing]
    return found


def html(shown: Page, language: str) -> str:
    """Return a page as one HTML element.

    Args:
        shown: The page.
        language: Its language.

    Returns:
        A `div` of the class `mitosafe`, with its style and a list of articles; no
        script and no address is loaded by it.
    """
    notes = "".join(f"<p>{escape(note)}</p>" for note in shown.notes)
    cards = "".join(f"<li>{_card(card)}</li>" for card in shown.cards)
    closing = "".join(
        f'<p class="{"warning" if loud else "muted"}">{escape(text)}</p>'
        for text, loud in shown.closing
    )
    return (
        f'<div class="mitosafe" lang="{language}"><style>{blocks_html.STYLE}{STYLE}</style>\n'
        f"<h3>{escape(shown.title)}</h3>{notes}\n"
        f'<ul class="cards" role="list">{cards}</ul>\n{closing}</div>'
    )


def _card(card: Card) -> str:
    rows = "".join(f"<dt>{escape(row.label)}</dt><dd>{_row(row)}</dd>" for row in card.rows)
    return (
        f'<article class="card"><h4{_lang(card.lang)}>{escape(card.title)}</h4>'
        f"<p>{escape(card.text)}</p><dl>{rows}</dl></article>"
    )


def _row(row: Row) -> str:
    text = f"<span{_lang(row.lang)}>{escape(row.text)}</span>"
    if row.url is None:
        return text
    return f'<a href="{escape(row.url)}" rel="noopener noreferrer">{text}</a>'


def _lang(lang: str | None) -> str:
    return "" if lang is None else f' lang="{escape(lang)}"'
