"""Answers of the directory → plain values that JSON can hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import attrs

from mitosafe.directory.community import Community
from mitosafe.directory.document import Writer, page
from mitosafe.directory.results import CommunityResults, DirectoryDiff
from mitosafe.model import Release
from mitosafe.render import language as checked_language

if TYPE_CHECKING:
    from mitosafe.directory.awareness import Awareness
    from mitosafe.directory.filters import FitReason

#: The version of the shape of the plain values.
SCHEMA = 1


def render(value: Any, language: str) -> dict[str, Any]:
    """Return an answer as plain values.

    Args:
        value: A `CommunityResults`, a `DirectoryDiff` or an `Awareness`.
        language: The language of the wordings beside the ids.

    Returns:
        A dictionary with the schema version, all that the value holds, and what is
        said below every rendering.

    Raises:
        UnknownValue: If the language is none of `en`, `fr`, `nl`.
        MissingExtra: If `mitosafe[directory]` is not installed.
    """
    writer = Writer(value.lexicon, checked_language(language))
    if isinstance(value, CommunityResults):
        shown = _plain_found(value, writer)
    elif isinstance(value, DirectoryDiff):
        shown = _plain_diff(value, writer)
    else:
        shown = _plain_awareness(value, writer)
    notices = [text for text, _ in page(value, language).closing]
    return {"schema": SCHEMA, "language": language, **shown, "notices": notices}


def _release(release: Release) -> dict[str, str]:
    return {"id": release.id, "date": release.date}


def _plain_found(found: CommunityResults, writer: Writer) -> dict[str, Any]:
    return {
        "release": _release(found.release),
        "on": None if found.on is None else found.on.isoformat(),
        "asked": {name: list(values) for name, values in found.asked.items()},
        "communities": [
            {**_community(one, writer), "why": [_reason(r) for r in found.why(one)]}
            for one in found
        ],
        "emptied_by": list(found.emptied_by),
        "wider": [
            {"without": list(w.without), "communities": [one.id for one in w.communities]}
            for w in found.wider
        ],
    }


def _reason(reason: FitReason) -> dict[str, str]:
    return {
        "filter": reason.filter,
        "asked": reason.asked,
        "found": reason.found,
        "how": reason.how.value,
    }


def _community(one: Community, writer: Writer) -> dict[str, Any]:
    """Return every field of a community, and beside each id its wording."""
    basis = one.country_basis
    return {
        "id": one.id,
        "kind": one.kind.value,
        "name": one.name,
        "name_is": one.name_is.value,
        "url": one.url,
        "listing": one.listing,
        **_terms(one, writer),
        "languages": _named(one.languages, writer, "language"),
        "countries": _named(one.countries, writer, "country"),
        "country_basis": None if basis is None else basis.value,
        "disorders": [
            {**item, "ids": list(writer.lexicon.term("disorders", item["id"]).ids)}
            for item in _named(one.disorders, writer, "disorder")
        ],
        "organisation": one.organisation,
        "closed": one.closed,
        "superseded_by": one.superseded_by,
        "last_checked": one.last_checked,
        "since": one.since,
        "source": attrs.asdict(one.source),
        "also": list(one.also),
        "description": one.description[writer.language],
        "local": one.local,
    }


def _terms(one: Community, writer: Writer) -> dict[str, dict[str, str] | None]:
    fields = {
        "platform": ("platforms", one.platform),
        "language_basis": ("language-bases", one.language_basis),
        "audience": ("audiences", one.audience),
        "organiser": ("organisers", one.organiser),
        "access": ("accesses", one.access),
        "status": ("community-statuses", one.status.value),
        "confidence": ("confidences", one.confidence),
    }
    return {
        field: None if term is None else {"id": term, "words": writer.word(vocabulary, term)}
        for field, (vocabulary, term) in fields.items()
    }


def _named(values: Sequence[str], writer: Writer, name: str) -> list[dict[str, str]]:
    return [{"id": value, "words": writer.value(name, value)} for value in values]


def _plain_diff(diff: DirectoryDiff, writer: Writer) -> dict[str, Any]:
    return {
        "old": _release(diff.old),
        "new": _release(diff.new),
        "changes": [
            {
                "id": change.new.id,
                "kinds": [kind.value for kind in change.kinds],
                "old": None if change.old is None else _community(change.old, writer),
                "new": _community(change.new, writer),
            }
            for change in diff.changes
        ],
    }


def _plain_awareness(awareness: Awareness, writer: Writer) -> dict[str, Any]:
    return {
        "release": _release(awareness.release),
        "year": awareness.year,
        "events": [
            {
                "id": event.id,
                "name": event.name[writer.language],
                "description": event.description[writer.language],
                "first": event.first.isoformat(),
                "last": event.last.isoformat(),
                "certainty": event.certainty.value,
                "some_day": event.some_day,
                "organiser": event.organiser,
                "sources": [{"title": s.title, "url": s.url} for s in event.sources],
            }
            for event in awareness
        ],
    }
