"""The words of an integration, in one language, from the list's own terms."""

from __future__ import annotations

from mitosafe.answers import closing
from mitosafe.answers.dataset import Dataset
from mitosafe.answers.wording import sentence
from mitosafe.model import Release, Review
from mitosafe.render import language as checked_language

#: What begins every identifier that is made here; there is no registered address yet.
NAMESPACE = "urn:mitosafe:"


class Words:
    """Gives the wording of terms in one language."""

    def __init__(self, dataset: Dataset, language: str) -> None:
        """Keep the list and the language, `UnknownValue` if it is none of `en`, `fr`, `nl`."""
        self.language = checked_language(language)
        self._dataset = dataset

    def word(self, vocabulary: str, term: str) -> str:
        """Return the wording of a term."""
        return self._dataset.term(vocabulary, term).words[self.language]

    def phrase(self, term: str) -> str:
        """Return a sentence that every rendering of an answer uses."""
        return self.word("phrases", term)

    def say(self, term: str, **values: object) -> str:
        """Return a sentence of the integrations, with its values put in."""
        return sentence(self._dataset, term, self.language).format(**values)

    def release(self, release: Release) -> str:
        """Return a release as it is to be cited: by id and date."""
        return self.say("card-source", release=release.id, date=release.date)

    def warnings(self, reviews: tuple[Review, ...] = ()) -> tuple[str, ...]:
        """Return what is said beside every answer: the review status, absence, not advice.

        Args:
            reviews: The reviews of every statement shown; none as long as one has none.

        Returns:
            The sentences.
        """
        review = closing.review(self._dataset, reviews).words[self.language]
        return review, *(self.phrase(term) for term in ("absence", "not-advice"))
