"""Lists of medicines whose items are only named, and records that say there is no medicine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mitosafe._text.folding import fold
from mitosafe.fhir.bundle import Resource
from mitosafe.fhir.concepts import codings, texts

#: Codes of lists of medicines: LOINC, and the example codes of FHIR.
_OF_MEDICINES = frozenset(
    {"10160-0", "10183-2", "29549-3", "57828-6", "56445-0", "42346-7", "medications"}
)
#: What the name of such a list begins with, in one of its words.
_WORDS = ("medic", "geneesmiddel", "traitement", "prescription")
#: How a record says that there is no medicine: codes of the patient summary, and names.
_NONE_CODES = frozenset({"no-known-medications", "no-medication-info"})
_NONE_NAMES = frozenset(
    {
        *("no known medications", "no known medication", "no known current medications"),
        *("no current medications", "no medications", "not on any medication"),
        *("aucun medicament connu", "aucun traitement connu", "aucun medicament"),
        *("geen bekende medicatie", "geen medicatie", "geen medicatie bekend"),
    }
)


def listed(resources: Iterable[Resource]) -> Iterator[Resource]:
    """Return the items of lists of medicines that only say a name, each as a record.

    An item that refers to a resource of the input is read as that resource.
    """
    for one in resources:
        entries = one.data.get("entry") if one.type == "List" and _of_medicines(one.data) else ()
        for number, entry in enumerate(entries if isinstance(entries, list) else ()):
            item = entry.get("item") if isinstance(entry, Mapping) else None
            if isinstance(item, Mapping) and item.get("display") and not item.get("reference"):
                status = "deleted" if entry.get("deleted") is True else one.data.get("status")
                yield Resource(
                    type="List",
                    data={
                        "medicationReference": {"display": item["display"]},
                        "subject": one.data.get("subject"),
                        "status": status,
                    },
                    path=f"{one.path}.entry[{number}].item",
                    url=one.reference,
                    container=one.container or one,
                )


def _of_medicines(data: Mapping[str, Any]) -> bool:
    code = data.get("code")
    named = [*texts(code), *texts(data.get("title"))]
    words = [word for text in named for word in fold(text).split(" ")]
    coded = {coding.get("code") for coding in codings(code)} & _OF_MEDICINES
    return bool(coded) or any(word.startswith(_WORDS) for word in words)


def no_medicine(data: Mapping[str, Any]) -> str:
    """Return how a record says that there is no medicine; empty if it does not."""
    for key in ("medicationCodeableConcept", "medication"):
        node = data.get(key)
        concept = node.get("concept", node) if isinstance(node, Mapping) else node
        for coding in codings(concept):
            if coding.get("code") in _NONE_CODES:
                return str(coding["code"])
        for text in texts(concept):
            if fold(text) in _NONE_NAMES:
                return text.strip()
    return ""
