"""What a CDS client reports of the cards it showed: its shape is checked, nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

#: What may become of a card.
OUTCOMES = ("accepted", "overridden")


def feedback_faults(value: object) -> tuple[str, ...]:
    """Return what is wrong with the feedback on cards.

    Args:
        value: The parsed body of the request.

    Returns:
        Every fault, none of which holds content of the feedback; empty if it is well.

    Examples:
        >>> feedback_faults({"feedback": [{"card": "4e0a3a1e", "outcome": "accepted"}]})
        ()
        >>> feedback_faults([])
        ('the feedback is no object with a list "feedback"',)
    """
    reports = value.get("feedback") if isinstance(value, Mapping) else None
    if not isinstance(reports, list):
        return ('the feedback is no object with a list "feedback"',)
    return tuple(fault for number, one in enumerate(reports) for fault in _faults(number, one))


def _faults(number: int, report: Any) -> Iterator[str]:
    if not isinstance(report, Mapping):
        yield f"feedback[{number}] is no object"
        return
    if not isinstance(report.get("card"), str):
        yield f"feedback[{number}].card is missing; expected the uuid of a card"
    if report.get("outcome") not in OUTCOMES:
        yield f"feedback[{number}].outcome is none of: {', '.join(OUTCOMES)}"
