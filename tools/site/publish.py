"""Lay the built site beside those of earlier releases, as folders of plain files.

    python -m tools.site.publish FOLDER VERSION [BASE]

FOLDER becomes what is served, under the path BASE (`/` if not given):

- `2026.2/`, `2027.1/`, ...: a folder for each release, `KEEP` of them;
- `shared/<digest>/`: Python for the browser, once for all that use the same;
- `index.html`, which leads to the newest, `404.html` and `versions.json`.

It needs nothing but Python: neither mkdocs nor mike, which it outlives, nor the package, so that
the one step that may write to the repository runs no code of others.

Two things of an older version are written over: `assets/newer.js`, which then says that it has
been replaced, and its feeds, which then tell of the newest releases. A version beyond `KEEP` is
reduced to its feeds and a page that says where to look instead.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sys
import tomllib
from html import escape
from pathlib import Path

SITE = Path(__file__).parents[2] / "site"
WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
#: So many releases are served whole: see docs/maintaining/the-site.md for the sum.
KEEP = 8
#: Where the site keeps Python for the browser, and the file that says where it lies.
PYTHON = Path("assets", "python", "pyodide")
WHERE = Path("assets", "python", "where.json")

#: Shown above each page of an older version; the words are put in by `_notice`.
NOTICE = """// Written by tools/site/publish.py: this version has been replaced.
(() => {{
  const words = {words};
  const line = document.createElement("p");
  line.setAttribute("role", "note");
  line.style.cssText = "margin:0;padding:.6rem 1rem;background:#ffe066;color:#000;font-size:.8rem";
  const link = document.createElement("a");
  const asset = document.querySelector('script[src$="assets/newer.js"]').src;
  const lang = document.documentElement.lang;
  link.href = new URL("../../{newest}/" + (lang === "en" ? "" : lang + "/"), asset).href;
  link.textContent = "{newest}";
  link.style.color = "#000";
  const said = words[lang] ?? words.en;
  line.append("{old} · " + said + " ", link);
  document.body.prepend(line);
}})();
"""


def publish(site: Path, folder: Path, version: str, base: str = "/") -> tuple[str, ...]:
    """Add a version, or replace the one of the same name.

    Args:
        site: The built site.
        folder: What is served.
        version: The id of the release, such as `2026.2`.
        base: The path under which the folder is served, such as `/mitosafe/`.

    Returns:
        Every version that is served whole, the newest first.
    """
    if not _is_id(version):
        raise ValueError(f"not the id of a release, such as 2026.2: {version!r}")
    shutil.rmtree(folder / version, ignore_errors=True)
    shutil.copytree(site, folder / version)
    _share(folder, folder / version)
    every = sorted((p.name for p in folder.iterdir() if _is_id(p.name)), key=_key, reverse=True)
    newest, *others = every
    for old in others:
        feeds = {path: _feed(folder / newest, path, newest) for path in _feeds(folder / newest)}
        if old in every[KEEP:]:
            _take_down(folder / old, newest)
        else:
            (folder / old / "assets" / "newer.js").write_text(_notice(old, newest), "utf-8")
        for path, text in feeds.items():
            _write(folder / old / path, text)
    _forget(folder)
    kept = tuple(every[:KEEP])
    _write(folder / "versions.json", json.dumps(kept) + "\n")
    _write(folder / "index.html", _page("version-first", "", f"{newest}/", kept, go=True))
    _write(folder / "404.html", _page("version-choose", base, f"{base}{newest}/", kept))
    return kept


def _is_id(name: str) -> bool:
    return re.fullmatch(r"\d{4}\.\d+(\.\d+)?", name) is not None


def _key(name: str) -> tuple[int, ...]:
    return tuple(map(int, name.split(".")))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


# Python for the browser


def _share(folder: Path, version: Path) -> None:
    """Move Python for the browser to where every version that has the same finds it."""
    own = version / PYTHON
    if not own.is_dir():
        return
    digest = hashlib.sha256()
    for path in sorted(own.iterdir()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    shared = folder / "shared" / digest.hexdigest()[:16]
    if not shared.exists():
        shutil.copytree(own, shared)
    shutil.rmtree(own)
    where = json.loads((version / WHERE).read_text(encoding="utf-8"))
    where["pyodide"] = f"../../../shared/{shared.name}/"
    _write(version / WHERE, json.dumps(where))


def _forget(folder: Path) -> None:
    """Delete what no version shares any more."""
    used = [path.read_text(encoding="utf-8") for path in folder.glob(f"*/{WHERE.as_posix()}")]
    for shared in folder.glob("shared/*"):
        if not any(f"/{shared.name}/" in text for text in used):
            shutil.rmtree(shared)


# What older versions say


def _notice(old: str, newest: str) -> str:
    words = json.dumps(WORDS["newer-release"], ensure_ascii=False)
    return NOTICE.format(words=words, old=old, newest=newest)


def _feeds(version: Path) -> list[Path]:
    return sorted(path.relative_to(version) for path in version.rglob("feed.xml"))


def _feed(version: Path, path: Path, name: str) -> str:
    """Return the feed of a version as it stands in another: its links lead back to it."""
    text = (version / path).read_text(encoding="utf-8")
    back = "../" * len(path.parts) + f"{name}/{path.parent.as_posix()}/"
    return re.sub(r'(<link href=")(?:\./)?', rf"\g<1>{back}", text)


def _take_down(version: Path, newest: str) -> None:
    """Leave a page that leads to what the newest version tells of this release."""
    shutil.rmtree(version)
    there = f"../{newest}/people/releases/{version.name}/"
    page = _page("version-taken-down", "../", there, ())
    _write(version / "index.html", page)


def _page(word: str, up: str, to: str, versions: tuple[str, ...], *, go: bool = False) -> str:
    """Return a small page of our own, in each language."""
    refresh = f'<meta http-equiv="refresh" content="0; url={escape(to)}">' if go else ""
    said = "".join(
        f'<p lang="{language}">{escape(text, quote=False)} <a href="{escape(to)}">mitosafe</a></p>'
        for language, text in WORDS[word].items()
    )
    links = "".join(f'<li><a href="{escape(up + v)}/">{escape(v)}</a></li>' for v in versions)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>mitosafe</title>'
        f'<meta name="viewport" content="width=device-width">{refresh}</head>'
        f"<body><h1>mitosafe</h1>{said}{f'<ul>{links}</ul>' if links else ''}</body></html>\n"
    )


if __name__ == "__main__":
    print("versions:", ", ".join(publish(SITE, Path(sys.argv[1]), *sys.argv[2:4])))
