"""What may be asked of the directory, and how well a community fits it.

Each argument of a question becomes a `Filter`: a test that gives, for a community
that fits, the reason why. One value or several may be given; the best of them counts.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial

import attrs

from mitosafe._text.folding import fold, tokens
from mitosafe.directory import languages
from mitosafe.directory.community import Community, CommunityStatus
from mitosafe.directory.languages import Fit, FitKind
from mitosafe.directory.term_names import Terms, disorder_id, term_id
from mitosafe.errors import UnknownValue, WrongType
from mitosafe.graph import Parents, way_up
from mitosafe.model import TermId


@attrs.frozen(kw_only=True)
class FitReason:
    """Why a community answers one argument of a question.

    Args:
        filter: The argument: `language`, `disorder`, ...
        asked: The value asked for that it fits best, as an id, tag or code.
        found: What the community has.
        how: How the one fits the other.
    """

    filter: str
    asked: str
    found: str
    how: FitKind
    #: The smaller, the better; for ordering only.
    distance: int = attrs.field(default=0, eq=False, repr=False)


@attrs.frozen
class Wanted:
    """One value that is asked for, and the reasons for which a community fits it."""

    #: The value as an id, tag or code.
    asked: str
    run: Callable[[Community], Iterable[FitReason]]


@attrs.frozen
class Filter:
    """One argument of a question; any of its values will do."""

    name: str
    wanted: tuple[Wanted, ...]

    @property
    def asked(self) -> tuple[str, ...]:
        """The values asked for; empty if the argument was not given."""
        return tuple(each.asked for each in self.wanted if each.asked)

    def reason(self, one: Community) -> FitReason | None:
        """Return the best reason for which a community fits; none if it does not."""
        reasons = (reason for each in self.wanted for reason in each.run(one))
        return min(reasons, key=lambda reason: reason.distance, default=None)


def values(name: str, value: object) -> tuple[str, ...]:
    """Return an argument as texts: one value or several.

    Args:
        name: The name of the argument, for the error.
        value: A text, a member of an enumeration, or several of them.

    Returns:
        The texts.

    Raises:
        WrongType: If it is none of these, or holds nothing.

    Examples:
        >>> values("language", "nl"), values("language", ["nl", "fr"])
        (('nl',), ('nl', 'fr'))
    """
    several = value if isinstance(value, Iterable) and not isinstance(value, str) else (value,)
    given = [v.value if isinstance(v, enum.Enum) else v for v in several]
    found = tuple(v for v in given if isinstance(v, str))
    if not given or len(found) < len(given):
        expected = "a text or several; leave the argument out to ask for any"
        raise WrongType(name, value, expected)
    return found


def filters(
    asked: Mapping[str, object], vocabulary: Callable[[str], Terms], known: Collection[Community]
) -> list[Filter]:
    """Turn the arguments of a question into filters.

    Args:
        asked: The arguments by name; those that are None do not count.
        vocabulary: Gives the terms of a vocabulary by id.
        known: Every community, for the names of organisations.

    Returns:
        The filters. Without a `status` there is one that keeps out what has closed.

    Raises:
        UnknownValue: If a value is not known, with the near ones.
        WrongType: If a value is no text.
    """
    makers: Mapping[str, Callable[[str], Wanted]] = {
        "language": _language,
        "country": _country,
        "disorder": partial(_disorder, vocabulary("disorders")),
        "platform": partial(_platform, vocabulary("platforms")),
        "organiser": partial(_organiser, vocabulary("organisers"), known),
        "status": partial(_status, vocabulary("community-statuses")),
        "text": _text,
        "kind": partial(_kind, vocabulary("community-kinds")),
    }
    found = [
        Filter(name, tuple(makers[name](v) for v in values(name, value)))
        for name, value in asked.items()
        if value is not None
    ]
    if asked.get("status") is None:
        found.append(Filter("status", (Wanted("", _still_there),)))
    return found


def _still_there(one: Community) -> Iterable[FitReason]:
    if one.status is not CommunityStatus.CLOSED:
        yield FitReason(filter="status", asked="", found=one.status.value, how=FitKind.EXACT)


def _language(text: str) -> Wanted:
    return _fitting(
        "language", languages.language(text), lambda one: one.languages, languages.language_fit
    )


def _fitting(
    filter: str,
    wanted: str,
    has: Callable[[Community], Iterable[str]],
    fit: Callable[[str, str], Fit | None],
) -> Wanted:
    def run(one: Community) -> Iterable[FitReason]:
        for value in has(one):
            if (how := fit(wanted, value)) is not None:
                yield FitReason(
                    filter=filter, asked=wanted, found=value, how=how.how, distance=how.distance
                )

    return Wanted(wanted, run)


def _equal(filter: str, wanted: str, has: Callable[[Community], Iterable[str]]) -> Wanted:
    exact = Fit(0, FitKind.EXACT)
    return _fitting(filter, wanted, has, lambda one, other: exact if one == other else None)


def _country(text: str) -> Wanted:
    return _equal("country", languages.country(text), lambda one: one.countries)


def _platform(terms: Terms, text: str) -> Wanted:
    return _equal("platform", term_id("platform", text, terms), lambda one: (one.platform,))


def _kind(terms: Terms, text: str) -> Wanted:
    return _equal("kind", term_id("kind", text, terms), lambda one: (one.kind.value,))


def _status(terms: Terms, text: str) -> Wanted:
    return _equal("status", term_id("status", text, terms), lambda one: (one.status.value,))


def _organiser(terms: Terms, known: Collection[Community], text: str) -> Wanted:
    """Take a kind of organiser, or the name of the organisation that runs it."""
    bodies = {fold(one.organisation): one.organisation for one in known if one.organisation}
    if body := bodies.get(fold(text)):
        return _equal("organiser", body, lambda one: (one.organisation or "",))
    wanted = term_id("organiser", text, terms, bodies)
    return _equal("organiser", wanted, lambda one: (one.organiser,))


def _text(text: str) -> Wanted:
    wanted = tokens(text)
    if not wanted:
        raise UnknownValue("text", text, [], complete=False)

    def run(one: Community) -> Iterable[FitReason]:
        words = one.description
        name = f"{one.name} {one.organisation or ''} {one.id}"
        for distance, within in enumerate((name, f"{name} {words.en} {words.fr} {words.nl}")):
            has = tokens(within)
            if all(any(_begins(word, other) for other in has) for word in wanted):
                found = "" if distance else one.name
                yield FitReason(
                    filter="text", asked=text, found=found, how=FitKind.EXACT, distance=distance
                )

    return Wanted(text, run)


def _begins(wanted: str, has: str) -> bool:
    """Return whether a word begins as asked; in scripts without spaces, whether it is within."""
    return has.startswith(wanted) or (not wanted.isascii() and wanted in has)


def _disorder(terms: Terms, text: str) -> Wanted:
    parents = {term.id: term.parents for term in terms.values()}
    return _fitting(
        "disorder",
        disorder_id(text, terms),
        lambda one: one.disorders,
        lambda wanted, has: _disorder_fit(TermId(wanted), TermId(has), parents),
    )


def _disorder_fit(wanted: TermId, has: TermId, parents: Parents) -> Fit | None:
    """Fit by the tree: a part of what was asked for comes before what is wider than it."""
    if wanted == has:
        return Fit(0, FitKind.EXACT)
    if wanted in (above := way_up(has, parents)):
        return Fit(above.index(wanted), FitKind.NARROWER)
    above = way_up(wanted, parents)
    return Fit(100 + above.index(has), FitKind.WIDER) if has in above else None
