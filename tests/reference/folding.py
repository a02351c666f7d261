"""Folding in the plainest way: the whole text, step by step, then one character at a time."""

from __future__ import annotations

import unicodedata

_PLAIN = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}


def tokens(text: str) -> list[str]:
    """Split text into folded runs of letters and runs of digits."""
    for trade_mark in "™℠":
        text = text.replace(trade_mark, " ")
    text = unicodedata.normalize("NFKD", text).casefold()
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if unicodedata.combining(c) == 0)
    for letter, plain in _PLAIN.items():
        text = text.replace(letter, plain)
    found: list[str] = []
    before = ""
    for c in text:
        sort = "digit" if c.isdecimal() else "letter" if c.isalnum() else ""
        if sort and sort == before:
            found[-1] += c
        elif sort:
            found.append(c)
        before = sort
    return found


def fold(text: str) -> str:
    """Return the form in which names are compared."""
    return " ".join(tokens(text))
