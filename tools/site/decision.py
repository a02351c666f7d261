"""The order in which a list for one patient is read: what to avoid first."""

from __future__ import annotations

import enum

from mitosafe import Judgement, Level, Outcome, Verdict


class Part(enum.Enum):
    """A part of a page that is ordered as a decision, in its order."""

    AVOID = "avoid"
    DISCUSS = "discuss"
    MONITOR = "monitor"
    #: Nothing that holds warns, but something not known of the patient would.
    ASK = "ask"
    ACCEPTABLE = "acceptable"
    SILENT = "silent"


#: Verdicts that say a medicine is not to be given, or only where nothing else will do.
AVOIDING = frozenset(
    {
        Verdict.CONTRAINDICATED,
        Verdict.AVOID,
        Verdict.AVOID_UNLESS_NO_ALTERNATIVE,
        Verdict.AVOID_IF_POSSIBLE,
    }
)
#: Verdicts with which a medicine is given and watched.
WATCHING = frozenset({Verdict.MONITOR, Verdict.MAY_AFFECT})


def part_of_verdict(verdict: Verdict) -> Part:
    """Return under which heading a statement stands, by what it says is to be done."""
    if verdict in AVOIDING:
        return Part.AVOID
    if verdict in WATCHING:
        return Part.MONITOR
    return Part.DISCUSS if verdict.warns else Part.ACCEPTABLE


def part_of(judged: Judgement) -> Part:
    """Return where a medicine stands on a page for the patient it was judged for.

    Args:
        judged: The judgement for that patient.

    Returns:
        The part by what holds; what only could apply is asked about before anything is
        called acceptable.
    """
    verdict = judged.advice.verdict if judged.advice else None
    if judged.level is None:
        if judged.worst is not None:
            return Part.ASK
        accepted = judged.outcome is Outcome.ACCEPTABLE
        return Part.ACCEPTABLE if accepted else Part.SILENT
    if judged.level is Level.RED or verdict in AVOIDING:
        return Part.AVOID
    return Part.MONITOR if verdict in WATCHING else Part.DISCUSS
