"""Resources → the medicines they name: every code, every text, and what could not be read.

The shapes differ (`medicationCodeableConcept` and `medicationReference` in R4 and R4B,
`medication.concept` and `medication.reference` in R5) and are mixed up in the field, so
what stands under a key is read by what it looks like, not by what it should be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from mitosafe._text.showing import shown
from mitosafe.errors import UnknownValue
from mitosafe.fhir.bundle import Limits, Pool, Problem, Resource
from mitosafe.fhir.concepts import codings
from mitosafe.fhir.lists import listed, no_medicine
from mitosafe.lookup.systems import system

#: Resources that say that a patient gets a medicine, in R4, R4B, R5 (and STU3 names).
CARRIERS = (
    "MedicationRequest",
    "MedicationStatement",
    "MedicationUsage",
    "MedicationAdministration",
    "MedicationDispense",
    "MedicationOrder",
)
#: Where they name it. Any other resource with one of these keys is read as well, so
#: that a misspelt resourceType hides no medicine.
KEYS = ("medicationCodeableConcept", "medicationReference", "medication")
#: Resources that describe a medicine itself; each stands for itself where nothing refers to it.
PRODUCTS = ("Medication", "MedicationKnowledge")
#: Where an activity of a CarePlan, up to R4B, names what is to be given.
_PRODUCTS = ("productCodeableConcept", "productReference")
#: Where an ingredient of a Medication or a Substance is named.
_ITEMS = (
    "itemCodeableConcept",
    "itemReference",
    "item",
    "substanceCodeableConcept",
    "substanceReference",
)
#: The resource that holds planned activities, and where.
PLAN, ACTIVITY = "CarePlan", ".activity"
#: Systems whose codes are of medicines only.
_OF_MEDICINES = frozenset(
    {"atc", "cip", "cis", "cnk", "din", "dmd", "gpk", "ndc", "prk", "pzn", "rvg", "rxnorm", "unii"}
)
#: How R5 says that a medicine is not taken, and the status of R4 that means it.
_ADHERENCE = {
    "not-taking": "not-taken",
    "stopped": "stopped",
    "stopped-as-directed": "stopped",
    "stopped-not-as-directed": "stopped",
}
#: What a CodeableConcept, a Reference or a CodeableReference can be named by.
_NAMING = ("coding", "text", "display", "concept", "reference", "identifier")


@attrs.frozen(kw_only=True)
class Said:
    """One code or text by which a resource names its medicine.

    Args:
        kind: `code`, `display` (of a code or a reference) or `text`.
        value: The code or text as it stands.
        system: The system of a code as it stands; none if it has none.
        path: Where it stands, as a FHIRPath expression.
        voice: What speaks: the ingredients of one medicine speak together.
    """

    kind: str
    value: str
    system: str | None = None
    path: str
    voice: str


@attrs.frozen(kw_only=True)
class Medication:
    """What one resource says of one medicine.

    Args:
        resource: The resource.
        status: Its status as it stands, none if it has none; or `not-taken`, `not-done`
            or `stopped`, where another element of R5 or an older version says so.
        prohibited: Whether it says `doNotPerform`, which in a CarePlan was `prohibited`.
        subject: The reference to the patient as it stands; none if there is none.
        said: Every code and text; empty if none could be read.
        problems: What stood there and could not be read.
        through: The Medication resources that it refers to and that were read for it.
    """

    resource: Resource
    status: str | None
    prohibited: bool
    subject: str | None
    said: tuple[Said, ...]
    problems: tuple[Problem, ...]
    #: How the record says that there is no medicine; empty if it does not.
    none: str = ""
    through: tuple[Resource, ...] = ()


def medications(pool: Pool, limits: Limits) -> tuple[Medication, ...]:
    """Read every medicine in an input.

    Args:
        pool: The resources of the input.
        limits: How long a code or text may be.

    Returns:
        One for each resource that carries a medicine, in order, then one for each
        activity of a CarePlan that does, for each entry of a list of medicines that only
        says a name, and for each Medication or
        MedicationKnowledge to which none of them refers: nothing is dropped.
    """
    found = [_read(r, pool, limits) for r in pool.resources if _carries(r)]
    found += [_read(r, pool, limits) for r in _planned(pool.resources)]
    found += [_read(r, pool, limits) for r in listed(pool.resources)]
    used = {id(resource) for medication in found for resource in medication.through}
    alone = [r for r in pool.resources if r.type in PRODUCTS and id(r) not in used]
    return (*found, *(_read(r, pool, limits) for r in alone if not _carries(r)))


def subject(data: Mapping[str, Any]) -> str | None:
    """Return the reference to the patient of a resource, as it stands; a blank one is none."""
    for key in ("subject", "patient"):
        node = data.get(key)
        reference = node.get("reference") if isinstance(node, Mapping) else None
        if isinstance(reference, str) and reference.strip():
            return reference.strip()
    return None


def _carries(resource: Resource) -> bool:
    return resource.type in CARRIERS or bool(_named(resource))


def _named(resource: Resource) -> list[str]:
    """Return the keys under which a resource names its medicine."""
    keys = (*KEYS, *_PRODUCTS) if resource.type == PLAN else KEYS
    return [key for key in keys if key in resource.data]


def _planned(resources: Iterable[Resource]) -> Iterator[Resource]:
    """Return the activities of CarePlans that name a product, each as a record of its own."""
    for plan in resources:
        activities = plan.data.get("activity") if plan.type == PLAN else None
        for number, activity in enumerate(activities if isinstance(activities, list) else ()):
            detail = activity.get("detail") if isinstance(activity, Mapping) else None
            if isinstance(detail, Mapping):
                made = Resource(
                    type=plan.type,
                    data={**detail, "subject": plan.data.get("subject")},
                    path=f"{plan.path}{ACTIVITY}[{number}].detail",
                    url=plan.reference,
                    container=plan.container or plan,
                )
                if _named(made):
                    yield made


def _read(resource: Resource, pool: Pool, limits: Limits) -> Medication:
    reader = _Reader(pool, limits)
    try:
        if _carries(resource):
            for key in _named(resource):
                node = resource.data[key]
                reader.node(node, f"{resource.path}.{key}", resource, (id(resource),))
        else:
            reader.resource(resource, ())
    except _Enough:
        reader.problems.append(Problem(kind="too-many-names", path=resource.path))
    return _made(resource, reader, pool)


def _made(resource: Resource, reader: _Reader, pool: Pool) -> Medication:
    data, problems = resource.data, reader.problems
    if none := no_medicine(data):
        reader.said.clear()
    elif not reader.said:
        problems.append(Problem(kind="no-medication", path=resource.path, value=resource.type))
    if data.get("modifierExtension"):
        problems.append(Problem(kind="modifier", path=f"{resource.path}.modifierExtension"))
    status = "deleted" if pool.deletes(resource) else _not_taken(data) or data.get("status")
    return Medication(
        resource=resource,
        status=shown(status) if isinstance(status, str) else None,
        prohibited=data.get("doNotPerform") is True or data.get("prohibited") is True,
        subject=subject(data),
        said=tuple(reader.said.values()),
        problems=() if none else tuple(problems),
        none=none,
        through=tuple(reader.through.values()),
    )


def _not_taken(data: Mapping[str, Any]) -> str | None:
    """Return the status of R4 for what R5 and the versions before R4 say beside the status."""
    if data.get("taken") == "n" or data.get("wasNotTaken") is True:
        return "not-taken"
    if data.get("notGiven") is True or data.get("wasNotGiven") is True:
        return "not-done"
    adherence = data.get("adherence")
    codes = codings(adherence.get("code")) if isinstance(adherence, Mapping) else ()
    found = {_ADHERENCE.get(str(coding.get("code"))) for coding in codes}
    # Where the codes contradict each other, the record counts.
    return found.pop() if len(found) == 1 else None


def _classified(extensions: object, path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Return the codings of extensions that can only be of a medicine, such as its ATC code.

    European profiles classify a Medication so, with or without a code of its own. What
    else stands in extensions (a unit, a package, a supplier) names no medicine.
    """
    for number, extension in enumerate(extensions if isinstance(extensions, list) else ()):
        if not isinstance(extension, Mapping):
            continue
        where = f"{path}[{number}].value.ofType(CodeableConcept)"
        for coding in codings(extension.get("valueCodeableConcept")):
            if _of_medicines(coding.get("system")):
                yield f"{where}.coding", coding


