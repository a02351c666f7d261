"""Whatever is given, it is shown on one short line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mitosafe import UnknownValue
from mitosafe._text.showing import quoted, shown

plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
values = st.recursive(plain, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))


@given(values, st.integers(1, 300))
def test_any_value_is_one_short_line_that_can_be_encoded(value: object, most: int) -> None:
    """No line break, no half of a character, and no more than was asked for."""
    for line in (shown(value, most), quoted(value, most)):
        assert len(line) <= most
        assert line.isprintable()
        assert line.encode("utf-8").decode("utf-8") == line


def test_a_value_of_endless_depth_and_length_is_shown_in_part() -> None:
    """What refuses a value does not fall over it."""
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    error = str(UnknownValue("language", deep, ["en"]))
    assert error == "unknown language [[[[[[[...]]]]]]]; allowed: en."
    assert len(str(UnknownValue("disorder", "x" * 10_000_000, []))) < 300
    assert quoted([10**5000]) == "[int]"
