"""Look-up tables: from folded names and codes to subjects.

A *subject* in these tables is the id of a listed drug, measure or group, or `~` and
a slug for a known medicine that is not on the list. A name may stand for several
subjects at once (a combination product) and may have several *alternatives* (the
same brand with other contents in another country). What all alternatives share is
certain; the rest is ambiguous, never chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import cached_property
from typing import Any

import attrs

from mitosafe.lookup import options
from mitosafe.lookup.codes import CodeBook, CodeFault, Table
from mitosafe.lookup.options import Option
from mitosafe.lookup.product_tables import CodeOrigin
from mitosafe.model import Drug, Group

#: Matches of codes are remembered; past this many, the memory starts anew.
_REMEMBER = 50_000


#: Countries of the Union: what is authorised for all of it is meant in each.
_EU = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
#: Row of the code table: system, code, subject, what the code is.
CodeRow = tuple[str, str, str, str]


@attrs.frozen(kw_only=True)
class Match:
    """What in an entry was understood, and by which name or code.

    Args:
        name: The name or code of the list that matched.
        kind: What it is: `inn`, `synonym`, `salt`, `brand`, `abbreviation`, `code`,
            `former-code`, `group`, `group-code`, `vocabulary`, `dangerous-abbreviation`.
        system: The system of the code, or `name`.
        subjects: The subjects that it certainly stands for; `~` marks those that
            are known medicines but not on the list.
        candidates: Subjects that it may stand for as well, of which none is chosen.
        route: Where the code says so, the circumstance (topical, inhaled, ...).
        partly: Whether a code is of a product of which an ingredient was not read.
        origin: What a code is of, and the table that says so; none for a name.
        options: What it may stand for, if that is not one thing, with the countries.
        also: What else an abbreviation can mean that is no medicine, in its language.
    """

    name: str
    kind: str
    system: str = "name"
    subjects: tuple[str, ...]
    candidates: tuple[str, ...] = ()
    route: str | None = None
    partly: bool = False
    origin: CodeOrigin | None = None
    options: tuple[Option, ...] = ()
    also: str = ""

    @property
    def of_group(self) -> bool:
        """Whether a group was matched and not a single medicine."""
        return self.kind in ("group", "group-code")

    @property
    def among(self) -> tuple[str, ...]:
        """What it may stand for, as it is shown: each option with its countries."""
        return tuple(map(str, self.options)) or tuple(c.removeprefix("~") for c in self.candidates)

    def within(self, country: str) -> Match:
        """Return what the name stands for in one country.

        Args:
            country: The code of the country, one of `Index.countries`.

        Returns:
            A match for the options of that country; the same match if the sources name
            none for it.
        """
        here = [o for o in self.options if country in o.countries]
        if not here and country in _EU.split():
            here = [o for o in self.options if "EU" in o.countries]
        if not here or len(here) == len(self.options):
            return self
        return attrs.evolve(self, **_meant(here))


def match_of(name: str, kind: str, alternatives: str, also: str = "") -> Match:
    """Make a match from a row of the look-up table.

    Args:
        name: The name as it is to be shown.
        kind: The kind of name.
        alternatives: The subjects in the form `a+b@FR|c@UK`.
        also: What else it can mean.

    Returns:
        The match: certain is what every alternative holds.
    """
    return Match(name=name, kind=kind, also=also, **_meant(options.read(alternatives)))


def _meant(found: Sequence[Option]) -> dict[str, Any]:
    """Return what is certain and what is possible, if any of some options is meant."""
    sets = [option.subjects for option in found]
    certain = [s for s in sets[0] if all(s in other for other in sets)]
    rest = sorted({s for subjects in sets for s in subjects if s not in certain})
    several = tuple(found) if len(found) > 1 else ()
    return {"subjects": tuple(certain), "candidates": tuple(rest), "options": several}


@attrs.frozen(kw_only=True)
class Ordinary:
    """A name that is an ordinary word as well, and what proves that the medicine is meant.

    Args:
        languages: The languages of which it is a word.
        proof: `capital`: a capital, a dose, or that nothing else is written; `dose`: a
            dose; `accent`: the accent with which the name is written and the word not.
        subject: What the word means on the list where the medicine is not meant; none if
            it means nothing there.
    """

    languages: tuple[str, ...]
    proof: str
    subject: str | None


def code_rows(drugs: Iterable[Drug], groups: Iterable[Group]) -> list[CodeRow]:
    """Make the look-up table of codes from the entries.

    Args:
        drugs: Every drug, substance and measure.
        groups: Every group.

    Returns:
        Rows of system, code, subject and kind, sorted.
    """
    rows: set[CodeRow] = set()
    for drug in drugs:
        rows.add(("mitosafe", drug.id.upper(), drug.id, "code"))
        for name in ("atc", "rxnorm", "unii", "cas", "wikidata", "drugbank"):
            rows.update((name, code, drug.id, "code") for code in getattr(drug.codes, name))
        rows.update(("atc", code, drug.id, "former-code") for code in drug.codes.atc_former)
    for group in groups:
        rows.add(("mitosafe", group.id.upper(), group.id, "group-code"))
        rows.update(("atc", code, group.id, "group-code") for code in group.atc)
    return sorted(rows)


class Index:
    """The look-up tables, ready to be asked; nothing in it changes an answer later."""

    def __init__(
        self,
        names: dict[str, str],
        seconds: Mapping[str, str],
        codes: Iterable[str],
        words: Iterable[str],
        routes: Iterable[str],
        dangerous: Mapping[str, str] | None = None,
        ordinary: Mapping[str, str] | None = None,
        countries: str = "",
    ) -> None:
        """Keep the tables; lines have their cells separated by tabs.

        Args:
            names: As in `names.Tables`: folded name to its line.
            seconds: As in `names.Tables`: first token to the second tokens there are.
            codes: Lines of `code_rows`.
            words: Lines of `words.tsv`.
            routes: Lines of `routes.tsv`.
            dangerous: As in `names.Tables`.
            ordinary: As in `names.Tables`.
            countries: As in `names.Tables`.
        """
        # A line becomes a match when it is first asked for.
        self._names: dict[str, Match | str] = dict(names)
        self._seconds = seconds
        self._dangerous = dangerous or {}
        self._ordinary = ordinary or {}
        #: The codes of the countries that names have.
        self.countries: tuple[str, ...] = tuple(countries.split())
        self.words: dict[str, str] = dict(_cells(line, 2) for line in words)
        self._routes: dict[str, str] = dict(_cells(line, 2) for line in routes)
        #: Codes that were asked for: the same one gives the same match again.
        self._coded: dict[tuple[str, str], Match] = {}
        self._book = CodeBook(codes)

    def __contains__(self, folded: str) -> bool:
        """Return whether a folded name is known."""
        return folded in self._names

    def seconds(self, token: str) -> frozenset[str]:
        """Return the tokens that can follow a token in a name; empty if there are none."""
        return frozenset(self._seconds.get(token, "").split())

    def longest(self, first: str, second: str) -> int:
        """Return how many tokens the longest name has that begins with two; 1 if there is none."""
        return self._lengths.get((first, second), 1)

    @cached_property
    def _lengths(self) -> dict[tuple[str, str], int]:
        lengths: dict[tuple[str, str], int] = {}
        for name in (*self._names, *self._dangerous):
            first, *rest = name.split(" ")
            if rest:
                begun = (first, rest[0])
                lengths[begun] = max(lengths.get(begun, 0), len(rest) + 1)
        return lengths

    def name(self, folded: str) -> Match | None:
        """Return what a folded name stands for; none if it is not known."""
        found = self._names.get(folded)
        if found is None or isinstance(found, Match):
            return found
        match = _line_match(folded, found)
        self._names[folded] = match
        return match

    def dangerous(self, folded: str) -> Match | None:
        """Return what an error-prone abbreviation may stand for; none if it is not one.

        It is no name: what it stands for is a suggestion, unless what stands around it
        proves that a medicine is meant.
        """
        line = self._dangerous.get(folded)
        return None if line is None else _line_match(folded, line)

    def ordinary(self, folded: str) -> Ordinary | None:
        """Return what is to be known of a name that is an ordinary word; none if it is not."""
        line = self._ordinary.get(folded)
        if line is None:
            return None
        languages, proof, subject = line.split("\t")
        return Ordinary(languages=tuple(languages.split(",")), proof=proof, subject=subject or None)

    def names(self) -> Iterator[str]:
        """Return every folded name."""
        return iter(self._names)

    def code(self, system_name: str, code: str) -> Match | None:
        """Return what a code stands for.

        Args:
            system_name: A key of `SYSTEMS` other than `name`.
            code: The code, in any case, with or without space around it.

        Returns:
            A match for the subjects of the code. An ATC code that is on no drug is
            matched with the groups whose beginning it has. None if it is not known;
            `code_fault` says why.
        """
        wanted = code.strip().upper()
        match = self._coded.get((system_name, wanted))
        if match is None and (match := self._code(system_name, wanted)) is not None:
            if len(self._coded) > _REMEMBER:
                self._coded.clear()
            self._coded[system_name, wanted] = match
        return match

    def code_fault(self, system_name: str, code: str) -> CodeFault | None:
        """Return why a code is not understood; none if it is.

        Args:
            system_name: A key of `SYSTEMS` other than `name`.
            code: The code as the record has it.

        Returns:
            The fault, with its reason.
        """
        found = self._book.read(system_name, code)
        return found if isinstance(found, CodeFault) else None

    def code_counts(self) -> Mapping[str, int]:
        """Return how many codes the list itself has, by their system."""
        return self._book.counts()

    def with_codes(self, system_name: str, table: Table) -> Index:
        """Return the same look-up tables, with one more table of codes; this one stays."""
        more = copy(self)
        more._coded, more._book = {}, self._book.loaded_with(system_name, table)
        return more

    def _code(self, system_name: str, wanted: str) -> Match | None:
        found = self._book.read(system_name, wanted)
        if isinstance(found, CodeFault):
            return None
        return Match(
            name=found.origin.code,
            kind=found.kind,
            system=system_name,
            subjects=found.subjects,
            route=self._route(found.origin.code) if system_name == "atc" else None,
            partly=found.partly,
            origin=found.origin,
        )

    def _route(self, code: str) -> str | None:
        for length in range(len(code), 0, -1):
            if code[:length] in self._routes:
                return self._routes[code[:length]]
        return None


def _cells(line: str, count: int) -> Any:
    """Return the first cells of a line, as a tuple."""
    return tuple(line.split("\t")[:count])


def _line_match(folded: str, line: str) -> Match:
    if "\t" in line:
        return match_of(*line.split("\t"))
    marked = "~" + line.replace("+", "+~").replace("|", "|~")
    return match_of(folded, "vocabulary", marked)
