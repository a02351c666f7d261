"""A folder of the list: what is read of it, what is refused, and what is decoded when."""

from __future__ import annotations

import json
import os
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

import mitosafe
from mitosafe.errors import DataError, Fault
from mitosafe.loading import decode, layer
from mitosafe.loading import folder as folders
from mitosafe.loading.layer import TABLES, Corpus
from mitosafe.model import Drug, Group
from tests import invented

#: The truth that the packaged files are made from; not in a wheel, but beside the tests.
DATA = Path(__file__).parents[2] / "src" / "mitosafe" / "data"
OUTSIDE = "a link that leaves the folder is not followed"


def refused(folder: Path) -> list[Fault]:
    """Return the faults for which a folder is refused."""
    with pytest.raises(DataError) as caught:
        folders.read(folder, local=True)
    assert sorted(folders.read_all(folder, local=True).faults) == list(caught.value.faults)
    return list(caught.value.faults)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the invented list in it."""
    return invented.write(tmp_path / "list")


# What is read


def test_a_folder_is_read_as_it_was_written(folder: Path) -> None:
    """Every file is parsed under its name, and the lines of the tables are kept."""
    found = folders.read(folder, local=False)
    files = invented.files()
    assert {name: raw for name, raw in files.items() if name not in TABLES} == found.files
    assert {name: files[name].splitlines()[1:] for name in TABLES} == found.tables
    assert () == found.faults


@pytest.mark.parametrize("rewrite", [lambda text: b"\xef\xbb\xbf" + text, lambda text: text])
@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
def test_marks_and_endings_of_other_systems_are_taken(
    folder: Path, rewrite: Callable[[bytes], bytes], ending: bytes
) -> None:
    """A byte order mark and the line endings of Windows change nothing."""
    before = folders.read(folder, local=False)
    for name in invented.files():
        text = (folder / name).read_bytes()
        (folder / name).write_bytes(rewrite(text.replace(b"\n", ending)))
    after = folders.read(folder, local=False)
    assert (before.files, before.tables) == (after.files, after.tables)


def test_files_that_are_made_from_others_are_passed_over(folder: Path) -> None:
    """The two made files may lie in the folder; they are no part of what is read."""
    before = folders.read(folder, local=False)
    for name in folders.MADE:
        (folder / name).write_bytes(b"\xff no matter what")
    assert before.files == folders.read(folder, local=False).files


def test_a_link_within_the_folder_is_followed(folder: Path) -> None:
    """A link to another file of the folder is read like the file."""
    (folder / "drugs" / "silentin.toml").rename(folder / "drugs" / "kept.toml")
    (folder / "drugs" / "silentin.toml").symlink_to("kept.toml")
    found = folders.read(folder, local=False)
    assert found.files["drugs/kept.toml"] == found.files["drugs/silentin.toml"]


def test_a_folder_may_itself_be_reached_by_a_link(tmp_path: Path, folder: Path) -> None:
    """Where the folder lies is the choice of who names it, not of who fills it."""
    link = tmp_path / "link"
    link.symlink_to(folder)
    assert folders.read(folder, local=False).files == folders.read(link, local=False).files


# What is refused


@pytest.mark.parametrize(
    "name",
    [
        "notes.md",
        ".hidden",
        "drugs/exemplin.TOML",
        "drugs/exemplin.toml.bak",
        "drugs/more/exemplin.toml",
        "Drugs/exemplin.toml",
        "exemplin.toml",
        "drugs/names.tsv",
        "codes.tsv",
        "lookup/lookup.json",
    ],
)
def test_a_file_outside_the_format_is_refused(folder: Path, name: str) -> None:
    """A file that would be read by nobody is named, and what is allowed is said."""
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"\xff no matter what")
    (fault,) = refused(folder)
    assert (name, "$") == (fault.file, fault.path)
    assert "no such file in the format; allowed: drugs/<id>.toml, measures/<id>.toml," in str(fault)
    assert "sources.toml, " in str(fault)
    assert 1 == str(fault).count(", names.tsv")


def test_a_folder_without_the_list_is_refused(tmp_path: Path) -> None:
    """A folder that holds nothing of the list is not taken for an empty list; nor is none."""
    (tmp_path / "empty" / "drugs").mkdir(parents=True)
    (fault,) = refused(tmp_path / "empty")
    assert (".", "$") == (fault.file, fault.path)
    assert "holds no file of the list; allowed: drugs/<id>.toml," in fault.message
    expected = [Fault(".", "$", "cannot be read: No such file or directory")]
    assert expected == refused(tmp_path / "nowhere")


@pytest.mark.parametrize(
    "target", ["/etc/hostname", "../../secret.toml", "../../nowhere", "/dev/zero"]
)
def test_a_link_that_leaves_the_folder_is_refused(folder: Path, target: str) -> None:
    """What lies elsewhere is neither read nor shown, whether it is there or not."""
    (folder.parent / "secret.toml").write_text('format = 1\nid = "secret"')
    (folder / "drugs" / "secret.toml").symlink_to(target)
    assert [Fault("drugs/secret.toml", "$", OUTSIDE)] == refused(folder)


@pytest.mark.parametrize("inside", [True, False])
def test_a_link_to_a_folder_is_refused(folder: Path, inside: bool) -> None:
    """A linked folder is not gone through, and not passed over in silence."""
    target = folder / "drugs" if inside else folder.parent
    (folder / "communities").symlink_to(target, target_is_directory=True)
    expected = [Fault("communities", "$", "a link to a folder is not followed")]
    assert expected == refused(folder)


def test_a_folder_beside_with_a_like_name_is_outside(folder: Path) -> None:
    """A link into a folder whose name only begins alike leaves the folder."""
    beside = folder.with_name(folder.name + "-2")
    beside.mkdir()
    (beside / "secret.toml").write_text("format = 1")
    (folder / "drugs" / "secret.toml").symlink_to(beside / "secret.toml")
    assert [Fault("drugs/secret.toml", "$", OUTSIDE)] == refused(folder)


@pytest.mark.parametrize("target", ["nowhere.toml", "loop.toml"])
def test_a_link_to_nothing_is_refused(folder: Path, target: str) -> None:
    """A link to nothing, or to itself, is a fault and not a crash."""
    (folder / "drugs" / "loop.toml").symlink_to(target)
    expected = [Fault("drugs/loop.toml", "$", "is no file, or a link to nothing")]
    assert expected == refused(folder)


def test_what_is_no_regular_file_is_not_opened(folder: Path) -> None:
    """A pipe, which would never end, is refused."""
    os.mkfifo(folder / "drugs" / "pipe.toml")
    expected = [Fault("drugs/pipe.toml", "$", "is no file, or a link to nothing")]
    assert expected == refused(folder)


@pytest.mark.parametrize(
    ("name", "most"),
    [("drugs/silentin.toml", decode.LARGEST_FILE), ("words.tsv", decode.LARGEST_TABLE)],
)
def test_a_file_that_is_too_large_is_refused(folder: Path, name: str, most: int) -> None:
    """A file of the greatest size is read; one byte more is too much."""
    text = (folder / name).read_bytes()
    filling = b"a\tunit\ten\n" if name in TABLES else b"#" + b" " * 98 + b"\n"
    count, rest = divmod(most - len(text), len(filling))
    (folder / name).write_bytes(text + filling * (count - 1) + b"\n" * (rest + len(filling)))
    assert most == (folder / name).stat().st_size
    within = folders.read_all(folder, local=True).faults
    assert not any("larger" in fault.message for fault in within)
    with (folder / name).open("ab") as file:
        file.write(b"\n")
    assert [Fault(name, "$", f"larger than {most} bytes")] == refused(folder)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"\xff\xfef\x00", "byte 0"),
        (b"format = 1\n# \xe9", "byte 13"),
        (b"\xed\xa0\x80", "byte 0"),
        (b"\xc0\xaf", "byte 0"),
    ],
)
def test_a_file_that_is_not_utf_8_is_refused(folder: Path, content: bytes, place: str) -> None:
    """The first byte that is not UTF-8 is named."""
    (folder / "drugs" / "silentin.toml").write_bytes(content)
    assert [Fault("drugs/silentin.toml", place, "not UTF-8")] == refused(folder)


def test_a_file_that_cannot_be_read_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that one has no right to read is a fault with the reason of the system."""
    opened = Path.open

    def closed(path: Path, mode: str = "r") -> object:
        if path.name == "silentin.toml":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, mode)

    monkeypatch.setattr(Path, "open", closed)
    expected = [Fault("drugs/silentin.toml", "$", "cannot be read: Permission denied")]
    assert expected == refused(folder)


