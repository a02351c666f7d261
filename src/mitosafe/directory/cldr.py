"""Names and kinship of languages and countries, from the Unicode CLDR.

This module needs the extra `mitosafe[directory]`; `tags` imports it when it is needed.
"""

from __future__ import annotations

import langcodes

# langcodes finds this by itself, and has no names without it.
import language_data  # type: ignore[import-untyped]  # noqa: F401


def distance(wanted: str, has: str) -> int:
    """Say how far a language is from the one wanted.

    Args:
        wanted: The tag of the language wanted.
        has: The tag of the language offered.

    Returns:
        0 for the same; up to about 10 where a reader of the one reads the other; up
        to 134 for languages that have nothing in common.

    Examples:
        >>> distance("nb", "no"), distance("nl", "ja")
        (1, 134)
    """
    return langcodes.tag_distance(wanted, has)


def registered(tag: str) -> str | None:
    """Return the modern form of a tag; none if the registry of languages lacks it.

    Examples:
        >>> registered("ger"), registered("zzz")
        ('de', None)
    """
    if not langcodes.tag_is_valid(tag):
        return None
    return langcodes.standardize_tag(tag, macro=True)


def language_name(tag: str, shown: str) -> str:
    """Return the name of a language in a language.

    Examples:
        >>> language_name("zh-Hans", "fr")
        'chinois (simplifié)'
    """
    return langcodes.Language.get(tag).display_name(shown)


def country_name(code: str, shown: str) -> str:
    """Return the name of a country in a language.

    Examples:
        >>> country_name("NL", "nl")
        'Nederland'
    """
    return langcodes.Language.make(territory=code).territory_name(shown)
