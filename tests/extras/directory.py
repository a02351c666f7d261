"""The extra `directory` alone: languages and countries by their names."""

from __future__ import annotations

import mitosafe


def test_a_language_and_a_country_are_known_by_name() -> None:
    """What is named finds what its code finds."""
    assert mitosafe.communities(language="Dutch")
    assert mitosafe.communities(language="Dutch") == mitosafe.communities(language="nl")
    assert mitosafe.communities(country="Frankrijk") == mitosafe.communities(country="FR")
