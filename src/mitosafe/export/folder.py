"""The list in its own format: a folder that `mitosafe.load` reads, as of one release."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from mitosafe._text import toml
from mitosafe.directory.community import Community
from mitosafe.export.listing import Listing
from mitosafe.loading.decode import FORMAT
from mitosafe.loading.layer import TABLES, Corpus
from mitosafe.loading.overlay import unmarked
from mitosafe.model import Drug, Group, Statement, SubjectKind, Term, release_key

Raw = dict[str, Any]
#: What the place of a value in the folder says, so that the file does not.
_SAID_BY_PLACE = ("subject", "local", "vocabulary")


def files(listing: Listing) -> dict[str, bytes]:
    """Return the folder; what came after the release is not in it.

    Args:
        listing: The list as of a release.

    Returns:
        The contents by file name, in folders by `/`.
    """
    raw = {**dict(_subjects(listing)), **dict(_shared(listing)), **dict(_directory(listing))}
    written = {name: toml.dumps({"format": FORMAT, **tables}) for name, tables in raw.items()}
    return {name: text.encode() for name, text in {**written, **_flat(listing)}.items()}


def _subjects(listing: Listing) -> Iterator[tuple[str, Raw]]:
    key = release_key(listing.release.id)
    for entry in listing.entries:
        subject = attrs.evolve(
            entry.subject,
            statements=tuple(_kept(entry.subject.statements, key)),
            background=tuple(b for b in entry.subject.background if release_key(b.since) <= key),
        )
        yield f"{_place(subject)}/{subject.id}.toml", plain(subject)


def _place(subject: Drug | Group) -> str:
    if isinstance(subject, Group):
        return "groups"
    return "drugs" if subject.kind is SubjectKind.MEDICINE else "measures"


def _kept(statements: Iterable[Statement], key: tuple[int, ...]) -> Iterator[Statement]:
    """Leave out what came after a release, and take back what was withdrawn after it."""
    for said in statements:
        if release_key(said.since) <= key:
            gone = said.withdrawn is not None and release_key(said.withdrawn) <= key
            yield said if gone else attrs.evolve(said, withdrawn=None, reason=None)


def _shared(listing: Listing) -> Iterator[tuple[str, Raw]]:
    data, key = listing.dataset, listing.release.key
    yield "sources.toml", {"sources": [plain(source) for source in data.sources.values()]}
    releases = [
        # The mark is made anew by whoever reads the folder as a hospital's own.
        {**plain(release), "id": unmarked(release.id)}
        for release in data.releases()
        if release.key <= key
    ]
    yield "releases.toml", {"releases": releases}
    for vocabulary in sorted({name for layer in _layers(listing) for name in layer.names("terms")}):
        terms = [_term(term) for term in data.terms(vocabulary)]
        yield f"terms/{vocabulary}.toml", {"terms": terms}
    for layer in reversed(_layers(listing)):
        if (awareness := layer.files.get("awareness.toml")) is not None:
            yield "awareness.toml", awareness


def _term(term: Term) -> Raw:
    raw = plain(term)
    words, explain = raw.pop("words"), raw.pop("explain", {})
    return {**raw, **words, **{f"explain_{name}": text for name, text in explain.items()}}


def _directory(listing: Listing) -> Iterator[tuple[str, Raw]]:
    for community in communities(listing):
        yield f"communities/{community.id}.toml", plain(community)


def communities(listing: Listing) -> Iterator[Community]:
    """Return the directory as it stood in the release, with what it had been before.

    Args:
        listing: The list as of a release.

    Yields:
        The communities, in the order of the directory.
    """
    key = listing.release.key
    for community in listing.dataset.directory:
        past = community.as_of(listing.release.id)
        if past is not None:
            former = (f for f in community.former if release_key(f.until) <= key)
            yield attrs.evolve(past, former=tuple(former))


def _flat(listing: Listing) -> dict[str, str]:
    """Return the flat tables; the rows of an upper layer come first."""
    return {
        name: "".join(f"{line}\n" for line in ["\t".join(columns), *_rows(listing, name, columns)])
        for name, columns in TABLES.items()
    }


def _rows(listing: Listing, name: str, columns: tuple[str, ...]) -> Iterator[str]:
    for layer in _layers(listing):
        for cells in layer.rows(name):
            # Groups have their names in their own files.
            if name != "names.tsv" or cells[2] != "group":
                # The package knows names without their language, country and source.
                yield "\t".join([*cells, *[""] * (len(columns) - len(cells))])


def _layers(listing: Listing) -> tuple[Corpus, ...]:
    return listing.dataset._layers


def plain(value: Any) -> Any:
    """Return a value of the list as a file holds it: without what is the default.

    Args:
        value: An attrs value, an enumeration, a tuple, a text or a number.

    Returns:
        Plain values that `toml` writes and `decode` reads back.
    """
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if not attrs.has(type(value)):
        return value
    return {
        field.name: plain(part)
        for field in attrs.fields(type(value))
        if (part := getattr(value, field.name)) is not None
        and part != field.default
        and field.name not in _SAID_BY_PLACE
    }
