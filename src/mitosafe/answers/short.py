"""The short answer: a few lines a medicine, of which the first alone is true and sufficient."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from mitosafe._text.showing import shown
from mitosafe.answers import closing
from mitosafe.answers.says import NAMED, Says
from mitosafe.judge import condition_of, level_of
from mitosafe.judge.weighing import GRAVITY, weight
from mitosafe.model import Condition, Level, Outcome, Statement
from mitosafe.render.blocks import Block, Line

if TYPE_CHECKING:
    from mitosafe.answers.answer import Answer, Finding
    from mitosafe.answers.questions import Question

#: At most so many conditions, questions, other medicines and uses are named; more are counted.
CONDITIONS, QUESTIONS, OPTIONS, USES = 1, 4, 4, 1


class Short:
    """Writes an answer in a few lines."""

    def __init__(self, says: Says) -> None:
        """Keep the wordings."""
        self.says, self.phrase = says, says.phrase
        self.sources = says.lexicon.sources

    def headline(self, answer: Answer, entry: str) -> Line:
        """Say the whole of an answer in one line, with all that was not understood."""
        parts = [f"{self.named(f)}: {self.brief(f, NAMED)}" for f in answer.findings]
        outcome = self.says.word("outcomes", Outcome.NOT_ASSESSED.value)
        parts += [f"{match.name}: {outcome}" for match in answer.not_assessed]
        ambiguous = self.phrase("ambiguous-name")
        parts += [f"{match.name}: {ambiguous}" for match in answer.ambiguous]
        if not parts:
            parts.append(self.says.word("outcomes", answer.outcome.value))
        elif answer.unread:
            unread = shown("; ".join(answer.unread), 60)
            parts.append(self.says.labelled("not-understood", unread))
        said = " · ".join(parts)
        same = said.casefold().startswith(f"{entry.casefold()}:")
        text = said if same else f"{entry} → {said}"
        return Line(text, level=answer.worst, role="headline")

    def named(self, finding: Finding) -> str:
        """Name a medicine, with what the entry says of it: stopped, an allergy, ..."""
        name = finding.drug.names[self.says.language]
        return f"{name} ({self.phrase(f'said-{finding.said}')})" if finding.said else name

    def brief(self, finding: Finding, most: int | None = None) -> str:
        """Say the level of a finding, and that sources disagree or that a row is local."""
        marks = []
        if finding.contested:
            marks.append(self.phrase("contested").lower())
        elif finding.disputed_by:
            marks.append(self.phrase("disputed-short"))
        if finding.local:
            marks.append(self.phrase("local-rows").lower())
        return " ".join([self.says.under(finding, most), *(f"({mark})" for mark in marks)])

    def finding(self, finding: Finding) -> Iterator[Line]:
        """Write what is said of one medicine, but the headline."""
        yield from self.tiers(finding)
        if finding.questions:
            yield Line(self.questions(finding.questions), self.phrase("ask"))
        yield from self.disagreement(finding)
        if watched := self.watch(finding):
            yield Line(watched, self.phrase("watch"))
        if finding.local:
            yield Line(self.phrase("local-rows"), role="warning")

    def tiers(self, finding: Finding) -> Iterator[Line]:
        """Write who says what, of the worst that could apply and of what holds."""
        asked = finding.questions[:CONDITIONS]
        said = [self.strongest(finding, q.condition, q.level) for q in asked]
        if finding.advice is not None:
            said.append(finding.advice.statement)
        for one in said:
            level = level_of(one, self.sources[one.source])
            behind = {
                other.source
                for other in finding.statements
                if condition_of(other) == condition_of(one)
                and other.verdict.warns == one.verdict.warns
            }
            counted = self.says.counted("sources", len(behind))
            yield Line(f"{self.says.says(one, evidence=True)}, {counted}", level=level)

    def strongest(self, finding: Finding, condition: Condition, level: Level) -> Statement:
        """Return the strongest statement that gives a level under a condition."""
        giving = (
            s
            for s in finding.statements
            if condition_of(s) == condition and level_of(s, self.sources[s.source]) is level
        )
        return max(giving, key=lambda s: (GRAVITY[s.verdict], weight(s, self.sources)))

    def questions(self, questions: tuple[Question, ...]) -> str:
        """Say what to ask, and the level if it is so."""
        asked = [
            f"{question.words[self.says.language]} ({self.says.level(question.level)})"
            for question in questions[:QUESTIONS]
        ]
        if more := len(questions) - len(asked):
            asked.append(self.says.labelled("and-more", more))
        return " · ".join(asked)

    def disagreement(self, finding: Finding) -> Iterator[Line]:
        """Write the strongest of each side where sources disagree."""
        if finding.contested:
            where = [s for s in finding.statements if condition_of(s) in finding.contested_in]
            sides = [[s for s in where if s.verdict.warns is warns] for warns in (True, False)]
            said = " – ".join(self.cited(self.heaviest(side)) for side in sides)
            yield Line(said, self.phrase("contested"), role="warning")
        elif finding.disputed_by:
            said = self.cited(self.heaviest(finding.disputed_by))
            yield Line(said, self.phrase("disputed"))

    def heaviest(self, said: Iterable[Statement]) -> Statement:
        """Return the statement that weighs most."""
        return max(said, key=lambda s: weight(s, self.sources))

    def cited(self, said: Statement) -> str:
        """Say what a statement says, with the kind of its source and its date."""
        source = self.sources[said.source]
        rank = self.says.word("ranks", source.rank.value)
        date = said.stated or self.phrase("undated")
        return f"{self.says.verdict(said)} ({rank}, {date})"

    def watch(self, finding: Finding) -> str:
        """Say what to watch in this patient, with the interval where a source gives one."""
        holding = [s for s in finding.statements if finding.holds(condition_of(s)) and s.monitoring]
        if not holding:
            return ""
        terms = dict.fromkeys(term for s in holding for term in s.monitoring)
        words = "; ".join(self.says.word("monitoring", term) for term in terms)
        noted = [s for s in holding if s.note and s.verdict.value == "monitor"]
        note = self.heaviest(noted).note if noted else None
        return f"{words} ({note[self.says.language].rstrip('.')})" if note else words

    def alternatives(self, answer: Answer, most: int = USES) -> Iterator[Line]:
        """Name what a source accepts for the same uses, where something found may do harm."""
        warned = [f.drug for f in answer.findings if f.worst is not None]
        uses = dict.fromkeys(i for drug in warned for i in getattr(drug, "indications", ()))
        for use in list(uses)[:most]:
            name = self.says.word("indications", use)
            found = answer.alternatives(use)
            if not found:
                yield Line(self.phrase("no-alternative", indication=name))
                continue
            ordered = sorted(found, key=lambda option: option.worst is not None)
            names = [option.drug.names[self.says.language] for option in ordered[:OPTIONS]]
            if more := len(found) - len(names):
                names.append(self.says.labelled("and-more", more))
            said = f"{', '.join(names)} ({self.phrase('not-recommended-each')})"
            yield Line(said, self.phrase("acceptable-for", indication=name))

    def universal(self, answer: Answer) -> Iterator[Line]:
        """Write what is advised for every new medicine, once."""
        said = answer.universal
        if said:
            counts = Counter(term for one in said for term in one.monitoring)
            agreed = [term for term in counts if counts[term] == max(counts.values())]
            words = ", ".join(self.says.word("monitoring", term) for term in agreed)
            behind = self.says.counted("sources", len({one.source for one in said}))
            yield Line(f"{words} ({behind})", self.phrase("any-new"), role="muted")

    def closing(self, answer: Answer, made: str) -> Iterator[Line]:
        """Say how much there is to read, the release, and what must not be missed."""
        statements = [s for f in answer.findings for s in f.judgement.considered]
        parts = [made]
        if statements:
            sources = len({s.source for s in statements})
            parts = [
                self.says.counted("statements", len(statements)),
                self.says.counted("sources", sources),
                self.phrase("all-of-it"),
                made,
            ]
        yield Line(" · ".join(parts), role="muted")
        loud: list[str] = []
        quiet: list[str] = []
        for term in closing.warnings(self.says.lexicon, answer.reviews):
            if term.id != "colours":  # What the colours mean is said where they are explained.
                of = quiet if term.id in closing.QUIET else loud
                of.append(term.words[self.says.language])
        yield Line(" ".join(loud), role="warning")
        yield Line(" ".join(quiet), role="muted")


def blocks(
    short: Short, answer: Answer, entry: str, rest: Iterable[Line], made: str
) -> Iterator[Block]:
    """Return the lines of an answer: the headline, each medicine, the rest, and the end."""
    yield short.headline(answer, entry)
    for finding in answer.findings:
        if len(answer.findings) > 1:
            yield Line(
                short.brief(finding, NAMED), finding.drug.names[short.says.language], finding.worst
            )
        yield from short.finding(finding)
    yield from short.alternatives(answer)
    yield from rest
    yield from short.universal(answer)
    yield from short.closing(answer, made)
