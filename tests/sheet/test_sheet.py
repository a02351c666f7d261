"""The printable sheet: everything asked for is on it, and a level is never colour alone."""

from __future__ import annotations

import re
import zlib
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from mitosafe import Dataset, Patient, UnknownRelease, UnknownValue
from mitosafe.model import Drug, Group, Level
from mitosafe.render.typography import spaced
from mitosafe.sheet import page, pdf, sheet
from mitosafe.sheet.items import of
from mitosafe.sheet.wallet import LINES, PANELS, STRIPS, Wallet
from mitosafe.sheet.words import Words, first_author
from tests import invented
from tests.compat.test_packed import zipped
from tests.fresh import python

DATASET = invented.dataset()
SHIPPED = Dataset.packaged()
SIGNS = {"red": "■", "orange": "◆", "yellow": "▲"}


class _Checked(HTMLParser):
    """Checks that elements are closed in order, and collects what a browser would load."""

    VOID = ("meta", "br")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.loads: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        given = dict(attrs)
        if tag not in self.VOID:
            self.open.append(tag)
        if tag in ("script", "link", "img", "iframe", "object") or "src" in given:
            self.loads.append(tag)
        self.links += [given["href"] or ""] if "href" in given else []
        self.ids += [given["id"] or ""] if "id" in given else []

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last."""
        assert self.open.pop() == tag


def rows(text: str) -> list[str]:
    """Return the rows of the table, as text without tags."""
    found = re.findall(r"<tr><td.*?</tr>", text)
    return [re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", row)).strip() for row in found]


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
@pytest.mark.parametrize("layout", ["both", "ward", "wallet"])
def test_it_is_one_file_that_loads_nothing(language: str, layout: str) -> None:
    """The document is well formed, runs no script, and its references lead to its sources."""
    text = sheet(SHIPPED, ["valproate", "x"], language=language, layout=layout)
    found = _Checked(text)
    assert found.open == []
    assert found.loads == []
    assert "url(" not in text
    assert "@import" not in text
    assert f'<html lang="{language}">' in text
    assert {link[1:] for link in found.links if link.startswith("#")} == set(found.ids)


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
@pytest.mark.parametrize("layout", ["ward", "wallet"])
def test_it_says_release_review_and_absence(language: str, layout: str) -> None:
    """Each part alone has the release with its date and the warnings, in its language."""
    text = sheet(SHIPPED, ["valproate"], language=language, layout=layout)
    review = "reviewed" if SHIPPED.check("valproate").reviews else "not-reviewed"
    terms = (review, "absence", "not-advice", "never-stop", "colours")
    words = [SHIPPED.term("phrases", term).words[language] for term in terms]
    release = SHIPPED.release()
    plain = text.replace("&#x27;", "'")
    set_in = spaced if language == "fr" else str
    assert all(set_in(word) in plain for word in words)
    assert f"{release.id}, {release.date}" in text


def test_the_foot_of_each_page_has_release_and_review_status() -> None:
    """What is printed on a page of its own still says of which release it is."""
    text = sheet(DATASET, ["exemplin"], release="2024.1")
    foot = re.search(r"@bottom-left\{content:\"(.*?)\"", text)
    assert foot is not None
    assert "2024.1, 2024" in foot.group(1)
    assert "not reviewed" in foot.group(1)
    assert "reconstructed (English)" in text


def test_every_level_is_a_sign_and_a_word() -> None:
    """Each badge has the sign of its level and the word in the language."""
    text = sheet(SHIPPED, None, language="nl")
    badges = set(re.findall(r'<b class="badge (\w+)"><i>(.)</i> ([^<]*)</b>', text))
    words = {level.value: SHIPPED.term("levels", level.value).words.nl.upper() for level in Level}
    none = SHIPPED.term("phrases", "level-none").words.nl
    assert badges == {(level, SIGNS[level], words[level]) for level in SIGNS} | {
        ("none", "·", none)
    }


def test_every_entry_is_on_it() -> None:
    """Listed, combined, not assessed, ambiguous, not understood, not text, and empty."""
    entries = ["Exemplar 5 mg", "Combinex", "Halfknown", "twinname", "exempline foo", "zzz", 5,
               "", None, "exemplin"]  # fmt: skip
    found = rows(sheet(DATASET, entries, layout="ward"))
    assert "".join(row[0] for row in found) == "■·■■??■?????■"
    for part in (
        "exemplin Exemplar 5 mg",
        "exemplin Combinex",
        "acceptol Combinex",
        "? Halfknown not assessed (English)",
        "? twinname ambiguous name (English): dubitol / prolongin",
        "? foo exempline foo unrecognised (English)",
        "? zzz unrecognised (English)",
        "? 5 unrecognised (English)",
        "? — empty (English)",
    ):
        assert any(part in row for row in found), part


def test_a_near_spelling_is_a_suggestion() -> None:
    """What was not understood has the near names with it."""
    (row,) = rows(sheet(DATASET, ["exemplim"], layout="ward"))
    assert "suggestions (English): exemplin" in row


def test_each_condition_has_its_level_and_action() -> None:
    """The worst level with its conditions is first, then what holds otherwise."""
    (row,) = rows(sheet(DATASET, ["exemplin"], layout="ward"))
    assert (
        "■ RED (ENGLISH) in (English) invented syndrome (English) "
        "◆ ORANGE (ENGLISH) otherwise (English): ORANGE (ENGLISH): "
    ) in row


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("pagein", "YELLOW (ENGLISH): avoid (English)"),
        ("acceptol", "acceptable (English)"),
        ("prolongin", "otherwise (English): acceptable (English)"),
        ("narrowin", "considered acceptable in (English) invented syndrome (English)"),
        ("dubitol", "≠ contested (English): in (English) any pmd (English)"),
        ("silentin", "not assessed (English)"),
        ("mysterials", "mysterials (group (English))"),
    ],
)
def test_what_is_said_of_each_kind_of_answer(entry: str, said: str) -> None:
    """A level for all, an acceptance, one for fewer, a disagreement, silence, a group."""
    (row,) = rows(sheet(DATASET, [entry], layout="ward"))
    assert said in row
    card = re.sub("<[^>]*>", "", sheet(DATASET, [entry], layout="wallet"))
    assert said.split(":", maxsplit=1)[0].split(" (English)", maxsplit=1)[0].lower() in card.lower()


def test_what_is_known_of_the_patient_is_on_it_and_decides() -> None:
    """What the patient has and lacks is said by name; it removes conditions."""
    patient = Patient(has={"prolonged"}, lacks={"invented-syndrome"})
    text = sheet(DATASET, ["exemplin"], patient=patient, layout="ward")
    assert "applies (English):</b> prolonged (English)" in text
    assert "applies not (English):</b> invented syndrome (English)" in text
    assert "unknown applies (English)" in text
    (row,) = rows(text)
    assert "RED" not in row


def test_every_level_has_a_cited_source() -> None:
    """Each row of the whole list cites sources that are listed below it."""
    text = sheet(SHIPPED, None, layout="ward")
    assert all('href="#s' in row for row in re.findall(r"<tr><td.*?</tr>", text))


def test_sources_say_who_what_when_and_how_much_was_read() -> None:
    """A source has its first author, title, date, standing, reading and address."""
    text = sheet(DATASET, ["exemplin", "dubitol"], layout="ward")
    assert "Nobody A et al.: Invented title of regulator (2016-05-10). authority (English)" in text
    assert "source read (english): whole (English)." in text
    assert 'href="https://doi.org/10.0000/invented.2017"' in text
    assert re.search(r"Noone B: Invented title of hearsay .*?\.</li>", text)


def test_more_sources_than_are_cited_are_counted() -> None:
    """Where a medicine has more sources, their number stands with the citations."""
    (row,) = rows(sheet(SHIPPED, ["valproate"], layout="ward"))
    assert re.search(r"\[1\] .* \+ \d\d$", row)


def test_a_sheet_without_a_finding_cites_nothing() -> None:
    """There is no empty list of sources."""
    assert 'class="sources"' not in sheet(DATASET, ["zzz"], layout="ward")


def test_the_whole_list_has_all_of_which_something_is_said() -> None:
    """Every drug and group that the release speaks of is a row, by name; no other is."""
    view = SHIPPED.view()
    subjects: list[Drug | Group] = [*SHIPPED.everything(), *SHIPPED.groups()]
    said = [s for s in subjects if view.judgement(s).outcome.value != "not-assessed"]
    assert len(rows(sheet(SHIPPED, None, layout="ward"))) == len(said)
    found = rows(sheet(DATASET, None, layout="ward"))
    assert not any("silentin" in row for row in found)
    assert len(found) == 11


def test_the_card_of_the_whole_list_says_what_it_leaves_off() -> None:
    """It has the red medicines only, and the numbers of the others."""
    card = sheet(DATASET, None, layout="wallet")
    assert "wallet red only (English) ORANGE (ENGLISH) 3; YELLOW (ENGLISH) 5." in card
    assert "exemplin" in card
    assert "dubitol" not in card
    assert "wallet red only" not in sheet(DATASET, ["exemplin"], layout="wallet")


def test_medicines_that_say_the_same_share_a_line_of_the_card() -> None:
    """The names stand together, the worst level first, what was not understood last."""
    card = sheet(DATASET, ["zzz", "yyy", "exemplone", "exemplin", "acceptol"], layout="wallet")
    lines = re.findall(r"<p>(?:<b class=\"badge \w+\">.*?</b>|<b>\?</b>) <b>(.*?)</b>", card)
    assert lines == ["exemplin", "exemplone", "acceptol", "zzz, yyy"]


def test_the_card_names_its_sources() -> None:
    """A line has the first author and year, or the start of a title."""
    card = sheet(DATASET, ["exemplin", "pagein"], layout="wallet")
    assert "[Nobody A 2016]" in card
    assert "[Invented title of panel-2017… 2017]" in card
    assert "[an invented page (English)…]" in card


def test_the_card_has_all_conditions() -> None:
    """Lower levels under conditions stand on the card with their word."""
    card = sheet(SHIPPED, ["smoking"], layout="wallet")
    assert re.search(r"RED</b> <b>.*?Leber.*?; ORANGE in .*?MELAS.*?; otherwise ", card)


def test_many_medicines_fill_many_panels_and_pages() -> None:
    """Nothing is cut: items go on in the next panel, strip and page."""
    entries = [f"{'word ' * 10}number {n}" for n in range(300)]
    words = Words(DATASET.view(), "en")
    panels = Wallet(words, whole=False).panels(of(words, entries))
    card = sheet(DATASET, entries, layout="wallet")
    assert len(panels) >= 300 // LINES
    assert card.count('<section class="wallet">') == -(-(len(panels) + 2) // (PANELS * STRIPS))
    assert all(f"number {n}" in card for n in range(300))


def test_an_entry_longer_than_a_panel_has_one_of_its_own() -> None:
    """What does not fit anywhere is shown whole all the same."""
    words = Words(DATASET.view(), "en")
    items = of(words, ["x y z " * 50])
    assert len(Wallet(words, whole=False).panels([])) == 0
    assert len(Wallet(words, whole=False).panels(items * 2)) == 1


def test_foreign_text_is_escaped() -> None:
    """Entries cannot become tags or steer what is printed."""
    text = sheet(DATASET, ['<script>"x"</script>\x1b\u202e', "exemplin <b>"])
    assert "<script" not in text
    assert not set("\x1b\u202e") & set(text)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"language": "de"}, UnknownValue),
        ({"layout": "poster"}, UnknownValue),
        ({"release": "0"}, UnknownRelease),
        ({"patient": Patient(has={"x"})}, UnknownValue),
    ],
)
def test_bad_questions_are_refused(given: dict[str, object], error: type[Exception]) -> None:
    """The errors are those of the library."""
    with pytest.raises(error):
        sheet(DATASET, ["exemplin"], **given)  # type: ignore[arg-type]


def test_the_same_question_gives_the_same_bytes() -> None:
    """A sheet depends on nothing but the list and the question."""
    assert sheet(SHIPPED, ["valproate"]) == sheet(Dataset.packaged(), ["valproate"])


def test_a_page_escapes_its_title() -> None:
    """The title is text."""
    assert "<title>a &lt; b</title>" in page("", "a < b", "en")


@pytest.mark.parametrize(
    ("authors", "first"),
    [(None, ""), ("Nobody A, Noone B", "Nobody A"), ("Nobody A; Noone B", "Nobody A"),
     ("One / Two", "One")],
)  # fmt: skip
def test_the_first_author(authors: str | None, first: str) -> None:
    """Lists of authors are told apart by commas, semicolons and slashes."""
    source = invented.dataset().sources
    import attrs

    one = attrs.evolve(next(iter(source.values())), authors=authors)
    assert first_author(one) == first


def readable(made: bytes) -> bytes:
    """Return a PDF with its compressed parts unpacked."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL)
    return made + b"\n".join(zlib.decompress(s) for s in streams if s[:1] == b"x")


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
@pytest.mark.parametrize("layout", ["ward", "wallet", "both"])
def test_the_pdf_can_be_read_by_all(language: str, layout: str) -> None:
    """It is tagged, says its language and that it is PDF/UA, and has the fonts it uses."""
    made = pdf.of(sheet(SHIPPED, ["valproate"], language=language, layout=layout))
    inside = readable(made)
    assert made.startswith(b"%PDF-")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in inside
    assert b"/Marked true" in inside
    assert f"/Lang({language})".encode() in inside.replace(b"/Lang (", b"/Lang(")
    assert (
        inside.count(b"/Type/FontDescriptor") == len(re.findall(rb"/FontFile[23]?\b", inside)) > 0
    )


