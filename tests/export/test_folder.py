"""The list's own format: what is exported and loaded again gives the same answers."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

import mitosafe
from mitosafe import export
from mitosafe.loading import layer
from tests import invented
from tests.export.reading import essence


def entries(dataset: mitosafe.Dataset, step: int = 1) -> list[str]:
    """Return names of a list, whole clinical strings among them."""
    names = sorted(dataset.index.names())[::step]
    return [*names, *(f"{name} 500 mg tablet + qqxzy" for name in names[:50])]


@pytest.fixture(scope="module")
def loaded_again(tmp_path_factory: pytest.TempPathFactory) -> mitosafe.Dataset:
    """Return the packaged list, exported and loaded; one for all tests that only ask it."""
    folder = tmp_path_factory.mktemp("folder")
    export.write("folder", folder)
    return mitosafe.load(folder)


@pytest.mark.slow
@pytest.mark.parametrize("release", ["2026.2", "2020.1"])
def test_the_packaged_list_comes_back_the_same(release: str, tmp_path: Path) -> None:
    """Loaded alone, the folder answers as the packaged list does, then and before."""
    packaged = mitosafe.Dataset.packaged()
    export.write("folder", tmp_path, release=release)
    loaded = mitosafe.load(tmp_path)
    assert loaded.release().id == release
    assert [r.id for r in packaged.releases() if r.key <= loaded.release().key] == [
        r.id for r in loaded.releases()
    ]
    for as_of in {release, "2010.1"}:
        for entry in entries(packaged, step=97):
            asked = packaged.check(entry, release=as_of)
            assert essence(asked) == essence(loaded.check(entry, release=as_of)), entry


@pytest.mark.parametrize("release", invented.RELEASES)
def test_no_release_sees_what_came_after_it(release: str, tmp_path: Path) -> None:
    """As of each release, corrections among them, the answers are those of that release."""
    dataset = invented.dataset()
    export.write("folder", tmp_path, release=release, dataset=dataset)
    loaded = mitosafe.load(tmp_path)
    for entry in entries(dataset):
        for as_of in (r.id for r in loaded.releases()):
            asked = dataset.check(entry, release=as_of)
            assert essence(asked) == essence(loaded.check(entry, release=as_of)), entry
    text = "".join(path.read_text() for path in sorted(tmp_path.rglob("*.toml")))
    assert ('withdrawn = "' in text) == (release == "2026.2.1")


def test_codes_come_back_the_same(loaded_again: mitosafe.Dataset) -> None:
    """ATC and RxNorm codes lead to the same answers."""
    dataset = mitosafe.Dataset.packaged()
    for drug in dataset.everything():
        for system, codes in (("atc", drug.codes.atc), ("rxnorm", drug.codes.rxnorm)):
            for code in codes:
                asked = dataset.check(code, system=system)
                assert essence(asked) == essence(loaded_again.check(code, system=system)), code


def test_a_hospitals_list_over_another_is_exported_as_one(tmp_path: Path) -> None:
    """The rows of both are in the folder; loaded alone, it answers as both together did."""
    exemplin = invented.files()["drugs/exemplin.toml"]
    own = {
        "drugs/exemplin.toml": {
            **exemplin,
            "statements": [
                {
                    "id": "exemplin.ours-1",
                    "verdict": "caution",
                    "evidence": "case-reports",
                    "source": "ours",
                    "locator": "page 1",
                    "since": "2026.2",
                    "facts": [],
                }
            ],
            "background": [],
        },
        "sources.toml": {"sources": [invented.source("ours", "page")]},
        "names.tsv": invented.table("names.tsv", [("Ourbrand", "exemplin", "brand", "", "", "x")]),
    }
    folder = invented.write(tmp_path / "own", own)
    both = mitosafe.load(folder, base=invented.dataset())
    export.write("folder", tmp_path / "whole", dataset=both)
    alone = mitosafe.load(tmp_path / "whole")
    for entry in ("ourbrand", "exemplin", "acceptol", "Combinex"):
        assert essence(both.check(entry)) == essence(alone.check(entry))
    said = [s.id for s in alone.check("Ourbrand").findings[0].statements]
    assert "exemplin.ours-1" in said


def test_the_directory_comes_back_the_same(loaded_again: mitosafe.Dataset) -> None:
    """Communities and awareness days are those of the release, but that they are local."""
    packaged = mitosafe.Dataset.packaged()
    assert [attrs.evolve(c, local=False) for c in loaded_again.directory] == [*packaged.directory]
    assert loaded_again.campaigns == packaged.campaigns


def test_a_community_stands_in_an_export_as_it_stood_then(tmp_path: Path) -> None:
    """What a community was before a later release is what an earlier export holds."""
    files = layer.packaged().files
    name = min(name for name in files if name.startswith("communities/"))
    former = [
        {"until": "2020.1", "name": "First name"},
        {"until": "2026.2", "name": "Second name"},
    ]
    invented_files = invented.files()
    plain = {
        **{n: raw for n, raw in files.items() if n.startswith("terms/")},
        **invented_files,
        name: {**files[name], "since": "2017.2", "former": former},
    }
    dataset = mitosafe.load(invented.write(tmp_path / "in", plain))
    for release, wanted in (("2026.2", files[name]["name"]), ("2024.1", "Second name")):
        export.write("folder", tmp_path / release, dataset=dataset, release=release)
        (found,) = mitosafe.load(tmp_path / release).directory
        assert found.name == wanted
        assert len(found.former) == (2 if release == "2026.2" else 1)
