"""What a reader does: doors, search, language switch, a drug page, the keyboard, paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from mitosafe import Dataset, Level
from tests.site.conftest import LANGUAGES, SITE, VALPROATE, Visit

PHONE_AND_DESK = [
    {"viewport": {"width": 390, "height": 844}},
    {"viewport": {"width": 1280, "height": 800}},
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_has_its_page(language: str) -> None:
    """Every drug, group, level, condition, use, community (closed or not), release has its page."""
    data = Dataset.packaged()
    start = SITE / ("people" if language == "en" else f"{language}/people")
    wanted = {f"drugs/{d.id}" for d in data.everything()}
    wanted |= {f"groups/{g.id}" for g in data.groups()}
    wanted |= {f"conditions/{t.id}" for t in data.terms("conditions")}
    wanted |= {f"uses/{t.id}" for t in data.terms("indications")}
    wanted |= {f"levels/{level.value}" for level in Level}
    wanted |= {f"directory/{c.id}" for c in data.communities()}
    wanted |= {f"directory/{c.id}" for c in data.communities(status="closed")}
    wanted |= {f"releases/{r.id}" for r in data.releases()}
    assert set() == {path for path in wanted if not (start / path / "index.html").exists()}


@pytest.mark.parametrize("visit", [{"java_script_enabled": False}], indirect=True)
def test_without_script_the_try_page_explains(visit: Visit) -> None:
    """Without JavaScript the page to try says why, and what to do instead."""
    page = visit.go("people/try/")
    expect(page.locator("#try-without")).to_be_visible()
    expect(page.locator("#try")).to_be_hidden()


@pytest.mark.parametrize("visit", [{"java_script_enabled": False}], indirect=True)
def test_without_script_no_field_is_shown_that_does_nothing(visit: Visit) -> None:
    """The field of the first page leads to the filter of the list, which needs JavaScript."""
    page = visit.go("people/")
    expect(page.locator(".find")).to_be_hidden()
    expect(page.locator(".ways a").first).to_be_visible()


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


@pytest.mark.parametrize(
    ("language", "name"),
    [(language, "Depakine") for language in LANGUAGES]
    # The first brand, salt and synonym that the page names, and a name in another language.
    + [("en", "Belvo"), ("fr", "divalproex"), ("nl", "2-n-propyl"), ("en", "valproinsäure")],
)
def test_the_search_finds_a_name(visit: Visit, language: str, name: str) -> None:
    """Any name in the search of the site leads to valproic acid: `Depakine` in each language."""
    visit.language = language
    page = visit.go("people/")
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially(name)
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
    said = page.locator(".people").inner_text().replace("\u00a0", " ")
    for term in ("not-reviewed", "absence", "colours", "never-stop"):
        assert data.term("phrases", term).words[language] in said
    assert data.term("levels", "red").words[language].upper() in said
    assert data.term("conditions", "polg").words[language] in said
    assert "Depakine" in said
    assert page.locator(".history .cells a").count() > 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("visit", PHONE_AND_DESK, indirect=True, ids=["phone", "desk"])
def test_the_first_screen_has_two_doors(visit: Visit, language: str) -> None:
    """On a phone and on a desk, both doors are seen without scrolling, and lead somewhere."""
    visit.language = language
    page = visit.go("")
    doors = page.locator(".doors > div")
    expect(doors).to_have_count(2)
    for at in range(2):
        expect(doors.nth(at).locator("h2")).to_be_in_viewport(ratio=1)
        assert doors.nth(at).locator("a.md-button").count() == 1


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


@pytest.mark.parametrize("path", ["people/drugs/valproic-acid/", "people/list/"])
def test_paper_shows_the_page_and_not_its_controls(visit: Visit, path: str) -> None:
    """Printed, a page has its levels with sign and word, and no header, filter or search."""
    page = visit.go(path)
    page.emulate_media(media="print")
    expect(page.locator(".lvl.red").first).to_be_visible()
    expect(page.locator(".warn").first).to_be_visible()
    for control in (".md-header", ".md-tabs", ".md-footer", "#filters", ".crumbs"):
        assert not page.locator(control).filter(visible=True).count()


#: The width of A4 between the margins, and its height, in the pixels of a style sheet.
PAPER = {"width": 688, "height": 1017}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("visit", [{"viewport": PAPER}], indirect=True)
def test_a_printed_medicine_begins_with_what_to_do(visit: Visit, language: str) -> None:
    """On the first sheet stand every level, condition and warning; few sheets hold the rest."""
    visit.language = language
    page = visit.go("people/drugs/valproic-acid/")
    sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
    assert 2 < sheets < 8
    page.emulate_media(media="print")
    first = page.locator(".said > li").first.bounding_box()
    assert first
    assert first["y"] + first["height"] < PAPER["height"]
    for part in (".tier", ".contested", ".warn"):
        box = page.locator(part).last.bounding_box()
        assert box
        assert box["y"] < first["y"]
    assert page.locator(".said > li:visible").count() > 60
    assert "Depakine" in page.locator(".brands").inner_text()


def test_paper_names_what_it_leaves_out(visit: Visit) -> None:
    """What was set aside is not printed, and paper says how much that is and where it stands."""
    page = visit.go("people/drugs/valproic-acid/")
    titles = page.locator("details.aside summary").all_inner_texts()
    assert len(titles) == 2
    expect(page.locator(".on-paper")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator("details.aside").first).to_be_hidden()
    said = page.locator(".on-paper").inner_text()
    assert all(title in said for title in titles)


def test_untranslated_pages_say_so(visit: Visit) -> None:
    """A developer page in French shows the English text under a French note."""
    visit.language = "fr"
    page = visit.go("explanation/how-a-level-is-decided/")
    expect(page.locator(".not-translated")).to_be_visible()
    for translated in ("people/levels/", "people/how-to-read/", "explanation/disclaimers/", ""):
        visit.go(translated)
        expect(page.locator(".not-translated")).to_have_count(0)


def test_the_browser_would_refuse_another_host(visit: Visit) -> None:
    """The rule in each page lets the browser itself refuse a request to another host."""
    page = visit.go("people/")
    told = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content") or ""
    assert "connect-src 'self'" in told
    assert "default-src 'none'" in told
