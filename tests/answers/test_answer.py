"""Answers, findings and reports: values that explain themselves and are never true or false."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from mitosafe import Answer, Condition, Finding, Level, Outcome, Report
from tests import invented

INVENTED = invented.dataset()
EXEMPLIN = INVENTED.check("Exemplar 5 mg")


def finding(entry: str) -> Finding:
    """Return the only finding of an entry."""
    [found] = INVENTED.check(entry).findings
    return found


@pytest.mark.parametrize(
    "value",
    [
        INVENTED.check("exemplin"),
        INVENTED.check("acceptol"),
        INVENTED.check("zzyzx"),
        INVENTED.check(None),
        finding("exemplin"),
        finding("acceptol"),
        INVENTED.check_all([]),
        INVENTED.check_all(["exemplin"]),
    ],
)
def test_neither_true_nor_false(value: Answer | Finding | Report) -> None:
    """No answer is true or false: a mere look would take absence for safety."""
    with pytest.raises(TypeError, match=r"neither true nor false.*never safety.*\.outcome"):
        bool(value)
    with pytest.raises(TypeError):
        assert not value


def test_a_finding_says_what_the_rule_made() -> None:
    """A finding gives every part of the judgement, by the names of the door."""
    found = finding("exemplin")
    judgement = found.judgement
    assert (judgement.outcome, judgement.level) == (found.outcome, found.level)
    assert (judgement.conditions, judgement.worst) == (found.conditions, found.worst)
    assert (judgement.advice, judgement.disputed_by) == (found.advice, found.disputed_by)
    assert (judgement.statements, judgement.retired) == (found.statements, found.retired)
    assert (judgement.removed, judgement.accepted) == (found.removed, found.accepted)
    assert (Level.ORANGE, Level.RED) == (found.level, found.worst)
    assert ["invented-syndrome"] == [c.condition.population for c in found.conditions]
    assert ["exemplin.panel-2017-1", "exemplin.regulator-1", "exemplins.study-1"] == [
        s.id for s in found.statements
    ]


def test_what_was_matched() -> None:
    """A finding says by which name of which kind the drug was found."""
    [found] = EXEMPLIN.findings
    assert ("Exemplar", "brand", "name") == (
        found.matched.name,
        found.matched.kind,
        found.matched.system,
    )
    [found] = INVENTED.check("N99X", system="atc").findings
    assert ("N99X", "group-code", "atc", True) == (
        found.matched.name,
        found.matched.kind,
        found.matched.system,
        found.of_group,
    )


def test_contested() -> None:
    """Where sources disagree, the finding and the answer say so, and in which condition."""
    found = finding("dubitol")
    assert (True, (Condition(),)) == (found.contested, found.contested_in)
    assert INVENTED.check("dubitol exemplin").contested
    assert not finding("exemplin").contested
    assert not INVENTED.check("exemplin acceptol").contested


def test_retired_and_accepted() -> None:
    """What was set aside is there with what set it aside; who accepts is there with for whom."""
    found = finding("acceptol")
    [retired] = found.retired
    assert ("acceptol.panel-2017-1", "acceptol.panel-2024-1") == (
        retired.statement.id,
        retired.by.id,
    )
    assert ((Condition(),), Outcome.ACCEPTABLE) == (found.accepted, found.outcome)


def test_suggestions() -> None:
    """A near name is suggested with what it stands for, and is no match."""
    answer = INVENTED.check("exemplim")
    assert (Outcome.UNRECOGNISED, ()) == (answer.outcome, answer.findings)
    assert [("exemplim", "exemplin", ("exemplin",))] == [
        (s.text, s.name, s.subjects) for s in answer.suggestions
    ]
    [near] = [s for s in INVENTED.check("duplom").suggestions if s.name == "Duplon"]
    assert ("acceptol", "exemplin") == near.subjects


def test_no_suggestion_for_a_code() -> None:
    """A code that is not known is never taken for a misspelt name."""
    assert () == INVENTED.check("exemplim", system="atc").suggestions


def test_a_report() -> None:
    """A report goes through its answers, has their worst level, and names the unclear ones."""
    entries = ["acceptol", "zzyzx", "exemplone", "twinname", None, "plainol", "dubitol"]
    report = INVENTED.check_all(entries)
    assert entries == [answer.entry for answer in report]
    assert (7, Level.ORANGE) == (len(report), report.level)
    assert ["zzyzx", "twinname"] == [answer.entry for answer in report.not_understood]
    assert INVENTED.release() == report.release
    assert None is INVENTED.check_all(["acceptol"]).level
    assert (0, None) == (len(INVENTED.check_all([])), INVENTED.check_all([]).level)


def test_answers_compare_by_value() -> None:
    """The same question has an equal answer; another entry or release has not."""
    assert EXEMPLIN == INVENTED.check("Exemplar 5 mg")
    assert hash(EXEMPLIN) == hash(INVENTED.check("Exemplar 5 mg"))
    assert EXEMPLIN != INVENTED.check("Exemplar 10 mg")
    assert EXEMPLIN != INVENTED.check("Exemplar 5 mg", release="2024.1")
    assert INVENTED.check_all(["exemplin"]) == INVENTED.check_all(["exemplin"])
    again = invented.dataset()
    assert again.check("Exemplar 5 mg") == EXEMPLIN
    assert again.check_all(["exemplin"]) == INVENTED.check_all(["exemplin"])
    assert again.diff("2016.1", "2024.1") == INVENTED.diff("2016.1", "2024.1")


def test_answers_are_frozen() -> None:
    """No part of an answer can be changed after it was given."""
    answer: Any = EXEMPLIN
    for name in ("outcome", "level", "findings", "release"):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(answer, name, None)
    part: Any = EXEMPLIN.findings[0]
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        part.drug = None


def test_an_answer_knows_its_list() -> None:
    """The list that gave an answer is at hand, for its sources and terms."""
    assert INVENTED is EXEMPLIN.lexicon
    assert INVENTED is INVENTED.check_all([]).lexicon
    assert INVENTED is INVENTED.diff("2016.1", "2024.1").lexicon
    for value in (EXEMPLIN, INVENTED.check_all([]), INVENTED.diff("2016.1", "2024.1")):
        assert "lexicon" not in repr(value)
