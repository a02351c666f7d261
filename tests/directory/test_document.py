"""The directory shown: text, Markdown, HTML cards, plain values, in three languages."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest

import mitosafe
from mitosafe import UnknownValue
from mitosafe.directory.results import CommunityResults, DirectoryRenders
from tests.directory import given

HOSTILE = '<script>alert("1")</script> [x](javascript:y) *z*'


def shown() -> CommunityResults:
    """Return an answer with one of everything that can be shown."""
    return given.directory(
        given.raw("a", name="月の会", languages=["ja"], countries=["JP", "BE"], also=[]),
        given.raw("b", name_is="listing-label", url=None, audience="interest", languages=[],
                  language_basis="unknown", countries=[], country_basis=None, organisation=None),
        given.raw("c", status="closed", closed="2017-04-22", country_basis="inferred"),
        given.raw("d", status="superseded", superseded_by="a"),
    ).ask({"status": ["listed", "closed", "superseded"], "disorder": "melas"}, given.OLD,
          "2027-05-01")  # fmt: skip


ANSWERS: dict[str, Any] = {
    "found": shown,
    "nothing": lambda: mitosafe.communities(language="tr", country="BE", organiser="UMDF"),
    "everything": mitosafe.communities,
    "changes": lambda: mitosafe.directory_diff("2024.1", "2026.2"),
    "days": lambda: mitosafe.awareness(2027),
    "no days": lambda: mitosafe.awareness(1999),
}


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_every_rendering_says_its_release_and_that_nobody_reviewed_it(
    answer: Any, language: str
) -> None:
    """Release, date, and the review status stand in each rendering in each language."""
    value: DirectoryRenders = answer()
    reviewed = {
        "en": "Not yet reviewed by a clinician",
        "fr": "Pas encore vérifié par un médecin",
        "nl": "Nog niet gecontroleerd door een arts",
    }
    for text in (value.text(language), value.markdown(language), value.html(language),
                 value.json(language)):  # fmt: skip
        assert re.search(r"2026-1[12]-\d\d", text)
        assert reviewed[language] in text


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_a_directory_says_what_it_does_not_say(language: str) -> None:
    """An answer says that it is no recommendation and that links were not opened."""
    said = {
        "en": ("no recommendation", "may exist all the same", "were not opened"),
        "fr": ("pas une recommandation", "peut très bien exister", "n'ont été ouverts"),
        "nl": ("geen aanbeveling", "kan wel bestaan", "zijn niet geopend"),
    }
    text = " ".join(shown().text(language).split())
    assert all(sentence in text for sentence in said[language])


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["Japanese", "Japan, Belgium", "Facebook group", "closed on 2017-04-22",
                "wider", "159 days before 2027-05-01", "not known"]),
        ("fr", ["japonais", "Japon, Belgique", "groupe Facebook", "fermé le 2017-04-22",
                "159 jours avant le 2027-05-01", "inconnu"]),
        ("nl", ["Japans", "Japan, België", "Facebookgroep", "gesloten op 2017-04-22",
                "159 dagen voor 2027-05-01", "onbekend"]),
    ],
)  # fmt: skip
def test_names_are_in_the_language_asked_for(language: str, said: list[str]) -> None:
    """Languages, countries, platforms, dates and reasons are worded in each language."""
    mixed = given.directory(
        given.raw("e", disorders=["mitochondrial-disease"]),
    ).ask({"disorder": "melas"}, given.OLD)
    text = " ".join((shown().text(language) + mixed.text(language)).split())
    missing = [words for words in said if words not in text]
    assert [] == missing


def test_each_name_bears_its_own_language() -> None:
    """A card's name has the language of the group where it is known, else none is claimed."""
    html = shown().html("fr")
    assert '<h4 lang="ja">月の会</h4>' in html
    assert '<h4 lang="">Moon Club</h4>' in html
    assert '<h4 lang="nl">Moon Club</h4>' in html
    assert html.startswith('<div class="mitosafe" lang="fr">')


class _Tags(HTMLParser):
    """Checks that tags are closed in order, and keeps what could do harm."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an opened tag."""
        self.open.append(tag)
        self.seen.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_endtag(self, tag: str) -> None:
        """Close the last tag."""
        assert tag == self.open.pop()


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_html_is_well_formed_and_loads_nothing(answer: Any) -> None:
    """Tags are closed, there is no script, and links lead to web pages only."""
    tags = _Tags()
    tags.feed(answer().html("nl"))
    assert ([], set()) == (tags.open, {"script", "img", "iframe", "link"} & set(tags.seen))
    assert all(link.startswith(("http://", "https://")) for link in tags.links)


