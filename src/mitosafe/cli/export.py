"""`export`: the list in the shapes that others read."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
from rich.text import Text

from mitosafe.cli import options, terminal
from mitosafe.errors import MissingExtra


@click.command()
@click.argument("shape", required=False)
@click.option(
    "--output",
    "-o",
    metavar="FOLDER",
    default=".",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the files go; the folder is made. The current one without it.",
)
@options.release
@click.pass_obj
def export(lists: options.Lists, shape: str | None, output: Path, release: str | None) -> None:
    """Write the list in a SHAPE that others read.

    Without SHAPE it is said which there are. Files of the same names in FOLDER are written over.
    """
    from mitosafe import export as door

    if shape is None:
        _table(door.SHAPES)
        return
    try:
        written = door.write(shape, output, release=release, dataset=lists.dataset)
    except OSError as error:
        raise options.BadInput(f"{output} cannot be written: {error.strerror}") from None
    for path in written:
        click.echo(path)


def _table(shapes: dict[str, str]) -> None:
    table = terminal.grid("shape", "")
    for name, says in _shapes(shapes):
        table.add_row(Text(name, "bold"), says)
    terminal.console().print(table)


def _shapes(shapes: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Give each shape with what the function that makes it says of itself."""
    for name, place in shapes.items():
        module, _, function = place.partition(":")
        try:
            made = getattr(import_module(f"mitosafe.export.{module}"), function)
        except MissingExtra as error:
            yield name, str(error)
        else:
            yield name, (made.__doc__ or "").partition("\n")[0]