def _of_medicines(address: object) -> bool:
    """Return whether a system has codes of medicines only, and the list holds some of them."""
    try:
        return isinstance(address, str) and system(address) in _OF_MEDICINES
    except UnknownValue:
        return False


class _Enough(Exception):
    """One medicine has more codes, texts and references than are read, or deeper ones."""


class _Reader:
    """Collects what names one medicine."""

    def __init__(self, pool: Pool, limits: Limits) -> None:
        self._pool = pool
        self._limits = limits
        self._left = limits.names
        #: How deep what is being read is nested, through references as well.
        self._depth = 0
        #: The path of the ingredients that are being read; empty outside of them.
        self._voice = ""
        self.said: dict[tuple[str, str | None, str], Said] = {}
        self.problems: list[Problem] = []
        #: The resources that were read for it: each once, however often it is referred to.
        self.through: dict[int, Resource] = {}

    def node(self, node: object, path: str, of: Resource, trail: tuple[int, ...]) -> None:
        """Read a CodeableConcept, Reference or CodeableReference, or what looks like one."""
        self._depth += 1
        if self._depth > self._limits.depth:
            raise _Enough
        self._shaped(node, path, of, trail)
        self._depth -= 1

    def _shaped(self, node: object, path: str, of: Resource, trail: tuple[int, ...]) -> None:
        if isinstance(node, Mapping):
            self._mapping(node, path, of, trail)
        elif isinstance(node, (list, tuple)):
            self._problem("wrong-shape", path, "list")
            for number, item in enumerate(node):
                self.node(item, f"{path}[{number}]", of, trail)
        else:
            self._problem("wrong-shape", path, node)
            if isinstance(node, str):
                self._say("text", node, path)

    def _mapping(
        self, node: Mapping[str, Any], path: str, of: Resource, trail: tuple[int, ...]
    ) -> None:
        target, named = node.get("reference"), node.get("identifier")
        if not any(node.get(key) for key in _NAMING):
            self._problem("no-name", path)
        if node.get("coding"):
            self._codings(node["coding"], f"{path}.coding")
        for key in ("text", "display"):
            if node.get(key):
                self._say(key, node[key], f"{path}.{key}")
        if node.get("concept"):
            self.node(node["concept"], f"{path}.concept", of, trail)
        if isinstance(target, str):
            self._follow(target, f"{path}.reference", of, trail)
        elif target:
            self.node(target, f"{path}.reference", of, trail)
        elif isinstance(named, Mapping):
            value = f"{shown(named.get('system', ''))}|{shown(named.get('value', ''))}"
            self._problem("reference-identifier", f"{path}.identifier", value)

    def _follow(self, target: str, path: str, of: Resource, trail: tuple[int, ...]) -> None:
        self._count()
        found = self._pool.resolve(target, of)
        if not found:
            self._problem("reference-not-found", path, target)
        for resource in found:
            if id(resource) in trail:
                self._problem("reference-cycle", path, target)
            elif id(resource) not in self.through:
                self.through[id(resource)] = resource
                self.resource(resource, trail)

    def resource(self, resource: Resource, trail: tuple[int, ...]) -> None:
        """Read a Medication or Substance: its code and its ingredients."""
        data, path, trail = resource.data, resource.path, (*trail, id(resource))
        classified = list(_classified(data.get("extension"), f"{path}.extension"))
        if not data.get("code") and not data.get("ingredient") and not classified:
            self._problem("no-name", path, resource.type)
        if data.get("code"):
            self.node(data["code"], f"{path}.code", resource, trail)
        if data.get("ingredient"):
            outer, self._voice = self._voice, self._voice or f"{path}.ingredient"
            self._ingredients(data["ingredient"], f"{path}.ingredient", resource, trail)
            self._voice = outer
        for where, coding in classified:
            self._codings([coding], where)

    def _ingredients(self, items: object, path: str, of: Resource, trail: tuple[int, ...]) -> None:
        for where, item in self._objects(items, path):
            nodes = [(f"{where}.{key}", item[key]) for key in _ITEMS if key in item]
            if item.get("isActive") is False:
                aside = self._aside()
                for place, node in nodes:
                    aside.node(node, place, of, trail)
                self._left = aside._left
                said = ", ".join(said.value for said in aside.said.values())
                self._problem("inactive-ingredient", where, said)
                continue
            if not nodes:
                self._problem("no-name", where)
            for place, node in nodes:
                self.node(node, place, of, trail)

    def _aside(self) -> _Reader:
        """Begin a reader that is as deep, and has no more left to read, than this one."""
        aside = _Reader(self._pool, self._limits)
        aside._left, aside._depth = self._left, self._depth
        return aside

    def _codings(self, codings: object, path: str) -> None:
        for where, coding in self._objects(codings, path):
            if not coding.get("code") and not coding.get("display"):
                self._problem("no-name", where, coding.get("system", ""))
            if coding.get("code"):
                self._say("code", coding["code"], f"{where}.code", coding.get("system"))
            if coding.get("display"):
                self._say("display", coding["display"], f"{where}.display")

    def _objects(self, items: object, path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Return the objects of a list; one object where a list is expected is read as well."""
        if isinstance(items, Mapping):
            self._problem("wrong-shape", path, "object")
            yield path, items
        elif isinstance(items, (list, tuple)):
            for number, item in enumerate(items):
                if isinstance(item, Mapping):
                    yield f"{path}[{number}]", item
                else:
                    self._problem("wrong-shape", f"{path}[{number}]", item)
        else:
            self._problem("wrong-shape", path, items)

    def _say(self, kind: str, value: object, path: str, system: object = None) -> None:
        if isinstance(value, int) and not isinstance(value, bool):
            # A code that its sender wrote as a number.
            value = str(value)
        if not isinstance(value, str) or not value.strip():
            self._problem("wrong-shape", path, value)
            return
        if len(value) > self._limits.text:
            self._problem("too-long", path, f"{len(value)} > {self._limits.text}")
            return
        self._count()
        system = (system.strip() or None) if isinstance(system, str) else None
        voice = f"{self._voice} {kind}" if self._voice else path
        # The same code or text again says nothing new.
        key = ("code" if kind == "code" else "name", system, value.strip())
        said = Said(kind=kind, value=value, system=system, path=path, voice=voice)
        self.said.setdefault(key, said)

    def _problem(self, kind: str, path: str, value: object = "") -> None:
        self._count()
        self.problems.append(Problem(kind=kind, path=path, value=shown(value)))

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise _Enough
