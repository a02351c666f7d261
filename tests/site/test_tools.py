"""The tools around the build: the link check, the publishing, the sparing of space."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tools.site import finish, links, publish


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


def a_site(folder: Path, name: str, python: str = "one Python") -> Path:
    """Make what stands for a built site, with its own text and its own Python."""
    write(folder / "index.html", name)
    write(folder / "assets" / "newer.js", "// empty")
    write(folder / "assets" / "python" / "pyodide" / "pyodide.mjs", python)
    where = {"pyodide": "./pyodide/", "wheels": [f"{name}.whl"]}
    write(folder / "assets" / "python" / "where.json", json.dumps(where))
    for start in ("people", "fr/people"):
        text = f'<link rel="self" href="feed.xml"/><link href="./"/><link href="{name}/"/>'
        write(folder / start / "releases" / "feed.xml", text)
    return folder


def read(path: Path) -> str:
    """Read a file."""
    return path.read_text(encoding="utf-8")


def test_older_versions_are_told_that_they_are_replaced(tmp_path: Path) -> None:
    """Publishing keeps the pages of older versions, and only their notice and feeds change."""
    served = tmp_path / "served"
    publish.publish(a_site(tmp_path / "old", "2026.2"), served, "2026.2")
    new = a_site(tmp_path / "new", "2027.1")
    assert ("2027.1", "2026.2") == publish.publish(new, served, "2027.1", "/base/")
    assert "2026.2" == read(served / "2026.2" / "index.html")
    assert "2027.1" in read(served / "2026.2" / "assets" / "newer.js")
    assert "// empty" == read(served / "2027.1" / "assets" / "newer.js")
    assert ["2027.1", "2026.2"] == json.loads(read(served / "versions.json"))
    assert "url=2027.1/" in read(served / "index.html")
    assert 'href="/base/2027.1/"' in read(served / "404.html")


def test_a_feed_goes_on_wherever_it_was_subscribed_to(tmp_path: Path) -> None:
    """The feed of an older version tells of the newest, with links that lead there."""
    served = tmp_path / "served"
    publish.publish(a_site(tmp_path / "old", "2026.2"), served, "2026.2")
    publish.publish(a_site(tmp_path / "new", "2027.1"), served, "2027.1")
    for start in ("people", "fr/people"):
        folder = served / "2026.2" / start / "releases"
        text = read(folder / "feed.xml")
        assert '<link rel="self" href="feed.xml"/>' in text
        links = re.findall(r'<link href="([^"]+)"', text)
        newest = served / "2027.1" / start / "releases"
        assert [newest, newest / "2027.1"] == [(folder / link).resolve() for link in links]


def test_versions_share_the_same_python(tmp_path: Path) -> None:
    """Python for the browser is there once for all that have the same, and goes with the last."""
    served = tmp_path / "served"
    for name, python in (("2026.2", "one"), ("2027.1", "one"), ("2027.2", "another")):
        publish.publish(a_site(tmp_path / name, name, python), served, name)
    shared = {}
    for name in ("2026.2", "2027.1", "2027.2"):
        own = served / name / "assets" / "python"
        assert not (own / "pyodide").exists()
        where = json.loads(read(own / "where.json"))
        assert [f"{name}.whl"] == where["wheels"]
        shared[name] = (own / where["pyodide"] / "pyodide.mjs").resolve()
    assert ["one", "one", "another"] == [read(path) for path in shared.values()]
    assert shared["2026.2"] == shared["2027.1"] != shared["2027.2"]
    publish.publish(a_site(tmp_path / "again", "2027.2", "one"), served, "2027.2")
    assert not shared["2027.2"].exists()


def test_the_oldest_versions_are_taken_down(tmp_path: Path) -> None:
    """Beyond a number, a version keeps its feeds and a page that says where to look instead."""
    served = tmp_path / "served"
    names = [f"{year}.{half}" for year in range(2026, 2031) for half in (1, 2)]
    site = a_site(tmp_path / "site", "x")
    for name in names:
        kept = publish.publish(site, served, name)
    assert tuple(reversed(names))[: publish.KEEP] == kept
    oldest = served / names[0]
    files = {path.relative_to(oldest).as_posix() for path in oldest.rglob("*") if path.is_file()}
    assert {"index.html", "people/releases/feed.xml", "fr/people/releases/feed.xml"} == files
    said = read(oldest / "index.html")
    assert all(words in said for words in publish.WORDS["version-taken-down"].values())
    assert f'href="../{names[-1]}/people/releases/{names[0]}/"' in said
    assert f"../../../{names[-1]}/" in read(oldest / "people" / "releases" / "feed.xml")


def test_what_is_no_release_is_not_published(tmp_path: Path) -> None:
    """A name that is no id of a release is refused before anything is written."""
    for wrong in ("../x", "latest", "2026", ""):
        with pytest.raises(ValueError, match="not the id of a release"):
            publish.publish(a_site(tmp_path / "site", "x"), tmp_path / "served", wrong)
    assert not (tmp_path / "served").exists()


def test_idle_space_goes_and_shown_space_stays() -> None:
    """Lines lose the spaces around them, but not in code, text fields and scripts."""
    text = "<p>a\n   b  c</p>  \n\n <pre>  x\n\n  y</pre>\n  <script>\n  1\n</script>\n"
    assert "<p>a\nb  c</p>\n<pre>  x\n\n  y</pre>\n<script>\n  1\n</script>\n" == finish.tight(text)
