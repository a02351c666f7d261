"""The extra `service` alone: the CDS Hooks service, over HTTP."""

from __future__ import annotations

import json
from urllib.request import Request, urlopen

from mitosafe.service import running


def test_the_service_answers_over_http() -> None:
    """It says what it offers, and gives a card for a medicine that needs care."""
    order = {
        "resourceType": "MedicationRequest",
        "status": "draft",
        "medicationCodeableConcept": {"text": "valproate"},
    }
    asked = {
        "hook": "order-sign",
        "hookInstance": "00000000-0000-4000-8000-000000000000",
        "context": {
            "userId": "Practitioner/1",
            "patientId": "1",
            "draftOrders": {"resourceType": "Bundle", "entry": [{"resource": order}]},
        },
    }
    with running() as address:
        with urlopen(f"{address}/cds-services") as reply:
            (service,) = (s for s in json.load(reply)["services"] if s["hook"] == "order-sign")
        place = f"{address}/cds-services/{service['id']}"
        with urlopen(Request(place, json.dumps(asked).encode())) as reply:
            assert json.load(reply)["cards"][0]["indicator"] == "info"
