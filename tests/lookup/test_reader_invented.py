"""Reading entries with an invented index: every rule of the matcher by an example of its own."""

from __future__ import annotations

import pytest

from mitosafe.lookup.index import Index, Match
from mitosafe.lookup.reader import Matcher, is_blank


def small(names: dict[str, str], words: list[str]) -> Matcher:
    """Return a matcher over an invented index."""
    seconds = {n.split()[0]: n.split()[1] for n in names if " " in n}
    return Matcher(Index(names, seconds, [], words, []))


def test_a_salt_word_is_taken_off_a_glued_name() -> None:
    """Dutch glues the salt to the name, in front or behind; what is left must be a name."""
    matcher = small(
        {"exemplin": "exemplin\tinn\texemplin"}, ["tartraat\tsalt\tnl", "natrium\tsalt\tnl"]
    )
    glued = ["exemplintartraat", "natriumexemplin", "exemplini", "exemplinum", "exemplinx"]
    assert [1, 1, 1, 1, 0] == [len(matcher.read(word).matches) for word in glued]


def test_a_latin_ending_is_taken_off_an_inn_only() -> None:
    """A brand with a Latin ending is not that brand."""
    matcher = small({"brandol": "Brandol\tbrand\texemplin"}, [])
    reading = matcher.read("brandoli")
    assert ((), ("brandoli",)) == (reading.matches, reading.unread)


