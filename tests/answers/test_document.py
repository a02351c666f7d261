"""Answers as text, Markdown, HTML and plain values: nothing lost, foreign text kept harmless."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import mitosafe
from mitosafe import Answer, Level, Patient, ReleaseDiff, Report, UnknownValue
from mitosafe.answers.document import MANY, Writer, of
from mitosafe.render import entry_text
from mitosafe.render import html as html_renderer
from mitosafe.render import markdown as markdown_renderer
from mitosafe.render import text as text_renderer
from mitosafe.render.blocks import Block, Heading, Line, Section, Table, is_link
from mitosafe.render.text import SIGNS, WIDTH
from tests import invented
from tests.strategies import HOSTILE, entries

INVENTED = invented.dataset()
LANGUAGES = ("en", "fr", "nl")
ENTRIES = ["Exemplar", "acceptol", "dubitol", "prolongin", "narrowin", "silentin", "plainol"]
ENTRIES += ["twinname", "exemplim", "no zzyzx", "exemplins", "acceptol exemplin", "", "Halfknown"]

Value = Answer | Report | ReleaseDiff


def flat(text: str) -> str:
    """Return a text with every run of white space as one space."""
    return " ".join(text.split())


class Page(HTMLParser):
    """What a browser would make of HTML: its visible text, tags and attributes."""

    def __init__(self, text: str) -> None:
        """Read the page."""
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.pieces: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append(tag)
        self.attributes.extend(attrs)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Check that what is closed is what was opened last."""
        if tag != "br":
            assert tag == self.open.pop()

    def handle_data(self, data: str) -> None:
        """Note what is seen."""
        if "style" not in self.open:
            self.pieces.append(data)

    @property
    def text(self) -> str:
        """What is seen, with single spaces."""
        return flat(" ".join(self.pieces))


def seen_in_markdown(text: str) -> Page:
    """Return what a reader of Markdown sees."""
    return Page(MarkdownIt("commonmark").enable("table").render(text))


#: Each rendering, and what a reader sees of it.
SHOWN: dict[str, Callable[[Value, str, bool], str]] = {
    "text": lambda value, language, full: flat(value.text(language, full=full)),
    "markdown": lambda value, language, full: (
        seen_in_markdown(value.markdown(language, full=full)).text
    ),
    "html": lambda value, language, full: Page(value.html(language, full=full)).text,
    "dict": lambda value, language, _: flat(
        json.dumps(value.as_dict(language), ensure_ascii=False)
    ),
}


@pytest.fixture(params=[(kind, language) for kind in SHOWN for language in LANGUAGES])
def shown(request: pytest.FixtureRequest) -> tuple[str, Callable[[Value, bool], str]]:
    """Return a language, and a way of showing a value in it."""
    kind, language = request.param
    return language, lambda value, full: SHOWN[kind](value, language, full)


def phrase(term: str, language: str) -> str:
    """Return a sentence of the invented list."""
    return INVENTED.term("phrases", term).words[language]


# Nothing is lost


def test_the_fixed_sentences(shown: tuple[str, Callable[[Value, bool], str]]) -> None:
    """Every rendering has the release, its date, the review status and what absence is not."""
    language, show = shown
    for release in ("2016.1", "2026.2.1"):
        values: list[Value] = [INVENTED.check(entry, release=release) for entry in ENTRIES]
        values += [INVENTED.check_all(ENTRIES, release=release), INVENTED.check_all([])]
        values += [INVENTED.diff("2010.1", release), INVENTED.diff(release, release)]
        for value in values:
            made = value.new if isinstance(value, ReleaseDiff) else value.release
            for full in (True, False):
                text = show(value, full)
                assert made.id in text
                assert made.date in text
                for term in ("absence", "not-reviewed", "not-advice", "never-stop"):
                    assert phrase(term, language) in text
                # Of a short answer the colours are explained in full.
                assert phrase("colours", language) in show(value, True)


