"""A hospital keeps its own rows over a list, while the list goes on; nothing goes astray.

Hypothesis plays the hospital and the makers of the list: it says and withdraws, names
brands, publishes releases, and asks in between. What is asked is compared with what the
slow judging rule makes of the rows that were written down.
"""

from __future__ import annotations

import copy
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import attrs
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

import mitosafe
from mitosafe import Dataset, Patient
from mitosafe.directory.decode import following
from mitosafe.model import Evidence, ReadExtent, SourceRank, Verdict, release_key
from tests import invented
from tests.invented import Files, Raw
from tests.reference import judging
from tests.reference.comparing import plain
from tests.reference.judging import Verdict as Judged
from tests.reference.listing import Listing, read
from tests.strategies import patients_of

NOBODY = Patient()
#: The hospital's own sources: one of each standing, all read whole, and one heard of.
SOURCES = [
    invented.source(f"own-{rank.value}", rank.value, ReadExtent.WHOLE.value) for rank in SourceRank
]
SOURCES.append(
    invented.source("own-rumour", SourceRank.AUTHORITY.value, ReadExtent.SECOND_HAND.value)
)
HEADING = "name\tsubjects\tkind\tlanguage\tcountry\tsource\n"


@cache
def known_patients(name: str) -> st.SearchStrategy[Patient]:
    """Return what is drawn of patients, in the terms of one of the two lists."""
    return patients_of(Dataset.packaged() if name == "packaged" else invented.dataset())


def rows(populations: tuple[str, ...], uses: tuple[str, ...]) -> st.SearchStrategy[Raw]:
    """Draw a statement without an id and a release."""
    return st.fixed_dictionaries(
        {
            "verdict": st.sampled_from([verdict.value for verdict in Verdict]),
            "evidence": st.sampled_from([evidence.value for evidence in Evidence]),
            "source": st.sampled_from([source["id"] for source in SOURCES]),
            "population": st.sampled_from(populations),
        },
        optional={
            "circumstance": st.sampled_from(uses),
            "stated": st.sampled_from(("2009", "2017-10", "2024-02-07", "2026-11-23")),
        },
    )


