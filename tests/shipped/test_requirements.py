"""The files of requirements hold all that their packages need: nothing is resolved at set-up."""

from __future__ import annotations

import json
import re

import pytest
from packaging.requirements import Requirement
from tests.extras.scenarios import DEPENDENCIES, EXTRAS
from tools import closed_pins, refresh_pins
from tools.closed_pins import FOLDER, Pin

FILES = closed_pins.files()
TEXTS = {name: (FOLDER / f"{name}.txt").read_text(encoding="utf-8") for name in FILES}


def without(text: str, name: str) -> str:
    """Return a file of pins without the pins of one package."""
    kept = [pin for pin in closed_pins.pins(text) if pin.name != name]
    assert len(kept) < len(closed_pins.pins(text))
    return "\n".join(f"{pin.line} --hash=sha256:{'0' * 64}" for pin in kept)


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_closed(name: str) -> None:
    """On each supported Python and system, all that is needed is pinned, and nothing else is."""
    assert closed_pins.faults(name, TEXTS[name], FILES[name]) == []


@pytest.mark.parametrize(
    ("file", "package", "by"),
    [
        ("test", "pyarrow-hotfix", "ibis-framework"),  # asked for by the extra `duckdb`
        ("test", "colorama", "pytest"),  # on Windows only
        ("test", "iniconfig", "pytest"),
        ("demo", "rich", "the .in file"),
        ("docs", "mkdocstrings-python", "mkdocstrings"),  # asked for by the extra `python`
    ],
)
def test_a_requirement_that_is_taken_out_is_missed(file: str, package: str, by: str) -> None:
    """A file that lacks what another package, an extra or one system needs is not closed."""
    faults = closed_pins.faults(file, without(TEXTS[file], package), FILES[file])
    assert any(re.search(rf": {by}\S* needs {package}\b.* no pin is there", f) for f in faults)


def test_a_version_that_does_not_fit_is_found() -> None:
    """A pin below what another package asks for is a fault, and so is one that nobody asks for."""
    text = re.sub(r"(?m)^pluggy==\S+", "pluggy==0.1", TEXTS["compat"])
    assert any(
        "needs pluggy" in f and "pluggy==0.1 is pinned" in f
        for f in closed_pins.faults("compat", text, FILES["compat"])
    )
    text = f"{TEXTS['compat']}\nzzz==1\n"
    said = closed_pins.faults("compat", text, FILES["compat"])
    assert [re.sub(r" on Python.*?:", ":", fault) for fault in said] == [
        "compat: nothing asks for zzz==1",
        "compat: zzz==1 has no hash",
    ]


def test_no_file_names_an_address_or_a_source_of_its_own() -> None:
    """Any index will do: pip's own settings say which."""
    for text in (*TEXTS.values(), closed_pins.CLOSURE.read_text(encoding="utf-8")):
        assert not re.search(
            r"(?m)^\s*(-i|--(extra-)?index-url|--find-links|--trusted-host)\b", text
        )
        assert " @ " not in re.sub(r"@ (git\+)?https://github\.com\S* ; extra", "", text)


def test_the_demonstration_holds_what_a_user_installs() -> None:
    """demo.in names what the wheel and its extra `cli` name, and nothing else."""
    wanted = {Requirement(line).name for line in [*DEPENDENCIES, *EXTRAS["cli"]]}
    assert {line.name for line in FILES["demo"]} == wanted


def test_what_changed_is_said_by_file() -> None:
    """`make refresh` names what went and what came."""

    def pin(line: str) -> Pin:
        return Pin(line=Requirement(line), hashes=("0",))

    before, after = [pin("a==1"), pin("b==1")], [pin("a==2"), pin("b==1")]
    said = list(refresh_pins.changes({"x": before, "y": before}, {"x": after, "y": before}))
    assert said == ["x.txt: a==1 -> a==2"]
    assert list(refresh_pins.changes({}, {"x": [pin("a==1")]})) == ["x.txt: nothing -> a==1"]


def test_versions_of_one_package_are_asked_for_apart() -> None:
    """Two versions of one package are never asked for at once."""
    groups = list(refresh_pins.groups(["a==1", "b==1", "a==2"]))
    assert sorted(map(sorted, groups)) == [["a==1", "b==1"], ["a==2"]]


def test_closure_is_of_just_the_pins() -> None:
    """closure.json speaks of every pinned version and of no other."""
    pinned = {pin.key for text in TEXTS.values() for pin in closed_pins.pins(text)}
    assert set(json.loads(closed_pins.CLOSURE.read_text(encoding="utf-8"))) == pinned
