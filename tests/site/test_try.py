"""The page on which the package itself runs, in the browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Error, expect

from mitosafe import check
from tests.site.conftest import Visit

ENTRIES = {
    "en": ("valproate 500 mg tablet", "valproic acid"),
    "fr": ("Dépakine Chrono 500 mg, comprimé", "acide valproïque"),
    "nl": ("natriumvalproaat 300 mg", "valproïnezuur"),
}


@pytest.mark.parametrize("language", list(ENTRIES))
def test_the_package_answers_in_the_browser_offline(
    visit: Visit, language: str, short_lived: tuple[str, Callable[[], None]]
) -> None:
    """Once loaded, and with the server cut off, the page answers as the package does."""
    visit.base, cut = short_lived
    visit.language = language
    page = visit.go("people/try/")
    page.locator("#entries").focus()
    ready = page.locator("#try").get_attribute("data-ready") or "?"
    expect(page.locator("#try-status")).to_have_text(ready, timeout=120_000)
    cut()
    with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
        visit.context.new_page().goto(visit.base)
    visit.errors.clear()
    entry, name = ENTRIES[language]
    page.locator("#entries").fill(f"{entry}\nzzyzx")
    page.keyboard.press("Control+Enter")
    result = page.locator("#try-result")
    expect(result).to_contain_text(name, timeout=60_000)
    said = result.inner_text()
    assert check(entry).level is not None
    assert "zzyzx" in said
    for term in ("absence", "not-reviewed"):
        assert check(entry).lexicon.term("phrases", term).words[language] in said
    whole = result.locator("details").first
    whole.locator("> summary").click()
    assert check(entry).html(language).count("<li>") <= whole.locator("li").count()
    assert [] == visit.serious()


def test_without_webassembly_the_page_explains(visit: Visit) -> None:
    """Where WebAssembly is missing, the page says why, and what to do instead."""
    visit.page.add_init_script("delete window.WebAssembly")
    page = visit.go("people/try/")
    expect(page.locator("#try-without")).to_be_visible()
    expect(page.locator("#try-without a")).to_be_visible()
    expect(page.locator("#try")).to_be_hidden()


def test_what_is_known_of_the_patient_counts(visit: Visit) -> None:
    """A condition that is known changes the answer, and nothing is kept for the next visit."""
    page = visit.go("people/try/")
    page.locator(".patient summary").click()
    page.locator("#k-polg").select_option("has")
    page.locator("#entries").fill("valproate")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("#try-result")).to_contain_text("valproic acid", timeout=120_000)
    page.reload()
    assert "" == page.locator("#entries").input_value()
    assert [] == visit.context.cookies()
    assert not page.evaluate("JSON.stringify(localStorage) + location.href").count("valproate")


@pytest.mark.parametrize("visit", [{"viewport": {"width": 390, "height": 844}}], indirect=True)
def test_an_answer_is_not_cut_on_a_phone(visit: Visit) -> None:
    """On a phone an answer begins below the header, and nothing is beyond its right edge."""
    page = visit.go("people/try/")
    page.locator("#entries").fill("\n".join([ENTRIES["fr"][0], *["levetiracetam"] * 9]))
    page.keyboard.press("Control+Enter")
    page.locator("#try-result table").wait_for(timeout=120_000)
    header = page.locator(".md-header").bounding_box()
    first = page.locator("#try-result h3").first.bounding_box()
    assert header
    assert first
    assert header["y"] + header["height"] < first["y"]
    cut = page.locator("#try-result .mitosafe").first
    assert cut.evaluate("box => box.scrollWidth - box.clientWidth") <= 0


def test_a_worker_cannot_reach_another_host(visit: Visit) -> None:
    """The rule of the page holds in a worker made as the page makes it: the browser refuses."""
    page = visit.go("people/try/")
    said = page.evaluate(
        """() => new Promise((done) => {
            const code = `fetch("http://127.0.0.2:9/").then(() => postMessage("sent"),
                () => postMessage("refused"));
                addEventListener("securitypolicyviolation",
                    (event) => postMessage(event.effectiveDirective));`;
            const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
            const seen = [];
            const worker = new Worker(address, { type: "module" });
            worker.onmessage = ({ data }) => { seen.push(data); if (seen.length > 1) done(seen); };
        })"""
    )
    assert ["connect-src", "refused"] == sorted(said)
    assert all("Content Security Policy" in error for error in visit.errors)
    visit.errors.clear()
