"""Every sentence on the list, in French and Dutch: whole, and set as the language is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest

from mitosafe import Dataset
from mitosafe.answers.document import Writer, of
from mitosafe.answers.says import Says
from mitosafe.model import Condition, TermId
from mitosafe.render.blocks import Block, Heading, Line, Section
from mitosafe.render.typography import spaced_html
from mitosafe.sheet import sheet

SHIPPED = Dataset.packaged()
#: Words that are English alone, and stand in no French or Dutch sentence.
ENGLISH = re.compile(
    r"\b(the|with|when|should|patients with|used|without|otherwise|known of|may be|not kept"
    r"|not seen|considered|statement|strong)\b"
)
#: What no sentence may have: a place that was not filled, two spaces, two marks.
BROKEN = re.compile(r"[{}]|(?<=\S)[ \u00a0]{2,}(?=\S)|\bNone\b|: :|;;|\(\)|\bTODO\b")
#: The style, and the sources with titles of their own.
NOT_OURS = re.compile(r"(?s)<style>.*?</style>|<section class=\"sources\">.*?</section>")
#: A mark of French without the space before it: after a letter, and before a space or the end.
UNSPACED = re.compile(r"[^\W_][;:!?](?=\s|$)|[^\W_] [;:!?](?=\s|$)")


def texts(blocks: list[Block]) -> Iterator[str]:
    """Return what our own words are in blocks: not the sources that lines name."""
    for block in blocks:
        if isinstance(block, Heading):
            yield block.text
        elif isinstance(block, Line):
            yield block.text
            yield block.label or ""
        elif isinstance(block, Section):
            yield block.title
            yield from texts(list(block.lines))


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_every_answer_is_whole_in_its_language(language: str) -> None:
    """No English, no open place and no missing space in what is said of any medicine."""
    view = SHIPPED.view()
    wrong = []
    for subject in SHIPPED.subjects():
        answer = view.check(subject.names[language], "name")
        for full in (True, False):
            said = [text for text in texts(of(answer, language, full=full)) if text]
            bad = [t for t in said if ENGLISH.search(t) or BROKEN.search(t)]
            bad += [t for t in said if language == "fr" and UNSPACED.search(t)]
            wrong += [(subject.id, text) for text in bad]
    assert not wrong


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_the_sheet_is_whole_in_its_language(language: str) -> None:
    """The sheet of the whole list has no open place, and French has its spaces."""
    made = sheet(SHIPPED, language=language)
    body = NOT_OURS.sub("", made)
    said = [unescape(text).strip() for text in re.split(r"<[^>]*>", body)]
    assert not [text for text in said if BROKEN.search(text)]
    assert language != "fr" or not [text for text in said if UNSPACED.search(text)]


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_every_condition_has_a_form_for_sentences(language: str) -> None:
    """No condition of the list is put after a level as it stands in a list of conditions."""
    for term in SHIPPED.terms("conditions"):
        said = SHIPPED.term("for-whom", term.id).words[language]
        starts = {"en": ("in ",), "fr": ("en cas d", "chez "), "nl": ("bij ",)}[language]
        assert said.startswith(starts)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "à forte dose, chez les personnes atteintes du syndrome MELAS"),
        ("nl", "bij een hoge dosis, bij mensen met MELAS"),
    ],
)
def test_a_circumstance_stands_before_the_people(language: str, said: str) -> None:
    """Beside a circumstance a condition names people, so that neither is taken for the other."""
    says = Says(SHIPPED, language)
    assert (
        says.condition(Condition(population=TermId("melas"), circumstance=TermId("high-dose")))
        == said
    )


def test_conditions_with_a_comma_are_parted_by_a_semicolon() -> None:
    """One that has a comma itself would run into the next."""
    says = Says(SHIPPED, "nl")
    assert says.any_of(["a, b", "c", "d"]) == "a, b; c; of d"
    assert says.any_of(["a", "b", "c"]) == "a, b of c"
    assert says.any_of(["a, b", "c", "d", "e"], 2).startswith("a, b; c; of onder 2")
    assert says.any_of(["a", "b", "c", "d"], 2).startswith("a, b of onder 2")


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("fr", 0, "0 saisie"),
        ("fr", 1, "1 saisie"),
        ("fr", 2, "2 saisies"),
        ("nl", 0, "0 invoerregels"),
        ("nl", 1, "1 invoerregel"),
        ("en", 0, "0 entries"),
    ],
)
def test_a_number_has_the_form_of_its_language(language: str, count: int, said: str) -> None:
    """French says none of a thing in the singular."""
    assert Writer(SHIPPED, language, full=False).counted("entries", count) == said


def test_html_has_the_spaces_in_its_text_only() -> None:
    """An address, an entity and an attribute keep their marks."""
    html = '<a href="https://x.org/?a; b" title="a: b">Niveau: R&amp;D; « a »</a>'
    said = spaced_html(html).removeprefix('<a href="https://x.org/?a; b" title="a: b">')
    assert said == "Niveau\u00a0: R&amp;D\u202f; «\u00a0a\u00a0»</a>"
