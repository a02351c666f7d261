"""Promise 2."""

from __future__ import annotations

import string
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mitosafe
from mitosafe import Answer, Dataset, Outcome
from mitosafe._text.folding import tokens
from tests.strategies import HOSTILE, entries, entries_of, frames

#: Words of letters that no language puts together so, and that are in no list.
NONSENSE = st.text(string.ascii_lowercase, min_size=2, max_size=6).map(lambda s: f"zq{s}xj")
SHIPPED = Dataset.packaged()
#: Every word of a name.
PARTS = {token for name in SHIPPED.index.names() for token in name.split()}
#: A frame costs far more than an entry: a tenth of the usual number.
FEW = settings(max_examples=settings().max_examples // 10)
KNOWN = ["Depakine", "linezolid", "amoxicillin", "metformin 500 mg", "Zyvox"]


def named(answer: Answer) -> bool:
    """Return whether anything of an entry is named in its answer."""
    return any((answer.findings, answer.not_assessed, answer.ambiguous, answer.unread))


def _is_known(token: str) -> bool:
    """Return whether a word is set aside, a name, or a part of one."""
    return token in SHIPPED.index.words or token in PARTS or bool(mitosafe.check(token).findings)


class TestNoSilentMiss:
    """Promise 2.

    **No silent miss.** Every input comes back in the output. What was not understood is
    named as not understood, never dropped, never an empty list.
    """

    @given(st.lists(entries(), max_size=10))
    def test_every_entry_comes_back(self, asked: list[object]) -> None:
        """There are as many answers as entries, in their order, and each names something."""
        report = mitosafe.check_all(asked)
        assert len(asked) == len(report.answers)
        for entry, answer in zip(asked, report, strict=True):
            assert entry is answer.entry
            assert named(answer) is (answer.outcome is not Outcome.EMPTY)

    @given(st.lists(NONSENSE, min_size=1, max_size=6), st.permutations(KNOWN), st.data())
    def test_every_unknown_word_is_named(
        self, unknown: list[str], known: list[str], data: st.DataObject
    ) -> None:
        """Each word that was not understood is named, wherever it stands among what was."""
        words = data.draw(st.permutations([*unknown, *known[:2]]))
        answer = mitosafe.check(" ".join(words))
        assert sorted(unknown) == sorted(" ".join(answer.unread).split())
        rest = [token for token in tokens(" ".join(words)) if token not in unknown]
        assert rest

    @FEW
    @given(frames(entries_of(SHIPPED) | NONSENSE))
    def test_every_row_of_a_frame_comes_back(self, drawn: tuple[list[str | None], Any]) -> None:
        """In every engine each row of a column comes back, and says what became of it."""
        narwhals = pytest.importorskip("narwhals")
        from mitosafe.frames import annotate

        drugs, frame = drawn
        lazy = narwhals.from_native(annotate(frame, "drug")).lazy()
        found = lazy.collect("polars").to_native().sort("row")
        assert drugs == found["drug"].to_list()
        answers = [mitosafe.check(drug) for drug in drugs]
        assert [answer.outcome.value for answer in answers] == found["outcome"].to_list()
        unread = ["; ".join(answer.unread) or None for answer in answers]
        assert unread == found["unread"].to_list()

    @given(entries_of(SHIPPED))
    def test_every_word_is_accounted_for(self, entry: str) -> None:
        """Each word is of a name, was not understood, was seen, or is of the closed list."""
        answer = mitosafe.check(entry)
        rest = set(tokens(" ".join((*answer.unread, *answer.seen))))
        for token in set(tokens(entry)) - rest:
            assert token.isdecimal() or len(token) == 1 or _is_known(token)

    @pytest.mark.parametrize("language", ["en", "fr", "nl"])
    def test_every_entry_is_in_every_rendering(self, language: str) -> None:
        """A report shows a row for each entry, and what of it was not understood."""
        asked = ["Depakine", "qzqzx", "amoxicillin jqxj", None, b"x", "Aceon", ""]
        report = mitosafe.check_all(asked)
        for text in (report.text(language), report.markdown(language), report.html(language)):
            for word in ("Depakine", "qzqzx", "jqxj", "b&#x27;x&#x27;", "Aceon", "—"):
                assert word in text.replace("b'x'", "b&#x27;x&#x27;")
        plain = report.as_dict(language)["answers"]
        assert ["Depakine", "qzqzx", "amoxicillin jqxj", None, "b'x'", "Aceon", ""] == [
            answer["entry"] for answer in plain
        ]
        assert [[], ["qzqzx"], ["jqxj"], [], ["b'x'"], [], []] == [a["unread"] for a in plain]

    @pytest.mark.parametrize("system", ["atc", "rxnorm", "unii", "cas", "snomed", "cnk"])
    def test_an_unknown_code_is_named(self, system: str) -> None:
        """A code that is not known, also of a system of which none is, comes back as unread."""
        answer = mitosafe.check("0-unknown-0", system=system)
        assert (Outcome.UNRECOGNISED, ("0-unknown-0",)) == (answer.outcome, answer.unread)

    def test_an_ambiguous_name_is_named(self) -> None:
        """A name of several medicines is given with all that it may stand for."""
        answer = mitosafe.check("Aceon")
        assert Outcome.AMBIGUOUS is answer.outcome
        [match] = answer.ambiguous
        assert len(match.candidates) > 1

    def test_what_was_not_understood_of_a_report(self) -> None:
        """A report gives the entries that were not understood, and hides none behind others."""
        report = mitosafe.check_all(HOSTILE)
        wanted = [a for a in report if a.outcome.value in ("unrecognised", "ambiguous")]
        assert wanted == list(report.not_understood)
        assert wanted

    def test_a_list_laid_over_misses_nothing(self) -> None:
        """Every name of the packaged list is understood, and gives what it stands for."""
        for drug in SHIPPED.everything():
            for name in {drug.names.en, drug.names.fr, drug.names.nl}:
                answer = SHIPPED.check(name)
                assert drug.id in [finding.drug.id for finding in answer.findings], name
                assert () == answer.unread, name
