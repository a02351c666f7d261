"""The list in the shapes that others read, for any release; extra `export` for two of them.

| shape       | what it is                                                               |
|-------------|--------------------------------------------------------------------------|
| `json`      | one document, described by `schemas/list-1.schema.json`                  |
| `csv`       | tables with a Frictionless `datapackage.json`                            |
| `parquet`   | the same tables as Parquet (extra `export`)                              |
| `sqlite`    | the same tables in one SQLite file                                       |
| `duckdb`    | the same tables in one DuckDB file (extra `export`)                      |
| `fhir-r4b`  | a FHIR package: terminology and a resource for each warning              |
| `fhir-r5`   | the same for R5                                                          |
| `omop`      | OMOP concept sets by level, with the query that resolves them            |
| `directory` | the communities as CSV                                                   |
| `folder`    | the list's own format, which `mitosafe.load` reads                       |

Every shape but `duckdb` is the same byte for byte whenever it is made of the same
release with the same libraries: nothing in it is the time of making. DuckDB writes a
number of its own into the first 12,288 bytes of each file; what follows is the same.

    >>> from mitosafe import export
    >>> sorted(export.files("directory", release="2026.2"))
    ['mitosafe-communities-2026.2.csv']
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from mitosafe._text.resources import packaged
from mitosafe.answers.dataset import Dataset
from mitosafe.errors import UnknownValue
from mitosafe.export.archive import seconds
from mitosafe.export.listing import Listing, as_of

#: The shapes, and the function that makes each; a module is imported when it is wanted.
SHAPES = {
    "json": "document:files",
    "csv": "package:csv_files",
    "parquet": "parquet:files",
    "sqlite": "sqlite:files",
    "duckdb": "duckdb_file:files",
    "fhir-r4b": "fhir_package:r4b",
    "fhir-r5": "fhir_package:r5",
    "omop": "omop:files",
    "directory": "communities:files",
    "folder": "folder:files",
}


def files(
    shape: str, *, release: str | None = None, dataset: Dataset | None = None
) -> dict[str, bytes]:
    """Return the files of a shape; nothing is written.

    Args:
        shape: A key of `SHAPES`.
        release: The id of a release; none for the newest.
        dataset: The list; none for the packaged one.

    Returns:
        The contents by file name, in folders by `/`.

    Raises:
        UnknownValue: If there is no such shape.
        UnknownRelease: If there is no such release.
        MissingExtra: If the shape needs the extra `export`, which is not installed.
    """
    return _made(shape, as_of(dataset, release))


def write(
    shape: str,
    folder: str | Path,
    *,
    release: str | None = None,
    dataset: Dataset | None = None,
) -> tuple[Path, ...]:
    """Write the files of a shape into a folder, dated at the day of the release.

    Args:
        shape: A key of `SHAPES`.
        folder: Where to; it is made if it is not there. Files of the same names are
            written over, others are left alone.
        release: The id of a release; none for the newest.
        dataset: The list; none for the packaged one.

    Returns:
        The files that were written.

    Raises:
        UnknownValue: If there is no such shape.
        UnknownRelease: If there is no such release.
        OSError: If a file cannot be written.
        MissingExtra: If the shape needs the extra `export`, which is not installed.
    """
    found = as_of(dataset, release)
    when = seconds(found.release.date)
    written = []
    for name, contents in _made(shape, found).items():
        path = Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contents)
        os.utime(path, (when, when))
        written.append(path)
    return tuple(written)


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the shape `json`.

    Returns:
        The schema that is published with the package.

    Examples:
        >>> schema()["$id"]
        'urn:mitosafe:schema:list-1'
    """
    found: dict[str, Any] = json.loads(packaged("schemas", "list-1.schema.json"))
    return found


def _made(shape: str, found: Listing) -> dict[str, bytes]:
    if shape not in SHAPES:
        raise UnknownValue("shape", shape, SHAPES)
    module, _, function = SHAPES[shape].partition(":")
    make = getattr(import_module(f"mitosafe.export.{module}"), function)
    return cast("Callable[[Listing], dict[str, bytes]]", make)(found)


__all__ = ["SHAPES", "files", "schema", "write"]
