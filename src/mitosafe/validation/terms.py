"""Whether the terms of a vocabulary fit together, and the codes of conditions with them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from mitosafe._text.folding import fold
from mitosafe.errors import Fault
from mitosafe.loading import decode
from mitosafe.loading.layer import Corpus

#: What a condition may be.
CONDITION_KINDS = ("disorder", "gene", "variant", "carrier", "suspicion", "feature")
#: How a code may fit its condition; one that is wider, but of little else, is to be asked of.
MATCHES = ("exact", "narrower", "broader", "asks")
#: The tables of the codes and of further names of conditions, and of words beside them.
CODES, NAMES, WORDS = "condition_codes.tsv", "condition_names.tsv", "condition_words.tsv"
#: The kinds of words beside a name: those that it may have or not; among them the nouns
#: that a person's name needs to be that of a disease; those that take a name back, put it
#: to the family, or leave it open; and those before which such a word does not ("not
#: elsewhere classified", "likely pathogenic").
WORD_KINDS = ("generic", "noun", "negated", "family", "suspected", "before")
#: Fields of a term that name other terms of its vocabulary.
_NAMING = ("parents", "excludes", "settled_by")


def texts(value: Any) -> list[tuple[str, str]]:
    """Return a text, or those of a list, each with what its place adds to a path."""
    if type(value) is str:
        return [("", value)]
    items = enumerate(value) if type(value) is list else ()
    return [(f"[{number}]", item) for number, item in items if type(item) is str]


def term_faults(layers: tuple[Corpus, ...], file: str) -> Iterator[Fault]:
    """Return the faults of what the terms of a file say of each other.

    Args:
        layers: The layers of a list, the uppermost first.
        file: The vocabulary, `terms/conditions.toml`.

    Yields:
        A fault for each other term that is none, each kind that is none, and each term of
        the uppermost layer that stands above itself.
    """
    tables = {term: table for layer in reversed(layers) for _, term, table in _tables(layer, file)}
    parents = {
        term: tuple(name for _, name in texts(table.get("parents")))
        for term, table in tables.items()
    }
    for number, term, table in _tables(layers[0], file):
        path = f"$.terms[{number}]"
        for field in _NAMING:
            for where, other in texts(table.get(field)):
                if other not in tables:
                    yield Fault(file, f"{path}.{field}{where}", f"{other!r:.60} is no term of it")
        kind = table.get("kind")
        if type(kind) is str and kind not in CONDITION_KINDS:
            message = f"{kind!r:.40} is no kind; allowed: {', '.join(CONDITION_KINDS)}"
            yield Fault(file, f"{path}.kind", message)
        if ring := _ring(term, parents):
            yield Fault(file, f"{path}.parents", f"its own parent: {' → '.join(ring)}")


def _tables(layer: Corpus, file: str) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Return the terms of a file that have an id, each with its number and its id."""
    for number, table in decode.numbered(layer.files.get(file, {}), "terms"):
        if type(found := table.get("id")) is str:
            yield number, found, table


def _ring(term: str, parents: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return a way from a term up to itself; empty if there is none."""
    ways: list[tuple[str, ...]] = [(term,)]
    seen = {term}
    for way in ways:
        for above in parents.get(way[-1], ()):
            if above == term:
                return (*way, above)
            if above not in seen:
                seen.add(above)
                ways.append((*way, above))
    return ()


def code_faults(own: Corpus, conditions: Collection[str] | None) -> Iterator[Fault]:
    """Return the faults of the codes and names of conditions in a layer.

    Args:
        own: The layer.
        conditions: The ids of the conditions of all layers; none if they cannot be told.

    Yields:
        A fault for each code or name of no condition, or that matches in no known way.
    """
    for number, (condition, _, code, match) in enumerate(own.rows(CODES), 2):
        place = f"line {number}"
        if conditions is not None and condition not in conditions:
            yield Fault(CODES, place, f"{condition!r:.60} is no term of terms/conditions.toml")
        if not code.strip():
            yield Fault(CODES, place, "the code is empty")
        if match not in MATCHES:
            message = f"{match!r:.40} is no match; allowed: {', '.join(MATCHES)}"
            yield Fault(CODES, place, message)
    for number, (name, condition) in enumerate(own.rows(NAMES), 2):
        if conditions is not None and condition not in conditions:
            message = f"{condition!r:.60} is no term of terms/conditions.toml"
            yield Fault(NAMES, f"line {number}", message)
        if not fold(name):
            yield Fault(NAMES, f"line {number}", "the name is empty")
    for number, (_, kind) in enumerate(own.rows(WORDS), 2):
        if kind not in WORD_KINDS:
            message = f"{kind!r:.40} is no kind; allowed: {', '.join(WORD_KINDS)}"
            yield Fault(WORDS, f"line {number}", message)
