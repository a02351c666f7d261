"""A list as of one release and for one patient: what entries are answered from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from mitosafe.answers.answer import Answer, Finding
from mitosafe.judge import Judgement, Knowledge, judge
from mitosafe.lookup.conflicts import CodeConflict, conflict
from mitosafe.lookup.index import Match
from mitosafe.lookup.reader import NOTHING, Reading, is_blank
from mitosafe.model import (
    ANY_PMD,
    Drug,
    Group,
    Level,
    Outcome,
    Patient,
    Release,
    Statement,
    TermId,
    worst_of,
)
from mitosafe.render import entry_text

if TYPE_CHECKING:
    from mitosafe.answers.alternatives import Option
    from mitosafe.answers.dataset import Dataset

#: The group of which is said what holds for every new medicine.
ANY_NEW = "any-new-medicine"
NO_USES: frozenset[str] = frozenset()

#: What entries were found to be is remembered; past this many, the memory starts anew.
_REMEMBER = 50_000
#: What is not text is shown among what was not understood up to this many characters.
_SHOWN = 200


@attrs.frozen(kw_only=True)
class _Parts:
    """What an answer holds that depends only on the names found."""

    outcome: Outcome
    findings: tuple[Finding, ...]
    not_assessed: tuple[Match, ...]
    ambiguous: tuple[Match, ...]


def _nothing(outcome: Outcome) -> _Parts:
    return _Parts(outcome=outcome, findings=(), not_assessed=(), ambiguous=())


_EMPTY, _UNRECOGNISED = _nothing(Outcome.EMPTY), _nothing(Outcome.UNRECOGNISED)


class View:
    """A list as of one release and for one patient; it remembers what it judged."""

    def __init__(
        self, dataset: Dataset, release: Release, patient: Patient, country: str | None = None
    ) -> None:
        """Keep the release, what is known of the patient, and the country of the entries."""
        self.dataset = dataset
        self.release = release
        self.patient = patient
        self.country = country
        self._known: dict[frozenset[str], Knowledge] = {}
        self._judgements: dict[tuple[str, frozenset[str]], tuple[Drug | Group, Judgement]] = {}
        self._options: dict[str, tuple[Option, ...]] = {}
        self._read = dataset.matcher.read
        self._parts: dict[object, tuple[tuple[Match, ...], _Parts]] = {}

    def knowledge(self, uses: frozenset[str] = NO_USES) -> Knowledge:
        """Return what is known of the patient, and of the use where an entry tells it."""
        if uses not in self._known:
            data = self.dataset
            self._known[uses] = Knowledge(self.patient, data.parents, uses)
        return self._known[uses]

    def judgement(self, subject: Drug | Group, uses: frozenset[str] = NO_USES) -> Judgement:
        """Judge what this release says of a drug or a group, in a use as far as it is known.

        Args:
            subject: The drug or group.
            uses: Ids of circumstances that are known from the entry: a route, a duration.
        """
        kept = self._judgements.get((subject.id, uses))
        if kept is None or kept[0] is not subject:
            if len(self._judgements) > _REMEMBER:
                self._judgements.clear()
            said = self.dataset.statements(subject, self.release.id)
            found = judge(said, self.dataset.sources, self.knowledge(uses))
            kept = self._judgements[subject.id, uses] = (subject, found)
        return kept[1]

    def options(self, indication: TermId) -> tuple[Option, ...]:
        """Return what a source accepts for a use; sought when first asked for."""
        from mitosafe.answers import alternatives

        if indication not in self._options:
            self._options[indication] = alternatives.options(self, indication)
        return self._options[indication]

    def universal(self) -> tuple[Statement, ...]:
        """Return what this release advises for every new medicine, whoever takes it."""
        try:
            subject = self.dataset.subject(ANY_NEW)
        except KeyError:
            return ()
        said = self.dataset.statements(subject, self.release.id)
        return tuple(s for s in said if s.population == ANY_PMD and s.monitoring)

    def _finding(
        self, match: Match, subject: str, said: str | None, uses: frozenset[str]
    ) -> Finding:
        drug = self.dataset.subject(subject)
        if match.route:
            uses |= {match.route}
        return Finding(
            drug=drug,
            matched=match,
            judgement=self.judgement(drug, uses),
            background=tuple(self.dataset.background(drug, self.release.id)),
            said=said,
            uses=uses,
            known=self.knowledge(uses).known,
            lexicon=self.dataset,
        )

    def check(self, entry: object, system_name: str) -> Answer:
        """Answer one entry."""
        if type(entry) is str and system_name == "name":
            reading = self._read(entry)
            if reading.matches or reading.unread:
                return self._answer(entry, "name", reading)
        if isinstance(entry, str):
            return self._text(entry, system_name)
        if _is_missing(entry):
            return self._made(entry, system_name, _EMPTY, NOTHING)
        unread = Reading((), (entry_text(entry)[:_SHOWN],), ())
        return self._made(entry, system_name, _UNRECOGNISED, unread)

    def check_both(self, entry: object, system_name: str, text: object) -> Answer:
        """Answer a code and the text beside it as one entry; both are read, neither wins."""
        coded, named = self.check(entry, system_name), self.check(text, "name")
        if Outcome.EMPTY in (coded.outcome, named.outcome):
            return named if coded.outcome is Outcome.EMPTY else coded
        read = self._read(entry_text(text))
        reading = read._replace(
            matches=tuple(dict.fromkeys([*_matches(coded), *read.matches])),
            unread=tuple(dict.fromkeys([*coded.unread, *read.unread])),
        )
        parts = self._judged(reading) if reading.matches else _UNRECOGNISED
        answer = self._made(entry, system_name, parts, reading)
        return attrs.evolve(
            answer,
            text_beside=text,
            code_fault=coded.code_fault,
            conflict=self._conflict(_matches(coded), _matches(named)),
        )

    def _conflict(self, coded: tuple[Match, ...], named: tuple[Match, ...]) -> CodeConflict | None:
        if not (coded and named):
            return None
        return conflict(coded[0], named, groups_of=self._groups)

    def _groups(self, subject: str) -> tuple[str, ...]:
        if subject[0] == "~":
            return ()
        found = self.dataset.subject(subject)
        return found.groups if isinstance(found, Drug) else ()

    def _text(self, entry: str, system_name: str) -> Answer:
        """Answer a code, and text with nothing in it to be read or that only derives from `str`."""
        text = entry_text(entry)
        reading = NOTHING
        if is_blank(text):
            return self._made(entry, system_name, _EMPTY, reading)
        if system_name == "name":
            reading = self._read(text)
        elif match := self.dataset.index.code(system_name, text):
            # A product that is known in part: what is not known of it is not understood.
            reading = Reading((match,), (text.strip(),) if match.partly else (), ())
        if reading.matches or reading.unread:
            return self._answer(entry, system_name, reading)
        unread = reading._replace(unread=(text.strip(),))
        answer = self._made(entry, system_name, _UNRECOGNISED, unread)
        if system_name == "name":
            return answer
        return attrs.evolve(answer, code_fault=self.dataset.index.code_fault(system_name, text))

    def _answer(self, entry: object, system_name: str, reading: Reading) -> Answer:
        # The same names in other entries give the same parts: judged once, found by identity.
        key = (tuple(map(id, reading.matches)), reading.circumstances())
        kept = self._parts.get(key)
        if kept is None:
            if len(self._parts) > _REMEMBER:
                self._parts.clear()
            # The matches are kept beside the parts, so that their ids stay their own.
            kept = self._parts[key] = (reading.matches, self._judged(reading))
        return self._made(entry, system_name, kept[1], reading)

    def _made(self, entry: object, system_name: str, parts: _Parts, reading: Reading) -> Answer:
        return Answer(
            entry=entry,
            system=system_name,
            outcome=parts.outcome,
            findings=parts.findings,
            not_assessed=parts.not_assessed,
            ambiguous=parts.ambiguous,
            unread=reading.unread,
            seen=reading.seen,
            segments=reading.segments,
            release=self.release,
            patient=self.patient,
            lexicon=self.dataset,
        )

    def _placed(self, match: Match) -> Match:
        """Return what a name stands for in the country of the entries, if that is known."""
        return match if self.country is None else match.within(self.country)

    def _judged(self, reading: Reading) -> _Parts:
        """Judge what the names in an entry stand for."""
        findings: dict[str, Finding] = {}
        other: list[Match] = []
        ambiguous: list[Match] = []
        for read in reading.matches:
            match = self._placed(read)
            said = reading.said(read)
            for subject in match.subjects:
                known = findings.get(subject)
                # Of two names of one medicine, one that is not said to be stopped counts.
                if subject[0] != "~" and (known is None or (known.said and not said)):
                    findings[subject] = self._finding(match, subject, said, reading.uses(read))
            unclear = any(c[0] != "~" for c in match.candidates)
            if unclear:
                ambiguous.append(match)
            held = match.subjects if unclear else (*match.subjects, *match.candidates)
            if any(s[0] == "~" for s in held):
                other.append(match)
        found = tuple(sorted(findings.values(), key=lambda f: f.of_group))
        worst = worst_of(f.worst for f in found)
        return _Parts(
            outcome=_outcome(worst, found, ambiguous, other),
            findings=found,
            not_assessed=tuple(other),
            ambiguous=tuple(ambiguous),
        )


def _matches(answer: Answer) -> tuple[Match, ...]:
    """Return every match of an answer, once."""
    found = (finding.matched for finding in answer.findings)
    return tuple(dict.fromkeys([*found, *answer.not_assessed, *answer.ambiguous]))


def _is_missing(entry: object) -> bool:
    """Return whether a value stands for no value: None, NaN, NaT, or the NA of pandas.

    What is missing does not equal itself: NaN and NaT say so, and NA gives NA again,
    which is neither true nor false. No library needs to be known for that.
    """
    if entry is None:
        return True
    same: object = None
    try:
        same = entry == entry  # noqa: PLR0124
        return not same
    except Exception:
        # Foreign values may raise anything, as an array does; they are not missing.
        return same is entry


def _outcome(
    worst: Level | None, found: tuple[Finding, ...], ambiguous: list[Match], other: list[Match]
) -> Outcome:
    """Return the outcome of an entry: the one that asks for most attention."""
    if worst is not None:
        return Outcome.LISTED
    if ambiguous:
        return Outcome.AMBIGUOUS
    if other or any(f.outcome is Outcome.NOT_ASSESSED for f in found):
        return Outcome.NOT_ASSESSED
    return Outcome.ACCEPTABLE if found else Outcome.UNRECOGNISED