def test_levels_and_outcomes(shown: tuple[str, Callable[[Value, bool], str]]) -> None:
    """No rendering loses the outcome, or a level in words, of an answer or of a report."""
    language, show = shown
    report = INVENTED.check_all(ENTRIES)
    for full in (True, False):
        whole = show(report, full).lower()
        for answer in report:
            alone = show(answer, full).lower()
            for name, level in (("level", answer.level), ("worst", answer.worst)):
                if level is not None:
                    word = INVENTED.term("levels", level.value).words[language].lower()
                    assert word in alone or f'"{name}": "{level.value}"' in alone
                    assert word in whole or f'"{name}": "{level.value}"' in whole
            outcome = INVENTED.term("outcomes", answer.outcome.value).words[language].lower()
            leave = INVENTED.term("phrases", "accepted-when").words[language].split(" {")[0]
            said = (outcome, answer.outcome.value, leave.lower())
            assert answer.worst is not None or any(each in alone for each in said)


def test_conditions_and_what_holds_otherwise(
    shown: tuple[str, Callable[[Value, bool], str]],
) -> None:
    """A level that holds for few is shown with its condition, and what holds otherwise."""
    language, show = shown
    condition = INVENTED.term("conditions", "invented-syndrome").words[language]
    for full in (True, False):
        for value in (INVENTED.check("exemplin"), INVENTED.check_all(["exemplin", "acceptol"])):
            text = show(value, full)
            assert condition in text
            between = phrase("if-otherwise", language).split("{worst}")[1].split("{rest}")[0]
            assert flat(between) in text or '"otherwise": "orange"' in text


def test_nothing_of_the_entry_is_lost(shown: tuple[str, Callable[[Value, bool], str]]) -> None:
    """What is known, ambiguous, unread, near or seen is named, in an answer and in a report."""
    _, show = shown
    asked = ["plainol", "twinname", "exemplim", "no zzyzx", "Halfknown fnord", "acceptol plainol"]
    named = ["plainol", "twinname", "dubitol", "prolongin", "exemplim", "exemplin", "zzyzx"]
    report = INVENTED.check_all(asked)
    for full in (True, False):
        everything = " ".join(show(answer, full) for answer in report)
        for text in (everything, show(report, full)):
            for name in [*named, "fnord", "Halfknown"]:
                assert name in text


def test_what_decides_is_cited(shown: tuple[str, Callable[[Value, bool], str]]) -> None:
    """In full every statement is shown with its source and where in it stands."""
    _, show = shown
    whole = show(INVENTED.check("exemplin"), True)
    for part in ("Invented title of regulator", "2016-05-10", "page 3"):
        assert part in whole
    for part in ("Invented title of panel-2017", "7/9", "an invented remark"):
        assert part in whole


def test_the_sources_are_counted_in_short() -> None:
    """A short answer says how many statements and sources it rests on, and how to see them."""
    text = flat(INVENTED.check("exemplin").text())
    for part in ("3 statements (English)", "3 sources (English)", phrase("all-of-it", "en")):
        assert part in text
    assert "Invented title" not in text


@pytest.mark.parametrize("render", ["text", "markdown", "html"])
def test_retired_removed_and_background(render: str) -> None:
    """What was set aside, disputes or does not apply is shown in full, and left out in short."""
    patient = Patient(lacks={"invented-syndrome"})
    asked = [
        (INVENTED.check("acceptol"), "set-aside", "Invented title of panel-2017"),
        (INVENTED.check("exemplin", patient=patient), "removed", "Invented title of regulator"),
        (INVENTED.check("exemplin"), "background", "an invented finding"),
        (mitosafe.check("metformin"), "disputes", "2020-09-11"),
    ]
    for answer, title, part in asked:
        full, short = (getattr(answer, render)("en", full=full) for full in (True, False))
        said = answer.lexicon.term("phrases", title).words.en
        assert said in full
        assert said not in short
        assert part in flat(full)
    assert phrase("retired-by", "en") in INVENTED.check("acceptol").text(full=True)


