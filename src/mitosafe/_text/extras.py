"""The optional parts of the package: an import that fails names the extra to install."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from mitosafe.errors import MissingExtra


@contextmanager
def needed(what: str, extra: str) -> Iterator[None]:
    """Say which extra is needed, where an import of the block finds no such library.

    Args:
        what: What takes it, in words, as a plural.
        extra: The name of the extra.

    Raises:
        MissingExtra: If a library that is imported in the block is not installed. A
            module of this package that is missing is another fault, and passes.

    Examples:
        >>> with needed("ships", "sea"):
        ...     import a_library_that_is_not_there
        Traceback (most recent call last):
            ...
        mitosafe.errors.MissingExtra: ships need the extra 'sea': pip install 'mitosafe[sea]'
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "mitosafe":
            raise
        raise MissingExtra(what, extra) from error
