"""What a type checker makes of each call of the door; `mypy --strict` and a run both hold it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, assert_type

import mitosafe
from mitosafe import (
    Affected,
    Answer,
    Awareness,
    Background,
    Change,
    ChangeKind,
    CommunityResults,
    CommunitySuggestion,
    Condition,
    ConditionalLevel,
    Dataset,
    DirectoryDiff,
    Drug,
    Finding,
    Group,
    Judgement,
    Level,
    Match,
    Outcome,
    Patient,
    Release,
    ReleaseDiff,
    Report,
    Source,
    Statement,
    Suggestion,
    Superseded,
    Term,
    Verdict,
)

# The questions
assert_type(mitosafe.check("valproate"), Answer)
assert_type(mitosafe.check(None, system="atc", patient=Patient(), release="2026.2"), Answer)
assert_type(mitosafe.check_all(["valproate", None, 5]), Report)
assert_type(mitosafe.check_all((str(n) for n in range(2)), patient=Patient()), Report)
assert_type(mitosafe.options("epilepsy"), tuple[mitosafe.Option, ...])
assert_type(mitosafe.check_list("metformin\nvalproate"), Report)
assert_type(mitosafe.drugs(level="red"), tuple[Drug, ...])
assert_type(mitosafe.drugs(level=Level.RED, group="statins", release="2026.2"), tuple[Drug, ...])
assert_type(mitosafe.drug("valproate"), Drug)
assert_type(mitosafe.release(), Release)
assert_type(mitosafe.release("2024.1"), Release)
assert_type(mitosafe.releases(), tuple[Release, ...])
assert_type(mitosafe.diff("2024.1", "2026.2"), ReleaseDiff)
assert_type(mitosafe.communities(language="fr", country=["BE", "FR"]), CommunityResults)
assert_type(mitosafe.directory_diff("2026.2", "2026.2"), DirectoryDiff)
assert_type(mitosafe.awareness(2027), Awareness)
assert_type(Dataset.packaged(), Dataset)
assert_type(mitosafe.__version__, str)


def never_run(folder: str) -> None:
    """Hold the types of calls that need a folder or whole sentences."""
    assert_type(mitosafe.load(folder), Dataset)
    assert_type(mitosafe.load(folder, base=Dataset.packaged()), Dataset)
    assert_type(mitosafe.load_codes(folder, system="gpk"), Dataset)
    assert_type(dataset.load_codes(folder, system="gpk"), Dataset)
    assert_type(
        mitosafe.suggest_community(
            name="A name", platform="website", disorders="melas", checked=date(2026, 11, 23)
        ),
        CommunitySuggestion,
    )


# A data set has the same questions
dataset = Dataset.packaged()
assert_type(dataset.check("valproate"), Answer)
assert_type(dataset.check_all(["valproate"]), Report)
assert_type(dataset.drugs(), tuple[Drug, ...])
assert_type(dataset.drug("valproate"), Drug)
assert_type(dataset.release(), Release)
assert_type(dataset.releases(), tuple[Release, ...])
assert_type(dataset.diff("2024.1", "2026.2"), ReleaseDiff)
assert_type(dataset.groups(), tuple[Group, ...])
assert_type(dataset.term("conditions", "polg"), Term)

# An answer
answer = mitosafe.check("Depakine zzyzx")
assert_type(answer.entry, object)
assert_type(answer.outcome, Outcome)
assert_type(answer.level, Level | None)
assert_type(answer.findings, tuple[Finding, ...])
assert_type(answer.not_assessed, tuple[Match, ...])
assert_type(answer.ambiguous, tuple[Match, ...])
assert_type(answer.unread, tuple[str, ...])
assert_type(answer.seen, tuple[str, ...])
assert_type(answer.suggestions, tuple[Suggestion, ...])
assert_type(answer.release, Release)
assert_type(answer.contested, bool)
assert_type(answer.text("fr", full=False), str)
assert_type(answer.markdown("nl"), str)
assert_type(answer.html(), str)
assert_type(answer.as_dict("nl"), dict[str, Any])

# A finding
[finding] = answer.findings
assert_type(finding.drug, Drug | Group)
assert_type(finding.matched, Match)
assert_type(finding.outcome, Outcome)
assert_type(finding.level, Level | None)
assert_type(finding.worst, Level | None)
assert_type(finding.questions, tuple[mitosafe.Question, ...])
assert_type(finding.advice, mitosafe.Advice | None)
assert_type(finding.conditions, tuple[ConditionalLevel, ...])
assert_type(finding.accepted, tuple[Condition, ...])
assert_type(finding.contested, bool)
assert_type(finding.contested_in, tuple[Condition, ...])
assert_type(finding.statements, tuple[Statement, ...])
assert_type(finding.retired, tuple[Superseded, ...])
assert_type(finding.removed, tuple[Statement, ...])
assert_type(finding.background, tuple[Background, ...])
assert_type(finding.judgement, Judgement)
assert_type(finding.of_group, bool)
assert_type(finding.local, bool)
assert_type(finding.statements[0].verdict, Verdict)
assert_type(finding.conditions[0].level >= Level.ORANGE, bool)
assert_type(answer.lexicon.sources[finding.statements[0].source], Source)

# A report
report = mitosafe.check_all(["valproate"])
assert_type(report.answers, tuple[Answer, ...])
assert_type(report.level, Level | None)
assert_type(report.not_understood, tuple[Answer, ...])
assert_type(iter(report), Iterator[Answer])
assert_type(len(report), int)
assert_type(report.text("nl"), str)

# A diff
diff = mitosafe.diff("2017.2", "2024.1")
assert_type(diff.changes, tuple[Change, ...])
assert_type(diff.affecting(["carbamazepine", None]), tuple[Affected, ...])
assert_type(diff.changes[0].kinds, tuple[ChangeKind, ...])
assert_type(diff.changes[0].drug, Drug | Group)
assert_type(diff.markdown("fr"), str)
