"""What changes: the page of a release, the comparison of any two, the feed, the pictures."""

from __future__ import annotations

import uuid
from datetime import datetime
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from mitosafe import Dataset, Drug
from tests.site.conftest import LANGUAGES, SITE, Visit


def test_a_release_page_shows_its_diff(visit: Visit) -> None:
    """The page of a release names each change since the one before."""
    page = visit.go("people/releases/2024.1/")
    number = len(Dataset.packaged().diff("2023.2", "2024.1").changes)
    expect(page.locator("table.diff tbody tr")).to_have_count(number)


#: Neighbours, far ones, some backwards, and one with itself.
IDS = [release.id for release in Dataset.packaged().releases()]


PAIRS = sorted(
    {(IDS[0], new) for new in IDS[1::4]}
    | {(old, IDS[-1]) for old in IDS[:-1:4]}
    | set(pairwise(IDS))
    | {(new, old) for old, new in pairwise(IDS[::5])}
    | {(IDS[3], IDS[3])}
)


COMPARE = """pairs => pairs.map(([old, now]) => {
    const form = document.getElementById("compare");
    form.elements.old.value = old;
    form.elements.new.value = now;
    form.dispatchEvent(new Event("input"));
    return [...document.querySelectorAll("#compared tbody tr")].map(
        (row) => [new URL(row.querySelector("a").href).pathname, row.cells[1].textContent]);
})"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_any_two_releases_compare_as_the_package_compares_them(visit: Visit, language: str) -> None:
    """What the page shows for two releases is the diff of the package: each change, each kind."""
    data = Dataset.packaged()
    visit.language = language
    visit.go("people/compare/").locator("#compared table").wait_for()
    pairs = PAIRS if language == "en" else PAIRS[::9]
    start = "/" if language == "en" else f"/{language}/"
    for (old, new), shown in zip(pairs, visit.page.evaluate(COMPARE, pairs), strict=True):
        wanted = {}
        for one in data.diff(old, new).changes:
            folder = "drugs" if isinstance(one.drug, Drug) else "groups"
            kinds = (data.term("phrases", kind.value).words[language] for kind in one.kinds)
            wanted[f"{start}people/{folder}/{one.drug.id}/"] = ", ".join(kinds)
        assert wanted == dict(shown), (old, new)


def test_a_comparison_has_an_address(visit: Visit) -> None:
    """Two releases that were chosen are in the address, which shows the same to somebody else."""
    page = visit.go("people/compare/")
    page.locator("#c-old").select_option("2017.2")
    page.locator("#c-new").select_option("2024.1")
    expect(page.locator("#compared tbody tr a", has_text="carbamazepine").first).to_be_visible()
    number = page.locator("#compared tbody tr").count()
    page.reload()
    expect(page.locator("#compared tbody tr")).to_have_count(number)
    assert "old=2017.2&new=2024.1" in page.url


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_feed_is_an_atom_feed(language: str) -> None:
    """The feed keeps the rules of RFC 4287, and has an entry for each release, the newest first."""
    folder = SITE / ("people" if language == "en" else f"{language}/people") / "releases"
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ElementTree.parse(folder / "feed.xml").getroot()
    assert f"{atom}feed" == feed.tag
    entries = feed.findall(f"{atom}entry")
    ids = []
    for one in (feed, *entries):
        # Each of these once: RFC 4287, 4.1.1 and 4.1.2.
        [ident], [title], [updated] = (
            one.findall(atom + name) for name in ("id", "title", "updated")
        )
        ids.append(ident.text or "")
        assert title.text
        assert datetime.fromisoformat(updated.text or "").tzinfo is not None
        assert [] != one.findall(f"{atom}link[@href]")
    assert feed.find(f"{atom}author/{atom}name") is not None
    assert all(uuid.UUID(ident.removeprefix("urn:uuid:")) for ident in ids)
    assert len(ids) == len(set(ids))
    for entry, release in zip(entries, reversed(IDS), strict=True):
        link = entry.find(f"{atom}link")
        assert link is not None
        assert f"{release}/" == link.get("href")
        assert (folder / release / "index.html").exists()
        assert entry.findtext(f"{atom}summary")


def test_the_pictures_are_links(visit: Visit) -> None:
    """Each cell of both pictures is a link, to the release in which that level began."""
    data = Dataset.packaged()
    page = visit.go("people/picture/")
    assert len(data.everything()) == page.locator(".heat > .cells").count()
    plain = page.evaluate(
        """() => [...document.querySelectorAll(".heat .cells a[style]")]
            .filter((cell) => !/releases\\/[0-9.]+\\//.test(cell.href) || !cell.title).length"""
    )
    assert 0 == plain
    page = visit.go("people/drugs/valproic-acid/")
    page.locator(".history .cells").first.locator("a").last.click()
    page.wait_for_url("**/people/releases/*/#valproic-acid")
    expect(page.locator("[id='valproic-acid']")).to_be_in_viewport()


@pytest.mark.parametrize("visit", [{"viewport": {"width": 390, "height": 844}}], indirect=True)
def test_the_picture_begins_with_today_on_a_phone(visit: Visit) -> None:
    """Where the picture is wider than the screen, the newest release is in sight at first."""
    page = visit.go("people/picture/")
    expect(page.locator(".heat .head a").last).to_be_in_viewport()
    expect(page.locator(".heat .head a").first).not_to_be_in_viewport()
