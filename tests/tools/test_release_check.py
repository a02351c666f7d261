"""What must hold before a release: the same bytes twice, no file too many, changes told."""

from __future__ import annotations

import copy
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import mitosafe
from mitosafe import Dataset
from tests import invented
from tools import api, list_log, release_check

ROOT = Path(release_check.__file__).parents[1]
#: What a wheel is built from.
BUILT_FROM = ("pyproject.toml", "README.md", "LICENSE", "LICENSE-DATA", "src", "sbom")
HERE = pytest.mark.skipif(not (ROOT / "pyproject.toml").exists(), reason="no sources here")


# The build


def build(folder: Path, *, day: int, mode: int, umask: int, zone: str) -> bytes:
    """Build a wheel from a copy of the sources with other times, rights and place."""
    for name in BUILT_FROM:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, folder / name)
    for path in folder.rglob("*"):
        os.utime(path, (day, day))
        if path.is_file():
            path.chmod(mode)
    out = folder.parent / f"{folder.name}-out"
    environment = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out)],
        cwd=folder,
        env={**environment, "TZ": zone, "PYTHONHASHSEED": str(day % 97)},
        umask=umask,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    (wheel,) = out.iterdir()
    return wheel.read_bytes()


@HERE
@pytest.mark.slow
def test_the_wheel_is_the_same_byte_for_byte(tmp_path: Path) -> None:
    """Built in other folders, on other days, with other rights and zones, it is one wheel."""
    one = build(tmp_path / "a", day=10**9, mode=0o644, umask=0o022, zone="UTC")
    two = build(
        tmp_path / "b" / "much" / "deeper",
        day=17 * 10**8,
        mode=0o600,
        umask=0o077,
        zone="Pacific/Auckland",
    )
    assert one == two


def test_the_wheel_holds_what_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is not listed is told, though it lies in the sources; one that lacks too."""
    listed = tmp_path / "listed.txt"
    listed.write_text("mitosafe.dist-info/METADATA\nmitosafe/a.py\nmitosafe/b.py\n")
    monkeypatch.setattr(release_check, "ROOT", tmp_path)
    monkeypatch.setattr(release_check, "LISTED", listed)
    wheel = tmp_path / "x.whl"
    with zipfile.ZipFile(wheel, "w") as file:
        for name in ("mitosafe-7.1.dist-info/METADATA", "mitosafe/a.py", "mitosafe/notes.py"):
            file.writestr(name, "")
    assert [
        "the wheel lacks mitosafe/b.py, a line of listed.txt",
        "the wheel holds mitosafe/notes.py, no line of listed.txt",
    ] == list(release_check.unlisted(wheel))


# The log of the list


def corrected() -> Dataset:
    """Return the invented list with a release after the correction, which changes a group."""
    plain = copy.deepcopy(invented.files())
    said = invented.statement("exemplins.panel-1", "avoid", "consensus", "panel-2024", "2027.1")
    plain["groups/exemplins.toml"]["statements"].append({**said, "stated": "2024-02"})
    return invented.dataset(invented.locked(plain, (*invented.RELEASES, "2027.1")))


LOG = """\
# Changes

## 2027.1 (2027-06-30)

- **The Exemplins** are orange now.

## 2026.2.1 (2026-12-31)

`correctol` was named by mistake.

## 2026.2 (2026-12-30)

