"""Put together what mkdocs builds from: the written pages, the generated ones, the assets."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from tools.site import (
    comparison,
    conditions,
    directory,
    feed,
    first,
    listing,
    reference,
    releases,
    subjects,
    terms,
)
from tools.site.book import Book, Tongue
from tools.site.html import Page, items, link, unsearched, warnings

from mitosafe.model import LANGUAGES
from mitosafe.sheet import sheet

ROOT = Path(__file__).parents[2]
#: What mkdocs reads; made anew each time, never committed.
SOURCE = ROOT / ".make" / "docs-src"
SITE = ROOT / "site"
#: Where `npm ci` puts Python for the browser, and pip the wheels it runs.
NPM = ROOT / ".make" / "npm" / "node_modules"
WHEELS = ROOT / ".make" / "site-wheels"
#: The files of Pyodide that the try-it page loads.
PYODIDE = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
)
LAYOUTS = ("both", "ward", "wallet")


def assemble() -> int:
    """Write everything that mkdocs builds from.

    Returns:
        How many pages were generated.
    """
    shutil.rmtree(SOURCE, ignore_errors=True)
    ignored = shutil.ignore_patterns("overrides", "*.md.in")
    shutil.copytree(ROOT / "docs", SOURCE, ignore=ignored)
    book = Book()
    number = 0
    for language in LANGUAGES:
        for page in _pages(Tongue(book, language)):
            _write(SOURCE / page.file, page.source())
            number += 1
    for name, text in reference.files(book.data):
        _write(SOURCE / name, text)
    _browser()
    return number


def _pages(say: Tongue) -> Iterator[Page]:
    yield from first.pages(say)
    yield from listing.pages(say)
    yield from subjects.pages(say)
    yield from terms.pages(say)
    yield from conditions.pages(say)
    diffs = releases.Diffs(say)
    yield from releases.pages(say, diffs)
    yield from comparison.pages(say)
    yield from directory.pages(say)
    yield _sheet(say)
    where = "people" if say.language == "en" else f"{say.language}/people"
    _write(SOURCE / where / "releases" / "feed.xml", feed.feed(say, diffs))
    _write(SOURCE / where / "compare.json", comparison.data(say))
    # Without an icon of its own a browser asks the host for one, which is not there.
    up = "../" * (where.count("/") + 2)
    icon = f'<link rel="icon" href="{up}assets/images/favicon.png">\n<title>'
    for layout in LAYOUTS:
        shown = sheet(say.book.data, language=say.language, layout=layout)
        _write(SOURCE / where / "sheet" / f"{layout}.html", shown.replace("<title>", icon, 1))


def _sheet(say: Tongue) -> Page:
    links = items(
        link(f"{say('sheet-open')}: {say(f'sheet-{layout}')}", f"{layout}.html")
        for layout in LAYOUTS
    )
    how = link(say("sheet-how"), "../../how-to/print-a-sheet/")
    note = f"<p>{say('sheet-whole')} {how}.</p>"
    return Page(
        path="sheet",
        language=say.language,
        title=say("sheet"),
        description=say("sheet-lead"),
        body=f'<p class="lead">{say("sheet-lead")}</p>' + unsearched(links, note, warnings(say)),
    )


def _browser() -> None:
    """Copy Python for the browser and the wheels, with a note of where each lies."""
    target = SOURCE / "assets" / "python"
    (target / "pyodide").mkdir(parents=True)
    for name in PYODIDE:
        shutil.copy(NPM / "pyodide" / name, target / "pyodide" / name)
    wheels = sorted(WHEELS.glob("*.whl"))
    for wheel in wheels:
        shutil.copy(wheel, target / wheel.name)
    # `tools/site/publish.py` writes this anew, as releases share what is in `pyodide/`.
    where = {"pyodide": "./pyodide/", "wheels": [wheel.name for wheel in wheels]}
    _write(target / "where.json", json.dumps(where))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
