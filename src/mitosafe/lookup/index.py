"""Look-up tables: from folded names and codes to subjects.

A *subject* in these tables is the id of a listed drug, measure or group, or `~` and
a slug for a known medicine that is not on the list. A name may stand for several
subjects at once (a combination product) and may have several *alternatives* (the
same brand with other contents in another country). What all alternatives share is
certain; the rest is ambiguous, never chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from mitosafe.errors import UnknownValue
from mitosafe.lookup import options
from mitosafe.lookup.options import Option
from mitosafe.model import Drug, Group

#: Names by which a code system is known, and the name used here.
SYSTEMS: Mapping[str, tuple[str, ...]] = {
    "name": (),
    "atc": (
        "http://www.whocc.no/atc",
        "urn:oid:2.16.840.1.113883.6.73",
        "2.16.840.1.113883.6.73",
        "http://fhir.de/CodeSystem/bfarm/atc",
        "http://fhir.de/CodeSystem/dimdi/atc",
    ),
    "rxnorm": (
        "http://www.nlm.nih.gov/research/umls/rxnorm",
        "urn:oid:2.16.840.1.113883.6.88",
        "2.16.840.1.113883.6.88",
        "rxcui",
    ),
    "unii": (
        "http://fdasis.nlm.nih.gov",
        "http://fda.gov/UNII",
        "urn:oid:2.16.840.1.113883.4.9",
        "2.16.840.1.113883.4.9",
    ),
    "cas": (
        "urn:oid:2.16.840.1.113883.6.61",
        "2.16.840.1.113883.6.61",
        "http://terminology.hl7.org/CodeSystem/CAS",
    ),
    "wikidata": ("http://www.wikidata.org/entity",),
    "drugbank": ("http://www.drugbank.ca", "https://go.drugbank.com"),
    "mitosafe": (),
    # Known systems of which the list holds no codes: an entry is named as not understood.
    "snomed": ("http://snomed.info/sct", "urn:oid:2.16.840.1.113883.6.96", "sct"),
    "ndc": ("http://hl7.org/fhir/sid/ndc", "urn:oid:2.16.840.1.113883.6.69"),
    "cnk": ("https://www.ehealth.fgov.be/standards/fhir/medication/NamingSystem/cnk-codes",),
    "gpk": ("urn:oid:2.16.840.1.113883.2.4.4.1", "2.16.840.1.113883.2.4.4.1"),
    "prk": ("urn:oid:2.16.840.1.113883.2.4.4.10", "2.16.840.1.113883.2.4.4.10"),
    "hpk": ("urn:oid:2.16.840.1.113883.2.4.4.7", "2.16.840.1.113883.2.4.4.7"),
}

#: Matches of codes are remembered; past this many, the memory starts anew.
_REMEMBER = 50_000


def _bare(address: str) -> str:
    """Return the address of a system without its version, and http and https alike."""
    bare = address.partition("|")[0].strip().rstrip("/").lower()
    return f"http://{bare.removeprefix('https://')}" if bare.startswith("https://") else bare


_ALIASES = {_bare(alias): name for name, more in SYSTEMS.items() for alias in (name, *more)}

#: Countries of the Union: what is authorised for all of it is meant in each.
_EU = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
#: Row of the code table: system, code, subject, what the code is.
CodeRow = tuple[str, str, str, str]


def system(value: str | None) -> str:
    """Return the name of a code system for any of its names.

    Args:
        value: A short name, a FHIR system URI or an OID; none means `name`.

    Returns:
        The short name, a key of `SYSTEMS`.

    Raises:
        UnknownValue: If it is none of them.

    Examples:
        >>> system("http://www.whocc.no/atc")
        'atc'
    """
    if value is None:
        return "name"
    wanted = _bare(value) if isinstance(value, str) else ""
    if wanted not in _ALIASES:
        raise UnknownValue("code system", value, SYSTEMS)
    return _ALIASES[wanted]


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
        options: What it may stand for, if that is not one thing, with the countries.
        also: What else an abbreviation can mean that is no medicine, in its language.
    """

    name: str
    kind: str
    system: str = "name"
    subjects: tuple[str, ...]
    candidates: tuple[str, ...] = ()
    route: str | None = None
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
        self._codes: dict[tuple[str, str], list[CodeRow]] = {}
        for line in codes:
            row = _cells(line, 4)
            self._codes.setdefault((row[0], row[1].upper()), []).append(row)

    def __contains__(self, folded: str) -> bool:
        """Return whether a folded name is known."""
        return folded in self._names

    def seconds(self, token: str) -> frozenset[str]:
        """Return the tokens that can follow a token in a name; empty if there are none."""
        return frozenset(self._seconds.get(token, "").split())

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
            matched with the groups whose beginning it has. None if it is not known.
        """
        wanted = code.strip().upper()
        match = self._coded.get((system_name, wanted))
        if match is None and (match := self._code(system_name, wanted)) is not None:
            if len(self._coded) > _REMEMBER:
                self._coded.clear()
            self._coded[system_name, wanted] = match
        return match

    def _code(self, system_name: str, wanted: str) -> Match | None:
        rows = self._codes.get((system_name, wanted), [])
        drugs = [row for row in rows if row[3] != "group-code"]
        if not drugs and system_name == "atc" and _like_atc(wanted):
            starts = (wanted[:length] for length in range(len(wanted), 2, -1))
            found = [row for s in starts for row in self._codes.get(("atc", s), ())]
            rows = [row for row in found if row[3] == "group-code"]
        if not rows:
            return None
        drugs = drugs or rows
        return Match(
            name=wanted,
            kind=drugs[0][3],
            system=system_name,
            subjects=tuple(dict.fromkeys(row[2] for row in drugs)),
            route=self._route(wanted) if system_name == "atc" else None,
        )

    def _route(self, code: str) -> str | None:
        for length in range(len(code), 0, -1):
            if code[:length] in self._routes:
                return self._routes[code[:length]]
        return None


def _like_atc(code: str) -> bool:
    """Return whether a code may be of ATC: what is longer, or has other signs, has no beginning."""
    return len(code) <= 7 and code.isascii() and code.isalnum()


def _cells(line: str, count: int) -> Any:
    """Return the first cells of a line, as a tuple."""
    return tuple(line.split("\t")[:count])


def _line_match(folded: str, line: str) -> Match:
    if "\t" in line:
        return match_of(*line.split("\t"))
    marked = "~" + line.replace("+", "+~").replace("|", "|~")
    return match_of(folded, "vocabulary", marked)
