"""Bytes that are known to break readers, at every door: what each says is written out here.

Lone surrogates, NUL, marks that turn the direction of writing, ten megabytes, deep nesting,
long numbers, NaN, keys that stand twice, the marks and line ends of other systems.
"""

from __future__ import annotations

import io
import json
import math
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import mitosafe
from mitosafe import DataError, cds_hooks, fhir
from mitosafe.errors import BadFile
from mitosafe.screening import files
from mitosafe.screening.rows import BadRow
from mitosafe.screening.rows import screen as screened
from tests import invented
from tests.cds_hooks.requests import hooked
from tests.fhir.shapes import LIST, request
from tests.fuzz.doors import service

BIG = 10_000_000
DEEP = 100_000
NESTED: list[object] = []
for _ in range(DEEP):
    NESTED = [NESTED]


def joined(*cells: bytes) -> bytes:
    """Return cells as lines."""
    return b"".join(cell + b"\n" for cell in cells)


# A text

#: What is asked, the outcome, and the medicines that are found in it all the same.
ENTRIES: dict[str, tuple[object, str, list[str]]] = {
    "lone surrogate": ("valproate\ud800linezolid", "listed", ["valproic-acid", "linezolid"]),
    "NUL": ("valproate\0linezolid", "listed", ["valproic-acid", "linezolid"]),
    "bidi": ("\u202evalproate\u2066", "listed", ["valproic-acid"]),
    "byte order mark": ("\ufeffvalproate", "listed", ["valproic-acid"]),
    "line ends": ("valproate\r\nlinezolid\r", "listed", ["valproic-acid", "linezolid"]),
    "one long word": ("valproate " + "x" * BIG, "listed", ["valproic-acid"]),
    "many words": ("zzyzx " * (BIG // 60) + "valproate", "listed", ["valproic-acid"]),
    "UTF-16": ("valproate".encode("utf-16").decode("latin-1"), "unrecognised", []),
    "deep": (NESTED, "unrecognised", []),
    "long number": (10**5000, "unrecognised", []),
    "infinity": (math.inf, "unrecognised", []),
    "NaN": (math.nan, "empty", []),
}


@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry(name: str) -> None:
    """Whatever stands in an entry, what is known in it is found, and it can be shown."""
    entry, outcome, drugs = ENTRIES[name]
    answer = mitosafe.check_all([entry]).answers[0]
    assert (outcome, drugs) == (answer.outcome.value, [f.drug.id for f in answer.findings])
    json.dumps(answer.as_dict(), allow_nan=False)


# JSON

ORDER = json.dumps(request("exemplin"))
#: What is given, and why it is refused; none where it is read, and the level is found.
JSON: dict[str, tuple[bytes, str | None]] = {
    "byte order mark": (b"\xef\xbb\xbf" + ORDER.encode(), None),
    "line ends": (ORDER.replace(",", ",\r\n").encode(), None),
    "escaped surrogate": (ORDER.replace("exemplin", "\\ud800 exemplin").encode(), None),
    "escaped NUL": (ORDER.replace("exemplin", "\\u0000 exemplin").encode(), None),
    "bidi": (ORDER.replace("exemplin", "\u202e exemplin").encode(), None),
    "endless number": (ORDER.replace('"order",', '"order", "x": 1e999,', 1).encode(), None),
    "ten megabytes": (ORDER.replace('"order",', f'"order", "x": "{"x" * BIG}",', 1).encode(), None),
    "lone surrogate": (ORDER.replace("exemplin", "\ud800").encode("utf-8", "surrogatepass"),
                       "not-utf8"),
    "UTF-16": (ORDER.encode("utf-16"), "not-utf8"),
    "NUL": (ORDER.replace("exemplin", "\0").encode(), "not-json"),
    "NaN": (ORDER.replace('"order",', '"order", "x": NaN,', 1).encode(), "not-json"),
    "infinity": (ORDER.replace('"order",', '"order", "x": -Infinity,', 1).encode(), "not-json"),
    "long number": (ORDER.replace('"order",', f'"order", "x": {"9" * 5000},').encode(), "not-json"),
    "a key twice": (ORDER.replace('"id"', '"id": "x", "id"').encode(), "double-key"),
    "deep lists": (b"[" * DEEP + b"]" * DEEP, "too-deep"),
    "deep objects": (b'{"resourceType":' * DEEP, "too-deep"),
    "too deep to be meant": (b"[" * 200 + ORDER.encode() + b"]" * 200, "too-deep"),
    "nothing": (b"", "not-json"),
}  # fmt: skip


@pytest.mark.parametrize("name", JSON)
def test_a_resource(name: str) -> None:
    """A resource is read, or refused for the reason that is the matter."""
    given, reason = JSON[name]
    try:
        found = fhir.screen(given, dataset=LIST, release="2026.2")
    except fhir.Unreadable as error:
        assert reason == error.reason  # noqa: PT017
        return
    assert (reason, "red") == (None, found.worst and found.worst.value)
    json.dumps(found.bundle(), ensure_ascii=False, allow_nan=False).encode("utf-8")


HOOKED = json.dumps(hooked(request("exemplin")))


@pytest.mark.parametrize("name", JSON)
def test_a_request(name: str) -> None:
    """The same in the body of a request of CDS Hooks, which the service answers with its status."""
    given, reason = JSON[name]
    body = HOOKED.encode().replace(ORDER.encode(), given)
    assert given in body
    try:
        cards: Any = cds_hooks.respond(body, dataset=LIST, release="2026.2")["cards"]
    except fhir.Unreadable as error:
        cards = error.reason
    status, reply = service.post(service.ADDRESSES[1], body)
    if len(body) > service.LARGEST:
        assert 413 == status
    elif status == 200:
        assert (None, cards) == (reason, json.loads(reply)["cards"])
    else:
        assert (400, True) == (status, isinstance(cards, str))


# Files of a folder

DRUG = """format = 1
id = "ownol"
kind = "medicine"
names = { en = "ownol", fr = "ownole", nl = "ownolum" }
"""
NAMES = "name\tsubjects\tkind\tlanguage\tcountry\tsource\nOwnbrand\texemplin\tbrand\t\tBE\town\n"
LINE = "holds a line break or another character that cannot be shown"
#: The file, what it holds, and where and why it is refused; none where it is read.
FILES: dict[str, tuple[str, bytes, tuple[str, str] | None]] = {
    "byte order mark": ("drugs/ownol.toml", b"\xef\xbb\xbf" + DRUG.encode(), None),
    "line ends": ("drugs/ownol.toml", DRUG.replace("\n", "\r\n").encode(), None),
    "wide space": ("drugs/ownol.toml", DRUG.replace("ownole", "own\u202fol").encode(), None),
    "UTF-16": ("drugs/ownol.toml", DRUG.encode("utf-16"), ("byte 0", "not UTF-8")),
    "lone surrogate": ("drugs/ownol.toml",
                       DRUG.replace("ownole", "\ud800").encode("utf-8", "surrogatepass"),
                       ("byte 72", "not UTF-8")),
    "escaped surrogate": ("drugs/ownol.toml", DRUG.replace("ownole", "\\ud800").encode(),
                          ("$", "not TOML: Escaped character is not")),
    "NUL": ("drugs/ownol.toml", DRUG.replace("ownole", "\0").encode(),
            ("$", "not TOML: Illegal character")),
    "escaped NUL": ("drugs/ownol.toml", DRUG.replace("ownole", "\\u0000").encode(),
                    ("$.names.fr", LINE)),
    "bidi": ("drugs/ownol.toml", DRUG.replace("ownole", "\u202eelonwo").encode(),
             ("$.names.fr", LINE)),
    "tab": ("drugs/ownol.toml", DRUG.replace("ownole", "own\\tole").encode(),
            ("$.names.fr", LINE)),
    "tab in a code": ("drugs/ownol.toml", f'{DRUG}codes = {{ atc = ["A\\tB"] }}\n'.encode(),
                      ("$.codes.atc[0]", LINE)),
    "ten megabytes": ("drugs/ownol.toml", DRUG.encode() + b"#" * BIG,
                      ("$", "larger than 1000000 bytes")),
    "deep": ("drugs/ownol.toml", f"{DRUG}x = {'[' * 10_000}{']' * 10_000}\n".encode(),
             ("$", "not TOML: ")),
    "too deep to be meant": ("drugs/ownol.toml", f"{DRUG}x = {'[' * 20}{']' * 20}\n".encode(),
                             ("$", "tables or lists are nested more than 16 deep")),
    "long number": ("drugs/ownol.toml", f"{DRUG}x = {'9' * 5000}\n".encode(),
                    ("$", "not TOML: ")),
    "large number": ("drugs/ownol.toml", f"{DRUG}x = {'9' * 50}\n".encode(),
                     ("$", "a number has more than 64 bits")),
    "NaN": ("drugs/ownol.toml", f"{DRUG}since = nan\n".encode(),
            ("$.since", "expected str, got float nan")),
    "infinity": ("drugs/ownol.toml", f"{DRUG}since = -inf\n".encode(),
                 ("$.since", "expected str, got float -inf")),
    "a key twice": ("drugs/ownol.toml", f'{DRUG}id = "ownol"\n'.encode(),
                    ("$", "not TOML: Cannot overwrite a value")),
    "byte order mark of a table": ("names.tsv", ("\ufeff" + NAMES).encode(), None),
    "line ends of a table": ("names.tsv", NAMES.replace("\n", "\r\n").encode(), None),
    "UTF-16 of a table": ("names.tsv", NAMES.encode("utf-16"), ("byte 0", "not UTF-8")),
    "NUL in a table": ("names.tsv", NAMES.replace("Own", "Own\0").encode(), ("line 2", LINE)),
    "line separator in a table": ("names.tsv", NAMES.replace("Own", "Own\u2028").encode(),
                                  ("line 2", "1 cells, expected 6")),
    "ten megabytes of a table": ("names.tsv", NAMES.encode() + b"x" * BIG,
                                 ("$", "larger than 4000000 bytes")),
}  # fmt: skip
BASE = invented.dataset()


@pytest.mark.parametrize("name", FILES)
def test_a_folder(name: str, tmp_path: Path) -> None:
    """A file is read, or its fault is told with its place."""
    file, content, fault = FILES[name]
    path = tmp_path / file
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    try:
        found = mitosafe.load(tmp_path, base=BASE)
    except DataError as error:
        first = error.faults[0]
        assert fault is not None
        assert (file, fault[0]) == (first.file, first.path)
        assert first.message.startswith(fault[1])
        return
    assert fault is None
    asked, subject = ("ownol", "ownol") if file.startswith("drugs") else ("ownbrand", "exemplin")
    assert [subject] == [finding.drug.id for finding in found.check(asked).findings]


# Files to be screened

#: The format, what is given, and what comes of each row: its entry, or why it is bad.
SCREENED: dict[str, tuple[str, bytes, list[Any]]] = {
    "byte order mark": ("csv", b"\xef\xbb\xbfdrug\nexemplin\n", ["exemplin"]),
    "line ends": ("csv", b"drug\r\nexemplin\r\n", ["exemplin"]),
    "NUL": ("csv", b"drug\nexem\0plin\n", ["exem\0plin"]),
    "bidi": ("csv", "drug\n\u202eexemplin\n".encode(), ["\u202eexemplin"]),
    "lone surrogate": ("csv", "drug\n\ud800\nexemplin\n".encode("utf-8", "surrogatepass"),
                       ["byte 1 is not utf-8; see --encoding", "exemplin"]),
    "ten megabytes": ("csv", joined(b"drug", b"x" * BIG, b"exemplin"),
                      ["the line is longer than 1000000 bytes", "exemplin"]),
    "open quote": ("csv", joined(b"drug", b'"exemplin', b"acceptol"),
                   ["not CSV: unexpected end of data", "acceptol"]),
    "objects": ("ndjson", b'\xef\xbb\xbf{"drug": "exemplin"}\r\n', ["exemplin"]),
    "NaN": ("ndjson", b'{"drug": -Infinity}\n', [-math.inf]),
    "escaped surrogate": ("ndjson", b'{"drug": "\\ud800"}\n', ["\ud800"]),
    "a key twice": ("ndjson", b'{"drug": "exemplin", "drug": "acceptol"}\n{"drug": "x"}\n',
                    ["a key stands twice", "x"]),
    "deep": ("ndjson", joined(b"[" * DEEP + b"]" * DEEP, b'{"drug": "x"}'),
             ["not JSON: maximum recursion", "x"]),
    "long number": ("ndjson", joined(b'{"drug": ' + b"9" * 5000 + b"}", b'{"drug": "x"}'),
                    ["not JSON: Exceeds the limit", "x"]),
}  # fmt: skip
#: Files that are refused whole.
REFUSED: dict[str, tuple[bytes, str]] = {
    "UTF-16": ("drug\nexemplin\n".encode("utf-16"), "byte 1 is not utf-8; see --encoding"),
    "UTF-32": ("drug\nexemplin\n".encode("utf-32"), "byte 1 is not utf-8; see --encoding"),
    "a column twice": (b"drug,drug\nexemplin,x\n", "is there 2 times; rename one"),
}


def _rows(kind: str, content: bytes, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    with files.opened("-", kind, files.Wanted(column="drug")) as found:
        items = list(screened(found.rows, LIST, release="2026.2"))
    return [item.reason if isinstance(item, BadRow) else item.row.entry for item in items]  # type: ignore[union-attr]


@pytest.mark.parametrize("name", SCREENED)
def test_a_file_to_be_screened(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row that cannot be read is named with its reason, and costs no other."""
    kind, content, expected = SCREENED[name]
    for want, got in zip(expected, _rows(kind, content, monkeypatch), strict=True):
        assert got == want or (isinstance(got, str) and got.startswith(want))


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file in which no row can be told is refused, and says why."""
    content, said = REFUSED[name]
    with pytest.raises((BadFile, mitosafe.UnknownValue)) as caught:
        _rows("csv", content, monkeypatch)
    assert said in str(caught.value)


# A suggestion

#: What somebody writes as the name, and what is said of it; none where it is taken.
NAMED: dict[str, tuple[object, str | None]] = {
    "lone surrogate": ("Moon \ud800", LINE),
    "NUL": ("Moon \0", LINE),
    "bidi": ("Moon \u202e", LINE),
    "line ends": ("Moon\r\n", LINE),
    "byte order mark": ("\ufeffMoon", LINE),
    "ten megabytes": ("x" * BIG, "has 10000000 characters; at most 200"),
    "deep": (NESTED, "tables or lists are nested more than 16 deep"),
    "long number": (10**5000, "a number has more than 64 bits"),
    "NaN": (math.nan, "expected str, got float nan"),
    "another script": ("月の会", None),
    "a way out": ("../../etc/passwd", None),
}


@pytest.mark.parametrize("name", NAMED)
def test_a_suggestion(name: str) -> None:
    """A name that cannot be shown is a fault; any other gives a file within the folder."""
    written, said = NAMED[name]
    given: dict[str, Any] = {"platform": "website", "disorders": "melas", "checked": "2026-12-01"}
    try:
        found = mitosafe.suggest_community(name=written, url="https://moon.example", **given)  # type: ignore[arg-type]
    except DataError as error:
        messages = [fault.message for fault in error.faults if fault.path == "$.name"]
        assert said is not None
        assert any(message.startswith(said) for message in messages)
        str(error).encode("utf-8")
        return
    assert said is None
    folder, _, file = found.file.partition("/")
    assert ("communities", True) == (folder, file.replace("-", "").replace(".", "").isalnum())
