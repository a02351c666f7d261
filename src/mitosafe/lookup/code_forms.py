"""How codes are written: what a record sends → the code as the tables have it.

Each form takes a code without spaces, in capitals, and returns its readings. There are
several only where signs were lost on the way (hyphens, leading zeros); the tables then
decide whether the readings agree. None of them guesses at a digit.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from mitosafe.lookup.atc import atc_fault

#: A form: the readings of a code, or `Malformed`.
Form = Callable[[str], tuple[str, ...]]
WRONG_FORM, CHECK_DIGIT, VETERINARY = "wrong-form", "check-digit", "veterinary"

#: Spreadsheets and data frames write a whole number as `40254.0`.
_FLOAT = re.compile(r"(\d+)\.0+")
#: What is seen as nothing: spaces of every kind, and marks of width zero.
_BLANK = re.compile(r"[\s\u200b-\u200d\u2060\ufeff]+")
_CAS = re.compile(r"(\d{2,7})-(\d\d)-(\d)")
_UNII = re.compile(r"[A-Z0-9]{10}")
#: A product from a parallel import has the number of the one that it equals behind its own.
_RVG = re.compile(r"(?:RVG)?0*(\d{1,6})(?:(?:=|//)0*(\d{1,6}))?")
#: Hyphenated NDC: labeler, product and, where it is there, package.
_NDC = re.compile(r"(\d{4,5})-(\d{3,4})(?:-(\d{1,2}))?")


class Malformed(ValueError):
    """A code has not the form of its system.

    Args:
        reason: `wrong-form`, `check-digit` or `veterinary`.
    """

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        self.reason = reason
        super().__init__(reason)


def tidy(code: str) -> str:
    """Return a code without blanks, in capitals, and without the `.0` of a number.

    Args:
        code: The code as the record has it.

    Returns:
        The code as the forms expect it.

    Examples:
        >>> tidy(" 40254.0 "), tidy("n03 ag01")
        ('40254', 'N03AG01')
    """
    if code.isascii() and code.isalnum():  # most are: nothing has to be sought in them
        return code.upper()
    bare = _BLANK.sub("", code).upper()
    number = _FLOAT.fullmatch(bare)
    return number[1] if number and bare.isascii() else bare


def _digits(code: str) -> str:
    if not (code.isascii() and code.isdecimal()):
        raise Malformed(WRONG_FORM)
    return code


def whole_number(longest: int, width: int = 1) -> Form:
    """Return the form of codes that are numbers, with leading zeros lost or not.

    Args:
        longest: The most digits that there can be.
        width: The digits that the tables have at least, filled with zeros.

    Returns:
        The form.

    Examples:
        >>> whole_number(8, 8)("1686")
        ('00001686',)
    """

    def read(code: str) -> tuple[str, ...]:
        bare = _digits(code).lstrip("0")
        if not 0 < len(bare) <= longest:
            raise Malformed(WRONG_FORM)
        return (bare.zfill(width),)

    return read


def matching(pattern: re.Pattern[str]) -> Form:
    """Return the form of codes that match a pattern whole."""

    def read(code: str) -> tuple[str, ...]:
        if not (code.isascii() and pattern.fullmatch(code)):
            raise Malformed(WRONG_FORM)
        return (code,)

    return read


def anything(code: str) -> tuple[str, ...]:
    """Read a code of a system whose form is not known here: as it stands."""
    return (code,)


def atc(code: str) -> tuple[str, ...]:
    """Read an ATC code of any level, so that one cut short still says its group."""
    fault = atc_fault(code)
    if fault not in (None, "group"):  # A list of one's own may have groups of its own.
        raise Malformed(VETERINARY if fault == VETERINARY else WRONG_FORM)
    return (code,)


unii = matching(_UNII)


def cas(code: str) -> tuple[str, ...]:
    """Read a CAS number; its last digit is a sum of the others."""
    parts = _CAS.fullmatch(code)
    if parts is None or not code.isascii():
        raise Malformed(WRONG_FORM)
    digits = map(int, reversed(parts[1] + parts[2]))
    if sum(place * digit for place, digit in enumerate(digits, 1)) % 10 != int(parts[3]):
        raise Malformed(CHECK_DIGIT)
    return (code,)


def rvg(code: str) -> tuple[str, ...]:
    """Read a Dutch registration number, with `RVG` before it or not; of a parallel import, both."""
    parts = _RVG.fullmatch(code)
    if parts is None or not code.isascii():
        raise Malformed(WRONG_FORM)
    return tuple(number for number in parts.groups() if number)


def cis(code: str) -> tuple[str, ...]:
    """Read the French code of a medicine: eight digits that begin with 6."""
    if len(_digits(code)) != 8 or code[0] != "6":
        raise Malformed(WRONG_FORM)
    return (code,)


def cip(code: str) -> tuple[str, ...]:
    """Read the French code of a package: 7 digits, or 13 with a check digit."""
    if len(_digits(code)) == 7:
        return (code,)
    if len(code) != 13 or not code.startswith("34009"):
        raise Malformed(WRONG_FORM)
    if sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(code)) % 10:
        raise Malformed(CHECK_DIGIT)
    return (code[5:12],)


def ndc(code: str) -> tuple[str, ...]:
    """Read a National Drug Code: labeler and product, nine digits in the tables.

    With hyphens and with eleven digits there is one reading. With eight to ten digits
    hyphens or zeros were lost, and there is one for each place where they may have been.
    """
    parts = _NDC.fullmatch(code)
    if parts is not None and code.isascii():
        return (parts[1].zfill(5) + parts[2].zfill(4),)
    bare = _digits(code)
    if len(bare) == 11:
        return (bare[:9],)
    if len(bare) == 10:  # 4-4-2, which is also a lost zero; 5-3-2; 5-4-1
        readings = ["0" + bare[:8], bare[:5] + "0" + bare[5:8], bare[:9]]
    elif len(bare) in (8, 9):  # without the package, or with two or three zeros lost
        readings = [bare.zfill(9), bare[:5] + bare[5:].zfill(4), bare.zfill(11)[:9]]
    else:
        raise Malformed(WRONG_FORM)
    return tuple(dict.fromkeys(readings))


#: The tables of Verhoeff's check: multiplication in the group of ten, and permutation.
_TIMES = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
)  # fmt: skip
_MOVED = (
    "0123456789", "1576283094", "5803796142", "8916043527",
    "9453126870", "4286573901", "2793806415", "7046913258",
)  # fmt: skip


def sctid(code: str) -> tuple[str, ...]:
    """Read an identifier of SNOMED CT or dm+d: 6 to 18 digits, the last a check digit.

    A number that went through a floating-point column has its last digits rounded; the
    check digit shows it.
    """
    if not 6 <= len(_digits(code)) <= 18 or code[0] == "0":
        raise Malformed(WRONG_FORM)
    check = 0
    for place, digit in enumerate(reversed(code)):
        check = int(_TIMES[check][int(_MOVED[place % 8][int(digit)])])
    if check:
        raise Malformed(CHECK_DIGIT)
    return (code,)
