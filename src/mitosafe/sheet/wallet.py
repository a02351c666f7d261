"""The card for the wallet: panels of the size of a bank card, one below the other.

A panel that gets more text than it was reckoned to have room for grows: nothing is cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from mitosafe.answers.answer import Finding
from mitosafe.model import Level, Source
from mitosafe.sheet.items import Item
from mitosafe.sheet.words import CITED, CONTESTED, Words, first_author, paragraph

#: What a panel has room for: lines, and letters on a line.
LINES, LETTERS = 15, 58
#: Panels of a strip, and strips of a page.
PANELS, STRIPS = 5, 2


class Wallet:
    """Writes the card."""

    def __init__(self, words: Words, *, whole: bool) -> None:
        """Keep the wordings; of the whole list only the red medicines have room."""
        self.words, self.whole = words, whole
        self.phrase, self.writer = words.phrase, words.writer

    def html(self, items: Sequence[Item]) -> str:
        """Return the card of these items, on as many pages as it needs."""
        panels = [self.front(items), *self.panels(items), self.back()]
        strips = _runs([f'<div class="panel">{panel}</div>' for panel in panels], PANELS)
        pages = _runs([f'<div class="strip">{"".join(strip)}</div>' for strip in strips], STRIPS)
        how = paragraph(self.phrase("wallet"), "how")
        return "\n".join(f'<section class="wallet">{how}\n{"".join(p)}</section>' for p in pages)

    def front(self, items: Sequence[Item]) -> str:
        """Return the first panel: what it is, what the signs mean, which release."""
        words = self.words
        lines = [f"<h2>{escape(self.phrase('wallet-title'))}</h2>"]
        lines += [f"<p>{words.badge(v)} {escape(words.action(v))}</p>" for v in reversed(Level)]
        if self.whole:
            levels = [item.level for item in items]
            others = (Level.ORANGE, Level.YELLOW)
            rest = "; ".join(f"{self.writer.level(v)} {levels.count(v)}" for v in others)
            lines.append(paragraph(f"{self.phrase('wallet-red-only')} {rest}."))
        lines += [paragraph(words.release()), paragraph(words.review(), "loud")]
        return "".join(lines)

    def back(self) -> str:
        """Return the last panel: the warnings."""
        terms = ("absence", "not-advice", "never-stop", "newer-release", "colours")
        loud = paragraph(self.words.review(), "loud")
        return loud + "".join(paragraph(self.phrase(term)) for term in terms)

    def panels(self, items: Sequence[Item]) -> list[str]:
        """Fill panels with the items, the worst first; those that say the same go together."""
        shown = [item for item in items if item.level is Level.RED or not self.whole]
        alike: dict[tuple[str, str], list[str]] = {}
        for item in sorted(shown, key=_height, reverse=True):
            found = item.finding is not None
            badge = self.words.badge(item.level) if found else "<b>?</b>"
            said = item.said if item.finding is None else self.briefly(item.finding)
            alike.setdefault((badge, said), []).append(item.name)
        lines = (
            line for (badge, said), names in alike.items() for line in _lines(badge, said, names)
        )
        return _filled(lines)

    def briefly(self, finding: Finding) -> str:
        """Say the conditions of a level in one line, and the weightiest sources."""
        sources = (self.words.sources[said.source] for said in self.words.weightiest(finding))
        each = (_tag(source, self.words.language) for source in sources)
        tags = " ".join(list(dict.fromkeys(each))[:CITED])
        mark = f" {CONTESTED} {self.phrase('contested').lower()}" if finding.contested else ""
        return f"{self.writer.under(finding)}{mark} {tags}".strip()


def _lines(badge: str, said: str, names: list[str]) -> Iterator[tuple[str, int]]:
    """Return lines of names that say the same, and the room they need; none fills two panels."""
    several: list[str] = []
    for name in dict.fromkeys(names):
        if several and _room(said, *several, name) > LINES:
            yield _line(badge, said, several), _room(said, *several)
            several = []
        several.append(name)
    yield _line(badge, said, several), _room(said, *several)


def _line(badge: str, said: str, names: list[str]) -> str:
    after = f": {escape(said)}" if said else ""
    return f"<p>{badge} <b>{escape(', '.join(names))}</b>{after}</p>"


def _room(said: str, *names: str) -> int:
    """Reckon how many lines a text takes, with room for the badge."""
    return -(-(len(", ".join(names)) + len(said) + 12) // LETTERS)


def _filled(lines: Iterable[tuple[str, int]]) -> list[str]:
    """Fill panels, one after the other."""
    panels: list[str] = []
    left = 0
    for line, needed in lines:
        if needed > left:
            panels.append("")
            left = LINES
        panels[-1] += line
        left -= needed
    return panels


def _tag(source: Source, language: str) -> str:
    """Return a source by its first author, or the start of its title, and its year."""
    name = first_author(source) or f"{source.called(language)[:30].rstrip()}…"
    return f"[{name} {(source.date or '')[:4]}".strip() + "]"


def _height(item: Item) -> int:
    return 2 * [None, *Level].index(item.level) + (item.finding is not None)


def _runs(values: Sequence[str], size: int) -> list[list[str]]:
    return [list(values[at : at + size]) for at in range(0, len(values), size)]
