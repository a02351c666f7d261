"""Rule 2 as the page `explanation/how-a-level-is-decided` tells it, on plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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
    "avoid-unless-no-alternative": "red",
    "avoid-if-possible": "orange",
    "caution": "orange",
    "monitor": "yellow",
    "may-affect": "yellow",
}
GRAVEST_FIRST = list(BY_VERDICT)
BY_EVIDENCE = {
    "profound": "red",
    "consensus": "orange",
    "case-reports": "orange",
    "experimental": "yellow",
}
WEAKEST_FIRST = ("experimental", "case-reports", "consensus", "profound")
RANKS = ("page", "study", "chapter", "authority")


class Verdict(NamedTuple):
    """What the rule makes of it, as plain values that can be compared."""

    outcome: str
    level: str | None
    worst: str | None
    #: Population, circumstance, level, and whether it is confirmed.
    conditions: set[tuple[str, str | None, str, bool]]
    #: In their order.
    questions: list[Where]
    accepted: set[Where]
    contested: set[Where]
    #: The verdict of the strongest statement that holds, and where it is said.
    advice: tuple[str, Where] | None
    #: Ids of what decides, of what does not apply, and of what is set aside or overruled.
    decide: set[str]
    removed: set[str]
    retired: dict[str, str]
    disputed: set[str]
    disputed_by: set[str]


def judge(
    said: list[Said],
    sources: dict[str, Said],
    conditions: Mapping[str, Said],
    has: Iterable[str] = (),
    lacks: Iterable[str] = (),
) -> Verdict:
    """Judge plain statements for a patient."""
    having = {up for one in has for up in upwards(one, conditions)}
    lacking = ruled_out(having, set(lacks), conditions)
    having |= {EVERYBODY} - lacking

    def holds(place: Where) -> bool:
        return place[0] in having and (place[1] is None or place[1] in having)

    retired = _retired(said, sources)
    standing = [one for one in said if one["id"] not in retired]
    removed = [one for one in standing if lacking.intersection(stated(one))]
    apply = [one for one in standing if one not in removed]
    disputed = _overruled(apply, sources)
    deciding = [one for one in apply if one["id"] not in disputed]
    yielding = [one for one in deciding if _yields(one, deciding, sources, conditions, having)]
    deciding = [one for one in deciding if one not in yielding]

    levels: dict[Where, str] = {}
    for one in deciding:
        level = level_of(one, sources)
        if level is not None:
            levels[where(one)] = worst([level, levels.get(where(one))]) or level
    level = worst(levels[place] for place in levels if holds(place))
    adding = {
        place
        for place in levels
        if place != (EVERYBODY, None)
        and not any(
            wider(other, place, conditions) and HEIGHT[levels[other]] >= HEIGHT[levels[place]]
            for other in levels
        )
    }
    accepted = {where(one) for one in deciding if not warns(one)}
    giving = {place for place in levels if holds(place) and levels[place] == level}
    return Verdict(
        outcome="listed" if levels else "acceptable" if accepted else "not-assessed",
        level=level,
        worst=worst(levels.values()),
        conditions={(*place, levels[place], holds(place)) for place in adding},
        questions=_questions(adding, levels, level, having, deciding),
        accepted=accepted,
        contested=giving if giving <= accepted else set(),
        advice=_advice([one for one in deciding if holds(where(one))], level, accepted, sources),
        decide={one["id"] for one in deciding},
        removed={one["id"] for one in (*removed, *yielding)},
        retired=retired,
        disputed=disputed,
        disputed_by={one["id"] for one in apply if one["id"] in disputed and holds(where(one))},
    )


def where(one: Said) -> Where:
    """Return the people and the use of which a statement speaks; systemic use is any use."""
    population, used = stated(one)
    return population, None if used == "systemic" else used


def stated(one: Said) -> Where:
    """Return the people and the use as the statement has them."""
    return one.get("population", EVERYBODY), one.get("circumstance")


def warns(one: Said) -> bool:
    """Return whether a statement is a warning."""
    return one["verdict"] in BY_VERDICT


def worst(levels: Iterable[str | None]) -> str | None:
    """Return the worst of some levels."""
    return max((level for level in levels if level), key=HEIGHT.__getitem__, default=None)


def rank_of(one: Said, sources: dict[str, Said]) -> int:
    """Return the standing of the source of a statement as a number."""
    return RANKS.index(sources[one["source"]]["rank"])


def evidence_of(one: Said) -> int:
    """Return the evidence as a number."""
    return WEAKEST_FIRST.index(one["evidence"])


def gravity(one: Said) -> int:
    """Return how grave a verdict is as a number."""
    return -GRAVEST_FIRST.index(one["verdict"])


def was_read(one: Said, sources: dict[str, Said]) -> bool:
    """Return whether the text behind a statement was read, and not only heard of."""
    return (one.get("read") or sources[one["source"]]["read"]) in ("whole", "part")


def level_of(one: Said, sources: dict[str, Said]) -> str | None:
    """Return the lower of the two caps; an authority's contraindication is red, a page yellow."""
    if not warns(one):
        return None
    rank = sources[one["source"]]["rank"]
    if one["verdict"] == "contraindicated" and rank == "authority":
        return "red"
    caps = [BY_VERDICT[one["verdict"]], BY_EVIDENCE[one["evidence"]]]
    if rank == "page":
        caps.append("yellow")
    return min(caps, key=HEIGHT.__getitem__)


