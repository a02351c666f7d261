"""Languages by BCP 47 tag and countries by ISO 3166-1 code: form, fit, and names.

Form and prefix need nothing but this module, so that data can be decoded and a tag
looked up by everybody. The names of languages and countries, and which language is
close to which, come from the Unicode CLDR by way of `langcodes`, the extra
`mitosafe[directory]`, which is imported when it is first needed.
"""

from __future__ import annotations

import difflib
import enum
import re
from collections.abc import Iterator
from functools import cache
from typing import Protocol

import attrs

from mitosafe._text.folding import fold
from mitosafe.directory.iso import COUNTRIES, LANGUAGES
from mitosafe.errors import MissingExtra, UnknownValue

#: Codes that are often written for another: of a country for its language, or by habit.
_MISTAKEN = {
    "jp": "ja",
    "cz": "cs",
    "dk": "da",
    "cn": "zh",
    "kr": "ko",
    "gr": "el",
    "at": "de",
    "us": "en",
    "gb": "en",
    "UK": "GB",
    "EL": "GR",
    "EN": "GB",
    "JA": "JP",
    "DA": "DK",
}
#: Language, extension, script, region, variants, private part, as RFC 5646 has them.
_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(-[a-z]{3})?(-[A-Z][a-z]{3})?(-(?P<region>[A-Z]{2}|\d{3}))?"
    r"(-([a-z0-9]{5,8}|\d[a-z0-9]{3}))*(-x(-[a-z0-9]{1,8})+)?"
)
#: Two languages up to this distance are close: a reader of the one mostly reads the other.
_CLOSE = 10


class _Cldr(Protocol):
    """What `cldr` gives; the module is imported only when it is needed."""

    def distance(self, wanted: str, has: str) -> int:
        """Say how far a language is from the one wanted."""

    def registered(self, tag: str) -> str | None:
        """Return the modern form of a tag."""

    def language_name(self, tag: str, shown: str) -> str:
        """Return the name of a language."""

    def country_name(self, code: str, shown: str) -> str:
        """Return the name of a country."""


class FitKind(enum.StrEnum):
    """How what was found fits what was asked for."""

    EXACT = "exact"
    #: A part of what was asked for: `pt-BR` for `pt`, LHON for hereditary optic neuropathy.
    NARROWER = "narrower"
    #: More than what was asked for: all mitochondrial disease for MELAS.
    WIDER = "wider"
    #: Something close: Norwegian for Bokmål.
    RELATED = "related"


@attrs.frozen(order=True)
class Fit:
    """How well one value fits another; the smaller the distance, the better."""

    distance: int
    how: FitKind = attrs.field(order=False)


def language_fault(tag: str) -> str | None:
    """Say what is wrong with a language tag, or none if it is well formed.

    Args:
        tag: Such as `nl`, `pt-BR` or `zh-Hans`, in the usual letter case.

    Returns:
        One sentence, or none.

    Examples:
        >>> language_fault("zh-Hans") is None
        True
        >>> language_fault("jp")
        "'jp' is no language of ISO 639; did you mean 'ja'?"
    """
    form = _TAG.fullmatch(tag)
    if form is None:
        return f"{tag!r:.40} is no BCP 47 tag such as nl, pt-BR or zh-Hans"
    language = form["language"]
    if len(language) == 2 and language not in LANGUAGES:
        return f"{language!r} is no language of ISO 639{_meant(language)}"
    region = form["region"]
    return country_fault(region) if region and region.isalpha() else None


def country_fault(code: str) -> str | None:
    """Say what is wrong with a country code, or none if ISO 3166-1 has it.

    Args:
        code: Two capital letters.

    Returns:
        One sentence, or none.

    Examples:
        >>> country_fault("UK")
        "'UK' is no country of ISO 3166-1; did you mean 'GB'?"
    """
    return None if code in COUNTRIES else f"{code!r:.40} is no country of ISO 3166-1{_meant(code)}"


def _meant(code: str) -> str:
    return f"; did you mean {_MISTAKEN[code]!r}?" if code in _MISTAKEN else ""


