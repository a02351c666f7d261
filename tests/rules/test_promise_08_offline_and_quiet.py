"""Promise 8."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest
from hypothesis import given

import mitosafe
from mitosafe import Dataset, Patient
from tests.fresh import python
from tests.strategies import entries, entries_of, patients_of

PACKAGE = Path(mitosafe.__file__).parent
#: What a library that is offline and quiet has no use for.
FORBIDDEN = {"socket", "ssl", "http", "urllib", "locale", "subprocess", "logging", "random"}
#: The modules that the door can lead to; the others are optional and imported by name.
DOOR = [
    "__init__",
    "_text/folding",
    "_text/showing",
    "answers/answer",
    "answers/closing",
    "answers/contents",
    "answers/data",
    "answers/dataset",
    "answers/diff",
    "answers/document",
    "answers/packaged",
    "answers/shown",
    "answers/view",
    "errors",
    "graph",
    "judge.judgement",
    "judge.knowledge",
    "judge.rule",
    "judge.weighing",
    "loading/decode",
    "loading/digests",
    "loading/layer",
    "lookup/index",
    "lookup/reader",
    "model",
    "render/__init__",
    "render/blocks",
    "render/html",
    "render/markdown",
    "render/text",
    "validation/validate",
]

#: Everything that can be asked, in a process that notes what is opened.
ASK = """
    import sys
    import mitosafe
    opened, events = [], []

    def note(event, args):
        if event == "open":
            opened.append((str(args[0]), args[1], args[2]))
        events.append(event)

    sys.addaudithook(note)
    known = mitosafe.Patient(has={"polg"})
    answer = mitosafe.check("Depakine Chrono 500 mg metfromin", patient=known)
    report = mitosafe.check_all(["linezolid", None, "zzyzx", "Aceon"], release="2024.1")
    diff = mitosafe.diff("2025.2", "2026.1")
    for value in (answer, report, diff):
        for language in ("en", "fr", "nl"):
            value.text(language), value.html(language), value.markdown(language)
            value.as_dict(language)
    answer.suggestions, mitosafe.drugs(level="red"), mitosafe.drug("Zyvox"), mitosafe.releases()
"""
LOUD = (
    "socket.", "http.", "urllib.", "ftplib.", "smtplib.", "subprocess.", "os.system", "os.exec",
    "os.spawn", "os.posix_spawn", "os.fork", "os.putenv", "os.unsetenv", "os.mkdir", "os.remove",
    "os.rename", "os.truncate", "os.chmod", "os.link", "os.symlink", "shutil.", "tempfile.",
    "sqlite3.", "webbrowser.", "syslog.", "ctypes.",
)  # fmt: skip

SHIPPED = Dataset.packaged()
#: What happened while something listens: a hook cannot be taken away, so it is told when to.
LISTENING: list[bool] = []
HEARD: list[str] = []
sys.addaudithook(lambda event, _: HEARD.append(event) if LISTENING else None)


class TestOfflineAndQuiet:
    """Promise 8.

    **Offline and quiet.** No network, no clock, no environment variable, no write, nothing
    read at import.
    """

    def test_nothing_is_read_at_import(self) -> None:
        """`import mitosafe` opens nothing but its own code."""
        got = python(
            """
            import sys, importlib, typing
            opened = []
            sys.addaudithook(lambda e, args: e == "open" and opened.append(str(args[0])))
            import mitosafe
            print([path for path in opened if not path.endswith((".py", ".pyc"))])
            """
        )
        assert "[]\n" == got

    def test_only_the_package_is_read(self) -> None:
        """Every question reads only files of the package, writes none, and calls nobody."""
        got = python(
            f"""{ASK}
    import os
    home = os.path.dirname(os.path.abspath(mitosafe.__file__)) + os.sep
    data = [o for o in opened if not o[0].endswith((".py", ".pyc"))]
    writes = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
    print(sorted({{os.path.basename(path) for path, _, _ in data}}))
    print([path for path, _, _ in data if not os.path.abspath(path).startswith(home)])
    print([o for o in opened if o[2] & writes or set(o[1] or "r") & set("wax+")])
    print(sorted({{event for event in events if event.startswith({LOUD!r})}}))
    """
        )
        assert "['compiled.json', 'lookup.json']\n[]\n[]\n[]\n" == got

    def test_neither_clock_nor_environment_nor_locale(self) -> None:
        """With clock, environment and locale out of order, every question is answered as ever."""
        got = python(
            f"""
    import datetime, difflib, html, importlib.resources, inspect, json, locale, os, re, textwrap
    import time, tomllib, typing, unicodedata
    import attrs, cattrs, cattrs.gen

    class Broken:
        def __getattr__(self, name):
            raise AssertionError(f"asked for {{name}}")
        __getitem__ = __contains__ = __call__ = __iter__ = __len__ = __getattr__

    def broken(*args, **kwargs):
        raise AssertionError("asked for")

    class Day(datetime.date):
        today = classmethod(broken)

    class Moment(datetime.datetime):
        now = utcnow = today = classmethod(broken)

    os.environ = os.environb = Broken()
    os.getenv = os.urandom = os.getcwd = os.getlogin = broken
    datetime.date, datetime.datetime = Day, Moment
    for name in ("time", "time_ns", "localtime", "gmtime", "strftime", "monotonic", "sleep"):
        setattr(time, name, broken)
    for name in ("getlocale", "setlocale", "getpreferredencoding", "localeconv", "getencoding"):
        setattr(locale, name, broken)
    {ASK}
    print(answer.level.value, len(report), len(diff.changes) > 0)
    """,
            "-X",
            "warn_default_encoding",
            "-W",
            "error",
        )
        assert "red 4 True\n" == got

    @given(entries() | entries_of(SHIPPED), patients_of(SHIPPED))
    def test_whatever_is_asked(self, entry: object, patient: Patient) -> None:
        """Once the list is read, no entry and no patient makes it open, write or call anything."""

        def shown() -> tuple[object, ...]:
            answer = SHIPPED.check(entry, patient=patient)
            return answer.text("fr"), answer.html("nl"), answer.as_dict()

        assert all(shown())  # A module is imported when it is first needed, and so was read.
        HEARD.clear()
        LISTENING.append(True)
        assert all(shown())
        LISTENING.clear()
        assert [] == [event for event in HEARD if event.startswith(("open", *LOUD))]

    def test_nothing_is_printed_or_warned(self) -> None:
        """A question prints nothing and warns of nothing."""
        assert "" == python(ASK, "-W", "error")

    @pytest.mark.parametrize("module", DOOR)
    def test_no_module_of_the_door_has_a_use_for_the_world(self, module: str) -> None:
        """No module that the door leads to imports what talks to the world, or names it."""
        tree = ast.parse(
            PACKAGE.joinpath(*module.split(".")).with_suffix(".py").read_text(encoding="utf-8")
        )
        imported = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add((node.module or "").split(".")[0])
        assert set() == imported & FORBIDDEN
        named = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
        named |= {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
        quiet = {"environ", "getenv", "now", "today", "utcnow", "getlocale", "print", "write_text"}
        assert set() == named & quiet
