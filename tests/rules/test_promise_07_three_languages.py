"""Promise 7."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mitosafe
from mitosafe import Dataset, Patient, Release, Term, UnknownValue
from mitosafe.answers import document
from mitosafe.model import (
    LANGUAGES,
    Evidence,
    Level,
    Outcome,
    ReadExtent,
    SourceRank,
    SubjectKind,
    Verdict,
)
from mitosafe.render.blocks import Section, Table
from tests.fresh import python
from tests.strategies import entries_of, patients_of

SHIPPED = Dataset.packaged()
#: Vocabularies that stand for an enumeration, which must have a term for each member.
CLOSED = {
    "levels": Level,
    "outcomes": Outcome,
    "verdicts": Verdict,
    "evidence": Evidence,
    "ranks": SourceRank,
    "reads": ReadExtent,
    "kinds": SubjectKind,
}
#: An answer is rendered whole in each language: a fifth of the usual number of examples.
FEW = settings(max_examples=settings().max_examples // 5)
#: Machines that speak another language, or none, and live elsewhere.
MACHINES = [
    {"LANG": "nl_NL.UTF-8", "LC_ALL": "nl_NL.UTF-8", "LANGUAGE": "nl"},
    {"LANG": "fr_FR.ISO-8859-1", "LC_ALL": "fr_FR", "LANGUAGE": "fr:de", "TZ": "Asia/Tokyo"},
    {"LANG": "C", "LC_ALL": "C", "LANGUAGE": "", "PYTHONUTF8": "0"},
    {"LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr"},
]
ASK = r"""
    import hashlib, json, sys, mitosafe
    asked = ["DEPAKINE", "I.V. LINEZOLID", "acide valpro\u00efque", "zzyzx", None, "METFORMIN 1,5"]
    report = mitosafe.check_all(asked)
    shown = [report.text(), report.html("fr"), report.markdown("nl"), json.dumps(report.as_dict())]
    shown += [answer.text() for answer in report]
    print(hashlib.sha256("".join(shown).encode()).hexdigest(), report.text().split()[-1])
"""


class TestCompleteInThreeLanguages:
    """Promise 7.

    **Complete in three languages.** Everything a user can be shown exists in `en`, `fr`,
    `nl`; the language is chosen by argument, never by the machine's locale.
    """

    def test_every_term_has_its_words(self) -> None:
        """Each term of each vocabulary has words, and explanations, in the three languages."""
        vocabularies = SHIPPED._layers[0].names("terms")
        assert set(CLOSED) <= set(vocabularies)
        for vocabulary in vocabularies:
            for term in SHIPPED.terms(vocabulary):
                for words in filter(None, (term.words, term.explain)):
                    for language in LANGUAGES:
                        assert words[language].strip(), (vocabulary, term.id, language)

    @pytest.mark.parametrize("vocabulary", CLOSED)
    def test_every_member_has_a_term(self, vocabulary: str) -> None:
        """Each level, outcome, verdict and so on has a term; levels and outcomes an explanation."""
        members = {member.value for member in CLOSED[vocabulary]}
        terms: dict[str, Term] = {term.id: term for term in SHIPPED.terms(vocabulary)}
        assert members <= set(terms)
        if vocabulary in ("levels", "outcomes"):
            assert None not in [terms[member].explain for member in members]

    def test_every_subject_has_its_names_and_notes(self) -> None:
        """Each drug and group has a name, and each note a text, in the three languages."""
        for subject in SHIPPED.subjects():
            for language in LANGUAGES:
                assert subject.names[language].strip(), (subject.id, language)
                notes = [said.note for said in subject.statements]
                notes += [said.note for said in subject.background]
                assert all(note[language].strip() for note in notes if note), subject.id

    def test_every_answer_is_whole_in_each_language(self) -> None:
        """In each language an answer has the same parts: the same blocks, levels and lines."""
        for subject in SHIPPED.subjects():
            answer = SHIPPED.check(subject.id, system="mitosafe")
            english, *others = (_shape(answer, language) for language in LANGUAGES)
            assert [english, english] == others, subject.id

    @FEW
    @given(entries_of(SHIPPED), patients_of(SHIPPED), st.sampled_from(SHIPPED.releases()))
    def test_any_answer_is_whole_in_each_language(
        self, entry: str, patient: Patient, release: Release
    ) -> None:
        """The same holds of any entry, for any patient, as of any release."""
        answer = SHIPPED.check(entry, patient=patient, release=release.id)
        english, *others = (_shape(answer, language) for language in LANGUAGES)
        assert [english, english] == others
        assert len({answer.text(language) for language in LANGUAGES}) == len(LANGUAGES)

    def test_every_report_and_diff_is_whole_in_each_language(self) -> None:
        """The same holds of reports and diffs, also of what was not understood."""
        report = mitosafe.check_all(["Depakine", "amoxicillin", "Aceon", "metfromin", "no", None])
        for value in (report, mitosafe.diff("2023.1", "2023.2"), *report):
            english, *others = (_shape(value, language) for language in LANGUAGES)
            # Changes stand in the order of the names, which each language has of its own.
        assert [sorted(english, key=str)] * 2 == [sorted(other, key=str) for other in others]

    @pytest.mark.parametrize("language", ["de", "en-GB", "EN", "", None])
    def test_no_other_language(self, language: str) -> None:
        """A language that there is not is refused, and not replaced by another."""
        with pytest.raises(UnknownValue) as caught:
            mitosafe.check("valproate").text(language)
        assert UnknownValue("language", language, LANGUAGES) == caught.value

    def test_english_unless_told_otherwise(self) -> None:
        """Without an argument the language is English; the argument changes it."""
        answer = mitosafe.check("valproate")
        assert answer.text("en") == answer.text()
        assert len({answer.text(language) for language in LANGUAGES}) == len(LANGUAGES)

    def test_the_machine_has_no_say(self) -> None:
        """On machines of other languages, places and encodings, every rendering is the same."""
        outputs = {python(ASK, **machine) for machine in MACHINES}
        assert 1 == len(outputs)


def _shape(value: object, language: str) -> list[object]:
    """Return what of a document does not depend on the language."""
    shape: list[object] = []
    for block in document.of(value, language):
        if isinstance(block, Section):
            lines = [(line.level, line.url, len(line.details)) for line in block.lines]
            shape.append((block.folded, lines))
        elif isinstance(block, Table):
            shape.append((len(block.head), len(block.rows), block.levels))
        else:
            shape.append((type(block).__name__, block.level))
    return shape
