"""One entry or many, answered: every entry comes back, whatever it is, and every part is named."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mitosafe
from mitosafe import Answer, Level, Outcome, Patient
from mitosafe.answers import dataset as query
from mitosafe.answers import view
from mitosafe.answers.packaged import dataset
from tests import invented
from tests.strategies import DEEP, HOSTILE, Derived, Unshowable, entries, spellings

INVENTED = invented.dataset()


def parts(answer: Answer) -> tuple[str, list[str], list[str], list[str], list[str]]:
    """Return the outcome, and by name: findings, known others, ambiguous names, what is unread."""
    return (
        answer.outcome.value,
        [finding.drug.id for finding in answer.findings],
        [match.name for match in answer.not_assessed],
        [match.name for match in answer.ambiguous],
        list(answer.unread),
    )


#: An entry, its outcome, what was found, what is known, what is ambiguous, what is unread.
ANSWERS = [
    ("exemplin", ("listed", ["exemplin"], [], [], [])),
    ("exemplin acceptol", ("listed", ["exemplin", "acceptol"], [], [], [])),
    ("acceptol/exemplin", ("listed", ["acceptol", "exemplin"], [], [], [])),
    ("Combinex", ("listed", ["acceptol", "exemplin"], [], [], [])),
    ("exemplins exemplone", ("listed", ["exemplone", "exemplins"], [], [], [])),
    ("exemplin Exemplar EXM", ("listed", ["exemplin"], [], [], [])),
    ("acceptol", ("acceptable", ["acceptol"], [], [], [])),
    ("acceptol zzyzx", ("acceptable", ["acceptol"], [], [], ["zzyzx"])),
    ("acceptol plainol", ("not-assessed", ["acceptol"], ["plainol"], [], [])),
    ("acceptol silentin", ("not-assessed", ["acceptol", "silentin"], [], [], [])),
    ("acceptol twinname", ("ambiguous", ["acceptol"], [], ["twinname"], [])),
    ("exemplin twinname", ("listed", ["exemplin"], [], ["twinname"], [])),
    ("Halfknown", ("listed", ["exemplin"], ["Halfknown"], [], [])),
    ("Duplon", ("ambiguous", [], [], ["Duplon"], [])),
    ("mixed plainol", ("not-assessed", [], ["mixed plainol"], [], [])),
    ("plainol", ("not-assessed", [], ["plainol"], [], [])),
    ("silentin", ("not-assessed", ["silentin"], [], [], [])),
    ("zzyzx", ("unrecognised", [], [], [], ["zzyzx"])),
    ("5 mg tablet", ("unrecognised", [], [], [], ["5 mg tablet"])),
    (" ...! ", ("unrecognised", [], [], [], ["...!"])),
    ("cloudwater, long rest", ("listed", ["cloudwater", "long-rest"], [], [], [])),
]


@pytest.mark.parametrize(("entry", "expected"), ANSWERS)
def test_outcomes(
    entry: str, expected: tuple[str, list[str], list[str], list[str], list[str]]
) -> None:
    """The outcome is the one that asks for most attention, and every part of the entry is named."""
    assert expected == parts(INVENTED.check(entry))


def test_the_level_of_an_entry_is_the_worst() -> None:
    """Both levels of an entry are the worst of its findings."""
    for entry, level in (
        ("exemplone", Level.YELLOW),
        ("exemplone dubitol", Level.ORANGE),
        ("exemplone dubitol exemplin", Level.RED),
        ("acceptol", None),
    ):
        assert level is INVENTED.check(entry).worst
    assert Level.ORANGE is INVENTED.check("exemplone dubitol exemplin").level


def test_a_group_comes_after_a_drug_and_is_marked() -> None:
    """What is said of a group named in the entry never stands before what is said of a drug."""
    drug, group = INVENTED.check("exemplins exemplin").findings
    assert (False, True) == (drug.of_group, group.of_group)
    assert "group" == group.matched.kind


def test_context_is_seen() -> None:
    """Words of context are reported, also where nothing else is in the entry."""
    assert ("no", "allergic") == INVENTED.check("no exemplin, allergic").seen
    alone = INVENTED.check("allergic")
    assert (("allergic",), ("allergic",)) == (alone.seen, alone.unread)


class Missing:
    """Compares as the NA of pandas does: what is not known equals nothing, not even itself."""

    def __eq__(self, other: object) -> Missing:  # type: ignore[override]
        """Return itself again."""
        return self

    def __repr__(self) -> str:
        """Return a name that is the same in every process."""
        return "<missing>"

    def __bool__(self) -> bool:
        """Be neither true nor false."""
        raise TypeError("boolean value of NA is ambiguous")

    __hash__ = object.__hash__


class Incomparable:
    """Can be neither shown nor compared, not even with itself."""

    def __repr__(self) -> str:
        """Raise."""
        raise RuntimeError

    def __eq__(self, other: object) -> bool:
        """Raise."""
        raise RuntimeError

    __hash__ = object.__hash__


NO_VALUES = (math.nan, Decimal("nan"), Missing())


@pytest.mark.parametrize(
    "entry", [None, *NO_VALUES, "", " ", "\t\n", "\x00\x1b", "\u200b\u202e"], ids=repr
)
def test_empty(entry: object) -> None:
    """What holds nothing that can be seen is empty, in every system, and is never unread."""
    for system in (None, "atc", "snomed"):
        answer = mitosafe.check(entry, system=system)
        assert (Outcome.EMPTY, (), ()) == (answer.outcome, answer.unread, answer.findings)


@pytest.mark.parametrize(
    ("entry", "unread"),
    [
        (500, "500"),
        (True, "True"),
        (math.inf, "inf"),
        (b"valproate", "b'valproate'"),
        (["valproate"], "['valproate']"),
        ({"drug": "valproate"}, "{'drug': 'valproate'}"),
        (Unshowable(), "<Unshowable>"),
        (DEEP, "<list>"),
        (10**5000, "<int>"),
        (Incomparable(), "<Incomparable>"),
        (b"x" * 10_000, f"b'{'x' * 198}"),
    ],
    ids=[
        "int",
        "bool",
        "inf",
        "bytes",
        "list",
        "dict",
        "unshowable",
        "deep",
        "huge",
        "incomparable",
        "long",
    ],
)
def test_what_is_no_text(entry: object, unread: str) -> None:
    """What is not text is named as not understood, whether or not it can show itself."""
    for system in (None, "atc"):
        answer, _ = mitosafe.check_all([entry, None], system=system)
        assert (Outcome.UNRECOGNISED, (unread,)) == (answer.outcome, answer.unread)
        assert entry is answer.entry


def test_text_of_a_derived_class_is_text() -> None:
    """Text whose class derives from `str`, as numpy gives it, is read as the text it holds."""
    assert ["valproic-acid"] == [f.drug.id for f in mitosafe.check(Derived("valproate")).findings]
    code = mitosafe.check(Derived("N03AG01"), system="atc")
    assert ["valproic-acid"] == [f.drug.id for f in code.findings]
    assert Outcome.EMPTY is mitosafe.check(Derived(" ")).outcome
    assert ("zzyzx",) == mitosafe.check(Derived("zzyzx")).unread


def test_every_hostile_entry_comes_back_in_order() -> None:
    """Nothing is dropped or exchanged, and what is no medicine is never said to be one."""
    report = mitosafe.check_all(HOSTILE)
    assert len(HOSTILE) == len(report) == len(report.answers)
    assert all(entry is a.entry for entry, a in zip(HOSTILE, report, strict=True))
    named = {"valproate \ud800", "\u202evalproate\u200b", Derived("valproate")}
    assert named == {a.entry for a in report if a.findings}


@given(st.lists(entries(), max_size=12))
def test_every_entry_comes_back_in_order(asked: list[object]) -> None:
    """Any entries give as many answers, in order, each with something named or empty."""
    answers = dataset().check_all(iter(asked)).answers
    assert len(asked) == len(answers)
    for entry, answer in zip(asked, answers, strict=True):
        assert entry is answer.entry
        named = [answer.findings, answer.not_assessed, answer.ambiguous, answer.unread]
        assert (answer.outcome is Outcome.EMPTY) is not any(named)
        assert (answer.outcome is Outcome.LISTED) is (answer.worst is not None)


@given(st.sampled_from(["Depakine", "acide valproïque", "Valproinezuur"]).flatmap(spellings))
def test_spellings_of_a_name_are_the_name(entry: str) -> None:
    """However a record writes a name, the same medicine is found, and nothing is left over."""
    answer = mitosafe.check(entry)
    assert (["valproic-acid"], ()) == ([f.drug.id for f in answer.findings], answer.unread)


def test_many_entries_one_by_one() -> None:
    """An entry among others is answered as it is alone."""
    asked = [entry for entry, _ in ANSWERS]
    assert [INVENTED.check(entry) for entry in asked] == list(INVENTED.check_all(asked))


def test_memory_starts_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """When more is remembered than may be, the memory starts anew and the answers stay."""
    monkeypatch.setattr(view, "_REMEMBER", 2)
    fresh = invented.dataset()
    asked = [entry for entry, _ in ANSWERS] * 2
    assert list(INVENTED.check_all(asked)) == list(fresh.check_all(asked))


def test_views_are_kept() -> None:
    """A list as of a release and for a patient is made once, however either is asked for."""
    assert INVENTED.view() is INVENTED.view("2026.2.1") is INVENTED.view(patient=Patient())
    assert INVENTED.view("2016.1") is INVENTED.view("2016.1") is not INVENTED.view()
    known = INVENTED.view(patient=Patient(has={"prolonged"}))
    assert known is INVENTED.view("2026.2.1", Patient(has=["prolonged"])) is not INVENTED.view()
    assert known is not INVENTED.view("2016.1", Patient(has={"prolonged"}))


def test_views_of_many_patients_are_not_kept_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """Past some patients the memory starts anew, and the answers stay the same."""
    monkeypatch.setattr(query, "_REMEMBER", 3)
    fresh = invented.dataset()
    for round_ in range(3):
        for number, circumstance in enumerate(invented.CIRCUMSTANCES):
            release = invented.RELEASES[round_ + number + 3]
            patient = Patient(lacks={circumstance})
            got = fresh.check("prolongin", release=release, patient=patient)
            assert (Level.YELLOW if number else None) is got.worst
        assert len(fresh._views) <= 5


def test_a_patient() -> None:
    """What is known of the patient reaches every finding, and is not kept for the next."""
    syndrome, *_ = [c for c in invented.CONDITIONS if c != "any-pmd"]
    without = Patient(lacks={syndrome})
    assert Level.ORANGE is INVENTED.check("exemplin", patient=without).level
    assert Level.RED is INVENTED.check("exemplin").worst
    report = INVENTED.check_all(["exemplin", "narrowin"], patient=without)
    assert [Outcome.LISTED, Outcome.NOT_ASSESSED] == [a.outcome for a in report]
    [removed] = [f.removed for f in report.answers[1].findings]
    assert ["narrowin.study-1"] == [s.id for s in removed]


def test_a_question_does_not_change_the_next() -> None:
    """The same question has the same answer after any others."""
    before = dataset().check("Depakine").as_dict()
    other: list[Any] = [*HOSTILE[:5], "linezolid", "metformin"]
    dataset().check_all(other, release="2016.1", patient=Patient(has={"polg"}))
    assert before == dataset().check("Depakine").as_dict()
