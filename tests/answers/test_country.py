"""A name that means something else in another country: the country of the entry decides."""

from __future__ import annotations

import pytest

import mitosafe
from mitosafe import Outcome, Patient, UnknownValue
from tests import invented

LIST = invented.dataset()


@pytest.mark.parametrize(("country", "drug"), [("FR", "exemplin"), ("NL", "acceptol")])
def test_the_country_decides(country: str, drug: str) -> None:
    """What a brand means in the country of the entry is found, and nothing else."""
    answer = LIST.check("Duplon 5 mg", country=country)
    assert ([drug], ()) == ([f.drug.id for f in answer.findings], answer.ambiguous)


def test_without_a_country_both_are_named() -> None:
    """Nothing is chosen, and the answer shows which medicine it is where."""
    answer = LIST.check("Duplon")
    assert (Outcome.AMBIGUOUS, ()) == (answer.outcome, answer.findings)
    assert ("acceptol (NL)", "exemplin (FR)") == answer.ambiguous[0].among
    assert "acceptol (NL) / exemplin (FR)" in answer.text()
    [shown] = answer.as_dict()["ambiguous"]
    assert [
        {"subjects": ["acceptol"], "countries": ["NL"]},
        {"subjects": ["exemplin"], "countries": ["FR"]},
    ] == shown["options"]


def test_what_differs_nowhere_is_the_same_everywhere() -> None:
    """A country changes nothing of a name that means one thing."""
    for country in (None, "FR", "NL"):
        assert "exemplin" == LIST.check("Exemplar", country=country).findings[0].drug.id


def test_a_report_takes_a_country() -> None:
    """Every entry of a list is answered as of its country, and views do not mix."""
    entries = ["Duplon", "Exemplar"]
    found = [
        [f.drug.id for a in LIST.check_all(entries, country=country) for f in a.findings]
        for country in ("NL", "FR", None, "NL")
    ]
    assert [["acceptol", "exemplin"], ["exemplin"] * 2, ["exemplin"], ["acceptol", "exemplin"]] == (
        found
    )


def test_a_patient_and_a_country_go_together() -> None:
    """The view is of both."""
    patient = Patient(has=frozenset({"invented-variant"}))
    view = LIST.view(None, patient, "NL")
    assert "NL" == view.country
    assert view is LIST.view(patient=patient, country="NL")
    assert view is not LIST.view(patient=patient)


def test_the_door_takes_a_country() -> None:
    """The questions of the package do as the list does; Great Britain has two codes."""
    found = [mitosafe.check("Aceon", country=country) for country in ("US", "UK", "GB")]
    assert ["perindopril", "tramadol", "tramadol"] == [a.findings[0].drug.id for a in found]
    report = mitosafe.check_all(["Aceon"], country="US")
    assert ["perindopril"] == [f.drug.id for a in report for f in a.findings]


@pytest.mark.parametrize("country", ["", "nl", "Netherlands", "XX", 5, ["NL"]])
def test_an_unknown_country_is_refused(country: object) -> None:
    """What is no country that names have is refused, with those that are."""
    with pytest.raises(UnknownValue) as raised:
        LIST.check("Duplon", country=country)  # type: ignore[arg-type]
    assert UnknownValue("country", country, ("FR", "NL")) == raised.value
