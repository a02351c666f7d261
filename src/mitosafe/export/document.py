"""The list as one JSON document; its schema is `schemas/list-1.schema.json`."""

from __future__ import annotations

import json
from typing import Any

import attrs

from mitosafe.answers.data import release as release_data
from mitosafe.answers.data import review as review_data
from mitosafe.export.listing import Entry, Listing
from mitosafe.judge import condition_of, level_of
from mitosafe.model import Codes, Drug, Group, Names, Source, Standing, Statement, Term, Words

#: The version of the shape; it changes when a key goes or changes its meaning.
SCHEMA = 1
#: What identifies the schema; it is a name, nothing is fetched from it.
SCHEMA_ID = "urn:mitosafe:schema:list-1"


def files(listing: Listing) -> dict[str, bytes]:
    """Return the document as a file.

    Args:
        listing: The list as of a release.

    Returns:
        The contents by file name.
    """
    text = json.dumps(plain(listing), ensure_ascii=False, indent=1)
    return {f"mitosafe-{listing.release.id}.json": f"{text}\n".encode()}


def plain(listing: Listing) -> dict[str, Any]:
    """Return the document as plain values; every subject is in it, with all that is said.

    Args:
        listing: The list as of a release.

    Returns:
        A dictionary that the schema describes.
    """
    return {
        "$schema": SCHEMA_ID,
        "schema": SCHEMA,
        "release": release_data(listing.release),
        "warnings": {term.id: _words(term.words) for term in listing.warnings},
        "subjects": [_entry(entry, listing) for entry in listing.entries],
        "names": [
            {
                "folded": folded,
                "name": match.name,
                "kind": match.kind,
                "subjects": list(match.subjects),
                "candidates": list(match.candidates),
            }
            for folded, match in listing.names()
        ],
        "sources": [_source(source) for source in listing.sources],
        "terms": [_term(term) for term in listing.terms()],
    }


def _entry(entry: Entry, listing: Listing) -> dict[str, Any]:
    subject, judged = entry.subject, entry.judgement
    return {
        "id": subject.id,
        "kind": subject.kind.value,
        "names": _names(subject.names),
        "codes": codes(subject),
        "groups": list(entry.groups),
        "standing": subject.standing.value if isinstance(subject, Drug) else Standing.IN_USE.value,
        "indications": list(subject.indications) if isinstance(subject, Drug) else [],
        "outcome": judged.outcome.value,
        "level": judged.level.value if judged.level else None,
        "worst": judged.worst.value if judged.worst else None,
        "contested": bool(judged.contested_in),
        "conditions": [
            {**attrs.asdict(c.condition), "level": c.level.value} for c in judged.conditions
        ],
        "accepted": [attrs.asdict(condition) for condition in judged.accepted],
        "contested_in": [attrs.asdict(condition) for condition in judged.contested_in],
        "questions": [
            {**attrs.asdict(c.condition), "level": c.level.value} for c in judged.questions
        ],
        "decided_by": [said.id for said in judged.statements],
        "disputed": [{"statement": d.statement.id, "by": d.by.id} for d in judged.disputed],
        "retired": [{"statement": r.statement.id, "by": r.by.id} for r in judged.retired],
        "statements": [_statement(said, listing) for said in entry.statements],
    }


def codes(subject: Drug | Group) -> dict[str, list[str]]:
    """Return the codes of a subject by system; of a group, the beginnings of ATC codes."""
    if isinstance(subject, Group):
        return {"atc_beginning": list(subject.atc)} if subject.atc else {}
    found = attrs.asdict(subject.codes, recurse=False)
    names = (a.name for a in attrs.fields(Codes))
    return {name: list(found[name]) for name in names if found[name]}


def _statement(said: Statement, listing: Listing) -> dict[str, Any]:
    level = level_of(said, listing.dataset.sources[said.source])
    return {
        "id": said.id,
        "verdict": said.verdict.value,
        "evidence": said.evidence.value,
        "level": level.value if level else None,
        **attrs.asdict(condition_of(said)),
        "source": said.source,
        "locator": said.locator,
        "stated": said.stated,
        "since": said.since,
        "grade": said.grade,
        "figures": said.figures,
        "read": (said.read or listing.dataset.sources[said.source].read).value,
        "mechanisms": list(said.mechanisms),
        "monitoring": list(said.monitoring),
        "note": _words(said.note) if said.note else None,
        "reviewed": review_data(said.reviewed),
        "local": said.local,
    }


def _source(source: Source) -> dict[str, Any]:
    found = attrs.asdict(source, recurse=False)
    return {
        **found,
        "titles": _words(source.titles) if source.titles else None,
        "rank": source.rank.value,
        "read": source.read.value,
        "also": [*source.also],
        "updates": [*source.updates],
    }


def _term(term: Term) -> dict[str, Any]:
    return {
        "vocabulary": term.vocabulary,
        "id": term.id,
        "words": _words(term.words),
        "explain": _words(term.explain) if term.explain else None,
        "parents": list(term.parents),
        "kind": term.kind,
        "excludes": list(term.excludes),
        "settled_by": list(term.settled_by),
        "genes": list(term.genes),
        "ids": list(term.ids),
    }


def _words(words: Words) -> dict[str, str]:
    return {"en": words.en, "fr": words.fr, "nl": words.nl}


def _names(names: Names) -> dict[str, str]:
    found = attrs.asdict(names)
    return {language: name for language, name in found.items() if name}
