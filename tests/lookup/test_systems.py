"""The names of code systems, as records write them."""

from __future__ import annotations

import pytest

from mitosafe.lookup.product_tables import PACKAGED
from mitosafe.lookup.systems import SYSTEMS, alike, system


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("urn:oid:2.16.840.1.113883.6.88", "rxnorm"),
        ("urn:2.16.840.1.113883.6.88", "rxnorm"),
        ("oid:2.16.840.1.113883.6.88", "rxnorm"),
        ("2.16.840.1.113883.6.88", "rxnorm"),
        ("http://www.nlm.nih.gov/research/umls/rxnorm|2025", "rxnorm"),
        ("https://nlm.nih.gov/research/umls/rxnorm/", "rxnorm"),
        ("urn:oid:2.16.840.1.113883.6.69", "ndc"),
        ("http://hl7.org/fhir/sid/ndc", "ndc"),
        ("https://dmd.nhs.uk", "dmd"),
        ("DM+D", "dmd"),
        ("SNOMED CT", "snomed"),
        ("urn:be:samv2:amppackage", "samv2-ampp"),
        ("urn:be:samv2:vmpgroup", "samv2-vmpgroup"),
        ("2.16.840.1.113883.2.4.4.8", "zi"),
        ("CIP13", "cip"),
        ("http://hl7.org/fhir/NamingSystem/ca-hc-din", "din"),
    ],
)
def test_as_records_write_them(given: str, expected: str) -> None:
    """An OID with or without `urn:oid:`, http or https, a version, any case: the same system."""
    assert expected == system(given)


def test_every_table_belongs_to_a_system() -> None:
    """Each table of the package is asked by a system, and no system asks for one that is not."""
    assert set(PACKAGED) == {name for known in SYSTEMS.values() for name in known.tables}


@pytest.mark.parametrize(
    ("code", "but", "expected"),
    [
        ("N03AG01", "rxnorm", ("atc",)),
        ("N03AG01", "atc", ()),
        ("0071-0155-23", "rxnorm", ("ndc",)),
        ("99-66-1", "rxnorm", ("cas",)),
        ("614OI1Z5WI", "rxnorm", ("unii",)),
        ("1234567890", "rxnorm", ()),
        ("ABCDEFGHIJ", "rxnorm", ()),
    ],
)
def test_a_code_in_the_wrong_place(code: str, but: str, expected: tuple[str, ...]) -> None:
    """A code that looks like one of another system is hinted at; a plain number is not."""
    assert expected == alike(code, but)
