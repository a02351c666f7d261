"""The sums of a screening → a report, as blocks for every renderer or as plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import attrs

from mitosafe._text.showing import shown
from mitosafe.answers import data
from mitosafe.answers.answer import Finding
from mitosafe.answers.document import Writer
from mitosafe.answers.view import View
from mitosafe.answers.wording import sentence
from mitosafe.model import Level, Outcome
from mitosafe.render.blocks import Block, Heading, Line, Section, Table
from mitosafe.screening.rows import BadRow, Frequencies, Tally

#: So many values of a kind are shown in a report.
SHOWN = 50


def report(tally: Tally, view: View, name: str, language: str) -> list[Block]:
    """Return the report of a screening, as blocks that every renderer can show.

    Args:
        tally: The sums.
        view: The list that was asked; `dataset.view(release, patient)`.
        name: What was screened, for the title.
        language: `en`, `fr` or `nl`.

    Returns:
        The blocks, ending with the release and the warnings.
    """
    return list(_Report(tally, view, language).blocks(name))


class _Report:
    def __init__(self, tally: Tally, view: View, language: str) -> None:
        self.tally, self.view = tally, view
        self.writer = Writer(view.dataset, language, full=False)

    def blocks(self, name: str) -> Iterator[Block]:
        tally, phrase = self.tally, self.writer.phrase
        yield Heading(1, f"{phrase('screening')} {shown(name)}", tally.worst)
        yield Heading(2, phrase("rows-by-outcome"))
        yield self.outcomes()
        if not (tally.outcomes or tally.set_aside or tally.bad):
            yield Line(f"{self.sentence('nothing-read')}.", role="warning")
        if tally.findings:
            yield Heading(2, phrase("rows-by-medicine"))
            yield self.medicines()
        yield from self.values(phrase("not-understood"), tally.not_understood)
        yield from self.values(phrase("partly-understood"), tally.partly_understood)
        yield from self.values(phrase("not-assessed-names"), tally.not_assessed)
        for kind, found in sorted(tally.noted.items()):
            yield from self.values(self.sentence(kind), found)
        yield from self.counted("status-set-aside", tally.set_aside)
        yield from self.counted("not-looked-at", tally.passed)
        yield from self.bad_rows()
        yield from self.writer.closing(self.view.release, tally.reviews)

    def sentence(self, term: str) -> str:
        return sentence(self.view.dataset, term, self.writer.language)

    def outcomes(self) -> Table:
        """Return the rows by outcome and level; together they are all rows."""
        tally, writer = self.tally, self.writer
        listed = writer.word("outcomes", Outcome.LISTED.value)
        rows: list[tuple[str, str, int, Level | None]] = [
            (listed, writer.level(level), tally.worst_levels[level], level)
            for level in reversed(Level)
        ]
        others = [o for o in Outcome if o is not Outcome.LISTED]
        rows += [(writer.word("outcomes", o.value), "", tally.outcomes[o], None) for o in others]
        apart = (("status-set-aside", tally.set_aside), ("not-looked-at", tally.passed))
        for title, counts in apart:
            if counts:
                rows.append((self.sentence(title), "", counts.total(), None))
        rows.append((writer.phrase("bad-rows"), "", tally.bad, None))
        there = [row for row in rows if row[2]]
        total = ("=", "", str(tally.rows))
        return Table(
            tuple(writer.phrase(h).capitalize() for h in ("outcome", "level", "rows")),
            (*((outcome, level, str(count)) for outcome, level, count, _ in there), total),
            (*(level for *_, level in there), None),
        )

    def medicines(self) -> Table:
        writer, ranked = self.writer, self.tally.ranked()
        heads = ("medicine", "rows", "level")
        head = tuple(writer.phrase(h).capitalize() for h in heads)
        return Table(
            head,
            tuple((self.name(f), str(count), self.said(f)) for count, f in ranked),
            tuple(f.worst for _, f in ranked),
        )

    def name(self, finding: Finding) -> str:
        name = finding.drug.names[self.writer.language]
        return f"{name} ({self.writer.word('kinds', 'group')})" if finding.of_group else name

    def said(self, finding: Finding) -> str:
        return self.writer.brief(finding)

    def values(self, title: str, found: Frequencies) -> Iterator[Section]:
        """Return the values of a kind by frequency; those left off are counted."""
        phrase, ranked = self.writer.phrase, found.sorted()
        lines = [Line(f"{count} × {value}") for value, count in ranked[:SHOWN]]
        if len(ranked) > SHOWN:
            rows = sum(count for _, count in ranked[SHOWN:])
            count = len(ranked) - SHOWN
            lines.append(Line(f"{phrase('further-values')}: {count} ({rows} {phrase('rows')})"))
        if found.rest:
            lines.append(Line(f"{found.rest} {phrase('not-counted-apart')}"))
        if lines:
            yield Section(title, tuple(lines))

    def counted(self, title: str, counts: Counter[str]) -> Iterator[Section]:
        """Return the kinds of records that were not answered as the others."""
        lines = tuple(Line(f"{count} × {shown(what)}") for what, count in counts.most_common())
        if lines:
            yield Section(self.sentence(title), lines)

    def bad_rows(self) -> Iterator[Section]:
        tally, phrase = self.tally, self.writer.phrase
        if not tally.bad:
            return
        kept = tally.bad_rows[: 2 * SHOWN]
        lines = [Line(f"{self.where(bad)}{shown(bad.reason, 300)}") for bad in kept]
        rest = tally.bad - sum(bad.count for bad in kept)
        if rest:
            lines.append(Line(f"{phrase('and-more')}: {rest} {phrase('rows')}"))
        yield Section(f"{phrase('bad-rows')}: {tally.bad}", tuple(lines))

    def where(self, bad: BadRow) -> str:
        """Name the rows; a whole file that was not read has none."""
        rows = str(bad.first) if bad.first == bad.last else f"{bad.first}–{bad.last}"
        return f"{self.writer.phrase('row')} {rows}: " if bad.first else ""


def as_dict(tally: Tally, view: View, name: str, language: str) -> dict[str, Any]:
    """Return the report of a screening as plain values; the arguments are those of `report`.

    Returns:
        A dictionary that JSON can hold, with every value and not only those shown.
    """
    writer = Writer(view.dataset, language, full=False)
    return {
        "schema": data.SCHEMA,
        "language": language,
        "name": name,
        "release": data.release(view.release),
        "rows": tally.rows,
        "level": tally.level.value if tally.level else None,
        "worst": tally.worst.value if tally.worst else None,
        "by_outcome": {o.value: tally.outcomes[o] for o in Outcome},
        "by_level": {level.value: tally.levels[level] for level in Level},
        "by_worst": {level.value: tally.worst_levels[level] for level in Level},
        "by_medicine": [
            {
                "id": f.drug.id,
                "kind": f.drug.kind.value,
                "name": f.drug.names[language],
                "rows": count,
                **data.levels(f),
                "says": writer.under(f),
                "contested": f.contested,
            }
            for count, f in tally.ranked()
        ],
        "not_understood": _counted(tally.not_understood),
        "partly_understood": _counted(tally.partly_understood),
        "not_assessed": _counted(tally.not_assessed),
        "diseases": {kind: _counted(found) for kind, found in sorted(tally.noted.items())},
        "set_aside": dict(tally.set_aside.most_common()),
        "passed_over": dict(tally.passed.most_common()),
        "bad_rows": {
            "rows": tally.bad,
            "first": [attrs.asdict(bad) for bad in tally.bad_rows],
        },
        "warnings": data.warnings(view.dataset, language, tally.reviews),
    }


def _counted(found: Frequencies) -> dict[str, Any]:
    values = [{"value": value, "rows": count} for value, count in found.sorted()]
    return {"values": values, "not_counted_apart": found.rest}
