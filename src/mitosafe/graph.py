"""The tree of conditions: each has at most one wider one, of which it is a kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from mitosafe.model import TermId

_Id = TypeVar("_Id", bound=str)
#: Each condition and the wider one of which it is a kind; none for the widest.
Parents = Mapping[TermId, TermId | None]


def way_up(condition: _Id, parents: Mapping[_Id, _Id | None]) -> tuple[_Id, ...]:
    """Return a condition and the wider ones above it.

    Args:
        condition: The id of any condition.
        parents: The tree; what is not in it has nothing above it.

    Returns:
        The condition first, then each wider one. A tree in a ring, which is a fault of
        the data, ends before it would begin anew.

    Examples:
        >>> way_up("melas", {"melas": "any-pmd", "any-pmd": None})
        ('melas', 'any-pmd')
    """
    way = [condition]
    while (step := parents.get(way[-1])) is not None and step not in way:
        way.append(step)
    return tuple(way)
