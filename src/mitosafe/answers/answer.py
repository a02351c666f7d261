"""What a question gives back: frozen values that explain and render themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NoReturn, Protocol

import attrs

from mitosafe.answers.shown import Shown
from mitosafe.judge import ConditionalLevel, Judgement, Superseded, reviews_behind
from mitosafe.lookup.context import NOT_TAKEN
from mitosafe.lookup.index import Match
from mitosafe.lookup.segments import Segment
from mitosafe.model import (
    Background,
    Condition,
    Drug,
    Group,
    Level,
    Outcome,
    Release,
    Review,
    Source,
    SourceId,
    Statement,
    Term,
)


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

    @property
    def sources(self) -> Mapping[SourceId, Source]:
        """Return the cited sources."""

    def term(self, vocabulary: str, term: str) -> Term:
        """Return a term."""

    def group_name(self, subject: str, language: str) -> str | None:
        """Return the name of a group, or none if the subject is no group."""


@attrs.frozen(kw_only=True)
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
        """The worst level that could apply; none if nothing warns."""
        return self.judgement.level

    @property
    def conditions(self) -> tuple[ConditionalLevel, ...]:
        """The levels that hold for fewer people or uses, the worst first."""
        return self.judgement.conditions

    @property
    def otherwise(self) -> Level | None:
        """The level if none of the conditions that are not known holds."""
        return self.judgement.otherwise

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
    def contested(self) -> bool:
        """Whether a warning and an acceptance both stand for the same people and use."""
        return bool(self.judgement.contested_in)

    @property
    def contested_in(self) -> tuple[Condition, ...]:
        """The conditions under which sources disagree."""
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


@attrs.frozen(kw_only=True)
class Answer(Shown):
    """What the list says of one entry, in one release.

    Examples:
        >>> import mitosafe
        >>> answer = mitosafe.check("valproate", patient=mitosafe.Patient(has={"polg"}))
        >>> answer.outcome.value, answer.level.value
        ('listed', 'red')
        >>> bool(answer)
        Traceback (most recent call last):
        TypeError: an answer is neither true nor false: absence from the list is never...
    """

    #: The entry as it was given.
    entry: object
    #: The system in which the entry was read: `name`, `atc`, ...
    system: str
    outcome: Outcome
    #: The worst level of the findings; none if nothing warns.
    level: Level | None
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
    #: An account of each part of the entry; empty for a code.
    segments: tuple[Segment, ...] = ()
    release: Release
    _lexicon: Lexicon = attrs.field(alias="lexicon", eq=False, repr=False)

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


@attrs.frozen(kw_only=True)
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

    @property
    def lexicon(self) -> Lexicon:
        """The list that gave the answers."""
        return self._lexicon

    @property
    def level(self) -> Level | None:
        """The worst level of all answers; none if nothing warns."""
        return max((a.level for a in self.answers if a.level is not None), default=None)

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

    def __len__(self) -> int:
        """Return the number of answers, which is the number of entries."""
        return len(self.answers)

    def __bool__(self) -> NoReturn:
        """Refuse: there is no yes-or-no answer about medicines."""
        raise TypeError(_NO_BOOL)
