"""The tools around the build: the link check finds faults, publishing touches only what it says."""

from __future__ import annotations

import json
from pathlib import Path

from tools.site import links, publish


def write(path: Path, text: str) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_the_link_check_finds_what_is_broken(tmp_path: Path) -> None:
    """A missing page, a missing place, a load from another host are named; a link is not."""
    write(tmp_path / "a" / "index.html", '<h1 id="here">a</h1><a href="../">up</a>')
    write(
        tmp_path / "index.html",
        '<a href="a/">x</a><a href="a/#here">x</a><a href="a/#gone">x</a><a href="b/">x</a>'
        '<a href="https://example.org/">x</a><img src="https://example.org/x.png">'
        '<link rel="canonical" href="https://example.org/">',
    )
    found, number = links.faults(tmp_path)
    assert 2 == number
    assert {
        "index.html: loads https://example.org/x.png",
        "index.html: no such place: a/#gone",
        "index.html: leads nowhere: b/",
    } == set(found)


def test_older_versions_are_told_that_they_are_replaced(tmp_path: Path) -> None:
    """Publishing keeps the pages of older versions, and only their notice changes."""
    site, served = tmp_path / "site", tmp_path / "served"
    write(site / "index.html", "old")
    write(site / "assets" / "newer.js", "// empty")
    publish.publish(site, served, "2026.2")
    write(site / "index.html", "new")
    assert ("2027.1", "2026.2") == publish.publish(site, served, "2027.1")
    assert "old" == (served / "2026.2" / "index.html").read_text(encoding="utf-8")
    assert "2027.1" in (served / "2026.2" / "assets" / "newer.js").read_text(encoding="utf-8")
    assert "// empty" == (served / "2027.1" / "assets" / "newer.js").read_text(encoding="utf-8")
    assert ["2027.1", "2026.2"] == json.loads((served / "versions.json").read_text("utf-8"))
    assert "url=2027.1/" in (served / "index.html").read_text(encoding="utf-8")
