"""A folder in the format of the list → its files, with every fault of those that are not.

The folder may be anybody's: nothing outside it is read, and no file larger than can be meant.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from mitosafe.errors import DataError, Fault
from mitosafe.loading import decode
from mitosafe.loading.layer import FILES, FOLDERS, TABLES, Corpus, Raw

#: Files that are made from the others.
MADE = ("compiled.json", "lookup.json")


def read(folder: Path, *, local: bool) -> Corpus:
    """Parse a folder in the format of the list.

    Args:
        folder: The folder; every file in it must be one that the format knows.
        local: Whether its rows are a hospital's own.

    Returns:
        The corpus.

    Raises:
        DataError: With every file that cannot be parsed or is not of the format.
    """
    found = read_all(folder, local=local)
    if found.faults:
        raise DataError(found.faults)
    return found


def read_all(folder: Path, *, local: bool) -> Corpus:
    """Parse what can be parsed of a folder, so that all its faults can be told at once.

    Args:
        folder: The folder; every file in it must be one that the format knows.
        local: Whether its rows are a hospital's own.

    Returns:
        The corpus; its `faults` are those of the files that are not in it.
    """
    parsed: dict[str, Raw] = {}
    tables: dict[str, list[str]] = {}
    faults: list[Fault] = []
    root = Path(os.path.realpath(folder))
    for path in _paths(folder, faults):
        name = path.relative_to(folder).as_posix()
        try:
            if name in TABLES:
                tables[name] = decode.table(_text(path, name, root), name, TABLES[name])
            elif _known(name):
                parsed[name] = decode.parse(_text(path, name, root), name)
            elif name not in MADE and not _of_codes(name):
                faults.append(Fault(name, "$", f"no such file in the format; {_allowed()}"))
        except DataError as error:
            faults.extend(error.faults)
    if not (parsed or tables or faults):
        faults.append(Fault(".", "$", f"holds no file of the list; {_allowed()}"))
    return Corpus(files=parsed, tables=tables, local=local, faults=tuple(faults))


def _paths(folder: Path, faults: list[Fault]) -> Iterator[Path]:
    """Return every file in a folder; what of it cannot be gone through becomes a fault."""
    unread: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=unread.append):
        here = Path(place)
        links = (here / each for each in folders if (here / each).is_symlink())
        faults.extend(
            Fault(link.relative_to(folder).as_posix(), "$", "a link to a folder is not followed")
            for link in links
        )
        yield from (here / each for each in sorted(names))
    for error in unread:
        name = Path(error.filename).relative_to(folder).as_posix()
        faults.append(Fault(name, "$", f"cannot be read: {error.strerror}"))


def _known(name: str) -> bool:
    folder, _, file = name.rpartition("/")
    return name in FILES or (folder in FOLDERS and file.endswith(".toml"))


def _of_codes(name: str) -> bool:
    """Return whether a file is a product table of the packaged list, which is read on its own."""
    folder, _, file = name.rpartition("/")
    return folder == "codes" and (file == "tables.toml" or file.endswith((".bin", ".tsv.gz")))


def _allowed() -> str:
    folders = ", ".join(f"{folder}/<id>.toml" for folder in FOLDERS)
    return f"allowed: {folders}, {', '.join(FILES)}, {', '.join(TABLES)}"


def _text(path: Path, name: str, root: Path) -> str:
    """Read a file that lies within the folder, is not too large, and is UTF-8."""
    most = decode.LARGEST_TABLE if name in TABLES else decode.LARGEST_FILE
    try:
        if not Path(os.path.realpath(path)).is_relative_to(root):
            raise DataError([Fault(name, "$", "a link that leaves the folder is not followed")])
        if not path.is_file():
            raise DataError([Fault(name, "$", "is no file, or a link to nothing")])
        with path.open("rb") as file:
            data = file.read(most + 1)
        if len(data) > most:
            raise DataError([Fault(name, "$", f"larger than {most} bytes")])
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError([Fault(name, f"byte {error.start}", "not UTF-8")]) from None
    except OSError as error:
        raise DataError([Fault(name, "$", f"cannot be read: {error.strerror}")]) from None
