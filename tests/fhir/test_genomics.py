"""Variants of a genomics report, and what any other observation says."""

from __future__ import annotations

from typing import Any

import pytest

from mitosafe import fhir
from tests.fhir.shapes import Json, coding, concept

LOINC, HGVS, HGNC = (
    "http://loinc.org",
    "http://varnomen.hgvs.org",
    "http://www.genenames.org/geneId",
)
PRESENT, ABSENT = concept(coding(LOINC, "LA9633-4", "Present")), concept(coding(LOINC, "LA9634-2"))
PATHOGENIC = concept(coding(LOINC, "LA6668-3"))


def report(value: Any = PRESENT, *, status: str = "final", **parts: Any) -> Json:
    """Return a report of one variant; the names of its parts begin with `c`."""
    return {
        "resourceType": "Observation",
        "status": status,
        "code": concept(coding(LOINC, "69548-6")),
        "component": [
            {"code": concept(coding(LOINC, name[1:].replace("_", "-"))), **_value(part)}
            for name, part in parts.items()
        ],
        **({} if value is None else {"valueCodeableConcept": value}),
    }


def _value(part: Any) -> Json:
    return {"valueString": part} if isinstance(part, str) else {"valueCodeableConcept": part}


def variant(written: str) -> Json:
    """Return a variant as a code."""
    return concept(coding(HGVS, written))


def gene(number: str) -> Json:
    """Return a gene as a code."""
    return concept(coding(HGNC, f"HGNC:{number}"))


MELAS = variant("NC_012920.1:m.3243A>G")
APPLIED = [
    (report(c81290_9=MELAS), ("m-3243a-g",)),
    (report(c81290_9=MELAS, c53037_8=PATHOGENIC), ("m-3243a-g",)),
    (report(c81290_9="m.1555A>G"), ("mt-rnr1-m.1555a-g",)),
    (report(c81290_9=variant("m.8344A>G"), c48013_7="NC_012920.1"), ("m-8344a-g",)),
    (report(concept(text="Detected"), c81290_9=MELAS), ("m-3243a-g",)),
    (report(c81290_9=variant("NC_012920.1:m.827A>G"), c53037_8="benign"), ("mt-rnr1-normal",)),
    (
        report(c48004_6="NM_002693.3:c.3428A>G (p.Glu1143Gly)"),
        ("polg-common-variant-only",),
    ),
    (
        report(c48018_6=gene("9179"), c48005_3="p.(Gln1236His)"),
        ("polg-common-variant-only",),
    ),
    (
        report(c48018_6=gene("9179"), c53037_8=PATHOGENIC, c53034_5="Heterozygous"),
        ("polg-single-variant",),
    ),
    (
        report(c48018_6=gene("9179"), c53037_8=PATHOGENIC, c53034_5="homozygous"),
        ("pmd-suspected", "polg-suspected"),
    ),
    (report(c48018_6=gene("21061"), c53037_8=PATHOGENIC), ("pmd-suspected",)),
]


@pytest.mark.parametrize(("given", "terms"), APPLIED)
def test_a_variant_that_is_present(given: Json, terms: tuple[str, ...]) -> None:
    """The variant itself applies; a pathogenic one of a gene makes a carrier or a suspicion."""
    assert [("applied", terms)] == [(f.kind, f.terms) for f in fhir.screen(given).facts]


@pytest.mark.parametrize(
    ("given", "kind", "reason"),
    [
        (report(ABSENT, c81290_9=MELAS), "set-aside", "absent"),
        (report(concept(text="No call"), c81290_9=MELAS), "set-aside", "absent"),
        (report(c81290_9=MELAS, c53037_8="benign"), "set-aside", "significance"),
        (report(c81290_9=MELAS, status="cancelled"), "set-aside", "cancelled"),
        (report(c81290_9=MELAS, status="preliminary"), "hint", "preliminary"),
        (report(None, c81290_9=MELAS), "hint", ""),
        (report(ABSENT, c48018_6=gene("9179"), c53037_8=PATHOGENIC), "set-aside", "absent"),
    ],
)
def test_a_variant_that_is_not_or_perhaps(given: Json, kind: str, reason: str) -> None:
    """What is absent, not called, harmless or taken back is none; what is open is asked."""
    assert [(kind, reason)] == [(f.kind, f.reason) for f in fhir.screen(given).facts]


@pytest.mark.parametrize(
    "given",
    [
        report(c81290_9=variant("NC_001807.4:m.3243A>G")),
        report(c81290_9=variant("m.3243A>G"), c48013_7="AC_000021.2"),
        report(c81290_9=variant("NC_012920.1:m.9999A>G")),
        report(c48004_6="NM_000059.4:c.68_69del"),
        report(c48005_3="p.Glu1143Gly"),
        report(c48018_6=gene("1100"), c53037_8=PATHOGENIC),
        report(c48018_6=gene("9179")),
        report(c48018_6=concept(text="POLG"), c53037_8=PATHOGENIC),
        report(),
        {**report(), "component": "none"},
        {**report(), "component": [7, {"code": "x"}]},
    ],
)
def test_what_is_no_variant_of_the_list(given: Json) -> None:
    """Another numbering, another variant, another gene, and a gene alone say nothing."""
    assert () == fhir.screen(given).facts


def observed(**more: Any) -> Json:
    """Return another observation."""
    base = {"resourceType": "Observation", "status": "final", "code": concept(text="MELAS")}
    return {**base, **more}


@pytest.mark.parametrize(
    ("given", "kinds"),
    [
        (observed(), ["hint"]),
        (observed(valueBoolean=True), ["hint"]),
        (observed(valueBoolean=False), ["set-aside"]),
        (observed(valueCodeableConcept=concept(text="Negative")), ["set-aside"]),
        (
            observed(code={}, valueCodeableConcept=concept(coding(HGVS, "NC_012920.1:m.3243A>G"))),
            ["applied"],
        ),
        (observed(code={}, valueString="MELAS"), ["hint"]),
        (observed(code={}, component=[{"valueCodeableConcept": concept(text="MELAS")}]), ["hint"]),
    ],
)
def test_other_observations(given: Json, kinds: list[str]) -> None:
    """A value that is a code applies; what is asked for, and not there, is set aside."""
    assert kinds == [fact.kind for fact in fhir.screen(given).facts]
