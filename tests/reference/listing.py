"""The data files of the list, read as plain values by the standard library alone."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import attrs

#: The data as it is written; the wheel carries what is made from it.
DATA = Path(__file__).parents[2] / "src" / "mitosafe" / "data"

Raw = dict[str, Any]


@attrs.frozen(kw_only=True)
class Listing:
    """A folder of the list."""

    #: Every drug, substance and measure by id.
    drugs: dict[str, Raw]
    groups: dict[str, Raw]
    sources: dict[str, Raw]
    #: Every condition and circumstance by id.
    conditions: dict[str, Raw]
    #: The ids of the releases, the oldest first.
    releases: list[str]
    #: The rows of the flat tables, below the heading.
    names: list[list[str]]
    vocabulary: list[list[str]]
    abbreviations: list[list[str]]
    ordinary: list[list[str]]
    words: list[list[str]]
    routes: list[list[str]]
    phrases: list[list[str]]
    qualifiers: list[list[str]]


@cache
def read(folder: Path = DATA) -> Listing:
    """Read a folder."""

    def toml(name: str) -> Raw:
        return tomllib.loads((folder / name).read_text(encoding="utf-8"))

    def subjects(*places: str) -> dict[str, Raw]:
        files = (path for place in places for path in sorted((folder / place).glob("*.toml")))
        return {path.stem: toml(str(path.relative_to(folder))) for path in files}

    def table(name: str) -> list[list[str]]:
        lines = (folder / name).read_text(encoding="utf-8").split("\n")
        return [line.split("\t") for line in lines[1:] if line]

    return Listing(
        drugs=subjects("drugs", "measures"),
        groups=subjects("groups"),
        sources={each["id"]: each for each in toml("sources.toml")["sources"]},
        conditions={
            each["id"]: each
            for name in ("conditions", "circumstances")
            for each in toml(f"terms/{name}.toml")["terms"]
        },
        releases=[each["id"] for each in toml("releases.toml")["releases"]],
        names=table("names.tsv"),
        vocabulary=table("vocabulary.tsv"),
        abbreviations=table("abbreviations.tsv"),
        ordinary=table("ordinary.tsv"),
        words=table("words.tsv"),
        routes=table("routes.tsv"),
        phrases=table("phrases.tsv"),
        qualifiers=table("qualifiers.tsv"),
    )
