"""What differs on Windows, looked for on any machine."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path, PurePosixPath

import pytest

import mitosafe
from mitosafe import Dataset, load
from tests import invented
from tests.fresh import python

PACKAGE = Path(mitosafe.__file__).parent
ROOT = Path(__file__).parent.parent.parent
#: Names that Windows keeps for devices, whatever stands behind the dot.
DEVICES = {"con", "prn", "aux", "nul"} | {
    f"{port}{n}" for port in ("com", "lpt") for n in range(10)
}
#: Modules of the standard library that Windows has not.
UNIX = {"fcntl", "grp", "posix", "pwd", "readline", "resource", "syslog", "termios", "tty"}


def kept() -> list[PurePosixPath]:
    """Return every file that a clone holds, by its place below the root of the repository."""
    folders = ("src", "tests", "docs", "tools", "review", "benchmarks", "requirements")
    paths = (path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file())
    return [
        PurePosixPath(path.relative_to(ROOT).as_posix())
        for path in paths
        if "__pycache__" not in path.parts
    ]


def modules() -> list[Path]:
    """Return the modules of the package."""
    return sorted(PACKAGE.rglob("*.py"))


class TestNames:
    """A clone and an installed package can be written to a disk of Windows."""

    def test_no_name_is_that_of_a_device(self) -> None:
        """No file is called `con.toml` or `aux.py`, nor has a sign that Windows forbids."""
        taken = [p for p in kept() if DEVICES & {part.split(".")[0].lower() for part in p.parts}]
        signs = [p for p in kept() if set('<>:"|?*\\') & set(str(p)) or str(p).endswith((".", " "))]
        assert ([], []) == (taken, signs)
        assert len(kept()) > 1000, "the data files were looked at"

    def test_no_two_names_differ_in_case_alone(self) -> None:
        """Two files of one folder never become one."""
        times = Counter(str(path).casefold() for path in kept())
        assert [] == [name for name, count in times.items() if count > 1]

    def test_no_path_is_too_long(self) -> None:
        """A path leaves room for a folder such as `C:/Users/.../site-packages` (260 in all)."""
        assert [] == [path for path in kept() if len(str(path)) > 140]


class TestText:
    """A file says the same whatever the line ends and the encoding of the machine."""

    def test_line_ends_of_windows_and_a_byte_order_mark(self, tmp_path: Path) -> None:
        """A folder saved by Notepad gives the same answers as the one it was copied from."""
        here = invented.write(tmp_path / "here")
        there = invented.write(tmp_path / "there")
        for path in there.rglob("*"):
            if path.is_file():
                text = path.read_bytes()
                path.write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
        ours, theirs = load(here), load(there)
        assert list(ours.everything()) == list(theirs.everything())
        entries = ["alphadrug 5 mg", "zzyzx", "", "betadrug"]
        assert ours.check_all(entries).as_dict() == theirs.check_all(entries).as_dict()

    def test_no_file_is_opened_in_the_encoding_of_the_machine(self, tmp_path: Path) -> None:
        """Python warns of every text file that is opened without its encoding; here, of none."""
        folder = invented.write(tmp_path / "own")
        got = python(
            f"""
            import mitosafe
            from mitosafe import export, fhir
            own = mitosafe.load({str(folder)!r})
            mitosafe.check("Depakine").text("fr"), own.check("alphadrug").html("nl")
            mitosafe.diff("2024.1", "2026.2"), mitosafe.communities(country="FR")
            print("well")
            """,
            "-X",
            "warn_default_encoding",
            "-W",
            "error::EncodingWarning",
        )
        assert "well\n" == got

    @pytest.mark.parametrize(
        "path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix()
    )
    def test_no_text_is_written_with_line_ends_of_the_machine(self, path: Path) -> None:
        """What is written as text says its line ends; all else is written as bytes."""
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute | ast.Name):
                name = call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id
                said = {keyword.arg for keyword in call.keywords}
                modes = {a.value for a in call.args if isinstance(a, ast.Constant)}
                writes = name == "write_text" or (name == "open" and modes & {"w", "a", "x", "wt"})
                assert not writes or {"encoding", "newline"} <= said, f"line {call.lineno}"

    @pytest.mark.parametrize(
        "path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix()
    )
    def test_no_module_is_imported_that_windows_has_not(self, path: Path) -> None:
        """No module needs a part of Python that is there on Unix alone."""
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = {
            alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names
        }
        named |= {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
        assert set() == named & UNIX


def test_a_clone_has_the_line_ends_of_the_repository() -> None:
    """Git is told not to change line ends, which the made files and the digests would feel."""
    rules = (ROOT / ".gitattributes").read_text(encoding="utf-8")
    assert "* text=auto eol=lf" in rules.splitlines()
    changed = [
        p
        for p in kept()
        if p.suffix in {".py", ".toml", ".tsv", ".md"} and b"\r" in (ROOT / p).read_bytes()
    ]
    assert [] == changed


def test_the_packaged_list_is_read_wherever_the_process_stands(tmp_path: Path) -> None:
    """Nothing depends on the working folder, which a service of Windows sets to its own."""
    got = python(
        f"""
        import os
        os.chdir({str(tmp_path)!r})
        import mitosafe
        print(mitosafe.check("Depakine").level.value)
        """
    )
    assert "orange\n" == got
    assert Dataset.packaged().check("Depakine").level is mitosafe.Level.ORANGE
