"""The page of figures: each benchmark writes its own section and leaves the others alone."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterable
from pathlib import Path

import mitosafe


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table in Markdown."""
    head = tuple(head)
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def machine() -> str:
    """Name the machine and the versions, as far as they matter for the figures."""
    model = "unknown processor"
    info = Path("/proc/cpuinfo")
    if info.exists():
        lines = info.read_text(encoding="utf-8").splitlines()
        model = next((x.split(":")[1].strip() for x in lines if "model name" in x), model)
        model = f"{sum(line.startswith('processor') for line in lines)} cores of {model}"
    versions = f"mitosafe {mitosafe.__version__}, list {mitosafe.release().id}"
    return f"{model}, Python {platform.python_version()}, {platform.system()}; {versions}"


def tell(section: str, text: str, page: Path | None) -> None:
    """Print a section, and put it into the page between its two marks.

    Args:
        section: The name in the marks `<!-- name -->` and `<!-- /name -->`.
        text: What goes between them.
        page: The page; none to print only.
    """
    print(text)
    if page is None:
        return
    marks = re.compile(f"(<!-- {section} -->\n).*?(<!-- /{section} -->)", re.DOTALL)
    before = page.read_text(encoding="utf-8")
    after, found = marks.subn(lambda m: f"{m[1]}\n{text}\n\nOn {machine()}.\n\n{m[2]}", before)
    assert found == 1, f"{page} has {found} sections {section}"
    page.write_text(after, encoding="utf-8")
