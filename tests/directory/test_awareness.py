"""Awareness days: what sources state, what a rule lets expect, and calendars."""

from __future__ import annotations

import datetime
import sys
from typing import Any

import attrs
import icalendar
import pytest
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

import mitosafe
from mitosafe import AwarenessEvent, DataError, Dataset, MissingExtra, WrongType
from mitosafe.directory import awareness, campaigns
from mitosafe.loading import decode
from tests.directory import given

YEARS = (2007, 2008, 2016, 2018, 2019, 2020, 2021, 2022, 2023, 2025, 2026, 2027, 2028)


def event(year: int, id: str) -> AwarenessEvent:
    """Return one event of a year."""
    return next(one for one in mitosafe.awareness(year) if one.id == id)


@pytest.mark.parametrize(
    ("year", "first", "last"),
    [
        (2018, "09-16", "09-22"), (2019, "09-15", "09-21"), (2020, "09-13", "09-19"),
        (2021, "09-19", "09-25"), (2023, "09-18", "09-24"), (2025, "09-15", "09-21"),
    ],
)  # fmt: skip
def test_the_rule_of_the_week_gives_the_years_that_sources_state(
    year: int, first: str, last: str
) -> None:
    """The rule for the world week agrees with each of the six stated years."""
    week = Dataset.packaged().campaigns["world-mitochondrial-disease-week"]
    stated = event(year, week.id)
    assert ("stated", f"{year}-{first}", f"{year}-{last}") == (
        stated.certainty.value, str(stated.first), str(stated.last),
    )  # fmt: skip
    assert week.stated(year) == week.expected(year)
    assert all(str(year) in source.years for source in stated.sources)


@pytest.mark.parametrize(
    ("year", "id", "span"),
    [
        (2022, "world-mitochondrial-disease-week", "2022-09-18 2022-09-24"),
        (2027, "world-mitochondrial-disease-week", "2027-09-20 2027-09-26"),
        (2027, "rare-disease-day", "2027-02-28 2027-02-28"),
        (2028, "rare-disease-day", "2028-02-29 2028-02-29"),
        (2027, "lhon-awareness-day", "2027-09-19 2027-09-19"),
        (2027, "tk2d-awareness-day", "2027-09-12 2027-09-12"),
        (2027, "light-up-for-mito", "2027-09-20 2027-09-26"),
        (2025, "light-up-for-mito", "2025-09-15 2025-09-21"),
    ],
)
def test_a_year_that_no_source_states_is_expected(year: int, id: str, span: str) -> None:
    """The date of another year follows from the rule, is called expected, and has sources."""
    found = event(year, id)
    assert (span, "expected") == (f"{found.first} {found.last}", found.certainty.value)
    assert found.sources
    assert ("light-up-for-mito" == id) == found.some_day


def test_the_first_rare_disease_day_is_stated() -> None:
    """The day of the first one is told by the sources, and none is expected before it."""
    assert "stated" == event(2008, "rare-disease-day").certainty.value
    assert () == mitosafe.awareness(2007)


def test_history_is_not_expected_again() -> None:
    """A campaign that was is in its year, and in no other."""
    years = [y for y in YEARS if "meet-semi-de-paris-2016" in {e.id for e in mitosafe.awareness(y)}]
    assert [2016] == years


@hypothesis_given(st.integers(1000, 9999))
def test_any_year_is_answered_in_the_order_of_its_days(year: int) -> None:
    """Every event lies in its year, ends no sooner than it begins, and has its place."""
    found = mitosafe.awareness(year)
    assert sorted(e.first for e in found) == [e.first for e in found]
    assert all(e.first <= e.last and {year} == {e.first.year, e.last.year} for e in found)


@pytest.mark.parametrize("year", ["2027", 2027.0, True, 27, 10000, None])
def test_what_is_no_year_is_refused(year: Any) -> None:
    """A year is a whole number of four digits."""
    with pytest.raises(WrongType, match="four digits"):
        mitosafe.awareness(year)


def test_the_days_of_a_year_do_not_change() -> None:
    """Nothing can be set on an answer."""
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        mitosafe.awareness(2027).year = 2028


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_a_calendar_holds_each_event_once(language: str) -> None:
    """A calendar program reads the same days, and expected ones as tentative."""
    found = mitosafe.awareness(2025)
    calendar = icalendar.Calendar.from_ical(found.ical(language))
    assert [
        (
            one.first, one.last + datetime.timedelta(days=1), one.name[language],
            "CONFIRMED" if one.certainty.value == "stated" else "TENTATIVE",
        )
        for one in found
    ] == [
        (e.decoded("dtstart"), e.decoded("dtend"), str(e["summary"]), str(e["status"]))
        for e in calendar.walk("VEVENT")
    ]  # fmt: skip
    assert len(found) == len({str(e["uid"]) for e in calendar.walk("VEVENT")})


def test_a_calendar_says_where_it_comes_from() -> None:
    """Each event tells its sources and what its date rests on."""
    text = mitosafe.awareness(2027).ical("en").replace("\r\n ", "")
    assert "expected by rule\\, not announced" in text
    assert "one day in this span" in text
    assert "https://www.umdf.org/worldmitoweek2023/" in text


def test_a_calendar_is_the_same_at_any_time() -> None:
    """The stamp of an event is the day of the release, so that a file does not change."""
    assert mitosafe.awareness(2027).ical() == mitosafe.awareness(2027).ical()
    assert "DTSTAMP:20261201T000000Z" in mitosafe.awareness(2027).ical()


