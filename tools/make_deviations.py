"""Write the page on deviations from the sources, from the review tables and the data.

    python -m tools.make_deviations [--check]

The words are in `tools/deviations.md`; each `$name` in it is a table or a number made
here. With `--check` nothing is written, and the exit code is 1 if the page in `docs`
is not what this gives.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from string import Template

import attrs

from mitosafe import Dataset, Drug, Evidence, Group, Level, Patient, Statement
from mitosafe.judge import Knowledge, judge
from tools import compare_readings

ROOT = Path(__file__).parent.parent
TEMPLATE = Path(__file__).with_name("deviations.md")
PAGE = ROOT / "docs" / "explanation" / "deviations-from-sources.md"
#: The one source of experimental statements that does say what its evidence is.
IN_VITRO = "antibiotics2009"
OUTCOMES = {
    "first": "the first reading stands",
    "second": "the second reading stands",
    "changed": "neither reading stands",
    "open": "the first reading stands; **open**",
}

Row = dict[str, str]


def table(name: str) -> list[Row]:
    """Read a table of the folder `review`; quotation marks in it are only letters."""
    with (ROOT / "review" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def dataset() -> Dataset:
    """Return the packaged list, read once."""
    return Dataset.packaged()


def subjects() -> tuple[Drug | Group, ...]:
    """Return every drug, substance, measure and group of the list."""
    return (*dataset().everything(), *dataset().groups())


def markdown(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a Markdown table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def agreement() -> str:
    """Return the agreement of the two readings, field by field."""
    counts, _ = compare_readings.compare()
    rows = (
        (field, str(agreeing), str(compared), f"{100 * agreeing / compared:.1f} %")
        for field, (agreeing, compared) in counts.items()
    )
    return markdown(("field", "agree", "compared", "per cent"), rows)


def settled() -> str:
    """Return every difference between the readings, what stands now, and why."""
    first = compare_readings.readings("first-reading.tsv")
    second = compare_readings.readings("second-reading.tsv")
    _, differing = compare_readings.compare()
    pairs: dict[str, list[tuple[Row | None, Row | None]]] = {}
    for record, one, two in differing:
        pairs.setdefault(record, []).append((one, two))
    rows = []
    for said in table("settlements.tsv"):
        record = said["record"]
        shown = pairs.get(record) or compare_readings.pairs(first[record], second[record])
        rows.append(
            (
                record,
                "<br>".join(_reading(one) for one, _ in shown),
                "<br>".join(_reading(two) for _, two in shown),
                _now(record),
                f"{OUTCOMES[said['outcome']]}: {said['reason']}",
            )
        )
    return markdown(("record", "first reading", "second reading", "in the list now", "why"), rows)


def _reading(row: Row | None) -> str:
    if row is None:
        return "no row"
    if row["row"] != "statement":
        return " ".join(part for part in (row["row"], row["subject"]) if part)
    fields = ("subject", "verdict", "evidence", "population", "circumstance")
    return ", ".join(row[field] for field in fields if row[field])


def _now(record: str) -> str:
    said = [s for subject in subjects() for s in subject.statements if record in s.facts]
    more = [b for subject in subjects() for b in subject.background if record in b.facts]
    parts = [_fields(s) for s in said]
    parts += dict.fromkeys(f"background on {b.subject}" for b in more)
    return "<br>".join(parts) or "nothing"


def _fields(said: Statement) -> str:
    fields = (
        said.subject,
        said.verdict.value,
        said.evidence.value,
        said.population,
        said.circumstance,
    )
    return ", ".join(field for field in fields if field)


def left_out() -> str:
    """Return the records that are not, or not wholly, in the list."""
    rows = ((r["record"], r["part"], r["reason"]) for r in table("left-out.tsv"))
    return markdown(("record", "left out", "why"), rows)


def open_questions() -> str:
    """Return the differences that a clinician is asked to decide."""
    asked = [row for row in table("settlements.tsv") if row["outcome"] == "open"]
    lines = (f"- **{r['record']}** ({_now(r['record'])}). {r['reason']}" for r in asked)
    return "\n".join(lines)


def merged() -> str:
    """Return the sources that were made one."""
    rows = ((r["kept"], r["merged"], r["reason"]) for r in table("merged-sources.tsv"))
    return markdown(("source in the list", "sources of the facts", "why"), rows)


def general_level(subject: Drug | Group, *, as_consensus: bool) -> Level | None:
    """Return the level for everybody in any use, in the newest release.

    Args:
        subject: The drug or group.
        as_consensus: Count the word of a review that does not say what it rests on as
            consensus, and not as experimental.
    """
    known = dataset()
    said = list(known.statements(subject, known.release().id))
    if as_consensus:
        said = [_as_consensus(s) for s in said]
    return judge(said, known.sources, Knowledge(Patient(), known.parents, known.excludes)).level


def _as_consensus(said: Statement) -> Statement:
    if said.evidence is Evidence.EXPERIMENTAL and said.source != IN_VITRO:
        return attrs.evolve(said, evidence=Evidence.CONSENSUS)
    return said


def raised() -> str:
    """Return whose general level would be orange if unstated evidence were consensus."""
    rising = {
        subject.id: (subject, now)
        for subject in subjects()
        if (now := general_level(subject, as_consensus=False)) is not Level.ORANGE
        and general_level(subject, as_consensus=True) is Level.ORANGE
    }
    rows = []
    for subject, now in rising.values():
        if isinstance(subject, Group):
            members = sum(subject.id in getattr(d, "groups", ()) for d, _ in rising.values())
            rows.append((f"{subject.names.en} (group)", _level(now), str(members)))
        elif not any(group in rising for group in subject.groups):
            rows.append((subject.names.en, _level(now), ""))
    head = ("subject", "general level now", "members that would rise with it")
    return markdown(head, sorted(rows, key=lambda r: ("(group)" not in r[0], r[0])))


def _level(level: Level | None) -> str:
    return level.value if level else "none"


def open_groups() -> str:
    """Return the groups to which no member is attached."""
    return "\n".join(f"- {g.names.en} (`{g.id}`)" for g in dataset().groups() if g.open)


def closed_groups() -> str:
    """Return the groups with members, how many, and the ATC beginnings they stand for."""
    members = dataset().everything()
    rows = (
        (g.names.en, str(sum(g.id in d.groups for d in members)), ", ".join(g.atc) or "none")
        for g in dataset().groups()
        if not g.open
    )
    return markdown(("group", "members", "ATC beginnings"), rows)


def numbers() -> Iterator[tuple[str, str]]:
    """Return the counts that the page names."""
    said = [s for subject in subjects() for s in subject.statements]
    more = [b for subject in subjects() for b in subject.background]
    drugs = dataset().everything()
    counts = {
        "records": len({f for s in said for f in s.facts} | {f for b in more for f in b.facts}),
        "statements": len(said),
        "background": len(more),
        "subjects": len(subjects()),
        "sources": len(dataset().sources),
        "experimental": sum(s.evidence is Evidence.EXPERIMENTAL for s in said),
        "year_only": sum(s.stated is not None and len(s.stated) == 4 for s in said),
        "undated": sum(s.stated is None for s in said),
        "unsourced_fr": sum("fr" in d.unsourced for d in drugs),
        "unsourced_nl": sum("nl" in d.unsourced for d in drugs),
        "unsourced_en": sum("en" in d.unsourced for d in drugs),
        "drugs": len(drugs),
        "only_by_group": sum(_only_by_group(d) for d in drugs),
    }
    yield from ((name, str(count)) for name, count in counts.items())


def _only_by_group(drug: Drug) -> bool:
    newest = dataset().release().id
    return not drug.statements and any(dataset().statements(drug, newest))


def page() -> str:
    """Return the text of the page."""
    made = {
        "agreement": agreement(),
        "settled": settled(),
        "open_questions": open_questions(),
        "left_out": left_out(),
        "merged": merged(),
        "raised": raised(),
        "open_groups": open_groups(),
        "closed_groups": closed_groups(),
        **dict(numbers()),
    }
    return Template(TEMPLATE.read_text(encoding="utf-8")).substitute(made)


def main() -> int:
    """Write the page, or check it."""
    text = page()
    if "--check" in sys.argv:
        same = PAGE.exists() and PAGE.read_text(encoding="utf-8") == text
        print(PAGE.name, "is", "current" if same else "not current: run tools.make_deviations")
        return 0 if same else 1
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    print(f"{PAGE.name}: {len(text)} characters")
    return 0


if __name__ == "__main__":
    sys.exit(main())
