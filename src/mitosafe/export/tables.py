"""The list as flat tables: one model for CSV, Parquet, SQLite and DuckDB."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import attrs

from mitosafe.export.document import codes
from mitosafe.export.listing import Entry, Listing
from mitosafe.judge import condition_of, level_of
from mitosafe.model import Condition, Drug

#: Between the parts of a cell that holds several ids.
SEPARATOR = ";"

Row = tuple[Any, ...]


@attrs.frozen
class Field:
    """One column: its name, its type (`string`, `boolean`, `integer`), what it holds."""

    name: str
    type: str
    description: str


@attrs.frozen
class Table:
    """One table."""

    name: str
    description: str
    fields: tuple[Field, ...]
    #: The columns that tell its rows apart; none where a part of them may be empty.
    key: tuple[str, ...]
    #: Columns that name a row of another table: column, table, column there.
    references: tuple[tuple[str, str, str], ...]
    rows: tuple[Row, ...]


def tables(listing: Listing) -> tuple[Table, ...]:
    """Return the tables of a list as of a release.

    Args:
        listing: The list.

    Returns:
        The tables; a table that others refer to comes before them.
    """
    return tuple(make(listing) for make in _MAKERS)


def _table(
    name: str,
    description: str,
    fields: Mapping[str, str],
    rows: Iterable[Row],
    *,
    key: tuple[str, ...],
    references: tuple[tuple[str, str, str], ...] = (),
) -> Table:
    """Make a table; a description that begins with `?` is of a boolean."""
    made = (
        Field(field, "boolean" if text[0] == "?" else "string", text.lstrip("?"))
        for field, text in fields.items()
    )
    return Table(name, description, tuple(made), key, references, tuple(rows))


def _release(listing: Listing) -> Table:
    release = listing.release
    row = (release.id, release.date, release.reconstructed, release.previous, release.digest)
    return _table(
        "release",
        "The release of the list that the tables hold; one row.",
        {
            "id": "The id of the release.",
            "date": "The day it was made, ISO 8601.",
            "reconstructed": "?Whether it was made afterwards, from dates of publication.",
            "previous": "The release before it.",
            "digest": "SHA-256 over the canonical form of its verdicts.",
        },
        [row],
        key=("id",),
    )


def _warnings(listing: Listing) -> Table:
    return _table(
        "warnings",
        "What is to be said wherever the list is shown.",
        {"id": "The id of the sentence.", **_in_three("The sentence")},
        [(term.id, *_three(term.words)) for term in listing.warnings],
        key=("id",),
    )


def _terms(listing: Listing) -> Table:
    return _table(
        "terms",
        "The closed vocabularies, with their wording.",
        {
            "vocabulary": "The vocabulary: levels, conditions, ...",
            "id": "The id of the term.",
            **_in_three("The wording"),
            **{f"explain_{k}": f"A longer wording, in {v}." for k, v in _LANGUAGES.items()},
            "parents": "The wider terms of which it is a kind.",
            "ids": "Ids of the same thing elsewhere.",
        },
        [
            (
                *(t.vocabulary, t.id, *_three(t.words), *_three(t.explain)),
                *(_several(t.parents), _several(t.ids)),
            )
            for t in listing.terms()
        ],
        key=("vocabulary", "id"),
    )


def _sources(listing: Listing) -> Table:
    return _table(
        "sources",
        "The cited sources.",
        {
            "id": "The id of the source.",
            "title": "Its title; empty where it was not kept.",
            "title_language": "The language of the title.",
            **{f"described_{k}": f"Our description in its place, in {v}."
               for k, v in _LANGUAGES.items()},
            "authors": "Its authors.",
            "date": "Its date: a year, a month or a day.",
            "url": "Where it can be read.",
            "doi": "Its DOI.",
            "pmid": "Its number in PubMed.",
            "pmcid": "Its number in PubMed Central.",
            "rank": "Its standing, a term of ranks.",
            "read": "How much of it was read, a term of reads.",
            "also": "Other addresses at which it was read.",
            "updates": "Documents of the same body that it replaces.",
        },
        [
            (
                s.id, s.title, s.title_language, *_three(s.titles), s.authors, s.date,
                s.url, s.doi, s.pmid, s.pmcid, s.rank.value, s.read.value,
                _several(s.also), _several(s.updates),
            )
            for s in listing.sources
        ],
        key=("id",),
    )  # fmt: skip


def _subjects(listing: Listing) -> Table:
    return _table(
        "subjects",
        "Every drug, substance, measure and group, with what the release makes of it.",
        {
            "id": "The id of the subject.",
            "kind": "What it is, a term of kinds.",
            **_in_three("Its name"),
            "outcome": "What is said of it, a term of outcomes; never that it is free of risk.",
            "level": "The level that holds, where only the disease is known; a term of levels.",
            "worst": "The worst level that could apply, a term of levels.",
            "contested": "?Whether sources of equal weight disagree on the level that holds.",
            "indications": "What it is used for, terms of indications.",
        },
        [
            (
                e.subject.id, e.subject.kind.value, *_three(e.subject.names),
                e.judgement.outcome.value, _value(e.judgement.level),
                _value(e.judgement.worst), bool(e.judgement.contested_in),
                _several(e.subject.indications if isinstance(e.subject, Drug) else ()),
            )
            for e in listing.entries
        ],
        key=("id",),
    )  # fmt: skip


def _conditions(listing: Listing) -> Table:
    return _table(
        "conditional_levels",
        "Under which conditions a subject has which level, and where it is accepted.",
        {
            "subject": "The id of the subject.",
            "population": "For whom, a term of conditions.",
            "circumstance": "In which use, a term of circumstances; none for any.",
            "level": "The level there; none where a source accepts it.",
            "question": "?Whether the level would be worse than the one that holds.",
        },
        [
            (e.subject.id, c.population, c.circumstance, level, question)
            for e in listing.entries
            for c, level, question in _under(e)
        ],
        key=(),
        references=(("subject", "subjects", "id"),),
    )


def _under(entry: Entry) -> Iterator[tuple[Condition, str | None, bool]]:
    for conditional in entry.judgement.conditions:
        asked = conditional in entry.judgement.questions
        yield conditional.condition, conditional.level.value, asked
    for condition in entry.judgement.accepted:
        yield condition, None, False


def _memberships(listing: Listing) -> Table:
    return _table(
        "memberships",
        "Which subject belongs to which group.",
        {"subject": "The id of the member.", "group": "The id of the group."},
        [(e.subject.id, group) for e in listing.entries for group in e.groups],
        key=("subject", "group"),
        references=(("subject", "subjects", "id"), ("group", "subjects", "id")),
    )


def _codes(listing: Listing) -> Table:
    return _table(
        "codes",
        "Codes in public systems; those of a group are beginnings of ATC codes.",
        {
            "subject": "The id of the subject.",
            "system": "The system: atc, atc_former, atc_beginning, rxnorm, unii, cas, ...",
            "code": "The code.",
        },
        [
            (e.subject.id, system, code)
            for e in listing.entries
            for system, several in codes(e.subject).items()
            for code in several
        ],
        key=("subject", "system", "code"),
        references=(("subject", "subjects", "id"),),
    )


def _names(listing: Listing) -> Table:
    return _table(
        "names",
        "Names of the subjects; a name may stand for several, and some only possibly.",
        {
            "folded": "The name in the form in which names are compared.",
            "subject": "The id of the subject; with ~ before it, a medicine that is not listed.",
            "name": "The name as it is shown.",
            "kind": "What kind of name it is.",
            "certain": "?Whether it always stands for the subject.",
        },
        [
            (folded, subject, match.name, match.kind, subject in match.subjects)
            for folded, match in listing.names()
            for subject in dict.fromkeys((*match.subjects, *match.candidates))
        ],
        key=("folded", "subject"),
    )


def _statements(listing: Listing) -> Table:
    sources = listing.dataset.sources
    return _table(
        "statements",
        "What one source says of one subject.",
        {
            "id": "The id of the statement.",
            "subject": "The id of the subject.",
            "verdict": "What is to be done, a term of verdicts.",
            "evidence": "What it rests on, a term of evidence.",
            "level": "The level it gives while it stands; empty for an acceptance.",
            "population": "For whom it is said, a term of conditions.",
            "circumstance": "In which use it is said, a term of circumstances.",
            "source": "The id of the source.",
            "locator": "Where in the source.",
            "stated": "The date of the source when it said this.",
            "since": "The release from which it counts.",
            "grade": "The source's own grade, a term of grades.",
            "figures": "What was counted, in figures.",
            "read": "How much of the source was read for it, where that differs from the rest.",
            "mechanisms": "Terms of mechanisms.",
            "monitoring": "Terms of monitoring.",
            **{f"note_{k}": f"A note, in {v}." for k, v in _LANGUAGES.items()},
            "reviewed_by": "The role and body of the clinician who reviewed it; empty if none.",
            "reviewed_on": "The day of the review, ISO 8601.",
            "local": "?Whether it is a hospital's own row.",
        },
        [
            (
                s.id, s.subject, s.verdict.value, s.evidence.value,
                _value(level_of(s, sources[s.source])), *attrs.astuple(condition_of(s)),
                s.source, s.locator, s.stated, s.since, s.grade, s.figures, _value(s.read),
                _several(s.mechanisms), _several(s.monitoring), *_three(s.note),
                *((s.reviewed.by, s.reviewed.date) if s.reviewed else (None, None)), s.local,
            )
            for e in listing.entries
            for s in e.statements
        ],
        key=("id",),
        references=(("subject", "subjects", "id"), ("source", "sources", "id")),
    )  # fmt: skip


def _decisions(listing: Listing) -> Table:
    return _table(
        "decisions",
        "Which statement decides on which subject, and which were set aside.",
        {
            "subject": "The id of the subject.",
            "statement": "The id of a statement on it or on a group of it.",
            "retired_by": "The statement that set it aside; empty if it stands.",
            "disputed_by": "The stronger statement that decides instead; empty if it decides.",
        },
        [
            (e.subject.id, statement, retired, disputed)
            for e in listing.entries
            for statement, retired, disputed in [
                *((s.id, None, None) for s in e.judgement.statements),
                *((r.statement.id, r.by.id, None) for r in e.judgement.retired),
                *((d.statement.id, None, d.by.id) for d in e.judgement.disputed),
            ]
        ],
        key=("subject", "statement"),
        references=(("subject", "subjects", "id"), ("statement", "statements", "id")),
    )


_LANGUAGES = {"en": "English", "fr": "French", "nl": "Dutch"}
_MAKERS: tuple[Callable[[Listing], Table], ...] = (
    _release,
    _warnings,
    _terms,
    _sources,
    _subjects,
    _conditions,
    _memberships,
    _codes,
    _names,
    _statements,
    _decisions,
)


def _in_three(what: str) -> dict[str, str]:
    return {key: f"{what}, in {language}." for key, language in _LANGUAGES.items()}


def _three(words: Any) -> tuple[str | None, ...]:
    return (words.en, words.fr, words.nl) if words else (None, None, None)


def _several(parts: Iterable[str]) -> str | None:
    return SEPARATOR.join(parts) or None


def _value(level: Any) -> str | None:
    return level.value if level else None
