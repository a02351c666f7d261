"""What CDS Hooks 2.0 says of a card."""

from __future__ import annotations

from tests.fhir.shapes import Json

#: The attributes of a card in CDS Hooks 2.0 and the types of their values.
CARD = {
    "uuid": str,
    "summary": str,
    "detail": str,
    "indicator": str,
    "source": dict,
    "suggestions": list,
    "selectionBehavior": str,
    "overrideReasons": list,
    "links": list,
}
REQUIRED = {"summary", "indicator", "source"}


def check(found: list[Json]) -> None:
    """Check cards against the tables of the standard."""
    assert found
    for card in found:
        assert set(card) >= REQUIRED
        assert all(isinstance(value, CARD[key]) and value for key, value in card.items())
        assert 0 < len(card["summary"]) < 140
        assert "\n" not in card["summary"]
        assert card["indicator"] in {"info", "warning", "critical"}
        assert card["source"]["label"]
        assert ("suggestions" in card) == ("selectionBehavior" in card)
        for suggestion in card.get("suggestions", ()):
            assert suggestion["label"]
            for action in suggestion["actions"]:
                assert {"type", "description", "resource"} == set(action)
        for reason in card.get("overrideReasons", ()):
            assert {"code", "system", "display"} == set(reason)
        for link in card.get("links", ()):
            assert {"label", "url", "type"} == set(link)
            assert link["url"].startswith("https://")
    names = [card["uuid"] for card in found]
    assert len(names) == len(set(names))
