"""`screen`: a whole file of medication entries, streaming, with a report."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any, TextIO

import attrs
import click
from rich import progress

from mitosafe.answers import closing
from mitosafe.answers.answer import Answer
from mitosafe.answers.document import Writer
from mitosafe.answers.view import View
from mitosafe.cli import options, terminal
from mitosafe.model import Patient, Review
from mitosafe.render import html, text
from mitosafe.screening import files
from mitosafe.screening.beside import beside
from mitosafe.screening.report import as_dict, report
from mitosafe.screening.rows import BadRow, Item, Noted, OfAnswers, Passed, Tally
from mitosafe.screening.rows import screen as screened
from mitosafe.sheet import page

#: The formats of a report, and the endings of file names that mean them.
REPORTS = {"text": (".txt",), "csv": (".csv",), "json": (".json",), "html": (".html", ".htm")}
#: After so many rows the progress bar moves.
STEP = 2_000


@click.command()
@click.argument("file")
@click.option(
    "--column",
    "-c",
    metavar="NAME",
    help="The column (or key, or number with --no-header) that holds the medicines.",
)
@click.option(
    "--keep",
    "-k",
    metavar="NAME",
    multiple=True,
    help="Carry this column into a CSV report. May be given several times.",
)
@click.option(
    "--system",
    "-s",
    metavar="NAME",
    help="The column holds codes of this system: atc, rxnorm, unii, cas, ...",
)
@click.option(
    "--text-column",
    "-t",
    "text",
    metavar="NAME",
    help="The column with the text beside each code; where both name a medicine and differ, "
    "both are answered and the conflict is named.",
)
@click.option(
    "--from",
    "from_",
    type=click.Choice(list(files.FORMATS)),
    help="The format of FILE, where its name does not tell.",
)
@click.option("--encoding", default="utf-8", show_default=True, help="The encoding of a text file.")
@click.option("--delimiter", metavar="CHAR", help="What stands between cells; found by itself.")
@click.option("--header/--no-header", default=True, help="Whether the first row is a heading.")
@options.patient
@options.release
@options.language
@click.option(
    "--format",
    "-f",
    "shape",
    type=click.Choice(list(REPORTS)),
    help="The format of the report; else from the name of OUTPUT, or text.",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the report goes; the standard output without it.",
)
@click.pass_obj
def screen(
    lists: options.Lists, /, file: str, patient: Patient, release: str | None, **given: Any
) -> None:
    """Screen a FILE of medication entries.

    FILE (- for the standard input) is CSV, TSV, Parquet, NDJSON, a text file with one entry
    a line, a FHIR resource or Bundle (JSON), or a FHIR bulk export (NDJSON, without
    --column). Of a folder with the files of one bulk export, the medicines to which
    others refer and the diseases of the patients are taken into account.

    The report gives the rows by level and by medicine, and all that was not
    understood. As CSV it has instead one line for each row of FILE, in order. Rows
    that cannot be read are counted and named with their line numbers.
    """
    view = lists.dataset.view(release, patient)
    job = _job(file, view, given)
    meant = files.format_of(file, given["from_"], given["column"])
    tally = Tally()
    with _opened(job, patient, meant) as found, _rows_to(job) as write, _bar(found) as moved:
        items = screened(found.rows, lists.dataset, patient=patient, release=release)
        for number, item in enumerate(items, 1):
            tally.add(item)
            write(item)
            if number % STEP == 0:
                moved(number)
    _report(job, tally)


@attrs.frozen(kw_only=True)
class _Job:
    """What was asked for: of which file, of which list, and where to."""

    file: str
    view: View
    language: str
    shape: str
    output: Path | None
    wanted: files.Wanted


def _job(file: str, view: View, given: dict[str, Any]) -> _Job:
    output: Path | None = given["output"]
    if output is not None and output.exists() and Path(file).exists() and output.samefile(file):
        raise options.BadInput(f"{output} is the file to be screened; name another one")
    delimiter = given["delimiter"]
    if delimiter is not None and len(delimiter) != 1:
        raise options.BadInput(f"--delimiter is one character, not {delimiter!r}")
    suffix = output.suffix.lower() if output else ""
    meant = next((name for name, ends in REPORTS.items() if suffix in ends), "text")
    names = ("column", "keep", "system", "text", "encoding", "delimiter", "header")
    return _Job(
        file=file,
        view=view,
        language=given["language"],
        shape=given["shape"] or meant,
        output=output,
        wanted=files.Wanted(**{name: given[name] for name in names}),
    )


def _opened(job: _Job, patient: Patient, format: str) -> AbstractContextManager[files.Opened]:
    if format.startswith("fhir"):
        if job.wanted.text is not None:
            raise options.BadInput("FHIR says codes and texts itself; leave --text-column out")
        from mitosafe.screening import bulk
        from mitosafe.screening.records import Reader

        reader = Reader(job.view, patient, job.language)
        if format == "fhir-bulk":
            return bulk.opened(reader, job.file)
        return reader.opened(job.file, format)
    return files.opened(job.file, format, job.wanted)


@contextmanager
def _bar(found: files.Opened) -> Iterator[Callable[[int], None]]:
    """Show a progress bar on the standard error, if that is a terminal."""
    console = terminal.console(stderr=True)
    columns = (
        progress.SpinnerColumn(),
        progress.BarColumn(),
        progress.TaskProgressColumn(),
        progress.TextColumn("{task.fields[rows]:,} rows"),
        progress.TimeElapsedColumn(),
        progress.TimeRemainingColumn(),
    )
    hidden = not console.is_terminal
    with progress.Progress(*columns, console=console, transient=True, disable=hidden) as bar:
        task = bar.add_task("", total=found.total, rows=0)
        yield lambda rows: bar.update(task, completed=found.done(), rows=rows)


@contextmanager
def _rows_to(job: _Job) -> Iterator[Callable[[Item], None]]:
    """Give what writes each row as it comes: a CSV file, or nothing for a report."""
    if job.shape != "csv":
        yield _nowhere
        return
    if job.output is None:
        yield _CsvRows(sys.stdout, job).write
        return
    with ExitStack() as held:
        try:
            stream = held.enter_context(beside(job.output))
        except OSError as error:
            raise options.BadInput(f"{job.output} cannot be written: {error.strerror}") from None
        yield _CsvRows(stream, job).write


def _nowhere(_item: Item) -> None:
    """Write nothing: the report is made of the sums alone."""


class _CsvRows:
    """Writes one CSV line for each row, and one for each run of rows that is bad."""

    HEAD = (
        "entry",
        "outcome",
        "level",
        "worst",
        "medicines",
        "says",
        "contested",
        "not_assessed",
        "not_understood",
        "set_aside",
        "list",
    )

    def __init__(self, stream: TextIO, job: _Job) -> None:
        self._out = csv.writer(stream, lineterminator="\n")
        self._writer = Writer(job.view.dataset, job.language, full=False)
        self._kept = len(job.wanted.keep)
        self._cells = OfAnswers(self._made)
        self._release = job.view.release
        self._beside = ["conflict"] if job.wanted.text is not None else []
        self._out.writerow(["row", "where", *job.wanted.keep, *self.HEAD, *self._beside])

    def write(self, item: Item) -> None:
        if isinstance(item, Noted):
            return  # no row: the report beside it tells the diseases
        if isinstance(item, BadRow):
            number = str(item.first) if item.count == 1 else f"{item.first}-{item.last}"
            self._other(number, "bad-row", item.reason)
        elif isinstance(item, Passed):
            number = f"{item.count} ×" if item.count > 1 else str(item.number)
            self._other(number, "passed-over", item.what)
        else:
            row, entry = item.row, "" if item.row.entry is None else item.row.entry
            *said, made = self._cells(item.answer)
            line = [row.number, row.where, *row.kept, entry, *said, item.set_aside, made]
            differs = "yes" if item.answer.conflict else ""
            self._out.writerow([*line, *(differs for _ in self._beside)])

    def _other(self, number: str, outcome: str, reason: str) -> None:
        blank = [""] * (self._kept + 1)
        cells = (outcome, "", "", "", "", "", "", reason, "")
        self._out.writerow(
            [number, "", *blank, *cells, self.closing(), *("" for _ in self._beside)]
        )

    def closing(self, reviews: tuple[Review, ...] = ()) -> str:
        """Say the release, the review status of what stands in the line, and absence."""
        review = closing.review(self._writer.lexicon, reviews).words[self._writer.language]
        absence = self._writer.phrase("absence")
        return f"{self._release.id}, {self._release.date}. {review} {absence}"

    def _made(self, answer: Answer) -> tuple[str, ...]:
        """Give the cells of an answer."""
        return (
            answer.outcome.value,
            answer.level.value if answer.level else "",
            answer.worst.value if answer.worst else "",
            "; ".join(finding.drug.id for finding in answer.findings),
            " | ".join(map(self._writer.under, answer.findings)),
            "yes" if answer.contested else "",
            "; ".join(match.name for match in answer.not_assessed),
            "; ".join([*answer.unread, *(match.name for match in answer.ambiguous)]),
            self.closing(answer.reviews),
        )


def _report(job: _Job, tally: Tally) -> None:
    """Give the report; beside CSV rows it goes to the standard error."""
    blocks = report(tally, job.view, job.file, job.language)
    if job.shape == "csv":
        terminal.show(terminal.console(stderr=True), blocks)
    elif job.shape == "text" and job.output is None:
        terminal.show(terminal.console(), blocks)
    elif job.shape == "text":
        options.write(job.output, text.render(blocks))
    elif job.shape == "html":
        options.write(job.output, page(html.render(blocks, job.language), job.file, job.language))
    elif job.output is None:
        options.write_json(as_dict(tally, job.view, job.file, job.language))
    else:
        plain = as_dict(tally, job.view, job.file, job.language)
        options.write(job.output, options.json_text(plain))
