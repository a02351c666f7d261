"""Tokens keep their place in the text, also where folding or markup changes its length."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mitosafe._text.folding import tokens
from mitosafe.lookup.gaps import Gap, Gaps, arrow
from mitosafe.lookup.typed import Typed


@pytest.mark.parametrize(
    ("text", "slices"),
    [
        ("Ab 5cd", ["Ab", "5", "cd"]),
        ("œdè", ["œdè"]),
        ("e\u0301a b", ["e\u0301a", "b"]),
        ("x&eacute;y z", ["x&eacute;y", "z"]),
        ("&#233;x &#xe9;y", ["&#233;x", "&#xe9;y"]),
        ("a<br/>b", ["a", "b"]),
        ("a\\.br\\b", ["a", "b"]),
        ("½ㄱ", ["½", "½", "ㄱ"]),
        ("50% 7 %", ["50%", "7"]),
        ("#3 # 4", ["#3", "4"]),
        ("(a) [b]", ["a", "b"]),
        ("AT&T; <3 \\x", ["AT", "T", "3", "x"]),
    ],
)
def test_what_was_typed_for_each_token(text: str, slices: list[str]) -> None:
    """A token is cut out of the text as it was typed, with the marks that belong to it."""
    typed = Typed(text)
    assert slices == [typed.slice(at, at + 1) for at in range(len(typed.tokens))]


def test_a_bracket_that_was_opened_is_closed() -> None:
    """A run that holds the opening mark holds the closing one."""
    assert "a (b)" == Typed("a (b) c").slice(0, 2)
    assert "b" == Typed("a (b) c").slice(1, 2)


@given(st.text())
@example("\ud800e\u0301Æ½&amp;")
def test_the_tokens_are_those_of_the_folded_text(text: str) -> None:
    """A text without markup has the tokens it has when it is folded."""
    if not {"&", "<", "\\"} & set(text):
        assert tokens(text) == Typed(text).tokens


@pytest.mark.parametrize(
    ("gap", "kind"),
    [
        ("", Gap.GLUE),
        ("-", Gap.HYPHEN),
        ("\u2011", Gap.HYPHEN),
        ("\u200b\u200e", Gap.UNSEEN),
        ("\u00ad", Gap.UNSEEN),
        ("-\n", Gap.LINE),
        ("\u00ad \r\n  ", Gap.LINE),
        (" ", Gap.PLAIN),
        (" (", Gap.PLAIN),
        ("/", Gap.PLAIN),
        ("&", Gap.PLAIN),
        ("\u2191", Gap.PLAIN),
        (", ", Gap.SOFT),
        (" - ", Gap.SOFT),
        (". ", Gap.SOFT),
        ("\n", Gap.END),
        (",\u2028", Gap.END),
        ("\n- ", Gap.END),
        (" & ", Gap.HARD),
        (";\n", Gap.HARD),
        (" \u2022 ", Gap.HARD),
        (" \u2192 ", Gap.ARROW),
        ("=>", Gap.ARROW),
    ],
)
def test_what_a_gap_does(gap: str, kind: Gap) -> None:
    """Marks join, cut, or do neither."""
    assert kind is Gaps()[gap]


def test_the_memory_of_gaps_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many gaps, and long ones, do not fill the memory."""
    monkeypatch.setattr("mitosafe.lookup.gaps._REMEMBER", 2)
    gaps = Gaps()
    for text in ("a", "b", "c", "d", " " * 100):
        assert Gap.PLAIN is gaps[text]
    assert 2 > len(gaps) > 0


def test_the_arrow_of_a_gap() -> None:
    """An arrow is named as it was typed."""
    assert "-->" == arrow(" --> ")
