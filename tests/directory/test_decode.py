"""Files of the directory: every fault at once, each with its place."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

from mitosafe import DataError
from mitosafe.directory import decode
from mitosafe.directory.community import Community, CommunityStatus
from mitosafe.model import ReleaseId
from tests.directory import given

FILE = "communities/moon-club.toml"


def faults(**changes: Any) -> list[tuple[str, str]]:
    """Return place and message of each fault of a file."""
    try:
        decode.checked(given.raw(**changes), FILE, given.VOCABULARIES)
    except DataError as error:
        return [(fault.path, fault.message) for fault in error.faults]
    return []


def test_a_whole_file_becomes_a_community() -> None:
    """Each key of a file is a field of the community."""
    raw = given.raw()
    found = decode.checked(raw, FILE, given.VOCABULARIES, local=True)
    plain = attrs.asdict(found, filter=lambda _attribute, value: value not in (None, ()))
    assert raw.keys() | {"local"} == plain.keys()
    assert found.local
    assert decode.community(raw, FILE, local=True) == found


@pytest.mark.parametrize(
    ("changes", "path", "message"),
    [
        ({"id": "sun-club"}, "$.id", "the id is 'sun-club', but the file is named moon-club"),
        ({"id": None}, "$.id", "the id is None, but the file is named moon-club"),
        ({"local": True}, "$.local", "local is filled in from the place of the file"),
        ({"name": None}, "$.name", "the key name is missing"),
        ({"name": 5}, "$.name", "expected str, got int 5"),
        ({"name": " "}, "$.name", "is empty"),
        ({"name": "a\nb"}, "$.name", "holds a line break"),
        ({"name": "a" * 201}, "$.name", "has 201 characters; at most 200"),
        ({"name": "Call +32 471 23 45 67"}, "$.name", "holds a telephone number"),
        ({"organisation": "anna@moon.example"}, "$.organisation", "holds an e-mail address"),
        ({"url": "moon.example"}, "$.url", "is no address of a page"),
        ({"url": "https://wa.me/32471"}, "$.url", "leads to the profile of a person"),
        ({"listing": "https://m.me/x"}, "$.listing", "leads to the profile of a person"),
        ({"also": ["https://m.me/x"]}, "$.also[0]", "leads to the profile of a person"),
        ({"also": ["https://a.example/"] * 2}, "$.also", "is there 2 times"),
        ({"kind": "club"}, "$.kind", "allowed: organisation, community"),
        ({"name_is": "mine"}, "$.name_is", "allowed: own, listing-label"),
        ({"status": "open"}, "$.status", "allowed: listed, unknown"),
        ({"platform": "carrier-pigeon"}, "$.platform", "no term of terms/platforms.toml"),
        ({"access": "x"}, "$.access", "no term of terms/accesses.toml"),
        ({"confidence": "x"}, "$.confidence", "no term of terms/confidences.toml"),
        ({"audience": "x"}, "$.audience", "no term of terms/audiences.toml"),
        ({"organiser": "x"}, "$.organiser", "no term of terms/organisers.toml"),
        ({"language_basis": "x"}, "$.language_basis", "no term of terms/language-bases.toml"),
        ({"disorders": ["melas", "x"]}, "$.disorders[1]", "no term of terms/disorders.toml"),
        ({"disorders": []}, "$.disorders", "names none"),
        ({"disorders": ["melas", "melas"]}, "$.disorders", "'melas' is there 2 times"),
        ({"disorders": "melas"}, "$.disorders", "expected a list, got str"),
        ({"disorders": [5]}, "$.disorders[0]", "expected str, got int 5"),
        ({"languages": ["jp"]}, "$.languages[0]", "did you mean 'ja'?"),
        ({"languages": []}, "$.language_basis", "is unknown if no language is given"),
        ({"language_basis": "unknown"}, "$.language_basis", "is unknown if no language is given"),
        ({"countries": ["UK"]}, "$.countries[0]", "did you mean 'GB'?"),
        ({"countries": []}, "$.country_basis", "is given if a country is"),
        ({"country_basis": None}, "$.country_basis", "is given if a country is"),
        ({"organiser": "individual"}, "$.organisation", "a person is not named"),
        ({"status": "closed"}, "$.closed", "is given if the status is closed"),
        ({"closed": "2020-01-01"}, "$.closed", "is given if the status is closed"),
        ({"status": "closed", "closed": "2020-02-30"}, "$.closed", "is no day"),
        ({"status": "closed", "closed": "2027-01-01"}, "$.closed", "is after the day"),
        ({"status": "superseded"}, "$.superseded_by", "is given if the status is superseded"),
        ({"last_checked": "2026-11"}, "$.last_checked", "is no day such as 2026-11-23"),
        ({"last_checked": "20261123"}, "$.last_checked", "is no day such as 2026-11-23"),
        ({"since": "2026.3"}, "$.since", "is not a release such as 2026.2"),
        ({"colour": "blue"}, "$.colour", "unknown key; allowed: id, kind, name"),
        ({"source": "x"}, "$.source", "expected a table, got str"),
        ({"former": [{"until": "soon"}]}, "$.former[0].until", "is not a release"),
        ({"former": [{"until": "2027.1", "platform": "x"}]}, "$.former[0].platform", "no term"),
        ({"former": [{"until": "2027.1", "url": "x"}]}, "$.former[0].url", "no address of a page"),
        ({"former": "x"}, "$.former", "expected a list, got str"),
        ({"former": ["x"]}, "$.former[0]", "expected a table, got str"),
        ({"description": {"en": "x", "fr": "y"}}, "$.description.nl", "the key nl is missing"),
    ],
)
def test_each_fault_is_named_with_its_place(
    changes: dict[str, Any], path: str, message: str
) -> None:
    """What is wrong with one key is told at that key."""
    found = faults(**changes)
    assert [path] == [where for where, said in found if message in said], found


def test_every_fault_is_told_at_once() -> None:
    """Faults of type, form, reference, privacy and agreement come together."""
    found = faults(name=5, url="x", platform="y", languages=["jp"], closed="2020-01-01")
    paths = ["$.closed", "$.languages[0]", "$.name", "$.platform", "$.url"]
    assert paths == sorted(where for where, _ in found)


@hypothesis_given(
    st.dictionaries(
        st.sampled_from([*given.raw(), "former", "closed", "also", "extra"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=8),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from(["until", "platform", "url", "en"]), inner)
            ),
            max_leaves=5,
        ),
    )
)
def test_any_tables_are_decoded_or_refused(changes: dict[str, Any]) -> None:
    """Whatever stands in a file, it becomes a community or a list of faults."""
    raw = {**given.raw(), **changes}
    try:
        found = decode.checked(raw, FILE, given.VOCABULARIES)
    except DataError as error:
        assert error.faults  # noqa: PT017 - either is right
    else:
        assert isinstance(found, Community)


def between(*communities: given.Raw, releases: tuple[str, ...] = ("2026.2",), **more: Any) -> Any:
    """Return place and message of each fault between files."""
    files = given.layer(*communities).files
    settings = {"below": (), "local": False, **more}
    found = decode.faults(files, given.VOCABULARIES, releases, **settings)
    return [(fault.file, fault.path, fault.message) for fault in found]


def test_files_that_fit_together_have_no_fault() -> None:
    """An entry of the newest release and one of the release that is due are well."""
    first = given.raw(status="superseded", superseded_by="sun-club")
    assert [] == between(first, given.raw("sun-club", since="2027.1"))
    assert [] == between(first, below=["sun-club"])
    assert [] == between(given.raw(former=[{"until": "2027.1", "name": "Old Moon Club"}]))


def test_a_fault_in_one_file_does_not_hide_those_of_another() -> None:
    """Faults within and between files are all given."""
    found = between(
        given.raw("a", name=5), given.raw("b", since="2028.1"),
        given.raw("c", status="superseded", superseded_by="c"),
        given.raw("d", former=[{"until": "2026.2", "name": "Old"}]),
    )  # fmt: skip
    assert [
        ("communities/a.toml", "$.name", "expected str, got int 5"),
        ("communities/b.toml", "$.since", "there is no release '2028.1', nor is it the next"),
        ("communities/c.toml", "$.superseded_by", "there is no other community 'c'"),
        ("communities/d.toml", "$.former[0].until", "is not after 2026.2, where it begins"),
    ] == found


def test_releases_do_not_bind_a_hospital() -> None:
    """A hospital's own entry may name any release; without releases none is known."""
    own = given.raw(since="2031.1")
    assert [] == between(own, local=True)
    assert [f"{FILE}"] == [file for file, *_ in between(own, releases=())]


