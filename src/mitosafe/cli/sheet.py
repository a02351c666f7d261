"""`sheet`: a sheet for the ward and a card for the wallet."""

from __future__ import annotations

from pathlib import Path

import click

from mitosafe.cli import options
from mitosafe.model import Patient
from mitosafe.sheet import LAYOUTS
from mitosafe.sheet import sheet as made


@click.command()
@click.argument("file", required=False)
@click.option(
    "--drug",
    "-d",
    "drugs",
    metavar="TEXT",
    multiple=True,
    help="A medicine to be on it. May be given several times.",
)
@click.option("--all", "whole", is_flag=True, help="The whole list.")
@options.patient
@options.release
@options.language
@click.option(
    "--layout",
    type=click.Choice(LAYOUTS),
    default="both",
    show_default=True,
    help="The pages for the ward (A4), the card for the wallet, or both.",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file ending in .html or .pdf; without it, HTML on the standard output.",
)
@click.pass_obj
def sheet(
    lists: options.Lists,
    /,
    file: str | None,
    drugs: tuple[str, ...],
    whole: bool,
    patient: Patient,
    output: Path | None,
    **look: str,
) -> None:
    """Make a printable sheet of some medicines, or of the whole list.

    FILE has one medicine a line; - is the standard input. What was not understood is
    on the sheet too. PDF needs the extra: pip install "mitosafe[pdf]".
    """
    if whole == bool(file or drugs):
        raise click.UsageError("say what is to be on it: a FILE, --drug (or both), or --all")
    entries = None if whole else [*drugs, *(options.read_lines(file) if file else [])]
    html = made(lists.dataset, entries, patient=patient, **look)
    if output is not None and output.suffix.lower() == ".pdf":
        from mitosafe.sheet import pdf

        options.write(output, pdf.of(html))
    elif output is None or output.suffix.lower() in (".html", ".htm"):
        options.write(output, html)
    else:
        raise options.BadInput(f"{output} ends neither in .html nor in .pdf")