def test_foreign_text_is_shown_as_it_is() -> None:
    """Names cannot bring markup into HTML or Markdown."""
    found = given.directory(given.raw(name=HOSTILE, url=None)).ask({}, given.OLD)
    assert "<script>" not in found.html()
    assert "&lt;script&gt;" in found.html()
    assert "[x](javascript" not in found.markdown()


def test_an_empty_answer_says_what_emptied_it() -> None:
    """The text of an empty answer names the argument and what there would be without it."""
    text = mitosafe.communities(language="tr", country="BE").text("en")
    assert "Asked for: language: Turkish; country: Belgium" in text
    assert "What leaves nothing over: language" in text
    assert "Without language there would be: 2" in text


def test_a_question_without_arguments_says_so() -> None:
    """All of the directory is called everything but what has closed."""
    assert "Gevraagd: alles behalve wat gesloten is" in mitosafe.communities().text("nl")


def test_a_hospitals_own_entry_is_marked() -> None:
    """A local row says that it is one."""
    from mitosafe.directory.directory import Directory

    found = Directory([given.layer(given.raw(), local=True)]).ask({}, given.OLD)
    assert "Row added locally" in found.text()


def test_an_age_is_shown_only_of_the_past() -> None:
    """Without a day, or with one before the reading, no age is told."""
    directory = given.directory(given.raw())
    for on in (None, "2026-11-23", "2020-01-01"):
        assert "days before" not in directory.ask({}, given.OLD, on).text()


def test_plain_values_hold_every_field_with_its_wording() -> None:
    """The plain values of a community have ids, wordings, codes and the reasons."""
    plain = shown().as_dict("fr")
    first = next(one for one in plain["communities"] if one["id"] == "a")
    assert {"id": "facebook-group", "words": "groupe Facebook"} == first["platform"]
    assert [{"id": "ja", "words": "japonais"}] == first["languages"]
    assert [{"id": "JP", "words": "Japon"}, {"id": "BE", "words": "Belgique"}] == first["countries"]
    assert ["ORPHA:550", "MONDO:0010789", "OMIM:540000"] == first["disorders"][0]["ids"]
    assert {"filter": "disorder", "asked": "melas", "found": "melas",
            "how": "exact"} in first["why"]  # fmt: skip
    second = next(one for one in plain["communities"] if one["id"] == "b")
    assert (None, None, None) == (second["url"], second["country_basis"], second["organisation"])
    assert ("fr", 1, "2027-05-01") == (plain["language"], plain["schema"], plain["on"])


def test_plain_values_of_an_empty_answer_hold_the_wider_questions() -> None:
    """What emptied an answer and what there would be is in the plain values."""
    plain = mitosafe.communities(language="tr", country="BE").as_dict()
    assert ["language"] == plain["emptied_by"]
    assert [["language"]] == [wider["without"] for wider in plain["wider"]]
    assert (None, []) == (plain["on"], plain["communities"])


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_json_is_the_plain_values(answer: Any) -> None:
    """JSON holds what the dictionary holds, and non-ASCII text as it is."""
    value = answer()
    assert value.as_dict("nl") == json.loads(value.json("nl"))
    assert "\\u" not in value.json("nl")


@pytest.mark.parametrize("how", ["text", "markdown", "html", "as_dict", "json"])
def test_an_unknown_language_is_refused(how: str) -> None:
    """There are three languages, and no other is made up."""
    with pytest.raises(UnknownValue, match="allowed: en, fr, nl"):
        getattr(shown(), how)("de")


def test_a_notebook_shows_the_cards() -> None:
    """A notebook is given the HTML in English."""
    assert shown().html("en") == shown()._repr_html_()


def test_changes_show_before_and_after() -> None:
    """A move shows where it was and where it is."""
    directory = given.directory(
        given.raw(former=[{"until": "2027.1", "url": "https://old.example/club"}])
    )
    diff = directory.changes(given.OLD, given.NEW)
    text = diff.text("en")
    assert "2026.2 → 2027.1: 1 changes in the directory" in text
    assert re.search(r"before: Moon Club.*\n\s+https://old\.example/club", text)
    assert re.search(r"after: Moon Club.*\n\s+https://www\.facebook\.com/groups/moonclub", text)
    plain = diff.as_dict("en")["changes"][0]
    assert ("https://old.example/club", ["moved"]) == (plain["old"]["url"], plain["kinds"])
