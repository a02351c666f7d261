"""Suggestions come from whole words: what spoils them undone, or a letter or two away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mitosafe.lookup.index import Index
from mitosafe.lookup.reader import Matcher
from mitosafe.lookup.suggestions import distance
from tests.lookup.words import MATCHER


def suggested(text: str, *more: str, **names: str) -> list[tuple[str, str]]:
    """Return the texts and the names that are suggested over some invented names."""
    known = {name.replace("_", " "): line for name, line in names.items()}
    matcher = Matcher(Index(known, {}, codes=[], words=[], routes=[]))
    return [(piece, match.name) for piece, match in matcher.suggestions([text, *more])]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("exempl1n", "exemplin"),
        ("EXEMPL1N", "exemplin"),
        ("3xemplin", "exemplin"),
        ("exemplin5um", "exemplinsum"),
        ("\u0435xemplin", "exemplin"),
        ("exÃ©mplin", "exemplin"),
        ("exempln", "exemplin"),
        ("exemlpin", "exemplin"),
        ("exempli", "exemplin"),
        ("exemplinn", "exemplin"),
        ("eksemplin", "exemplin"),
        ("blorb-exemplin", "exemplin"),
        ("exemplin-blorb", "exemplin"),
        ("HeadingsExemplin", "exemplin"),
        ("exem plin", "exemplin"),
        ("acetyl exmplic", "acetyl exemplic"),
        ("blorb(acetyl exmplic)", "acetyl exemplic"),
    ],
)
def test_a_spoilt_word_suggests_the_name(text: str, name: str) -> None:
    """Digits for letters, look-alike letters, a broken encoding, and near spellings are undone."""
    got = suggested(text, **{name.replace(" ", "_"): f"{name}\tinn\tx"})
    assert [name] == [found for _, found in got]


@pytest.mark.parametrize(
    "text", ["exempXYZ", "exe", "x" * 100, "otherword", "exmpl", "exemplin", ""]
)
def test_what_is_far_away_suggests_nothing(text: str) -> None:
    """Nothing is suggested for what is short, long, or more than two letters away."""
    assert [] == suggested(text, exemplin="exemplin\tinn\tx")


def test_a_short_word_may_differ_in_one_letter_only() -> None:
    """Two letters may differ in a word of eight letters, not in one of seven."""
    assert [] == suggested("abcdeyz", abcdefg="abcdefg\tinn\tx")
    assert ["abcdefgh"] == [n for _, n in suggested("abcdefyz", abcdefgh="abcdefgh\tinn\tx")]


def test_listed_medicines_come_first_then_the_nearest() -> None:
    """A medicine of the list stands before another, a slip of the keyboard before a guess."""
    got = suggested(
        "exemplim", exemplik="exemplik", exemplid="exemplid\tinn\tx", exemplin="exemplin\tinn\tx"
    )
    assert ["exemplin", "exemplid", "exemplik"] == [name for _, name in got]
    doubled = suggested("exempplin", exemplin="exemplin\tinn\tx", exempalin="exempalin\tinn\tx")
    assert ["exemplin", "exempalin"] == [name for _, name in doubled]


def test_a_heading_glued_to_a_name_is_undone() -> None:
    """A known word before a name in one word leaves the name as a suggestion."""
    assert ["exemplin"] == [m.name for _, m in MATCHER.suggestions(["medicationexemplin"])]


def test_an_error_prone_abbreviation_is_suggested_with_what_else_it_means() -> None:
    """What was not proved is offered, with all that it may stand for."""
    [(text, match)] = MATCHER.suggestions(["EXD blorb"])
    assert ("EXD blorb", "EXD", "something else") == (text, match.name, match.also)
    [(_, several)] = MATCHER.suggestions(["EXZ"])
    assert ("exemplin", "otherin") == several.candidates


def test_long_text_is_not_sought_through() -> None:
    """Past some pieces no more are looked at, and a long run is looked at by its words."""
    many = [f"{c}zzzzzz" for c in "abcdefghijklmnopqrstuvwxyz"]
    assert [] == suggested(*many, "exempln", exemplin="exemplin\tinn\tx")
    run = " ".join(["blorbs"] * 8 + ["exempln"])
    assert [("exempln", "exemplin")] == suggested(run, exemplin="exemplin\tinn\tx")


@given(st.text("abc", max_size=6), st.text("abc", max_size=6), st.sampled_from([1, 2]))
def test_the_distance_is_what_the_obvious_way_gives(one: str, two: str, most: int) -> None:
    """Letters more, less, other, or two neighbours swapped, counted as far as asked."""
    rows = [list(range(len(two) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(two, 1):
            best = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == two[j - 2] and one[i - 2] == b:
                best = min(best, rows[i - 2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    assert min(rows[-1][-1], most + 1) == distance(one, two, most)
