"""The awareness days and campaigns of a year, as stated or as expected."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NoReturn

import attrs

from mitosafe.directory.campaigns import Campaign, CampaignSource, Span
from mitosafe.directory.results import DirectoryRenders, Words
from mitosafe.errors import MissingExtra, WrongType
from mitosafe.model import Release
from mitosafe.model import Words as Texts


class Certainty(enum.StrEnum):
    """What a date rests on."""

    #: A source states it for this year.
    STATED = "stated"
    #: It follows from the rule; nobody has announced it.
    EXPECTED = "expected"


@attrs.frozen(kw_only=True)
class AwarenessEvent:
    """A day, week or campaign in one year."""

    id: str
    name: Texts
    description: Texts
    #: The first and the last day.
    first: datetime.date
    last: datetime.date
    certainty: Certainty
    #: Whether it is held on some one day between first and last, not on all.
    some_day: bool = False
    organiser: str | None = None
    #: The pages that state it; of an expected date, those on which the rule rests.
    sources: tuple[CampaignSource, ...]


class Awareness(tuple[AwarenessEvent, ...], DirectoryRenders):
    """The awareness days and campaigns of a year, in the order of their days.

    Examples:
        >>> import mitosafe
        >>> week = mitosafe.awareness(2025)[-1]
        >>> week.name.en, str(week.last), week.certainty.value
        ('LHON Awareness Day', '2025-09-19', 'expected')
    """

    #: The year.
    year: int
    #: The newest release, for the day on which this was known.
    release: Release
    #: The words in which it is shown.
    lexicon: Words

    def __new__(cls, events: Iterable[AwarenessEvent], **kept: Any) -> Awareness:
        """Keep the events and what is needed to show them."""
        found = super().__new__(cls, events)
        found.__dict__.update(kept)
        return found

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """Refuse: an answer does not change."""
        raise attrs.exceptions.FrozenInstanceError

    def ical(self, language: str = "en") -> str:
        """Return it as an iCalendar file, for any calendar program.

        Args:
            language: `en`, `fr` or `nl`.

        Returns:
            The text of an `.ics` file. Expected dates are tentative in it. The same
            list gives the same file at any time.

        Raises:
            UnknownValue: If the language is none of them.
            MissingExtra: If `mitosafe[calendar]` is not installed.
        """
        try:
            from mitosafe.directory import ical
        except ImportError:
            raise MissingExtra("calendar files", "calendar") from None
        return ical.render(self, language)


def of_year(
    year: object, campaigns: Mapping[str, Campaign], release: Release, lexicon: Words
) -> Awareness:
    """Return the events of a year.

    Args:
        year: Four digits.
        campaigns: The campaigns by id.
        release: The newest release.
        lexicon: The words in which it is to be shown.

    Returns:
        The events; none of a year before anything is known.

    Raises:
        WrongType: If the year is no whole number from 1000 to 9999.
    """
    if type(year) is not int or not 1000 <= year <= 9999:
        raise WrongType("year", year, "a year of four digits, such as 2027")
    events = sorted(_events(year, campaigns), key=lambda e: (e.first, e.last, e.id))
    return Awareness(events, year=year, release=release, lexicon=lexicon)


def _events(year: int, campaigns: Mapping[str, Campaign]) -> Iterator[AwarenessEvent]:
    for one in campaigns.values():
        stated = one.stated(year)
        span = stated or _expected(one, year, campaigns)
        if span is not None:
            yield AwarenessEvent(
                id=one.id,
                name=one.name,
                description=one.description,
                first=span[0],
                last=span[1],
                certainty=Certainty.STATED if stated else Certainty.EXPECTED,
                some_day=stated is None and one.during is not None,
                organiser=one.organiser,
                sources=tuple(_sources(one, year)) if stated else one.sources,
            )


def _expected(one: Campaign, year: int, campaigns: Mapping[str, Campaign]) -> Span | None:
    """Return the days by rule; of one that is held during another, the span of that one."""
    if one.during is None:
        return one.expected(year)
    other = campaigns[one.during]
    return (other.stated(year) or other.expected(year)) if year >= one.begins else None


def _sources(one: Campaign, year: int) -> Iterator[CampaignSource]:
    """Return the sources that state a year; all of them where only the first day is known."""
    told = [source for source in one.sources if str(year) in source.years]
    yield from told or one.sources
