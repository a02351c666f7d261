"""The cards of each hook: what is said, how loudly, and never an empty list."""

from __future__ import annotations

import re
from typing import Any

import pytest
from fhir.resources.condition import Condition as ConditionR5
from fhir.resources.detectedissue import DetectedIssue as DetectedIssueR5
from fhir.resources.R4B.condition import Condition as ConditionR4B
from fhir.resources.R4B.detectedissue import DetectedIssue as DetectedIssueR4B
from hypothesis import given, settings
from hypothesis import strategies as st

from mitosafe import cds_hooks
from mitosafe.answers.packaged import dataset
from mitosafe.cds_hooks.cards import REASONS
from mitosafe.errors import UnknownRelease, UnknownValue
from mitosafe.model import LANGUAGES
from tests import invented
from tests.cds_hooks.requests import INSTANCE, cards, hooked, topics
from tests.cds_hooks.standard import check
from tests.fhir.shapes import (
    ATC,
    LIST,
    ORPHA,
    bundle,
    coding,
    concept,
    condition,
    request,
)


@pytest.mark.parametrize(
    ("name", "indicator", "topic"),
    [
        ("exemplin", "warning", "orange"),
        ("correctol", "warning", "orange"),
        ("pagein", "info", "yellow"),
        ("mysterials", "warning", "orange"),
        ("acceptol", "info", "nothing-listed"),
        ("plainol", "info", "nothing-listed"),
        ("unheardof", "info", "not-understood"),
        ("Duplon", "info", "not-understood"),
    ],
)
def test_the_indicator_follows_the_level(name: str, indicator: str, topic: str) -> None:
    """Red is critical, orange warns, all else informs; each is told apart by its topic."""
    found = cards(hooked(request(name)))
    check(found)
    assert [(indicator, topic)] == [
        (card["indicator"], card["source"]["topic"]["code"]) for card in found
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "name",
    ["valproate", "gentamicin", "metformin", "propofol", "linezolid", "levetiracetam", "zzyzx"],
)
def test_cards_of_the_real_list(name: str, language: str) -> None:
    """In each language every card is within the standard and carries every warning."""
    found = cds_hooks.respond(hooked(request(name)), language=language)["cards"]
    check(found)
    review = "reviewed" if dataset().check(name).reviews else "not-reviewed"
    for card in found:
        for term in (review, "absence", "not-advice"):
            # French sets spaces that do not break before its marks.
            detail = card["detail"].replace("\u00a0", " ").replace("\u202f", " ")
            assert dataset().term("phrases", term).words[language] in detail
        for suggestion in card.get("suggestions", ()):
            DetectedIssueR4B.model_validate(suggestion["actions"][0]["resource"])


def test_nothing_listed_is_not_an_empty_list() -> None:
    """What was checked without a warning is told with the sentence on absence."""
    (card,) = cards(hooked(request("acceptol"), request("plainol")))
    assert (
        "Looked up: 2; no warning in release 2026.2. A medicine not on it may still carry risk."
        == card["summary"]
    )
    assert "acceptol" in card["detail"]
    assert "plainol" in card["detail"]


@pytest.mark.parametrize("hook", cds_hooks.HOOKS)
def test_no_medicine_is_not_an_empty_list(hook: str) -> None:
    """A request in which no medicine was found says that nothing was checked."""
    (card,) = cards(hooked(hook=hook))
    check([card])
    assert (
        "No medicine to be judged was found in this request: nothing was checked."
        == card["summary"]
    )
    assert LIST.term("phrases", "absence").words.en in card["detail"]


def test_one_card_a_drug() -> None:
    """Two orders of one drug, by brand and by code, are one card that names both."""
    coded = request(concept(coding(ATC, "n99xa01 ")), id="2")
    (card,) = cards(hooked(request("Exemplar 5 mg"), coded))
    assert "**Exemplar 5 mg; " in card["detail"]
    implicated = card["suggestions"][0]["actions"][0]["resource"]["implicated"]
    assert ["MedicationRequest/order", "MedicationRequest/2"] == [
        reference["reference"] for reference in implicated
    ]


