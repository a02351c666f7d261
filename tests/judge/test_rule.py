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
    Disputed,
    Judgement,
    Knowledge,
    Superseded,
    condition_of,
    is_before,
    judge,
    level_of,
    retires,
    reviews_behind,
)
from mitosafe.model import (
    SYSTEMIC,
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
    GRAPH,
    PARENTS,
    SOURCES,
    knowledge,
    lists_of_statements,
    one_more,
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


# Step 4: the level of one statement

#: Verdict by evidence, as the page on the rule shows it; the last column is for a page.
TABLE = [
    (Verdict.CONTRAINDICATED, ("red", "orange", "orange", "yellow", "yellow")),
    (Verdict.AVOID, ("red", "orange", "orange", "yellow", "yellow")),
    (Verdict.AVOID_UNLESS_NO_ALTERNATIVE, ("red", "orange", "orange", "yellow", "yellow")),
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
    whole, page = SOURCES[SourceId("chapter-whole")], SOURCES[SourceId("page-whole")]
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


@pytest.mark.parametrize("evidence", Evidence)
def test_what_an_authority_contraindicates_is_red(evidence: Evidence) -> None:
    """A contraindication by an authority is red whatever it rests on; "avoid" is not."""
    said = statement(verdict=Verdict.CONTRAINDICATED, evidence=evidence)
    assert Level.RED is level_of(said, SOURCES[SourceId("authority-second-hand")])
    avoid = attrs.evolve(said, verdict=Verdict.AVOID)
    assert min(Level.RED, BY_EVIDENCE[evidence]) is level_of(avoid, SOURCES[avoid.source])


@given(lists_of_statements(min_size=1))
def test_a_page_gives_yellow_at_most(said: list[Statement]) -> None:
    """What only pages say never gives more than yellow, whatever they say."""
    pages = [attrs.evolve(s, source=SourceId("page-whole")) for s in said]
    assert judged(pages).worst in (None, Level.YELLOW)


# Step 2: what retires what

OLD = statement(1, verdict=Verdict.AVOID, stated="2016")
NEW = statement(2, verdict=Verdict.ACCEPTABLE, stated="2024")


def test_a_newer_acceptance_retires_a_warning() -> None:
    """The older statement is set aside, stays visible, and names what set it aside."""
    got = judged([OLD, NEW])
    assert (Outcome.ACCEPTABLE, None, None) == (got.outcome, got.level, got.worst)
    assert (NEW,) == got.statements
    assert (Superseded(statement=OLD, by=NEW),) == got.retired
    assert () == got.contested_in == got.disputed


@pytest.mark.parametrize(
    "newer",
    [
        attrs.evolve(NEW, population=VARIANT),
        attrs.evolve(NEW, circumstance=PROLONGED),
        attrs.evolve(NEW, source=SourceId("chapter-whole")),
        attrs.evolve(NEW, source=SourceId("authority-abstract")),
        attrs.evolve(NEW, source=SourceId("authority-second-hand")),
        attrs.evolve(NEW, read=ReadExtent.ABSTRACT),
        attrs.evolve(NEW, stated="2016-07"),
        attrs.evolve(NEW, stated="2015"),
        attrs.evolve(NEW, stated=None),
        *(attrs.evolve(NEW, verdict=verdict) for verdict in Verdict if verdict.warns),
    ],
    ids=lambda newer: f"{newer.verdict.value} {newer.source} {newer.stated}",
)
def test_what_retires_nothing(newer: Statement) -> None:
    """Each condition of step 2 is needed, and no warning retires a warning."""
    assert not retires(newer, OLD, SOURCES)
    assert OLD in judged([OLD, newer]).statements


def test_a_dated_source_of_higher_rank_retires_what_has_no_date() -> None:
    """What has no date is older than nothing, unless what is said ranks higher and has one."""
    undated = attrs.evolve(OLD, stated=None, source=SourceId("study-whole"))
    assert retires(NEW, undated, SOURCES)
    assert not retires(attrs.evolve(NEW, stated=None), undated, SOURCES)
    assert not retires(attrs.evolve(NEW, source=SourceId("study-part")), undated, SOURCES)


@pytest.mark.parametrize("reading", [ReadExtent.ABSTRACT, ReadExtent.SECOND_HAND])
def test_what_was_not_read_retires_only_what_was_not_read_either(reading: ReadExtent) -> None:
    """Hearsay of a higher rank retires hearsay of a lower one, and nothing else."""
    heard = attrs.evolve(NEW, read=reading)
    low = attrs.evolve(OLD, source=SourceId("study-abstract"))
    assert retires(heard, low, SOURCES)
    assert not retires(heard, attrs.evolve(low, read=ReadExtent.PART), SOURCES)
    assert not retires(heard, attrs.evolve(OLD, source=SourceId("authority-abstract")), SOURCES)


REPLACED = attrs.evolve(OLD, verdict=Verdict.MONITOR)
REPLACING = attrs.evolve(
    NEW, verdict=Verdict.AVOID, source=SourceId("authority-new"), stated="2024"
)


def test_a_document_replaces_the_one_that_it_updates() -> None:
    """A warning replaces an acceptance, an acceptance a warning, a graver warning a milder one."""
    accepted = attrs.evolve(OLD, verdict=Verdict.ACCEPTABLE)
    assert retires(REPLACING, accepted, SOURCES)
    assert retires(REPLACING, REPLACED, SOURCES)
    older = attrs.evolve(NEW, source=SourceId("authority-new"), stated=None)
    assert retires(older, OLD, SOURCES)
    assert not retires(older, accepted, SOURCES)
    got = judged([accepted, REPLACING])
    assert (Level.ORANGE, (REPLACING,)) == (got.level, got.statements)
    assert (Superseded(statement=accepted, by=REPLACING),) == got.retired


@pytest.mark.parametrize(
    "lesser",
    [
        attrs.evolve(REPLACING, verdict=Verdict.MAY_AFFECT),
        attrs.evolve(REPLACING, evidence=Evidence.CASE_REPORTS),
        attrs.evolve(REPLACING, stated=None),
        attrs.evolve(REPLACING, source=SourceId("study-new")),
    ],
    ids=["milder", "weaker evidence", "no date", "lower rank"],
)
def test_a_lesser_warning_replaces_no_warning(lesser: Statement) -> None:
    """A document that updates another takes no warning back by saying less."""
    replaced = attrs.evolve(REPLACED, source=SourceId("authority-part"))
    if lesser.source == "authority-new":
        replaced = REPLACED
    assert not retires(lesser, replaced, SOURCES)


def test_what_was_taken_back_takes_nothing_back() -> None:
    """An acceptance that its own body withdrew no longer sets an older warning aside."""
    oldest = attrs.evolve(OLD, id="inventol.0", stated="2010", source=SourceId("study-whole"))
    accepted = attrs.evolve(OLD, verdict=Verdict.ACCEPTABLE)
    assert oldest not in judged([oldest, accepted]).statements
    assert oldest in judged([oldest, accepted, REPLACING]).statements


def test_a_warning_that_was_accepted_since_replaces_no_warning() -> None:
    """What an acceptance took back does not hide what stood before it."""
    accepting = attrs.evolve(
        NEW, id="inventol.3", source=SourceId("authority-part"), stated="2025", read=ReadExtent.PART
    )
    graver = attrs.evolve(REPLACED, stated="2016", source=SourceId("authority-abstract"))
    pairs = {r.statement.id: r.by.id for r in judged([graver, REPLACING, accepting]).retired}
    assert {graver.id: accepting.id, REPLACING.id: accepting.id} == pairs


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


# Step 3: who decides

WEAK = statement(5, verdict=Verdict.AVOID_IF_POSSIBLE, source=SourceId("study-whole"), stated=None)
STRONG = statement(6, verdict=Verdict.ACCEPTABLE, stated=None)


def test_a_higher_rank_with_evidence_no_weaker_decides() -> None:
    """The weaker statement stays in the answer, as one that disputes it, and decides nothing."""
    got = judged([WEAK, STRONG])
    assert (Outcome.ACCEPTABLE, None, None) == (got.outcome, got.level, got.worst)
    assert (Disputed(statement=WEAK, by=STRONG),) == got.disputed
    assert ((WEAK,), (), (STRONG,)) == (got.disputed_by, got.contested_in, got.statements)


def test_a_stronger_warning_overrules_an_acceptance() -> None:
    """The same the other way round: an aside in a review accepts nothing that is warned of."""
    accepted = attrs.evolve(WEAK, verdict=Verdict.ACCEPTABLE)
    warned = attrs.evolve(STRONG, verdict=Verdict.CAUTION)
    got = judged([accepted, warned])
    assert (Level.ORANGE, (), (accepted,)) == (got.level, got.accepted, got.disputed_by)


@pytest.mark.parametrize(
    "equal",
    [
        attrs.evolve(STRONG, source=SourceId("study-part")),
        attrs.evolve(STRONG, evidence=Evidence.EXPERIMENTAL),
        attrs.evolve(STRONG, read=ReadExtent.ABSTRACT),
    ],
    ids=["same rank", "weaker evidence", "not read"],
)
def test_otherwise_it_is_contested(equal: Statement) -> None:
    """Without a higher rank, evidence as good and a reading as good, the two sides stand."""
    got = judged([WEAK, equal])
    assert (Level.ORANGE, (Condition(),), ()) == (got.level, got.contested_in, got.disputed)


def test_what_is_overruled_overrules_nothing() -> None:
    """A chapter that a guideline overrules does not overrule a study against it."""
    chapter = attrs.evolve(STRONG, id="inventol.7", source=SourceId("chapter-whole"))
    guideline = attrs.evolve(STRONG, verdict=Verdict.MONITOR)
    got = judged([WEAK, chapter, guideline])
    assert (Level.ORANGE, (chapter,)) == (got.level, got.disputed_by)


def test_a_dispute_elsewhere_says_nothing_here() -> None:
    """What is disputed of some people is no dispute where the patient is not one of them."""
    few = [attrs.evolve(s, population=VARIANT) for s in (WEAK, STRONG)]
    general = statement(1, verdict=Verdict.CAUTION)
    assert () == judged([*few, general]).disputed_by
    assert (few[0],) == judged([*few, general], Patient(has={"variant"})).disputed_by


def test_a_disagreement_elsewhere_says_nothing_here() -> None:
    """Contested is where the patient stands, and only if the level comes from there alone."""
    equal = attrs.evolve(STRONG, source=SourceId("study-part"))
    few = [attrs.evolve(s, population=VARIANT) for s in (WEAK, equal)]
    assert () == judged(few).contested_in
    assert (Condition(population=VARIANT),) == judged(few, Patient(has={"variant"})).contested_in
    plain = statement(1, verdict=Verdict.CAUTION)
    assert () == judged([*few, plain], Patient(has={"variant"})).contested_in
    assert plain == judged([*few, plain], Patient(has={"variant"})).advice.statement  # type: ignore[union-attr]


# Steps 5 to 7: conditions, and what is known of the patient

GENERAL = statement(1, verdict=Verdict.CAUTION)
IN_VARIANT = statement(
    2, verdict=Verdict.CONTRAINDICATED, evidence=Evidence.PROFOUND, population=VARIANT
)
IN_WEAKNESS = statement(3, verdict=Verdict.MONITOR, population=WEAKNESS)
WHEN_PROLONGED = statement(4, verdict=Verdict.AVOID, circumstance=PROLONGED)


def test_what_holds_and_what_could() -> None:
    """The level is what holds; what could be worse is a question, the worst first."""
    got = judged([WHEN_PROLONGED, IN_WEAKNESS, IN_VARIANT, GENERAL])
    conditions = [(c.condition, c.level, c.confirmed) for c in got.conditions]
    assert [(Condition(population=VARIANT), Level.RED, False)] == conditions
    assert (Outcome.LISTED, Level.ORANGE, Level.RED) == (got.outcome, got.level, got.worst)
    assert got.conditions == got.questions


def test_a_condition_that_adds_nothing_is_not_shown() -> None:
    """A condition is at least as severe as the wider ones; where it is no worse it is silent."""
    wide = statement(1, verdict=Verdict.CAUTION, population=SYNDROME)
    narrow = statement(2, verdict=Verdict.AVOID, population=VARIANT)
    in_use = statement(3, verdict=Verdict.CAUTION, population=VARIANT, circumstance=PROLONGED)
    got = judged([wide, narrow, in_use])
    assert [Condition(population=SYNDROME)] == [c.condition for c in got.conditions]
    red = attrs.evolve(narrow, evidence=Evidence.PROFOUND)
    got = judged([wide, red, in_use])
    assert [VARIANT, SYNDROME] == [c.condition.population for c in got.conditions]


#: What is known of the patient, the level that holds, and the worst that could apply.
KNOWN: list[tuple[Patient, Level | None, Level | None]] = [
    (NOBODY, None, Level.RED),
    (Patient(has={"variant"}), Level.RED, Level.RED),
    (Patient(has={"syndrome"}), None, Level.RED),
    (Patient(has={"weakness"}), Level.YELLOW, Level.RED),
    (Patient(lacks={"variant"}), None, Level.ORANGE),
    (Patient(lacks={"syndrome"}), None, Level.ORANGE),
    (Patient(lacks={"syndrome", "prolonged"}), None, Level.YELLOW),
    (Patient(lacks={"syndrome"}, has={"prolonged"}), Level.ORANGE, Level.ORANGE),
    (Patient(lacks={"syndrome", "prolonged", "weakness"}), None, None),
]


@pytest.mark.parametrize(("patient", "level", "worst"), KNOWN)
def test_what_is_known_of_the_patient(
    patient: Patient, level: Level | None, worst: Level | None
) -> None:
    """What is lacked removes, what is had confirms, and what is not known stays a question."""
    got = judged([IN_VARIANT, IN_WEAKNESS, WHEN_PROLONGED], patient)
    assert (level, worst) == (got.level, got.worst)
    assert {IN_VARIANT, IN_WEAKNESS, WHEN_PROLONGED} == {*got.statements, *got.removed}


def test_a_use_must_be_known_for_a_level_to_be_confirmed() -> None:
    """Who has the disease but of whom the use is not known meets a condition only perhaps."""
    said = statement(1, population=VARIANT, circumstance=PROLONGED)
    [condition] = judged([said], Patient(has={"variant"})).conditions
    assert not condition.confirmed
    [condition] = judged([said], Patient(has={"variant", "prolonged"})).conditions
    assert condition.confirmed


def test_what_asks_the_same_is_asked_once() -> None:
    """Where the people are known, two conditions of one use are one question: the worse one."""
    grave = attrs.evolve(IN_VARIANT, circumstance=PROLONGED)
    other = statement(5, population=WEAKNESS, circumstance=PROLONGED)
    unknown = judged([grave, other])
    assert [VARIANT, WEAKNESS] == [q.condition.population for q in unknown.questions]
    known = judged([grave, other], Patient(has={"variant", "weakness"}))
    assert [VARIANT] == [q.condition.population for q in known.questions]


def test_a_confirmed_disease_is_not_suspected() -> None:
    """What excludes another settles it; what was said of the patient stays said."""
    suspected = attrs.evolve(IN_VARIANT, population=TermId("suspected"))
    assert Level.RED is judged([suspected]).worst
    assert None is judged([suspected], Patient(has={"variant"})).worst
    both = judged([suspected], Patient(has={"variant", "suspected"}))
    assert Level.RED is both.level


def test_a_known_use_excludes_another() -> None:
    """A use that is known from the entry settles the uses that cannot be along with it."""
    topical = attrs.evolve(WHEN_PROLONGED, circumstance=TermId("topical"))
    known = Knowledge(NOBODY, GRAPH, {"prolonged"})
    assert (topical,) == judge([topical], SOURCES, known).removed
    patient = Knowledge(Patient(lacks={"prolonged"}), GRAPH, {"prolonged"})
    assert (topical,) == judge([topical], SOURCES, patient).statements


def test_systemic_use_is_meant_unless_a_local_one_is_known() -> None:
    """What is said of systemic use holds where no use is known, and not of eye drops."""
    systemic = attrs.evolve(GENERAL, circumstance=SYSTEMIC)
    graph = attrs.evolve(GRAPH, excludes={TermId("topical"): (SYSTEMIC,)})
    nothing = judge([systemic], SOURCES, Knowledge(NOBODY, graph))
    everybody = judge([GENERAL], SOURCES, Knowledge(NOBODY, graph))
    assert (nothing.level, nothing.conditions) == (everybody.level, everybody.conditions)
    drops = judge([systemic], SOURCES, Knowledge(NOBODY, graph, {"topical"}))
    assert ((systemic,), None) == (drops.removed, drops.worst)


LEAVE = statement(
    8, verdict=Verdict.ACCEPTABLE, population=VARIANT, circumstance=PROLONGED, stated=None
)
KNOWN_USE = Patient(has={"variant", "prolonged"})


def test_an_acceptance_of_exactly_the_known_use_beats_the_wider_warnings() -> None:
    """An eye drop that a source accepts is no infusion; what warns of any use gives way."""
    got = judged([LEAVE, IN_VARIANT, GENERAL], KNOWN_USE)
    assert (Outcome.ACCEPTABLE, None, None) == (got.outcome, got.level, got.worst)
    assert (GENERAL, IN_VARIANT) == got.removed
    assert LEAVE == got.advice.statement  # type: ignore[union-attr]
    of_use_only = judged([LEAVE, IN_VARIANT, GENERAL], Patient(has={"prolonged"}))
    assert ((IN_VARIANT,), Level.ORANGE) == (of_use_only.removed, of_use_only.worst)


@pytest.mark.parametrize(
    ("leave", "patient"),
    [
        (LEAVE, Patient(has={"variant"})),
        (attrs.evolve(LEAVE, population=SYNDROME), KNOWN_USE),
        (attrs.evolve(LEAVE, population=WEAKNESS), Patient(has={*KNOWN_USE.has, "weakness"})),
        (attrs.evolve(LEAVE, circumstance=None), KNOWN_USE),
        (attrs.evolve(LEAVE, source=SourceId("study-whole")), KNOWN_USE),
        (attrs.evolve(LEAVE, read=ReadExtent.SECOND_HAND), KNOWN_USE),
    ],
    ids=["unknown use", "wider people", "other people", "any use", "lower rank", "not read"],
)
def test_what_gives_no_leave(leave: Statement, patient: Patient) -> None:
    """Each condition of step 7 is needed: without it the warning holds."""
    assert Level.RED is judged([leave, IN_VARIANT], patient).level


def test_where_the_use_itself_is_warned_of_nothing_gives_way() -> None:
    """A contested use gives no leave, and a warning of that very use never gives way."""
    warned = attrs.evolve(IN_VARIANT, id="inventol.9", circumstance=PROLONGED, stated=None)
    assert Level.RED is judged([LEAVE, warned, IN_VARIANT], KNOWN_USE).level
    assert {IN_VARIANT, warned} <= {*judged([LEAVE, warned, IN_VARIANT], KNOWN_USE).statements}


def test_accepted_uses_are_part_of_the_headline() -> None:
    """What is accepted in a use is told where it is not accepted in every one."""
    in_use = statement(8, verdict=Verdict.ACCEPTABLE, circumstance=PROLONGED)
    got = judged([in_use, IN_VARIANT, attrs.evolve(LEAVE, id="inventol.9")])
    assert (Condition(circumstance=PROLONGED),) == got.accepted_when
    always = statement(10, verdict=Verdict.ACCEPTABLE)
    assert () == judged([in_use, always]).accepted_when


# The advice


def test_the_advice_is_that_of_the_strongest_statement_that_holds() -> None:
    """The verdict is the statement's own, not the colour's; what only could hold gives none."""
    unless = attrs.evolve(IN_VARIANT, verdict=Verdict.AVOID_UNLESS_NO_ALTERNATIVE)
    got = judged([unless, GENERAL, IN_WEAKNESS])
    assert GENERAL == got.advice.statement  # type: ignore[union-attr]
    advice = judged([unless, GENERAL, IN_WEAKNESS], Patient(has={"variant"})).advice
    assert advice is not None
    assert Verdict.AVOID_UNLESS_NO_ALTERNATIVE is advice.verdict
    assert (Evidence.PROFOUND, Condition(population=VARIANT)) == (advice.evidence, advice.condition)


def test_of_two_that_say_the_same_the_nearer_is_the_advice() -> None:
    """Where the same is said of everybody and of this patient's disease, the latter is told."""
    near = attrs.evolve(GENERAL, id="inventol.0", population=VARIANT)
    advice = judged([GENERAL, near], Patient(has={"variant"})).advice
    assert advice is not None
    assert near == advice.statement


def test_without_a_warning_the_advice_is_the_best_acceptance() -> None:
    """An acceptance is the advice only where nothing that holds warns."""
    low = attrs.evolve(STRONG, id="inventol.0", evidence=Evidence.CASE_REPORTS)
    got = judged([low, STRONG, IN_VARIANT])
    assert STRONG == got.advice.statement  # type: ignore[union-attr]
    assert None is judged([IN_VARIANT]).advice
    assert None is judged([]).advice


def test_the_best_supported_of_equal_levels_comes_first() -> None:
    """Of levels that are equal, better evidence and then more sources come first, then the name."""
    places = [TermId("weakness"), TermId("variant"), TermId("suspected")]
    said = [statement(n, population=place) for n, place in enumerate(places)]
    got = [c.condition.population for c in judged(said).conditions]
    assert ["suspected", "variant", "weakness"] == got
    more = statement(7, population=places[0], source=SourceId("authority-part"))
    poor = attrs.evolve(said[2], evidence=Evidence.CASE_REPORTS)
    got = [c.condition.population for c in judged([*said[:2], poor, more]).conditions]
    assert ["weakness", "variant", "suspected"] == got


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


# Nothing said


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
    """Every statement decides, disputes, is retired, or does not apply: one of them, once."""
    assert sorted(s.id for s in said) == sorted(s.id for s in judged(said, patient).considered)


@given(lists_of_statements(), patients(), one_more())
def test_an_acceptance_never_raises_and_a_warning_never_lowers(
    said: list[Statement], patient: Patient, more: Statement
) -> None:
    """Whoever says it, of whomever and whenever: a voice for a side never helps the other."""
    before, after = judged(said, patient), judged([*said, more], patient)
    for one, other in ((before.level, after.level), (before.worst, after.worst)):
        if more.verdict.warns:
            assert height(one) <= height(other)
        else:
            assert height(one) >= height(other)


@given(lists_of_statements(), patients())
def test_a_lesser_warning_never_retires_a_stronger(said: list[Statement], patient: Patient) -> None:
    """Where a warning is set aside by a warning, that one is as grave and gives as much."""
    for pair in judged(said, patient).retired:
        new, old = pair.by, pair.statement
        if new.verdict.warns and old.verdict.warns:
            levels = [level_of(s, SOURCES[s.source]) for s in (new, old)]
            assert height(levels[0]) >= height(levels[1])
            assert list(Verdict).index(new.verdict) <= list(Verdict).index(old.verdict)


@given(lists_of_statements(), patients())
def test_what_is_said_of_one_branch_changes_no_other(
    said: list[Statement], patient: Patient
) -> None:
    """Of the people of a condition only what is said of them, or of more people, counts."""
    aside = {TermId("weakness")}
    others = [s for s in said if s.population not in aside]
    without = Patient(has=patient.has - aside, lacks=patient.lacks | aside)
    whole, part = judged(said, without), judged(others, without)
    assert (part.level, part.worst, part.questions) == (whole.level, whole.worst, whole.questions)
    assert (part.advice, part.statements) == (whole.advice, whole.statements)


@given(lists_of_statements(), patients(), st.data())
def test_knowing_more_never_widens_the_questions(
    said: list[Statement], patient: Patient, data: st.DataObject
) -> None:
    """Forgetting something never lowers the worst level, and takes no question away.

    The one exception is an acceptance of a use that became known: what it takes away
    may have stood over something milder.
    """
    has, lacks = (
        data.draw(st.frozensets(st.sampled_from(sorted(known)))) if known else frozenset()
        for known in (patient.has, patient.lacks)
    )
    more, less = judged(said, patient), judged(said, Patient(has=has, lacks=lacks))
    assert height(less.worst) >= height(more.worst)
    if set(more.removed) <= {s for s in said if knowledge(patient).excludes(condition_of(s))}:
        assert {q.condition for q in more.questions} <= {q.condition for q in less.questions}


@given(lists_of_statements(), patients())
def test_no_condition_stands_below_a_wider_one(said: list[Statement], patient: Patient) -> None:
    """What is shown is worse than every wider condition that is shown, and than what is general."""
    got = judged(said, patient)
    known = knowledge(patient)
    for one in got.conditions:
        general = [s for s in got.statements if condition_of(s).general]
        assert all(height(level_of(s, SOURCES[s.source])) < height(one.level) for s in general)
        for other in got.conditions:
            assert not known.wider(other.condition, one.condition) or other.level < one.level


@given(lists_of_statements(), patients())
def test_the_worst_is_what_holds_or_a_question(said: list[Statement], patient: Patient) -> None:
    """The worst level is the one that holds, or that of the first question."""
    got = judged(said, patient)
    asked = [q.level for q in got.questions]
    assert height(got.worst) == max(map(height, [got.level, *asked]))
    assert sorted(asked, reverse=True) == asked
    assert all(height(got.level) < height(level) for level in asked)


@given(lists_of_statements(), patients())
def test_the_advice_gives_the_level(said: list[Statement], patient: Patient) -> None:
    """Where something that holds warns, the advice is a warning of that very level."""
    got = judged(said, patient)
    if got.level is not None:
        assert got.advice is not None
        assert got.level is level_of(got.advice.statement, SOURCES[got.advice.statement.source])
    elif got.advice is not None:
        assert not got.advice.verdict.warns


@given(lists_of_statements(), one_more())
def test_a_wider_statement_retires_no_narrower_one(said: list[Statement], more: Statement) -> None:
    """Whatever is newly said of everybody, what is said of fewer stands as it stood."""
    newest = attrs.evolve(more, population=TermId("any-pmd"), circumstance=None)
    before = {s.id for s in judged(said).statements if not condition_of(s).general}
    after = {s.id for s in judged([*said, newest]).statements if not condition_of(s).general}
    assert before == after


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
