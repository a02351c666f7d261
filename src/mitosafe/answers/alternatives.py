"""What a source accepts for a use and no standing warning touches, for one patient.

A duty to monitor is no warning against it: what is accepted and to be watched is an option.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from mitosafe.answers.questions import Question, asked
from mitosafe.judge import Judgement, Knowledge, condition_of
from mitosafe.judge.weighing import weight
from mitosafe.model import (
    Condition,
    Drug,
    Level,
    Statement,
    SubjectKind,
    TermId,
    Verdict,
    worst_of,
)

if TYPE_CHECKING:
    from mitosafe.answers.view import View


@attrs.frozen(kw_only=True, repr=False)
class Option:
    """A medicine that a source accepts for this patient; never a recommendation.

    Examples:
        >>> import mitosafe
        >>> first = mitosafe.options("epilepsy")[0]
        >>> first.said.verdict.warns
        False
    """

    drug: Drug
    #: What it is used for.
    indication: TermId
    #: The best supported acceptance.
    said: Statement
    #: For whom and in which use it is accepted; the empty condition is everybody in any use.
    accepted: tuple[Condition, ...]
    #: How many sources accept it.
    sources: int
    #: What is not known of the patient and would give it a level.
    questions: tuple[Question, ...] = ()

    def __repr__(self) -> str:
        """Return the drug, its use, and how many things are to be asked."""
        return f"<Option {self.drug.id} for {self.indication}, {len(self.questions)} questions>"

    @property
    def worst(self) -> Level | None:
        """The worst level that could still apply."""
        return worst_of(question.level for question in self.questions)


def options(view: View, indication: TermId) -> tuple[Option, ...]:
    """Return the options for a use, the best supported first.

    Args:
        view: The list as of a release and for a patient.
        indication: What they are used for.
    """
    knowledge = view.knowledge()
    found = [
        option
        for drug in view.dataset.everything()
        if indication in drug.indications and drug.in_use and drug.kind is SubjectKind.MEDICINE
        for option in _option(drug, indication, view, knowledge)
    ]
    # Stable sorts: by id, then the ones that leave less to be asked, then the support.
    found.sort(key=lambda o: (o.worst is not None, o.worst or Level.YELLOW, o.drug.id))
    found.sort(key=lambda o: _support(o, view), reverse=True)
    return tuple(found)


def _option(drug: Drug, indication: TermId, view: View, knowledge: Knowledge) -> Iterator[Option]:
    judged = view.judgement(drug)
    accepting = _accepting(judged, knowledge)
    if accepting and not _warned(judged, knowledge):
        sources = view.dataset.sources
        yield Option(
            drug=drug,
            indication=indication,
            said=max(accepting, key=lambda s: weight(s, sources)),
            accepted=tuple(dict.fromkeys(map(condition_of, accepting))),
            sources=len({s.source for s in accepting}),
            questions=asked(judged, knowledge.known, view.dataset.term),
        )


def _accepting(judged: Judgement, knowledge: Knowledge) -> list[Statement]:
    """Return the acceptances that are of this patient; their use may be unknown."""
    return [s for s in judged.statements if not s.verdict.warns and knowledge.has(s.population)]


def _warned(judged: Judgement, knowledge: Knowledge) -> bool:
    """Return whether anything that holds says more than that it is to be monitored."""
    holding = (s.verdict for s in judged.statements if knowledge.confirms(condition_of(s)))
    return any(verdict.warns and verdict is not Verdict.MONITOR for verdict in holding)


def _support(option: Option, view: View) -> tuple[object, ...]:
    said, source = option.said, view.dataset.sources[option.said.source]
    own = said.subject == option.drug.id
    return source.rank, said.evidence, said.circumstance is None, own, option.sources
