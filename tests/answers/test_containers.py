"""Containers given in the place of one entry or of a list, as people do by mistake."""

from __future__ import annotations

from typing import Any

import pandas
import polars
import pyarrow
import pytest

import mitosafe
from mitosafe import Dataset, UnknownRelease, WrongType
from mitosafe.sheet import sheet
from tests import invented

DRUGS = ["valproate", "linezolid"]


@pytest.mark.parametrize(
    ("entry", "instead"),
    [
        (DRUGS, "check_all()"),
        (tuple(DRUGS), "check_all()"),
        ({"drug": "valproate"}, "take the column"),
        (pandas.Series(DRUGS), "check_all()"),
        (polars.Series(DRUGS), "check_all()"),
        (pandas.DataFrame({"drug": DRUGS}), "annotate(frame, column)"),
        (polars.DataFrame({"drug": DRUGS}), "annotate(frame, column)"),
    ],
)
def test_several_entries_are_not_one(entry: Any, instead: str) -> None:
    """No list, row, column or frame is answered as one entry; the error says what to call."""
    with pytest.raises(WrongType) as caught:
        mitosafe.check(entry)
    assert caught.value.argument == "entry"
    assert instead in str(caught.value)


@pytest.mark.parametrize(
    ("entries", "instead"),
    [
        ("valproate", "check()"),
        (5, "check()"),
        ({"drug": DRUGS}, "list(entries.values())"),
        ([{"drug": "valproate"}], "row['drug'] for row in rows"),
        (pandas.DataFrame({"drug": DRUGS}), "annotate(frame, column)"),
        (polars.DataFrame({"drug": DRUGS}), "annotate(frame, column)"),
        (polars.LazyFrame({"drug": DRUGS}), "annotate(frame, column)"),
        (pyarrow.table({"drug": DRUGS}), "annotate(frame, column)"),
        (pyarrow.array(DRUGS), ".to_pylist()"),
    ],
)
def test_what_is_no_list_of_entries(entries: Any, instead: str) -> None:
    """Neither the names of columns nor rows are answered as entries, also not on a sheet."""
    for ask in (
        mitosafe.check_all,
        mitosafe.diff("2017.2", "2024.1").affecting,
        lambda found: sheet(Dataset.packaged(), found),
    ):
        with pytest.raises(WrongType) as caught:
            ask(entries)
        assert caught.value.argument == "entries"
        assert instead in str(caught.value)


@pytest.mark.parametrize("make", [list, tuple, pandas.Series, polars.Series, iter])
def test_a_column_is_a_list(make: Any) -> None:
    """A list, an iterator, and a column of pandas or Polars are answered entry by entry."""
    levels = [answer.worst for answer in mitosafe.check_all(make(DRUGS))]
    assert levels == ["red", "orange"]


def test_a_list_of_codes() -> None:
    """A list may be of codes of one system, as one entry may."""
    codes = ["N03AG01", "?", None]
    report = mitosafe.check_all(codes, system="atc")
    assert list(report) == [mitosafe.check(code, system="atc") for code in codes]
    assert [a.outcome.value for a in report] == ["listed", "unrecognised", "empty"]


def test_codes_and_patients_affected_by_a_release() -> None:
    """A diff is asked of codes, and for a patient, as the list itself is."""
    diff = mitosafe.diff("2017.2", "2024.1")
    [affected] = diff.affecting(["N03AF01", "J01CA04"], system="atc")
    assert (affected.entry, affected.old.system) == ("N03AF01", "atc")
    patient = mitosafe.Patient(lacks={"polg"})
    [affected] = diff.affecting(["carbamazepine"], patient=patient)
    assert affected.new.patient == patient


def test_a_sheet_is_of_a_list() -> None:
    """A sheet of entries without the list is refused, with how it is called."""
    with pytest.raises(WrongType, match=r"sheet\(Dataset.packaged\(\), entries\)"):
        sheet(["valproate"])  # type: ignore[arg-type]


def test_a_release_is_asked_for_by_its_id() -> None:
    """The release itself is refused with its id; `latest` is none, and the error says how."""
    newest = mitosafe.release()
    for ask in (
        lambda release: mitosafe.check("valproate", release=release),
        lambda release: mitosafe.diff(newest.id, release),
    ):
        with pytest.raises(WrongType, match=f"an id, such as {newest.id!r}") as caught:
            ask(newest)
        assert caught.value == WrongType("release", newest, f"an id, such as {newest.id!r}")
    with pytest.raises(UnknownRelease, match="without an id it is the newest") as unknown:
        mitosafe.check("valproate", release="latest")
    assert unknown.value.allowed == tuple(r.id for r in mitosafe.releases())


def test_an_invented_list_is_asked_in_the_same_way() -> None:
    """The list of a hospital refuses what the packaged one does."""
    with pytest.raises(WrongType, match="check_all"):
        invented.dataset().check(["exemplin"])
