"""Files → entries: strict, and every fault at once, each with its file and place.

A folder of the list looks like this; a hospital's own folder is the same with only
the parts it needs:

    releases.toml  sources.toml  terms/<vocabulary>.toml
    drugs/<id>.toml  measures/<id>.toml  groups/<id>.toml
    names.tsv  vocabulary.tsv  words.tsv  routes.tsv

What is read here is made into entries by `structure`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from mitosafe.errors import DataError, Fault
from mitosafe.loading.formats import LONGER, OF_RELEASES, PLACED
from mitosafe.loading.structure import structure
from mitosafe.model import (
    LANGUAGES,
    Drug,
    Group,
    Release,
    Source,
    Term,
)

#: The only format of the files that this version reads.
FORMAT = 1
#: A file larger than this is refused before it is parsed, in bytes; so is a flat table.
LARGEST_FILE, LARGEST_TABLE = 1_000_000, 4_000_000
#: A line with more dots is refused: the time to parse a key grows with the square of them.
MOST_DOTS = 50
#: A file nested deeper is refused; the deepest of the list has 4 tables within each other.
DEEPEST = 16


@attrs.frozen(kw_only=True)
class SourcesFile:
    """What `sources.toml` holds."""

    sources: tuple[Source, ...]


@attrs.frozen(kw_only=True)
class TermsFile:
    """What a file of `terms/` holds."""

    terms: tuple[Term, ...]


@attrs.frozen(kw_only=True)
class ReleasesFile:
    """What `releases.toml` holds."""

    releases: tuple[Release, ...]


def parse(text: str, file: str) -> dict[str, Any]:
    """Parse one TOML file and check its format number.

    Args:
        text: The text of the file.
        file: Its name, for the faults.

    Returns:
        The tables of the file, with `format` taken out.

    Raises:
        DataError: If it is no TOML, is beyond any file of the list in depth or in a
            number, or its format is not `FORMAT`.
    """
    # Imported here: the packaged list comes parsed, and a first answer should not wait.
    import tomllib

    if any(line.count(".") > MOST_DOTS for line in text.split("\n")):
        raise DataError([Fault(file, "$", f"a line has more than {MOST_DOTS} dots; part it")])
    try:
        raw = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # A ValueError that is no TOMLDecodeError: a number of thousands of digits.
        raise DataError([Fault(file, "$", f"not TOML: {error}")]) from None
    if far := beyond(raw):
        raise DataError([Fault(file, "$", far)])
    found = raw.pop("format", None)
    if type(found) is not int or found != FORMAT:
        message = f"format is {found!r:.40}; this version reads format = {FORMAT} only"
        raise DataError([Fault(file, "$.format", message)])
    return raw


def beyond(raw: dict[str, Any]) -> str | None:
    """Say what of some tables is beyond any file of the list, without recursion.

    Args:
        raw: The tables.

    Returns:
        One sentence on depth or on a number; none if all of it can be meant.

    Examples:
        >>> beyond({"name": 2**64})
        'a number has more than 64 bits'
    """
    level: list[Any] = [raw]
    for _ in range(DEEPEST):
        level = [inner for value in level for inner in _inside(value)]
        if any(type(value) is int and value.bit_length() > 64 for value in level):
            return "a number has more than 64 bits"
        if not level:
            return None
    return f"tables or lists are nested more than {DEEPEST} deep"


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def drug(raw: Mapping[str, Any], file: str, *, local: bool = False) -> Drug:
    """Decode a file of `drugs/` or `measures/`.

    Args:
        raw: The tables of the file, as `parse` gives them.
        file: Its name relative to the folder; the stem must be the id.
        local: Whether its rows are a hospital's own.

    Returns:
        The drug, its statements with their subject filled in.

    Raises:
        DataError: With every fault in the file.
    """
    return structure(
        _with_subject(raw, file, local=local), Drug, file, found=_place_faults(raw, file)
    )


def group(raw: Mapping[str, Any], file: str, *, local: bool = False) -> Group:
    """Decode a file of `groups/`; the arguments and errors are those of `drug`."""
    return structure(
        _with_subject(raw, file, local=local), Group, file, found=_place_faults(raw, file)
    )


def _stem(file: str) -> str:
    return file.rpartition("/")[2].removesuffix(".toml")


def _with_subject(raw: Mapping[str, Any], file: str, *, local: bool) -> dict[str, Any]:
    """Fill in what the place of a statement says: its subject, and whether it is local."""
    stem = _stem(file)
    placed = (("statements", {"subject": stem, "local": local}), ("background", {"subject": stem}))
    filled = {
        key: [{**item, **more} if type(item) is dict else item for item in raw[key]]
        for key, more in placed
        if type(raw.get(key)) is list
    }
    return {**raw, **filled}


def _place_faults(raw: Mapping[str, Any], file: str) -> Iterable[Fault]:
    """Check what is said by the place of a file: its id, and what is filled in from it."""
    stem = _stem(file)
    if type(raw.get("id")) is str and raw["id"] != stem:
        yield Fault(file, "$.id", f"the id is {raw['id']!r:.60}, but the file is named {stem}")
    for key, placed in PLACED.items():
        for number, table in numbered(raw, key):
            for filled in sorted(table.keys() & placed):
                message = f"{filled} is filled in from the place of the file; remove the key"
                yield Fault(file, f"$.{key}[{number}].{filled}", message)


def numbered(raw: Mapping[str, Any], key: str) -> list[tuple[int, dict[str, Any]]]:
    """Return the tables of a list with their numbers, passing over what is no table, no list.

    Args:
        raw: The tables of a file, as `parse` gives them.
        key: The name of the list.

    Returns:
        Pairs of the number and the table, from 0; cattrs says what is wrong with the rest.
    """
    value = raw.get(key)
    items = value if type(value) is list else []
    return [(number, item) for number, item in enumerate(items) if type(item) is dict]


def _doubles(raw: Mapping[str, Any], key: str, file: str) -> Iterable[Fault]:
    """Return a fault for every id in a list of tables that an earlier one has already."""
    seen: set[str] = set()
    for number, table in numbered(raw, key):
        if type(found := table.get("id")) is str:
            if found in seen:
                yield Fault(file, f"$.{key}[{number}].id", f"{found!r:.60} is there twice")
            seen.add(found)


def sources(raw: Mapping[str, Any], file: str = "sources.toml") -> tuple[Source, ...]:
    """Decode `sources.toml`; raises `DataError` with every fault in it."""
    doubles = _doubles(raw, "sources", file)
    return structure(dict(raw), SourcesFile, file, found=doubles).sources


def releases(raw: Mapping[str, Any], file: str = "releases.toml") -> tuple[Release, ...]:
    """Decode `releases.toml`; raises `DataError` with every fault in it."""
    doubles = _doubles(raw, "releases", file)
    return structure(dict(raw), ReleasesFile, file, found=doubles, forms=OF_RELEASES).releases


def terms(raw: Mapping[str, Any], file: str) -> dict[str, Term]:
    """Decode one vocabulary of `terms/`.

    Args:
        raw: The tables of the file. Each term has `id`, `en`, `fr`, `nl`, and may
            have `parents`, `ids` and a longer wording `explain_en`, `_fr`, `_nl`.
        file: Its name; the stem is the name of the vocabulary.

    Returns:
        The terms by id, in the order of the file.

    Raises:
        DataError: With every fault in the file, a double id among them.
    """
    found = [*_place_faults(raw, file), *_doubles(raw, "terms", file)]
    tables = raw.get("terms")
    if type(tables) is list:
        vocabulary = _stem(file)
        tables = [_term(item, vocabulary) if type(item) is dict else item for item in tables]
    try:
        decoded = structure({**raw, "terms": tables}, TermsFile, file, found=found).terms
    except DataError as error:
        raise DataError(map(_as_written, error.faults)) from None
    return {term.id: term for term in decoded}


def _term(table: dict[str, Any], vocabulary: str) -> dict[str, Any]:
    """Gather the wordings of a term, which its file has side by side."""
    words = {language: table[language] for language in LANGUAGES if language in table}
    explain = {language: table[key] for key, language in LONGER.items() if key in table}
    rest = {key: table[key] for key in table if key not in LANGUAGES and key not in LONGER}
    longer = {"explain": explain} if explain else {}
    return {**rest, "vocabulary": vocabulary, "words": words, **longer}


def _as_written(fault: Fault) -> Fault:
    """Name the place of a wording as the file has it, side by side with the id."""
    path = fault.path.replace("].words.", "].").replace("].explain.", "].explain_")
    return attrs.evolve(fault, path=path)


def table(text: str, file: str, columns: tuple[str, ...]) -> list[str]:
    """Decode a flat table: tab-separated, a heading, no quoting.

    Args:
        text: The text of the file.
        file: Its name, for the faults.
        columns: The heading that it must have.

    Returns:
        The lines below the heading, each with as many cells as there are columns.

    Raises:
        DataError: With every row that has the wrong number of cells.
    """
    lines = text.splitlines()
    if not lines or tuple(lines[0].split("\t")) != columns:
        wanted = " ".join(columns)
        raise DataError([Fault(file, "line 1", f"expected the columns {wanted}")])
    cells = [(number, line.count("\t") + 1) for number, line in enumerate(lines[1:], 2)]
    faults = [
        Fault(file, f"line {number}", f"{found} cells, expected {len(columns)}")
        for number, found in cells
        if found != len(columns)
    ]
    if faults:
        raise DataError(faults)
    return lines[1:]
