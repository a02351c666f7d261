"""The scripts that make files from the data, and the one that compares the two readings."""

from __future__ import annotations

import copy
import json
import runpy
import shutil
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from tools import compare_readings, compile_data, make_releases

from mitosafe.loading import folder as folders
from mitosafe.lookup.index import Index
from mitosafe.validation import validate
from tests import invented
from tests.invented import Files

TOOLS = Path(compile_data.__file__).parent
#: The truth that the packaged files are made from; not in a wheel, but beside the tests.
DATA = TOOLS.parent / "src" / "mitosafe" / "data"
HERE = pytest.mark.skipif(not (DATA / "releases.toml").exists(), reason="the sources are not here")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the invented list as the folder that the scripts work on."""
    folder = invented.write(tmp_path / "data")
    monkeypatch.setattr(compile_data, "DATA", folder)
    monkeypatch.setattr(make_releases, "DATA", folder)
    return folder


def run(tool: ModuleType, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> object:
    """Run a script as from the command line, and give its exit code."""
    monkeypatch.setattr(sys, "argv", [tool.__name__, *arguments])
    return tool.main()


def rewrite(folder: Path, files: Files) -> None:
    """Put other files in the place of those in a folder."""
    shutil.rmtree(folder)
    invented.write(folder, files)


# compile_data


def test_the_made_files_say_what_the_sources_say(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both files are written: the tables parsed, and the look-up tables made from them."""
    assert 0 == run(compile_data, monkeypatch)
    assert ["compiled.json", "lookup.json"] == [
        line.partition(":")[0] for line in capsys.readouterr().out.splitlines()
    ]
    made = json.loads((data / "compiled.json").read_text(encoding="utf-8"))
    known = json.loads((data / "lookup.json").read_text(encoding="utf-8"))
    whole = folders.read(data, local=False)
    assert whole.files == {name: json.loads(text) for name, text in made["files"].items()}
    tables = {name: text.splitlines() for name, text in made["tables"].items()}
    assert {"words.tsv", "routes.tsv", "codes"} <= tables.keys()
    index = Index(known["names"], known["seconds"], tables["codes"], (), tables["routes.tsv"])
    wanted = validate.build_index((whole,))
    assert set(wanted.names()) == set(index.names())
    assert all(wanted.name(name) == index.name(name) for name in wanted.names())
    assert wanted.code("atc", "D99XA01") == index.code("atc", "d99xa01")


