"""The questions, asked of the list that travels with the package.

Each function is the method of `Dataset` of the same name; the list is read when the
first question is asked.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from mitosafe.answers.answer import Answer, Report
from mitosafe.answers.dataset import Dataset
from mitosafe.answers.diff import ReleaseDiff
from mitosafe.model import Drug, Level, Patient, Release

if TYPE_CHECKING:
    from mitosafe.directory.awareness import Awareness
    from mitosafe.directory.questions import Asked
    from mitosafe.directory.results import DirectoryDiff, Found
    from mitosafe.directory.suggestion import CommunitySuggestion


@cache
def dataset() -> Dataset:
    """Return the data set that the functions of the door ask.

    Returns:
        Always the same one. Two threads that ask first at the same moment may each
        read the list; what they are given is equal.
    """
    return Dataset.packaged()


def check(
    entry: object,
    *,
    system: str | None = None,
    patient: Patient | None = None,
    release: str | None = None,
    country: str | None = None,
) -> Answer:
    """Say what the list says of one medication entry.

    Args:
        entry: The text of the entry as it stands in the record, or a code. What is not
            text is answered as not understood; None is answered as empty.
        system: The system of a code: `atc`, `rxnorm`, `unii`, `cas`, a FHIR URI, ...;
            none for a name.
        patient: What is known of the patient.
        release: The id of a release; none for the newest.
        country: The code of the country where the entry was written, such as `NL`: it
            decides what a brand means that differs between countries.

    Returns:
        The answer, with its findings and what was not understood.

    Raises:
        UnknownRelease: If there is no such release.
        UnknownValue: If the system, the country or a condition of the patient is not
            known.
        WrongType: If the patient is not a `Patient`.

    Examples:
        >>> answer = check("Dépakine Chrono 500 mg, comprimé")
        >>> answer.level.value, answer.findings[0].drug.id
        ('red', 'valproic-acid')
        >>> check("N03AG01", system="atc").level.value
        'red'
        >>> check("Aceon", country="US").findings[0].drug.id
        'perindopril'
    """
    return dataset().check(entry, system=system, patient=patient, release=release, country=country)


def check_all(
    entries: Iterable[object],
    *,
    patient: Patient | None = None,
    release: str | None = None,
    country: str | None = None,
) -> Report:
    """Answer every entry of a list, in order; nothing is dropped.

    Args:
        entries: Texts; anything else in it is answered as `check` does.
        patient: What is known of the patient.
        release: The id of a release; none for the newest.
        country: The code of the country where the entry was written, such as `NL`: it
            decides what a brand means that differs between countries.

    Returns:
        A report with as many answers as there are entries.

    Raises:
        UnknownRelease: If there is no such release.
        UnknownValue: If the country or a condition of the patient is not known.
        WrongType: If `entries` is one text, or cannot be gone through.

    Examples:
        >>> [a.outcome.value for a in check_all(["levetiracetam", "zzyzx"])]
        ['acceptable', 'unrecognised']
    """
    return dataset().check_all(entries, patient=patient, release=release, country=country)


def drugs(
    *,
    level: Level | str | None = None,
    group: str | None = None,
    indication: str | None = None,
    release: str | None = None,
) -> tuple[Drug, ...]:
    """Return the drugs, substances and measures that the list speaks of.

    Args:
        level: Only those whose worst level this is: `yellow`, `orange` or `red`.
        group: Only members of this group, by id.
        indication: Only those used for this, by id of the term.
        release: The id of a release; none for the newest.

    Returns:
        The drugs in the order of their ids.

    Raises:
        UnknownRelease: If there is no such release.
        UnknownValue: If the level, group or indication is not known.

    Examples:
        >>> "gentamicin" in [d.id for d in drugs(level="red", group="aminoglycosides")]
        True
    """
    return dataset().drugs(level=level, group=group, indication=indication, release=release)


def drug(id_or_name_or_code: str) -> Drug:
    """Return one drug by its id, a name of it, or a code.

    Args:
        id_or_name_or_code: `valproic-acid`, `Depakine`, `N03AG01`, ...

    Returns:
        The drug.

    Raises:
        UnknownDrug: If nothing on the list has it, with near names; that says nothing
            of the safety of what was asked for.

    Examples:
        >>> drug("gentamicine").id
        'gentamicin'
    """
    return dataset().drug(id_or_name_or_code)


def release(id: str | None = None) -> Release:
    """Return a release by its id, or the newest.

    Args:
        id: Such as `2026.2`; none for the newest.

    Returns:
        The release.

    Raises:
        UnknownRelease: If there is none of this id, with the ids there are.

    Examples:
        >>> release().id
        '2026.2'
    """
    return dataset().release(id)


def releases() -> tuple[Release, ...]:
    """Return every release, the oldest first.

    Returns:
        The releases; the last is the one that is used when none is named.

    Examples:
        >>> releases()[0].id
        '2010.1'
    """
    return dataset().releases()


def diff(old: str, new: str) -> ReleaseDiff:
    """Say what changed between two releases.

    Args:
        old: The id of the older release.
        new: The id of the newer one.

    Returns:
        A change for each drug and group whose answer or deciding statements differ,
        with the statements that caused it.

    Raises:
        UnknownRelease: If either does not exist.

    Examples:
        >>> change = next(c for c in diff("2017.2", "2024.1").changes
        ...               if c.drug.id == "carbamazepine")
        >>> [kind.value for kind in change.kinds]
        ['lowered']
    """
    return dataset().diff(old, new)


def communities(  # noqa: PLR0913 - each is a way to narrow the question
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
) -> Found:
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
        >>> [one.id for one in communities(language="it", disorder="lhon")][:2]
        ['lhon-fb-it', 'rareconnect-lhon']
        >>> communities(country="JP", kind="organisation")
        <Found: jp-midori, jp-mcm>
    """
    return dataset().communities(
        language=language,
        country=country,
        disorder=disorder,
        platform=platform,
        organiser=organiser,
        status=status,
        text=text,
        kind=kind,
        release=release,
        on=on,
    )


