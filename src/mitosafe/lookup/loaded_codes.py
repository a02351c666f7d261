"""Tables of codes that a user loads: what was read of a file, what was not, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import attrs

from mitosafe.lookup.code_files import Broken, Ingredient, Product
from mitosafe.lookup.code_forms import Malformed, tidy
from mitosafe.lookup.product_tables import CodeOrigin, Row
from mitosafe.lookup.systems import SYSTEMS

#: So many examples of each kind of fault are kept in a report.
EXAMPLES = 10
#: Reads an ingredient: the subjects that it stands for; empty if it was not understood.
Resolve = Callable[[Ingredient], tuple[str, ...]]


@attrs.frozen(kw_only=True)
class CodesProblem:
    """A kind of fault in a file of codes.

    Args:
        reason: `broken-row`, `wrong-form`, `check-digit`, `no-ingredient`,
            `different-contents` or `ingredient-unread`.
        count: How often it was met.
        examples: The first of them, as they stand in the file.
    """

    reason: str
    count: int
    examples: tuple[str, ...]


@attrs.frozen(kw_only=True)
class CodesReport:
    """What was read of a file of codes.

    Args:
        system: The code system, by its short name.
        table: The name of the file or folder.
        rows: How many rows or products it held.
        codes: How many codes are understood now.
        whole: How many of them with every ingredient.
        listed: How many of them lead to a medicine of the list.
        problems: What was not read and why, the commonest first.
    """

    system: str
    table: str
    rows: int
    codes: int
    whole: int
    listed: int
    problems: tuple[CodesProblem, ...] = ()


@attrs.frozen(kw_only=True)
class LoadedCodes:
    """A table of codes that was loaded.

    Args:
        report: What was read of the file.
        date: The date of the table, as the user gave it.
    """

    report: CodesReport
    date: str = ""
    _rows: Mapping[str, Row] = attrs.field(alias="rows", repr=False)
    _kinds: tuple[str, ...] = attrs.field(alias="kinds", repr=False)

    @property
    def kinds(self) -> tuple[str, ...]:
        """What the codes are of, by the number of the origin in their rows."""
        return self._kinds

    def __iter__(self) -> Iterator[tuple[str, Row]]:
        """Go through the codes that were read, with what they stand for."""
        return iter(self._rows.items())

    def get(self, code: str) -> Row | None:
        """Return what is known of a code, as its form writes it; none if nothing."""
        return self._rows.get(code)

    def origin(self, code: str, row: Row) -> CodeOrigin:
        """Return where a row is known from."""
        return CodeOrigin(
            system=self.report.system,
            code=code,
            kind=self._kinds[row.origin],
            table=self.report.table,
            date=self.date,
        )


class _Problems:
    """Counts faults, and keeps the first of each kind."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._examples: dict[str, list[str]] = {}

    def add(self, reason: str, example: str) -> None:
        self._counts[reason] = self._counts.get(reason, 0) + 1
        kept = self._examples.setdefault(reason, [])
        if len(kept) < EXAMPLES and example not in kept:
            kept.append(example)

    def told(self) -> tuple[CodesProblem, ...]:
        ordered = sorted(self._counts.items(), key=lambda item: (-item[1], item[0]))
        return tuple(
            CodesProblem(reason=reason, count=count, examples=tuple(self._examples[reason]))
            for reason, count in ordered
        )


class _Gathered:
    """The rows of a table while it is read."""

    def __init__(self, system: str, resolve: Resolve) -> None:
        self._form = SYSTEMS[system].form
        self._resolve = resolve
        self._known: dict[Ingredient, tuple[str, ...]] = {}
        self.problems = _Problems()
        self.rows: dict[str, Row] = {}
        self.kinds: dict[str, int] = {}
        #: Codes that stand there with different contents: none of them is believed.
        self._disputed: set[str] = set()

    def add(self, product: Product) -> None:
        try:
            code, *others = self._form(tidy(product.code))
            if others:
                raise Malformed("wrong-form")
        except Malformed as error:
            self.problems.add(error.reason, product.code)
            return
        subjects: dict[str, None] = {}
        partly = product.partly
        for ingredient in product.ingredients:
            found = self._subjects(ingredient)
            subjects.update(dict.fromkeys(found))
            partly = partly or not found
        if not product.ingredients and not partly:
            self.problems.add("no-ingredient", product.code)
            return
        origin = self.kinds.setdefault(product.kind, len(self.kinds))
        self._keep(code, Row(tuple(sorted(subjects)), partly, origin))

    def _subjects(self, ingredient: Ingredient) -> tuple[str, ...]:
        if ingredient not in self._known:
            self._known[ingredient] = self._resolve(ingredient)
        if not self._known[ingredient]:
            self.problems.add("ingredient-unread", ingredient.name)
        return self._known[ingredient]

    def _keep(self, code: str, row: Row) -> None:
        before = self.rows.get(code)
        if code in self._disputed or (before is not None and before[:2] != row[:2]):
            self.problems.add("different-contents", code)
            self._disputed.add(code)
            self.rows.pop(code, None)
        else:
            self.rows[code] = row


def gather(
    products: Iterable[Product | Broken],
    *,
    system: str,
    table: str,
    date: str,
    resolve: Resolve,
    listed: Callable[[str], bool],
) -> LoadedCodes:
    """Make a table of what a file holds, one product at a time.

    Args:
        products: What a reader of `code_files` yields.
        system: The code system, by its short name.
        table: The name of the table, as answers are to show it.
        date: The date of the table.
        resolve: Reads an ingredient.
        listed: Says whether a subject is on the list.

    Returns:
        The table with its report.
    """
    gathered, count = _Gathered(system, resolve), 0
    for count, product in enumerate(products, 1):  # noqa: B007
        if isinstance(product, Broken):
            gathered.problems.add("broken-row", product.where)
        else:
            gathered.add(product)
    rows = gathered.rows
    report = CodesReport(
        system=system,
        table=table,
        rows=count,
        codes=len(rows),
        whole=sum(not row.partly for row in rows.values()),
        listed=sum(any(map(listed, row.subjects)) for row in rows.values()),
        problems=gathered.problems.told(),
    )
    return LoadedCodes(report=report, date=date, rows=rows, kinds=tuple(gathered.kinds))