def test_a_calendar_without_the_extra_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the extra; nothing else of the days needs it."""
    monkeypatch.delitem(sys.modules, "mitosafe.directory.ical", raising=False)
    monkeypatch.delattr("mitosafe.directory.ical", raising=False)
    monkeypatch.setitem(sys.modules, "icalendar", None)
    found = mitosafe.awareness(2027)
    with pytest.raises(MissingExtra, match=r"mitosafe\[calendar\]"):
        found.ical()


def test_a_calendar_in_another_language_is_refused() -> None:
    """There are three languages."""
    with pytest.raises(mitosafe.UnknownValue):
        mitosafe.awareness(2027).ical("de")


def raw(**changes: Any) -> dict[str, Any]:
    """Return an invented awareness file of one event; a change to None takes the key out."""
    words = {"en": "Moon Day", "fr": "Jour de lune", "nl": "Maandag"}
    whole = {
        "id": "moon-day",
        "rule": "fixed-date:07-20",
        "name": words,
        "description": words,
        "years": {"2020": ["2020-07-20", "2020-07-20"]},
        "sources": [{"title": "Moon", "url": "https://moon.example/", "years": ["2020"]}],
        **changes,
    }
    return {key: value for key, value in whole.items() if value is not None}


def faults(*events: dict[str, Any]) -> list[tuple[str, str]]:
    """Return place and message of each fault."""
    return [(fault.path, fault.message) for fault in campaigns.faults({"events": list(events)})]


def test_an_event_that_is_well_has_no_fault() -> None:
    """The invented file is one that is taken."""
    first = raw(id="sun-day", years=None, first="2008-02-29", sources=[])
    assert [] == faults(raw(), first, raw(id="dawn", rule="during:moon-day"))


@pytest.mark.parametrize(
    ("changes", "path", "message"),
    [
        ({"rule": "every full moon"}, "moon-day.rule", "is no rule; allowed: none, last-day"),
        ({"rule": "fixed-date:02-29"}, "moon-day.rule", "'02-29' is not in every year"),
        ({"rule": "during:sun-day"}, "moon-day.rule", "there is no other event 'sun-day'"),
        ({"rule": "during:moon-day"}, "moon-day.rule", "there is no other event 'moon-day'"),
        ({"years": None, "sources": []}, "moon-day.years", "no source states a year"),
        ({"first": "2008"}, "moon-day.first", "is no day such as 2008-02-29"),
        ({"years": {"2020": ["2020-07-20"]}}, "moon-day.years.2020", "a first and a last day"),
        ({"years": {"2020": ["2020-07-21", "2020-07-20"]}}, "moon-day.years.2020", "not in order"),
        ({"years": {"2020": ["2021-07-20", "2021-07-20"]}}, "moon-day.years.2020", "not in that"),
        ({"sources": []}, "moon-day.years.2020", "no source states it"),
        ({"sources": [{"title": "x", "url": "x", "years": ["2020"]}]},
         "moon-day.sources[0].url", "is no address of a page"),
        ({"sources": [{"title": "x", "url": "https://a.example/", "years": ["2020", "2021"]}]},
         "moon-day.sources[0].years", "'2021' is none of the stated years"),
        ({"organiser": "anna@moon.example"}, "moon-day.text", "holds an e-mail address"),
        ({"id": 5}, "$.events[0].id", "expected str, got int 5"),
        ({"years": "x"}, "$.events[0].years", ""),
    ],
)  # fmt: skip
def test_each_fault_is_named(changes: dict[str, Any], path: str, message: str) -> None:
    """What is wrong with an event is told with its place."""
    found = faults(raw(**changes))
    assert [path] == [where for where, said in found if message in said], found


def test_two_events_of_one_id_are_a_fault() -> None:
    """An id stands for one event."""
    assert [("moon-day.id", "is there 2 times")] * 2 == faults(raw(), raw())


def test_a_hospital_may_add_days_of_its_own() -> None:
    """A folder's own event is laid over those of the list, one of the same id instead."""
    below = given.layer(days=[raw(), raw(id="dawn")])
    own = given.layer(local=True, days=[raw(rule="none")])
    empty = given.layer(local=True)
    found = Dataset((empty, own, below)).campaigns
    assert {"moon-day": "none", "dawn": "fixed-date:07-20"} == {
        one.id: one.rule for one in found.values()
    }


def test_days_during_another_follow_it() -> None:
    """What is held during another event follows the days that are stated for that one."""
    events = campaigns.campaigns({"events": [
        raw(), raw(id="dawn", rule="during:moon-day", years={"2019": ["2019-07-01", "2019-07-02"]},
                   sources=[{"title": "x", "url": "https://a.example/", "years": ["2019"]}]),
    ]})  # fmt: skip
    known = {one.id: one for one in events}
    for year, span in ((2018, None), (2019, "07-01"), (2020, "07-20"), (2021, "07-20")):
        found = awareness.of_year(year, known, given.OLD, given.directory())
        assert ([] if span is None else [f"{year}-{span}"]) == [
            str(one.first) for one in found if one.id == "dawn"
        ]


def test_a_file_that_is_wrong_is_refused_whole() -> None:
    """Decoding gives every fault of the structure."""
    with pytest.raises(DataError):
        campaigns.campaigns({"events": [raw(name="x"), raw(rule=5)]})
    assert 6 == len(campaigns.campaigns(
        decode.parse((given.DATA / campaigns.FILE).read_text(encoding="utf-8"), campaigns.FILE)
    ))  # fmt: skip
