"""What is done to the built site: its footer, an index for each language, links that travel.

The theme makes one index of all languages. A reader would find each medicine three
times, twice in a language not chosen, and wait for three times the index. Each language
gets its own beside its pages; `docs/overrides/main.html` points the search there.

The theme writes a quarter of each page as spaces at the ends of lines. They are taken out
where a browser would not show them, for there are three thousand pages.
"""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path
from typing import Any

from tools.site import review
from tools.site.book import Book, Tongue

from mitosafe.model import LANGUAGES

#: Stands in the footer for how far the list is reviewed: see `copyright` in mkdocs.yml.
STATUS = "{review-status}"
#: What keeps its spaces.
KEPT = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)", re.DOTALL)


def finish(site: Path, book: Book | None = None) -> None:
    """Write the footers, split the search index by language, take idle space out of the pages.

    Args:
        site: The built site.
        book: The list that it shows; the packaged one unless another is given.
    """
    book = book or Book()
    status = {each: escape(review.of_release(Tongue(book, each))) for each in LANGUAGES}
    for page in site.rglob("*.html"):
        first = page.relative_to(site).parts[0]
        text = page.read_text(encoding="utf-8").replace(STATUS, status.get(first, status["en"]))
        page.write_text(tight(text), encoding="utf-8")
    whole = site / "search" / "search_index.json"
    index = json.loads(whole.read_text(encoding="utf-8"))
    for language in LANGUAGES:
        folder = site if language == "en" else site / language
        own = [d for d in map(_own(language), index["docs"]) if d is not None]
        config = {**index["config"], "lang": [language]}
        _relative(folder / "index.html", "./" if language == "en" else "../")
        (folder / "search").mkdir(exist_ok=True)
        (folder / "search" / "search_index.json").write_text(
            json.dumps({"config": config, "docs": own}, ensure_ascii=False), encoding="utf-8"
        )


def tight(text: str) -> str:
    """Return a page without the spaces around its line breaks, but where they are shown."""
    # Two groups make three parts: what stands between, what is kept, and the name of its element.
    parts = KEPT.split(text)
    parts[::3] = [re.sub(r"\s*\n\s*", "\n", part) for part in parts[::3]]
    del parts[2::3]
    return "".join(parts)


def _relative(first: Path, root: str) -> None:
    """Make the links to the other languages hold in whatever folder the site lies."""
    text = first.read_text(encoding="utf-8")
    text = re.sub(r'href="/((?:fr|nl)/)?"(?= hreflang)', rf'href="{root}\1"', text)
    first.write_text(text, encoding="utf-8")


def _own(language: str) -> Any:
    others = tuple(f"{each}/" for each in LANGUAGES if each not in ("en", language))
    start = "" if language == "en" else f"{language}/"
    skip = others if start else ("fr/", "nl/")

    def own(doc: dict[str, Any]) -> dict[str, Any] | None:
        where = doc["location"]
        if where.startswith(skip) or not where.startswith(start):
            return None
        return {**doc, "location": where[len(start) :]}

    return own
