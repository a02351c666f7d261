"""Questions about the directory: what fits, in which order, and why nothing does."""

from __future__ import annotations

import copy
import datetime
import pickle
from collections.abc import Callable
from typing import Any

import attrs
import pytest

import mitosafe
from mitosafe import (
    CommunityKind,
    CommunityResults,
    CommunityStatus,
    FitKind,
    UnknownValue,
    WrongType,
)
from mitosafe.directory.directory import Directory
from mitosafe.model import Release, ReleaseId
from tests.directory import given


def ids(found: CommunityResults) -> list[str]:
    """Return the ids of what was found, in order."""
    return [one.id for one in found]


def ask(*communities: given.Raw, release: Release = given.OLD, **asked: Any) -> CommunityResults:
    """Ask an invented directory."""
    return given.directory(*communities).ask(asked, release)


def test_dutch_finds_what_is_in_dutch() -> None:
    """Asking for Dutch gives the five entries in Dutch, the surest first."""
    found = mitosafe.communities(language="nl")
    wanted = {"boks", "lhon-fb-nl", "spierziekten-nederland", "spierziekten-vlaanderen-metcon",
              "vks"}  # fmt: skip
    assert wanted == set(ids(found))
    assert "spierziekten-nederland" == ids(found)[0]


def test_lhon_in_italian_comes_before_all_disease_in_italian() -> None:
    """What is for the disorder comes first; what is for all disease follows, marked."""
    found = mitosafe.communities(language="it", disorder="lhon")
    hows = [found.why(one)[1].how for one in found]
    assert [FitKind.EXACT] * 3 + [FitKind.WIDER] * 4 == hows
    assert "lhon-fb-it" == ids(found)[0]


@pytest.mark.parametrize(
    "called", ["ORPHA:550", "orpha 550", "ORPHANET:0550", "MONDO:0010789", "OMIM:540000",
               "MIM540000", "melas", "syndrome MELAS", "MELAS syndrome"],
)  # fmt: skip
def test_a_disorder_is_found_by_any_of_its_names(called: str) -> None:
    """Ids, codes elsewhere and names in each language ask the same question."""
    found = mitosafe.communities(disorder=called)
    assert {"disorder": ("melas",)} == found.asked
    assert "br-mitocon-brasil" == ids(found)[0]
    assert {"melas", "mitochondrial-disease"} == {found.why(one)[0].found for one in found}


def test_japan_has_six_entries() -> None:
    """Every entry of Japan is given, and nothing else."""
    found = mitosafe.communities(country="Japon")
    assert 6 == len(found)
    assert {("JP",)} == {one.countries for one in found}


def test_organisations_and_communities_are_told_apart() -> None:
    """Each entry is one or the other, and one may ask for either."""
    kinds = [mitosafe.communities(kind=kind) for kind in CommunityKind]
    assert [59, 75] == [len(found) for found in kinds]
    assert len(mitosafe.communities(kind=["organisation", "community"])) == sum(map(len, kinds))


def test_closed_ones_are_given_only_if_asked_for() -> None:
    """What has closed is in no answer that does not ask for it."""
    assert 134 == len(mitosafe.communities())
    assert ["se-mitosverige"] == ids(mitosafe.communities(status="closed"))
    assert 135 == len(mitosafe.communities(status=list(CommunityStatus)))


def test_what_is_narrower_comes_before_what_is_wider() -> None:
    """For a group of disorders: those for all of it, for one of it, for more than it."""
    found = ask(
        given.raw("wide", disorders=["mitochondrial-disease"]),
        given.raw("narrow", disorders=["lhon"]),
        given.raw("exact", disorders=["hon"]),
        given.raw("other", disorders=["leigh"]),
        disorder="hon",
    )
    assert ["exact", "narrow", "wide"] == ids(found)
    assert [FitKind.EXACT, FitKind.NARROWER, FitKind.WIDER] == [
        found.why(one)[0].how for one in found
    ]


def test_the_nearest_disorder_decides_and_then_the_language() -> None:
    """One step up the tree comes before two; a language as asked before a close one."""
    found = ask(
        given.raw("far", disorders=["mitochondrial-disease"], languages=["nb"]),
        given.raw("near", disorders=["hon"], languages=["no"]),
        given.raw("both", disorders=["hon", "mitochondrial-disease"], languages=["da", "nb"]),
        disorder="lhon",
        language="nb",
    )
    assert ["both", "near", "far"] == ids(found)


