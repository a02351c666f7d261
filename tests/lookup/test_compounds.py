"""Salts, forms and Latin endings are taken off a glued word, exactly; what is left is a name."""

from __future__ import annotations

import pytest

from tests.lookup.words import found, read


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("exemplintartrate", ["exemplin"]),
        ("sodiumexemplin", ["exemplin"]),
        ("exemplini", ["exemplin"]),
        ("exemplinum", ["exemplin"]),
        ("exemplinpatch", ["exemplin"]),
        ("exemplintartrateinjection", ["exemplin"]),
        ("plainolpatch", ["plainol"]),
        ("otherolpatch", ["Otherol"]),
        ("otheroltartrate", []),
        ("blorbpatch", []),
        ("blorbtartratepatch", []),
        ("patchexemplin", []),
        ("exemplinblorb", []),
    ],
)
def test_glued_words(text: str, names: list[str]) -> None:
    """Dutch and German glue salts and forms to a name; no other part is taken off."""
    assert names == found(text)


def test_a_glued_form_is_a_circumstance() -> None:
    """The form that is taken off counts as if it stood by itself."""
    reading = read("exemplincream")
    assert frozenset({"topical"}) == reading.uses(reading.matches[0])
