"""Files → entries: strict, and every fault at once, each with its file and place.

A folder of the list looks like this; a hospital's own folder is the same with only
the parts it needs:

    releases.toml  sources.toml  terms/<vocabulary>.toml
    drugs/<id>.toml  measures/<id>.toml  groups/<id>.toml
    names.tsv  vocabulary.tsv  words.tsv  routes.tsv

cattrs does the structuring with its leniency turned off: a value has exactly the
type that is asked for, an unknown key is a fault, and a list comes from a list only.
"""

from __future__ import annotations

import datetime
import enum
import re
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeGuard, TypeVar, Union

import attrs
from cattrs import Converter
from cattrs.errors import (
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
)
from cattrs.gen import make_dict_structure_fn

from mitosafe._errors import DataError, Fault
from mitosafe.entries import (
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

T = TypeVar("T")

# Not \d: it means the digits of every script, which compare in another order.
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_RELEASE = re.compile(r"[0-9]{4}\.[12](\.[1-9][0-9]?)?")
_SLUG = re.compile(r"[a-z0-9]+([.-]+[a-z0-9]+)*")


def is_date(value: object) -> TypeGuard[str]:
    """Tell whether a value is the text of a day, a month or a year that there is."""
    if type(value) is not str or not _DATE.fullmatch(value):
        return False
    try:
        datetime.date.fromisoformat(value + "0000-01-01"[len(value) :])
    except ValueError:
        return False
    return True


def is_release(value: object) -> TypeGuard[str]:
    """Tell whether a value has the form of the id of a release."""
    return type(value) is str and _RELEASE.fullmatch(value) is not None


def _is_day(value: str) -> bool:
    return len(value) == len("2026-11-23") and is_date(value)


#: Fields by name: whether a text is of the form, and what the form is called.
Forms = Mapping[str, tuple[Callable[[str], object], str]]

_A_DATE = (is_date, "a date such as 2024, 2024-02 or 2024-02-07")
_A_RELEASE = (is_release, "a release such as 2026.2")
#: Fields whose text has a form of its own: the form, and what it is called.
FORMS: Forms = {
    "stated": _A_DATE,
    "date": _A_DATE,
    "since": _A_RELEASE,
    "withdrawn": _A_RELEASE,
    "until": _A_RELEASE,
    "previous": _A_RELEASE,
    "id": (_SLUG.fullmatch, "a slug: lower case letters, digits, hyphens"),
    "population": (_SLUG.fullmatch, "the id of a condition"),
    "circumstance": (_SLUG.fullmatch, "the id of a circumstance"),
}
#: The same in `releases.toml`.
_OF_RELEASES = {**FORMS, "id": _A_RELEASE, "date": (_is_day, "a day such as 2026-11-23")}
#: What the place of a file or of a table says, so that it is not written in it again.
_PLACED: Mapping[str, tuple[str, ...]] = {
    "statements": ("subject", "local"),
    "background": ("subject",),
    "terms": ("vocabulary", "words", "explain"),
}
_NOT_WRITTEN = {key for keys in _PLACED.values() for key in keys}
#: The keys of the longer wording of a term, by language.
_LONGER = {f"explain_{language}": language for language in LANGUAGES}


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


def _exact(wanted: type[T]) -> Callable[[Any, Any], T]:
    def structure(value: Any, _: Any) -> T:
        if type(value) is not wanted:
            message = f"expected {wanted.__name__}, got {type(value).__name__} {value!r:.40}"
            raise TypeError(message)
        return value

    return structure


def _enum(value: Any, wanted: type[enum.Enum]) -> enum.Enum:
    for member in wanted:
        if type(value) is str and member.value == value:
            return member
    allowed = ", ".join(str(m.value) for m in wanted)
    message = f"{value!r:.40} is no {wanted.__name__.lower()}; allowed: {allowed}"
    raise ValueError(message)


def _is_tuple(wanted: Any) -> bool:
    return typing.get_origin(wanted) is tuple


def _tuple_hook(wanted: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    # Any: the class of the items is known only here, at run time.
    items: Any = types.GenericAlias(list, typing.get_args(wanted)[0])
    inner = converter.get_structure_hook(items)

    def structure(value: Any, _: Any) -> Any:
        if type(value) is not list:
            message = f"expected a list, got {type(value).__name__} {value!r:.40}"
            raise TypeError(message)
        return tuple(inner(value, items))

    return structure


def _is_optional(wanted: Any) -> bool:
    return typing.get_origin(wanted) in (Union, types.UnionType)


def _optional_hook(wanted: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    (inner,) = (a for a in typing.get_args(wanted) if a is not type(None))
    hook = converter.get_structure_hook(inner)
    # TOML has no null: a key that is absent is the default, one that is there has a value.
    return lambda value, _: hook(value, inner)


def make_converter() -> Converter:
    """Give a converter with cattrs' leniency turned off.

    Returns:
        One that takes values of exactly the type asked for and refuses unknown keys.

    Examples:
        >>> make_converter().structure(5, str)
        Traceback (most recent call last):
        TypeError: expected str, got int 5
    """
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    for plain in (str, int, bool, float):
        converter.register_structure_hook(plain, _exact(plain))
    converter.register_structure_hook_func(
        lambda t: isinstance(t, type) and issubclass(t, enum.Enum), _enum
    )
    converter.register_structure_hook_factory(
        _is_tuple, lambda wanted: _tuple_hook(wanted, converter)
    )
    converter.register_structure_hook_factory(
        _is_optional, lambda wanted: _optional_hook(wanted, converter)
    )
    converter.register_structure_hook_factory(
        attrs.has, lambda wanted: _class_hook(wanted, converter)
    )
    return converter


def _class_hook(wanted: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    structure = make_dict_structure_fn(
        wanted, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True
    )

    def checked(value: Any, _: Any) -> Any:
        if type(value) is not dict:
            message = f"expected a table, got {type(value).__name__} {value!r:.40}"
            raise TypeError(message)
        return structure(value, wanted)

    return checked


_CONVERTER = make_converter()


def structure(
    raw: Any,
    wanted: type[T],
    file: str,
    path: str = "$",
    *,
    found: Iterable[Fault] = (),
    forms: Forms = FORMS,
) -> T:
    """Structure plain values as a class of `entries`.

    Args:
        raw: What a TOML file held.
        wanted: The class to make.
        file: The file, for the faults.
        path: The place in the file, for the faults.
        found: Faults that were found already, to be told with the others.
        forms: The fields whose text has a form of its own.

    Returns:
        The value.

    Raises:
        DataError: With every fault in it.
    """
    faults = [*found, *_form_faults(raw, file, path, forms)]
    try:
        value = _CONVERTER.structure(raw, wanted)
    except Exception as error:
        faults.extend(_faults(error, file, path))
    if faults:
        raise DataError(faults)
    return value


def _form_faults(raw: Any, file: str, path: str, forms: Forms) -> Iterable[Fault]:
    """Check text whose form the type does not tell (dates, releases, ids)."""
    if isinstance(raw, dict):
        for key, value in raw.items():
            form = forms.get(key)
            if form and type(value) is str and not form[0](value):
                yield Fault(file, f"{path}.{key}", f"{value!r:.40} is not {form[1]}")
            yield from _form_faults(value, file, f"{path}.{key}", forms)
    elif isinstance(raw, list):
        for number, value in enumerate(raw):
            yield from _form_faults(value, file, f"{path}[{number}]", forms)


def _faults(error: BaseException, file: str, path: str) -> Iterable[Fault]:
    """Turn an error of cattrs into faults, one for each leaf."""
    if isinstance(error, ClassValidationError):
        noted, bare = error.group_exceptions()
        for inner, note in noted:
            yield from _faults(inner, file, f"{path}.{note.name}")
        for inner in bare:
            yield from _faults(inner, file, path)
    elif isinstance(error, IterableValidationError):
        for inner, index in error.group_exceptions()[0]:
            yield from _faults(inner, file, f"{path}[{index.index}]")
    elif isinstance(error, ForbiddenExtraKeysError):
        allowed = ", ".join(_keys(error.cl))
        for key in sorted(error.extra_fields):
            yield Fault(file, f"{path}.{key}", f"unknown key; allowed: {allowed}")
    elif isinstance(error, KeyError):
        yield Fault(file, path, f"the key {error.args[0]} is missing")
    else:
        yield Fault(file, path, str(error))


def _keys(wanted: type) -> list[str]:
    """Give the keys that the file of a class may have."""
    names = [field.name for field in attrs.fields(wanted) if field.name not in _NOT_WRITTEN]
    return [*names, *LANGUAGES, *_LONGER] if wanted is Term else names


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
    if beyond := _beyond(raw):
        raise DataError([Fault(file, "$", beyond)])
    found = raw.pop("format", None)
    if type(found) is not int or found != FORMAT:
        message = f"format is {found!r:.40}; this version reads format = {FORMAT} only"
        raise DataError([Fault(file, "$.format", message)])
    return raw


def _beyond(raw: dict[str, Any]) -> str | None:
    """Say what is beyond any file of the list, if anything is, without recursion."""
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
    return file.rsplit("/", 1)[-1].removesuffix(".toml")


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
    for key, placed in _PLACED.items():
        for number, table in numbered(raw, key):
            for filled in sorted(table.keys() & placed):
                message = f"{filled} is filled in from the place of the file; remove the key"
                yield Fault(file, f"$.{key}[{number}].{filled}", message)


def numbered(raw: Mapping[str, Any], key: str) -> list[tuple[int, dict[str, Any]]]:
    """Give the tables of a list with their numbers, passing over what is no table, no list.

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
    """Give a fault for every id in a list of tables that an earlier one has already."""
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
    return structure(dict(raw), ReleasesFile, file, found=doubles, forms=_OF_RELEASES).releases


def terms(raw: Mapping[str, Any], file: str) -> dict[str, Term]:
    """Decode one vocabulary of `terms/`.

    Args:
        raw: The tables of the file. Each term has `id`, `en`, `fr`, `nl`, and may
            have `parent`, `ids` and a longer wording `explain_en`, `_fr`, `_nl`.
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
    explain = {language: table[key] for key, language in _LONGER.items() if key in table}
    rest = {key: table[key] for key in table if key not in LANGUAGES and key not in _LONGER}
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
