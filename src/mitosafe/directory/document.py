"""What is shown of the directory: a page of cards, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from mitosafe.directory import languages as tags
from mitosafe.directory.cards import Card, Page, Row
from mitosafe.directory.community import Basis, Community, NameIs
from mitosafe.directory.results import CommunityResults, DirectoryChange, DirectoryDiff, Words
from mitosafe.model import Release
from mitosafe.render import language as checked_language

if TYPE_CHECKING:
    from mitosafe.directory.awareness import Awareness, AwarenessEvent
    from mitosafe.directory.filters import FitReason

#: The vocabularies of the arguments of a question whose values are terms.
_VOCABULARIES = {
    "disorder": "disorders",
    "platform": "platforms",
    "organiser": "organisers",
    "status": "community-statuses",
    "kind": "community-kinds",
}


def page(value: Any, language: str) -> Page:
    """Say what is shown of an answer of the directory.

    Args:
        value: A `CommunityResults`, a `DirectoryDiff` or an `Awareness`.
        language: `en`, `fr` or `nl`.

    Returns:
        The page.

    Raises:
        UnknownValue: If the language is none of them.
        MissingExtra: If names of languages or countries are to be shown and
            `mitosafe[directory]` is not installed.
    """
    writer = Writer(value.lexicon, checked_language(language))
    if isinstance(value, CommunityResults):
        return writer.found(value)
    return writer.diff(value) if isinstance(value, DirectoryDiff) else writer.awareness(value)


class Writer:
    """Writes pages in one language, with the words of the list's own terms."""

    def __init__(self, lexicon: Words, language: str) -> None:
        self.lexicon, self.language = lexicon, language

    def word(self, vocabulary: str, term: str) -> str:
        """Return the wording of a term."""
        return self.lexicon.term(vocabulary, term).words[self.language]

    def phrase(self, term: str) -> str:
        """Return a phrase of the directory."""
        return self.word("directory-phrases", term)

    def with_basis(self, shown: Iterable[str], basis: str | None) -> str:
        """Say what is shown with what it rests on, or that it is not known."""
        named = ", ".join(shown)
        return f"{named} ({basis})" if named and basis else named or self.phrase("not-known")

    # Communities

    def found(self, found: CommunityResults) -> Page:
        """Write the answer to a question."""
        return Page(
            f"{len(found)} {self.phrase('results')}",
            tuple(self.about_question(found)),
            tuple(self.card(one, self.found_rows(found, one)) for one in found),
            self.closing(found.release, "not-recommended", "not-visited", "no-medicine"),
        )

    def about_question(self, found: CommunityResults) -> Iterator[str]:
        """Say what was asked and, of an empty answer, what emptied it."""
        asked = [
            f"{self.phrase(f'filter-{name}')}: {', '.join(self.value(name, v) for v in values)}"
            for name, values in found.asked.items()
        ]
        yield f"{self.phrase('asked')}: {'; '.join(asked) or self.phrase('all')}"
        if found.emptied_by:
            named = ", ".join(self.phrase(f"filter-{name}") for name in found.emptied_by)
            yield self.phrase("nothing")
            yield f"{self.phrase('emptied-by')}: {named}"
        for wider in found.wider:
            named = ", ".join(self.phrase(f"filter-{name}") for name in wider.without)
            yield (
                f"{self.phrase('without')} {named} {self.phrase('would-be')}: "
                f"{len(wider.communities)}"
            )

    def value(self, name: str, value: str) -> str:
        """Say a value of a question in words."""
        if name == "language":
            return tags.language_name(value, self.language)
        if name == "country":
            return tags.country_name(value, self.language)
        try:
            return self.word(_VOCABULARIES[name], value)
        except LookupError:  # a text, or the name of an organisation
            return value

    def found_rows(self, found: CommunityResults, one: Community) -> Iterator[Row]:
        """Return the lines on a community that was found, with its age and the reasons."""
        yield from self.rows(one)
        days = None if found.on is None else one.days_since_checked(found.on)
        ago = f" ({days} {self.phrase('days-ago')} {found.on})" if days and days > 0 else ""
        yield Row(self.phrase("checked"), f"{one.last_checked}{ago}")
        if reasons := found.why(one):
            yield Row(self.phrase("why"), "; ".join(map(self.reason, reasons)))

    def reason(self, reason: FitReason) -> str:
        """Say why a community is here."""
        shown = self.value(reason.filter, reason.found or reason.asked)
        how = self.phrase(f"how-{reason.how.value}")
        return f"{self.phrase(f'filter-{reason.filter}')}: {shown} ({how})"

    def card(self, one: Community, rows: Iterable[Row]) -> Card:
        """Write a community as a card."""
        return Card(one.name, _language_of(one), one.description[self.language], tuple(rows))

    def rows(self, one: Community) -> Iterator[Row]:
        """Return the lines on a community, in the order in which one asks."""
        yield Row(self.phrase("kind"), self.word("community-kinds", one.kind.value))
        if one.name_is is NameIs.LISTING_LABEL:
            yield Row(self.phrase("name"), self.phrase("label-only"))
        yield Row(self.phrase("link"), one.url or self.phrase("no-link"), one.url)
        yield Row(self.phrase("platform"), self.word("platforms", one.platform))
        yield Row(self.phrase("languages"), self.languages(one))
        yield Row(self.phrase("countries"), self.countries(one))
        yield Row(self.phrase("disorders"), ", ".join(self.disorders(one)))
        if one.audience:
            yield Row(self.phrase("audience"), self.word("audiences", one.audience))
        organiser = self.word("organisers", one.organiser)
        yield Row(
            self.phrase("organiser"),
            self.with_basis([one.organisation or organiser], one.organisation and organiser),
        )
        yield Row(self.phrase("access"), self.word("accesses", one.access))
        yield Row(self.phrase("status"), self.status(one))
        if one.local:
            yield Row(self.phrase("source"), self.phrase("local"))
        yield Row(self.phrase("listing"), one.source.title, one.listing, "")
        yield Row(self.phrase("confidence"), self.word("confidences", one.confidence))

    def languages(self, one: Community) -> str:
        """Name the languages and their basis."""
        names = [tags.language_name(tag, self.language) for tag in one.languages]
        return self.with_basis(names, self.word("language-bases", one.language_basis))

    def countries(self, one: Community) -> str:
        """Name the countries and their basis."""
        names = [tags.country_name(code, self.language) for code in one.countries]
        basis = one.country_basis or Basis.STATED
        return self.with_basis(names, self.phrase(f"basis-{basis.value}"))

    def disorders(self, one: Community) -> Iterator[str]:
        """Name the disorders with their ids elsewhere."""
        for disorder in one.disorders:
            term = self.lexicon.term("disorders", disorder)
            ids = ", ".join(term.ids)
            yield f"{term.words[self.language]} [{ids}]" if ids else term.words[self.language]

    def status(self, one: Community) -> str:
        """Say the status, with the day or what has taken its place."""
        said = self.word("community-statuses", one.status.value)
        if one.closed:
            return f"{said}, {self.phrase('closed-on')} {one.closed}"
        if one.superseded_by:
            return f"{said}: {one.superseded_by}"
        return said

    def closing(self, release: Release, *phrases: str) -> tuple[tuple[str, bool], ...]:
        """Say the release, the review status, and what one should know."""
        made = f"{self.word('phrases', 'release')}: {release.id}, {release.date}"
        reviewed = self.word("phrases", "not-reviewed")
        advice = self.word("phrases", "not-advice")
        return (
            (made, False),
            (reviewed, True),
            *((self.phrase(term), term == "not-recommended") for term in phrases),
            (advice, False),
        )

    # Changes and days

    def diff(self, diff: DirectoryDiff) -> Page:
        """Write the changes between two releases."""
        return Page(
            f"{diff.old.id} → {diff.new.id}: {len(diff.changes)} {self.phrase('changes')}",
            (),
            tuple(self.change(change) for change in diff.changes),
            self.closing(diff.new, "not-recommended", "not-visited"),
        )

    def change(self, change: DirectoryChange) -> Card:
        """Write a change as the card of what it is now."""
        kinds = ", ".join(self.phrase(f"change-{kind.value}") for kind in change.kinds)
        rows = [Row(self.phrase("status"), kinds)]
        for label, one in (("before", change.old), ("after", change.new)):
            if one is not None:
                platform = self.word("platforms", one.platform)
                shown = f"{one.name}; {platform}; {self.status(one)}"
                rows.append(Row(self.phrase(label), shown, one.url))
        return self.card(change.new, rows)

    def awareness(self, awareness: Awareness) -> Page:
        """Write the days of a year."""
        return Page(
            f"{self.phrase('awareness')} {awareness.year}",
            () if awareness else (self.phrase("no-awareness"),),
            tuple(map(self.event, awareness)),
            self.closing(awareness.release),
        )

    def event(self, event: AwarenessEvent) -> Card:
        """Write a day or campaign as a card."""
        span = str(event.first) if event.first == event.last else f"{event.first} – {event.last}"
        told = [self.phrase(event.certainty.value)]
        if event.some_day:
            told.append(self.phrase("some-day"))
        rows = [Row(span, "; ".join(told))]
        if event.organiser:
            rows.append(Row(self.phrase("organised-by"), event.organiser, lang=""))
        rows += [Row(self.phrase("source"), s.title, s.url, "") for s in event.sources]
        return Card(event.name[self.language], None, event.description[self.language], tuple(rows))


def _language_of(one: Community) -> str | None:
    """Return the language of a name: empty, which means unknown, where it cannot be told."""
    known = one.name_is is NameIs.OWN and len(one.languages) == 1
    return one.languages[0] if known else ""