class Story(RuleBasedStateMachine):
    """A hospital's rows over a list, told step by step."""

    #: Which list lies below.
    below = "invented"
    #: Of what the hospital speaks: medicines, a measure, a group, and a medicine of its own,
    #: which is there once it is spoken of.
    subjects: tuple[str, ...] = (
        "exemplin",
        "exemplone",
        "acceptol",
        "silentin",
        "long-rest",
        "exemplins",
        "ownol",
    )
    #: A patient is one of these, and uses a medicine in one of these ways.
    populations: tuple[str, ...] = invented.CONDITIONS
    uses: tuple[str, ...] = invented.CIRCUMSTANCES

    def __init__(self) -> None:
        """Begin with an empty folder."""
        super().__init__()
        self.place = tempfile.TemporaryDirectory()
        self.own: dict[str, list[Raw]] = {}
        self.brands: dict[str, str] = {}
        self.count = 0
        self.files: Files = {}
        self.releases: list[str] = []
        #: What the list below answered for a release when it was first asked.
        self.pinned: dict[tuple[str, str], Any] = {}
        self._loaded: Dataset | None = None

    @initialize(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        """Take the list below; the hospital says a few things of it."""
        self.take()
        for _ in range(data.draw(st.integers(0, 4))):
            self._say(data)

    def take(self) -> None:
        """Take the list below as it is."""
        self.files = invented.files()
        self.base = invented.dataset(self.files)
        self.releases = list(invented.RELEASES)

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.place.cleanup()

    # What the hospital does

    @rule(data=st.data())
    def say(self, data: st.DataObject) -> None:
        """The hospital says something of a medicine or a group."""
        self._say(data)

    def _say(self, data: st.DataObject) -> None:
        subject = data.draw(st.sampled_from(self.subjects))
        said = data.draw(rows(self.populations, self.uses))
        since = data.draw(st.sampled_from(self.releases))
        row = {"id": f"own.{self.count}", "locator": "page 1", "since": since, **said}
        self.own.setdefault(subject, []).append(row)
        self._changed()

    @precondition(lambda self: any(self._standing()))
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        """The hospital takes back what it said, from a later release on."""
        row = data.draw(st.sampled_from(self._standing()))
        later = [r for r in self.releases if release_key(r) > release_key(row["since"])]
        row |= {"withdrawn": data.draw(st.sampled_from(later)), "reason": invented.words("wrong")}
        self._changed()

    def _standing(self) -> list[Raw]:
        newest = self.releases[-1]
        every = (row for rows in self.own.values() for row in rows)
        return [row for row in every if "withdrawn" not in row and row["since"] != newest]

    @precondition(lambda self: self.own)
    @rule(data=st.data())
    def name(self, data: st.DataObject) -> None:
        """The hospital has a brand of a medicine that it speaks of."""
        self.brands[f"Ownbrand{'x' * self.count}"] = data.draw(st.sampled_from(sorted(self.own)))
        self._changed()

    # What the makers of the list below do

    @precondition(lambda self: self.below == "invented")
    @rule(data=st.data())
    def publish(self, data: st.DataObject) -> None:
        """The list below says something more, in a new release."""
        release = following(self.releases[-1])
        files = ("drugs/exemplin.toml", "drugs/silentin.toml", "groups/exemplins.toml")
        file = data.draw(st.sampled_from(files))
        said = data.draw(rows(self.populations, self.uses)) | {"source": "panel-2024"}
        where = {"locator": "page 1", "since": release, "facts": ["f"]}
        row = {"id": f"new.{self.count}", **where, **said}
        self.files[file].setdefault("statements", []).append(row)
        self.releases.append(release)
        self.files = invented.locked(self.files, tuple(self.releases))
        self.base = invented.dataset(self.files)
        self._changed()

    def _changed(self) -> None:
        self.count += 1
        self._loaded = None

    # What is asked

    def loaded(self) -> Dataset:
        """Return the hospital's rows over the list below, read again when they changed."""
        if self._loaded is None:
            self._loaded = mitosafe.load(self._write(), base=self.base)
        return self._loaded

    def _write(self) -> Path:
        folder = Path(self.place.name)
        files: Files = {"sources.toml": {"sources": SOURCES}}
        for subject, said in self.own.items():
            file, raw = self._file(subject)
            files[file] = {**raw, "statements": said}
        named = (f"{name}\t{subject}\tbrand\t\tBE\town\n" for name, subject in self.brands.items())
        files["names.tsv"] = HEADING + "".join(named)
        return invented.write(folder, files)

    def _file(self, subject: str) -> tuple[str, Raw]:
        """Return the file of a subject and what it must hold, as the list below has it."""
        for place in ("drugs", "measures", "groups"):
            if raw := self.files.get(f"{place}/{subject}.toml"):
                rest = ("statements", "background", "codes", "synonyms", "atc")
                return f"{place}/{subject}.toml", {k: v for k, v in raw.items() if k not in rest}
        return f"drugs/{subject}.toml", invented.drug(subject, groups=["exemplins"])

    def listing(self) -> Listing:
        """Return all rows, those of the list below and the hospital's own, as plain values."""
        below = self.plain_below()
        drugs, groups = copy.copy(below.drugs), copy.copy(below.groups)
        for subject, said in self.own.items():
            file, raw = self._file(subject)
            every = groups if file.startswith("groups/") else drugs
            known = every.get(subject, raw)
            every[subject] = {**known, "statements": [*known.get("statements", ()), *said]}
        sources = {**below.sources, **{source["id"]: source for source in SOURCES}}
        return attrs.evolve(below, drugs=drugs, groups=groups, sources=sources)

    def plain_below(self) -> Listing:
        """Return the list below as plain values."""
        terms = self.files["terms/conditions.toml"]["terms"]
        return Listing(
            drugs={raw["id"]: raw for name, raw in self.files.items() if name[:2] in ("dr", "me")},
            groups={raw["id"]: raw for name, raw in self.files.items() if name[:2] == "gr"},
            sources={source["id"]: source for source in self.files["sources.toml"]["sources"]},
            conditions={term["id"]: term for term in terms},
            releases=self.releases,
            names=[],
            abbreviations=[],
            ordinary=[],
            vocabulary=[],
            words=[],
            routes=[],
            phrases=[],
            qualifiers=[],
        )

    @rule(data=st.data())
    def ask(self, data: st.DataObject) -> None:
        """Each level is what the slow rule makes of all rows, for any patient and release."""
        release = data.draw(st.sampled_from(self.releases))
        patient = data.draw(known_patients(self.below))
        dataset = self.loaded()
        view = dataset.view(release, patient)
        for subject in self.looked_at():
            judged = plain(view.judgement(dataset.subject(subject)))
            assert self.slow(subject, release, patient) == judged

    def slow(self, subject: str, release: str, patient: Patient = NOBODY) -> Judged:
        """Return what the slow rule makes of all that is said."""
        listing = self.listing()
        said = judging.said_of(listing, subject, release)
        return judging.judge(said, listing.sources, listing.conditions, patient.has, patient.lacks)

    @rule(data=st.data())
    def ask_what_is_untouched(self, data: st.DataObject) -> None:
        """Of what the hospital does not speak, the answer is that of the list below."""
        asked: dict[str, Any] = {
            "system": "mitosafe",
            "release": data.draw(st.sampled_from(self.releases)),
            "patient": data.draw(known_patients(self.below)),
        }
        drugs = self.plain_below().drugs
        for subject in self.looked_at():
            groups = drugs.get(subject, {}).get("groups", ())
            if not {subject, *groups} & set(self.own):
                answer = self.loaded().check(subject, **asked)
                # A mixed list has releases of its own, which say that it is mixed.
                release = self.base.release(asked["release"])
                plain = attrs.evolve(answer, lexicon=self.base, release=release)
                assert self.base.check(subject, **asked) == plain

    @rule(data=st.data())
    def ask_what_is_pinned(self, data: st.DataObject) -> None:
        """A release of the list below answers as it did when it was first asked."""
        release = data.draw(st.sampled_from(self.releases))
        for subject in self.looked_at():
            if subject != "ownol":
                now = self.base.check(subject, system="mitosafe", release=release).as_dict()
                assert now == self.pinned.setdefault((subject, release), now)

    @rule(data=st.data())
    def ask_what_changed(self, data: st.DataObject) -> None:
        """A diff names just those of which other statements decide, with the two judgements."""
        old, new = (data.draw(st.sampled_from(self.releases)) for _ in range(2))
        changes = {str(one.drug.id): one for one in self.loaded().diff(old, new).changes}
        for subject in self.looked_at():
            before, after = self.slow(subject, old), self.slow(subject, new)
            assert (before.decide != after.decide) == (subject in changes)
            if change := changes.get(subject):
                assert (before, after) == (plain(change.old), plain(change.new))
                assert after.decide - before.decide == {said.id for said in change.came}
                assert before.decide - after.decide == {said.id for said in change.went}
                kinds = {kind.value for kind in change.kinds}
                assert ("added" in kinds) == (before.outcome == "not-assessed" != after.outcome)
                assert ("withdrawn" in kinds) == (after.outcome == "not-assessed" != before.outcome)

    @rule()
    def ask_for_the_brands(self) -> None:
        """A brand of the hospital stands for the medicine that it named."""
        for name, subject in self.brands.items():
            [finding] = self.loaded().check(f"{name} 5 mg").findings
            assert subject == finding.drug.id

    @invariant()
    def own_rows_are_marked(self) -> None:
        """Just the hospital's rows are marked as its own."""
        if self._loaded is not None:
            marked = {s.id for one in self._loaded.subjects() for s in one.statements if s.local}
            assert {row["id"] for rows in self.own.values() for row in rows} == marked

    def looked_at(self) -> tuple[str, ...]:
        """Return the subjects that are asked about: all, or some of a long list."""
        return tuple(one.id for one in self.loaded().subjects())


class PackagedStory(Story):
    """The same over the packaged list, which publishes nothing while it is told."""

    below = "packaged"
    subjects = ("valproic-acid", "linezolid", "carbamazepine", "smoking", "statins", "nrtis")
    populations = ("any-pmd", "melas", "polg", "alpers-huttenlocher")
    uses = ("prolonged", "chronic-or-high-dose")

    def take(self) -> None:
        """Take the packaged list."""
        self.base = Dataset.packaged()
        self.releases = [release.id for release in self.base.releases()]
        listing = read()
        self.files = {
            f"{'drugs' if raw['kind'] == 'medicine' else 'measures'}/{name}.toml": raw
            for name, raw in listing.drugs.items()
        }
        self.files |= {f"groups/{name}.toml": raw for name, raw in listing.groups.items()}

    def plain_below(self) -> Listing:
        """Return the data files as they are written."""
        return read()

    def looked_at(self) -> tuple[str, ...]:
        """Return the subjects spoken of, those of one group, and a few others."""
        return (*self.subjects, "simvastatin", "metformin", "propofol", "gentamicin", "alcohol")


TestInvented = Story.TestCase
TestInvented.settings = settings(
    max_examples=max(settings().max_examples // 8, 1), stateful_step_count=20
)
TestPackaged = PackagedStory.TestCase
TestPackaged.settings = settings(
    max_examples=max(settings().max_examples // 50, 1), stateful_step_count=12
)
