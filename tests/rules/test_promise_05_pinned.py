"""Promise 5."""

from __future__ import annotations

import copy
import datetime
import re
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mitosafe.answers.dataset import Dataset
from mitosafe.loading import layer
from mitosafe.loading.digests import canonical, digest
from mitosafe.model import Evidence, Release, Verdict, release_key
from tests import invented
from tests.invented import RELEASES, Files, Raw

WELL = invented.files()
SUBJECTS = sorted(name for name in WELL if name.startswith(("drugs/", "measures/", "groups/")))
SOURCES = [source["id"] for source in WELL["sources.toml"]["sources"]]
PACKAGED = layer.packaged().releases


#: Each example asks for everything in every release: a fifth of the usual number.
FEW = settings(max_examples=settings().max_examples // 5)


@st.composite
def additions(draw: st.DrawFn) -> tuple[str, str, list[tuple[str, Raw]]]:
    """Draw a release, a later one, and statements that count from the later one or after."""
    old = draw(st.integers(0, len(RELEASES) - 2))
    new = draw(st.integers(old + 1, len(RELEASES) - 1))
    said = [
        (
            draw(st.sampled_from(SUBJECTS)),
            invented.statement(
                f"later-{number}",
                draw(st.sampled_from(Verdict)).value,
                draw(st.sampled_from(Evidence)).value,
                draw(st.sampled_from(SOURCES)),
                draw(st.sampled_from(RELEASES[new:])),
                population=draw(st.sampled_from(invented.CONDITIONS)),
                **draw(
                    st.fixed_dictionaries(
                        {},
                        optional={
                            "circumstance": st.sampled_from(invented.CIRCUMSTANCES),
                            "stated": st.sampled_from(("2010", "2017-10", "2026-11-23", "2031")),
                        },
                    )
                ),
            ),
        )
        for number in range(draw(st.integers(1, 4)))
    ]
    return RELEASES[old], RELEASES[new], said


def untold(value: Any) -> Any:
    """Return plain values without what statements tell of a later withdrawal."""
    if isinstance(value, dict):
        return {k: untold(v) for k, v in value.items() if k not in ("withdrawn", "reason")}
    return [untold(item) for item in value] if isinstance(value, list) else value


def answers(dataset: Dataset, release: str) -> list[dict[str, Any]]:
    """Return what a list answers for everything that is in it, as plain values."""
    subjects = (*dataset.subject_ids(), *dataset.group_ids())
    found = (dataset.check(subject, system="mitosafe", release=release) for subject in subjects)
    return [answer.as_dict() for answer in found]


@cache
def before(release: str) -> list[dict[str, Any]]:
    """Return what the list answered before any change."""
    return answers(invented.dataset(WELL), release)


def digests(files: Files, until: str) -> list[str]:
    """Return the digests that the data gives for the releases up to one."""
    found = invented.corpus(files)
    drugs, groups = list(found.drugs()), list(found.groups())
    upto = [r.id for r in found.releases if release_key(r.id) <= release_key(until)]
    return [
        digest(canonical(release, drugs, groups, found.sources, found.terms("conditions")))
        for release in upto
    ]


class TestPinned:
    """Promise 5.

    **Pinned.** A release of the list is identified, dated and hash-locked: the same package
    or a later one gives the same verdicts for it.
    """

    @given(additions())
    def test_what_is_added_later_alters_nothing_before(
        self, drawn: tuple[str, str, list[tuple[str, Raw]]]
    ) -> None:
        """Statements of a later release change no digest and no answer of an older one."""
        old, _, said = drawn
        files = copy.deepcopy(WELL)
        for subject, statement in said:
            files[subject].setdefault("statements", []).append(statement)
        assert digests(WELL, old) == digests(files, old)
        assert before(old) == answers(invented.dataset(files), old)

    @given(additions())
    def test_and_it_is_locked_from_then_on(
        self, drawn: tuple[str, str, list[tuple[str, Raw]]]
    ) -> None:
        """In the newest release, the same statements give another digest: none comes unseen."""
        _, _, said = drawn
        files = copy.deepcopy(WELL)
        for subject, statement in said:
            files[subject].setdefault("statements", []).append(statement)
        assert digests(WELL, RELEASES[-1])[-1] != digests(files, RELEASES[-1])[-1]

    @given(st.integers(1, len(RELEASES) - 1), st.sampled_from(SUBJECTS), st.data())
    def test_what_is_withdrawn_later_alters_nothing_before(
        self, at: int, subject: str, data: st.DataObject
    ) -> None:
        """A withdrawal changes no answer of a release before it, but that it is told there."""
        files = copy.deepcopy(WELL)
        for statement in files[subject].get("statements", []):
            if data.draw(st.booleans()) and "withdrawn" not in statement:
                statement |= {"withdrawn": RELEASES[at], "reason": invented.words("an error")}
        old = RELEASES[at - 1]
        assert digests(WELL, old) == digests(files, old)
        now = answers(invented.dataset(files), old)
        assert [untold(answer) for answer in before(old)] == [untold(answer) for answer in now]

    @FEW
    @given(st.sampled_from(SUBJECTS), st.sampled_from(Verdict), st.sampled_from(Evidence))
    def test_the_past_cannot_be_altered_in_silence(
        self, subject: str, verdict: Verdict, evidence: Evidence
    ) -> None:
        """An edit of the past alters the digests of just those releases that answer otherwise."""
        files = copy.deepcopy(WELL)
        for statement in files[subject].get("statements", []):
            statement |= {"verdict": verdict.value, "evidence": evidence.value}
        dataset = invented.dataset(files)
        old, new = digests(WELL, RELEASES[-1]), digests(files, RELEASES[-1])
        for number, release in enumerate(RELEASES):
            same = before(release) == answers(dataset, release)
            assert same == (old[number] == new[number])

    @pytest.mark.parametrize("release", PACKAGED, ids=lambda release: release.id)
    def test_each_release_is_identified_and_dated(self, release: Release) -> None:
        """A packaged release has an id, a day of its half-year, and a digest of 64 digits."""
        assert re.fullmatch(r"\d{4}\.[12](\.\d+)?", release.id)
        day = datetime.date.fromisoformat(release.date)
        year, half, *_ = release.key
        assert (year, half) == (day.year, 1 if day.month <= 6 else 2)
        assert re.fullmatch("[0-9a-f]{64}", release.digest)

    def test_each_release_is_hash_locked(self) -> None:
        """The packaged data gives, for each packaged release, the digest that is recorded."""
        found = layer.packaged()
        drugs, groups = list(found.drugs()), list(found.groups())
        recorded = {release.id: release.digest for release in PACKAGED}
        assert recorded == {
            release.id: digest(
                canonical(release.id, drugs, groups, found.sources, found.terms("conditions"))
            )
            for release in PACKAGED
        }
