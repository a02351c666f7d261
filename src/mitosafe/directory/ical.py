"""Awareness days → an iCalendar file; needs the extra `mitosafe[calendar]`."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from icalendar import Calendar, Event

from mitosafe.render import language as checked_language

if TYPE_CHECKING:
    from mitosafe.directory.awareness import Awareness, AwarenessEvent


def render(events: Awareness, language: str) -> str:
    """Return the events as the text of an `.ics` file.

    Args:
        events: The events of a year.
        language: `en`, `fr` or `nl`.

    Returns:
        One calendar with an all-day event each.

    Raises:
        UnknownValue: If the language is none of them.
    """
    checked_language(language)
    calendar = Calendar()
    calendar.add("prodid", "-//mitosafe//awareness//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _phrase(events, "awareness", language))
    for event in events:
        calendar.add_component(_event(event, events, language))
    text: str = calendar.to_ical().decode("utf-8")
    return text


def _event(event: AwarenessEvent, events: Awareness, language: str) -> Event:
    told = _phrase(events, event.certainty.value, language)
    notes = [told, *([_phrase(events, "some-day", language)] if event.some_day else [])]
    sources = [f"{source.title}: {source.url}" for source in event.sources]
    made = datetime.datetime.combine(
        datetime.date.fromisoformat(events.release.date), datetime.time(), datetime.UTC
    )
    shown = Event()
    shown.add("uid", f"{event.id}-{events.year}@mitosafe")
    # The stamp is the day of the release, not of the clock: the same list, the same file.
    shown.add("dtstamp", made)
    shown.add("dtstart", event.first)
    # The end is the first day on which it is over.
    shown.add("dtend", event.last + datetime.timedelta(days=1))
    shown.add("summary", event.name[language], parameters={"language": language})
    text = "\n".join([event.description[language], *notes, *sources])
    shown.add("description", text, parameters={"language": language})
    shown.add("status", "CONFIRMED" if event.certainty.value == "stated" else "TENTATIVE")
    shown.add("transp", "TRANSPARENT")
    return shown


def _phrase(events: Awareness, term: str, language: str) -> str:
    return events.lexicon.term("directory-phrases", term).words[language]
