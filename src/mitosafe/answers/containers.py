"""Containers where one entry is wanted, and others where a list is: refused with what to call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mitosafe.errors import WrongType

_FRAME = "a list of entries; for a data frame use mitosafe.frames.annotate(frame, column)"
_ROWS = "a list of entries; of rows take one column: [row['drug'] for row in rows]"


def one_entry(entry: object) -> None:
    """Refuse what holds several entries.

    Args:
        entry: What was given as one entry.

    Raises:
        WrongType: If it is a list, a dictionary, a column or a data frame.
    """
    if isinstance(entry, Mapping):
        raise WrongType("entry", entry, "one entry as text; of a row take the column of medicines")
    if _is_frame(entry):
        expected = "one entry; for a data frame use mitosafe.frames.annotate(frame, column)"
        raise WrongType("entry", entry, expected)
    if isinstance(entry, Iterable) and not isinstance(entry, (str, bytes, bytearray)):
        raise WrongType("entry", entry, "one entry; for several use check_all()")


def many(entries: object) -> list[object]:
    """Return entries as a list.

    Args:
        entries: What was given as several entries: a list, or a column of a frame.

    Returns:
        The entries, in their order.

    Raises:
        WrongType: If it is one text, a mapping, a data frame, rows, or no container.
    """
    if isinstance(entries, (str, bytes)) or not isinstance(entries, Iterable):
        if _is_frame(entries):
            raise WrongType("entries", entries, _FRAME)
        raise WrongType("entries", entries, "a list of entries; for one entry use check()")
    if isinstance(entries, Mapping):
        raise WrongType("entries", entries, "a list of entries, such as list(entries.values())")
    if _is_frame(entries):
        raise WrongType("entries", entries, _FRAME)
    if hasattr(entries, "to_pylist"):
        raise WrongType("entries", entries, "a list of entries; of Arrow use .to_pylist()")
    found = list(entries)
    if found and all(isinstance(entry, Mapping) for entry in found):
        raise WrongType("entries", entries, _ROWS)
    return found


def _is_frame(value: object) -> bool:
    """Return whether it has columns, as the frames of every engine have."""
    return hasattr(type(value), "columns")
