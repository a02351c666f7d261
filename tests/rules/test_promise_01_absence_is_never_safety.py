"""Promise 1."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mitosafe
from mitosafe import Answer, Dataset, Drug, Outcome
from mitosafe.render import markdown
from tests.strategies import HOSTILE, entries

#: What would say of a medicine, in one of the languages, that nothing can happen.
SAFE = re.compile(
    r"\b(un)?saf(e|er|est|ely)\b|\bsûr(e|s|es|ement)?\b|\b(on)?veilig(e|er|st|ste)?\b",
    re.IGNORECASE,
)
ASKED = ["Depakine", "levetiracetam", "amoxicillin", "zzyzx", "", None, 5, "Aceon", "C10AA99"]


@pytest.fixture(scope="module")
def shipped() -> Dataset:
    """Return the packaged list."""
    return Dataset.packaged()


class TestAbsenceIsNeverSafety:
    """Promise 1.

    **Absence is never safety.** No answer says or implies "safe". There is no boolean
    answer; `bool(answer)` raises `TypeError`.
    """

    @given(st.lists(entries(), max_size=4))
    def test_there_is_no_boolean_answer(self, asked: list[object]) -> None:
        """Whatever is asked, neither report nor answer nor finding is true or false."""
        report = mitosafe.check_all(asked)
        for value in (report, *report, *(f for a in report for f in a.findings)):
            with pytest.raises(TypeError, match="absence from the list is never safety"):
                bool(value)

    @pytest.mark.parametrize("language", ["en", "fr", "nl"])
    def test_no_rendering_says_safe(self, shipped: Dataset, language: str) -> None:
        """Of no drug or group of the list, in no rendering, is it said that it is safe.

        Titles and addresses are those of the sources, and are left as they are.
        """
        subjects = list(shipped.subjects())
        quoted = {said.locator for one in subjects for said in one.statements}
        quoted |= {said.locator for one in subjects for said in one.background}
        quoted |= {source.title for source in shipped.sources.values() if source.title}
        said_safe = [part for part in quoted if SAFE.search(part)]
        left = [how(part) for part in said_safe for how in (str, html.escape, markdown.escape)]
        for subject in subjects:
            answer = shipped.check(subject.id, system="mitosafe")
            assert [subject.id] == [finding.drug.id for finding in answer.findings]
            shown = answer.text(language) + answer.markdown(language) + answer.html(language)
            shown = " ".join(shown.split())
            for part in left:
                shown = shown.replace(part, "")
            assert None is SAFE.search(shown), subject.id
            assert None is SAFE.search(" ".join(_own_words(answer.as_dict(language))))

    @pytest.mark.parametrize("language", ["en", "fr", "nl"])
    def test_no_term_says_safe(self, shipped: Dataset, language: str) -> None:
        """No wording of the list says so, and the sentence on absence is the same for all."""
        for vocabulary in ("outcomes", "levels", "verdicts", "phrases", "evidence", "kinds"):
            for term in shipped.terms(vocabulary):
                for words in filter(None, (term.words, term.explain)):
                    assert None is SAFE.search(words[language]), term.id

    @pytest.mark.parametrize("language", ["en", "fr", "nl"])
    @pytest.mark.parametrize("full", [True, False])
    def test_every_rendering_says_what_absence_is_not(self, language: str, full: bool) -> None:
        """Found or not, understood or not, the sentence on absence is there."""
        shipped = Dataset.packaged()
        sentence = shipped.term("phrases", "absence").words[language]
        report = mitosafe.check_all([*ASKED, *HOSTILE[:-1]])
        for value in (*report, report, mitosafe.diff("2025.2", "2026.1")):
            assert sentence in " ".join(value.text(language, full=full).split())
            assert sentence in value.markdown(language, full=full)
            assert sentence.replace("'", "&#x27;") in value.html(language, full=full)
            assert sentence in value.as_dict(language)["warnings"]

    def test_every_outcome_says_what_it_does_not_mean(self, shipped: Dataset) -> None:
        """Each outcome is explained with what it does not say, in each language."""
        denials = {"en": ("not", "nothing"), "fr": ("ne ", "n'", "rien"), "nl": ("niet", "niets")}
        for outcome in Outcome:
            term = shipped.term("outcomes", outcome.value)
            for language, words in denials.items():
                assert term.explain is not None
                assert any(word in term.explain[language] for word in words)

    def test_acceptable_is_what_a_source_says(self, shipped: Dataset) -> None:
        """Where an answer is `acceptable`, a cited source says so, and none that stands warns."""
        for drug in shipped.everything():
            for finding in shipped.check(drug.id, system="mitosafe").findings:
                if finding.outcome is Outcome.ACCEPTABLE:
                    assert any(not s.verdict.warns for s in finding.statements)
                    assert not any(s.verdict.warns for s in finding.statements)
                    assert finding.accepted

    def test_silence_is_not_acceptance(self, shipped: Dataset) -> None:
        """What is not listed, not known, not understood or empty is never `acceptable`."""
        silent = ["amoxicillin", "zzyzx", "", None, "levetiracetam amoxicillin", "5 mg"]
        for entry in [*silent, *HOSTILE]:
            answer = shipped.check(entry)
            assert answer.outcome is not Outcome.ACCEPTABLE
        first = shipped.release("2010.1").id
        for drug in shipped.everything():
            if not _said(drug, first):
                answer = shipped.check(drug.id, system="mitosafe", release=first)
                assert (Outcome.NOT_ASSESSED, None) == (answer.outcome, answer.level) or (
                    _by_group(answer)
                )


def _said(drug: Drug, release: str) -> bool:
    return any(said.since <= release for said in drug.statements)


def _by_group(answer: Answer) -> bool:
    """Return whether what is said is said of a group, never of nothing."""
    return all(s.subject != f.drug.id for f in answer.findings for s in f.statements) and any(
        f.statements for f in answer.findings
    )


def _own_words(plain: object) -> list[str]:
    """Return every text of plain values that is not quoted from a source."""
    if isinstance(plain, dict):
        quoted = ("title", "url", "locator")
        return [text for k, v in plain.items() if k not in quoted for text in _own_words(v)]
    if isinstance(plain, list):
        return [text for value in plain for text in _own_words(value)]
    return [plain] if isinstance(plain, str) else []
