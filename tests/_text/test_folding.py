"""Folding: when two spellings are the same name."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mitosafe._text import folding
from mitosafe._text.folding import fold, tokens
from tests.reference.folding import tokens as slow_tokens

#: Text of every character there is, lone surrogates among them.
ANY_TEXT = st.text(st.characters())


@pytest.mark.parametrize(
    ("spelling", "folded"),
    [
        ("Exemplin", "exemplin"),
        ("EXEMPLIN", "exemplin"),
        ("éxémplïñ", "exemplin"),
        ("e\u0301xemplin", "exemplin"),
        ("co-exemplin", "co exemplin"),
        ("co\u2011exemplin\u2013S", "co exemplin s"),
        ("  exemplin,\tplainol ", "exemplin plainol"),
        ("exemplin/plainol+2", "exemplin plainol 2"),
        ("500MG", "500 mg"),
        ("AbcXyz0123456789", "abcxyz 0123456789"),
        ("0,5mg", "0 5 mg"),
        ("Ｅｘｅｍｐｌｉｎ\u3000５", "exemplin 5"),
        ("ﬁlmdragée", "filmdragee"),
        ("cœur Æther Øl Łódź Đa Þa", "coeur aether ol lodz da tha"),
        ("STRASSE straße", "strasse strasse"),
        ("İı", "ii"),
        ("Exemplar®™Forte℠", "exemplar forte"),
        ("β-exemplin", "β exemplin"),
        ("ΣΑΣ σας", "σασ σασ"),
        ("H₂O²", "h 2 o 2"),
        ("under_score", "under score"),
        ("\ud800exemplin\udfff", "exemplin"),
        ("\x00exemplin\x1b", "exemplin"),
        ("", ""),
        ("®…–", ""),
    ],
)
def test_what_folds_to_what(spelling: str, folded: str) -> None:
    """Case, accents, ligatures, width and punctuation go; letters and numbers stay, apart."""
    assert folded == fold(spelling)
    assert folded.split() == tokens(spelling)


@pytest.mark.parametrize("pair", [("exemplin", "exemplan"), ("exemplin 5", "exemplin 50")])
def test_other_names_stay_other(pair: tuple[str, str]) -> None:
    """Folding joins no two names that differ in a letter or a digit."""
    assert fold(pair[0]) != fold(pair[1])


@given(ANY_TEXT)
def test_folding_twice_is_folding_once(text: str) -> None:
    """What is folded stays as it is, so that stored names can be compared as they are."""
    assert fold(text) == fold(fold(text))


@given(ANY_TEXT)
def test_folding_agrees_with_a_slow_reference(text: str) -> None:
    """The fast folding gives what the plain one gives, for any text."""
    assert slow_tokens(text) == tokens(text)


@given(st.text(st.characters(max_codepoint=127)))
def test_the_short_way_for_ascii_agrees(text: str) -> None:
    """The way for plain text gives what the way for all text gives."""
    assert slow_tokens(text) == tokens(text)


def test_every_character_agrees_with_the_reference() -> None:
    """Each assigned character folds as in the reference, between a letter and a digit."""
    codes = (*range(0x18000), *range(0x1AFF0, 0x20010), *range(0xE0000, 0xE0200))
    text = " ".join(f"a{chr(code)}1" for code in codes)
    assert slow_tokens(text) == tokens(text)


def test_the_memory_of_characters_is_bounded() -> None:
    """However many characters were met, only so many are remembered."""
    tokens("".join(map(chr, range(0x3400, 0x6500))))
    assert "木" == fold("木")
    assert len(folding._PLAIN) <= 0x3001


@given(st.text())
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    """A text is one name in each of its normal forms."""
    forms = {fold(unicodedata.normalize(form, text)) for form in ("NFC", "NFD")}
    assert {fold(text)} == forms


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="™℠")))
def test_wide_and_narrow_text_fold_alike(text: str) -> None:
    """So it is in the forms of compatibility, but for a trade mark, which they make letters."""
    forms = {fold(unicodedata.normalize(form, text)) for form in ("NFKC", "NFKD")}
    assert {fold(text)} == forms


@given(ANY_TEXT)
def test_letters_and_digits_are_apart(text: str) -> None:
    """A token is all letters or all digits, and no token is empty."""
    for token in tokens(text):
        assert token.isalnum()
        assert token.isdecimal() or not any(c.isdecimal() for c in token)
    assert fold(text) == " ".join(tokens(text))


@given(ANY_TEXT, ANY_TEXT)
def test_tokens_of_parts_are_tokens_of_the_whole(one: str, other: str) -> None:
    """A space separates: what stands on one side of it changes nothing on the other."""
    assert [*tokens(one), *tokens(other)] == tokens(f"{one} {other}")
