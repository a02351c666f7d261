"""Conditions and observations of a patient → what the list knows of them.

Only a code that the list itself gives (ORPHA, MONDO or OMIM) is applied. Every other
code is reported as not read, and a name, a gene or a variant in a text is reported as
a hint: which disease is meant is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import attrs

from mitosafe._text.folding import tokens
from mitosafe._text.showing import shown
from mitosafe.answers.dataset import Dataset
from mitosafe.fhir.bundle import Pool, Resource
from mitosafe.fhir.medications import codings, subject
from mitosafe.graph import way_up
from mitosafe.model import ANY_PMD, LANGUAGES, Term

#: Names by which the systems are known whose ids the list gives, and the prefix here.
SYSTEMS: Mapping[str, tuple[str, ...]] = {
    "ORPHA": (
        "http://www.orpha.net",
        "https://www.orpha.net",
        "http://orpha.net",
        "https://orpha.net",
        "http://www.orpha.net/ordo",
        "http://terminology.hl7.org/namingsystem/orphanet",
    ),
    "MONDO": (
        "http://purl.obolibrary.org/obo/mondo.owl",
        "https://purl.obolibrary.org/obo/mondo.owl",
        "http://purl.obolibrary.org/obo/mondo",
        "urn:oid:2.16.840.1.113883.3.9216",
    ),
    "OMIM": (
        "http://www.omim.org",
        "https://www.omim.org",
        "http://omim.org",
        "https://omim.org",
        "urn:oid:2.16.840.1.113883.6.174",
    ),
}
#: Every way in which a system above is written has one of these in it.
_MARKS = (*map(str.lower, SYSTEMS), *(a for names in SYSTEMS.values() for a in names if "urn" in a))
_PREFIXES = {alias: prefix for prefix, aliases in SYSTEMS.items() for alias in aliases}
#: `550`, `ORPHA:550`, `MONDO_0010789`, `OMIM 540000`: an optional name, then the number.
_NUMBER = re.compile(r"(?:[A-Za-z]+[ :_#-]?)?(\d{1,12})")

#: A status that takes a record back, and one that leaves it open.
_TAKEN_BACK = frozenset({"refuted", "entered-in-error", "cancelled"})
_OPEN = frozenset({"unconfirmed", "provisional", "differential", "preliminary", "registered"})
#: How German systems say it, in an extension of a coding: excluded, suspected.
_CERTAINTY = {"A": "refuted", "V": "provisional"}
#: Where any other record says for which disease it is; it may be a suspicion only.
_REASONS = (
    "reasonCode",
    "reason",
    "reasonCodeableConcept",
    "reasonForUseCodeableConcept",
    "conclusionCode",
    "codedDiagnosis",
)
#: The record of the diseases of others.
_FAMILY = "FamilyMemberHistory"
#: Words of an entry that may turn a name into its opposite are of this kind in `words.tsv`.
_CONTEXT = "context"


@attrs.frozen(kw_only=True)
class Fact:
    """What one condition, observation or reason of a patient came to.

    Args:
        kind: `applied`, `known` (a disease of which the list says nothing of its own),
            `hint`, `unread` or `set-aside`.
        terms: Ids of conditions of the list; of a disorder if it is only `known`.
        value: The code or text as it stands.
        path: Where it stands, as a FHIRPath expression.
        reason: The status that set it aside or left it open; else empty.
        subject: The reference to the patient as it stands; none if there is none.
    """

    kind: str
    terms: tuple[str, ...] = ()
    value: str
    path: str
    reason: str = ""
    subject: str | None = None

    @property
    def said(self) -> str:
        """All of it in one line: what stands there, what it was taken for, and the status."""
        terms = f" → {', '.join(self.terms)}" if self.terms else ""
        return f"{self.value}{terms}{f'; {self.reason}' if self.reason else ''}"


def may_apply(text: str) -> bool:
    """Return quickly whether the text of a resource can have a code that is applied.

    Args:
        text: JSON.

    Returns:
        False if no system is in it whose codes the list knows.

    Examples:
        >>> may_apply('{"system": "http://www.orpha.net"}'), may_apply('{"system": "x"}')
        (True, False)
    """
    text = text.lower()
    return any(mark in text for mark in _MARKS)


class _Tables:
    """How the conditions of a list are recognised."""

    def __init__(self, dataset: Dataset) -> None:
        conditions = dataset.terms("conditions")
        #: Id elsewhere to the condition of the list.
        self.conditions: dict[str, str] = {i: t.id for t in conditions for i in t.ids}
        #: Id elsewhere to the disorder, and the nearest condition above it.
        self.disorders: dict[str, tuple[str, str | None]] = {}
        disorders = {t.id: t for t in dataset.terms("disorders")}
        parents = {t.id: t.parent for t in disorders.values()}
        for term in disorders.values():
            ids = (i for up in way_up(term.id, parents) for i in disorders[up].ids)
            above = next((self.conditions[i] for i in ids if i in self.conditions), None)
            self.disorders.update((i, (term.id, above)) for i in term.ids)
        #: Folded names to the conditions of that name.
        self.names: dict[tuple[str, ...], set[str]] = {}
        for term in conditions:
            if term.id != ANY_PMD:
                for name in _names(term):
                    self.names.setdefault(name, set()).add(term.id)
        #: First token of a name to the lengths of the names that begin with it.
        self._lengths: dict[str, set[int]] = {}
        for name in self.names:
            self._lengths.setdefault(name[0], set()).add(len(name))

    def code(self, system: object, code: object) -> tuple[str, str] | None:
        """Return what a code stands for: `applied` and a condition, or `known` and a disorder."""
        if not isinstance(system, str) or not isinstance(code, (str, int)):
            return None
        prefix = _PREFIXES.get(system.strip().rstrip("/").lower())
        number = _NUMBER.fullmatch(str(code).strip())
        if prefix is None or number is None:
            return None
        digits = number[1].zfill(7) if prefix == "MONDO" else str(int(number[1]))
        condition = self.conditions.get(f"{prefix}:{digits}")
        disorder, above = self.disorders.get(f"{prefix}:{digits}", (None, None))
        condition = condition or above
        if condition is not None and condition != ANY_PMD:
            return "applied", condition
        known = disorder or condition
        return ("known", known) if known is not None else None

    def text(self, text: str) -> tuple[str, ...]:
        """Return the conditions whose name, gene or variant stands in a text."""
        parts = tokens(text)
        found: set[str] = set()
        for start, token in enumerate(parts):
            for length in self._lengths.get(token, ()):
                found |= self.names.get(tuple(parts[start : start + length]), set())
        return tuple(sorted(found))


@lru_cache(maxsize=4)
def _tables(dataset: Dataset) -> _Tables:
    return _Tables(dataset)


#: A variant of mitochondrial DNA as the list writes it.
_VARIANT = re.compile(r"m\.(\d+)([ACGT])>([ACGT])")


def _names(term: Term) -> Iterable[tuple[str, ...]]:
    """Return the folded names of a condition: its id, its wordings, the variants in them."""
    wordings = [term.words[language] for language in LANGUAGES]
    names = [term.id, *wordings, *(wording.split("(")[0] for wording in wordings)]
    for number, old, new in _VARIANT.findall(term.words.en):
        # 1555A>G, and the older A1555G.
        names += [f"{number}{old}>{new}", f"{old}{number}{new}"]
    return {tuple(tokens(name)) for name in names} - {()}


def facts(pool: Pool, dataset: Dataset, most: int) -> tuple[Fact, ...]:
    """Read the conditions and observations of an input.

    Args:
        pool: The resources of the input.
        dataset: The list whose conditions are looked for.
        most: How many characters of a text are read.

    Returns:
        One fact or more for each condition; for each observation, and each reason in
        another record, those that the list knows something of. Family history is not
        the patient's and is not read.
    """
    found: list[Fact] = []
    for resource in pool.resources:
        told = resource.type in ("Condition", "Observation")
        if told or (resource.type != _FAMILY and not resource.data.keys().isdisjoint(_REASONS)):
            found.extend(_Reading(resource, dataset, most).facts())
    return tuple(found)


class _Reading:
    """Reads one condition, observation, or record with a reason."""

    def __init__(self, resource: Resource, dataset: Dataset, most: int) -> None:
        self._resource = resource
        self._dataset = dataset
        self._tables = _tables(dataset)
        self._most = most
        self._facts: list[Fact] = []
        self._reason = _status(resource.data)

    def facts(self) -> list[Fact]:
        """Return what it came to; for a condition at least one fact."""
        data, path = self._resource.data, self._resource.path
        if self._resource.type == "Condition":
            self._concept(data.get("code"), f"{path}.code", sure=True)
            if not self._facts:
                value = "; ".join(_all_texts(data.get("code"))) or self._resource.type
                self._fact("unread", (), value, f"{path}.code")
            return self._facts
        if self._resource.type != "Observation":
            self._reasons(data, path)
            return self._facts
        self._value(data, path, sure=True)
        components = data.get("component")
        for number, part in enumerate(components if isinstance(components, list) else ()):
            if isinstance(part, Mapping):
                # What a component means depends on the others: a variant that is absent
                # has components, too.
                self._value(part, f"{path}.component[{number}]", sure=False)
        return self._facts

    def _reasons(self, data: Mapping[str, Any], path: str) -> None:
        for key in _REASONS:
            given = data.get(key)
            for node in given if isinstance(given, list) else [given]:
                # R5 puts the concept beside a reference.
                concept = node.get("concept", node) if isinstance(node, Mapping) else node
                self._concept(concept, f"{path}.{key}", sure=False)

    def _value(self, data: Mapping[str, Any], path: str, *, sure: bool) -> None:
        self._concept(data.get("code"), f"{path}.code", sure=False)
        self._concept(
            data.get("valueCodeableConcept"), f"{path}.value.ofType(CodeableConcept)", sure=sure
        )
        if isinstance(data.get("valueString"), str):
            self._text(data["valueString"], f"{path}.value.ofType(string)")

    def _concept(self, concept: object, path: str, *, sure: bool) -> None:
        for number, coding in enumerate(codings(concept)):
            found = self._tables.code(coding.get("system"), coding.get("code"))
            if found is not None:
                kind, term = found
                value = f"{shown(coding.get('system', ''))}|{shown(coding.get('code', ''))}"
                where = f"{path}.coding[{number}]"
                self._fact(self._kind(kind, concept, sure=sure), (term,), value, where)
        for text in _texts(concept):
            self._text(text, path)

    def _kind(self, kind: str, concept: object, *, sure: bool) -> str:
        if self._reason in _TAKEN_BACK:
            return "set-aside"
        if kind == "applied" and (not sure or self._reason or self._turned(concept)):
            return "hint"
        return kind

    def _turned(self, concept: object) -> bool:
        """Return whether a word of the text may mean that the disease is not there."""
        words = self._dataset.index.words
        parts = (token for text in _texts(concept) for token in tokens(text[: self._most]))
        return any(words.get(token) == _CONTEXT for token in parts)

    def _text(self, text: str, path: str) -> None:
        terms = self._tables.text(text[: self._most])
        told = {term for fact in self._facts for term in fact.terms}
        if new := tuple(term for term in terms if term not in told):
            kind = "set-aside" if self._reason in _TAKEN_BACK else "hint"
            self._fact(kind, new, text, path)

    def _fact(self, kind: str, terms: tuple[str, ...], value: str, path: str) -> None:
        self._facts.append(
            Fact(
                kind=kind,
                terms=terms,
                value=shown(value),
                path=path,
                reason=self._reason,
                subject=subject(self._resource.data),
            )
        )


def _status(data: Mapping[str, Any]) -> str:
    """Return the status that takes a record back or leaves it open; empty if there is none."""
    if data.get("modifierExtension"):
        return "modifierExtension"
    codes = [data.get("status"), data.get("verificationStatus")]
    codes += [coding.get("code") for coding in codings(data.get("verificationStatus"))]
    codes += _certainties(data.get("code"))
    said = [code.strip().lower() for code in codes if isinstance(code, str)]
    for group in (_TAKEN_BACK, _OPEN):
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


def _texts(concept: object) -> list[str]:
    """Return the text and the displays of a CodeableConcept."""
    if isinstance(concept, str):
        return [concept]
    text = concept.get("text") if isinstance(concept, Mapping) else None
    texts = [text, *(coding.get("display") for coding in codings(concept))]
    return [text for text in texts if isinstance(text, str)]


def _all_texts(concept: object) -> list[str]:
    """Return every code and text of a concept, so that what was not read can be named."""
    codes = [
        f"{shown(c.get('system', ''))}|{shown(c['code'])}" for c in codings(concept) if "code" in c
    ]
    # What a person can read comes first: a long value is cut at its end.
    return list(dict.fromkeys([*(shown(text) for text in _texts(concept)), *codes]))
