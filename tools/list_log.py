"""Whether the log of the list, `CHANGELOG-LIST.md`, tells what changed in the data.

    python -m tools.list_log

Two rules, which need neither a network nor a tag:

- A release that the project made after its first has a section that names each drug and
  group whose statements changed an answer. A group stands for its members.
- The log carries the mark of the data that it tells of, as `<!-- data abcdefghij -->`. Any
  change of the data (a name, a code, a note, a review) gives another mark, so that nothing
  is released before somebody has opened the log. Communities are not part of it.

Where there is a tag, a third: what was published is not the place to tell it.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from mitosafe import Dataset
from mitosafe.answers.diff import Change
from mitosafe.loading.digests import FIRST_MADE
from mitosafe.model import SubjectId, release_key

ROOT = Path(__file__).parent.parent
LOG = "CHANGELOG-LIST.md"
_MARK = re.compile(r"<!-- data ([a-p]{10}) -->")
#: Letters only, as in the seal of a statement.
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")


def untold(dataset: Dataset, log: str) -> Iterator[str]:
    """Say which changes of the list its log does not tell.

    Args:
        dataset: The list.
        log: The text of the log.

    Yields:
        A sentence for each release without a section, and each drug or group that changed
        an answer and is not named in it.
    """
    told = dict(sections(log))
    before = None
    for release in dataset.releases():
        first = release_key(release.id) <= release_key(FIRST_MADE)
        if before is not None and not first:
            heading = f"{release.id} ({release.date})"
            if heading not in told:
                yield f"{LOG} has no section {heading}"
            for name in _unnamed(dataset, before.id, release.id, told.get(heading, "")):
                yield f"{LOG}, {heading}: does not name {name}"
        before = release


def sections(log: str) -> Iterator[tuple[str, str]]:
    """Return each section of the log: its heading and its text."""
    for part in re.split(r"^## ", log, flags=re.MULTILINE)[1:]:
        heading, _, text = part.partition("\n")
        yield heading.strip(), text


def _unnamed(dataset: Dataset, old: str, new: str, text: str) -> Iterator[str]:
    changes = dataset.diff(old, new).changes
    changed = {change.drug.id for change in changes}
    for cause in sorted({cause for change in changes for cause in _causes(change, changed)}):
        name = dataset.subject(cause).names.en
        words = "|".join(map(re.escape, (name, cause)))
        if not re.search(rf"(?<!\w)(?:{words})(?!\w)", text, re.IGNORECASE):
            yield name


def _causes(change: Change, changed: set[SubjectId]) -> set[SubjectId]:
    """Return whose statements changed an answer; the drug itself if no group changed with it."""
    said = {statement.subject for statement in (*change.came, *change.went)}
    return (said & changed) or {change.drug.id}


def mark(data: Path) -> str:
    """Return the mark of the data, without the directory of communities.

    Args:
        data: The folder with what is made from the data files.

    Returns:
        Ten letters.
    """
    made = json.loads((data / "compiled.json").read_text(encoding="utf-8"))
    names = (data / "lookup.json").read_text(encoding="utf-8")
    kept = {name: text for name, text in made["files"].items() if not _of_directory(name)}
    whole = json.dumps([kept, made["tables"], names], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:10].translate(_LETTERS)


def _of_directory(name: str) -> bool:
    return name.startswith("communities/") or name == "awareness.toml"


def unmarked(log: str, wanted: str, published: str | None) -> Iterator[str]:
    """Say whether the log tells of other data than there is.

    Args:
        log: The text of the log.
        wanted: The mark of the data.
        published: The log as it was last published; none if that is not known.

    Yields:
        A sentence for each fault.
    """
    found = _MARK.search(log)
    if found is None or found.group(1) != wanted:
        known = f"has the mark {found.group(1)}" if found else "has no mark"
        yield f"{LOG} {known}; tell what changed, then write <!-- data {wanted} --> below it"
    elif published is not None and wanted not in published:
        heading = next((h for h, text in sections(log) if found.group(0) in text), None)
        if heading is None or heading in dict(sections(published)):
            yield f"{LOG}: the data changed since the last tag; tell it in a section of its own"


def published(root: Path) -> str | None:
    """Return the log as of the last tag; none where there is no tag, or no git."""
    found = _git(root, "describe", "--tags", "--abbrev=0")
    return None if found is None else _git(root, "show", f"{found.strip()}:{LOG}")


def _git(root: Path, *words: str) -> str | None:
    try:
        done = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout


def faults(root: Path = ROOT, dataset: Dataset | None = None) -> Iterator[str]:
    """Say all that the log does not tell.

    Args:
        root: The repository.
        dataset: Its list; none for the installed one.

    Yields:
        A sentence for each fault.
    """
    log = (root / LOG).read_text(encoding="utf-8")
    yield from untold(dataset or Dataset.packaged(), log)
    yield from unmarked(log, mark(root / "src" / "mitosafe" / "data"), published(root))


def main() -> int:
    """Print what is not told."""
    found = list(faults())
    print("\n".join(found) or f"{LOG} tells of the data there is")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
