"""The first page for people, and the page on which one tries the package."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from tools.site.book import Tongue
from tools.site.html import Page, badge, link, unsearched, warnings

from mitosafe import Level

#: Entries in several languages that show what the page can read.
EXAMPLE = "Dépakine Chrono 500 mg\ngentamicine 80 mg IV\nlevetiracetam 2x 500 mg\nzzyzx"

#: What gives the same answer where a browser cannot.
INSTALL = 'pip install "mitosafe[cli]"'
COMMAND = 'mitosafe check "Depakine Chrono 500 mg" --language {language}'


def pages(say: Tongue) -> Iterator[Page]:
    """Return both pages."""
    yield _first(say)
    yield _try(say)


def _first(say: Tongue) -> Page:
    ways = (
        ("list/", "the-list", "list-lead"),
        ("try/", "try-title", "try-private"),
        ("how-to-read/", "how-to-read", "how-lead"),
        ("uses/", "uses", "uses-lead"),
        ("conditions/", "conditions", "conditions-lead"),
        ("groups/", "group", "groups-lead"),
        ("directory/", "communities", "communities-lead"),
        ("releases/", "number-changes", "releases-lead"),
        ("picture/", "picture", "picture-lead"),
        ("sheet/", "sheet", "sheet-lead"),
    )
    titles = {"group": say.phrase("groups"), "number-changes": say.phrase("releases")}
    cards = "".join(
        f"<li>{link(titles.get(word, say(word)), path)}<p>{escape(say(lead))}</p></li>"
        for path, word, lead in ways
    )
    find = (
        '<form class="find" action="list/" role="search">'
        f'<label for="find">{escape(say("find"))}</label>'
        '<div><input id="find" name="name" type="search" autocomplete="off" spellcheck="false" '
        f'aria-describedby="find-hint"><button class="md-button md-button--primary">'
        f"{escape(say('search'))}</button></div>"
        f'<small id="find-hint">{escape(say("find-hint"))}</small></form>'
    )
    levels = "".join(
        f"<li>{badge(level, say)} {link(explain, f'levels/{level.value}/')}</li>"
        for level in reversed(Level)
        for explain in [say.explain("levels", level.value)]
    )
    body = (
        f'<p class="lead">{escape(say("people-lead"))}</p>',
        unsearched(find, warnings(say), f'<ul class="legend">{levels}</ul>'),
        f'<ul class="ways">{cards}</ul>',
    )
    return Page(
        path="",
        language=say.language,
        title=say("people-title"),
        description=say("people-lead"),
        body="".join(body),
    )


def _try(say: Tongue) -> Page:
    words = {
        key: say(f"try-{key}")
        for key in (
            "loading",
            "ready",
            "working",
            "done",
            "failed",
            "details",
            "pages",
            "for",
            "nobody",
        )
    }
    data = " ".join(f'data-{key}="{escape(text, quote=True)}"' for key, text in words.items())
    code = escape("\n".join((INSTALL, COMMAND.format(language=say.language)))).replace(
        "\n", "&#10;"
    )
    without = (
        f'<div id="try-without"><p>{escape(say("try-no-wasm"))}</p><pre><code>{code}</code></pre>'
        f"<p>{link(say('the-list'), '../list/')}</p></div>"
    )
    form = (
        f'<form id="try" hidden {data} data-language="{say.language}">'
        f'<p><label for="entries">{escape(say("try-label"))}</label>'
        '<textarea id="entries" rows="7" autocomplete="off" autocorrect="off" spellcheck="false" '
        'aria-describedby="try-keys"></textarea>'
        f'<small id="try-keys">{escape(say("try-keys"))}</small></p>'
        f"{_patient(say)}"
        f'<p class="buttons"><button type="submit" class="md-button md-button--primary">'
        f"{escape(say('try-button'))}</button> "
        f'<button type="button" id="try-example" class="md-button" '
        f'data-example="{escape(EXAMPLE, quote=True).replace(chr(10), "&#10;")}">'
        f"{escape(say('try-example'))}</button> "
        f'<button type="reset" class="md-button">{escape(say("try-clear"))}</button></p>'
        '<p id="try-status" role="status"></p></form>'
        '<section-result id="try-result" tabindex="-1"></section-result>'
    ).replace("section-result", "div")
    private = f'<p class="private"><strong>{escape(say("try-private"))}</strong></p>'
    return Page(
        path="try",
        language=say.language,
        title=say("try-title"),
        description=say("try-lead"),
        body=f'<p class="lead">{escape(say("try-lead"))}</p>'
        + unsearched(private, without, form, warnings(say, last=True)),
    )


def _patient(say: Tongue) -> str:
    choices = "".join(
        f'<option value="{value}">{escape(say(word))}</option>'
        for value, word in (("", "unknown"), ("has", "has"), ("lacks", "lacks"))
    )
    fields = "".join(
        f'<p class="known"><label for="k-{term.id}">{escape(term.words[say.language])}</label>'
        f'<select autocomplete="off" id="k-{term.id}" data-condition="{term.id}">{choices}'
        "</select></p>"
        for term in say.book.data.terms("conditions")
        if term.id != "any-pmd"
    )
    releases = "".join(
        f'<option value="{r.id}">{r.id}</option>' for r in reversed(say.book.releases)
    )
    release = (
        f'<p class="known"><label for="k-release">{escape(say.phrase("release"))}</label>'
        f'<select autocomplete="off" id="k-release">{releases}</select></p>'
    )
    title = escape(say("try-patient"))
    inner = f'<summary>{title}</summary>{release}<div class="knowns">{fields}</div>'
    return f'<details class="patient">{inner}</details>'
