"""Suggestions: checked at once, compared, and ready to send by hand."""

from __future__ import annotations

import datetime
import inspect
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

import mitosafe
from mitosafe import CommunityKind, CommunitySuggestion, DataError, Dataset
from mitosafe._text import toml
from mitosafe.directory.suggestion import FORM, Likeness, suggest
from mitosafe.directory.suggestion_fields import FIELDS, fault_of
from tests.directory import given

ROOT = Path(__file__).parents[2]
FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"
GOOD: dict[str, Any] = {
    "name": "Dawn Club",
    "platform": "groupe Facebook",
    "disorders": "MELAS, ORPHA:104",
    "languages": ["néerlandais", "fr"],
    "countries": "België",
    "url": "https://www.facebook.com/groups/dawnclub",
    "checked": datetime.date(2026, 12, 1),
}


def suggestion(*communities: given.Raw, **changes: Any) -> CommunitySuggestion:
    """Suggest something for an invented directory."""
    return suggest({**GOOD, **changes}, given.directory(*communities), given.OLD)


def faults(**changes: Any) -> list[tuple[str, str]]:
    """Return place and message of each fault of a suggestion."""
    with pytest.raises(DataError) as caught:
        suggestion(**changes)
    return [(fault.path, fault.message) for fault in caught.value.faults]


def test_a_suggestion_reads_what_people_write() -> None:
    """Names of platforms, disorders, languages and countries become ids, tags and codes."""
    one = suggestion(kind=CommunityKind.ORGANISATION, organiser="particulier").community
    assert ("facebook-group", ("melas", "lhon")) == (one.platform, one.disorders)
    assert (("nl", "fr"), ("BE",)) == (one.languages, one.countries)
    assert ("individual", "2026-12-01", "2027.1") == (one.organiser, one.last_checked, one.since)
    assert ("dawn-club", GOOD["url"], "low") == (one.id, one.listing, one.confidence)


def test_a_description_that_is_not_given_is_made_of_terms() -> None:
    """Each language without a description gets one in the words of the list."""
    words = suggestion(description_en="A club at dawn.").community.description
    assert "A club at dawn." == words.en
    assert (
        words.fr
        == "Groupe Facebook : syndrome MELAS, neuropathie optique héréditaire de Leber (NOHL)."
    )
    assert words.nl.startswith("Facebookgroep: MELAS")


def test_little_is_enough() -> None:
    """A name, a platform, a disorder, a page and a day make a suggestion."""
    page = "https://moon.example/"
    one = suggestion(url=None, listing=page, languages=None, countries=()).community
    assert (None, page) == (one.url, one.listing)
    assert ((), "unknown", (), None) == (
        one.languages, one.language_basis, one.countries, one.country_basis,
    )  # fmt: skip


def test_the_file_loads_as_data_without_a_hand_edit(tmp_path: Path) -> None:
    """What is written is read by `load` and found by a question."""
    found = mitosafe.suggest_community(**GOOD)
    file = tmp_path / found.file
    file.parent.mkdir()
    file.write_text(found.toml(), encoding="utf-8")
    loaded = mitosafe.load(tmp_path, base=Dataset.packaged())
    (one,) = loaded.communities(text="dawn club")
    assert (found.community.name, True) == (one.name, one.local)
    assert 135 == len(loaded.communities())


def test_every_fault_is_told_at_once() -> None:
    """What cannot be read and what may not be written come together, once each."""
    found = faults(
        name="Anna +32 471 23 45 67", platform="faceboook", disorders=["melass"], languages="jp",
        countries="UK", organiser="zz", url="https://wa.me/32471", checked="today",
        description_en="anna@moon.example", access=5, audience="everyone",
    )  # fmt: skip
    wanted = ["access", "audience", "countries[0]", "description.en", "disorders[0]",
              "languages[0]", "last_checked", "listing", "name", "organiser", "platform",
              "source.url", "url"]  # fmt: skip
    assert [f"$.{path}" for path in wanted] == sorted(path for path, _ in found)


def test_what_is_missing_is_told() -> None:
    """A suggestion without its needed fields names each of them."""
    found = dict(faults(name=None, platform=None, disorders=None, url=None, checked=None))
    assert {"$.name", "$.platform", "$.disorders", "$.listing", "$.last_checked"} <= found.keys()
    assert "give url or listing: a public page that names it" == found["$.listing"]


