"""How entries are written in a file: the forms of text, and which keys there are.

The types of `entries` do not tell that a text is a date or an id, nor that a file leaves
out what its place says. Both are said here, once, for those who structure and decode.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import TypeGuard

import attrs

from mitosafe.model import LANGUAGES, Term

# Not \d: it means the digits of every script, which compare in another order.
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_RELEASE = re.compile(r"[0-9]{4}\.[12](\.[1-9][0-9]?)?")
_SLUG = re.compile(r"[a-z0-9]+([.-]+[a-z0-9]+)*")


def is_date(value: object) -> TypeGuard[str]:
    """Return whether a value is the text of a day, a month or a year that there is."""
    if type(value) is not str or not _DATE.fullmatch(value):
        return False
    try:
        datetime.date.fromisoformat(value + "0000-01-01"[len(value) :])
    except ValueError:
        return False
    return True


def is_release(value: object) -> TypeGuard[str]:
    """Return whether a value has the form of the id of a release."""
    return type(value) is str and _RELEASE.fullmatch(value) is not None


def is_day(value: object) -> TypeGuard[str]:
    """Return whether a value is the text of a day that there is."""
    return is_date(value) and len(value) == len("2026-11-23")


def is_slug(value: str) -> bool:
    """Return whether a text has the form of an id: lower case letters, digits, hyphens."""
    return _SLUG.fullmatch(value) is not None


#: What is said of a text that is no line.
NO_LINE = "holds a line break or another character that cannot be shown"


def is_line(value: str) -> bool:
    r"""Return whether a text can be shown as it is, on one line.

    Args:
        value: Any text of a file.

    Returns:
        False if it holds a tab, a line break, or what cannot be seen (a control, a mark
        that turns the direction of writing); spaces of every width may be there.

    Examples:
        >>> is_line("acide valproïque"), is_line("acid\tvalproic")
        (True, False)
    """
    return value.isprintable() or all(
        c.isprintable() or unicodedata.category(c) == "Zs" for c in value
    )


#: Fields by name: whether a text is of the form, and what the form is called.
Forms = Mapping[str, tuple[Callable[[str], object], str]]

_A_DATE = (is_date, "a date such as 2024, 2024-02 or 2024-02-07")
_A_RELEASE = (is_release, "a release such as 2026.2")
#: Fields whose text has a form of its own: the form, and what it is called.
FORMS: Forms = {
    "stated": _A_DATE,
    "date": _A_DATE,
    "since": _A_RELEASE,
    "withdrawn": _A_RELEASE,
    "until": _A_RELEASE,
    "previous": _A_RELEASE,
    "id": (_SLUG.fullmatch, "a slug: lower case letters, digits, hyphens"),
    "population": (_SLUG.fullmatch, "the id of a condition"),
    "circumstance": (_SLUG.fullmatch, "the id of a circumstance"),
}
#: The same in `releases.toml`.
OF_RELEASES = {**FORMS, "id": _A_RELEASE, "date": (is_day, "a day such as 2026-11-23")}
#: What the place of a file or of a table says, so that it is not written in it again.
PLACED: Mapping[str, tuple[str, ...]] = {
    "statements": ("subject", "local"),
    "background": ("subject",),
    "terms": ("vocabulary", "words", "explain"),
}
_NOT_WRITTEN = {key for placed in PLACED.values() for key in placed}
#: The keys of the longer wording of a term, by language.
LONGER = {f"explain_{language}": language for language in LANGUAGES}


def keys(wanted: type) -> list[str]:
    """Return the keys that the file of a class may have.

    Args:
        wanted: A class of `entries`.

    Returns:
        Its fields but those that the place says, in their order; a term has its wordings
        side by side.

    Examples:
        >>> from mitosafe.model import Words
        >>> keys(Words)
        ['en', 'fr', 'nl']
    """
    names = [field.name for field in attrs.fields(wanted) if field.name not in _NOT_WRITTEN]
    return [*names, *LANGUAGES, *LONGER] if wanted is Term else names
