"""Rebuild a table of codes from its publisher's own files, and say what changed.

    python -m tools.refresh_codes rxnorm FOLDER --date 2026-11-03 [--write]

| table | files in the folder |
|---|---|
| `rxnorm` | RXNCONSO.RRF, RXNREL.RRF (full or prescribable) |
| `ndc` | product.txt of the FDA NDC Directory |
| `cis`, `cip` | CIS_COMPO_bdpm.txt, CIS_CIP_bdpm.txt |
| `din` | drug.txt, ingred.txt of the Drug Product Database |

Without `--write` nothing is changed. A code that the new files no longer have stays, marked
as of an older table: records keep codes for years. Ingredients are read by the list itself,
so that a name that it does not know is counted as not read; read the examples before writing.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tools import compile_codes

from mitosafe import CodesReport, Dataset
from mitosafe.answers import own_codes
from mitosafe.lookup import rrf
from mitosafe.lookup.code_files import Broken, Ingredient, Product, Products
from mitosafe.lookup.product_tables import Row

#: So many examples of each kind of change are shown.
EXAMPLES = 20


class Changes(NamedTuple):
    """What a new table has that the old one has not."""

    rows: dict[str, Row]
    origins: list[list[Any]]
    report: CodesReport
    new: list[str]
    gone: list[str]
    changed: list[str]


def ndc(folder: Path) -> Products:
    """Read the products of the FDA NDC Directory: substances are separated by semicolons."""
    lines = _text(folder / "product.txt", "latin-1")
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        code, names = row["PRODUCTNDC"], row["SUBSTANCENAME"] or row["NONPROPRIETARYNAME"]
        yield _product(code or "", (names or "").split(";"), "product")


def cis(folder: Path) -> Products:
    """Read the medicines of the BDPM."""
    for code, names in _compositions(folder).items():
        yield _product(code, names, "product")


def cip(folder: Path) -> Products:
    """Read the packs of the BDPM: each has what its medicine has."""
    parts = _compositions(folder)
    for number, row in enumerate(_lists(folder / "CIS_CIP_bdpm.txt"), 1):
        if len(row) < 2:
            yield Broken(f"CIS_CIP_bdpm.txt:{number}")
        else:
            yield _product(row[1], parts.get(row[0], ()), "pack")


def din(folder: Path) -> Products:
    """Read the products of the Canadian Drug Product Database."""
    parts: dict[str, list[str]] = {}
    for row in csv.reader(_text(folder / "ingred.txt", "latin-1")):
        parts.setdefault(row[0], []).append(row[2])
    for row in csv.reader(_text(folder / "drug.txt", "latin-1")):
        yield _product(row[3], parts.get(row[0], ()), "product")


READERS = {"rxnorm": rrf.products, "ndc": ndc, "cis": cis, "cip": cip, "din": din}


def _compositions(folder: Path) -> dict[str, Iterable[str]]:
    """Return the substances of each medicine: the fraction, where one is named for a salt."""
    found: dict[str, dict[tuple[str, str], str]] = {}
    for row in _lists(folder / "CIS_COMPO_bdpm.txt"):
        code, element, name, nature, link = row[0], row[1], row[3], row[6], row[7]
        parts = found.setdefault(code, {})
        if nature == "FT" or (element, link) not in parts:
            parts[element, link] = name
    return {code: tuple(parts.values()) for code, parts in found.items()}


def _product(code: str, names: Iterable[str], kind: str) -> Product:
    bare = (name.strip() for name in names)
    return Product(code, tuple(Ingredient(name) for name in bare if name), kind)


def _text(path: Path, encoding: str) -> Iterator[str]:
    with path.open(encoding=encoding, newline="") as file:
        yield from file


def _lists(path: Path) -> Iterator[list[str]]:
    return (line.rstrip("\r\n").split("\t") for line in _text(path, "latin-1"))


def changes(system: str, folder: Path, date: str, name: str, codes: Path) -> Changes:
    """Read the new files of a table, and compare them with the table that there is.

    Args:
        system: The table, a key of `READERS`.
        folder: The folder of the publisher's files.
        date: The date of these files.
        name: The name of the new table, as answers show it.
        codes: The folder of the text tables.

    Returns:
        The table as it becomes, and what is new, gone and changed.
    """
    before = compile_codes.read(codes / f"{system}.tsv.gz")
    origins = [[*origin[:3], True] for origin in compile_codes.facts(codes)[system]["origins"]]
    loaded = own_codes.read(Dataset.packaged(), READERS[system](folder), system, name, date)
    start = len(origins)
    origins += [[name, date, kind, False] for kind in loaded.kinds]
    after = {code: row._replace(origin=start + row.origin) for code, row in loaded}
    return Changes(
        rows={**before, **after},
        origins=origins,
        report=loaded.report,
        new=sorted(after.keys() - before.keys()),
        gone=sorted(before.keys() - after.keys()),
        changed=[
            f"{code}: {_told(before[code])} -> {_told(row)}"
            for code, row in sorted(after.items())
            if code in before and _told(row) != _told(before[code])
        ],
    )


def _told(row: Row) -> str:
    return "+".join(sorted(row.subjects)) + (" and more" if row.partly else "")


def tell(found: Changes) -> Iterator[str]:
    """Say what was read, what was not, and what changed, with examples."""
    report = found.report
    yield f"{report.table}: {report.rows} rows, {report.codes} codes, {report.listed} listed"
    for problem in report.problems:
        yield f"not read, {problem.reason}: {problem.count}, such as {'; '.join(problem.examples)}"
    for what in ("new", "gone", "changed"):
        codes: list[str] = getattr(found, what)
        yield f"{what}: {len(codes)}"
        yield from (f"  {code}" for code in codes[:EXAMPLES])


def write(system: str, found: Changes, codes: Path) -> None:
    """Write the text table, and the origins of its rows into `tables.toml`."""
    told = compile_codes.facts(codes)
    compile_codes.write(codes / f"{system}.tsv.gz", found.rows, told[system]["base"])
    told[system]["origins"] = found.origins
    compile_codes.write_facts(codes, told.values())


def main(arguments: list[str] | None = None) -> int:
    """Compare, and write if asked to."""
    parser = argparse.ArgumentParser(prog="python -m tools.refresh_codes")
    parser.add_argument("system", choices=sorted(READERS))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--date", required=True, help="of the publisher's files: 2026-11-03")
    parser.add_argument("--name", help="of the new table; the name of the folder without it")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args(arguments)
    name = given.name or given.folder.name
    found = changes(given.system, given.folder, given.date, name, compile_codes.CODES)
    print("\n".join(tell(found)))
    if given.write:
        write(given.system, found, compile_codes.CODES)
        print("written; now run make data")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
