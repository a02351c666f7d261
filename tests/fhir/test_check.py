"""Of several codes and texts the most careful wins, and what they do not share is told."""

from __future__ import annotations

import pytest

from mitosafe import fhir
from mitosafe.answers.packaged import dataset
from mitosafe.model import Level, Outcome
from tests.fhir.shapes import (
    ATC,
    RXNORM,
    SNOMED,
    Json,
    bundle,
    coding,
    concept,
    drugs,
    one,
    request,
    screened,
)


@pytest.mark.parametrize(
    ("medication", "found", "outcome", "level"),
    [
        (concept(coding(ATC, "A99AA01"), text="exemplin"), "acceptol exemplin", "listed", "orange"),
        (concept(coding(ATC, "A99AA01"), text="plainol"), "acceptol", "not-assessed", None),
        (concept(coding(ATC, "A99AA01"), text="unheardof"), "acceptol", "acceptable", None),
        (concept(text="unheardof"), "", "unrecognised", None),
        (concept(text="Duplon"), "", "ambiguous", None),
        (concept(text="silentin"), "silentin", "not-assessed", None),
        (concept(coding(SNOMED, "1"), coding(None, "2")), "", "unrecognised", None),
    ],
)
def test_the_most_careful_wins(
    medication: Json, found: str, outcome: str, level: str | None
) -> None:
    """Each code and text is asked, and what any of them finds is found."""
    checked = one(request(medication))
    assert found.split() == drugs(checked)
    assert Outcome(outcome) == checked.answer.outcome
    assert (Level(level) if level else None) == checked.answer.level


@pytest.mark.parametrize("code", ["N99XA01", " n99xa01 ", "n99XA01\n"])
@pytest.mark.parametrize(
    "system", [ATC, f" {ATC}/ ", ATC.upper(), "urn:oid:2.16.840.1.113883.6.73"]
)
def test_codes_in_other_spellings(code: str, system: str) -> None:
    """Lower case, spaces and other names of a system do not hide a code."""
    assert ["exemplin"] == drugs(one(request(concept(coding(system, code)))))


@pytest.mark.parametrize(
    ("system", "problem"),
    [
        (None, "no-system"),
        (" ", "no-system"),
        ("https://example.org/own-codes", "unknown-system"),
        ("name", "unknown-system"),
    ],
)
def test_codes_that_cannot_be_asked(system: str | None, problem: str) -> None:
    """A code without a system or of an unknown one is not asked, and is named."""
    checked = one(request(concept(coding(system, "exemplin"))))
    assert [problem] == [asked.problem for asked in checked.asked]
    assert (Outcome.UNRECOGNISED, False) == (checked.answer.outcome, checked.understood)
    assert "exemplin" in checked.answer.unread[0]


@pytest.mark.parametrize(
    ("medication", "disagree"),
    [
        (concept(coding(ATC, "N99XA01", "exemplin")), []),
        (concept(coding(ATC, "N99XA01"), text="Combinex"), []),
        (concept(coding(ATC, "N99XA01"), text="unheardof"), []),
        (concept(coding(ATC, "N99X"), text="acceptol"), []),
        (concept(coding(ATC, "N99XA01"), text="acceptol"), ["N99XA01", "acceptol"]),
        (concept(coding(ATC, "N99XA01", "exemplin"), text="plainol"), "all"),
        (concept(coding(ATC, "A99AA01"), text="Halfknown"), ["A99AA01", "Halfknown"]),
    ],
)
def test_disagreement(medication: Json, disagree: list[str] | str) -> None:
    """Codes and texts that name different medicines are told; a part of a mixture is none."""
    checked = one(request(medication))
    if disagree == "all":
        disagree = [asked.said.value for asked in checked.asked]
    assert disagree == [said.value for said in checked.disagree]


def test_ingredients_speak_together() -> None:
    """A product of two ingredients does not disagree with each of them."""
    medication = {
        "resourceType": "Medication",
        "code": concept(text="Combinex"),
        "ingredient": [
            {"itemCodeableConcept": concept(text="exemplin")},
            {"itemCodeableConcept": concept(text="acceptol")},
        ],
    }
    checked = one(medication)
    assert ((), ["acceptol", "exemplin"]) == (checked.disagree, drugs(checked))


def test_a_group_hit_gives_way_to_its_member() -> None:
    """A code that hits the group beside a text that names a member is one finding."""
    covered = one(request(concept(coding(ATC, "N99XZ99"), text="exemplin")))
    assert ["exemplin"] == drugs(covered)
    alone = one(request(concept(coding(ATC, "N99XZ99"), text="acceptol")))
    assert ["acceptol", "exemplins"] == drugs(alone)


