"""What the directory is made of: communities and organisations, as frozen values."""

from __future__ import annotations

import datetime
import enum
from typing import NewType

import attrs

from mitosafe.model import ReleaseId, TermId, Words, release_key

#: The id of a community or organisation: a slug.
CommunityId = NewType("CommunityId", str)


class CommunityKind(enum.StrEnum):
    """What an entry of the directory is."""

    #: A body: an association, a foundation, a clinic's patient team.
    ORGANISATION = "organisation"
    #: A place to meet: a group, a page, a call, a helpline.
    COMMUNITY = "community"


class NameIs(enum.StrEnum):
    """Whose name the name is."""

    OWN = "own"
    #: What a listing page calls it; its own name is not known.
    LISTING_LABEL = "listing-label"


class CommunityStatus(enum.StrEnum):
    """What is known of whether it still exists; the order is the order of answers."""

    #: A source names it; nobody has visited it.
    LISTED = "listed"
    UNKNOWN = "unknown"
    MAY_HAVE_ENDED = "may-have-ended"
    #: Another has taken its place.
    SUPERSEDED = "superseded"
    #: It has ended; it is given only to those who ask for closed ones.
    CLOSED = "closed"


class Basis(enum.StrEnum):
    """Whether the source says it, or it was inferred."""

    STATED = "stated"
    INFERRED = "inferred"


@attrs.frozen(kw_only=True)
class CommunitySource:
    """The page that names a community."""

    title: str
    url: str
    #: Its date, as `2024`, `2024-02` or `2024-02-07`; none if it has none.
    date: str | None = None


@attrs.frozen(kw_only=True)
class Former:
    """What a community was before a release: only the fields that differed."""

    #: The release from which this no longer holds.
    until: ReleaseId
    name: str | None = None
    url: str | None = None
    platform: TermId | None = None
    status: CommunityStatus | None = None


@attrs.frozen(kw_only=True)
class Community:
    """A place where patients meet, or an organisation that brings them together.

    No private person is ever named.

    Examples:
        >>> import mitosafe
        >>> found = mitosafe.communities(text="Mitocon Facebook")[0]
        >>> found.name, found.languages, found.countries
        ('Mitocon Facebook page', ('it',), ('IT',))
    """

    id: CommunityId
    kind: CommunityKind
    name: str
    name_is: NameIs
    #: Its own address; none where no source gives one.
    url: str | None = None
    #: The page that names it.
    listing: str
    platform: TermId
    #: BCP 47 tags; empty if not known.
    languages: tuple[str, ...]
    #: What the languages rest on: the id of a term of `language-bases`.
    language_basis: TermId
    #: ISO 3166-1 codes; empty if it belongs to none, or if not known.
    countries: tuple[str, ...]
    country_basis: Basis | None = None
    #: Ids of terms of `disorders`.
    disorders: tuple[TermId, ...]
    #: The id of a term of `audiences`; none if it is for everybody concerned.
    audience: TermId | None = None
    #: The kind of organiser: the id of a term of `organisers`.
    organiser: TermId
    #: The name of the body that runs it; never that of a person.
    organisation: str | None = None
    access: TermId
    status: CommunityStatus
    #: The day on which it closed, ISO 8601; only of closed ones.
    closed: str | None = None
    #: The id of what has taken its place; only of superseded ones.
    superseded_by: CommunityId | None = None
    #: The day on which the source was read, ISO 8601.
    last_checked: str
    confidence: TermId
    #: The release from which it is in the directory.
    since: ReleaseId
    #: The records of the project's fact file that it encodes.
    facts: tuple[str, ...] = ()
    #: Other pages on which it was read.
    also: tuple[str, ...] = ()
    source: CommunitySource
    description: Words
    #: What it was in earlier releases, where that differs.
    former: tuple[Former, ...] = ()
    #: Whether the row comes from a hospital's own folder.
    local: bool = False

    def days_since_checked(self, on: datetime.date) -> int:
        """Say how long ago the source was read.

        Args:
            on: The day of the question; the package never asks the clock.

        Returns:
            Days; negative if the source was read after that day.

        Examples:
            >>> import datetime, mitosafe
            >>> umdf = mitosafe.communities(text="UMDF Facebook")[0]
            >>> umdf.days_since_checked(datetime.date(2027, 5, 1))
            159
        """
        return (on - datetime.date.fromisoformat(self.last_checked)).days

    def as_of(self, release: ReleaseId) -> Community | None:
        """Return it as it stood in a release.

        Args:
            release: The id of a release.

        Returns:
            The community with what was different then; none if it was not there yet.
            A hospital's own row is there in every release.
        """
        key = release_key(release)
        if not self.local and release_key(self.since) > key:
            return None
        now = self
        for former in sorted(self.former, key=lambda f: release_key(f.until), reverse=True):
            if key < release_key(former.until):
                now = now._before(former)
        return now

    def _before(self, former: Former) -> Community:
        known = attrs.asdict(former, filter=lambda a, v: a.name != "until" and v is not None)
        past = attrs.evolve(self, **known)
        closed = past.closed if past.status is CommunityStatus.CLOSED else None
        other = past.superseded_by if past.status is CommunityStatus.SUPERSEDED else None
        return attrs.evolve(past, closed=closed, superseded_by=other)
