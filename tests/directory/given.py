"""An invented directory for tests that must not lean on the real entries.

Its terms are those of the package; nobody and nothing in it exists.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from mitosafe.answers import packaged
from mitosafe.directory.campaigns import FILE
from mitosafe.directory.directory import Directory
from mitosafe.loading import decode
from mitosafe.loading.layer import Corpus
from mitosafe.model import Release, ReleaseId

Raw = dict[str, Any]
DATA = Path(__file__).parents[2] / "src" / "mitosafe" / "data"

#: The terms of the package, by file name.
TERMS: Mapping[str, Raw] = {
    f"terms/{path.stem}.toml": decode.parse(path.read_text(encoding="utf-8"), path.name)
    for path in sorted((DATA / "terms").glob("*.toml"))
}
#: The ids of the terms of each vocabulary.
VOCABULARIES = {
    name.removeprefix("terms/").removesuffix(".toml"): {term["id"] for term in raw["terms"]}
    for name, raw in TERMS.items()
}
OLD = Release(id=ReleaseId("2026.2"), date="2026-11-23", digest="0")
NEW = Release(id=ReleaseId("2027.1"), date="2027-05-20", digest="0")


def raw(id: str = "moon-club", **changes: Any) -> Raw:
    """Return the tables of a file; a change to None takes the key out."""
    whole: Raw = {
        "id": id,
        "kind": "community",
        "name": "Moon Club",
        "name_is": "own",
        "url": "https://www.facebook.com/groups/moonclub",
        "listing": "https://moon.example/friends",
        "platform": "facebook-group",
        "languages": ["nl"],
        "language_basis": "stated",
        "countries": ["BE"],
        "country_basis": "stated",
        "disorders": ["melas"],
        "organiser": "patient-organisation",
        "organisation": "Moon Society",
        "access": "private",
        "status": "listed",
        "last_checked": "2026-11-23",
        "confidence": "high",
        "since": "2026.2",
        "source": {"title": "Friends of the moon", "url": "https://moon.example/friends"},
        "description": {"en": "A club.", "fr": "Un cercle.", "nl": "Een kring."},
    }
    changed = {**copy.deepcopy(whole), **changes}
    return {key: value for key, value in changed.items() if value is not None}


def layer(*communities: Raw, local: bool = False, days: Sequence[Raw] = ()) -> Corpus:
    """Return a folder with these communities and days, and the terms of the package."""
    own = {f"communities/{one['id']}.toml": one for one in communities}
    own |= {FILE: {"events": list(days)}} if days else {}
    return Corpus(files={**TERMS, **own}, tables={}, local=local)


def directory(*communities: Raw) -> Directory:
    """Return a directory of these communities alone."""
    return Directory([layer(*communities)])


def real() -> Directory:
    """Return the directory that travels with the package."""
    return packaged.dataset().directory