def test_single_medicines_before_groups_and_no_group_beside_its_member() -> None:
    """A mixture gives a card for each drug; a group only if it is not told by a member."""
    found = cards(
        hooked(
            request("mysterials"),
            request(concept(coding(ATC, "N99XZ99"), text="exemplin")),
            request("pagein"),
        )
    )
    assert ["orange", "yellow", "orange"] == topics(found)


def test_what_was_not_understood_stands_beside_alerts() -> None:
    """An alert does not hide that another order, or a part of one, was not understood."""
    found = cards(hooked(request("exemplin"), request("unheardof"), request("pagein with sth")))
    assert ["orange", "yellow", "not-understood"] == topics(found)
    assert "unheardof" in found[-1]["detail"]
    assert "with sth" in found[-1]["detail"]


def test_a_near_name_and_a_word_that_turns_are_told_of_what_was_not_understood() -> None:
    """Beside an order that was not understood stand the names that are near, and a negation."""
    (card,) = cards(hooked(request("no exemplinn")))
    assert LIST.term("phrases", "suggestions").words.en in card["detail"]
    assert LIST.term("phrases", "context-seen").words.en in card["detail"]


def test_many_orders_that_were_not_understood() -> None:
    """The card says how many there are, and shows a limited number."""
    (card,) = cards(hooked(*(request(f"unheardof {n}", id=str(n)) for n in range(40))))
    assert "40" in card["summary"]
    more = LIST.term("phrases", "and-more").words.en
    assert f"{more}: 35" in card["detail"]


@pytest.mark.parametrize(
    ("selections", "expected"),
    [
        (["MedicationRequest/b"], ["yellow"]),
        (["b"], ["yellow"]),
        (["NutritionOrder/n"], ["no-medication"]),
        ([], ["orange", "yellow"]),
        (["MedicationRequest/z"], ["orange", "yellow"]),
        (["MedicationRequest/b", "urn:uuid:7"], ["orange", "yellow"]),
    ],
)
def test_order_select_judges_the_selection(selections: list[str], expected: list[str]) -> None:
    """Of the drafts only those newly selected give cards; if it is unclear which, all do."""
    orders = (request("exemplin", id="a"), request("pagein", id="b"))
    found = cards(hooked(*orders, hook="order-select", selections=selections))
    assert expected == topics(found)
    if expected == ["no-medication"]:
        assert "exemplin, pagein" in found[0]["detail"]


def test_an_order_without_an_id_is_judged() -> None:
    """What cannot be told not to be selected is taken as selected."""
    orders = (request("exemplin", id=None), request("pagein", id="b"))
    found = cards(hooked(*orders, hook="order-select", selections=["MedicationRequest/b"]))
    assert ["orange", "yellow"] == topics(found)


def test_order_sign_judges_every_draft() -> None:
    """At signing all draft orders count, whatever was selected."""
    orders = (request("exemplin", id="a"), request("pagein", id="b"))
    found = cards(hooked(*orders, hook="order-sign", selections=["MedicationRequest/b"]))
    assert ["orange", "yellow"] == topics(found)


def test_what_the_patient_takes_already_gives_no_card_at_an_order() -> None:
    """Medicines of the prefetch are named at an order, and judged when the chart is opened."""
    taken = {"requests": bundle(request("exemplin"))}
    (card,) = cards(hooked(request("acceptol"), prefetch=taken))
    assert ("nothing-listed", True) == (topics([card])[0], "exemplin" in card["detail"])
    assert ["orange"] == topics(cards(hooked(hook="patient-view", prefetch=taken)))


