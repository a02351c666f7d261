"""The command line of the review: `sheets` writes sheets, `take` takes signed ones in."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.review import paper, table
from tools.review.rows import Book
from tools.review.take import take

from mitosafe import Dataset
from mitosafe.model import LANGUAGES

ROOT = Path(__file__).parents[2]


def sheets(folder: Path, dataset: Dataset) -> int:
    """Write every sheet, in each language, to print and as a table.

    Args:
        folder: Where to; a folder for each language is made in it.
        dataset: The list.

    Returns:
        How many sheets there are in each language.
    """
    book = Book(dataset)
    for language in LANGUAGES:
        here = folder / language
        here.mkdir(parents=True, exist_ok=True)
        for sheet in book.sheets:
            _write(here / f"{sheet.id}.html", paper.html(sheet, book, language).encode())
            _write(here / f"{sheet.id}.csv", table.csv_bytes(sheet, book, language))
        _write(here / "index.html", paper.index(book, language).encode())
    return len(book.sheets)


def _write(path: Path, contents: bytes) -> None:
    path.write_bytes(contents)


def today() -> datetime.date:
    """Return the day; a signature of a later one is refused."""
    return datetime.datetime.now(datetime.UTC).date()


def take_in(tables: Sequence[Path], data: Path, *, report: Path | None, check: bool) -> int:
    """Take signed tables into the data, or say every fault of them and change nothing.

    Args:
        tables: The signed tables.
        data: The folder of the data.
        report: Where the report goes; the standard output without it.
        check: Whether to change nothing in any case.

    Returns:
        The exit code: 1 if there are faults.
    """
    taken = take(data, tables, today())
    if faults := taken.read.faults:
        print(f"{len(faults)} faults; nothing was changed:")
        print("\n".join(f"  {fault}" for fault in faults))
        return 1
    for path, text in taken.texts.items() if not check else ():
        path.write_text(text, encoding="utf-8", newline="\n")
    if report is None:
        print(taken.report)
    else:
        report.write_text(f"{taken.report}\n", encoding="utf-8", newline="\n")
    done = "would change" if check else "changed: run make data, then make test"
    print(f"{len(taken.texts)} data files {done}")
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command."""
    parser = argparse.ArgumentParser(prog="python -m tools.review", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    make = commands.add_parser("sheets", help="write the sheets")
    make.add_argument("--output", type=Path, default=ROOT / ".make" / "review-sheets")
    taking = commands.add_parser("take", help="take signed tables into the data")
    taking.add_argument("tables", type=Path, nargs="+", metavar="FILE")
    taking.add_argument("--data", type=Path, default=ROOT / "src" / "mitosafe" / "data")
    taking.add_argument("--report", type=Path, help="where the report goes")
    taking.add_argument("--check", action="store_true", help="change nothing")
    given = parser.parse_args(arguments)
    if given.command == "take":
        return take_in(given.tables, given.data, report=given.report, check=given.check)
    count = sheets(given.output, Dataset.packaged())
    print(f"{count} sheets in {len(LANGUAGES)} languages: open {given.output}/en/index.html")
    return 0


if __name__ == "__main__":
    sys.exit(main())
