"""Which medicines need care in mitochondrial disease, and where patients meet.

The list is information, not medical advice, and is not yet reviewed by a clinician.
A medicine that is not on this list may still carry risk.

    >>> import mitosafe
    >>> mitosafe.check("Depakine Chrono 500 mg").worst.value
    'red'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mitosafe.answers.alternatives import Option
    from mitosafe.answers.answer import Answer, Finding, Report, Suggestion
    from mitosafe.answers.dataset import Dataset, load
    from mitosafe.answers.diff import Affected, Change, ChangeKind, ReleaseDiff
    from mitosafe.answers.packaged import (
        awareness,
        check,
        check_all,
        check_list,
        communities,
        diff,
        directory_diff,
        drug,
        drugs,
        load_codes,
        options,
        release,
        releases,
        suggest_community,
    )
    from mitosafe.answers.questions import Question
    from mitosafe.directory.awareness import Awareness, AwarenessEvent
    from mitosafe.directory.community import Community, CommunityKind, CommunityStatus
    from mitosafe.directory.filters import FitReason
    from mitosafe.directory.languages import FitKind
    from mitosafe.directory.results import (
        BroaderQuery,
        CommunityResults,
        DirectoryChange,
        DirectoryChangeKind,
        DirectoryDiff,
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
    from mitosafe.judge.judgement import (
        Advice,
        ConditionalLevel,
        Disputed,
        Judgement,
        Superseded,
    )
    from mitosafe.lookup.codes import CodeFault, CodeReason
    from mitosafe.lookup.conflicts import CodeConflict
    from mitosafe.lookup.index import Match
    from mitosafe.lookup.loaded_codes import CodesProblem, CodesReport
    from mitosafe.lookup.product_tables import CodeOrigin
    from mitosafe.lookup.segments import Segment, SegmentFate
    from mitosafe.model import (
        Background,
        Codes,
        Condition,
        Drug,
        Evidence,
        Group,
        Level,
        Names,
        Outcome,
        Patient,
        ReadExtent,
        Release,
        Review,
        Source,
        SourceRank,
        Standing,
        Statement,
        SubjectKind,
        Term,
        Verdict,
    )

__version__ = "0.2.0"

__all__ = [
    "Advice",
    "Affected",
    "Answer",
    "Awareness",
    "AwarenessEvent",
    "Background",
    "BroaderQuery",
    "Change",
    "ChangeKind",
    "CodeConflict",
    "CodeFault",
    "CodeOrigin",
    "CodeReason",
    "Codes",
    "CodesProblem",
    "CodesReport",
    "Community",
    "CommunityKind",
    "CommunityResults",
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
    "FitKind",
    "FitReason",
    "Group",
    "Judgement",
    "Level",
    "Match",
    "MissingExtra",
    "MitosafeError",
    "Names",
    "Option",
    "Outcome",
    "Patient",
    "Question",
    "ReadExtent",
    "Release",
    "ReleaseDiff",
    "Report",
    "Review",
    "Segment",
    "SegmentFate",
    "Source",
    "SourceRank",
    "Standing",
    "Statement",
    "SubjectKind",
    "Suggestion",
    "Superseded",
    "Term",
    "UnknownDrug",
    "UnknownRelease",
    "UnknownValue",
    "Verdict",
    "WrongType",
    "__version__",
    "awareness",
    "check",
    "check_all",
    "check_list",
    "communities",
    "diff",
    "directory_diff",
    "drug",
    "drugs",
    "load",
    "load_codes",
    "options",
    "release",
    "releases",
    "suggest_community",
]

#: The module of each name. A name is imported when it is first used, so that importing the
#: package costs next to nothing; no module may bear the name of something in the door.
_HOME = {
    "Advice": "judge.judgement",
    "Affected": "answers.diff",
    "Answer": "answers.answer",
    "Awareness": "directory.awareness",
    "AwarenessEvent": "directory.awareness",
    "Background": "model",
    "Change": "answers.diff",
    "ChangeKind": "answers.diff",
    "CodeConflict": "lookup.conflicts",
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
    "ConditionalLevel": "judge.judgement",
    "Contradiction": "errors",
    "DataError": "errors",
    "Dataset": "answers.dataset",
    "DirectoryChange": "directory.results",
    "DirectoryChangeKind": "directory.results",
    "DirectoryDiff": "directory.results",
    "Disputed": "judge.judgement",
    "Drug": "model",
    "Evidence": "model",
    "Fault": "errors",
    "Finding": "answers.answer",
    "CommunityResults": "directory.results",
    "Group": "model",
    "FitKind": "directory.languages",
    "Judgement": "judge.judgement",
    "SubjectKind": "model",
    "Level": "model",
    "Match": "lookup.index",
    "MissingExtra": "errors",
    "MitosafeError": "errors",
    "Names": "model",
    "Option": "answers.alternatives",
    "Outcome": "model",
    "Patient": "model",
    "Question": "answers.questions",
    "FitReason": "directory.filters",
    "ReadExtent": "model",
    "SourceRank": "model",
    "Release": "model",
    "ReleaseDiff": "answers.diff",
    "Report": "answers.answer",
    "Superseded": "judge.judgement",
    "Review": "model",
    "Segment": "lookup.segments",
    "SegmentFate": "lookup.segments",
    "Source": "model",
    "Standing": "model",
    "Statement": "model",
    "Suggestion": "answers.answer",
    "Term": "model",
    "UnknownDrug": "errors",
    "UnknownRelease": "errors",
    "UnknownValue": "errors",
    "Verdict": "model",
    "BroaderQuery": "directory.results",
    "WrongType": "errors",
    "awareness": "answers.packaged",
    "check": "answers.packaged",
    "check_all": "answers.packaged",
    "check_list": "answers.packaged",
    "communities": "answers.packaged",
    "diff": "answers.packaged",
    "directory_diff": "answers.packaged",
    "drug": "answers.packaged",
    "drugs": "answers.packaged",
    "load": "answers.dataset",
    "options": "answers.packaged",
    "load_codes": "answers.packaged",
    "release": "answers.packaged",
    "releases": "answers.packaged",
    "suggest_community": "answers.packaged",
}


#: Names of 0.1 that said little alone, and what took their place; they go in 0.4.0.
_RENAMED = {
    "Found": "CommunityResults",
    "How": "FitKind",
    "Kind": "SubjectKind",
    "Rank": "SourceRank",
    "Read": "ReadExtent",
    "Reason": "FitReason",
    "Retired": "Superseded",
    "Wider": "BroaderQuery",
}


def __getattr__(name: str) -> Any:
    """Import a name when it is first used."""
    if name in _RENAMED:
        return _renamed(name)
    if name not in _HOME:
        message = f"module 'mitosafe' has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(f"mitosafe.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def _renamed(name: str) -> Any:
    """Return what a name of 0.1 stands for, with a warning that names the new one."""
    import warnings

    new = _RENAMED[name]
    message = f"mitosafe.{name} is now mitosafe.{new}; the old name goes in 0.4.0"
    warnings.warn(message, DeprecationWarning, stacklevel=3)
    return __getattr__(new)


def __dir__() -> list[str]:
    """List the names of the door."""
    return __all__
