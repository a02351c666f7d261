"""What a console shows of a value: a line, and the short text when it is printed."""

from __future__ import annotations

from typing import Any

import pytest

import mitosafe
from mitosafe import Dataset

VALUES: dict[str, Any] = {
    "answer": mitosafe.check("valproate"),
    "finding": mitosafe.check("valproate").findings[0],
    "report": mitosafe.check_all(["valproate", "linezolid", "zzyzx"] * 50),
    "diff": mitosafe.diff("2010.1", "2024.1"),
    "drug": mitosafe.drug("valproate"),
    "group": Dataset.packaged().subject("statins"),
}


@pytest.mark.parametrize("name", VALUES)
def test_a_value_is_one_short_line(name: str) -> None:
    """However much a value holds, a console shows one line that says what it is."""
    line = repr(VALUES[name])
    assert len(line) <= 120
    assert line.startswith(f"<{type(VALUES[name]).__name__} ")
    assert "\n" not in line


@pytest.mark.parametrize("name", ["answer", "report", "diff"])
def test_printed_it_is_the_short_text(name: str) -> None:
    """What is printed has the levels, the release and the warnings, as `text` writes them."""
    assert str(VALUES[name]) == VALUES[name].text()
    assert "Not yet reviewed by a clinician" in str(VALUES[name])


def test_the_sizes_of_an_answer() -> None:
    """The text of one medicine is short; all of it is longer, and is asked for."""
    answer = VALUES["answer"]
    assert len(str(answer)) <= 3_000
    assert len(answer.text(full=True)) > len(str(answer))
    assert len(repr(answer)) <= 120


def test_each_says_of_what_it_is() -> None:
    """The line has the id, and the releases of a diff."""
    assert "valproic-acid" in repr(VALUES["drug"])
    assert "statins" in repr(VALUES["group"])
    assert "2010.1 to 2024.1" in repr(VALUES["diff"])
