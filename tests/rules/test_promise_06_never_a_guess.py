"""Promise 6."""

from __future__ import annotations

import string
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import mitosafe
from mitosafe import Answer, Dataset, Outcome
from mitosafe._text.folding import fold, tokens
from tests.edits import edits
from tests.strategies import spellings

SHIPPED = Dataset.packaged()
NAMES = sorted(n for n in SHIPPED.index.names() if len(n) >= 6)
LISTED = [n for n in NAMES if (m := SHIPPED.index.name(n)) and m.kind != "vocabulary"]
AMBIGUOUS = [
    n
    for n in NAMES
    if (m := SHIPPED.index.name(n))
    and any(c[0] != "~" for c in m.candidates)
    and SHIPPED.index.ordinary(n) is None
]


def matched(answer: Answer) -> list[str]:
    """Return every name by which something in an entry was found."""
    found = [f.matched for f in answer.findings]
    return [match.name for match in (*found, *answer.not_assessed, *answer.ambiguous)]


class TestNeverAGuess:
    """Promise 6.

    **Never a guess.** A near spelling is a suggestion, never a match. Two drugs with one
    name are `AMBIGUOUS`, never a choice.
    """

    @given(st.sampled_from(LISTED), st.data())
    def test_a_near_spelling_is_never_a_match(self, name: str, data: st.DataObject) -> None:
        """At distance one from a name, only what stands in the entry as it is can be matched."""
        near = data.draw(st.sampled_from(sorted({*edits(name)})))
        assume(near.strip() and near not in SHIPPED.index)
        answer = mitosafe.check(near)
        for found in matched(answer):
            assert fold(found) in fold(near)

    @given(st.sampled_from(LISTED))
    def test_a_misspelt_name_is_a_suggestion(self, name: str) -> None:
        """Where a name with two letters swapped is not understood, the name is suggested."""
        at = len(name) // 2
        near = name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :]
        assume(near != name and " " not in name and len(name) <= 40)
        answer = mitosafe.check(near)
        assume(answer.outcome is Outcome.UNRECOGNISED and (near,) == answer.unread)
        match = SHIPPED.index.name(name)
        assert match is not None
        subjects = match.subjects or match.candidates
        assert set(subjects) & {s for near in answer.suggestions for s in near.subjects}
        assert () == answer.findings

    @given(st.sampled_from(LISTED), st.text(string.ascii_lowercase, min_size=2, max_size=5))
    def test_a_name_within_a_word_is_no_name(self, name: str, letters: str) -> None:
        """A name glued between other letters is not found: words are matched whole."""
        assume(" " not in name and name.isalpha())
        word = f"xq{letters}{name}{letters}qx"
        answer = mitosafe.check(word)
        assert (Outcome.UNRECOGNISED, (word,)) == (answer.outcome, answer.unread)

    @given(st.sampled_from(AMBIGUOUS).flatmap(spellings))
    def test_no_spelling_of_it_is_a_choice(self, entry: str) -> None:
        """However a name of several medicines is written, what it may stand for is not chosen."""
        answer = mitosafe.check(entry)
        chosen = {finding.drug.id for finding in answer.findings}
        assert answer.ambiguous
        assert not any(chosen & set(match.candidates) for match in answer.ambiguous)

    def test_one_name_of_several_is_ambiguous(self) -> None:
        """A name that stands for one or another gives none of them a finding, and names all."""
        for name in AMBIGUOUS:
            match = SHIPPED.index.name(name)
            assert match is not None
            answer = mitosafe.check(name)
            certain = {s for s in match.subjects if s[0] != "~"}
            assert certain == {finding.drug.id for finding in answer.findings}, name
            assert (match,) == answer.ambiguous
            assert answer.outcome in (Outcome.AMBIGUOUS, Outcome.LISTED)
            assert (answer.outcome is Outcome.LISTED) is (answer.worst is not None)
        assert AMBIGUOUS

    def test_a_suggestion_changes_nothing(self) -> None:
        """What is suggested gives no finding and no level, alone or beside what was found."""
        alone = mitosafe.check("metfromin")
        assert (Outcome.UNRECOGNISED, None) == (alone.outcome, alone.level)
        assert ["metformin"] == [s.name for s in alone.suggestions if "metformin" in s.subjects]
        beside = mitosafe.check("bisoprolol metfromin")
        assert (Outcome.ACCEPTABLE, ("metfromin",)) == (beside.outcome, beside.unread)

    @pytest.mark.parametrize("name", ["valproic acid", "linezolid", "paracetamol", "metformin"])
    def test_names_are_whole_however_they_are_broken(self, name: str) -> None:
        """No two halves of a name, and no part of it, are taken for it."""
        for head, tail in pairwise([*range(2, len(name), 3), len(name)]):
            part = name[head:tail]
            assert name not in [fold(n) for n in matched(mitosafe.check(part))]

    @given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3), st.sampled_from(" ,/+-"))
    def test_what_is_matched_stands_in_the_entry(self, names: list[str], between: str) -> None:
        """Of any names together, each that is matched stands in the entry, word by word."""
        entry = f"{between} ".join(names)
        text = " ".join(tokens(entry))
        for found in matched(mitosafe.check(entry)):
            assert fold(found) in text
