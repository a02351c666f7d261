"""Broken words are joined before they are cut, and no part of one is taken for it."""

from __future__ import annotations

import pytest

from tests.lookup.words import MATCHER, found, read


@pytest.mark.parametrize(
    "text",
    [
        "hydro-exemplin",
        "hydro\u2010exemplin",
        "hydro-\nexemplin",
        "hydro-\r\n  exemplin",
        "hydro\u00adexemplin",
        "hydro\u200bexemplin",
        "hydro\u00ad\nexemplin",
        "hydro exemplin",
        "hyd-ro-exemplin",
        "HYDRO-EXEMPLIN 5mg",
    ],
)
def test_a_word_that_is_a_name_when_joined_is_that_name(text: str) -> None:
    """A hyphen, an unseen character, a line end or a space in a word does not change the name."""
    assert ["hydroexemplin"] == found(text)


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("blorb-exemplin", "blorb-exemplin"),
        ("exemplin-blorb", "exemplin-blorb"),
        ("blorb-\nexemplin", "blorb-\nexemplin"),
        ("blorb\u200bexemplin", "blorb\u200bexemplin"),
        ("(blorb-exemplin) 5 mg", "blorb-exemplin"),
        ("a-b-c-d-e-f-g-blorb-exemplin", "a-b-c-d-e-f-g-blorb-exemplin"),
        ("non-exemplin", "non-exemplin"),
        ("pre-exemplin", "pre-exemplin"),
        ("7-exemplin", "7-exemplin"),
        ("17-exemplin", "17-exemplin"),
        ("7exemplin", "7exemplin"),
        ("exem1plin", "exem1plin"),
        ("blorb-7", "blorb-7"),
    ],
)
def test_a_part_of_a_word_is_no_match(text: str, unread: str) -> None:
    """What stands behind an unread head, or before an unread tail, is not the name it spells."""
    reading = read(text)
    assert ((), (unread,)) == (reading.matches, reading.unread)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("exemplin-otherin", ["exemplin", "otherin"]),
        ("exemplin\u200botherin", ["exemplin", "otherin"]),
        ("exemplin-\notherin", ["exemplin", "otherin"]),
        ("exemplin-tablet", ["exemplin"]),
        ("exemplin-5mg", ["exemplin"]),
        ("exemplin5", ["exemplin"]),
        ("5mg-exemplin", ["exemplin"]),
        ("17exemplin", ["exemplin"]),
        ("tablet-exemplin", ["exemplin"]),
        ("acme-exemplin", ["exemplin"]),
        ("tablet-5-mg", []),
    ],
)
def test_known_words_that_are_joined_are_read_one_by_one(text: str, names: list[str]) -> None:
    """Where each piece is known, each is read."""
    reading = read(text)
    assert (names, ()) == (
        [m.name for m in reading.matches],
        tuple(reading.unread) if names else (),
    )


def test_a_dose_between_parts_the_word() -> None:
    """What stands behind a dose is not of the word before it."""
    reading = read("exemplin-5mg-blorb")
    assert (["exemplin"], ("blorb",)) == ([m.name for m in reading.matches], reading.unread)


def test_the_next_line_is_not_the_tail_of_a_known_name() -> None:
    """A line that ends in a dash after a known name is not joined to the next line's word."""
    reading = read("exemplin-\nblorb")
    assert (["exemplin"], ("blorb",)) == ([m.name for m in reading.matches], reading.unread)


def test_a_company_before_a_name_may_be_its_head() -> None:
    """Where a company and a name are another name when joined, neither is chosen."""
    [match] = read("apo-exemplin").matches
    assert ((), ("apoexemplin", "exemplin")) == (match.subjects, match.candidates)


def test_a_joined_name_that_is_the_same_is_one() -> None:
    """A company before a name that means the same when joined changes nothing."""
    from mitosafe.lookup.joins import _either

    [match] = read("exemplin").matches
    assert match is _either(match, match)


def test_an_error_prone_abbreviation_may_be_the_head_of_a_word() -> None:
    """An abbreviation that stands before a name, and is a name with it, is that name."""
    names = {"exdotherin": "exdotherin\tinn\texdotherin"}
    index = MATCHER._scanner._index
    index._names.update(names)
    assert ["exdotherin"] == found("exd-otherin") == found("exd otherin")
    assert ["EXD", "hydroexemplin"] == found("exd-hydroexemplin")
