"""A list with a hospital's own rows in it is marked as such in every output that exists.

The mark stands in the id of the release. A new output that does not show it fails here as
soon as it is in one of the lists of outputs: renderings, commands, shapes, sheets, hooks.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from mitosafe import cds_hooks, export, sheet
from mitosafe.answers import data
from mitosafe.answers.dataset import Dataset, load
from mitosafe.cli.app import app
from mitosafe.export import SHAPES
from mitosafe.fhir import screen as fhir_screen
from mitosafe.frames import annotate
from mitosafe.model import LANGUAGES
from mitosafe.service import Settings, running
from tests import invented
from tests.cds_hooks.client import call
from tests.cds_hooks.requests import hooked
from tests.fhir.shapes import bundle, request

RENDERINGS = ("text", "markdown", "html")
#: Every command that answers from the list, with what is asked of it.
COMMANDS = (
    ["--version"],
    ["check", "Wardex"],
    ["check", "Wardex", "--json"],
    ["show", "valproic-acid"],
    ["list"],
    ["list", "--json"],
    ["releases"],
    ["releases", "--json"],
    ["diff", "2024.1", "2026.2"],
    ["diff", "2024.1", "2026.2", "--json"],
    ["communities"],
    *(["screen", "-f", shape, "FILE"] for shape in ("text", "csv", "json", "html")),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a hospital's folder with one name of its own, and no statement."""
    rows: list[tuple[str, ...]] = [("Wardex", "valproic-acid", "brand", "", "", "own")]
    files = {"names.tsv": invented.table("names.tsv", rows)}
    return invented.write(tmp_path_factory.mktemp("ward"), files)


@pytest.fixture(scope="module")
def ward(folder: Path) -> Dataset:
    """Return the packaged list with that folder over it."""
    return load(folder, base=Dataset.packaged())


@pytest.fixture(scope="module")
def mark(ward: Dataset) -> str:
    """Return the mark that every output must show."""
    return ward.release().id.removeprefix(Dataset.packaged().release().id)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("how", RENDERINGS)
def test_answers_reports_and_diffs_are_marked(
    ward: Dataset, mark: str, how: str, language: str
) -> None:
    """Whatever is asked and however it is written, in each language, the mark is there."""
    answer, report = ward.check("Wardex"), ward.check_all(["Wardex", "zzyzx"])
    for value in (answer, report, ward.diff("2024.1", "2026.2")):
        assert mark in getattr(value, how)(language)
        assert mark in json.dumps(value.as_dict())
    assert mark in repr(answer)
    assert mark in repr(report)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_commands_are_marked(folder: Path, tmp_path: Path, mark: str, words: list[str]) -> None:
    """What the command line shows of a list with a folder over it bears the mark."""
    entries = tmp_path / "entries.txt"
    entries.write_text("Wardex\n")
    asked = [str(entries) if word == "FILE" else word for word in words]
    done = CliRunner().invoke(app, ["--data", str(folder), *asked])
    assert 0 == done.exit_code
    # Broken into lines, a table may part it.
    assert mark in "".join(done.stdout.split())


def test_the_version_is_told_of_the_folder_wherever_it_is_named(folder: Path, mark: str) -> None:
    """The folder counts for `--version` also where it is named after it."""
    done = CliRunner().invoke(app, ["--version", "--data", str(folder)])
    assert mark in done.stdout


@pytest.mark.parametrize("shape", SHAPES)
def test_exports_are_marked(ward: Dataset, mark: str, shape: str) -> None:
    """Every shape has the mark in a name of a file or in one; a folder gets it when loaded."""
    made = export.files(shape, dataset=ward)
    found = any(mark in name or mark.encode() in held for name, held in made.items())
    assert found is (shape != "folder")
    packaged = [release.digest.encode() for release in Dataset.packaged().releases()]
    assert not any(digest in held for digest in packaged for held in made.values())


@pytest.mark.parametrize("layout", sheet.LAYOUTS)
def test_sheets_are_marked(ward: Dataset, mark: str, layout: str) -> None:
    """The sheet for the ward and the card for the wallet bear the mark."""
    assert mark in sheet.sheet(ward, ["Wardex"], layout=layout)


def test_frames_are_marked(ward: Dataset, mark: str) -> None:
    """Each row of a frame tells the release with the mark."""
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame({"medicine": ["Wardex", "zzyzx"]})
    made: Any = annotate(frame, "medicine", dataset=ward)
    assert any(mark in str(value) for row in made.rows() for value in row)


def test_resources_and_cards_are_marked(ward: Dataset, mark: str) -> None:
    """A DetectedIssue, and a card of a warning, bear the mark."""
    found = fhir_screen(bundle(request("Wardex")), dataset=ward)
    issues = found.detected_issues()
    assert issues
    assert all(mark in json.dumps(issue) for issue in issues)
    body = json.dumps(hooked(request("Wardex"))).encode()
    cards = cds_hooks.respond(body, hook="order-sign", dataset=ward)["cards"]
    assert cards
    assert all(mark in json.dumps(card) for card in cards)


@pytest.fixture(scope="module")
def address(ward: Dataset) -> Iterator[str]:
    """Run the service over that list."""
    with running(Settings(), dataset=ward) as found:
        yield found


def test_health_is_marked(address: str, ward: Dataset) -> None:
    """The health of the service tells the marked release, and the digest of its own."""
    assert data.release(ward.release()) == call(address, "/health").json["release"]
