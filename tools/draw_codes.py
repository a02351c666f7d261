"""Draw codes of a table at random, to be read by eye: `python -m tools.draw_codes rxnorm [COUNT]`.

The draw is the same each time for the same table. Those that lead to a listed medicine come
first: half of the draw is of them.
"""

from __future__ import annotations

import random
import sys

from mitosafe import Dataset
from mitosafe.lookup import product_tables


def drawn(system: str, count: int) -> list[str]:
    """Return lines of code and ingredients, half of them of listed medicines."""
    dataset = Dataset.packaged()
    known = {*dataset.subject_ids(), *dataset.group_ids()}
    rows = list(product_tables.table(system))
    listed = [(code, row) for code, row in rows if known.intersection(row.subjects)]
    others = [(code, row) for code, row in rows if not known.intersection(row.subjects)]
    chance = random.Random(system)
    chosen = [
        *chance.sample(listed, min(count // 2, len(listed))),
        *chance.sample(others, min(count - count // 2, len(others))),
    ]
    return [
        f"{code}\t{'+'.join(row.subjects)}{' and more' if row.partly else ''}"
        for code, row in chosen
    ]


if __name__ == "__main__":
    print("\n".join(drawn(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 200)))
