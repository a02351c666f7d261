"""Small pieces of HTML that every page shares."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from html import escape

import attrs
from tools.site import review
from tools.site.book import WORDS, Subject, Tongue

from mitosafe import Drug, Judgement, Level, Outcome, Release
from mitosafe.answers import closing
from mitosafe.render.text import SIGNS


@attrs.frozen(kw_only=True)
class Page:
    """One page in one language: where it stands, and what is in it."""

    #: The folder below `people/`, such as `drugs/valproic-acid`; empty for the first page.
    path: str
    language: str
    title: str
    description: str
    body: str
    #: Headings that lead here: the title and path of each.
    crumbs: tuple[tuple[str, str], ...] = ()

    @property
    def file(self) -> str:
        """The name of its source file."""
        suffix = "" if self.language == "en" else f".{self.language}"
        return f"people/{self.path}/index{suffix}.md" if self.path else f"people/index{suffix}.md"

    @property
    def up(self) -> str:
        """The way from the page to the folder `people/` of its language."""
        return "../" * (self.path.count("/") + 1) if self.path else "./"

    def source(self) -> str:
        """Return the page as mkdocs reads it: a heading of values, then HTML."""
        values = {
            "title": self.title,
            "description": self.description,
            "hide": ["navigation", "toc"],
            "people": True,
        }
        front = "\n".join(f"{k}: {json.dumps(v, ensure_ascii=False)}" for k, v in values.items())
        root = self.up + ("../" if self.language == "en" else "../../")
        # One line without a break is one block of HTML to Markdown, which then leaves it alone.
        # The heading is Markdown, so that the page has something to skip to.
        body = " ".join(self.body.split("\n"))
        if self.language == "fr":  # No line begins with a colon.
            body = re.sub(" (?=[:;?!»])", "\u00a0", body)
        heading = re.sub(r"([\\`*_{}\[\]<>#&])", r"\\\1", self.title)
        return (
            f"---\n{front}\n---\n\n# {heading}\n\n{self._crumbs()}\n\n"
            f'<div class="people" data-up="{self.up}" data-root="{root}">{body}</div>\n'
        )

    def _crumbs(self) -> str:
        first = ((WORDS["people-title"][self.language], ""),) if self.path else ()
        links = "".join(
            f'<li><a href="{self.up}{path}">{escape(title)}</a></li>'
            for title, path in (*first, *self.crumbs)
        )
        label = escape(WORDS["crumbs"][self.language], quote=True)
        nav = f'<nav class="crumbs" aria-label="{label}" data-search-exclude><ol>{links}</ol></nav>'
        return nav if links else ""


def tag(name: str, inner: str, /, **attributes: str | None) -> str:
    """Return an element; `cls` is its class, and `_` in a name of an attribute is `-`."""
    shown = "".join(
        f' {"class" if k == "cls" else k.replace("_", "-")}="{escape(v, quote=True)}"'
        for k, v in attributes.items()
        if v is not None
    )
    return f"<{name}{shown}>{inner}</{name}>"


def link(text: str, address: str, **attributes: str | None) -> str:
    """Return a link."""
    return tag("a", escape(text), href=address, **attributes)


def unsearched(*parts: str) -> str:
    """Return parts that the search leaves out; a section within it would end that too early."""
    return f"<section data-search-exclude>{''.join(parts)}</section>"


def items(parts: Iterable[str], cls: str | None = None) -> str:
    """Return a list."""
    return tag("ul", "".join(f"<li>{part}</li>" for part in parts), cls=cls)


def badge(level: Level | None, say: Tongue, outcome: Outcome | None = None) -> str:
    """Return a level as a sign and a word on its colour."""
    if level is not None:
        sign = tag("span", SIGNS[level], aria_hidden="true")
        return tag("span", f"{sign} {escape(say.writer.level(level))}", cls=f"lvl {level.value}")
    if outcome is Outcome.ACCEPTABLE:
        sign = tag("span", SIGNS[None], aria_hidden="true")
        return tag("span", f"{sign} {escape(say.phrase('level-none'))}", cls="lvl none")
    sign = tag("span", "–", aria_hidden="true")
    shown = say.term("outcomes", (outcome or Outcome.NOT_ASSESSED).value)
    return tag("span", f"{sign} {escape(shown)}", cls="lvl silent")


def badge_of(judged: Judgement, say: Tongue) -> str:
    """Return the badge of a judgement."""
    return badge(judged.worst, say, judged.outcome)


def marked(judged: Judgement) -> str:
    """Return what a row says in short: what holds, the worst that could apply, the outcome."""
    levels = (level.value if level else "none" for level in (judged.level, judged.worst))
    return " ".join((*levels, judged.outcome.value))


def sentence(judged: Judgement, say: Tongue) -> str:
    """Return the sentence of a judgement; nothing if its badge says it all."""
    said = escape(say.writer.under(judged))
    return "" if f" {said}</span>" in badge_of(judged, say) else said


def state(judged: Judgement, say: Tongue) -> str:
    """Return the badge of a judgement, and its sentence."""
    said = sentence(judged, say)
    return badge_of(judged, say) + (f"<p>{said}</p>" if said else "")


def warnings(
    say: Tongue, status: str = "", *, release: Release | None = None, last: bool = False
) -> str:
    """Return the sentences that stand where a level is shown, the review status first.

    Args:
        say: The words.
        status: How far it is reviewed; if not given, that of the release.
        release: Of what release the levels are; the newest if none is given.
        last: Whether it ends the page.

    Returns:
        The box of them.
    """
    release = release or say.book.newest
    told = (status or review.of_release(say, release), *map(say.phrase, closing.LOUD))
    loud = "".join(f"<p><strong>{escape(sentence)}</strong></p>" for sentence in told)
    quiet = escape(" ".join(map(say.phrase, closing.QUIET)))
    made = f"{escape(say.phrase('release'))}: {release.id}, {day(release.date)}."
    cls = "warn closing" if last else "warn"
    label = say("before-you-read")
    return tag(
        "aside", f"{loud}<p>{quiet} {made}</p>", cls=cls, aria_label=label, data_search_exclude=""
    )


def day(date: str) -> str:
    """Return a date that no line breaks in two."""
    return f'<span class="day">{escape(date)}</span>'


def subject_path(subject: Subject) -> str:
    """Return the path of the page of a drug or group."""
    return f"drugs/{subject.id}/" if isinstance(subject, Drug) else f"groups/{subject.id}/"


def row(cells: Iterable[str], head: Sequence[str | None] = (), mark: str | None = None) -> str:
    """Return a row of a table: its name, then its cells.

    Args:
        cells: What stands in the row, as HTML.
        head: The headings of the columns, where on a phone a cell is to bear its own.
        mark: The levels of the row (`marked`), where it is of a medicine.

    Returns:
        The row.
    """
    name, *others = cells
    labels = [*head[1:], *[None] * len(others)]
    shown = (tag("td", cell, data_head=label) for cell, label in zip(others, labels, strict=False))
    return tag("tr", f'<th scope="row">{name}</th>{"".join(shown)}', data_l=mark)


def table(head: Iterable[str], rows: Iterable[str], caption: str, cls: str = "cards") -> str:
    """Return a table from rows that are already HTML, wrapped so that it can scroll."""
    cells = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    inner = f"<caption>{escape(caption)}</caption><thead><tr>{cells}</tr></thead>"
    inner += f"<tbody>{''.join(rows)}</tbody>"
    shown = tag("table", inner, cls=cls)
    return tag("div", shown, cls="scroll", tabindex="0", role="region", aria_label=caption)


def field(name: str, label: str, choices: Iterable[tuple[str, str]]) -> str:
    """Return a labelled choice of a filter: the value and the words of each."""
    options = "".join(tag("option", escape(words), value=str(value)) for value, words in choices)
    shown = tag("select", options, id=f"f-{name}", name=name)
    return f'<p class="field">{_label(name, label)}{shown}</p>'


def text_field(label: str, hint: str = "") -> str:
    """Return the field of a filter in which one types."""
    described = 'aria-describedby="f-hint"' if hint else ""
    told = f'<small id="f-hint">{escape(hint)}</small>' if hint else ""
    return (
        f'<p class="field wide">{_label("text", label)}<input id="f-text" name="name" '
        f'type="search" autocomplete="off" spellcheck="false" {described}>{told}</p>'
    )


def _label(name: str, text: str) -> str:
    return f'<label for="f-{name}">{escape(text)}</label>'


def filters(fields: Iterable[str], say: Tongue, none: str) -> str:
    """Return the form of filters; it stays hidden where no script runs.

    Args:
        fields: Its fields.
        say: The words.
        none: What is said if nothing fits.

    Returns:
        The form; `docs/assets/site.js` applies it to what has the id `rows`.
    """
    count = tag(
        "output",
        "",
        id="f-count",
        role="status",
        data_of=say("of"),
        data_shown=say("shown"),
        data_none=none,
        data_strange=say("strange"),
    )
    clear = tag("button", escape(say("clear")), type="reset", cls="md-button")
    inner = f'{"".join(fields)}<p class="foot">{clear} {count}</p>'
    label = say("filter")
    return tag(
        "form", inner, id="filters", cls="filters", role="search", aria_label=label, hidden=""
    )


def drug_table(drugs: Iterable[Drug], say: Tongue, up: str, caption: str) -> str:
    """Return a short table of drugs: the name, the level, and what the list says."""
    rows = []
    for drug in drugs:
        judged = say.book.judgement(drug)
        name = link(say.name(drug), f"{up}{subject_path(drug)}")
        cells = (name, badge_of(judged, say), sentence(judged, say))
        rows.append(row(cells, mark=marked(judged)))
    return table((say.phrase("medicine"), say.phrase("level"), say("said")), rows, caption)
