"""What a source accepts for the same use: never what a warning touches, never a recommendation."""

from __future__ import annotations

import pytest

import mitosafe
from mitosafe import Level, Patient, UnknownValue, Verdict
from mitosafe.judge import condition_of

PATIENTS = [Patient(), Patient(has={"polg"}), Patient(has={"melas", "in-adults"}, lacks={"polg"})]


@pytest.mark.parametrize("patient", PATIENTS)
@pytest.mark.parametrize("use", ["epilepsy", "pain", "diabetes", "infection"])
def test_no_option_is_warned_of(use: str, patient: Patient) -> None:
    """A source accepts each option for this patient; what holds asks for monitoring at most."""
    for option in mitosafe.options(use, patient=patient):
        [finding] = mitosafe.check(option.drug.id, system="mitosafe", patient=patient).findings
        assert finding.level in (None, Level.YELLOW), option
        holding = [s for s in finding.statements if finding.holds(condition_of(s))]
        assert {s.verdict for s in holding if s.verdict.warns} <= {Verdict.MONITOR}
        assert option.said in finding.statements
        assert not option.said.verdict.warns
        assert condition_of(option.said) in option.accepted
        assert option.questions == finding.questions
        assert option.worst is finding.worst
        assert option.drug.in_use


def test_the_best_supported_comes_first() -> None:
    """A guideline comes before a study, and what leaves nothing to ask before what does."""
    found = mitosafe.options("epilepsy")
    sources = mitosafe.Dataset.packaged().sources
    ranks = [sources[option.said.source].rank for option in found]
    assert sorted(ranks, reverse=True) == ranks
    assert "levetiracetam" == found[0].drug.id
    assert "<Option levetiracetam for epilepsy, 2 questions>" == repr(found[0])


def test_the_alternatives_of_an_answer_leave_out_what_was_asked_for() -> None:
    """Of every use of what was found, or of one; of a group or of nothing there are none."""
    answer = mitosafe.check("metformin")
    assert answer.alternatives("diabetes") == answer.alternatives()
    of_itself = mitosafe.check("levetiracetam").alternatives("epilepsy")
    assert "levetiracetam" not in [option.drug.id for option in of_itself]
    assert () == mitosafe.check("statins").alternatives()
    assert () == mitosafe.check("zzyzx").alternatives()


def test_what_is_known_of_the_patient_counts() -> None:
    """A medicine that a warning touches in this patient is no option for this patient."""
    patient = Patient(has={"mtdna-depletion"})
    before = {option.drug.id for option in mitosafe.options("epilepsy")}
    after = {option.drug.id for option in mitosafe.options("epilepsy", patient=patient)}
    assert "vigabatrin" in before - after


def test_an_unknown_use_is_an_error() -> None:
    """A use that is no term is an error that names those there are."""
    with pytest.raises(UnknownValue, match="epilepsy"):
        mitosafe.options("seizures")


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_where_there_is_none_that_is_said(language: str) -> None:
    """An empty answer is no reason to withhold what is needed, and the text says so."""
    lexicon = mitosafe.Dataset.packaged()
    start = lexicon.term("phrases", "no-alternative").words[language].split("}")[1][:20]
    empty = [
        answer
        for drug in mitosafe.drugs(level="red")
        if drug.indications
        and not (answer := mitosafe.check(drug.id, system="mitosafe")).alternatives(
            drug.indications[0]
        )
    ]
    assert empty
    for answer in empty:
        text = answer.text(language).replace("\u00a0", " ").replace("\u202f", " ")
        assert start.strip(" :") in " ".join(text.split())


def test_what_is_said_of_every_new_medicine_is_said_once() -> None:
    """Two medicines have one line of it; an entry in which nothing was found has none."""
    answer = mitosafe.check("valproate, gentamicin")
    assert {"devries2020", "mancuso2024"} == {said.source for said in answer.universal}
    assert 1 == answer.text().count("With any new medicine")
    assert () == mitosafe.check("zzyzx").universal
    assert () == mitosafe.check("valproate", release="2017.2").universal


def test_the_old_name_of_what_holds_still_works() -> None:
    """`otherwise` is `level` now, and says so."""
    [finding] = mitosafe.check("valproate").findings
    with pytest.warns(DeprecationWarning, match="level"):
        assert finding.level is finding.otherwise


def test_answers_are_short_on_a_console() -> None:
    """A look at an answer, a finding or a report is one line with both levels."""
    answer = mitosafe.check("valproate")
    assert "<Answer to 'valproate': listed, level orange, worst red; release 2026.2.1>" == repr(
        answer
    )
    assert "<Finding valproic-acid: listed, level orange, worst red>" == repr(answer.findings[0])
    report = mitosafe.check_all(["valproate", "zzyzx"])
    assert "<Report of 2 answers: worst red; release 2026.2.1>" == repr(report)
