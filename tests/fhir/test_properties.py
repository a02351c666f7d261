"""What holds for any input: it ends, nothing crashes, and every medicine comes back."""

from __future__ import annotations

import json
from typing import Any

from fhir.resources.R4B.operationoutcome import OperationOutcome
from hypothesis import given, settings
from hypothesis import strategies as st

from mitosafe import fhir
from tests.fhir.shapes import ATC, LIST, RXNORM, SNOMED, bundle, screened

words = st.sampled_from(
    ["exemplin", "acceptol", "Duplon", "plainol", "N99XA01", "unheardof", "", " "]
)
systems = st.sampled_from([ATC, RXNORM, SNOMED, "own", "", None, 7])
keys = st.sampled_from(
    ["coding", "text", "display", "concept", "reference", "identifier", "code", "system",
     "ingredient", "item", "itemReference", "isActive", "value", "medication", "contained",
     "medicationCodeableConcept", "medicationReference", "status", "subject", "id", "entry",
     "resource", "verificationStatus", "valueCodeableConcept", "component", "modifierExtension"]
)  # fmt: skip
types = st.sampled_from(
    [
        "MedicationRequest",
        "Medication",
        "Substance",
        "Bundle",
        "Condition",
        "Observation",
        "Patient",
    ]
)
scalars = st.one_of(words, st.text(max_size=9), st.integers(), st.booleans(), st.none())
values: st.SearchStrategy[Any] = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(keys, inner, max_size=4),
        st.builds(lambda kind, more: {"resourceType": kind, **more}, types,
                  st.dictionaries(keys, inner, max_size=4)),
    ),
    max_leaves=20,
)  # fmt: skip
codings = st.fixed_dictionaries({"system": systems, "code": words, "display": words})
concepts = st.fixed_dictionaries({"coding": st.lists(codings, max_size=3), "text": words})


@settings(deadline=None)
@given(values)
def test_any_json_is_refused_or_answered(value: Any) -> None:
    """Whatever parsed value comes in, a valid OperationOutcome or a clear refusal comes out."""
    try:
        found = screened(value)
    except fhir.Unreadable:
        assert not isinstance(value, list)
        assert not (isinstance(value, dict) and "resourceType" in value)
        return
    made = json.dumps(found.bundle(), ensure_ascii=False)
    made.encode("utf-8")
    OperationOutcome.model_validate(found.operation_outcome())


@settings(deadline=None)
@given(st.one_of(st.text(), st.binary()))
def test_any_bytes_are_refused_or_answered(raw: str | bytes) -> None:
    """Whatever text or bytes come in, nothing but the named refusal is raised."""
    try:
        reason, found = "", screened(raw).medications
    except fhir.Unreadable as error:
        reason, found = error.reason, ()
    assert () == found
    assert reason in {"", "not-json", "not-utf8", "not-a-resource"}


@settings(deadline=None)
@given(st.lists(concepts, max_size=6))
def test_every_medicine_comes_back(named: list[Any]) -> None:
    """As many records in, as many answers out; each is understood or named in the outcome."""
    orders = [
        {"resourceType": "MedicationRequest", "medicationCodeableConcept": each} for each in named
    ]
    found = screened(bundle(*orders))
    assert [f"Bundle.entry[{n}].resource" for n in range(len(named))] == [
        checked.medication.resource.path for checked in found.medications
    ]
    told = {
        expression.split(".medication")[0]
        for issue in found.operation_outcome()["issue"]
        if issue["severity"] == "warning"
        for expression in issue.get("expression", ())
    }
    for checked in found.medications:
        assert checked.understood or checked.medication.resource.path in told


@settings(deadline=None)
@given(concepts, concepts)
def test_more_codes_never_lower_the_level(first: Any, second: Any) -> None:
    """What one concept warns of, both together warn of: the most careful wins."""

    def level(*each: Any) -> int:
        given = [
            {"resourceType": "MedicationStatement", "medicationCodeableConcept": c} for c in each
        ]
        found = screened(bundle(*given)).level
        return 0 if found is None else 1 + ["yellow", "orange", "red"].index(found.value)

    both = {
        "coding": [*first["coding"], *second["coding"]],
        "text": f"{first['text']} {second['text']}",
    }
    assert level(first, second) <= level(both)


def test_the_list_is_the_same_after_all_that() -> None:
    """Nothing that was asked changed an answer."""
    assert "red" == LIST.check("exemplin", release="2026.2").worst.value  # type: ignore[union-attr]
