"""The words of the sheets, in three languages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from mitosafe._text.folding import fold

_ALL = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))

Words = Mapping[str, Mapping[str, str]]

WORDS: Words = _ALL["words"]
#: What a clinician may say of a row, and what each means.
ANSWERS: Words = _ALL["answers"]
EXPLAIN: Words = _ALL["explain"]
#: The heads of the table.
COLUMNS: Words = _ALL["columns"]
#: The open questions in French and Dutch, by record.
QUESTIONS: Words = _ALL["questions"]
#: What tells a role and a body from a person.
SIGNATURE: Mapping[str, list[str]] = _ALL["signature"]


def meant(written: str, words: Words) -> str | None:
    """Return the id of a wording, in whichever of the languages it was written.

    Args:
        written: A cell of a table; case and accents do not matter.
        words: The wordings by id.

    Returns:
        The id; none if it is none of them.
    """
    wanted = fold(written)
    return next((key for key, said in words.items() if wanted in map(fold, said.values())), None)
