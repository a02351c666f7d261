"""Promise 3."""

from __future__ import annotations

from hypothesis import given

from mitosafe import Background, Dataset, Level, Patient, Statement
from mitosafe.answers.view import View
from mitosafe.judge import condition_of, judge, level_of
from tests.strategies import (
    SOURCES,
    entries_of,
    knowledge,
    lists_of_statements,
    patients,
    patients_of,
)

SHIPPED = Dataset.packaged()


class TestNoLevelWithoutACitedSource:
    """Promise 3.

    **No level without a cited source.** Every statement names its source and where in it.
    """

    def test_every_statement_names_its_source(self) -> None:
        """Each statement and each background record names a known source, with a place in it."""
        for subject in SHIPPED.subjects():
            records: list[Statement | Background] = [*subject.statements, *subject.background]
            for said in records:
                assert SHIPPED.sources[said.source].called("en").strip()
                assert said.locator.strip()

    def test_every_level_rests_on_a_statement(self) -> None:
        """In each fifth release and the newest, each level has a statement that gives it."""
        releases = SHIPPED.releases()
        for release in {*releases[::5], releases[-1]}:
            _holds(SHIPPED.view(release.id))

    @given(lists_of_statements(), patients())
    def test_no_statement_no_level(self, said: list[Statement], patient: Patient) -> None:
        """Whatever is said, a level is that of a statement which decides, and none is without."""
        got = judge(said, SOURCES, knowledge(patient))
        levels = {level_of(s, SOURCES[s.source]) for s in got.statements}
        assert got.level is None or got.level in levels
        assert {c.level for c in got.conditions} <= levels
        assert got.worst is None or got.worst in levels

    @given(entries_of(SHIPPED), patients_of(SHIPPED))
    def test_every_level_of_an_answer_is_cited(self, entry: str, patient: Patient) -> None:
        """Of any entry and patient, each level is of a statement with a source and a place."""
        for finding in SHIPPED.check(entry, patient=patient).findings:
            given_by = {
                level_of(said, SHIPPED.sources[said.source])
                for said in finding.statements
                if said.locator.strip()
            }
            levels = {finding.level, finding.worst, *(c.level for c in finding.conditions)}
            assert levels - {None} <= given_by

    def test_every_source_that_decides_is_shown(self) -> None:
        """Each answer in full shows the source of each statement, and where in it."""
        for drug in SHIPPED.drugs(level="red"):
            answer = SHIPPED.check(drug.id, system="mitosafe")
            shown = " ".join(answer.text(full=True).split())
            for said in answer.findings[0].statements:
                assert " ".join(SHIPPED.sources[said.source].called("en").split()) in shown
                assert " ".join(said.locator.split()) in shown


def _holds(view: View) -> None:
    """Check that each level of a release is given by a statement of the same condition."""
    dataset = view.dataset
    found = set()
    for subject in dataset.subjects():
        judgement = view.judgement(subject)
        said = {
            (condition_of(s), level)
            for s in judgement.statements
            if (level := level_of(s, dataset.sources[s.source])) is not None
        }
        assert {(c.condition, c.level) for c in judgement.conditions} <= said
        levels = {level for _, level in said}
        assert (judgement.worst is None) is (not levels)
        assert {judgement.level, judgement.worst} - {None} <= levels
        found |= levels
    assert found <= set(Level)
