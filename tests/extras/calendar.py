"""The extra `calendar` alone: awareness days as a calendar file."""

from __future__ import annotations

import mitosafe


def test_the_days_of_a_year_are_a_calendar() -> None:
    """Each event of the year is in the file."""
    days = mitosafe.awareness(2026)
    assert days.ical("nl").count("BEGIN:VEVENT") == len(days) > 0