def suggest_community(  # noqa: PLR0913 - each is a field of the form
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
        >>> suggestion = suggest_community(
        ...     name="UMDF", platform="website", disorders="ORPHA:68380", languages="en",
        ...     url="https://umdf.org", checked="2026-12-01")
        >>> [(d.community.id, d.why.value) for d in suggestion.duplicates]
        [('umdf', 'same-url')]
    """
    return dataset().suggest_community(
        name=name,
        platform=platform,
        disorders=disorders,
        checked=checked,
        kind=kind,
        url=url,
        listing=listing,
        languages=languages,
        countries=countries,
        audience=audience,
        organiser=organiser,
        organisation=organisation,
        access=access,
        description_en=description_en,
        description_fr=description_fr,
        description_nl=description_nl,
    )


def awareness(year: int) -> Awareness:
    """Return the awareness days and campaigns of a year.

    Args:
        year: Four digits.

    Returns:
        The events with their sources. A date that no source states follows from
        the rule, and is marked as expected, not announced.

    Raises:
        WrongType: If the year is no whole number of four digits.

    Examples:
        >>> [(e.id, str(e.first), e.certainty.value) for e in awareness(2027)][-1]
        ('world-mitochondrial-disease-week', '2027-09-20', 'expected')
    """
    return dataset().awareness(year)


def directory_diff(old: str, new: str) -> DirectoryDiff:
    """Say what changed in the directory between two releases.

    Args:
        old: The id of the older release.
        new: The id of the newer one.

    Returns:
        What was added, closed, moved or renamed, and whose status changed.

    Raises:
        UnknownRelease: If either does not exist.

    Examples:
        >>> directory_diff("2026.2", "2026.2").changes
        ()
    """
    return dataset().directory_diff(old, new)
