"""Parse the data files once and write them down for fast reading, with the look-up tables.

    python tools/compile_data.py [--check]

The TOML and TSV files of `src/mitosafe/data` are the truth. `compiled.json` and
`lookup.json` beside them say the same, parsed; they alone travel in the wheel. With
`--check` nothing is written, and the exit code is 1 if they are not what the sources give.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import attrs

from mitosafe.loading import folder
from mitosafe.lookup import index, names

DATA = Path(__file__).parent.parent / "src" / "mitosafe" / "data"
#: Tables of which only the look-up tables made from them are needed.
LOOKED_UP = ("vocabulary.tsv", "names.tsv", "abbreviations.tsv", "ordinary.tsv")


def compiled() -> dict[str, str]:
    """Return the text that each made file must have, by its name."""
    parsed = folder.read(DATA, local=False)
    drugs, groups = list(parsed.drugs()), list(parsed.groups())
    known = attrs.asdict(names.tables(drugs, groups, parsed.rows))
    kept = {table: lines for table, lines in parsed.tables.items() if table not in LOOKED_UP}
    kept["codes"] = list(map("\t".join, index.code_rows(drugs, groups)))
    whole = {
        "files": {name: _json(raw) for name, raw in sorted(parsed.files.items())},
        "tables": {name: "\n".join(lines) for name, lines in sorted(kept.items())},
    }
    return {"compiled.json": _json(whole) + "\n", "lookup.json": _json(known) + "\n"}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def main() -> int:
    """Write the files, or check them."""
    code = 0
    for name, text in compiled().items():
        path = DATA / name
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"{name}: {len(text)} characters")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            print(f"{name} is not current: run make data")
            code = 1
    return code


if __name__ == "__main__":
    sys.exit(main())
