"""The judging rule agrees with the slow one, on drawn statements and on the whole list."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from mitosafe import Dataset, Patient, Statement
from mitosafe.judge import judge
from tests.invented import encode
from tests.reference import judging
from tests.reference.comparing import plain
from tests.reference.judging import said_of
from tests.reference.listing import read
from tests.strategies import GRAPH, SOURCES, knowledge, lists_of_statements, patients

PACKAGED = Dataset.packaged()
RELEASES = [release.id for release in PACKAGED.releases()]
#: What is known of a few patients; the second is what a POLG-related disease may come with.
PATIENTS = [
    Patient(has={"polg", "prolonged"}, lacks={"melas", "liver-disease"}),
    Patient(has={"kearns-sayre"}, lacks={"mt-rnr1", "prolonged", "chronic-or-high-dose"}),
]


@given(lists_of_statements(), patients())
def test_any_statements_of_any_patient(said: list[Statement], patient: Patient) -> None:
    """Whatever is said of a medicine, and whatever is known of the patient, both agree."""
    sources: dict[str, Any] = {name: encode(source) for name, source in SOURCES.items()}
    conditions: dict[str, Any] = {
        str(term): {
            "parents": GRAPH.parents.get(term, ()),
            "excludes": GRAPH.excludes.get(term, ()),
            "settled_by": GRAPH.settled_by.get(term, ()),
        }
        for term in {*GRAPH.parents, *GRAPH.excludes}
    }
    slow = judging.judge(encode(tuple(said)), sources, conditions, patient.has, patient.lacks)
    assert slow == plain(judge(said, SOURCES, knowledge(patient)))


def test_every_subject_in_every_release() -> None:
    """Of each drug and group both take the same statements in each release, and judge them alike.

    What was judged in one release is not judged again in another that says the same.
    """
    listing = read()
    for subject in PACKAGED.subjects():
        judged: list[set[str]] = []
        for release in RELEASES:
            said = said_of(listing, subject.id, release)
            ids = {one["id"] for one in said}
            assert ids == {one.id for one in PACKAGED.statements(subject, release)}, subject.id
            if ids not in judged:
                judged.append(ids)
                view = PACKAGED.view(release)
                slow = judging.judge(said, listing.sources, listing.conditions)
                assert slow == plain(view.judgement(subject)), (subject.id, release)


@pytest.mark.parametrize("patient", PATIENTS, ids=["polg", "kearns-sayre"])
def test_every_subject_for_a_patient(patient: Patient) -> None:
    """The same where something is known of the patient, in the newest release."""
    listing, view = read(), PACKAGED.view(RELEASES[-1], patient)
    for subject in PACKAGED.subjects():
        said = said_of(listing, subject.id, RELEASES[-1])
        slow = judging.judge(said, listing.sources, listing.conditions, patient.has, patient.lacks)
        assert slow == plain(view.judgement(subject)), subject.id


def test_the_same_subjects_and_releases_are_read() -> None:
    """What is compared is the whole list: no subject and no release is passed over."""
    listing = read()
    assert {*listing.drugs, *listing.groups} == {one.id for one in PACKAGED.subjects()}
    assert sorted(listing.releases) == sorted(RELEASES)
