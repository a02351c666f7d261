"""The directory: a page with filters, and a page for each community."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from tools.site.book import Tongue
from tools.site.html import Page, field, filters, link, tag, text_field, unsearched
from tools.site.listing import folded

from mitosafe import tags
from mitosafe.community import Community
from mitosafe.render import directory
from mitosafe.render.cards import Card, Row
from mitosafe.render.cards import Page as Cards


def pages(say: Tongue) -> Iterator[Page]:
    """Give the page of the directory and one for each community."""
    found = say.book.data.communities()
    shown = directory.page(found, say.language)
    for one, card in zip(found, shown.cards, strict=True):
        yield _community(one, card, shown, say)
    entries = "".join(_entry(one, card, say) for one, card in zip(found, shown.cards, strict=True))
    yield Page(
        path="directory",
        language=say.language,
        title=say("communities"),
        description=say("communities-lead"),
        body=f'<p class="lead">{escape(say("communities-lead"))}</p>'
        + unsearched(
            _closing(shown, say),
            _filters(tuple(found), say),
            f'<ul class="cards" id="rows" data-rows="li">{entries}</ul>',
        ),
    )


def _closing(shown: Cards, say: Tongue) -> str:
    lines = "".join(
        f"<p><strong>{escape(text)}</strong></p>" if loud else f"<p>{escape(text)}</p>"
        for text, loud in shown.closing
    )
    return tag("aside", lines, cls="warn", aria_label=say("before-you-read"))


def _entry(one: Community, card: Card, say: Tongue) -> str:
    """Give one entry of the list: its name, what it is, and where it speaks to whom."""
    word = say.term
    where = [word("platforms", one.platform)]
    where += [tags.language_name(each, say.language) for each in one.languages]
    where += [tags.country_name(each, say.language) for each in one.countries]
    disorders = ", ".join(word("disorders", each) for each in one.disorders)
    name = link(card.title, f"{one.id}/", lang=card.lang or None)
    inner = (
        f'<h2 class="name">{name}</h2><p>{escape(card.text)}</p>'
        f'<p class="fine">{escape(word("community-kinds", one.kind.value))} · '
        f"{escape(' · '.join(where))} · {escape(disorders)}</p>"
    )
    return tag(
        "li",
        inner,
        data_kind=one.kind.value,
        data_language=" ".join(one.languages),
        data_country=" ".join(one.countries),
        data_disorder=" ".join(one.disorders),
        data_n=folded(f"{one.name} {one.organisation or ''} {card.text}"),
    )


def _community(one: Community, card: Card, shown: Cards, say: Tongue) -> Page:
    rows = "".join(f"<dt>{escape(row.label)}</dt><dd>{_value(row)}</dd>" for row in card.rows)
    return Page(
        path=f"directory/{one.id}",
        language=say.language,
        title=card.title,
        description=card.text,
        body=f'<p class="lead">{escape(card.text)}</p>'
        + unsearched(f'<dl class="facts">{rows}</dl>', _closing(shown, say)),
        crumbs=((say("communities"), "directory/"),),
    )


def _value(row: Row) -> str:
    if row.url and row.url.startswith(("http://", "https://")):
        return link(row.text, row.url, rel="noopener noreferrer external", lang=row.lang or None)
    return escape(row.text)


def _filters(found: tuple[Community, ...], say: Tongue) -> str:
    def phrase(term: str) -> str:
        return say.writer.word("directory-phrases", term)

    parts = [text_field(say("text"))]
    languages = {each for one in found for each in one.languages}
    countries = {each for one in found for each in one.countries}
    disorders = {each for one in found for each in one.disorders}
    kinds = {one.kind.value for one in found}
    for name, label, first, choices in (
        (
            "language",
            phrase("languages"),
            say("any-language"),
            [(t, tags.language_name(t, say.language)) for t in languages],
        ),
        (
            "country",
            phrase("countries"),
            say("any-country"),
            [(c, tags.country_name(c, say.language)) for c in countries],
        ),
        (
            "disorder",
            phrase("disorders"),
            say("any-disorder"),
            [(str(d), say.term("disorders", d)) for d in disorders],
        ),
        (
            "kind",
            phrase("kind"),
            say("any-kind"),
            [(k, say.term("community-kinds", k)) for k in kinds],
        ),
    ):
        ordered = sorted(choices, key=lambda choice: folded(choice[1]))
        parts.append(field(name, label, [("", first), *ordered]))
    return filters(parts, say, phrase("nothing"))
