"""What the site says beside the answers: in three languages, nothing idle, and it runs."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import invented
from tests.answers.test_closing import ALL, BOTH, NONE, SOME, files
from tools.console_examples import run
from tools.site import (
    comparison,
    conditions,
    decision,
    feed,
    finish,
    first,
    listing,
    releases,
    subjects,
    terms,
)
from tools.site.book import WORDS, Book, Tongue
from tools.site.first import COMMAND
from tools.site.html import Page

import mitosafe
from mitosafe.model import LANGUAGES

SITE = Path(__file__).parents[2] / "tools" / "site"


def test_every_word_of_the_site_is_in_each_language_and_used() -> None:
    """No word of the site lacks a language, is empty, or is left over from what is gone."""
    files = [*SITE.glob("*.py"), *SITE.glob("templates/*.html")]
    code = "".join(path.read_text(encoding="utf-8") for path in sorted(files))
    put_together = re.compile("any-|try-|sheet-|decide-")
    for word, texts in WORDS.items():
        assert {"en", "fr", "nl"} == set(texts), word
        assert all(text.strip() for text in texts.values()), word
        assert f'"{word}"' in code or f"'{word}'" in code or put_together.match(word), word


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_the_command_shown_where_a_browser_cannot_answer_runs(language: str) -> None:
    """What the page to try shows instead, without WebAssembly, gives the answer."""
    said = run(COMMAND.format(language=language))
    assert mitosafe.check("Depakine Chrono 500 mg").findings[0].drug.names[language] in said


def pages(say: Tongue) -> Iterator[Page]:
    """Return every page on which a level is shown, by its path."""
    for module in (first, listing, subjects, terms, conditions, comparison):
        yield from module.pages(say)
    yield from releases.pages(say, releases.Diffs(say))


#: Where the invented list says nothing, so that nothing was reviewed.
SILENT = {"drugs/silentin", "drugs/correctol", "releases/2010.1"}


def loud(dataset: mitosafe.Dataset, language: str) -> dict[str, str]:
    """Return the sentence that stands first in the box of each page that has one, by its path."""
    found = {}
    for page in pages(Tongue(Book(dataset), language)):
        for said in re.findall(r'<aside class="warn[^>]*><p><strong>([^<]*)', page.body):
            found[page.path] = said
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_says_how_far_it_is_reviewed(language: str) -> None:
    """Where no statement is reviewed each page says so; where each is, by whom and when."""
    before, after = loud(NONE, language), loud(ALL, language)
    for status, said in (("not-reviewed", before), ("reviewed", after)):
        words = NONE.term("phrases", status).words[language]
        assert {"list", "levels/red", "releases", "releases/2026.2", "picture", ""} <= set(said)
        assert SILENT >= {path for path, it in said.items() if words not in it}
    assert BOTH in after["list"]


def test_pages_count_what_is_reviewed_and_what_is_not() -> None:
    """A release with reviewed statements says how many are, and how many are not."""
    said = loud(SOME, "en")
    told = "Not yet reviewed by a clinician: 11 of 14 statements (release (English) 2026.2.1). "
    assert told + "Reviewed: 3." == said["list"] == said["levels/red"] == said["try"]
    assert "5 of 7 statements (release (English) 2016.1). Reviewed: 2." in said["releases/2016.1"]
    assert "12 of 15 statements (releases (English)). Reviewed: 3." in said["picture"]
    one = loud(invented.dataset(files(["exemplin.regulator-1"])), "en")
    assert "2 of 3 statements (exemplin). Reviewed: 1." in one["drugs/exemplin"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_footer_and_the_feed_say_how_far_the_list_is_reviewed(
    tmp_path: Path, language: str
) -> None:
    """Neither says that nothing is reviewed where something is."""
    folder = tmp_path if language == "en" else tmp_path / language
    for each in (tmp_path, tmp_path / "fr", tmp_path / "nl"):
        (each / "deep").mkdir(parents=True)
        for page in (each / "index.html", each / "deep" / "index.html"):
            page.write_text(f"<footer>{finish.STATUS}</footer>", encoding="utf-8")
    (tmp_path / "search").mkdir()
    index = json.dumps({"config": {}, "docs": []})
    (tmp_path / "search" / "search_index.json").write_text(index, encoding="utf-8")
    book = Book(SOME)
    say = Tongue(book, language)
    finish.finish(tmp_path, book)
    told = WORDS["reviewed-some"][language].split("{")[0]
    for page in (folder / "index.html", folder / "deep" / "index.html"):
        assert page.read_text(encoding="utf-8").startswith(f"<footer>{told}11 ")
    assert f"<subtitle>{told}11 " in feed.feed(say, releases.Diffs(say))


def test_the_footer_is_the_one_that_is_written() -> None:
    """The configuration has the sign in each language, and no sentence of its own."""
    text = (SITE.parents[1] / "mkdocs.yml").read_text(encoding="utf-8")
    assert len(LANGUAGES) == text.count(finish.STATUS)
    words = mitosafe.Dataset.packaged().term("phrases", "not-reviewed").words
    assert [] == [each for each in LANGUAGES if words[each] in text]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_table_says_nothing_or_the_same_twice(language: str) -> None:
    """No table of the packaged list is empty, and no sentence repeats the badge of its row."""
    say = Tongue(Book(), language)
    for page in (*listing.pages(say), *terms.pages(say)):
        assert "<tbody></tbody>" not in page.body, page.path
        for row in re.findall("<tr.*?</tr>", page.body):
            cells = re.findall("<td[^>]*>(.*?)</td>", row)
            texts = (re.sub("<[^>]+>", "", cell).removeprefix("– ") for cell in cells)
            words = [text for text in texts if text]
            assert len(words) == len(set(words)), (page.path, row)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_group_does_not_say_that_it_is_of_itself(language: str) -> None:
    """What is said of a group is marked so on the pages of its members, and not on its own."""
    of_group = NONE.term("phrases", "class-hit").words[language]
    marked = {p.path for p in pages(Tongue(Book(NONE), language)) if of_group in p.body}
    assert {"drugs/exemplin", "drugs/exemplone"} == marked


def test_the_page_of_a_release_names_that_release() -> None:
    """The box of warnings on an older release does not say that the newest is shown."""
    say = Tongue(Book(NONE), "en")
    for page in releases.pages(say, releases.Diffs(say)):
        if page.path.startswith("releases/"):
            assert f"release (English): {page.path.removeprefix('releases/')}, " in page.body


ROW = re.compile(
    r'<tr data-l="([^"]+)"><th scope="row"><a href="../../drugs/([^"/]+)/">[^<]*</a></th>'
    r"<td>(.*?)</td><td>(.*?)</td></tr>"
)


def differing(data: mitosafe.Dataset, wanted: set[str], language: str) -> list[tuple[str, str]]:
    """Return each row of the pages of some conditions that the package would not answer."""
    say = Tongue(Book(data), language)
    found = []
    made = {p.path.removeprefix("conditions/"): p for p in conditions.pages(say)}
    for condition in sorted(wanted):
        page = made[condition]
        has = {condition} - {"any-pmd"}
        view = data.view(patient=mitosafe.Patient(has=has))
        rows = {row[1]: row for row in ROW.findall(page.body)}
        assert {drug.id for drug in data.everything()} == set(rows)
        for shown, name, marks, said in rows.values():
            [finding] = view.check(name, "mitosafe").findings
            levels = tuple(
                level.value if level else "none" for level in (finding.level, finding.worst)
            )
            told = html.unescape(re.sub("<[^>]+>", "", marks + said))
            right = shown == " ".join((*levels, finding.outcome.value))
            if not right or say.writer.under(finding) not in told:
                found.append((condition, name))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_condition_page_differs_from_the_package(language: str) -> None:
    """Each row of each page says what `check` says of that medicine for that patient."""
    every = {str(term.id) for term in NONE.terms("conditions")}
    assert [] == differing(NONE, every, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_table_of_medicines_differs_from_the_package(language: str) -> None:
    """Levels, uses and groups say of each medicine what `check` says of it for anybody."""
    data = mitosafe.Dataset.packaged()
    say = Tongue(Book(data), language)
    seen = set()
    for page in (*terms.pages(say), *subjects.pages(say)):
        for shown, name, marks, said in ROW.findall(page.body):
            [finding] = data.view().check(name, "mitosafe").findings
            levels = tuple(v.value if v else "none" for v in (finding.level, finding.worst))
            assert " ".join((*levels, finding.outcome.value)) == shown, (page.path, name)
            told = html.unescape(re.sub("<[^>]+>", "", marks + said))
            assert say.writer.under(finding) in told, (page.path, name)
            seen.add(page.path.split("/")[0])
    assert {"levels", "uses", "groups"} <= seen


def test_no_page_of_the_shipped_list_shows_less_than_applies() -> None:
    """What a narrow condition inherits counts on its page: wide, narrow and several parents."""
    data = mitosafe.Dataset.packaged()
    assert [] == differing(data, {"any-pmd", "alpers-huttenlocher", "midd"}, "en")


def test_a_condition_page_is_ordered_as_a_decision() -> None:
    """In Alpers valproic acid is among what is to be avoided, and nothing red is elsewhere."""
    say = Tongue(Book(), "en")
    parts = conditions.sections(say.book.drugs, "alpers-huttenlocher", say)
    assert [part.value for part in decision.Part if part.value in {p.id for p in parts}] == [
        part.id for part in parts
    ]
    assert "valproic-acid" in {row.id for row in parts[0].rows if row.mark.startswith("red ")}
    assert not [row for part in parts[1:] for row in part.rows if row.mark.startswith("red ")]
    assert {"none none not-assessed"} == {row.mark for row in parts[-1].rows}
