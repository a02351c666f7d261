"""Conditions, reasons and the family of a patient → what the list knows of them.

A code that fits a condition of the list, or is of a kind of it, and a name that stands
alone, are applied; what is open is suspected; what is wider, or only mentioned, is told.
What is taken back, negated or said of the family decides nothing. Which disease is meant
is never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import attrs

from mitosafe._text.showing import shown
from mitosafe.answers.dataset import Dataset
from mitosafe.fhir.bundle import Resource
from mitosafe.fhir.concepts import codings, texts
from mitosafe.fhir.diagnosis_codes import DiagnosisCodes, Meaning
from mitosafe.fhir.diagnosis_texts import DiagnosisTexts, Said
from mitosafe.fhir.medications import subject
from mitosafe.model import ANY_PMD

#: A status that takes a record back, and one that leaves it open.
TAKEN_BACK = frozenset({"refuted", "entered-in-error", "cancelled", "deleted"})
OPEN = frozenset({"unconfirmed", "provisional", "differential", "preliminary", "registered"})
#: How German systems say it, in an extension of a coding: excluded, suspected, a former state.
_CERTAINTY = {"A": "refuted", "V": "provisional", "Z": "former"}
#: Where any other record says for which disease it is; it may be a suspicion only.
REASONS = (
    "reasonCode",
    "reason",
    "reasonCodeableConcept",
    "reasonForUseCodeableConcept",
    "conclusionCode",
    "codedDiagnosis",
)
#: How a text speaks of a disease that decides nothing.
_ASIDE = {Said.NEGATED: "negated", Said.FAMILY: "family"}


@attrs.frozen(kw_only=True)
class Fact:
    """What one condition, observation or reason of a patient came to.

    Args:
        kind: `applied`; `hint` or `asks` (it may name a condition: not applied); `known`
            (a disease of which the list says nothing of its own); `other` (another
            disease); `unread`; `set-aside`; `conflict` (the caller said it is absent),
            `contradiction` (another record says otherwise) or `other-patient`.
        terms: Ids of conditions of the list; of a disorder if it is only `known`.
        value: The code or text as it stands.
        path: Where it stands, as a FHIRPath expression.
        reason: The status that set it aside or left it open; else empty.
        subject: The reference to the patient as it stands; none if there is none.
        of: The type of the resource in which it stands.
    """

    kind: str
    terms: tuple[str, ...] = ()
    value: str
    path: str
    reason: str = ""
    subject: str | None = None
    of: str = ""

    @property
    def said(self) -> str:
        """All of it in one line: what stands there, what it was taken for, and the status."""
        terms = f" → {', '.join(self.terms)}" if self.terms else ""
        return f"{self.value}{terms}{f'; {self.reason}' if self.reason else ''}"


class Diagnoses:
    """How the conditions of a list are recognised."""

    def __init__(self, dataset: Dataset) -> None:
        """Read the codes and names of the conditions, and the disorders of the directory."""
        self.graph = dataset.parents
        self.codes = DiagnosisCodes(dataset.rows("condition_codes.tsv"))
        self.codes.add((i, term.id) for term in dataset.terms("conditions") for i in term.ids)
        self.texts = DiagnosisTexts(dataset)
        #: What each condition is; one of a hospital's own that does not say so is a disorder.
        self.kinds: dict[str, str] = {
            term.id: term.kind or "disorder" for term in dataset.terms("conditions")
        }
        #: The genes, by the number of their id, with the conditions that are of that gene.
        self.genes: dict[str, list[str]] = {}
        for term in dataset.terms("conditions"):
            for gene in term.genes:
                number = gene.partition("(HGNC:")[2].rstrip(")")
                self.genes.setdefault(number, []).append(term.id)
        self._disorders = DiagnosisCodes(())
        self._disorders.add((i, term.id) for term in dataset.terms("disorders") for i in term.ids)

    def disorder(self, address: object, code: object) -> str | None:
        """Return the disorder of the directory that a code stands for; none if there is none."""
        found = self._disorders.meaning(address, code).terms
        return found[0] if found else None

    def suspicion(self, terms: Iterable[str]) -> tuple[str, ...]:
        """Return what is suspected of whoever may have these conditions.

        Args:
            terms: Ids of conditions.

        Returns:
            The suspicions that they settle, and the terms themselves that are suspicions;
            nothing for who would only be a carrier.
        """
        found = self.graph.closure(terms)
        of = [one for one, by in self.graph.settled_by.items() if not found.isdisjoint(by)]
        return tuple(dict.fromkeys([*of, *(t for t in terms if self.kinds.get(t) == "suspicion")]))


@lru_cache(maxsize=4)
def diagnoses(dataset: Dataset) -> Diagnoses:
    """Return how the conditions of a list are recognised, made once for each list."""
    return Diagnoses(dataset)


class Reading:
    """Reads one resource that may say what a patient has."""

    def __init__(self, resource: Resource, known: Diagnoses, most: int) -> None:
        """Keep the resource, and how many characters of a text are read."""
        self.resource = resource
        self.known = known
        self.most = most
        self.facts: list[Fact] = []
        self.reason = status(resource.data)

    def condition(self) -> list[Fact]:
        """Return what a Condition came to: at least one fact."""
        data, path = self.resource.data, f"{self.resource.path}.code"
        self.concept(data.get("code"), path, sure=True)
        if not self.facts:
            value = "; ".join(all_texts(data.get("code"))) or self.resource.type
            self.fact("other" if self._readable(data.get("code")) else "unread", (), value, path)
        return self.facts

    def reasons(self) -> list[Fact]:
        """Return what the reasons of any other record may name."""
        for key in REASONS:
            given = self.resource.data.get(key)
            for node in given if isinstance(given, list) else [given]:
                # R5 puts the concept beside a reference.
                concept = node.get("concept", node) if isinstance(node, Mapping) else node
                self.concept(concept, f"{self.resource.path}.{key}", sure=False)
        return self.facts

    def concept(self, concept: object, path: str, *, sure: bool) -> None:
        """Read the codes and texts of a concept; if it is not sure, they are only told."""
        turned = self._turned(concept)
        for number, coding in enumerate(codings(concept)):
            meaning = self.known.codes.meaning(coding.get("system"), coding.get("code"))
            self._meant(meaning, coding, f"{path}.coding[{number}]", turned, sure=sure)
        for text in texts(concept):
            self.text(text, path, sure=sure)

    def _meant(
        self, meaning: Meaning, coding: Mapping[str, Any], path: str, turned: str, *, sure: bool
    ) -> None:
        value = "|".join(shown(coding.get(key, "")) for key in ("system", "code"))
        if meaning.terms:
            self.tell(meaning.terms, value, path, reason=self.reason or turned, sure=sure)
        elif meaning.suspected:
            self.tell(meaning.asks, value, path, reason=self.reason or "which-system", sure=sure)
        elif meaning.asks:
            self.fact("set-aside" if self._gone() else "asks", meaning.asks, value, path)
        elif name := self.known.disorder(coding.get("system"), coding.get("code")):
            self.fact("set-aside" if self._gone() else "known", (name,), value, path)

    def tell(
        self, terms: tuple[str, ...], value: str, path: str, *, reason: str, sure: bool
    ) -> None:
        """Add the fact that terms are named, as the reason and the certainty have it."""
        if reason in TAKEN_BACK or reason in _ASIDE.values():
            self.fact("set-aside", terms, value, path, reason)
        elif not sure or reason in ("modifierExtension", "mentioned", "former", "turned"):
            self.fact("hint", terms, value, path, reason)
        elif reason:
            suspected = self.known.suspicion(terms)
            self.fact("applied" if suspected else "hint", suspected or terms, value, path, reason)
        else:
            self.fact("applied", terms, value, path)

    def _turned(self, concept: object) -> str:
        """Return how the texts beside a code turn its meaning; empty if they do not.

        What a text takes back beside a code is no more than a contradiction in one record.
        """
        for text in texts(concept):
            said = self.known.texts.how(text[: self.most])
            if said in _ASIDE:
                return "turned"
            if said is Said.SUSPECTED:
                return "suspected"
        return ""

    def text(self, text: str, path: str, *, sure: bool) -> None:
        """Read a text; a condition that was told already is not told again."""
        read = self.known.texts.read(text[: self.most])
        if read is None:
            return
        said, terms = read
        told = self.known.graph.closure(
            term for fact in self.facts if fact.kind != "asks" for term in fact.terms
        )
        new = tuple(term for term in terms if term not in told and not self._covered(term))
        if new:
            turned = {Said.NAMED: "", Said.SUSPECTED: "suspected", Said.MENTIONED: "mentioned"}
            reason = _ASIDE.get(said) or self.reason or turned[said]
            self.tell(new, text, path, reason=reason, sure=sure)

    def _covered(self, term: str) -> bool:
        """Return whether a code of the record was read, and a text only says it more widely."""
        return any(fact.kind == "applied" for fact in self.facts) and term == ANY_PMD

    def _gone(self) -> bool:
        return self.reason in TAKEN_BACK

    def _readable(self, concept: object) -> bool:
        """Return whether all that stands there was understood, if only as another disease."""
        if any(text.strip() for text in texts(concept)):
            return True
        return any(
            coding.get("code") == "no-known-problems"
            or self.known.codes.meaning(coding.get("system"), coding.get("code")).known
            for coding in codings(concept)
        )

    def fact(
        self, kind: str, terms: tuple[str, ...], value: str, path: str, reason: str = ""
    ) -> None:
        """Add a fact."""
        self.facts.append(
            Fact(
                kind=kind,
                terms=terms,
                value=shown(value),
                path=path,
                reason=reason or self.reason,
                subject=subject(self.resource.data),
                of=self.resource.type,
            )
        )


def status(data: Mapping[str, Any]) -> str:
    """Return the status that takes a record back or leaves it open; empty if there is none."""
    if data.get("modifierExtension"):
        return "modifierExtension"
    codes = [data.get("status"), data.get("verificationStatus")]
    codes += [coding.get("code") for coding in codings(data.get("verificationStatus"))]
    codes += _certainties(data.get("code"))
    said = [code.strip().lower() for code in codes if isinstance(code, str)]
    for group in (TAKEN_BACK, OPEN, {"former"}):
        for code in said:
            if code in group:
                return code
    return ""


def _certainties(concept: object) -> Iterator[str]:
    for coding in codings(concept):
        extensions = coding.get("extension")
        for extension in extensions if isinstance(extensions, list) else ():
            value = extension.get("valueCoding") if isinstance(extension, Mapping) else None
            if isinstance(value, Mapping) and "sicherheit" in str(extension.get("url")):
                yield _CERTAINTY.get(str(value.get("code")), "")


def all_texts(concept: object) -> list[str]:
    """Return every code and text of a concept, so that what was not read can be named."""
    codes = [
        f"{shown(c.get('system', ''))}|{shown(c['code'])}" for c in codings(concept) if "code" in c
    ]
    # What a person can read comes first: a long value is cut at its end.
    return list(dict.fromkeys([*(shown(text) for text in texts(concept)), *codes]))
