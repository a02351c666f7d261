"""Blocks as text, Markdown and HTML; one module each, all pure.

A value says what is shown of it, as `blocks`, once, in the language asked for; the modules
here say how, and know nothing of medicine.
"""

from __future__ import annotations

import abc
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from mitosafe.errors import UnknownValue
from mitosafe.model import LANGUAGES

if TYPE_CHECKING:
    from mitosafe.render.blocks import Block


def language(value: str) -> str:
    """Check a language.

    Args:
        value: `en`, `fr` or `nl`; never taken from the machine.

    Returns:
        The same.

    Raises:
        UnknownValue: If it is none of them.
    """
    if value not in LANGUAGES:
        raise UnknownValue("language", value, LANGUAGES)
    return value


def entry_text(entry: object) -> str:
    """Return an entry as text.

    Args:
        entry: Anything.

    Returns:
        Text as it is, nothing for None, otherwise what the value looks like.

    Examples:
        >>> entry_text("aspirin"), entry_text(None), entry_text(500)
        ('aspirin', '', '500')
    """
    if isinstance(entry, str):
        return str.__str__(entry)
    if entry is None:
        return ""
    try:
        return repr(entry)
    except Exception:  # A foreign value may fail at showing itself; it is named all the same.
        return f"<{type(entry).__name__}>"


class Renders(abc.ABC):
    """What can be shown: as text, Markdown, HTML, and as plain values."""

    __slots__ = ()

    @abc.abstractmethod
    def blocks(self, language: str, *, full: bool) -> Iterable[Block]:
        """Return what is shown, once for every form; `UnknownValue` for a foreign language."""

    @abc.abstractmethod
    def as_dict(self, language: str = "en") -> dict[str, Any]:
        """Return it as plain values that JSON can hold."""

    def text(self, language: str = "en", *, full: bool = False) -> str:
        """Return it as plain text for a terminal.

        Args:
            language: `en`, `fr` or `nl`.
            full: Every statement with its source, or a few lines for each medicine, of
                which the first alone is true and sufficient.

        Returns:
            Lines of text, ending with the release and the warnings.

        Raises:
            UnknownValue: If the language is none of them.
        """
        from mitosafe.render import text

        return text.render(self.blocks(language, full=full))

    def markdown(self, language: str = "en", *, full: bool = False) -> str:
        """Return it as Markdown; the arguments and errors are those of `text`."""
        from mitosafe.render import markdown

        return markdown.render(self.blocks(language, full=full))

    def html(self, language: str = "en", *, full: bool = False) -> str:
        """Return it as one HTML element; the arguments and errors are those of `text`."""
        from mitosafe.render import html

        return html.render(self.blocks(language, full=full), language)

    def json(self, language: str = "en") -> str:
        """Return `as_dict` as JSON text; the argument and errors are the same."""
        import json

        return json.dumps(self.as_dict(language), ensure_ascii=False, indent=2) + "\n"

    def _repr_html_(self) -> str:
        """Show it in a notebook, in English."""
        return self.html()
