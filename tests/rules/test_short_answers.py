"""Of every answer of the list: the short form neither contradicts nor hides the full one."""

from __future__ import annotations

import pytest

from mitosafe import Answer, Dataset, Level, Patient
from mitosafe.answers.document import Writer, of
from mitosafe.model import LANGUAGES
from mitosafe.render.text import SIGNS

SHIPPED = Dataset.packaged()
#: Of whom the list is asked: nobody in particular, and patients with and without.
PATIENTS = {
    "nobody": Patient(),
    "polg": Patient(has={"alpers-huttenlocher"}, lacks={"prolonged"}),
    "melas": Patient(has={"melas", "in-adults"}, lacks={"polg"}),
    "lhon": Patient(has={"lhon", "in-adults"}),
}
#: The most lines of a short answer to one medicine, and those that end any answer.
LINES, ENDING = 12, 10


def answers(patient: Patient) -> list[Answer]:
    """Return the answer to every drug and group of the list."""
    ids = [subject.id for subject in SHIPPED.subjects()]
    return [SHIPPED.check(each, system="mitosafe", patient=patient) for each in ids]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("patient", PATIENTS.values(), ids=PATIENTS)
def test_the_first_line_says_both_levels_the_worse_first(language: str, patient: Patient) -> None:
    """The first line alone has the worst level and the one that holds, in that order."""
    says = Writer(SHIPPED, language, full=False)
    for answer in answers(patient):
        first, *_ = of(answer, language)
        [finding] = answer.findings
        text = first.text.replace("\u00a0", " ").replace("\u202f", " ")  # type: ignore[union-attr]
        assert answer.worst is first.level, answer  # type: ignore[union-attr]
        due = [level for level in dict.fromkeys((finding.worst, finding.level)) if level]
        places = [text.index(says.level(level)) for level in due]
        assert sorted(places) == places, text
        asked = {question.level for question in finding.questions}
        said = {level for level in Level if f"{says.level(level)} " in text.replace(":", " ")}
        assert said <= {*asked, *due}, text
        if finding.level is not None and finding.advice is not None:
            assert says.verdict(finding.advice.statement) in text, text
        for condition in finding.judgement.accepted_when:
            assert says.condition(condition) in text, text


@pytest.mark.parametrize("patient", PATIENTS.values(), ids=PATIENTS)
def test_what_is_a_question_is_asked_and_what_is_confirmed_is_not(patient: Patient) -> None:
    """Each question is asked or counted in short, and each one is in the full answer."""
    for answer in answers(patient):
        [finding] = answer.findings
        short, full = (" ".join(answer.text(full=full).split()) for full in (False, True))
        words = [question.words.en for question in finding.questions]
        asked = [word for word in words if word in short]
        assert words[: len(asked)] == asked, answer
        assert len(asked) == len(words) or f": {len(words) - len(asked)}" in short, answer
        for condition in finding.conditions:
            if finding.level is None or finding.level <= condition.level:
                assert condition.level.value.upper() in full, answer


@pytest.mark.parametrize("patient", PATIENTS.values(), ids=PATIENTS)
def test_the_full_answer_has_all_that_the_short_one_says(patient: Patient) -> None:
    """No line of the short form but those that count is missing from the full one."""
    for answer in answers(patient):
        full = " ".join(answer.text(full=True).split())
        first = answer.text().split("\n")[0].removeprefix(f"{SIGNS[answer.worst]} ")
        assert " ".join(first.split()) in full, answer
        for finding in answer.findings:
            if finding.contested or finding.disputed_by:
                for text in (full, answer.text()):
                    assert "ources disagree" in text or "Disputed by" in text, answer


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("patient", PATIENTS.values(), ids=PATIENTS)
def test_a_short_answer_is_short(language: str, patient: Patient) -> None:
    """About a dozen lines a medicine, and the ending; the full one says at least as much."""
    for answer in answers(patient):
        lines = answer.text(language).splitlines()
        assert len(lines) <= LINES + ENDING, answer.text(language)
        blocks = of(answer, language)
        assert len(blocks) <= LINES, answer.text(language)


def test_no_answer_calls_an_option_a_recommendation() -> None:
    """What else a source accepts is never given without saying that it is no recommendation."""
    for answer in answers(Patient()):
        text = " ".join(answer.text().split())
        if "Considered acceptable for" in text:
            assert "not a recommendation" in text
