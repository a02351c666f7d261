"""What changed between two releases, in which direction, and whom it concerns."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given

from mitosafe import ChangeKind, Drug, Level, Patient, ReleaseDiff, UnknownRelease
from mitosafe.answers.diff import Change, change
from mitosafe.answers.packaged import dataset
from mitosafe.judge import Judgement, judge
from mitosafe.model import Evidence, SourceId, Statement, TermId, Verdict
from tests import invented
from tests.strategies import SOURCES, knowledge, lists_of_statements, statement

INVENTED = invented.dataset()
INVENTOL = INVENTED.drug("silentin")


def judged(*said: Statement) -> Judgement:
    """Judge statements on an invented medicine, for nobody in particular."""
    return judge(said, SOURCES, knowledge(Patient()))


def between(old: list[Statement], new: list[Statement]) -> Change | None:
    """Return the change between what was said and what is said."""
    return change(INVENTOL, judged(*old), judged(*new))


CAUTION = statement(1, verdict=Verdict.CAUTION)
MONITOR = statement(2, verdict=Verdict.MONITOR)
RED = statement(3, verdict=Verdict.AVOID, evidence=Evidence.PROFOUND)
IN_VARIANT = statement(4, verdict=Verdict.MONITOR, population=TermId("variant"))
RED_IN_VARIANT = attrs.evolve(
    RED, id="inventol.5", evidence=Evidence.PROFOUND, population=TermId("variant")
)
CAUTION_IN_VARIANT = attrs.evolve(CAUTION, id="inventol.9", population=TermId("variant"))
ANOTHER_CAUTION = statement(6, verdict=Verdict.CAUTION)
HEARSAY = statement(7, verdict=Verdict.ACCEPTABLE, source=SourceId("authority-second-hand"))
ACCEPTABLE = statement(8, verdict=Verdict.ACCEPTABLE)

#: What was said, what is said, and the ways in which they differ.
KINDS = [
    ([], [CAUTION], {"added"}),
    ([], [ACCEPTABLE], {"added"}),
    ([CAUTION], [], {"withdrawn"}),
    ([MONITOR], [CAUTION], {"raised"}),
    ([CAUTION], [RED], {"raised"}),
    ([ACCEPTABLE], [MONITOR], {"raised"}),
    ([CAUTION], [MONITOR], {"lowered"}),
    ([CAUTION], [ACCEPTABLE], {"lowered"}),
    ([CAUTION], [CAUTION, ANOTHER_CAUTION], {"evidence-changed"}),
    ([ANOTHER_CAUTION], [CAUTION], {"evidence-changed"}),
    ([CAUTION], [CAUTION, IN_VARIANT], {"evidence-changed"}),
    ([MONITOR], [MONITOR, CAUTION_IN_VARIANT], {"raised", "condition-added"}),
    ([MONITOR, CAUTION_IN_VARIANT], [MONITOR], {"lowered", "condition-removed"}),
    ([CAUTION], [CAUTION, RED_IN_VARIANT], {"raised", "condition-added"}),
    ([RED_IN_VARIANT], [RED_IN_VARIANT, CAUTION], {"raised"}),
    ([RED_IN_VARIANT, CAUTION], [RED_IN_VARIANT], {"lowered"}),
    ([CAUTION], [CAUTION, HEARSAY], {"evidence-changed", "contested-changed"}),
    ([CAUTION, HEARSAY], [CAUTION], {"evidence-changed", "contested-changed"}),
]


@pytest.mark.parametrize(("old", "new", "kinds"), KINDS)
def test_kinds(old: list[Statement], new: list[Statement], kinds: set[str]) -> None:
    """Each way in which an answer can differ has its name; several may hold at once."""
    found = between(old, new)
    assert found is not None
    assert kinds == {kind.value for kind in found.kinds}
    assert [s for s in new if s not in old] == list(found.came)
    assert [s for s in old if s not in new] == list(found.went)


def test_every_kind_is_tried() -> None:
    """No kind of change is without a case above."""
    assert {kind.value for kind in ChangeKind} == {kind for *_, kinds in KINDS for kind in kinds}


def test_the_same_is_no_change() -> None:
    """Where the same statements decide, there is no change."""
    assert None is between([CAUTION, IN_VARIANT], [IN_VARIANT, CAUTION])


@given(lists_of_statements(), lists_of_statements())
def test_a_change_is_symmetric(old: list[Statement], new: list[Statement]) -> None:
    """Forwards and backwards, the same statements make the difference, and the opposite kinds."""
    opposite = {
        "added": "withdrawn",
        "withdrawn": "added",
        "raised": "lowered",
        "lowered": "raised",
        "condition-added": "condition-removed",
        "condition-removed": "condition-added",
    }
    there, back = between(old, new), between(new, old)
    assert (there is None) is (back is None)
    if there is not None and back is not None:
        kinds = {opposite.get(kind.value, kind.value) for kind in back.kinds}
        assert kinds == {kind.value for kind in there.kinds}
        assert (there.came, there.went) == (back.went, back.came)


# Between releases of a list


def changed(diff: ReleaseDiff) -> dict[str, list[str]]:
    """Return the kinds of change by the id of what changed."""
    return {c.drug.id: [kind.value for kind in c.kinds] for c in diff.changes}


def test_between_two_releases() -> None:
    """Every drug and group that differs is named once, with what its statements did."""
    assert {
        "acceptol": ["added"],
        "dubitol": ["added"],
        "exemplin": ["raised"],
        "mysterials": ["added"],
    } == changed(INVENTED.diff("2016.1", "2017.2"))
    assert {"acceptol": ["lowered"], "correctol": ["added"]} == changed(
        INVENTED.diff("2020.1", "2024.1")
    )


def test_a_correction_is_a_change() -> None:
    """What a correction withdraws is withdrawn in the diff, and in nothing else."""
    diff = INVENTED.diff("2026.2", "2026.2.1")
    [withdrawn] = diff.changes
    assert ("correctol", (ChangeKind.WITHDRAWN,)) == (withdrawn.drug.id, withdrawn.kinds)
    assert ["correctol.panel-2024-1"] == [s.id for s in withdrawn.went]
    assert (Level.ORANGE, None) == (withdrawn.old.level, withdrawn.new.level)


def test_a_release_does_not_differ_from_itself() -> None:
    """Between a release and itself nothing changes, and nobody is affected."""
    for release in invented.RELEASES:
        diff = INVENTED.diff(release, release)
        assert () == diff.changes
        assert () == diff.affecting(["exemplin", "correctol", None, "zzyzx"])


@pytest.mark.parametrize(("old", "new"), [("2016.1", "2099.1"), ("1999.1", "2016.1")])
def test_unknown_releases(old: str, new: str) -> None:
    """Either release must be there; the error says which is not, and which there are."""
    with pytest.raises(UnknownRelease) as caught:
        INVENTED.diff(old, new)
    unknown = "2099.1" if new == "2099.1" else "1999.1"
    assert UnknownRelease("release", unknown, invented.RELEASES) == caught.value


def test_affected_entries() -> None:
    """Of a medication list, those come back whose answer differs, with both answers."""
    diff = INVENTED.diff("2020.1", "2024.1")
    entries = ["acceptol 5 mg", "exemplin", None, "zzyzx", "plainol", "Exemplar", "correctol"]
    found = diff.affecting(entries)
    assert ["acceptol 5 mg", "correctol"] == [affected.entry for affected in found]
    assert [("listed", "acceptable"), ("not-assessed", "listed")] == [
        (a.old.outcome.value, a.new.outcome.value) for a in found
    ]
    assert {("2020.1", "2024.1")} == {(a.old.release.id, a.new.release.id) for a in found}


@pytest.mark.parametrize(("old", "new"), [("2010.1", "2017.2"), ("2024.1", "2026.2")])
def test_what_is_affected_is_what_changed(old: str, new: str) -> None:
    """In the packaged list, an entry of one medicine is affected exactly if it has a change."""
    diff = dataset().diff(old, new)
    wanted = {c.drug.names.en for c in diff.changes if isinstance(c.drug, Drug)}
    names = [drug.names.en for drug in dataset().everything()]
    assert wanted
    assert wanted == {affected.entry for affected in diff.affecting(names)}
