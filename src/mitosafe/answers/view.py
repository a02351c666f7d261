"""A list as of one release and for one patient: what entries are answered from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from mitosafe.answers.answer import Answer, Finding
from mitosafe.judge import Judgement, Knowledge, judge
from mitosafe.lookup.index import Match
from mitosafe.lookup.reader import is_blank
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

    def __init__(self, dataset: Dataset, release: Release, patient: Patient) -> None:
        """Keep the release and what is known of the patient."""
        self.dataset = dataset
        self.release = release
        self.patient = patient
        self._known: dict[frozenset[str], Knowledge] = {}
        self._options: dict[str, tuple[Option, ...]] = {}
        self._read = dataset.matcher.read
        self._parts: dict[tuple[int, ...], tuple[tuple[Match, ...], _Parts]] = {}

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
        said = self.dataset.statements(subject, self.release.id)
        return judge(said, self.dataset.sources, self.knowledge(uses))

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

    def _finding(self, match: Match, subject: str) -> Finding:
        drug = self.dataset.subject(subject)
        uses = frozenset((match.route,)) if match.route else NO_USES
        return Finding(
            drug=drug,
            matched=match,
            judgement=self.judgement(drug, uses),
            background=tuple(self.dataset.background(drug, self.release.id)),
            known=self.knowledge(uses).known,
            lexicon=self.dataset,
        )

    def check(self, entry: object, system_name: str) -> Answer:
        """Answer one entry."""
        if type(entry) is str and system_name == "name":
            matches, unread, seen = self._read(entry)
            if matches or unread:
                return self._answer(entry, "name", matches, unread, seen)
        if isinstance(entry, str):
            return self._text(entry, system_name)
        if _is_missing(entry):
            return self._made(entry, system_name, _EMPTY, (), ())
        return self._made(entry, system_name, _UNRECOGNISED, (entry_text(entry)[:_SHOWN],), ())

    def _text(self, entry: str, system_name: str) -> Answer:
        """Answer a code, and text with nothing in it to be read or that only derives from `str`."""
        text = entry_text(entry)
        matches: tuple[Match, ...] = ()
        unread: tuple[str, ...] = ()
        seen: tuple[str, ...] = ()
        if is_blank(text):
            return self._made(entry, system_name, _EMPTY, (), ())
        if system_name == "name":
            matches, unread, seen = self._read(text)
        elif match := self.dataset.index.code(system_name, text):
            matches = (match,)
        if matches or unread:
            return self._answer(entry, system_name, matches, unread, seen)
        return self._made(entry, system_name, _UNRECOGNISED, (text.strip(),), seen)

    def _answer(
        self,
        entry: object,
        system_name: str,
        matches: tuple[Match, ...],
        unread: tuple[str, ...],
        seen: tuple[str, ...],
    ) -> Answer:
        # The same names in other entries give the same parts: judged once, found by identity.
        key = tuple(map(id, matches))
        kept = self._parts.get(key)
        if kept is None:
            if len(self._parts) > _REMEMBER:
                self._parts.clear()
            # The matches are kept beside the parts, so that their ids stay their own.
            kept = self._parts[key] = (matches, self._judged(matches))
        return self._made(entry, system_name, kept[1], unread, seen)

    def _made(
        self,
        entry: object,
        system_name: str,
        parts: _Parts,
        unread: tuple[str, ...],
        seen: tuple[str, ...],
    ) -> Answer:
        return Answer(
            entry=entry,
            system=system_name,
            outcome=parts.outcome,
            findings=parts.findings,
            not_assessed=parts.not_assessed,
            ambiguous=parts.ambiguous,
            unread=unread,
            seen=seen,
            release=self.release,
            patient=self.patient,
            lexicon=self.dataset,
        )

    def _judged(self, matches: tuple[Match, ...]) -> _Parts:
        """Judge what the names in an entry stand for."""
        findings: dict[str, Finding] = {}
        other: list[Match] = []
        ambiguous: list[Match] = []
        for match in matches:
            for subject in match.subjects:
                if subject[0] != "~" and subject not in findings:
                    findings[subject] = self._finding(match, subject)
            if any(c[0] != "~" for c in match.candidates):
                ambiguous.append(match)
            if any(s[0] == "~" for s in match.subjects) or (
                not match.subjects and match not in ambiguous
            ):
                other.append(match)
        found = tuple(sorted(findings.values(), key=lambda f: f.of_group))
        worst = worst_of(f.worst for f in found)
        return _Parts(
            outcome=_outcome(worst, found, ambiguous, other),
            findings=found,
            not_assessed=tuple(other),
            ambiguous=tuple(ambiguous),
        )


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
