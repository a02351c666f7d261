"""What the packaged directory holds, checked against other people's lists of codes."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import attrs
import langcodes
import pycountry
import pytest

from mitosafe import AwarenessEvent
from mitosafe._text import toml
from mitosafe.answers import packaged
from mitosafe.directory import campaigns, iso
from mitosafe.directory import decode as decode_directory
from mitosafe.directory.community import Community, CommunityKind, CommunityStatus
from mitosafe.loading import decode
from mitosafe.model import LANGUAGES
from tests.directory.given import DATA, TERMS, VOCABULARIES, real

FILES = sorted((DATA / "communities").glob("*.toml"))


def everything() -> list[Community]:
    """Return every entry."""
    return list(real())


def test_all_135_records_are_there() -> None:
    """The directory holds 60 organisations and 75 communities, each of one record."""
    kinds = Counter(one.kind for one in everything())
    assert {CommunityKind.ORGANISATION: 60, CommunityKind.COMMUNITY: 75} == kinds
    assert [(path.stem,) for path in FILES] == [one.facts for one in everything()]


def test_the_files_have_no_fault() -> None:
    """Nothing in the packaged directory is refused by the checks for everybody's data."""
    files = {
        f"communities/{path.name}": decode.parse(path.read_text(encoding="utf-8"), path.name)
        for path in FILES
    }
    releases = {release.id for release in packaged.releases()}
    found = decode_directory.faults(files, VOCABULARIES, releases, local=False)
    assert [] == list(found)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_files_are_in_the_layout_of_the_writer(path: Path) -> None:
    """A file of the directory is byte for byte what the writer of suggestions writes."""
    text = path.read_text(encoding="utf-8")
    assert text == toml.dumps(tomllib.loads(text))


def test_codes_of_countries_are_those_of_iso() -> None:
    """The list of countries is the list of ISO 3166-1 that another package keeps."""
    assert {country.alpha_2 for country in pycountry.countries} == iso.COUNTRIES


def test_codes_of_languages_are_those_of_iso() -> None:
    """The list of two-letter languages is the list of ISO 639-1 that another package keeps."""
    known = {one.alpha_2 for one in pycountry.languages if hasattr(one, "alpha_2")}
    assert known == iso.LANGUAGES


def test_every_tag_is_in_the_registry() -> None:
    """Each language of the directory is valid by the IANA registry, and in its usual form."""
    tags = {tag for one in everything() for tag in one.languages}
    assert tags == {langcodes.standardize_tag(tag) for tag in tags if langcodes.tag_is_valid(tag)}


def test_one_has_closed_and_says_when() -> None:
    """The one entry that has closed says on which day."""
    closed = [one for one in everything() if one.status is CommunityStatus.CLOSED]
    assert [("se-mitosverige", "2017-04-22")] == [(one.id, one.closed) for one in closed]


def test_a_group_may_be_for_several_countries() -> None:
    """One group for three countries is found under each of them."""
    assert ("DE", "AT", "CH") == real()["lhon-fb-dach"].countries
    for country in ("DE", "AT", "CH"):
        found = packaged.communities(country=country, disorder="lhon", kind="community")
        assert "lhon-fb-dach" in [one.id for one in found]


def test_names_of_disorders_do_not_clash() -> None:
    """No name or code of a disorder, however it is written, stands for two of them."""
    from mitosafe.directory.term_names import disorder_id

    terms = real().terms("disorders")
    for term in terms.values():
        for called in (term.id, *(term.words[language] for language in LANGUAGES), *term.ids):
            assert term.id == disorder_id(called, terms)


def test_days_and_campaigns_have_no_fault() -> None:
    """The packaged awareness days pass their own checks."""
    raw = decode.parse((DATA / campaigns.FILE).read_text(encoding="utf-8"), campaigns.FILE)
    assert [] == list(campaigns.faults(raw))


def test_phrases_are_there_in_each_language() -> None:
    """Every phrase of the directory is worded in each of the three languages."""
    for term in TERMS["terms/directory-phrases.toml"]["terms"]:
        assert all(term[language].strip() for language in LANGUAGES)


@pytest.mark.parametrize("value", [Community, AwarenessEvent])
def test_the_data_dictionary_has_every_field(value: type) -> None:
    """Every field of the values of the directory is on the page that tells what they are."""
    page = DATA.parents[2] / "docs" / "reference" / "data-dictionary.md"
    text = page.read_text(encoding="utf-8")
    assert set() == {field.name for field in attrs.fields(value) if f"`{field.name}`" not in text}
