"""The whole list as of one release: what every shape of the export is made from."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from mitosafe.answers import closing
from mitosafe.answers.dataset import Dataset
from mitosafe.answers.packaged import dataset as packaged_dataset
from mitosafe.judge import Judgement
from mitosafe.loading.digests import counts
from mitosafe.lookup.index import Match
from mitosafe.model import Drug, Group, Release, Review, Source, Statement, Term, reviews

#: Vocabularies that an export needs in order to be read; the others are for answers.
VOCABULARIES = (
    "levels",
    "outcomes",
    "verdicts",
    "evidence",
    "conditions",
    "circumstances",
    "mechanisms",
    "monitoring",
    "indications",
    "kinds",
    "ranks",
    "reads",
)


@attrs.frozen(kw_only=True)
class Entry:
    """A drug, substance, measure or group, and what the release makes of it."""

    subject: Drug | Group
    judgement: Judgement
    #: Its own statements that count in the release; those on its groups are with them.
    statements: tuple[Statement, ...]

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups it belongs to."""
        return self.subject.groups if isinstance(self.subject, Drug) else ()


@attrs.frozen(kw_only=True)
class Listing:
    """A list as of one release."""

    dataset: Dataset
    release: Release
    #: Every subject of the data, also where this release says nothing of it.
    entries: tuple[Entry, ...]

    @property
    def version(self) -> str:
        """The release as a semantic version: `2026.2` is `2026.2.0`; a local mark stays."""
        release, plus, mark = self.release.id.partition("+")
        return ".".join([*release.split("."), "0"][:3]) + plus + mark

    @property
    def warnings(self) -> tuple[Term, ...]:
        """What is said wherever the list is shown: the review status, absence, three more."""
        return closing.warnings(self.dataset, self.reviews)

    @property
    def reviews(self) -> tuple[Review, ...]:
        """The reviews of every statement of this release; none while one is not reviewed."""
        return reviews(said for entry in self.entries for said in entry.statements)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources that the statements of this release cite, in the order of their ids."""
        cited = {said.source for entry in self.entries for said in entry.statements}
        return tuple(self.dataset.sources[source] for source in sorted(cited))

    def terms(self) -> Iterator[Term]:
        """Return every term that is needed to read the list."""
        for vocabulary in VOCABULARIES:
            yield from self.dataset.terms(vocabulary)

    def names(self) -> Iterator[tuple[str, Match]]:
        """Return the folded names that stand for a subject of the list, sorted."""
        index = self.dataset.index
        for folded in sorted(index.names()):
            match = index.name(folded)
            if match is not None and any(s[0] != "~" for s in subjects(match)):
                yield folded, match


def subjects(match: Match) -> tuple[str, ...]:
    """Return what a name stands for: what is certain, then what is possible."""
    return (*match.subjects, *match.candidates)


def as_of(dataset: Dataset | None = None, release: str | None = None) -> Listing:
    """Return a list as of one release.

    Args:
        dataset: The list; none for the packaged one.
        release: The id of a release; none for the newest.

    Returns:
        The listing.

    Raises:
        UnknownRelease: If there is no such release.
    """
    data = packaged_dataset() if dataset is None else dataset
    view = data.view(release)
    every: list[Drug | Group] = [*data.everything(), *data.groups()]
    every.sort(key=lambda subject: subject.id)
    return Listing(
        dataset=data,
        release=view.release,
        entries=tuple(
            Entry(
                subject=subject,
                judgement=view.judgement(subject),
                statements=tuple(s for s in subject.statements if counts(s, view.release.id)),
            )
            for subject in every
        ),
    )
