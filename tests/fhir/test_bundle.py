"""Input that is too much or not FHIR is refused with the reason; nothing hangs or crashes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mitosafe import fhir
from mitosafe.errors import MitosafeError
from mitosafe.fhir.bundle import REASONS, Pool
from tests.fhir.shapes import bundle, drugs, one, request, screened

DOUBLE = '{"resourceType": "MedicationRequest", "id": "1", "id": "2"}'


@pytest.mark.parametrize(
    ("given", "limits", "reason", "detail"),
    [
        ("", {}, "not-json", "line 1, column 1"),
        ("<MedicationRequest/>", {}, "not-json", "line 1, column 1"),
        ('{"resourceType": NaN}', {}, "not-json", "NaN"),
        ('{"resourceType": ' + "9" * 5000 + "}", {}, "not-json", "a number is too long"),
        (b"\xff\xfe{", {}, "not-utf8", "byte 0"),
        (DOUBLE, {}, "double-key", ""),
        ("{}", {"size": 1}, "too-large", "2 > 1"),
        ("[" * 100_000, {}, "too-deep", ""),
        ("[" * 200 + "]" * 200, {}, "too-deep", "depth 100"),
        (json.dumps(bundle(*[request("x")] * 9)), {"resources": 5}, "too-many", "5"),
        ("[" + "null," * 9 + "null]", {"resources": 5}, "too-many", "5"),
        ("7", {}, "not-a-resource", "int"),
        ('"Depakine"', {}, "not-a-resource", "str"),
        ('{"name": "exemplin"}', {}, "not-a-resource", "no resourceType"),
        (None, {}, "not-a-resource", "NoneType"),
    ],
)
def test_what_is_refused(given: Any, limits: dict[str, int], reason: str, detail: str) -> None:
    """Each refusal says why, where, and against which limit."""
    with pytest.raises(fhir.Unreadable) as caught:
        screened(given, limits=fhir.Limits(**limits))
    assert fhir.Unreadable(reason, detail) == caught.value
    assert REASONS[reason] in str(caught.value)
    assert detail in str(caught.value)
    assert isinstance(caught.value, MitosafeError)


def test_a_value_that_contains_itself_is_refused() -> None:
    """A Python value with a cycle in it is refused by the limit on depth."""
    given: dict[str, Any] = {"resourceType": "Bundle", "entry": []}
    given["entry"].append(given)
    with pytest.raises(fhir.Unreadable) as caught:
        screened(given)
    assert "too-deep" == caught.value.reason


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_bytes_with_and_without_a_mark(mark: str) -> None:
    """UTF-8 is read with a byte order mark and without."""
    given = f"{mark}{json.dumps(request('exemplin'))}".encode()
    assert ["exemplin"] == drugs(one(given))


def test_a_tuple_stands_for_a_list() -> None:
    """Parsed values of other readers may hold tuples."""
    assert ["exemplin"] == drugs(one((request("exemplin"),)))


def test_nothing_at_all_gives_a_screening_that_says_so() -> None:
    """An empty list and a Patient alone are no errors, and no all-clear."""
    inputs: tuple[Any, ...] = ([], {"resourceType": "Patient", "id": "one"})
    for given in inputs:
        found = screened(given)
        assert ((), None) == (found.medications, found.level)


def test_names_for_one_resource() -> None:
    """All ways to refer to a patient give one name."""
    patient = {"resourceType": "Patient", "id": "one"}
    nameless = {"resourceType": "Patient"}
    pool = Pool(bundle(("urn:uuid:1", patient), ("urn:uuid:2", nameless)), fhir.Limits())
    names = {
        "urn:uuid:1": "Patient/one",
        "urn:uuid:2": "urn:uuid:2",
        "urn:uuid:3": "urn:uuid:3",
        "Patient/one": "Patient/one",
        "https://here/fhir/Patient/one/_history/2": "Patient/one",
        "#p": "place#p",
    }
    assert names == {reference: pool.name(reference, "place") for reference in names}


def test_a_place_whose_key_cannot_be_printed() -> None:
    """A key of control characters and half a surrogate does no harm to the place."""
    given = {"resourceType": "Bundle", "\ud800\x00": [request("exemplin")]}
    outcome = screened(given).operation_outcome()
    json.dumps(outcome, ensure_ascii=False).encode("utf-8")