@pytest.mark.parametrize(
    ("medication", "ambiguous"),
    [
        (concept(text="Duplon"), ["Duplon"]),
        (concept(coding(ATC, "A99AA01", "Duplon")), []),
        (concept(coding(ATC, "N99XA02", "Duplon")), ["Duplon"]),
    ],
)
def test_a_code_tells_what_an_ambiguous_name_means(medication: Json, ambiguous: list[str]) -> None:
    """A brand of two contents is settled by a code of one of them, and by no other code."""
    checked = one(request(medication))
    assert ambiguous == [match.name for match in checked.answer.ambiguous]
    assert bool(ambiguous) == checked.in_part


@pytest.mark.parametrize(
    ("medication", "unread"),
    [
        (concept(text="exemplin with unheardof"), ("with unheardof",)),
        (concept(coding(RXNORM, "1"), text="exemplin with unheardof"), ("with unheardof",)),
        (concept(coding(ATC, "N99XA01"), text="exemplin with unheardof"), ()),
        (concept(coding(RXNORM, "1", "unheardof")), (f"{RXNORM}|1", "unheardof")),
        (concept(coding("own", "1")), ("own|1",)),
    ],
)
def test_what_was_not_understood(medication: Json, unread: tuple[str, ...]) -> None:
    """It is told, unless one code or text of the same medicine was understood whole."""
    checked = one(request(medication))
    assert (unread, bool(unread)) == (checked.answer.unread, checked.in_part)


def test_words_of_context_are_seen() -> None:
    """A negation or an allergy in a text is reported, not interpreted."""
    checked = one(request("no exemplin"))
    assert (["exemplin"], ("no",)) == (drugs(checked), checked.answer.seen)


@pytest.mark.parametrize(
    ("medication", "label"),
    [
        (concept(coding(ATC, "N99XA01", "shown"), text="written"), "written"),
        (concept(coding(ATC, "N99XA01", "shown")), "shown"),
        (concept(coding(ATC, " N99XA01 ")), f"{ATC}|N99XA01"),
        (concept(coding(None, "N99XA01")), "N99XA01"),
        (None, ""),
    ],
)
def test_how_a_medicine_is_called(medication: Json | None, label: str) -> None:
    """By its text, or its display, or its first code."""
    assert label == one(request(medication)).label


@pytest.mark.parametrize(
    ("more", "set_aside"),
    [
        ({"status": "active"}, ""),
        ({"status": "completed"}, ""),
        ({"status": "stopped"}, "stopped"),
        ({"status": "entered-in-error"}, "entered-in-error"),
        ({"doNotPerform": True}, "doNotPerform"),
        ({"doNotPerform": "true"}, ""),
    ],
)
def test_records_that_give_no_alert(more: Json, set_aside: str) -> None:
    """What is stopped, taken back or forbidden is checked, and raises no level."""
    found = screened(request("exemplin", **more))
    assert set_aside == found.medications[0].set_aside
    assert ["exemplin"] == drugs(found.medications[0])
    assert (None if set_aside else Level.RED) == found.worst


def test_which_statuses_give_no_alert_is_the_caller_s() -> None:
    """With no status set aside every record counts."""
    assert Level.RED == screened(request("exemplin", status="stopped"), set_aside=()).worst


def test_the_level_is_the_worst() -> None:
    """Of all medicines together; none if nothing warns."""
    found = screened(bundle(request("exemplone"), request("correctol"), request("acceptol")))
    assert (Level.ORANGE, 3) == (found.level, len(found.report()))
    assert screened(request("acceptol")).level is None


def test_what_was_not_understood_is_gathered() -> None:
    """Records that were not read, or only in part, are in one place."""
    found = screened(
        bundle(request("exemplin"), request("unheardof"), request(), request("exemplin or sth"))
    )
    assert ["unheardof", "", "exemplin or sth"] == [c.label for c in found.not_understood]


def test_there_is_no_yes_or_no() -> None:
    """Neither a screening nor a checked medicine is true or false."""
    found = screened(request("exemplin"))
    for value in (found, found.medications[0]):
        with pytest.raises(TypeError, match="neither true nor false"):
            bool(value)


def test_the_packaged_list_is_asked_if_none_is_given() -> None:
    """Without a list and a release, the newest release of the packaged one answers."""
    found = fhir.screen(request("Depakine Chrono 500 mg"))
    assert ["valproic-acid"] == drugs(found.medications[0])
    assert dataset().release() == found.release


def test_an_earlier_release_is_asked_as_it_was() -> None:
    """In 2017 acceptol was still warned of."""
    assert Level.ORANGE == screened(request("acceptol"), release="2017.2").level
