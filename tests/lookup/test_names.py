"""From rows of names to the tables: what sources agree on, countries, and refused clashes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs
import pytest

from mitosafe import DataError, Drug, Fault, Group, Match, Names, SubjectKind
from mitosafe.lookup import names
from mitosafe.lookup.index import Index, Ordinary, match_of
from mitosafe.model import SubjectId
from tests.lookup.given import brand, drug, group, index, tables

A = SubjectId("a")
#: Names of which one has neither letter nor digit.
MUTE = Names(en="®", fr="a", nl="a")
#: Two drugs of the list.
TWO = (drug("exemplin"), drug("other"))


def meant(given: Index, folded: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what a name certainly stands for, and what it may stand for."""
    match = given.name(folded)
    assert match is not None
    return match.subjects, match.candidates


class TestMatchOf:
    """What all alternatives share is certain; the rest is named and not chosen."""

    @pytest.mark.parametrize(
        ("alternatives", "subjects", "candidates"),
        [
            ("a", ("a",), ()),
            ("a+~b", ("a", "~b"), ()),
            ("a|a+c", ("a",), ("c",)),
            ("a|b", (), ("a", "b")),
        ],
    )
    def test_shares(
        self, alternatives: str, subjects: tuple[str, ...], candidates: tuple[str, ...]
    ) -> None:
        """The certain and the possible are told apart."""
        found = match_of("Brand", "brand", alternatives)
        assert (subjects, candidates) == (found.subjects, found.candidates)

    @pytest.mark.parametrize(
        ("alternatives", "shown"),
        [
            ("a@FR|~b@NL,UK", ("a (FR)", "b (NL, UK)")),
            ("a|~b", ("a", "b")),
            ("a", ()),
        ],
    )
    def test_what_it_may_be_is_shown(self, alternatives: str, shown: tuple[str, ...]) -> None:
        """Each thing that a name may stand for is shown with its countries, where known."""
        assert shown == match_of("Brand", "brand", alternatives).among

    def test_candidates_without_options_are_shown(self) -> None:
        """A match that was made by hand shows its candidates."""
        match = Match(name="x", kind="brand", subjects=(), candidates=("a", "~b"))
        assert ("a", "b") == match.among


class TestWithin:
    """In a country that sources speak of, a name means what it means there."""

    @pytest.mark.parametrize(
        ("country", "subjects", "candidates"),
        [
            ("FR", ("a",), ()),
            ("UK", ("b",), ()),
            ("NL", ("c",), ("d",)),
            ("US", (), ("a", "b", "c", "d", "e")),
            ("DE", ("e",), ()),
        ],
    )
    def test_country(
        self, country: str, subjects: tuple[str, ...], candidates: tuple[str, ...]
    ) -> None:
        """What is meant there stays; if none says so, all stays; the Union is each member."""
        match = match_of("Brand", "brand", "a@FR|b@UK|c@NL|c+d@NL|e@EU").within(country)
        assert (subjects, candidates) == (match.subjects, match.candidates)

    def test_nothing_to_decide(self) -> None:
        """A name that means one thing is the same everywhere."""
        for match in (match_of("x", "brand", "a"), match_of("x", "brand", "a@FR|b@FR,NL")):
            assert match is match.within("FR")