def test_what_is_accepted_for_few() -> None:
    """What is accepted for few only says for whom, and is no acceptance for everybody."""
    syndrome = INVENTED.term("conditions", "invented-syndrome").words.en
    text = flat(INVENTED.check("narrowin").text())
    assert syndrome in text.split("statement")[0]
    assert INVENTED.term("outcomes", "acceptable").words.en not in text


def test_sources_that_disagree() -> None:
    """A disagreement names the strongest of each side, and is marked in the table of a report."""
    text = flat(INVENTED.check("dubitol").text())
    assert f"! {phrase('contested', 'en')}: " in text
    for verdict in {s.verdict for f in INVENTED.check("dubitol").findings for s in f.statements}:
        assert INVENTED.term("verdicts", verdict.value).words.en in text
    assert f"! {phrase('contested', 'en')}: " not in INVENTED.check("exemplin").text()
    row = f"({phrase('contested', 'en').lower()})"
    assert row in flat(Page(INVENTED.check_all(["dubitol"]).html()).text)


def test_a_reconstructed_release_says_so() -> None:
    """A release that was reconstructed is shown as such."""
    mark = phrase("reconstructed", "nl")
    assert mark in INVENTED.check("acceptol", release="2016.1").text("nl")
    assert mark not in INVENTED.check("acceptol").text("nl")


def test_statements_that_say_the_same_stand_in_one_line() -> None:
    """In full, every statement is there, and one line has all that say the same of the same."""
    [finding] = mitosafe.check("valproate").findings
    blocks = of(mitosafe.check("valproate"), "en", full=True)
    said = next(b for b in blocks if isinstance(b, Section) and not b.folded)
    assert len(said.lines) < len(finding.statements) * 2 / 3
    assert len({line.text for line in said.lines}) == len(said.lines)
    cited = [detail for line in said.lines for detail in line.details]
    dates = [s.stated or "undated" for s in finding.statements]
    assert all(sum(date in detail for detail in cited) >= dates.count(date) for date in dates)
    heights = [
        0 if line.level is None else 1 + list(Level).index(line.level) for line in said.lines
    ]
    assert sorted(heights, reverse=True) == heights


def test_many_words_that_were_not_understood() -> None:
    """Of very many runs of unknown text the first are shown and the others counted."""
    entry = " 5 ".join(f"zzyz{chr(97 + n)}x" for n in range(MANY + 3))
    answer = INVENTED.check(entry)
    assert MANY + 3 == len(answer.unread)
    text = flat(answer.text())
    assert "zzyzax" in text
    assert f"{phrase('and-more', 'en')}: 3" in text
    assert MANY + 3 == len(answer.as_dict()["unread"])


def test_rows_of_several_things_say_each_for_itself() -> None:
    """In a report, what is accepted is never said of another medicine of the same entry."""
    outcome = {o: INVENTED.term("outcomes", o).words.en for o in ("acceptable", "not-assessed")}
    writer = Writer(INVENTED, "en", full=True)
    rows = {e: writer.row(INVENTED.check(e)) for e in ("acceptol plainol", "acceptol twinname", "")}
    assert (
        "acceptol, plainol",
        f"acceptol: {outcome['acceptable']}\nplainol: {outcome['not-assessed']}",
    ) == rows["acceptol plainol"][1:]
    assert "twinname: ambiguous (English)" in rows["acceptol twinname"][2]
    assert ("—", "—", "empty (English)") == rows[""]


# Diffs


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("full", [True, False])
def test_a_diff_shows_what_changed(language: str, full: bool) -> None:
    """Each change is shown with both answers, its kinds, and the statements that made it."""
    diff = INVENTED.diff("2020.1", "2024.1")
    for text in (
        flat(diff.text(language, full=full)),
        seen_in_markdown(diff.markdown(language, full=full)).text,
        Page(diff.html(language, full=full)).text,
    ):
        for change in diff.changes:
            assert change.drug.names[language] in text
            for kind in change.kinds:
                assert phrase(kind.value, language) in text
        for term in ("before", "after", "came", "went"):
            assert phrase(term, language) in text
        assert ("Invented title of panel-2024" in text) is full


