"""Observations of a patient, genomics reports above all → what the list knows of them.

A variant counts if the report says that it is present, in the numbering that the list
uses, and does not call it harmless. A variant of a gene of the list that is called
pathogenic is a suspicion: a gene alone is no diagnosis, and one variant of a recessive
gene makes a carrier.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from mitosafe._text.showing import shown
from mitosafe.fhir.concepts import codings, texts
from mitosafe.fhir.conditions import TAKEN_BACK, Fact, Reading
from mitosafe.fhir.diagnosis_codes import plain_code

#: What the parts of a report are, by the code of LOINC.
ASSESSMENT, GENE = "69548-6", "48018-6"
_VARIANT = ("81290-9", "48004-6", "48005-3")
_REFERENCE, _SIGNIFICANCE, _STATE = "48013-7", "53037-8", "53034-5"
#: How LOINC says present, pathogenic (or likely so), and heterozygous.
_PRESENT = frozenset({"LA9633-4", "present", "detected", "positive"})
_PATHOGENIC = frozenset({"LA6668-3", "LA26332-9", "pathogenic", "likely pathogenic"})
_HETEROZYGOUS = frozenset({"LA6706-1", "heterozygous"})
#: How a value says that what the code names is not there.
_ABSENT = frozenset({"LA9634-2", "LA6577-6", "absent", "negative", "not detected", "260385009"})
#: The numbering of mitochondrial DNA that the list uses.
_NUMBERING = "NC_012920.1"
_MITOCHONDRIAL = re.compile(r"(?:(?P<reference>[\w.]+):)?m\.(?P<change>\d+[ACGT]>[ACGT])")
_PROTEIN = re.compile(r"p\.\(?([A-Z][a-z]{2}\d+[A-Z][a-z]{2})\)?")
#: The gene of which one variant makes a carrier of whom the list speaks.
_POLG = "9179"


def observation(reading: Reading) -> list[Fact]:
    """Return what an Observation came to.

    Args:
        reading: The reading of the resource.

    Returns:
        A fact for each variant, and for each code, value or text of any other observation
        that the list knows something of.
    """
    data, path = reading.resource.data, reading.resource.path
    if _codes(data.get("code")) & {ASSESSMENT}:
        _Variant(reading).read()
        return reading.facts
    reading.concept(data.get("code"), f"{path}.code", sure=False)
    absent = data.get("valueBoolean") is False or bool(_values(data) & _ABSENT)
    if absent:
        # What is asked for is not there: no more than a record that is taken back.
        reading.facts = [_aside(fact) for fact in reading.facts]
    value = f"{path}.value.ofType(CodeableConcept)"
    reading.concept(data.get("valueCodeableConcept"), value, sure=True)
    if isinstance(data.get("valueString"), str):
        reading.text(data["valueString"], f"{path}.value.ofType(string)", sure=False)
    for number, part in _components(data):
        where = f"{path}.component[{number}]"
        # What a component means depends on the others.
        reading.concept(part.get("code"), f"{where}.code", sure=False)
        reading.concept(part.get("valueCodeableConcept"), f"{where}.value", sure=False)
    return reading.facts


def _aside(fact: Fact) -> Fact:
    return attrs.evolve(fact, kind="set-aside", reason="absent")


class _Variant:
    """Reads a report of one variant."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._data = reading.resource.data
        self._parts: dict[str, Mapping[str, Any]] = {}
        for _, part in _components(self._data):
            for code in _codes(part.get("code")):
                self._parts.setdefault(code, part)

    def read(self) -> None:
        """Tell what the report says."""
        value = "; ".join([*self._written(), *self._genes()]) or self._reading.resource.type
        terms, sure = self._terms(), True
        if not terms and self._pathogenic():
            terms, sure = self._of_gene(), False
        if not terms:
            return
        self._tell(terms, value, sure=sure)

    def _tell(self, terms: tuple[str, ...], value: str, *, sure: bool) -> None:
        reading, path = self._reading, self._reading.resource.path
        stated = self._data.get("valueCodeableConcept")
        if reading.reason in TAKEN_BACK:
            reading.fact("set-aside", terms, value, path)
        elif stated is not None and not self._says(stated, _PRESENT):
            reading.fact("set-aside", terms, value, path, "absent")
        elif sure and self._harmless(terms):
            reading.fact("set-aside", terms, value, path, "significance")
        elif stated is None or reading.reason:
            reading.fact("hint", terms, value, path)
        else:
            reading.fact("applied", terms, value, path)

    def _terms(self) -> tuple[str, ...]:
        """Return the conditions of the variant itself."""
        found: dict[str, None] = {}
        for written in self._written():
            meaning = self._reading.known.codes.meaning("HGVS", self._as_listed(written))
            found.update(dict.fromkeys(meaning.terms))
        return tuple(found)

    def _as_listed(self, written: str) -> str:
        """Return a variant as the table has it, if it is in the numbering of the table."""
        change = _MITOCHONDRIAL.search(written)
        if change is not None and self._numbered(change["reference"]):
            return f"{_NUMBERING}:m.{change['change']}"
        protein = _PROTEIN.search(written)
        return f"{self._symbol(written)}:p.{protein[1]}" if protein else "?"

    def _numbered(self, reference: str | None) -> bool:
        """Return whether the numbers of a variant are those of the list's reference."""
        stated = {*self._texts(_REFERENCE), *([reference] if reference else [])}
        return stated <= {_NUMBERING, _NUMBERING.split(".", maxsplit=1)[0]}

    def _symbol(self, written: str) -> str:
        genes = {plain_code("HGNC", gene) for gene in self._genes()}
        return "POLG" if _POLG in genes or written.startswith("NM_002693") else "?"

    def _of_gene(self) -> tuple[str, ...]:
        """Return what a pathogenic variant of a gene of the list makes of its bearer."""
        known = self._reading.known
        for gene in self._genes():
            number = plain_code("HGNC", gene) or ""
            if number == _POLG and self._says(self._value(_STATE), _HETEROZYGOUS):
                return ("polg-single-variant",)
            if terms := known.genes.get(number):
                return known.suspicion(terms) or tuple(terms[:1])
        return ()

    def _pathogenic(self) -> bool:
        return self._says(self._value(_SIGNIFICANCE), _PATHOGENIC)

    def _harmless(self, terms: tuple[str, ...]) -> bool:
        """Return whether the report calls a variant something else than pathogenic."""
        stated = self._value(_SIGNIFICANCE)
        return stated is not None and not self._pathogenic() and terms != ("mt-rnr1-normal",)

    def _written(self) -> list[str]:
        return [text for code in _VARIANT for text in self._texts(code)]

    def _genes(self) -> list[str]:
        return [text for text in self._texts(GENE) if "HGNC" in text.upper()]

    def _texts(self, part: str) -> list[str]:
        """Return all by which the value of a part is written: codes, displays, text."""
        node = self._parts.get(part, {})
        value = node.get("valueCodeableConcept")
        found = [str(c.get("code")).strip() for c in codings(value) if "code" in c]
        found += [*texts(value), *texts(node.get("valueString"))]
        return list(dict.fromkeys(shown(text) for text in found))

    def _value(self, part: str) -> object:
        node = self._parts.get(part, {})
        return node.get("valueCodeableConcept", node.get("valueString"))

    @staticmethod
    def _says(value: object, known: frozenset[str]) -> bool:
        found = {str(coding.get("code")).strip() for coding in codings(value)}
        return bool(known & {*found, *(text.strip().lower() for text in texts(value))})


def _components(data: Mapping[str, Any]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    given = data.get("component")
    for number, part in enumerate(given if isinstance(given, list) else ()):
        if isinstance(part, Mapping):
            yield number, part


def _codes(concept: object) -> set[str]:
    return {str(coding.get("code")).strip() for coding in codings(concept)}


def _values(data: Mapping[str, Any]) -> set[str]:
    value = data.get("valueCodeableConcept")
    return {*_codes(value), *(text.strip().lower() for text in texts(value))}
