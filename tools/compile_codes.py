"""Compile the text tables of codes for fast reading: `python -m tools.compile_codes [--check]`.

`src/mitosafe/data/codes` holds one text table a system (`rxnorm.tsv.gz`) and `tables.toml`,
which says what each is; they are the truth. The `.bin` files beside them say the same and
alone travel in the wheel. With `--check` nothing is written, and the exit code is 1 if
they are not what the text tables give.
"""

from __future__ import annotations

import gzip
import io
import json
import sys
import tomllib
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mitosafe.lookup.product_tables import MAGIC, Row, compiled

CODES = Path(__file__).parent.parent / "src" / "mitosafe" / "data" / "codes"
HEADING = "code\tsubjects\tpartly\torigin"
HEAD = (
    "# Product tables: what each is, and the tables that its codes were taken from.",
    "# The codes lie beside this file, one text table a system; tools/compile_codes.py reads both.",
)
KEYS = ("system", "title", "publisher", "licence", "base", "width")
Rows = dict[str, Row]


def facts(folder: Path) -> dict[str, dict[str, Any]]:
    """Return what `tables.toml` says of each table, by its system."""
    told = tomllib.loads((folder / "tables.toml").read_text(encoding="utf-8"))
    return {table["system"]: table for table in told["tables"]}


def write_facts(folder: Path, tables: Iterable[dict[str, Any]]) -> None:
    """Write `tables.toml`."""
    lines = [*HEAD, "", "format = 1"]
    for table in tables:
        lines += ["", "[[tables]]"]
        lines += [f"{key} = {json.dumps(table[key], ensure_ascii=False)}" for key in KEYS]
        origins = (json.dumps(origin, ensure_ascii=False) for origin in table["origins"])
        lines += ["origins = [", *(f"  {origin}," for origin in origins), "]"]
    (folder / "tables.toml").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def read(path: Path) -> Rows:
    """Read a text table; a code that stands there twice stops it."""
    lines = gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
    if lines[0] != HEADING:
        message = f"{path.name}: the heading is {lines[0]!r}, expected {HEADING!r}"
        raise ValueError(message)
    rows = dict(_rows(lines[1:]))
    if len(rows) != len(lines) - 1:
        message = f"{path.name}: a code stands there twice"
        raise ValueError(message)
    return rows


def _rows(lines: Iterable[str]) -> Iterator[tuple[str, Row]]:
    for line in lines:
        code, subjects, partly, origin = line.split("\t")
        yield code, Row(tuple(filter(None, subjects.split("+"))), bool(partly), int(origin))


def write(path: Path, rows: Rows, base: int = 10) -> None:
    """Write a text table, sorted by the number of the code; the same rows give the same bytes."""
    lines = [HEADING]
    for code, row in sorted(rows.items(), key=lambda item: int(item[0], base)):
        subjects = "+".join(sorted(row.subjects))
        lines.append(f"{code}\t{subjects}\t{'p' if row.partly else ''}\t{row.origin}")
    packed = io.BytesIO()
    with gzip.GzipFile("", "wb", 9, packed, mtime=0) as file:
        file.write("".join(f"{line}\n" for line in lines).encode("utf-8"))
    path.write_bytes(packed.getvalue())


def _says(data: bytes) -> tuple[bytes, bytes]:
    """Return the head and the inflated sections: other versions of zlib deflate otherwise."""
    end = data.index(b"\n", len(MAGIC)) + 1
    return data[:end], zlib.decompress(data[end:])


def main() -> int:
    """Write the files, or check them."""
    code = 0
    for system, table in facts(CODES).items():
        data = compiled(table, read(CODES / f"{system}.tsv.gz"))
        path = CODES / f"{system}.bin"
        if path.exists() and _says(path.read_bytes()) == _says(data):
            continue
        if "--check" in sys.argv:
            print(f"codes/{system}.bin is not current: run make data")
            code = 1
        else:
            path.write_bytes(data)
            print(f"codes/{system}.bin: {len(data)} bytes")
    return code


if __name__ == "__main__":
    sys.exit(main())
