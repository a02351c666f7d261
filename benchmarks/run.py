"""Measure mitosafe beside its peers, in one run, as ratios.

    python benchmarks/run.py [--write docs/reference/speed.md]

Each figure is the best of several runs: on a shared machine the best is the least
disturbed. Absolute times say little there; the ratio to a peer of the same run does.
"""

from __future__ import annotations

import argparse
import itertools
import subprocess
import sys
import timeit
from collections.abc import Callable
from pathlib import Path

import page

import mitosafe
from mitosafe.answers.packaged import dataset

Row = tuple[str, str, str, str]

PLAIN = "valproate"
CLINICAL = "METFORMIN HCL 500 MG ORAL TABLET"
FORMS = (
    "{} {} MG ORAL TABLET",
    "{} {} mg, comprimé pelliculé sécable",
    "{} tablet {}mg",
    "{} hydrochloride {} mg/ml solution for injection",
    "{} Teva {} mg gélule",
)


def fresh(code: str, times: int = 9) -> float:
    """Return the best time of a piece of code in a fresh interpreter, in seconds."""
    timed = f"import time; t = time.perf_counter(); {code}; print(time.perf_counter() - t)"
    command = [sys.executable, "-c", timed]
    runs = (
        subprocess.run(command, capture_output=True, text=True, check=True) for _ in range(times)
    )
    return min(float(run.stdout) for run in runs)


def best(function: Callable[[], object], number: int, repeat: int = 30) -> float:
    """Return the best time of one call, in seconds."""
    return min(timeit.repeat(function, number=number, repeat=repeat)) / number


def entries(count: int) -> list[str]:
    """Return different entries, made of real names, forms and strengths."""
    names = [name for name in dataset().index.names() if name.isascii() and len(name) > 4]
    strengths = (5, 10, 20, 25, 40, 50, 100, 200, 250, 500)
    made = (
        form.format(name, strength)
        for strength, form in itertools.product(strengths, FORMS)
        for name in names
    )
    return list(itertools.islice(dict.fromkeys(made), count))


def starts() -> list[Row]:
    """Measure what a start costs."""
    attrs, cattrs = fresh("import attrs"), fresh("import cattrs")
    first = fresh(f"import mitosafe; mitosafe.check({PLAIN!r})")
    return [
        (
            "`import mitosafe`",
            ms(fresh("import mitosafe")),
            "`import attrs`",
            ratio(fresh("import mitosafe"), attrs),
        ),
        ("first answer in a fresh interpreter", ms(first), "`import attrs`", ratio(first, attrs)),
        ("first answer in a fresh interpreter", ms(first), "`import cattrs`", ratio(first, cattrs)),
    ]


def warm(many: list[str]) -> list[Row]:
    """Measure warm answers, beside a dictionary look-up and the peers on the same texts."""
    check = mitosafe.check
    table = {PLAIN: 1}
    plain = best(lambda: check(PLAIN), 2000)
    clinical = best(lambda: check(CLINICAL), 2000)
    bare = best(lambda: table.get(PLAIN.strip().lower()), 2000)
    rows = [
        ("`check` of a plain name", us(plain), "strip, lower, `dict.get`", ratio(plain, bare)),
        (
            "`check` of a clinical string",
            us(clinical),
            "`check` of a plain name",
            ratio(clinical, plain),
        ),
    ]
    whole = best(lambda: mitosafe.check_all(many), 1, 3)
    rows.append((f"{len(many):,} different entries", f"{len(many) / whole:,.0f}/s", "–", "–"))
    return rows + peers(many, whole / len(many))


def peers(many: list[str], ours: float) -> list[Row]:
    """Measure the peers that are installed, each on as many of the texts as it can bear."""
    return [row for peer in (aho, fuzzy, recogniser) for row in peer(many, ours)]


def aho(many: list[str], ours: float) -> list[Row]:
    """Pyahocorasick over the same vocabulary: hits of characters, without word boundaries."""
    try:
        import ahocorasick
    except ImportError:
        return []
    automaton = ahocorasick.Automaton()
    for name in dataset().index.names():
        automaton.add_word(name, name)
    automaton.make_automaton()
    some = [text.lower() for text in many[:20_000]]
    time = best(lambda: [list(automaton.iter(text)) for text in some], 1, 3) / len(some)
    return [
        ("pyahocorasick over the vocabulary", f"{1 / time:,.0f}/s", "mitosafe", ratio(time, ours))
    ]


def fuzzy(many: list[str], ours: float) -> list[Row]:
    """Rapidfuzz over the INN list: the nearest INN, whatever it is."""
    try:
        from rapidfuzz import process
    except ImportError:
        return []
    inns = [drug.names.en for drug in dataset().everything()]
    some = many[:300]
    time = best(lambda: [process.extractOne(text, inns) for text in some], 1, 3) / len(some)
    return [("rapidfuzz over the INN list", f"{1 / time:,.0f}/s", "mitosafe", ratio(time, ours))]


def recogniser(many: list[str], ours: float) -> list[Row]:
    """drug-named-entity-recognition: English names, given as tokens."""
    try:
        from drug_named_entity_recognition import find_drugs
    except ImportError:
        return []
    some = [text.split(" ") for text in many[:5_000]]
    time = best(lambda: [find_drugs(words, is_ignore_case=True) for words in some], 1, 3)
    time /= len(some)
    name = "drug-named-entity-recognition"
    return [(name, f"{1 / time:,.0f}/s", "mitosafe", ratio(time, ours))]


def ms(seconds: float) -> str:
    """Return a time in milliseconds."""
    return f"{seconds * 1e3:.0f} ms"


def us(seconds: float) -> str:
    """Return a time in microseconds."""
    return f"{seconds * 1e6:.1f} µs"


def ratio(one: float, other: float) -> str:
    """Return a ratio."""
    return f"{one / other:.1f}"


def main() -> None:
    """Print the table, and put it into the page."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--entries", type=int, default=100_000)
    arguments.add_argument("--write", type=Path, metavar="PAGE")
    given = arguments.parse_args()
    rows = [*starts(), *warm(entries(given.entries))]
    head = ("what", "measured", "beside", "ratio of times")
    page.tell("answers", page.table(head, rows), given.write)


if __name__ == "__main__":
    main()
