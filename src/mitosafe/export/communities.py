"""The directory of communities as one CSV file."""

from __future__ import annotations

from mitosafe.directory.community import Community
from mitosafe.export.folder import communities
from mitosafe.export.listing import Listing
from mitosafe.export.package import csv_text
from mitosafe.export.tables import SEPARATOR, Row

COLUMNS = (
    "id", "kind", "name", "name_is", "url", "listing", "platform", "languages",
    "language_basis", "countries", "disorders", "audience", "organiser", "organisation",
    "access", "status", "closed", "superseded_by", "last_checked", "confidence", "source",
    "description_en", "description_fr", "description_nl", "release", "release_date", "note",
)  # fmt: skip


def files(listing: Listing) -> dict[str, bytes]:
    """Return the directory as of the release.

    Args:
        listing: The list as of a release.

    Returns:
        The contents by file name.
    """
    # A review is of statements on medicines: the directory is not reviewed by it.
    said = ("not-reviewed", "absence")
    note = " ".join(listing.dataset.term("phrases", term).words.en for term in said)
    release = (listing.release.id, listing.release.date, note)
    rows = [(*_row(community), *release) for community in communities(listing)]
    return {f"mitosafe-communities-{listing.release.id}.csv": csv_text(COLUMNS, rows)}


def _row(one: Community) -> Row:
    return (
        one.id, one.kind.value, one.name, one.name_is.value, one.url, one.listing,
        one.platform, SEPARATOR.join(one.languages), one.language_basis,
        SEPARATOR.join(one.countries), SEPARATOR.join(one.disorders), one.audience,
        one.organiser, one.organisation, one.access, one.status.value, one.closed,
        one.superseded_by, one.last_checked, one.confidence, one.source.url,
        one.description.en, one.description.fr, one.description.nl,
    )  # fmt: skip
