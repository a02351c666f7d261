"""Lines and CSV records: a fault costs one line, never the rest of the file."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mitosafe.screening import lines as module
from mitosafe.screening.lines import Line, Lines, Record, records
from mitosafe.screening.rows import BadRow


def read(data: bytes, encoding: str = "utf-8", longest: int = 100) -> list[Line | BadRow]:
    """Return the lines of bytes."""
    return list(Lines(io.BytesIO(data), encoding, longest))


def parsed(text: str, delimiter: str = ",") -> list[Record | BadRow]:
    """Return the records of a text."""
    return list(records(Lines(io.BytesIO(text.encode("utf-8"))), delimiter))


def test_lines_have_their_numbers_and_no_ends() -> None:
    """Both kinds of line ends are taken off; a mark at the start of the file too."""
    found = read(b"\xef\xbb\xbfone\r\ntwo\n\nfour")
    assert found == [(1, "one"), (2, "two"), (3, ""), (4, "four")]


def test_a_line_that_is_not_of_the_encoding_is_bad_and_the_next_is_read() -> None:
    """The place of the byte and the option that may help stand in the reason."""
    reason = "byte 2 is not utf-8; see --encoding"
    assert read(b"a\xe9\nb") == [BadRow(first=1, last=1, reason=reason), (2, "b")]
    assert read(b"a\xe9\nb", "latin-1") == [(1, "aé"), (2, "b")]


@pytest.mark.parametrize("end", [b"\nb", b""])
def test_a_line_that_is_too_long_is_bad_and_passed_over(end: bytes) -> None:
    """What is longer than the limit is not kept; reading goes on after it."""
    lines = Lines(io.BytesIO(b"x" * 35 + end), longest=10)
    first, *rest = list(lines)
    assert first == BadRow(first=1, last=1, reason="the line is longer than 10 bytes")
    assert rest == ([(2, "b")] if end else [])
    assert lines.read == 35 + len(end)


def test_a_line_of_just_the_limit_is_read() -> None:
    """The end of the line counts as well."""
    assert read(b"123456789\nb", longest=10) == [(1, "123456789"), (2, "b")]


def test_records_with_and_without_quotes() -> None:
    """Quoted delimiters, doubled quotes and a quote within a word are read as CSV has them."""
    found = parsed('a,b\n"x,y","say ""z"""\n5" tube,b\n\n')
    assert found == [
        (1, ["a", "b"]),
        (2, ["x,y", 'say "z"']),
        (3, ['5" tube', "b"]),
        (4, []),
    ]


def test_a_quoted_cell_may_go_over_lines() -> None:
    """The record has the number of its first line; the next has its own."""
    found = parsed('1,"two\nlines\n\nmore",3\nx,y,z\n')
    assert found == [(1, ["1", "two\nlines\n\nmore", "3"]), (5, ["x", "y", "z"])]


@pytest.mark.parametrize(
    "text",
    ['a,"open\nb,c\nd,e\n', 'a,"open\nb,c\nd,"x"\n', 'a,"x"y\nb,c\nd,e\n'],
    ids=["never closed", "closed elsewhere", "text after a quote"],
)
def test_a_stray_quote_costs_its_own_line_only(text: str) -> None:
    """The lines that a quote seemed to swallow are read as lines of their own."""
    bad, *rest = parsed(text)
    assert isinstance(bad, BadRow)
    assert (bad.first, bad.last) == (1, 1)
    assert bad.reason.startswith("not CSV: ")
    assert [r[0] for r in rest if not isinstance(r, BadRow)] == [2, 3]


def test_a_quote_is_not_sought_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """Past the limit of lines the quote is taken for a stray one."""
    monkeypatch.setattr(module, "LONGEST_RECORD", 2)
    text = 'a,"open\n1\n2\n3\nclosed"\n'
    found = parsed(text)
    assert [isinstance(one, BadRow) for one in found] == [True, False, False, False, False]


def test_a_bad_line_within_quotes_comes_back_as_well() -> None:
    """A line that cannot be decoded ends the search, and is reported with its own number."""
    data = b'a,"open\n\xff\nb"\n'
    found = list(records(Lines(io.BytesIO(data)), ","))
    assert [(r.first if isinstance(r, BadRow) else r[0]) for r in found] == [1, 2, 3]


cell = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=8)


@given(st.lists(st.lists(cell, min_size=2, max_size=4), max_size=6), st.sampled_from(",;\t|"))
def test_what_the_csv_module_writes_is_read_back(rows: list[list[str]], delimiter: str) -> None:
    """Every table that Python writes as CSV comes back with the same cells."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    found = parsed(out.getvalue(), delimiter)
    assert [r[1] for r in found if not isinstance(r, BadRow)] == rows


some_bytes = st.lists(st.sampled_from([b"a", b"\n", b"\r\n", b"\xff", "é".encode(), b"xxxx"]))


@given(some_bytes.map(b"".join), st.integers(1, 12))
def test_blocks_do_not_show(data: bytes, longest: int) -> None:
    """Wherever a block ends, the lines are those of the whole file; which are bad, too."""
    *whole, rest = data.split(b"\n")
    wanted = [
        "bad" if len(line) + 1 > longest or b"\xff" in line else line.decode().rstrip("\r")
        for line in whole
    ]
    if rest:
        bad = len(rest) > longest or b"\xff" in rest
        wanted.append("bad" if bad else rest.decode().rstrip("\r"))
    found = read(data, longest=longest)
    assert ["bad" if isinstance(line, BadRow) else line[1] for line in found] == wanted
    numbers = [line.first if isinstance(line, BadRow) else line[0] for line in found]
    assert numbers == list(range(1, len(wanted) + 1))


@given(st.binary(max_size=200))
def test_every_line_comes_back_once(data: bytes) -> None:
    """Whatever the bytes, no line is lost: the records cover every line, in order."""
    found = list(records(Lines(io.BytesIO(data), longest=20), ","))
    firsts = [r.first if isinstance(r, BadRow) else r[0] for r in found]
    assert firsts == sorted(set(firsts))
    assert len(firsts) <= data.count(b"\n") + data.count(b"\r") + 1


@pytest.mark.parametrize("after", [b"", b"\r"])
def test_lines_that_end_with_cr_alone_are_told_apart(after: bytes) -> None:
    """A file of an old system is not one line."""
    assert read(b"one\rtwo\rthree" + after)[:3] == [(1, "one"), (2, "two"), (3, "three")]


def test_a_cr_within_lines_that_end_with_lf_is_kept() -> None:
    """Where lines end with LF, a CR within one of them parts nothing."""
    assert read(b"one\rmore\ntwo\r\n") == [(1, "one\rmore"), (2, "two")]
