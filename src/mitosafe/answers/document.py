"""What is shown of an answer, a report or a diff: a short list of blocks, in one language.

The renderers turn blocks into text, Markdown or HTML and know nothing of medicine.
Every document ends with the release, the review status and the sentence on absence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import attrs

from mitosafe._text.collation import collated
from mitosafe._text.showing import shown
from mitosafe.answers import closing, short
from mitosafe.answers.answer import Answer, Report
from mitosafe.answers.says import Says
from mitosafe.answers.short import Short
from mitosafe.judge import Disputed, Superseded, level_of
from mitosafe.model import Background, Level, Release, Review, Source, Statement
from mitosafe.render import entry_text
from mitosafe.render import language as checked_language
from mitosafe.render.blocks import Block, Heading, Line, Section, Table, is_link
from mitosafe.render.typography import figures, typeset

if TYPE_CHECKING:
    from mitosafe.answers.answer import Finding, Lexicon
    from mitosafe.answers.diff import Change, ReleaseDiff
    from mitosafe.lookup.index import Match


#: How many runs of text that were not understood are shown; the others are counted.
MANY = 20


def of(value: Any, language: str, *, full: bool = False) -> list[Block]:
    """Return what is to be shown of a value.

    Args:
        value: An `Answer`, a `Report` or a `ReleaseDiff`.
        language: `en`, `fr` or `nl`.
        full: Every statement with its source, or a few lines for each medicine.

    Returns:
        The blocks, in order, with the spaces of the language.

    Raises:
        UnknownValue: If the language is none of them.
    """
    writer = Writer(value.lexicon, checked_language(language), full=full)
    if isinstance(value, Answer):
        return typeset(writer.answer(value), language)
    blocks = writer.report(value) if isinstance(value, Report) else writer.diff(value)
    return typeset(blocks, language)


class Writer(Says):
    """Writes blocks in one language, with the words of the list's own terms."""

    def __init__(self, lexicon: Lexicon, language: str, *, full: bool) -> None:
        super().__init__(lexicon, language)
        self.full, self.short = full, Short(self)

    # Answers

    def answer(self, answer: Answer) -> Iterator[Block]:
        """Write an answer, the first line of which is true and sufficient alone."""
        if not self.full:
            yield from short.blocks(
                self.short, answer, _entry(answer), self.beside(answer), self.made(answer.release)
            )
            return
        yield self.short.headline(answer, _entry(answer))
        yield Line(self.explain("outcomes", answer.outcome.value), role="muted")
        for finding in answer.findings:
            yield from self.finding(finding)
        yield from self.short.alternatives(answer, MANY)
        yield from self.rest(answer)
        yield from self.short.universal(answer)
        yield from self.closing(answer.release, answer.reviews)

    def beside(self, answer: Answer) -> Iterator[Line]:
        """Write in short what is beside the findings: what was taken back, and the rest."""
        for finding in answer.findings:
            if finding.matched.of_group:
                yield Line(self.matched(finding.matched), self.phrase("matched-by"), role="muted")
            yield from self.withdrawn(finding)
        yield from self.rest(answer)

    def finding(self, finding: Finding) -> Iterator[Block]:
        """Write what is said of one drug."""
        yield Heading(2, finding.drug.names[self.language], finding.worst)
        yield Line(self.under(finding), self.phrase("level"), finding.worst)
        yield from self.short.finding(finding)
        yield Line(self.matched(finding.matched), self.phrase("matched-by"), role="muted")
        yield from self.withdrawn(finding)
        yield from self.sections(finding)

    def withdrawn(self, finding: Finding) -> Iterator[Line]:
        """Say of an answer in an older release what was taken back since, and why."""
        gone = (self.correction(said) for said in finding.statements if said.withdrawn)
        for why in dict.fromkeys(gone):
            yield Line(why, self.phrase("withdrawn-later"), role="warning")

    def correction(self, said: Statement) -> str:
        """Say by which release a statement was withdrawn, and why."""
        why = said.reason[self.language] if said.reason else ""
        return ": ".join(filter(None, (str(said.withdrawn), why)))

    def matched(self, match: Match) -> str:
        """Say by which name or code a drug was found."""
        parts = [match.name if match.system == "name" else f"{match.system} {match.name}"]
        if match.origin is not None and match.origin.date:
            parts.append(f"{match.origin.table} {match.origin.date}")
        if match.of_group:
            parts.append(self.phrase("class-hit"))
        if match.route:
            route = self.word("circumstances", match.route)
            parts.append(f"{self.phrase('route-of-code')} {route}")
        return "; ".join(parts)

    def sections(self, finding: Finding) -> Iterator[Block]:
        """Write the statements, those that say the same of the same people in one line."""
        lines = self.together(self.by_weight(finding.statements))
        if lines:
            yield Section(self.phrase("statements"), lines)
        judged = finding.judgement
        sections = (
            ("disputes", tuple(self.aside(d, "overruled-by") for d in judged.disputed)),
            ("removed", self.together(finding.removed)),
            ("set-aside", tuple(self.aside(r, "retired-by") for r in finding.retired)),
            ("background", tuple(self.background(b) for b in finding.background)),
        )
        for title, more in sections:
            if more:
                yield Section(self.phrase(title), more, folded=True)

    def together(self, statements: Iterable[Statement]) -> tuple[Line, ...]:
        """Write statements, one line for those of one verdict, of the same people and use."""
        alike: dict[str, list[Line]] = {}
        for said in statements:
            line = self.statement(said)
            alike.setdefault(line.text, []).append(line)
        return tuple(map(_joined, alike.values()))

    def by_weight(self, statements: Iterable[Statement]) -> list[Statement]:
        """Order statements for reading: the worst level first, then the newest."""
        heights = {None: 0, Level.YELLOW: 1, Level.ORANGE: 2, Level.RED: 3}
        newest = sorted(statements, key=lambda s: s.stated or "", reverse=True)
        sources = self.lexicon.sources
        return sorted(newest, key=lambda s: -heights[level_of(s, sources[s.source])])

    def statement(self, said: Statement) -> Line:
        """Write one statement with its source."""
        source = self.lexicon.sources[said.source]
        date = said.stated or self.phrase("undated")
        text = f"{self.says(said)}{self.of_group(said)}"
        details = [
            f"{_authors(source.authors)}{source.called(self.language)} ({date})",
            self.weight(said, source),
        ]
        for title, vocabulary, terms in (
            ("mechanisms", "mechanisms", said.mechanisms),
            ("monitoring", "monitoring", said.monitoring),
        ):
            if terms:
                shown = ", ".join(self.word(vocabulary, t) for t in terms)
                details.append(f"{self.phrase(title)}: {shown}")
        if said.grade:
            counted = f": {figures(said.figures, self.language)}" if said.figures else ""
            graded = self.word("grades", said.grade)
            details.append(f"{self.phrase('grade')}: {graded}{counted}")
        if said.note:
            details.append(said.note[self.language])
        if said.local:
            details.append(self.phrase("local-rows"))
        if said.withdrawn:
            details.append(f"{self.phrase('withdrawn-later')}: {self.correction(said)}")
        if said.reviewed:
            review = said.reviewed
            details.append(f"{self.phrase('reviewed-by')}: {review.by}, {review.date}")
        url, where = _place(said.locator)
        level = level_of(said, source)
        return Line(text, level=level, url=url, details=(*details, *where))

    def weight(self, said: Statement, source: Source) -> str:
        """Say what a statement rests on: evidence, standing of the source, how much was read."""
        evidence = f"{self.phrase('evidence')}: {self.word('evidence', said.evidence.value)}"
        extent = self.word("reads", (said.read or source.read).value)
        read = f"{self.phrase('source-read').lower()}: {extent}"
        return f"{evidence}; {self.word('ranks', source.rank.value)}; {read}"

    def of_group(self, said: Statement) -> str:
        """Say of which group a statement is, where it is not of the medicine itself."""
        name = self.lexicon.group_name(said.subject, self.language)
        return f" [{self.phrase('class-hit')}: {name}]" if name else ""

    def aside(self, one: Superseded | Disputed, label: str) -> Line:
        """Write a statement that does not decide, and the one because of which it does not."""
        line = self.statement(one.statement)
        by = self.lexicon.sources[one.by.source]
        date = one.by.stated or self.phrase("undated")
        why = f"{self.phrase(label)}: {_authors(by.authors)}{by.called(self.language)} ({date})"
        return attrs.evolve(line, level=None, role="muted", details=(*line.details, why))

    def background(self, said: Background) -> Line:
        """Write a background record."""
        source = self.lexicon.sources[said.source]
        mechanisms = ", ".join(self.word("mechanisms", m) for m in said.mechanisms)
        note = said.note[self.language] if said.note else ""
        text = ": ".join(filter(None, (self.word("abouts", said.about.value), note or mechanisms)))
        date = source.date or self.phrase("undated")
        url, where = _place(said.locator)
        cited = f"{_authors(source.authors)}{source.called(self.language)} ({date})"
        return Line(text, url=url, role="muted", details=(cited, *where))

    def rest(self, answer: Answer) -> Iterator[Line]:
        """Name everything in the entry that is not a finding."""
        if found := answer.conflict:
            sides = (
                ", ".join(s.removeprefix("~") for s in side) for side in (found.code, found.text)
            )
            yield Line(" ≠ ".join(sides), self.phrase("code-conflict"), role="warning")
        for match in answer.not_assessed:
            yield Line(_called(match), self.phrase("known-not-assessed"), role="warning")
        for match in answer.ambiguous:
            meant = " / ".join(match.among)
            yield Line(f"{match.name}: {meant}", self.phrase("ambiguous-name"), role="warning")
        why, code, unread = _lost(answer)
        if why:
            yield Line(shown(code, 120), self.phrase(why), role="warning")
        if unread:
            named = [shown(text, 120) for text in unread[:MANY]]
            if more := len(unread) - len(named):
                named.append(f"{self.phrase('and-more')}: {more}")
            yield Line("; ".join(named), self.phrase("not-understood"), role="warning")
        if near := answer.suggestions:
            pairs = "; ".join(dict.fromkeys(f"{s.text} → {s.name}" for s in near))
            yield Line(pairs, self.phrase("suggestions"), role="warning")
        if answer.seen:
            seen = ", ".join(dict.fromkeys(answer.seen))
            yield Line(seen, self.phrase("context-seen"), role="warning")

    def closing(self, release: Release, reviews: tuple[Review, ...] = ()) -> Iterator[Line]:
        """Say the release, the review status, and what absence does not mean."""
        yield Line(self.made(release), role="muted")
        for term in closing.warnings(self.lexicon, reviews):
            role = "muted" if term.id in closing.QUIET else "warning"
            yield Line(term.words[self.language], role=role)

    def made(self, release: Release) -> str:
        """Say which release answers, and how it was made."""
        made = f"{release.id}, {release.date}"
        if release.reconstructed:
            made = f"{made}, {self.phrase('reconstructed')}"
        return self.labelled("release", made)

    # Reports and diffs

    def report(self, report: Report) -> Iterator[Block]:
        """Write a report as a table, and what was not understood below it."""
        yield Heading(1, self.counted("entries", len(report)), report.worst)
        head = tuple(self.phrase(t) for t in ("entry", "known-as", "level"))
        rows = [self.row(answer) for answer in report.answers]
        yield Table(head, tuple(rows), tuple(a.worst for a in report.answers))
        unclear = (a for a in report.answers if a.unread or a.ambiguous or a.seen)
        lines = tuple(
            attrs.evolve(line, text=f"{_entry(a)} — {line.label}: {line.text}", label=None)
            for a in unclear
            for line in self.rest(a)
        )
        if lines:
            yield Section(self.phrase("to-check"), lines)
        yield from self.closing(report.release, report.reviews)

    def row(self, answer: Answer) -> tuple[str, ...]:
        """Return the cells of one answer in the table of a report."""
        known = [(self.short.named(f), self.brief(f)) for f in answer.findings]
        known += [(_called(m), self.word("outcomes", "not-assessed")) for m in answer.not_assessed]
        said = known + [(m.name, self.word("outcomes", "ambiguous")) for m in answer.ambiguous]
        # Where several things are named, each says for itself what is said of it.
        lines = [f"{name}: {words}" if len(said) > 1 else words for name, words in said]
        text = "\n".join(lines) or self.word("outcomes", answer.outcome.value)
        return _entry(answer), ", ".join(name for name, _ in known) or "—", text

    def brief(self, finding: Finding) -> str:
        """Say the level of a finding, and that sources disagree or that a row is local."""
        return self.short.brief(finding)

    def diff(self, diff: ReleaseDiff) -> Iterator[Block]:
        """Write the changes between two releases."""
        yield Heading(1, f"{diff.old.id} → {diff.new.id}")
        yield from self.corrections(diff)
        if not diff.changes:
            yield Line(self.phrase("no-change"))
        for change in sorted(diff.changes, key=self.by_name):
            yield from self.change(change)
        yield from self.closing(diff.new, diff.reviews)

    def by_name(self, change: Change) -> tuple[str, str]:
        """Return what a change is sorted by: the name shown."""
        return collated(change.drug.names[self.language])

    def corrections(self, diff: ReleaseDiff) -> Iterator[Line]:
        """Say which errors were corrected between the two releases."""
        for release in diff.corrections:
            why = release.reason[self.language] if release.reason else ""
            yield Line(f"{release.id}, {release.date}: {why}", self.phrase("correction"))

    def change(self, change: Change) -> Iterator[Block]:
        """Write what changed for one drug."""
        yield Heading(2, change.drug.names[self.language], change.new.worst)
        yield Line(", ".join(self.phrase(k.value) for k in change.kinds))
        for label, judgement in (("before", change.old), ("after", change.new)):
            yield Line(self.under(judgement), self.phrase(label), judgement.worst)
        if any(said.local for said in (*change.old.statements, *change.new.statements)):
            yield Line(self.phrase("local-rows"), role="warning")
        for label, said in (("came", change.came), ("went", change.went)):
            if said and self.full:
                lines = tuple(self.statement(s) for s in self.by_weight(said))
                yield Section(self.phrase(label), lines, folded=True)
            elif said:
                yield Line(str(len(said)), self.phrase(label), role="muted")


