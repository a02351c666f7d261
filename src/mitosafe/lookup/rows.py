"""Rows of names as the files have them: what one file says of one name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

import attrs

from mitosafe.lookup import options
from mitosafe.lookup.options import Option
from mitosafe.model import Drug, Group, SubjectKind

#: Gives the rows of a flat table by its name.
Rows = Callable[[str], Sequence[tuple[str, ...]]]
#: Editions of one source: what both say, one source says.
_EDITIONS = {"rxnorm_old": "rxnorm", "amc_legacy": "amc"}


@attrs.frozen(kw_only=True)
class Row:
    """What one file says of one name.

    Args:
        file: The file.
        name: The name as it is written.
        kind: The kind of name.
        options: What it may stand for.
        sources: Who says so; editions of one source count as one.
        also: What else an abbreviation can mean.
    """

    file: str
    name: str
    kind: str
    options: tuple[Option, ...]
    sources: frozenset[str] = frozenset()
    also: str = ""


def of_entries(drugs: Iterable[Drug], groups: Iterable[Group]) -> Iterator[Row]:
    """Return the names that entries have.

    Args:
        drugs: Every drug, substance and measure.
        groups: Every group.

    Yields:
        A row for each preferred name and each synonym of a group.
    """
    for drug in drugs:
        place = "drugs" if drug.kind is SubjectKind.MEDICINE else "measures"
        for name in filter(None, attrs.astuple(drug.names)):
            yield _of_entry(f"{place}/{drug.id}.toml", name, "inn", drug.id)
    for group in groups:
        for name in (*filter(None, attrs.astuple(group.names)), *group.synonyms):
            yield _of_entry(f"groups/{group.id}.toml", name, "group", group.id)


def _of_entry(file: str, name: str, kind: str, subject: str) -> Row:
    return Row(file=file, name=name, kind=kind, options=(Option(subjects=(subject,)),))


def of_tables(rows: Rows) -> Iterator[Row]:
    """Return the names of `names.tsv`, and of `abbreviations.tsv` those that are not dangerous.

    Args:
        rows: What gives the rows of a table.

    Yields:
        The rows, in order.
    """
    for name, subjects, kind, _, country, source in rows("names.tsv"):
        found = options.read(subjects)
        if country:
            found = tuple(attrs.evolve(o, countries=tuple(country.split(","))) for o in found)
        sources = frozenset(_EDITIONS.get(s, s) for s in source.split(",") if s)
        yield Row(file="names.tsv", name=name, kind=kind, options=found, sources=sources)
    yield from (row for row, dangerous in abbreviations(rows) if not dangerous)


def abbreviations(rows: Rows) -> Iterator[tuple[Row, str]]:
    """Return the abbreviations.

    Args:
        rows: What gives the rows of a table.

    Yields:
        Each with whether it is dangerous: `yes`, or empty.
    """
    for name, subjects, _, also, dangerous, _ in rows("abbreviations.tsv"):
        kind = "dangerous-abbreviation" if dangerous else "abbreviation"
        found = options.read(subjects)
        file = "abbreviations.tsv"
        yield Row(file=file, name=name, kind=kind, options=found, also=also), dangerous


def countries(rows: Rows) -> str:
    """Return the countries that names have, in this list and in those below it.

    Args:
        rows: What gives the rows of a table.

    Returns:
        Their codes, sorted, separated by spaces.
    """
    columns = (row[4].split(",") for row in rows("names.tsv"))
    below = (row[0] for row in rows("countries"))
    return " ".join(sorted({*chain.from_iterable(columns), *below} - {""}))
