"""What a birth date and the sex of a patient say of how a medicine is used.

There is no clock: the day on which is asked is given by the caller. Without it only what
was so on the day of the release is known, for nobody asks a release before it is made.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import attrs

from mitosafe._text.showing import shown
from mitosafe.errors import WrongType
from mitosafe.fhir.bundle import Resource

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
#: Nobody has lived longer: an older birth date is an error.
_OLDEST = 130
#: From and below these ages every source that speaks of adults or of children means them.
_ADULT, _CHILD = 18, 12
UNDER_TWO = "under-two-years"


@attrs.frozen(kw_only=True)
class Use:
    """What is known of how a medicine is used, from who the patient is.

    Args:
        has: Ids of conditions and circumstances that hold.
        lacks: Ids of those that do not.
        wrong: Why a birth date cannot be right; a term of `exchange`, or empty.
        value: What stood there.
        path: Where, as a FHIRPath expression.
    """

    has: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()
    wrong: str = ""
    value: str = ""
    path: str = ""


def checked_day(on: object) -> str | None:
    """Return a day as it is compared; none if none is given.

    Args:
        on: An ISO date, or a time of which the date counts.

    Returns:
        The date, `2026-11-30`.

    Raises:
        WrongType: If it is not an ISO date.
    """
    if on is None:
        return None
    day = on[:10] if isinstance(on, str) else ""
    found = _DATE.fullmatch(day)
    if found is None or found[3] is None:
        raise WrongType("on", on, "an ISO date as text, such as '2026-11-30'")
    return day


def use_of(patient: Resource, on: str | None, released: str) -> Use:
    """Return what a Patient resource says of the use of a medicine.

    Args:
        patient: The resource.
        on: The day on which is asked; none if it is not known.
        released: The day of the release that is asked.

    Returns:
        What is known. A birth date that cannot be right is named, and taken as that of a
        small child: the more careful reading.
    """
    data, path = patient.data, patient.path
    male = frozenset({"child-bearing-potential"}) if data.get("gender") == "male" else frozenset()
    born = data.get("birthDate")
    if born is None:
        return Use(lacks=male)
    value, where = shown(born), f"{path}.birthDate"
    days = _days(born)
    wrong = "bad-date" if days is None else _impossible(*days, on, released)
    if wrong or days is None:
        has = frozenset({UNDER_TWO})
        return Use(has=has, lacks=male, wrong=wrong, value=value, path=where)
    has, lacks = _ages(*days, on, released)
    return Use(has=has, lacks=lacks | male, value=value, path=where)


def _days(born: object) -> tuple[str, str] | None:
    """Return the first and the last day that a date can mean; none if it is no date."""
    found = _DATE.fullmatch(born[:10]) if isinstance(born, str) else None
    if found is None:
        return None
    year, month, day = found.groups()
    return f"{year}-{month or '01'}-{day or '01'}", f"{year}-{month or '12'}-{day or '31'}"


def _later(day: str, years: int) -> str:
    return f"{int(day[:4]) + years:04}{day[4:]}"


def _impossible(first: str, last: str, on: str | None, released: str) -> str:
    if on is not None and first > on:
        return "born-after"
    return "too-old" if _later(last, _OLDEST) < (on or released) else ""


def _ages(
    first: str, last: str, on: str | None, released: str
) -> tuple[frozenset[str], frozenset[str]]:
    """Return what holds and what does not for the ages that are possible."""
    has: set[str] = set()
    lacks: set[str] = set()
    at_least = on or released
    if _later(last, 2) <= at_least:
        has.add("over-two-years")
        lacks.add(UNDER_TWO)
    if _later(last, _ADULT) <= at_least:
        has.add("in-adults")
        lacks.add("in-children")
    if on is not None and on < _later(first, 2):
        has.add(UNDER_TWO)
        lacks.add("over-two-years")
    if on is not None and on < _later(first, _CHILD):
        has.add("in-children")
        lacks.add("in-adults")
    return frozenset(has), frozenset(lacks)


def request_day(request: Mapping[str, Any]) -> str | None:
    """Return the day that a request of CDS Hooks gives: the newest of its draft orders.

    Args:
        request: The request.

    Returns:
        A date; none if no order says when it was written.
    """
    context = request.get("context")
    drafts = context.get("draftOrders") if isinstance(context, Mapping) else None
    entries = drafts.get("entry") if isinstance(drafts, Mapping) else None
    days = []
    for entry in entries if isinstance(entries, list) else ():
        resource = entry.get("resource") if isinstance(entry, Mapping) else None
        written = resource.get("authoredOn") if isinstance(resource, Mapping) else None
        found = _DATE.match(written) if isinstance(written, str) else None
        if found is not None and found[3]:
            days.append(found[0])
    return max(days, default=None)
