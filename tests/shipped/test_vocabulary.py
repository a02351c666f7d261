"""No name of the whole vocabulary is ever read as another medicine."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.edits import edits

from mitosafe._text.folding import fold
from mitosafe.answers.packaged import dataset
from mitosafe.lookup.scan import LONGEST_NAME

INDEX = dataset().index
MATCHER = dataset().matcher


def test_every_name_is_read_as_itself() -> None:
    """Reading a name finds what the tables say of that whole name, and nothing beside it.

    A name that is an ordinary word as well, and needs a dose, is not understood by itself.
    """
    wrong = [
        name
        for name in INDEX.names()
        if INDEX.ordinary(name) is None and [INDEX.name(name)] != list(MATCHER.read(name).matches)
    ]
    assert wrong == []


def test_every_name_is_folded() -> None:
    """The tables hold folded names only, so that no spelling is out of reach."""
    assert [name for name in INDEX.names() if fold(name) != name] == []


def test_no_name_is_longer_than_the_matcher_looks() -> None:
    """The matcher looks as far ahead as the longest name reaches."""
    assert max(name.count(" ") + 1 for name in INDEX.names()) <= LONGEST_NAME


def test_no_two_listed_drugs_share_a_name_that_is_not_a_brand() -> None:
    """A name that may stand for several listed drugs is a brand or an abbreviation, declared."""
    shared = [m for name in INDEX.names() if (m := INDEX.name(name)) and m.candidates]
    assert {"brand", "vocabulary", "shared", "abbreviation"} >= {match.kind for match in shared}
    assert all(not set(match.subjects) & set(match.candidates) for match in shared)


def test_one_letter_off_is_never_a_match() -> None:
    """No spelling at distance one of an INN is read as a medicine, unless it is a name itself."""
    inns = [
        (name, match)
        for name in INDEX.names()
        if " " not in name
        and len(name) >= 6
        and (match := INDEX.name(name))
        and match.kind == "inn"
    ]
    assert len(inns) > 500
    crossed = Counter(
        (name, near)
        # Every third: the deep run of the rules takes them all.
        for name, match in inns[::3]
        for near in edits(name)
        if near not in INDEX
        and " " not in near
        and any(set(m.subjects) - set(match.subjects) for m in MATCHER.read(near).matches)
    )
    assert crossed == Counter()


@pytest.mark.parametrize(
    "word",
    [
        "bayer",
        "teva",
        "sandoz",
        "mylan",
        "air",
        "water",
        "gel",
        "patch",
        "migraine",
        "walgreen",
        "target",
        "forte",
        "plus",
        "active",
        "Non Drowsy",
        "Topical Anesthetic",
        "chewable low dose",
        "runny nose",
        "aqua",
        "the",
        "cold",
        "pain",
    ],
)
def test_companies_and_ordinary_words_are_no_medicines(word: str) -> None:
    """A company's name, a description or an ordinary word is not read as a medicine."""
    answer = dataset().check(word)
    assert (answer.findings, answer.not_assessed) == ((), ())


def test_no_set_aside_word_is_a_listed_medicine() -> None:
    """No word of the closed list hides a listed medicine (names are looked for first)."""
    names = {w: m for w, kind in INDEX.words.items() if (m := INDEX.name(w)) and kind != "salt"}
    listed = {word for word, match in names.items() if any(s[0] != "~" for s in match.subjects)}
    assert listed == set()


@pytest.mark.parametrize(
    "entry",
    [
        "Warfarin (substance)",
        "Product containing precisely metformin 500 milligram/1 each (clinical drug)",
        "Product containing metformin in conventional release oral form (medicinal product form)",
        "Amoxicillin (as amoxicillin trihydrate) 250 mg capsule",
        "Methotrexate 10mg/0.2ml solution for injection pre-filled syringes",
        "Paracetamol compr. pellic. 30x 500mg",
        "AMOXICILLINE DISPERTABLET 500MG",
        "Amlodipine harde caps. 98x 5mg",
    ],
)
def test_the_words_around_a_medicine_in_records_are_set_aside(entry: str) -> None:
    """What SNOMED CT, dm+d and the lists of Belgium and the Netherlands write is read whole."""
    assert MATCHER.read(entry).unread == ()
