"""What a question gives back: frozen values that explain and render themselves."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NoReturn, Protocol, overload

import attrs

from mitosafe._text.showing import shown
from mitosafe.answers.questions import Question, asked
from mitosafe.answers.shown import Shown
from mitosafe.judge import Advice, ConditionalLevel, Judgement, Superseded, reviews_behind
from mitosafe.lookup.codes import CodeFault
from mitosafe.lookup.conflicts import CodeConflict
from mitosafe.lookup.context import NOT_TAKEN
from mitosafe.lookup.index import Match
from mitosafe.lookup.segments import Segment
from mitosafe.model import (
    ANY_PMD,
    NOBODY,
    Background,
    Condition,
    Drug,
    Group,
    Level,
    Outcome,
    Patient,
    Release,
    Review,
    Source,
    SourceId,
    Statement,
    Term,
    worst_of,
)
from mitosafe.render import entry_text

if TYPE_CHECKING:
    from mitosafe.answers.alternatives import Option


@attrs.frozen(kw_only=True)
class Suggestion:
    """A known name near to a text that was not understood; never a match.

    Args:
        text: The text that was not understood, as it was typed.
        name: The near name.
        subjects: What that name may stand for; `~` marks medicines not on the list.
        also: What else an abbreviation can mean that is no medicine.
    """

    text: str
    name: str
    subjects: tuple[str, ...]
    also: str = ""


class Lexicon(Protocol):
    """What an answer needs in order to be explained and shown."""

    def suggest(self, unread: tuple[str, ...]) -> tuple[Suggestion, ...]:
        """Return near names."""

    def options(
        self, indication: str, *, patient: Patient | None = None, release: str | None = None
    ) -> tuple[Option, ...]:
        """Return what a source accepts for a use."""

    def universal(self, release: str) -> tuple[Statement, ...]:
        """Return what is said of every new medicine."""

    @property
    def sources(self) -> Mapping[SourceId, Source]:
        """Return the cited sources."""

    def term(self, vocabulary: str, term: str) -> Term:
        """Return a term."""

    def group_name(self, subject: str, language: str) -> str | None:
        """Return the name of a group, or none if the subject is no group."""


@attrs.frozen(kw_only=True, repr=False)
class Finding:
    """What the list says of one drug (or group) found in an entry.

    Args:
        drug: The drug, substance, measure or group.
        matched: The name or code by which it was found.
        judgement: What the rule makes of the statements.
        background: Records on mechanism or treatment; they give no verdict.
        said: What the entry says of it, such as `stop` or `allergy`; none if it says that
            it is taken.
        uses: The circumstances that the entry tells of: the route, the form, the duration.
    """

    drug: Drug | Group
    matched: Match
    judgement: Judgement
    background: tuple[Background, ...] = ()
    said: str | None = None
    uses: frozenset[str] = frozenset()
    _known: frozenset[str] = attrs.field(alias="known", eq=False, repr=False)
    _lexicon: Lexicon = attrs.field(alias="lexicon", eq=False, repr=False)

    def __repr__(self) -> str:
        """Return the id and the levels; the statements are in `statements`."""
        return f"<Finding {self.drug.id}: {_levels(self)}>"

    @property
    def said_not_taken(self) -> bool:
        """Whether the entry says that it is not taken: stopped, denied, an allergy, the past."""
        return self.said in NOT_TAKEN

    @property
    def outcome(self) -> Outcome:
        """The outcome for this drug alone."""
        return self.judgement.outcome

    @property
    def level(self) -> Level | None:
        """The level that holds, from what is said of everybody and of this patient."""
        return self.judgement.level

    @property
    def worst(self) -> Level | None:
        """The worst level that could still apply; none if nothing warns."""
        return self.judgement.worst

    @property
    def questions(self) -> tuple[Question, ...]:
        """The conditions whose knowledge would make the level worse, the worst first."""
        return asked(self.judgement, self._known, self._lexicon.term)

    @property
    def advice(self) -> Advice | None:
        """What the strongest statement that holds says is to be done; none if none does."""
        return self.judgement.advice

    def holds(self, condition: Condition) -> bool:
        """Return whether the patient and the use are known to meet a condition."""
        return {condition.population, condition.circumstance or ANY_PMD} <= self._known

    @property
    def conditions(self) -> tuple[ConditionalLevel, ...]:
        """The levels for fewer people or uses that add something, the worst first."""
        return self.judgement.conditions

    @property
    def otherwise(self) -> Level | None:
        """Return the level that holds; the old name of `level`."""
        message = "Finding.otherwise is now Finding.level; the old name goes in 0.4.0"
        warnings.warn(message, DeprecationWarning, stacklevel=2)
        return self.level

    @property
    def accepted(self) -> tuple[Condition, ...]:
        """For whom and in which use a standing source gives no warning."""
        return self.judgement.accepted

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements that decided."""
        return self.judgement.statements

    @property
    def retired(self) -> tuple[Superseded, ...]:
        """Statements that newer ones set aside."""
        return self.judgement.retired

    @property
    def removed(self) -> tuple[Statement, ...]:
        """Statements on conditions that this patient is known not to have."""
        return self.judgement.removed

    @property
    def disputed_by(self) -> tuple[Statement, ...]:
        """Weaker statements that say otherwise where this patient stands."""
        return self.judgement.disputed_by

    @property
    def contested(self) -> bool:
        """Whether sources of equal weight disagree on the level where this patient stands."""
        return bool(self.judgement.contested_in)

    @property
    def contested_in(self) -> tuple[Condition, ...]:
        """The conditions that hold and under which sources of equal weight disagree."""
        return self.judgement.contested_in

    @property
    def of_group(self) -> bool:
        """Whether the entry named a group and not a single medicine."""
        return isinstance(self.drug, Group)

    @property
    def local(self) -> bool:
        """Whether a hospital's own row is among those that decided."""
        return any(statement.local for statement in self.statements)

    def __bool__(self) -> NoReturn:
        """Refuse: there is no yes-or-no answer about a medicine."""
        raise TypeError(_NO_BOOL)


