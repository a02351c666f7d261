"""A file that is written beside its name, and takes the name when it is whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

#: What the name of a file ends with as long as it is not whole.
PARTIAL = ".partial"
#: The last line of a file whose writing was broken off, where it can still be written.
BROKEN_OFF = "# PARTIAL: broken off here; the rows below are missing\n"


@contextmanager
def beside(path: Path) -> Iterator[TextIO]:
    """Write a text file that has its name only once it is whole, for a `with` block.

    Args:
        path: The file. An earlier one of this name stays as it is until the new one is
            whole; what is no regular file, such as a pipe, is written to as it is.

    Yields:
        The stream to write to.

    Raises:
        OSError: If it cannot be written.
    """
    if path.exists() and not path.is_file():
        with _opened(path) as stream:
            yield stream
        return
    # A link keeps leading where it led.
    whole = Path(os.path.realpath(path))
    part = whole.with_name(whole.name + PARTIAL)
    with _opened(part) as stream:
        try:
            yield stream
        except BaseException:
            # Also for an interrupt. On a full disk the name alone must say it.
            with suppress(OSError):
                stream.write(BROKEN_OFF)
            raise
    if whole.exists():
        shutil.copymode(whole, part)
    part.replace(whole)


def _opened(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", errors="backslashreplace", newline="")
