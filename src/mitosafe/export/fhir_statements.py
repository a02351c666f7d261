"""Each warning of the list as a FHIR ClinicalUseDefinition.

FHIR has a type for a contraindication and for a warning, and none for "a source
considers it acceptable": such a statement is no resource here, lest it be read as its
opposite. It is in the other shapes; the subject's `outcome` and `contested` show it.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from html import escape
from typing import Any

from mitosafe.answers import closing
from mitosafe.answers.document import Writer
from mitosafe.export.fhir_terms import NAMESPACE, Resource, system
from mitosafe.export.listing import Entry, Listing
from mitosafe.judge import condition_of, level_of
from mitosafe.model import Statement, Verdict, reviews

#: Verdicts that FHIR calls a contraindication; the other warnings are warnings.
CONTRAINDICATIONS = (Verdict.CONTRAINDICATED, Verdict.AVOID)
#: The FHIR system of the ids that conditions have elsewhere, and what is cut off them.
DISORDERS = {
    "ORPHA": ("http://www.orpha.net", "ORPHA:"),
    "MONDO": ("http://purl.obolibrary.org/obo/mondo.owl", ""),
    "OMIM": ("http://www.omim.org", "OMIM:"),
}


def resources(listing: Listing) -> Iterator[Resource]:
    """Return a resource for each statement that warns; R4B and R5 have the same.

    Args:
        listing: The list as of a release.

    Yields:
        The resources, in the order of the list.
    """
    writer = Writer(listing.dataset, "en", full=True)
    for entry in listing.entries:
        standing = {said.id for said in entry.judgement.statements}
        for said in entry.statements:
            if said.verdict.warns:
                yield _resource(said, entry, listing, writer, stands=said.id in standing)


def _resource(
    said: Statement, entry: Entry, listing: Listing, writer: Writer, *, stands: bool
) -> Resource:
    where = f"{writer.word('verdicts', said.verdict.value)} {writer.condition(condition_of(said))}"
    subject = entry.subject
    return {
        "resourceType": "ClinicalUseDefinition",
        "id": _id(said.id),
        "language": "en",
        "text": {"status": "generated", "div": _div(said, entry, listing, writer, where)},
        "identifier": [{"system": f"{NAMESPACE}statement", "value": said.id}],
        "category": list(_categories(said, listing, writer)),
        "subject": [
            {
                "identifier": {"system": system("subject"), "value": subject.id},
                "display": subject.names.en,
            }
        ],
        "status": {
            "coding": [
                {
                    "system": "http://hl7.org/fhir/publication-status",
                    "code": _status(said) if stands else "retired",
                }
            ]
        },
        **_kind(said, listing, writer, where),
    }


def _status(said: Statement) -> str:
    """Return the status of a statement that stands: a draft until a clinician has reviewed it."""
    return "active" if said.reviewed else "draft"


def _id(statement: str) -> str:
    """Return an id that FHIR takes: at most 64 characters; a longer one becomes its digest."""
    return statement if len(statement) <= 64 else sha256(statement.encode()).hexdigest()


def _kind(said: Statement, listing: Listing, writer: Writer, where: str) -> Resource:
    if said.verdict in CONTRAINDICATIONS:
        text = writer.condition(condition_of(said))
        concept = {"coding": list(_condition(said, listing)), "text": text}
        return {
            "type": "contraindication",
            "contraindication": {"diseaseSymptomProcedure": {"concept": concept}},
        }
    code = {"coding": [_coding("verdict", said.verdict.value, writer, "verdicts")]}
    return {"type": "warning", "warning": {"description": where, "code": code}}


def _condition(said: Statement, listing: Listing) -> Iterator[Resource]:
    term = listing.dataset.term("conditions", said.population)
    yield {"system": system("condition"), "code": term.id, "display": term.words.en}
    for one in term.ids:
        known = DISORDERS.get(one.partition(":")[0])
        if known is not None:
            yield {"system": known[0], "code": one.removeprefix(known[1])}


def _categories(said: Statement, listing: Listing, writer: Writer) -> Iterator[Resource]:
    level = level_of(said, listing.dataset.sources[said.source])
    several = [
        ("verdict", said.verdict.value, "verdicts"),
        ("evidence", said.evidence.value, "evidence"),
        ("level", level.value if level else None, "levels"),
        ("circumstance", said.circumstance, "circumstances"),
    ]
    for name, code, vocabulary in several:
        if code:
            yield {"coding": [_coding(name, code, writer, vocabulary)]}


def _coding(name: str, code: str, writer: Writer, vocabulary: str) -> dict[str, Any]:
    return {"system": system(name), "code": code, "display": writer.word(vocabulary, code)}


def _div(said: Statement, entry: Entry, listing: Listing, writer: Writer, where: str) -> str:
    """Return what a reader must see: what is said, by whom, in which release, the warnings."""
    source, release = listing.dataset.sources[said.source], listing.release
    lines = [
        f"{entry.subject.names.en}: {where}",
        f"{source.called('en')} ({said.stated or writer.phrase('undated')}). {said.locator}",
        f"{writer.phrase('release')}: {release.id}, {release.date}",
        *(term.words.en for term in closing.warnings(listing.dataset, reviews([said]))),
    ]
    inner = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return f'<div xmlns="http://www.w3.org/1999/xhtml">{inner}</div>'
