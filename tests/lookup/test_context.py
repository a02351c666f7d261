"""What the words around a name say of it: stopped, denied, an allergy, a value, a switch."""

from __future__ import annotations

import pytest

from mitosafe.lookup.context import NOT_TAKEN
from tests.lookup.words import read, said, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no exemplin", {"exemplin": "negation"}),
        ("exemplin: no", {"exemplin": "negation"}),
        ("exemplin:no", {"exemplin": "negation"}),
        ("w/o exemplin", {"exemplin": "negation"}),
        ("w o exemplin", {"exemplin": None}),
        ("z/ exemplin", {"exemplin": "negation"}),
        ("z exemplin", {"exemplin": None}),
        ("isn't on exemplin", {"exemplin": "negation"}),
        ("isn\u2019t exemplin", {"exemplin": "negation"}),
        ("exemplin-free", {"exemplin": "negation"}),
        ("exemplin free", {"exemplin": "negation"}),
        ("free exemplin", {"exemplin": None}),
        ("no exemplin or otherin", {"exemplin": "negation", "otherin": None}),
        ("no exemplin and otherin", {"exemplin": "negation", "otherin": "negation"}),
        ("no exemplin/otherin", {"exemplin": "negation", "otherin": "negation"}),
        ("no exemplin otherin", {"exemplin": "negation", "otherin": None}),
        ("no exemplin and not otherin", {"exemplin": "negation", "otherin": "negation"}),
        ("no exemplin, otherin", {"exemplin": "negation", "otherin": None}),
        ("no blorb exemplin", {"exemplin": None}),
        ("no 3 exemplin", {"exemplin": None}),
        ("No. 3 exemplin", {"exemplin": None}),
        ("no the of the of the of the of the of the of the of exemplin", {"exemplin": None}),
        ("stop exemplin", {"exemplin": "stop"}),
        ("exemplin 5 mg stopped", {"exemplin": "stop"}),
        ("stopped exemplin", {"exemplin": "stop"}),
        ("exemplin on hold", {"exemplin": "stop"}),
        ("exemplin on-hold", {"exemplin": "stop"}),
        ("exemplin, stopped", {"exemplin": "stop"}),
        ("exemplin - avoid", {"exemplin": "avoid"}),
        ("exemplin, no", {"exemplin": None}),
        ("exemplin, stopped otherin", {"exemplin": None, "otherin": "stop"}),
        ("exemplin; stopped", {"exemplin": None}),
        ("not stopped exemplin", {"exemplin": None}),
        ("exemplin not stopped", {"exemplin": None}),
        ("no the allergy to exemplin", {"exemplin": None}),
        ("no blorb stop exemplin", {"exemplin": "stop"}),
        ("exemplin stopped and restarted", {"exemplin": None}),
        ("exemplin stopped otherin started", {"exemplin": "stop", "otherin": None}),
        ("exemplin stopped the of the of the of the of the of the of the of", {"exemplin": "stop"}),
        ("stopped exemplin started otherin", {"exemplin": "stop", "otherin": None}),
        ("previously exemplin", {"exemplin": "history"}),
        ("exemplin level 80", {"exemplin": "laboratory"}),
        ("allergic to exemplin", {"exemplin": "allergy"}),
        ("exemplin allergy", {"exemplin": "allergy"}),
        ("allergies: exemplin, otherin", {"exemplin": "allergy", "otherin": "allergy"}),
        ("allergies: exemplin; otherin", {"exemplin": "allergy", "otherin": None}),
        ("allergies: exemplin, no otherin", {"exemplin": "allergy", "otherin": "negation"}),
        (
            "allergies:\n- exemplin\n- otherin\n\nplainol",
            {"exemplin": "allergy", "otherin": "allergy", "plainol": None},
        ),
        ("allergies:\nexemplin\nmedication:\notherin", {"exemplin": "allergy", "otherin": None}),
        ("level: exemplin", {"exemplin": "laboratory"}),
        ("perhaps: exemplin", {"exemplin": None}),
        ("exemplin: otherin", {"exemplin": None, "otherin": None}),
        ("exemplin → otherin", {"exemplin": "switch", "otherin": None}),
        ("exemplin -> otherin", {"exemplin": "switch", "otherin": None}),
        ("exemplin => 5 mg", {"exemplin": None}),
        ("blorb → exemplin", {"exemplin": None}),
        ("no exemplin → otherin", {"exemplin": "negation", "otherin": None}),
        ("switched from exemplin to otherin", {"exemplin": "switch", "otherin": None}),
        ("exemplin replaced by otherin", {"exemplin": "switch", "otherin": None}),
        ("replaced by otherin", {"otherin": None}),
        ("exemplin no otherin", {"exemplin": None, "otherin": "negation"}),
        ("exemplin avoid no otherin", {"exemplin": None, "otherin": "avoid"}),
        ("perhaps exemplin", {"exemplin": None}),
        ("exemplin stopped; exemplin 5 mg", {"exemplin": None}),
        ("exemplin 5 mg no refills", {"exemplin": None}),
        ("exemplin 5 mg no 3 tablet", {"exemplin": None}),
        ("exemplin for allergy", {"exemplin": None}),
        ("exemplin allergic to blorb", {"exemplin": None}),
        ("exemplin avoid blorb", {"exemplin": None}),
        ("exemplin not started", {"exemplin": "negation"}),
        ("allergy exemplin", {"exemplin": "allergy"}),
        ("exemplin previously", {"exemplin": "history"}),
        ("exemplin earlier", {"exemplin": None}),
        ("earlier exemplin", {"exemplin": "history"}),
        ("exemplin stopped; no exemplin", {"exemplin": None}),
    ],
)
def test_what_is_said_of_each_name(text: str, expected: dict[str, str | None]) -> None:
    """A word says something of the name it belongs to, and of no other."""
    assert expected == said(text)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("No exemplin", ("No",)),
        ("W/O exemplin", ("W/O",)),
        ("ISN'T on exemplin", ("ISN'T",)),
        ("allergic to exemplin", ("allergic",)),
        ("exemplin → otherin", ("→",)),
        ("exemplin-free", ("free",)),
        ("free exemplin", ()),
        ("non-exemplin", ("non",)),
        ("perhaps exemplin", ("perhaps",)),
        ("stopped plainol", ("stopped",)),
        ("plainol stopped", ()),
        ("no. 3 exemplin", ()),
        ("DEPAK1NO exemplin", ()),
    ],
)
def test_each_such_word_is_reported_as_it_was_typed(text: str, seen: tuple[str, ...]) -> None:
    """What is said is named, also where it says nothing certain of a medicine."""
    assert seen == read(text).seen


def test_a_segment_that_says_two_things_is_cut_in_two() -> None:
    """Each segment says one thing of its medicines, and nothing of the text is lost."""
    assert [("exemplin stopped", "found"), ("otherin started", "found")] == told(
        "exemplin stopped otherin started"
    )
    assert [("exemplin", "found"), ("no otherin", "found")] == told("exemplin no otherin")
    assert [("switched from exemplin to", "found"), ("otherin", "found")] == told(
        "switched from exemplin to otherin"
    )


def test_what_says_that_a_medicine_is_not_taken() -> None:
    """A switch and a value of a laboratory do not say that; a stop or an allergy does."""
    assert {"stop", "allergy", "negation"} < NOT_TAKEN
    assert not NOT_TAKEN & {"switch", "laboratory", "other"}
