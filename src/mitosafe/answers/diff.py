"""What changed between two releases: in which direction, and because of which statements."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from typing import Any, Protocol

import attrs

from mitosafe.answers.answer import Answer, Lexicon, Report
from mitosafe.answers.shown import Shown
from mitosafe.judge import Judgement, reviews_behind
from mitosafe.model import Drug, Group, Level, Outcome, Patient, Release, Review, Statement


class ChangeKind(enum.StrEnum):
    """One way in which the answer for a drug differs between two releases."""

    #: Said nothing of before; now there is a level or an acceptance.
    ADDED = "added"
    #: Nothing is said of it any more.
    WITHDRAWN = "withdrawn"
    RAISED = "raised"
    LOWERED = "lowered"
    CONDITION_ADDED = "condition-added"
    CONDITION_REMOVED = "condition-removed"
    #: The level is the same, but other statements give it.
    EVIDENCE = "evidence-changed"
    CONTESTED = "contested-changed"


@attrs.frozen(kw_only=True)
class Change:
    """How the answer for one drug or group differs, and why.

    Args:
        drug: The drug, substance, measure or group.
        kinds: The ways in which it differs.
        old: The judgement in the older release.
        new: The judgement in the newer release.
        came: Statements that decide in the newer release only.
        went: Statements that decided in the older release only.
    """

    drug: Drug | Group
    kinds: tuple[ChangeKind, ...]
    old: Judgement
    new: Judgement
    came: tuple[Statement, ...]
    went: tuple[Statement, ...]


class Asked(Lexicon, Protocol):
    """What a diff needs: words to be shown with, and a list to be asked again."""

    def check_all(
        self,
        entries: Iterable[object],
        *,
        system: str | None = None,
        patient: Patient | None = None,
        release: str | None = None,
    ) -> Report:
        """Say what a release says of entries."""


@attrs.frozen(kw_only=True)
class Affected:
    """An entry whose answer differs between two releases."""

    entry: object
    old: Answer
    new: Answer


@attrs.frozen(kw_only=True, repr=False)
class ReleaseDiff(Shown):
    """The changes between two releases.

    Examples:
        >>> import mitosafe
        >>> diff = mitosafe.diff("2017.2", "2024.1")
        >>> [a.entry for a in diff.affecting(["carbamazepine", "amoxicillin"])]
        ['carbamazepine']
    """

    old: Release
    new: Release
    #: One for each drug or group whose judgement differs, in the order of their ids.
    changes: tuple[Change, ...]
    #: The corrections among the releases that came after the older one, up to the newer one.
    corrections: tuple[Release, ...] = ()
    _lexicon: Asked = attrs.field(alias="lexicon", eq=False, repr=False)

    def __repr__(self) -> str:
        """Return the releases and how much changed; `text()` has the rest."""
        return f"<ReleaseDiff {self.old.id} to {self.new.id}: {len(self.changes)} changes>"

    @property
    def reviews(self) -> tuple[Review, ...]:
        """The reviews of every statement behind the changes; none while one is not reviewed."""
        return reviews_behind(judged for c in self.changes for judged in (c.old, c.new))

    @property
    def lexicon(self) -> Lexicon:
        """The list that gave the changes."""
        return self._lexicon

    def rows(self, language: str = "en") -> list[dict[str, Any]]:
        """Return one flat row for each change, of which any library makes a table.

        Args:
            language: The language of the names.

        Returns:
            Dictionaries of texts and none: the drug, what changed, and both levels before
            and after.

        Raises:
            UnknownValue: If the language is none of `en`, `fr`, `nl`.
        """
        from mitosafe.answers import rows

        return rows.of_diff(self, language)

    def affecting(
        self,
        entries: Iterable[object],
        *,
        system: str | None = None,
        patient: Patient | None = None,
    ) -> tuple[Affected, ...]:
        """Return the entries whose answer differs between the two releases.

        Args:
            entries: Medication entries, such as the list of a patient.
            system: The system of the codes, if they are codes; none for names.
            patient: What is known of the patient.

        Returns:
            Those whose outcome, level, conditions or deciding statements differ.

        Raises:
            UnknownValue: If the system or a condition of the patient is not known.
            WrongType: If `entries` is no list, as for `check_all`.
        """
        ask = self._lexicon.check_all
        before = ask(entries, system=system, patient=patient, release=self.old.id)
        again = [answer.entry for answer in before]
        after = ask(again, system=system, patient=patient, release=self.new.id)
        return tuple(
            Affected(entry=old.entry, old=old, new=new)
            for old, new in zip(before, after, strict=True)
            if _essence(old) != _essence(new)
        )


def _essence(answer: Answer) -> tuple[object, ...]:
    findings = ((f.drug.id, f.conditions, f.level, f.statements) for f in answer.findings)
    return answer.outcome, answer.worst, tuple(findings)


def change(drug: Drug | Group, old: Judgement, new: Judgement) -> Change | None:
    """Compare two judgements on one drug.

    Args:
        drug: The drug or group.
        old: The judgement in the older release.
        new: The judgement in the newer release.

    Returns:
        The change; none if neither the answer nor the deciding statements differ.
    """
    came = tuple(s for s in new.statements if s not in old.statements)
    went = tuple(s for s in old.statements if s not in new.statements)
    kinds = tuple(_kinds(old, new, changed=bool(came or went)))
    if not kinds:
        return None
    return Change(drug=drug, kinds=kinds, old=old, new=new, came=came, went=went)


def _kinds(old: Judgement, new: Judgement, *, changed: bool) -> Iterable[ChangeKind]:
    silent = Outcome.NOT_ASSESSED
    before, after = _heights(old), _heights(new)
    if old.outcome is silent and new.outcome is not silent:
        yield ChangeKind.ADDED
    elif new.outcome is silent and old.outcome is not silent:
        yield ChangeKind.WITHDRAWN
    elif before < after:
        yield ChangeKind.RAISED
    elif after < before:
        yield ChangeKind.LOWERED
    elif changed:
        yield ChangeKind.EVIDENCE
    was, is_now = ({c.condition for c in j.conditions} for j in (old, new))
    if is_now - was:
        yield ChangeKind.CONDITION_ADDED
    if was - is_now:
        yield ChangeKind.CONDITION_REMOVED
    if bool(old.contested_in) != bool(new.contested_in):
        yield ChangeKind.CONTESTED


def _heights(judgement: Judgement) -> tuple[int, int]:
    """Return the worst level and the one that holds as numbers, none being lowest."""
    levels = list(Level)
    return tuple(  # type: ignore[return-value]
        0 if level is None else 1 + levels.index(level)
        for level in (judgement.worst, judgement.level)
    )
