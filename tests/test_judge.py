"""The judging rule, step by step: its table of cases, and what holds for any statements."""

from __future__ import annotations

import itertools

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mitosafe.judge import (
    BY_EVIDENCE,
    BY_VERDICT,
    ConditionalLevel,
    Judgement,
    Superseded,
    condition_of,
    is_before,
    judge,
    level_of,
    retires,
    reviews_behind,
    takes_back,
)
from mitosafe.model import (
    Condition,
    Evidence,
    Level,
    Outcome,
    Patient,
    ReadExtent,
    Review,
    SourceId,
    SourceRank,
    Statement,
    TermId,
    Verdict,
)
from tests.strategies import (
    CIRCUMSTANCES,
    DATES,
    PARENTS,
    SOURCES,
    knowledge,
    lists_of_statements,
    patients,
    statement,
)

NOBODY = Patient()
VARIANT, SYNDROME, WEAKNESS = TermId("variant"), TermId("syndrome"), TermId("weakness")
PROLONGED = TermId("prolonged")


def judged(said: list[Statement], patient: Patient = NOBODY) -> Judgement:
    """Judge statements with the invented sources and conditions."""
    return judge(said, SOURCES, knowledge(patient))


def height(level: Level | None) -> int:
    """Return a level as a number, none being lowest."""
    return 0 if level is None else 1 + list(Level).index(level)


# Step 3: the level of one statement

#: Verdict by evidence, as the page on the rule shows it; the last column is for a page.
TABLE = [
    (Verdict.CONTRAINDICATED, ("red", "orange", "orange", "yellow", "yellow")),
    (Verdict.AVOID, ("red", "orange", "orange", "yellow", "yellow")),
    (Verdict.AVOID_IF_POSSIBLE, ("orange", "orange", "orange", "yellow", "yellow")),
    (Verdict.CAUTION, ("orange", "orange", "orange", "yellow", "yellow")),
    (Verdict.MONITOR, ("yellow", "yellow", "yellow", "yellow", "yellow")),
    (Verdict.MAY_AFFECT, ("yellow", "yellow", "yellow", "yellow", "yellow")),
    (Verdict.NOT_CONTRAINDICATED, (None, None, None, None, None)),
    (Verdict.ACCEPTABLE, (None, None, None, None, None)),
]
STRONGEST_FIRST = (
    Evidence.PROFOUND,
    Evidence.CONSENSUS,
    Evidence.CASE_REPORTS,
    Evidence.EXPERIMENTAL,
)


@pytest.mark.parametrize("row", TABLE, ids=[row[0].value for row in TABLE])
def test_a_level_is_the_lower_of_its_caps(row: tuple[Verdict, tuple[str | None, ...]]) -> None:
    """Every verdict with every kind of evidence gives the level of the table."""
    verdict, (*levels, of_page) = row
    whole, page = SOURCES[SourceId("authority-whole")], SOURCES[SourceId("page-whole")]
    got = [
        level_of(statement(verdict=verdict, evidence=evidence), whole)
        for evidence in STRONGEST_FIRST
    ]
    assert levels == [level and level.value for level in got]
    profound = level_of(statement(verdict=verdict, evidence=Evidence.PROFOUND), page)
    assert of_page == (profound and profound.value)


def test_every_verdict_and_evidence_has_a_cap() -> None:
    """No verdict and no kind of evidence is without a rule, and only acceptances have no level."""
    assert set(Verdict) == set(BY_VERDICT)
    assert set(Evidence) == set(BY_EVIDENCE)
    assert {v for v in Verdict if not v.warns} == {v for v, cap in BY_VERDICT.items() if not cap}


@given(lists_of_statements(min_size=1))
def test_a_page_gives_yellow_at_most(said: list[Statement]) -> None:
    """What only pages say never gives more than yellow, whatever they say."""
    pages = [attrs.evolve(s, source=SourceId("page-whole")) for s in said]
    assert judged(pages).level in (None, Level.YELLOW)


# Step 2: what retires what

OLD = statement(1, verdict=Verdict.AVOID, stated="2016")
NEW = statement(2, verdict=Verdict.ACCEPTABLE, stated="2024")


