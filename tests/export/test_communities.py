"""The directory as CSV."""

from __future__ import annotations

import csv
import io

import mitosafe
from mitosafe import export
from mitosafe.directory.community import CommunityId
from mitosafe.export.communities import COLUMNS


def rows(release: str) -> list[dict[str, str]]:
    """Read the file of a release back."""
    (contents,) = export.files("directory", release=release).values()
    return list(csv.DictReader(io.StringIO(contents.decode(), newline="")))


def test_every_community_of_the_release_is_a_row() -> None:
    """The rows are the directory as it stood; before the first made release there was none."""
    found = rows("2026.2")
    known = {c.id: c for c in mitosafe.Dataset.packaged().directory if c.as_of(c.since)}
    assert [row["id"] for row in found] == list(known)
    for row in found:
        community = known[CommunityId(row["id"])]
        assert tuple(filter(None, row["languages"].split(";"))) == community.languages
        assert (row["url"] or None) == community.url
        assert row["description_fr"] == community.description.fr
    assert rows("2010.1") == []


def test_every_row_has_the_release_and_the_warnings() -> None:
    """A row that is cut out of the file still says where it is from."""
    for row in rows("2026.2"):
        assert tuple(row) == COLUMNS
        assert (row["release"], row["release_date"]) == ("2026.2", "2026-11-23")
        assert "Not yet reviewed by a clinician." in row["note"]
