"""Whether what is said can be meant: each misfit is found in its place, and what is well is not."""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest

from mitosafe.errors import Fault
from mitosafe.validation.claims import claim_faults
from tests import invented
from tests.invented import Files, corpus, words

EXEMPLIN = "drugs/exemplin.toml"


def found(change: Callable[[Files], object]) -> list[tuple[str, str]]:
    """Return the place of each fault, with its message, once the invented list is changed."""
    return [(fault.path, fault.message) for fault in faults(change)]


def faults(change: Callable[[Files], object]) -> list[Fault]:
    """Return the faults once the invented list is changed."""
    files = copy.deepcopy(invented.files())
    change(files)
    return list(claim_faults((corpus(files),)))


def test_the_invented_list_says_what_can_be_meant() -> None:
    """A list without such misfits has no fault."""
    assert found(lambda _: None) == []


@pytest.mark.parametrize(
    "authors", ["authors not seen", "not kept", "Manufacturer / an agency", "(printed at a site)"]
)
def test_a_placeholder_is_no_author(authors: str) -> None:
    """What stands for authors who are not known is named, and the key is to be left out."""
    [(path, message)] = found(
        lambda files: files["sources.toml"]["sources"][0].update(authors=authors)
    )
    assert path == "$.sources[0].authors"
    assert "leave the key out" in message


@pytest.mark.parametrize(
    "change",
    [
        lambda source: source.pop("title"),
        lambda source: source.update(titles=words("a description")),
    ],
)
def test_a_source_has_a_title_or_a_description(change: Callable[[invented.Raw], object]) -> None:
    """A source with neither, or with both, is a fault."""
    [(path, message)] = found(lambda files: change(files["sources.toml"]["sources"][0]))
    assert path == "$.sources[0].title"
    assert message == "has either a title, or titles (a description in each language)"


@pytest.mark.parametrize(
    ("stated", "later"), [("2016-05-11", True), ("2017", True), ("2016", False), ("2016-05", False)]
)
def test_nothing_is_said_later_than_its_source(stated: str, *, later: bool) -> None:
    """A statement may be as old as its source, as far as both dates are given, and no younger."""
    places = found(lambda files: files[EXEMPLIN]["statements"][0].update(stated=stated))
    wanted = [("$.statements[0].stated", f"{stated} is later than its source (2016-05-10)")]
    assert places == (wanted if later else [])


def test_a_caution_that_tells_of_a_treatment_is_asked_about() -> None:
    """What one record says as a treatment and as a caution for everybody may be an indication."""

    def change(files: Files) -> None:
        files[EXEMPLIN]["background"][0].update(about="treatment", facts=["fact"])
        said = files[EXEMPLIN]["statements"][1]
        said.pop("population")
        said.update(facts=["fact"])

    [(path, message)] = found(change)
    assert path == "$.statements[1].verdict"
    assert message == "tells of a treatment (fact); is it a warning at all?"


def test_a_circumstance_is_not_told_in_a_note_only() -> None:
    """A note with the wording of a circumstance, where none is given, hides it from a patient."""
    wording = invented.files()["terms/circumstances.toml"]["terms"][0]
    note = words(wording["en"].removesuffix(" (English)"))

    def change(files: Files) -> None:
        files[EXEMPLIN]["statements"][1].update(note=note)

    [(path, message)] = found(change)
    assert path == "$.statements[1].note"
    assert message == f"has the circumstance {wording['id']!r} in its note only"


def test_a_code_of_a_group_makes_a_member() -> None:
    """Who has a code of a group is a member of it, or is named as an exception."""
    [(path, message)] = found(lambda files: files[EXEMPLIN].pop("groups"))
    assert path == "$.groups"
    assert message == "has a code of the group exemplins, and is no member or exception of it"

    def excepted(files: Files) -> None:
        files[EXEMPLIN].pop("groups")
        files["groups/exemplins.toml"].update(exceptions=["exemplin"])

    assert found(excepted) == []


def test_what_has_the_wrong_type_is_passed_over() -> None:
    """What is no text or table is told by decoding, not here."""

    def change(files: Files) -> None:
        files["sources.toml"]["sources"][0].update(authors=5, date=5)
        files["terms/circumstances.toml"]["terms"][0].update(en=5)
        files[EXEMPLIN].update(codes=5)
        files[EXEMPLIN]["statements"][0].update(source=5, note=5)

    assert found(change) == []
