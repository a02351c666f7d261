"""The order of names as a reader looks for them: é with e, œ as oe, capitals with small letters."""

from __future__ import annotations

import unicodedata

#: Letters that do not come apart into a letter and a mark, and what they are filed under.
_FILED = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "’": "'"})


def collated(name: str) -> tuple[str, str]:
    """Return what a name is sorted by in English, French and Dutch.

    Args:
        name: A name to be shown.

    Returns:
        Its letters without marks, and then the name itself, which tells apart two names
        that differ in their marks only.

    Examples:
        >>> sorted(["zotépine", "éfavirenz", "elvitégravir", "dropéridol"], key=collated)
        ['dropéridol', 'éfavirenz', 'elvitégravir', 'zotépine']
    """
    parts = unicodedata.normalize("NFD", name.casefold().translate(_FILED))
    return "".join(c for c in parts if not unicodedata.combining(c)), name
