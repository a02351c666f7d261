"""A few hundred inputs at every door, always the same: an answer or a clear refusal."""

from __future__ import annotations

import pytest

from mitosafe import Level
from mitosafe.screening.rows import Screened
from tests.fuzz.doors import DOORS, screen
from tests.fuzz.mutate import Source, mutated

#: How many inputs are made for each door; a folder of files takes longer than a text.
INPUTS = {"decode": 150}
MOST = 300


@pytest.mark.parametrize("door", DOORS)
def test_good_input(door: str) -> None:
    """What other inputs are made from is taken as it is."""
    for seed in DOORS[door].SEEDS:
        DOORS[door].try_one(seed)


@pytest.mark.parametrize("format", screen.FORMATS)
def test_a_file_of_each_format_is_answered(format: str) -> None:
    """A door that refused every file of a format would look as if none broke it."""
    number = screen.FORMATS.index(format)
    given = [(screen.WANTED[seed[1]], seed[3:]) for seed in screen.SEEDS if seed[0] == number]
    answered = [item for each in given for item in screen.screen(format, *each)]
    found = [item.answer for item in answered if isinstance(item, Screened)]
    assert Level.RED in [answer.worst for answer in found]


@pytest.mark.parametrize("door", DOORS)
def test_input_that_is_almost_good(door: str) -> None:
    """Nothing that is nearly right, and nothing that is wrong, breaks a promise."""
    seeds = DOORS[door].SEEDS
    source = Source(seeds, DOORS[door].WORDS, seed=2026)
    for number in range(INPUTS.get(door, MOST)):
        data = mutated(seeds[number % len(seeds)], source)
        try:
            DOORS[door].try_one(data)
        except BaseException as error:
            error.add_note(f"the input was {data!r}")
            raise
