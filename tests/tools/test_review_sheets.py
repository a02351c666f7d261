"""Review sheets: what clinicians are given, and what may come back into the data."""

from __future__ import annotations

import csv
import datetime
import io
import re
import shutil
import tomllib
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools.review import __main__ as tool
from tools.review import names, paper, rows, signed, table
from tools.review.marking import marked
from tools.review.rows import Book, Sheet
from tools.review.take import Taken, take
from tools.review.words import ANSWERS, COLUMNS, EXPLAIN, QUESTIONS, WORDS, meant

from mitosafe import Dataset, Level, Review
from mitosafe._text import toml
from mitosafe.loading import folder
from mitosafe.loading.digests import seal
from mitosafe.model import LANGUAGES
from mitosafe.validation import validate
from tests import invented

TODAY = datetime.date(2026, 12, 24)
SIGNED = ("neurologist", "an invented clinic", "2026-12-01")
SHIPPED = Path(tool.__file__).parents[2] / "src" / "mitosafe" / "data"
HERE = pytest.mark.skipif(not (SHIPPED / "releases.toml").exists(), reason="no sources here")
Row = dict[str, str]


@pytest.fixture
def book(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Book:
    """Return the invented list with two open questions: on a statement and on background."""
    table = tmp_path / "settlements.tsv"
    table.write_text(
        "record\toutcome\treason\n"
        "fact-acceptol.panel-2024-1\topen\tIs that so?\n"
        "fact-background\topen\tAnd this?\n"
        "fact-dubitol.hearsay-1\tfirst\tNothing to ask.\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(rows, "SETTLEMENTS", table)
    return Book(invented.dataset())


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return the invented list as a folder laid out as the data of the list is."""
    plain = invented.files()
    del plain["drugs/pagein.toml"]["statements"][0]["reviewed"]
    laid = {
        name: toml.dumps({"format": 1, **raw}) if isinstance(raw, dict) else raw
        for name, raw in invented.locked(plain).items()
    }
    return invented.write(tmp_path / "data", laid)


def sheet_of(book: Book, name: str) -> Sheet:
    """Return a sheet by its name."""
    return next(sheet for sheet in book.sheets if sheet.id == name)


def read(contents: bytes) -> list[list[str]]:
    """Read a table as a spreadsheet does."""
    text = contents.decode("utf-8-sig")
    delimiter = ";" if text.count(";") > text.count(",") else ","
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def filled(contents: bytes, fill: Callable[[int, list[str]], list[str]]) -> bytes:
    """Fill in a table as a reviewer does: `fill` gives the last five cells of each row."""
    head, *found = read(contents)
    made = [[*row[:9], *fill(number, row)] for number, row in enumerate(found)]
    text = io.StringIO(newline="")
    delimiter = ";" if contents.count(b";") > contents.count(b",") else ","
    csv.writer(text, delimiter=delimiter).writerows([head, *made])
    return text.getvalue().encode("utf-8-sig")


def written(path: Path, found: Iterable[Row]) -> Path:
    """Write a table of these rows; what a row does not say is signed and agreed."""
    role, body, day = SIGNED
    base = {"verdict": "agree", "remark": "", "role": role, "body": body, "day": day}
    lines = [[{**base, **row}.get(key, "") for key in COLUMNS] for row in found]
    text = io.StringIO(newline="")
    csv.writer(text).writerows([table.heads("en"), *lines])
    path.write_bytes(text.getvalue().encode())
    return path


def row(data: Path, statement: str, **more: str) -> Row:
    """Return the row of a statement as the sheet of today has it."""
    found = folder.read(data, local=False)
    subjects: list[Any] = [*found.drugs(), *found.groups()]
    said = next(s for subject in subjects for s in subject.statements if s.id == statement)
    return {"statement": statement, "seal": seal(said, found.sources[said.source]), **more}


def taken(data: Path, *found: Row, today: datetime.date = TODAY) -> Taken:
    """Take rows in, as one table."""
    return take(data, [written(data.parent / "signed.csv", found)], today)


# What a sheet holds


def test_every_statement_is_on_the_sheet_of_its_subject(book: Book) -> None:
    """Each statement that counts today is on one sheet, drug or group, and no other is."""
    held = [row.said.id for sheet in book.sheets if sheet.subject for row in sheet.rows]
    view = book.dataset.view()
    every = {s.id for one in book.dataset.subjects() for s in view.judgement(one).considered}
    assert len(held) == len(set(held))
    assert every == set(held)
    assert "correctol.panel-2024-1" not in held


def test_the_first_sheet_is_what_is_red_and_what_is_asked(book: Book) -> None:
    """Who has an hour finds what gives red before all, then what the questions are about."""
    first = book.sheets[0]
    assert ["exemplin.regulator-1", "acceptol.panel-2024-1"] == [r.said.id for r in first.rows]
    assert [Level.RED, None] == [row.level for row in first.rows]
    asked = {q.id: [s.id for s in q.subjects] for q in first.questions}
    assert {
        "question-fact-acceptol.panel-2024-1": ["acceptol"],
        "question-fact-background": ["exemplin"],
    } == asked


def test_the_worst_comes_first(book: Book) -> None:
    """Sheets come by level; on a sheet what decides comes before what was set aside."""
    heights = {Level.RED: 0, Level.ORANGE: 1, Level.YELLOW: 2, None: 3}
    levels = [heights[s.judgement.level] for s in book.sheets if s.judgement]
    assert sorted(levels) == levels
    assert [True, False] == [row.stands for row in sheet_of(book, "acceptol").rows]
    by_level = [heights[row.level] for row in sheet_of(book, "exemplin").rows]
    assert sorted(by_level) == by_level


def test_a_drug_names_the_groups_that_count_as_well(book: Book) -> None:
    """Its groups have sheets of their own, and the sheet of the drug leads to them."""
    sheet = sheet_of(book, "exemplin")
    assert ["exemplins"] == [group.id for group in sheet.groups]
    assert '<a href="exemplins.html">exemplins</a>' in paper.html(sheet, book, "en")
    assert {"exemplins.study-1"} == {r.said.id for r in sheet_of(book, "exemplins").rows}


@pytest.mark.parametrize("language", LANGUAGES)
def test_table_and_paper_say_the_same(book: Book, language: str) -> None:
    """Every row is on both, with what it says, its source, where that is, id and seal."""
    for sheet in book.sheets:
        # French paper has spaces before its signs that the table has not.
        page = "".join(paper.html(sheet, book, language).split())
        head, *found = read(table.csv_bytes(sheet, book, language))
        assert len(COLUMNS) == len(head)
        assert len(sheet.rows) + len(sheet.questions) == len(found)
        for row, cells in zip(sheet.rows, found, strict=False):
            said = row.said
            line = book.writers[language].statement(said)
            assert [said.id, row.seal] == cells[:2]
            assert line.details[0] == cells[5]
            assert [""] * 5 == cells[9:]
            for text in (said.id, row.seal, said.locator, line.details[0]):
                assert "".join(text.split()) in page
        for question in sheet.questions:
            assert question.id in page
            assert "".join(question.text[language].split()) in page


class _Page(HTMLParser):
    """Collects what a page loads, and checks that its elements are closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.loads: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        if tag not in ("meta", "br"):
            self.open.append(tag)
        if tag in ("script", "link", "img", "iframe") or "src" in dict(attrs):
            self.loads.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last."""
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_are_well_formed_and_load_nothing(book: Book, language: str) -> None:
    """Each page is one file, in its language, and says that nothing is reviewed yet."""
    for text in (
        paper.index(book, language),
        *(paper.html(sheet, book, language) for sheet in book.sheets),
    ):
        page = _Page(text)
        assert ([], []) == (page.open, page.loads)
        assert f'<html lang="{language}">' in text
        assert book.dataset.term("phrases", "not-reviewed").words[language] in text
        assert "url(" not in text


def test_the_words_are_in_three_languages() -> None:
    """Every word of the sheets exists in each, and no two columns or verdicts fold together."""
    for words in (WORDS, ANSWERS, EXPLAIN, COLUMNS):
        assert {frozenset(LANGUAGES)} == {frozenset(said) for said in words.values()}
    assert ANSWERS.keys() == EXPLAIN.keys()
    for words in (ANSWERS, {key: COLUMNS[key] for key in signed.READ}):
        assert all(
            key == meant(text, words) for key, said in words.items() for text in said.values()
        )
    for said in COLUMNS.values():
        for text in said.values():
            assert COLUMNS[meant(text, COLUMNS) or ""] == said


def test_the_open_questions_of_the_list_are_translated() -> None:
    """Each question that is open today is asked in French and Dutch too."""
    found = Book(Dataset.packaged()).questions
    assert found
    for question in found:
        assert {"fr", "nl"} == set(QUESTIONS[question.record])
        assert question.subjects
        assert 3 == len(set(question.text.values()))


def test_a_question_that_is_not_translated_is_asked_in_english(book: Book) -> None:
    """It is marked as English, so that it is read out as such."""
    assert "<p lang=en>Is that so?</p>" in paper.html(book.sheets[0], book, "nl")


# What comes back


@given(st.data())
def test_what_is_agreed_comes_back_and_nothing_else(drawn: st.DataObject) -> None:
    """Whatever mixture of verdicts is given, exactly the statements agreed to are marked."""
    book = Book(invented.dataset())
    sheet = drawn.draw(st.sampled_from(book.sheets))
    language = drawn.draw(st.sampled_from(LANGUAGES))
    verdicts = drawn.draw(
        st.lists(
            st.sampled_from([None, *ANSWERS]), min_size=len(sheet.rows), max_size=len(sheet.rows)
        )
    )

    def fill(number: int, _row: list[str]) -> list[str]:
        verdict = verdicts[number] if number < len(verdicts) else None
        return [ANSWERS[verdict][language], "", *SIGNED] if verdict else [""] * 5

    contents = filled(table.csv_bytes(sheet, book, language), fill)
    known = {row.said.id: (row.said, book.dataset.sources[row.said.source]) for row in sheet.rows}
    reader = signed.Reader(known, TODAY)
    reader.bytes(contents, "table")
    found = reader.result()
    assert () == found.faults
    given = [(r.said.id, v) for r, v in zip(sheet.rows, verdicts, strict=True) if v]
    assert given == [(said.id, said.verdict) for said in found.said]


def test_a_review_is_one_line_more(data: Path) -> None:
    """The file gets the review at the end of its statement; every other line is as it was."""
    path = data / "drugs" / "exemplin.toml"
    before = path.read_text(encoding="utf-8")
    commented = before.replace("\n[[statements]]", "\n# a comment, kept\n[[statements]]")
    path.write_text(f"{commented}\n\n# the end", encoding="utf-8")
    done = taken(data, row(data, "exemplin.regulator-1"))
    after = done.texts[path]
    new = [line for line in after.splitlines() if line not in commented.splitlines()]
    mark = row(data, "exemplin.regulator-1")["seal"]
    by = 'by = "neurologist, an invented clinic", date = "2026-12-01"'
    assert [f'reviewed = {{ {by}, of = "{mark}" }}', "# the end"] == new
    assert f"{commented}\n\n# the end" == after.replace(f"{new[0]}\n", "")
    assert after[: after.index("reviewed")].splitlines()[-1].startswith("mechanisms = ")


def test_the_file_must_be_laid_out_as_expected() -> None:
    """A file in which the line cannot be placed for certain is refused, not guessed at."""
    review = Review(by="neurologist, a clinic", date="2026-12-01", of="abcdefghij")
    inline = 'statements = [{ id = "a.b-1", verdict = "avoid" }]\n'
    with pytest.raises(ValueError, match="is there 0 times"):
        marked(inline, "a.b-1", review)
    twice = '[[statements]]\nid = "a.b-1"\n' * 2
    with pytest.raises(ValueError, match="is there 2 times"):
        marked(twice, "a.b-1", review)
    within = '[[statements]]\nid = "a.b-1"\nnote = """\n[\n"""\n'
    with pytest.raises(ValueError, match="laid out otherwise; write the review by hand"):
        marked(within, "a.b-1", review)


def test_a_file_laid_out_otherwise_is_a_fault_and_no_crash(tmp_path: Path) -> None:
    """The row is named, and no other file is changed either."""
    data = invented.write(tmp_path / "data")
    done = taken(data, row(data, "exemplin.regulator-1"))
    wanted = 'signed.csv, line 2: exemplin.toml: the line id = "exemplin.regulator-1" is there 0 t'
    assert done.read.faults[0].startswith(wanted)
    assert {} == done.texts


def test_a_review_takes_the_place_of_an_earlier_one(data: Path) -> None:
    """The newest review stands alone; the report says which one it replaced."""
    path = data / "drugs" / "exemplin.toml"
    first = taken(data, row(data, "exemplin.regulator-1"))
    path.write_text(first.texts[path], encoding="utf-8")
    again = row(data, "exemplin.regulator-1", role="pharmacist", day="2026-12-02")
    second = taken(data, again)
    [said] = tomllib.loads(second.texts[path])["statements"][:1]
    assert ("pharmacist, an invented clinic", "2026-12-02") == (
        said["reviewed"]["by"],
        said["reviewed"]["date"],
    )
    assert 1 == second.texts[path].count("reviewed = ")
    before = "it was reviewed before, by neurologist, an invented clinic on 2026-12-01"
    assert before in second.report


def test_other_verdicts_change_nothing_and_are_reported(data: Path) -> None:
    """What is wrong, outdated or not mine, and answers to questions, are collected for people."""
    done = taken(
        data,
        row(data, "exemplin.regulator-1", verdict="Wrong", remark="see the label, section 4.3"),
        row(data, "acceptol.panel-2024-1", verdict="outdated"),
        row(data, "dubitol.hearsay-1", verdict="not mine"),
        {"statement": "question-r1", "verdict": "", "remark": "The first reading."},
        {"statement": "question-r2", "verdict": "agree", "remark": ""},
    )
    assert ((), {}) == (done.read.faults, done.texts)
    heads = re.findall(r"^## (.*)$", done.report, re.MULTILINE)
    assert ["Wrong (1)", "Outdated (1)", "Answers to open questions (2)", "Not mine (1)"] == heads
    assert "`exemplin.regulator-1`: see the label, section 4.3 (neurologist" in done.report
    assert "signed.csv, line 2" in done.report


FAULTS: list[tuple[Row, str]] = [
    ({"role": "", "body": "", "day": ""}, "is not signed"),
    ({"role": ""}, "the role is missing"),
    ({"body": ""}, "the institution is missing"),
    ({"day": ""}, "'' is no day; write it as year-month-day, such as 2026-11-23"),
    ({"day": "1/12/2026"}, "'1/12/2026' is no day"),
    ({"day": "2026-12"}, "'2026-12' is no day"),
    ({"day": "2026-02-30"}, "'2026-02-30' is no day"),
    ({"day": "2026-12-25"}, "2026-12-25 has not come yet"),
    ({"day": "2016-05-09"}, "exemplin.regulator-1 was stated later than 2016-05-09, on 2016-05-10"),
    ({"verdict": "yes"}, "'yes' is no verdict; allowed: agree, outdated, wrong, not mine"),
    ({"verdict": "", "remark": "well"}, "has a remark and no verdict"),
    ({"statement": "exemplin.other-1"}, "there is no statement 'exemplin.other-1'"),
    ({"seal": "aaaaaaaaaa"}, "exemplin.regulator-1 was changed since the sheet was made"),
    ({"role": "Jane Doe"}, "the role is none that is known"),
    ({"role": "Dr neurologist"}, 'the role holds a title ("dr")'),
]


@pytest.mark.parametrize(("more", "fault"), FAULTS, ids=lambda value: str(value)[:40])
def test_a_faulty_row_is_refused(data: Path, more: Row, fault: str) -> None:
    """It is named with its line, and one fault anywhere keeps the whole table out."""
    done = taken(
        data,
        row(data, "acceptol.panel-2024-1"),
        {**row(data, "exemplin.regulator-1"), **more},
    )
    assert {} == done.texts
    assert any(f"signed.csv, line 3: {fault}" in found for found in done.read.faults)


def test_every_fault_is_told_at_once(data: Path) -> None:
    """Faults of all rows and of all tables come together, also where a file is no table."""
    first = written(
        data.parent / "one.csv",
        [
            row(data, "exemplin.regulator-1", day="soon", role="Bob"),
            row(data, "exemplin.regulator-1"),
            row(data, "correctol.panel-2024-1"),
        ],
    )
    other = data.parent / "two.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")
    latin = data.parent / "three.csv"
    latin.write_bytes("Énoncé".encode("latin-1"))
    broken = data.parent / "four.csv"
    broken.write_bytes(b'\xef\xbb\xbfStatement,Seal\n"a\rb' + b"x" * 200_000)
    large = data.parent / "five.csv"
    large.write_bytes(b"x" * (signed.LARGEST + 1))
    tables = [first, other, latin, broken, large, data / "none.csv"]
    faults = "\n".join(take(data, tables, TODAY).read.faults)
    for wanted in (
        "one.csv, line 2: 'soon' is no day",
        "one.csv, line 2: the role is none that is known",
        "one.csv, line 3: exemplin.regulator-1 is answered already in one.csv, line 2",
        "one.csv, line 4: correctol.panel-2024-1 was withdrawn in 2026.2.1",
        "two.csv: lacks the columns Statement, Seal, Your verdict, Remark",
        "three.csv: not UTF-8",
        "four.csv: ",
        f"five.csv: larger than {signed.LARGEST} bytes",
        "none.csv: No such file",
    ):
        assert wanted in faults


def test_an_older_review_does_not_undo_a_newer_one(data: Path) -> None:
    """A sheet that was signed before the review of today is refused."""
    path = data / "drugs" / "exemplin.toml"
    path.write_text(taken(data, row(data, "exemplin.regulator-1")).texts[path], encoding="utf-8")
    late = taken(data, row(data, "exemplin.regulator-1", day="2026-11-30"))
    wanted = "exemplin.regulator-1 was reviewed later than 2026-11-30, on 2026-12-01"
    assert (f"signed.csv, line 2: {wanted}",) == late.read.faults


def test_lines_are_those_of_the_file(data: Path) -> None:
    """A remark of several lines, and empty rows, do not shift the lines that are named."""
    table = written(
        data.parent / "signed.csv",
        [
            row(data, "acceptol.panel-2024-1", remark="one\ntwo\nthree"),
            {"verdict": "", "role": "", "body": "", "day": ""},
            row(data, "exemplin.regulator-1", day="soon"),
        ],
    )
    [fault] = take(data, [table], TODAY).read.faults
    lines = table.read_text(encoding="utf-8").split("\n")
    [number] = [n for n, line in enumerate(lines, 1) if "soon" in line]
    assert fault.startswith(f"signed.csv, line {number}: ")
    assert number > 4


def test_what_was_left_empty_is_counted(data: Path) -> None:
    """A row without verdict and remark is not reviewed, also if the signature was filled down."""
    done = taken(data, row(data, "exemplin.regulator-1", verdict=""))
    assert ((), (), 1, {}) == (done.read.said, done.read.faults, done.read.empty, done.texts)


# Roles and persons

PEOPLE = [
    ("Jane Doe", "a hospital"),
    ("Jane Doe, neurologist", "a hospital"),
    ("neurologist Doe", "a hospital"),
    ("Dr. neurologist", "a hospital"),
    ("Prof Doe, neurologist", "a hospital"),
    ("mevrouw Jansen, kinderarts", "een ziekenhuis"),
    ("Mme Dupont, neurologue", "un hôpital"),
    ("neurologist, J. Doe", "a hospital"),
    ("neurologist", "J. Doe's practice"),
    ("neurologist", "Dr. Doe, a hospital"),
    ("neurologist", "jane@hospital.example"),
    ("neurologist", "Jane Doe"),
    ("neurologist https://example.org/jane", "a hospital"),
    ("neurologist\x07", "a hospital"),
    ("neurologist " * 9, "a hospital"),
    ("", ""),
]
ROLES = [
    ("paediatric neurologist", "university hospital"),
    ("Paediatric Neurologist", "Great Invented Hospital, London"),
    ("Clinical pharmacist", "St. Example's Hospital"),
    ("Senior consultant ENT surgeon", "National Health Service"),
    ("neuropédiatre", "CHU de Lille"),
    ("Médecin généticien", "Hôpital universitaire"),
    ("Pharmacienne hospitalière", "Centre hospitalier"),
    ("kinderarts metabole ziekten", "Radboudumc"),
    ("Ziekenhuisapotheker", "UMC Utrecht"),
    ("anesthesioloog", "Universitair Ziekenhuis Gent"),
]


@pytest.mark.parametrize(("role", "body"), PEOPLE)
def test_a_person_is_refused(role: str, body: str) -> None:
    """Names with a title, initials, an address or capital letters are not taken as roles."""
    assert list(names.faults(role, body))


@pytest.mark.parametrize(("role", "body"), ROLES)
def test_a_role_is_taken(role: str, body: str) -> None:
    """Roles and institutions are, in each language and with or without capital letters."""
    assert [] == list(names.faults(role, body))


def test_the_signatures_that_ship_name_no_person() -> None:
    """Every review in the data passes what a signature must pass."""
    for subject in Dataset.packaged().subjects():
        for said in subject.statements:
            if said.reviewed:
                role, _, body = said.reviewed.by.partition(", ")
                assert [] == list(names.faults(role, body))


# The whole way


def test_the_command_line(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Sheets are written; a table is checked, then taken in; faults change nothing."""
    monkeypatch.setattr(Dataset, "packaged", staticmethod(invented.dataset))
    assert 0 == tool.main(["sheets", "--output", str(tmp_path / "sheets")])
    made = sorted(path.name for path in (tmp_path / "sheets" / "fr").iterdir())
    assert {"index.html", "first.html", "first.csv", "exemplin.csv", "exemplins.html"} <= set(made)
    path = data / "drugs" / "exemplin.toml"
    before = path.read_bytes()
    bad = written(tmp_path / "bad.csv", [row(data, "exemplin.regulator-1", role="")])
    good = written(tmp_path / "good.csv", [row(data, "exemplin.regulator-1", day="2026-11-01")])
    monkeypatch.setattr(tool, "today", lambda: TODAY)
    assert 1 == tool.main(["take", str(good), str(bad), "--data", str(data)])
    assert "faults; nothing was changed" in capsys.readouterr().out
    assert 0 == tool.main(["take", str(good), "--data", str(data), "--check"])
    assert "1 data files would change" in capsys.readouterr().out
    assert before == path.read_bytes()
    report = tmp_path / "report.md"
    assert 0 == tool.main(["take", str(good), "--data", str(data), "--report", str(report)])
    assert before != path.read_bytes()
    assert "## Agreed" in report.read_text(encoding="utf-8")
    assert [] == validate.folder(data)


@HERE
@pytest.mark.slow
def test_from_a_sheet_to_an_answer(tmp_path: Path) -> None:
    """A whole drug of the real list, agreed to: its answer says so, no other answer does."""
    data = tmp_path / "data"
    shutil.copytree(SHIPPED, data)
    for path in data.rglob("*.toml"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        unreviewed = (line for line in lines if not line.startswith("reviewed = "))
        path.write_text("".join(unreviewed), encoding="utf-8", newline="\n")
    before = folder.read(data, local=False)
    book = Book(Dataset((before,)))
    wanted = ["neomycin", *(group.id for group in sheet_of(book, "neomycin").groups)]
    agreed = ["d'accord", "", "Neuropédiatre", "CHU de Lille", "2026-12-01"]
    tables = [tmp_path / f"{name}.csv" for name in wanted]
    for path in tables:
        contents = table.csv_bytes(sheet_of(book, path.stem), book, "fr")
        path.write_bytes(filled(contents, lambda _number, _row: agreed))
    done = take(data, tables, TODAY)
    assert () == done.read.faults
    for path, text in done.texts.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    after = folder.read(data, local=False)
    assert [] == validate.faults((after,))
    assert before.releases == after.releases
    dataset = Dataset((after,))
    for language in LANGUAGES:
        text = " ".join(dataset.check("neomycin").text(language).split())
        assert "Neuropédiatre, CHU de Lille, 2026-12-01." in text
        assert dataset.term("phrases", "not-reviewed").words[language] not in text
        for entry in ("valproate", "gentamicin", "neomycin, valproate", "zzyzx"):
            other = " ".join(dataset.check(entry).text(language).split())
            assert dataset.term("phrases", "not-reviewed").words[language] in other
