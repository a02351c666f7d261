"""`suggest_community`: what somebody wrote into the form, and the file that comes of it."""

from __future__ import annotations

import json
import re
from typing import Any

import mitosafe
from mitosafe.directory import decode as decode_directory
from mitosafe.directory.suggestion_fields import FIELDS, fault_of
from mitosafe.loading import decode
from mitosafe.model import LANGUAGES
from tests.directory.given import VOCABULARIES
from tests.fuzz.bytes import Choices, encodable, refused, text

_GOOD: dict[str, Any] = {
    "name": "Dawn Club",
    "platform": "groupe Facebook",
    "disorders": "MELAS, ORPHA:104",
    "languages": ["néerlandais", "fr"],
    "countries": "België",
    "url": "https://www.facebook.com/groups/dawnclub",
    "checked": "2026-12-01",
}
_MORE = {
    "name": "../../etc/passwd",
    "kind": "organisation",
    "platform": "website",
    "listing": "https://moon.example/~x?ref=1",
    "disorders": ["lhon"],
    "audience": "parents",
    "organiser": "patient-organisation",
    "organisation": "Moon Society",
    "access": "private",
    "description_en": "A club\u2028of the moon.",
    "checked": "2026-12-01",
}
SEEDS = tuple(
    b"\0" + json.dumps(fields, ensure_ascii=False).encode()
    for fields in (_GOOD, _MORE, {"name": "月", "platform": "website", "disorders": "melas",
                                  "url": "http://[::1]/", "checked": "2026-02-30"})
)  # fmt: skip
WORDS = tuple(
    word.encode()
    for word in (
        *(f'"{field.id}":' for field in FIELDS),
        *('"https://', "@example.org", "+32 471 23 45 67", "\\u0000", "\\ud800", "\\u202e", "xn--"),
        *('"melas"', '"MONDO:0010789"', '"nl-BE"', '"website"', "null", "[]", "{}", "1e999", ","),
    )
)
_FILE = re.compile(r"communities/[a-z0-9]+([.-]+[a-z0-9]+)*\.toml")


def try_one(data: bytes) -> None:
    """Suggest; it is refused with its faults, or gives a file that the list can read."""
    chosen = Choices(data, 1)
    language = chosen.one(LANGUAGES)
    fields = _fields(chosen.rest)
    directory = mitosafe.Dataset.packaged().directory
    for field in FIELDS:
        if isinstance(answer := fields.get(field.id), str):
            fault_of(field, answer, directory)
    try:
        found = mitosafe.suggest_community(**fields)
    except mitosafe.DataError as error:
        refused(error)
        return
    assert _FILE.fullmatch(found.file)
    written = decode.parse(found.toml(), found.file)
    assert found.community == decode_directory.checked(written, found.file, VOCABULARIES)
    encodable(found.toml(), found.email(language), found.issue_link("https://example.org/x"))


def _fields(data: bytes) -> dict[str, Any]:
    """Take the fields from JSON, or from lines in the order of the form."""
    needed = dict.fromkeys(("name", "platform", "disorders", "checked"), "")
    try:
        given = json.loads(data)
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        lines = text(data).split("\n")
        given = dict(zip((field.id for field in FIELDS), lines, strict=False))
    known = {field.id for field in FIELDS}
    return {**needed, **{key: value for key, value in given.items() if key in known}}
