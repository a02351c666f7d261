"""Run the core tests on each Python that is on the path, against the wheel.

    make compat
    make compat PYTHONS="python3.13 /opt/python/bin/python3.14t"

The core is what needs no extra. A Python that is not here is named, so that nobody
takes its silence for a pass. What was seen is left in `docs/explanation/compat.tsv`.
"""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / ".make" / "compat"
WHEELS = ROOT / ".make" / "wheel"
INIT = ROOT / "src" / "mitosafe" / "__init__.py"
SEEN = ROOT / "docs" / "explanation" / "compat.tsv"
#: Tests that need an extra, or a package that the outputs are checked with.
NEED_MORE = (
    "cds_hooks", "cli", "directory", "export", "extras", "fhir", "frames", "fuzz", "screening",
    "service", "sheet", "site", "tools", "test_extras.py",
)  # fmt: skip
#: The same, of folders whose other tests need nothing.
WITHIN = (
    "tests/answers/test_closing.py",
    "tests/answers/test_document.py",
    "tests/shipped/test_site.py",
)
#: The oldest Python that `pyproject.toml` allows.
LOWEST = (3, 11)
#: Asked of each interpreter: its version, and whether threads run at once in it.
WHO = """
import sys
at_once = hasattr(sys, "_is_gil_enabled") and not sys._is_gil_enabled()
print(".".join(map(str, sys.version_info[:3])) + (" free-threaded" if at_once else ""))
"""


def who(python: str) -> str | None:
    """Return the version of an interpreter, or nothing where it is not here or does not start."""
    found = shutil.which(python)
    if found is None:
        return None
    done = subprocess.run([found, "-c", WHO], capture_output=True, text=True, check=False)
    return done.stdout.strip() or None


def environment(python: str, name: str) -> Path:
    """Make an environment with the wheel, what it needs and what its core tests need."""
    place = FOLDER / name.replace(" ", "-")
    shutil.rmtree(place, ignore_errors=True)
    subprocess.run([python, "-m", "venv", place], check=True)
    own = next(
        p for p in (place / "bin" / "python", place / "Scripts" / "python.exe") if p.exists()
    )
    pip: list[str | Path] = [own, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run(
        [*pip, "--no-deps", "--require-hashes", "-r", "requirements/compat.txt"],
        cwd=ROOT,
        check=True,
    )
    subprocess.run([*pip, "--no-deps", *WHEELS.glob("*.whl")], check=True)
    return own


def core() -> Iterator[str]:
    """Return the tests that need no extra."""
    for path in sorted((ROOT / "tests").iterdir()):
        is_test = path.name.startswith("test_") or (path.is_dir() and path.name[0] not in "_.")
        if is_test and path.name not in NEED_MORE:
            yield f"tests/{path.name}"


def run(own: Path) -> tuple[int, str]:
    """Run the core tests, and give the exit code and what pytest says last."""
    command: list[str | Path] = [own, "-m", "pytest", "-q", "-p", "no:cacheprovider", *core()]
    command += [f"--ignore={path}" for path in WITHIN]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    last = (done.stdout.strip().splitlines() or [done.stderr.strip()])[-1]
    if done.returncode:
        print(done.stdout[-6000:] + done.stderr[-2000:])
    return done.returncode, re.sub(r" in [0-9.]+s.*", "", last)


def write(rows: dict[str, str]) -> None:
    """Leave what was seen, beside what was seen earlier of the same version of the package."""
    version = re.search(r'__version__ = "(.+)"', INIT.read_text(encoding="utf-8"))
    now = version.group(1) if version else "?"
    if SEEN.exists():
        with SEEN.open(encoding="utf-8", newline="") as file:
            kept = {row[0]: row[2] for row in csv.reader(file, "excel-tab") if row[1] == now}
        rows = kept | rows
    with SEEN.open("w", encoding="utf-8", newline="\n") as file:
        table = csv.writer(file, "excel-tab", lineterminator="\n")
        table.writerow(("python", "mitosafe", "core tests"))
        table.writerows((python, now, rows[python]) for python in sorted(rows))


def main() -> int:
    """Run all, print a line for each, and leave what was seen."""
    rows, code = {}, 0
    for python in sys.argv[1:]:
        version = who(python)
        if version is None:
            print(f"{python}: not here; not tried")
            continue
        if tuple(map(int, version.split()[0].split("."))) < LOWEST:
            print(f"Python {version} is older than the package supports; not tried")
            continue
        failed, said = run(environment(python, version))
        code |= bool(failed)
        rows[version] = said
        print(f"Python {version}: {said}", flush=True)
    write(rows)
    return code if rows else 1


if __name__ == "__main__":
    sys.exit(main())