def test_many_medicines_elsewhere() -> None:
    """A long list beside the orders is cut, and the cut is seen."""
    taken = {"requests": bundle(*(request(f"plainol {n} mg") for n in range(30)))}
    (card,) = cards(hooked(request("acceptol"), prefetch=taken))
    assert (
        "(30): plainol 0 mg, plainol 1 mg, plainol 2 mg, plainol 3 mg, plainol 4 mg, …."
        in card["detail"]
    )


@pytest.mark.parametrize("prefetch", [None, {}, {"conditions": None}])
def test_without_diseases_of_the_patient_that_is_said(prefetch: Any) -> None:
    """A card tells that its level is the worst that could apply."""
    (card,) = cards(hooked(request("exemplin"), prefetch=prefetch))
    assert "No disease of the patient was read" in card["detail"]


def test_diseases_of_the_patient_are_taken_into_account() -> None:
    """A disease in the prefetch makes its level certain, and the card says so."""
    ill = {"conditions": bundle(condition(concept(coding(ORPHA, "0"))))}
    (card,) = cards(hooked(request("exemplin"), prefetch=ill))
    (unknown,) = cards(hooked(request("exemplin")))
    assert "Diseases of the patient taken into account" in card["detail"]
    assert ("otherwise" in unknown["summary"], "otherwise" in card["summary"]) == (True, False)


def test_diseases_of_somebody_else_are_not() -> None:
    """A condition of another patient than the request's is not applied."""
    other = condition(concept(coding(ORPHA, "0")), subject={"reference": "Patient/two"})
    for order in (request("exemplin"), request("exemplin", subject={})):
        (card,) = cards(hooked(order, prefetch={"conditions": bundle(other)}))
        assert "otherwise" in card["summary"]
        assert "recorded for another patient" in card["detail"]


def test_a_disease_that_was_taken_back_is_told() -> None:
    """A refuted diagnosis is not applied, and the card says so."""
    refuted = condition(concept(coding(ORPHA, "0")), verificationStatus="refuted")
    (card,) = cards(hooked(request("exemplin"), prefetch={"conditions": bundle(refuted)}))
    assert "because of the status of the record" in card["detail"]


def test_hints_and_unread_conditions_are_told() -> None:
    """What may be a disease of the list, and what was not read, stand in the detail."""
    many = [condition(concept(text=f"some illness {n}")) for n in range(7)]
    hint = condition(concept(text="invented syndrome, perhaps"))
    (card,) = cards(hooked(request("exemplin"), prefetch={"c": bundle(*many, hint)}))
    assert "invented syndrome, perhaps" in card["detail"]
    assert "(7): some illness 0" in card["detail"]
    assert "some illness 4, …" in card["detail"]


def test_orders_that_are_set_aside_give_no_alert() -> None:
    """A draft that was entered in error is not judged, and named with its status."""
    wrong = request("exemplin", status="entered-in-error")
    (alone,) = cards(hooked(wrong))
    (beside,) = cards(hooked(wrong, request("acceptol")))
    (alert,) = cards(hooked(wrong, request("pagein")))
    assert ["no-medication", "nothing-listed", "yellow"] == topics([alone, beside, alert])
    assert "Looked up: 1;" in beside["summary"]
    for card in (alone, beside, alert):
        assert "exemplin (entered-in-error)" in card["detail"]


def test_codes_and_texts_that_disagree_are_told() -> None:
    """A card says that one record names different medicines, with a level or without."""
    alert = concept(coding(ATC, "N99XA01"), text="acceptol")
    quiet = concept(coding(ATC, "A99AA01"), text="plainol")
    for order in (alert, quiet):
        (card,) = cards(hooked(request(order)))
        assert "name different medicines" in card["detail"]
        assert order["text"] in card["detail"]