def test_the_memory_of_tokens_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many different tokens do not fill the memory; the answers stay the same."""
    monkeypatch.setattr("mitosafe.lookup.scan.REMEMBER", 3)
    matcher = small({"exemplin": "exemplin\tinn\texemplin"}, [])
    for number in range(10):
        matcher.read(f"word{'x' * number} exemplin")
    expected = (Match(name="exemplin", kind="inn", subjects=("exemplin",)),)
    assert expected == matcher.read("exemplin").matches


def test_a_long_name_that_is_not_finished_falls_back() -> None:
    """The beginning of a longer name is read as the shorter name it is."""
    names = {
        "exemplin": "exemplin\tinn\texemplin",
        "exemplin forte duo": "Exemplin Forte Duo\tbrand\texemplin+other",
    }
    matcher = small(names, [])
    short, whole = matcher.read("exemplin forte"), matcher.read("exemplin forte duo 5")
    assert ("exemplin", "Exemplin Forte Duo") == (short.matches[0].name, whole.matches[0].name)


#: An invented index: names to their lines, as `lookup` gives them, and words to set aside.
NAMES = {
    "exemplin": "exemplin\tinn\texemplin",
    "exemplin forte": "Exemplin Forte\tbrand\texemplin+other",
    "otherol": "otherol\tsynonym\tother",
    "otherol duo max": "Otherol Duo Max\tbrand\tother",
    "abcde": "abcde\tsalt\tabcde",
    "pqrst": "pqrst\tinn\tpqrst",
    "abcd": "abcd\tinn\tabcd",
    "brandex": "Brandex\tbrand\texemplin",
    "plainol": "plainol",
    "tartraatduolin": "tartraatduolin\tinn\tduolin",
    "hemilmesyl": "hemilmesyl\tinn\themil",
    "hemilium": "hemilium\tinn\themilium",
}
WORDS = [
    "mg\tunit\ten",
    "no\tcontext\ten",
    "tartraat\tsalt\tnl",
    "mesyl\tsalt\tnl",
    "hemi\tsalt\tnl",
]


@pytest.mark.parametrize(
    ("text", "names", "unread", "seen"),
    [
        ("zz yy Exemplin 500 mg qq", ["exemplin"], ("zz yy", "qq"), ()),
        ("exemplin zz exemplin", ["exemplin"], ("zz",), ()),
        ("otherol exemplin", ["otherol", "exemplin"], (), ()),
        ("zz no yy no", [], ("zz", "yy"), ("no", "no")),
        ("zz 5 yy x vv mg ww", [], ("zz", "yy", "vv", "ww"), ()),
        ("exemplin forte zz", ["Exemplin Forte"], ("zz",), ()),
        ("exemplin zz forte", ["exemplin"], ("zz forte",), ()),
        ("zz otherol duo", ["otherol"], ("zz", "duo"), ()),
        ("zz", [], ("zz",), ()),
        ("", [], (), ()),
        # A salt word is glued behind a name of any kind but a brand, and in front of a listed one.
        ("exemplintartraat", ["exemplin"], (), ()),
        ("tartraatexemplin", ["exemplin"], (), ()),
        ("otheroltartraat", ["otherol"], (), ()),
        ("plainoltartraat", ["plainol"], (), ()),
        ("tartraatplainol", [], ("tartraatplainol",), ()),
        ("brandextartraat", [], ("brandextartraat",), ()),
        ("tartraatbrandex", [], ("tartraatbrandex",), ()),
        # What is left has five letters or more, and the salt word has so too.
        ("abcdetartraat", ["abcde"], (), ()),
        ("abcdtartraat", [], ("abcdtartraat",), ()),
        ("exemplinmesyl", ["exemplin"], (), ()),
        ("exemplinhemi", [], ("exemplinhemi",), ()),
        # A Latin ending is taken off the name of a substance, listed or not, in seven letters.
        ("exemplini", ["exemplin"], (), ()),
        ("plainolum", ["plainol"], (), ()),
        ("otheroli", [], ("otheroli",), ()),
        ("pqrstum", ["pqrst"], (), ()),
        ("pqrsti", [], ("pqrsti",), ()),
        # What is no name without the one may be a name without another.
        ("tartraatduolin", ["tartraatduolin"], (), ()),
        ("tartraatduolinum", ["tartraatduolin"], (), ()),
        ("tartraatexemplintartraat", [], ("tartraatexemplintartraat",), ()),
        ("tartraathemilmesyl", ["hemilmesyl"], (), ()),
        # The first that leaves a name is taken, and no other is tried.
        ("tartraatduolintartraat", ["tartraatduolin"], (), ()),
        ("tartraathemilium", ["hemilium"], (), ()),
    ],
)
def test_a_reading_in_full(
    text: str, names: list[str], unread: tuple[str, ...], seen: tuple[str, ...]
) -> None:
    """Each token is of a name, set aside, seen, or unread; what is unread is kept in runs."""
    reading = small(NAMES, WORDS).read(text)
    assert (names, unread, seen) == (
        [m.name for m in reading.matches],
        reading.unread,
        reading.seen,
    )


def test_the_longest_salt_word_is_taken_off() -> None:
    """Of two salt words of which one ends like the other, the longer goes whole."""
    words = ["chloride\tsalt\ten", "bichloride\tsalt\ten"]
    matcher = small({"exemplin": NAMES["exemplin"], "exemplinbi": "exemplinbi"}, words)
    assert ["exemplin"] == [m.name for m in matcher.read("exemplinbichloride").matches]


def test_what_is_known_of_a_token_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """A token is looked up once, until more are remembered than there may be."""
    monkeypatch.setattr("mitosafe.lookup.scan.REMEMBER", 1)
    monkeypatch.setattr("mitosafe.lookup.simple.REMEMBER", 1)
    matcher = small(NAMES, WORDS)
    asked: list[str] = []

    def unglued(token: str, *_: object) -> tuple[None, str]:
        asked.append(token)
        return None, ""

    monkeypatch.setattr("mitosafe.lookup.scan.unglued", unglued)
    for token in ("unknowns", "unknowns", "missings", "unknowns", "furthers", "unknowns"):
        matcher.read(token)
    assert ["unknowns", "missings", "furthers", "unknowns"] == asked


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\x00\x1f", "\u200b\u200e", "\ud800"])
def test_blank(text: str) -> None:
    """Spaces, control characters, format characters and lone surrogates cannot be seen."""
    assert is_blank(text)


@pytest.mark.parametrize("text", ["a", "-", "5", "é", "　x"])
def test_not_blank(text: str) -> None:
    """Anything that can be seen is not nothing."""
    assert not is_blank(text)
