"""From rows of names to the tables in which names are looked up; a clash is an error.

A name stands for what its independent sources agree on. A row that stands alone against
them is an outlier and is left out, so that one shifted line of a price list can neither
override what the others say nor make it ambiguous. Differences between countries that
sources do support are kept, each with its countries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain

import attrs

from mitosafe._text.folding import fold
from mitosafe.errors import DataError, Fault
from mitosafe.lookup import options
from mitosafe.lookup.options import Option
from mitosafe.lookup.rows import Row, Rows, abbreviations, countries, of_entries, of_tables
from mitosafe.model import Drug, Group

#: Row of the look-up table: folded name; its line: name, kind, options, other meanings.
NameRow = tuple[str, str]

#: Kinds of which two subjects may share a name: brands differ, and `shared` declares it.
_MAY_DIFFER = frozenset({"brand", "shared"})
#: Kinds of names that belong to a substance and to no product.
_SUBSTANCES = frozenset({"inn", "synonym", "salt"})
#: Marks of release at the end of a brand: the brand is known without them too.
_RELEASE = re.compile("( (chrono|cr|er|ir|l ?p|la|mr|pr|retard|sr|xl|xr))+$")
#: A core shorter than this, in letters, may be anything.
_SHORTEST_CORE = 5


@attrs.frozen(kw_only=True)
class Tables:
    """The tables in which names are looked up; `lookup.json` holds them.

    Args:
        names: Folded name to its line: name, kind, options and any other meanings, or, with
            no tab in it, the substances of a medicine that is not on the list.
        seconds: First token of the names of several tokens to the second tokens there
            are, in a line separated by spaces.
        dangerous: Folded abbreviation to a line as in `names`. It stands on a list of
            error-prone abbreviations, so that it is no name by itself.
        ordinary: Folded names that are also ordinary words to a line: languages, what
            proves that the medicine is meant, and what the word means on the list.
        countries: The codes of the countries that names have, separated by spaces.
    """

    names: dict[str, str]
    seconds: dict[str, str]
    dangerous: dict[str, str]
    ordinary: dict[str, str]
    countries: str


def tables(drugs: Iterable[Drug], groups: Iterable[Group], rows: Rows) -> Tables:
    """Make the tables in which names are looked up.

    Args:
        drugs: Every drug, substance and measure.
        groups: Every group.
        rows: What gives the rows of `names.tsv`, `abbreviations.tsv`, `ordinary.tsv`
            and `vocabulary.tsv`.

    Returns:
        The tables, each sorted by name.

    Raises:
        DataError: If two subjects fold to one name that is not declared as shared, or a
            name folds to nothing.
    """
    rows = cache(rows)
    given = [*of_entries(drugs, groups), *of_tables(rows)]
    listed = _Listed(given)
    names = dict(_name_rows(given, listed, rows))
    abbreviated = (row for row in abbreviations(rows) if row[1])
    dangerous = {fold(row.name): _line([row]) for row, _ in abbreviated}
    ordinary = {word: "\t".join(rest) for word, *rest in rows("ordinary.tsv")}
    whole = {**dict(map(listed.vocabulary_line, rows("vocabulary.tsv"))), **names}
    return Tables(
        names=dict(sorted(whole.items())),
        seconds=_seconds([*whole, *dangerous]),
        dangerous=dict(sorted(dangerous.items())),
        ordinary=dict(sorted(ordinary.items())),
        countries=countries(rows),
    )


def name_rows(drugs: Iterable[Drug], groups: Iterable[Group], rows: Rows) -> list[NameRow]:
    """Make the look-up table of names from the entries and the tables of other names.

    Args:
        drugs: Every drug, substance and measure.
        groups: Every group.
        rows: What gives the rows of the tables.

    Returns:
        One row for each folded name, sorted.

    Raises:
        DataError: As `tables` does.
    """
    rows = cache(rows)
    given = [*of_entries(drugs, groups), *of_tables(rows)]
    return _name_rows(given, _Listed(given), rows)


def _name_rows(given: Iterable[Row], listed: _Listed, rows: Rows) -> list[NameRow]:
    faults = []
    found: dict[str, list[Row]] = {}
    for row in given:
        if folded := fold(row.name):
            found.setdefault(folded, []).append(listed.row(row))
        else:
            faults.append(Fault(row.file, row.name.strip() or "$", "the name folds to nothing"))
    settled = {folded: _agreed(same) for folded, same in found.items()}
    faults.extend(_clashes(settled))
    if faults:
        raise DataError(faults)
    aside = ("ordinary.tsv", "vocabulary.tsv", "words.tsv")
    taken = {*settled, *(row[0] for table in aside for row in rows(table))}
    whole = {**_cores(settled, taken), **settled}
    return sorted((folded, _line(same)) for folded, same in whole.items())


class _Listed:
    """Knows what is on the list, so that nothing on it is called unlisted."""

    def __init__(self, given: Iterable[Row]) -> None:
        """Gather the ids, and the names of substances that stand for one of them."""
        self._ids: dict[str, str] = {}
        for row in given:
            if row.kind in _SUBSTANCES and len(row.options) == 1:
                (subject, *more) = row.options[0].subjects
                if not more and not subject.startswith("~"):
                    self._ids[fold(row.name)] = self._ids[fold(subject)] = subject
        self._subject = cache(self._found)

    def _found(self, subject: str) -> str:
        """Return a subject; the listed one, if it is marked as unlisted and is on the list."""
        return self._ids.get(fold(subject), subject) if subject.startswith("~") else subject

    def row(self, row: Row) -> Row:
        """Return a row with every listed subject named as such, in a settled order."""
        found = (
            attrs.evolve(option, subjects=_sorted(map(self._subject, option.subjects)))
            for option in row.options
        )
        return attrs.evolve(row, options=tuple(found))

    def vocabulary_line(self, row: tuple[str, ...]) -> tuple[str, str]:
        """Return a name of the vocabulary and its line: a line of the list, if that knows it."""
        folded, substances = row
        found = [
            Option(subjects=_sorted(self._subject(f"~{s}") for s in option.subjects))
            for option in options.read(substances)
        ]
        if all(subject.startswith("~") for option in found for subject in option.subjects):
            return folded, substances
        kind = "synonym" if len(found) == 1 else "shared"
        return folded, "\t".join((folded, kind, options.write(found)))


def _sorted(subjects: Iterable[str]) -> tuple[str, ...]:
    """Sort subjects, the listed ones first."""
    return tuple(sorted(set(subjects), key=lambda subject: (subject.startswith("~"), subject)))


# Consensus


def _agreed(rows: list[Row]) -> list[Row]:
    """Leave out the outliers among the rows of one name.

    An ingredient is agreed on if two independent sources name it. A brand row of one
    source that shares none of these, though there are some, is an outlier. A row without
    a source was settled before and is never left out.
    """
    named: dict[str, set[str]] = {}
    for row in rows:
        for subject in _subjects(row):
            named.setdefault(subject, set()).update(row.sources)
    agreed = {subject for subject, sources in named.items() if len(sources) > 1}
    return [
        row
        for row in rows
        if not agreed
        or row.kind != "brand"
        or len(row.sources) != 1
        or not agreed.isdisjoint(_subjects(row))
    ]


def _subjects(row: Row) -> Iterator[str]:
    return chain.from_iterable(option.subjects for option in row.options)


def _settled(rows: Iterable[Row]) -> list[Option]:
    """Return what rows of one name stand for, each once, with the countries if they differ."""
    found: dict[tuple[str, ...], set[str]] = {}
    for row in rows:
        for option in row.options:
            found.setdefault(option.subjects, set()).update(option.countries)
    if len(found) == 1:
        return [Option(subjects=subjects) for subjects in found]
    return [
        Option(subjects=s, countries=tuple(sorted(where))) for s, where in sorted(found.items())
    ]


def _clashes(found: Mapping[str, list[Row]]) -> Iterator[Fault]:
    """Look for names of two subjects that do not say that they are shared."""
    for folded, rows in found.items():
        several = len({options.write(_settled([row])) for row in rows}) > 1
        if several and len(_settled(rows)) > 1 and not {row.kind for row in rows} <= _MAY_DIFFER:
            shown = {options.write(_settled([row])): row.name for row in rows}
            clash = ", ".join(f"{name} ({subjects})" for subjects, name in shown.items())
            message = f"names of different subjects fold to {folded!r}: {clash}; declare each "
            yield Fault("names.tsv", folded, message + "with the kind shared")


def _line(rows: list[Row]) -> str:
    """Write what rows of one name say, as a line of the look-up table."""
    kind = next((row.kind for row in rows if row.kind != "shared"), "shared")
    also = "; ".join(dict.fromkeys(row.also for row in rows if row.also))
    return "\t".join((rows[0].name, kind, options.write(_settled(rows)), also)).rstrip("\t")


def _cores(found: Mapping[str, list[Row]], taken: set[str]) -> dict[str, list[Row]]:
    """Name the brands that are known with a mark of release only by what stands before it."""
    cores: dict[str, list[Row]] = {}
    for folded, rows in found.items():
        core = _RELEASE.sub("", folded)
        if rows[0].kind == "brand" and len(core) >= _SHORTEST_CORE and core not in taken:
            shown = core.capitalize()
            cores.setdefault(core, []).extend(attrs.evolve(row, name=shown) for row in rows)
    return cores


def _seconds(names: Iterable[str]) -> dict[str, str]:
    """Return the tokens that can follow a first token in a name, by that token."""
    seconds: dict[str, set[str]] = {}
    for folded in names:
        first, *rest = folded.split(" ")
        if rest:
            seconds.setdefault(first, set()).add(rest[0])
    return {first: " ".join(sorted(found)) for first, found in sorted(seconds.items())}