@pytest.mark.parametrize("others", [(), (request("plainol"),), (request("exemplin"),)])
def test_an_order_that_is_no_resource_is_told(others: tuple[Any, ...]) -> None:
    """Where an order should stand and none can be read, a card says so beside every other."""
    found = cards(hooked("a text", *others))
    told = found[-1]
    assert "not-understood" == told["source"]["topic"]["code"]
    assert ": 1;" in told["summary"]
    assert all("a text" in card["detail"] for card in found)
    assert "nothing-listed" not in topics(found)


def test_many_orders_that_are_no_resources_are_counted() -> None:
    """Not every place is named where there are many, but their number is."""
    (card,) = cards(hooked(*["a text"] * 30))
    assert ": 30;" in card["summary"]
    assert "(30): context.draftOrders.entry" in card["detail"].replace("*", "")
    assert "a text, …" in card["detail"]


def test_orders_of_other_kinds_are_told() -> None:
    """A draft in which no medicine is looked for is named by its type on every card."""
    other = {"resourceType": "ServiceRequest"}
    for orders in ((other,), (other, request("exemplin"))):
        (card,) = cards(hooked(*orders))
        assert "ServiceRequest (1)" in card["detail"].replace("\\", "")


def test_a_page_of_a_search_is_told() -> None:
    """A card names the page after which more medicines or diseases were not given."""
    page = {**bundle(request("exemplin")), "link": [{"relation": "next", "url": "u"}]}
    (card,) = cards(hooked(hook="patient-view", prefetch={"requests": page}))
    assert "further pages" in card["detail"]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("Condition?patient=1", True),
        ({"resourceType": "OperationOutcome"}, True),
        (None, False),
        (bundle(), False),
    ],
)
def test_what_could_not_be_fetched_is_told(value: Any, told: bool) -> None:
    """Diseases that the requesting system could not give are named; that there are none is not."""
    (card,) = cards(hooked(request("exemplin"), prefetch={"conditions": value}))
    assert told == ("prefetch.conditions" in card["detail"])


def test_words_that_may_turn_the_meaning_round_are_told() -> None:
    """A negation in an order stands on its card."""
    (card,) = cards(hooked(request("no exemplin")))
    assert LIST.term("phrases", "context-seen").words.en in card["detail"]


def test_sources_are_linked_once() -> None:
    """The statements that give the level are linked with author and date."""
    (card,) = cards(hooked(request("correctol")))
    assert ["https://example.org/panel-2024"] == [link["url"] for link in card["links"]]
    real = cds_hooks.respond(hooked(request("valproate")), assume_pmd=True)["cards"][0]["links"]
    assert len(real) <= 5


def test_a_source_without_an_address_is_not_linked() -> None:
    """A locator that is no address gives no link, and no empty list of links."""
    files = invented.files()
    files["drugs/correctol.toml"]["statements"][0]["locator"] = "page 3"
    own = invented.dataset(invented.locked(files))
    (card,) = cards(hooked(request("correctol")), dataset=own)
    assert "links" not in card


def test_override_reasons_are_few_and_translated() -> None:
    """Four reasons of HL7's own code system, worded in the language of the cards."""
    wordings = set()
    for language in LANGUAGES:
        (card,) = cards(hooked(request("exemplin")), language=language)
        assert list(REASONS) == [r["code"] for r in card["overrideReasons"]]
        wordings |= {reason["display"] for reason in card["overrideReasons"]}
    assert len(LANGUAGES) * len(REASONS) == len(wordings)


def test_a_suggestion_records_and_never_removes() -> None:
    """One creates a DetectedIssue, one the answer to a question; none deletes an order."""
    for version, issue, answer in (
        ("R4", DetectedIssueR4B, ConditionR4B),
        ("R5", DetectedIssueR5, ConditionR5),
    ):
        (card,) = cards(hooked(request("exemplin")), version=version)
        models = (issue, answer)
        for suggestion, model in zip(card["suggestions"], models, strict=True):
            (action,) = suggestion["actions"]
            assert ("at-most-one", "create") == (card["selectionBehavior"], action["type"])
            model.model_validate(action["resource"])
        (calm,) = cards(hooked(request("correctol")), version=version)
        assert 1 == len(calm["suggestions"])