def test_the_made_files_are_checked(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A check writes nothing, and names each file that is missing or not current."""
    assert 1 == run(compile_data, monkeypatch, "--check")
    assert not (data / "compiled.json").exists()
    run(compile_data, monkeypatch)
    assert 0 == run(compile_data, monkeypatch, "--check")
    files = copy.deepcopy(invented.files())
    files["drugs/exemplin.toml"]["statements"][0]["note"] = invented.words("another remark")
    kept = {name: (data / name).read_text(encoding="utf-8") for name in folders.MADE}
    rewrite(data, {**files, **kept})
    capsys.readouterr()
    assert 1 == run(compile_data, monkeypatch, "--check")
    assert ["compiled.json is not current: run make data"] == capsys.readouterr().out.splitlines()
    assert kept["compiled.json"] == (data / "compiled.json").read_text(encoding="utf-8")


def test_compiling_twice_gives_the_same_bytes(data: Path) -> None:
    """The files do not depend on the order in which a folder is gone through."""
    once = compile_data.compiled()
    rewrite(data, dict(reversed(invented.files().items())))
    assert once == compile_data.compiled()


@HERE
def test_the_packaged_files_are_current() -> None:
    """What travels in the package is what its sources give."""
    for name, text in compile_data.compiled().items():
        assert text == (DATA / name).read_text(encoding="utf-8")


# make_releases


def test_half_years_are_reconstructed_from_the_dates_of_the_statements(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each half-year in which something counts or ends has a release, named in the file or not."""
    text = (data / "releases.toml").read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    made = [r for r in raw["releases"] if not r.get("reconstructed")]
    files = {**invented.files(), "releases.toml": {"releases": made}}
    rewrite(data, files)
    assert 0 == run(make_releases, monkeypatch)
    assert [] == validate.folder(data)
    found = folders.read(data, local=False).releases
    assert [
        ("2016.1", "2016-06-30", True),
        ("2017.2", "2017-12-31", True),
        ("2020.1", "2020-06-30", True),
        ("2024.1", "2024-06-30", True),
        ("2026.2", "2026-12-30", False),
        ("2026.2.1", "2026-12-31", False),
    ] == [(release.id, release.date, release.reconstructed) for release in found]


def test_releases_that_are_there_are_kept(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Made again from the same data, every release is as it was, its day and its reason too."""
    before = folders.read(data, local=False).releases
    assert 0 == run(make_releases, monkeypatch)
    assert f"releases.toml: {len(invented.RELEASES)} releases\n" == capsys.readouterr().out
    assert before == folders.read(data, local=False).releases
    text = (data / "releases.toml").read_bytes()
    assert 0 == run(make_releases, monkeypatch)
    assert text == (data / "releases.toml").read_bytes()


def test_the_past_is_not_rewritten(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """If the data gives another digest for a release that is there, nothing is written."""
    files = copy.deepcopy(invented.files())
    files["drugs/dubitol.toml"]["statements"][0]["verdict"] = "caution"
    rewrite(data, files)
    before = (data / "releases.toml").read_bytes()
    assert 1 == run(make_releases, monkeypatch)
    expected = "the data gives another digest than the one recorded; not written"
    altered = invented.RELEASES[invented.RELEASES.index("2017.2") :]
    assert [f"{each}: {expected}" for each in altered] == capsys.readouterr().out.splitlines()
    assert before == (data / "releases.toml").read_bytes()
    assert 0 == run(make_releases, monkeypatch, "--rewrite")
    assert [] == validate.folder(data)


def later(since: str) -> Files:
    """Return the invented list with a statement that counts from a new release."""
    files = copy.deepcopy(invented.files())
    said = invented.statement("silentin.panel-1", "avoid", "consensus", "panel-2024", since)
    files["drugs/silentin.toml"]["statements"] = [said]
    return files


REASONS = [f"--reason-{language}={text}" for language, text in invented.words("why").items()]


def test_a_new_release_is_asked_for_by_name_and_day(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A release made by the project has the day on which it was made, which nobody can guess."""
    rewrite(data, later("2027.1"))
    before = (data / "releases.toml").read_bytes()
    assert 1 == run(make_releases, monkeypatch)
    expected = "2027.1: name it with --release and its day with --date; not written\n"
    assert expected == capsys.readouterr().out
    assert before == (data / "releases.toml").read_bytes()
    assert 0 == run(make_releases, monkeypatch, "--release", "2027.1", "--date", "2027-05-14")
    newest = folders.read(data, local=False).releases[-1]
    assert ("2027.1", "2027-05-14", "2026.2.1") == (newest.id, newest.date, newest.previous)
    assert newest.reason is None
    assert [] == validate.folder(data)


def test_a_correction_has_its_reason(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A correction is made with its day and its reason in three languages, and keeps them."""
    rewrite(data, later("2026.2.2"))
    asked = ("--release", "2026.2.2", "--date", "2027-01-07", *REASONS)
    assert 0 == run(make_releases, monkeypatch, *asked)
    assert 0 == run(make_releases, monkeypatch)
    newest = folders.read(data, local=False).releases[-1]
    assert newest.reason is not None
    assert ("2026.2.2", "2027-01-07", "why (français)") == (
        newest.id,
        newest.date,
        newest.reason.fr,
    )
    assert [] == validate.folder(data)


@pytest.mark.parametrize(
    ("asked", "faults"),
    [
        (["--release", "soon"], ["soon: no release; write it as 2026.2 or 2026.2.1"]),
        (
            ["--release", "2026.2.1", "--date", "2027-01-07", *REASONS],
            ["2026.2.1: not after 2026.2.1; a release that is there is never changed"],
        ),
        (
            ["--release", "2020.2"],
            [
                "2020.2: not after 2026.2.1; a release that is there is never changed",
                "2020.2: say with --date on which day it is made, as 2026-11-23",
            ],
        ),
        (
            ["--release", "2026.2.2", "--date", "2027-01", *REASONS[:2]],
            [
                "2026.2.2: say with --date on which day it is made, as 2026-11-23",
                "2026.2.2: a correction has a reason in en, fr, nl",
            ],
        ),
        (
            ["--release", "2027.1", "--date", "2026-12-30"],
            ["2027.1: 2026-12-30 is before 2026.2.1 was made (2026-12-31)"],
        ),
        (
            ["--release", "2026.2.2", "--date", "2027-01-07", *REASONS],
            ["2026.2.2: a correction that changes nothing"],
        ),
    ],
)
def test_a_release_that_cannot_be_is_refused(
    data: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    asked: list[str],
    faults: list[str],
) -> None:
    """Every reason for which it cannot be is told, and nothing is written."""
    before = (data / "releases.toml").read_bytes()
    assert 1 == run(make_releases, monkeypatch, *asked)
    assert [f"{fault}; not written" for fault in faults] == capsys.readouterr().out.splitlines()
    assert before == (data / "releases.toml").read_bytes()


# compare_readings

HEAD = ("record", "row", *compare_readings.FIELDS)
SAID = ("exemplin", "avoid", "consensus", "any-pmd", "", "authority")
OTHER = ("exemplin", "caution", "consensus", "melas", "", "authority")
NONE = ("exemplin", "", "", "", "", "")
FIRST = [
    ("r1", "statement", *SAID),
    ("r2", "statement", *SAID),
    ("r2", "statement", *OTHER),
    ("r3", "background", *NONE),
    ("r4", "statement", *SAID),
    ("r5", "statement", *SAID),
    ("r6", "background", *NONE),
]
SECOND = [
    ("r1", "statement", *SAID),
    ("r2", "statement", *OTHER),
    ("r2", "statement", *SAID[:1], "avoid-if-possible", *SAID[2:]),
    ("r3", "statement", *SAID),
    ("r4", "statement", *SAID),
    ("r4", "statement", *OTHER),
    ("r6", "background", *NONE[:1], "ignored", *NONE[2:]),
    ("r7", "statement", *SAID),
]


@pytest.fixture
def readings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of two invented readings."""
    for name, rows in (("first", FIRST), ("second", SECOND)):
        text = "".join("\t".join(row) + "\n" for row in (HEAD, *rows))
        (tmp_path / f"{name}-reading.tsv").write_text(text, encoding="utf-8")
    monkeypatch.setattr(compare_readings, "REVIEW", tmp_path)
    return tmp_path


@pytest.mark.usefixtures("readings")
def test_readings_are_compared_field_by_field() -> None:
    """Rows of a record are paired by what agrees; what is left over, or differs, is counted."""
    counts, differing = compare_readings.compare()
    assert {
        "record covered": (5, 7),
        "row": (5, 9),
        "subject": (4, 4),
        "verdict": (3, 4),
        "evidence": (4, 4),
        "population": (4, 4),
        "circumstance": (4, 4),
        "rank": (4, 4),
    } == counts
    shown = [(record, one and one["row"], two and two["row"]) for record, one, two in differing]
    assert [
        ("r2", "statement", "statement"),
        ("r3", "background", "statement"),
        ("r4", None, "statement"),
        ("r5", "statement", None),
        ("r7", None, "statement"),
    ] == shown


def test_rows_are_paired_whatever_their_order() -> None:
    """The best agreeing rows are paired first; each row is in one pair."""
    first, second = (
        [dict(zip(HEAD, row, strict=True)) for row in rows] for rows in (FIRST, SECOND)
    )
    one, two = first[1:3], second[1:3]
    wanted = {(one[0]["verdict"], two[1]["verdict"]), (one[1]["verdict"], two[0]["verdict"])}
    for left, right in ((one, two), (one[::-1], two), (one, two[::-1])):
        pairs = compare_readings.pairs(left, right)
        assert wanted == {(a["verdict"], b["verdict"]) for a, b in pairs if a and b}
        assert 2 == len(pairs)


@pytest.mark.usefixtures("readings")
@pytest.mark.parametrize("differences", [False, True])
def test_the_comparison_is_printed(
    differences: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The agreement is shown in per cent, and on request each difference side by side."""
    run(compare_readings, monkeypatch, *(["--differences"] if differences else []))
    lines = capsys.readouterr().out.splitlines()
    assert "record covered     5 of    7   71.4 %" == lines[0]
    assert "verdict            3 of    4   75.0 %" == lines[3]
    assert "5 pairs differ" == lines[8]
    expected = [
        "r5",
        "   1 statement exemplin avoid consensus any-pmd - authority",
        "   2 (none)",
    ]
    assert (expected if differences else []) == lines[9:][9:12]


def test_readings_that_say_nothing_agree_in_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two empty readings are no reason to fall over."""
    for name in ("first", "second"):
        (tmp_path / f"{name}-reading.tsv").write_text("\t".join(HEAD) + "\n", encoding="utf-8")
    monkeypatch.setattr(compare_readings, "REVIEW", tmp_path)
    run(compare_readings, monkeypatch)
    assert "record covered     0 of    0      - %" == capsys.readouterr().out.splitlines()[0]


def test_quotation_marks_in_a_reading_are_only_letters(readings: Path) -> None:
    """A row that begins with a quotation mark is one row, as in an editor."""
    path = readings / "first-reading.tsv"
    row = "\t".join(('"r8', "statement", *SAID))
    path.write_text(path.read_text(encoding="utf-8") + row + "\n" + row + "\n", encoding="utf-8")
    assert 2 == len(compare_readings.readings("first-reading.tsv")['"r8'])


# Run as scripts


@pytest.mark.parametrize(
    ("name", "arguments", "output"),
    [
        ("compile_data", [], "compiled.json: "),
        ("make_releases", [], "releases.toml: 7 releases"),
        ("compare_readings", ["--differences"], "record covered     5 of    7"),
    ],
)
def test_each_script_runs_from_a_checkout(
    name: str,
    arguments: list[str],
    output: str,
    tmp_path: Path,
    readings: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A script finds its files beside itself, wherever the project lies."""
    invented.write(tmp_path / "src" / "mitosafe" / "data")
    (tmp_path / "tools").mkdir()
    shutil.copy(TOOLS / f"{name}.py", tmp_path / "tools")
    shutil.copytree(readings, tmp_path / "review", ignore=shutil.ignore_patterns("src", "tools"))
    monkeypatch.setattr(sys, "argv", [name, *arguments])
    try:
        runpy.run_path(str(tmp_path / "tools" / f"{name}.py"), run_name="__main__")
    except SystemExit as done:
        assert 0 == done.code  # noqa: PT017
    assert output in capsys.readouterr().out