def sets_aside(new: Said, old: Said, sources: dict[str, Said]) -> bool:
    """Return whether all that the page asks for holds of two statements on one medicine."""
    higher = rank_of(new, sources) > rank_of(old, sources)
    unread = not was_read(new, sources)
    if where(new) != where(old) or (unread and not (higher and not was_read(old, sources))):
        return False
    if old["source"] in sources[new["source"]].get("updates", ()):
        if warns(new) and warns(old):
            return all(
                (
                    gravity(new) >= gravity(old),
                    evidence_of(new) >= evidence_of(old),
                    rank_of(new, sources) >= rank_of(old, sources),
                    certainly_before(old.get("stated"), new.get("stated")),
                )
            )
        return warns(new) or warns(old)
    if warns(new) or not warns(old):
        return False
    if old.get("stated") is None:
        return higher and new.get("stated") is not None
    same = rank_of(new, sources) >= rank_of(old, sources)
    return same and certainly_before(old["stated"], new.get("stated"))


def _retired(said: list[Said], sources: dict[str, Said]) -> dict[str, str]:
    """Return what is set aside, and what is named as having done it."""

    def taken_back(one: Said, by: Callable[[Said], bool]) -> bool:
        return any(by(other) and sets_aside(other, one, sources) for other in said)

    # Acceptances that were themselves taken back, and warnings that a standing one took back.
    void = {one["id"] for one in said if not warns(one) and taken_back(one, warns)}
    stands = {one["id"] for one in said if not warns(one)} - void
    void |= {
        one["id"]
        for one in said
        if warns(one) and taken_back(one, lambda other: other["id"] in stands)
    }
    found = {}
    for old in said:
        by = [
            (rank_of(new, sources), new.get("stated") or "", new["id"])
            for new in said
            if not (warns(old) and new["id"] in void) and sets_aside(new, old, sources)
        ]
        if by:
            found[old["id"]] = max(by)[2]
    return found


def _overruled(said: list[Said], sources: dict[str, Said]) -> set[str]:
    """Return the ids of what a stronger source overrules that is not overruled itself."""
    gone: set[str] = set()
    for rank in reversed(range(len(RANKS))):
        for weak in [one for one in said if rank_of(one, sources) == rank]:
            for strong in said:
                if (
                    strong["id"] not in gone
                    and where(strong) == where(weak)
                    and warns(strong) != warns(weak)
                    and rank_of(strong, sources) > rank
                    and evidence_of(strong) >= evidence_of(weak)
                    and (was_read(strong, sources) or not was_read(weak, sources))
                ):
                    gone.add(weak["id"])
    return gone