def test_the_answer_that_a_card_offers_to_record_is_read_again() -> None:
    """What the suggestion writes is what the gate reads: then the red holds for the patient."""
    (card,) = cards(hooked(request("exemplin")))
    assert "warning" == card["indicator"]
    record = card["suggestions"][1]["actions"][0]["resource"]
    (told,) = cards(hooked(request("exemplin"), prefetch={"conditions": bundle(record)}))
    assert "critical" == told["indicator"]


def test_the_same_request_gives_the_same_cards() -> None:
    """Names of cards depend on the request, the release and the drug, not on chance."""
    first, again = cards(hooked(request("exemplin"))), cards(hooked(request("exemplin")))
    assert first == again
    other = {**hooked(request("exemplin")), "hookInstance": INSTANCE.replace("8", "9")}
    older = cards(hooked(request("exemplin")), release="2017.2")
    assert 3 == len({c["uuid"] for found in (first, cards(other), older) for c in found})


def test_the_source_names_release_and_date() -> None:
    """Each card says which edition of the list it is from."""
    (card,) = cards(hooked(request("exemplin")), release="2017.2")
    assert "mitosafe, release 2017.2 (2017-12-30)" == card["source"]["label"]


def test_contested_is_told_where_it_fits() -> None:
    """A disagreement of sources stands in the summary."""
    (card,) = cards(hooked(request("dubitol")))
    assert card["summary"].endswith(f"({LIST.term('phrases', 'contested').words.en.lower()})")


def test_a_summary_is_cut_at_a_word() -> None:
    """A drug of a very long name still gives a summary within the standard."""
    files = invented.files()
    files["drugs/correctol.toml"]["names"]["en"] = " ".join(["verylongname"] * 20)
    own = invented.dataset(files)
    (card,) = cards(hooked(request("correctole")), dataset=own)
    check([card])
    assert card["summary"].endswith("verylongname…")


def test_foreign_text_cannot_write_markdown() -> None:
    """A name with markup in it is shown as it is."""
    found = cards(hooked(request("unheardof ](http://evil.example) <img src=x> |")))
    assert [] == re.findall(r"(?<!\\)[<\]]", found[0]["detail"])


@settings(deadline=None)
@given(st.lists(st.sampled_from(["exemplin", "acceptol", "unheardof", "Duplon", "mysterials", ""])))
def test_no_request_gives_an_empty_list(names: list[str]) -> None:
    """Whatever is ordered, there is a card, and each drug has one at most."""
    found = cards(hooked(*(request(name, id=str(n)) for n, name in enumerate(names))))
    check(found)
    assert len(found) <= len(set(names)) + 1


def test_discovery() -> None:
    """One service a hook, each with its id, what it does and what it wants to be given."""
    for language in LANGUAGES:
        found = cds_hooks.services(language=language)["services"]
        assert list(cds_hooks.HOOKS) == [service["hook"] for service in found]
        assert len(found) == len({service["id"] for service in found})
        for service in found:
            assert {"hook", "id", "title", "description", "prefetch"} == set(service)
            assert service["id"] == cds_hooks.service_id(service["hook"])
            assert dataset().term("phrases", "not-advice").words[language] in service["description"]
            assert all("{{context.patientId}}" in query for query in service["prefetch"].values())


def test_arguments_that_are_none_of_the_allowed() -> None:
    """Unknown languages, versions and releases are errors that name the allowed ones."""
    with pytest.raises(UnknownValue, match="en, fr, nl"):
        cards(hooked(), language="de")
    with pytest.raises(UnknownValue, match="R4, R4B, R5"):
        cards(hooked(), version="R6")
    with pytest.raises(UnknownRelease):
        cards(hooked(), release="1999.1")
    with pytest.raises(UnknownValue, match="en, fr, nl"):
        cds_hooks.services(language="de")
