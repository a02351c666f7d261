"""The JSON document: its schema, and that it says what the list says."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

import mitosafe
from mitosafe import export
from mitosafe.model import Evidence, Level, ReadExtent, SourceRank, SubjectKind, Verdict
from tests import invented


def document(release: str, dataset: mitosafe.Dataset | None = None) -> Any:
    """Return the document of a release, read back."""
    (contents,) = export.files("json", release=release, dataset=dataset).values()
    return json.loads(contents)


@pytest.mark.parametrize("release", ["2010.1", "2026.2"])
def test_the_document_is_what_its_schema_says(release: str) -> None:
    """Every release of the packaged and of the invented list fits the published schema."""
    validator = jsonschema.Draft202012Validator(export.schema())
    validator.check_schema(export.schema())
    for dataset in (None, invented.dataset()):
        found = [error.message for error in validator.iter_errors(document(release, dataset))]
        assert found == []


def test_the_schema_refuses_what_is_not_of_the_shape() -> None:
    """An unknown key, an unknown level and a missing warning are refused."""
    validator = jsonschema.Draft202012Validator(export.schema())
    changes: list[dict[str, Any]] = [{"more": 1}, {"warnings": {}}, {"schema": 2}, {"release": {}}]
    for change in changes:
        wrong = {**document("2026.2", invented.dataset()), **change}
        assert not validator.is_valid(wrong), change
    wrong = document("2026.2", invented.dataset())
    wrong["subjects"][0]["level"] = "green"
    assert not validator.is_valid(wrong)


@pytest.mark.parametrize(
    ("place", "key", "values"),
    [
        ("subject", "kind", SubjectKind),
        ("statement", "verdict", Verdict),
        ("statement", "evidence", Evidence),
        ("source", "rank", SourceRank),
        ("source", "read", ReadExtent),
    ],
)
def test_the_schema_has_the_closed_values_of_the_list(place: str, key: str, values: Any) -> None:
    """A value that is added to the list has to be added to the schema."""
    allowed = export.schema()["$defs"][place]["properties"][key]["enum"]
    assert allowed == [value.value for value in values]
    levels = export.schema()["$defs"]["subject"]["properties"]["level"]["enum"]
    assert levels == [*(level.value for level in Level), None]


@pytest.mark.parametrize("release", ["2012.1", "2026.2"])
def test_the_document_gives_the_answers_of_the_list(release: str) -> None:
    """Every subject has the outcome, levels, conditions and statements of `check`."""
    found = {subject["id"]: subject for subject in document(release)["subjects"]}
    dataset = mitosafe.Dataset.packaged()
    assert found.keys() == {*dataset.subject_ids(), *dataset.group_ids()}
    for drug in dataset.everything():
        said = found[drug.id]
        (finding,) = mitosafe.check(drug.id, system="mitosafe", release=release).findings
        assert said["outcome"] == finding.outcome.value
        assert said["level"] == (finding.level.value if finding.level else None)
        assert said["worst"] == (finding.worst.value if finding.worst else None)
        assert said["contested"] == finding.contested
        assert said["decided_by"] == [s.id for s in finding.statements]
        assert [(r["statement"], r["by"]) for r in said["retired"]] == [
            (r.statement.id, r.by.id) for r in finding.retired
        ]
        assert [(c["population"], c["circumstance"], c["level"]) for c in said["conditions"]] == [
            (c.condition.population, c.condition.circumstance, c.level.value)
            for c in finding.conditions
        ]


def test_every_statement_of_the_document_has_its_source() -> None:
    """No level without a source: each that is named is in the document, and no other."""
    for release in ("2010.1", "2026.2"):
        found = document(release)
        cited = {said["source"] for s in found["subjects"] for said in s["statements"]}
        assert cited == {source["id"] for source in found["sources"]}
        known = {said["id"] for s in found["subjects"] for said in s["statements"]}
        assert {said for s in found["subjects"] for said in s["decided_by"]} <= known


def test_names_that_may_stand_for_two_things_keep_both() -> None:
    """A name is never given to one of two subjects."""
    names = {name["folded"]: name for name in document("2026.2", invented.dataset())["names"]}
    assert names["duplon"]["subjects"] == []
    assert sorted(names["duplon"]["candidates"]) == ["acceptol", "exemplin"]
    assert "plainol" not in names
    assert names["halfknown"]["subjects"] == ["exemplin", "~plainol"]


def test_a_reviewed_statement_says_by_whom() -> None:
    """The role of the reviewer and the day are in the document."""
    found = document("2026.2", invented.dataset())["subjects"]
    said = next(subject for subject in found if subject["id"] == "pagein")["statements"]
    assert said[0]["reviewed"].keys() == {"by", "date"}