_NO_BOOL = (
    "an answer is neither true nor false: absence from the list is never safety; "
    "look at .outcome and .level"
)


@attrs.frozen(kw_only=True, repr=False)
class Answer(Shown):
    """What the list says of one entry, in one release.

    Examples:
        >>> import mitosafe
        >>> answer = mitosafe.check("valproate", patient=mitosafe.Patient(has={"polg"}))
        >>> answer.outcome.value, answer.level.value
        ('listed', 'red')
        >>> answer.findings[0].advice.verdict.value
        'contraindicated'
        >>> bool(answer)
        Traceback (most recent call last):
        TypeError: an answer is neither true nor false: absence from the list is never...
    """

    #: The entry as it was given.
    entry: object
    #: The system in which the entry was read: `name`, `atc`, ...
    system: str
    outcome: Outcome
    #: One for each listed drug or group found; single medicines before groups.
    findings: tuple[Finding, ...] = ()
    #: Known medicines in the entry that are not on the list.
    not_assessed: tuple[Match, ...] = ()
    #: Names in the entry that may stand for more than one thing; none is chosen.
    ambiguous: tuple[Match, ...] = ()
    #: What in the entry was not understood.
    unread: tuple[str, ...] = ()
    #: Words such as a negation or an allergy, as they were typed.
    seen: tuple[str, ...] = ()
    #: Why a code was not understood; none for a text, and for a code that was.
    code_fault: CodeFault | None = None
    #: The text beside a code, where both were read.
    text_beside: object = None
    #: What the code and the text beside it say differently; none where they agree.
    conflict: CodeConflict | None = None
    #: An account of each part of the entry; empty for a code.
    segments: tuple[Segment, ...] = ()
    release: Release
    #: What was known of the patient.
    patient: Patient = NOBODY
    _lexicon: Lexicon = attrs.field(alias="lexicon", eq=False, repr=False)

    def __repr__(self) -> str:
        """Return the entry, the outcome and the levels on one line; `text()` has the rest."""
        entry = shown(entry_text(self.entry), 60)
        return f"<Answer to {entry!r}: {_levels(self)}; release {self.release.id}>"

    @property
    def level(self) -> Level | None:
        """The worst of the levels that hold; none if nothing that holds warns."""
        return worst_of(finding.level for finding in self.findings)

    @property
    def worst(self) -> Level | None:
        """The worst level that could still apply; none if nothing warns."""
        return worst_of(finding.worst for finding in self.findings)

    @property
    def universal(self) -> tuple[Statement, ...]:
        """What is said of every new medicine, whatever it is; of an entry without one, nothing."""
        return self._lexicon.universal(self.release.id) if self.findings else ()

    def alternatives(self, indication: str | None = None) -> tuple[Option, ...]:
        """Return what a source accepts for the same use, for this patient.

        Args:
            indication: What it is used for, by id; none for every use of what was found.

        Returns:
            The options, the best supported first, none of them a recommendation. Nothing
            of it is a reason to withhold a medicine that is needed: where there is none,
            the text says so.

        Raises:
            UnknownValue: If the indication is not known.

        Examples:
            >>> import mitosafe
            >>> found = mitosafe.check("valproate").alternatives("epilepsy")
            >>> "levetiracetam" in [option.drug.id for option in found]
            True
        """
        drugs = [f.drug for f in self.findings if isinstance(f.drug, Drug)]
        uses = dict.fromkeys(use for drug in drugs for use in drug.indications)
        wanted = uses if indication is None else (indication,)
        given = {drug.id for drug in drugs}
        found = (
            option
            for use in wanted
            for option in self._lexicon.options(use, patient=self.patient, release=self.release.id)
        )
        return tuple(option for option in found if option.drug.id not in given)

    @property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """Known names near to what was not understood; sought when first asked for."""
        if self.system != "name":
            return ()
        return self._lexicon.suggest(self.unread)

    @property
    def contested(self) -> bool:
        """Whether any finding is contested."""
        return any(finding.contested for finding in self.findings)

    @property
    def reviews(self) -> tuple[Review, ...]:
        """The reviews of every statement in it; none as long as one is not reviewed."""
        return reviews_behind(finding.judgement for finding in self.findings)

    @property
    def lexicon(self) -> Lexicon:
        """The list that gave the answer: its sources and terms."""
        return self._lexicon

    def __bool__(self) -> NoReturn:
        """Refuse: there is no yes-or-no answer about a medicine."""
        raise TypeError(_NO_BOOL)


