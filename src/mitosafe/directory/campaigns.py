"""Awareness days and campaigns: what sources state, and the rule for other years.

The rules are closed forms, so that a date which nobody has announced can be given as
expected and never as more.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from mitosafe.directory import addresses
from mitosafe.errors import DataError, Fault
from mitosafe.loading.structure import structure
from mitosafe.model import LANGUAGES, Words

FILE = "awareness.toml"
Span = tuple[datetime.date, datetime.date]

#: The forms that a rule may have; the rest of a form is its argument.
_RULE = re.compile(
    r"none|last-day-of-february|third-week-of-september"
    r"|fixed-date:(?P<date>\d\d-\d\d)|during:(?P<during>[a-z0-9-]+)"
)
_RULES = "none, last-day-of-february, third-week-of-september, fixed-date:MM-DD, during:<event id>"
#: From this year on the week begins on a Monday; before it, on a Sunday.
_MONDAY_WEEKS = 2023


@attrs.frozen(kw_only=True)
class CampaignSource:
    """A page that tells of a day or campaign, and the years whose dates it states."""

    title: str
    url: str
    years: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Campaign:
    """A day, week or campaign that comes back, or one that was."""

    id: str
    name: Words
    description: Words
    #: The rule for years that no source states; `none` if there is none.
    rule: str
    #: The day on which it was first held, if a source states it.
    first: str | None = None
    organiser: str | None = None
    #: First and last day by year, as sources state them.
    years: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    sources: tuple[CampaignSource, ...]

    def stated(self, year: int) -> Span | None:
        """Return the first and last day in a year, if a source states them."""
        days = self.years.get(str(year))
        if days is None and self.first is not None and self.first[:4] == str(year):
            days = (self.first, self.first)
        return None if days is None else (_date(days[0]), _date(days[1]))

    @property
    def begins(self) -> int:
        """The first year of which anything is known."""
        return min(int(year[:4]) for year in (*self.years, *filter(None, [self.first])))

    @property
    def during(self) -> str | None:
        """The campaign on some day of which this one is held, if that is its rule."""
        rule = _RULE.fullmatch(self.rule)
        return rule["during"] if rule else None

    def expected(self, year: int) -> Span | None:
        """Return the days that follow from the rule; none without one, or before it began."""
        if self.rule == "none" or self.during or year < self.begins:
            return None
        if self.rule == "last-day-of-february":
            return _one_day(year, 2, calendar.monthrange(year, 2)[1])
        if self.rule == "third-week-of-september":
            return _third_week(year)
        return _one_day(year, int(self.rule[-5:-3]), int(self.rule[-2:]))


def _date(day: str) -> datetime.date:
    return datetime.date.fromisoformat(day)


def _one_day(year: int, month: int, day: int) -> Span:
    date = datetime.date(year, month, day)
    return date, date


def _third_week(year: int) -> Span:
    """Return the seven days that hold the third Tuesday of September."""
    tuesday = next(
        day for day in (datetime.date(year, 9, n) for n in range(15, 22)) if day.weekday() == 1
    )
    first = tuesday - datetime.timedelta(days=1 if year >= _MONDAY_WEEKS else 2)
    return first, first + datetime.timedelta(days=6)


def campaigns(raw: Mapping[str, Any]) -> tuple[Campaign, ...]:
    """Decode `awareness.toml`.

    Args:
        raw: The tables of the file, as `decode.parse` gives them.

    Returns:
        The campaigns in the order of the file.

    Raises:
        DataError: With every fault of its structure.
    """
    return structure(dict(raw), _File, FILE).events


@attrs.frozen(kw_only=True)
class _File:
    events: tuple[Campaign, ...]


def faults(raw: Mapping[str, Any]) -> Iterator[Fault]:
    """Return every fault of `awareness.toml`.

    Args:
        raw: The tables of the file.

    Yields:
        The faults of its structure; if it has none, those of its dates, rules,
        addresses and texts.
    """
    try:
        found = campaigns(raw)
    except DataError as error:
        yield from error.faults
        return
    known = [one.id for one in found]
    for one in found:
        for path, message in _faults(one, known):
            yield Fault(FILE, f"{one.id}.{path}", message)


def _faults(one: Campaign, known: list[str]) -> Iterator[tuple[str, str]]:
    if known.count(one.id) > 1:
        yield "id", f"is there {known.count(one.id)} times"
    if not one.years and one.first is None:
        yield "years", "no source states a year, and there is no first day"
    if one.first is not None and not _is_day(one.first):
        yield "first", f"{one.first!r:.40} is no day such as 2008-02-29"
    yield from _rule_faults(one, known)
    yield from _year_faults(one)
    yield from _source_faults(one)
    texts = (text[language] for text in (one.name, one.description) for language in LANGUAGES)
    for text in (one.organiser or "", *texts):
        if message := addresses.text_fault(text):
            yield "text", message


def _rule_faults(one: Campaign, known: list[str]) -> Iterator[tuple[str, str]]:
    if not _RULE.fullmatch(one.rule):
        yield "rule", f"{one.rule!r:.60} is no rule; allowed: {_RULES}"
    elif one.during and one.during not in {*known} - {one.id}:
        yield "rule", f"there is no other event {one.during!r}"
    elif one.rule.startswith("fixed-date:") and not _is_day(f"2023-{one.rule[-5:]}"):
        yield "rule", f"{one.rule[-5:]!r} is not in every year"


def _source_faults(one: Campaign) -> Iterator[tuple[str, str]]:
    for number, source in enumerate(one.sources):
        if message := addresses.url_fault(source.url):
            yield f"sources[{number}].url", message
        for year in source.years:
            if year not in one.years:
                yield f"sources[{number}].years", f"{year!r:.40} is none of the stated years"


def _year_faults(one: Campaign) -> Iterator[tuple[str, str]]:
    told = {year for source in one.sources for year in source.years}
    for year, days in one.years.items():
        if len(days) != 2 or not all(map(_is_day, days)):
            yield f"years.{year}", "expected a first and a last day such as 2025-09-15"
        elif days[0] > days[1] or {day[:4] for day in days} != {year}:
            yield f"years.{year}", "the days are not in order, or not in that year"
        if year not in told:
            yield f"years.{year}", "no source states it"


def _is_day(text: str) -> bool:
    try:
        return _date(text).isoformat() == text
    except ValueError:
        return False
