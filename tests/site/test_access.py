"""axe-core finds nothing serious: each kind of page, in light and dark, wide and on a phone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.site.conftest import Visit

#: A page of every kind there is; what must be there before it is looked at.
KINDS = {
    "": "",
    "people/": "",
    "people/list/?name=val": "#filters",
    "people/drugs/valproic-acid/": "",
    "people/drugs/levetiracetam/": "",
    "people/drugs/acetylcysteine/": "",
    "people/groups/": "",
    "people/groups/aminoglycosides/": "",
    "people/conditions/": "",
    "people/conditions/polg/": "",
    "people/levels/": "",
    "people/levels/yellow/": "",
    "people/uses/": "",
    "people/uses/epilepsy/": "",
    "people/releases/": "",
    "people/releases/2020.2/": "",
    "people/picture/": "",
    "people/compare/": "#compared table",
    "people/directory/?disorder=melas": "#filters",
    "people/directory/ammi/": "",
    "people/try/": "#try",
    "people/how-to-read/": "",
    "people/sheet/": "",
    "people/sheet/both.html": "",
    "tutorial/": "",
    "explanation/disclaimers/": "",
    "reference/api/": "",
    "reference/terms/": "",
}
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
#: Each kind is looked at three times: so in each language, in both colours, in both widths.
LOOKS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("en", {"color_scheme": "light", "viewport": WIDE}),
    ("fr", {"color_scheme": "dark", "viewport": PHONE}),
    ("nl", {"color_scheme": "light", "viewport": PHONE}),
    ("nl", {"color_scheme": "dark", "viewport": WIDE}),
)


def looked_at() -> list[Any]:
    """Return each kind with its three looks; the third is by turns of the phone and of the dark."""
    return [
        pytest.param(look, language, path, ready, id=f"{language}-{number}-{path or 'home'}")
        for at, (path, ready) in enumerate(KINDS.items())
        for number, (language, look) in enumerate(LOOKS)
        if number != 2 + at % 2
    ]


@pytest.mark.parametrize(("visit", "language", "path", "ready"), looked_at(), indirect=["visit"])
def test_nothing_serious_is_found(visit: Visit, language: str, path: str, ready: str) -> None:
    """axe-core reports nothing serious or critical, and no page is wider than its window."""
    visit.language = language
    page = visit.go(path)
    if ready:
        page.locator(ready).wait_for()
    assert page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0
    assert [] == visit.serious()
