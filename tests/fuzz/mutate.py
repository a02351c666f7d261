"""Good input → input that is almost good: bytes, words, lines, cells and JSON are changed.

Blind bytes are refused at the first character. What breaks a reader is nearly right: a key
that stands twice, a list where an object should be, a line without its end.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from typing import Any

#: Values that are allowed in JSON and seldom expected.
ODD: tuple[Any, ...] = (
    None, True, 0, -1, 2**64, 10**400, 0.5, float("nan"), float("inf"), "", " ", "\0", "\ud800",
    "\u202e", "é" * 50, [], {}, [[]], [None], {"": ""}, {"resourceType": []}, "#", "/", "..",
)  # fmt: skip

Change = Callable[[bytes, "Source"], bytes]


class Source:
    """Where changes take their chances and their material from."""

    def __init__(self, seeds: Sequence[bytes], words: Sequence[bytes], seed: int) -> None:
        """Begin a row of chances that is always the same."""
        self.seeds, self.words = seeds, words
        self.chance = random.Random(seed)

    def place(self, data: Sequence[Any]) -> int:
        """Choose a place in something, its end included."""
        return self.chance.randint(0, len(data))


def mutated(data: bytes, source: Source) -> bytes:
    """Change an input in one to four ways."""
    for _ in range(source.chance.randint(1, 4)):
        data = source.chance.choice(CHANGES)(data, source)
    return data


def _other_byte(data: bytes, source: Source) -> bytes:
    at = source.place(data)
    return (
        data[:at] + bytes([source.chance.randrange(256)]) + data[at + source.chance.randint(0, 1) :]
    )


def _word(data: bytes, source: Source) -> bytes:
    at = source.place(data)
    return data[:at] + source.chance.choice(source.words) + data[at + source.chance.randint(0, 8) :]


def _cut(data: bytes, source: Source) -> bytes:
    at = source.place(data)
    return data[:at] + data[at + source.chance.randint(1, 16) :]


def _again(data: bytes, source: Source) -> bytes:
    """Repeat a part, perhaps many times."""
    at, length = source.place(data), source.chance.randint(1, 40)
    times = source.chance.choice((2, 3, 50))
    return data[:at] + data[at : at + length] * times + data[at + length :]


def _splice(data: bytes, source: Source) -> bytes:
    other = source.chance.choice(source.seeds)
    return data[: source.place(data)] + other[source.place(other) :]


def _lines(data: bytes, source: Source) -> bytes:
    """Repeat, drop, move or part a line, or give it another end."""
    lines = data.split(b"\n")
    at = source.chance.randrange(len(lines))
    line = lines.pop(at)
    how = source.chance.choice(("twice", "drop", "move", "part", "end"))
    put = {
        "twice": [line, line],
        "drop": [],
        "move": [],
        "part": [line[: len(line) // 2], line[len(line) // 2 :]],
        "end": [line + source.chance.choice((b"\r", b"\x0b", b"\xc2\x85", b"\xe2\x80\xa8", b"\0"))],
    }[how]
    lines[at:at] = put
    if how == "move":
        lines.insert(source.place(lines), line)
    return b"\n".join(lines)


def _value(data: bytes, source: Source) -> bytes:
    """Return a line that sets something another value, or a row another cell."""
    lines = data.split(b"\n")
    sign = source.chance.choice((b"=", b"\t", b","))
    found = [number for number, line in enumerate(lines) if sign in line]
    if not found:
        return data
    at = source.chance.choice(found)
    cells = lines[at].split(sign)
    cells[source.chance.randrange(len(cells))] = source.chance.choice((*source.words, b"", b'"x"'))
    lines[at] = sign.join(cells)
    return b"\n".join(lines)


def _json(data: bytes, source: Source) -> bytes:
    """Change one place of a JSON value that stands behind the first few bytes."""
    start = next((at for at, byte in enumerate(data[:8]) if byte in b"{["), 0)
    try:
        whole = json.loads(data[start:])
    except (ValueError, RecursionError):
        return data
    places = _places(whole) if isinstance(whole, dict | list) else []
    if not places:
        return data
    around, key = source.chance.choice(places)
    how = source.chance.choice(("odd", "drop", "wrap", "other", "deep"))
    if how == "drop":
        del around[key]
    elif how == "wrap":
        around[key] = source.chance.choice(([around[key]], {"reference": around[key]}))
    elif how == "other":
        other, name = source.chance.choice(places)
        around[key] = json.loads(json.dumps(other.get(name) if isinstance(other, dict) else None))
    elif how == "deep":
        around[key] = json.loads("[" * 150 + "]" * 150)
    else:
        around[key] = source.chance.choice(ODD)
    return data[:start] + json.dumps(whole, ensure_ascii=source.chance.random() < 0.5).encode(
        "utf-8", "surrogatepass"
    )


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Return every place in a value: what it is in, and its key or number there."""
    found: list[tuple[Any, Any]] = []
    left = [value]
    while left:
        node = left.pop()
        keys = list(node) if isinstance(node, dict) else range(len(node))
        found.extend((node, key) for key in keys)
        left.extend(node[key] for key in keys if isinstance(node[key], dict | list))
    return found


CHANGES: tuple[Change, ...] = (
    *(_other_byte, _word, _word, _cut, _again, _splice),
    *(_lines, _value, _json, _json, _json),
)
