"""What changed in the directory between two releases."""

from __future__ import annotations

from typing import Any

import pytest

import mitosafe
from mitosafe import DirectoryChangeKind
from tests.directory import given


def kinds(raw: given.Raw) -> list[list[str]]:
    """Return the kinds of each change from one invented release to the next."""
    changes = given.directory(raw).changes(given.OLD, given.NEW).changes
    return [[kind.value for kind in change.kinds] for change in changes]


def before(**fields: Any) -> dict[str, Any]:
    """Return what an entry was before the newer release."""
    return {"former": [{"until": "2027.1", **fields}]}


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({}, []),
        ({"since": "2027.1"}, [["added"]]),
        ({"since": "2027.2"}, []),
        ({"status": "closed", "closed": "2026-12-01", **before(status="listed")}, [["closed"]]),
        ({"status": "superseded", "superseded_by": "x", **before(status="listed")}, [["moved"]]),
        ({"status": "may-have-ended", **before(status="listed")}, [["status-changed"]]),
        (before(status="closed"), [["status-changed"]]),
        (before(url="https://old.example/club"), [["moved"]]),
        (before(platform="website"), [["moved"]]),
        (before(name="Dawn Club"), [["renamed"]]),
        (before(name="Dawn Club", platform="website", status="unknown"),
         [["status-changed", "moved", "renamed"]]),
        ({"former": [{"until": "2027.2", "name": "Dawn Club"}]}, []),
    ],
)  # fmt: skip
def test_each_way_to_differ_is_told(changes: dict[str, Any], wanted: list[list[str]]) -> None:
    """Added, closed, moved, renamed and another status are told apart."""
    assert wanted == kinds(given.raw(**changes))


def test_the_first_release_added_everything() -> None:
    """Between a release before the directory and the first, every entry was added."""
    diff = mitosafe.directory_diff("2024.1", "2026.2")
    assert [(DirectoryChangeKind.ADDED,)] * 135 == [change.kinds for change in diff.changes]
    assert ("2024.1", "2026.2") == (diff.old.id, diff.new.id)


def test_nothing_differs_within_one_release() -> None:
    """A release does not differ from itself."""
    assert () == mitosafe.directory_diff("2026.2", "2026.2").changes


def test_an_unknown_release_is_refused() -> None:
    """Both releases must be releases of the list."""
    with pytest.raises(mitosafe.UnknownRelease):
        mitosafe.directory_diff("2026.2", "2099.1")


def test_a_community_is_a_flat_row() -> None:
    """Each community is one row of text, in the order of the answer, in a language that is."""
    found = mitosafe.communities(language="it", disorder="melas", kind="organisation")
    rows = found.rows("fr")
    assert [row["id"] for row in rows] == [one.id for one in found]
    assert rows[0]["description"] == found[0].description["fr"]
    assert rows[0]["disorders"].split("; ") == list(found[0].disorders)
    assert all(value is None or isinstance(value, str) for row in rows for value in row.values())
    with pytest.raises(mitosafe.UnknownValue, match="language"):
        found.rows("de")
