"""A list that knows the codes of tables that a user loaded."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mitosafe.answers.dataset import Dataset
from mitosafe.errors import DataError, Fault, UnknownValue, WrongType
from mitosafe.lookup.code_files import Ingredient, Products, delimited
from mitosafe.lookup.loaded_codes import LoadedCodes, gather
from mitosafe.lookup.systems import SYSTEMS
from mitosafe.lookup.systems import system as system_name

#: Systems of which the publisher's own folder can be read.
FOLDERS = ("dmd", "rxnorm", "snomed")


class CodedDataset(Dataset):
    """A list, and a table of codes over those that it knows."""

    def __init__(self, base: Dataset, loaded: LoadedCodes) -> None:
        """Keep the list and the table."""
        super().__init__(base._layers)
        self._base, self._loaded = base, loaded
        self.loaded_codes = (loaded.report, *base.loaded_codes)
        self.index = base.index.with_codes(loaded.report.system, loaded)

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by the list and the table."""
        return CodedDataset, (self._base, self._loaded)


def load(
    base: Dataset,
    path: str | Path,
    *,
    system: str,
    columns: Sequence[str] = (),
    ingredient_system: str | None = None,
    table: str | None = None,
    date: str = "",
) -> Dataset:
    """Read a table of codes for a list; the arguments are those of `Dataset.load_codes`."""
    if isinstance(columns, str):
        raise WrongType("columns", columns, "the headings of the code and of the ingredients")
    name, place = system_name(system), Path(path)
    if name in ("name", "mitosafe"):
        allowed = [known for known in SYSTEMS if known not in ("name", "mitosafe")]
        raise UnknownValue("code system", system, allowed)
    parts = "" if ingredient_system is None else system_name(ingredient_system)
    products = _products(place, name, columns, parts)
    return CodedDataset(base, read(base, products, name, table or place.name, date))


def read(base: Dataset, products: Products, system: str, table: str, date: str) -> LoadedCodes:
    """Make a table of products, whose ingredients a list reads.

    Args:
        base: The list.
        products: What a reader yields.
        system: The system of the codes, by its short name.
        table: The name of the table.
        date: The date of the table.

    Returns:
        The table with its report.
    """
    subjects = {*base.subject_ids(), *base.group_ids()}
    return gather(
        products,
        system=system,
        table=table,
        date=date,
        resolve=lambda ingredient: _resolved(base, ingredient),
        listed=subjects.__contains__,
    )


def _products(path: Path, system: str, columns: Sequence[str], parts: str) -> Products:
    if not path.is_dir():
        return delimited(path, columns, parts)
    if system not in FOLDERS:
        message = f"a folder is read of {', '.join(FOLDERS)}; of {system}, a file with columns"
        raise DataError([Fault(path.name, "$", message)])
    from mitosafe.lookup import dmd_xml, rf2, rrf

    readers = {"dmd": dmd_xml.products, "rxnorm": rrf.products, "snomed": rf2.products}
    return readers[system](path)


def _resolved(base: Dataset, ingredient: Ingredient) -> tuple[str, ...]:
    """Return the subjects of an ingredient, without marks; empty if it is not certain."""
    if ingredient.system:
        match = base.index.code(ingredient.system, ingredient.code)
        if match is not None and not match.partly:
            return tuple(subject.removeprefix("~") for subject in match.subjects)
    answer = base.check(ingredient.name)
    if answer.unread or answer.ambiguous or answer.seen:
        return ()
    known = (subject for match in answer.not_assessed for subject in match.subjects)
    found = (*(finding.drug.id for finding in answer.findings), *known)
    return tuple(dict.fromkeys(subject.removeprefix("~") for subject in found))
