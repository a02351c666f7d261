"""What is asked of who suggests a community, and how the answers are read."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from typing import Any

import attrs

from mitosafe._text.folding import fold
from mitosafe.directory import addresses, decode
from mitosafe.directory import languages as tags
from mitosafe.directory.directory import Directory
from mitosafe.directory.filters import values
from mitosafe.directory.term_names import disorder_id, term_id
from mitosafe.errors import UnknownValue, WrongType
from mitosafe.model import LANGUAGES, Release

#: So many values a field may have: each that is not known is compared with all that are.
MOST = 100


@attrs.frozen
class Field:
    """One thing that is asked of who suggests a community.

    Args:
        id: Its name, here, in the form and on the command line.
        phrase: The term of `directory-phrases` that says it.
        required: Whether it must be given.
        vocabulary: The vocabulary that its values come from, if it is closed.
        several: Whether it may have several values.
    """

    id: str
    phrase: str
    required: bool = False
    vocabulary: str | None = None
    several: bool = False


#: Everything that may be said of a community, in the order in which it is asked.
FIELDS = (
    Field("name", "name", required=True),
    Field("kind", "kind", vocabulary="community-kinds"),
    Field("platform", "platform", required=True, vocabulary="platforms"),
    Field("url", "link"),
    Field("listing", "listing"),
    Field("languages", "languages", several=True),
    Field("countries", "countries", several=True),
    Field("disorders", "disorders", required=True, vocabulary="disorders", several=True),
    Field("audience", "audience", vocabulary="audiences"),
    Field("organiser", "organiser", vocabulary="organisers"),
    Field("organisation", "organisation"),
    Field("access", "access", vocabulary="accesses"),
    Field("description_en", "description"),
    Field("description_fr", "description"),
    Field("description_nl", "description"),
    Field("checked", "checked", required=True),
)


def fault_of(field: Field, text: str, directory: Directory) -> str | None:
    """Say what is wrong with the answer to one question, or none.

    Args:
        field: What was asked.
        text: The answer as a person wrote it; empty if there is none.
        directory: The directory that it is for.

    Returns:
        One sentence, or none.
    """
    if not text:
        return "this is needed" if field.required else None
    if field.id == "checked":
        return decode.day_fault(text)
    if field.id in ("url", "listing"):
        return addresses.url_fault(text)
    reader = Reader(directory)
    if field.id in ("languages", "countries", "disorders"):
        reader.many({field.id: text}, field.id)
    elif field.vocabulary is not None:
        reader.term({field.id: text}, field.id, field.vocabulary, None)
    else:
        return addresses.text_fault(text)
    return "; ".join(message for _, message in reader.faults) or None


class Reader:
    """Reads what a person wrote into the fields of a file, and keeps what it cannot read."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self.faults: list[tuple[str, str]] = []

    def read(self, said: Mapping[str, Any], newest: Release) -> dict[str, Any]:
        """Return the tables of the file, in the order of the files of the list."""
        platform = self.term(said, "platform", "platforms", None)
        languages = self.many(said, "languages")
        countries = self.many(said, "countries")
        disorders = self.many(said, "disorders")
        listing = said.get("listing", said.get("url"))
        if listing is None:
            self.faults.append(("$.listing", "give url or listing: a public page that names it"))
        if "disorders" not in said:
            self.faults.append(("$.disorders", "name at least one; for all: mitochondrial-disease"))
        raw = {
            "id": self.id(said),
            "kind": self.term(said, "kind", "community-kinds", "community"),
            "name": said.get("name"),
            "name_is": "own",
            "url": said.get("url"),
            "listing": listing,
            "platform": platform,
            "languages": languages,
            "language_basis": "stated" if languages else "unknown",
            "countries": countries,
            "country_basis": "stated" if countries else None,
            "disorders": disorders,
            "audience": self.term(said, "audience", "audiences", None),
            "organiser": self.term(said, "organiser", "organisers", "unknown"),
            "organisation": said.get("organisation"),
            "access": self.term(said, "access", "accesses", "unknown"),
            "status": "listed",
            "last_checked": _day(said.get("checked")),
            "confidence": "low",
            "since": decode.following(newest.id),
            "facts": [],
            "source": {"title": addresses.host(_text(listing)) or "?", "url": listing},
            "description": self.description(said, platform, disorders),
        }
        return {key: value for key, value in raw.items() if value is not None}

    def attempt(self, path: str, how: Callable[[str], str], text: str) -> str:
        """Read one value; if it cannot be read, keep why, and give it as it is."""
        try:
            return how(text)
        except UnknownValue as error:
            self.faults.append((path, str(error)))
            return text

    def many(self, said: Mapping[str, Any], field: str) -> list[str]:
        """Read the values of a field; a text may hold several, with commas between."""
        if field not in said:
            return []
        disorders = self.directory.terms("disorders")
        readers: Mapping[str, Callable[[str], str]] = {
            "languages": tags.language,
            "countries": tags.country,
            "disorders": lambda text: disorder_id(text, disorders),
        }
        try:
            given = values(field, said[field])
        except WrongType as error:
            self.faults.append((f"$.{field}", str(error)))
            return []
        texts = [part.strip() for text in given for part in text.split(",") if part.strip()]
        if len(texts) > MOST:
            self.faults.append((f"$.{field}", f"has {len(texts)} values; at most {MOST}"))
            return []
        found = (self.attempt(f"$.{field}[{n}]", readers[field], t) for n, t in enumerate(texts))
        return list(dict.fromkeys(found))

    def term(
        self, said: Mapping[str, Any], field: str, vocabulary: str, default: str | None
    ) -> Any:
        """Read a value from a closed vocabulary."""
        value = said.get(field, default)
        plain = value.value if isinstance(value, enum.Enum) else value
        if not isinstance(plain, str):
            return plain
        terms = self.directory.terms(vocabulary)
        return self.attempt(f"$.{field}", lambda text: term_id(field, text, terms), plain)

    def id(self, said: Mapping[str, Any]) -> str:
        """Make an id of the name that nothing else has."""
        latin = [t for t in fold(_text(said.get("name"))).split() if t.isascii()]
        base = "-".join(latin)[:60].rstrip("-") or addresses.host(_text(said.get("url")))
        slug = base or "unnamed"
        taken = {one.id for one in self.directory}
        names = (slug if number == 1 else f"{slug}-{number}" for number in range(1, len(taken) + 2))
        return next(name for name in names if name not in taken)

    def description(
        self, said: Mapping[str, Any], platform: object, disorders: list[str]
    ) -> dict[str, Any]:
        """Return the description; where none is given, one made of the terms."""
        return {
            language: said.get(f"description_{language}")
            or self.composed(language, platform, disorders)
            for language in LANGUAGES
        }

    def composed(self, language: str, platform: object, disorders: list[str]) -> str:
        """Say in the words of the terms what it is and for whom."""
        platforms, known = self.directory.terms("platforms"), self.directory.terms("disorders")
        where = "?"
        if isinstance(platform, str) and platform in platforms:
            where = platforms[platform].words[language]
        whom = ", ".join(known[d].words[language] for d in disorders if d in known)
        colon = " :" if language == "fr" else ":"
        return f"{where[:1].upper()}{where[1:]}{colon} {whom}."


def _text(value: object) -> str:
    """Return a text as it is, and nothing of another value; what it looks like may have no end."""
    return value if isinstance(value, str) else ""


def _day(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