def test_what_is_surer_comes_first_among_equals() -> None:
    """Status, confidence, basis of the language, an own address, then the name decide."""
    found = ask(
        given.raw("g", status="superseded", superseded_by="a"),
        given.raw("f", status="may-have-ended"),
        given.raw("e", confidence="low"),
        given.raw("d", language_basis="inferred-from-country"),
        given.raw("c", url=None),
        given.raw("b", name="Nova"),
        given.raw("a", name="Alba"),
    )
    assert list("abcdefg") == ids(found)


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({"platform": "groupe Facebook"}, ["a"]),
        ({"platform": ["line", "website"]}, ["b"]),
        ({"organiser": "particulier"}, ["b"]),
        ({"organiser": "MOON society"}, ["a"]),
        ({"status": "may-have-ended"}, ["b"]),
        ({"text": "klub"}, ["a"]),
        ({"text": "kring"}, ["a"]),
        ({"text": "moon ami"}, []),
        ({"text": "患者"}, ["b"]),
        ({"country": ["BE", "JP"]}, ["a", "b"]),
        ({"language": ["Japanese", "nl-BE"]}, ["b", "a"]),
        ({"kind": CommunityKind.ORGANISATION}, ["b"]),
        ({"country": "BE", "language": "ja"}, []),
    ],
)
def test_each_argument_narrows_the_question(asked: dict[str, Any], wanted: list[str]) -> None:
    """Values of one argument are alternatives; arguments must all be met."""
    found = ask(
        given.raw("a", name="Klub"),
        given.raw(
            "b", name="月の患者会", kind="organisation", platform="line", organiser="individual",
            organisation=None, status="may-have-ended", languages=["ja"], countries=["JP"],
            description={"en": "x", "fr": "amis", "nl": "x"},
        ),
        **asked,
    )  # fmt: skip
    assert wanted == ids(found)


def test_words_of_the_name_weigh_more_than_those_of_the_description() -> None:
    """A text that is in the name comes before one that is in a description."""
    found = ask(
        given.raw("a", description={"en": "Like the dawn club.", "fr": "x", "nl": "x"}),
        given.raw("b", name="Dawn"),
        text="dawn",
    )
    assert ["b", "a"] == ids(found)
    assert ["Dawn", ""] == [found.why(one)[0].found for one in found]


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"language": "jp"}, UnknownValue("language", "jp", ["ja"], complete=False)),
        ({"country": "UK"}, UnknownValue("country", "UK", ["GB"], complete=False)),
        ({"disorder": "melass"}, UnknownValue("disorder", "melass", ["melas"], complete=False)),
        ({"disorder": "ORPHA:999"}, None),
        ({"platform": "facebook"},
         UnknownValue("platform", "facebook", ["facebook-group", "facebook-page"], complete=False)),
        ({"organiser": "moon socity"},
         UnknownValue("organiser", "moon socity", ["moon society"], complete=False)),
        ({"kind": "zz"}, UnknownValue("kind", "zz", ["community", "organisation"])),
        ({"text": "!?"}, UnknownValue("text", "!?", [], complete=False)),
    ],
)  # fmt: skip
def test_an_unknown_value_names_the_near_ones(
    asked: dict[str, Any], error: UnknownValue | None
) -> None:
    """A value that is not known is an error, with those that may be meant."""
    with pytest.raises(UnknownValue) as caught:
        ask(given.raw(), **asked)
    assert error is None or error == caught.value


@pytest.mark.parametrize("value", [5, [], ["nl", 5], b"nl", ()])
def test_a_value_of_another_type_is_refused(value: object) -> None:
    """An argument is a text or several; an empty list is no way to say any."""
    with pytest.raises(WrongType, match="language"):
        ask(given.raw(), language=value)


def test_an_empty_answer_names_what_emptied_it() -> None:
    """If one argument alone is too much, it is named, with what there is without it."""
    found = ask(given.raw("a"), given.raw("b"), language="tr", country="BE")
    assert ([], ("language",)) == (ids(found), found.emptied_by)
    assert [(("language",), 2)] == [(w.without, len(w.communities)) for w in found.wider]


