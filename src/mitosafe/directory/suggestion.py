"""A suggestion for the directory: checked, compared with what is there, ready to send.

Nothing here sends anything: a person does, by the way that suits them.
"""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import attrs

from mitosafe._text import toml
from mitosafe._text.folding import fold
from mitosafe.directory import addresses, languages
from mitosafe.directory import decode as decode_directory
from mitosafe.directory.community import Community
from mitosafe.directory.directory import Directory
from mitosafe.directory.suggestion_fields import FIELDS, Field, Reader
from mitosafe.directory.term_names import name_parts
from mitosafe.errors import DataError, Fault
from mitosafe.loading import decode
from mitosafe.model import Release
from mitosafe.render import language as checked_language

#: The form at the repository that has the same fields.
FORM = "suggest-community.yml"


class Likeness(enum.StrEnum):
    """What a suggestion has in common with what is in the directory."""

    SAME_URL = "same-url"
    SAME_NAME = "same-name"


@attrs.frozen(kw_only=True)
class Duplicate:
    """An entry of the directory that may be the one suggested."""

    community: Community
    why: Likeness


@attrs.frozen(kw_only=True)
class CommunitySuggestion:
    """A community that someone suggests: valid, and ready to be sent by a person.

    Examples:
        >>> import mitosafe
        >>> found = mitosafe.suggest_community(
        ...     name="MitoNet Gent", platform="Facebook group", disorders="MELAS",
        ...     languages="nl", countries="BE", checked="2026-12-01",
        ...     url="https://www.facebook.com/groups/mitonetgent")
        >>> found.file, found.duplicates
        ('communities/mitonet-gent.toml', ())
    """

    community: Community
    #: Entries of the directory that may be the same one.
    duplicates: tuple[Duplicate, ...]
    _raw: Mapping[str, Any] = attrs.field(alias="raw", eq=False, repr=False)
    _directory: Directory = attrs.field(alias="directory", eq=False, repr=False)

    @property
    def file(self) -> str:
        """The name of its file, relative to the folder of the data."""
        return f"communities/{self.community.id}.toml"

    def toml(self) -> str:
        """Return it as a file of the directory, ready to be added as `file`."""
        return toml.dumps({"format": decode.FORMAT, **self._raw})

    def issue_link(self, repository: str) -> str:
        """Return the address of the form at the repository, filled in.

        Args:
            repository: The address of the repository, without a slash at its end.

        Returns:
            An address; to open it sends nothing yet.
        """
        shown = {field.id: ", ".join(self._shown(field, "en")) for field in FIELDS}
        title = f"Suggest a community: {self.community.name}"
        return addresses.link(
            f"{repository.rstrip('/')}/issues/new", {"template": FORM, "title": title, **shown}
        )

    def email(self, language: str = "en") -> str:
        """Return it as the plain text of an e-mail.

        Args:
            language: `en`, `fr` or `nl`.

        Returns:
            A subject line, an empty line, and the text with the file at its end.

        Raises:
            UnknownValue: If the language is none of them.
            MissingExtra: If `mitosafe[directory]` is not installed.
        """
        phrase = partial(self._phrase, checked_language(language))
        lines = [
            f"Subject: {phrase('suggestion')}: {self.community.name}",
            "",
            phrase("suggestion-opening"),
            "",
        ]
        said = ((field, ", ".join(self._shown(field, language))) for field in FIELDS)
        lines += [f"{phrase(field.phrase)}: {shown}" for field, shown in said if shown]
        for duplicate in self.duplicates:
            why = phrase(duplicate.why.value)
            lines += ["", f"{phrase('duplicate')}: {duplicate.community.name} ({why})"]
        return "\n".join([*lines, "", f"{phrase('suggestion-file')} {self.file}:", "", self.toml()])

    def _phrase(self, language: str, term: str) -> str:
        return self._directory.term("directory-phrases", term).words[language]

    def _shown(self, field: Field, language: str) -> Iterator[str]:
        """Return the values of a field as a person reads them."""
        one = self.community
        if field.id == "checked":
            yield one.last_checked
        elif field.id.startswith("description_"):
            yield one.description[field.id[-2:]]
        elif field.id == "languages":
            yield from (languages.language_name(tag, language) for tag in one.languages)
        elif field.id == "countries":
            yield from (languages.country_name(code, language) for code in one.countries)
        elif (value := getattr(one, field.id)) is not None:
            plain = value.value if isinstance(value, enum.StrEnum) else value
            for each in plain if isinstance(plain, tuple) else (plain,):
                if field.vocabulary is None:
                    yield each
                else:
                    yield self._directory.term(field.vocabulary, each).words[language]


def suggest(
    given: Mapping[str, object], directory: Directory, newest: Release
) -> CommunitySuggestion:
    """Check a suggestion and compare it with the directory.

    Args:
        given: What was said, by the id of the field; None where nothing was.
        directory: The directory that it is for.
        newest: The newest release; the suggestion is for the one after it.

    Returns:
        The suggestion.

    Raises:
        DataError: With every fault in it.
        MissingExtra: If a language or country is named and not given by its code, and
            `mitosafe[directory]` is not installed.
    """
    said = {key: value for key, value in given.items() if value not in (None, "", (), [])}
    beyond = {key: found for key, value in said.items() if (found := decode.beyond({key: value}))}
    reader = Reader(directory)
    reader.faults += [(f"$.{key}", message) for key, message in beyond.items()]
    raw = reader.read({key: said[key] for key in said if key not in beyond}, newest)
    file = f"communities/{raw['id']}.toml"
    faults = [Fault(file, path, message) for path, message in reader.faults]
    vocabularies = {name: directory.terms(name) for name in decode_directory.TERMS.values()}
    try:
        one = decode_directory.checked(raw, file, vocabularies)
    except DataError as error:
        told = tuple(fault.path for fault in faults)
        faults.extend(fault for fault in error.faults if not fault.path.startswith(told or "\0"))
    if faults:
        raise DataError(faults)
    return CommunitySuggestion(
        community=one,
        duplicates=tuple(_duplicates(one, directory)),
        raw=raw,
        directory=directory,
    )


def _duplicates(one: Community, directory: Directory) -> Iterator[Duplicate]:
    listings = Counter(addresses.same(other.listing) for other in directory)
    names = set(map(fold, name_parts(one.name)))
    for other in directory:
        # A page that names one entry only is as good as that entry's own address.
        only = listings[addresses.same(other.listing)] == 1
        known = {addresses.same(url) for url in (other.url, only and other.listing) if url}
        if one.url is not None and addresses.same(one.url) in known:
            yield Duplicate(community=other, why=Likeness.SAME_URL)
        elif names & set(map(fold, name_parts(other.name))):
            yield Duplicate(community=other, why=Likeness.SAME_NAME)
