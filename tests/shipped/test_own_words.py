"""What the product itself shows is understood, in each language, singular and plural."""

from __future__ import annotations

import pytest

from mitosafe._text.folding import fold
from mitosafe.answers.packaged import dataset
from mitosafe.model import LANGUAGES

DATASET = dataset()
INDEX = DATASET.index
#: One of each group that has single members by a name, in each language.
ONE = {
    "ace-inhibitors": ("ACE inhibitor", "inhibiteur de l'enzyme de conversion", "ACE-remmer"),
    "aminoglycosides": ("aminoglycoside", "aminoside", "aminoglycoside"),
    "anthracyclines": ("anthracycline", "anthracycline", "antracycline"),
    "antibiotics": ("antibiotic", "antibiotique", "antibioticum"),
    "antipsychotics": ("antipsychotic", "antipsychotique", "antipsychoticum"),
    "antiretrovirals": ("antiretroviral", "antirétroviral", "antiretroviraal middel"),
    "antiseizure-medicines": ("antiseizure medicine", "médicament antiépileptique",
                              "anti-epilepticum"),
    "antituberculosis-medicines": ("antituberculosis medicine", "médicament antituberculeux",
                                   "tuberculosemiddel"),
    "barbiturates": ("barbiturate", "barbiturique", "barbituraat"),
    "benzodiazepines": ("benzodiazepine", "benzodiazépine", "benzodiazepine"),
    "beta-blockers": ("beta blocker", "bêta-bloquant", "bètablokker"),
    "beta-blockers-non-selective": ("non-selective beta blocker", "bêta-bloquant non sélectif",
                                    "niet-selectieve bètablokker"),
    "beta-blockers-selective": ("beta-1 selective blocker", "bêta-bloquant bêta-1 sélectif",
                                "bèta-1-selectieve bètablokker"),
    "biguanides": ("biguanide", "biguanide", "biguanide"),
    "corticosteroids": ("corticosteroid", "corticoïde", "corticosteroïd"),
    "diuretics": ("diuretic", "diurétique", "diureticum"),
    "fibrates": ("fibrate", "fibrate", "fibraat"),
    "general-anaesthetics": ("general anaesthetic", "anesthésique général",
                             "algemeen anestheticum"),
    "glitazones": ("thiazolidinedione", "glitazone", "glitazone"),
    "glp-1-receptor-agonists": ("GLP-1 receptor agonist", "agoniste du récepteur du GLP-1",
                                "GLP-1-receptoragonist"),
    "insulins": ("insulin", "insuline", "insuline"),
    "local-anaesthetics": ("local anaesthetic", "anesthésique local", "lokaal anestheticum"),
    "neuromuscular-blockers": ("neuromuscular blocker", "curare", "spierverslapper"),
    "neuromuscular-blockers-non-depolarising": (
        "non-depolarising neuromuscular blocker", "curare non dépolarisant",
        "niet-depolariserende spierverslapper"),
    "nrtis": ("nucleoside reverse transcriptase inhibitor",
              "inhibiteur nucléosidique de la transcriptase inverse",
              "nucleoside-reverse-transcriptaseremmer"),
    "nsaids": ("non-steroidal anti-inflammatory drug", "anti-inflammatoire non stéroïdien",
               "niet-steroïdale ontstekingsremmer"),
    "opioids": ("opioid", "opioïde", "opioïd"),
    "pcsk9-inhibitors": ("PCSK9 inhibitor", "inhibiteur de PCSK9", "PCSK9-remmer"),
    "psychotropics": ("psychotropic medicine", "médicament psychotrope", "psychofarmacon"),
    "quinolones": ("quinolone", "quinolone", "chinolon"),
    "salicylates": ("salicylate", "salicylé", "salicylaat"),
    "sglt2-inhibitors": ("SGLT2 inhibitor", "inhibiteur de SGLT2", "SGLT2-remmer"),
    "statins": ("statin", "statine", "statine"),
    "sulfonylureas": ("sulfonylurea", "sulfamide hypoglycémiant", "sulfonylureumderivaat"),
    "triptans": ("triptan", "triptan", "triptan"),
    "volatile-anaesthetics": ("volatile anaesthetic", "anesthésique volatil",
                              "dampvormig anestheticum"),
    "dopamine-agonists": ("dopamine agonist", "agoniste dopaminergique", "dopamineagonist"),
    "epoetins": ("epoetin", "époétine", "epoëtine"),
    "iron-chelators": ("iron chelator", "chélateur du fer", "ijzerchelator"),
    "low-molecular-weight-heparins": (
        "low-molecular-weight heparin", "héparine de bas poids moléculaire",
        "laagmoleculairgewichtheparine"),
    "mtor-inhibitors": ("mTOR inhibitor", "inhibiteur de mTOR", "mTOR-remmer"),
    "phenothiazines": ("phenothiazine", "phénothiazine", "fenothiazine"),
}  # fmt: skip
#: Groups without such a name: a description, or one that is the name of a medicine too.
NONE = {"any-new-medicine", "antiseizure-medicines-toxic-to-mitochondria",
        "any-antiseizure-medicine", "cholinesterase-inhibitors", "estrogens",
        "granulocyte-colony-stimulating-factors", "heart-medicines", "hiv-nrtis",
        "intravenous-anaesthetics", "long-acting-opioids", "sedatives", "vitamin-b12",
        "volatile-and-parenteral-anaesthetics", "malignant-hyperthermia-triggers", "tetracyclines",
        "vitamins-and-cofactors"}  # fmt: skip


