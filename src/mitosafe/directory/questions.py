"""The questions about the directory, as methods that `Dataset` has.

They are a class of their own so that a question about a medicine does not wait for
the directory: nothing of it is imported before it is asked.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mitosafe.directory.awareness import Awareness
    from mitosafe.directory.campaigns import Campaign
    from mitosafe.directory.directory import Directory
    from mitosafe.directory.results import CommunityResults, DirectoryDiff
    from mitosafe.directory.suggestion import CommunitySuggestion
    from mitosafe.loading.layer import Corpus
    from mitosafe.model import Release

#: One value, several of which any will do, or none: whatever it is.
Asked = str | Enum | Iterable[str | Enum] | None


class DirectoryQuestions:
    """What one may ask of the directory of a list."""

    if TYPE_CHECKING:
        _layers: tuple[Corpus, ...]

        def release(self, id: str | None = None) -> Release:
            """Return a release by its id, or the newest."""

    @cached_property
    def directory(self) -> Directory:
        """Every community and organisation of the list, decoded when first asked for."""
        from mitosafe.directory.directory import Directory

        return Directory(self._layers)

    @cached_property
    def campaigns(self) -> Mapping[str, Campaign]:
        """The awareness days and campaigns of the list, by id."""
        from mitosafe.directory import campaigns

        files = [layer.files.get(campaigns.FILE) for layer in reversed(self._layers)]
        return {one.id: one for raw in files if raw for one in campaigns.campaigns(raw)}

    def communities(  # noqa: PLR0913 - each is a way to narrow the question
        self,
        *,
        language: Asked = None,
        country: Asked = None,
        disorder: Asked = None,
        platform: Asked = None,
        organiser: Asked = None,
        status: Asked = None,
        text: Asked = None,
        kind: Asked = None,
        release: str | None = None,
        on: datetime.date | str | None = None,
    ) -> CommunityResults:
        """Return the places to meet and the organisations that fit, the best first.

        Each argument takes one value, or several of which any will do.

        Args:
            language: A BCP 47 tag, or the name of a language in English, French or
                Dutch. `pt` finds `pt-BR`; what is only close is marked as related.
            country: An ISO 3166-1 code, or the name of a country.
            disorder: The id, name, ORPHA, MONDO or OMIM id of a disorder. What is for
                more disorders than that one is given too, and marked as wider.
            platform: The id or name of a platform, such as `facebook-group`.
            organiser: A kind of organiser, or the name of an organisation.
            status: Any of `listed`, `unknown`, `may-have-ended`, `superseded`,
                `closed`. What has closed is given only if `closed` is asked for.
            text: Words of the name, the organisation or the description.
            kind: `community`, a place to meet, or `organisation`.
            release: The id of a release; none for the newest.
            on: The day of the question, for the age of what is shown.

        Returns:
            The communities with the reason for each; if there are none, which argument
            left nothing over, and what the nearest wider question would give.

        Raises:
            UnknownValue: If a value is not known, with the near ones.
            UnknownRelease: If there is no such release.
            WrongType: If a value is of another type.
            MissingExtra: If a language or country is named and not given by its code,
                and `mitosafe[directory]` is not installed.

        Examples:
            >>> import mitosafe
            >>> [one.id for one in mitosafe.communities(language="it", disorder="lhon")][:2]
            ['lhon-fb-it', 'rareconnect-lhon']
            >>> mitosafe.communities(country="JP", kind="organisation")
            <CommunityResults: jp-midori, jp-mcm>
        """
        asked: dict[str, object] = {
            "language": language,
            "country": country,
            "disorder": disorder,
            "platform": platform,
            "organiser": organiser,
            "status": status,
            "text": text,
            "kind": kind,
        }
        return self.directory.ask(asked, self.release(release), on)

    def suggest_community(  # noqa: PLR0913 - each is a field of the form
        self,
        *,
        name: str,
        platform: str,
        disorders: Asked,
        checked: datetime.date | str,
        kind: str | None = None,
        url: str | None = None,
        listing: str | None = None,
        languages: Asked = None,
        countries: Asked = None,
        audience: str | None = None,
        organiser: str | None = None,
        organisation: str | None = None,
        access: str | None = None,
        description_en: str | None = None,
        description_fr: str | None = None,
        description_nl: str | None = None,
    ) -> CommunitySuggestion:
        """Check a suggestion for the directory and make it ready to send; nothing is sent.

        Args:
            name: Its own name; no private person is named.
            platform: The id or name of a platform.
            disorders: For whom it is: ids, names or codes of disorders.
            checked: The day on which it was seen, ISO 8601.
            kind: `community` (if none is given) or `organisation`.
            url: Its own address.
            listing: A public page that names it; if none is given, its own address.
            languages: BCP 47 tags or names of languages.
            countries: ISO 3166-1 codes or names of countries.
            audience: Whom it is meant for, if not everybody concerned.
            organiser: The kind of organiser.
            organisation: The body that runs it.
            access: How one gets in.
            description_en: A sentence or two in your own words, in English.
            description_fr: The same in French.
            description_nl: The same in Dutch. A language in which none is given gets
                one made of the closed terms.

        Returns:
            The suggestion, with the entries that may be the same one.

        Raises:
            DataError: With every fault in it.
            MissingExtra: If a language or country is named and not given by its code,
                and `mitosafe[directory]` is not installed.

        Examples:
            >>> import mitosafe
            >>> suggestion = mitosafe.suggest_community(
            ...     name="UMDF", platform="website", disorders="ORPHA:68380", languages="en",
            ...     url="https://umdf.org", checked="2026-12-01")
            >>> [(d.community.id, d.why.value) for d in suggestion.duplicates]
            [('umdf', 'same-url')]
        """
        from mitosafe.directory import suggestion

        given: dict[str, object] = {
            "name": name,
            "kind": kind,
            "platform": platform,
            "url": url,
            "listing": listing,
            "languages": languages,
            "countries": countries,
            "disorders": disorders,
            "audience": audience,
            "organiser": organiser,
            "organisation": organisation,
            "access": access,
            "description_en": description_en,
            "description_fr": description_fr,
            "description_nl": description_nl,
            "checked": checked,
        }
        return suggestion.suggest(given, self.directory, self.release())

    def awareness(self, year: int) -> Awareness:
        """Return the awareness days and campaigns of a year.

        Args:
            year: Four digits.

        Returns:
            The events with their sources. A date that no source states follows from
            the rule, and is marked as expected, not announced.

        Raises:
            WrongType: If the year is no whole number of four digits.

        Examples:
            >>> import mitosafe
            >>> [(e.id, str(e.first), e.certainty.value) for e in mitosafe.awareness(2027)][-1]
            ('world-mitochondrial-disease-week', '2027-09-20', 'expected')
        """
        from mitosafe.directory import awareness as dates

        return dates.of_year(year, self.campaigns, self.release(), self.directory)

    def directory_diff(self, old: str, new: str) -> DirectoryDiff:
        """Say what changed in the directory between two releases.

        Args:
            old: The id of the older release.
            new: The id of the newer one.

        Returns:
            What was added, closed, moved or renamed, and whose status changed.

        Raises:
            UnknownRelease: If either does not exist.

        Examples:
            >>> import mitosafe
            >>> mitosafe.directory_diff("2026.2", "2026.2").changes
            ()
        """
        return self.directory.changes(self.release(old), self.release(new))
