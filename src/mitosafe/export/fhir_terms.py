"""The list as FHIR terminology: code systems, value sets by level, and a concept map."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from mitosafe.export.listing import Entry, Listing
from mitosafe.model import Drug, Level, Term

Resource = dict[str, Any]

#: What begins every identifier that is made here; there is no registered address yet.
NAMESPACE = "urn:mitosafe:"
RXNORM, ATC = "http://www.nlm.nih.gov/research/umls/rxnorm", "http://www.whocc.no/atc"
#: Vocabularies that become a code system, and the name of each.
SYSTEMS = {
    "levels": "level",
    "outcomes": "outcome",
    "verdicts": "verdict",
    "evidence": "evidence",
    "conditions": "condition",
    "circumstances": "circumstance",
}
#: How a code stands to a subject, by version: it is the substance, or has to do with it.
_RELATIONS = {
    "R4B": ("equivalence", "equivalent", "relatedto"),
    "R5": ("relationship", "equivalent", "related-to"),
}
_COPYRIGHT = (
    "CC BY 4.0, the mitosafe contributors. ATC codes: WHO Collaborating Centre for Drug "
    "Statistics Methodology. RxNorm: U.S. National Library of Medicine."
)
_PROPERTIES = {
    "kind": ("code", "What it is: a medicine, a substance, a measure or a group."),
    "outcome": ("code", "What is said of it; never that it is free of risk."),
    "level": ("code", "The level that holds, where only the disease is known."),
    "worst": ("code", "The worst level that could apply."),
    "contested": ("boolean", "Whether sources of equal weight disagree on the level."),
}


def system(name: str) -> str:
    """Return what identifies a code system of the list: `level`, `subject`, ..."""
    return f"{NAMESPACE}codesystem:{name}"


def resources(listing: Listing, version: str) -> Iterator[Resource]:
    """Return the terminology of a list.

    Args:
        listing: The list as of a release.
        version: `R4B` or `R5`.

    Yields:
        The resources, each with the release and the warnings in its description.
    """
    for vocabulary, name in SYSTEMS.items():
        concepts = [_concept(term) for term in listing.dataset.terms(vocabulary)]
        yield _system(listing, name, f"Terms of {vocabulary}.", concepts)
    subjects = [_subject(entry) for entry in listing.entries]
    about = "Every drug, substance, measure and group of the list."
    yield {
        **_system(listing, "subject", about, subjects),
        "property": [
            {"code": code, "type": kind, "description": text}
            for code, (kind, text) in _PROPERTIES.items()
        ],
    }
    for level in reversed(Level):
        yield _value_set(listing, level)
    yield _concept_map(listing, version)


def _head(listing: Listing, kind: str, name: str, about: str) -> Resource:
    release = listing.release
    said = " ".join(term.words.en for term in listing.warnings)
    return {
        "resourceType": kind,
        "id": f"mitosafe-{name}",
        "language": "en",
        "url": f"{NAMESPACE}{kind.lower()}:{name}",
        "version": listing.version,
        "name": "Mitosafe" + "".join(part.title() for part in name.split("-")),
        "title": f"mitosafe: {name}",
        "status": "active" if listing.reviews else "draft",
        "experimental": False,
        "date": release.date,
        "publisher": "The mitosafe contributors",
        "description": f"{about} Release {release.id} of {release.date}. {said}",
        "copyright": _COPYRIGHT,
    }


def _system(listing: Listing, name: str, about: str, concepts: list[Resource]) -> Resource:
    return {
        **_head(listing, "CodeSystem", name, about),
        "caseSensitive": True,
        "content": "complete",
        "count": len(concepts),
        "concept": concepts,
    }


def _designations(words: Any) -> list[Resource]:
    return [{"language": language, "value": words[language]} for language in ("fr", "nl")]


def _concept(term: Term) -> Resource:
    return {
        "code": term.id,
        "display": term.words.en,
        **({"definition": term.explain.en} if term.explain else {}),
        "designation": _designations(term.words),
    }


def _subject(entry: Entry) -> Resource:
    judged = entry.judgement
    codes = {
        "kind": entry.subject.kind.value,
        "outcome": judged.outcome.value,
        "level": judged.level.value if judged.level else None,
        "worst": judged.worst.value if judged.worst else None,
    }
    return {
        "code": entry.subject.id,
        "display": entry.subject.names.en,
        "designation": _designations(entry.subject.names),
        "property": [
            *({"code": code, "valueCode": value} for code, value in codes.items() if value),
            {"code": "contested", "valueBoolean": bool(judged.contested_in)},
        ],
    }


def _value_set(listing: Listing, level: Level) -> Resource:
    about = (
        f"Everything on the list whose worst level is {level.value}; the level may hold "
        "only under conditions, which the statements name."
    )
    found = [e.subject for e in listing.entries if e.judgement.worst is level]
    include = {
        "system": system("subject"),
        "version": listing.version,
        "concept": [{"code": subject.id, "display": subject.names.en} for subject in found],
    }
    return {
        **_head(listing, "ValueSet", f"level-{level.value}", about),
        "compose": {"include": [include]} if found else _nothing(),
    }


def _nothing() -> Resource:
    """Return a set that holds nothing: FHIR wants an inclusion, so all is taken out again."""
    every = [{"system": system("subject")}]
    return {"include": every, "exclude": every}


def _concept_map(listing: Listing, version: str) -> Resource:
    drugs = [e.subject for e in listing.entries if isinstance(e.subject, Drug)]
    groups = [
        _group(RXNORM, version, ((drug, drug.codes.rxnorm) for drug in drugs), first=True),
        _group(ATC, version, ((drug, drug.codes.atc) for drug in drugs), first=False),
    ]
    about = "Subjects of the list in RxNorm and ATC; an ATC code says a use of a medicine too."
    scope = "sourceScopeUri" if version == "R5" else "sourceUri"
    return {
        **_head(listing, "ConceptMap", "codes", about),
        scope: system("subject"),
        "group": [group for group in groups if group["element"]],
    }


def _group(
    target: str, version: str, mapped: Iterable[tuple[Drug, tuple[str, ...]]], *, first: bool
) -> Resource:
    """Map subjects to one system; the first code of RxNorm is the ingredient itself."""
    relation, same, related = _RELATIONS[version]
    return {
        "source": system("subject"),
        "target": target,
        "element": [
            {
                "code": drug.id,
                "display": drug.names.en,
                "target": [
                    {"code": code, relation: same if first and place == 0 else related}
                    for place, code in enumerate(codes)
                ],
            }
            for drug, codes in mapped
            if codes
        ],
    }