def test_the_pdf_keeps_links_and_headings() -> None:
    """A number leads to its source, a source to its page; the table has a head."""
    text = sheet(SHIPPED, ["valproate"], layout="ward")
    inside = readable(pdf.of(text))
    for address in re.findall(r'href="(http[^"]+)"', text):
        assert unescape(address).encode() in inside.replace(rb"\(", b"(").replace(rb"\)", b")")
    links = len(re.findall(r'href="', text))
    assert len(re.findall(rb"/Subtype\s*/Link", inside)) >= links
    assert re.search(rb"/S\s*/H1\b", inside)
    assert len(re.findall(rb"/S\s*/TH\b", inside)) == 4


def test_the_same_sheet_gives_the_same_pdf() -> None:
    """No date and no random number is in it."""
    text = sheet(DATASET, ["exemplin"])
    assert pdf.of(text) == pdf.of(text)


def test_a_letter_that_no_font_has_is_shown_by_its_number() -> None:
    """An entry in a foreign script or with a picture sign still gives a PDF; nothing is lost."""
    title = "<!doctype html><title>x</title>"
    shown = pdf.of(f"{title}<p>a (U+6F22)(U+1F600)(U+1E8D0) ж α ≠ e\u0301")
    assert pdf.of(f"{title}<p>a \u6f22\U0001f600\U0001e8d0 ж α ≠ e\u0301") == shown


