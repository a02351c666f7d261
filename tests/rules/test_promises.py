"""The promises are the ten of the page, and each has one class of tests that quotes it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "explanation" / "promises.md").read_text(encoding="utf-8")
PROMISES = dict(re.findall(r"^(\d+)\. (.+)$", PAGE, re.MULTILINE))
FILES = {path.name[13:15]: path for path in Path(__file__).parent.glob("test_promise_*_*.py")}
#: What is drawn for the tests of the promises: a strategy for each of six kinds.
DRAWN = ("entries", "spellings", "lists_of_statements", "documents", "patients", "frames")


def test_there_are_ten() -> None:
    """The page has ten promises, numbered from 1, and each has a file of tests."""
    assert [str(number) for number in range(1, 11)] == list(PROMISES)
    assert [f"{number:02}" for number in range(1, 11)] == sorted(FILES)


@pytest.mark.parametrize("number", PROMISES)
def test_each_is_quoted_by_a_class(number: str) -> None:
    """The file of a promise has one class of tests, whose docstring is the promise word by word."""
    tree = ast.parse(FILES[number.zfill(2)].read_text(encoding="utf-8"))
    [one] = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    assert f"Promise {number}. {PROMISES[number]}" == " ".join(
        (ast.get_docstring(one) or "").split()
    )
    assert f"Promise {number}." == ast.get_docstring(tree)


@pytest.mark.parametrize("number", PROMISES)
def test_each_is_tried_with_drawn_examples(number: str) -> None:
    """No promise is tried with chosen examples alone."""
    assert re.search(r"^    @given\(", FILES[number.zfill(2)].read_text(encoding="utf-8"), re.M)


def test_each_strategy_is_used() -> None:
    """Each of the six strategies is used by the test of a promise."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in FILES.values())
    imports = (
        node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
    )
    used = {a.name for node in imports if node.module == "tests.strategies" for a in node.names}
    assert set(DRAWN) <= used
