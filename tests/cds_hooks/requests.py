"""Requests of CDS Hooks of our own, for the tests to fill."""

from __future__ import annotations

from typing import Any

from mitosafe import cds_hooks
from tests.fhir.shapes import LIST, Json, bundle

INSTANCE = "00000000-0000-4000-8000-000000000000"


def hooked(*orders: Any, hook: str = "order-sign", prefetch: Any = None, **context: Any) -> Json:
    """Return a request with draft orders, or for `patient-view` without any."""
    drafts = {} if hook == "patient-view" else {"draftOrders": bundle(*orders)}
    asked = {"userId": "Practitioner/x", "patientId": "one", **drafts, **context}
    found = {"hook": hook, "hookInstance": INSTANCE, "context": asked}
    return found if prefetch is None else {**found, "prefetch": prefetch}


def cards(request: Any, **more: Any) -> list[Json]:
    """Return the cards of the invented list, in a clinic for people with the disease."""
    given = {"dataset": LIST, "release": "2026.2", "assume_pmd": True, **more}
    found: list[Json] = cds_hooks.respond(request, **given)["cards"]
    return found


def topics(found: list[Json]) -> list[str]:
    """Return what each card is about: a level, or why it is there."""
    return [card["source"]["topic"]["code"] for card in found]
