"""The filters of the list and of the directory: what each choice leaves, keys alone, no script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from mitosafe import Dataset, Judgement
from tests.site.conftest import LANGUAGES, VALPROATE, Visit


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


def test_an_address_may_ask_for_a_name(visit: Visit) -> None:
    """`?q=` is the name that is sought, as in the address of any search."""
    page = visit.go("people/list/?q=Depakine")
    expect(page.locator("#rows tbody tr:visible")).to_have_count(1)
    expect(page.locator("#f-text")).to_have_value("Depakine")


def test_a_value_that_is_not_known_is_said(visit: Visit) -> None:
    """A level in the address that there is not is named, and is no silent "everything"."""
    page = visit.go("people/list/?level=purple")
    expect(page.locator("#f-count")).to_contain_text("purple")


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


def test_each_choice_of_a_filter_leaves_what_the_package_says(visit: Visit) -> None:
    """Every level, group and use, chosen alone, leaves the drugs that it should."""
    data = Dataset.packaged()
    judged = {d.id: data.view().judgement(d) for d in data.everything()}
    wanted = {
        ("level", level): {i for i, j in judged.items() if level in said(j)}
        for level in ("red", "orange", "yellow", "acceptable", "not-assessed")
    }
    for drug in data.everything():
        for name, values in (("group", drug.groups), ("use", drug.indications)):
            for value in values:
                wanted.setdefault((name, value), set()).add(drug.id)
    visit.go("people/list/").locator("#filters").wait_for()
    assert wanted == chosen_one_by_one(visit, "drugs")


def said(judged: Judgement) -> set[str]:
    """Return the worst level of a judgement, or its outcome if it has none."""
    return {judged.worst.value if judged.worst else judged.outcome.value}


def chosen_one_by_one(visit: Visit, folder: str) -> dict[tuple[str, str], set[str]]:
    """Choose each value of each filter alone; give the ids that are shown."""
    found = visit.page.evaluate(CHOOSE, folder)
    return {(name, value): set(ids) for name, value, ids in found}


CHOOSE = """folder => {
    const form = document.getElementById("filters");
    const found = [];
    for (const field of form.querySelectorAll("select")) {
        for (const { value } of [...field.options].slice(1)) {
            field.value = value;
            form.dispatchEvent(new Event("input"));
            const links = [...document.querySelectorAll("#rows :is(th, h2) a")]
                .filter((link) => !link.closest("[hidden]"));
            found.push([field.name, value, links.map((link) => link.href.split("/").at(-2))]);
        }
        field.value = "";
    }
    return found;
}"""


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


def test_the_filters_work_by_keyboard(visit: Visit) -> None:
    """From the text field, Tab goes through every filter; a letter chooses; Enter clears."""
    page = visit.go("people/list/")
    page.locator("#f-text").focus()
    names = []
    for _ in range(5):
        names.append(page.evaluate("document.activeElement.id || document.activeElement.type"))
        page.keyboard.press("Tab")
    assert ["f-text", "f-level", "f-group", "f-use"] == names
    page.locator("#f-level").focus()
    page.keyboard.press("ArrowDown")
    number = len(Dataset.packaged().drugs(level="red"))
    expect(page.locator("#rows tbody tr:visible")).to_have_count(number)
    page.locator("#filters [type=reset]").focus()
    page.keyboard.press("Enter")
    everything = len(Dataset.packaged().everything())
    expect(page.locator("#rows tbody tr:visible")).to_have_count(everything)


def test_the_directory_filters(visit: Visit) -> None:
    """Every language, country, disorder and kind, chosen alone, leaves what the package finds."""
    data = Dataset.packaged()
    visit.go("people/directory/").locator("#filters").wait_for()
    for (name, value), shown in chosen_one_by_one(visit, "directory").items():
        assert shown == {c.id for c in data.communities(**{name: value})}, (name, value)


def test_what_is_closer_to_the_question_stands_first(visit: Visit) -> None:
    """A group for the disorder that was asked for stands before those for all disorders."""
    page = visit.go("people/directory/?disorder=melas")
    found = Dataset.packaged().communities(disorder="melas")
    exact = [c.id for c in found if found.why(c)[0].how.value == "exact"]
    shown = page.locator("#rows > li:visible h2 a")
    expect(shown).to_have_count(len(found))
    assert exact == [shown.nth(at).get_attribute("href").strip("/") for at in range(len(exact))]
