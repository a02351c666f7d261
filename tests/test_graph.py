"""The tree of conditions, walked upwards."""

from __future__ import annotations

import pytest

from mitosafe.graph import way_up
from mitosafe.model import TermId
from tests.strategies import PARENTS

RING = {TermId("a"): TermId("b"), TermId("b"): TermId("c"), TermId("c"): TermId("b")}


@pytest.mark.parametrize(
    ("condition", "way"),
    [
        ("variant", ("variant", "syndrome", "any-pmd")),
        ("syndrome", ("syndrome", "any-pmd")),
        ("any-pmd", ("any-pmd",)),
        ("of another list", ("of another list",)),
    ],
)
def test_the_way_up(condition: str, way: tuple[str, ...]) -> None:
    """It begins with the condition and gives each wider one; what is unknown stands alone."""
    assert way == way_up(TermId(condition), PARENTS)


def test_a_ring_ends() -> None:
    """Faulty data in which a condition is wider than itself gives each condition once."""
    assert ("a", "b", "c") == way_up(TermId("a"), RING)


def test_what_is_above_may_be_missing() -> None:
    """A wider condition that the tree does not have is given, and nothing above it."""
    assert ("a", "b") == way_up(TermId("a"), {TermId("a"): TermId("b")})
