"""What each name stands for, gathered row by row as the page on matching tells it."""

from __future__ import annotations

from typing import NamedTuple

from tests.reference.folding import fold, tokens
from tests.reference.listing import Listing

#: Endings of a brand that say how it is released.
RELEASE = [["l", "p"], *([mark] for mark in (
    "chrono", "cr", "er", "ir", "la", "lp", "mr", "pr", "retard", "sr", "xl", "xr"))]  # fmt: skip


class Said(NamedTuple):
    """What one row says of a name."""

    kind: str
    subjects: frozenset[str]
    sources: frozenset[str]


def gather(listing: Listing) -> dict[str, list[Said]]:
    """Return what is said of every name of the list, without what stands alone against others."""
    found: dict[str, list[Said]] = {}

    def add(name: str, kind: str, subjects: str, source: str = "") -> None:
        sources = {s.replace("_old", "").replace("_legacy", "") for s in source.split(",") if s}
        for option in subjects.split("|"):
            said = Said(kind, frozenset(option.split("+")), frozenset(sources))
            found.setdefault(fold(name), []).append(said)

    for raw in listing.drugs.values():
        for name in raw["names"].values():
            add(name, "inn", raw["id"])
    for raw in listing.groups.values():
        for name in (*raw["names"].values(), *raw.get("synonyms", ())):
            add(name, "group", raw["id"])
    for name, subjects, kind, _, _, source in listing.names:
        add(name, kind, subjects, source)
    for name, subjects, _, _, dangerous, _ in listing.abbreviations:
        if not dangerous:
            add(name, "abbreviation", subjects)
    kept = {name: [said for said in all_ if not _alone(said, all_)] for name, all_ in found.items()}
    return {**_cores(kept, listing), **kept}


def _alone(said: Said, others: list[Said]) -> bool:
    """Return whether a row of one source shares nothing with what two sources agree on."""
    if said.kind != "brand" or len(said.sources) != 1:
        return False
    agreed = set()
    for subject in frozenset().union(*(other.subjects for other in others)):
        sources = [other.sources for other in others if subject in other.subjects]
        if len(frozenset().union(*sources)) >= 2:
            agreed.add(subject)
    return bool(agreed) and not agreed & said.subjects


def _cores(found: dict[str, list[Said]], listing: Listing) -> dict[str, list[Said]]:
    """Return the beginnings of brands that are otherwise known with a mark of release only."""
    taken = {row[0] for row in (*listing.ordinary, *listing.vocabulary, *listing.words)}
    cores: dict[str, list[Said]] = {}
    for name, said in found.items():
        core = tokens(name)
        while any(core[-len(mark) :] == mark for mark in RELEASE) and len(core) > 1:
            core = next(core[: -len(mark)] for mark in RELEASE if core[-len(mark) :] == mark)
        short = " ".join(core)
        if said[0].kind == "brand" and len(short) >= 5 and short not in taken | found.keys():
            cores.setdefault(short, []).extend(said)
    return cores
