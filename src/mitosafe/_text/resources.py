"""The files that travel with the package, read in one place."""

from __future__ import annotations

from importlib.resources import files


def read(name: str) -> bytes:
    """Return the bytes of a file of the package's data.

    Args:
        name: The path within the data folder, such as `codes/rxnorm.bin`.

    Returns:
        The content; the package may lie in a zip file.

    Raises:
        FileNotFoundError: If there is no such file.

    Examples:
        >>> read("codes/rxnorm.bin").startswith(b"mitosafe codes 1")
        True
    """
    return files("mitosafe").joinpath("data", *name.split("/")).read_bytes()
