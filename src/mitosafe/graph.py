"""The conditions as a graph: each may be a kind of several wider ones.

    any-pmd ← polg ← polg-recessive ← alpers-huttenlocher → mtdna-depletion → any-pmd

Beside the wider ones stand what a condition excludes, and by which confirmed condition
a suspicion is settled.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TypeVar

import attrs

from mitosafe.model import Term, TermId

_Id = TypeVar("_Id", bound=str)
#: Each condition and the wider ones of which it is a kind; none for the widest.
Parents = Mapping[TermId, tuple[TermId, ...]]


def way_up(condition: _Id, parents: Mapping[_Id, Iterable[_Id]]) -> tuple[_Id, ...]:
    """Return a condition and all the wider ones above it.

    Args:
        condition: The id of any condition.
        parents: The graph; what is not in it has nothing above it.

    Returns:
        The condition first, then the wider ones, the nearest before the farther ones,
        each once. A ring, which is a fault of the data, ends before it would begin anew.

    Examples:
        >>> way_up("midd", {"midd": ("diabetes", "variant"), "diabetes": ("any-pmd",)})
        ('midd', 'diabetes', 'variant', 'any-pmd')
    """
    way = [condition]
    for step in way:
        way.extend(above for above in dict.fromkeys(parents.get(step, ())) if above not in way)
    return tuple(way)


@attrs.frozen(kw_only=True, eq=False)
class Graph(Mapping[TermId, tuple[TermId, ...]]):
    """The conditions of a list; as a mapping, each with the wider ones right above it."""

    parents: Parents
    #: What a condition excludes when both are confirmed; it is excluded by that as well.
    excludes: Parents = attrs.field(factory=dict)
    #: The conditions that settle a suspicion, whether they are confirmed or ruled out.
    settled_by: Parents = attrs.field(factory=dict)
    #: Each condition with all above it, as far as they were asked for.
    _ways: dict[str, tuple[TermId, ...]] = attrs.field(factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, conditions: Mapping[str, Term], uses: Mapping[str, Term] | None = None) -> Graph:
        """Return the graph that conditions make; uses exclude each other as conditions do."""
        found = conditions.values()
        every = (*found, *(uses or {}).values())
        return cls(
            parents={term.id: term.parents for term in found},
            excludes={term.id: term.excludes for term in every if term.excludes},
            settled_by={term.id: term.settled_by for term in found if term.settled_by},
        )

    def __getitem__(self, condition: TermId) -> tuple[TermId, ...]:
        """Return the wider conditions right above one."""
        return self.parents[condition]

    def __iter__(self) -> Iterator[TermId]:
        """Go through the conditions."""
        return iter(self.parents)

    def __len__(self) -> int:
        """Return the number of conditions."""
        return len(self.parents)

    def closure(self, conditions: Iterable[str]) -> frozenset[str]:
        """Return conditions with every wider one of which they are kinds."""
        return frozenset(up for one in conditions for up in self.up(one))

    def up(self, condition: str) -> tuple[TermId, ...]:
        """Return a condition and all the wider ones above it; see `way_up`."""
        way = self._ways.get(condition)
        if way is None:
            way = self._ways[condition] = way_up(TermId(condition), self.parents)
        return way

    def clashes(self, has: Collection[str]) -> frozenset[str]:
        """Return those conditions of a closure that exclude each other.

        Two uses are none: a medicine may be given in the one and in the other.
        """
        conditions = (pair for pair in self.excludes.items() if pair[0] in self.parents)
        pairs = ((one, other) for one, others in conditions for other in others)
        return frozenset(
            clash for pair in pairs if pair[0] in has and pair[1] in has for clash in pair
        )

    def ruled_out(self, has: Collection[str], lacks: Collection[str]) -> frozenset[str]:
        """Return every condition that is known not to be there.

        Args:
            has: A closure of what is there.
            lacks: What is said not to be there.

        Returns:
            What is lacked and what a condition that is there excludes, with the narrower
            ones of both, and the suspicions that are settled. What is said to be there is
            never ruled out so: of two such records neither is dropped.
        """
        excluded = {other for one in has for other in self._excluded_by(one)} - {*has}
        roots = {*lacks, *excluded}
        gone = {one for one in self if not roots.isdisjoint(self.up(one))}
        settled = {
            one
            for one, by in self.settled_by.items()
            if one not in has and any(other in has or other in gone for other in by)
        }
        return frozenset({*roots, *gone, *settled})

    def _excluded_by(self, condition: str) -> Iterator[TermId]:
        for one, others in self.excludes.items():
            if one == condition:
                yield from others
            elif condition in others:
                yield one
