"""`mitosafe screen`: a file of each format, from the standard input or, of Parquet, from a disk."""

from __future__ import annotations

import io
import json
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pyarrow
from pyarrow import parquet

from mitosafe import Patient, fhir
from mitosafe.errors import BadFile, UnknownValue
from mitosafe.loading import layer
from mitosafe.model import LANGUAGES
from mitosafe.render import text as plain
from mitosafe.screening import bulk, files
from mitosafe.screening.records import Reader
from mitosafe.screening.report import as_dict, report
from mitosafe.screening.rows import BadRow, Item, Noted, Passed, Screened, Tally
from mitosafe.screening.rows import screen as screened
from tests import invented
from tests.fhir.shapes import request
from tests.fuzz.bytes import Choices, encodable, refused
from tests.fuzz.doors import fhir as resources

FORMATS = tuple(files.FORMATS)
#: A file is plain, and its rows can be counted in another way, without any of these.
NOT_PLAIN = re.compile(rb'["\r]')
WANTED = (
    files.Wanted(column="drug"),
    files.Wanted(column="drug", keep=("id", "id"), delimiter=";"),
    files.Wanted(column="1", header=False),
    files.Wanted(column="drug", system="atc", encoding="latin-1"),
    files.Wanted(column="drug", system="nonsense", encoding="cp1252"),
    files.Wanted(),
)
#: The invented list with the sentences of the integrations, which the command line always has.
LIST = invented.dataset(
    {
        **invented.files(),
        "terms/exchange.toml": {
            "terms": [invented.term(each) for each in layer.packaged().terms("exchange")]
        },
    }
)
_VIEW = LIST.view("2026.2")


def _parquet() -> bytes:
    out = io.BytesIO()
    table = pyarrow.table({"drug": ["exemplin", None, "unheardof"], "id": [1, 2, 3]})
    parquet.write_table(table, out)
    return out.getvalue()


def _seed(format: str, wanted: int, content: bytes) -> bytes:
    return bytes([FORMATS.index(format), wanted, 0]) + content


#: Two files of a folder: medicines, and who takes them and has what.
_BULK = b"\x1c".join(
    b"\n".join(json.dumps(resource).encode() for resource in file)
    for file in (
        [{"resourceType": "Medication", "id": "m", "code": {"text": "exemplin"}}],
        [
            request(None, medicationReference={"reference": "Medication/m"}),
            {
                "resourceType": "Condition",
                "subject": {"reference": "Patient/one"},
                "code": {"coding": [{"system": "http://www.orpha.net", "code": "550"}]},
            },
        ],
    )
)
SEEDS = (
    _seed("csv", 0, b'id,drug\n1,exemplin\n2,"Duplon, 5 mg"\n3,"two\nlines"\n4,\n'),
    _seed("csv", 1, b"\xef\xbb\xbfid;drug\r\n1;exemplin\r\n2;unheardof\r\n"),
    _seed("csv", 2, b"exemplin\n\nacceptol\n"),
    _seed("tsv", 3, b"drug\tid\nN99XA01\t1\n\tx\n"),
    _seed("lines", 5, "exemplin\nDuplon 5 mg\n\u2028\x85x\n".encode()),
    _seed("ndjson", 0, b'{"drug": "exemplin"}\n{"drug": 5}\n{"x": 1}\n'),
    _seed("fhir-ndjson", 5, b"\n".join(json.dumps(request(n)).encode() for n in ("exemplin", "x"))),
    _seed("fhir-bulk", 5, _BULK),
    *(_seed("fhir", 5, seed[2:]) for seed in resources.SEEDS[:3]),
    _seed("parquet", 0, _parquet()),
)
WORDS = (b'"', b'""', b"\n", b"\r", b"\r\n", b",", b";", b"\t", b"|", b"drug", b"\xff\xfe", b"\0",
         b"exemplin", b'{"drug": ', "\u2028".encode(), b"\x1a", *resources.WORDS)  # fmt: skip


def try_one(data: bytes) -> None:
    """Screen a file; every row is counted once, and the report can be shown."""
    chosen = Choices(data, 3)
    kind, wanted = chosen.one(FORMATS), chosen.one(WANTED)
    language = chosen.one(LANGUAGES)
    try:
        items = screen(kind, wanted, chosen.rest)
    except (BadFile, UnknownValue, fhir.Unreadable) as error:
        refused(error)
        return
    tally = Tally()
    for item in items:
        tally.add(item)
    rows = [item for item in items if not isinstance(item, Noted)]
    assert all(isinstance(item, Screened | BadRow | Passed) for item in rows)
    assert tally.rows == sum(1 if isinstance(item, Screened) else item.count for item in rows)
    assert _rows(kind, wanted, chosen.rest) in (None, tally.rows)
    encodable(json.dumps(as_dict(tally, _VIEW, "x", language), allow_nan=False))
    plain.render(report(tally, _VIEW, "x", language))


def screen(format: str, wanted: files.Wanted, content: bytes) -> list[Item]:
    """Screen content as the command line screens a file of this format."""
    with _opened(format, wanted, content) as found:
        return list(screened(found.rows, LIST, release="2026.2"))


@contextmanager
def _opened(format: str, wanted: files.Wanted, content: bytes) -> Iterator[files.Opened]:
    """Open content as the file of the command line."""
    if format == "parquet":
        with tempfile.NamedTemporaryFile(suffix=".parquet") as file:
            Path(file.name).write_bytes(content)
            with files.opened(file.name, format, wanted) as found:
                yield found
        return
    if format == "fhir-bulk":
        with tempfile.TemporaryDirectory() as folder:
            for number, part in enumerate(content.split(b"\x1c")):
                (Path(folder) / f"{number}.ndjson").write_bytes(part)
            with bulk.opened(Reader(_VIEW, Patient(), "en"), folder) as found:
                yield found
        return
    before, sys.stdin = sys.stdin, SimpleNamespace(buffer=io.BytesIO(content))
    try:
        if format.startswith("fhir"):
            reader = Reader(_VIEW, Patient(), "en")
            with reader.opened("-", format) as found:
                yield found
        else:
            with files.opened("-", format, wanted) as found:
                yield found
    finally:
        sys.stdin = before


def _rows(format: str, wanted: files.Wanted, content: bytes) -> int | None:
    """Count the rows of a plain file in another way; none if it is not plain."""
    if (
        format not in ("csv", "tsv", "lines")
        or wanted.encoding != "latin-1"
        or NOT_PLAIN.search(content)
    ):
        return None
    lines = [line.rstrip("\r\n") for line in content.decode("latin-1").split("\n")]
    if format == "lines":
        return sum(bool(line.strip()) for line in lines)
    while lines and not lines[0].strip():
        lines.pop(0)
    rest = lines[1:-1] if lines and not lines[-1] else lines[1:]
    one = format == "tsv" and "\t" not in "".join(lines[:1])
    return len(rest) if one else sum(bool(line) for line in rest)
