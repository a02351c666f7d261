"""What is no request of CDS Hooks is refused with every fault, and none of its content."""

from __future__ import annotations

from typing import Any

import pytest

from mitosafe import cds_hooks, fhir
from tests.cds_hooks.requests import cards, hooked, topics
from tests.fhir.shapes import bundle, request

GOOD = hooked(request("exemplin"))
HOOKS = "order-select, order-sign, patient-view"


def without(key: str) -> Any:
    """Return a good request without one of its parts."""
    return {name: value for name, value in GOOD.items() if name != key}


@pytest.mark.parametrize(
    ("given", "faults"),
    [
        ([], ["the request is list; expected an object"]),
        ("[]", ["the request is list; expected an object"]),
        (without("hook"), [f"hook is 'NoneType'; allowed: {HOOKS}"]),
        ({**GOOD, "hook": "order-dispatch"}, [f"hook is 'order-dispatch'; allowed: {HOOKS}"]),
        ({**GOOD, "hook": ["order-sign"]}, [f"hook is 'list'; allowed: {HOOKS}"]),
        (without("hookInstance"), ["hookInstance is missing; expected a UUID as text"]),
        ({**GOOD, "hookInstance": " "}, ["hookInstance is missing; expected a UUID as text"]),
        (without("context"), ["context is missing; expected an object"]),
        ({**GOOD, "context": []}, ["context is missing; expected an object"]),
        ({**GOOD, "prefetch": []}, ["prefetch is not an object"]),
        (
            {**GOOD, "context": {}},
            [
                "context.patientId is missing; expected text",
                "context.draftOrders is missing; expected a Bundle",
            ],
        ),
        (hooked(patientId=7), ["context.patientId is missing; expected text"]),
        (hooked(draftOrders=[]), ["context.draftOrders is list; expected a Bundle"]),
        (hooked(selections="a"), ["context.selections is not a list of references"]),
        (hooked(selections=[7]), ["context.selections is not a list of references"]),
        (
            {},
            [
                f"hook is 'NoneType'; allowed: {HOOKS}",
                "hookInstance is missing; expected a UUID as text",
                "context is missing; expected an object",
            ],
        ),
    ],
)
def test_what_is_refused(given: Any, faults: list[str]) -> None:
    """All faults come at once."""
    with pytest.raises(cds_hooks.BadRequest) as caught:
        cards(given)
    assert cds_hooks.BadRequest(faults) == caught.value
    assert "; ".join(faults) == str(caught.value)


def test_a_hook_at_the_address_of_another() -> None:
    """A service answers its own hook only."""
    with pytest.raises(cds_hooks.BadRequest, match="allowed: patient-view"):
        cards(GOOD, hook="patient-view")


def test_json_that_cannot_be_read() -> None:
    """The limits and errors are those of FHIR."""
    with pytest.raises(fhir.Unreadable, match="not JSON"):
        cards(b"{")
    with pytest.raises(fhir.Unreadable, match="larger"):
        cards("{}", limits=fhir.Limits(size=1))


def test_a_prefetch_of_null_is_none() -> None:
    """A client that could not fetch sends null."""
    assert ["orange"] == topics(cards({**GOOD, "prefetch": None}))


@pytest.mark.parametrize("patient", ["one", "Patient/one", " Patient/one "])
def test_the_patient_with_and_without_its_type(patient: str) -> None:
    """The id of the patient is read with its type and without."""
    assert ["orange"] == topics(cards(hooked(request("exemplin"), patientId=patient)))


def test_selections_of_other_hooks_are_not_looked_at() -> None:
    """Only the orders' own hooks must have draft orders."""
    taken = {"all": bundle(request("exemplin"))}
    assert ["orange"] == topics(cards(hooked(hook="patient-view", prefetch=taken, selections=7)))
