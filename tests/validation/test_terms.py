"""What `validate` says of the terms of conditions and of the table of their codes."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from mitosafe import Dataset
from mitosafe.validation.terms import CONDITION_KINDS, MATCHES
from tests import invented
from tests.validation.test_validate import of, places

FILE, CODES = "terms/conditions.toml", "condition_codes.tsv"
NAMES, WORDS = "condition_names.tsv", "condition_words.tsv"
HEAD = "condition\tsystem\tcode\tmatch\n"
PACKAGED = Dataset.packaged()
KINDS = ", ".join(CONDITION_KINDS)


@pytest.mark.parametrize(
    ("field", "value", "path", "message"),
    [
        ("excludes", ["unheard"], ".excludes[0]", "'unheard' is no term of it"),
        ("settled_by", ["unheard"], ".settled_by[0]", "'unheard' is no term of it"),
        (
            "parents",
            ["invented-syndrome", "unheard"],
            ".parents[1]",
            "'unheard' is no term of it",
        ),
        (
            "kind",
            "monster",
            ".kind",
            f"'monster' is no kind; allowed: {', '.join(CONDITION_KINDS)}",
        ),
        ("nl", None, ".nl", "the key nl is missing"),
    ],
)
def test_a_fault_of_a_condition_is_named(field: str, value: Any, path: str, message: str) -> None:
    """What a condition names must be there, its kind be known, its wordings complete."""
    files = copy.deepcopy(invented.files())
    condition = files[FILE]["terms"][2]
    if value is None:
        del condition[field]
    else:
        condition[field] = value
    assert [(FILE, f"$.terms[2]{path}", message)] == places(of(files))


def test_a_ring_through_a_second_parent_is_found() -> None:
    """A condition that stands above itself by any of its parents is named with the way round."""
    files = copy.deepcopy(invented.files())
    files[FILE]["terms"][1]["parents"] = ["any-pmd", "invented-variant"]
    chains = [message for _, _, message in places(of(files))]
    assert [
        "its own parent: invented-syndrome → invented-variant → invented-syndrome",
        "its own parent: invented-variant → invented-syndrome → invented-variant",
    ] == chains


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("invented-syndrome\tORPHA\t0\texact", None),
        ("unheard\tORPHA\t0\texact", "'unheard' is no term of terms/conditions.toml"),
        ("invented-syndrome\tORPHA\t \texact", "the code is empty"),
        (
            "invented-syndrome\tORPHA\t0\tabout",
            f"'about' is no match; allowed: {', '.join(MATCHES)}",
        ),
    ],
)
def test_a_code_is_of_a_condition_and_matches_somehow(row: str, message: str | None) -> None:
    """A code of no condition, an empty one, and a match of no kind are faults of their line."""
    files = {**copy.deepcopy(invented.files()), CODES: f"{HEAD}{row}\n"}
    assert ([] if message is None else [(CODES, "line 2", message)]) == places(of(files))


@pytest.mark.parametrize(
    ("name", "condition", "message"),
    [
        ("another name", "invented-syndrome", None),
        ("another name", "unheard", "'unheard' is no term of terms/conditions.toml"),
        ("®", "invented-syndrome", "the name is empty"),
    ],
)
def test_a_name_is_one_and_of_a_condition(name: str, condition: str, message: str | None) -> None:
    """A further name of no condition, and one that folds to nothing, are faults of their line."""
    rows = {**copy.deepcopy(invented.files()), NAMES: f"name\tcondition\n{name}\t{condition}\n"}
    assert ([] if message is None else [(NAMES, "line 2", message)]) == places(of(rows))


@pytest.mark.parametrize(("kind", "faults"), [("negated", 0), ("rude", 1)])
def test_a_word_beside_a_name_is_of_a_known_kind(kind: str, faults: int) -> None:
    """A word of no kind that is read is a fault of its line."""
    files = {**copy.deepcopy(invented.files()), WORDS: f"word\tkind\nnever\t{kind}\n"}
    assert faults == len(places(of(files)))


def test_terms_that_cannot_be_told_hide_no_fault_of_the_others() -> None:
    """Where an id is no text, or two ways lead up to one condition, the rest is checked."""
    files = copy.deepcopy(invented.files())
    terms = files[FILE]["terms"]
    terms[2]["parents"] = ["invented-syndrome", "invented-weakness", "any-pmd"]
    assert [] == places(of(files))
    terms.append({**terms[1], "id": 7, "parents": ["unheard"]})
    assert {"$.terms[4].id"} == {path for _, path, _ in places(of(files))}


def test_every_condition_of_the_list_says_what_it_is() -> None:
    """No condition is without a kind, and those of a gene or variant name the gene."""
    for term in PACKAGED.terms("conditions"):
        assert term.kind in CONDITION_KINDS
        if term.kind == "gene":
            assert term.genes, term.id
