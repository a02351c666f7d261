"""The FHIR package: well formed, valid in both versions, and what the list says."""

from __future__ import annotations

import io
import json
import tarfile
from typing import Any

import pytest
from fhir.resources import get_fhir_model_class as r5_class
from fhir.resources.R4B import get_fhir_model_class as r4b_class

import mitosafe
from mitosafe import export
from mitosafe.export import fhir_package
from mitosafe.export.listing import as_of
from mitosafe.model import Level
from tests import invented

CLASSES = {"R4B": r4b_class, "R5": r5_class}


def unpacked(shape: str, release: str, dataset: mitosafe.Dataset | None = None) -> dict[str, Any]:
    """Return the JSON of a package by path, as a tool that installs it reads it."""
    ((name, contents),) = export.files(shape, release=release, dataset=dataset).items()
    assert name.endswith(".tgz")
    with tarfile.open(fileobj=io.BytesIO(contents), mode="r:gz") as archive:
        members = archive.getmembers()
        assert {(m.uid, m.gid, m.uname, m.mode) for m in members} == {(0, 0, "", 0o644)}
        opened = {m.name: archive.extractfile(m) for m in members}
        return {name: json.load(file) for name, file in opened.items() if file is not None}


def resources(found: dict[str, Any], kind: str = "") -> list[dict[str, Any]]:
    """Return the resources of a package, or those of a type."""
    every = (one for one in found.values() if "resourceType" in one)
    return [one for one in every if kind in ("", one["resourceType"])]


@pytest.mark.parametrize("version", CLASSES)
@pytest.mark.parametrize("release", ["2010.1", "2026.2"])
def test_every_resource_is_valid(version: str, release: str) -> None:
    """The published models of the version take every resource of the package."""
    found = unpacked(f"fhir-{version.lower()}", release)
    for one in resources(found):
        CLASSES[version](one["resourceType"]).model_validate(one)
    for one in resources(unpacked(f"fhir-{version.lower()}", "2020.1", invented.dataset())):
        CLASSES[version](one["resourceType"]).model_validate(one)


@pytest.mark.parametrize("version", CLASSES)
def test_the_manifest_and_the_index_describe_the_package(version: str) -> None:
    """Every resource is in the index under its file; the manifest names version and release."""
    found = unpacked(f"fhir-{version.lower()}", "2026.2")
    manifest, index = found["package/package.json"], found["package/.index.json"]
    assert manifest["name"] == f"mitosafe.list.{version.lower()}"
    assert manifest["version"] == "2026.2.0"
    assert manifest["fhirVersions"] == [fhir_package.VERSIONS[version]]
    assert index["index-version"] == 2
    assert {f"package/{file['filename']}" for file in index["files"]} == {
        path for path, one in found.items() if "resourceType" in one
    }
    for file in index["files"]:
        one = found[f"package/{file['filename']}"]
        assert (file["resourceType"], file["id"]) == (one["resourceType"], one["id"])
        assert file.get("url") == one.get("url")


@pytest.mark.parametrize("release", ["2012.1", "2026.2"])
def test_the_value_sets_are_the_medicines_by_level(release: str) -> None:
    """A value set holds the subjects of its level, and every code is one of the code system."""
    found = unpacked("fhir-r5", release)
    (system,) = (c for c in resources(found, "CodeSystem") if c["id"] == "mitosafe-subject")
    known = {concept["code"]: concept for concept in system["concept"]}
    assert system["count"] == len(known)
    for value_set in resources(found, "ValueSet"):
        level = Level(value_set["id"].removeprefix("mitosafe-level-"))
        (include,) = value_set["compose"]["include"]
        codes = {concept["code"] for concept in include["concept"]}
        drugs = {drug.id for drug in mitosafe.drugs(level=level, release=release)}
        assert drugs == {code for code in codes if _property(known[code], "kind") != "group"}
        assert {_property(known[code], "worst") for code in codes} == {level.value}


def _property(concept: dict[str, Any], code: str) -> Any:
    found = (p for p in concept["property"] if p["code"] == code)
    return next(p.get("valueCode", p.get("valueBoolean")) for p in found)


def test_a_level_without_a_medicine_is_an_empty_value_set() -> None:
    """What is included is excluded again; no medicine is made up."""
    found = unpacked("fhir-r5", "2010.1", invented.dataset())
    empty = [v for v in resources(found, "ValueSet") if "exclude" in v["compose"]]
    assert empty
    for value_set in empty:
        assert value_set["compose"]["include"] == value_set["compose"]["exclude"]


