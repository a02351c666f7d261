"""Promise 10."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mitosafe
from mitosafe import Answer, Dataset, Patient, ReleaseDiff, Report
from tests.strategies import entries, entries_of, languages, patients_of

SHIPPED = Dataset.packaged()
SENTENCES = ("not-advice", "not-reviewed", "never-stop", "colours")
#: What the colours mean is told with the statements: a short answer leaves it out.
IN_SHORT = SENTENCES[:-1]
#: Each example renders an answer thirteen times: a fifth of the usual number.
FEW = settings(max_examples=settings().max_examples // 5)
ASKED = ["Depakine", "levetiracetam", "amoxicillin", "Actron", "zzyzx", "", None, "C10AA99"]


def flat(text: str) -> str:
    """Return a text with single spaces, as it is seen."""
    return " ".join(text.replace("&#x27;", "'").split())


def status(sentence: str, value: Answer | Report | ReleaseDiff) -> str:
    """Return the sentence that is due: the one on the review changes with the review."""
    return "reviewed" if sentence == "not-reviewed" and value.reviews else sentence


class TestNotAdviceAndNotReviewed:
    """Promise 10.

    **Not medical advice, and not yet reviewed by a clinician.** Both are said where an
    answer is shown, until the second changes.
    """

    @pytest.mark.parametrize("language", ["en", "fr", "nl"])
    @pytest.mark.parametrize("full", [True, False])
    @pytest.mark.parametrize("sentence", SENTENCES)
    def test_both_are_said(self, language: str, full: bool, sentence: str) -> None:
        """Every answer, report and diff says both, in each language and each rendering."""
        report = mitosafe.check_all(ASKED)
        code = mitosafe.check("C10AA99", system="atc")
        for value in (*report, code, report, mitosafe.diff("2025.2", "2026.1")):
            words = SHIPPED.term("phrases", status(sentence, value)).words[language]
            if sentence not in IN_SHORT and isinstance(value, Answer) and not full:
                continue
            for shown in (
                value.text(language, full=full),
                value.markdown(language, full=full),
                value.html(language, full=full),
            ):
                assert words in flat(shown)
            assert any(words in line for line in value.as_dict(language)["warnings"])

    @FEW
    @given(entries_of(SHIPPED) | entries(), patients_of(SHIPPED), languages, st.booleans())
    def test_both_are_said_of_anything(
        self, entry: object, patient: Patient, language: str, full: bool
    ) -> None:
        """Whatever is asked, for whomever, each rendering of the answer says both."""
        answer = SHIPPED.check(entry, patient=patient)
        for sentence in SENTENCES if full else IN_SHORT:
            words = SHIPPED.term("phrases", status(sentence, answer)).words[language]
            for shown in (
                answer.text(language, full=full),
                answer.markdown(language, full=full),
                answer.html(language, full=full),
            ):
                assert words in flat(shown)
            assert any(words in line for line in answer.as_dict(language)["warnings"])

    @pytest.mark.parametrize("language", ["en", "fr", "nl"])
    def test_the_review_is_a_warning(self, language: str) -> None:
        """That no clinician has reviewed it is set apart from the rest, not hidden in it."""
        words = SHIPPED.term("phrases", "not-reviewed").words[language]
        answer = mitosafe.check("amoxicillin")
        for full in (True, False):
            assert f"\n! {words}" in answer.text(language, full=full)
            assert f"\n> {words}" in answer.markdown(language, full=full)
            assert f'<p class="warning">{words}' in answer.html(language, full=full)

    def test_the_second_changes_only_with_every_statement(self) -> None:
        """The sentence is true: it is said until no statement behind an answer lacks a review."""
        for subject in SHIPPED.subjects():
            answer = mitosafe.check(subject.id, system="mitosafe")
            behind = [said for f in answer.findings for said in f.judgement.considered]
            assert bool(answer.reviews) == bool(behind and all(s.reviewed for s in behind))

    def test_the_package_says_both(self) -> None:
        """Who reads only the description of the package is told both as well."""
        about = flat(mitosafe.__doc__ or "")
        assert "not medical advice" in about
        assert "not yet reviewed by a clinician" in about
        assert "may still carry risk" in about

    @pytest.mark.parametrize("render", ["text", "markdown", "html"])
    def test_the_sentences_come_last_and_once(self, render: str) -> None:
        """They end every rendering, once, so that nothing stands between them and the reader."""
        for value in (mitosafe.check("Depakine"), mitosafe.check_all(ASKED)):
            shown = flat(getattr(value, render)())
            due = IN_SHORT if isinstance(value, Answer) else SENTENCES
            terms = [SHIPPED.term("phrases", status(s, value)).words.en for s in due]
            places = [shown.index(flat(words)) for words in terms]
            assert [1] * len(due) == [shown.count(words) for words in terms]
            assert len(shown) - min(places) < 600
