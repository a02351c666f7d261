"""Reading real-looking entries: names in, matches out, everything else named."""

from __future__ import annotations

import pytest

from mitosafe import Dataset
from mitosafe.answers.packaged import dataset


@pytest.fixture(scope="module")
def shipped() -> Dataset:
    """Return the packaged list."""
    return dataset()


def found(entry: str) -> list[str]:
    """Return the ids of the listed drugs in an entry."""
    return [finding.drug.id for finding in dataset().check(entry).findings]


ENTRIES = [
    ("METFORMIN HCL 850 MG ORAL TABLET", ["metformin"]),
    (
        "Dépakine Chrono 300 mg, comprimé pelliculé sécable à libération prolongée",
        ["valproic-acid"],
    ),
    ("Valproinezuur (Orfiril)", ["valproic-acid"]),
    ("natriumvalproaat 500mg tablet mga", ["valproic-acid"]),
    ("Depakote ER 250", ["valproic-acid"]),
    ("AZT", ["zidovudine"]),
    ("gentamicine injvlst 40mg/ml 2ml", ["gentamicin"]),
    ("GENTAMICINE PANPHARMA 80 mg, solution injectable", ["gentamicin"]),
    ("Metoprololtartraat 100mg tablet", ["metoprolol"]),
    ("Metformini hydrochloridum 500", ["metformin"]),
    ("acide valproïque", ["valproic-acid"]),
    ("ACIDE VALPROI\u0308QUE", ["valproic-acid"]),
    ("amLODIPine/atorvastatin 10-20", ["atorvastatin"]),
    ("lidocaine + prilocaine crème", ["lidocaine", "prilocaine"]),
    ("lamivudine and zidovudine tablets", ["lamivudine", "zidovudine"]),
    ("paracétamol et codéine", ["paracetamol", "codeine"]),
    ("tramadol en paracetamol", ["tramadol", "paracetamol"]),
    ("Combivir", ["lamivudine", "zidovudine"]),
    ("co-codamol 30/500 effervescent", ["codeine", "paracetamol"]),
    ("cotenidone 50/12.5", ["atenolol", "chlortalidone"]),
    ("simvastatin40mg", ["simvastatin"]),
    ("Erythromycin-ethylsuccinate", ["erythromycin"]),
]


@pytest.mark.parametrize(("entry", "expected"), ENTRIES)
def test_entries(entry: str, expected: list[str]) -> None:
    """Names are found among strengths, forms, routes, salts and companies in three languages."""
    assert sorted(expected) == sorted(found(entry))


def test_a_combination_name_of_other_medicines_is_known() -> None:
    """A name such as co-trimoxazole stands for its parts, known and not on the list."""
    answer = dataset().check("co-trimoxazole 960 mg tablets")
    assert ["not-assessed"] == [answer.outcome.value]
    assert answer.not_assessed[0].subjects == ("~sulfamethoxazole", "~trimethoprim")


LOOK_ALIKES = [
    ("carbamazepine", "oxcarbazepine"),
    ("prednisone", "prednisolone"),
    ("clonidine", "clonazepam"),
    ("lamictal", "lamisil"),
    ("chloroquine", "hydroxychloroquine"),
    ("phenobarbital", "pentobarbital"),
    ("metformin", "phenformin"),
    ("propranolol", "propofol"),
    ("tobramycin", "streptomycin"),
    ("lidocaine", "articaine"),
    ("dopamine", "dobutamine"),
    ("cefuroxime", "cefotaxime"),
    ("hydroxyzine", "hydralazine"),
    ("risperidone", "ropinirole"),
]


@pytest.mark.parametrize(("one", "two"), LOOK_ALIKES)
def test_look_alikes_never_cross(one: str, two: str, shipped: Dataset) -> None:
    """Two drugs whose names look alike share nothing that was matched."""
    first, second = shipped.matcher.read(one).matches, shipped.matcher.read(two).matches
    assert first
    assert second
    assert not {s for m in first for s in m.subjects} & {s for m in second for s in m.subjects}


def test_a_name_inside_a_word_is_no_name() -> None:
    """Word boundaries always: a name within a longer word is not found."""
    assert [] == found("pseudometforminoid")
    assert [] == found("antipropofolol")


def test_not_understood_is_named(shipped: Dataset) -> None:
    """What is neither a name nor set aside comes back, in runs, in order."""
    reading = shipped.matcher.read("blorb fnord metformin 500 mg zzyzx")
    assert ("blorb fnord", "zzyzx") == reading.unread


def test_negation_is_seen_and_not_interpreted() -> None:
    """A negation does not hide the medicine; it is reported beside it."""
    answer = dataset().check("no metformin, allergic to it")
    assert [f.drug.id for f in answer.findings] == ["metformin"]
    assert {"no", "allergic"} <= set(answer.seen)


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [
        ("metfromin", "metformin"),
        ("gentamycine", "gentamicin"),
        ("valporate", "valproic-acid"),
        ("levetiracetm", "levetiracetam"),
        ("amiodarrone", "amiodarone"),
        ("acetylsalicilic acid", "acetylsalicylic-acid"),
    ],
)
def test_near_spellings_are_suggested_and_never_matched(misspelt: str, meant: str) -> None:
    """One letter off gives the right drug among the suggestions, and no finding."""
    answer = dataset().check(misspelt)
    if answer.findings:
        # A source lists the spelling as a name of the drug; then it is no misspelling.
        assert [meant] == [f.drug.id for f in answer.findings]
    else:
        assert meant in [s for near in answer.suggestions for s in near.subjects]


def test_short_or_long_pieces_get_no_suggestion(shipped: Dataset) -> None:
    """Fewer than six letters are too few to guess from, and very long text is no name."""
    assert () == shipped.matcher.suggestions(["metfo", "m" * 41])


def test_names_of_other_medicines_come_after_listed_ones(shipped: Dataset) -> None:
    """Suggestions of listed medicines stand before those of others."""
    kinds = [
        m.kind == "vocabulary" for _, m in shipped.matcher.suggestions(["metfromin", "amoxicilin"])
    ]
    assert sorted(kinds) == kinds
    assert {True, False} == set(kinds)
