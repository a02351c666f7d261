"""The sentences of the integrations, for every list.

A hospital's own list need not carry them; where it has none, those of the packaged list
are used.
"""

from __future__ import annotations

from mitosafe.answers.dataset import Dataset
from mitosafe.answers.packaged import dataset as packaged
from mitosafe.errors import UnknownValue

#: The vocabulary in which the sentences stand.
VOCABULARY = "exchange"


def sentence(dataset: Dataset, term: str, language: str) -> str:
    """Return a sentence of the integrations.

    Args:
        dataset: The list whose wording is wanted.
        term: A term of the vocabulary `exchange`.
        language: `en`, `fr` or `nl`.

    Returns:
        The sentence, with places for values where it has some.

    Raises:
        UnknownValue: If no list has such a term.

    Examples:
        >>> sentence(packaged(), "also-not-read", "nl").split(";")[0]
        'Niet begrepen'
    """
    try:
        found = dataset.term(VOCABULARY, term)
    except UnknownValue:
        found = packaged().term(VOCABULARY, term)
    return found.words[language]