def test_a_value_of_another_type_is_told() -> None:
    """A field of another type is a fault, not an exception of another kind."""
    assert ("$.disorders", "expected a text or several") in [
        (path, message.partition(" is int; ")[2][:26]) for path, message in faults(disorders=5)
    ]
    assert ["$.disorders"] == [path for path, _ in faults(disorders=" , ")]
    for platform in (["website"], {"id": "website"}, 5):
        assert ("$.platform", "expected str") in [
            (path, message.partition(",")[0]) for path, message in faults(platform=platform)
        ]


def test_a_code_of_thousands_of_digits_is_told() -> None:
    """A code of a disorder that Python refuses to read as a number is unknown, and no crash."""
    for code in ("ORPHA:" + "9" * 5_000, "OMIM " + "0" * 5_000 + "x"):
        [(path, message)] = faults(disorders=code)
        assert ("$.disorders[0]", "unknown disorder") == (path, message[:16])


def test_more_values_than_can_be_meant_are_not_looked_up() -> None:
    """Thousands of unknown names in one field are one fault, and take no minutes."""
    found = faults(disorders="zzyzx," * 101, languages=["nl"] * 101)
    wanted = "has 101 values; at most 100"
    assert [("$.disorders", wanted), ("$.languages", wanted)] == sorted(found)
    assert len(suggestion(languages=["nl"] * 100).community.languages) == 1


def test_no_file_is_given_that_could_not_be_read() -> None:
    """A text with more dots than a line of a file may have is a fault, and not found out later."""
    found = dict(faults(url=f"https://moon.example/{'.' * 60}", description_en="…" + "." * 51))
    assert {"has 61 dots; at most 50"} == {found["$.url"], found["$.listing"]}
    assert "has 51 dots; at most 50" == found["$.description.en"]


@pytest.mark.parametrize(
    ("name", "url", "id"),
    [
        ("Moon Club", "https://a.example/", "moon-club-2"),
        ("Café Lune 2", "https://a.example/", "cafe-lune-2"),
        ("月の会", "https://tsuki.example/kai", "tsuki.example"),
        ("月の会", None, "unnamed"),
        ("a" * 80, "https://a.example/", "a" * 60),
    ],
)
def test_an_id_is_made_that_nothing_else_has(name: str, url: str | None, id: str) -> None:
    """The id comes from the name, else from the address, and is free."""
    found = suggestion(given.raw(), name=name, url=url, listing="https://b.example/")
    assert id == found.community.id


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({}, []),
        ({"url": "http://m.facebook.com/groups/moonclub/"}, [("moon-club", Likeness.SAME_URL)]),
        ({"url": "https://sun.example/"}, [("sun-club", Likeness.SAME_URL)]),
        ({"name": "MOON-CLUB"}, [("moon-club", Likeness.SAME_NAME)]),
        ({"name": "Sun People (SC)"}, [("sun-club", Likeness.SAME_NAME)]),
        ({"url": None, "listing": "https://moon.example/friends"}, []),
    ],
)
def test_a_probable_duplicate_is_found(
    changes: dict[str, Any], wanted: list[tuple[str, Likeness]]
) -> None:
    """The same address or the same folded name is a probable duplicate; a list page is none."""
    there = (
        given.raw(), given.raw("star-club", name="Star Club", url=None),
        given.raw("sun-club", name="Sun Club (SC)", url=None, listing="https://sun.example"),
    )  # fmt: skip
    found = suggestion(*there, **changes)
    assert wanted == [(d.community.id, d.why) for d in found.duplicates]


def test_the_form_link_is_filled_in() -> None:
    """The link opens the form with every field that was given, in the form's own words."""
    link = suggestion(organisation="Moon Society").issue_link("https://forge.example/list/")
    parts = urlsplit(link)
    asked = {name: value for name, (value,) in parse_qs(parts.query).items()}
    assert ("forge.example", "/list/issues/new") == (parts.netloc, parts.path)
    assert (FORM, "Suggest a community: Dawn Club") == (asked.pop("template"), asked.pop("title"))
    assert asked.keys() <= {field.id for field in FIELDS}
    assert ("Facebook group", "Dutch, French", "Belgium", "2026-12-01") == (
        asked["platform"], asked["languages"], asked["countries"], asked["checked"],
    )  # fmt: skip
    assert "audience" not in asked


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Dutch"), ("fr", "néerlandais"), ("nl", "Nederlands")]
)
def test_the_e_mail_holds_it_all(language: str, said: str) -> None:
    """The e-mail has a subject, the fields in words, the duplicates and the file."""
    found = suggestion(given.raw(name="Dawn Club"), name="Dawn Club")
    text = found.email(language)
    head, _, body = text.partition("\n\n")
    assert head.startswith("Subject: ")
    assert "\n" not in head
    assert said in body
    assert "Dawn Club (" in body
    assert text.endswith(found.toml())


