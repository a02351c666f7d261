"""Signed tables → the data files, and a report of all that the reviewers said."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs
from tools.review.marking import marked
from tools.review.signed import Read, Reader, Said
from tools.review.words import EXPLAIN

from mitosafe import Drug, Group, Source, Statement
from mitosafe.loading import folder
from mitosafe.loading.digests import seal
from mitosafe.loading.layer import Corpus
from mitosafe.model import Review
from mitosafe.validation.references import KINDS

#: In the report, what asks for work comes first.
ORDER = ("wrong", "outdated", "question", "not-mine", "agree")
TITLES = {
    "wrong": "Wrong",
    "outdated": "Outdated",
    "question": "Answers to open questions",
    "not-mine": "Not mine",
    "agree": "Agreed: written into the data",
}


@attrs.frozen(kw_only=True)
class Taken:
    """What came of signed tables.

    Args:
        read: What was read of them.
        texts: The data files that change, by path; none if anything is wrong.
        report: What the reviewers said, as Markdown.
    """

    read: Read
    texts: dict[Path, str]
    report: str


def take(data: Path, tables: Iterable[Path], today: datetime.date) -> Taken:
    """Read signed tables, and say what they change; nothing is written.

    Args:
        data: The folder of the data.
        tables: The signed tables.
        today: The day; a later signature is refused.

    Returns:
        What they change. One fault anywhere, and nothing changes.
    """
    found = folder.read(data, local=False)
    known = {said.id: (said, found.sources[said.source]) for said in _statements(found)}
    reader = Reader(known, today)
    for table in tables:
        reader.read(table)
    read = reader.result()
    agreed = [said for said in read.said if _kind(said) == "agree"]
    texts: dict[Path, str] = {}
    for said in () if read.faults else agreed:
        statement, source = known[said.id]
        path = _file(data, statement)
        review = Review(by=said.by, date=said.date, of=seal(statement, source))
        try:
            texts[path] = marked(texts.get(path) or _text(path), said.id, review)
        except ValueError as error:
            reader.faults.append(f"{said.where}: {path.name}: {error}")
    read = reader.result()
    return Taken(
        read=read,
        texts={} if read.faults else texts,
        report="\n".join(_report(read, known)),
    )


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _statements(found: Corpus) -> Iterator[Statement]:
    subjects: list[Drug | Group] = [*found.drugs(), *found.groups()]
    return (said for subject in subjects for said in subject.statements)


def _file(data: Path, said: Statement) -> Path:
    places = (data / place / f"{said.subject}.toml" for place in KINDS)
    return next(path for path in places if path.exists())


def _report(read: Read, known: dict[str, tuple[Statement, Source]]) -> Iterator[str]:
    """Write down what the reviewers said, for the issues that follow from it."""
    yield f"# What the reviewers said: {len(read.said)} rows; {read.empty} left empty"
    for kind in ORDER:
        rows = [said for said in read.said if _kind(said) == kind]
        if rows:
            yield f"\n## {TITLES[kind]} ({len(rows)})\n"
            if kind in EXPLAIN:
                yield f"{EXPLAIN[kind]['en']}\n"
            yield from (line for said in rows for line in _row(said, known))


def _kind(said: Said) -> str:
    return "question" if said.id.startswith("question-") else said.verdict or ""


def _row(said: Said, known: dict[str, tuple[Statement, Source]]) -> Iterator[str]:
    remark = f": {said.remark}" if said.remark else ""
    yield f"- `{said.id}`{remark} ({said.by}, {said.date}; {said.where})"
    before = known[said.id][0].reviewed if said.id in known else None
    if before is not None:
        yield f"  - it was reviewed before, by {before.by} on {before.date}"
