"""Each segment of an entry is found, known, unread, or said to belong to what stands before it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.lookup.words import MATCHER, read, told

PIECES = ["exemplin 5 mg", "plainol", "blorb", "patch 5 mg", "weekly injection", "acme 5 mg"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("exemplin; patch", [("exemplin", "found"), ("patch", "unread")]),
        ("exemplin\nweekly injection", [("exemplin", "found"), ("weekly injection", "unread")]),
        ("exemplin + eye drops", [("exemplin", "found"), ("eye drops", "unread")]),
        ("exemplin | box", [("exemplin", "found"), ("box", "unread")]),
        ("exemplin & cream", [("exemplin", "found"), ("cream", "unread")]),
        ("exemplin then patch", [("exemplin", "found"), ("then patch", "unread")]),
        ("exemplin and eye drops", [("exemplin", "found"), ("and eye drops", "unread")]),
        ("exemplin tablet and solvent", [("exemplin tablet and solvent", "found")]),
        ("exemplin and daily", [("exemplin and daily", "found")]),
        ("tablet and solvent", [("tablet and solvent", "unread")]),
        (
            "exemplin the and cream, daily",
            [("exemplin the", "found"), ("and cream", "unread"), ("daily", "continued")],
        ),
        ("blorb and cream", [("blorb and cream", "unread")]),
        ("exemplin, the of", [("exemplin", "found"), ("the of", "continued")]),
        ("and exemplin", [("and exemplin", "found")]),
        ("exemplin 5 mg, acme 81 mg", [("exemplin 5 mg", "found"), ("acme 81 mg", "unread")]),
        ("exemplin 5 mg, patch 5 mg", [("exemplin 5 mg", "found"), ("patch 5 mg", "unread")]),
        ("exemplin, patch 5 mg", [("exemplin", "found"), ("patch 5 mg", "continued")]),
        ("exemplin 5 mg, tablet", [("exemplin 5 mg", "found"), ("tablet", "continued")]),
        (
            "exemplin, cream, plainol",
            [("exemplin", "found"), ("cream", "unread"), ("plainol", "known")],
        ),
        (
            "exemplin, 5 mg, daily",
            [("exemplin", "found"), ("5 mg", "continued"), ("daily", "continued")],
        ),
        ("exemplin\n5 mg daily", [("exemplin", "found"), ("5 mg daily", "continued")]),
        ("exemplin\n2 tablet daily", [("exemplin", "found"), ("2 tablet daily", "continued")]),
        ("exemplin\n2 tablet", [("exemplin", "found"), ("2 tablet", "unread")]),
        ("exemplin; 2 tablet daily", [("exemplin", "found"), ("2 tablet daily", "unread")]),
        ("5 mg, exemplin", [("5 mg", "continued"), ("exemplin", "found")]),
        ("5 mg; exemplin", [("5 mg", "unread"), ("exemplin", "found")]),
        ("acme, exemplin", [("acme", "unread"), ("exemplin", "found")]),
        ("blorb 5 mg, tablet", [("blorb 5 mg", "unread"), ("tablet", "continued")]),
        ("exemplin 2,5 mg", [("exemplin 2,5 mg", "found")]),
        ("tab. exemplin", [("tab. exemplin", "found")]),
        ("exemplin. Patch 5 mg", [("exemplin", "found"), ("Patch 5 mg", "continued")]),
        ("duplin", [("duplin", "ambiguous")]),
        ("medication:\nexemplin", [("medication", "context"), ("exemplin", "found")]),
        ("the of", [("the of", "unread")]),
        ("no; exemplin", [("no", "context"), ("exemplin", "found")]),
        ("exemplin (otherin)", [("exemplin (otherin)", "found")]),
        ("", []),
        (" ;,+ ", []),
    ],
)
def test_what_becomes_of_each_segment(text: str, expected: list[tuple[str, str]]) -> None:
    """Nothing is set aside that could be an item: an item of a list is never part of another."""
    assert expected == told(text)


def test_a_segment_keeps_its_place_in_what_was_typed() -> None:
    """The text of a segment is cut from the entry as it was typed, in its script and width."""
    text = "Ｅxemplin\u0301 5 mg；&eacute;x\u00e9 デパ|exemplin [5 mg] 50%"
    segments = read(text).segments
    assert all(text[s.start : s.end] == s.text for s in segments)
    assert ["Ｅxemplin\u0301 5 mg", "&eacute;x\u00e9 デパ", "exemplin [5 mg] 50%"] == [
        s.text for s in segments
    ]


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("ＢＬＯＲＢ", "ＢＬＯＲＢ"),
        ("VX-16 tablet", "VX-16"),
        ("デパケン", "デパケン"),
        ("blo\u0301rb", "blo\u0301rb"),
        ("bl&oacute;rb", "bl&oacute;rb"),
        ("[blorb]", "blorb"),
        ("blorb [zz] exemplin", "blorb [zz]"),
    ],
)
def test_what_is_echoed_is_what_was_typed(text: str, unread: str) -> None:
    """What was not understood comes back with its digits, marks, accents and script."""
    assert (unread,) == read(text).unread


@pytest.mark.parametrize(
    ("text", "uses"),
    [
        ("exemplin cream", {"topical"}),
        ("exemplin, cream", {"topical"}),
        ("exemplin eye drops", {"topical"}),
        ("exemplin eye", {"ocular"}),
        ("exemplincream", {"topical"}),
        ("exemplin airborne", {"inhaled"}),
        ("exemplin; cream", set()),
        ("cream, exemplin", set()),
    ],
)
def test_routes_and_forms_are_circumstances(text: str, uses: set[str]) -> None:
    """What a segment tells of the route counts for the medicine it belongs to."""
    reading = read(text)
    assert uses == reading.uses(reading.matches[0])


@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=6),
    st.sampled_from([";", "\n", "|", " + "]),
)
def test_items_are_read_as_they_are_alone(pieces: list[str], mark: str) -> None:
    """Between marks that cut, each item is found or unread as it is by itself."""
    whole = read(mark.join(pieces))
    alone = [read(piece) for piece in pieces]
    assert [s.text for s in whole.segments] == pieces
    assert [m.name for m in whole.matches] == list(
        dict.fromkeys(m.name for r in alone for m in r.matches)
    )
    assert list(whole.unread) == [text for reading in alone for text in reading.unread]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("exemplin 5\n\n- patch\n", ("exemplin 5", "patch")),
        ("1. exemplin, daily 2. otherin + plainol", ("1. exemplin, daily", "2. otherin + plainol")),
        ("exemplin; otherin & plainol", ("exemplin", "otherin & plainol")),
        ("exemplin → otherin", ("exemplin → otherin",)),
        ("\n;\n", ()),
    ],
)
def test_a_pasted_list_is_cut_into_its_lines(text: str, lines: tuple[str, ...]) -> None:
    """Line ends, numbers and semicolons part the items; what is one item stays together."""
    assert lines == MATCHER.lines(text)
