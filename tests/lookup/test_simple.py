"""What is read in one pass is what the whole way reads, and what hangs on neighbours is left."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mitosafe import Dataset
from mitosafe.lookup.typed import Typed
from tests.lookup.words import DANGEROUS, MATCHER, NAMES, ORDINARY, WORDS
from tests.strategies import entries_of

PACKAGED = Dataset.packaged()
TOKENS = [
    *NAMES,
    *DANGEROUS,
    *ORDINARY,
    *" ".join(WORDS.values()).split(),
    *("blorb", "zzyzx", "5", "17", "5 mg", "no", "stopped", "(", ")", "[", ":", "#", "x", "mg"),
    *("otherol twin", "exemplincream", "exemplinpatch", "eye drops", "hydro", "1.", "2)"),
]


@pytest.mark.parametrize(
    "text",
    [
        "otherin",
        "otherin 5 mg tablet",
        "otherin 5mg/2ml cream daily",
        "hydroexemplin 2.5 mg / otherin 1,000 mg tablet",
        "otherin blorb zzyzx",
        "otherol twin [vigorin tablet]",
        "blorb 5 mg",
        "duplin",
        "otherin 5 mg, tablet",
        "otherin 5 mg, tablet, cream daily",
        "blorb, tablet/cream",
        "otherin on eye cream",
        "otherin, eye cream",
    ],
)
def test_simple_entries_are_read_in_one_pass(text: str) -> None:
    """Names, numbers, words set aside and unknown words need no second look."""
    assert MATCHER._simple.read(Typed(text)) is not None


@pytest.mark.parametrize(
    "text",
    [
        *("", "tablet", "no exemplin", "otherin,tablet", "otherin-5", "hydro exemplin", "calmth"),
        *("EXD 5 mg", "exq", "sleep", "exemplin", "otherin:", "#3 otherin", "otherol #3"),
        *("1) otherin", "otherin and cream", "otherol night", "otherin x", "otherol 4"),
        *("otherin then", "otherincream", "9 exa", ", otherin, tablet", "otherin, 5 mg tablet"),
        *("otherin, otherin", "otherin, tablet-cream", "otherol, twin", "otherin, tablet:"),
        *(
            "otherin eye drops",
            "otherin, eye drops",
            "blorb otherin",
            "otherin on hold",
            "otherin, tablet/5",
        ),
    ],
)
def test_what_hangs_on_its_neighbours_is_left(text: str) -> None:
    """A cut, a join, a cue, a shorthand or a word that may act is read the whole way."""
    assert MATCHER._simple.read(Typed(text)) is None


@given(
    st.lists(st.sampled_from(TOKENS), max_size=7), st.sampled_from([" ", " ", "/", ", ", "-", ""])
)
@example(["otherol", "twin", "blorb"], " ")
def test_both_ways_read_alike(words: list[str], gap: str) -> None:
    """Of invented words in any order, the one pass reads what the whole way reads."""
    text = gap.join(words)
    assert MATCHER.read(text) == MATCHER.whole(Typed(text))


@given(entries_of(PACKAGED) | st.text())
def test_both_ways_read_the_list_alike(text: str) -> None:
    """Of the names and words of the list, and of any text, as well."""
    assert PACKAGED.matcher.read(text) == PACKAGED.matcher.whole(Typed(text))


def test_both_ways_read_every_name_of_the_list_alike() -> None:
    """Each name of the list, alone, with a dose, and with a form behind a comma."""
    read, whole = PACKAGED.matcher.read, PACKAGED.matcher.whole
    for at, name in enumerate(PACKAGED.index.names()):
        text = (name, f"{name.upper()} 5 mg", f"{name} 500mg, tablet")[at % 3]
        assert read(text) == whole(Typed(text)), text


@given(
    st.lists(st.sampled_from(TOKENS), min_size=1, max_size=4),
    st.lists(
        st.sampled_from(["tablet", "cream", "daily", "mg", "twin", "otherol", "5"]), max_size=3
    ),
    st.sampled_from([", ", ",", " , "]),
)
@example(["blorb"], ["cream"], ", ")
def test_both_ways_read_what_follows_a_comma_alike(
    words: list[str], more: list[str], gap: str
) -> None:
    """Behind a comma the form and use of what stands before it are told, and never a name."""
    text = gap.join((" ".join(words), *more))
    assert MATCHER.read(text) == MATCHER.whole(Typed(text))


def test_the_memory_of_words_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many words do not fill the memory."""
    monkeypatch.setattr("mitosafe.lookup.simple.REMEMBER", 2)
    for number in range(9):
        MATCHER.read(f"word{'x' * number}")
    assert len(MATCHER._simple._words) <= 3


@given(st.lists(st.sampled_from([*NAMES, *DANGEROUS, "5", "mg", "no", "tablet"]), max_size=6))
def test_long_texts_are_read_as_short_ones(words: list[str]) -> None:
    """How far a name may go is found out otherwise in a long text, and it goes as far."""
    text = ", ".join((" ".join(words), *words))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mitosafe.lookup.scan._LONG", 0)
        long = MATCHER.whole(Typed(text))
    assert MATCHER.whole(Typed(text)) == long