def language_fit(wanted: str, has: str) -> Fit | None:
    """Say how a language fits the one asked for.

    Args:
        wanted: The tag asked for.
        has: The tag of a community.

    Returns:
        The fit: by prefix as RFC 4647 has it, and, where `mitosafe[directory]` is
        installed, by closeness; none if they do not fit.

    Examples:
        >>> language_fit("pt", "pt-BR").how.value, language_fit("nl", "de")
        ('narrower', None)
    """
    if wanted == has:
        return Fit(0, FitKind.EXACT)
    if has.startswith(f"{wanted}-"):
        return Fit(1, FitKind.NARROWER)
    if wanted.startswith(f"{has}-"):
        return Fit(2, FitKind.WIDER)
    close = _distance(wanted, has)
    return Fit(3 + close, FitKind.RELATED) if close <= _CLOSE else None


@cache
def _distance(wanted: str, has: str) -> int:
    try:
        return _cldr().distance(wanted, has)
    except MissingExtra:
        return _CLOSE + 1


def _cldr() -> _Cldr:
    try:
        from mitosafe.directory import cldr
    except ImportError:
        raise MissingExtra("names of languages and countries", "directory") from None
    return cldr


def language(text: str) -> str:
    """Return the tag of a language from a tag or from its name.

    Args:
        text: A tag in any letter case, or the name of the language in English, French
            or Dutch.

    Returns:
        The tag.

    Raises:
        UnknownValue: If there is no such language, with the near ones.
        MissingExtra: If it takes `mitosafe[directory]` to tell.

    Examples:
        >>> language("PT-br"), language("néerlandais")
        ('pt-BR', 'nl')
    """
    written = _usual_case(text)
    if language_fault(written) is None and len(written.split("-")[0]) == 2:
        return written
    near = _MISTAKEN.get(written)
    known = _language_names()
    if found := known.get(fold(text)):
        return found
    if language_fault(written) is None and (found := _cldr().registered(written)):
        return found
    names = difflib.get_close_matches(fold(text), known, n=4, cutoff=0.7)
    raise UnknownValue(
        "language",
        text,
        [near] if near else dict.fromkeys(known[n] for n in names),
        complete=False,
    )


def _usual_case(text: str) -> str:
    """Write a tag as it is usually written: `pt_br` as `pt-BR`, `zh-hans` as `zh-Hans`."""
    first, *rest = text.strip().replace("_", "-").lower().split("-")
    forms = {2: str.upper, 4: str.title}
    private = rest.index("x") if "x" in rest else len(rest)
    shown = [
        forms.get(len(p), str)(p) if p.isalpha() and n < private else p for n, p in enumerate(rest)
    ]
    return "-".join([first, *shown])


@cache
def _language_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for shown in ("en", "fr", "nl"):
        for tag in sorted(LANGUAGES):
            names.setdefault(fold(language_name(tag, shown)), tag)
    return names


def country(text: str) -> str:
    """Return the code of a country from a code or from its name.

    Args:
        text: A code of ISO 3166-1 in any letter case, or the name of the country in
            English, French or Dutch.

    Returns:
        The code.

    Raises:
        UnknownValue: If there is no such country, with the near ones.
        MissingExtra: If it takes `mitosafe[directory]` to tell.

    Examples:
        >>> country("jp"), country("Belgique")
        ('JP', 'BE')
    """
    code = text.strip().upper()
    if code in COUNTRIES:
        return code
    if code in _MISTAKEN:
        raise UnknownValue("country", text, [_MISTAKEN[code]], complete=False)
    known = _country_names()
    if found := known.get(fold(text)):
        return found
    names = difflib.get_close_matches(fold(text), known, n=4, cutoff=0.7)
    near = dict.fromkeys(known[name] for name in names)
    raise UnknownValue("country", text, near, complete=False)


@cache
def _country_names() -> dict[str, str]:
    return dict(_named_countries())


def _named_countries() -> Iterator[tuple[str, str]]:
    for shown in ("en", "fr", "nl"):
        for code in sorted(COUNTRIES):
            yield fold(country_name(code, shown)), code


def language_name(tag: str, shown: str) -> str:
    """Return the name of a language.

    Args:
        tag: A BCP 47 tag.
        shown: The language in which to name it: `en`, `fr` or `nl`.

    Returns:
        Its name in the Unicode CLDR.

    Raises:
        MissingExtra: If `mitosafe[directory]` is not installed.

    Examples:
        >>> language_name("zh-Hans", "fr")
        'chinois (simplifié)'
    """
    return _cldr().language_name(tag, shown)


def country_name(code: str, shown: str) -> str:
    """Return the name of a country; the arguments and errors are those of `language_name`.

    Examples:
        >>> country_name("NL", "nl")
        'Nederland'
    """
    return _cldr().country_name(code, shown)
