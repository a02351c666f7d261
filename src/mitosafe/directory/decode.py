"""Files of the directory → communities: strict, and every fault at once.

The structure is checked as in every other file (`structure.structure`). Here is added
what the types do not tell: that nothing leads to a private person, that languages, codes,
addresses and days are such, that terms exist, and that the fields agree.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from mitosafe.directory import addresses, languages
from mitosafe.directory.community import Community
from mitosafe.errors import DataError, Fault
from mitosafe.loading.decode import MOST_DOTS
from mitosafe.loading.formats import NO_LINE
from mitosafe.loading.structure import structure
from mitosafe.model import release_key

#: Fields that name a term, and the vocabulary of each.
TERMS: Mapping[str, str] = {
    "platform": "platforms",
    "language_basis": "language-bases",
    "disorders": "disorders",
    "audience": "audiences",
    "organiser": "organisers",
    "access": "accesses",
    "confidence": "confidences",
}
#: A text longer than this, in characters, is no name and no short description.
LONGEST = {"name": 200, "organisation": 200, "title": 300, "en": 600, "fr": 600, "nl": 600}
_ADDRESSES = ("url", "listing", "also")
_DAYS = ("closed", "last_checked")

Raw = Mapping[str, Any]
#: The ids of the terms of each vocabulary.
Vocabularies = Mapping[str, Collection[str]]


def community(raw: Raw, file: str, *, local: bool = False) -> Community:
    """Decode a file of `communities/` that was checked when its list was made or loaded.

    Args:
        raw: The tables of the file, as `decode.parse` gives them.
        file: Its name relative to the folder.
        local: Whether it is a hospital's own.

    Returns:
        The community.

    Raises:
        DataError: With every fault of its structure.
    """
    return structure({**raw, "local": local}, Community, file)


def checked(raw: Raw, file: str, vocabularies: Vocabularies, *, local: bool = False) -> Community:
    """Decode a file of `communities/` of which nothing is known yet.

    Args:
        raw: The tables of the file, as `decode.parse` gives them.
        file: Its name relative to the folder; the stem must be the id.
        vocabularies: The ids of the terms that it may name.
        local: Whether it is a hospital's own.

    Returns:
        The community.

    Raises:
        DataError: With every fault in the file.
    """
    faults = [Fault(file, path, message) for path, message in _faults(raw, file, vocabularies)]
    try:
        found = community(raw, file, local=local)
    except DataError as error:
        faults.extend(error.faults)
    if faults:
        raise DataError(dict.fromkeys(faults))
    return found


def _faults(raw: Raw, file: str, vocabularies: Vocabularies) -> Iterator[tuple[str, str]]:
    stem = file.rsplit("/", 1)[-1].removesuffix(".toml")
    if raw.get("id") != stem:
        yield "$.id", f"the id is {raw.get('id')!r:.60}, but the file is named {stem}"
    if "local" in raw:
        yield "$.local", "local is filled in from the place of the file; remove the key"
    for path, value in _texts(raw, "$"):
        yield from ((path, message) for message in _text_faults(path, value))
    yield from _terms(raw, vocabularies)
    yield from _codes(raw)
    yield from _agreement(raw)


def _terms(raw: Raw, vocabularies: Vocabularies) -> Iterator[tuple[str, str]]:
    said = [(field, place) for field in TERMS for place in _values(raw, field)]
    former = raw.get("former")
    for number, table in enumerate(former if isinstance(former, list) else ()):
        if isinstance(table, dict) and isinstance(platform := table.get("platform"), str):
            said.append(("platform", (f"$.former[{number}].platform", platform)))
    for field, (path, value) in said:
        if value not in vocabularies.get(vocabulary := TERMS[field], ()):
            yield path, f"{value!r:.60} is no term of terms/{vocabulary}.toml"


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Return every text of the file with its place."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, f"{path}[{number}]")


def _text_faults(path: str, value: str) -> Iterator[str]:
    field = path.rsplit(".", 1)[-1].partition("[")[0]
    if len(value) > (longest := LONGEST.get(field, 2000)):
        # And it is not looked into: it may be of any length.
        yield f"has {len(value)} characters; at most {longest}"
        return
    if field in _ADDRESSES:
        fault = addresses.url_fault(value)
    elif field in _DAYS:
        fault = day_fault(value)
    else:
        fault = addresses.text_fault(value) if field in LONGEST else None
    if fault:
        yield fault
    if not value.strip():
        yield "is empty; leave the key out where nothing is known"
    if not value.isprintable():
        yield NO_LINE
    if (dots := value.count(".")) > MOST_DOTS:
        yield f"has {dots} dots; at most {MOST_DOTS}"


def day_fault(value: str) -> str | None:
    """Say what is wrong with a day, or none.

    Examples:
        >>> day_fault("2026-02-30")
        "'2026-02-30' is no day such as 2026-11-23"
    """
    try:
        day = datetime.date.fromisoformat(value)
    except ValueError:
        day = None
    return None if day and len(value) == 10 else f"{value!r:.40} is no day such as 2026-11-23"


def _values(raw: Raw, field: str) -> Iterator[tuple[str, str]]:
    """Return the texts of a field that holds one or several, with their places."""
    value = raw.get(field)
    if isinstance(value, str):
        yield f"$.{field}", value
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            if isinstance(inner, str):
                yield f"$.{field}[{number}]", inner


def _codes(raw: Raw) -> Iterator[tuple[str, str]]:
    for field, fault_of in (
        ("languages", languages.language_fault),
        ("countries", languages.country_fault),
    ):
        for path, value in _values(raw, field):
            if message := fault_of(value):
                yield path, message
    for field in ("languages", "countries", "disorders", "also", "facts"):
        for value, times in Counter(value for _, value in _values(raw, field)).items():
            if times > 1:
                yield f"$.{field}", f"{value!r} is there {times} times"


def _agreement(raw: Raw) -> Iterator[tuple[str, str]]:
    """Check that the fields of one file say one thing."""
    if raw.get("disorders") == []:
        yield "$.disorders", "names none; for all of them: mitochondrial-disease"
    if (raw.get("languages") == []) != (raw.get("language_basis") == "unknown"):
        yield "$.language_basis", "is unknown if no language is given, and only then"
    if (raw.get("countries") == []) != ("country_basis" not in raw):
        yield "$.country_basis", "is given if a country is, and only then"
    if raw.get("organiser") == "individual" and "organisation" in raw:
        yield "$.organisation", "a person is not named; remove the key"
    for status, field in (("closed", "closed"), ("superseded", "superseded_by")):
        if (raw.get("status") == status) != (field in raw):
            yield f"$.{field}", f"is given if the status is {status}, and only then"
    if str(raw.get("closed", "")) > str(raw.get("last_checked", "")):
        yield "$.closed", "is after the day on which the source was read"


def faults(
    files: Mapping[str, Raw],
    vocabularies: Vocabularies,
    releases: Collection[str],
    below: Iterable[str] = (),
    *,
    local: bool,
) -> Iterator[Fault]:
    """Return every fault of the directory of one layer.

    Args:
        files: The parsed files of the layer by name.
        vocabularies: The ids of the terms of all layers.
        releases: The ids of the releases of all layers.
        below: The ids of the communities of the layers below it.
        local: Whether it is a hospital's own.

    Yields:
        The faults of each file, and those between files.
    """
    own = [file for file in files if file.startswith("communities/")]
    known = {*below, *(file[len("communities/") : -len(".toml")] for file in own)}
    for file in own:
        try:
            one = checked(files[file], file, vocabularies, local=local)
        except DataError as error:
            yield from error.faults
            continue
        if one.superseded_by is not None and one.superseded_by not in known - {one.id}:
            message = f"there is no other community {one.superseded_by!r}"
            yield Fault(file, "$.superseded_by", message)
        if not local and one.since not in {*releases, *_next(releases)}:
            yield Fault(file, "$.since", f"there is no release {one.since!r}, nor is it the next")
        for number, former in enumerate(one.former):
            if release_key(former.until) <= release_key(one.since):
                path = f"$.former[{number}].until"
                yield Fault(file, path, f"is not after {one.since}, where it begins")


def _next(releases: Collection[str]) -> list[str]:
    """Return the release that is due after the newest; none if there are none."""
    return [following(max(releases, key=release_key))] if releases else []


def following(release: str) -> str:
    """Return the half-year after that of a release.

    Examples:
        >>> following("2026.2"), following("2027.1.1")
        ('2027.1', '2027.2')
    """
    year, half, *_ = release_key(release)
    return f"{year}.2" if half == 1 else f"{year + 1}.1"
