"""What to ask of a patient: the conditions whose knowledge would change an answer."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from mitosafe.errors import UnknownValue
from mitosafe.judge import ConditionalLevel, Judgement
from mitosafe.model import LANGUAGES, Condition, Level, Term, Words

Terms = Callable[[str, str], Term]


@attrs.frozen(kw_only=True)
class Question:
    """A condition of which it is not known whether the patient meets it.

    Examples:
        >>> import mitosafe
        >>> [finding] = mitosafe.check("valproate").findings
        >>> finding.questions[0].level.value
        'red'
    """

    condition: Condition
    #: The level if it holds; it is worse than the one that holds now.
    level: Level
    #: The level if it does not.
    otherwise: Level | None
    #: Ids of the condition elsewhere, such as `ORPHA:726`.
    ids: tuple[str, ...] = ()
    #: What is asked, in each language: "POLG-related disease?"
    words: Words


def asked(judgement: Judgement, known: frozenset[str], term: Terms) -> tuple[Question, ...]:
    """Return the questions of a judgement, the worst first.

    Args:
        judgement: What the rule makes of a drug.
        known: What is known to hold; of a condition only the unknown part is asked.
        term: Gives a term by its vocabulary and id.
    """
    return tuple(_question(open_, judgement.level, known, term) for open_ in judgement.questions)


def _question(
    found: ConditionalLevel, otherwise: Level | None, known: frozenset[str], term: Terms
) -> Question:
    condition = found.condition
    parts: list[Words] = []
    ids: tuple[str, ...] = ()
    if condition.population not in known:
        asked_of = term("conditions", condition.population)
        ids = asked_of.ids
        parts.append(_filled(term("phrases", "ask-what"), what=asked_of.words))
    if condition.circumstance is not None and condition.circumstance not in known:
        parts.append(_of_use(condition.circumstance, term))
    words = parts[0]
    if len(parts) > 1:
        first, second = parts
        bare = Words(**{n: first[n].rstrip(" ?") for n in LANGUAGES})
        words = _filled(term("phrases", "ask-both"), first=bare, second=second)
    return Question(
        condition=condition, level=found.level, otherwise=otherwise, ids=ids, words=words
    )


def _of_use(circumstance: str, term: Terms) -> Words:
    """Return how a use is asked for; a list without that wording says the use with a mark."""
    try:
        return term("questions", circumstance).words
    except UnknownValue:
        said = term("circumstances", circumstance).words
        return _filled(term("phrases", "ask-what"), what=said)


def _filled(pattern: Term, **parts: Words) -> Words:
    """Fill a sentence in each language."""
    return Words(
        **{
            name: pattern.words[name].format(**{key: part[name] for key, part in parts.items()})
            for name in LANGUAGES
        }
    )
