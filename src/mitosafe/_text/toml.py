"""Plain values → TOML, in the layout of the files of the list.

A library would give the same values in its own layout; here a file that is written
looks like those that stand beside it, so that a reviewer sees only what is new.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

#: A list whose line would be longer than this has a line for each value.
WIDTH = 99


def dumps(raw: Mapping[str, Any]) -> str:
    """Return plain values as the text of a TOML file.

    Args:
        raw: Texts, whole numbers, lists of texts, tables of them, and lists of tables.

    Returns:
        The text: first the plain values, then the tables, each in the order given.

    Examples:
        >>> print(dumps({"name": "Café", "tags": ["nl"], "source": {"date": "2026"}}), end="")
        name = "Café"
        tags = ["nl"]
        <BLANKLINE>
        [source]
        date = "2026"
    """
    return "\n".join(_lines(raw)) + "\n"


def _lines(raw: Mapping[str, Any]) -> Iterator[str]:
    tables = {key: value for key, value in raw.items() if _is_table(value)}
    for key, value in raw.items():
        if key not in tables:
            yield from _pair(key, value)
    for key, value in tables.items():
        head, several = (f"[{key}]", [value]) if isinstance(value, dict) else (f"[[{key}]]", value)
        for table in several:
            yield from ("", head)
            for inner, text in table.items():
                yield from _pair(inner, text)


def _pair(key: str, value: Any) -> Iterator[str]:
    line = f"{key} = {_value(value)}"
    if len(line) <= WIDTH or not isinstance(value, list):
        yield line
    else:
        yield from (f"{key} = [", *(f"  {_value(each)}," for each in value), "]")


def _is_table(value: Any) -> bool:
    several = isinstance(value, list) and bool(value) and isinstance(value[0], dict)
    return several or isinstance(value, dict)


def _value(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_value(each)}' for key, each in value.items())} }}"
    # A text of JSON is one of TOML but for one character, which TOML wants escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
