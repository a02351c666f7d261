"""All resources of an input that may say what a patient has → facts."""

from __future__ import annotations

from mitosafe.answers.dataset import Dataset
from mitosafe.fhir.bundle import Pool
from mitosafe.fhir.conditions import REASONS, Fact, Reading, diagnoses
from mitosafe.fhir.family import family
from mitosafe.fhir.genomics import observation

#: The types of the resources that say what a patient has.
TELLING = ("Condition", "Observation", "FamilyMemberHistory")


def may_apply(text: str) -> bool:
    """Return quickly whether the text of a resource can say what a patient has.

    Args:
        text: JSON.

    Returns:
        False if no type of such a resource is named in it.

    Examples:
        >>> may_apply('{"resourceType": "Condition"}'), may_apply('{"resourceType": "x"}')
        (True, False)
    """
    return any(f'"{kind}"' in text for kind in (*TELLING, "Patient"))


def facts(pool: Pool, dataset: Dataset, most: int) -> tuple[Fact, ...]:
    """Read the conditions, observations, family histories and reasons of an input.

    Args:
        pool: The resources of the input.
        dataset: The list whose conditions are looked for.
        most: How many characters of a text are read.

    Returns:
        One fact or more for each condition; for each observation, relative, and reason in
        another record, those that the list knows something of.
    """
    known = diagnoses(dataset)
    found: list[Fact] = []
    for resource in pool.resources:
        reading = Reading(resource, known, most)
        if pool.deletes(resource):
            reading.reason = "deleted"
        if resource.type == "Condition":
            found += reading.condition()
        elif resource.type == "Observation":
            found += observation(reading)
        elif resource.type == "FamilyMemberHistory":
            found += family(reading)
        elif not resource.data.keys().isdisjoint(REASONS):
            found += reading.reasons()
    return tuple(found)
