"""The id of a term from what people call it: an id, a name in a language, a code."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping

from mitosafe._text.folding import fold, tokens
from mitosafe.errors import UnknownValue
from mitosafe.model import Term, TermId

Terms = Mapping[str, Term]

#: Words of disorder names that many have in common, or that differ from one to the other.
_COMMON = frozenset(
    ("syndrome", "syndroom", "disease", "maladie", "ziekte", "of", "de", "van", "d", "s", "l")
)
#: The digits are counted: a number of thousands of them cannot be read.
_CODE = re.compile(r"(ORPHA(?:NET)?|MONDO|O?MIM)[\s:_]*(\d{1,12})", re.IGNORECASE)
_PREFIX = {"ORPHA": "ORPHA", "ORPHANET": "ORPHA", "MONDO": "MONDO", "OMIM": "OMIM", "MIM": "OMIM"}


def disorder_id(text: str, terms: Terms) -> TermId:
    """Return the id of a disorder from its id, its name, or its code elsewhere.

    Args:
        text: Such as `melas`, `syndrome de Leigh`, `ORPHA:550`, `OMIM 540000`.
        terms: The disorders by id.

    Returns:
        The id.

    Raises:
        UnknownValue: If there is no such disorder, with the near ones.
    """
    if code := _CODE.fullmatch(text.strip()):
        wanted = (_PREFIX[code[1].upper()], int(code[2]))
        for term in terms.values():
            if any((system, int(number)) == wanted for system, number in map(_split, term.ids)):
                return term.id
    return term_id("disorder", text, terms, key=_disorder_key)


def _split(id: str) -> tuple[str, str]:
    system, _, number = id.partition(":")
    return system, number


def _disorder_key(name: str) -> str:
    """Fold the name of a disorder, without the words that many have in common."""
    return " ".join(t for t in tokens(name) if t not in _COMMON)


def term_id(
    what: str,
    text: str,
    terms: Terms,
    also: Iterable[str] = (),
    key: Callable[[str], str] = fold,
) -> TermId:
    """Return the id of a term from its id or from its name in a language of the list.

    Args:
        what: What kind of value it is, for the error.
        text: The id or the name, in any letter case.
        terms: The terms by id.
        also: Other folded names that are near enough to be suggested.
        key: How two names are compared.

    Returns:
        The id.

    Raises:
        UnknownValue: If there is no such term, with the near ones, or with all of
            them where nothing is near.
    """
    known = {key(name): term.id for term in terms.values() for name in _names(term)}
    wanted = key(text)
    if found := known.get(wanted):
        return found
    near = [name for name in known if len(wanted) > 2 and wanted in name]
    near += difflib.get_close_matches(wanted, [*known, *also], n=4, cutoff=0.6)
    shown = list(dict.fromkeys(known.get(name, TermId(name)) for name in near))[:6]
    raise UnknownValue(what, text, shown or sorted(terms), complete=not shown)


def _names(term: Term) -> Iterable[str]:
    yield term.id
    for name in (term.words.en, term.words.fr, term.words.nl):
        yield from name_parts(name)


def name_parts(name: str) -> Iterable[str]:
    """Return a name and, of `long name (SHORT)`, both parts as well.

    Examples:
        >>> list(name_parts("Kearns-Sayre syndrome (KSS)"))
        ['Kearns-Sayre syndrome (KSS)', 'Kearns-Sayre syndrome', 'KSS']
    """
    yield name
    whole, bracket, short = name.rstrip(")").partition(" (")
    if bracket:
        yield whole
        yield short
