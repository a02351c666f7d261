"""Answers, reports and diffs → plain values that JSON can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from mitosafe.answers import closing
from mitosafe.answers.answer import Answer, Report
from mitosafe.judge import Advice, Judgement
from mitosafe.model import Condition, Release, Review, Source, Statement
from mitosafe.render import entry_text
from mitosafe.render import language as checked_language

if TYPE_CHECKING:
    from mitosafe.answers.alternatives import Option
    from mitosafe.answers.answer import Finding, Lexicon
    from mitosafe.answers.diff import ReleaseDiff
    from mitosafe.answers.questions import Question
    from mitosafe.lookup.codes import CodeFault
    from mitosafe.lookup.conflicts import CodeConflict
    from mitosafe.lookup.index import Match
    from mitosafe.lookup.segments import Segment

#: The version of the shape below; it changes when a key goes or changes its meaning.
SCHEMA = 2


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
        "rule": value.rule,
        "digest": value.digest,
    }


def answer(value: Answer, language: str) -> dict[str, Any]:
    """Return an answer as plain values; the entry is text, or what it looks like."""
    entry = value.entry
    return {
        "entry": None if entry is None else _unicode(entry_text(entry)),
        "system": value.system,
        "outcome": value.outcome.value,
        **levels(value),
        "contested": value.contested,
        "findings": [finding(f, value.lexicon, language) for f in value.findings],
        "not_assessed": [match(m) for m in value.not_assessed],
        "ambiguous": [match(m) for m in value.ambiguous],
        "unread": [_unicode(text) for text in value.unread],
        "code_fault": value.code_fault and code_fault(value.code_fault),
        "text_beside": _unicode(beside) if isinstance(beside := value.text_beside, str) else None,
        "conflict": value.conflict and conflict(value.conflict),
        "seen": [_unicode(text) for text in value.seen],
        "segments": [segment(s) for s in value.segments],
        "patient": {"has": sorted(value.patient.has), "lacks": sorted(value.patient.lacks)},
        "alternatives": [option(o, value.lexicon, language) for o in value.alternatives()],
        "universal": [statement(s, value.lexicon, language) for s in value.universal],
        "suggestions": [
            {"text": s.text, "name": s.name, "subjects": list(s.subjects)}
            for s in value.suggestions
        ],
        "release": release(value.release),
    }


def segment(value: Segment) -> dict[str, Any]:
    """Return a part of an entry as plain values: where it stands, and what became of it."""
    return {
        "text": _unicode(value.text),
        "start": value.start,
        "end": value.end,
        "fate": value.fate.value,
        "said": value.said,
        "uses": sorted(value.uses),
    }


def levels(value: Answer | Finding | Judgement | Report) -> dict[str, str | None]:
    """Return the level that holds, and the worst that could still apply."""
    level, worst = value.level, value.worst
    return {"level": level.value if level else None, "worst": worst.value if worst else None}


def option(value: Option, lexicon: Lexicon, language: str) -> dict[str, Any]:
    """Return an option as plain values."""
    return {
        "drug": value.drug.id,
        "name": value.drug.names[language],
        "indication": value.indication,
        "said": value.said.id,
        "accepted": [condition(c, lexicon, language) for c in value.accepted],
        "questions": [question(q, lexicon, language) for q in value.questions],
    }


def question(value: Question, lexicon: Lexicon, language: str) -> dict[str, Any]:
    """Return a question as plain values: what to ask, and the level either way."""
    return {
        **condition(value.condition, lexicon, language),
        "ask": value.words[language],
        "ids": list(value.ids),
        "level": value.level.value,
        "otherwise": value.otherwise.value if value.otherwise else None,
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
        "partly": value.partly,
        "origin": value.origin and attrs.asdict(value.origin),
        "options": [
            {"subjects": list(option.subjects), "countries": list(option.countries)}
            for option in value.options
        ],
        "also": value.also,
    }


def conflict(value: CodeConflict) -> dict[str, Any]:
    """Return what a code and the text beside it say differently as plain values."""
    return {"code": list(value.code), "text": list(value.text)}


def code_fault(value: CodeFault) -> dict[str, Any]:
    """Return why a code was not understood as plain values."""
    return {
        "system": value.system,
        "code": _unicode(value.code),
        "reason": value.reason.value,
        "like": list(value.like),
    }


def finding(value: Finding, lexicon: Lexicon, language: str) -> dict[str, Any]:
    """Return a finding as plain values."""
    return {
        "drug": value.drug.id,
        "kind": value.drug.kind.value,
        "name": value.drug.names[language],
        "matched": match(value.matched),
        "said": value.said,
        "uses": sorted(value.uses),
        **judgement(value.judgement, lexicon, language),
        "questions": [question(q, lexicon, language) for q in value.questions],
        "background": [
            {
                "about": b.about.value,
                "mechanisms": list(b.mechanisms),
                "note": b.note[language] if b.note else None,
                "locator": b.locator,
                "source": source(lexicon.sources[b.source], language),
            }
            for b in value.background
        ],
    }


def judgement(value: Judgement, lexicon: Lexicon, language: str) -> dict[str, Any]:
    """Return a judgement as plain values."""
    return {
        "outcome": value.outcome.value,
        **levels(value),
        "advice": value.advice and advice(value.advice, lexicon, language),
        "conditions": [
            {
                **condition(c.condition, lexicon, language),
                "level": c.level.value,
                "confirmed": c.confirmed,
            }
            for c in value.conditions
        ],
        "accepted": [condition(c, lexicon, language) for c in value.accepted],
        "accepted_when": [condition(c, lexicon, language) for c in value.accepted_when],
        "contested": bool(value.contested_in),
        "contested_in": [condition(c, lexicon, language) for c in value.contested_in],
        "statements": [statement(s, lexicon, language) for s in value.statements],
        "retired": [
            {**statement(r.statement, lexicon, language), "by": r.by.id} for r in value.retired
        ],
        "disputed": [
            {**statement(d.statement, lexicon, language), "by": d.by.id} for d in value.disputed
        ],
        "disputed_by": [s.id for s in value.disputed_by],
        "removed": [statement(s, lexicon, language) for s in value.removed],
    }


def advice(value: Advice, lexicon: Lexicon, language: str) -> dict[str, Any]:
    """Return what the strongest statement that holds says."""
    return {
        "statement": value.statement.id,
        "verdict": value.verdict.value,
        "evidence": value.evidence.value,
        "words": lexicon.term("verdicts", value.verdict.value).words[language],
        "condition": condition(value.condition, lexicon, language),
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
        "figures": value.figures,
        "stated": value.stated,
        "since": value.since,
        "note": value.note[language] if value.note else None,
        "local": value.local,
        "reviewed": review(value.reviewed),
        "withdrawn": value.withdrawn,
        "reason": value.reason[language] if value.reason else None,
        "locator": value.locator,
        "read": (value.read or lexicon.sources[value.source].read).value,
        "source": source(lexicon.sources[value.source], language),
    }


def review(value: Review | None) -> dict[str, str] | None:
    """Return a review as plain values; none if there is none."""
    return {"by": value.by, "date": value.date} if value else None


def source(value: Source, language: str) -> dict[str, Any]:
    """Return a source as plain values."""
    return {
        "id": value.id,
        "title": value.called(language),
        "date": value.date,
        "url": value.url,
        "doi": value.doi,
        "pmid": value.pmid,
        "rank": value.rank.value,
        "read": value.read.value,
        "updates": list(value.updates),
    }


def report(value: Report, language: str) -> dict[str, Any]:
    """Return a report as plain values."""
    return {
        **levels(value),
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
