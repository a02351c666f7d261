"""What the site says beside the answers: in three languages, nothing idle, and it runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tools.console_examples import run
from tools.site.book import WORDS
from tools.site.first import COMMAND

import mitosafe

SITE = Path(__file__).parents[2] / "tools" / "site"


def test_every_word_of_the_site_is_in_each_language_and_used() -> None:
    """No word of the site lacks a language, is empty, or is left over from what is gone."""
    code = "".join(path.read_text(encoding="utf-8") for path in sorted(SITE.glob("*.py")))
    put_together = re.compile("any-|try-|sheet-")
    for word, texts in WORDS.items():
        assert {"en", "fr", "nl"} == set(texts), word
        assert all(text.strip() for text in texts.values()), word
        assert f'"{word}"' in code or f"'{word}'" in code or put_together.match(word), word


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_the_command_shown_where_a_browser_cannot_answer_runs(language: str) -> None:
    """What the page to try shows instead, without WebAssembly, gives the answer."""
    said = run(COMMAND.format(language=language))
    assert mitosafe.check("Depakine Chrono 500 mg").findings[0].drug.names[language] in said
