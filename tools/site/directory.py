"""The directory: a page with filters, and a page for each community."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from html import escape

from tools.site.book import Tongue
from tools.site.html import Page, field, filters, link, tag, text_field, unsearched
from tools.site.listing import folded

from mitosafe.directory import document, languages
from mitosafe.directory.cards import Card, Row
from mitosafe.directory.cards import Page as Cards
from mitosafe.directory.community import Community

#: How a community may fit what was asked without being quite that; such ones come after.
LESS = ("wider", "related")


def pages(say: Tongue) -> Iterator[Page]:
    """Return the page of the directory and one for each community."""
    data = say.book.data
    found, gone = data.communities(), data.communities(status="closed")
    shown, closed = document.page(found, say.language), document.page(gone, say.language)
    for one, card in zip((*found, *gone), (*shown.cards, *closed.cards), strict=True):
        yield _community(one, card, shown, say)
    fits = _fits(say)
    entries = "".join(
        _entry(one, card, fits, say) for one, card in zip(found, shown.cards, strict=True)
    )
    past = "".join(
        _entry(one, card, fits, say) for one, card in zip(gone, closed.cards, strict=True)
    )
    title = f"{say.term('community-statuses', 'closed')} ({len(gone)})"
    yield Page(
        path="directory",
        language=say.language,
        title=say("communities"),
        description=say("communities-lead"),
        body=f'<p class="lead">{escape(say("communities-lead"))}</p>'
        + unsearched(
            _closing(shown, say),
            _filters(say),
            f'<ul class="cards" id="rows" data-rows="li">{entries}</ul>',
            f'<h2 class="past">{escape(title)}</h2><ul class="cards">{past}</ul>',
        ),
    )


def _asked(say: Tongue) -> Mapping[str, dict[str, str]]:
    """Give, for each filter, what can be asked: the value and the words for it."""
    found = say.book.data.communities()
    return {
        "language": {
            each: languages.language_name(each, say.language)
            for one in found
            for each in one.languages
        },
        "country": {
            each: languages.country_name(each, say.language)
            for one in found
            for each in one.countries
        },
        "disorder": {
            term.id: term.words[say.language] for term in say.book.data.terms("disorders")
        },
        "kind": {one.kind.value: say.term("community-kinds", one.kind.value) for one in found},
    }


def _fits(say: Tongue) -> Mapping[tuple[str, str], str]:
    """Return what each community answers, by its id and the filter: the package itself is asked.

    A value stands behind `~` if the community is wider than or close to what was asked.
    """
    answers: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for name, choices in _asked(say).items():
        for value in choices:
            found = say.book.data.communities(**{name: value})
            for one in found:
                less = any(why.how.value in LESS for why in found.why(one))
                answers[one.id, name].append(f"~{value}" if less else value)
    return {key: " ".join(values) for key, values in answers.items()}


def _closing(shown: Cards, say: Tongue) -> str:
    lines = "".join(
        f"<p><strong>{escape(text)}</strong></p>" if loud else f"<p>{escape(text)}</p>"
        for text, loud in shown.closing
    )
    return tag("aside", lines, cls="warn", aria_label=say("before-you-read"))


def _entry(one: Community, card: Card, fits: Mapping[tuple[str, str], str], say: Tongue) -> str:
    """Return one entry of the list: its name, what it is, and where it speaks to whom."""
    word = say.term
    where = [word("platforms", one.platform)]
    where += [languages.language_name(each, say.language) for each in one.languages]
    where += [languages.country_name(each, say.language) for each in one.countries]
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
        data_kind=fits.get((one.id, "kind")),
        data_language=fits.get((one.id, "language")),
        data_country=fits.get((one.id, "country")),
        data_disorder=fits.get((one.id, "disorder")),
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


def _filters(say: Tongue) -> str:
    parts = [text_field(say("text"))]
    for name, choices in _asked(say).items():
        label = say.term("directory-phrases", f"filter-{name}")
        ordered = sorted(choices.items(), key=lambda choice: folded(choice[1]))
        parts.append(field(name, label, [("", say(f"any-{name}")), *ordered]))
    return filters(parts, say, say.term("directory-phrases", "nothing"))
