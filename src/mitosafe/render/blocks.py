"""What a page is made of: lines, headings, sections and tables; nothing here knows a medicine."""

from __future__ import annotations

import attrs

from mitosafe.model import Level


@attrs.frozen
class Line:
    """One line: an optional label, the text, an optional level and address.

    `role` is `headline` (true and sufficient alone), `plain`, `muted` (details) or
    `warning` (what must not be missed).
    """

    text: str
    label: str | None = None
    level: Level | None = None
    url: str | None = None
    role: str = "plain"
    details: tuple[str, ...] = ()

    @property
    def link(self) -> str | None:
        """The address, if it is one that a page may lead to."""
        return self.url if is_link(self.url or "") else None


@attrs.frozen
class Heading:
    """A heading with its depth (1 to 3) and, where there is one, a level."""

    depth: int
    text: str
    level: Level | None = None


@attrs.frozen
class Section:
    """A titled list of lines; `folded` where it may be closed at first."""

    title: str
    lines: tuple[Line, ...]
    folded: bool = False


@attrs.frozen
class Table:
    """A table; the level of a row colours its first cell."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    levels: tuple[Level | None, ...]


Block = Line | Heading | Section | Table


def is_link(address: str) -> bool:
    """Return whether an address is one that a page may lead to, and no script or file."""
    return address.startswith(("http://", "https://"))