class TestNames:
    """A folded name stands for what the entries say, and a clash must be declared."""

    def test_every_language_finds_the_drug(self) -> None:
        """The preferred name in each language stands for the drug."""
        given = index([drug("exemplin")])
        found = [given.name(name) for name in ("exemplin", "exempline", "exemplinum")]
        assert [("exemplin",)] * 3 == [match.subjects for match in found if match]

    def test_unknown_name(self) -> None:
        """A name that is not there stands for nothing."""
        given = index([drug("exemplin")])
        assert given.name("zzyzx") is None
        assert "zzyzx" not in given
        assert "exemplin" in given

    def test_asked_twice_is_the_same_match(self) -> None:
        """A line becomes a match once."""
        given = index([drug("exemplin")])
        assert given.name("exemplin") is given.name("exemplin")

    def test_vocabulary_is_marked(self) -> None:
        """A medicine that is not on the list is known, and marked as not on it."""
        given = index([drug("exemplin")], vocabulary=[("ordinarin", "ordinarin")])
        expected = Match(name="ordinarin", kind="vocabulary", subjects=("~ordinarin",))
        assert expected == given.name("ordinarin")

    def test_a_mixture_of_the_vocabulary(self) -> None:
        """What each of its alternatives holds is certain, the rest is not; all are marked."""
        given = index(vocabulary=[("mixed ordinarin", "one+two|one+three")])
        assert (("~one",), ("~three", "~two")) == meant(given, "mixed ordinarin")

    def test_a_listed_name_wins_over_the_vocabulary(self) -> None:
        """A name of the list is not hidden by the same name in the vocabulary."""
        given = index([drug("exemplin")], vocabulary=[("exemplin", "other")])
        assert (("exemplin",), ()) == meant(given, "exemplin")

    @pytest.mark.parametrize("substance", ["exemplin", "exempline", "exemplin-sodium"])
    def test_a_listed_medicine_is_never_called_unlisted(self, substance: str) -> None:
        """What a brand holds that is listed, by any name of the substance, is found."""
        given = index(
            [drug("exemplin")],
            names=[
                ("Exemplin sodium", "exemplin", "salt", "", "", "x"),
                brand("Combo", f"~{substance}+~other"),
            ],
            vocabulary=[("vocab", f"other+{substance}"), ("plain", "other|third")],
        )
        assert (("exemplin", "~other"), ()) == meant(given, "combo")
        assert (("exemplin", "~other"), ()) == meant(given, "vocab")
        assert ((), ("~other", "~third")) == meant(given, "plain")

    def test_seconds(self) -> None:
        """The index knows which tokens can follow a token in a name or an abbreviation."""
        given = index(
            [drug("exemplin")],
            names=[brand("exemplin forte retard", "exemplin"), brand("exemplin max", "exemplin")],
            abbreviations=[("EX-4", "exemplin", "", "", "yes", "x")],
        )
        assert given.seconds("exemplin") == {"max", "forte"}
        assert given.seconds("ex") == {"4"}
        assert given.seconds("other") == frozenset()

    def test_a_name_is_shown_as_it_is_written(self) -> None:
        """A match has the name as it was written, and its kind, not the folded form."""
        expected = Match(name="Exemplar Forte®", kind="brand", subjects=("exemplin",))
        given = index([drug("exemplin")], names=[brand("Exemplar Forte®", "exemplin")])
        assert expected == given.name("exemplar forte")

    def test_the_lines_are_written_out(self) -> None:
        """A line a folded name: the name, what kind of name it is, and of which subjects."""
        drugs, groups = [drug("exemplin")], [attrs.evolve(group("examples"), synonyms=("Exs",))]
        made = tables(drugs, groups, names=[brand("Exa-Plus", "~third+exemplin+other")])
        assert {
            "exa plus": "Exa-Plus\tbrand\texemplin+other+~third",
            "examples": "examples\tgroup\texamples",
            "examplesen": "examplesen\tgroup\texamples",
            "exampless": "exampless\tgroup\texamples",
            "exemplin": "exemplin\tinn\texemplin",
            "exempline": "exempline\tinn\texemplin",
            "exemplinum": "exemplinum\tinn\texemplin",
            "exs": "Exs\tgroup\texamples",
        } == made.names
        assert list(made.names) == sorted(made.names)

    def test_every_name_and_word_can_be_listed(self) -> None:
        """The index tells its names, and the words that are set aside with their kinds."""
        given = index([drug("exemplin")], vocabulary=[("ordinarin", "ordinarin")])
        expected = {"exemplin", "exempline", "exemplinum", "ordinarin"}
        assert expected == set(given.names())
        assert {"mg": "unit", "per os": "route"} == given.words

    def test_undeclared_clash_is_refused(self) -> None:
        """Two drugs whose names fold to one stop the load, and both are named."""
        with pytest.raises(DataError) as raised:
            index(TWO, names=[("Exémplin", "other", "synonym", "", "", "x")])
        message = (
            "names of different subjects fold to 'exemplin': exemplin (exemplin), "
            "Exémplin (other); declare each with the kind shared"
        )
        assert (Fault("names.tsv", "exemplin", message),) == raised.value.faults

    @pytest.mark.parametrize("kinds", [("shared", "shared"), ("brand", "shared")])
    def test_declared_clash_is_ambiguous(self, kinds: tuple[str, str]) -> None:
        """Two drugs that declare a shared name are both candidates; neither is chosen."""
        shared = [
            ("same-name", "exemplin", kinds[0], "", "", "x"),
            ("Same name", "other", kinds[1], "", "", "x"),
        ]
        given = index(TWO, names=shared)
        assert ((), ("exemplin", "other")) == meant(given, "same name")
        assert kinds[0] == getattr(given.name("same name"), "kind", None)

    @pytest.mark.parametrize(
        ("file", "given"),
        [
            ("drugs/a.toml", {"drugs": [Drug(id=A, kind=SubjectKind.MEDICINE, names=MUTE)]}),
            ("measures/a.toml", {"drugs": [Drug(id=A, kind=SubjectKind.MEASURE, names=MUTE)]}),
            ("groups/a.toml", {"groups": [Group(id=A, names=MUTE)]}),
            ("names.tsv", {"names": [brand("®", "exemplin")]}),
            ("abbreviations.tsv", {"abbreviations": [("®", "exemplin", "", "", "", "x")]}),
        ],
    )
    def test_a_name_that_folds_to_nothing_is_refused(
        self, file: str, given: dict[str, Any]
    ) -> None:
        """A name without a letter or digit is a fault, told with its file."""
        with pytest.raises(DataError) as raised:
            tables(**given)
        assert (Fault(file, "®", "the name folds to nothing"),) == raised.value.faults

    def test_an_empty_name_is_told_at_the_whole_file(self) -> None:
        """A name of no characters cannot be named, so that the fault is of the file."""
        with pytest.raises(DataError) as raised:
            tables(names=[brand("", "exemplin")])
        assert (Fault("names.tsv", "$", "the name folds to nothing"),) == raised.value.faults

    def test_names_that_fold_to_nothing_do_not_clash(self) -> None:
        """Each is told for itself; that all of them are alike says nothing more."""
        rows = [(name, subject, "inn", "", "", "x") for name, subject in (("®", "a"), (" ", "b"))]
        with pytest.raises(DataError) as raised:
            tables(names=rows)
        assert ["$", "®"] == [fault.path for fault in raised.value.faults]

    def test_the_rows_alone_can_be_made(self) -> None:
        """The look-up table of names can be made without the others."""
        rows = names.name_rows([drug("exemplin")], [], lambda _: [])
        assert ("exemplin", "exemplin\tinn\texemplin") == rows[0]


