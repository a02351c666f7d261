"""Whether a clinician reviewed what is shown: said in every shape, and never too soon."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable
from typing import Any

import attrs
import pandas
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from mitosafe import Dataset, Patient, Review, cds_hooks, export, fhir, frames
from mitosafe.answers import packaged
from mitosafe.answers.document import Writer
from mitosafe.cli.app import app
from mitosafe.export import SHAPES
from mitosafe.judge import reviews_behind
from mitosafe.loading.digests import seal
from mitosafe.loading.formats import is_day
from mitosafe.model import LANGUAGES, Release, Statement, reviews
from mitosafe.plots import drug_over_releases, entries_by_level, list_over_releases
from mitosafe.sheet import sheet
from mitosafe.validation import validate
from tests import invented
from tests.cds_hooks.requests import hooked
from tests.fhir.shapes import bundle, request

CLINIC = {"by": "neurologist, an invented clinic", "date": "2026-11-01"}
PHARMACY = {"by": "pharmacist, an invented hospital", "date": "2026-10-30"}
#: What is said of both reviews: the older one first.
BOTH = "pharmacist, an invented hospital, 2026-10-30; neurologist, an invented clinic, 2026-11-01"
IDS = tuple(s.id for subject in invented.dataset().subjects() for s in subject.statements)


def files(ids: Iterable[str], *, by: tuple[invented.Raw, ...] = (CLINIC, PHARMACY)) -> Any:
    """Return the invented list with these statements reviewed, by one and the other in turn."""
    plain, wanted = invented.files(), set(ids)
    for raw in plain.values():
        for number, said in enumerate(raw.get("statements", ()) if isinstance(raw, dict) else ()):
            said.pop("reviewed", None)
            if said["id"] in wanted:
                said["reviewed"] = by[number % len(by)]
    return plain


NONE, SOME, ALL = (
    invented.dataset(files(ids))
    for ids in ((), ["exemplin.regulator-1", "exemplin.panel-2017-1", "exemplins.study-1"], IDS)
)


def said(dataset: Dataset, term: str, language: str) -> str:
    """Return a sentence of the invented list."""
    return dataset.term("phrases", term).words[language]


def plainly(text: str) -> str:
    """Return a text on one line, without the spaces that French has before its marks."""
    return re.sub(r"\s+(?=[;:!?])", "", " ".join(text.split()))


#: Ways of showing what the list says of exemplin, in a language, as one text.
SHOWN: dict[str, Callable[[Dataset, str], str]] = {
    "text": lambda d, k: d.check("exemplin").text(k),
    "short text": lambda d, k: d.check("exemplin").text(k, full=False),
    "markdown": lambda d, k: d.check("exemplin").markdown(k),
    "html": lambda d, k: d.check("exemplin").html(k),
    "dict": lambda d, k: json.dumps(d.check("exemplin").as_dict(k), ensure_ascii=False),
    "report": lambda d, k: d.check_all(["exemplin", "zzz"]).text(k),
    "diff": lambda d, k: d.diff("2010.1", "2016.1").text(k),
    "ward": lambda d, k: sheet(d, ["exemplin", "zzz"], language=k, layout="ward"),
    "wallet": lambda d, k: sheet(d, ["exemplin", "zzz"], language=k, layout="wallet"),
    "cards": lambda d, k: json.dumps(
        cds_hooks.respond(hooked(request("exemplin")), dataset=d, language=k, assume_pmd=True),
        ensure_ascii=False,
    ),
    "fhir": lambda d, k: json.dumps(
        fhir.screen(bundle(request("exemplin")), dataset=d).bundle(language=k), ensure_ascii=False
    ),
    "frame": lambda d, k: screened(d).text(k),
    "frame as dict": lambda d, k: json.dumps(screened(d).as_dict(k), ensure_ascii=False),
    "chart of a frame": lambda d, k: entries_by_level(screened(d), k).to_json(ensure_ascii=False),
    "chart of a drug": lambda d, k: drug_over_releases("exemplin", dataset=d, language=k).to_json(
        ensure_ascii=False
    ),
}


def screened(dataset: Dataset) -> frames.Screening:
    """Return the summary of a column with exemplin in it."""
    return frames.screen(pandas.DataFrame({"a": ["exemplin", "zzz"]}), "a", dataset=dataset)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("how", SHOWN)
def test_it_is_said_in_every_shape(how: str, language: str) -> None:
    """Not reviewed, where one statement is not; by whom and when, where every one is."""
    before = plainly(SHOWN[how](NONE, language))
    assert said(NONE, "not-reviewed", language).split(" (")[0] in before
    assert "an invented clinic" not in before
    after = plainly(SHOWN[how](ALL, language))
    assert said(NONE, "not-reviewed", language).split(" (")[0] not in after
    assert said(NONE, "reviewed", language).split(" (")[0] in after
    assert plainly(BOTH) in after


def test_where_nothing_is_shown_nothing_was_reviewed() -> None:
    """An entry that was not understood, or of which nothing is said, claims no review."""
    for entry in ("zzz", "", None, "plainol", "silentin"):
        answer = ALL.check(entry)
        assert () == answer.reviews
        assert "not reviewed (English)" in answer.text()
    assert () == reviews([])
    assert () == reviews_behind([])


@given(st.sets(st.sampled_from(IDS)), st.sampled_from(["2016.1", "2026.2", "2026.2.1"]))
def test_an_answer_is_reviewed_when_every_statement_behind_it_is(
    ids: set[str], release: str
) -> None:
    """Whatever is reviewed, in whatever release: what is said is what the statements say."""
    dataset = invented.dataset(files(ids, by=(CLINIC,)))
    for subject in dataset.subjects():
        answer = dataset.check(subject.id, system="mitosafe", release=release)
        behind = {s.id for s in dataset.statements(subject, dataset.release(release).id)}
        whole = bool(behind) and behind <= ids
        assert whole == bool(answer.reviews)
        for language in LANGUAGES:
            first = answer.as_dict(language)["warnings"][0]
            assert ("clinic, 2026-11-01." in first) == whole


def test_what_a_patient_does_not_have_counts_as_well() -> None:
    """A statement that was removed for a patient is still shown, so that it must be reviewed."""
    dataset = invented.dataset(files(set(IDS) - {"exemplin.regulator-1"}))
    patient = Patient(lacks={"invented-syndrome"})
    assert () == dataset.check("exemplin", patient=patient).reviews


def test_each_reviewed_statement_says_by_whom() -> None:
    """Beside a statement that was reviewed stand the role and the day; beside others nothing."""
    text = invented.dataset(files(["exemplin.regulator-1"])).check("exemplin").text("nl", full=True)
    line = "reviewed by (Nederlands): neurologist, an invented clinic, 2026-11-01"
    assert 1 == " ".join(text.split()).count(line)
    assert "not reviewed (Nederlands)" in text


# The command line


def run(monkeypatch: pytest.MonkeyPatch, dataset: Dataset, *words: str, typed: str = "") -> str:
    """Run a command on a list, and give what it shows as one line."""
    monkeypatch.setattr(packaged, "dataset", lambda: dataset)
    runner = CliRunner(env={"COLUMNS": "200"})
    done = runner.invoke(app, words, input=typed, catch_exceptions=False, prog_name="mitosafe")
    assert 0 == done.exit_code
    return " ".join(done.stdout.split())


COMMANDS = (
    ("check", "exemplin"),
    ("show", "exemplin"),
    ("show", "exemplin", "--json"),
    ("list",),
    ("list", "--json"),
    ("diff", "2010.1", "2026.2"),
    ("diff", "2010.1", "2026.2", "--full"),
    ("diff", "2010.1", "2026.2", "--json"),
    ("diff", "2010.1", "2026.2", "--affecting", "-"),
    ("diff", "2010.1", "2026.2", "--affecting", "-", "--json"),
    ("screen", "-", "--from", "lines"),
    ("screen", "-", "--from", "lines", "--format", "json"),
)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_the_command_line_says_it(monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]) -> None:
    """Every command that shows levels says the review status of what it shows."""
    typed = "exemplin\nacceptol\n"
    assert "not reviewed (English)" in run(monkeypatch, NONE, *words, typed=typed)
    shown = run(monkeypatch, ALL, *words, typed=typed)
    assert "not reviewed (English)" not in shown
    assert f"reviewed (English): {BOTH}." in shown


def test_each_row_of_a_screening_says_it_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row is reviewed or not by what stands in it, whatever the other rows are."""
    words = ("screen", "-", "--from", "lines", "--format", "csv")
    monkeypatch.setattr(packaged, "dataset", lambda: SOME)
    done = CliRunner().invoke(app, words, input="exemplin\nacceptol\nzzz\n")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [True, False, False] == [f"{BOTH}." in row["list"] for row in rows]
    assert [False, True, True] == ["not reviewed" in row["list"] for row in rows]


