"""The family of a patient → the two things that a disease of a relative means for the patient."""

from __future__ import annotations

from mitosafe._text.showing import shown
from mitosafe.fhir.concepts import codings
from mitosafe.fhir.conditions import Fact, Reading, all_texts

#: Relatives from whom nobody inherits mitochondrial DNA, as HL7 writes them.
_NOT_MATERNAL = (
    *("FTH", "NFTH", "NFTHF", "PGRFTH", "PGRMTH", "PGRPRN", "PGGRFTH", "PGGRMTH", "PGGRPRN"),
    *("PAUNT", "PUNCLE", "PCOUSN", "SPS", "HUSB", "WIFE", "DOMPART", "INLAW", "FTHINLAW"),
    *("MTHINLAW", "ADOPTP", "STPFTH", "STPMTH"),
)
#: What a relative has, and what that makes of the patient.
_MEANS = {"lhon": "lhon-family-history", "mt-rnr1": "mt-rnr1-maternal-relative"}


def family(reading: Reading) -> list[Fact]:
    """Return what a FamilyMemberHistory came to.

    Args:
        reading: The reading of the resource.

    Returns:
        A fact for each condition of the relative that the list knows: applied where it
        runs in the maternal line and the list speaks of the family, else set aside.
    """
    data, path = reading.resource.data, reading.resource.path
    relation = {str(coding.get("code")).strip() for coding in codings(data.get("relationship"))}
    given = data.get("condition")
    for number, node in enumerate(given if isinstance(given, list) else ()):
        code = node.get("code") if isinstance(node, dict) else None
        own = Reading(reading.resource, reading.known, reading.most)
        own.concept(code, f"{path}.condition[{number}].code", sure=True)
        named = [term for fact in own.facts if fact.kind == "applied" for term in fact.terms]
        said = reading.known.graph.closure(named)
        means = tuple(meant for has, meant in _MEANS.items() if has in said)
        value = "; ".join(all_texts(code)) or shown(reading.resource.type)
        if means and relation.isdisjoint(_NOT_MATERNAL):
            reading.fact("applied", means, value, f"{path}.condition[{number}].code")
        elif own.facts:
            terms = tuple(dict.fromkeys(term for fact in own.facts for term in fact.terms))
            reading.fact("set-aside", terms, value, f"{path}.condition[{number}].code", "family")
    return reading.facts
