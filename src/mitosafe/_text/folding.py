"""The one place where "the same name" is defined.

Two spellings are the same name when their folded forms are equal. Folding keeps
letters and numbers, and drops what differs between keyboards and systems: case,
accents, ligatures, width, punctuation and hyphens. Letters and digits are split,
so that `500MG` and `500 mg` are the same two tokens.
"""

from __future__ import annotations

import re
import unicodedata

#: Letters that Unicode does not decompose, though keyboards replace them, and signs of
#: a trade mark, which would become the letters tm and sm glued to the name.
_LETTERS = {
    "œ": "oe",
    "æ": "ae",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ı": "i",
    "™": " ",
    "℠": " ",
}

#: A run of letters or a run of digits; one alternative each, so the time is linear.
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_ASCII_TOKEN = re.compile(r"[a-z]+|[0-9]+")


#: Past this many characters the memory starts anew: one long text with every character of
#: Unicode would fill it.
_REMEMBER = 0x3000


class _Plain(dict[int, str]):
    """What each character becomes, found when first met: folding is character by character."""

    def __missing__(self, code: int) -> str:
        folded = unicodedata.normalize("NFKD", _LETTERS.get(chr(code).casefold(), chr(code)))
        # A second pass: decomposing can give letters that have a case of their own.
        again = unicodedata.normalize("NFKD", folded.casefold())
        plain = "".join(_LETTERS.get(c, c) for c in again if not unicodedata.combining(c))
        if len(self) > _REMEMBER:
            self.clear()
        if len(plain) != 1:  # First, so that no other thread finds the one without the other.
            _MOVING.add(chr(code))
        self[code] = plain
        return plain


_PLAIN = _Plain()
#: Characters met that become none or several, so that what stands behind them moves. They are
#: kept for good: Unicode has some twenty thousand of them.
_MOVING: set[str] = set()


def in_place(text: str) -> str | None:
    """Return a text folded; none if a character in it becomes none or several.

    Args:
        text: Any text.

    Returns:
        A text in which each character has kept its place.

    Examples:
        >>> in_place("Été"), in_place("Æé")
        ('ete', None)
    """
    folded = text.translate(_PLAIN)
    return folded if _MOVING.isdisjoint(text) else None


def plain(text: str) -> list[str]:
    """Return what each character of a text becomes, in order; some become nothing.

    Args:
        text: Any text.

    Returns:
        As many texts as there are characters.

    Examples:
        >>> plain("Æé")
        ['ae', 'e']
    """
    return list(map(_PLAIN.__getitem__, map(ord, text)))


def tokens(text: str) -> list[str]:
    """Split text into folded tokens: runs of letters and runs of digits.

    Args:
        text: Any text; lone surrogates and control characters separate tokens.

    Returns:
        The tokens, in order.

    Examples:
        >>> tokens("Dépakine® Chrono 500mg")
        ['depakine', 'chrono', '500', 'mg']
    """
    if not text.isascii():
        text = text.translate(_PLAIN)
        if not text.isascii():
            return _TOKEN.findall(text)
    return _ASCII_TOKEN.findall(text.lower())


def fold(text: str) -> str:
    """Fold a name to the form in which names are compared.

    Args:
        text: A name in any spelling.

    Returns:
        The tokens of the name, joined by single spaces; empty if there are none.

    Examples:
        >>> fold("CO-TRIMOXAZOLE") == fold("co trimoxazole")
        True
        >>> fold("acide valproïque")
        'acide valproique'
    """
    return " ".join(tokens(text))
