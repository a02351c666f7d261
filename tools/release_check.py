"""Check that a release may be made; prints each check and what is wrong with it.

    make release-check

The files of the release are left in `dist/`.
"""

from __future__ import annotations

import filecmp
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import mitosafe
from tools import api, list_log

ROOT = Path(__file__).parent.parent
DIST = ROOT / "dist"
#: Programs of others that read what is not Python; `make release-check` puts them there.
READERS = ROOT / ".make" / "release-venv" / "bin"
#: Every file that the wheel holds, one a line.
LISTED = ROOT / "tools" / "wheel-contents.txt"
#: The wheel may not grow past this, in bytes.
BUDGET = 1_000_000


def versions() -> Iterator[str]:
    """The version is the same wherever it is written."""
    project = tomllib.loads(_read("pyproject.toml"))["project"]["version"]
    cited = re.search(r"^version: \"?([^\"\n]+)", _read("CITATION.cff"), re.MULTILINE)
    for where, found in (
        ("mitosafe.__version__", mitosafe.__version__),
        ("CITATION.cff", cited.group(1) if cited else None),
    ):
        if found != project:
            yield f"{where} is {found}, pyproject.toml says {project}"


def changelogs() -> Iterator[str]:
    """Each log has a section for what is released."""
    if f"## {mitosafe.__version__} (" not in _read("CHANGELOG.md"):
        yield f"CHANGELOG.md has no section {mitosafe.__version__} with its date"
    newest = mitosafe.release()
    if not re.search(rf"^## {re.escape(newest.id)} \({newest.date}\)", _list_log(), re.MULTILINE):
        yield f"CHANGELOG-LIST.md has no section {newest.id} ({newest.date})"


def made_files() -> Iterator[str]:
    """What is made from the data is current, and the data has no fault."""
    for command in (
        ("tools/compile_data.py", "--check"),
        ("tools/make_sbom.py", "--check"),
        ("-m", "mitosafe", "validate", "src/mitosafe/data"),
    ):
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False
        )
        if done.returncode:
            yield (done.stdout + done.stderr).strip()


def reproducible() -> Iterator[str]:
    """Built twice, wheel and source are the same, byte for byte."""
    again = ROOT / ".make" / "again"
    for folder in (DIST, again):
        build(folder)
    for one in sorted(DIST.iterdir()):
        if not filecmp.cmp(one, again / one.name, shallow=False):
            yield f"{one.name} differs when built again"


def contents() -> Iterator[str]:
    """The wheel holds the files that are listed, and nothing else, and is small."""
    (wheel,) = DIST.glob("*.whl")
    yield from unlisted(wheel)
    if wheel.stat().st_size > BUDGET:
        yield f"the wheel has {wheel.stat().st_size} bytes, more than {BUDGET}"


def unlisted(wheel: Path) -> Iterator[str]:
    """Say which files of a wheel are not listed, and which that are listed it lacks.

    The list is kept by hand. Made from `src` it would hold whatever somebody left there.
    """
    with zipfile.ZipFile(wheel) as file:
        held = {_without_version(name) for name in file.namelist()}
    listed = set(LISTED.read_text(encoding="utf-8").splitlines())
    where = LISTED.relative_to(ROOT)
    yield from (f"the wheel lacks {name}, a line of {where}" for name in sorted(listed - held))
    yield from (f"the wheel holds {name}, no line of {where}" for name in sorted(held - listed))


def _without_version(name: str) -> str:
    """Name a file of the wheel's own records so that it has one name in every version."""
    return re.sub(r"^mitosafe-[^/]+\.dist-info/", "mitosafe.dist-info/", name)


def told() -> Iterator[str]:
    """What changed in the data is told in the log of the list."""
    yield from list_log.faults()


def interface() -> Iterator[str]:
    """Nothing public broke since the last tag, unless the version says so."""
    tag = api.last_tag()
    if tag is None or may_break(tag.removeprefix("v"), mitosafe.__version__):
        return
    yield from (f"broke since {tag}: {what}" for what in api.broken_since(tag))


def may_break(old: str, new: str) -> bool:
    """Return whether a version may break an older one: by its first number that is not 0."""
    first = 1 if old.startswith("0.") else 0
    return new.split(".")[: first + 1] != old.split(".")[: first + 1]


def workflows() -> Iterator[str]:
    """The workflows have no known weakness (zizmor)."""
    yield from _said_by("zizmor", "--offline", "--no-progress", ".github/workflows")


def citation() -> Iterator[str]:
    """CITATION.cff is what its published schema says (cffconvert)."""
    yield from _said_by("cffconvert", "--validate")


def _said_by(reader: str, *words: str) -> Iterator[str]:
    command: list[str | Path] = [READERS / reader, *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        yield (done.stdout + done.stderr).strip()


def build(folder: Path) -> None:
    """Build wheel and source into an empty folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _list_log() -> str:
    return _read("CHANGELOG-LIST.md")


CHECKS: tuple[Callable[[], Iterable[str]], ...] = (
    versions,
    changelogs,
    told,
    made_files,
    interface,
    workflows,
    citation,
    reproducible,
    contents,
)


def main(names: Sequence[str] = ()) -> int:
    """Run every check, or those that are named, and say of each what it found."""
    code = 0
    for check in (each for each in CHECKS if not names or each.__name__ in names):
        wrong = list(check())
        code |= bool(wrong)
        print(f"{'FAULT' if wrong else 'well '}  {(check.__doc__ or '').strip()}")
        for fault in wrong:
            print(f"       {fault}")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