def test_a_diff_without_changes_says_so() -> None:
    """Where nothing changed, that is said, with all that is always said."""
    same = INVENTED.diff("2024.1", "2024.1")
    assert phrase("no-change", "fr") in same.text("fr")
    assert [] == same.as_dict()["changes"]


# Plain values


@pytest.mark.parametrize("language", LANGUAGES)
def test_plain_values_are_json(language: str) -> None:
    """What `as_dict` gives goes through JSON and back as it is, hostile entries included."""
    values: list[Value] = [mitosafe.check_all(HOSTILE), INVENTED.diff("2010.1", "2026.2")]
    values += [INVENTED.check(entry) for entry in ENTRIES]
    for value in values:
        plain = value.as_dict(language)
        assert plain == json.loads(json.dumps(plain))
        assert plain == json.loads(json.dumps(plain, ensure_ascii=False).encode())
        assert (2, language) == (plain["schema"], plain["language"])


def test_plain_values_of_an_answer() -> None:
    """Every part of an answer has its place, by ids, with words in the language beside them."""
    plain = INVENTED.check("Exemplar 5 mg").as_dict("nl")
    [finding] = plain["findings"]
    assert ("Exemplar 5 mg", "name", "listed", "orange", "red", False) == (
        plain["entry"],
        plain["system"],
        plain["outcome"],
        plain["level"],
        plain["worst"],
        plain["contested"],
    )
    assert ("exemplin", "medicine", "exemplinum", "orange") == (
        finding["drug"],
        finding["kind"],
        finding["name"],
        finding["level"],
    )
    assert ("invented-syndrome", "red", "orange") == tuple(
        finding["questions"][0][key] for key in ("population", "level", "otherwise")
    )
    assert "exemplin.panel-2017-1" == finding["advice"]["statement"]
    assert {
        "population": "invented-syndrome",
        "circumstance": None,
        "words": "invented syndrome (Nederlands)",
        "level": "red",
        "confirmed": False,
    } == finding["conditions"][0]
    first = finding["statements"][0]
    assert ("exemplin.panel-2017-1", "voted", None, False) == (
        first["id"],
        first["grade"],
        first["reviewed"],
        first["local"],
    )
    assert ("panel-2017", "authority", "whole") == (
        first["source"]["id"],
        first["source"]["rank"],
        first["source"]["read"],
    )
    release = INVENTED.release()
    assert {
        "id": release.id,
        "date": release.date,
        "reconstructed": False,
        "rule": 2,
        "digest": release.digest,
    } == plain["release"]


def test_plain_values_of_what_is_rare() -> None:
    """A review, a use, what was retired or removed, and what was near have their places too."""
    [pagein] = INVENTED.check("pagein").as_dict()["findings"]
    assert {"by": "an invented clinic", "date": "2026-11-01"} == pagein["statements"][0]["reviewed"]
    [prolongin] = INVENTED.check("prolongin").as_dict("en")["findings"]
    [condition] = prolongin["conditions"]
    assert "any pmd (English), prolonged (English)" == condition["words"]
    [acceptol] = INVENTED.check("acceptol").as_dict()["findings"]
    assert ["acceptol.panel-2024-1"] == [r["by"] for r in acceptol["retired"]]
    patient = Patient(lacks={"invented-syndrome"})
    [exemplin] = INVENTED.check("exemplin", patient=patient).as_dict()["findings"]
    assert ["exemplin.regulator-1"] == [s["id"] for s in exemplin["removed"]]
    near = INVENTED.check("exemplim").as_dict()["suggestions"]
    assert [{"text": "exemplim", "name": "exemplin", "subjects": ["exemplin"]}] == near
    [plainol] = INVENTED.check("plainol").as_dict()["not_assessed"]
    assert ("plainol", "vocabulary", ["~plainol"]) == (
        plainol["name"],
        plainol["kind"],
        plainol["subjects"],
    )


