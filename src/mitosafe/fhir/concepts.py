"""A CodeableConcept as it is found: its codings and its texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def codings(concept: object) -> list[Mapping[str, Any]]:
    """Return the codings of a CodeableConcept that are objects."""
    found = concept.get("coding") if isinstance(concept, Mapping) else None
    return [c for c in found if isinstance(c, Mapping)] if isinstance(found, list) else []


def texts(concept: object) -> list[str]:
    """Return the text and the displays of a CodeableConcept."""
    if isinstance(concept, str):
        return [concept]
    text = concept.get("text") if isinstance(concept, Mapping) else None
    found = [text, *(coding.get("display") for coding in codings(concept))]
    return [text for text in found if isinstance(text, str)]
