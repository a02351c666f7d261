"""Twice the input is twice the work: nobody can make a door slow with a clever text."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from tests.fuzz import growing

#: Four times the input is four times the work, or sixteen times if each is held against each.
FOUR, MOST = 4, 7


def calls(done: Callable[[], object]) -> int:
    """Count the calls that something makes: the same on a fast and on a busy machine."""
    count = 0

    def seen(_frame: FrameType, event: str, _of: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        done()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(("door", "name"), growing.CASES)
def test_work_grows_with_the_input(door: str, name: str) -> None:
    """Four times the input takes about four times the calls, at every door."""
    growing.tried(door, name, 3)()
    once, more = (calls(growing.tried(door, name, 60 * times)) for times in (1, FOUR))
    assert more < MOST * once


def test_what_grows_faster_is_seen() -> None:
    """Work that holds each against each is over the bound, so the test above can fail."""
    few, many = (calls(lambda n=n: [abs(i) for i in range(n * n)]) for n in (60, 240))  # type: ignore[misc]
    assert many > MOST * few