def _levels(value: Finding | Answer) -> str:
    """Return the outcome and both levels in ids, for a line of a console."""
    level, worst = (found and found.value for found in (value.level, value.worst))
    more = f", worst {worst}" if worst != level else ""
    return f"{value.outcome.value}, level {level}{more}"


@attrs.frozen(kw_only=True, repr=False)
class Report(Shown):
    """The answers to a list of entries, one each, in their order.

    Examples:
        >>> import mitosafe
        >>> report = mitosafe.check_all(["Depakine 500", "amoxicillin", ""])
        >>> [answer.outcome.value for answer in report.answers]
        ['listed', 'not-assessed', 'empty']
    """

    answers: tuple[Answer, ...]
    release: Release
    _lexicon: Lexicon = attrs.field(alias="lexicon", eq=False, repr=False)

    def __repr__(self) -> str:
        """Return how many answers there are, and the worst level; `text()` has the rest."""
        worst = self.worst and self.worst.value
        return f"<Report of {len(self)} answers: worst {worst}; release {self.release.id}>"

    @property
    def lexicon(self) -> Lexicon:
        """The list that gave the answers."""
        return self._lexicon

    @property
    def level(self) -> Level | None:
        """The worst of the levels that hold; none if nothing that holds warns."""
        return worst_of(answer.level for answer in self.answers)

    @property
    def worst(self) -> Level | None:
        """The worst level that could still apply; none if nothing warns."""
        return worst_of(answer.worst for answer in self.answers)

    @property
    def reviews(self) -> tuple[Review, ...]:
        """The reviews of every statement in the answers; none as long as one is not reviewed."""
        return reviews_behind(f.judgement for answer in self.answers for f in answer.findings)

    @property
    def not_understood(self) -> tuple[Answer, ...]:
        """The answers to entries in which no medicine was understood, or more than one."""
        unclear = (Outcome.UNRECOGNISED, Outcome.AMBIGUOUS)
        return tuple(answer for answer in self.answers if answer.outcome in unclear)

    def __iter__(self) -> Iterator[Answer]:
        """Go through the answers."""
        return iter(self.answers)

    @overload
    def __getitem__(self, place: int) -> Answer: ...

    @overload
    def __getitem__(self, place: slice) -> Report: ...

    def __getitem__(self, place: int | slice) -> Answer | Report:
        """Return one answer by its place, or a report of some of them."""
        if isinstance(place, slice):
            return attrs.evolve(self, answers=self.answers[place])
        return self.answers[place]

    def rows(self, language: str = "en") -> list[dict[str, Any]]:
        """Return one flat row for each answer, of which any library makes a table.

        Args:
            language: The language of the conditions and questions.

        Returns:
            Dictionaries with the entry and the columns that `mitosafe.frames.annotate`
            adds: texts, numbers and none. The warnings stand in `as_dict()`.

        Raises:
            UnknownValue: If the language is none of `en`, `fr`, `nl`.

        Examples:
            >>> import mitosafe
            >>> rows = mitosafe.check_all(["amikacin", "zzyzx"]).rows()
            >>> [(row["entry"], row["worst"], row["unread"]) for row in rows]
            [('amikacin', 'red', None), ('zzyzx', None, 'zzyzx')]
        """
        from mitosafe.answers import rows

        return rows.of_report(self, language)

    def __len__(self) -> int:
        """Return the number of answers, which is the number of entries."""
        return len(self.answers)

    def __bool__(self) -> NoReturn:
        """Refuse: there is no yes-or-no answer about medicines."""
        raise TypeError(_NO_BOOL)