def test_what_differed_before_a_release_is_given_for_it() -> None:
    """An entry as of a release has the fields that it had then."""
    found = decode.checked(
        given.raw(
            name="Sun Club", status="closed", closed="2026-11-01",
            former=[
                {"until": "2027.1", "url": "https://old.example/b", "status": "may-have-ended"},
                {"until": "2027.2", "name": "Dawn Club", "status": "listed"},
            ],
        ),
        FILE, given.VOCABULARIES,
    )  # fmt: skip
    then = [found.as_of(ReleaseId(r)) for r in ("2026.1", "2026.2", "2027.1", "2027.2")]
    listed, ended, closed = (
        CommunityStatus.LISTED, CommunityStatus.MAY_HAVE_ENDED, CommunityStatus.CLOSED,
    )  # fmt: skip
    assert [
        None,
        ("Dawn Club", "https://old.example/b", ended, None),
        ("Dawn Club", found.url, listed, None),
        ("Sun Club", found.url, closed, "2026-11-01"),
    ] == [one and (one.name, one.url, one.status, one.closed) for one in then]


def test_a_hospitals_own_entry_is_there_in_every_release() -> None:
    """A row of a hospital counts from the beginning."""
    found = decode.community(given.raw(since="2031.1"), FILE, local=True)
    assert found == found.as_of(ReleaseId("2010.1"))


def test_what_took_its_place_is_not_told_of_the_time_before() -> None:
    """An entry that was superseded later was not superseded by anything before."""
    raw = given.raw(
        status="superseded", superseded_by="sun-club",
        former=[{"until": "2027.1", "status": "listed"}],
    )  # fmt: skip
    found = decode.checked(raw, FILE, given.VOCABULARIES)
    then, now = (found.as_of(ReleaseId(r)) for r in ("2026.2", "2027.1"))
    assert then is not None
    assert now is not None
    assert (None, "sun-club") == (then.superseded_by, now.superseded_by)