def test_a_newer_acceptance_retires_a_warning() -> None:
    """The older statement is set aside, stays visible, and names what set it aside."""
    got = judged([OLD, NEW])
    assert (Outcome.ACCEPTABLE, None) == (got.outcome, got.level)
    assert (NEW,) == got.statements
    assert (Superseded(statement=OLD, by=NEW),) == got.retired
    assert () == got.contested_in


@pytest.mark.parametrize(
    "newer",
    [
        attrs.evolve(NEW, population=VARIANT),
        attrs.evolve(NEW, circumstance=PROLONGED),
        attrs.evolve(NEW, source=SourceId("chapter-whole")),
        attrs.evolve(NEW, source=SourceId("authority-abstract")),
        attrs.evolve(NEW, source=SourceId("authority-second-hand")),
        attrs.evolve(NEW, stated="2016-07"),
        attrs.evolve(NEW, stated="2015"),
        attrs.evolve(NEW, stated=None),
        attrs.evolve(NEW, verdict=Verdict.CONTRAINDICATED),
        attrs.evolve(NEW, verdict=Verdict.MAY_AFFECT),
    ],
    ids=[
        "other people",
        "other use",
        "lower rank",
        "abstract",
        "second-hand",
        "the date covers it",
        "older",
        "undated",
        "confirms",
        "no advice",
    ],
)
def test_what_retires_nothing(newer: Statement) -> None:
    """Each condition of step 2 is needed: without it, the older warning stands."""
    assert not retires(newer, OLD, SOURCES)
    assert OLD in judged([OLD, newer]).statements


@pytest.mark.parametrize("read", [ReadExtent.WHOLE, ReadExtent.PART])
@pytest.mark.parametrize("rank", SourceRank)
def test_an_equal_rank_read_in_part_is_enough(rank: SourceRank, read: ReadExtent) -> None:
    """A source of the same rank, of which at least a part was read, sets an older one aside."""
    older = attrs.evolve(OLD, source=SourceId(f"{rank.value}-second-hand"))
    newer = attrs.evolve(NEW, source=SourceId(f"{rank.value}-{read.value}"))
    assert retires(newer, older, SOURCES)


def test_the_highest_ranking_and_then_the_newest_is_named() -> None:
    """Of several that set a statement aside, the one is named that weighs most."""
    old = attrs.evolve(OLD, source=SourceId("page-whole"))
    study = statement(3, verdict=Verdict.ACCEPTABLE, source=SourceId("study-whole"), stated="2025")
    first = statement(5, verdict=Verdict.ACCEPTABLE, stated="2023")
    newest = statement(4, verdict=Verdict.ACCEPTABLE, stated="2024")
    got = judged([old, study, first, newest])
    assert (Superseded(statement=old, by=newest),) == got.retired


#: Newer verdicts (rows) that take an older one (columns) back, as the page shows it.
TAKES_BACK = {
    Verdict.CONTRAINDICATED: {Verdict.NOT_CONTRAINDICATED, Verdict.ACCEPTABLE},
    Verdict.AVOID: {Verdict.NOT_CONTRAINDICATED, Verdict.ACCEPTABLE},
    Verdict.AVOID_IF_POSSIBLE: {
        Verdict.CONTRAINDICATED,
        Verdict.AVOID,
        Verdict.NOT_CONTRAINDICATED,
        Verdict.ACCEPTABLE,
    },
    Verdict.CAUTION: {
        Verdict.CONTRAINDICATED,
        Verdict.AVOID,
        Verdict.NOT_CONTRAINDICATED,
        Verdict.ACCEPTABLE,
    },
    Verdict.MONITOR: {
        Verdict.CONTRAINDICATED,
        Verdict.AVOID,
        Verdict.AVOID_IF_POSSIBLE,
        Verdict.CAUTION,
        Verdict.NOT_CONTRAINDICATED,
        Verdict.ACCEPTABLE,
    },
    Verdict.MAY_AFFECT: {Verdict.NOT_CONTRAINDICATED, Verdict.ACCEPTABLE},
    Verdict.NOT_CONTRAINDICATED: {v for v in Verdict if v.warns},
    Verdict.ACCEPTABLE: {v for v in Verdict if v.warns},
}


