"""What a hospital's own folder may not do to the list that it lies over.

It may add. What is packaged it may replace where it says so and why, but never the words in
which levels, warnings and promises are said, nor a release.
"""

from __future__ import annotations

from collections.abc import Iterator

from mitosafe._text.folding import fold
from mitosafe.directory import decode as decode_directory
from mitosafe.errors import Fault
from mitosafe.loading.layer import Corpus
from mitosafe.loading.overlay import REPLACES, tables
from mitosafe.validation import terms

#: Vocabularies of what sources speak of; the others are the words of the list itself.
REPLACEABLE = frozenset(
    {"conditions", "circumstances", "mechanisms", "monitoring", "indications"}
) | frozenset(decode_directory.TERMS.values())
#: Tables whose rows have no other key than these columns.
_KEYS = {
    "names.tsv": (0,),
    "vocabulary.tsv": (0,),
    "abbreviations.tsv": (0,),
    "ordinary.tsv": (0,),
    "words.tsv": (0,),
    "routes.tsv": (0,),
    terms.CODES: (1, 2),
    terms.NAMES: (0,),
    "condition_words.tsv": (0,),
}
#: Tables that say how a word is read; a word of a packaged name must go on being read as one.
_READING = ("words.tsv", "ordinary.tsv", "vocabulary.tsv", "abbreviations.tsv")


def faults(layers: tuple[Corpus, ...]) -> Iterator[Fault]:
    """Return what of the uppermost layer would alter those below it without saying so.

    Args:
        layers: The layers, the uppermost first; where it is the only one, nothing is altered.

    Yields:
        A fault for each such file, table, code or row, with what may be done instead.
    """
    own, lower = layers[0], layers[1:]
    if not (own.local and lower):
        return
    if "releases.toml" in own.files:
        message = "a folder over a list has no releases; its rows count in those of the list"
        yield Fault("releases.toml", "$", message)
    for file in own.files:
        if file == "sources.toml" or file.startswith("terms/"):
            yield from _redefined(own, lower, file)
    yield from _codes(own, lower)
    for table, columns in _KEYS.items():
        yield from _rows(own, lower, table, columns)


def _redefined(own: Corpus, lower: tuple[Corpus, ...], file: str) -> Iterator[Fault]:
    below = {
        table.get("id") for layer in lower for _, _, table in tables(layer.files.get(file, {}))
    }
    for key, number, table in tables(own.files[file]):
        path, name, reason = f"$.{key}[{number}]", table.get("id"), table.get(REPLACES)
        older = [source for _, source in terms.texts(table.get("updates")) if source in below]
        if name not in below and not older:
            if reason is not None:
                message = f"{name!r:.60} is not in the list below, so nothing is replaced"
                yield Fault(file, f"{path}.{REPLACES}", message)
        elif not _replaceable(file):
            message = f"{name!r:.60} is in the list below, and cannot be replaced: take it out"
            yield Fault(file, f"{path}.id", message)
        elif type(reason) is not str or not reason.strip():
            message = (
                f"{name!r:.60} would alter the list below ({', '.join(older) or 'same id'}); "
                f'take it out, or say why in {REPLACES} = "…": answers then name it'
            )
            yield Fault(file, f"{path}.{REPLACES}", message)


def _replaceable(file: str) -> bool:
    vocabulary = file.removeprefix("terms/").removesuffix(".toml")
    return file == "sources.toml" or vocabulary in REPLACEABLE


def _codes(own: Corpus, lower: tuple[Corpus, ...]) -> Iterator[Fault]:
    """Look for codes of a packaged medicine on another one."""
    known = {code: name for layer in lower for name, code, _ in _coded(layer)}
    for name, code, file in _coded(own):
        if known.get(code, name) != name:
            system, value = code
            message = f"{value!r:.40} is the code of {known[code]} in the list below: take it out"
            yield Fault(file, f"$.codes.{system}", message)


def _coded(layer: Corpus) -> Iterator[tuple[str, tuple[str, str], str]]:
    for place in ("drugs", "measures"):
        for name in layer.names(place):
            file = f"{place}/{name}.toml"
            codes = layer.files[file].get("codes")
            for system, held in codes.items() if isinstance(codes, dict) else ():
                yield from ((name, (system, code), file) for _, code in terms.texts(held))


def _rows(
    own: Corpus, lower: tuple[Corpus, ...], table: str, columns: tuple[int, ...]
) -> Iterator[Fault]:
    """Look for rows that say again, or otherwise, what a row below says."""
    rows = own.rows(table)
    if not rows:
        return
    below = {_key(row, columns) for layer in lower for row in layer.rows(table)}
    names = _words(lower) if table in _READING else frozenset()
    for number, row in enumerate(rows, 2):
        key = _key(row, columns)
        if key in below or key[0] in names:
            shown = " ".join(row[column] for column in columns)
            message = f"{shown!r:.60} is in the list below, and cannot be replaced: take it out"
            yield Fault(table, f"line {number}", message)


def _key(row: tuple[str, ...], columns: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(fold(row[column]) for column in columns)


def _words(lower: tuple[Corpus, ...]) -> frozenset[str]:
    """Return the names of medicines in the layers below, and the words of which they consist."""
    found = {fold(row[0]) for layer in lower for row in layer.rows("names.tsv")}
    found |= {fold(row[0]) for layer in lower for row in layer.rows("vocabulary.tsv")}
    found |= {fold(word) for layer in lower for word in _own_names(layer)}
    return frozenset(found) | {word for name in found for word in name.split()}


def _own_names(layer: Corpus) -> Iterator[str]:
    for place in ("drugs", "measures", "groups"):
        for name in layer.names(place):
            held = layer.files[f"{place}/{name}.toml"].get("names")
            for value in (name, *(held.values() if isinstance(held, dict) else ())):
                yield from (text for _, text in terms.texts(value))