def test_any_of_several_arguments_may_have_emptied_an_answer() -> None:
    """Each argument without which there is something is named, the easiest to give up first."""
    found = ask(given.raw("a"), given.raw("b", countries=["FR"], languages=["fr"]),
                country="BE", language="fr")  # fmt: skip
    assert ("country", "language") == found.emptied_by
    assert [["b"], ["a"]] == [[one.id for one in w.communities] for w in found.wider]


def test_as_few_arguments_as_possible_are_given_up() -> None:
    """If no single argument is enough, the smallest sets of them are tried."""
    found = ask(given.raw("a"), country="JP", language="ja", text="zzz", kind="community")
    assert [("text", "country", "language")] == [w.without for w in found.wider]


def test_what_has_closed_may_be_all_there_is() -> None:
    """If only closed ones fit, the status is what emptied the answer."""
    found = ask(given.raw(status="closed", closed="2020-01-01"))
    assert ("status",) == found.emptied_by
    assert ["moon-club"] == [one.id for one in found.wider[0].communities]


def test_a_release_before_the_directory_began_is_empty() -> None:
    """No entry is given for a release in which there was none, and that is said."""
    found = mitosafe.communities(language="nl", release="2024.1")
    assert ((), ("release",), ()) == (tuple(found), found.emptied_by, found.wider)


def test_a_directory_without_entries_is_empty() -> None:
    """A list without communities answers with nothing."""
    assert ((), ("release",)) == (tuple(ask()), ask().emptied_by)


def test_a_question_is_asked_as_of_a_release() -> None:
    """What differed in a release is what the question sees."""
    moved = given.raw(former=[{"until": "2027.1", "platform": "website"}])
    assert [] == ids(ask(moved, platform="facebook-group"))
    assert ["moon-club"] == ids(ask(moved, platform="facebook-group", release=given.NEW))


def test_an_answer_is_a_tuple_that_does_not_change() -> None:
    """An answer is equal to a tuple of the same, and nothing can be set on it."""
    found = ask(given.raw())
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        found.emptied_by = ("text",)
    assert "<CommunityResults: moon-club>" == repr(found)
    assert "<CommunityResults: nothing>" == repr(ask(given.raw(), text="zzz"))
    assert (given.directory(given.raw())["moon-club"],) == found


@pytest.mark.parametrize(
    "again", [copy.copy, copy.deepcopy, lambda f: pickle.loads(pickle.dumps(f))]
)
def test_an_answer_can_be_copied(again: Callable[[CommunityResults], CommunityResults]) -> None:
    """A copy has the same communities and the same reasons."""
    found = ask(given.raw(), language="nl")
    assert (tuple(found), found.reasons) == (tuple(again(found)), again(found).reasons)


@pytest.mark.parametrize("on", ["2027-05-01", datetime.date(2027, 5, 1)])
def test_the_day_of_the_question_comes_from_the_caller(on: object) -> None:
    """The age of what was read is counted to the day that the caller gives."""
    found = given.directory(given.raw()).ask({}, given.OLD, on)
    assert found.on is not None
    assert 159 == found[0].days_since_checked(found.on)


@pytest.mark.parametrize("on", ["1 May", 5, datetime.datetime(2027, 5, 1, tzinfo=datetime.UTC)])
def test_a_day_that_is_none_is_refused(on: object) -> None:
    """The day of the question is a date or a text in the one form."""
    with pytest.raises(WrongType, match="on"):
        given.directory(given.raw()).ask({}, given.OLD, on)


def test_an_unknown_term_of_the_directory_is_an_error() -> None:
    """A word that the terms do not have is not made up."""
    with pytest.raises(UnknownValue, match="moon"):
        given.directory().term("platforms", "moon")


def test_a_file_of_an_upper_layer_stands_for_that_of_a_lower_one() -> None:
    """A hospital's own file of the same id is used instead, and is marked as its own."""
    own = given.layer(given.raw(name="Our Moon Club"), local=True)
    found = Directory([own, given.layer(given.raw(), given.raw("sun-club"))])
    assert ["Our Moon Club", "Moon Club"] == [one.name for one in found]
    assert [True, False] == [one.local for one in found]


def test_releases_are_those_of_the_list() -> None:
    """A release that the list does not have is an error."""
    with pytest.raises(mitosafe.UnknownRelease):
        mitosafe.communities(release="1999.1")
    assert ReleaseId("2026.2.1") == mitosafe.communities().release.id
