"""Invented drugs, groups and tables from which indexes are built."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from mitosafe import Codes, Drug, Group, Names, SubjectKind
from mitosafe.lookup import names
from mitosafe.lookup.index import Index, code_rows
from mitosafe.model import SubjectId

#: Beginnings of ATC codes that tell a route, of an odd and an even length, and of one letter.
ROUTES = ("S01\ttopical", "X05A\tby mouth", "Y\tinhaled")


def drug(name: str, **codes: tuple[str, ...]) -> Drug:
    """Return an invented drug whose names are the same in each language."""
    return Drug(
        id=SubjectId(name),
        kind=SubjectKind.MEDICINE,
        names=Names(en=name, fr=f"{name}e", nl=f"{name}um"),
        codes=Codes(**codes),
    )


def group(name: str, *atc: str) -> Group:
    """Return an invented group."""
    return Group(id=SubjectId(name), names=Names(en=name, fr=f"{name}s", nl=f"{name}en"), atc=atc)


def tables(
    drugs: Sequence[Drug] = (),
    groups: Sequence[Group] = (),
    **rows: Sequence[tuple[str, ...]],
) -> names.Tables:
    """Make the tables of names of invented entries and of tables by the stem of their file."""
    files = {f"{stem}.tsv": list(found) for stem, found in rows.items()}
    return names.tables(drugs, groups, lambda table: files.get(table, []))


def index(
    drugs: Sequence[Drug] = (),
    groups: Sequence[Group] = (),
    **rows: Sequence[tuple[str, ...]],
) -> Index:
    """Build an index of invented entries."""
    return Index(
        **attrs.asdict(tables(drugs, groups, **rows)),
        codes=map("\t".join, code_rows(drugs, groups)),
        words=["mg\tunit\ten", "per os\troute\ten"],
        routes=ROUTES,
    )


def brand(name: str, subjects: str, source: str = "x", country: str = "") -> tuple[str, ...]:
    """Return the row of a brand in `names.tsv`."""
    return (name, subjects, "brand", "", country, source)
