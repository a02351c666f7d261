"""Numbers, letters and words that belong to a name, and the numbers of a list."""

from __future__ import annotations

import pytest

from tests.lookup.words import found, read, told


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("vigorin No. 2", ["Vigorin No. 2"]),
        ("vigorin no 2", ["Vigorin No. 2"]),
        ("vigorin no, 2", ["Vigorin"]),
        ("otherol 4", ["Otherol No. 4"]),
        ("otherol 4 mg", ["Otherol"]),
        ("otherol 4x daily", ["Otherol"]),
        ("otherol twin", ["Otherol Twin"]),
        ("9-exa", ["9-EXA"]),
        ("9 exa 400 mg", ["9-EXA"]),
        ("otherol 9 exa", ["Otherol"]),
        ("otherol, 4 tablets", ["Otherol"]),
        ("otherol; twin", ["Otherol"]),
    ],
)
def test_a_number_of_a_name_is_looked_up_with_it(text: str, names: list[str]) -> None:
    """A number is of the name it stands beside, unless it counts what is taken."""
    assert names == found(text)


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("otherol #3", ("#3",)),
        ("otherol no. 3", ("no. 3",)),
        ("otherol nr. 3", ("nr. 3",)),
        ("otherol night", ("night",)),
        ("otherol retard", ("retard",)),
        ("otherol-d", ("d",)),
        ("exemplin night", ()),
        ("exemplin-d", ()),
        ("otherol night exemplin", ()),
        ("otherol, night", ()),
        ("otherol d", ()),
        ("otherol 3", ()),
        ("no. 3 otherol", ()),
    ],
)
def test_what_may_change_the_contents_is_not_set_aside(text: str, unread: tuple[str, ...]) -> None:
    """Behind a brand, a number sign or a word that changes what is in it is named as unread."""
    reading = read(text)
    assert (unread, ()) == (reading.unread, reading.seen)
    assert reading.matches


@pytest.mark.parametrize(
    "text",
    [
        "1. exemplin\n2. patch\n3. otherin",
        "1) exemplin 2) patch 3) otherin",
        "(1) exemplin (2) patch (3) otherin",
        "1-exemplin 2-patch 3-otherin",
        "1.exemplin; 2.patch; 3.otherin",
    ],
)
def test_the_numbers_of_a_list_cut_it(text: str) -> None:
    """Each numbered item is a segment of its own, and its number is no part of it."""
    assert [("exemplin", "found"), ("patch", "unread"), ("otherin", "found")] == told(text)


@pytest.mark.parametrize(
    "text", ["exemplin 2. 5 mg", "exemplin 200. otherin", "exemplin 5", "5-2 exemplin"]
)
def test_other_numbers_are_no_marks(text: str) -> None:
    """A dose is not the number of an item."""
    assert "exemplin" in found(text)
    assert "unread" not in [fate for _, fate in told(text)]
