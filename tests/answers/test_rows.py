"""Reports and diffs as flat rows, and parts of a report."""

from __future__ import annotations

import json

import pandas
import polars
import pytest

import mitosafe
from mitosafe import UnknownValue, frames
from tests import invented

INVENTED = invented.dataset()
ENTRIES = ["exemplin 5 mg", None, "acceptol", "zzyzx", "exemplin acceptol", "twinname", "val\ud800"]


def test_a_row_says_what_a_frame_says() -> None:
    """The rows of a report are, column by column, those that `annotate` adds."""
    entries = ["valproate", None, "zzyzx", "valproate; propofol", "amoxicillin"]
    rows = mitosafe.check_all(entries).rows("fr")
    frame = polars.DataFrame({"entry": entries})
    assert rows == frames.annotate(frame, "entry", language="fr").to_dicts()
    assert list(rows[0]) == ["entry", *frames.COLUMNS]


def test_every_answer_has_a_row_that_is_plain() -> None:
    """Nothing is dropped, and a row goes into JSON and into a frame as it is."""
    report = INVENTED.check_all(ENTRIES)
    rows = report.rows()
    assert [row["outcome"] for row in rows] == [answer.outcome.value for answer in report]
    assert rows[1]["entry"] is None
    json.dumps(rows, allow_nan=False).encode()
    assert len(pandas.DataFrame(rows)) == len(ENTRIES)
    assert INVENTED.check_all([]).rows() == []


def test_a_part_of_a_report_is_a_report() -> None:
    """An answer is found by its place, and a slice is a report of its own worst level."""
    report = INVENTED.check_all(ENTRIES)
    assert report[0] is report.answers[0]
    assert report[-1] is report.answers[-1]
    assert report[1:3] == INVENTED.check_all(ENTRIES[1:3])
    assert report[1:3].worst is None
    with pytest.raises(IndexError):
        report[len(ENTRIES)]


def test_a_change_is_a_row() -> None:
    """Each change has a row with its kinds, and the levels before and after."""
    diff = INVENTED.diff("2026.2", "2026.2.1")
    [row] = diff.rows("nl")
    assert (row["drug"], row["kinds"]) == ("correctol", "withdrawn")
    assert (row["old_level"], row["new_level"]) == ("orange", None)
    assert (row["old"], row["new"]) == ("2026.2", "2026.2.1")
    assert (row["came"], row["went"]) == (None, "correctol.panel-2024-1")
    json.dumps(row, allow_nan=False)


def test_the_language_of_rows_is_checked() -> None:
    """A language that the list does not have is refused, as everywhere."""
    for value in (INVENTED.check_all([]), INVENTED.diff("2016.1", "2017.2")):
        with pytest.raises(UnknownValue, match="language"):
            value.rows("de")