class TestConsensus:
    """A brand is what its independent sources agree on."""

    AGREED = (brand("Brandol", "exemplin", "one", "FR"), brand("Brandol", "exemplin", "two", "US"))

    @pytest.mark.parametrize("place", [0, 1, 2])
    @pytest.mark.parametrize("country", ["FR", "NL"])
    def test_a_lone_deviating_row_is_left_out(self, place: int, country: str) -> None:
        """One shifted row can neither override two that agree nor make them ambiguous."""
        rows = list(self.AGREED)
        rows.insert(place, brand("BRANDOL", "other", "shifted", country))
        found = index(TWO, names=rows).name("brandol")
        assert Match(name="Brandol", kind="brand", subjects=("exemplin",)) == found

    def test_a_lone_row_of_an_unlisted_medicine_is_left_out_too(self) -> None:
        """So that a listed medicine is not hidden by a row about another."""
        rows = [*self.AGREED, brand("Brandol", "~third", "shifted")]
        assert (("exemplin",), ()) == meant(index(TWO, names=rows), "brandol")

    @pytest.mark.parametrize(
        ("rows", "expected"),
        [
            # It shares an ingredient with what is agreed on.
            ([*AGREED, brand("Brandol", "exemplin+other", "three")], (("exemplin",), ("other",))),
            # Two sources say it.
            (
                [*AGREED, brand("Brandol", "other", "x"), brand("Brandol", "other", "y")],
                ((), ("exemplin", "other")),
            ),
            # The two that agree are editions of one source.
            (
                [
                    brand("Brandol", "exemplin", "rxnorm"),
                    brand("Brandol", "exemplin", "rxnorm_old"),
                    brand("Brandol", "other", "x"),
                ],
                ((), ("exemplin", "other")),
            ),
            # Nobody agrees with anybody.
            (
                [brand("Brandol", "exemplin", "x"), brand("Brandol", "other", "y")],
                ((), ("exemplin", "other")),
            ),
            # It is declared.
            (
                [*AGREED, ("Brandol", "other", "shared", "", "NL", "three")],
                ((), ("exemplin", "other")),
            ),
            # It was settled before, in the list below, and has no source any more.
            ([*AGREED, brand("Brandol", "other", "")], ((), ("exemplin", "other"))),
        ],
    )
    def test_what_is_no_outlier_stays(
        self,
        rows: Sequence[tuple[str, ...]],
        expected: tuple[tuple[str, ...], tuple[str, ...]],
    ) -> None:
        """A real difference is ambiguous; nothing is chosen."""
        assert expected == meant(index(TWO, names=rows), "brandol")

    def test_several_sources_in_one_row_agree(self) -> None:
        """A row may have gathered what several sources say."""
        rows = [brand("Brandol", "exemplin", "one,two"), brand("Brandol", "other", "shifted")]
        assert (("exemplin",), ()) == meant(index(TWO, names=rows), "brandol")

    def test_differences_keep_their_countries(self) -> None:
        """What a name means in which country is kept, each meaning once."""
        rows = [
            brand("Brandol", "exemplin", "one", "US"),
            brand("Brandol", "other", "two,four", "UK,NL"),
            brand("Brandol", "exemplin", "three", "FR"),
        ]
        made = tables(TWO, names=rows)
        assert "Brandol\tbrand\texemplin@FR,US|other@NL,UK" == made.names["brandol"]
        assert "FR NL UK US" == made.countries
        assert ("FR", "NL", "UK", "US") == index(TWO, names=rows).countries

    def test_the_same_everywhere_has_no_countries(self) -> None:
        """A name that means one thing is short in the table."""
        assert "Brandol\tbrand\texemplin" == tables(TWO, names=self.AGREED).names["brandol"]


