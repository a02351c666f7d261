"""The judging rule as the page `explanation/how-a-level-is-decided` tells it, on plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from tests.reference.listing import Listing

Said = dict[str, Any]
#: A population and a circumstance; the second may be none.
Where = tuple[str, str | None]

EVERYBODY = "any-pmd"
HEIGHT = {"yellow": 1, "orange": 2, "red": 3}
BY_VERDICT = {
    "contraindicated": "red",
    "avoid": "red",
    "avoid-if-possible": "orange",
    "caution": "orange",
    "monitor": "yellow",
    "may-affect": "yellow",
}
BY_EVIDENCE = {
    "profound": "red",
    "consensus": "orange",
    "case-reports": "orange",
    "experimental": "yellow",
}
#: Which newer verdicts take an older one back: the table of the page.
TAKEN_BACK_BY = {
    "contraindicated": "avoid-if-possible caution monitor not-contraindicated acceptable",
    "avoid": "avoid-if-possible caution monitor not-contraindicated acceptable",
    "avoid-if-possible": "monitor not-contraindicated acceptable",
    "caution": "monitor not-contraindicated acceptable",
    "monitor": "not-contraindicated acceptable",
    "may-affect": "not-contraindicated acceptable",
    "not-contraindicated": " ".join(BY_VERDICT),
    "acceptable": " ".join(BY_VERDICT),
}
RANKS = ("page", "study", "chapter", "authority")


class Verdict(NamedTuple):
    """What the rule makes of it, as plain values that can be compared."""

    outcome: str
    level: str | None
    #: Population, circumstance, level, and whether it is confirmed.
    conditions: set[tuple[str, str | None, str, bool]]
    otherwise: str | None
    accepted: set[Where]
    contested: set[Where]
    #: Ids of what decides, of what does not apply, and of what is set aside, with what did it.
    decide: set[str]
    removed: set[str]
    retired: dict[str, str]


def judge(
    said: list[Said],
    sources: dict[str, Said],
    conditions: Mapping[str, Said],
    has: Iterable[str] = (),
    lacks: Iterable[str] = (),
) -> Verdict:
    """Judge plain statements for a patient."""
    retired = {}
    for old in said:
        if by := [new for new in said if sets_aside(new, old, sources)]:
            strength = [(rank_of(new, sources), new["stated"], new["id"]) for new in by]
            retired[old["id"]] = max(strength)[2]
    standing = [one for one in said if one["id"] not in retired]
    having = {up for one in has for up in upwards(one, conditions)}
    lacking = ruled_out(having, set(lacks), conditions)
    having |= {EVERYBODY} - lacking
    removed = [one for one in standing if lacking.intersection(where(one))]
    apply = [one for one in standing if one not in removed]
    levels: dict[Where, str] = {}
    for one in apply:
        level = level_of(one, sources)
        if level is not None:
            levels[where(one)] = worst([level, levels.get(where(one))]) or level
    confirmed = {w for w in levels if w[0] in having and (w[1] is None or w[1] in having)}
    accepted = {where(one) for one in apply if one["verdict"] not in BY_VERDICT}
    level = worst(levels.values())
    return Verdict(
        outcome="listed" if level else "acceptable" if accepted else "not-assessed",
        level=level,
        conditions={(*w, levels[w], w in confirmed) for w in levels if w != (EVERYBODY, None)},
        otherwise=worst(levels[w] for w in confirmed),
        accepted=accepted,
        contested=accepted & set(levels),
        decide={one["id"] for one in apply},
        removed={one["id"] for one in removed},
        retired=retired,
    )


def where(one: Said) -> Where:
    """Return the people and the use of which a statement speaks."""
    return one.get("population", EVERYBODY), one.get("circumstance")


def worst(levels: Iterable[str | None]) -> str | None:
    """Return the worst of some levels."""
    return max((level for level in levels if level), key=HEIGHT.__getitem__, default=None)


def rank_of(one: Said, sources: dict[str, Said]) -> int:
    """Return the standing of the source of a statement as a number."""
    return RANKS.index(sources[one["source"]]["rank"])


def level_of(one: Said, sources: dict[str, Said]) -> str | None:
    """Return the lower of the two caps; a page gives yellow at most."""
    if one["verdict"] not in BY_VERDICT:
        return None
    caps = [BY_VERDICT[one["verdict"]], BY_EVIDENCE[one["evidence"]]]
    if sources[one["source"]]["rank"] == "page":
        caps.append("yellow")
    return min(caps, key=HEIGHT.__getitem__)


def sets_aside(new: Said, old: Said, sources: dict[str, Said]) -> bool:
    """Return whether all that the page asks for holds of two statements on one medicine."""
    return all(
        (
            where(new) == where(old),
            certainly_before(old.get("stated"), new.get("stated")),
            rank_of(new, sources) >= rank_of(old, sources),
            sources[new["source"]]["read"] in ("whole", "part"),
            new["verdict"] in TAKEN_BACK_BY[old["verdict"]].split(),
        )
    )


def certainly_before(first: str | None, second: str | None) -> bool:
    """Return whether every day that the first date can mean is before every day of the second."""
    if first is None or second is None:
        return False
    last_of_first = f"{first}-99-99"[:10] if len(first) == 4 else f"{first}-99"[:10]
    first_of_second = f"{second}-00-00"[:10] if len(second) == 4 else f"{second}-00"[:10]
    return last_of_first < first_of_second


def upwards(term: str, conditions: Mapping[str, Said]) -> set[str]:
    """Return a condition and every wider one."""
    above = conditions.get(term, {}).get("parents", ())
    return {term}.union(*(upwards(one, conditions) for one in above))


def ruled_out(having: set[str], lacks: set[str], conditions: Mapping[str, Said]) -> set[str]:
    """Return what is lacked, what is excluded by what is had, and what is settled."""
    roots = set(lacks)
    for one, table in conditions.items():
        for other in table.get("excludes", ()):
            roots |= {other} - having if one in having else set()
            roots |= {one} - having if other in having else set()
    gone = lacks | {one for one in conditions if roots & upwards(one, conditions)}
    settling = having | gone
    return gone | {
        one for one in conditions if settling.intersection(conditions[one].get("settled_by", ()))
    }


# What counts in a release


def number(release: str) -> list[int]:
    """Return a release as numbers, for ordering."""
    return [int(part) for part in release.split(".")]


def said_of(listing: Listing, subject: str, release: str) -> list[Said]:
    """Return every statement on a subject, and on the groups it belongs to, that counts."""
    raw = listing.drugs.get(subject) or listing.groups[subject]
    rows = list(raw.get("statements", ()))
    if number(raw.get("since", "2010.1")) <= number(release):
        for group in raw.get("groups", ()):
            rows += listing.groups[group].get("statements", ())
    return [one for one in rows if counts(one, release)]


def counts(one: Said, release: str) -> bool:
    """Return whether a statement is of a release: it has come, and was not withdrawn yet."""
    withdrawn = one.get("withdrawn")
    come = number(one["since"]) <= number(release)
    return come and (withdrawn is None or number(release) < number(withdrawn))
