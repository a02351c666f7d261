"""A code of a record → what it stands for, or why it was not understood.

Three things are asked, in this order: the codes of the list itself, the tables that the
user loaded, the product tables of the package. Nothing is guessed: a code with several
readings is understood only where all that are known say the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple, Protocol

import attrs

from mitosafe.lookup import product_tables
from mitosafe.lookup.code_forms import Malformed, tidy
from mitosafe.lookup.product_tables import CodeOrigin, Row
from mitosafe.lookup.systems import SYSTEMS, alike

#: What the codes of the list are of, by the kind of their row.
_KINDS = {"code": "ingredient", "former-code": "ingredient", "group-code": "group"}
#: The name under which the list itself stands as the origin of a code.
LIST = "list"


class CodeReason(StrEnum):
    """Why a code was not understood."""

    #: It is not written as codes of its system are.
    WRONG_FORM = "wrong-form"
    #: Its check digit does not fit: a digit was mistyped, or rounded by a spreadsheet.
    CHECK_DIGIT = "check-digit"
    #: It is of a medicine for animals, in the classification that is made for those.
    VETERINARY = "veterinary"
    #: Signs were lost, and what it may have been stands for different medicines.
    AMBIGUOUS = "ambiguous"
    #: It is well written, and no table here has it.
    UNKNOWN = "unknown"
    #: There is no open table of its system; one can be loaded.
    NO_TABLE = "no-table"
    #: A product is known by it, of which no ingredient was read.
    NOTHING_READ = "nothing-read"


@attrs.frozen(kw_only=True)
class CodeFault:
    """A code that was not understood, and why.

    Args:
        system: The code system, by its short name.
        code: The code as it was given.
        reason: Why it was not understood.
        like: Systems whose codes look like it; a hint that it stands in the wrong place.
    """

    system: str
    code: str
    reason: CodeReason
    like: tuple[str, ...] = ()


class Meaning(NamedTuple):
    """What a code stands for."""

    #: What its row is: `code`, `former-code` or `group-code`.
    kind: str
    #: Ids of the list; `~` marks what is known and not listed.
    subjects: tuple[str, ...]
    #: Whether an ingredient of the product was not read.
    partly: bool
    origin: CodeOrigin


class Table(Protocol):
    """A table of codes of one system."""

    def get(self, code: str) -> Row | None:
        """Return what is known of a code, as its form writes it."""

    def origin(self, code: str, row: Row) -> CodeOrigin:
        """Return where a row is known from."""


class CodeBook:
    """Every code that is known, of every system."""

    def __init__(self, lines: Iterable[str], loaded: Iterable[tuple[str, Table]] = ()) -> None:
        """Keep the codes of the list, and the tables that were loaded.

        Args:
            lines: Lines of the list's codes: system, code, subject, kind of row.
            loaded: Pairs of a system and a table; the first counts where two have a code.
        """
        self._loaded = tuple(loaded)
        self._rows: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for line in lines:
            system, code, subject, kind, *_ = line.split("\t")
            self._rows.setdefault((system, code.upper()), []).append((subject, kind))

    def loaded_with(self, system: str, table: Table) -> CodeBook:
        """Return the same codes, and before the tables that it has, one more."""
        more = CodeBook((), ((system, table), *self._loaded))
        more._rows = self._rows
        return more

    def counts(self) -> Counter[str]:
        """Return how many codes of medicines and groups the list itself has, by their system."""
        return Counter(system for system, _ in self._rows)

    def read(self, system: str, code: str) -> Meaning | CodeFault:
        """Return what a code stands for, or why that is not known.

        Args:
            system: A key of `SYSTEMS` other than `name`.
            code: The code as the record has it.

        Returns:
            The meaning, or the fault.
        """
        wanted = tidy(code)
        # A list may have codes of any form: one that it has as it stands needs none.
        if (system, wanted) in self._rows and self._drugs(system, wanted):
            return self._list(system, wanted)
        try:
            readings = SYSTEMS[system].form(wanted)
        except Malformed as error:
            return self._fault(system, code, CodeReason(error.reason))
        found = [meaning for reading in readings if (meaning := self._one(system, reading))]
        if not found:
            return self._fault(system, code, self._missing(system))
        if len(found) > 1 and len({(one.subjects, one.partly) for one in found}) > 1:
            return self._fault(system, code, CodeReason.AMBIGUOUS)
        if not found[0].subjects:
            return self._fault(system, code, CodeReason.NOTHING_READ)
        return found[0]

    def _fault(self, system: str, code: str, reason: CodeReason) -> CodeFault:
        return CodeFault(system=system, code=code, reason=reason, like=alike(tidy(code), system))

    def _missing(self, system: str) -> CodeReason:
        known = SYSTEMS[system].tables or any(name == system for name, _ in self._loaded)
        if known or any(name == system for name, _ in self._rows):
            return CodeReason.UNKNOWN
        return CodeReason.NO_TABLE

    def _one(self, system: str, code: str) -> Meaning | None:
        own, product = self._own(system, code), self._product(system, code)
        if own is None or (own.kind == "group-code" and product and _listed(product)):
            # An ATC code of a mixture says more than the groups whose beginning it has.
            return product
        return own

    def _drugs(self, system: str, code: str) -> list[tuple[str, str]]:
        return [row for row in self._rows.get((system, code), ()) if row[1] != "group-code"]

    def _own(self, system: str, code: str) -> Meaning | None:
        """Return what the list itself says of a code; of ATC, the groups that it begins like."""
        if (system, code) in self._rows or (system == "atc" and self._groups(code)):
            return self._list(system, code)
        return None

    def _groups(self, code: str) -> list[tuple[str, str]]:
        starts = (code[:length] for length in range(len(code), 2, -1))
        found = (row for start in starts for row in self._rows.get(("atc", start), ()))
        return [row for row in found if row[1] == "group-code"]

    def _list(self, system: str, code: str) -> Meaning:
        rows = self._drugs(system, code)
        if not rows:
            rows = self._groups(code) if system == "atc" else self._rows[system, code]
        kind = rows[0][1]
        origin = CodeOrigin(system=system, code=code, kind=_KINDS[kind], table=LIST)
        return Meaning(kind, tuple(dict.fromkeys(subject for subject, _ in rows)), False, origin)

    def _product(self, system: str, code: str) -> Meaning | None:
        for table in self._tables(system):
            row = table.get(code)
            if row is not None:
                subjects = tuple(self.marked(subject) for subject in row.subjects)
                return Meaning("code", subjects, row.partly, table.origin(code, row))
        return None

    def _tables(self, system: str) -> Iterator[Table]:
        yield from (table for name, table in self._loaded if name == system)
        yield from map(product_tables.table, SYSTEMS[system].tables)

    def marked(self, subject: str) -> str:
        """Return an id or slug as subjects are written: `~` before what is not listed."""
        return subject if ("mitosafe", subject.upper()) in self._rows else f"~{subject}"


def _listed(meaning: Meaning) -> bool:
    return any(subject[0] != "~" for subject in meaning.subjects)
