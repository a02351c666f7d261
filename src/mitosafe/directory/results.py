"""What the directory answers: frozen values that explain and render themselves."""

from __future__ import annotations

import datetime
import enum
import json
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn, Protocol

import attrs

from mitosafe.directory.community import Community, CommunityStatus
from mitosafe.directory.filters import FitReason
from mitosafe.model import Release, Term
from mitosafe.render import language as checked_language


class Words(Protocol):
    """What is needed in order to show the directory: its terms."""

    def term(self, vocabulary: str, term: str) -> Term:
        """Return a term."""


class DirectoryRenders:
    """What can be shown: as text, Markdown, HTML cards, plain values and JSON."""

    def text(self, language: str = "en") -> str:
        """Return it as plain text for a terminal.

        Args:
            language: `en`, `fr` or `nl`.

        Returns:
            Lines of text, ending with the release and what one should know.

        Raises:
            UnknownValue: If the language is none of them.
            MissingExtra: If names of languages or countries are to be shown and
                `mitosafe[directory]` is not installed.
        """
        from mitosafe.directory import cards, document
        from mitosafe.render import text

        return text.render(cards.blocks(document.page(self, language)))

    def markdown(self, language: str = "en") -> str:
        """Return it as Markdown; the arguments and errors are those of `text`."""
        from mitosafe.directory import cards, document
        from mitosafe.render import markdown

        return markdown.render(cards.blocks(document.page(self, language)))

    def html(self, language: str = "en") -> str:
        """Return it as one HTML element; the arguments and errors are those of `text`."""
        from mitosafe.directory import cards, document

        return cards.html(document.page(self, language), language)

    def as_dict(self, language: str = "en") -> dict[str, Any]:
        """Return it as plain values; the arguments and errors are those of `text`."""
        from mitosafe.directory import data

        return data.render(self, language)

    def json(self, language: str = "en") -> str:
        """Return it as JSON; the arguments and errors are those of `text`."""
        return json.dumps(self.as_dict(language), ensure_ascii=False, indent=2) + "\n"

    def _repr_html_(self) -> str:
        """Show it in a notebook, in English."""
        return self.html()


@attrs.frozen(kw_only=True)
class BroaderQuery:
    """A question that asks for less, and what it would give.

    Args:
        without: The arguments that it leaves out.
        communities: What it gives.
    """

    without: tuple[str, ...]
    communities: tuple[Community, ...]


class CommunityResults(tuple[Community, ...], DirectoryRenders):
    """The communities that answer a question, the best first, with the reasons.

    It is a tuple of `Community`. When it is empty, `emptied_by` says which arguments
    left nothing over and `wider` what the nearest wider questions would give.

    Examples:
        >>> import mitosafe
        >>> found = mitosafe.communities(language="it", disorder="melas", kind="organisation")
        >>> found[0].name, [r.how.value for r in found.why(found[0])]
        ('Mitocon', ['exact', 'wider', 'exact'])
        >>> mitosafe.communities(country="TR").emptied_by
        ('country',)
    """

    #: What was asked, by argument, as ids, tags and codes.
    asked: Mapping[str, tuple[str, ...]]
    #: The reasons of each community by its id.
    reasons: Mapping[str, tuple[FitReason, ...]]
    #: The arguments that left nothing over; empty if something was found.
    emptied_by: tuple[str, ...]
    #: The nearest wider questions, if nothing was found.
    wider: tuple[BroaderQuery, ...]
    #: The release that was asked.
    release: Release
    #: The day of the question, if the caller gave one.
    on: datetime.date | None
    #: The words in which it is shown.
    lexicon: Words

    def __new__(cls, communities: Iterable[Community], **kept: Any) -> CommunityResults:
        """Keep the communities and what explains them."""
        found = super().__new__(cls, communities)
        found.__dict__.update(kept)
        return found

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """Refuse: an answer does not change."""
        raise attrs.exceptions.FrozenInstanceError

    def rows(self, language: str = "en") -> list[dict[str, Any]]:
        """Return one flat row for each community, of which any library makes a table.

        Args:
            language: The language of the descriptions.

        Returns:
            Dictionaries of texts and none; several languages, countries or disorders of
            one community are joined by `; `.

        Raises:
            UnknownValue: If the language is none of `en`, `fr`, `nl`.
        """
        checked_language(language)
        return [
            {
                "id": one.id,
                "kind": one.kind.value,
                "name": one.name,
                "url": one.url,
                "platform": one.platform,
                "status": one.status.value,
                "languages": "; ".join(one.languages),
                "countries": "; ".join(one.countries),
                "disorders": "; ".join(one.disorders),
                "organisation": one.organisation,
                "last_checked": one.last_checked,
                "description": one.description[language],
                "release": self.release.id,
            }
            for one in self
        ]

    def __repr__(self) -> str:
        """Name the communities by id."""
        return f"<CommunityResults: {', '.join(one.id for one in self) or 'nothing'}>"

    def why(self, community: Community) -> tuple[FitReason, ...]:
        """Return the reasons for which a community is here.

        Args:
            community: One of them.

        Returns:
            A reason for each argument of the question.
        """
        return self.reasons[community.id]


class DirectoryChangeKind(enum.StrEnum):
    """One way in which an entry of the directory differs between two releases."""

    ADDED = "added"
    CLOSED = "closed"
    #: It has another address or platform, or another has taken its place.
    MOVED = "moved"
    RENAMED = "renamed"
    STATUS = "status-changed"


@attrs.frozen(kw_only=True)
class DirectoryChange:
    """How one entry differs between two releases.

    Args:
        kinds: The ways in which it differs.
        old: What it was; none if it was not there.
        new: What it is.
    """

    kinds: tuple[DirectoryChangeKind, ...]
    old: Community | None
    new: Community


@attrs.frozen(kw_only=True)
class DirectoryDiff(DirectoryRenders):
    """The changes of the directory between two releases.

    What was removed on request is in neither: nothing of it is kept.

    Examples:
        >>> import mitosafe
        >>> len(mitosafe.directory_diff("2024.1", "2026.2").changes)
        135
    """

    old: Release
    new: Release
    changes: tuple[DirectoryChange, ...]
    _lexicon: Words = attrs.field(alias="lexicon", eq=False, repr=False)

    @property
    def lexicon(self) -> Words:
        """The words in which it is shown."""
        return self._lexicon


def compare(old: Community | None, new: Community | None) -> DirectoryChange | None:
    """Compare an entry in two releases.

    Args:
        old: What it was in the older release; none if it was not there.
        new: What it is in the newer one.

    Returns:
        The change; none if there is none to tell.
    """
    if new is None:
        return None
    kinds = tuple(_kinds(old, new))
    return DirectoryChange(kinds=kinds, old=old, new=new) if kinds else None


def _kinds(old: Community | None, new: Community) -> Iterable[DirectoryChangeKind]:
    if old is None:
        yield DirectoryChangeKind.ADDED
        return
    if old.status is not new.status:
        special = {
            CommunityStatus.CLOSED: DirectoryChangeKind.CLOSED,
            CommunityStatus.SUPERSEDED: DirectoryChangeKind.MOVED,
        }
        yield special.get(new.status, DirectoryChangeKind.STATUS)
    if (old.url, old.platform) != (new.url, new.platform):
        yield DirectoryChangeKind.MOVED
    if old.name != new.name:
        yield DirectoryChangeKind.RENAMED
