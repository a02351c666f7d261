"""Renew every file of pins, write down what each pinned version needs, and say what changed.

    make refresh

uv makes the pins, for every supported Python and system at once and with the hashes of all
files; pip says what they need. Neither leaves an address in what it writes.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from packaging.utils import canonicalize_name
from tools.closed_pins import CLOSURE, FOLDER, PYTHONS, Pin, files, pins
from tools.closed_pins import main as check

#: For each supported Python and system, extras named, and no address of an index.
HOW = (
    "--quiet", "--upgrade", "--universal", "--python-version", PYTHONS[0], "--generate-hashes",
    "--no-strip-extras", "--no-header", "--no-emit-index-url", "--no-annotate",
)  # fmt: skip


def compile_pins(name: str) -> None:
    """Make one file of pins; that of the lowest versions from the bounds of pyproject.toml too."""
    source = [f"requirements/{name}.in"]
    if name == "lowest":
        source = ["pyproject.toml", "--all-extras", "--resolution", "lowest-direct", *source]
    target = ["--output-file", f"requirements/{name}.txt"]
    uv = Path(sys.executable).with_name("uv")
    subprocess.run([uv, "pip", "compile", *HOW, *target, *source], cwd=FOLDER.parent, check=True)


def everything() -> dict[str, list[Pin]]:
    """Return the pins of each file that is there."""
    paths = {name: FOLDER / f"{name}.txt" for name in files()}
    return {
        name: pins(path.read_text(encoding="utf-8"))
        for name, path in paths.items()
        if path.exists()
    }


def groups(keys: Iterable[str]) -> Iterator[list[str]]:
    """Part `name==version` into groups that have each name once, as pip wants them."""
    left = sorted(keys)
    while left:
        group = {key.partition("==")[0]: key for key in reversed(left)}
        yield list(group.values())
        left = [key for key in left if key not in group.values()]


def needs(keys: Iterable[str]) -> dict[str, list[str]]:
    """Ask the index, through pip, what each version says it needs.

    Some have files for a new Python only, some for an old one, and some come as source.
    """
    found: dict[str, list[str]] = {}
    for group in groups(keys):
        for how in (*(("--python-version", python) for python in PYTHONS[::-1]), ()):
            found |= said(sorted(set(group) - found.keys()), how)
    return found


def said(keys: list[str], how: tuple[str, ...]) -> dict[str, list[str]]:
    """Return what pip says of those of these versions that it finds, asked in one way."""
    wheels = ("--only-binary", ":all:", "--target", "nowhere") if how else ()
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--no-deps"]
    pip += ["--ignore-installed", "--ignore-requires-python", *how, *wheels]
    left = list(keys)
    while left:
        with tempfile.TemporaryDirectory() as folder:
            asked, report = Path(folder) / "asked.txt", Path(folder) / "report.json"
            asked.write_text("\n".join(left), encoding="utf-8")
            command = [*pip, "--report", str(report), "-r", str(asked)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode == 0:
                items = json.loads(report.read_text(encoding="utf-8"))["install"]
                about = [item["metadata"] for item in items]
                return {
                    f"{canonicalize_name(one['name'])}=={one['version']}": one.get(
                        "requires_dist", []
                    )
                    for one in about
                }
        missing = re.search(r"No matching distribution found for (\S+)", done.stderr)
        if missing is None or missing[1] not in left:
            raise SystemExit(done.stderr)
        left.remove(missing[1])
    return {}


def changes(before: dict[str, list[Pin]], after: dict[str, list[Pin]]) -> Iterator[str]:
    """Say which versions came and went, file by file."""
    for name, now in after.items():
        old = {pin.key for pin in before.get(name, [])}
        new = {pin.key for pin in now}
        if old != new:
            gone, come = " ".join(sorted(old - new)), " ".join(sorted(new - old))
            yield f"{name}.txt: {gone or 'nothing'} -> {come or 'nothing'}"


def main(*names: str) -> int:
    """Renew the files, or those that are named; check them, and say what changed."""
    before = everything()
    order = sorted(names or files(), key=lambda name: (name != "test", name != "docs", name))
    for name in order:
        compile_pins(name)
    after = everything()
    known: dict[str, list[str]] = {}
    if CLOSURE.exists():
        known = json.loads(CLOSURE.read_text(encoding="utf-8"))
    keys = {pin.key for file in after.values() for pin in file}
    found = {key: known[key] for key in keys if key in known} | needs(keys - known.keys())
    text = json.dumps(dict(sorted(found.items())), indent=1, ensure_ascii=False)
    CLOSURE.write_text(text + "\n", encoding="utf-8")
    print("\n".join(changes(before, after)) or "no version changed")
    return check()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