def test_a_folder_that_cannot_be_read_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that one has no right to go through is a fault, and not an empty one."""
    scan = os.scandir

    def closed(path: str) -> object:
        if str(path).endswith("groups"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", closed)
    assert [Fault("groups", "$", "cannot be read: Permission denied")] == refused(folder)


def test_every_file_that_is_refused_is_named(folder: Path) -> None:
    """One bad file does not hide another, and the good ones are read all the same."""
    (folder / "notes.md").write_text("to do")
    (folder / "words.tsv").write_text("word\n")
    (folder / "drugs" / "silentin.toml").write_text("id =")
    (folder / "drugs" / "exemplin.toml").write_bytes(b"\xff")
    found = folders.read_all(folder, local=True)
    named = {"notes.md", "words.tsv", "drugs/silentin.toml", "drugs/exemplin.toml"}
    assert named == {fault.file for fault in found.faults}
    assert not named & {*found.files, *found.tables}
    assert "drugs/acceptol.toml" in found.files
    assert named == {fault.file for fault in refused(folder)}


def test_loading_a_folder_with_a_foreign_link_reads_nothing_of_it(folder: Path) -> None:
    """The door that reads a hospital's own folder keeps within it."""
    (folder.parent / "secret.toml").write_text("the secret = is this")
    (folder / "drugs" / "secret.toml").symlink_to("../../secret.toml")
    with pytest.raises(DataError) as caught:
        mitosafe.load(folder)
    assert (Fault("drugs/secret.toml", "$", OUTSIDE),) == caught.value.faults
    assert "the secret" not in str(caught.value)


