"""The words around the package: examples that run, links that lead somewhere, nothing left out."""

from __future__ import annotations

import re
from pathlib import Path

import attrs
import pytest
from tools.console_examples import commands

import mitosafe

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted((ROOT / "docs").rglob("*.md"))
ABOUT = sorted(ROOT.glob("*.md"))
NAMES = [path.relative_to(ROOT).as_posix() for path in (*PAGES, *ABOUT)]


def anchors(text: str) -> set[str]:
    """Return the anchors of the headings of a page, as Markdown renderers make them."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.strip().replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("page", NAMES)
def test_every_code_block_is_an_example_that_runs(page: str) -> None:
    """A fenced block is Python or console, which the tests run; nothing else is shown as code."""
    text = (ROOT / page).read_text(encoding="utf-8")
    fences = re.findall(r"^ *```(.*)$", text, re.MULTILINE)
    assert len(fences) % 2 == 0
    assert set(fences[::2]) <= {"python", "console"}
    assert set(fences[1::2]) <= {""}


@pytest.mark.parametrize("page", NAMES)
def test_links_lead_somewhere(page: str) -> None:
    """Every link to a file of the project names one that is there, and a heading in it."""
    path = ROOT / page
    links = re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8"))
    broken = []
    for link in links:
        # Pages under people/ are generated: `make docs` builds them and checks every link.
        if re.match(r"https?://|(\.\./)*people/", link):
            continue
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        if not target.exists() or (
            anchor and anchor not in anchors(target.read_text(encoding="utf-8"))
        ):
            broken.append(link)
    assert broken == []


def test_every_page_is_in_the_navigation() -> None:
    """The navigation of the site names every page."""
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    docs = ROOT / "docs"
    # A translation, such as `index.fr.md`, stands where the page stands that it translates.
    pages = {re.sub(r"\.(fr|nl)\.md$", ".md", p.relative_to(docs).as_posix()) for p in PAGES}
    assert {page for page in pages if page not in navigation} == set()


@pytest.mark.parametrize(
    "name",
    ["Statement", "Background", "Drug", "Group", "Source", "Release", "Term", "Patient",
     "Answer", "Report", "Finding", "Names", "Codes", "Match", "Judgement"],
)  # fmt: skip
def test_the_data_dictionary_has_every_field(name: str) -> None:
    """Every public field of every value is on the page that tells what the values are."""
    page = (ROOT / "docs" / "reference" / "data-dictionary.md").read_text(encoding="utf-8")
    fields = {f.name for f in attrs.fields(getattr(mitosafe, name)) if f.name[0] != "_"}
    assert {field for field in fields if f"`{field}`" not in page} == set()


@pytest.mark.parametrize("error", [e for e in mitosafe.__all__ if e.startswith("Unknown")])
def test_the_page_on_errors_has_every_error(error: str) -> None:
    """Every error that the door names is on the page on errors."""
    assert f"`{error}`" in (ROOT / "docs" / "reference" / "errors.md").read_text(encoding="utf-8")


def test_what_every_reader_is_told() -> None:
    """The README and the first page say all that must be said before anything else."""
    for path in (ROOT / "README.md", ROOT / "docs" / "index.md"):
        text = path.read_text(encoding="utf-8").lower()
        told = ("not yet reviewed by a clinician", "not medical advice",
                "absence is never safety", "international mito patients")  # fmt: skip
        assert [words for words in told if words not in text] == []


#: Sentences written by hand that hold until the first statement of the list is reviewed.
SAID_OF_THE_REVIEW = {
    "CONTRIBUTING.md": "No line of the list has been reviewed by a clinician yet.",
    "CHANGELOG-LIST.md": "No release has been reviewed by a clinician yet.",
    "docs/index.md": "Nobody who treats patients has checked this list.",
    "docs/index.fr.md": "Aucun soignant n'a vérifié cette liste.",
    "docs/index.nl.md": "Geen enkele behandelaar heeft deze lijst gecontroleerd.",
    "docs/explanation/disclaimers.md": "No statement has been reviewed by a clinician.",
    "docs/explanation/disclaimers.fr.md": "Aucun avis cité n'a été vérifié par un médecin.",
    "docs/explanation/disclaimers.nl.md": "Geen enkele uitspraak is door een arts gecontroleerd.",
    "docs/explanation/trust.md": "No clinician has reviewed the list.",
    "docs/explanation/what-is-not-promised.md": "No clinician has reviewed it.",
}


@pytest.mark.parametrize("page", SAID_OF_THE_REVIEW)
def test_what_is_said_by_hand_of_the_review_is_so(page: str) -> None:
    """A page says that nothing was reviewed as long as that is so, and not a day longer."""
    given = [s.reviewed for one in mitosafe.Dataset.packaged().subjects() for s in one.statements]
    text = (ROOT / page).read_text(encoding="utf-8")
    assert (SAID_OF_THE_REVIEW[page] in text) is not any(given), f"rewrite that sentence of {page}"


def test_console_blocks_are_split_into_commands() -> None:
    """Each command of a console block is compared with the lines below it, up to the next."""
    block = "$ mitosafe releases\n2010.1\n\n2026.2\n$ mitosafe --version\n"
    assert [("mitosafe releases", "2010.1\n\n2026.2"), ("mitosafe --version", "")] == list(
        commands(block)
    )