class TestCores:
    """A brand is known without the mark of release at its end."""

    @pytest.mark.parametrize("name", ["Wardol L.P.", "WARDOL LP", "Wardol XR", "Wardol SR retard"])
    def test_the_core_is_known(self, name: str) -> None:
        """The name before the mark stands for the same."""
        given = index(TWO, names=[brand(name, "exemplin")])
        expected = Match(name="Wardol", kind="brand", subjects=("exemplin",))
        assert expected == given.name("wardol")

    def test_two_that_share_a_core_are_both_meant(self) -> None:
        """Where two products differ in their mark only, neither is chosen."""
        rows = [brand("Wardol XR", "exemplin"), brand("Wardol LP", "other")]
        assert ((), ("exemplin", "other")) == meant(index(TWO, names=rows), "wardol")

    @pytest.mark.parametrize(
        ("name", "core", "rows"),
        [
            ("Ward LP", "ward", {}),
            ("Wardol forte", "wardol", {}),
            ("Wardol XR", "wardol", {"ordinary": [("wardol", "en", "dose", "")]}),
            ("Wardol XR", "wardol", {"words": [("wardol", "form", "en")]}),
        ],
    )
    def test_what_may_be_something_else_is_no_core(
        self, name: str, core: str, rows: dict[str, Any]
    ) -> None:
        """Short ones, other words after the name, and words that mean something else."""
        assert core not in index(TWO, names=[brand(name, "exemplin")], **rows)

    def test_another_name_is_not_replaced(self) -> None:
        """What is known by the core already stays what it is."""
        rows = [brand("Wardol XR", "exemplin"), brand("Wardol", "other")]
        given = index(TWO, names=rows, vocabulary=[("varnol", "varnol")])
        assert (("other",), ()) == meant(given, "wardol")
        given = index(TWO, names=rows[:1], vocabulary=[("wardol", "third")])
        assert (("~third",), ()) == meant(given, "wardol")

    def test_only_brands_have_a_core(self) -> None:
        """A salt that ends like a mark of release is left as it is."""
        given = index(TWO, names=[("exemplin la", "exemplin", "salt", "", "", "x")])
        assert Match(name="exemplin", kind="inn", subjects=("exemplin",)) == given.name("exemplin")
        given = index(TWO, names=[("exemplid la", "exemplin", "salt", "", "", "x")])
        assert "exemplid" not in given


