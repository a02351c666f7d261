"""A sheet as a table (CSV), which a spreadsheet opens and `signed` reads back."""

from __future__ import annotations

import csv
import io

from tools.review.rows import Book, Row, Sheet
from tools.review.words import ANSWERS, COLUMNS, WORDS

#: What parts the cells: spreadsheets in French and Dutch expect a semicolon.
DELIMITERS = {"en": ",", "fr": ";", "nl": ";"}


def csv_bytes(sheet: Sheet, book: Book, language: str) -> bytes:
    """Return a sheet as a table.

    Args:
        sheet: The sheet.
        book: The list it is from.
        language: `en`, `fr` or `nl`.

    Returns:
        The contents of the file, marked as UTF-8, for spreadsheets that else guess wrong.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=DELIMITERS[language], lineterminator="\r\n")
    writer.writerow(heads(language))
    writer.writerows(_cells(row, book, language) for row in sheet.rows)
    for question in sheet.questions:
        about = ", ".join(subject.names[language] for subject in question.subjects)
        said = (question.text[language], "", "", "", "")
        writer.writerow((question.id, "", about, WORDS["question"][language], *said, *_EMPTY))
    return text.getvalue().encode("utf-8-sig")


def heads(language: str) -> list[str]:
    """Return the heads of the columns; that of the verdict tells what may stand below it."""
    answers = " / ".join(said[language] for said in ANSWERS.values())
    more = {"verdict": f" ({answers})", "day": f" ({WORDS['day-example'][language]})"}
    return [f"{said[language]}{more.get(key, '')}" for key, said in COLUMNS.items()]


#: The cells that a clinician fills in.
_EMPTY = ("",) * 5


def _cells(row: Row, book: Book, language: str) -> tuple[str, ...]:
    writer = book.writers[language]
    line = writer.statement(row.said)
    cited, *details = line.details
    return (
        row.said.id,
        row.seal,
        row.subject.names[language],
        writer.level(row.level),
        line.text,
        cited,
        row.said.locator,
        "; ".join(details),
        WORDS["decides" if row.stands else "not-decides"][language],
        *_EMPTY,
    )
