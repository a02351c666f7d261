"""What every page is made from: the list, judged once in every release, and its words."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

import attrs

from mitosafe import Dataset, Drug, Group, Judgement, Level, Outcome, Patient, Release, Statement
from mitosafe.answers.document import Writer
from mitosafe.loading import decode
from mitosafe.loading.layer import TABLES
from mitosafe.model import ANY_PMD, LANGUAGES

#: The words of the site itself: what no answer says.
WORDS: Mapping[str, Mapping[str, str]] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
)
#: The other names with their countries; only a look-up made from them travels in the wheel.
NAMES = Path(__file__).parents[2] / "src" / "mitosafe" / "data" / "names.tsv"

Subject = Drug | Group


@attrs.frozen(kw_only=True)
class Name:
    """Another name of a drug, as the list has it."""

    text: str
    kind: str
    countries: str
    #: Whether it is the name of a product with other substances as well.
    combined: bool
    #: Whether it stands for other things in other countries.
    several: bool


@attrs.frozen(kw_only=True)
class Run:
    """Consecutive releases in which a drug had the same level."""

    #: Positions of the first release and of the one after the last.
    start: int
    stop: int
    level: Level | None
    outcome: Outcome


class Book:
    """A list, read once for all pages."""

    def __init__(self, data: Dataset | None = None) -> None:
        """Read the list, the packaged one unless another is given, and judge all of it."""
        self.data = data or Dataset.packaged()
        self.releases: tuple[Release, ...] = self.data.releases()
        self.newest = self.releases[-1]
        self.drugs = self.data.everything()
        self.groups = self.data.groups()
        self.writers = {each: Writer(self.data, each, full=True) for each in LANGUAGES}
        subjects: tuple[Subject, ...] = (*self.drugs, *self.groups)
        self._judged_in: dict[str, dict[str, Judgement]] = {}
        self._judged = {
            release.id: {
                subject.id: self.data.view(release.id).judgement(subject) for subject in subjects
            }
            for release in self.releases
        }

    def judgement(self, subject: Subject, release: Release | None = None) -> Judgement:
        """Return the judgement on a drug or group, in the newest release or another."""
        return self._judged[(release or self.newest).id][subject.id]

    def judgement_in(self, condition: str, subject: Subject) -> Judgement:
        """Return the judgement for a patient who has a condition, in the newest release."""
        kept = self._judged_in.setdefault(condition, {})
        if subject.id not in kept:
            has = {condition} - {ANY_PMD}  # Everybody of whom the list speaks has that.
            kept[subject.id] = self.data.view(patient=Patient(has=has)).judgement(subject)
        return kept[subject.id]

    def behind(self, release: Release) -> Iterator[Statement]:
        """Return the statements that count in a release, or did before newer ones."""
        for judged in self._judged[release.id].values():
            yield from judged.considered

    def runs(self, subject: Subject, *, holding: bool = False) -> list[Run]:
        """Return the history of a drug, equal neighbours joined: the worst level, or what holds."""
        found: list[Run] = []
        for at, release in enumerate(self.releases):
            judged = self.judgement(subject, release)
            level = judged.level if holding else judged.worst
            last = found[-1] if found else None
            if last and (last.level, last.outcome) == (level, judged.outcome):
                found[-1] = attrs.evolve(last, stop=at + 1)
            else:
                found.append(Run(start=at, stop=at + 1, level=level, outcome=judged.outcome))
        return found

    @cached_property
    def members(self) -> Mapping[str, tuple[Drug, ...]]:
        """Return the members of each group."""
        return {g.id: tuple(d for d in self.drugs if g.id in d.groups) for g in self.groups}

    @cached_property
    def names(self) -> Mapping[str, tuple[Name, ...]]:
        """Return every other name of each drug."""
        found: defaultdict[str, list[Name]] = defaultdict(list)
        lines = decode.table(NAMES.read_text(encoding="utf-8"), NAMES.name, TABLES[NAMES.name])
        for text, subjects, kind, _language, countries, _source in (x.split("\t") for x in lines):
            alternatives = [each.split("+") for each in subjects.split("|")]
            name = Name(
                text=text,
                kind=kind,
                countries=countries,
                combined=all(len(each) > 1 for each in alternatives),
                several=len(alternatives) > 1,
            )
            for subject in {part for each in alternatives for part in each}:
                found[subject].append(name)
        return {subject: tuple(names) for subject, names in found.items()}

    @cached_property
    def brand_countries(self) -> tuple[str, ...]:
        """Return the codes (ISO 3166) of the countries of whose brands there are lists."""
        brands = (n for names in self.names.values() for n in names if n.kind == "brand")
        codes = {code for brand in brands for code in brand.countries.split(",") if code}
        # What is authorised for the whole Union is no list of the brands of a country.
        return tuple(sorted({"GB" if code == "UK" else code for code in codes - {"EU"}}))

    def worst_first(
        self, drugs: tuple[Drug, ...], language: str, condition: str = ANY_PMD
    ) -> list[Drug]:
        """Order drugs for reading, of whom a condition is known: the worst first, then by name."""
        heights = {Level.RED: 0, Level.ORANGE: 1, Level.YELLOW: 2, None: 3}

        def key(drug: Drug) -> tuple[int, bool, str]:
            judged = self.judgement_in(condition, drug)
            silent = judged.outcome is Outcome.NOT_ASSESSED
            return heights[judged.worst], silent, drug.names[language].casefold()

        return sorted(drugs, key=key)


@attrs.frozen
class Tongue:
    """The words of one language: those of the list, and those of the site."""

    book: Book
    language: str

    @property
    def writer(self) -> Writer:
        """What writes answers in this language."""
        return self.book.writers[self.language]

    def __call__(self, word: str) -> str:
        """Return a word of the site."""
        return WORDS[word][self.language]

    def phrase(self, term: str) -> str:
        """Return a phrase that answers use."""
        return self.writer.phrase(term)

    def term(self, vocabulary: str, term: str) -> str:
        """Return the wording of a term."""
        return self.writer.word(vocabulary, term)

    def explain(self, vocabulary: str, term: str) -> str:
        """Return the longer wording of a term; empty if it has none."""
        return self.writer.explain(vocabulary, term)

    def name(self, subject: Subject) -> str:
        """Return the name of a drug or group."""
        return subject.names[self.language]
