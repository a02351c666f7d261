"""The form of a code of the Anatomical Therapeutic Chemical classification, and what is wrong."""

from __future__ import annotations

import re

#: One level more at each step: A, A10, A10B, A10BA, A10BA02.
_FORM = re.compile(r"[A-Z](?:[0-9]{2}(?:[A-Z](?:[A-Z](?:[0-9]{2})?)?)?)?")
#: What stands at each place of a whole code: a letter or a digit.
_PLACES = "LDDLLDD"
#: The fourteen main groups.
GROUPS = "ABCDGHJLMNPRSV"
#: The lengths of the five levels.
LEVELS = (1, 3, 4, 5, 7)


def atc_fault(code: str) -> str | None:
    """Return what is wrong with the form of an ATC code.

    Args:
        code: The code as it was sent, in any case.

    Returns:
        `veterinary`, `group`, `length`, `letter-for-digit`, `digit-for-letter` or `form`;
        none if the code has the form of one of the five levels. Whether such a code
        exists is not asked here.

    Examples:
        >>> atc_fault("N03AG01"), atc_fault("N03AGO1"), atc_fault("QN03AG01")
        (None, 'letter-for-digit', 'veterinary')
        >>> atc_fault("J01GB0"), atc_fault("X01AA01"), atc_fault("N03-AG-01")
        ('length', 'group', 'form')
    """
    wanted = code.strip().upper()
    if wanted[:1] == "Q" and _FORM.fullmatch(wanted[1:]):
        return "veterinary"
    if _FORM.fullmatch(wanted):
        return None if wanted[0] in GROUPS else "group"
    if not (wanted.isascii() and wanted.isalnum()):
        return "form"
    if len(wanted) not in LEVELS:
        return "length"
    return _misplaced(wanted)


def _misplaced(code: str) -> str:
    """Return whether one letter stands where a digit must, or the other way round."""
    wrong = {
        place
        for place, sign in zip(_PLACES, code, strict=False)
        if sign.isdecimal() is not (place == "D")
    }
    return (
        {"L": "digit-for-letter", "D": "letter-for-digit"}[wrong.pop()]
        if len(wrong) == 1
        else ("form")
    )
