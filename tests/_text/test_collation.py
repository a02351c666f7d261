"""The order of names: as a reader looks for them."""

from __future__ import annotations

import pytest

from mitosafe._text.collation import collated


@pytest.mark.parametrize(
    "names",
    [
        ("acéclofénac", "acide folique", "dropéridol", "éfavirenz", "elvitégravir", "énalapril"),
        ("codéine", "cœur", "coffre", "Zinc"),
        ("omeprazol", "Ömer", "oxazepam"),
    ],
)
def test_a_mark_or_a_capital_does_not_move_a_name(names: tuple[str, ...]) -> None:
    """é stands with e and œ with oe, whatever order the names come in."""
    assert sorted(set(names), key=collated) == list(names)


def test_names_that_differ_in_marks_only_have_one_order() -> None:
    """Two names of the same letters are told apart by their marks."""
    assert sorted(["jeûne", "jeune"], key=collated) == sorted(["jeune", "jeûne"], key=collated)
