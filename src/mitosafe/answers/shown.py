"""What an answer, a report and a diff have in common: they are shown by the same writer."""

from __future__ import annotations

from typing import Any

from mitosafe.render import Renders
from mitosafe.render.blocks import Block


class Shown(Renders):
    """A value of this wing, which is written when it is first to be shown."""

    __slots__ = ()

    def __str__(self) -> str:
        """Return the short text, in English; `text()` has other languages and all of it."""
        return self.text()

    def blocks(self, language: str, *, full: bool = False) -> list[Block]:
        """Return what is shown, once for every form; `UnknownValue` for a foreign language."""
        from mitosafe.answers import document

        return document.of(self, language, full=full)

    def as_dict(self, language: str = "en") -> dict[str, Any]:
        """Return it as plain values that JSON can hold.

        Args:
            language: The language of the wordings beside the ids.

        Returns:
            A dictionary of text, numbers, lists and dictionaries.

        Raises:
            UnknownValue: If the language is none of `en`, `fr`, `nl`.
        """
        from mitosafe.answers import data

        return data.render(self, language)
