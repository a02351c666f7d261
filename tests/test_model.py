"""The data dictionary: values that cannot change, in vocabularies that are closed and ordered."""

from __future__ import annotations

import inspect
import json
import pickle
from collections.abc import Callable
from itertools import pairwise

import attrs
import pytest

import mitosafe
from mitosafe import model
from mitosafe.errors import Contradiction, WrongType
from mitosafe.model import (
    ANY_PMD,
    LANGUAGES,
    Condition,
    Evidence,
    Level,
    Names,
    Outcome,
    Patient,
    ReadExtent,
    Release,
    ReleaseId,
    SourceRank,
    Standing,
    SubjectKind,
    TermId,
    Verdict,
    Words,
    release_key,
    worst_of,
)
from tests import invented

CLASSES = [value for value in vars(model).values() if inspect.isclass(value) and attrs.has(value)]


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_every_value_is_frozen_and_made_by_name(kind: type) -> None:
    """No class of the dictionary can be changed, nor made by position, where order may slip."""
    fields = attrs.fields(kind)
    assert all(field.kw_only for field in fields)
    made: object = object.__new__(kind)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(made, fields[0].name, None)


def test_values_compare_hash_and_travel() -> None:
    """Two drugs decoded from the same file are equal, hash alike, and can be pickled."""
    one, two = (invented.corpus().drug("exemplin") for _ in range(2))
    assert one is not two
    assert one == two
    assert hash(one) == hash(two)
    assert one == pickle.loads(pickle.dumps(one))


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (Level, ["yellow", "orange", "red"]),
        (Evidence, ["experimental", "case-reports", "consensus", "profound"]),
        (SourceRank, ["page", "study", "chapter", "authority"]),
    ],
)
def test_ordered_vocabularies_go_upwards(kind: type[Level], values: list[str]) -> None:
    """The order is that of the definition, by every comparison, whatever the words."""
    members = list(kind)
    assert values == [member.value for member in members]
    assert members == sorted(set(members))
    for lower, higher in pairwise(members):
        assert lower < higher
        assert higher > lower
        assert lower <= higher
        assert higher >= lower
        assert not higher < lower
        assert lower <= kind(lower.value)
        assert not lower < kind(lower.value)


@pytest.mark.parametrize("other", [SourceRank.PAGE, Evidence.PROFOUND, "blue", 1, None])
def test_what_is_of_another_vocabulary_has_no_place_in_the_order(other: object) -> None:
    """A level cannot be compared with a rank or any text: that would mean nothing."""
    for compared in (
        lambda: Level.RED > other,
        lambda: Level.RED <= other,
        lambda: other < Level.RED,
        lambda: other >= Level.RED,
    ):
        with pytest.raises(TypeError):
            compared()  # type: ignore[no-untyped-call]
    assert other != Level.RED


@pytest.mark.parametrize("kind", [Level, Evidence, SourceRank])
def test_a_member_equals_its_text_and_keeps_its_order_with_it(kind: type[Level]) -> None:
    """Text from a table compares as the level that it names, never by the alphabet."""
    lower, higher = list(kind)[:2]
    assert lower == lower.value
    assert lower in {lower.value}
    assert json.dumps(lower) == json.dumps(lower.value)
    assert lower.value < higher
    assert lower < higher.value
    assert higher >= lower.value
    assert lower <= lower.value
    assert max(higher, lower.value) == higher


@pytest.mark.parametrize("kind", [Outcome, Verdict, ReadExtent, SubjectKind])
def test_other_vocabularies_have_no_order(kind: type[Outcome]) -> None:
    """Outcomes and verdicts are not more or less than each other, though they are text."""
    first, second, *_ = kind
    assert first == first.value
    with pytest.raises(TypeError, match="has no order"):
        assert first < second
    with pytest.raises(TypeError, match="has no order"):
        assert first.value < second


def test_two_verdicts_are_no_warning() -> None:
    """All verdicts warn but the two that a panel gives to what may be used."""
    mild = {Verdict.NOT_CONTRAINDICATED, Verdict.ACCEPTABLE}
    assert mild == {verdict for verdict in Verdict if not verdict.warns}


@pytest.mark.parametrize("outcome", Outcome)
def test_no_outcome_says_that_something_is_safe(outcome: Outcome) -> None:
    """The word has no place among the outcomes, nor the verdicts."""
    words = [outcome.value, *(verdict.value for verdict in Verdict)]
    assert not any("safe" in word for word in words)


