"""`validate`: every fault of a folder of the list, each with its file and place."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

import click
from rich.text import Text

from mitosafe.cli import options, terminal
from mitosafe.errors import Fault
from mitosafe.loading import folder, layer
from mitosafe.validation import validate as checks


@click.command()
@click.argument("path", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--alone/--over",
    "alone",
    default=None,
    help="Whether the folder is a whole list, or lies over the packaged one. "
    "Without it, a folder with a releases.toml is a whole list.",
)
@options.as_json
def validate(path: Path, alone: bool | None, as_json: bool) -> None:
    """Show every fault of the data in the folder PATH.

    The exit code is 2 if there is any. The folder has the format of the list:
    drugs/<id>.toml, groups/<id>.toml, sources.toml and so on. A hospital's own needs only
    the files it adds to.
    """
    if alone is None:
        alone = (path / "releases.toml").exists()
    faults = checks.folder(path) if alone else _over(path)
    if as_json:
        rows = [{"file": f.file, "path": f.path, "message": f.message} for f in faults]
        options.write_json({"path": str(path), "alone": alone, "faults": rows})
    else:
        _show(path, faults)
    sys.exit(2 if faults else 0)


def _over(path: Path) -> list[Fault]:
    return checks.faults((folder.read_all(path, local=True), layer.packaged()))


def _show(path: Path, faults: list[Fault]) -> None:
    console = terminal.console()
    shown = terminal.clean(str(path))
    if not faults:
        console.print(Text(f"{shown}: no fault found in the form of the data."))
        console.print(Text("That says nothing of whether what it says is right.", "dim"))
        return
    count = f"{len(faults)} fault{'s' if len(faults) > 1 else ''}"
    console.print(Text.assemble(f"{shown}: ", (count, "bold")))
    for file, found in groupby(faults, key=lambda fault: fault.file):
        console.print()
        console.print(Text(terminal.clean(file), "bold"))
        for fault in found:
            place = Text(f"  {terminal.clean(fault.path)}", "dim")
            console.print(Text.assemble(place, ": ", terminal.clean(fault.message)))
