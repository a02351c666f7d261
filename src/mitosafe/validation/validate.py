"""What no single file can tell: whether the files of a list fit together.

Every check adds faults and none stops at the first, so that a curator sees all that
is to be mended at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from itertools import chain
from pathlib import Path

import attrs

from mitosafe.directory import campaigns
from mitosafe.directory import decode as decode_directory
from mitosafe.errors import DataError, Fault
from mitosafe.loading import decode, formats
from mitosafe.loading import folder as folders
from mitosafe.loading.digests import canonical, digest, seal
from mitosafe.loading.layer import Corpus
from mitosafe.lookup import index, names
from mitosafe.model import Drug, Group
from mitosafe.validation import overlays
from mitosafe.validation.claims import claim_faults
from mitosafe.validation.references import KINDS, Layers, References


def folder(path: Path) -> list[Fault]:
    """Return every fault of a folder that is to stand alone.

    Args:
        path: The folder.

    Returns:
        The faults, sorted; empty if the folder is well.
    """
    return faults((folders.read_all(path, local=False),))


def faults(layers: Layers) -> list[Fault]:
    """Return every fault of the uppermost layer, seen over the others.

    Args:
        layers: The layers, the uppermost first; the lower ones are taken as well.

    Returns:
        The faults, sorted; empty if the layer is well.
    """
    own, references = layers[0], References(layers)
    undecoded = [*own.faults, *_decoding(own)]
    digests = () if undecoded or own.local else _digests(own)
    seals = () if undecoded else _seals(layers)
    rest = (
        overlays.faults(layers),
        references.faults(),
        claim_faults(layers),
        _clashes(layers),
        _directory(references),
        digests,
        seals,
    )
    return sorted({*undecoded, *chain.from_iterable(rest)})


def _decoding(own: Corpus) -> Iterator[Fault]:
    """Decode each file."""
    awareness = own.files.get("awareness.toml", {"events": []})
    tasks: list[Callable[[], object]] = [
        lambda: own.sources,
        lambda: own.releases,
        partial(campaigns.campaigns, awareness),
        *(partial(own.terms, vocabulary) for vocabulary in own.names("terms")),
        *(partial(own.subject, name) for place in KINDS for name in own.names(place)),
    ]
    for task in tasks:
        try:
            task()
        except DataError as error:
            yield from error.faults


def _clashes(layers: Layers) -> Iterator[Fault]:
    """Look for names of two subjects, among the subjects that can be decoded."""
    found: list[Drug | Group] = []
    for layer in layers:
        for name in (name for place in KINDS for name in layer.names(place)):
            with suppress(DataError):
                found.append(layer.subject(name))
    drugs = [subject for subject in found if isinstance(subject, Drug)]
    groups = [subject for subject in found if isinstance(subject, Group)]
    try:
        names.name_rows(drugs, groups, partial(_rows, layers))
    except DataError as error:
        yield from error.faults


def _directory(references: References) -> Iterator[Fault]:
    own, *lower = references.layers
    return decode_directory.faults(
        own.files,
        {vocabulary: known or () for vocabulary, known in references.terms.items()},
        [release for release in references.releases or () if formats.is_release(release)],
        (name for layer in lower for name in layer.names("communities")),
        local=own.local,
    )


def _digests(own: Corpus) -> Iterator[Fault]:
    """Recompute the digest of every release: no later edit may alter the past."""
    drugs, groups = list(own.drugs()), list(own.groups())
    subjects: list[Drug | Group] = [*drugs, *groups]
    if any(s.source not in own.sources for subject in subjects for s in subject.statements):
        return
    raw = own.files.get("releases.toml", {})
    numbers = {table["id"]: number for number, table in decode.numbered(raw, "releases")}
    for release in own.releases:
        wanted = digest(canonical(release.id, drugs, groups, own.sources, own.terms("conditions")))
        if release.digest != wanted:
            message = f"the digest is {release.digest:.12}…, the data gives {wanted}"
            yield Fault("releases.toml", f"$.releases[{numbers[release.id]}].digest", message)


def _seals(layers: Layers) -> Iterator[Fault]:
    """Look for statements that were changed after their review: the review was of another."""
    own = layers[0]
    sources = {k: source for layer in reversed(layers) for k, source in layer.sources.items()}
    for place in KINDS:
        for name in own.names(place):
            for number, said in enumerate(own.subject(name).statements):
                given = said.reviewed and said.reviewed.of
                if given and said.source in sources and given != seal(said, sources[said.source]):
                    message = "changed since its review: have it reviewed anew, or take that out"
                    path = f"$.statements[{number}].reviewed.of"
                    yield Fault(f"{place}/{name}.toml", path, message)


def build_index(layers: Layers) -> index.Index:
    """Build the look-up tables of several layers; a name of an upper layer is added.

    Args:
        layers: The layers, the uppermost first.

    Returns:
        The index.

    Raises:
        DataError: If two subjects fold to one name and it is not declared.
    """
    drugs = [drug for layer in layers for drug in layer.drugs()]
    groups = [group for layer in layers for group in layer.groups()]
    known = names.tables(drugs, groups, partial(_rows, layers))
    return index.Index(
        **attrs.asdict(known),
        codes=map("\t".join, index.code_rows(drugs, groups)),
        words=_lines(layers, "words.tsv"),
        routes=_lines(layers, "routes.tsv"),
    )


def _lines(layers: Layers, table: str) -> list[str]:
    """Return the lines of every layer, those of the uppermost last: the last one counts."""
    return [line for layer in reversed(layers) for line in layer.tables.get(table, ())]


def _rows(layers: Layers, table: str) -> list[tuple[str, ...]]:
    """Return the rows of every layer, in the same order."""
    return [tuple(line.split("\t")) for line in _lines(layers, table)]