@pytest.mark.parametrize("newer", Verdict, ids=lambda v: v.value)
def test_what_takes_back_what(newer: Verdict) -> None:
    """Each pair of verdicts is as the table says."""
    assert TAKES_BACK[newer] == {older for older in Verdict if takes_back(newer, older)}


@given(st.sampled_from(Verdict), st.sampled_from(Verdict))
def test_confirming_never_takes_back(newer: Verdict, older: Verdict) -> None:
    """Who says the same, or warns of more, takes no warning back."""
    before, after = height(BY_VERDICT[older]), height(BY_VERDICT[newer])
    if older.warns and after >= before:
        assert not takes_back(newer, older)
    assert not takes_back(older, older)


#: A date, another, and whether the first is certainly the earlier.
BEFORE = [
    ("2016", "2017", True),
    ("2017", "2016", False),
    ("2016", "2016", False),
    ("2016", "2016-02", False),
    ("2016-02", "2016", False),
    ("2016-02", "2016-03-01", True),
    ("2016-02-07", "2016-02-08", True),
    ("2016-12-31", "2017", True),
    (None, "2024", False),
    ("2010", None, False),
    (None, None, False),
]


@pytest.mark.parametrize(("first", "second", "expected"), BEFORE)
def test_before(first: str | None, second: str | None, expected: bool) -> None:
    """A date that covers another, or is not known, is not before it."""
    assert expected is is_before(first, second)


# Steps 4 and 5: conditions, and what is known of the patient

GENERAL = statement(1, verdict=Verdict.CAUTION)
IN_VARIANT = statement(
    2, verdict=Verdict.CONTRAINDICATED, evidence=Evidence.PROFOUND, population=VARIANT
)
IN_WEAKNESS = statement(3, verdict=Verdict.MONITOR, population=WEAKNESS)
WHEN_PROLONGED = statement(4, verdict=Verdict.AVOID, circumstance=PROLONGED)


def test_conditions_and_otherwise() -> None:
    """The level is the worst that could apply; conditions are given, the worst first."""
    got = judged([WHEN_PROLONGED, IN_WEAKNESS, IN_VARIANT, GENERAL])
    conditions = [(c.condition, c.level, c.confirmed) for c in got.conditions]
    assert [
        (Condition(population=VARIANT), Level.RED, False),
        (Condition(circumstance=PROLONGED), Level.ORANGE, False),
        (Condition(population=WEAKNESS), Level.YELLOW, False),
    ] == conditions
    assert (Outcome.LISTED, Level.RED, Level.ORANGE) == (got.outcome, got.level, got.otherwise)


#: What is known of the patient, the level, and the level otherwise.
KNOWN: list[tuple[Patient, Level | None, Level | None]] = [
    (NOBODY, Level.RED, None),
    (Patient(has={"variant"}), Level.RED, Level.RED),
    (Patient(has={"syndrome"}), Level.RED, None),
    (Patient(has={"weakness"}), Level.RED, Level.YELLOW),
    (Patient(lacks={"variant"}), Level.ORANGE, None),
    (Patient(lacks={"syndrome"}), Level.ORANGE, None),
    (Patient(lacks={"syndrome", "prolonged"}), Level.YELLOW, None),
    (Patient(lacks={"syndrome"}, has={"prolonged"}), Level.ORANGE, Level.ORANGE),
    (Patient(lacks={"syndrome", "prolonged", "weakness"}), None, None),
]


@pytest.mark.parametrize(("patient", "level", "otherwise"), KNOWN)
def test_what_is_known_of_the_patient(
    patient: Patient, level: Level | None, otherwise: Level | None
) -> None:
    """What is lacked removes, what is had confirms, and what is not known stays a condition."""
    got = judged([IN_VARIANT, IN_WEAKNESS, WHEN_PROLONGED], patient)
    assert (level, otherwise) == (got.level, got.otherwise)
    assert {IN_VARIANT, IN_WEAKNESS, WHEN_PROLONGED} == {*got.statements, *got.removed}


def test_a_use_must_be_known_for_a_level_to_be_confirmed() -> None:
    """Who has the disease but of whom the use is not known meets a condition only perhaps."""
    said = statement(1, population=VARIANT, circumstance=PROLONGED)
    [condition] = judged([said], Patient(has={"variant"})).conditions
    assert not condition.confirmed
    [condition] = judged([said], Patient(has={"variant", "prolonged"})).conditions
    assert condition.confirmed


