"""Answers, reports and diffs → plain values that JSON can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mitosafe.answers import closing
from mitosafe.answers.answer import Answer, Report
from mitosafe.judge import Judgement
from mitosafe.model import Condition, Release, Review, Source, Statement
from mitosafe.render import entry_text
from mitosafe.render import language as checked_language

if TYPE_CHECKING:
    from mitosafe.answers.answer import Finding, Lexicon
    from mitosafe.answers.diff import ReleaseDiff
    from mitosafe.lookup.index import Match

#: The version of the shape below; it changes when a key goes or changes its meaning.
SCHEMA = 1


def render(value: Any, language: str) -> dict[str, Any]:
    """Return plain values.

    Args:
        value: An `Answer`, a `Report` or a `ReleaseDiff`.
        language: The language of the wordings beside the ids.

    Returns:
        A dictionary with the schema version, the release, the warnings, and all
        that the value holds.

    Raises:
        UnknownValue: If the language is none of `en`, `fr`, `nl`.
    """
    checked_language(language)
    if isinstance(value, Answer):
        plain = answer(value, language)
    else:
        plain = report(value, language) if isinstance(value, Report) else diff(value, language)
    said = warnings(value.lexicon, language, value.reviews)
    return {"schema": SCHEMA, "language": language, **plain, "warnings": said}


def warnings(lexicon: Lexicon, language: str, reviews: tuple[Review, ...] = ()) -> list[str]:
    """Return the sentences with which everything ends; the review status is the first."""
    return [term.words[language] for term in closing.warnings(lexicon, reviews)]


def release(value: Release) -> dict[str, Any]:
    """Return a release as plain values."""
    return {
        "id": value.id,
        "date": value.date,
        "reconstructed": value.reconstructed,
        "digest": value.digest,
    }


def answer(value: Answer, language: str) -> dict[str, Any]:
    """Return an answer as plain values; the entry is text, or what it looks like."""
    entry = value.entry
    return {
        "entry": None if entry is None else _unicode(entry_text(entry)),
        "system": value.system,
        "outcome": value.outcome.value,
        "level": value.level.value if value.level else None,
        "contested": value.contested,
        "findings": [finding(f, value.lexicon, language) for f in value.findings],
        "not_assessed": [match(m) for m in value.not_assessed],
        "ambiguous": [match(m) for m in value.ambiguous],
        "unread": [_unicode(text) for text in value.unread],
        "seen": list(value.seen),
        "suggestions": [
            {"text": s.text, "name": s.name, "subjects": list(s.subjects)}
            for s in value.suggestions
        ],
        "release": release(value.release),
    }


def _unicode(text: str) -> str:
    """Return text that every writer of JSON takes: halves of characters joined, or replaced."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def match(value: Match) -> dict[str, Any]:
    """Return a match as plain values."""
    return {
        "name": value.name,
        "kind": value.kind,
        "system": value.system,
        "subjects": list(value.subjects),
        "candidates": list(value.candidates),
        "route": value.route,
        "options": [
            {"subjects": list(option.subjects), "countries": list(option.countries)}
            for option in value.options
        ],
        "also": value.also,
    }


def finding(value: Finding, lexicon: Lexicon, language: str) -> dict[str, Any]:
    """Return a finding as plain values."""
    return {
        "drug": value.drug.id,
        "kind": value.drug.kind.value,
        "name": value.drug.names[language],
        "matched": match(value.matched),
        **judgement(value.judgement, lexicon, language),
        "background": [
            {
                "about": b.about.value,
                "mechanisms": list(b.mechanisms),
                "note": b.note[language] if b.note else None,
                "locator": b.locator,
                "source": source(lexicon.sources[b.source]),
            }
            for b in value.background
        ],
    }


def judgement(value: Judgement, lexicon: Lexicon, language: str) -> dict[str, Any]:
    """Return a judgement as plain values."""
    return {
        "outcome": value.outcome.value,
        "level": value.level.value if value.level else None,
        "conditions": [
            {
                **condition(c.condition, lexicon, language),
                "level": c.level.value,
                "confirmed": c.confirmed,
            }
            for c in value.conditions
        ],
        "otherwise": value.otherwise.value if value.otherwise else None,
        "accepted": [condition(c, lexicon, language) for c in value.accepted],
        "contested": bool(value.contested_in),
        "contested_in": [condition(c, lexicon, language) for c in value.contested_in],
        "statements": [statement(s, lexicon, language) for s in value.statements],
        "retired": [
            {**statement(r.statement, lexicon, language), "by": r.by.id} for r in value.retired
        ],
        "removed": [statement(s, lexicon, language) for s in value.removed],
    }


def condition(value: Condition, lexicon: Lexicon, language: str) -> dict[str, Any]:
    """Return a condition as ids, and as words in the language."""
    words = [lexicon.term("conditions", value.population).words[language]]
    if value.circumstance:
        words.append(lexicon.term("circumstances", value.circumstance).words[language])
    return {
        "population": value.population,
        "circumstance": value.circumstance,
        "words": ", ".join(words),
    }


def statement(value: Statement, lexicon: Lexicon, language: str) -> dict[str, Any]:
    """Return a statement as plain values, its source with it."""
    return {
        "id": value.id,
        "subject": value.subject,
        "verdict": value.verdict.value,
        "evidence": value.evidence.value,
        "population": value.population,
        "circumstance": value.circumstance,
        "mechanisms": list(value.mechanisms),
        "monitoring": list(value.monitoring),
        "grade": value.grade,
        "stated": value.stated,
        "since": value.since,
        "note": value.note[language] if value.note else None,
        "local": value.local,
        "reviewed": review(value.reviewed),
        "withdrawn": value.withdrawn,
        "reason": value.reason[language] if value.reason else None,
        "locator": value.locator,
        "source": source(lexicon.sources[value.source]),
    }


def review(value: Review | None) -> dict[str, str] | None:
    """Return a review as plain values; none if there is none."""
    return {"by": value.by, "date": value.date} if value else None


def source(value: Source) -> dict[str, Any]:
    """Return a source as plain values."""
    return {
        "id": value.id,
        "title": value.title,
        "date": value.date,
        "url": value.url,
        "doi": value.doi,
        "pmid": value.pmid,
        "rank": value.rank.value,
        "read": value.read.value,
    }


def report(value: Report, language: str) -> dict[str, Any]:
    """Return a report as plain values."""
    return {
        "level": value.level.value if value.level else None,
        "answers": [answer(a, language) for a in value.answers],
        "release": release(value.release),
    }


def diff(value: ReleaseDiff, language: str) -> dict[str, Any]:
    """Return a diff as plain values."""
    return {
        "old": release(value.old),
        "new": release(value.new),
        "corrections": [
            {**release(r), "reason": r.reason[language] if r.reason else None}
            for r in value.corrections
        ],
        "changes": [
            {
                "drug": c.drug.id,
                "name": c.drug.names[language],
                "kinds": [k.value for k in c.kinds],
                "old": judgement(c.old, value.lexicon, language),
                "new": judgement(c.new, value.lexicon, language),
                "came": [s.id for s in c.came],
                "went": [s.id for s in c.went],
            }
            for c in value.changes
        ],
    }


__all__ = ["SCHEMA", "render"]
