"""The directory within the checks of a whole list."""

from __future__ import annotations

from pathlib import Path

import pytest

import mitosafe
from mitosafe import DataError, Dataset
from mitosafe._text import toml
from mitosafe.directory import campaigns
from tests.directory import given


def write(folder: Path, name: str, raw: given.Raw) -> None:
    """Write a file of a list."""
    file = folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(toml.dumps({"format": 1, **raw}), encoding="utf-8")


def test_a_hospitals_own_directory_is_laid_over_the_packaged_one(tmp_path: Path) -> None:
    """A folder's own communities are found with the others, and one may replace another."""
    write(tmp_path, "communities/moon-club.toml", given.raw())
    write(tmp_path, "communities/umdf.toml", given.raw("umdf", name="Our word on UMDF"))
    dataset = mitosafe.load(tmp_path, base=Dataset.packaged())
    assert 136 == len(list(dataset.directory))
    assert "Our word on UMDF" == dataset.directory["umdf"].name
    assert ["moon-club", "umdf"] == [
        one.id for one in dataset.communities(organiser="Moon Society")
    ]


def test_an_entry_may_name_one_of_the_list_below(tmp_path: Path) -> None:
    """What has taken the place of a hospital's own may be an entry of the package."""
    write(tmp_path, "communities/moon-club.toml",
          given.raw(status="superseded", superseded_by="umdf"))  # fmt: skip
    dataset = mitosafe.load(tmp_path, base=Dataset.packaged())
    assert "umdf" == dataset.directory["moon-club"].superseded_by


def test_faults_of_the_directory_are_told_with_all_others(tmp_path: Path) -> None:
    """A folder is refused with every fault of its communities and of its days."""
    write(tmp_path, "communities/moon-club.toml", given.raw(platform="pigeon"))
    write(tmp_path, "communities/sun-club.toml", given.raw("sun-club", countries=["UK"]))
    (tmp_path / campaigns.FILE).write_text("format = 1\nevents = 5\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        mitosafe.load(tmp_path, base=Dataset.packaged())
    assert [
        ("awareness.toml", "$.events"),
        ("communities/moon-club.toml", "$.platform"),
        ("communities/sun-club.toml", "$.countries[0]"),
    ] == [(fault.file, fault.path) for fault in caught.value.faults]
