"""The graph of conditions: what is above, what is excluded, and what is settled."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given

from mitosafe import Contradiction, Dataset, Patient
from mitosafe.graph import Graph, way_up
from mitosafe.judge import Knowledge
from mitosafe.model import ANY_PMD, Condition, TermId
from tests.strategies import GRAPH, PARENTS, patients

RING = {TermId("a"): (TermId("b"),), TermId("b"): (TermId("c"),), TermId("c"): (TermId("b"),)}
PACKAGED = Dataset.packaged()


@pytest.mark.parametrize(
    ("condition", "way"),
    [
        ("variant", ("variant", "syndrome", "any-pmd")),
        ("other-syndrome", ("other-syndrome", "weakness", "any-pmd")),
        ("weakness", ("weakness", "any-pmd")),
        ("any-pmd", ("any-pmd",)),
        ("of another list", ("of another list",)),
    ],
)
def test_the_way_up(condition: str, way: tuple[str, ...]) -> None:
    """It begins with the condition and gives each wider one once, the nearest first."""
    assert way == way_up(TermId(condition), PARENTS) == GRAPH.up(condition)


def test_a_ring_ends() -> None:
    """Faulty data in which a condition is wider than itself gives each condition once."""
    assert ("a", "b", "c") == way_up(TermId("a"), RING)


def test_what_is_above_may_be_missing() -> None:
    """A wider condition that the graph does not have is given, and nothing above it."""
    assert ("a", "b") == way_up(TermId("a"), {TermId("a"): (TermId("b"),)})


def test_a_graph_is_a_mapping_of_what_is_right_above() -> None:
    """Each condition stands in it once, with the wider ones it names itself."""
    assert len(PARENTS) == len(GRAPH) == len([*GRAPH])
    assert ("syndrome",) == GRAPH[TermId("variant")]


def _knows(has: set[str], lacks: set[str] = frozenset()) -> Knowledge:  # type: ignore[assignment]
    return Knowledge(Patient(has=has, lacks=lacks), GRAPH)


def _of(condition: str) -> Condition:
    return Condition(population=TermId(condition))


def test_having_one_of_an_excluding_pair_rules_the_other_out() -> None:
    """Whoever has the one, or a kind of it, has not the other; and the other way round."""
    assert _knows({"other-syndrome"}).excludes(_of("variant"))
    assert _knows({"variant"}).excludes(_of("other-syndrome"))
    assert not _knows({"weakness"}).excludes(_of("other-syndrome"))
    assert not _knows(set(), {"other-syndrome"}).excludes(_of("syndrome"))


def test_having_both_of_an_excluding_pair_is_a_clash_and_drops_neither() -> None:
    """Of two records that cannot both be right, what either says still holds."""
    both = _knows({"variant", "other-syndrome"})
    assert frozenset({"syndrome", "other-syndrome"}) == both.clash
    for one in ("variant", "syndrome", "other-syndrome"):
        assert both.confirms(_of(one))
        assert not both.excludes(_of(one))
    assert frozenset() == _knows({"variant", "weakness"}).clash


@pytest.mark.parametrize(
    ("has", "lacks", "settled"),
    [
        ({"suspected"}, set(), False),
        ({"weakness"}, set(), False),
        ({"suspected", "variant"}, set(), False),
        ({"variant"}, set(), True),
        ({"other-syndrome"}, set(), True),
        (set(), {"syndrome"}, True),
        (set(), {"weakness"}, False),
    ],
)
def test_a_suspicion_is_settled_either_way(has: set[str], lacks: set[str], settled: bool) -> None:
    """What is confirmed or ruled out, if only by a kind of it, is no suspicion unless said."""
    assert settled == _knows(has, lacks).excludes(_of("suspected"))


@pytest.mark.parametrize(
    ("lacks", "general"), [(set(), True), ({"weakness"}, True), ({"any-pmd"}, False)]
)
def test_what_is_said_of_everybody_holds_unless_there_is_no_disease(
    lacks: set[str], general: bool
) -> None:
    """Only who is known to have no mitochondrial disease is not spoken of by the general."""
    known = _knows(set(), lacks)
    assert general == known.confirms(_of(ANY_PMD)) != known.excludes(_of(ANY_PMD))


@given(patients())
def test_nothing_is_both_confirmed_and_excluded(patient: Patient) -> None:
    """Whatever is known of a patient, no condition both holds and is ruled out."""
    known = Knowledge(patient, GRAPH)
    if not known.contradiction:
        settled = {one for one, by in GRAPH.settled_by.items() if by}
        for one in GRAPH.keys() - settled:
            assert not (known.confirms(_of(one)) and known.excludes(_of(one)))


@pytest.mark.parametrize("user", [("melas", "any-pmd"), ("lhon", "lhon-family-history")])
def test_who_has_and_lacks_by_the_graph_is_refused(user: tuple[str, str]) -> None:
    """A caller who says that a patient has a condition and not a wider one is told so."""
    with pytest.raises(Contradiction, match=f"both have and lack {user[1]}; who has a narrower"):
        PACKAGED.check("aspirin", patient=Patient(has={user[0]}, lacks={user[1]}))


def test_who_has_an_excluding_pair_is_refused() -> None:
    """A caller who says that a patient has both of an excluding pair is told which."""
    with pytest.raises(Contradiction, match="exclude each other: non-polg, polg") as caught:
        PACKAGED.check("aspirin", patient=Patient(has={"non-polg", "alpers-huttenlocher"}))
    assert ("non-polg", "polg") == caught.value.excluding
    assert () == caught.value.both


#: What the facts say must follow from what; a sample with every kind of edge.
IMPLIED = [
    ("alpers-huttenlocher", {"polg-recessive", "polg", "mtdna-depletion", "liver-gene", "any-pmd"}),
    ("lhon", {"lhon-family-history", "mtdna-variant", "any-pmd"}),
    ("m-11778g-a", {"lhon", "mtdna-variant"}),
    ("midd", {"m-3243a-g", "mitochondrial-diabetes", "mtdna-variant", "any-pmd"}),
    ("pearson", {"single-deletion", "mtdna-deletions"}),
    ("kearns-sayre", {"single-deletion", "peo", "mitochondrial-myopathy", "myopathy"}),
    ("fbxl4", {"mtdna-depletion"}),
    ("mtdna-deletion-myopathy", {"mtdna-deletions", "myopathy"}),
    ("tk2d", {"mtdna-depletion", "mitochondrial-myopathy"}),
    ("merrf", {"mtdna-variant", "myoclonus"}),
]


@pytest.mark.parametrize(("condition", "implied"), IMPLIED)
def test_what_a_condition_of_the_list_implies(condition: str, implied: set[str]) -> None:
    """A condition of the list is a kind of each of these."""
    assert implied <= PACKAGED.parents.closure({condition})


def test_phenotypes_never_tell_the_gene() -> None:
    """MELAS, PEO, MNGIE, Leigh and a deafness in the family leave POLG and carriers open."""
    known = Knowledge(
        Patient(has={"melas", "peo", "mngie", "leigh", "maternal-aminoglycoside-deafness"}),
        PACKAGED.parents,
    )
    for open_question in ("polg", "non-polg", "mt-rnr1", "mt-rnr1-maternal-relative", "lhon"):
        condition = _of(open_question)
        assert not known.excludes(condition)
        assert not known.confirms(condition)


def test_no_condition_excludes_what_it_implies() -> None:
    """The graph of the list contradicts itself for no single condition, and has no ring."""
    graph = PACKAGED.parents
    for condition in graph:
        assert frozenset() == graph.clashes(graph.closure({condition}))
        assert condition not in {up for above in graph[condition] for up in graph.up(above)}


def test_known_pairs_do_not_exclude_each_other() -> None:
    """Overlaps that the facts describe may stand in one record."""
    overlaps = ("melas", "merrf", "midd", "m-3243a-g", "m-8344a-g", "leigh", "polg", "mngie")
    for pair in combinations(overlaps, 2):
        assert frozenset() == Knowledge(Patient(has=set(pair)), PACKAGED.parents).clash


def test_a_graph_is_made_of_terms() -> None:
    """What the terms say of each other is what the graph holds."""
    made = Graph.of({term.id: term for term in PACKAGED.terms("conditions")})
    assert dict(PACKAGED.parents) == dict(made)
    assert ("polg",) == made.settled_by[TermId("polg-suspected")]
    assert "mt-rnr1-normal" in made.excludes
