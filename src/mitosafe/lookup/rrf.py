"""RxNorm in the Rich Release Format (RXNCONSO, RXNREL) → concepts and their ingredients."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mitosafe.lookup.code_files import (
    Broken,
    Ingredient,
    Product,
    Products,
    lines,
    one_file,
)

#: Term types from the ingredient up: a link leads from a higher one to a lower one. MIN is
#: left out: its links carry the ingredients of sibling products.
_RANKS = {
    kind: rank
    for rank, kind in enumerate(
        ("IN", "PIN", "BN", "SCDC", "SCDF", "SCDFP", "SCDG", "SCDGP", "SBDC", "SBDF", "SBDFP",
         "SBDG", "SCD", "SBD", "GPCK", "BPCK")
    )
}  # fmt: skip
_KINDS = {"IN": "ingredient", "PIN": "ingredient", "BN": "brand", "GPCK": "pack", "BPCK": "pack"}
#: Links that lead to what a concept is made of.
_LINKS = frozenset(
    {"has_ingredient", "consists_of", "contains", "tradename_of", "form_of", "has_form"}
    | {"ingredient_of", "constitutes", "contained_in", "has_tradename"}
)
#: Columns of RXNCONSO: concept, source, term type, name. Of RXNREL: concept, concept, link, source.
_CUI, _SAB, _TTY, _STR = 0, 11, 12, 14
_ONE, _OTHER, _RELA, _FROM = 0, 4, 7, 10


def products(folder: Path) -> Products:
    """Read a folder of RxNorm, full or prescribable, row by row.

    Args:
        folder: The folder that holds RXNCONSO.RRF and RXNREL.RRF, here or below.

    Yields:
        A product for each concept of RxNorm itself, and each row that is broken.

    Raises:
        DataError: If a file is missing.
    """
    kinds: dict[str, str] = {}
    names: dict[str, str] = {}
    for row in lines(one_file(folder, "RXNCONSO.RRF"), "|", 15):
        if isinstance(row, Broken):
            yield row
        elif row[_SAB] == "RXNORM" and row[_TTY] in _RANKS:
            kinds[row[_CUI]] = row[_TTY]
            if row[_TTY] == "IN":
                names[row[_CUI]] = row[_STR]
    links: dict[str, set[str]] = {}
    for row in lines(one_file(folder, "RXNREL.RRF"), "|", 11):
        if isinstance(row, Broken):
            yield row
        elif row[_FROM] == "RXNORM" and row[_RELA] in _LINKS:
            _link(row[_ONE], row[_OTHER], kinds, links)
    for concept, kind in kinds.items():
        found = sorted(_ingredients(concept, kinds, links))
        parts = tuple(Ingredient(names[part], "rxnorm", part) for part in found)
        yield Product(concept, parts, _KINDS.get(kind, "product"))


def _link(one: str, other: str, kinds: dict[str, str], links: dict[str, set[str]]) -> None:
    """Keep a link from what is made to what it is made of, whichever way it is written."""
    if one in kinds and other in kinds and kinds[one] != kinds[other]:
        made, part = sorted((one, other), key=lambda cui: _RANKS[kinds[cui]], reverse=True)
        # A brand name goes with every product that bears it; only its own links count.
        if kinds[part] != "BN":
            links.setdefault(made, set()).add(part)


def _ingredients(concept: str, kinds: dict[str, str], links: dict[str, set[str]]) -> Iterator[str]:
    seen, waiting = {concept}, [concept]
    while waiting:
        here = waiting.pop()
        if kinds[here] == "IN":
            yield here
        new = links.get(here, set()) - seen
        seen |= new
        waiting.extend(new)