# Charts and exports


def test_a_chart_of_the_list_says_it() -> None:
    """The chart of the whole list needs every statement of every release to be reviewed."""
    assert "not reviewed" in str(list_over_releases(dataset=SOME).title.subtitle)
    assert BOTH in str(list_over_releases(dataset=ALL).title.subtitle)


@pytest.mark.parametrize("shape", sorted(SHAPES.keys() - {"duckdb", "parquet"}))
def test_an_export_says_it(shape: str) -> None:
    """An export is reviewed once each statement of its release is; the directory never is."""
    found = [_text(shape, dataset) for dataset in (NONE, ALL)]
    reviewed = shape != "directory"
    assert [False, reviewed] == ["an invented clinic" in text for text in found]


def _text(shape: str, dataset: Dataset) -> str:
    made = export.files(shape, dataset=dataset)
    if shape.startswith("fhir"):
        import gzip

        made = {name: gzip.decompress(contents) for name, contents in made.items()}
    return b"".join(made.values()).decode("utf-8", "replace")


def test_the_tables_say_it_row_by_row() -> None:
    """In the tables of an export a statement has its reviewer and the day, or neither."""
    text = export.files("csv", dataset=SOME)["statements.csv"].decode()
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text))}
    assert CLINIC == {
        "by": rows["exemplin.regulator-1"]["reviewed_by"],
        "date": rows["exemplin.regulator-1"]["reviewed_on"],
    }
    assert "" == rows["acceptol.panel-2024-1"]["reviewed_by"]


