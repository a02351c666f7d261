"""How far a clinician has reviewed what a page shows: counted, never written by hand."""

from __future__ import annotations

from collections.abc import Iterable

from tools.site.book import Subject, Tongue

from mitosafe import Release, Statement
from mitosafe.answers import closing
from mitosafe.model import reviews


def of_release(say: Tongue, release: Release | None = None) -> str:
    """Say it of all that counts in a release; the newest if none is given."""
    release = release or say.book.newest
    return _said(say, say.book.behind(release), f"{say.phrase('release')} {release.id}")


def of_all_releases(say: Tongue) -> str:
    """Say it of all that ever counted."""
    said = (each for release in say.book.releases for each in say.book.behind(release))
    return _said(say, said, say.phrase("releases"))


def of_subject(say: Tongue, subject: Subject) -> str:
    """Say it of what decides, or decided once, on a drug or group."""
    return _said(say, say.book.judgement(subject).considered, say.name(subject))


def _said(say: Tongue, statements: Iterable[Statement], what: str) -> str:
    """Say it as answers do where all or none are reviewed, and else how many are."""
    shown = {statement.id: statement for statement in statements}.values()
    lacking = sum(statement.reviewed is None for statement in shown)
    if 0 < lacking < len(shown):
        some = say("reviewed-some")
        return some.format(what=what, no=lacking, all=len(shown), yes=len(shown) - lacking)
    return closing.review(say.book.data, reviews(shown)).words[say.language]
