"""The one way to the files that travel with the package, on every Python and in a zip too."""

from __future__ import annotations


def packaged(*path: str) -> str:
    """Return the text of a file of the package.

    Args:
        path: Its folders and its name, below `mitosafe`.

    Returns:
        Its text. Nothing is imported for this before it is asked for.

    Examples:
        >>> packaged("schemas", "list-1.schema.json").startswith("{")
        True
    """
    from importlib_resources import files

    return files("mitosafe").joinpath(*path).read_text(encoding="utf-8")