# What is decoded


def test_entries_are_decoded_once() -> None:
    """An entry is decoded when it is first asked for, and is the same one afterwards."""
    found = invented.corpus()
    assert found.drug("exemplin") is found.drug("exemplin")
    assert found.group("exemplins") is found.subject("exemplins")
    assert found.subject("cloudwater") is found.drug("cloudwater")
    assert found.sources is found.sources
    assert found.releases is found.releases
    assert found.terms("mechanisms") is found.terms("mechanisms")


def test_everything_is_given_in_the_order_of_the_ids() -> None:
    """Drugs and measures come together, groups apart, each sorted."""
    found = invented.corpus()
    drugs, groups = [d.id for d in found.drugs()], [g.id for g in found.groups()]
    assert [*map(str, sorted([*found.names("drugs"), *found.names("measures")]))] == drugs
    assert ["exemplins", "mysterials"] == groups
    assert {Drug} == {type(drug) for drug in found.drugs()}
    assert {Group} == {type(group) for group in found.groups()}
    assert invented.RELEASES == tuple(release.id for release in found.releases)


@pytest.mark.parametrize("local", [False, True])
def test_rows_know_whether_they_are_a_hospital_s_own(local: bool) -> None:
    """Every statement of a folder is marked as the folder is."""
    found = invented.corpus(local=local)
    subjects: list[Drug | Group] = [*found.drugs(), *found.groups()]
    assert {local} == {said.local for subject in subjects for said in subject.statements}


@pytest.mark.parametrize("subject", ["nothing", "", "../drugs/exemplin", "EXEMPLIN"])
def test_what_is_not_there_is_a_key_error(subject: str) -> None:
    """A subject without a file is a KeyError, whatever it looks like."""
    found = invented.corpus()
    assert not found.has(subject)
    for how in (found.drug, found.group, found.subject):
        with pytest.raises(KeyError):
            how(subject)


def test_what_a_folder_leaves_out_is_empty() -> None:
    """Without its files, a folder has no sources, releases, terms or rows."""
    found = Corpus(files={}, tables={})
    assert ({}, (), {}) == (found.sources, found.releases, found.terms("mechanisms"))
    assert [] == found.rows("names.tsv")
    assert ([], []) == (list(found.drugs()), list(found.groups()))


def test_rows_are_split_into_cells() -> None:
    """A row of a flat table is its cells, the empty ones as well."""
    assert ("EXM", "exemplin", "abbreviation", "", "", "register") in invented.corpus().rows(
        "names.tsv"
    )


# The packaged list


def test_the_packaged_list_is_a_mapping_like_any_other() -> None:
    """The files of the package can be looked up, counted and gone through."""
    files, tables = layer.packaged().files, layer.packaged().tables
    for found in (files, tables):
        assert len(list(found)) == len(found)
        assert all(name in found for name in found)
        assert "nothing" not in found
        with pytest.raises(KeyError):
            found["nothing"]
    assert {*TABLES, "codes"} == set(tables)


def test_the_packaged_list_travels_as_a_reference() -> None:
    """Pickled, the packaged list is a few bytes; a folder's own is its rows."""
    packed = pickle.dumps(layer.packaged())
    assert len(packed) < 200
    assert layer.packaged() is pickle.loads(packed)
    own = invented.corpus(local=True)
    again = pickle.loads(pickle.dumps(own))
    assert (own.files, own.tables, own.local) == (again.files, again.tables, again.local)


def test_the_names_of_the_packaged_list_come_back() -> None:
    """The rows made from the look-up tables hold every name that the look-up tables hold."""
    known = layer.packaged_lookup()["names"]
    names = {tuple(row) for row in layer.packaged().rows("names.tsv")}
    vocabulary = layer.packaged().rows("vocabulary.tsv")
    assert [row for row in known.items() if "\t" not in row[1]] == vocabulary
    for line in known.values():
        if "\t" in line:
            name, kind, alternatives = line.split("\t")
            assert {(name, subjects, kind) for subjects in alternatives.split("|")} <= names


@pytest.mark.skipif(not (DATA / "releases.toml").exists(), reason="the sources are not here")
def test_the_packaged_list_says_what_its_sources_say() -> None:
    """What travels in the package is what the files that people edit hold."""
    truth, made = folders.read(DATA, local=False), layer.packaged()
    assert json.loads(json.dumps(truth.files, default=str)) == dict(made.files)
    for name in ("words.tsv", "routes.tsv"):
        assert truth.tables[name] == made.tables[name]
