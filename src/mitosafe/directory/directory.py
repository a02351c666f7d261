"""The directory: the communities of a list, and the questions one may ask of them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Protocol

from mitosafe._text.folding import fold
from mitosafe.directory import decode
from mitosafe.directory.community import Community, CommunityId, CommunityStatus
from mitosafe.directory.filters import Filter, FitReason, filters
from mitosafe.directory.results import BroaderQuery, CommunityResults, DirectoryDiff, compare
from mitosafe.errors import UnknownValue, WrongType
from mitosafe.model import Release, Term

#: The arguments in the order in which one gives them up, the easiest first.
GIVEN_UP = ("text", "kind", "organiser", "platform", "status", "country", "disorder", "language")
_CONFIDENCE = ("high", "medium", "low")
#: Bases that rest on what a page says or is written in; the others are inferred.
_SEEN = ("stated", "stated-for-platform", "site-language", "source-language")


class Layer(Protocol):
    """What is needed of a folder of the list."""

    @property
    def files(self) -> Mapping[str, dict[str, object]]:
        """Return the parsed files by name."""

    @property
    def local(self) -> bool:
        """Return whether it is a hospital's own."""

    def terms(self, vocabulary: str) -> Mapping[str, Term]:
        """Return the terms of a vocabulary by id."""


class Directory:
    """The communities of one list; a file of an upper layer stands for that of a lower one."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        """Decode the communities of the layers, the uppermost first."""
        self._layers = layers
        self._all = {
            one.id: one
            for layer in reversed(layers)
            for file in sorted(layer.files)
            if file.startswith("communities/")
            for one in [decode.community(layer.files[file], file, local=layer.local)]
        }

    def __iter__(self) -> Iterator[Community]:
        """Go through every entry, in the order of the ids."""
        return iter(self._all.values())

    def __getitem__(self, id: str) -> Community:
        """Return an entry by id; KeyError if there is none."""
        return self._all[CommunityId(id)]

    def terms(self, vocabulary: str) -> dict[str, Term]:
        """Return the terms of a vocabulary by id, those of every layer together."""
        layers = reversed(self._layers)
        return {k: v for layer in layers for k, v in layer.terms(vocabulary).items()}

    def term(self, vocabulary: str, term: str) -> Term:
        """Return a term of a closed vocabulary; `UnknownValue` if there is none."""
        for layer in self._layers:
            if found := layer.terms(vocabulary).get(term):
                return found
        raise UnknownValue(f"term of {vocabulary}", term, self.terms(vocabulary))

    def ask(
        self, asked: Mapping[str, object], release: Release, on: object = None
    ) -> CommunityResults:
        """Answer a question.

        Args:
            asked: The arguments by name; None is not asked.
            release: The release.
            on: The day of the question, for the age of what is shown.

        Returns:
            The communities, the best first.

        Raises:
            UnknownValue: If a value is not known, with the near ones.
            WrongType: If a value is of another type.
        """
        pool = [one for each in self._all.values() if (one := each.as_of(release.id))]
        tests = filters(asked, self.terms, pool or self._all.values())
        fits = {f.name: {one.id: r for one in pool if (r := f.reason(one))} for f in tests}
        found = _kept(pool, fits)
        wider = () if found else tuple(_wider(pool, fits))
        emptied_by = tuple(dict.fromkeys(name for w in wider for name in w.without))
        return CommunityResults(
            found,
            asked={f.name: f.asked for f in tests if f.asked},
            reasons={one.id: _reasons(one, tests, fits) for one in found},
            emptied_by=emptied_by if found or pool else ("release",),
            wider=wider,
            release=release,
            on=None if on is None else _day(on),
            lexicon=self,
        )

    def changes(self, old: Release, new: Release) -> DirectoryDiff:
        """Say what changed between two releases; see `DirectoryDiff`."""
        both = (compare(one.as_of(old.id), one.as_of(new.id)) for one in self._all.values())
        changes = tuple(change for change in both if change is not None)
        return DirectoryDiff(old=old, new=new, changes=changes, lexicon=self)


_Fits = Mapping[str, Mapping[CommunityId, FitReason]]


def _kept(pool: Iterable[Community], fits: _Fits) -> list[Community]:
    """Return what fits every filter, the best first."""
    kept = [one for one in pool if all(one.id in fit for fit in fits.values())]
    return sorted(kept, key=lambda one: _order(one, fits))


def _order(one: Community, fits: _Fits) -> tuple[object, ...]:
    """Order by fit: first the disorder, then the language; then by what is surer."""
    distances = tuple(
        fits[name][one.id].distance if name in fits else 0
        for name in ("disorder", "language", "text")
    )
    return (
        *distances,
        list(CommunityStatus).index(one.status),
        _CONFIDENCE.index(one.confidence) if one.confidence in _CONFIDENCE else len(_CONFIDENCE),
        one.language_basis not in _SEEN,
        one.url is None,
        fold(one.name),
        one.id,
    )


def _reasons(one: Community, tests: Iterable[Filter], fits: _Fits) -> tuple[FitReason, ...]:
    return tuple(fits[f.name][one.id] for f in tests if f.asked)


def _wider(pool: Sequence[Community], fits: _Fits) -> Iterable[BroaderQuery]:
    """Return the questions that leave out the fewest arguments and are not empty."""
    names = [name for name in GIVEN_UP if name in fits]
    for size in range(1, len(names) + 1):
        found = []
        for without in combinations(names, size):
            rest = {name: fit for name, fit in fits.items() if name not in without}
            if kept := _kept(pool, rest):
                found.append(BroaderQuery(without=without, communities=tuple(kept)))
        if found:
            return found
    return []


def _day(value: object) -> datetime.date:
    if isinstance(value, str) and decode.day_fault(value) is None:
        return datetime.date.fromisoformat(value)
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value
    raise WrongType("on", value, "a day such as datetime.date(2027, 5, 1) or '2027-05-01'")
