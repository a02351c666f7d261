"""The one way to the files that travel with the package, on every Python and in a zip too."""

from __future__ import annotations


def packaged_bytes(*path: str) -> bytes:
    """Return the content of a file of the package.

    Args:
        path: Its folders and its name, below `mitosafe`.

    Returns:
        Its bytes. Nothing is imported for this before it is asked for.

    Raises:
        FileNotFoundError: If there is no such file.

    Examples:
        >>> packaged_bytes("data", "codes", "rxnorm.bin").startswith(b"mitosafe codes 1")
        True
    """
    from importlib_resources import files

    return files("mitosafe").joinpath(*path).read_bytes()


def packaged(*path: str) -> str:
    """Return the text of a file of the package.

    Args:
        path: Its folders and its name, below `mitosafe`.

    Returns:
        Its text, which is UTF-8.

    Raises:
        FileNotFoundError: If there is no such file.

    Examples:
        >>> packaged("schemas", "list-1.schema.json").startswith("{")
        True
    """
    return packaged_bytes(*path).decode("utf-8")
