"""The code systems: every name by which records call them, and how their codes are written.

A system is added by one line of `SYSTEMS`, and a table of its codes, where there is an
open one, by a file in `data/codes`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import attrs

from mitosafe.errors import UnknownValue
from mitosafe.lookup import code_forms as forms


@attrs.frozen(kw_only=True)
class System:
    """A code system.

    Args:
        name: The short name.
        aliases: Other names: FHIR addresses, OIDs, names of HL7 version 2.
        form: How its codes are written.
        tables: The product tables in which its codes are looked up, in this order.
    """

    name: str
    aliases: tuple[str, ...] = ()
    form: forms.Form = forms.anything
    tables: tuple[str, ...] = ()


_ALL = (
    System(name="name"),
    System(
        name="atc",
        aliases=(
            "http://www.whocc.no/atc",
            "2.16.840.1.113883.6.73",
            "http://fhir.de/CodeSystem/bfarm/atc",
            "http://fhir.de/CodeSystem/dimdi/atc",
        ),
        form=forms.atc,
        tables=("atc",),
    ),
    System(
        name="rxnorm",
        aliases=(
            "http://www.nlm.nih.gov/research/umls/rxnorm",
            "2.16.840.1.113883.6.88",
            "rxcui",
            "rxn",
        ),
        form=forms.whole_number(8),
        tables=("rxnorm",),
    ),
    System(
        name="unii",
        aliases=("http://fdasis.nlm.nih.gov", "http://fda.gov/UNII", "2.16.840.1.113883.4.9"),
        form=forms.unii,
    ),
    System(
        name="cas",
        aliases=("2.16.840.1.113883.6.61", "http://terminology.hl7.org/CodeSystem/CAS"),
        form=forms.cas,
    ),
    System(name="wikidata", aliases=("http://www.wikidata.org/entity",)),
    System(name="drugbank", aliases=("http://www.drugbank.ca", "https://go.drugbank.com")),
    System(name="mitosafe"),
    System(
        name="snomed",
        aliases=(
            "http://snomed.info/sct",
            "2.16.840.1.113883.6.96",
            "sct",
            "snomed ct",
            "snomedct",
            "snomed-ct",
        ),
        form=forms.sctid,
        tables=("snomed", "dmd"),
    ),
    System(
        name="dmd",
        aliases=("https://dmd.nhs.uk", "dm+d"),
        form=forms.sctid,
        tables=("dmd", "snomed"),
    ),
    System(
        name="ndc",
        aliases=("http://hl7.org/fhir/sid/ndc", "2.16.840.1.113883.6.69", "ndc9", "ndc11"),
        form=forms.ndc,
        tables=("ndc",),
    ),
    System(name="cis", aliases=("1.2.250.1.213.2.3.1",), form=forms.cis, tables=("cis",)),
    System(
        name="cip",
        aliases=("cip7", "cip13", "cip-7", "cip-13"),
        form=forms.cip,
        tables=("cip",),
    ),
    System(
        name="din",
        aliases=(
            "http://hl7.org/fhir/NamingSystem/ca-hc-din",
            "https://health-canada.ca/fhir/NamingSystem/ca-hc-din",
            "http://hl7.org/fhir/sid/ca-hc-din",
        ),
        form=forms.whole_number(8, 8),
        tables=("din",),
    ),
    System(name="rvg", form=forms.rvg, tables=("rvg",)),
    # Systems without an open table: their codes are named as not understood, until a table
    # that the user has a licence for is loaded (`load_codes`).
    System(
        name="cnk",
        aliases=("https://www.ehealth.fgov.be/standards/fhir/medication/NamingSystem/cnk-codes",),
        form=forms.whole_number(7, 7),
    ),
    System(name="samv2-ampp", aliases=("urn:be:samv2:amppackage",)),
    System(name="samv2-vmpgroup", aliases=("urn:be:samv2:vmpgroup",)),
    System(name="gpk", aliases=("2.16.840.1.113883.2.4.4.1",), form=forms.whole_number(8)),
    System(name="prk", aliases=("2.16.840.1.113883.2.4.4.10",), form=forms.whole_number(8)),
    System(name="hpk", aliases=("2.16.840.1.113883.2.4.4.7",), form=forms.whole_number(8)),
    System(name="zi", aliases=("2.16.840.1.113883.2.4.4.8",), form=forms.whole_number(8)),
    System(
        name="pzn",
        aliases=("http://fhir.de/CodeSystem/ifa/pzn",),
        form=forms.whole_number(8, 8),
    ),
    System(name="ucd", aliases=("http://data.esante.gouv.fr/ansm/medicament/UCD",)),
)

#: Every code system by its short name.
SYSTEMS: Mapping[str, System] = {system.name: system for system in _ALL}

#: How codes look that can be told by their look, where one stands under another system.
_LOOKS = {
    "atc": re.compile(r"[A-Z]\d\d[A-Z]{2}\d\d"),
    "cas": re.compile(r"\d{2,7}-\d\d-\d"),
    "ndc": re.compile(r"\d{4,5}-\d{3,4}-\d{1,2}"),
    "unii": re.compile(r"(?=.*[A-Z])(?=.*\d)[A-Z0-9]{10}"),
}


def _bare(address: str) -> str:
    """Return the name of a system without version, scheme, `urn:`, `www.` and last slash."""
    bare = address.partition("|")[0].strip().rstrip("/").lower()
    for start in ("http://", "https://", "urn:oid:", "urn:", "oid:"):
        bare = bare.removeprefix(start)
    return bare.removeprefix("www.")


_ALIASES = {_bare(alias): s.name for s in _ALL for alias in (s.name, *s.aliases)}


def system(value: str | None) -> str:
    """Return the short name of a code system for any of its names.

    Args:
        value: A short name, a FHIR address or an OID, with or without `urn:oid:`, a
            version after `|`, http or https; none means `name`.

    Returns:
        The short name, a key of `SYSTEMS`.

    Raises:
        UnknownValue: If it is none of them.

    Examples:
        >>> system("http://www.whocc.no/atc")
        'atc'
        >>> system("urn:oid:2.16.840.1.113883.6.88|2025")
        'rxnorm'
    """
    if value is None:
        return "name"
    wanted = _bare(value) if isinstance(value, str) else ""
    if wanted not in _ALIASES:
        raise UnknownValue("code system", value, SYSTEMS)
    return _ALIASES[wanted]


def alike(code: str, but: str) -> tuple[str, ...]:
    """Return the systems whose codes look like this one, but one system.

    Args:
        code: A code, tidied.
        but: The system under which the code stood.

    Returns:
        Short names; a hint at a code in the wrong place, never a reading of it.

    Examples:
        >>> alike("N03AG01", "rxnorm")
        ('atc',)
    """
    return tuple(n for n, look in _LOOKS.items() if n != but and look.fullmatch(code))
