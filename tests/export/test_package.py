"""The cells of CSV: what a spreadsheet would run is text."""

from __future__ import annotations

import csv
import io

import pytest

from mitosafe.export.package import csv_text


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x.test")']
)
def test_no_cell_is_run_by_a_spreadsheet(text: str) -> None:
    """An apostrophe stands before what begins like a formula."""
    assert [["a"], [f"'{text}"]] == cells(text)


@pytest.mark.parametrize("text", ["valproic acid", "'quoted", "a=b", "", "5-HT"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    """A text that begins otherwise is not touched."""
    assert [["a"], [text]] == cells(text)


@pytest.mark.parametrize(("value", "cell"), [(True, "true"), (False, "false"), (None, "")])
def test_values_that_are_no_text(value: object, cell: str) -> None:
    """True and false are in lower case, none is an empty cell."""
    assert [["a"], [cell]] == cells(value)


def cells(value: object) -> list[list[str]]:
    """Return the cells of a CSV with one column and one row, as a reader finds them."""
    text = csv_text(["a"], [(value,)]).decode()
    return list(csv.reader(io.StringIO(text, newline="")))
