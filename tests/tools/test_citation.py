"""Those who cite the package and those who archive it are told the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

import mitosafe

ROOT = Path(__file__).parents[2]


def cited() -> Any:
    """Return `CITATION.cff`; `make release-check` holds it against its published schema."""
    return yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))


def archived() -> Any:
    """Return the metadata that Zenodo takes when a release is made."""
    return json.loads((ROOT / ".zenodo.json").read_text(encoding="utf-8"))


def test_both_name_the_same_work() -> None:
    """Title, makers, words and description agree."""
    ours, theirs = cited(), archived()
    assert ours["title"] == theirs["title"]
    assert ours["authors"] == theirs["creators"]
    assert ours["keywords"] == theirs["keywords"]
    assert " ".join(ours["abstract"].split()) == theirs["description"]


def test_both_name_the_licences() -> None:
    """The code has one licence, the data another; both are said in both places."""
    assert ["Apache-2.0", "CC-BY-4.0"] == cited()["license"]
    assert all(name in archived()["notes"] for name in cited()["license"])


def test_the_version_is_left_to_the_tag() -> None:
    """Only one of the two carries the version, so that a release cannot carry two."""
    assert mitosafe.__version__ == cited()["version"]
    assert not {"version", "publication_date", "doi"} & archived().keys()


def test_what_is_archived_says_that_nobody_reviewed_it() -> None:
    """Whoever meets the package in an archive reads it there, too."""
    assert "Not yet reviewed by a clinician; not medical advice." in archived()["description"]
