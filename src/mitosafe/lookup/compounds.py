"""Words that Dutch and German glue to a name: salts, forms, and the endings of Latin."""

from __future__ import annotations

from collections.abc import Iterable

from mitosafe.lookup.index import Index, Match
from mitosafe.lookup.lexis import Lexis

#: Kinds of names to which a salt word may be glued.
_SUBSTANCES = ("inn", "synonym", "salt")
#: Endings of Latin genitives and nominatives, as Dutch pharmacies write them.
_LATIN = ("i", "um")
#: What is left of a glued word has at least so many letters.
_LEFT = 5


def unglued(token: str, index: Index, lexis: Lexis) -> tuple[Match | None, str]:
    """Take a salt, a Latin ending or a form off a token, exactly; what is left is a name.

    Args:
        token: A folded word that is no name.
        index: The names.
        lexis: The salts and the forms.

    Returns:
        What the rest stands for, or none; and the form that was taken off, if one was.
    """
    match = None
    if token.endswith(lexis.salts):
        rests = (token.removesuffix(salt) for salt in lexis.salts if token.endswith(salt))
        match = _first(rests, index, (*_SUBSTANCES, "vocabulary"))
    if match is None and token.startswith(lexis.salts):
        rests = (token.removeprefix(salt) for salt in lexis.salts if token.startswith(salt))
        match = _first(rests, index, _SUBSTANCES)
    if match is None and token.endswith(_LATIN):
        rests = (token.removesuffix(end) for end in _LATIN if token.endswith(end))
        match = _first(rests, index, ("inn", "vocabulary"))
    if match is None and token.endswith(lexis.forms):
        for form in lexis.forms:
            if token.endswith(form) and (rest := token.removesuffix(form)) != token:
                match = _first((rest,), index, (*_SUBSTANCES, "brand", "vocabulary"))
                if match is None and len(rest) > _LEFT and rest.endswith(lexis.salts):
                    match = unglued(rest, index, lexis)[0]
                if match is not None:
                    return match, form
    return match, ""


def _first(rests: Iterable[str], index: Index, kinds: tuple[str, ...]) -> Match | None:
    """Return what the first of some texts stands for that names a substance."""
    for rest in rests:
        match = index.name(rest) if len(rest) >= _LEFT else None
        if match is not None and match.kind in kinds:
            return match
    return None