def test_plain_values_of_entries_that_are_no_text() -> None:
    """An entry that is no text is given as what it looks like; None stays none."""
    asked = [None, 5, b"x", "a\ud83d\ude00\ud800"]
    looks = [plain["entry"] for plain in mitosafe.check_all(asked).as_dict()["answers"]]
    assert [None, "5", "b'x'", "a\U0001f600\ufffd"] == looks


# Foreign text

#: Entries that would do harm in a page, a terminal or a document that took them as they are.
ATTACKS = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror='alert(1)'>",
    "</style></div><iframe src='javascript:alert(1)'>",
    "javascript:alert(1)",
    "[click](javascript:alert(1))",
    "![x](http://example.org/x.png)",
    "<http://example.org/>",
    "&lt;script&gt;",
    "`code` **bold** _it_ ~~no~~ # no heading",
    "| a | b |",
    "> quote\n# heading\n- item\n1. item",
    "zzyzx http://example.org www.example.org",
    "\x1b[31mred\x1b[0m \u202egnp\x00",
    "\\",
]
#: The tags of a page that is as it should be.
TAGS = {"div", "style", "h3", "h4", "h5", "p", "b", "ul", "li", "small", "br", "a", "span"}
TAGS |= {"details", "summary", "table", "thead", "tbody", "tr", "th", "td"}
MARKDOWN_TAGS = {"h2", "h3", "p", "strong", "ul", "li", "a", "br", "blockquote", "table", "thead"}
MARKDOWN_TAGS |= {"tbody", "tr", "th", "td"}


def visible(entry: object) -> str:
    """Return what of an entry is to be seen: its printable characters, cut if long."""
    text = entry_text(entry).strip()[:119]
    return flat("".join(c if c.isprintable() else " " for c in text))


def kind_of(entry: object) -> str:
    """Name a case by the kind of its entry, which may not be able to show itself."""
    return type(entry).__name__


def hostile_values(entry: object) -> list[Value]:
    """Return an answer and reports with a hostile entry in them."""
    answer = mitosafe.check(entry)
    return [answer, mitosafe.check_all([entry]), mitosafe.check_all(["linezolid", entry])]


@pytest.mark.parametrize("entry", [*ATTACKS, *HOSTILE], ids=kind_of)
def test_html_shows_a_hostile_entry_as_text(entry: object) -> None:
    """In HTML an entry is only ever text: no tag, attribute or address comes of it."""
    for value in hostile_values(entry):
        page = Page(value.html())
        assert [] == page.open
        assert TAGS >= set(page.tags)
        allowed = {"class", "lang", "scope", "aria-hidden", "href", "rel"}
        assert allowed >= {name for name, _ in page.attributes}
        assert all(is_link(v or "") for name, v in page.attributes if name == "href")
        assert visible(entry) in page.text


@pytest.mark.parametrize("entry", [*ATTACKS, *HOSTILE], ids=kind_of)
def test_markdown_shows_a_hostile_entry_as_text(entry: object) -> None:
    """In Markdown an entry is only ever text: no heading, link, image or HTML comes of it."""
    for value in hostile_values(entry):
        page = seen_in_markdown(value.markdown())
        assert [] == page.open
        assert MARKDOWN_TAGS >= set(page.tags)
        assert all(is_link(v or "") for name, v in page.attributes if name == "href")
        assert visible(entry) in page.text
        assert not re.search(r"(?i)(?<!\\)(://|www\.)(?!\S*>)", value.markdown())


