"""The door: what the package offers by name, what it costs to open, and who may open it at once."""

from __future__ import annotations

import ast
import inspect
import pkgutil
import runpy
from importlib import import_module, metadata
from pathlib import Path

import pytest

import mitosafe
from mitosafe import _HOME, Dataset
from tests.fresh import python

NAMES = [name for name in mitosafe.__all__ if name != "__version__"]
TYPING_TESTS = Path(__file__).parent.parent / "typing_tests" / "base.py"


def test_names_are_sorted_and_there() -> None:
    """Every name of the door is listed once, in order, and can be had."""
    assert sorted(set(mitosafe.__all__)) == mitosafe.__all__
    assert sorted(mitosafe.__all__) == dir(mitosafe)
    for name in mitosafe.__all__:
        assert getattr(mitosafe, name) is not None


@pytest.mark.parametrize("name", NAMES)
def test_a_name_has_its_home(name: str) -> None:
    """A name comes from the module that the table says, and stays the same object."""
    value = getattr(import_module(f"mitosafe.{_HOME[name]}"), name)
    assert value is getattr(mitosafe, name) is getattr(mitosafe, name)
    if not inspect.ismethod(value):  # A method of the packaged list is at home in its class.
        assert f"mitosafe.{_HOME[name]}" == value.__module__


def test_the_table_of_homes_is_whole() -> None:
    """The table has every name and no other, and says what type checkers are told."""
    assert sorted(NAMES) == sorted(_HOME)
    tree = ast.parse(inspect.getsource(mitosafe))
    told = {
        alias.name: (node.module or "").removeprefix("mitosafe.")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("mitosafe.")
        for alias in node.names
    }
    assert told == _HOME


def test_no_module_bears_the_name_of_a_name() -> None:
    """A submodule named as something in the door would take its place once it is imported."""
    modules = {module.name for module in pkgutil.iter_modules(mitosafe.__path__)}
    assert set() == modules & set(NAMES)
    assert "judge" in modules


@pytest.mark.parametrize(("old", "new"), mitosafe._RENAMED.items())
def test_a_name_of_before_still_works_and_says_its_new_one(old: str, new: str) -> None:
    """An old name is the same object, and warns at the line that uses it."""
    with pytest.warns(DeprecationWarning, match=f"mitosafe.{old} is now mitosafe.{new};") as seen:
        assert getattr(mitosafe, old) is getattr(mitosafe, new)
    assert __file__ == seen[0].filename
    assert old not in mitosafe.__all__


def test_no_other_name() -> None:
    """What the door does not offer is an AttributeError, as of any module."""
    for name in ("chekc", "dataset", "_nothing", "Checker"):
        with pytest.raises(AttributeError, match=rf"module 'mitosafe' has no attribute '{name}'"):
            getattr(mitosafe, name)
    assert not hasattr(mitosafe, "safe")


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_described(name: str) -> None:
    """Every name has a description of its own whose first line is a sentence."""
    first = (getattr(mitosafe, name).__doc__ or "").strip().split("\n\n")[0].strip()
    assert first.endswith((".", ":"))


def test_the_version_is_that_of_the_package() -> None:
    """The version that the module tells is the one that was installed."""
    assert metadata.version("mitosafe") == mitosafe.__version__


@pytest.mark.parametrize("name", [n for n in NAMES if _HOME[n] == "answers.packaged"])
def test_a_function_asks_the_question_of_its_name(name: str) -> None:
    """A function of the door is the method of its name of the packaged list."""
    assert getattr(Dataset.packaged(), name) == getattr(mitosafe, name)


def test_every_public_call_has_its_type_asserted() -> None:
    """The typing tests assert the type of each function and of what it gives, and they run."""
    tree = ast.parse(TYPING_TESTS.read_text(encoding="utf-8"))
    asserted = {
        part.attr
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "assert_type"
        for part in ast.walk(call.args[0])
        if isinstance(part, ast.Attribute)
    }
    functions = {name for name in NAMES if inspect.isroutine(getattr(mitosafe, name))}
    assert set() == functions - asserted
    runpy.run_path(str(TYPING_TESTS))


# What it costs


def test_importing_reads_nothing_and_imports_nothing_else() -> None:
    """`import mitosafe` opens no file but its own code, and brings in no other package."""
    got = python(
        """
        import sys, importlib, typing, __future__
        opened = []
        sys.addaudithook(lambda event, args: event == "open" and opened.append(str(args[0])))
        before = set(sys.modules)
        import mitosafe
        print(sorted(set(sys.modules) - before))
        print([path for path in opened if not path.endswith((".py", ".pyc"))])
        """
    )
    assert "['mitosafe']\n[]\n" == got


def test_names_bring_in_only_what_they_need() -> None:
    """The types of the data come without the reader of data; a first answer needs no extra."""
    got = python(
        """
        import sys, mitosafe
        mitosafe.Level.RED, mitosafe.Patient
        print("cattrs" in sys.modules, "mitosafe.answers.dataset" in sys.modules)
        mitosafe.check("Depakine").html("fr")
        extras = "click rich narwhals pandas polars pyarrow starlette langcodes pydantic".split()
        print([name for name in extras if name in sys.modules])
        """
    )
    assert "False False\n[]\n" == got


# Who may open it at once


def test_threads_that_ask_first_at_the_same_moment() -> None:
    """Many threads that open the door and ask first, all at once, are given equal answers."""
    got = python(
        """
        import sys, threading
        import mitosafe
        sys.setswitchinterval(1e-6)
        count = 8
        gate, given = threading.Barrier(count), [None] * count

        def ask(number):
            gate.wait()
            given[number] = (
                mitosafe.check_all(["Depakine", "linezolid 600 mg", "amoxicillin", "zzyzx", None]),
                mitosafe.check("J01GB99", system="atc"),
                mitosafe.check("metfromin").suggestions,
                mitosafe.drugs(level="red"),
                mitosafe.diff("2024.1", "2026.2"),
                mitosafe.check("valproate", patient=mitosafe.Patient(has={"polg"})).html("nl"),
            )

        threads = [threading.Thread(target=ask, args=(number,)) for number in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        print(all(one == given[0] for one in given), given[0] is not None)
        """
    )
    assert "True True\n" == got
