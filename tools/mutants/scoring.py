"""From what became of the mutants to a score, and the table that the docs show."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path

import attrs
from tools.mutants.modules import MODULES
from tools.mutants.running import ROOT, Change

EXPLAINED = Path(__file__).with_name("explained.toml")
TABLE = ROOT / "docs" / "explanation" / "mutants.tsv"


@attrs.frozen
class Score:
    """What became of the mutants of one module."""

    module: str
    mutants: int
    killed: int
    #: How many survivors change nothing that can be seen, each with its reason.
    explained: int

    @property
    def survived(self) -> int:
        """How many no test noticed, and nobody explained."""
        return self.mutants - self.killed - self.explained

    @property
    def raw(self) -> float:
        """The killed of all, in percent."""
        return 100 * self.killed / self.mutants

    @property
    def score(self) -> float:
        """The killed of those that could be, in percent."""
        return 100 * self.killed / (self.mutants - self.explained)

    def row(self) -> dict[str, str]:
        """Return the row of the table."""
        return {
            "module": self.module,
            "mutants": str(self.mutants),
            "killed": str(self.killed),
            "survived": str(self.survived),
            "explained": str(self.explained),
            "raw_percent": f"{self.raw:.1f}",
            "score_percent": f"{self.score:.1f}",
            "bar_percent": f"{MODULES[self.module].bar:.0f}",
        }


def explained() -> dict[Change, str]:
    """Read which changes change nothing, and why."""
    tables = tomllib.loads(EXPLAINED.read_text(encoding="utf-8"))["explained"]
    return {
        Change(t["module"], t["function"], t["was"].strip(), t["now"].strip()): t["reason"]
        for t in tables
    }


def write(scores: Iterable[Score]) -> None:
    """Write the rows of modules into the table; the other rows stay as they are."""
    rows = {cells[0]: cells for cells in _read(TABLE)} if TABLE.exists() else {}
    new = [score.row() for score in scores]
    rows.update({row["module"]: list(row.values()) for row in new})
    ordered = [rows[name] for name in MODULES if name in rows]
    lines = ["\t".join(cells) for cells in [list(new[0]), *ordered]]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _read(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]


def shown(scores: Iterable[Score]) -> str:
    """Return the table as text, in columns."""
    rows = [score.row() for score in scores]
    cells = [[name.removesuffix("_percent") for name in rows[0]], *(list(r.values()) for r in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join(
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in cells
    )
