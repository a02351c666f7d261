"""The matcher agrees with the slow reading, in what it finds and in what it hands back."""

from __future__ import annotations

import random
import string
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mitosafe import Dataset
from mitosafe.lookup.index import Match
from tests.reference.folding import fold
from tests.reference.listing import read
from tests.reference.matching import Found, Read, Reference
from tests.strategies import entries_of, spellings

PACKAGED = Dataset.packaged()
#: A word between names, so that no two of them join into a third.
APART = " zzyzx "


@cache
def slow() -> Reference:
    """Return the slow reading of the list as it is written."""
    return Reference(read())


@cache
def names(spaces: bool) -> list[str]:
    """Return the names of several words, or those of one."""
    return sorted(name for name in slow().meanings if (" " in name) is spaces)


def found(match: Match) -> Found:
    """Return a match as the slow reading gives it."""
    return Found(fold(match.name), frozenset(match.subjects), frozenset(match.candidates))


def fast(text: str) -> Read:
    """Return what the matcher makes of an entry, as the slow reading gives it."""
    reading = PACKAGED.matcher.read(text)
    return Read(list(map(found, reading.matches)), list(reading.unread), list(reading.seen))


@given(entries_of(PACKAGED))
@example("metoprololtartraat natriumvalproaat metformini amoxicillinum")
@example("co-codamol 30/500 and no valproate, gestopt 2x dd")
def test_entries_as_records_write_them(text: str) -> None:
    """Names of the whole vocabulary among strengths, forms, salts and context of en, fr, nl."""
    assert slow().read(text) == fast(text)


@given(st.text() | st.text(st.characters()))
@example("\ud800")
@example("metformin\x00propofol")
def test_any_text(text: str) -> None:
    """Text of any characters is read alike."""
    assert slow().read(text) == fast(text)


@given(st.data())
def test_parts_of_names(data: st.DataObject) -> None:
    """Beginnings, ends and mixtures of names are read alike: the longest wins, and falls back."""
    long = st.sampled_from(names(spaces=True))
    first, second = data.draw(long).split(), data.draw(long).split()
    cut = data.draw(st.integers(0, len(first)))
    text = " ".join([*first[:cut], *second[data.draw(st.integers(0, len(second))) :]])
    assert slow().read(text) == fast(text)


@given(st.data())
def test_words_that_are_glued(data: st.DataObject) -> None:
    """Salts and Latin endings glued to any name, in front and behind, are read alike."""
    salts = st.sampled_from(["", *sorted(slow().salts), "i", "um", "hemi"])
    name = data.draw(st.sampled_from(names(spaces=False)))
    text = f"{data.draw(salts)}{name}{data.draw(salts)}"
    assert slow().read(text) == fast(text)


def test_every_name_there_is() -> None:
    """Every name of the list and of the vocabulary, a few in an entry, is read alike."""
    every = sorted(slow().meanings)
    assert set(every) == set(PACKAGED.index.names())
    for start in range(0, len(every), 4):
        text = APART.join(every[start : start + 4])
        assert slow().read(text) == fast(text)


@pytest.mark.parametrize("system", ["atc", "rxnorm", "unii", "cas", "wikidata", "drugbank"])
def test_every_code_and_its_beginnings(system: str) -> None:
    """Every code, each beginning of it, and codes near to it stand for the same subjects."""
    random.seed(7)
    codes = sorted(
        {
            code
            for raw in read().drugs.values()
            for code in raw.get("codes", {}).get(system, ())
        }
        | {code for raw in read().groups.values() for code in raw.get("atc", ())}
    )  # fmt: skip
    for code in random.sample(codes, min(len(codes), 30)):
        for asked in (code, f" {code.lower()}\n", code[:-1], code[:4], code[:3], code + "1"):
            match = PACKAGED.index.code(system, asked)
            # What only a product table has is proved by its own tests.
            own = match is not None and match.origin is not None and match.origin.table == "list"
            got = (frozenset(match.subjects), match.kind) if match and own else None
            assert slow().code(system, asked) == got or (match and not own), asked


@settings(max_examples=max(settings().max_examples // 10, 10))
@given(st.data())
def test_suggestions_are_all_the_names_at_distance_one(data: st.DataObject) -> None:
    """What is suggested is every name one letter away, found by looking at each name there is."""
    name = data.draw(st.sampled_from([n for n in names(spaces=False) if len(n) > 6]))
    at = data.draw(st.integers(0, len(name) - 1))
    letter = data.draw(st.sampled_from("aeioy"))
    piece = data.draw(st.sampled_from([name[:at] + name[at + 1 :], name[:at] + letter + name[at:]]))
    got = {fold(match.name) for _, match in PACKAGED.matcher.suggestions([piece])}
    assert {n for n in slow().near(piece) if _plain(n)} == {n for n in got if _plain(n)}


def _plain(name: str) -> bool:
    """Return whether a name has plain letters only: no other are tried for a suggestion."""
    return all(c in string.ascii_lowercase for c in name.replace(" ", ""))


@given(st.sampled_from(["Depakine", "cotrimoxazole", "paracétamol"]).flatmap(spellings))
def test_spellings(text: str) -> None:
    """Spellings of one name are read alike."""
    assert slow().read(text) == fast(text)
