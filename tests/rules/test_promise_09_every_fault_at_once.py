"""Promise 9."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mitosafe
from mitosafe import validate
from mitosafe._errors import DataError, Fault
from tests import invented
from tests.invented import Files
from tests.invented_faults import INJECTIONS

WELL = invented.files()
#: Each example writes a whole folder: a fifth of the usual number.
FEW = settings(max_examples=settings().max_examples // 5)
#: Any number of the faults, none twice.
SEVERAL = st.sets(st.sampled_from(sorted(INJECTIONS)), min_size=1)


@pytest.fixture(scope="class")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a place for the folders that are drawn."""
    return tmp_path_factory.mktemp("lists")


def broken(names: set[str]) -> Files:
    """Give the invented list with these faults in it."""
    files = copy.deepcopy(WELL)
    for name in sorted(names):
        INJECTIONS[name].change(files)
    return files


def wanted(names: set[str]) -> set[tuple[str, str]]:
    """Give the file and place of each of these faults."""
    return {(file, path) for name in names for file, path, _ in INJECTIONS[name].places}


def found(faults: tuple[Fault, ...] | list[Fault]) -> set[tuple[str, str]]:
    """Give the file and place of faults; a digest that they altered is a fault of its own."""
    return {(f.file, f.path) for f in faults if not f.path.endswith(".digest")}


class TestEveryFaultAtOnce:
    """9. Every fault at once.

    "Bad data (ours or a hospital's own) is refused with every fault, each with file and path."
    """

    @FEW
    @given(SEVERAL)
    def test_ours(self, folder: Path, names: set[str]) -> None:
        """However many faults are in a list, each is reported in its place, and no other is."""
        files = broken(names)
        place = folder / f"ours-{hash(frozenset(names))}"
        faults = validate.folder(invented.write(place, files))
        assert wanted(names) == found(faults)
        for fault in faults:
            assert fault.file in files
            assert fault.path.startswith(("$", "line ", "byte "))
            assert fault.message

    @FEW
    @given(SEVERAL)
    def test_a_hospital_s_own(self, folder: Path, names: set[str]) -> None:
        """Loading the same folder is refused with the same faults, but those of its provenance."""
        place = folder / f"own-{hash(frozenset(names))}"
        invented.write(place, broken(names))
        free = wanted({"no facts", "counted before it was stated"})
        try:
            mitosafe.load(place)
            faults: tuple[Fault, ...] = ()
        except DataError as error:
            faults = error.faults
        assert wanted(names) - free == found(faults)

    def test_all_of_them(self, folder: Path) -> None:
        """All the faults at once are all reported."""
        names = set(INJECTIONS)
        place = invented.write(folder / "all", broken(names))
        assert wanted(names) == found(validate.folder(place))

    def test_none_of_them(self, folder: Path) -> None:
        """Without a fault, nothing is reported: what is said above is not said of everything."""
        assert [] == validate.folder(invented.write(folder / "none", WELL))
