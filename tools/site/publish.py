"""Lay the built site beside those of earlier releases, as folders of plain files.

    python -m tools.site publish FOLDER VERSION

FOLDER becomes what is served: `2026.2/`, `2027.1/`, ..., `index.html` that leads to the
newest, and `versions.json`. It needs neither mkdocs nor mike, so it outlives both. The
older versions are told that they have been replaced: their `assets/newer.js` is
written over, and nothing else of them is touched.
"""

from __future__ import annotations

import json
import shutil
from html import escape
from pathlib import Path

from mitosafe.entries import release_key

#: Shown above each page of an older version; the words are put in by `_notice`.
NOTICE = """// Written by tools/site/publish.py: this version has been replaced.
(() => {{
  const words = {words};
  const line = document.createElement("p");
  line.setAttribute("role", "note");
  line.style.cssText = "margin:0;padding:.6rem 1rem;background:#ffe066;color:#000;font-size:.8rem";
  const link = document.createElement("a");
  const asset = document.querySelector('script[src$="assets/newer.js"]').src;
  link.href = new URL("../../{newest}/", asset).href;
  link.textContent = "{newest}";
  link.style.color = "#000";
  const said = words[document.documentElement.lang] ?? words.en;
  line.append("{old} · " + said + " ", link);
  document.body.prepend(line);
}})();
"""
WORDS = {
    "en": "A newer release of the list may say otherwise:",
    "fr": "Une version plus récente de la liste peut dire autre chose :",
    "nl": "Een nieuwere uitgave van de lijst kan iets anders zeggen:",
}


def publish(site: Path, folder: Path, version: str) -> tuple[str, ...]:
    """Add a version, or replace the one of the same name.

    Args:
        site: The built site.
        folder: What is served.
        version: The id of the release, such as `2026.2`.

    Returns:
        Every version there is now, the newest first.
    """
    release_key(version)
    shutil.rmtree(folder / version, ignore_errors=True)
    shutil.copytree(site, folder / version)
    found = [p.name for p in folder.iterdir() if (p / "index.html").exists() and _is_id(p.name)]
    versions = tuple(sorted(found, key=release_key, reverse=True))
    for old in versions[1:]:
        (folder / old / "assets" / "newer.js").write_text(_notice(old, versions[0]), "utf-8")
    (folder / "versions.json").write_text(json.dumps(versions) + "\n", "utf-8")
    (folder / "index.html").write_text(_first(versions), "utf-8")
    return versions


def _is_id(name: str) -> bool:
    return all(part.isdigit() for part in name.split("."))


def _notice(old: str, newest: str) -> str:
    words = json.dumps(WORDS, ensure_ascii=False)
    return NOTICE.format(words=words, old=old, newest=newest)


def _first(versions: tuple[str, ...]) -> str:
    links = "".join(f'<li><a href="{escape(v)}/">{escape(v)}</a></li>' for v in versions)
    return (
        '<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>mitosafe</title>'
        f'<meta http-equiv="refresh" content="0; url={escape(versions[0])}/">'
        f"<ul>{links}</ul></html>\n"
    )
