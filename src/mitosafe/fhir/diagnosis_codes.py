"""Systems of codes for diseases, genes and variants, and the codes of the list's conditions.

ICD-10-CM and ICD-10-GM give G31.81 and G31.82 to different diseases, and records say
"ICD-10" for any of them. A code whose system leaves open what it means is no diagnosis:
what it may mean is told, and suspected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import attrs

#: The systems; what an address begins with, object identifiers, and short names.
_BEGINNINGS: Mapping[str, tuple[str, ...]] = {
    "ORPHA": ("www.orpha.net", "orpha.net", "terminology.hl7.org/namingsystem/orphanet"),
    "MONDO": ("purl.obolibrary.org/obo/mondo", "www.ebi.ac.uk/ols4/ontologies/mondo"),
    "OMIM": ("www.omim.org", "omim.org"),
    "ICD10CM": ("hl7.org/fhir/sid/icd-10-cm", "terminology.hl7.org/codesystem/icd10cm"),
    "ICD10GM": (
        "hl7.org/fhir/sid/icd-10-de",
        "hl7.org/fhir/sid/icd-10-gm",
        "fhir.de/codesystem/bfarm/icd-10-gm",
        "fhir.de/codesystem/dimdi/icd-10-gm",
        "terminology.hl7.org/codesystem/icd10gm",
    ),
    "ICD11": (
        "id.who.int/icd/release/11",
        "hl7.org/fhir/sid/icd-11",
        "terminology.hl7.org/codesystem/icd11",
    ),
    "ICD11F": ("id.who.int/icd/entity",),
    # After the two above: a national edition of which no more is known is read as WHO's.
    "ICD10": ("hl7.org/fhir/sid/icd-10", "id.who.int/icd/release/10"),
    "SCT": ("snomed.info/sct",),
    "HGNC": ("www.genenames.org", "genenames.org", "identifiers.org/hgnc"),
    "HGVS": ("varnomen.hgvs.org", "www.hgvs.org", "hgvs.org"),
}
_NAMES: Mapping[str, str] = {
    "urn:oid:2.16.840.1.113883.3.9216": "MONDO",
    "urn:oid:2.16.840.1.113883.6.174": "OMIM",
    "urn:oid:2.16.840.1.113883.6.90": "ICD10CM",
    "urn:oid:2.16.840.1.113883.6.3": "ICD10",
    "urn:oid:2.16.840.1.113883.6.3.2": "ICD10",
    "urn:oid:2.16.840.1.113883.6.347": "ICD11",
    "urn:oid:2.16.840.1.113883.6.96": "SCT",
    "urn:oid:2.16.840.1.113883.6.281": "HGNC",
    "urn:oid:2.16.840.1.113883.6.282": "HGVS",
    "orphanet": "ORPHA",
    "ordo": "ORPHA",
    "mim": "OMIM",
    "snomed": "SCT",
    "snomedct": "SCT",
    "icd10de": "ICD10GM",
    "icd11mms": "ICD11",
    "cim10": "ICD10",
}
_SHORT = {**{name.lower(): name for name in _BEGINNINGS}, **_NAMES}
#: Systems of which every code is either in the table or of another disease.
_WHOLE = frozenset({"ICD10", "ICD10CM", "ICD10GM", "ICD11"})
#: The editions that a code may be of that is said to be of ICD-10 and is not WHO's.
_EDITIONS = ("ICD10CM", "ICD10GM")
#: `550`, `ORPHA:550`, `Orphanet_550`, `#540000`, `39925003 |MELAS|`, an address: the number.
_NUMBER = re.compile(r"(?:.*/)?#?(?:[A-Za-z]+[ :_#-]?)?(\d{1,19})(?:\s*\|.*)?")
_SERIES = re.compile(r"(?:O?MIM[ :]?)?PS(\d{6})", re.IGNORECASE)
#: `E88.41`, `e8841`, `G31.81+`, `H49.4-`; letter, two digits, then the finer places.
_ICD10 = re.compile(r"([A-Z]\d[\dA-Z])\.?([\dA-Z]{0,4})\.?-?[*+!†]?", re.IGNORECASE)
_ICD11 = re.compile(r"[0-9A-Z]{4}(?:\.[0-9A-Z]{1,3})?", re.IGNORECASE)
_RANGE = re.compile(r"([A-Z]\d\d)-([A-Z]\d\d)")


@attrs.frozen(kw_only=True)
class Meaning:
    """What a code means for the list.

    Args:
        terms: The conditions that whoever has the code has.
        asks: Conditions that it may mean: it is wider, or of an edition that is not said.
        suspected: Whether what it may mean is to be taken as suspected meanwhile.
        known: Whether all that the code can mean is known, if only to be another disease.
    """

    terms: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    suspected: bool = False
    known: bool = False


def system_of(address: object) -> str | None:
    """Return the system that an address or a name stands for; none if there is no such one.

    Args:
        address: A URI with or without version, an OID, or a short name.

    Returns:
        Its name in `condition_codes.tsv`.

    Examples:
        >>> system_of("https://www.orpha.net/"), system_of("ICD-10-CM"), system_of("x")
        ('ORPHA', 'ICD10CM', None)
    """
    if not isinstance(address, str):
        return None
    plain = address.strip().lower().rstrip("/")
    if plain.startswith(("http://", "https://")):
        plain = plain.split("://", 1)[1].split("|", 1)[0]
        found = (name for name, starts in _BEGINNINGS.items() if plain.startswith(starts))
        return next(found, None)
    if re.fullmatch(r"[\d.]+", plain):
        plain = f"urn:oid:{plain}"
    return _SHORT.get(plain) or _SHORT.get(re.sub(r"[^a-z0-9]", "", plain))


def plain_code(system: str, code: object) -> str | None:
    """Return a code as the table has it; none if it has not the form of its system.

    Args:
        system: A name that `system_of` gave.
        code: The code as it stands; a number that its sender did not write as text too.

    Returns:
        The code without prefix, with its point and its leading zeros.

    Examples:
        >>> plain_code("ICD10CM", " e8841"), plain_code("MONDO", "MONDO_10789")
        ('E88.41', '0010789')
    """
    if not isinstance(code, (str, int)) or isinstance(code, bool):
        return None
    text = str(code).strip()
    if system == "HGVS":
        return text.replace(" ", "") or None
    if system == "ICD11":
        return text.upper() if _ICD11.fullmatch(text) else None
    if system.startswith("ICD10"):
        found = _ICD10.fullmatch(text)
        return found and ".".join(part.upper() for part in found.groups() if part)
    return _number(system, text)


def _number(system: str, text: str) -> str | None:
    if system == "OMIM" and (series := _SERIES.fullmatch(text)):
        return f"PS{series[1]}"
    number = _NUMBER.fullmatch(text)
    if number is None:
        return None
    return number[1].zfill(7) if system == "MONDO" else str(int(number[1]))


class DiagnosisCodes:
    """The codes of the conditions of a list."""

    def __init__(self, rows: Iterable[tuple[str, ...]]) -> None:
        """Take the rows of `condition_codes.tsv`: condition, system, code, match."""
        self._rows: dict[tuple[str, str], list[tuple[str, str]]] = {}
        #: Ranges of three-place categories of ICD-10, each with its condition and match.
        self._ranges: list[tuple[str, str, str, str, str]] = []
        for condition, system, code, match in rows:
            if whole := _RANGE.fullmatch(code):
                self._ranges.append((system, whole[1], whole[2], condition, match))
                continue
            key = ("OMIM", f"PS{code}") if system == "OMIMPS" else (system, code)
            self._rows.setdefault(key, []).append((condition, match))

    def add(self, ids: Iterable[tuple[str, str]]) -> None:
        """Add ids that fit exactly: `ORPHA:550` and the condition."""
        for one, condition in ids:
            system, _, code = one.partition(":")
            row = (condition, "exact")
            rows = self._rows.setdefault((system, code), [])
            if row not in rows:
                rows.append(row)

    def meaning(self, address: object, code: object) -> Meaning:
        """Return what a code means.

        Args:
            address: The system as it stands.
            code: The code as it stands.

        Returns:
            Its meaning; nothing at all if the code or its system is not understood.
        """
        system = system_of(address)
        if system is None:
            return self._of_any(code) if not address else Meaning()
        plain = plain_code(system, code)
        if plain is None:
            return Meaning()
        found = [*self._found(system, plain)]
        if system == "ICD10" and (not found or "." in plain) and (open_to := self._open(plain)):
            return Meaning(asks=open_to, suspected=True, known=True)
        terms = _unique(c for c, match in found if match in ("exact", "narrower"))
        asks = () if terms else _unique(c for c, match in found if match == "asks")
        return Meaning(terms=terms, asks=asks, known=bool(found) or system in _WHOLE)

    def _found(self, system: str, code: str) -> Iterator[tuple[str, str]]:
        yield from self._rows.get((system, code), ())
        for of, first, last, condition, match in self._ranges:
            if of == system and first <= code[:3] <= last:
                yield condition, match

    def _open(self, code: str) -> tuple[str, ...]:
        """Return what a code that is no whole one of WHO's ICD-10 means in its editions."""
        if any(match != "broader" for _, match in self._rows.get(("ICD10", code), ())):
            return ()
        found = (row for edition in _EDITIONS for row in self._rows.get((edition, code), ()))
        return _unique(c for c, match in found if match in ("exact", "narrower"))

    def _of_any(self, code: object) -> Meaning:
        """Return what a code may mean that comes without a system.

        A mere number may be anything; a code of ICD-10 with its finer places and one that
        carries the name of its system may not.
        """
        text = str(code).strip() if isinstance(code, str) else ""
        prefix = re.fullmatch(r"([A-Za-z]+)[ :_](.+)", text)
        if prefix is not None and (system := system_of(prefix[1])):
            asks = self.meaning(system, prefix[2]).terms
        else:
            plain = plain_code("ICD10", text) or ""
            asks = self._open(plain) if "." in plain else ()
        return Meaning(asks=asks, suspected=bool(asks), known=False)


def _unique(conditions: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(conditions))
