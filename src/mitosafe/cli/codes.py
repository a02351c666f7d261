"""`codes`: which code systems are understood, and from which tables."""

from __future__ import annotations

from typing import Any

import click
from rich.text import Text

from mitosafe.cli import options, plain, terminal
from mitosafe.lookup import product_tables
from mitosafe.lookup.systems import SYSTEMS, System

#: What is said where the package has no table of a system.
NONE = "no open table; load your own (load_codes)"


@click.command()
@options.language
@options.as_json
@click.pass_obj
def codes(lists: options.Lists, language: str, as_json: bool) -> None:
    """Show the code systems that are understood: how many codes, of which date and licence.

    Every system may be named by its short name, its FHIR address or its OID, as in
    `mitosafe check --system rxnorm 860975`. The codes of the list itself are those of the
    ingredients of its medicines.
    """
    dataset = lists.dataset
    own = dataset.index.code_counts()
    rows = [_row(system, own.get(name, 0)) for name, system in SYSTEMS.items() if name != "name"]
    if as_json:
        options.write_json(plain.whole(dataset, language, systems=rows))
        return
    table = terminal.grid("system", "of the list", "of products", "dates", "from, licence")
    for row in rows:
        table.add_row(
            Text(row["system"], "bold"),
            Text(f"{row['list']:,}", justify="right"),
            Text(f"{sum(made['codes'] for made in row['tables']):,}", justify="right"),
            Text("; ".join(made["dates"] for made in row["tables"])),
            Text(
                "; ".join(f"{made['publisher']}, {made['licence']}" for made in row["tables"])
                or ("" if row["list"] else NONE)
            ),
        )
    terminal.console().print(table)


def _row(system: System, own: int) -> dict[str, Any]:
    heads = [product_tables.head(name) for name in system.tables]
    return {
        "system": system.name,
        "aliases": list(system.aliases),
        "list": own,
        "tables": [
            {
                "table": head.system,
                "title": head.title,
                "codes": head.codes,
                "dates": " to ".join(dict.fromkeys((head.dates[0], head.dates[-1]))),
                "publisher": head.publisher,
                "licence": head.licence,
            }
            for head in heads
        ],
    }
