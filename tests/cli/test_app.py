"""The front of the command line: start, help, versions, streams, and what is missing."""

from __future__ import annotations

import io
import json
import os
import runpy
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import mitosafe
from mitosafe import __main__ as front
from mitosafe.cli import app as apps
from mitosafe.cli import options
from tests.conftest import Run


def started(*words: str | bytes, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Start `python -m mitosafe` as a process of its own."""
    command: list[str | bytes] = [sys.executable, "-m", "mitosafe", *words]
    return subprocess.run(
        command,
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
    )


def test_it_starts_as_a_module() -> None:
    """`python -m mitosafe` answers in UTF-8, and a finding ends with 0."""
    done = started("check", "Dépakine Chrono 500 mg", "-l", "fr", PYTHONUTF8="1")
    assert done.returncode == 0
    assert "ROUGE" in done.stdout.decode("utf-8")
    assert done.stderr == b""


def test_bad_input_of_a_process_ends_with_2() -> None:
    """A process ends with 2 and a message, not with a trace."""
    done = started("check", "x", "--release", "0")
    assert done.returncode == 2
    assert done.stderr.startswith(b"Error: unknown release '0'; allowed: 2010.1")


def test_a_poor_encoding_loses_letters_but_not_the_answer() -> None:
    """In an encoding without the signs they are replaced; JSON escapes them instead."""
    ascii_only = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    shown = started("check", "valproate", "-l", "fr", **ascii_only)
    plain = started("check", "valproate", "-l", "fr", "--json", **ascii_only)
    assert (shown.returncode, plain.returncode) == (0, 0)
    assert b"ROUGE" in shown.stdout
    assert json.loads(plain.stdout)["findings"][0]["name"] == "acide valproïque"


def test_bytes_that_are_no_text_are_an_entry_all_the_same() -> None:
    """An argument that is not UTF-8 is answered, and nothing breaks."""
    if sys.platform == "win32":
        pytest.skip("arguments are text there")
    done = started("check", b"valproate \xff")
    assert done.returncode == 0
    assert b"valproate" in done.stdout


def test_main_runs_the_words_it_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    """`main` ends the process with the exit code of the command."""
    with pytest.raises(SystemExit) as ended:
        front.main(["terms", "conditions"])
    assert ended.value.code == 0
    assert "polg" in capsys.readouterr().out


def test_the_module_runs_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run as a program, the module runs the command line and ends with its exit code."""
    monkeypatch.setattr(sys, "argv", ["mitosafe", "terms", "sesame"])
    monkeypatch.delitem(sys.modules, "mitosafe.__main__")
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("mitosafe", run_name="__main__")
    assert ended.value.code == 2


def test_json_is_escaped_where_the_encoding_is_poor() -> None:
    """In an encoding that lacks a letter JSON has its escape, and stays JSON."""
    runner = CliRunner(charset="ascii")
    done = runner.invoke(apps.app, ["check", "valproate", "-l", "fr", "--json"])
    assert json.loads(done.stdout)["findings"][0]["name"] == "acide valproïque"


def test_main_without_words_runs_those_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without arguments `main` takes the command line of the process."""
    monkeypatch.setattr(sys, "argv", ["mitosafe", "--help"])
    with pytest.raises(SystemExit) as ended:
        front.main()
    assert ended.value.code == 0


@pytest.mark.parametrize("name", ["click", "rich"])
def test_it_says_how_to_get_what_is_missing(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without click or rich the process ends with 2 and says what to install."""
    monkeypatch.setattr(mitosafe, "cli", sys.modules["mitosafe.cli"], raising=False)
    monkeypatch.setitem(sys.modules, name, None)
    for module in [m for m in sys.modules if m.startswith(("mitosafe.cli", f"{name}."))]:
        monkeypatch.delitem(sys.modules, module)
    assert front.main(["releases"]) == 2
    assert 'pip install "mitosafe[cli]"' in capsys.readouterr().err


def test_another_missing_module_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """A module that is missing for another reason is an error of its own."""
    monkeypatch.setitem(sys.modules, "mitosafe.cli.app", None)
    with pytest.raises(ModuleNotFoundError):
        front.main(["releases"])


def test_the_versions_of_package_and_list(run: Run) -> None:
    """--version names both."""
    done = run("--version")
    newest = mitosafe.Dataset.packaged().release()
    assert done.stdout == f"mitosafe {mitosafe.__version__}, list {newest.id} of {newest.date}\n"


def test_help_names_the_commands_and_the_exit_codes(run: Run) -> None:
    """The help lists every command and says what 0 and 2 mean."""
    said = " ".join(run("--help").stdout.split())
    for name in ("check", "diff", "export", "list", "releases", "screen", "sheet", "show", "terms",
                 "validate"):  # fmt: skip
        assert f" {name} " in said
    assert "0 if the command ran, whatever it found; 2 if the input was bad" in said
    assert "absence from the list is never safety" in said


def test_every_command_explains_itself(run: Run) -> None:
    """Each command and each of its options has a help text."""
    for name, command in apps.app.commands.items():
        assert run(name, "--help").exit_code == 0
        assert command.help
        options_of = [p for p in command.params if isinstance(p, click.Option)]
        assert {o.name for o in options_of if not o.help} <= {"kind"}


def test_streams_that_cannot_be_set_are_left_alone() -> None:
    """A stream without an encoding stays as it is; one with an encoding forgives."""
    plain, text = io.StringIO(), io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    options.forgive(plain, text)
    assert text.errors == "replace"


def test_a_file_that_cannot_be_written_is_bad_input(tmp_path: Path) -> None:
    """The message names the file and the reason."""
    with pytest.raises(options.BadInput, match="cannot be written"):
        options.write(tmp_path / "no" / "folder", "x")


def test_a_file_is_written_as_utf8_with_plain_line_ends(tmp_path: Path) -> None:
    """Text and bytes go out as they are; a lone surrogate is replaced."""
    options.write(tmp_path / "a", "é\n\ud800")
    options.write(tmp_path / "b", b"\x00")
    assert (tmp_path / "a").read_bytes() == b"\xc3\xa9\n?"
    assert (tmp_path / "b").read_bytes() == b"\x00"