@pytest.mark.parametrize(
    "text", [Words(en="a", fr="b", nl="c"), Names(en="a", fr="b", nl="c", de="d")]
)
def test_a_text_is_given_by_language(text: Words | Names) -> None:
    """Each of the three languages gives its own text."""
    assert ["a", "b", "c"] == [text[language] for language in LANGUAGES]


def test_what_counts_as_read() -> None:
    """What was read only in its abstract, or as others tell it, does not count as read."""
    read = [extent for extent in ReadExtent if extent.counts_as_read]
    assert [ReadExtent.WHOLE, ReadExtent.PART] == read


def test_only_what_is_in_use_is_in_use() -> None:
    """What was withdrawn, or is no medicine, is not in use; a medicine is unless it is said."""
    found = mitosafe.drug("valproic acid")
    assert found.in_use
    assert not attrs.evolve(found, standing=Standing.WITHDRAWN).in_use
    assert not attrs.evolve(found, standing=Standing.NON_MEDICAL).in_use


@pytest.mark.parametrize(
    ("levels", "worst"),
    [([], None), ([None], None), ([Level.YELLOW, None, Level.RED], Level.RED)],
)
def test_the_worst_of_some_levels(levels: list[Level | None], worst: Level | None) -> None:
    """None is no level, and the worst of nothing is nothing."""
    assert worst is worst_of(levels)


@pytest.mark.parametrize(
    ("population", "circumstance", "general"),
    [
        (ANY_PMD, None, True),
        (ANY_PMD, TermId("prolonged"), False),
        (TermId("polg"), None, False),
        (TermId("polg"), TermId("prolonged"), False),
    ],
)
def test_only_everybody_in_any_use_is_general(
    population: TermId, circumstance: TermId | None, general: bool
) -> None:
    """A condition that names fewer people, or one use, is not general."""
    assert general == Condition(population=population, circumstance=circumstance).general
    assert Condition().general


# Releases


@pytest.mark.parametrize(
    ("text", "key"),
    [("2026.2", (2026, 2)), ("2026.2.1", (2026, 2, 1)), ("2026.2.10", (2026, 2, 10))],
)
def test_a_release_is_ordered_by_its_numbers(text: str, key: tuple[int, ...]) -> None:
    """The parts of an id are numbers, so that the tenth correction follows the ninth."""
    assert key == release_key(text)
    assert key == Release(id=ReleaseId(text), date="2026-11-23", digest="0").key
    assert release_key("2026.1") < key < release_key("2027.1")


@pytest.mark.parametrize("text", ["", "newest", "2026.2.", "2026-2"])
def test_what_is_no_release_has_no_place_in_the_order(text: str) -> None:
    """A text that is no id of a release is a ValueError."""
    with pytest.raises(ValueError, match="invalid literal"):
        release_key(text)


# Patients


@pytest.mark.parametrize("kind", [set, list, tuple, frozenset, iter, dict.fromkeys])
def test_a_patient_takes_any_collection(kind: Callable[[list[str]], object]) -> None:
    """Ids may come in any collection; the patient keeps them as a set that cannot change."""
    patient = Patient(has=kind(["polg"]), lacks=kind(["melas", "melas"]))  # type: ignore[arg-type]
    assert (frozenset({"polg"}), frozenset({"melas"})) == (patient.has, patient.lacks)


@pytest.mark.parametrize("field", ["has", "lacks"])
def test_one_text_is_no_set_of_ids(field: str) -> None:
    """A text, which would be taken letter by letter, is refused with the likely intention."""
    with pytest.raises(WrongType, match=r"expected a set of ids, such as \{'polg'\}"):
        Patient(**{field: "polg"})


@pytest.mark.parametrize("field", ["has", "lacks"])
def test_what_is_no_collection_is_refused(field: str) -> None:
    """A number is no set of ids."""
    with pytest.raises(TypeError):
        Patient(**{field: 5})  # type: ignore[arg-type]


def test_a_patient_does_not_both_have_and_lack() -> None:
    """What is in both is named, sorted."""
    with pytest.raises(Contradiction) as caught:
        Patient(has={"c", "b", "a"}, lacks={"b", "c", "d"})
    assert Contradiction(["b", "c"]) == caught.value
