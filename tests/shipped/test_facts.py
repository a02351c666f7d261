"""The shipped list against the facts it was made from, as far as the repository tells them."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import mitosafe
from mitosafe import Background, Dataset, Drug, Group, Statement, Term
from mitosafe.loading import layer
from mitosafe.loading.digests import canonical, counts, digest
from mitosafe.model import LANGUAGES
from tools import compare_readings, compile_data, make_deviations

ROOT = Path(__file__).parent.parent.parent
RECORDS = {f"r{number:03}" for number in range(1, 395)}
DATASET = Dataset.packaged()
SUBJECTS: tuple[Drug | Group, ...] = (*DATASET.everything(), *DATASET.groups())
STATEMENTS: tuple[Statement, ...] = tuple(s for x in SUBJECTS for s in x.statements)
BACKGROUND: tuple[Background, ...] = tuple(b for x in SUBJECTS for b in x.background)
NOTES = [s.note for s in STATEMENTS if s.note] + [b.note for b in BACKGROUND if b.note]
SETTLED = {row["record"]: row["outcome"] for row in make_deviations.table("settlements.tsv")}
READINGS = tuple(compare_readings.readings(f"{name}-reading.tsv") for name in ("first", "second"))

Essence = tuple[str, str, str, str, str]


def left_out(part: str) -> set[str]:
    """Return the records that the table of left-out records has for a part."""
    return {r["record"] for r in make_deviations.table("left-out.tsv") if r["part"] == part}


def encoded() -> dict[str, set[Essence]]:
    """Return what the statements that name a record say, by record."""
    found: dict[str, set[Essence]] = defaultdict(set)
    for s in STATEMENTS:
        said = (s.subject, s.verdict.value, s.evidence.value, s.population, s.circumstance or "")
        for fact in s.facts:
            found[fact].add(said)
    return found


def read(record: str) -> list[set[Essence]]:
    """Return what each of the two readings made of a record, as far as it is statements."""
    fields = ("subject", "verdict", "evidence", "population", "circumstance")
    return [
        {tuple(row[f] for f in fields) for row in reading[record] if row["row"] == "statement"}  # type: ignore[misc]
        for reading in READINGS
    ]


def texts(value: Any, at: str = "$") -> Iterator[tuple[str, str]]:
    """Return every text in parsed data with its place, except the titles of sources."""
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in ("title", "authors", "url", "locator", "also", "name"):
                yield from texts(inner, f"{at}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from texts(inner, f"{at}[{number}]")


def files() -> Iterator[tuple[str, Any]]:
    """Return every parsed file of the package."""
    packaged = layer.packaged()
    yield from ((name, packaged.files[name]) for name in packaged.files)


class TestRecords:
    """Every record of the facts is encoded or explained."""

    def test_all_394_are_encoded_or_left_out(self) -> None:
        """Every record is named by a statement or background record, or stands in the table."""
        named = {f for s in STATEMENTS for f in s.facts} | {f for b in BACKGROUND for f in b.facts}
        assert named | left_out("whole") == RECORDS
        assert named & left_out("whole") == set()

    def test_what_is_left_out_in_part_is_there_in_part(self) -> None:
        """A record that is left out in part is named all the same, and has a reason."""
        named = {f for s in STATEMENTS for f in s.facts}
        assert left_out("part") - named == set()
        assert all(len(row["reason"]) > 20 for row in make_deviations.table("left-out.tsv"))

    def test_background_gives_no_verdict(self) -> None:
        """A record that both readers took as background is in no statement."""
        background = {
            record
            for record in RECORDS
            if not any(read(record)) and SETTLED.get(record) != "changed"
        }
        assert background & set(encoded()) == set()
        assert len(background) > 90

    def test_every_record_says_what_a_reading_or_a_settlement_says(self) -> None:
        """No statement says of a record what neither reader did, unless it was settled so."""
        kept = encoded()
        strange = {
            record
            for record in RECORDS
            if kept.get(record, set()) not in read(record) and SETTLED.get(record) != "changed"
        }
        assert strange == set()

    @pytest.mark.parametrize(("outcome", "reading"), [("first", 0), ("open", 0), ("second", 1)])
    def test_a_settlement_stands(self, outcome: str, reading: int) -> None:
        """Where the table says that a reading stands, the list says what that reading says."""
        kept = encoded()
        settled = [record for record, how in SETTLED.items() if how == outcome]
        assert settled
        assert [r for r in settled if kept.get(r, set()) != read(r)[reading]] == []

    def test_every_difference_is_settled(self) -> None:
        """Every difference between the readings has a reason in the table."""
        _, differing = compare_readings.compare()
        assert {record for record, _, _ in differing} - SETTLED.keys() == set()

    def test_the_page_on_deviations_is_current(self) -> None:
        """The page says what the readings, the settlements and the data give now."""
        assert make_deviations.page() == make_deviations.PAGE.read_text(encoding="utf-8")


class TestMade:
    """What is made from the data is current, and the past is locked."""

    def test_compiled_files_are_current(self) -> None:
        """The installed package holds exactly what the data files of the repository give."""
        data = Path(mitosafe.__file__).parent / "data"
        stale = [
            name
            for name, text in compile_data.compiled().items()
            if (data / name).read_text(encoding="utf-8") != text
        ]
        assert stale == []

    def test_digests(self) -> None:
        """Every release has the digest that its verdicts give."""
        drugs, groups = DATASET.everything(), DATASET.groups()
        conditions: dict[str, Term] = {term.id: term for term in DATASET.terms("conditions")}
        again = {
            release.id: digest(canonical(release.id, drugs, groups, DATASET.sources, conditions))
            for release in DATASET.releases()
        }
        assert {release.id: release.digest for release in DATASET.releases()} == again

    def test_each_release_changes_something(self) -> None:
        """A release is there only if a statement or background record begins or ends in it."""
        begun = {s.since for s in STATEMENTS} | {b.since for b in BACKGROUND}
        ended = {s.withdrawn for s in STATEMENTS if s.withdrawn}
        assert {release.id for release in DATASET.releases()} == begun | ended


class TestReachable:
    """What is on the list can be asked for."""

    def test_every_standing_statement_of_the_newest_release(self) -> None:
        """Asking for each subject by its English name shows every statement that counts."""
        release = DATASET.release().id
        counting = {s.id for s in STATEMENTS if counts(s, release)}
        shown: set[str] = set()
        for subject in SUBJECTS:
            for finding in DATASET.check(subject.names.en).findings:
                shown |= {s.id for s in finding.statements}
                shown |= {r.statement.id for r in finding.retired}
        assert counting == shown
        assert len(shown) > 450

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_subject_by_its_name(self, language: str) -> None:
        """The name of every subject in each language finds that subject, and it is not blank."""
        missed = [
            subject.id
            for subject in SUBJECTS
            if subject.id
            not in {f.drug.id for f in DATASET.check(subject.names[language]).findings}
        ]
        assert missed == []

    def test_every_drug_by_its_codes(self) -> None:
        """Every code of a drug finds that drug."""
        missed = [
            (drug.id, system, code)
            for drug in DATASET.everything()
            for system in ("atc", "rxnorm", "unii", "cas", "wikidata", "drugbank")
            for code in getattr(drug.codes, system)
            if drug.id not in {f.drug.id for f in DATASET.check(code, system=system).findings}
        ]
        assert missed == []


class TestWords:
    """What a user is shown is in our own words, in three languages."""

    def test_all_terms_in_three_languages(self) -> None:
        """Every wording of every term is there in each language."""
        packaged = layer.packaged()
        missing = [
            (vocabulary, term.id, language)
            for vocabulary in packaged.names("terms")
            for term in packaged.terms(vocabulary).values()
            for words in (term.words, *((term.explain,) if term.explain else ()))
            for language in LANGUAGES
            if not words[language].strip()
        ]
        assert missing == []

    def test_all_notes_in_three_languages(self) -> None:
        """Every note is there in each language, and short enough to be our own words."""
        assert len(NOTES) > 100
        assert [n.en for n in NOTES if not all(n[lang].strip() for lang in LANGUAGES)] == []
        assert [n.en for n in NOTES if max(len(n[lang]) for lang in LANGUAGES) > 160] == []

    def test_nothing_is_quoted(self) -> None:
        """No field is named after a quote, and no note quotes more than a word or two."""
        keys = {at.rsplit(".", 1)[-1] for _, raw in files() for at, _ in texts(raw)}
        assert [key for key in keys if "quote" in key] == []
        quoted = re.compile(r"[\"“„«]\s?\w+(?:\W+\w+){2,}?\s?[\"”»]")
        assert quoted.search("listed as “to be avoided where possible” here")
        assert [n.en for n in NOTES if any(quoted.search(n[lang]) for lang in LANGUAGES)] == []

    def test_nothing_is_called_safe(self) -> None:
        """The words safe, sûr and veilig are in no text of the data."""
        word = re.compile(r"\b(safe|safely|sûre?s?|veilige?)\b", re.IGNORECASE)
        assert list(texts({"note": {"en": "It is safe."}})) == [("$.note.en", "It is safe.")]
        found = [
            (name, at, text)
            for name, raw in files()
            for at, text in texts(raw)
            if word.search(text)
        ]
        assert found == []

    def test_no_word_that_is_set_aside_is_a_medicine(self) -> None:
        """A word that is set aside is no name; of salts, fillers and contexts none is listed.

        (A name wins over a word; so a filler that is also a name of a medicine that is not
        on the list is answered as that medicine, which says nothing of it.)
        """
        index = DATASET.index
        names = {w: (kind, index.name(w)) for w, kind in index.words.items() if index.name(w)}
        allowed = ("salt", "filler", "context")
        assert {w: kind for w, (kind, _) in names.items() if kind not in allowed} == {}
        listed = {w for w, (_, match) in names.items() if match and match.kind != "vocabulary"}
        assert {w for w in listed if names[w][0] != "salt"} == set()

    def test_the_sources_of_names_are_credited(self) -> None:
        """LICENSE-DATA names every source of a name."""
        path = compile_data.DATA / "names.tsv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            used = {source for row in rows for source in row["source"].split(",") if source}
        licence = (ROOT / "LICENSE-DATA").read_text(encoding="utf-8")
        credited = {name for part in re.findall(r"\[([^\]]+)\]", licence)
                    for name in part.replace("\n", " ").split(", ")}  # fmt: skip
        assert used - credited == set()
