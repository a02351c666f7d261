"""Find what the files of requirements lack: each must hold all that its own packages need.

    python -m tools.closed_pins

`requirements/closure.json` holds what each pinned version says it needs, as it stood when the
pins were made (`make refresh`), so that this needs no network.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, product
from pathlib import Path

import attrs
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

FOLDER = Path(__file__).parent.parent / "requirements"
#: What each pinned version needs: `name==version` to lines of Requires-Dist.
CLOSURE = FOLDER / "closure.json"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
#: Systems by name, as the markers of requirements see them.
SYSTEMS = {
    "Linux": ("posix", "linux", "x86_64"),
    "macOS": ("posix", "darwin", "arm64"),
    "Windows": ("nt", "win32", "AMD64"),
}

Place = dict[str, str]


@attrs.frozen(kw_only=True)
class Pin:
    """One line of a file of pins.

    Args:
        line: What it says before the hashes.
        hashes: The hashes of its files.
    """

    line: Requirement
    hashes: tuple[str, ...]

    @property
    def version(self) -> str:
        """The version, which is the only one that the line allows."""
        (only,) = self.line.specifier
        return only.version

    @property
    def name(self) -> str:
        """The name, written in one way."""
        return canonicalize_name(self.line.name)

    @property
    def key(self) -> str:
        """The name and the version, as closure.json has them."""
        return f"{self.name}=={self.version}"


def places() -> dict[str, Place]:
    """Return the markers of each supported Python on each system, by what it is called."""
    return {
        f"Python {python}, {system}": {
            "python_version": python,
            "python_full_version": f"{python}.0",
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
            "implementation_version": f"{python}.0",
            "os_name": os_name,
            "sys_platform": sys_platform,
            "platform_system": "Darwin" if system == "macOS" else system,
            "platform_machine": machine,
            "platform_release": "",
            "platform_version": "",
        }
        for python, (system, (os_name, sys_platform, machine)) in product(PYTHONS, SYSTEMS.items())
    }


def pins(text: str) -> list[Pin]:
    """Return the pins of a file."""
    lines = re.sub(r"\\\n", " ", text).splitlines()
    return [
        Pin(line=Requirement(re.split(r"\s+--hash", line)[0]), hashes=tuple(hashes))
        for line in lines
        if (hashes := re.findall(r"--hash=sha256:([0-9a-f]{64})", line)) or line[:1].isalnum()
    ]


def wanted(text: str) -> list[Requirement]:
    """Return what a hand-written file asks for."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith("-")]


def applies(need: Requirement, place: Place, extra: str = "") -> bool:
    """Return whether a requirement holds in a place, for a package with an extra or without."""
    return need.marker is None or need.marker.evaluate({**place, "extra": extra})


def asked(
    roots: Iterable[Requirement],
    here: Mapping[str, Pin],
    needs: Mapping[str, Iterable[str]],
    place: Place,
) -> Iterator[tuple[str, Requirement, Pin | None]]:
    """Follow what is asked for, and all that this needs: who asks, what for, and the pin of it."""
    waiting = [("the .in file", root) for root in roots if applies(root, place)]
    met: set[tuple[str, str]] = set()
    while waiting:
        by, need = waiting.pop()
        pin = here.get(canonicalize_name(need.name))
        yield by, need, pin
        if pin is None:
            continue
        for extra in ("", *need.extras):
            if (pin.key, extra) not in met:
                met.add((pin.key, extra))
                lines = map(Requirement, needs.get(pin.key, ()))
                waiting += [(pin.key, line) for line in lines if applies(line, place, extra)]


def lacking(
    roots: Iterable[Requirement],
    pinned: Iterable[Pin],
    needs: Mapping[str, Iterable[str]],
    place: Place,
) -> Iterator[str]:
    """Say what is asked for in a place and not pinned for it, and what is pinned unasked.

    Args:
        roots: What is asked for first.
        pinned: The pins.
        needs: What each pinned version needs, as in closure.json.
        place: The markers of the place.

    Yields:
        A sentence for each fault.
    """
    here = {pin.name: pin for pin in pinned if applies(pin.line, place)}
    left = {pin.key for pin in here.values()}
    for by, need, pin in asked(roots, here, needs, place):
        if pin is None:
            yield f"{by} needs {need}, and no pin is there"
        elif not need.specifier.contains(pin.version, prereleases=True):
            yield f"{by} needs {need}, and {pin.key} is pinned"
        elif pin.key not in needs:
            yield f"closure.json does not say what {pin.key} needs"
        else:
            left.discard(pin.key)
    yield from (f"nothing asks for {key}" for key in sorted(left))


def reached(roots: Iterable[Requirement], pinned: Iterable[Pin], place: Place) -> list[Pin]:
    """Return the pins that what is asked for comes to in a place, by name."""
    here = {pin.name: pin for pin in pinned if applies(pin.line, place)}
    found = (pin for _, _, pin in asked(roots, here, closure(), place))
    return sorted({pin.key: pin for pin in found if pin}.values(), key=lambda pin: pin.key)


def closure() -> dict[str, list[str]]:
    """Return what each pinned version says it needs."""
    found: dict[str, list[str]] = json.loads(CLOSURE.read_text(encoding="utf-8"))
    return found


def faults(name: str, text: str, roots: list[Requirement]) -> list[str]:
    """Return what is wrong with a file of pins; each fault once, with the first place of it."""
    needs, found = closure(), dict[str, str]()
    pinned = pins(text)
    for place, markers in places().items():
        for fault in lacking(roots, pinned, needs, markers):
            found.setdefault(fault, f"{name} on {place}: {fault}")
    return [*found.values(), *(f"{name}: {p.key} has no hash" for p in pinned if not p.hashes)]


def files() -> dict[str, list[Requirement]]:
    """Return the name of each file of pins, and what it is made from."""
    paths = sorted(FOLDER.glob("*.in"))
    found = {path.stem: wanted(path.read_text(encoding="utf-8")) for path in paths}
    found["lowest"] += project_needs()
    return found


def project_needs() -> list[Requirement]:
    """Return what pyproject.toml names, the extras too."""
    text = (FOLDER.parent / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    extras: dict[str, list[str]] = project["optional-dependencies"]
    lines = chain(project["dependencies"], *extras.values())
    return [Requirement(line) for line in lines]


def main() -> int:
    """Check every file."""
    found = [
        fault
        for name, roots in files().items()
        for fault in faults(name, (FOLDER / f"{name}.txt").read_text(encoding="utf-8"), roots)
    ]
    print("\n".join(found) or "every file of requirements is complete")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