@given(entries())
def test_any_entry_is_shown_and_can_be_written(entry: object) -> None:
    """Whatever the entry, each rendering can be written as UTF-8 and shows what can be seen."""
    answer = mitosafe.check(entry)
    for text in (answer.text(), answer.markdown(), answer.html()):
        text.encode()
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\ud800-\udfff]", text)
    assert visible(entry) in Page(answer.html()).text


def test_locators_that_are_no_addresses() -> None:
    """Where in a source is shown as text unless it is an address that may be followed."""
    [finding] = INVENTED.check("exemplin").findings
    locators = ["javascript:alert(1)", "page 3 <b>", 'https://example.org/?a=1&b="<>\n x']
    for locator in locators:
        said = attrs.evolve(finding.statements[0], locator=locator)
        others = finding.statements[1:]
        judgement = attrs.evolve(finding.judgement, statements=(said, *others))
        found = attrs.evolve(finding, judgement=judgement)
        answer = attrs.evolve(INVENTED.check("exemplin"), findings=(found,))
        in_full = answer.html(full=True), answer.markdown(full=True)
        for page in (Page(in_full[0]), seen_in_markdown(in_full[1])):
            links = [v or "" for name, v in page.attributes if name == "href"]
            assert is_link(locator) is any("?a=1&b=" in link for link in links)
            assert all(is_link(link) for link in links)
            assert is_link(locator) or flat(locator) in page.text
        assert flat(locator) in flat(answer.text(full=True))


# The renderers

BLOCKS: list[Block] = [
    Heading(1, "One", Level.RED),
    Heading(2, "Two"),
    Line("plain"),
    Line("words", "Label", Level.YELLOW, role="muted"),
    Line("look", role="warning"),
    Section("Things", (Line("a", level=Level.ORANGE, url="https://example.org/", details=("d",)),)),
    Section("Folded", (Line("b", "L", url="file:///x"),), folded=True),
    Table(("h", "i", "j"), (("a\nb", "c", "d e"), ("", "", "")), (Level.RED, None)),
    Table(("h", "i", "j"), (), ()),
]


def test_as_text() -> None:
    """Blocks as text: signs before levels, a mark before warnings, details indented."""
    rule = "─" * WIDTH
    assert "\n".join(
        [
            "■ One",
            "=" * 24,
            "",
            "Two",
            "-" * 24,
            "plain",
            "▲ Label: words",
            "! look",
            "",
            "Things:",
            "  ◆ a",
            "      d",
            "      https://example.org/",
            "",
            "Folded:",
            "  · L: b",
            "      file:///x",
            "  h    i  j",
            rule,
            "■ a    c  d e",
            "  b",
            "·",
            "  h  i  j",
            rule,
            "",
        ]
    ) == text_renderer.render(BLOCKS)


def test_as_markdown() -> None:
    """Blocks as Markdown: warnings as quotes, levels as signs, only addresses as links."""
    assert "\n\n".join(
        [
            "## ■ One",
            "### Two",
            "plain",
            "▲ **Label:** words",
            "> look",
            "**Things**\n\n- ◆ a [↗](<https://example.org/>)  \n  d",
            "**Folded**\n\n- · **L:** b",
            "|  | h | i | j |\n| --- | --- | --- | --- |\n| ■ | a<br>b | c | d e |\n| · |  |  |  |",
            "|  | h | i | j |\n| --- | --- | --- | --- |",
        ]
    ) + "\n" == markdown_renderer.render(BLOCKS)


