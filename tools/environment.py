"""Make an environment under .make, of pinned packages and nothing else; or leave it as it is.

    python3 -m tools.environment docs-venv docs             .make/docs-venv, of docs.txt
    python3 -m tools.environment venv test --wheel          of test.txt, and this tree's wheel
    python3 -m tools.environment ../.venv test --editable   .venv, of test.txt, and src itself

The files are complete and each package in them has hashes, so pip resolves nothing: what is
published later changes nothing. Whether an environment is ready is written down last, so that
one that was interrupted is made anew. Only the standard library is used: nothing is there yet.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MADE = ROOT / ".make"
LOG = MADE / "setup.log"
WHEEL = MADE / "wheel"
LOWEST = (3, 11)
#: What a wheel is made of.
SOURCES = ("src", "pyproject.toml", "README.md", "LICENSE", "LICENSE-DATA", "sbom")
#: What pip says, and what there is to do about it. The first that is found is said.
SAYINGS = {
    ("No space left on device",): "The disk is full. Make room, and run the command again.",
    ("DO NOT MATCH THE HASHES",): (
        "The package index offers another file than the one that was tested, and nothing of it"
        " was installed. If the index is a mirror, tell those who run it."
    ),
    (
        "Failed to establish", "name resolution", "NewConnectionError", "timed out",
        "ProxyError", "SSLError", "CERTIFICATE_VERIFY_FAILED", "Connection refused",
    ): (
        "pip cannot reach its package index. Go online or, behind a company's mirror, set pip up"
        " for it (pip config set global.index-url ADDRESS), and run the command again."
    ),
    ("No matching distribution found for ",): (
        "The package index lacks {named}, or has no file of it for this Python and machine. Use"
        " Python 3.11 to 3.14 on Linux, macOS or Windows, or have the mirror brought up to date."
    ),
}  # fmt: skip


class Cannot(Exception):
    """An environment cannot be made; the text says what to do."""


def python_of(place: Path) -> Path:
    """Return the interpreter of an environment."""
    return place / "Scripts" / "python.exe" if os.name == "nt" else place / "bin" / "python"


def requirements(names: list[str], newest: bool) -> list[Path]:
    """Return the files of some names: the pins or, for the newest of all, what is wanted."""
    ending = "in" if newest else "txt"
    return [ROOT / "requirements" / f"{name}.{ending}" for name in names]


def digest(paths: list[Path]) -> str:
    """Return what changes with the interpreter, this folder or the content of these files."""
    summed = hashlib.sha256(f"{sys.version} {sys.executable} {ROOT}".encode())
    for path in paths:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and file.suffix != ".pyc":
                summed.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return summed.hexdigest()


def says(stamp: Path, wanted: str) -> bool:
    """Return whether a stamp says that this very thing is ready."""
    return stamp.is_file() and stamp.read_text(encoding="ascii") == wanted


def run(*command: str | Path, path: Path | None = None) -> None:
    """Run a command quietly; raise with what to do if it fails."""
    env = os.environ | {"PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    env.pop("PYTHONPATH", None)
    if path is not None:
        env["PYTHONPATH"] = str(path)
    done = subprocess.run(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    text = done.stdout.decode(errors="replace")
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"$ {' '.join(map(str, command))}\n{text}")
    if done.returncode:
        raise Cannot(advice(text))


def advice(text: str) -> str:
    """Return the one sentence on what to do after a tool failed with this text."""
    for signs, sentence in SAYINGS.items():
        for sign in signs:
            if sign in text:
                rest = text.split(sign, 1)[1].split(maxsplit=1)
                return sentence.format(named=rest[0] if rest else "a package")
    last = text.strip().splitlines()[-1:] or ["nothing was said"]
    return f"The set-up failed ({last[0].strip()}); all of it is in {LOG.relative_to(ROOT)}."


def create(place: Path) -> None:
    """Make an empty environment with the pip of this Python."""
    try:
        run(sys.executable, "-m", "venv", "--clear", place)
    except Cannot as error:
        shutil.rmtree(place, ignore_errors=True)
        hint = "On Debian or Ubuntu: apt-get install python3-venv."
        raise Cannot(f"{sys.executable} cannot make an environment. {hint} {error}") from None


def install(python: Path, files: list[Path], *more: str | Path) -> None:
    """Install what some files pin, each as it stands; or what they want, the newest of it."""
    pinned = ("--no-deps", "--require-hashes", "--no-build-isolation")
    for file in files:
        how: list[str | Path] = [*pinned, "-r", file]
        if file.suffix == ".in":
            # Not by the file: it names pins to keep to.
            lines = file.read_text(encoding="utf-8").splitlines()
            how = ["--upgrade", *(line for line in lines if line[:1].isalnum())]
        run(python, "-m", "pip", "install", *more, *how)


def wheel(python: Path) -> tuple[Path, str]:
    """Build the wheel of this tree, unless it is there; return it and its stamp."""
    pins = requirements(["build"], newest=False)
    tools, wanted = MADE / "build", digest(pins)
    if not says(tools / "ready", wanted):
        shutil.rmtree(tools, ignore_errors=True)
        install(python, pins, "--target", tools)
        (tools / "ready").write_text(wanted, encoding="ascii")
    wanted = digest([ROOT / name for name in SOURCES])
    if not says(WHEEL / "ready", wanted):
        shutil.rmtree(WHEEL, ignore_errors=True)
        run(
            python,
            "-m",
            "hatchling",
            "build",
            "--target",
            "wheel",
            "--directory",
            WHEEL,
            path=tools,
        )
        (WHEEL / "ready").write_text(wanted, encoding="ascii")
    return next(WHEEL.glob("*.whl")), wanted


def put(python: Path, source: list[str | Path], wanted: str) -> None:
    """Install this project itself, unless just that is installed."""
    stamp = python.parent.parent / "installed"
    if not says(stamp, wanted):
        stamp.unlink(missing_ok=True)
        run(python, "-m", "pip", "install", "--no-deps", "--force-reinstall", *source)
        stamp.write_text(wanted, encoding="ascii")


def environment(
    name: str, pins: list[str], *, whole: bool = False, editable: bool = False, newest: bool = False
) -> Path:
    """Make an environment, or leave it as it is where nothing changed.

    Args:
        name: Its folder under `.make`.
        pins: The files of requirements that it holds, one laid over the other.
        whole: Whether the wheel of this tree is in it.
        editable: Whether the sources themselves are in it.
        newest: Whether to take the newest of all that is wanted and not the pins.

    Returns:
        Its interpreter.

    Raises:
        Cannot: If it cannot be made.
    """
    if sys.version_info < LOWEST:
        raise Cannot(
            f"Python {'.'.join(map(str, LOWEST))} or later is needed, and {sys.executable} is"
            f" {'.'.join(map(str, sys.version_info[:2]))}. Name one: make demo PYTHON=python3.12"
        )
    files = requirements(pins, newest)
    place = (MADE / name).resolve()
    stamp, python, wanted = place / "ready", python_of(place), digest(files)
    try:
        MADE.mkdir(exist_ok=True)
        LOG.write_text("", encoding="utf-8")
        if not says(stamp, wanted):
            shown = os.path.relpath(place, ROOT)
            print(f"Setting up {shown}; again only when its requirements change.", flush=True)
            create(place)
            install(python, files)
            stamp.write_text(wanted, encoding="ascii")
        if whole:
            built, wanted = wheel(python)
            put(python, [built], wanted)
        if editable:
            wanted = digest([ROOT / "pyproject.toml"])
            put(python, ["--no-build-isolation", "--editable", ROOT], wanted)
    except OSError as error:
        raise Cannot(f"The folder of the project cannot be written: {error}") from None
    return python


def main() -> int:
    """Make the environment that was asked for; say in one sentence why it cannot be."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("name", help="its folder under .make")
    parser.add_argument("pins", nargs="+", help="files of requirements/, without their ending")
    parser.add_argument("--wheel", action="store_true", help="with the wheel of this tree")
    parser.add_argument("--editable", action="store_true", help="with the sources themselves")
    parser.add_argument("--newest", action="store_true", help="the newest of all, without pins")
    said = parser.parse_args()
    more = {"whole": said.wheel, "editable": said.editable, "newest": said.newest}
    try:
        environment(said.name, said.pins, **more)
    except Cannot as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