def _authors(authors: str | None) -> str:
    """Return the first author of a list, for a line of reading."""
    if not authors:
        return ""
    first = authors.split(",")[0].split(";")[0].strip()
    return f"{first}{' et al.' if ',' in authors else ''}: "


def _joined(lines: list[Line]) -> Line:
    """Return lines that say the same as one, its sources one after the other."""
    first, *others = lines
    if not others:
        return first
    details = (" ".join([*line.details, line.url or ""]).strip() for line in lines)
    return attrs.evolve(first, url=None, details=tuple(details))


def _place(locator: str) -> tuple[str | None, tuple[str, ...]]:
    """Return where in a source something stands: an address to follow, or words to read."""
    return (locator, ()) if is_link(locator) else (None, (locator,))


def _entry(answer: Answer) -> str:
    """Return the entry of an answer on one line; a dash if there is nothing to be seen."""
    return shown(entry_text(answer.entry), 120) or "—"


def _called(match: Match) -> str:
    """Return the name of a match; of a code, also what it is the code of."""
    if match.system == "name":
        return match.name
    known = (subject for subject in match.subjects if subject[0] == "~")
    return f"{match.name} ({', '.join(subject.removeprefix('~') for subject in known)})"


def _lost(answer: Answer) -> tuple[str, str, tuple[str, ...]]:
    """Return why a code was not understood whole, the code, and what else was not understood."""
    matches = (finding.matched for finding in answer.findings)
    if answer.code_fault is not None:
        why = f"code-{answer.code_fault.reason}"
    elif any(match.partly for match in (*matches, *answer.not_assessed)):
        why = "code-partly"
    else:
        return "", "", answer.unread
    code, *others = answer.unread
    return why, code, tuple(others)
