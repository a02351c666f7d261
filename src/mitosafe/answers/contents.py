"""What a list holds: its layers, the packaged one or a hospital's own over it, as one.

The rows of every layer on a subject stand together; of terms and sources the upper
layer's hides the one below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from mitosafe.errors import UnknownValue
from mitosafe.graph import Graph
from mitosafe.loading.digests import counts
from mitosafe.model import (
    Background,
    Drug,
    Group,
    ReleaseId,
    Source,
    SourceId,
    Statement,
    Term,
    release_key,
)

if TYPE_CHECKING:
    from mitosafe.loading.layer import Corpus


class Layers:
    """The subjects, terms and sources of a list."""

    def __init__(self, layers: tuple[Corpus, ...]) -> None:
        """Keep the layers, the uppermost first."""
        self._layers = layers
        self._begin()

    def _begin(self) -> None:
        """Hold nothing of what is made when it is first asked for."""
        self._kept: dict[str, Drug | Group] = {}
        self._all: tuple[Drug, ...] | None = None

    @cached_property
    def sources(self) -> Mapping[SourceId, Source]:
        """Every cited source by its id; the upper layer's hides the one below it."""
        return {k: v for layer in reversed(self._layers) for k, v in layer.sources.items()}

    @cached_property
    def parents(self) -> Graph:
        """The conditions, each with the wider ones right above it."""
        return Graph.of(self._terms("conditions"), self._terms("circumstances"))

    def _terms(self, vocabulary: str) -> dict[str, Term]:
        layers = reversed(self._layers)
        return {k: v for layer in layers for k, v in layer.terms(vocabulary).items()}

    def rows(self, table: str) -> list[tuple[str, ...]]:
        """Return the rows of a flat table in every layer, those of the lowest first."""
        return [row for layer in reversed(self._layers) for row in layer.rows(table)]

    def term(self, vocabulary: str, term: str) -> Term:
        """Return a term of a closed vocabulary; `UnknownValue` if there is none."""
        for layer in self._layers if isinstance(term, str) else ():
            found = layer.terms(vocabulary).get(term)
            if found is not None:
                return found
        raise UnknownValue(f"term of {vocabulary}", term, self._terms(vocabulary))

    def terms(self, vocabulary: str) -> tuple[Term, ...]:
        """Return every term of a closed vocabulary, in the order of the data."""
        return tuple(self._terms(vocabulary).values())

    def subject(self, subject: str) -> Drug | Group:
        """Return a drug or group by id, the rows of every layer together; else KeyError."""
        kept = self._kept.get(subject)
        if kept is None:
            kept = self._kept[subject] = self._subject(subject)
        return kept

    def _subject(self, subject: str) -> Drug | Group:
        found = [layer.subject(subject) for layer in self._layers if layer.has(subject)]
        if not found:
            raise KeyError(subject)
        upper, *lower = found
        for below in lower:
            upper = _over(upper, below)
        return upper

    def group_name(self, subject: str, language: str) -> str | None:
        """Return the name of a group, or none if the subject is no group."""
        try:
            found = self.subject(subject)
        except KeyError:
            return None
        return found.names[language] if isinstance(found, Group) else None

    def statements(self, subject: Drug | Group, release: ReleaseId) -> Iterator[Statement]:
        """Return every statement on a drug and its groups that counts in a release.

        What is accepted of a group is not said of a medicine that was withdrawn, nor of
        what is taken otherwise than as a medicine.
        """
        for part in self._with_groups(subject, release):
            in_use = part is subject or not isinstance(subject, Drug) or subject.in_use
            yield from (
                s for s in part.statements if counts(s, release) and (in_use or s.verdict.warns)
            )

    def background(self, subject: Drug | Group, release: ReleaseId) -> Iterator[Background]:
        """Return the background records on a drug and its groups, as of a release."""
        key = release_key(release)
        for part in self._with_groups(subject, release):
            yield from (b for b in part.background if release_key(b.since) <= key)

    def _with_groups(self, subject: Drug | Group, release: ReleaseId) -> Iterator[Drug | Group]:
        yield subject
        if isinstance(subject, Drug) and release_key(subject.since) <= release_key(release):
            for group in subject.groups:
                yield self.subject(group)

    def subject_ids(self) -> tuple[str, ...]:
        """Return the id of every drug, substance and measure, sorted."""
        return tuple(
            sorted({n for c in self._layers for f in ("drugs", "measures") for n in c.names(f)})
        )

    def group_ids(self) -> tuple[str, ...]:
        """Return the id of every group, sorted."""
        return tuple(sorted({name for layer in self._layers for name in layer.names("groups")}))

    def everything(self) -> tuple[Drug, ...]:
        """Return every drug, substance and measure of the data, whatever is said of it."""
        if self._all is None:
            found = (self.subject(name) for name in self.subject_ids())
            self._all = tuple(drug for drug in found if isinstance(drug, Drug))
        return self._all

    def groups(self) -> tuple[Group, ...]:
        """Return every group, in the order of their ids."""
        found = (self.subject(name) for name in self.group_ids())
        return tuple(group for group in found if isinstance(group, Group))

    def subjects(self) -> Iterator[Drug | Group]:
        """Return every drug, substance and measure, then every group."""
        yield from self.everything()
        yield from self.groups()


def _over(upper: Drug | Group, below: Drug | Group) -> Drug | Group:
    """Return a subject with the rows of an upper layer added; its names and codes stay."""
    laid = attrs.evolve(
        below,
        statements=(*below.statements, *upper.statements),
        background=(*below.background, *upper.background),
    )
    if isinstance(laid, Drug) and isinstance(upper, Drug):
        groups = dict.fromkeys((*laid.groups, *upper.groups))
        uses = dict.fromkeys((*laid.indications, *upper.indications))
        return attrs.evolve(laid, groups=tuple(groups), indications=tuple(uses))
    return laid
