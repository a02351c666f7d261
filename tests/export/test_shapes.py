"""What holds of every shape: complete, for any release, the same byte for byte."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import mitosafe
from mitosafe import export
from mitosafe.export.duckdb_file import HEADERS
from tests import invented

ROOT = Path(__file__).parent.parent.parent

#: Gives the digest of each shape of a release, in an interpreter of its own.
DIGESTS = """
import hashlib, json, sys
from mitosafe import export
from tests.export.test_shapes import contents
print(json.dumps({
    shape: hashlib.sha256(repr(sorted(contents(export.files(shape, release="2024.1")).items()))
    .encode()).hexdigest()
    for shape in export.SHAPES
}))
"""


def contents(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return files without the headers of DuckDB, which hold a number of each file's own."""
    return {n: data[HEADERS if n.endswith(".duckdb") else 0 :] for n, data in files.items()}


@pytest.mark.slow
def test_no_shape_depends_on_the_day_the_machine_or_the_order_of_hashing() -> None:
    """Two interpreters with other zones, locales and seeds give the same bytes."""
    found = [
        subprocess.run(
            [sys.executable, "-c", DIGESTS],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "Pacific/Auckland"), ("2", "America/Lima"))
    ]
    assert json.loads(found[0]).keys() == export.SHAPES.keys()
    assert found[0] == found[1]


@pytest.mark.parametrize("shape", export.SHAPES)
@pytest.mark.parametrize("release", [None, "2010.1"])
def test_a_shape_is_the_same_each_time(shape: str, release: str | None) -> None:
    """Made twice, from lists read twice, the files are the same."""
    first, second = (
        contents(export.files(shape, release=release, dataset=invented.dataset())) for _ in range(2)
    )
    assert first
    assert first == second


@pytest.mark.parametrize("shape", export.SHAPES)
def test_every_shape_says_release_and_warnings(shape: str) -> None:
    """Release, date, review status and the sentence on absence are in every shape."""
    dataset = mitosafe.Dataset.packaged()
    if shape == "parquet":
        made = export.files(shape)["datapackage.json"]
    elif shape.startswith("fhir"):
        import gzip

        made = b"".join(map(gzip.decompress, export.files(shape).values()))
    else:
        made = b"".join(export.files(shape).values())
    for text in ("2026.2", dataset.release().date):
        assert text.encode() in made
    for phrase in ("not-reviewed", "absence"):
        words = dataset.term("phrases", phrase).words.en.encode()
        assert words in made


@pytest.mark.parametrize("shape", export.SHAPES)
def test_files_are_written_with_the_date_of_the_release(shape: str, tmp_path: Path) -> None:
    """What is written is what `files` gives, dated at midnight of the release, UTC."""
    dataset = invented.dataset()
    written = export.write(shape, tmp_path / "new", dataset=dataset, release="2024.1")
    made = export.files(shape, dataset=dataset, release="2024.1")
    assert [path.relative_to(tmp_path / "new").as_posix() for path in written] == list(made)
    assert {path.stat().st_mtime for path in written} == {1719705600.0}
    there = {path.relative_to(tmp_path / "new").as_posix(): path.read_bytes() for path in written}
    assert contents(there) == contents(made)


def test_writing_leaves_other_files_alone(tmp_path: Path) -> None:
    """A folder with files in it keeps them."""
    (tmp_path / "mine.txt").write_text("mine")
    export.write("directory", tmp_path)
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_an_unknown_shape_or_release_is_refused() -> None:
    """The error names the shapes, or the releases, that there are."""
    with pytest.raises(mitosafe.UnknownValue) as caught:
        export.files("xml")
    assert caught.value == mitosafe.UnknownValue("shape", "xml", export.SHAPES)
    with pytest.raises(mitosafe.UnknownRelease):
        export.write("json", "nowhere", release="1999.1")
    assert not Path("nowhere").exists()


def test_weighing_is_right() -> None:
    """The descriptor of the CSV tables gives the size and digest of each file."""
    made = export.files("csv", dataset=invented.dataset())
    for resource in json.loads(made["datapackage.json"])["resources"]:
        contents = made[resource["path"]]
        assert resource["bytes"] == len(contents)
        assert resource["hash"] == f"sha256:{hashlib.sha256(contents).hexdigest()}"
