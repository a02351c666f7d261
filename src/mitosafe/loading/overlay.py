"""A hospital's own rows over a list: what of it they replace, and how that shows.

The id of a release stands in every output. Where rows of a hospital are in a list, it bears a
mark, so that no output can pass for one of the packaged list, whatever it shows else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import attrs

from mitosafe.model import Release, ReleaseId

if TYPE_CHECKING:
    from mitosafe.loading.layer import Corpus

#: The key by which a table says, with a reason, that it takes the place of a packaged one.
REPLACES = "replaces"
#: What stands between the id of a release and the mark of a hospital's own rows.
LOCAL = "+local."
#: So many of what is replaced are named in the id of a release; of the rest, their number.
_NAMED = 3


@attrs.frozen(kw_only=True)
class Replaced:
    """A packaged source or term whose place a hospital's own takes.

    Args:
        file: The file of both, such as `sources.toml`.
        id: The id of both.
        reason: Why, in the words of the hospital.
    """

    file: str
    id: str
    reason: str


def tables(raw: Mapping[str, Any]) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """Return the tables of a file that stand in lists, each with its list and its number."""
    for key, items in raw.items():
        for number, item in enumerate(items if isinstance(items, list) else ()):
            if isinstance(item, dict):
                yield key, number, item


def without(raw: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Return a file without what its tables say of replacing, for decoding."""
    items = raw.get(key)
    if not isinstance(items, list):
        return dict(raw)
    kept = [
        {k: v for k, v in item.items() if k != REPLACES} if isinstance(item, dict) else item
        for item in items
    ]
    return {**raw, key: kept}


def replaced(layers: tuple[Corpus, ...]) -> tuple[Replaced, ...]:
    """Return what of a list its hospital's own rows replace, in the order of the files."""
    return tuple(
        Replaced(file=file, id=table["id"], reason=table[REPLACES])
        for layer in layers
        if layer.local
        for file in sorted(layer.files)
        for _, _, table in tables(layer.files[file])
        if REPLACES in table
    )


def releases(layers: tuple[Corpus, ...], known: tuple[Release, ...]) -> tuple[Release, ...]:
    """Return the releases as a list has them: where a hospital's own rows are in it, marked.

    Args:
        layers: The layers of the list, the uppermost first.
        known: The releases of the layer that has some.

    Returns:
        The releases as they are; of a mixed list each with a mark in its id, and a digest
        of its own.
    """
    local = [layer for layer in layers if layer.local]
    if len(local) in (0, len(layers)):
        # The packaged list, or a hospital's that stands alone: nothing is mixed.
        return known
    # Imported here: a first answer of the packaged list should not wait for them.
    import hashlib
    import json

    held = [[dict(layer.files), dict(layer.tables)] for layer in local]
    text = json.dumps(held, sort_keys=True, default=str)

    def digest(*more: str) -> str:
        return hashlib.sha256("\n".join((*more, text)).encode()).hexdigest()

    mark = LOCAL + ".".join((digest()[:8], *_names(replaced(layers))))
    return tuple(
        attrs.evolve(one, id=ReleaseId(one.id + mark), digest=digest(one.digest)) for one in known
    )


def _names(found: tuple[Replaced, ...]) -> Iterator[str]:
    if found:
        yield "replaces"
        yield from (one.id for one in found[:_NAMED])
    if len(found) > _NAMED:
        yield f"and-{len(found) - _NAMED}-more"


def unmarked(release: str) -> str:
    """Return the id of a release without the mark of a hospital's own rows.

    Examples:
        >>> unmarked("2026.2+local.1a2b3c4d"), unmarked("2026.2")
        ('2026.2', '2026.2')
    """
    return release.partition(LOCAL)[0]
