"""The feed of the releases, in the Atom format (RFC 4287)."""

from __future__ import annotations

import uuid
from html import escape

from tools.site import review
from tools.site.book import Tongue
from tools.site.releases import Diffs, remark

from mitosafe import Release, ReleaseDiff

#: The name space of the ids of the feed: made once, never to change.
FEED = uuid.UUID("4b1e5a0e-6b0e-5d0c-9a3e-2f6f8f1c7d10")


def feed(say: Tongue, diffs: Diffs) -> str:
    """Return the releases as an Atom feed; its addresses are relative to where it is read."""
    title = escape(f"mitosafe: {say.phrase('releases')}")
    newest = say.book.newest
    entries = "".join(
        _entry(release, diffs.of.get(release.id), say) for release in reversed(say.book.releases)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{say.language}">'
        f"<id>urn:uuid:{uuid.uuid5(FEED, say.language)}</id><title>{title}</title>"
        f"<subtitle>{escape(review.of_release(say))} {escape(say.phrase('absence'))}</subtitle>"
        '<author><name>mitosafe</name></author><link rel="self" href="feed.xml"/>'
        f'<link href="./"/><updated>{newest.date}T00:00:00Z</updated>{entries}</feed>\n'
    )


def _entry(release: Release, diff: ReleaseDiff | None, say: Tongue) -> str:
    if diff:
        named = ", ".join(say.name(change.drug) for change in diff.changes)
        summary = f"{len(diff.changes)} {say('number-changes')}. {named}"
    else:
        summary = say("first-release")
    marks = f"{remark(release, say)}. " if remark(release, say) else ""
    return (
        f"<entry><id>urn:uuid:{uuid.uuid5(FEED, f'{say.language} {release.id}')}</id>"
        f"<title>{escape(say.phrase('release'))} {release.id}</title>"
        f'<link href="{release.id}/"/><updated>{release.date}T00:00:00Z</updated>'
        f"<summary>{escape(marks + summary)}</summary></entry>"
    )
