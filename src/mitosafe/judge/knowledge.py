"""What is known of a patient and of the use, carried up and down the conditions."""

from __future__ import annotations

from collections.abc import Iterable

from mitosafe.graph import Graph
from mitosafe.model import ANY_PMD, Condition, Patient, TermId


class Knowledge:
    """What is known of a patient and of the use, carried through the graph of conditions.

    Having a narrower condition is having the wider ones; lacking a wider one is lacking
    the narrower ones. What is there rules out what it excludes, and what is confirmed is
    no longer suspected. An answer is for people with a mitochondrial disease unless it is
    said that there is none.
    """

    def __init__(self, patient: Patient, graph: Graph, uses: Iterable[str] = ()) -> None:
        """Close what the patient has upwards, and what is ruled out downwards.

        Args:
            patient: What is known of the patient.
            graph: The conditions of the list.
            uses: Circumstances known from the entry; what is said of the patient comes first.
        """
        self._graph = graph
        has = graph.closure(patient.has | ({*uses} - patient.lacks))
        #: What the patient is said to lack, and has by having something narrower.
        self.contradiction: frozenset[str] = patient.lacks & has
        #: Conditions that the patient is said to have although the one excludes the other.
        self.clash: frozenset[str] = graph.clashes(has)
        self._lacks = graph.ruled_out(has, patient.lacks)
        #: All that is known to hold, the wider conditions and the primary disease among it.
        self.known: frozenset[str] = has if ANY_PMD in self._lacks else has | {ANY_PMD}

    def above(self, population: TermId) -> frozenset[str]:
        """Return a condition and every wider one; everybody is the widest of all."""
        return frozenset((*self._graph.up(population), ANY_PMD))

    def wider(self, wide: Condition, narrow: Condition) -> bool:
        """Return whether one condition is of more people or uses than another, and holds it all."""
        return (
            wide != narrow
            and wide.population in self.above(narrow.population)
            and wide.circumstance in (None, narrow.circumstance)
        )

    def has(self, term: str | None) -> bool:
        """Return whether something is known to hold; no circumstance always does."""
        return term is None or term in self.known

    def excludes(self, condition: Condition) -> bool:
        """Return whether the patient is known not to meet a condition."""
        return condition.circumstance in self._lacks or condition.population in self._lacks

    def confirms(self, condition: Condition) -> bool:
        """Return whether the patient is known to meet a condition."""
        return self.has(condition.population) and self.has(condition.circumstance)
