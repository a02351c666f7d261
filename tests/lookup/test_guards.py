"""Names that are also words, shorthand that is proved, and words that qualify a name."""

from __future__ import annotations

import pytest

from tests.lookup.words import found, read


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("calmth", ["Calmth"]),
        ("Calmth", ["Calmth"]),
        ("calmth tablet", ["Calmth"]),
        ("blorb calmth", []),
        ("blorb Calmth", ["Calmth"]),
        ("BLORB CALMTH", []),
        ("tablet calmth", []),
        ("tablet Calmth", ["Calmth"]),
        ("blorb calmth 10", ["Calmth"]),
        ("blorb calmth 5 mg", ["Calmth"]),
        ("calmth 4", []),
        ("Dr Calmth", []),
        ("calmth blorb", []),
        ("calmth " + "of " * 30, []),
        ("stillness", ["stillness"]),
        ("stillness 5 mg", ["Stillness"]),
        ("stillness tablet", ["Stillness"]),
        ("jeuné", ["jeuné"]),
        ("JEUNÉ", ["jeuné"]),
        ("jeune", []),
    ],
)
def test_a_name_that_is_a_word_needs_proof(text: str, names: list[str]) -> None:
    """A capital, a dose or standing alone decides; of others a dose, or the accent."""
    assert names == found(text)


def test_a_word_that_means_something_of_the_list_is_that() -> None:
    """Where the medicine is not meant, the word is what it means otherwise."""
    assert [("rest",), ("stillin",)] == [
        read(text).matches[0].subjects for text in ("stillness", "stillness 5 mg")
    ]


@pytest.mark.parametrize(
    ("text", "names", "unread"),
    [
        ("EXD", [], ("EXD",)),
        ("EXD 5 mg", ["EXD"], ()),
        ("EXD 10", ["EXD"], ()),
        ("5 EXD 5 mg", [], ("EXD",)),
        ("EXZ 5 mg", [], ("EXZ",)),
        ("plainol/EXZ", ["plainol", "EXZ"], ()),
        ("plainol-EXZ", ["plainol", "EXZ"], ()),
        ("otherin/EXZ", ["otherin"], ()),
        ("otherin EXD", ["otherin"], ("EXD",)),
        ("EXZ (otherin) 5 mg", ["otherin"], ()),
        ("exemplin EXD", ["exemplin"], ()),
        ("duplin EXZ", ["Duplin"], ("EXZ",)),
        ("PER 50 mg blorb", ["PER"], ("blorb",)),
        ("PER 50 MG", [], ("PER 50 MG",)),
        ("exemplin 5 mg per 50 mg", ["exemplin"], ()),
        ("exq", ["EXQ"], ()),
        ("EXQ 5 mg blorb", ["EXQ"], ("blorb",)),
        ("blorb exq", [], ("blorb exq",)),
        ("exq/otherin blorb", ["EXQ", "otherin"], ("blorb",)),
    ],
)
def test_shorthand_is_a_name_only_where_it_is_proved(
    text: str, names: list[str], unread: tuple[str, ...]
) -> None:
    """A dose or a neighbour proves it; what may be several medicines, only a neighbour."""
    assert (names, unread) == (found(text), read(text).unread)


@pytest.mark.parametrize(
    ("text", "names", "unread"),
    [
        ("light sleep", ["light sleep"], ()),
        ("half of the sleep", ["half of the sleep"], ()),
        ("sleep light", ["sleep"], ("light",)),
        ("sleep", ["sleep"], ()),
        ("mock exemplin", [], ("mock exemplin",)),
        ("exemplin mock", ["exemplin"], ("mock",)),
        ("exemplin scale", [], ("exemplin scale",)),
        ("exemplin 5 mg scale", ["exemplin"], ("scale",)),
        ("exemplin 5 scale", [], ("exemplin 5 scale",)),
        ("exemplin 2", [], ("exemplin 2",)),
        ("exemplin 2 mg", ["exemplin"], ()),
        ("exemplin 2,5 mg", ["exemplin"], ()),
        ("plainol serum", [], ("plainol serum",)),
        ("serum plainol", [], ("serum plainol",)),
        ("score the of and to with plainol", ["plainol"], ("score",)),
        ("otherin exemplin", ["otherin", "exemplin"], ()),
        ("mock, exemplin", ["exemplin"], ("mock",)),
    ],
)
def test_a_word_beside_a_name_makes_something_else_of_it(
    text: str, names: list[str], unread: tuple[str, ...]
) -> None:
    """A qualified name is what it is with its qualifier, or is not understood with it."""
    assert (names, unread) == (found(text), read(text).unread)


def test_a_qualified_name_is_the_subject_it_then_is() -> None:
    """What a qualified name means is found under the words that were typed."""
    [match] = read("light sleep").matches
    assert ("light sleep", ("rest",)) == (match.name, match.subjects)
