"""axe-core finds nothing serious, in light, dark and on a phone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.site.conftest import ROOT, Visit

AXE = ROOT / ".make" / "npm" / "node_modules" / "axe-core" / "axe.min.js"
PAGES = (
    "",
    "people/",
    "people/list/?name=val",
    "people/drugs/valproic-acid/",
    "people/drugs/levetiracetam/",
    "people/groups/aminoglycosides/",
    "people/conditions/polg/",
    "people/levels/",
    "people/uses/epilepsy/",
    "people/releases/2020.2/",
    "people/picture/",
    "people/compare/",
    "people/directory/",
    "people/try/",
    "people/how-to-read/",
    "people/sheet/",
    "explanation/how-a-level-is-decided/",
)
LOOKS: tuple[dict[str, Any], ...] = (
    {"color_scheme": "light"},
    {"color_scheme": "dark"},
    {"color_scheme": "light", "viewport": {"width": 390, "height": 800}},
)

#: Pages of thousands of elements, on which axe-core takes half a minute.
SLOW = ("people/picture/", "people/compare/")
#: Every page in the light; in the dark and on a phone, those that are not slow.
LOOKED_AT = [
    (look, path) for look in LOOKS for path in PAGES if look is LOOKS[0] or path not in SLOW
]


@pytest.mark.parametrize(("visit", "path"), LOOKED_AT, indirect=["visit"])
def test_nothing_serious_is_found(visit: Visit, path: str) -> None:
    """axe-core, with the rules of WCAG 2.2 AA, reports nothing serious or critical."""
    page = visit.go(path)
    page.wait_for_timeout(300)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", tags)
    serious = [
        (each["id"], [node["html"][:160] for node in each["nodes"][:3]])
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
    ]
    assert [] == serious


@pytest.mark.parametrize("visit", LOOKS[2:], indirect=True, ids=["phone"])
@pytest.mark.parametrize("path", PAGES)
def test_a_phone_scrolls_one_way(visit: Visit, path: str) -> None:
    """No page is wider than a phone; what is wide scrolls within its own frame."""
    page = visit.go(path)
    wide = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
    assert wide <= 0
