"""The package where there is no folder of files: in a zip, and frozen into a program."""

from __future__ import annotations

import re
import runpy
import sys
import zipfile
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType

import pytest

import mitosafe
from mitosafe import __pyinstaller as frozen
from tests.fresh import python

PACKAGE = Path(mitosafe.__file__).parent
QUESTIONS = """
    import mitosafe
    print(mitosafe.check("Depakine Chrono 500 mg").as_dict("fr"))
    print(len(mitosafe.communities()), len(mitosafe.diff("2024.1", "2026.2").changes))
    from mitosafe import export
    print(export.schema())
"""


def shipped() -> list[Path]:
    """Return the files that the wheel carries: modules, what is made from the data, and a look."""
    kept = (".py", ".json", ".typed", ".typ")
    return [p for p in PACKAGE.rglob("*") if p.suffix in kept and "__pycache__" not in p.parts]


def zipped(folder: Path) -> str:
    """Return code that imports the package from a zip, which is made in a folder."""
    packed = folder / "mitosafe.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in shipped():
            archive.write(path, path.relative_to(PACKAGE.parent).as_posix())
    return f"""
    import sys
    sys.path.insert(0, {str(packed)!r})
    import mitosafe
    assert {str(packed)!r} in mitosafe.__file__, mitosafe.__file__
    """


def test_the_package_answers_from_a_zip(tmp_path: Path) -> None:
    """Imported from a zip on the path, it gives the very answers of the installed package."""
    assert python(QUESTIONS) == python(zipped(tmp_path) + QUESTIONS)


def test_what_reads_packaged_files_is_imported_when_they_are_read() -> None:
    """importlib-resources comes with the first answer, and with nothing before it."""
    got = python(
        """
        import sys, mitosafe
        mitosafe.Level.RED, mitosafe.Dataset, mitosafe.Patient
        print("importlib_resources" in sys.modules)
        mitosafe.check("linezolid")
        print("importlib_resources" in sys.modules)
        """
    )
    assert got == "False\nTrue\n"


def test_there_is_one_way_to_packaged_files() -> None:
    """One module reads them; no other asks where the package lies."""
    ways = re.compile(r"importlib.resources|importlib import .*\bresources|pkgutil|__file__")
    modules = {p.relative_to(PACKAGE).as_posix(): p for p in PACKAGE.rglob("*.py")}
    found = {name for name, path in modules.items() if ways.search(path.read_text("utf-8"))}
    assert found == {"_text/resources.py", "__pyinstaller/__init__.py"}


class TestFrozen:
    """PyInstaller is told of what it cannot see; `make test-frozen` freezes a program for real."""

    def test_the_folder_of_hooks_is_found(self) -> None:
        """The entry point that PyInstaller looks for names a folder that holds the hook."""
        (point,) = entry_points(group="pyinstaller40", name="hook-dirs").select(
            module=frozen.__name__
        )
        (folder,) = point.load()()
        assert ["hook-mitosafe.py"] == [path.name for path in Path(folder).glob("hook-*.py")]

    def test_the_hook_asks_for_all_data_and_every_module(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The data, and the modules that are imported by name only, go into the program."""
        hooks = ModuleType("PyInstaller.utils.hooks")
        vars(hooks)["collect_data_files"] = lambda package: [("data of", package)]
        vars(hooks)["collect_submodules"] = lambda package, on_error: [package, on_error]
        for name in ("PyInstaller", "PyInstaller.utils"):
            monkeypatch.setitem(sys.modules, name, ModuleType(name))
        monkeypatch.setitem(sys.modules, hooks.__name__, hooks)
        (folder,) = frozen.hook_folders()
        said = runpy.run_path(str(Path(folder) / "hook-mitosafe.py"))
        assert ([("data of", "mitosafe")], ["mitosafe", "ignore"]) == (
            said["datas"],
            said["hiddenimports"],
        )