The first.
"""


def test_a_log_that_names_every_change_is_well() -> None:
    """A drug by its name or id; a group in the place of its members; the first release freely."""
    assert [] == list(list_log.untold(corrected(), LOG))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("## 2027.1 (", "## 2027.2 (", "CHANGELOG-LIST.md has no section 2027.1 (2027-06-30)"),
        ("2027-06-30", "2027-06-29", "CHANGELOG-LIST.md has no section 2027.1 (2027-06-30)"),
        (
            "Exemplins",
            "Exemplin",
            "CHANGELOG-LIST.md, 2027.1 (2027-06-30): does not name exemplins",
        ),
        ("`correctol`", "It", "CHANGELOG-LIST.md, 2026.2.1 (2026-12-31): does not name correctol"),
    ],
)
def test_a_change_that_is_not_told_is_a_fault(old: str, new: str, fault: str) -> None:
    """A section that lacks, has another day, or does not name what changed an answer."""
    found = list(list_log.untold(corrected(), LOG.replace(old, new)))
    assert fault.replace(": lacks ", ": does not name ") == found[0]
    assert len(found) == (2 if "section" in fault else 1)


def test_a_drug_that_joins_a_group_is_named_itself() -> None:
    """A group stands for its members only if its own answer changed, and not for a new one."""
    plain = copy.deepcopy(invented.files())
    late = invented.drug("lately", groups=["exemplins"], since="2027.1")
    plain["drugs/lately.toml"] = late
    dataset = invented.dataset(invented.locked(plain, (*invented.RELEASES, "2027.1")))
    assert ["CHANGELOG-LIST.md, 2027.1 (2027-06-30): does not name lately"] == list(
        list_log.untold(dataset, LOG)
    )


def made(folder: Path) -> Path:
    """Write what is made from the invented list, as the package holds it."""
    data = folder / "src" / "mitosafe" / "data"
    data.mkdir(parents=True)
    return data


def write_made(data: Path, **files: str) -> None:
    """Write the made files."""
    import json

    whole = {"files": files, "tables": {"words.tsv": "mg"}}
    (data / "compiled.json").write_text(json.dumps(whole), encoding="utf-8")
    (data / "lookup.json").write_text("{}", encoding="utf-8")


def test_the_mark_changes_with_the_data(tmp_path: Path) -> None:
    """Any change of the list gives another mark; the directory of communities is not in it."""
    data = made(tmp_path)
    write_made(data, **{"drugs/a.toml": "1"})
    first = list_log.mark(data)
    write_made(data, **{"drugs/a.toml": "1", "communities/c.toml": "2", "awareness.toml": "3"})
    assert first == list_log.mark(data)
    write_made(data, **{"drugs/a.toml": "2"})
    assert first != list_log.mark(data)
    assert (10, True) == (len(first), first.isalpha())


def test_a_log_of_other_data_is_a_fault() -> None:
    """No mark, or another one: the fault says what to write, once what changed is told."""
    wanted = "tell what changed, then write <!-- data abcdefghij --> below it"
    assert [f"CHANGELOG-LIST.md has no mark; {wanted}"] == list(
        list_log.unmarked(LOG, "abcdefghij", None)
    )
    other = f"{LOG}<!-- data bbbbbbbbbb -->"
    assert [f"CHANGELOG-LIST.md has the mark bbbbbbbbbb; {wanted}"] == list(
        list_log.unmarked(other, "abcdefghij", None)
    )
    assert [] == list(list_log.unmarked(other, "bbbbbbbbbb", None))
    assert [] == list(list_log.unmarked(other, "bbbbbbbbbb", other))


def test_what_was_published_is_not_the_place_to_tell_it() -> None:
    """A new mark in an old section tells nobody: after a tag it stands in a new section."""
    published = f"{LOG}<!-- data bbbbbbbbbb -->"
    moved = f"{LOG}<!-- data cccccccccc -->"
    wanted = (
        "CHANGELOG-LIST.md: the data changed since the last tag; tell it in a section of its own"
    )
    assert [wanted] == list(list_log.unmarked(moved, "cccccccccc", published))
    new = published.replace(
        "## 2027.1", "## Names (2027-07-01)\n\n<!-- data cccccccccc -->\n\n## 2027.1"
    )
    assert [] == list(list_log.unmarked(new, "cccccccccc", published))


def test_the_last_tag_is_asked_where_there_is_one(tmp_path: Path) -> None:
    """Without git, without a repository and without a tag nothing is known; with one it is."""
    (tmp_path / list_log.LOG).write_text("told\n", encoding="utf-8")
    assert list_log.published(tmp_path) is None
    who = ("-c", "user.name=nobody", "-c", "user.email=nobody@example.org")
    steps = (("init", "-q"), ("add", "."), (*who, "commit", "-qm", "x"))
    for step in steps:
        subprocess.run(["git", *step], cwd=tmp_path, check=True)
    assert list_log.published(tmp_path) is None
    subprocess.run(["git", "tag", "v1"], cwd=tmp_path, check=True)
    (tmp_path / list_log.LOG).write_text("told more\n", encoding="utf-8")
    assert "told\n" == list_log.published(tmp_path)


def test_what_the_log_lacks_comes_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What it lacks of the list, and of the data, is told at once; the exit code says so."""
    write_made(made(tmp_path))
    (tmp_path / list_log.LOG).write_text(LOG.replace("correctol", "it"), encoding="utf-8")
    found = list(list_log.faults(tmp_path, corrected()))
    unnamed, unmarked = found
    assert "does not name correctol" in unnamed
    assert "has no mark" in unmarked
    monkeypatch.setattr(list_log, "faults", lambda: found)
    assert 1 == list_log.main()
    assert found == capsys.readouterr().out.splitlines()
    monkeypatch.setattr(list_log, "faults", list)
    assert 0 == list_log.main()
    assert "CHANGELOG-LIST.md tells of the data there is\n" == capsys.readouterr().out


# The interface


@pytest.mark.parametrize(
    ("old", "new", "allowed"),
    [
        ("0.1.0", "0.1.1", False),
        ("0.1.0", "0.2.0", True),
        ("0.9.0", "1.0.0", True),
        ("1.0.0", "1.1.0", False),
        ("1.4.2", "2.0.0", True),
        ("1.0.0", "1.0.1", False),
    ],
)
def test_only_a_version_that_says_so_may_break(old: str, new: str, allowed: bool) -> None:
    """Below 1.0 the second number says that something broke, from then on the first."""
    assert release_check.may_break(old, new) is allowed


def test_a_break_stops_a_release(monkeypatch: pytest.MonkeyPatch) -> None:
    """What broke since the last tag is told; before the first tag there is nothing to break."""
    monkeypatch.setattr(api, "broken_since", lambda tag: [f"gone since {tag}"])
    monkeypatch.setattr(api, "last_tag", lambda: None)
    assert [] == list(release_check.interface())
    monkeypatch.setattr(api, "last_tag", lambda: f"v{mitosafe.__version__}")
    (told,) = release_check.interface()
    assert f"gone since v{mitosafe.__version__}" in told


def test_what_another_program_finds_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault that the reader of the workflows finds is a fault of the release."""
    reader = tmp_path / "zizmor"
    reader.write_text("#!/bin/sh\necho found $#\nexit ${FOUND:-0}\n", encoding="utf-8")
    reader.chmod(0o755)
    monkeypatch.setattr(release_check, "READERS", tmp_path)
    assert [] == list(release_check.workflows())
    monkeypatch.setenv("FOUND", "14")
    assert ["found 3"] == list(release_check.workflows())
