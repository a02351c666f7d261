"""The commands held together: `mitosafe COMMAND ...`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

import mitosafe
from mitosafe.cli import check, codes, directory, export, listing, options, screen, sheet, validate
from mitosafe.errors import MitosafeError

EPILOG = (
    "Exit codes: 0 if the command ran, whatever it found; 2 if the input was bad. "
    "Information, not medical advice; not yet reviewed by a clinician; "
    "absence from the list is never safety."
)


class App(click.Group):
    """A group whose commands end with a message and 2 where the input was bad."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; errors that the library raises on purpose are bad input."""
        try:
            return super().invoke(ctx)
        except MitosafeError as error:
            raise options.BadInput(str(error)) from None


def _version(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if not wanted:
        return
    data = ctx.params.get("data")
    newest = options.Lists(data).dataset.release()
    click.echo(f"mitosafe {mitosafe.__version__}, list {newest.id} of {newest.date}")
    ctx.exit()


@click.group(
    cls=App,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96},
    epilog=EPILOG,
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    callback=_version,
    help="Show the versions of the package and of the list.",
)
@click.option(
    "--data",
    metavar="FOLDER",
    # Read before --version, which tells what list there is with the folder over it.
    is_eager=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A hospital's own folder, laid over the packaged list.",
)
@click.pass_context
def app(ctx: click.Context, data: Path | None) -> None:
    """Which medicines need care in mitochondrial disease: a cited, versioned list."""
    options.forgive(sys.stdout, sys.stderr)
    ctx.obj = options.Lists(data)


for _command in (
    check.check,
    check.show,
    listing.list_,
    listing.terms,
    listing.releases,
    listing.diff,
    codes.codes,
    screen.screen,
    sheet.sheet,
    export.export,
    validate.validate,
    *directory.COMMANDS,
):
    app.add_command(_command)
