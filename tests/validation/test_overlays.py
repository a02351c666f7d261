"""A hospital's own folder may add; what it would alter of the list below is refused or named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mitosafe.answers.dataset import Dataset, load
from mitosafe.errors import DataError
from mitosafe.loading.overlay import LOCAL, Replaced, unmarked
from tests import invented
from tests.invented import Files, source, term

#: Packaged here is the invented list.
BELOW = invented.dataset()
WHY = "the ward reads it otherwise"


def over(folder: Path, files: Files) -> Dataset:
    """Return the list with the files of a hospital over it."""
    return load(invented.write(folder, files), base=BELOW)


def said(folder: Path, files: Files) -> list[str]:
    """Return the faults for which the files of a hospital are refused."""
    with pytest.raises(DataError) as caught:
        over(folder, files)
    return [f"{fault.file} {fault.path}: {fault.message}" for fault in caught.value.faults]


def row(table: str, *cells: str) -> Files:
    """Return a flat table of one row."""
    return {table: invented.table(table, [cells])}


#: Ways to weaken the list: what would become of it, and the file that is refused for it.
WEAKENINGS: dict[str, tuple[Files, str]] = {
    "a regulator counts as a page": (
        {"sources.toml": {"sources": [source("regulator", "page")]}},
        "sources.toml $.sources[0].replaces",
    ),
    "a new source sets a packaged one aside": (
        {"sources.toml": {"sources": [source("ward", "page", updates=["regulator"])]}},
        "sources.toml $.sources[0].replaces",
    ),
    "a reason that says nothing": (
        {"sources.toml": {"sources": [source("regulator", "page", replaces=" ")]}},
        "sources.toml $.sources[0].replaces",
    ),
    "a reason that is no text": (
        {"sources.toml": {"sources": [source("regulator", "page", replaces=True)]}},
        "sources.toml $.sources[0].replaces",
    ),
    "a syndrome is no longer a disease": (
        {"terms/conditions.toml": {"terms": [term("invented-syndrome")]}},
        "terms/conditions.toml $.terms[0].replaces",
    ),
    "a level reads as approval": (
        {"terms/levels.toml": {"terms": [term("red")]}},
        "terms/levels.toml $.terms[0].id",
    ),
    "a level reads as approval, with a reason": (
        {"terms/levels.toml": {"terms": [term("red", replaces=WHY)]}},
        "terms/levels.toml $.terms[0].id",
    ),
    "a warning is another": (
        {"terms/phrases.toml": {"terms": [term("absence", replaces=WHY)]}},
        "terms/phrases.toml $.terms[0].id",
    ),
    "a verdict reads otherwise": (
        {"terms/verdicts.toml": {"terms": [term("avoid", replaces=WHY)]}},
        "terms/verdicts.toml $.terms[0].id",
    ),
    "a release of the list is another": (
        {"releases.toml": {"releases": [{"id": "2026.2", "date": "2026-12-30", "digest": "0"}]}},
        "releases.toml $: a folder over a list",
    ),
    "a code is that of another medicine": (
        {"drugs/harmless.toml": invented.drug("harmless", codes={"atc": ["N99XA01"]})},
        "drugs/harmless.toml $.codes.atc",
    ),
    "a name is a word that is passed over": (
        row("words.tsv", "exemplin", "filler", "en"),
        "words.tsv line 2",
    ),
    "a name is an ordinary word": (
        row("ordinary.tsv", "exemplar", "en", "dose", ""),
        "ordinary.tsv line 2",
    ),
    "a name is a medicine that is not listed": (
        row("vocabulary.tsv", "exemplar", "plainol"),
        "vocabulary.tsv line 2",
    ),
    "a name is another medicine": (
        row("names.tsv", "Exemplar", "acceptol", "brand", "", "", "own"),
        "names.tsv line 2",
    ),
    "a route is another": (row("routes.tsv", "D99", "prolonged"), "routes.tsv line 2"),
}


@pytest.mark.parametrize("way", WEAKENINGS)
def test_no_folder_weakens_the_list_in_silence(tmp_path: Path, way: str) -> None:
    """What would alter the list below is refused, with its file and its place."""
    files, place = WEAKENINGS[way]
    assert any(fault.startswith(place) for fault in said(tmp_path, files))


def test_what_replaces_nothing_is_refused(tmp_path: Path) -> None:
    """Who says to replace what is not there has mistaken the id."""
    files = {"sources.toml": {"sources": [source("regulater", "page", replaces=WHY)]}}
    [fault] = said(tmp_path, files)
    assert "nothing is replaced" in fault


@pytest.mark.parametrize(
    "files",
    [
        {"sources.toml": {"sources": 5}},
        {"sources.toml": {"sources": ["no table"]}},
        {"drugs/harmless.toml": invented.drug("harmless", codes=5)},
        {"drugs/harmless.toml": invented.drug("harmless", names=5)},
    ],
)
def test_what_has_the_wrong_form_is_said_by_decoding(tmp_path: Path, files: Any) -> None:
    """A list that is none, or a table that is none, is a fault of form and no crash."""
    assert said(tmp_path, files)


def test_only_a_folder_over_a_list_may_say_what_it_replaces() -> None:
    """A list that stands alone replaces nothing; another list below is not altered."""
    plain = invented.files()
    plain["sources.toml"]["sources"][0]["replaces"] = WHY
    with pytest.raises(DataError, match="replaces"):
        assert invented.dataset(plain).sources


def test_what_is_replaced_with_a_reason_is_named(tmp_path: Path) -> None:
    """A source and a condition are replaced, and named in every release, with the reason."""
    files = {
        "sources.toml": {"sources": [source("regulator", "page", replaces=WHY)]},
        "terms/conditions.toml": {"terms": [term("invented-syndrome", replaces=WHY)]},
    }
    own = over(tmp_path, files)
    assert "page" == own.sources[BELOW.drug("exemplin").statements[0].source].rank.value
    assert own.replaced == (
        Replaced(file="sources.toml", id="regulator", reason=WHY),
        Replaced(file="terms/conditions.toml", id="invented-syndrome", reason=WHY),
    )
    assert own.release().id.endswith(".replaces.regulator.invented-syndrome")


def test_of_many_that_are_replaced_the_number_is_told(tmp_path: Path) -> None:
    """An id stays short: three are named in it, and how many more there are."""
    names = ("chapter", "hearsay", "page", "panel-2017", "regulator")
    made = [source(name, "page", replaces=WHY) for name in names]
    own = over(tmp_path, {"sources.toml": {"sources": made}})
    assert own.release().id.endswith(".replaces.chapter.hearsay.page.and-2-more")
    assert 5 == len(own.replaced)


def test_what_is_added_is_taken(tmp_path: Path) -> None:
    """New sources, terms, names, words and the same codes of a packaged medicine are added."""
    files = {
        "sources.toml": {"sources": [source("ward", "page")]},
        "terms/conditions.toml": {"terms": [term("ward-syndrome", parents=["any-pmd"])]},
        "drugs/exemplin.toml": invented.drug("exemplin", codes={"atc": ["N99XA01"]}),
        **row("words.tsv", "wardish", "filler", "en"),
    }
    own = over(tmp_path, files)
    assert {"ward", "regulator"} <= own.sources.keys()
    assert () == own.replaced


def test_a_list_that_stands_alone_has_its_own_releases(tmp_path: Path) -> None:
    """Nothing lies below a whole list: nothing is altered, and its releases are as written."""
    alone = load(invented.write(tmp_path))
    assert alone.releases() == BELOW.releases()


# Marks


@pytest.fixture
def ward(tmp_path: Path) -> Dataset:
    """Return the list with a name that a hospital adds."""
    return over(tmp_path, row("names.tsv", "Wardex", "exemplin", "brand", "", "", "own"))


def test_a_mixed_list_has_releases_of_its_own(ward: Dataset) -> None:
    """Every release has a mark in its id and a digest that no packaged release has."""
    packaged = {release.digest for release in BELOW.releases()}
    found = ward.releases()
    assert invented.RELEASES == tuple(unmarked(release.id) for release in found)
    assert all(LOCAL in release.id for release in found)
    assert not packaged & {release.digest for release in found}
    assert len(found) == len({release.digest for release in found})


def test_a_mixed_list_is_asked_by_either_id(ward: Dataset) -> None:
    """The plain id and the marked one name the same release; the mark of another list none."""
    marked = ward.release("2024.1")
    assert marked == ward.release(marked.id)
    assert marked.key == BELOW.release("2024.1").key
    with pytest.raises(LookupError):
        ward.release(marked.id + "0")
    with pytest.raises(LookupError):
        BELOW.release(marked.id)


def test_other_rows_have_another_mark(tmp_path: Path, ward: Dataset) -> None:
    """Two hospitals' lists are told apart by their releases; the same rows give the same."""
    other = row("names.tsv", "Wardix", "exemplin", "brand", "", "", "own")
    same = row("names.tsv", "Wardex", "exemplin", "brand", "", "", "own")
    assert ward.release() != over(tmp_path / "other", other).release()
    assert ward.release() == over(tmp_path / "same", same).release()


def test_the_packaged_list_bears_no_mark() -> None:
    """Without rows of a hospital nothing is changed in a release."""
    assert "2026.2.1" == BELOW.release().id
    assert () == BELOW.replaced
