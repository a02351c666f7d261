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
from tests.reference.folding import fold, tokens
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
    unread = [part for text in reading.unread if (part := fold(text))]
    return Read(list(map(found, reading.matches)), unread, [])


@cache
def judged() -> frozenset[str]:
    """Return the words that are judged by what stands beside them."""
    return frozenset(slow().judged())


def plain(text: str) -> str:
    """Return the words of a text between spaces, and its semicolons; without what is judged."""
    items = (tokens(item) for item in text.split(";"))
    return ";".join(
        " ".join(t for t in item if t.isalpha() and t not in judged()) for item in items
    )


@given(st.lists(entries_of(PACKAGED), max_size=3))
@example(["metoprololtartraat natriumvalproaat metformini amoxicillinum", "mg tablet", "zzyzx mg"])
@example(["hydroxy chloroquine gentamicinezalf", "fentanyltartraatpleister"])
def test_entries_as_records_write_them(entries: list[str]) -> None:
    """Names of the whole vocabulary among units, forms and salts, item by item."""
    text = plain(";".join(entries))
    assert slow().read_list(text) == fast(text)


@given(st.text() | st.text(st.characters()))
@example("\ud800")
@example("metformin\x00propofol")
def test_any_text(text: str) -> None:
    """Text of any characters is read alike."""
    assert slow().read_list(plain(text)) == fast(plain(text))


@given(st.data())
def test_parts_of_names(data: st.DataObject) -> None:
    """Beginnings, ends and mixtures of names are read alike: the longest wins, and falls back."""
    long = st.sampled_from(names(spaces=True))
    first, second = data.draw(long).split(), data.draw(long).split()
    cut = data.draw(st.integers(0, len(first)))
    text = plain(" ".join([*first[:cut], *second[data.draw(st.integers(0, len(second))) :]]))
    assert slow().read_list(text) == fast(text)


@given(st.data())
def test_words_that_are_glued(data: st.DataObject) -> None:
    """Salts, forms and Latin endings glued to any name, in front and behind, are read alike."""
    ends = st.sampled_from(["", *sorted(slow().salts), *sorted(slow().forms), "i", "um", "hemi"])
    name = data.draw(st.sampled_from(names(spaces=False)))
    text = plain(f"{data.draw(ends)}{name}{data.draw(ends)}")
    assert slow().read_list(text) == fast(text)


def test_every_name_there_is() -> None:
    """Every name of the list and of the vocabulary, a few in an entry, is read alike."""
    every = sorted(slow().meanings)
    assert set(every) == set(PACKAGED.index.names())
    kept = [name for name in every if name == plain(name)]
    assert len(kept) > len(every) // 2
    for start in range(0, len(kept), 4):
        text = APART.join(kept[start : start + 4])
        assert slow().read_list(text) == fast(text)


JOINTS = ["-", "\u2010", "\u00ad", "\u200b", "-\n", "\u00ad\n"]


@given(st.data())
def test_broken_words(data: st.DataObject) -> None:
    """A name that is broken anywhere is that name, or is read piece by piece; never in part."""
    name = data.draw(st.sampled_from([n for n in names(spaces=False) if len(n) > 7 and plain(n)]))
    at = data.draw(st.integers(2, len(name) - 2))
    joint = data.draw(st.sampled_from(JOINTS))
    pieces = {name[:at], name[at:]}
    got = fast(f"{name[:at]}{joint}{name[at:]}")
    whole = [name] == [one.name for one in got.found]
    assert whole or pieces & {*slow().meanings, *slow().words, *judged()}
    assert whole or not got.found or not got.unread or "\n" in joint


@given(st.data())
def test_a_part_behind_an_unread_head(data: st.DataObject) -> None:
    """No name is found behind a head, or before a tail, that is not understood."""
    name = data.draw(st.sampled_from([n for n in names(spaces=False) if len(n) > 4]))
    head = data.draw(st.sampled_from(["zqx", "qqzz", "xjzq"]))
    joint = data.draw(st.sampled_from(JOINTS[:4]))
    for text in (f"{head}{joint}{name}", f"{name}{joint}{head}"):
        reading = PACKAGED.matcher.read(text)
        assert ((), (text,)) == (reading.matches, reading.unread)


@given(st.text(st.characters(codec="utf-8"), max_size=60) | entries_of(PACKAGED))
def test_every_letter_lies_in_a_segment(text: str) -> None:
    """Segments stand in order, apart, as they were typed, and hold every letter and digit."""
    segments = PACKAGED.matcher.read(text).segments
    end = 0
    outside = ""
    for segment in segments:
        assert end <= segment.start < segment.end
        assert text[segment.start : segment.end] == segment.text
        outside += text[end : segment.start]
        end = segment.end
    left = [token for token in tokens(outside + text[end:]) if not token.isdecimal()]
    markup = "&" in text or "<" in text or "\\." in text
    assert markup or left == []


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
