"""Bytes → choices and text, so that one input says both how a door is asked and what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Choices:
    """Takes choices from the first bytes of an input; the rest is what is asked."""

    def __init__(self, data: bytes, count: int) -> None:
        """Keep the first bytes apart; what is too short has zeros."""
        self._left: list[int] = [*data[:count].ljust(count, b"\0")]
        self.rest = data[count:]

    def one(self, of: Sequence[T]) -> T:
        """Choose one of several; the first where the input is short."""
        return of[self._left.pop(0) % len(of)]


def text(data: bytes) -> str:
    """Read bytes as text; what is not UTF-8 becomes lone surrogates, as in file names."""
    return data.decode("utf-8", "surrogateescape")


def encodable(*shown: str) -> None:
    """Check that texts can be written: an answer that cannot be shown is lost."""
    for each in shown:
        each.encode("utf-8")


def refused(error: Exception) -> None:
    """Check that a refusal says why, in words that can be written."""
    assert str(error)
    encodable(str(error))
