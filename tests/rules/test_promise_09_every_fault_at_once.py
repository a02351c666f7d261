"""Promise 9."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings

import mitosafe
from mitosafe.errors import DataError, Fault
from mitosafe.validation import validate
from tests import invented
from tests.invented import Files
from tests.invented_faults import INJECTIONS
from tests.strategies import broken, documents

WELL = invented.files()
#: Each example writes a whole folder: a tenth of the usual number.
FEW = settings(max_examples=settings().max_examples // 10)


@pytest.fixture(scope="class")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a place for the folders that are drawn."""
    return tmp_path_factory.mktemp("lists")


def wanted(names: Iterable[str]) -> set[tuple[str, str]]:
    """Return the file and place of each of these faults."""
    places = (place for name in names for place in INJECTIONS[name].places)
    return {(file, _row(path)) for file, path, _ in places}


def found(faults: tuple[Fault, ...] | list[Fault]) -> set[tuple[str, str]]:
    """Return the file and place of faults; a digest that they altered is a fault of its own."""
    return {(f.file, _row(f.path)) for f in faults if not f.path.endswith(".digest")}


def _row(path: str) -> str:
    """Return a place without the number of a line: of several rows added, one is further down."""
    return re.sub(r"^line \d+", "line", path)


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
class TestEveryFaultAtOnce:
    """Promise 9.

    **Every fault at once.** Bad data (ours or a hospital's own) is refused with every fault,
    each with file and path.
    """

    @FEW
    @given(documents(most=1))
    def test_one_fault(self, folder: Path, drawn: tuple[frozenset[str], Files]) -> None:
        """One fault in a whole list is found, in its place, and nothing else is blamed."""
        names, files = drawn
        place = invented.write(folder / f"one-{hash(names)}", files)
        faults = validate.folder(place)
        assert wanted(names) == found(faults)
        told = {(fault.file, fault.path): fault.message for fault in faults}
        for file, path, message in (each for name in names for each in INJECTIONS[name].places):
            assert message in told[file, path]

    @FEW
    @given(documents())
    def test_ours(self, folder: Path, drawn: tuple[frozenset[str], Files]) -> None:
        """However many faults are in a list, each is reported in its place, and no other is."""
        names, files = drawn
        place = folder / f"ours-{hash(names)}"
        faults = validate.folder(invented.write(place, files))
        assert wanted(names) == found(faults)
        for fault in faults:
            assert fault.file in files
            assert fault.path.startswith(("$", "line ", "byte "))
            assert fault.message

    @FEW
    @given(documents())
    def test_a_hospital_s_own(self, folder: Path, drawn: tuple[frozenset[str], Files]) -> None:
        """Loading the same folder is refused with the same faults, but those of its provenance."""
        names, files = drawn
        place = invented.write(folder / f"own-{hash(names)}", files)
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
