"""Whether a signature tells a role and an institution, and no person.

A signature is shown with the answers, so that it must not name anybody. What can be told is
told: a role and an institution hold a word of `words.toml`, and titles, initials, addresses
and strange capital letters are refused. What cannot be told is a name within a name: the
"Jansen practice" passes, and so does a name in small letters beside a role. Whoever takes a
sheet in reads the signature too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tools.review.words import SIGNATURE

from mitosafe._text.folding import fold

#: A longer role or institution is no role or institution.
LONGEST = 80
_INITIAL = re.compile(r"(?<![^\W_])[^\W\d_]\.")
_CAPITAL = re.compile(r"[^\W\d_][\w'’]+")


def faults(role: str, body: str) -> Iterator[str]:
    """Say what is wrong with a signature.

    Args:
        role: What the reviewer is.
        body: Where.

    Returns:
        A sentence for each fault.

    Examples:
        >>> list(faults("Paediatric neurologist", "Radboudumc, Nijmegen"))
        []
        >>> list(faults("Dr. A. Example, neurologist", "a hospital"))[0]
        'the role holds a title ("dr"): give no name'
    """
    for what, said, known in (
        ("role", role, SIGNATURE["roles"]),
        ("institution", body, SIGNATURE["bodies"]),
    ):
        yield from (f"the {what} {fault}" for fault in _faults(said, known))
    allowed = [*SIGNATURE["roles"], *SIGNATURE["beside"]]
    for word in _CAPITAL.findall(role):
        plain = word[0].islower() or word.isupper() or fold(word) in SIGNATURE["titles"]
        if not (plain or _holds([fold(word)], allowed)):
            yield f'the role holds a word with a capital letter ("{word}"): give no name'


def _faults(said: str, known: Iterable[str]) -> Iterator[str]:
    tokens = fold(said).split()
    if not tokens:
        yield "is missing"
        return
    for title in SIGNATURE["titles"]:
        if title in tokens:
            yield f'holds a title ("{title}"): give no name'
    if _INITIAL.search(said):
        yield "holds initials: give no name"
    if "@" in said or "://" in said:
        yield "holds an address: give none"
    if len(said) > LONGEST or not said.isprintable():
        yield f"is longer than {LONGEST} characters, or holds what cannot be printed"
    if not _holds(tokens, known):
        yield "is none that is known: if it is one, add it to tools/review/words.toml"


def _holds(tokens: Iterable[str], known: Iterable[str]) -> bool:
    """Return whether one of the words holds a known part; a short part must be the whole word."""
    parts = tuple(known)
    return any(
        token == part or (len(part) > 4 and part in token) for token in tokens for part in parts
    )
