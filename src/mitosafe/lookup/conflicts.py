"""Code and text of one entry: whether they name different medicines."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import attrs

from mitosafe.lookup.index import Match

#: A medicine and another form of it under a name of its own, where neither begins with the
#: other: products of the one hang under the other in the code systems themselves.
_KIN = (frozenset({"fenofibrate", "fenofibric-acid"}),)
#: A name that begins with another is of the same family if the shorter has so many letters.
_STEM = 6


@attrs.frozen(kw_only=True)
class CodeConflict:
    """What a code and the text beside it say differently; each side has what the other lacks.

    Args:
        code: Subjects that only the code names; `~` marks those that are not listed.
        text: Subjects that only the text names.
    """

    code: tuple[str, ...]
    text: tuple[str, ...]


def _no_groups(_subject: str) -> Iterable[str]:
    return ()


def conflict(
    code_match: Match,
    text_matches: Iterable[Match],
    *,
    groups_of: Callable[[str], Iterable[str]] = _no_groups,
) -> CodeConflict | None:
    """Compare what a code stands for with what the text beside it names.

    Args:
        code_match: The match of the code.
        text_matches: The matches of the text.
        groups_of: The ids of the groups of a subject: a group and its member agree.

    Returns:
        The conflict; none if either side names nothing, if one names no more than the
        other, or if one is the group, the salt or another form of the other. A name
        that may stand for several medicines agrees with each of them, and a product of
        which an ingredient was not read agrees with any other as long as it has one of
        them.

    Examples:
        >>> from mitosafe.lookup.index import Match
        >>> code = Match(name="311347", kind="code", system="rxnorm", subjects=("linezolid",))
        >>> text = Match(name="amlodipine", kind="vocabulary", subjects=("~amlodipine",))
        >>> conflict(code, [text])
        CodeConflict(code=('linezolid',), text=('~amlodipine',))
    """
    matches = tuple(text_matches)
    coded = code_match.subjects
    named = tuple(dict.fromkeys(s for match in matches for s in match.subjects))
    perhaps = {s for match in matches for s in match.candidates}

    def akin(one: str, other: str) -> bool:
        return _same(one, other) or other in groups_of(one) or one in groups_of(other)

    only_code = [c for c in coded if not any(akin(c, other) for other in (*named, *perhaps))]
    only_text = [t for t in named if not any(akin(t, other) for other in coded)]
    if code_match.partly and len(only_code) < len(coded):
        return None
    if not (only_code and only_text):
        return None
    return CodeConflict(code=tuple(only_code), text=tuple(only_text))


def _same(one: str, other: str) -> bool:
    short, long = sorted((one.removeprefix("~"), other.removeprefix("~")), key=len)
    begins = long.startswith(short) and len(short) >= _STEM
    return short == long or begins or frozenset({short, long}) in _KIN
