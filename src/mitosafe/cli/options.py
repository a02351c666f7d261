"""What the commands share: options, the list they ask, and how bad input ends."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterable
from functools import cached_property, wraps
from pathlib import Path
from typing import Any

import click

from mitosafe.answers import packaged
from mitosafe.answers.dataset import Dataset, load
from mitosafe.model import LANGUAGES, Patient

language = click.option(
    "--language",
    "-l",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    help="The language of what is shown; never taken from the machine.",
)
release = click.option(
    "--release", "-r", metavar="ID", help="A release of the list, such as 2024.1; else the newest."
)
as_json = click.option(
    "--json", "as_json", is_flag=True, help="Give plain values for a program, not text."
)


def patient(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say what is known, given to the command as one `patient`."""

    @wraps(command)
    def told(*args: Any, has: tuple[str, ...], lacks: tuple[str, ...], **more: Any) -> Any:
        return command(*args, patient=known(has, lacks), **more)

    with_lacks = click.option(
        "--lacks",
        metavar="ID",
        multiple=True,
        help="A condition that is known not to apply. May be given several times.",
    )
    with_has = click.option(
        "--has",
        metavar="ID",
        multiple=True,
        help="A condition of the patient or of the use, such as polg or prolonged "
        "(see `mitosafe terms conditions`). May be given several times.",
    )
    return with_has(with_lacks(told))


class BadInput(click.ClickException):
    """Input that cannot be used: one message, and the exit code 2."""

    exit_code = 2


class Lists:
    """The list that the commands ask, read when it is first asked."""

    def __init__(self, folder: Path | None) -> None:
        """Keep the folder of a hospital's own rows, if there is one."""
        self.folder = folder

    @cached_property
    def dataset(self) -> Dataset:
        """The packaged list, with the hospital's own rows over it."""
        if self.folder is None:
            return packaged.dataset()
        return load(self.folder, base=Dataset.packaged())


def known(has: Iterable[str], lacks: Iterable[str]) -> Patient:
    """Make the patient of `--has` and `--lacks`."""
    try:
        return Patient(has=has, lacks=lacks)
    except ValueError as error:
        raise BadInput(str(error)) from None


def forgive(*streams: Any) -> None:
    """Let a stream replace the characters that its encoding does not have."""
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def json_text(value: Any) -> str:
    """Give plain values as readable JSON."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def write_json(value: Any) -> None:
    """Write plain values to the standard output, readable, in any encoding."""
    text = json_text(value)
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, ensure_ascii=True, indent=2) + "\n"
    click.echo(text, nl=False)


def read_lines(path: str) -> list[str]:
    """Read a text file with one entry a line.

    Args:
        path: The file, or `-` for the standard input.

    Returns:
        The lines, without those that are blank.

    Raises:
        BadInput: If it cannot be read or is not UTF-8.
    """
    try:
        with click.open_file(path, "rb") as file:
            text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{path} is not UTF-8 (byte {error.start}); convert it first") from None
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}") from None
    return [line for line in text.splitlines() if line.strip()]


def write(path: Path | None, content: str | bytes) -> None:
    """Write a file that was asked for, in UTF-8; without a path, to the standard output.

    Raises:
        BadInput: If it cannot be written.
    """
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    if path is None:
        click.echo(data, nl=False)
        return
    try:
        path.write_bytes(data)
    except OSError as error:
        raise BadInput(f"{path} cannot be written: {error.strerror}") from None
