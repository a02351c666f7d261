"""Foreign values on one short line: in errors, in reports, in answers."""

from __future__ import annotations

import reprlib

#: More digits than this Python does not write by itself.
_LARGE = 10**1000


def shown(value: object, most: int = 200) -> str:
    r"""Return a foreign value as one short line that can be printed and encoded.

    Args:
        value: Any value. Of what is neither text nor a number, only the type is told.
        most: So many characters at most.

    Returns:
        The line; cut short, it ends in an ellipsis.

    Examples:
        >>> shown("foo\tbar\x1b "), shown(1.5), shown(["foo"]), shown("foobar", 4)
        ('foo bar', '1.5', 'list', 'foo…')
    """
    told = isinstance(value, (str, float)) or (isinstance(value, int) and -_LARGE < value < _LARGE)
    text = str(value) if told else type(value).__name__
    line = "".join(c if c.isprintable() else " " for c in text[: 4 * most]).strip()
    return line if len(line) <= most else f"{line[: most - 1]}…"


def quoted(value: object, most: int = 200) -> str:
    """Return a value as Python writes it, on one short line; large collections in part.

    Args:
        value: Any value.
        most: So many characters at most.

    Returns:
        The line; cut short, it ends in an ellipsis.

    Examples:
        >>> quoted("foo"), quoted([1, 2, [3]]), quoted("foobar", 6)
        ("'foo'", '[1, 2, [3]]', "'foob…")
    """
    return shown(repr(value) if isinstance(value, str) else _PARTS.repr(value), most)


class _Parts(reprlib.Repr):
    """Shows the first parts of a collection, and no number that Python would not write."""

    def repr_int(self, x: int, level: int) -> str:  # noqa: ARG002  (as the base class has it)
        return shown(x, self.maxlong)


_PARTS = _Parts()