def test_any_use_comes_before_a_use() -> None:
    """Of levels that are equal for the same people, the one in any use is given first."""
    uses = [TermId("2-weeks"), None, TermId("prolonged")]
    said = [statement(n, population=VARIANT, circumstance=use) for n, use in enumerate(uses)]
    got = [c.condition.circumstance for c in judged(said).conditions]
    assert [None, "2-weeks", "prolonged"] == got


def test_worst_of_one_condition() -> None:
    """Where several statements speak of one condition, the worst counts, in any order."""
    mild, grave = statement(1, verdict=Verdict.MONITOR), statement(2, verdict=Verdict.AVOID)
    assert Level.ORANGE is judged([mild, grave]).level
    assert Level.ORANGE is judged([attrs.evolve(grave, id="inventol.0"), mild]).level


def test_contradiction_of_a_patient() -> None:
    """Having a narrower condition and lacking the wider one is seen as a contradiction."""
    contradictory = knowledge(Patient(has={"variant"}, lacks={"syndrome"}))
    assert frozenset({"syndrome"}) == contradictory.contradiction
    assert frozenset() == knowledge(Patient(has={"syndrome"}, lacks={"variant"})).contradiction


# Step 6: disagreement

HEARSAY = statement(
    9, verdict=Verdict.ACCEPTABLE, source=SourceId("authority-second-hand"), stated="2024"
)


def test_contested() -> None:
    """A warning and an acceptance of the same people and use, both standing, are contested."""
    got = judged([GENERAL, HEARSAY])
    assert (Outcome.LISTED, Level.ORANGE) == (got.outcome, got.level)
    assert (Condition(),) == got.contested_in == got.accepted


def test_a_wider_acceptance_contests_no_narrower_warning() -> None:
    """What is accepted of everybody and warned of in few is a condition, not a disagreement."""
    got = judged([IN_VARIANT, HEARSAY])
    assert ((), (Condition(),), None) == (got.contested_in, got.accepted, got.otherwise)


def test_nothing_said() -> None:
    """Where nothing is said, or nothing that applies, it is not assessed, never acceptable."""
    nothing = judged([])
    assert (Outcome.NOT_ASSESSED, None, ()) == (nothing.outcome, nothing.level, nothing.statements)
    only_few = judged([IN_VARIANT], Patient(lacks={"variant"}))
    assert (Outcome.NOT_ASSESSED, (IN_VARIANT,)) == (only_few.outcome, only_few.removed)


# What holds for any statements


@given(lists_of_statements(), patients(), st.randoms())
def test_order_never_matters(said: list[Statement], patient: Patient, random: object) -> None:
    """The same statements in any order give the same judgement."""
    shuffled = list(said)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert judged(said, patient) == judged(shuffled, patient)


@given(lists_of_statements(), patients())
def test_nothing_is_lost(said: list[Statement], patient: Patient) -> None:
    """Every statement decides, is retired, or does not apply: one of the three, once."""
    got = judged(said, patient)
    parts = [*got.statements, *(r.statement for r in got.retired), *got.removed]
    assert sorted(s.id for s in said) == sorted(s.id for s in parts)


@given(lists_of_statements(), patients(), st.data())
def test_less_knowledge_never_lowers_the_level(
    said: list[Statement], patient: Patient, data: st.DataObject
) -> None:
    """Forgetting something known of the patient never makes the level lower."""
    kept_has = data.draw(st.frozensets(st.sampled_from(sorted(patient.has)))) if patient.has else ()
    kept_lacks = (
        data.draw(st.frozensets(st.sampled_from(sorted(patient.lacks)))) if patient.lacks else ()
    )
    less = judged(said, Patient(has=kept_has, lacks=kept_lacks))
    assert height(less.level) >= height(judged(said, patient).level)


