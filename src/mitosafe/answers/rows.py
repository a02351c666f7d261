"""Answers and changes → flat rows, of which any library makes a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from mitosafe.answers.document import Writer
from mitosafe.model import Level
from mitosafe.render import entry_text
from mitosafe.render import language as checked_language

if TYPE_CHECKING:
    from mitosafe.answers.answer import Answer, Finding, Report
    from mitosafe.answers.diff import ReleaseDiff

#: The levels as text, the mildest first.
LEVELS = tuple(level.value for level in Level)


class Row(NamedTuple):
    """What is said of one value; text that CSV and SQL can hold, or none."""

    outcome: str
    #: The level that holds.
    level: str | None
    #: The worst level that could still apply.
    worst: str | None
    #: The place of each level in their order, 0 where there is none: its maximum is the worst
    #: of several rows on every engine, also where the levels are plain text.
    level_rank: int
    worst_rank: int
    #: Ids of the drugs and groups of the list that were found, joined by `; `.
    drugs: str | None
    #: Where the level depends on a condition: the whole of it in words.
    conditions: str | None
    #: What to ask of the patient because it would make the level worse, and how much.
    questions: str | None
    #: Known medicines in the value of which the list says nothing.
    not_assessed: str | None
    #: What in the value was not understood, ambiguous names among it.
    unread: str | None
    release: str


def row(answer: Answer, language: str, words: Callable[[Finding], str | None]) -> Row:
    """Return an answer as one row.

    Args:
        answer: The answer.
        language: `en`, `fr` or `nl`.
        words: Says under which conditions which level of a finding holds; none if under none.

    Returns:
        The row.
    """
    several = len(answer.findings) > 1
    said = [(finding.drug.names[language], words(finding)) for finding in answer.findings]
    return Row(
        outcome=answer.outcome.value,
        level=_id(answer.level),
        worst=_id(answer.worst),
        level_rank=_rank(answer.level),
        worst_rank=_rank(answer.worst),
        drugs=_joined(finding.drug.id for finding in answer.findings),
        conditions=_joined(f"{n}: {text}" if several else text for n, text in said if text),
        questions=_joined(
            f"{question.words[language]} ({question.level.value})"
            for finding in answer.findings
            for question in finding.questions
        ),
        not_assessed=_joined(match.name for match in answer.not_assessed),
        unread=_joined([*answer.unread, *(match.name for match in answer.ambiguous)]),
        release=answer.release.id,
    )


def conditions(writer: Writer, finding: Finding) -> str | None:
    """Say under which conditions which level of a finding holds; none if under none."""
    return writer.under(finding) if writer.tiers(finding) else None


def of_report(report: Report, language: str) -> list[dict[str, Any]]:
    """Return one row for each answer of a report, the entry first."""
    writer = Writer(report.lexicon, checked_language(language), full=True)
    return [
        {
            "entry": None if answer.entry is None else storable(entry_text(answer.entry)),
            **row(answer, language, lambda finding: conditions(writer, finding))._asdict(),
        }
        for answer in report.answers
    ]


def of_diff(diff: ReleaseDiff, language: str) -> list[dict[str, Any]]:
    """Return one row for each change, with the levels before and after."""
    checked_language(language)
    return [
        {
            "drug": change.drug.id,
            "name": change.drug.names[language],
            "kinds": "; ".join(kind.value for kind in change.kinds),
            "old_level": _id(change.old.level),
            "old_worst": _id(change.old.worst),
            "new_level": _id(change.new.level),
            "new_worst": _id(change.new.worst),
            "came": _joined(statement.id for statement in change.came),
            "went": _joined(statement.id for statement in change.went),
            "old": diff.old.id,
            "new": diff.new.id,
        }
        for change in diff.changes
    ]


def _id(level: Level | None) -> str | None:
    return level.value if level else None


def _rank(level: Level | None) -> int:
    return 0 if level is None else 1 + LEVELS.index(level)


def _joined(parts: Iterable[str]) -> str | None:
    return storable("; ".join(parts)) or None


def storable(text: str) -> str:
    """Show lone surrogates, which Python text can hold, as escapes: no engine can store them."""
    return text.encode("utf-8", "backslashreplace").decode()
