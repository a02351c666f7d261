"""The NHS dictionary of medicines and devices (XML of TRUD) → products and their ingredients."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from mitosafe.errors import DataError, Fault
from mitosafe.lookup.code_files import Broken, Ingredient, Product, Products, one_file


def products(folder: Path) -> Products:
    """Read a release of dm+d, element by element.

    Args:
        folder: The folder that holds `f_vmp2_*.xml`, `f_ingredient2_*.xml` and, where
            they are there, the files of VTM, AMP, VMPP and AMPP.

    Yields:
        A product for each VTM, VMP, AMP and pack; a row without the ids it needs is broken.

    Raises:
        DataError: If a file that is needed is missing, or one is no XML.
    """
    names: dict[str, str] = {}
    for row in _rows(one_file(folder, "f_ingredient2*.xml"), "ING"):
        if row.get("ISID") and row.get("NM"):
            names[row["ISID"]] = row["NM"]
        else:
            yield Broken(f"ingredient {row}")
    parts: dict[str, dict[str, None]] = {}
    vmp = one_file(folder, "f_vmp2*.xml")
    for row in _rows(vmp, "VPI"):
        if row.get("VPID") and row.get("ISID"):
            parts.setdefault(row["VPID"], {})[row["ISID"]] = None
        else:
            yield Broken(f"VPI {row}")
    made = {
        code: tuple(Ingredient(names.get(part, part), "snomed", part) for part in found)
        for code, found in parts.items()
    }
    yield from _moieties(folder)
    yield from (Product(row["VPID"], made.get(row["VPID"], ())) for row in _rows(vmp, "VMP"))
    yield from _made_of(folder, "amp", "AMP", ("APID", "VPID"), made, "product")
    yield from _made_of(folder, "vmpp", "VMPP", ("VPPID", "VPID"), made, "pack")
    yield from _made_of(folder, "ampp", "AMPP", ("APPID", "VPPID"), made, "pack")


def _moieties(folder: Path) -> Products:
    for path in sorted(folder.rglob("f_vtm2*.xml")):
        for row in _rows(path, "VTM"):
            yield Product(row["VTMID"], (Ingredient(row["NM"]),), "ingredient")


def _made_of(
    folder: Path,
    file: str,
    tag: str,
    ids: tuple[str, str],
    made: dict[str, tuple[Ingredient, ...]],
    kind: str,
) -> Products:
    """Read what stands for something whose ingredients are known, and keep its own."""
    own, other = ids
    for path in sorted(folder.rglob(f"f_{file}2*.xml")):
        for row in _rows(path, tag):
            if not (row.get(own) and row.get(other)):
                yield Broken(f"{tag} {row}")
                continue
            made[row[own]] = made.get(row[other], ())
            yield Product(row[own], made[row[own]], kind)


def _rows(path: Path, tag: str) -> Iterator[dict[str, str]]:
    """Go through the elements of a kind that have children, one in memory at a time."""
    try:
        for _, element in ElementTree.iterparse(path):
            if element.tag == tag and len(element):
                yield {child.tag: (child.text or "").strip() for child in element}
                element.clear()
    except ElementTree.ParseError as error:
        raise DataError([Fault(path.name, "$", f"no XML: {error}")]) from None
