"""What is known of a patient and of the use, carried up and down the conditions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mitosafe.graph import Parents, way_up
from mitosafe.model import ANY_PMD, Condition, Patient, TermId


class Knowledge:
    """What is known of a patient and of the use, carried up and down the conditions.

    Having a narrower condition is having the wider ones; lacking a wider one is lacking
    the narrower ones; having one excludes what cannot be along with it.
    """

    def __init__(
        self,
        patient: Patient,
        parents: Parents,
        excludes: Mapping[TermId, tuple[TermId, ...]] | None = None,
        uses: Iterable[str] = (),
    ) -> None:
        """Close what the patient has upwards; what is lacked is asked downwards.

        Args:
            patient: What is known of the patient.
            parents: The wider conditions of each.
            excludes: What does not hold along with a condition or circumstance.
            uses: Circumstances known from the entry; what is said of the patient comes first.
        """
        self._parents = parents
        self._above: dict[TermId, frozenset[TermId]] = {}
        stated = {*patient.has, *uses} - patient.lacks
        ways = [way_up(TermId(known), parents) for known in stated]
        known = {term for way in ways for term in way}
        #: All that is known to hold, the wider conditions and the primary disease among it.
        self.known: frozenset[str] = frozenset((ANY_PMD, *known))
        excluded = {gone for term in known for gone in (excludes or {}).get(TermId(term), ())}
        self._lacks = patient.lacks | (excluded - known)
        #: What the patient is said to lack, and has by having something narrower.
        self.contradiction: frozenset[str] = patient.lacks & self.known

    def above(self, population: TermId) -> frozenset[TermId]:
        """Return a condition and every wider one; everybody is the widest of all."""
        found = self._above.get(population)
        if found is None:
            found = frozenset((*way_up(population, self._parents), ANY_PMD))
            self._above[population] = found
        return found

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
        if condition.circumstance in self._lacks:
            return True
        return not self._lacks.isdisjoint(self.above(condition.population))

    def confirms(self, condition: Condition) -> bool:
        """Return whether the patient is known to meet a condition."""
        return self.has(condition.population) and self.has(condition.circumstance)
