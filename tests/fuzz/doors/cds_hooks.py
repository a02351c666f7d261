"""`cds_hooks.respond`: the body of a request of CDS Hooks."""

from __future__ import annotations

import json

from mitosafe import cds_hooks
from mitosafe.fhir import Unreadable
from mitosafe.model import LANGUAGES
from tests.cds_hooks.requests import cards, hooked
from tests.cds_hooks.standard import check
from tests.fhir.shapes import ORPHA, bundle, coding, concept, condition, request
from tests.fuzz.bytes import Choices, encodable, refused
from tests.fuzz.doors import fhir

_POLG = condition(concept(coding(ORPHA, "ORPHA:0")))
_GIVEN = (
    hooked(request("exemplin"), request("Duplon", id="two"), selections=["MedicationRequest/two"]),
    hooked(request("exemplin"), hook="order-select", prefetch={"conditions": bundle(_POLG)}),
    hooked(hook="patient-view", prefetch={"all": bundle(request("pagein"), _POLG), "no": None}),
    hooked(request("unheardof")),
    hooked(),
)
SEEDS = tuple(b"\0\0" + json.dumps(value).encode() for value in _GIVEN)
WORDS = (
    *fhir.WORDS,
    *(f'"{key}":'.encode() for key in ("hook", "hookInstance", "context", "prefetch")),
    *(f'"{key}":'.encode() for key in ("draftOrders", "selections", "patientId", "userId")),
    *(f'"{hook}"'.encode() for hook in cds_hooks.HOOKS),
)


def try_one(data: bytes) -> None:
    """Answer; there is at least one card, and each is as the standard wants it."""
    chosen = Choices(data, 2)
    language, version = chosen.one(LANGUAGES), chosen.one(("R4", "R4B", "R5"))
    try:
        found = cards(chosen.rest, language=language, version=version)
    except (Unreadable, cds_hooks.BadRequest) as error:
        refused(error)
        return
    check(found)
    encodable(json.dumps(found, ensure_ascii=False, allow_nan=False))