@given(lists_of_statements(), patients())
def test_the_level_is_the_worst_that_could_apply(said: list[Statement], patient: Patient) -> None:
    """The level is the worst of the conditions and of what holds otherwise, neither missing."""
    got = judged(said, patient)
    levels = [height(c.level) for c in got.conditions] + [height(got.otherwise)]
    general = [s for s in got.statements if condition_of(s).general]
    levels += [height(level_of(s, SOURCES[s.source])) for s in general]
    assert max(levels) == height(got.level)
    assert sorted(levels[: len(got.conditions)], reverse=True) == levels[: len(got.conditions)]


@given(lists_of_statements())
def test_who_may_retire(said: list[Statement]) -> None:
    """What retires is dated, read enough, of the same people and use, and takes back."""
    for pair in judged(said).retired:
        old, new = pair.statement, pair.by
        assert SOURCES[new.source].read in (ReadExtent.WHOLE, ReadExtent.PART)
        assert old.stated is not None
        assert new.stated is not None
        assert old.stated < new.stated
        assert condition_of(old) == condition_of(new)
        assert takes_back(new.verdict, old.verdict)
        assert SOURCES[new.source].rank >= SOURCES[old.source].rank


@given(lists_of_statements(), st.sampled_from(Verdict), st.sampled_from(DATES))
def test_a_wider_statement_retires_no_narrower_one(
    said: list[Statement], verdict: Verdict, stated: str | None
) -> None:
    """Whatever is newly said of everybody, what is said of fewer stands as it stood."""
    newest = statement(99, verdict=verdict, stated=stated)
    before = {s.id for s in judged(said).statements if not condition_of(s).general}
    after = {s.id for s in judged([*said, newest]).statements if not condition_of(s).general}
    assert before == after


@given(lists_of_statements(), st.sampled_from([ReadExtent.ABSTRACT, ReadExtent.SECOND_HAND]))
def test_hearsay_lowers_nothing(said: list[Statement], read: ReadExtent) -> None:
    """A source read second-hand or in its abstract sets nothing aside and lowers no level."""
    heard = statement(
        99,
        verdict=Verdict.ACCEPTABLE,
        source=SourceId(f"authority-{read.value}"),
        stated="2026-11",
    )
    before, after = judged(said), judged([*said, heard])
    assert before.retired == tuple(r for r in after.retired if r.statement != heard)
    assert before.level == after.level


@given(lists_of_statements())
def test_an_undated_statement_is_outside_of_time(said: list[Statement]) -> None:
    """What has no date is never retired and retires nothing."""
    undated = [attrs.evolve(s, stated=None) for s in said]
    assert () == judged(undated).retired


@given(lists_of_statements(), st.sampled_from(sorted(PARENTS)), st.sampled_from(CIRCUMSTANCES))
def test_a_warning_without_rival_gives_its_level(
    said: list[Statement], population: TermId, circumstance: str
) -> None:
    """A newest warning of the highest rank, of any people and use, is never without effect."""
    warning = statement(
        99,
        verdict=Verdict.AVOID,
        evidence=Evidence.PROFOUND,
        population=population,
        circumstance=TermId(circumstance),
        stated="2026-11",
    )
    got = judged([*said, warning])
    red = ConditionalLevel(condition=condition_of(warning), level=Level.RED, confirmed=False)
    assert Level.RED is got.level
    assert red in got.conditions


def test_every_pair_of_conditions_is_drawn() -> None:
    """The invented tree has pairs that are the same, wider, narrower and beside each other."""
    sorts = set()
    for one, two in itertools.product(PARENTS, repeat=2):
        known = knowledge(Patient(has={one} - {"any-pmd"}))
        wider = known.confirms(Condition(population=two))
        sorts.add((one == two, wider))
    assert {(True, True), (False, True), (False, False)} == sorts


def test_what_stands_behind_several_judgements_is_reviewed_when_all_of_it_is() -> None:
    """One statement without a review, even one set aside, and none of it counts as reviewed."""
    first = Review(by="neurologist, a hospital", date="2026-12-01")
    second = Review(by="pharmacist, a clinic", date="2026-12-02")
    one = judged([statement(1, reviewed=second)])
    two = judged([statement(2, reviewed=first), statement(3, stated="2010", reviewed=second)])
    assert (first, second) == reviews_behind([one, two])
    assert () == reviews_behind([one, judged([statement(4)])])
    assert () == reviews_behind([])
