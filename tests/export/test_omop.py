"""The OMOP concept sets, and the queries beside them."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

import mitosafe
from mitosafe import export
from mitosafe.model import Level
from tests import invented


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("release", ["2012.1", "2026.2"])
def test_a_set_holds_the_codes_of_the_medicines_of_its_level(level: Level, release: str) -> None:
    """The codes are those of `drugs(level=...)`, in the two vocabularies that OMOP has."""
    made = export.files("omop", release=release)
    found = json.loads(made[f"mitosafe-{release}-{level.value}.json"])
    concepts = [item["concept"] for item in found["expression"]["items"]]
    assert {(c["VOCABULARY_ID"], c["CONCEPT_CODE"]) for c in concepts} == {
        (vocabulary, code)
        for drug in mitosafe.drugs(level=level, release=release)
        for vocabulary, codes in (("RxNorm", drug.codes.rxnorm), ("ATC", drug.codes.atc))
        for code in codes
    }
    assert {c["CONCEPT_ID"] for c in concepts} <= {0}


@pytest.mark.parametrize("level", Level)
def test_the_query_finds_the_concepts_of_a_copy_of_the_vocabularies(level: Level) -> None:
    """Run against a table of concepts, it finds every code of the set and nothing else."""
    made = export.files("omop")
    items = json.loads(made[f"mitosafe-2026.2.1-{level.value}.json"])["expression"]["items"]
    codes = {(i["concept"]["VOCABULARY_ID"], i["concept"]["CONCEPT_CODE"]) for i in items}
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(
            "CREATE TABLE concept (concept_id, concept_name, vocabulary_id, concept_code, "
            "standard_concept)"
        )
        rows = [(n, "x", *code, "S") for n, code in enumerate(sorted(codes), 1)]
        others = [(-1, "x", "NDC", rows[0][3], "S"), (-2, "x", "RxNorm", "none", "S")]
        connection.executemany("INSERT INTO concept VALUES (?, ?, ?, ?, ?)", [*rows, *others])
        found = connection.execute(made[f"mitosafe-2026.2.1-{level.value}.sql"].decode()).fetchall()
    assert sorted(row[0] for row in found) == [row[0] for row in rows]


def test_a_level_without_codes_gives_an_empty_set_and_a_query_that_finds_nothing() -> None:
    """No medicine of the level has a code: the set is empty, and the SQL still runs."""
    plain = invented.files()
    for name, raw in plain.items():
        if name.startswith("drugs/"):
            raw.pop("codes", None)
    made = export.files("omop", dataset=invented.dataset(plain))
    assert b"WHERE 1 = 0;" in made["mitosafe-2026.2.1-red.sql"]
    assert json.loads(made["mitosafe-2026.2.1-red.json"])["expression"]["items"] == []


def test_only_what_is_known_to_be_an_ingredient_is_called_one() -> None:
    """The first RxNorm code of a medicine is its ingredient; of the others it is not said."""
    found = json.loads(export.files("omop")["mitosafe-2026.2.1-red.json"])["expression"]["items"]
    codes = {
        i["concept"]["CONCEPT_CODE"]: i["concept"]["CONCEPT_CLASS_ID"]
        for i in found
        if i["concept"]["CONCEPT_NAME"] == "valproic acid"
    }
    first, *more = mitosafe.drug("valproate").codes.rxnorm
    assert codes[first] == "Ingredient"
    assert [codes[code] for code in more] == [None] * len(more)