def test_as_html() -> None:
    """Blocks as HTML: one element, levels as badges, only addresses as links."""
    got = html_renderer.render(BLOCKS, "nl").replace(html_renderer.STYLE, "")
    badge = '<span class="level {}" aria-hidden="true">{}</span> '.format
    red, orange, yellow = badge("red", "■"), badge("orange", "◆"), badge("yellow", "▲")
    link = '<a href="https://example.org/" rel="noopener noreferrer">↗</a>'
    first = f'<tr><th scope="row">{red}a<br>b</th><td>c</td><td>d e</td></tr>'
    second = '<tr><th scope="row"></th><td></td><td></td></tr>'
    head = '<tr><th scope="col">h</th><th scope="col">i</th><th scope="col">j</th></tr>'
    assert (
        "\n".join(
            [
                '<div class="mitosafe" lang="nl"><style></style>',
                f"<h3>{red}One</h3>",
                "<h4>Two</h4>",
                '<p class="plain">plain</p>',
                f'<p class="muted"><b>Label:</b> {yellow}words</p>',
                '<p class="warning">look</p>',
                f"<h5>Things</h5><ul><li>{orange}a {link}<br><small>d</small></li></ul>",
                "<details><summary>Folded (1)</summary><ul><li><b>L:</b> b</li></ul></details>",
                f"<table><thead>{head}</thead><tbody>{first}{second}</tbody></table>",
                f"<table><thead>{head}</thead><tbody></tbody></table>",
                "</div>",
            ]
        )
        == got
    )


def test_every_level_has_a_sign_of_its_own() -> None:
    """No level is told by its colour alone."""
    assert {*Level, None} == set(SIGNS)
    assert len(SIGNS) == len(set(SIGNS.values()))
    for level in Level:
        assert f".{level.value}{{" in html_renderer.STYLE


@given(st.text())
def test_escaped_markdown_shows_the_text(text: str) -> None:
    """What is escaped is shown as it was, on one line."""
    shown = "x" + " ".join("".join(c if c.isprintable() else " " for c in text).split()) + "x"
    assert flat(shown) == seen_in_markdown(markdown_renderer.escape(shown)).text


def test_lines_of_text_are_not_too_long() -> None:
    """Text is wrapped to the width, save addresses, which are kept whole."""
    for line in mitosafe.check("valproate").text().splitlines():
        assert len(line) <= WIDTH or "http" in line


# Language


@pytest.mark.parametrize("language", ["de", "EN", "fr_FR", "", None, 5, ["en"]])
@pytest.mark.parametrize("render", ["text", "markdown", "html", "as_dict"])
def test_unknown_languages(language: Any, render: str) -> None:
    """A language that is none of the three is an error that names the three."""
    for value in (
        INVENTED.check("exemplin"),
        INVENTED.check_all([]),
        INVENTED.diff("2010.1", "2016.1"),
    ):
        with pytest.raises(UnknownValue) as caught:
            getattr(value, render)(language)
        assert UnknownValue("language", language, LANGUAGES) == caught.value


def test_a_notebook_shows_html() -> None:
    """In a notebook an answer is shown as HTML, in English."""
    answer = INVENTED.check("exemplin")
    assert answer.html("en") == answer._repr_html_()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rendering_is_in_one_language(language: str) -> None:
    """Nothing of another language is in a rendering: names, words and notes are of the one."""
    marks = {"en": "(English)", "fr": "(français)", "nl": "(Nederlands)"}
    others = [mark for other, mark in marks.items() if other != language]
    values: list[Value] = [INVENTED.check(entry) for entry in ENTRIES]
    values += [INVENTED.check_all(ENTRIES), INVENTED.diff("2010.1", "2026.2")]
    for value in values:
        for render in SHOWN.values():
            shown = render(value, language, True)
            assert marks[language] in shown
            assert not [mark for mark in others if mark in shown]


def test_entries_as_text() -> None:
    """Text is itself, nothing is nothing, and what cannot show itself is named by its class."""
    assert isinstance(entry_text(HOSTILE[-1]), str)
    assert ("a", "", "5", "[1]") == tuple(map(entry_text, ("a", None, 5, [1])))


def test_the_authors_of_a_source() -> None:
    """A source is named by its first author, with et al. where there are more."""
    text = flat(INVENTED.check("exemplin").text(full=True))
    assert "Nobody A et al.: Invented title of regulator" in text
    assert "Nobody A: Invented title of study" in text
    assert "Invented title of panel-2017 (2017-09-01)" in text
