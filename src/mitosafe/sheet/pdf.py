"""A sheet as PDF; needs the extra `pdf` (Typst, which brings its fonts and needs nothing else)."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

from mitosafe._text.resources import packaged
from mitosafe.errors import needed

with needed("sheets as PDF", "pdf"):
    import typst

#: Elements that have no end.
_VOID = frozenset({"meta", "br", "img"})
#: What Typst says of a character that is in none of its fonts.
_NOT_SHOWN = re.compile(r'the text `"(.*?)"` could not be displayed')
#: Letters, each on a line of its own.
_PROBE = """
#set document(title: "-")
#set text(font: "Libertinus Serif")
#json(bytes(sys.inputs.page)).map(it => block(it)).join()
"""
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def of(html: str) -> bytes:
    """Return an HTML document as PDF/UA, with the tags that a screen reader needs.

    Args:
        html: What `sheet.sheet` gave. Nothing that it might refer to is loaded. A character
            that no font has is shown by its number, such as (U+1F600).

    Returns:
        The bytes of the PDF; the same document gives the same bytes.

    Examples:
        >>> of("<!doctype html><title>x</title><p>x")[:5]
        b'%PDF-'
    """
    look = packaged("sheet", "sheet.typ")
    page = json.dumps(_Page(html).data(), ensure_ascii=False)
    try:
        return _made(look, page)
    except typst.TypstError:
        missing = _missing(page)
        if not missing:
            raise
        return _made(look, "".join(f"(U+{ord(c):04X})" if c in missing else c for c in page))


def _made(look: str, page: str) -> bytes:
    made: bytes = typst.compile(
        look.encode(),
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        sys_inputs={"page": page},
    )
    return made


def _missing(text: str) -> set[str]:
    """Return the characters of a text that no font has: each is tried on a line of its own."""
    letters = sorted({c for c in text if not c.isascii()})
    try:
        _made(_PROBE, json.dumps(letters))
    except typst.TypstError as error:
        said = _NOT_SHOWN.findall(str(error.diagnostic))
        return {_ESCAPED.sub(lambda found: chr(int(found[1], 16)), letter) for letter in said}
    return set()


class _Page(HTMLParser):
    """Reads a document into values: an element as its tag, class, id, address and content."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.root: dict[str, Any] = {"tag": "", "of": []}
        self.open = [self.root]
        self.tags: set[str] = set()
        self.classes: set[str] = set()
        self.title, self.language, self.foot = "", "en", ""
        self.feed(html)
        self.close()

    def data(self) -> dict[str, Any]:
        """Return what the template needs."""
        return {
            "title": self.title,
            "language": self.language,
            "foot": self.foot,
            "titled": "h1" in self.tags,
            "dense": "dense" in self.classes,
            "of": self.root["of"],
        }

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        given = {name: value or "" for name, value in attrs}
        self.language = given.get("lang", self.language)
        if given.get("name") == "description":
            self.foot = given["content"]
        self.tags.add(tag)
        self.classes.add(given.get("class", ""))
        names = ("class", "id", "href")
        element = {"tag": tag, "of": [], **{name: given.get(name, "") for name in names}}
        self.open[-1]["of"].append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Close an element; what it holds of the head is no part of what is shown."""
        element = self.open.pop()
        if tag == "title":
            self.title = "".join(element["of"])
        if tag in ("title", "style"):
            self.open[-1]["of"].remove(element)

    def handle_data(self, data: str) -> None:
        """Take text; what only parts the lines of the document is none."""
        if data.strip() or "\n" not in data:
            self.open[-1]["of"].append(data)