def _yields(
    weak: Said,
    deciding: list[Said],
    sources: dict[str, Said],
    conditions: Mapping[str, Said],
    having: set[str],
) -> bool:
    """Return whether a warning of any use gives way to an acceptance of exactly the known use."""
    warned = {where(one) for one in deciding if warns(one)}
    return (
        warns(weak)
        and where(weak)[1] is None
        and any(
            not warns(one)
            and where(one)[1] in having
            and where(one) not in warned
            and wider(where(weak), where(one), conditions)
            and (where(one)[0] == where(weak)[0] or where(one)[0] in having)
            and rank_of(one, sources) >= rank_of(weak, sources)
            and (was_read(one, sources) or not was_read(weak, sources))
            for one in deciding
        )
    )


def _questions(
    adding: set[Where],
    levels: Mapping[Where, str],
    level: str | None,
    having: set[str],
    deciding: list[Said],
) -> list[Where]:
    """Return what is to be asked, the worst and best supported first; each thing once."""

    def support(place: Where) -> tuple[int, int, int]:
        behind = [one for one in deciding if warns(one) and where(one) == place]
        sources = {one["source"] for one in behind}
        return HEIGHT[levels[place]], max(map(evidence_of, behind)), len(sources)

    by_name = sorted(adding, key=lambda place: (place[0], place[1] or ""))
    asked: dict[tuple[str, ...], Where] = {}
    for place in sorted(by_name, key=support, reverse=True):
        unknown = tuple(part for part in place if part is not None and part not in having)
        if unknown and (level is None or HEIGHT[levels[place]] > HEIGHT[level]):
            asked.setdefault(unknown, place)
    return list(asked.values())


def _advice(
    holding: list[Said], level: str | None, accepted: set[Where], sources: dict[str, Said]
) -> tuple[str, Where] | None:
    giving = [one for one in holding if level_of(one, sources) == level]
    if not giving:
        return None

    def strength(one: Said) -> tuple[Any, ...]:
        return (
            level is not None and where(one) not in accepted,
            gravity(one) if level else 0,
            where(one) != (EVERYBODY, None),
            evidence_of(one),
            rank_of(one, sources),
            was_read(one, sources),
            one.get("stated") or "",
            one["id"],
        )

    best = max(giving, key=strength)
    return best["verdict"], where(best)


def certainly_before(first: str | None, second: str | None) -> bool:
    """Return whether every day of the first date is before every day of the second."""
    if first is None or second is None:
        return False
    last_of_first = f"{first}-99-99"[:10] if len(first) == 4 else f"{first}-99"[:10]
    first_of_second = f"{second}-00-00"[:10] if len(second) == 4 else f"{second}-00"[:10]
    return last_of_first < first_of_second


def upwards(term: str, conditions: Mapping[str, Said]) -> set[str]:
    """Return a condition and every wider one."""
    above = conditions.get(term, {}).get("parents", ())
    return {term}.union(*(upwards(one, conditions) for one in above))


def wider(wide: Where, narrow: Where, conditions: Mapping[str, Said]) -> bool:
    """Return whether everybody in every use of one place is in the other, and more."""
    people = wide[0] == EVERYBODY or wide[0] in upwards(narrow[0], conditions)
    return wide != narrow and people and wide[1] in (None, narrow[1])


def ruled_out(having: set[str], lacks: set[str], conditions: Mapping[str, Said]) -> set[str]:
    """Return what is lacked, what is excluded by what is had, and what is settled."""
    roots = set(lacks)
    for one, table in conditions.items():
        for other in table.get("excludes", ()):
            roots |= {other} - having if one in having else set()
            roots |= {one} - having if other in having else set()
    gone = roots | {one for one in conditions if roots & upwards(one, conditions)}
    settling = having | gone
    return gone | {
        one
        for one in conditions.keys() - having
        if settling.intersection(conditions[one].get("settled_by", ()))
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
        in_use = raw.get("standing", "in-use") == "in-use"
        for group in raw.get("groups", ()):
            of_group = listing.groups[group].get("statements", ())
            rows += [one for one in of_group if in_use or warns(one)]
    return [one for one in rows if counts(one, release)]


def counts(one: Said, release: str) -> bool:
    """Return whether a statement is of a release: it has come, and was not withdrawn yet."""
    withdrawn = one.get("withdrawn")
    come = number(one["since"]) <= number(release)
    return come and (withdrawn is None or number(release) < number(withdrawn))