class TestAbbreviations:
    """Harmless abbreviations are names; dangerous ones are kept apart."""

    ROWS = (
        ("EXA", "exemplin", "en", "an example", "", "x"),
        ("EXD", "exemplin|~third", "en", "something else", "yes", "x"),
        ("EXB", "exemplin|other", "en", "", "", "x"),
    )

    def test_a_harmless_one_is_a_name(self) -> None:
        """It is matched as any name is, and says what else it can mean."""
        expected = Match(name="EXA", kind="abbreviation", subjects=("exemplin",), also="an example")
        given = index(TWO, abbreviations=self.ROWS)
        assert expected == given.name("exa")
        assert given.dangerous("exa") is None

    def test_a_dangerous_one_is_no_name(self) -> None:
        """It is known apart, with all that it may stand for."""
        given = index(TWO, abbreviations=self.ROWS)
        found = given.dangerous("exd")
        assert "exd" not in given
        assert found is not None
        assert ("dangerous-abbreviation", ("exemplin", "~third"), "something else") == (
            found.kind,
            found.candidates,
            found.also,
        )

    def test_one_of_two_medicines_is_ambiguous(self) -> None:
        """Neither is chosen, and no clash needs to be declared."""
        assert ((), ("exemplin", "other")) == meant(index(TWO, abbreviations=self.ROWS), "exb")


class TestOrdinary:
    """Names that are ordinary words, with what proves that the medicine is meant."""

    def test_what_is_known_of_a_word(self) -> None:
        """Its languages, the proof, and what it means on the list otherwise."""
        rows = [("drum", "en,nl", "capital", ""), ("vast", "nl", "dose", "other")]
        given = index(TWO, ordinary=rows)
        assert Ordinary(languages=("en", "nl"), proof="capital", subject=None) == given.ordinary(
            "drum"
        )
        assert Ordinary(languages=("nl",), proof="dose", subject="other") == given.ordinary("vast")
        assert given.ordinary("exemplin") is None

    def test_the_last_row_counts(self) -> None:
        """The row of a list that lies over another comes last, and hides the one below it."""
        rows = [("zest", "en", "capital", ""), ("drum", "en", "capital", ""),
                ("drum", "nl", "dose", "")]  # fmt: skip
        made = tables(TWO, ordinary=rows).ordinary
        assert {"drum": "nl\tdose\t", "zest": "en\tcapital\t"} == made
        assert ["drum", "zest"] == list(made)
