"""A code and the text beside it: when they name different medicines."""

from __future__ import annotations

import pytest

from mitosafe.lookup.conflicts import CodeConflict, conflict
from mitosafe.lookup.index import Match

GROUPS = {"gentamicin": ("aminoglycosides",)}


def coded(*subjects: str, partly: bool = False) -> Match:
    """Return the match of a code."""
    return Match(name="1", kind="code", system="rxnorm", subjects=subjects, partly=partly)


def named(*subjects: str, candidates: tuple[str, ...] = ()) -> Match:
    """Return the match of a name."""
    return Match(name="x", kind="brand", subjects=subjects, candidates=candidates)


@pytest.mark.parametrize(
    ("code", "texts", "expected"),
    [
        (coded("linezolid"), [named("~amlodipine")], (("linezolid",), ("~amlodipine",))),
        (coded("a", "b"), [named("a"), named("c")], (("b",), ("c",))),
        (coded("a", "b", partly=True), [named("c")], (("a", "b"), ("c",))),
        (coded("gentamicin"), [named("macrolides")], (("gentamicin",), ("macrolides",))),
        (coded("abcde"), [named("abcdefgh")], (("abcde",), ("abcdefgh",))),
    ],
)
def test_each_side_has_what_the_other_lacks(
    code: Match, texts: list[Match], expected: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    """What only the code says and what only the text says is named."""
    found = conflict(code, texts, groups_of=lambda subject: GROUPS.get(subject, ()))
    assert CodeConflict(code=expected[0], text=expected[1]) == found


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        (coded("metformin"), [named("metformin")]),
        (coded("metformin"), []),
        (coded(), [named("metformin")]),
        # One names no more than the other.
        (coded("metformin", "~vildagliptin"), [named("metformin")]),
        (coded("metformin"), [named("metformin"), named("~vildagliptin")]),
        # A group and its member, whichever way round.
        (coded("gentamicin"), [named("aminoglycosides")]),
        (coded("aminoglycosides"), [named("gentamicin")]),
        # A salt, and a form of another name.
        (coded("triamcinolone"), [named("triamcinolone-hexacetonide")]),
        (coded("fenofibrate"), [named("fenofibric-acid")]),
        # Listed on one side, known and not listed on the other.
        (coded("~metformin"), [named("metformin")]),
        # A brand with other contents elsewhere may be what the code says.
        (coded("a"), [named(candidates=("a", "b")), named("c")]),
        # An ingredient of the product was not read: it may be the one in the text.
        (coded("a", "b", partly=True), [named("a"), named("c")]),
    ],
)
def test_no_conflict(code: Match, texts: list[Match]) -> None:
    """Where one side may be the other, or a part of it, there is nothing to say."""
    assert conflict(code, texts, groups_of=lambda subject: GROUPS.get(subject, ())) is None


def test_without_groups() -> None:
    """Without the groups of the list, only the names are compared."""
    assert conflict(coded("gentamicin"), [named("aminoglycosides")]) is not None
