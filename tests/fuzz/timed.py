"""The same in time, for what no call can count: regular expressions, and loops of C.

Not of `make test`, for it looks at a clock; `make test-deep` names this file.
"""

from __future__ import annotations

import ast
import re
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mitosafe
from tests.fuzz import growing

#: An input of this length may take this long, in seconds of the processor. What is linear takes
#: a hundredth of it; what grows with the square takes many times as long.
LONGEST, SECONDS = 2**16, 0.5
#: How a compiled expression may be used, and what walks over a text in the same way.
USES: dict[str, Callable[[re.Pattern[str], str], object]] = {
    "fullmatch": re.Pattern.fullmatch,
    "match": re.Pattern.match,
    "search": re.Pattern.search,
    **dict.fromkeys(("findall", "finditer", "sub", "split"), re.Pattern.findall),
}


def expressions() -> Iterator[tuple[re.Pattern[str], str]]:
    """Return every regular expression in the source of the package, with how it is used."""
    for file in sorted(Path(mitosafe.__file__).parent.rglob("*.py")):
        source = file.read_text(encoding="utf-8")
        for top in ast.parse(source).body:
            for call in ast.walk(top):
                if not isinstance(call, ast.Call) or not ast.unparse(call.func).startswith("re."):
                    continue
                use = ast.unparse(call.func).removeprefix("re.")
                if use == "compile":
                    name = ast.unparse(getattr(top, "targets", [getattr(top, "target", top)])[0])
                    yield _pattern(call), _use(name, source)
                elif use in USES:
                    yield _pattern(call), use


def _pattern(call: ast.Call) -> re.Pattern[str]:
    flags = re.IGNORECASE if "IGNORECASE" in ast.unparse(call) else re.NOFLAG
    return re.compile(ast.literal_eval(call.args[0]), flags)


def _use(name: str, source: str) -> str:
    """Return how the expression of a name is used; those of a table are all used with match."""
    [use] = set[str](re.findall(rf"\b{name}\.({'|'.join(USES)})\b", source)) or {"match"}
    return use


FOUND = list(expressions())


def slow_at(done: Callable[[int], object]) -> int | None:
    """Return the first length for which something takes too long; none up to the longest."""
    length = 8
    while length < LONGEST:
        if all(_seconds(partial(done, length)) > SECONDS for _ in range(3)):
            return length
        length = length * 3 // 2
    return None


def _seconds(done: Callable[[], object]) -> float:
    start = time.process_time()
    done()
    return time.process_time() - start


@pytest.mark.parametrize(("pattern", "use"), FOUND, ids=str)
def test_no_expression_can_be_made_slow(pattern: re.Pattern[str], use: str) -> None:
    """A part of a text that fits, repeated, with an end that does not fit, is soon refused."""

    @settings(max_examples=min(40, settings().max_examples))
    @given(st.from_regex(pattern, fullmatch=True), st.data())
    def try_one(fits: str, data: st.DataObject) -> None:
        at = data.draw(st.integers(0, len(fits)))
        part = fits[at : at + data.draw(st.integers(1, 4))] or "a"
        end = data.draw(st.sampled_from(["\0", fits[at:] + "\0", ""]))
        assert slow_at(lambda n: USES[use](pattern, fits[:at] + part * n + end)) is None

    try_one()


def test_a_slow_expression_is_seen() -> None:
    """The first form of an expression of ours was slow: zeros could be told in two ways."""
    slow = re.compile(r"(ORPHA|MIM)[\s:_]*0*(\d+)")
    assert slow_at(lambda n: slow.fullmatch("ORPHA:" + "0" * n + "\0")) is not None
    assert len(FOUND) > 20


@pytest.mark.parametrize(("door", "name"), growing.CASES)
def test_no_door_can_be_made_slow(door: str, name: str) -> None:
    """Four times a long input takes less than nine times the time."""
    few, many = (
        min(map(_seconds, [growing.tried(door, name, length)] * 3)) for length in (500, 2_000)
    )
    assert many < max(9 * few, SECONDS)
