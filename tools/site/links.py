"""Check the built site: every link leads somewhere, and nothing is loaded from elsewhere.

The pages are read with patterns and paths are compared as text, because there are three
thousand pages and a third of a million links.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import attrs

ATTRIBUTE = re.compile(r'\s(href|src|action|id)=(?:"([^"]*)"|([^\s">]+))')
#: Elements that load something as soon as the page is shown.
LOADING = re.compile(r"<(?:script|img|iframe|source|link)\b[^>]*>")
#: Links that say something of the page and load nothing.
SAYING = re.compile(r'rel="?(?:alternate|canonical|prev|next|edit)\b')
SCHEME = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)


@attrs.frozen
class _Page:
    links: frozenset[str]
    ids: frozenset[str]
    loaded: frozenset[str]


def faults(site: Path) -> tuple[list[str], int]:
    """Find broken links and anything loaded from another host.

    Args:
        site: The built site.

    Returns:
        A line for each fault, and the number of pages read.
    """
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    pages = {name: _read(site / name) for name in sorted(files) if name.endswith(".html")}
    found = [f"{name}: {fault}" for name in pages for fault in _of(name, pages, files)]
    return found, len(pages)


def _read(path: Path) -> _Page:
    text = path.read_text(encoding="utf-8")
    found = [(m[1], unescape(m[2] or m[3] or "")) for m in ATTRIBUTE.finditer(text)]
    loaders = [m[0] for m in LOADING.finditer(text) if not SAYING.search(m[0])]
    loaded = {unescape(m[2] or m[3] or "") for each in loaders for m in ATTRIBUTE.finditer(each)}
    return _Page(
        frozenset(value for name, value in found if name != "id"),
        frozenset(value for name, value in found if name == "id"),
        frozenset(loaded),
    )


def _of(name: str, pages: dict[str, _Page], files: set[str]) -> Iterator[str]:
    page = pages[name]
    yield from (f"loads {address}" for address in page.loaded if SCHEME.match(address))
    # The page that is shown for a wrong address has links from the root of a host not known here.
    for address in page.links if name != "404.html" else ():
        if SCHEME.match(address):
            continue
        to, _, fragment = address.partition("#")
        to = unquote(to.partition("?")[0])
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), to)) if to else name
        if to.endswith("/") or target == "." or f"{target}/index.html" in files:
            target = posixpath.normpath(f"{target}/index.html")
        if target not in files:
            yield f"leads nowhere: {address}"
        elif fragment and target in pages and not _is_place(unquote(fragment), pages[target]):
            yield f"no such place: {address}"


def _is_place(fragment: str, page: _Page) -> bool:
    return fragment.startswith("__") or fragment in page.ids