def understood(entry: str) -> tuple[list[str], tuple[str, ...]]:
    """Return the subjects that are found in an entry, and what is left of it."""
    answer = DATASET.check(entry)
    return [finding.drug.id for finding in answer.findings], answer.unread


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_that_is_shown_is_understood(language: str) -> None:
    """The name of each medicine, measure and group finds it, and nothing is left over."""
    names = {subject.id: getattr(subject.names, language) for subject in DATASET.subjects()}
    assert {s: ([s], ()) for s in names} == {s: understood(n) for s, n in names.items()}


def test_every_group_has_a_word_for_one_of_it() -> None:
    """No group is forgotten in the table of singulars."""
    described = {g for g in DATASET.group_ids() if g.startswith(("some-", "medicines-"))}
    assert set(DATASET.group_ids()) == ONE.keys() | NONE | described


@pytest.mark.parametrize("group", ONE)
def test_one_of_a_group_is_understood(group: str) -> None:
    """A group is found by the word for one of its members, in each language."""
    assert [([group], ())] * 3 == [understood(word) for word in ONE[group]]


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("Seroquel 25", ["quetiapine"]),
        ("Lioresal 10 mg", ["baclofen"]),
        ("baclofen sandoz", ["baclofen"]),
        ("Hivid", ["zalcitabine"]),
        ("Protopic zalf", ["tacrolimus"]),
        ("Pariet", []),
        ("Tetralysal", ["lymecycline"]),
        ("MICROPAKINE L.P. 500", ["valproic-acid"]),
        ("Micropakine LP", ["valproic-acid"]),
        ("Dépamide", ["valproic-acid"]),
        ("divalproex ER", ["valproic-acid"]),
        ("Stavzor", ["valproic-acid"]),
        ("Moscontin LP", ["morphine"]),
    ],
)
def test_brands_that_one_shifted_list_had_wrong(entry: str, found: list[str]) -> None:
    """Brands stand for what their sources agree on, with or without a mark of release."""
    answer = DATASET.check(entry)
    assert (found, ()) == ([f.drug.id for f in answer.findings], answer.ambiguous)


def test_no_listed_medicine_is_called_unlisted() -> None:
    """No name stands for something unlisted that the list has, by its id or a name of it."""
    matches = [m for name in INDEX.names() if (m := INDEX.name(name))]
    substances = {fold(m.name) for m in matches if m.kind in ("inn", "synonym", "salt")
                  and len(m.subjects) == 1 and m.subjects[0][0] != "~"}  # fmt: skip
    listed = substances | {fold(subject) for subject in DATASET.subject_ids()}
    unlisted = {s for m in matches for s in (*m.subjects, *m.candidates) if s[0] == "~"}
    assert len(unlisted) > 3000
    assert {s for s in unlisted if fold(s) in listed} == set()


def test_few_names_may_be_one_of_several_listed_medicines() -> None:
    """Names that differ in a listed medicine are few, and each says what it is where."""
    matches = [m for name in INDEX.names() if (m := INDEX.name(name))]
    unclear = [m for m in matches if any(c[0] != "~" for c in m.candidates)]
    assert 0 < len(unclear) <= 60
    assert {
        m.name for m in unclear if m.kind == "brand" and not all(o.countries for o in m.options)
    } == set()


def test_ordinary_words_are_names() -> None:
    """Every word of the table would be read as a name, so that it needs the proof."""
    rows = DATASET._layers[0].rows("ordinary.tsv")
    assert {word for word, *_ in rows if word not in INDEX} == set()