def test_the_status_of_a_resource_is_that_of_its_statement() -> None:
    """In FHIR a statement that stands is active once it is reviewed, and a draft before."""
    made = _text("fhir-r5", SOME)
    assert '"code": "active"' in made
    assert '"code": "draft"' in made
    assert '"code": "active"' not in _text("fhir-r5", NONE)
    assert '"status": "draft"' in made
    assert '"status": "draft"' not in _text("fhir-r5", ALL)


# A review is of what was reviewed


def sealed(change: Callable[[invented.Raw], object] | None = None, **more: Any) -> Any:
    """Return the list with a review that is sealed, and its statement changed after it."""
    plain = invented.files()
    said = plain["drugs/exemplin.toml"]["statements"][1]
    found = invented.corpus(plain)
    statement = found.drug("exemplin").statements[1]
    given = {**CLINIC, "of": seal(statement, found.sources[statement.source]), **more}
    said["reviewed"] = given
    if change:
        change(said)
    return plain


def faults(plain: Any) -> list[str]:
    """Return the faults of a list."""
    return [str(fault) for fault in validate.faults((invented.corpus(invented.locked(plain)),))]


PLACE = "drugs/exemplin.toml: changed since its review: have it reviewed anew, or take that out"


def test_a_review_holds_for_what_was_reviewed() -> None:
    """The seal is that of the statement: nothing is wrong; another seal: it is told."""
    assert [] == faults(sealed())
    assert [f"{PLACE} @ $.statements[1].reviewed.of"] == faults(sealed(of="aaaaaaaaaa"))


