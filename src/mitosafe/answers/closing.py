"""What is said beside every answer: whether it was reviewed, what absence is not, and more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from mitosafe.model import LANGUAGES, Review, Term, Words

if TYPE_CHECKING:
    from mitosafe.answers.answer import Lexicon

#: Those that must not be missed; the review status stands before them.
LOUD = ("absence",)
QUIET = ("not-advice", "never-stop", "colours")


def review(lexicon: Lexicon, reviews: tuple[Review, ...] = ()) -> Term:
    """Say whether what is shown was reviewed by a clinician.

    Args:
        lexicon: The words of the list.
        reviews: The reviews of every statement shown (`entries.reviews`); none as long
            as one of them has none.

    Returns:
        The term `not-reviewed`, or `reviewed` with who did it (a role, not a name) and when.
    """
    if not reviews:
        return lexicon.term("phrases", "not-reviewed")
    term = lexicon.term("phrases", "reviewed")
    who = "; ".join(dict.fromkeys(f"{one.by}, {one.date}" for one in reviews))
    return attrs.evolve(term, words=Words(**{k: f"{term.words[k]}: {who}." for k in LANGUAGES}))


def warnings(lexicon: Lexicon, reviews: tuple[Review, ...] = ()) -> tuple[Term, ...]:
    """Return every sentence that ends an answer; the arguments are those of `review`."""
    rest = (lexicon.term("phrases", term) for term in (*LOUD, *QUIET))
    return review(lexicon, reviews), *rest
