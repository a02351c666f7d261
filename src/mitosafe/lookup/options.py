"""What a name may stand for, with the countries where it does, as the look-up tables write it.

`a+b|c` is a product of `a` and `b`, or else `c`; `a+b@FR,NL|c@UK` says where it is which.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs


@attrs.frozen(kw_only=True)
class Option:
    """One of the things that a name may stand for.

    Args:
        subjects: What it then stands for, all at once; `~` marks a medicine that is
            known and not on the list.
        countries: The codes of the countries where it does; empty if they are not known.
    """

    subjects: tuple[str, ...]
    countries: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Show what it is, and in which countries."""
        meant = " + ".join(subject.removeprefix("~") for subject in self.subjects)
        return f"{meant} ({', '.join(self.countries)})" if self.countries else meant


def write(options: Iterable[Option]) -> str:
    """Write options in one cell of a table.

    Args:
        options: One or several.

    Returns:
        The text that `read` reads.

    Examples:
        >>> write([Option(subjects=("a", "~b"), countries=("FR", "NL")), Option(subjects=("c",))])
        'a+~b@FR,NL|c'
    """
    return "|".join(
        "@".join(filter(None, ("+".join(option.subjects), ",".join(option.countries))))
        for option in options
    )


def read(cell: str) -> tuple[Option, ...]:
    """Read the options in one cell of a table.

    Args:
        cell: What `write` wrote.

    Returns:
        The options, in order.

    Examples:
        >>> [option.subjects for option in read("a+~b@FR,NL|c")]
        [('a', '~b'), ('c',)]
    """
    return tuple(map(_one, cell.split("|")))


def _one(text: str) -> Option:
    subjects, _, countries = text.partition("@")
    return Option(
        subjects=tuple(subjects.split("+")),
        countries=tuple(countries.split(",")) if countries else (),
    )
