"""What both parts of a sheet say: levels, actions, sources, the release; as HTML or text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from mitosafe.answers import closing
from mitosafe.answers.answer import Finding
from mitosafe.answers.document import Writer
from mitosafe.answers.view import View
from mitosafe.judge import level_of, reviews_behind
from mitosafe.model import Level, Outcome, Review, Source, Statement
from mitosafe.render.text import SIGNS
from mitosafe.render.typography import spaced, spaced_html

#: So many sources are cited for each level of a medicine.
CITED = 2
#: The mark of a medicine of which sources disagree.
CONTESTED = "≠"


def page(body: str, title: str, language: str, style: str = "", about: str = "") -> str:
    """Return an HTML document that loads nothing.

    Args:
        body: What it shows, as HTML.
        title: Its title, as text.
        language: The language of the body.
        style: Its style sheet.
        about: What it is, in a line: for machines, and for the foot of a PDF.

    Returns:
        The document.

    Examples:
        >>> page("<p>x</p>", "a < b", "en").count("a &lt; b")
        1
    """
    if language == "fr":
        body, title, about = spaced_html(body), spaced(title), spaced(about)
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="description" content="{escape(about)}">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def paragraph(text: str, name: str = "") -> str:
    """Return a text as a paragraph, of a class where it has one."""
    start = f'<p class="{name}">' if name else "<p>"
    return f"{start}{escape(text)}</p>"


class Words:
    """The wordings of a sheet, in one language."""

    def __init__(self, view: View, language: str) -> None:
        """Keep the list, as of a release and for a patient."""
        self.view, self.language = view, language
        self.writer = Writer(view.dataset, language, full=False)
        self.phrase = self.writer.phrase
        self.sources = view.dataset.sources
        self._reviews: tuple[Review, ...] = ()

    def reviewed(self, findings: Iterable[Finding]) -> None:
        """Take what is on the sheet: its review status is that of every statement behind it."""
        self._reviews = reviews_behind(finding.judgement for finding in findings)

    def review(self) -> str:
        """Say whether what is on the sheet was reviewed by a clinician."""
        return closing.review(self.view.dataset, self._reviews).words[self.language]

    def release(self) -> str:
        """Say which release it is, of which day."""
        release = self.view.release
        made = f"{self.phrase('release')}: {release.id}, {release.date}"
        return f"{made}, {self.phrase('reconstructed')}" if release.reconstructed else made

    def outcome(self, outcome: Outcome) -> str:
        """Say an outcome."""
        return self.writer.word("outcomes", outcome.value)

    def action(self, level: Level) -> str:
        """Say what to do at a level."""
        return self.writer.explain("levels", level.value)

    def badge(self, level: Level | None) -> str:
        """Return a level as a sign and a word, as HTML."""
        word = escape(self.writer.level(level))
        name = level.value if level else "none"
        return f'<b class="badge {name}"><i>{SIGNS[level]}</i> {word}</b>'

    def weightiest(self, finding: Finding) -> Iterator[Statement]:
        """Return the first statements of each level that is shown, and of an acceptance."""
        shown: set[Level | None] = {level for level, _ in self.writer.tiers(finding)}
        shown.add(finding.level)
        if finding.contested:
            shown.add(None)
        counts: dict[Level | None, int] = {}
        for said in self.writer.by_weight(finding.statements):
            level = level_of(said, self.sources[said.source])
            counts[level] = counts.get(level, 0) + 1
            if level in shown and counts[level] <= CITED:
                yield said

    def about(self) -> str:
        """Say what a page of its own must still say: the release and the review status."""
        return f"{self.release()} · {self.review()}"

    def footer(self) -> str:
        """Return the foot of every printed page: the release, the review status, the number."""
        about = self.about()
        foot = _css_text(spaced(about) if self.language == "fr" else about)
        number = _css_text(f"{self.phrase('page')} ")
        return (
            f"@page{{@bottom-left{{content:{foot};font:7pt sans-serif;width:80%}}"
            f"@bottom-right{{content:{number} counter(page) ' / ' counter(pages);"
            "font:7pt sans-serif}}\n"
        )


def first_author(source: Source) -> str:
    """Return the first author; nothing where none is known."""
    return (source.authors or "").split(";")[0].split(",")[0].split("/")[0].strip()


def _css_text(text: str) -> str:
    """Return a text as a string of CSS that can end neither itself nor the style element."""
    plain = (c if c.isalnum() or c in " .,;:·" else f"\\{ord(c):x} " for c in text)
    return f'"{"".join(plain)}"'
