"""The list as OMOP concept sets, one for each level, and the query that resolves them.

The list knows the codes of its medicines, not the numbers that a copy of the OMOP
vocabularies gives to them, so that `CONCEPT_ID` is 0 and the query beside each set
finds the numbers of the reader's own copy.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from mitosafe.export.listing import Listing
from mitosafe.model import Drug, Level

Item = dict[str, Any]


def files(listing: Listing) -> dict[str, bytes]:
    """Return a concept set and its query for each level.

    Args:
        listing: The list as of a release.

    Returns:
        The contents by file name.
    """
    made: dict[str, bytes] = {}
    for number, level in enumerate(reversed(Level), 1):
        name = f"mitosafe-{listing.release.id}-{level.value}"
        items = list(_items(listing, level))
        text = json.dumps(_set(listing, level, number, items), ensure_ascii=False, indent=1)
        made[f"{name}.json"] = f"{text}\n".encode()
        made[f"{name}.sql"] = _query(listing, level, items).encode()
    return made


def _about(listing: Listing, level: Level) -> str:
    release, term = listing.release, listing.dataset.term("levels", level.value)
    said = " ".join(warning.words.en for warning in listing.warnings)
    return (
        f"mitosafe, release {release.id} of {release.date}: medicines whose worst level is "
        f"{term.words.en}. The level may hold only under conditions that this set cannot "
        f"say. Medicines without a code are not in it. {said}"
    )


def _set(listing: Listing, level: Level, number: int, items: list[Item]) -> dict[str, Any]:
    return {
        "id": number,
        "name": f"mitosafe {listing.release.id} {level.value}",
        "description": _about(listing, level),
        "expression": {
            "items": [
                {
                    "concept": item,
                    "isExcluded": False,
                    "includeDescendants": True,
                    "includeMapped": False,
                }
                for item in items
            ]
        },
    }


def _items(listing: Listing, level: Level) -> Iterator[Item]:
    for entry in listing.entries:
        if isinstance(entry.subject, Drug) and entry.judgement.worst is level:
            for place, code in enumerate(entry.subject.codes.rxnorm):
                # The first is the ingredient; of what kind the others are is not known.
                known = () if place else ("Ingredient", "S")
                yield _concept(entry.subject, code, "RxNorm", *known)
            for code in entry.subject.codes.atc:
                yield _concept(entry.subject, code, "ATC", "ATC 5th", "C")


def _concept(
    drug: Drug, code: str, vocabulary: str, kind: str | None = None, standard: str | None = None
) -> Item:
    return {
        "CONCEPT_ID": 0,
        "CONCEPT_NAME": drug.names.en,
        "CONCEPT_CODE": code,
        "VOCABULARY_ID": vocabulary,
        "DOMAIN_ID": "Drug",
        "CONCEPT_CLASS_ID": kind,
        "STANDARD_CONCEPT": standard,
        "INVALID_REASON": "V",
    }


def _query(listing: Listing, level: Level, items: list[Item]) -> str:
    """Return the query that finds the concepts of a copy of the vocabularies."""
    by_vocabulary: dict[str, list[str]] = {}
    for item in items:
        by_vocabulary.setdefault(item["VOCABULARY_ID"], []).append(item["CONCEPT_CODE"])
    parts = [
        f"(vocabulary_id = '{name}' AND concept_code IN ({_quoted(codes)}))"
        for name, codes in by_vocabulary.items()
    ]
    where = "\n   OR ".join(parts) or "1 = 0"
    columns = "concept_id, concept_name, vocabulary_id, concept_code, standard_concept"
    return f"-- {_about(listing, level)}\nSELECT {columns}\nFROM concept\nWHERE {where};\n"


def _quoted(codes: list[str]) -> str:
    return ", ".join("'" + code.replace("'", "''") + "'" for code in sorted(set(codes)))