@pytest.mark.parametrize(
    "change",
    [
        {"grade": "strong"},
        {"figures": "8/9"},
        {"note": invented.words("another remark")},
        {"mechanisms": ["other-harm"]},
        {"monitoring": []},
        {"locator": "page 9"},
        {"verdict": "avoid"},
        {"evidence": "profound"},
        {"stated": "2017-09-02"},
        {"circumstance": "prolonged"},
        {"population": "invented-variant"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_no_review_outlives_a_change(change: invented.Raw) -> None:
    """Any change of what the reviewer was shown is told, also one that alters no digest."""
    assert f"{PLACE} @ $.statements[1].reviewed.of" in faults(sealed(lambda s: s.update(change)))


def test_a_source_that_weighs_otherwise_breaks_the_seal() -> None:
    """What a source ranks, and how much of it was read, is part of what was reviewed."""
    for key, value in (("rank", "study"), ("read", "abstract"), ("date", "2017-09-02")):
        plain = sealed()
        plain["sources.toml"]["sources"][1][key] = value
        assert f"{PLACE} @ $.statements[1].reviewed.of" in faults(plain)


def test_what_is_done_with_a_statement_breaks_no_seal() -> None:
    """Its place in the list is not part of what was reviewed, nor is its withdrawal."""
    more = {"withdrawn": "2026.2.1", "reason": invented.words("why"), "facts": ["other"]}
    assert [] == faults(sealed(lambda s: s.update(more)))


@pytest.mark.parametrize("field", [field.name for field in attrs.fields(Statement)])
def test_the_seal_is_over_what_a_reviewer_is_shown(field: str) -> None:
    """Each field either changes the seal or is known not to be shown on a sheet."""
    found = invented.corpus()
    said = found.drug("exemplin").statements[1]
    source = found.sources[said.source]
    other: Any = {"evidence": said.evidence.__class__.PROFOUND, "verdict": said.verdict.AVOID}
    changed = attrs.evolve(said, **{field: other.get(field, "another")})
    hidden = ("since", "facts", "withdrawn", "reason", "reviewed", "local")
    assert (seal(changed, source) == seal(said, source)) == (field in hidden)


def test_a_seal_is_letters() -> None:
    """No spreadsheet can take it for a number."""
    found = invented.corpus()
    for said in (s for drug in found.drugs() for s in drug.statements):
        mark = seal(said, found.sources[said.source])
        assert (10, True, True) == (len(mark), mark.isalpha(), mark.islower())


def test_a_review_alters_no_digest() -> None:
    """Whatever is reviewed, every release keeps the digest that locks it."""
    locked: dict[str, Release] = {}
    for dataset in (NONE, SOME, ALL):
        for release in dataset.releases():
            assert locked.setdefault(release.id, release) == release
        assert not [f for f in faults(files(IDS)) if "digest" in f]
    remade = [invented.locked(files(ids))["releases.toml"] for ids in ((), IDS)]
    assert remade[0] == remade[1]


def test_the_reviews_of_the_shipped_list_are_sealed() -> None:
    """A review that ships tells of what it is, by whom, and on which day."""
    given = [s.reviewed for one in Dataset.packaged().subjects() for s in one.statements]
    for review in filter(None, given):
        assert isinstance(review, Review)
        assert review.of
        assert is_day(review.date)


# What a correction took back


def unspaced(text: str) -> str:
    """Return a text without the spaces that French has before a colon."""
    return text.replace("\u00a0:", ":").replace(" :", ":")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pinned_release_says_what_was_withdrawn_later(language: str) -> None:
    """Who asks an older release is told that a statement was taken back since, and why."""
    dataset = invented.dataset()
    why = f"2026.2.1: {invented.words('it was about another medicine')[language]}"
    later = said(dataset, "withdrawn-later", language)
    for full in (True, False):
        text = dataset.check("correctol", release="2026.2").text(language, full=full)
        assert f"! {later}: {why}" in unspaced(text)
    assert later not in dataset.check("correctol").text(language)
    assert later not in dataset.check("acceptol", release="2026.2").text(language)
    [finding] = dataset.check("correctol", release="2026.2").as_dict(language)["findings"]
    [statement] = finding["statements"]
    assert ("2026.2.1", why.removeprefix("2026.2.1: ")) == (
        statement["withdrawn"],
        statement["reason"],
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_diff_gives_the_reason_of_a_correction(language: str) -> None:
    """The corrections between two releases are told with their reason, and only those."""
    dataset = invented.dataset()
    reason = invented.words("an invented error")[language]
    correction = f"{said(dataset, 'correction', language)}: 2026.2.1, 2026-12-31: {reason}"
    for old in ("2024.1", "2026.2"):
        diff = dataset.diff(old, "2026.2.1")
        assert correction in unspaced(" ".join(diff.text(language).split()))
        assert reason == diff.as_dict(language)["corrections"][0]["reason"]
    for old, new in (("2024.1", "2026.2"), ("2026.2.1", "2026.2"), ("2026.2.1", "2026.2.1")):
        assert () == dataset.diff(old, new).corrections


def test_the_command_line_gives_the_reason_of_a_correction(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """So does `mitosafe diff`, as a table, for a list of medicines, and where nothing changed."""
    dataset = invented.dataset()
    for more in ((), ("--full",), ("--affecting", "-"), ("--json",)):
        shown = run(monkeypatch, dataset, "diff", "2026.2", "2026.2.1", *more, typed="correctol\n")
        assert "an invented error (English)" in shown
    plain = invented.files()
    del plain["drugs/correctol.toml"]["statements"][0]["withdrawn"]
    same = invented.dataset(invented.locked(plain))
    assert "an invented error (English)" in run(monkeypatch, same, "diff", "2026.2", "2026.2.1")


def test_a_withdrawal_without_a_reason_is_still_told() -> None:
    """A hospital's own row may lack the reason; the release is said all the same."""
    said = attrs.evolve(invented.corpus().drug("correctol").statements[0], reason=None)
    assert "2026.2.1" == Writer(invented.dataset(), "en", full=True).correction(said)
