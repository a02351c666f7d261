"""What a reader does: filters, language switch, pages, search, the keyboard, without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from mitosafe import Dataset
from tests.site.conftest import SITE, Visit

LANGUAGES = ("en", "fr", "nl")
VALPROATE = {"en": "valproic acid", "fr": "acide valproïque", "nl": "valproïnezuur"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_has_its_page(language: str) -> None:
    """Every drug, group, condition, use, community and release has its page."""
    data = Dataset.packaged()
    start = SITE / ("people" if language == "en" else f"{language}/people")
    wanted = {f"drugs/{d.id}" for d in data.everything()}
    wanted |= {f"groups/{g.id}" for g in data.groups()}
    wanted |= {f"conditions/{t.id}" for t in data.terms("conditions")}
    wanted |= {f"uses/{t.id}" for t in data.terms("indications")}
    wanted |= {f"directory/{c.id}" for c in data.communities()}
    wanted |= {f"releases/{r.id}" for r in data.releases()}
    assert set() == {path for path in wanted if not (start / path / "index.html").exists()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_brand_filters_the_list(visit: Visit, language: str) -> None:
    """Typing a brand leaves the medicine that it is."""
    visit.language = language
    page = visit.go("people/list/")
    page.get_by_role("searchbox").first.wait_for()
    page.locator("#f-text").fill("Depakine")
    shown = page.locator("#rows tbody tr:visible")
    expect(shown).to_have_count(1)
    expect(shown.locator("th a")).to_have_text(VALPROATE[language])


def test_filters_narrow_together(visit: Visit) -> None:
    """Level and group together leave what has both, and are kept in the address."""
    page = visit.go("people/list/")
    page.locator("#f-level").select_option("red")
    page.locator("#f-group").select_option("aminoglycosides")
    ids = {d.id for d in Dataset.packaged().drugs(level="red", group="aminoglycosides")}
    expect(page.locator("#rows tbody tr:visible")).to_have_count(len(ids))
    assert "level=red" in page.url
    page.reload()
    expect(page.locator("#rows tbody tr:visible")).to_have_count(len(ids))


def test_nothing_found_is_not_safety(visit: Visit) -> None:
    """What does not fit says that absence is never safety."""
    page = visit.go("people/list/")
    page.locator("#f-text").fill("zzyzx")
    expect(page.locator("#f-count")).to_contain_text("absence is never safety")


@pytest.mark.parametrize("visit", [{"java_script_enabled": False}], indirect=True)
def test_without_script_the_list_is_a_plain_table(visit: Visit) -> None:
    """Without JavaScript every row stands and no dead filter is shown."""
    page = visit.go("people/list/")
    expect(page.locator("#rows tbody tr")).to_have_count(len(Dataset.packaged().everything()))
    expect(page.locator("#filters")).to_be_hidden()


@pytest.mark.parametrize("visit", [{"java_script_enabled": False}], indirect=True)
def test_without_script_the_try_page_explains(visit: Visit) -> None:
    """Without JavaScript the page to try says why, and what to do instead."""
    page = visit.go("people/try/")
    expect(page.locator("#try-without")).to_be_visible()
    expect(page.locator("#try")).to_be_hidden()


@pytest.mark.parametrize("path", ["people/drugs/valproic-acid/", "people/list/", ""])
def test_the_language_switch_keeps_the_page(visit: Visit, path: str) -> None:
    """Each language leads to the same page in the others."""
    page = visit.go(path)
    for language in ("fr", "nl", "en"):
        page.locator(".md-header .md-select button").focus()
        page.locator(f".md-select__link[hreflang={language}]").click()
        start = "" if language == "en" else f"{language}/"
        page.wait_for_url(f"{visit.base}{start}{path}")
        assert language == page.locator("html").get_attribute("lang")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_search_finds_a_brand(visit: Visit, language: str) -> None:
    """`Depakine` in the search of the site leads to valproic acid, in each language."""
    visit.language = language
    page = visit.go("people/")
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially("Depakine")
    first = page.locator(".md-search-result__link").first
    expect(first.locator("h1")).to_have_text(VALPROATE[language], timeout=20_000)
    first.click()
    page.wait_for_url("**/people/drugs/valproic-acid/**")
    start = "" if language == "en" else f"{language}/"
    assert page.url.startswith(f"{visit.base}{start}people/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_drug_page_says_what_answers_say(visit: Visit, language: str) -> None:
    """The page has the level, its conditions, the warnings, sources and every name."""
    visit.language = language
    data = Dataset.packaged()
    page = visit.go("people/drugs/valproic-acid/")
    said = page.locator(".people").inner_text()
    for term in ("not-reviewed", "absence", "colours", "never-stop"):
        assert data.term("phrases", term).words[language] in said
    assert data.term("levels", "red").words[language].upper() in said
    assert data.term("conditions", "polg").words[language] in said
    assert "Depakine" in said
    assert page.locator("svg.history rect").count() > 1


def test_a_release_page_shows_its_diff(visit: Visit) -> None:
    """The page of a release names each change, and comparing gives the levels that differ."""
    page = visit.go("people/releases/2024.1/")
    number = len(Dataset.packaged().diff("2023.2", "2024.1").changes)
    expect(page.locator("table.diff tbody tr")).to_have_count(number)
    visit.go("people/compare/")
    page.locator("#c-old").select_option("2017.2")
    page.locator("#c-new").select_option("2024.1")
    expect(page.locator("#compared tbody tr a", has_text="carbamazepine").first).to_be_visible()


def test_the_directory_filters(visit: Visit) -> None:
    """Language and disorder leave what the package itself finds as an exact fit."""
    page = visit.go("people/directory/")
    page.locator("#f-country").select_option("NL")
    shown = page.locator("#rows > li:visible")
    wanted = [c for c in Dataset.packaged().communities() if "NL" in c.countries]
    expect(shown).to_have_count(len(wanted))


def test_the_keyboard_alone_reaches_an_answer(visit: Visit) -> None:
    """From the first page, with keys alone: the skip link, the search field, the page found."""
    page = visit.go("people/")
    page.keyboard.press("Tab")
    assert "md-skip" in (page.evaluate("document.activeElement.className") or "")
    page.keyboard.press("Enter")
    for _ in range(30):
        if page.evaluate("document.activeElement.id") == "find":
            break
        page.keyboard.press("Tab")
    page.keyboard.type("gentamicine")
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/list/?name=gentamicine")
    expect(page.locator("#rows tbody tr:visible")).to_have_count(1)
    page.locator("#f-text").focus()
    for _ in range(30):
        if "drugs/gentamicin" in (page.evaluate("document.activeElement.href || ''")):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/drugs/gentamicin/")


def test_untranslated_pages_say_so(visit: Visit) -> None:
    """A developer page in French shows the English text under a French note."""
    visit.language = "fr"
    page = visit.go("explanation/how-a-level-is-decided/")
    expect(page.locator(".not-translated")).to_be_visible()
    visit.go("people/levels/")
    expect(page.locator(".not-translated")).to_have_count(0)


def test_the_browser_would_refuse_another_host(visit: Visit) -> None:
    """The rule in each page lets the browser itself refuse a request to another host."""
    page = visit.go("people/")
    told = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content") or ""
    assert "connect-src 'self'" in told
    assert "default-src 'none'" in told
