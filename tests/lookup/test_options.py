"""Options of a name, as cells of a table hold them."""

from __future__ import annotations

import pytest

from mitosafe.lookup import options
from mitosafe.lookup.options import Option


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("a", [Option(subjects=("a",))]),
        ("a+~b", [Option(subjects=("a", "~b"))]),
        ("a@FR|b@NL,UK", [Option(subjects=("a",), countries=("FR",)),
                          Option(subjects=("b",), countries=("NL", "UK"))]),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_it_was_written(cell: str, expected: list[Option]) -> None:
    """Options come back from a cell, and the cell from the options."""
    assert expected == list(options.read(cell))
    assert cell == options.write(expected)


@pytest.mark.parametrize(("cell", "shown"), [("a+~b", "a + b"), ("~b@NL,UK", "b (NL, UK)")])
def test_an_option_is_shown_with_its_countries(cell: str, shown: str) -> None:
    """An option is shown without the mark of what is not listed, its countries in brackets."""
    assert [shown] == list(map(str, options.read(cell)))
