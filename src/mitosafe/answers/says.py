"""How a level, its conditions and what to do are said in one language.

Every sentence is a pattern of the list's own terms, whole in each language.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from mitosafe.errors import UnknownValue
from mitosafe.judge import Judgement, condition_of
from mitosafe.model import ANY_PMD, Condition, Level, Statement

if TYPE_CHECKING:
    from mitosafe.answers.answer import Finding, Lexicon

#: So many conditions of one level are named in a first line; the others are counted.
NAMED = 2


class Says:
    """Says things with the words of a list."""

    def __init__(self, lexicon: Lexicon, language: str) -> None:
        """Keep the words and the language."""
        self.lexicon, self.language = lexicon, language

    def word(self, vocabulary: str, term: str) -> str:
        """Return the wording of a term."""
        return self.lexicon.term(vocabulary, term).words[self.language]

    def phrase(self, term: str, **parts: object) -> str:
        """Return a sentence or label of the interface, its places filled."""
        said = self.word("phrases", term)
        return said.format(**parts) if parts else said

    def explain(self, vocabulary: str, term: str) -> str:
        """Return the longer wording of a term; empty if it has none."""
        explain = self.lexicon.term(vocabulary, term).explain
        return explain[self.language] if explain else ""

    def level(self, level: Level | None) -> str:
        """Return the name of a level, in capitals."""
        if level is None:
            return self.phrase("level-none")
        return self.word("levels", level.value).upper()

    def condition(self, condition: Condition) -> str:
        """Say a condition so that it can follow a level: `in POLG-related disease`."""
        used = condition.circumstance
        if used is None:
            return self.whom(condition.population)
        circumstance = self.word("circumstances", used)
        if condition.population == ANY_PMD:
            return circumstance
        population = self.whom(condition.population, beside=True)
        return self.phrase("both", circumstance=circumstance, population=population)

    def whom(self, population: str, *, beside: bool = False) -> str:
        """Say for whom something is: `in POLG-related disease`.

        Args:
            population: The id of a condition.
            beside: Whether a circumstance stands before it, which wants a form of its own.
        """
        try:
            form = self.lexicon.term("for-whom", population)
        except UnknownValue:  # A list of one's own may have no such wording.
            return f"{self.phrase('in')} {self.word('conditions', population)}"
        words = form.explain if beside and form.explain else form.words
        return words[self.language]

    def verdict(self, said: Statement, *, evidence: bool = False) -> str:
        """Say what a statement says is to be done, in its own words, and what that rests on."""
        verdict = self.word("verdicts", said.verdict.value)
        if not evidence:
            return verdict
        rests = self.word("evidence", said.evidence.value)
        return self.phrase("rests-on", said=verdict, evidence=rests)

    def says(self, said: Statement, *, evidence: bool = False) -> str:
        """Say for whom a statement is, and what it says: the condition first."""
        condition = capital(self.condition(condition_of(said)))
        verdict = self.verdict(said, evidence=evidence)
        return self.phrase("says", condition=condition, verdict=verdict)

    def any_of(self, parts: Sequence[str], most: int | None = None) -> str:
        """Say several conditions of which one is enough; those past `most` are counted."""
        more = 0 if most is None else len(parts) - most
        if most is not None and more > 1:
            return self.phrase("or-more", some=_listed(parts[:most]), count=more)
        *first, last = parts
        if not first:
            return last
        pattern = "or-apart" if _parted(parts) else "or"
        return self.phrase(pattern, first=_listed(first, parts), last=last)

    def labelled(self, label: str, text: object) -> str:
        """Say a label and what belongs to it."""
        return self.phrase("labelled", label=self.phrase(label), text=text)

    def counted(self, what: str, count: int) -> str:
        """Say how many there are of `sources`, `statements` or `entries`."""
        # French says none of a thing in the singular.
        one = count == 1 or (count == 0 and self.language == "fr")
        return self.phrase(f"{what}-one" if one else f"{what}-many", count=count)

    # Judgements

    def under(self, judged: Finding | Judgement, most: int | None = None) -> str:
        """Say what holds, and before it what would be worse: true and sufficient alone.

        Args:
            judged: A finding or a judgement.
            most: How many conditions of a level are named at most; none for all.
        """
        holds = self.holds(judged)
        worse = [
            self.phrase("if", level=self.level(level), conditions=self.any_of(said, most))
            for level, said in self.tiers(judged)
        ]
        if not worse:
            return holds
        return self.phrase("if-otherwise", worst="; ".join(worse), rest=holds)

    def tiers(self, judged: Finding | Judgement) -> list[tuple[Level, tuple[str, ...]]]:
        """Say under which unknown conditions each level holds that is worse, worst first."""
        found: dict[Level, list[str]] = {}
        for question in _judgement(judged).questions:
            found.setdefault(question.level, []).append(self.condition(question.condition))
        return [(level, tuple(said)) for level, said in found.items()]

    def holds(self, judged: Finding | Judgement) -> str:
        """Say the level that holds with what to do, and where it is accepted all the same."""
        judgement = _judgement(judged)
        advice, when = judgement.advice, judgement.accepted_when
        if judgement.level is None or advice is None:
            return self._without_level(judgement)
        level = self.level(judgement.level)
        if not advice.condition.general:
            where = self.condition(advice.condition)
            level = self.phrase("if", level=level, conditions=where)
        said = self.phrase("says", condition=level, verdict=self.verdict(advice.statement))
        return "; ".join([said, self.accepted(when)]) if when else said

    def _without_level(self, judgement: Judgement) -> str:
        if judgement.accepted_when:
            return self.accepted(judgement.accepted_when)
        if judgement.advice is not None:
            condition = judgement.advice.condition
            if condition.general:
                return self.word("outcomes", "acceptable")
            return self.accepted((condition,))
        if judgement.worst is not None:
            return self.level(None)
        if judgement.accepted:
            return self.accepted(judgement.accepted)
        return self.word("outcomes", judgement.outcome.value)

    def accepted(self, conditions: Iterable[Condition]) -> str:
        """Say for whom, and in which use, a source gives no warning."""
        return self.phrase(
            "accepted-when", conditions="; ".join(dict.fromkeys(map(self.condition, conditions)))
        )

    def after(self, judged: Finding | Judgement) -> str:
        """Say briefly what holds if none of the conditions that are not known does."""
        judgement = _judgement(judged)
        if judgement.level is None and judgement.advice is not None:
            return self.word("outcomes", "acceptable")
        return self.level(judgement.level)

    def action(self, judged: Finding | Judgement) -> str:
        """Say what to do in the words of the strongest statement that holds, with its evidence."""
        advice = _judgement(judged).advice
        return "" if advice is None else self.says(advice.statement, evidence=True)


def _parted(parts: Iterable[str]) -> bool:
    """Return whether a comma would not part these: one of them has a comma itself."""
    return any(", " in part for part in parts)


def _listed(some: Sequence[str], parts: Sequence[str] | None = None) -> str:
    """Return the first of several parts, one after the other."""
    return ("; " if _parted(parts or some) else ", ").join(some)


def capital(text: str) -> str:
    """Return a text that begins a line with a capital."""
    return text[:1].upper() + text[1:]


def _judgement(judged: Finding | Judgement) -> Judgement:
    return judged if isinstance(judged, Judgement) else judged.judgement
