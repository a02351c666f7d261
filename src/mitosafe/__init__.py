"""Which medicines need care in mitochondrial disease, and where patients meet.

The list is information, not medical advice, and is not yet reviewed by a clinician.
A medicine that is not on it is not thereby free of risk.

    >>> import mitosafe
    >>> mitosafe.check("Depakine Chrono 500 mg").level.value
    'red'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mitosafe._errors import (
        Contradiction,
        DataError,
        Fault,
        MissingExtra,
        MitosafeError,
        UnknownDrug,
        UnknownRelease,
        UnknownValue,
        WrongType,
    )
    from mitosafe.answers import Answer, Finding, Report, Suggestion
    from mitosafe.changes import Affected, Change, ChangeKind, ReleaseDiff
    from mitosafe.community import Community, CommunityKind, CommunityStatus
    from mitosafe.dates import Awareness, AwarenessEvent
    from mitosafe.entries import (
        Background,
        Codes,
        Condition,
        Drug,
        Evidence,
        Group,
        Kind,
        Level,
        Names,
        Outcome,
        Patient,
        Rank,
        Read,
        Release,
        Review,
        Source,
        Statement,
        Term,
        Verdict,
    )
    from mitosafe.fits import Reason
    from mitosafe.found import DirectoryChange, DirectoryChangeKind, DirectoryDiff, Found, Wider
    from mitosafe.index import Match
    from mitosafe.judge import ConditionalLevel, Judgement, Retired
    from mitosafe.packaged import (
        awareness,
        check,
        check_all,
        communities,
        diff,
        directory_diff,
        drug,
        drugs,
        options,
        release,
        releases,
        suggest_community,
    )
    from mitosafe.query import Dataset, load
    from mitosafe.suggesting import CommunitySuggestion
    from mitosafe.tags import How

__version__ = "0.1.0"

__all__ = [
    "Advice",
    "Affected",
    "Answer",
    "Awareness",
    "AwarenessEvent",
    "Background",
    "Change",
    "ChangeKind",
    "Codes",
    "Community",
    "CommunityKind",
    "CommunityStatus",
    "CommunitySuggestion",
    "Condition",
    "ConditionalLevel",
    "Contradiction",
    "DataError",
    "Dataset",
    "DirectoryChange",
    "DirectoryChangeKind",
    "DirectoryDiff",
    "Disputed",
    "Drug",
    "Evidence",
    "Fault",
    "Finding",
    "Found",
    "Group",
    "How",
    "Judgement",
    "Kind",
    "Level",
    "Match",
    "MissingExtra",
    "MitosafeError",
    "Names",
    "Option",
    "Outcome",
    "Patient",
    "Question",
    "Rank",
    "Read",
    "Reason",
    "Release",
    "ReleaseDiff",
    "Report",
    "Retired",
    "Review",
    "Source",
    "Standing",
    "Statement",
    "Suggestion",
    "Term",
    "UnknownDrug",
    "UnknownRelease",
    "UnknownValue",
    "Verdict",
    "Wider",
    "WrongType",
    "__version__",
    "awareness",
    "check",
    "check_all",
    "communities",
    "diff",
    "directory_diff",
    "drug",
    "drugs",
    "load",
    "options",
    "release",
    "releases",
    "suggest_community",
]

#: The module of each name. A name is imported when it is first used, so that importing the
#: package costs next to nothing; no module may bear the name of something in the door.
_HOME = {
    "Advice": "judge",
    "Affected": "changes",
    "Answer": "answers",
    "Awareness": "dates",
    "AwarenessEvent": "dates",
    "Background": "entries",
    "Change": "changes",
    "ChangeKind": "changes",
    "Codes": "entries",
    "Community": "community",
    "CommunityKind": "community",
    "CommunityStatus": "community",
    "CommunitySuggestion": "suggesting",
    "Condition": "entries",
    "ConditionalLevel": "judge",
    "Contradiction": "_errors",
    "DataError": "_errors",
    "Dataset": "query",
    "DirectoryChange": "found",
    "DirectoryChangeKind": "found",
    "DirectoryDiff": "found",
    "Disputed": "judge",
    "Drug": "entries",
    "Evidence": "entries",
    "Fault": "_errors",
    "Finding": "answers",
    "Found": "found",
    "Group": "entries",
    "How": "tags",
    "Judgement": "judge",
    "Kind": "entries",
    "Level": "entries",
    "Match": "index",
    "MissingExtra": "_errors",
    "MitosafeError": "_errors",
    "Names": "entries",
    "Option": "alternatives",
    "Outcome": "entries",
    "Patient": "entries",
    "Question": "questions",
    "Rank": "entries",
    "Read": "entries",
    "Reason": "fits",
    "Release": "entries",
    "ReleaseDiff": "changes",
    "Report": "answers",
    "Retired": "judge",
    "Review": "entries",
    "Source": "entries",
    "Standing": "entries",
    "Statement": "entries",
    "Suggestion": "answers",
    "Term": "entries",
    "UnknownDrug": "_errors",
    "UnknownRelease": "_errors",
    "UnknownValue": "_errors",
    "Verdict": "entries",
    "Wider": "found",
    "WrongType": "_errors",
    "awareness": "packaged",
    "check": "packaged",
    "check_all": "packaged",
    "communities": "packaged",
    "diff": "packaged",
    "directory_diff": "packaged",
    "drug": "packaged",
    "drugs": "packaged",
    "load": "query",
    "options": "packaged",
    "release": "packaged",
    "releases": "packaged",
    "suggest_community": "packaged",
}


def __getattr__(name: str) -> Any:
    """Import a name of the door when it is first used."""
    if name not in _HOME:
        message = f"module 'mitosafe' has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(f"mitosafe.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the names of the door."""
    return __all__
