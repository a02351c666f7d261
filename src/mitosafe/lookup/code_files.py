"""Files of codes that users have a licence for → products and their ingredients, streamed.

A reader yields one product at a time, or a row that is broken; what an ingredient stands
for is looked up by `loaded_codes`. The formats of RxNorm, SNOMED CT and dm+d have modules
of their own; every other table is read as a text file with columns.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from mitosafe.errors import DataError, Fault

#: Signs between columns, the first that the heading has most of.
_BETWEEN = ",;\t|"
#: Signs between the ingredients of one cell.
_PLUS = "+"


class Ingredient(NamedTuple):
    """An ingredient as a file names it: by a name, a code, or both."""

    name: str
    system: str = ""
    code: str = ""


class Product(NamedTuple):
    """One product of a file."""

    code: str
    ingredients: tuple[Ingredient, ...]
    #: What the code is of, as `CodeOrigin.kind` says it.
    kind: str = "product"
    #: Whether the file says that there are more ingredients.
    partly: bool = False


class Broken(NamedTuple):
    """A row that cannot be read."""

    where: str


Products = Iterator[Product | Broken]


def delimited(
    path: Path, columns: Sequence[str] = (), ingredient_system: str = "", kind: str = "product"
) -> Products:
    """Read a text file with columns, one product a row.

    Args:
        path: The file, UTF-8, with a heading; commas, semicolons, tabs or bars between.
        columns: The headings of the column of codes and of the columns of ingredients;
            without them, the first column and the second.
        ingredient_system: The system of the ingredients' codes; without it they are names.
        kind: What the codes are of.

    Yields:
        A product for each row: several ingredients of a cell are separated by `+`.

    Raises:
        DataError: If a column is missing.
    """
    # What is not UTF-8 becomes surrogates, so that only the row in which it stands is lost.
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        heading = file.readline()
        between = max(_BETWEEN, key=heading.count)
        names = next(csv.reader([heading], delimiter=between), [])
        places = _places(names, columns, path)
        rows = csv.reader(file, delimiter=between)
        for row in _rows(rows):
            if row is None or len(row) <= max(places) or _foreign(row):
                yield Broken(f"{path.name}:{rows.line_num + 1}")
                continue
            code, *cells = (row[place] for place in places)
            parts = (part.strip() for cell in cells for part in cell.split(_PLUS))
            found = tuple(_ingredient(part, ingredient_system) for part in parts if part)
            yield Product(code, found, kind)


def _rows(rows: Iterator[list[str]]) -> Iterator[list[str] | None]:
    """Go through rows; none stands for one that breaks the rules of the format."""
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error:
            yield None
        else:
            if row:
                yield row


def _places(names: Sequence[str], columns: Sequence[str], path: Path) -> list[int]:
    if not columns:
        if len(names) < 2:
            message = "expected a column of codes and one of ingredients under a heading"
            raise DataError([Fault(path.name, "line 1", message)])
        return [0, 1]
    lost = [column for column in columns if column not in names]
    if lost:
        message = f"no column {', '.join(lost)}; there are {', '.join(names)}"
        raise DataError([Fault(path.name, "line 1", message)])
    return [names.index(column) for column in columns]


def _foreign(cells: Iterable[str]) -> bool:
    return any("\udc80" <= sign <= "\udcff" for cell in cells for sign in cell)


def _ingredient(text: str, system: str) -> Ingredient:
    return Ingredient(text, system, text) if system else Ingredient(text)


def lines(path: Path, between: str, least: int) -> Iterator[list[str] | Broken]:
    """Read a file without quoting, row by row, as RRF and RF2 are.

    Args:
        path: The file.
        between: The sign between cells.
        least: The fewest cells of a row that is whole.

    Yields:
        The cells of each row, or the row that is broken.
    """
    with path.open(encoding="utf-8", errors="surrogateescape", newline="\n") as file:
        for number, line in enumerate(file, 1):
            cells = line.rstrip("\r\n").split(between)
            whole = len(cells) >= least and (line.isascii() or not _foreign(cells))
            yield cells if whole else Broken(f"{path.name}:{number}")


def one_file(folder: Path, pattern: str) -> Path:
    """Return the one file in a folder, or below it, whose name matches a pattern.

    Raises:
        DataError: If there is none, or more than one.
    """
    found = sorted(folder.rglob(pattern))
    if len(found) != 1:
        message = f"{len(found)} files are named like {pattern}, expected one"
        raise DataError([Fault(folder.name, "$", message)])
    return found[0]