def test_text_of_a_user_is_never_read_as_code() -> None:
    """What means something to the maker of the PDF is shown as it was typed."""
    code = '#panic("x") $x$ \\ *b* @a <s1> #{1+1} \\u{41} "'
    assert pdf.of(sheet(DATASET, [code])).startswith(b"%PDF-")


def test_a_pdf_is_made_from_a_zip(tmp_path: Path) -> None:
    """Imported from a zip, the package makes the very bytes of the installed one."""
    ask = """
    from hashlib import sha256
    from mitosafe.sheet import Dataset, pdf, sheet
    print(sha256(pdf.of(sheet(Dataset.packaged(), ["linezolid"]))).hexdigest())
    """
    assert python(ask) == python(zipped(tmp_path) + ask)


def test_nothing_is_loaded_for_a_pdf() -> None:
    """What a document refers to is left out; its text is not."""
    made = pdf.of('<!doctype html><title>x</title><img alt="x" src="https://example.org/x.png">')
    assert b"example.org" not in readable(made)


def test_what_cannot_be_made_into_a_pdf_is_an_error() -> None:
    """A link to nowhere does not pass silently."""
    with pytest.raises(RuntimeError, match="nowhere"):
        pdf.of('<!doctype html><title>x</title><a href="#nowhere">x</a>')
