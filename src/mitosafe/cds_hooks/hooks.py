"""A CDS Hooks 2.0 request → cards: pure functions, no network, no clock.

The list is for people with a mitochondrial disease, with a suspicion of one, or who carry
a variant. A patient whose conditions were given and of whom none of these is read has no
card; where they were not given, or cannot be read, one card says so. Else there is one
card for each medicine that warns this patient, the worst level first; what was not
understood has a card of its own, and where nothing warns a card says that it was checked
and that absence is not safety. No card proposes to remove an order: a needed medicine
that is withheld does harm, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mitosafe._text.showing import shown
from mitosafe.answers.dataset import Dataset
from mitosafe.answers.packaged import dataset as packaged
from mitosafe.cds_hooks.cards import Cards
from mitosafe.errors import MitosafeError
from mitosafe.fhir.age import checked_day, request_day
from mitosafe.fhir.bundle import Limits, Pool, Problem, parse
from mitosafe.fhir.genomics import ASSESSMENT
from mitosafe.fhir.patients import Asking
from mitosafe.fhir.screening import screen_pool
from mitosafe.fhir.words import Words
from mitosafe.fhir.written import checked_version

HOOKS = ("order-select", "order-sign", "patient-view")

_PATIENT = "patient={{context.patientId}}"
#: What is wanted of the patient: who it is, what there is, what was found, what runs in the
#: family. Only the conditions must be there for the list to know whether it concerns somebody.
_OF_PATIENT = {
    "patient": "Patient/{{context.patientId}}",
    "conditions": f"Condition?{_PATIENT}",
    "variants": f"Observation?{_PATIENT}&code=http://loinc.org|{ASSESSMENT}",
    "family": f"FamilyMemberHistory?{_PATIENT}",
}
_PREFETCH = {
    "order-select": _OF_PATIENT,
    "order-sign": _OF_PATIENT,
    "patient-view": {
        **_OF_PATIENT,
        "requests": f"MedicationRequest?{_PATIENT}&status=active",
        "statements": f"MedicationStatement?{_PATIENT}&status=active",
    },
}


class BadRequest(MitosafeError, ValueError):
    """A request that is not one of CDS Hooks; `faults` holds all that is wrong with it."""

    def __init__(self, faults: Iterable[str]) -> None:
        """Keep the faults; none of them holds content of the request."""
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        """Return every fault."""
        return "; ".join(self.faults)


def service_id(hook: str) -> str:
    """Return the id of the service for a hook, the last part of its address."""
    return f"mitosafe-{hook}"


def services(*, language: str = "en", dataset: Dataset | None = None) -> dict[str, Any]:
    """Return the answer of the discovery address: one service for each hook.

    Args:
        language: `en`, `fr` or `nl`.
        dataset: The list whose words are used; none for the packaged one.

    Returns:
        Plain values that JSON can hold.

    Raises:
        UnknownValue: If the language is none of them.

    Examples:
        >>> [service["hook"] for service in services()["services"]]
        ['order-select', 'order-sign', 'patient-view']
    """
    words = Words(dataset or packaged(), language)
    return {
        "services": [
            {
                "hook": hook,
                "id": service_id(hook),
                "title": words.phrase("list-title"),
                "description": " ".join(words.warnings()),
                "prefetch": dict(_PREFETCH[hook]),
            }
            for hook in HOOKS
        ]
    }


def respond(  # noqa: PLR0913 - each is one thing that a service sets
    request: str | bytes | Mapping[str, Any],
    *,
    hook: str | None = None,
    language: str = "en",
    release: str | None = None,
    dataset: Dataset | None = None,
    limits: Limits | None = None,
    version: str = "R4",
    on: str | None = None,
    assume_pmd: bool = False,
) -> dict[str, Any]:
    """Answer a CDS Hooks request with cards.

    Args:
        request: The body of the request, as JSON text or parsed.
        hook: The hook that is expected; none for any of `HOOKS`.
        language: `en`, `fr` or `nl`.
        release: The id of a release; none for the newest.
        dataset: The list to ask; none for the packaged one.
        limits: How much is read before it is refused.
        version: The FHIR version of the resources in suggestions: `R4`, `R4B`, `R5`.
        on: The day on which is asked, an ISO date, for the age of the patient; none for
            that on which the newest of the draft orders was written, if one says so.
        assume_pmd: Whether every patient has a mitochondrial disease, as in a clinic for
            them; otherwise only those of whom the request says so.

    Returns:
        A dictionary with `cards`, as plain values that JSON can hold: none for a patient
        whose conditions were given and of whom the list has nothing to say.

    Raises:
        BadRequest: If it is not a request of CDS Hooks, with every fault.
        Unreadable: If it is not JSON or over a limit.
        UnknownRelease: If there is no such release.
        UnknownValue: If the language or the version is none of them.

    Examples:
        >>> order = {"resourceType": "MedicationRequest", "id": "1", "status": "draft",
        ...          "medicationCodeableConcept": {"text": "linezolid 600 mg"}}
        >>> answer = respond({
        ...     "hook": "order-sign", "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
        ...     "context": {"userId": "Practitioner/1", "patientId": "1",
        ...                 "draftOrders": {"resourceType": "Bundle",
        ...                                 "entry": [{"resource": order}]}},
        ... }, assume_pmd=True)
        >>> [(card["indicator"], card["source"]["label"]) for card in answer["cards"]]
        [('warning', 'mitosafe, release 2026.2.1 (2026-12-01)')]
    """
    checked_version(version)
    limits = limits or Limits()
    value = parse(request, limits) if isinstance(request, (str, bytes)) else request
    checked = _checked(value, hook)
    context = checked["context"]
    prefetch = checked.get("prefetch") or {}
    pool = Pool({"context": context, "prefetch": prefetch}, limits)
    pool.problems.extend(_not_fetched(prefetch))
    asking = Asking(
        of_patient=f"Patient/{context['patientId'].strip().split('/')[-1]}",
        on=checked_day(on) or request_day(checked),
        assume_pmd=assume_pmd,
        given=_given(prefetch),
    )
    screening = screen_pool(pool, asking=asking, release=release, dataset=dataset, limits=limits)
    words = Words(screening.dataset, language)
    cards = Cards(checked, screening, words, version)
    return {"cards": list(cards.all())}


def _not_fetched(prefetch: Mapping[str, Any]) -> Iterator[Problem]:
    """Name what should have been fetched and is no data; null says that there is none."""
    for key, value in prefetch.items():
        kind = value.get("resourceType") if isinstance(value, Mapping) else type(value).__name__
        if value is not None and (not isinstance(value, Mapping) or kind == "OperationOutcome"):
            yield Problem(kind="not-fetched", path=f"prefetch.{shown(key)}", value=shown(kind))


def _given(prefetch: Mapping[str, Any]) -> bool:
    """Return whether the conditions were given, if only to say that there are none."""
    value = prefetch.get("conditions", False)
    bundle = isinstance(value, Mapping) and value.get("resourceType") == "Bundle"
    return value is None or bundle


def _checked(request: object, hook: str | None) -> Mapping[str, Any]:
    """Check the shape of a request; `BadRequest` with all faults at once."""
    if not isinstance(request, Mapping):
        raise BadRequest([f"the request is {type(request).__name__}; expected an object"])
    faults = []
    allowed = HOOKS if hook is None else (hook,)
    if request.get("hook") not in allowed:
        faults.append(f"hook is {shown(request.get('hook'), 40)!r}; allowed: {', '.join(allowed)}")
    if not _is_text(request.get("hookInstance")):
        faults.append("hookInstance is missing; expected a UUID as text")
    context = request.get("context")
    if not isinstance(context, Mapping):
        faults.append("context is missing; expected an object")
    else:
        faults.extend(_context_faults(context, orders=request.get("hook") != "patient-view"))
    if not isinstance(request.get("prefetch", {}), (Mapping, type(None))):
        faults.append("prefetch is not an object")
    if faults:
        raise BadRequest(faults)
    return request


def _context_faults(context: Mapping[str, Any], *, orders: bool) -> Iterator[str]:
    if not _is_text(context.get("patientId")):
        yield "context.patientId is missing; expected text"
    if not orders:
        return
    drafts = context.get("draftOrders")
    if not isinstance(drafts, Mapping):
        found = "missing" if drafts is None else type(drafts).__name__
        yield f"context.draftOrders is {found}; expected a Bundle"
    selections = context.get("selections", [])
    if not isinstance(selections, (list, tuple)) or not all(map(_is_text, selections)):
        yield "context.selections is not a list of references"


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
