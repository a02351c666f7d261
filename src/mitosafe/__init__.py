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
    from mitosafe.answers.answer import Answer, Finding, Report, Suggestion
    from mitosafe.answers.dataset import Dataset, load
    from mitosafe.answers.diff import Affected, Change, ChangeKind, ReleaseDiff
    from mitosafe.answers.packaged import (
        awareness,
        check,
        check_all,
        communities,
        diff,
        directory_diff,
        drug,
        drugs,
        load_codes,
        release,
        releases,
        suggest_community,
    )
    from mitosafe.directory.awareness import Awareness, AwarenessEvent
    from mitosafe.directory.community import Community, CommunityKind, CommunityStatus
    from mitosafe.directory.filters import Reason
    from mitosafe.directory.languages import How
    from mitosafe.directory.results import (
        DirectoryChange,
        DirectoryChangeKind,
        DirectoryDiff,
        Found,
        Wider,
    )
    from mitosafe.directory.suggestion import CommunitySuggestion
    from mitosafe.errors import (
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
    from mitosafe.judge import ConditionalLevel, Judgement, Retired
    from mitosafe.lookup.codes import CodeFault, CodeReason
    from mitosafe.lookup.index import Match
    from mitosafe.lookup.loaded_codes import CodesProblem, CodesReport
    from mitosafe.lookup.product_tables import CodeOrigin
    from mitosafe.model import (
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

__version__ = "0.1.0"

__all__ = [
    "Affected",
    "Answer",
    "Awareness",
    "AwarenessEvent",
    "Background",
    "Change",
    "ChangeKind",
    "CodeFault",
    "CodeOrigin",
    "CodeReason",
    "Codes",
    "CodesProblem",
    "CodesReport",
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
    "Outcome",
    "Patient",
    "Rank",
    "Read",
    "Reason",
    "Release",
    "ReleaseDiff",
    "Report",
    "Retired",
    "Review",
    "Source",
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
    "load_codes",
    "release",
    "releases",
    "suggest_community",
]

#: The module of each name. A name is imported when it is first used, so that importing the
#: package costs next to nothing; no module may bear the name of something in the door.
_HOME = {
    "Affected": "answers.diff",
    "Answer": "answers.answer",
    "Awareness": "directory.awareness",
    "AwarenessEvent": "directory.awareness",
    "Background": "model",
    "Change": "answers.diff",
    "ChangeKind": "answers.diff",
    "CodeFault": "lookup.codes",
    "CodeOrigin": "lookup.product_tables",
    "CodeReason": "lookup.codes",
    "Codes": "model",
    "CodesProblem": "lookup.loaded_codes",
    "CodesReport": "lookup.loaded_codes",
    "Community": "directory.community",
    "CommunityKind": "directory.community",
    "CommunityStatus": "directory.community",
    "CommunitySuggestion": "directory.suggestion",
    "Condition": "model",
    "ConditionalLevel": "judge",
    "Contradiction": "errors",
    "DataError": "errors",
    "Dataset": "answers.dataset",
    "DirectoryChange": "directory.results",
    "DirectoryChangeKind": "directory.results",
    "DirectoryDiff": "directory.results",
    "Drug": "model",
    "Evidence": "model",
    "Fault": "errors",
    "Finding": "answers.answer",
    "Found": "directory.results",
    "Group": "model",
    "How": "directory.languages",
    "Judgement": "judge",
    "Kind": "model",
    "Level": "model",
    "Match": "lookup.index",
    "MissingExtra": "errors",
    "MitosafeError": "errors",
    "Names": "model",
    "Outcome": "model",
    "Patient": "model",
    "Rank": "model",
    "Read": "model",
    "Reason": "directory.filters",
    "Release": "model",
    "ReleaseDiff": "answers.diff",
    "Report": "answers.answer",
    "Retired": "judge",
    "Review": "model",
    "Source": "model",
    "Statement": "model",
    "Suggestion": "answers.answer",
    "Term": "model",
    "UnknownDrug": "errors",
    "UnknownRelease": "errors",
    "UnknownValue": "errors",
    "Verdict": "model",
    "Wider": "directory.results",
    "WrongType": "errors",
    "awareness": "answers.packaged",
    "check": "answers.packaged",
    "check_all": "answers.packaged",
    "communities": "answers.packaged",
    "diff": "answers.packaged",
    "directory_diff": "answers.packaged",
    "drug": "answers.packaged",
    "drugs": "answers.packaged",
    "load": "answers.dataset",
    "load_codes": "answers.packaged",
    "release": "answers.packaged",
    "releases": "answers.packaged",
    "suggest_community": "answers.packaged",
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
