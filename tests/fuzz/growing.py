"""Inputs that can be made as long as you like, for every door: what takes time, and what is odd.

`test_growth` counts the calls for one and for four times the length; `timed` takes the time of
much longer ones. The service has none: it refuses a body over a size, whatever it says.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from mitosafe import Dataset
from tests.cds_hooks.requests import hooked
from tests.fhir.shapes import ORPHA, bundle, coding, concept, condition, request
from tests.fuzz.doors import DOORS, decode, screen, suggest

Made = Callable[[int], bytes]
PACKAGED = Dataset.packaged()


def _json(value: Any) -> bytes:
    return b"\0\0" + json.dumps(value).encode()


#: Repeated, these are many words, one long word, many numbers, marks, joins and near misses.
PIECES = (
    *("metformin ", "metfromin ", "codeine/", "no ", "a", "a ", "1", "1 mg ", "- ", "(", "\u0301"),
    *("valproic ", "co-", ".", "sodium valproate ", "\u202e", "é", "natrium", "; allergy: "),
)
CHECK: Mapping[str, Made] = {piece: lambda n, p=piece: (p * n).encode() for piece in PIECES}  # type: ignore[misc]


def _drafts(n: int) -> list[dict[str, Any]]:
    return [request("exemplin" if i % 2 else "x y z", id=f"r{i}") for i in range(n)]


def _chains(n: int) -> bytes:
    """Return medicines of which each is an ingredient of the one before, fifty in a row."""
    links = [
        {
            "resourceType": "Medication",
            "id": f"m{i}",
            "ingredient": [{"itemReference": {"reference": f"Medication/m{i + 1}"}}],
        }
        for i in range(n)
    ]
    firsts = [f"Medication/m{i}" for i in range(0, n, 50)]
    for last in links[49::50]:
        last["ingredient"] = []
    asked = [request(None, medicationReference={"reference": first}) for first in firsts]
    return _json(bundle(*asked, *links))


def _conditions(n: int) -> list[dict[str, Any]]:
    return [condition(concept(coding(ORPHA, f"ORPHA:{i}"), text="melas")) for i in range(n)]


FHIR: Mapping[str, Made] = {
    "many medicines": lambda n: _json(bundle(*_drafts(n))),
    "many conditions": lambda n: _json(bundle(request("exemplin"), *_conditions(n))),
    "chains": _chains,
    "one long text": lambda n: _json(request("exemplin " * n)),
    "one long word": lambda n: _json(request("e" * n)),
    "many codings": lambda n: _json(request(concept(*[coding(ORPHA, "1")] * n, text="x"))),
    "many of one id": lambda n: _json(bundle(*[request("exemplin", id="one")] * n)),
    "a long code": lambda n: _json(
        bundle(request("exemplin"), condition(concept(coding(ORPHA, "0" * n + "x"))))
    ),
}
CDS_HOOKS: Mapping[str, Made] = {
    "many drafts": lambda n: _json(hooked(*_drafts(n))),
    "many conditions": lambda n: _json(
        hooked(request("exemplin"), prefetch={"c": bundle(*_conditions(n))})
    ),
    "many selections": lambda n: _json(
        hooked(*_drafts(2), selections=[f"MedicationRequest/{i}" for i in range(n)])
    ),
}


def _names(n: int) -> bytes:
    rows = "".join(f"Brand{i}\texemplin\tbrand\t\tBE\town\n" for i in range(n))
    head = "name\tsubjects\tkind\tlanguage\tcountry\tsource\n"
    return f"\0{decode.MARK}names.tsv\n{head}{rows}".encode()


def _faults(n: int) -> bytes:
    keys = "".join(f"key{i} = 1\n" for i in range(n))
    return f"\0{decode.MARK}drugs/x.toml\n{keys}".encode()


DECODE: Mapping[str, Made] = {
    "many names": _names,
    "many faults": _faults,
    "many groups": lambda n: f"\0{decode.MARK}drugs/x.toml\ngroups = {['g'] * n}".encode(),
    "a long id": lambda n: f"\0{decode.MARK}drugs/x.toml\nid = '{'a.' * n}!'".encode(),
    "many files": lambda n: (
        "\0" + "".join(f"{decode.MARK}drugs/d{i}.toml\nformat = 1\n" for i in range(n))
    ).encode(),
}


def _file(format: str, content: str, wanted: int = 0) -> bytes:
    return bytes([screen.FORMATS.index(format), wanted, 0]) + content.encode()


SCREEN: Mapping[str, Made] = {
    "many rows": lambda n: _file("csv", "drug\n" + "exemplin\nunheardof\n" * n),
    "a long cell": lambda n: _file("csv", "drug\n" + "exemplin " * n),
    "an open quote": lambda n: _file("csv", 'drug\n"' + "x\n" * n),
    "many columns": lambda n: _file("csv", "x," * n + "drug\n" + "1," * n + "exemplin\n"),
    "many objects": lambda n: _file("ndjson", '{"drug": "x"}\n{}\n' * n),
    "many resources": lambda n: _file("fhir-ndjson", json.dumps(request("x")) + "\n" * n, 5),
}


def _field(name: str, start: str, piece: str, end: str = "") -> Made:
    given = {**suggest._GOOD}
    return lambda n: b"\0" + json.dumps({**given, name: start + piece * n + end}).encode()


SUGGEST: Mapping[str, Made] = {
    "zeros": _field("disorders", "ORPHA:", "0", "x"),
    "digits": _field("disorders", "OMIM ", "9"),
    "disorders": _field("disorders", "", "melas,"),
    "a name": _field("name", "", "a-"),
    "a host": _field("url", "https://", "a.", "!"),
    "a query": _field("url", "https://a.org/?", "utm_a=1&"),
    "a path": _field("url", "https://facebook.com", "/users"),
    "signs": _field("description_en", "", "a@a[1 (at"),
    "a number": _field("description_en", "", " 1(", "x"),
    "languages": _field("languages", "", "nl-be-"),
    "countries": _field("countries", "", "BE, "),
}
DOORS_GROWING: Mapping[str, Mapping[str, Made]] = {
    "check": CHECK,
    "decode": DECODE,
    "fhir": FHIR,
    "cds_hooks": CDS_HOOKS,
    "screen": SCREEN,
    "suggest": SUGGEST,
}
CASES = [(door, name) for door, cases in DOORS_GROWING.items() for name in cases]


def tried(door: str, name: str, length: int) -> Callable[[], object]:
    """Make one input of a length, and give what tries it at its door."""
    data = DOORS_GROWING[door][name](length)
    if door == "check":
        # Not as its door does it: the slow reading beside it takes what time it likes.
        return lambda: PACKAGED.check(data.decode()).text("en")
    return lambda: DOORS[door].try_one(data)
