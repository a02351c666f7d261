"""A snapshot of SNOMED CT (RF2) → products and their active ingredients."""

from __future__ import annotations

from pathlib import Path

from mitosafe.lookup.code_files import (
    Broken,
    Ingredient,
    Product,
    Products,
    lines,
    one_file,
)

#: The attributes "has active ingredient" and "has precise active ingredient".
_ACTIVE = frozenset({"127489000", "762949000"})
#: The type of a fully specified name, such as `Aspirin (substance)`.
_FULL_NAME = "900000000000003001"
#: Columns of relationships: active, source, destination, type.
_ON, _SOURCE, _TARGET, _TYPE = 2, 4, 5, 7
#: Columns of descriptions: active, concept, type, term.
_CONCEPT, _KIND, _TERM = 4, 6, 7


def products(folder: Path) -> Products:
    """Read a snapshot, row by row.

    Args:
        folder: The folder that holds the snapshots of relationships and descriptions.

    Yields:
        A product for each concept with an active ingredient, a product for each
        ingredient itself, and each row that is broken.

    Raises:
        DataError: If a file is missing.
    """
    parts: dict[str, dict[str, None]] = {}
    for row in lines(one_file(folder, "sct2_Relationship_Snapshot*.txt"), "\t", 10):
        if isinstance(row, Broken):
            yield row
        elif row[_ON] == "1" and row[_TYPE] in _ACTIVE:
            parts.setdefault(row[_SOURCE], {})[row[_TARGET]] = None
    names = dict.fromkeys((part for found in parts.values() for part in found), "")
    for row in lines(one_file(folder, "sct2_Description_Snapshot*.txt"), "\t", 9):
        if isinstance(row, Broken):
            yield row
        elif row[_ON] == "1" and row[_KIND] == _FULL_NAME and row[_CONCEPT] in names:
            names[row[_CONCEPT]] = row[_TERM].rpartition(" (")[0] or row[_TERM]
    for concept, found in parts.items():
        yield Product(concept, tuple(Ingredient(names[part], "snomed", part) for part in found))
    for part, name in names.items():
        yield Product(part, (Ingredient(name),), "ingredient")