@pytest.mark.parametrize(("version", "relation"), [("R4B", "equivalence"), ("R5", "relationship")])
def test_the_concept_map_leads_back_to_the_medicine(version: str, relation: str) -> None:
    """Each mapped code, asked of the list in its system, finds the subject it is mapped from."""
    found = unpacked(f"fhir-{version.lower()}", "2026.2")
    (concept_map,) = resources(found, "ConceptMap")
    assert len(concept_map["group"]) == 2
    for group in concept_map["group"]:
        for element in group["element"]:
            for target in element["target"]:
                answer = mitosafe.check(target["code"], system=group["target"])
                assert element["code"] in [f.drug.id for f in answer.findings]
                assert target[relation] in ("equivalent", "relatedto", "related-to")


def test_every_warning_is_a_resource_and_no_acceptance_is() -> None:
    """A statement that warns has one; one that accepts has none, lest it be read as a warning."""
    found = resources(unpacked("fhir-r5", "2026.2"), "ClinicalUseDefinition")
    by_id = {one["identifier"][0]["value"]: one for one in found}
    listing = as_of(None, "2026.2")
    said = {s.id: s for entry in listing.entries for s in entry.statements}
    assert by_id.keys() == {name for name, s in said.items() if s.verdict.warns}
    for name, one in by_id.items():
        strong = said[name].verdict.value in ("contraindicated", "avoid")
        assert one["type"] == ("contraindication" if strong else "warning")
        assert one["type"] in one
        assert one["subject"][0]["identifier"]["value"] == said[name].subject
        review = "Every statement shown was" if said[name].reviewed else "Not yet"
        assert f"{review} reviewed by a clinician" in one["text"]["div"]
        assert "2026.2, 2026-11-23" in one["text"]["div"]


def test_a_statement_that_was_set_aside_is_retired() -> None:
    """The status tells what stands from what a newer statement set aside."""
    found = resources(unpacked("fhir-r5", "2026.2", invented.dataset()), "ClinicalUseDefinition")
    status = {one["identifier"][0]["value"]: one["status"]["coding"][0]["code"] for one in found}
    listing = as_of(invented.dataset(), "2026.2")
    retired = {r.statement.id for entry in listing.entries for r in entry.judgement.retired}
    assert {name for name, code in status.items() if code == "retired"} == retired & status.keys()
    assert retired


def test_a_long_id_is_made_one_that_fhir_takes() -> None:
    """An id of more than 64 characters becomes its digest; the identifier keeps it whole."""
    plain = invented.files()
    said = plain["drugs/dubitol.toml"]["statements"]
    long = "dubitol." + "a" * 80
    plain["drugs/dubitol.toml"]["statements"] = [
        {**one, "id": long if number == 0 else one["id"]} for number, one in enumerate(said)
    ]
    dataset = invented.dataset(invented.locked(plain))
    found = resources(unpacked("fhir-r5", "2026.2", dataset), "ClinicalUseDefinition")
    (one,) = (r for r in found if r["identifier"][0]["value"] == long)
    assert len(one["id"]) == 64
    r5_class("ClinicalUseDefinition").model_validate(one)


def test_ids_of_a_disorder_come_with_the_disorder() -> None:
    """A contraindication names the condition by the ids it has elsewhere."""
    found = resources(unpacked("fhir-r5", "2026.2"), "ClinicalUseDefinition")
    codings = [
        coding
        for one in found
        if one["type"] == "contraindication"
        for coding in one["contraindication"]["diseaseSymptomProcedure"]["concept"]["coding"]
    ]
    assert {"system": "http://www.orpha.net", "code": "550"} in codings
    systems = {coding["system"] for coding in codings}
    assert "urn:mitosafe:codesystem:condition" in systems


def test_an_id_of_an_unknown_system_is_left_out() -> None:
    """A code is given only with the system it is of."""
    plain = invented.files()
    terms = plain["terms/conditions.toml"]["terms"]
    for term in terms:
        term["ids"] = ["OTHER:1", "ORPHA:2"]
    dataset = invented.dataset(invented.locked(plain))
    found = resources(unpacked("fhir-r4b", "2026.2", dataset), "ClinicalUseDefinition")
    one = next(r for r in found if r["type"] == "contraindication")
    codings = one["contraindication"]["diseaseSymptomProcedure"]["concept"]["coding"]
    assert [coding["code"] for coding in codings][1:] == ["2"]