def test_the_e_mail_speaks_three_languages() -> None:
    """Another language is refused."""
    with pytest.raises(mitosafe.UnknownValue):
        suggestion().email("de")


def test_an_address_that_is_none_is_a_fault_like_others() -> None:
    """What cannot even be taken apart is told at its place."""
    paths = [path for path, _ in faults(url="http://[")]
    assert ["$.listing", "$.source.url", "$.url"] == sorted(paths)


def test_a_header_cannot_be_smuggled_into_the_e_mail() -> None:
    """A name with a line break is refused before it could become a header."""
    assert [("$.name", "holds a line break or another character that cannot be shown")] == faults(
        name="Dawn\nBcc: x", url="https://a.example/"
    )


# The one set of fields


def test_the_fields_are_those_of_the_function() -> None:
    """What the function takes is what is asked step by step."""
    for asked in (mitosafe.suggest_community, Dataset.suggest_community):
        taken = set(inspect.signature(asked).parameters) - {"self"}
        assert {field.id for field in FIELDS} == taken


def form(name: str) -> dict[str, Any]:
    """Read a form of the repository: its fields by id."""
    whole = yaml.safe_load((FORMS / name).read_text(encoding="utf-8"))
    return {item["id"]: item for item in whole["body"] if "id" in item}


def test_the_form_has_the_same_fields() -> None:
    """The form asks the same, in the same order, and needs the same."""
    found = form(FORM)
    assert [field.id for field in FIELDS] == list(found)
    assert [field.required for field in FIELDS] == [
        item["validations"]["required"] for item in found.values()
    ]


def test_the_form_offers_the_same_terms() -> None:
    """A closed vocabulary is offered whole, in English, and understood when it comes back."""
    directory = given.directory()
    for field in FIELDS:
        item = form(FORM)[field.id]
        if field.vocabulary is None:
            assert "options" not in item["attributes"]
        else:
            terms = directory.terms(field.vocabulary).values()
            assert [term.words.en for term in terms] == item["attributes"]["options"]
            assert field.several == item["attributes"].get("multiple", False)
            assert all(fault_of(field, o, directory) is None for o in item["attributes"]["options"])


def test_there_is_a_form_for_removal_and_correction() -> None:
    """Whoever wants an entry gone or mended finds a form that asks for no name."""
    found = form("remove-or-correct-community.yml")
    assert ["id", "wish", "correction", "page"] == list(found)
    assert ["remove it", "correct it"] == found["wish"]["attributes"]["options"][:2]


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("name", "", "this is needed"),
        ("name", "anna@moon.example", "holds an e-mail address"),
        ("name", "Dawn Club", None),
        ("url", "", None),
        ("url", "moon", "no address of a page"),
        ("listing", "https://moon.example/", None),
        ("languages", "Dutch, jp", "did you mean ja?"),
        ("countries", "BE, FR", None),
        ("disorders", "melass", "did you mean melas?"),
        ("platform", "pigeon", "unknown platform"),
        ("access", "privé", None),
        ("checked", "today", "is no day"),
    ],
)
def test_one_answer_is_checked_by_itself(field: str, text: str, said: str | None) -> None:
    """Each field tells what is wrong with its answer, or that nothing is."""
    (asked,) = (f for f in FIELDS if f.id == field)
    fault = fault_of(asked, text, given.directory())
    assert (said is None) == (fault is None)
    assert said is None or said in str(fault)


# The writer of files

_TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
_PLAIN = _TEXT | st.integers(-(2**63), 2**63 - 1) | st.booleans() | st.lists(_TEXT, max_size=4)
_KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)


#: A table within a table is written on one line.
_INNER = st.dictionaries(_KEYS, _PLAIN | st.dictionaries(_KEYS, _TEXT, max_size=2), max_size=4)


@hypothesis_given(
    st.dictionaries(_KEYS, _PLAIN, max_size=4),
    st.dictionaries(_KEYS, _INNER | st.lists(_INNER, min_size=1, max_size=3), max_size=3),
)
def test_what_is_written_is_read_back(plain: dict[str, Any], tables: dict[str, Any]) -> None:
    """Any values that a file may hold come back as they were."""
    raw = {**plain, **tables}
    assert raw == tomllib.loads(toml.dumps(raw))
