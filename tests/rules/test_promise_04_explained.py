"""Promise 4."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mitosafe
from mitosafe import Dataset, Disputed, Drug, Finding, Group, Patient, Release, Superseded
from mitosafe._text.folding import fold, tokens
from mitosafe.judge import retires
from mitosafe.loading.digests import counts
from mitosafe.model import ReleaseId
from tests.strategies import entries_of, patients_of

SHIPPED = Dataset.packaged()
#: What is known of a few patients, so that statements are removed and confirmed.
PATIENTS = [
    Patient(),
    Patient(has={"polg"}),
    Patient(lacks={"polg", "melas", "mt-rnr1", "prolonged"}),
]


def said_of(subject: Drug | Group, release: ReleaseId) -> list[str]:
    """Return the id of every statement on a subject and its groups that counts in a release.

    What is accepted of a class is not said of a medicine that is no longer in use.
    """
    said = list(subject.statements)
    if isinstance(subject, Drug):
        of_groups = (s for group in subject.groups for s in SHIPPED.subject(group).statements)
        said += [s for s in of_groups if subject.in_use or s.verdict.warns]
    return sorted(s.id for s in said if counts(s, release))


def _unglued(finding: Finding, entry: str) -> bool:
    """Return whether a word of an entry is the name with a salt glued to it."""
    return any(fold(finding.matched.name) in token for token in tokens(entry))


class TestExplained:
    """Promise 4.

    **Explained.** Every answer says what was matched, by which name or code, which
    statements decided, which were set aside and why.
    """

    @pytest.mark.parametrize("patient", PATIENTS, ids=["nobody", "has", "lacks"])
    def test_every_statement_is_accounted_for(self, patient: Patient) -> None:
        """Each statement decides, was set aside by one that may, or does not apply."""
        view = SHIPPED.view(patient=patient)
        for subject in SHIPPED.subjects():
            judgement = view.judgement(subject)
            parts = [*judgement.statements, *judgement.removed]
            parts += [r.statement for r in judgement.retired]
            parts += [d.statement for d in judgement.disputed]
            assert said_of(subject, view.release.id) == sorted(s.id for s in parts)
            for pair in judgement.retired:
                assert retires(pair.by, pair.statement, SHIPPED.sources)

    @given(entries_of(SHIPPED), patients_of(SHIPPED), st.sampled_from(SHIPPED.releases()))
    def test_every_answer_says_by_what_and_why(
        self, entry: str, patient: Patient, release: Release
    ) -> None:
        """Of any entry, each finding says by which name, and what became of each statement."""
        answer = SHIPPED.check(entry, patient=patient, release=release.id)
        plain = answer.as_dict()["findings"]
        for finding, shown in zip(answer.findings, plain, strict=True):
            assert fold(finding.matched.name) in fold(entry) or _unglued(finding, entry)
            assert finding.matched.name == shown["matched"]["name"]
            decide, removed = finding.statements, finding.removed
            aside: list[Superseded | Disputed] = [*finding.retired, *finding.judgement.disputed]
            parts = [s.id for s in (*decide, *removed)] + [one.statement.id for one in aside]
            assert said_of(finding.drug, release.id) == sorted(parts)
            assert [s.id for s in decide] == [s["id"] for s in shown["statements"]]
            assert [s.id for s in removed] == [s["id"] for s in shown["removed"]]
            for pair in finding.retired:
                assert retires(pair.by, pair.statement, SHIPPED.sources)

    def test_what_was_matched_is_said(self) -> None:
        """Each finding says by which name or code, of which kind, and every rendering shows it."""
        asked = [
            ("Dépakine Chrono 500 mg", None, "Depakine Chrono"),
            ("natriumvalproaat", None, "natriumvalproaat"),
            (" n03ag01 ", "atc", "N03AG01"),
            ("190376", "http://www.nlm.nih.gov/research/umls/rxnorm", "190376"),
            ("C10AA99", "atc", "C10AA99"),
        ]
        for entry, system, name in asked:
            answer = mitosafe.check(entry, system=system)
            [finding] = answer.findings
            assert fold(name).startswith(fold(finding.matched.name))
            shown = SHIPPED.term("phrases", "matched-by").words.nl
            for render in (answer.text, answer.markdown, answer.html):
                text = render("nl", full=True)
                assert shown in text
                assert finding.matched.name in text
            assert finding.matched.name == answer.as_dict()["findings"][0]["matched"]["name"]

    def test_a_class_hit_is_marked(self) -> None:
        """What was found by a group or its code says so, and never stands before a drug."""
        mark = SHIPPED.term("phrases", "class-hit").words.en
        by_code = mitosafe.check("C10AA99", system="atc")
        assert [True] == [finding.of_group for finding in by_code.findings]
        assert mark in by_code.text()
        both = mitosafe.check("statins, simvastatin")
        assert [False, True] == [finding.of_group for finding in both.findings]
        own = [f for f in mitosafe.check("simvastatin").findings if not f.of_group]
        [of_group] = {s.subject for f in own for s in f.statements if s.subject != f.drug.id}
        assert "statins" == of_group
        assert mark in mitosafe.check("simvastatin").text(full=True)

    def test_what_was_set_aside_is_shown_with_why(self) -> None:
        """What a newer statement set aside is shown, with the one that did it."""
        answer = mitosafe.check("carbamazepine")
        [finding] = answer.findings
        assert finding.retired
        shown = " ".join(answer.text(full=True).split())
        for pair in finding.retired:
            assert " ".join(SHIPPED.sources[pair.statement.source].called("en").split()) in shown
            assert " ".join(SHIPPED.sources[pair.by.source].called("en").split()) in shown
        plain = answer.as_dict()["findings"][0]["retired"]
        assert [r.by.id for r in finding.retired] == [retired["by"] for retired in plain]

    def test_what_does_not_apply_is_shown(self) -> None:
        """What is said of those whom the patient is not is shown apart, and decides nothing."""
        answer = mitosafe.check("valproate", patient=Patient(lacks={"polg", "under-two-years"}))
        [finding] = answer.findings
        assert {"polg"} <= {s.population for s in finding.removed}
        assert SHIPPED.term("phrases", "removed").words.fr in answer.text("fr", full=True)
        assert [] == [s for s in finding.statements if s in finding.removed]

    def test_a_release_and_its_digest_are_named(self) -> None:
        """An answer carries the release that it is of, by id, date and digest."""
        for release in SHIPPED.releases()[::7]:
            plain = mitosafe.check("valproate", release=release.id).as_dict()["release"]
            assert (release.id, release.date, release.digest) == (
                plain["id"],
                plain["date"],
                plain["digest"],
            )
