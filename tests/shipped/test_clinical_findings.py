"""What a clinical reading of the list found wrong, and what the list says since.

`review/clinical-findings.tsv` answers every finding; the tests here are the proof of those
that were encodings, and of those that the rule answers.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tools.make_deviations import table

import mitosafe
from mitosafe import Drug, Finding, Group, Level, Patient, ReadExtent, Statement, Verdict
from mitosafe.errors import Contradiction
from mitosafe.judge import condition_of
from mitosafe.model import SourceId

ROOT = Path(__file__).parent.parent.parent
FINDINGS = table("clinical-findings.tsv")
DATASET = mitosafe.Dataset.packaged()
SUBJECTS: tuple[Drug | Group, ...] = (*DATASET.everything(), *DATASET.groups())
STATEMENTS = tuple(s for x in SUBJECTS for s in x.statements if s.withdrawn is None)

#: The MT-RNR1 variants that CPIC calls of increased risk.
RISK = {"mt-rnr1-m.1555a-g", "mt-rnr1-m.1494c-t", "mt-rnr1-m.1095t-c"}
#: The same people, where the report says no more than the risk.
INCREASED = "mt-rnr1-increased-risk"
#: What has a code under the prefix of a group and is no member of it.
EXCEPTIONS = {("any-antiseizure-medicine", "valproic-acid")}


def ask(entry: str, *has: str, system: str | None = None) -> Finding:
    """Return the one finding on an entry, of a patient who has something."""
    (finding,) = mitosafe.check(entry, system=system, patient=Patient(has=has)).findings
    return finding


def said(record: str) -> tuple[Statement, ...]:
    """Return the statements that encode a record and were not taken back."""
    return tuple(s for s in STATEMENTS if record in s.facts)


def essence(record: str) -> set[tuple[str, str, str, str | None]]:
    """Return subject, verdict, population and circumstance of what encodes a record."""
    return {(s.subject, s.verdict.value, s.population, s.circumstance) for s in said(record)}


def reaches(record: str, entry: str) -> bool:
    """Return whether a statement that encodes a record stands on what an entry is."""
    return any(record in s.facts for s in ask(entry).statements)


class TestAnswers:
    """Every finding has an answer."""

    def test_every_finding_and_every_doubtful_encoding(self) -> None:
        """The table holds 48 findings, 8 amendments and the encodings in doubt, once each."""
        ids = [row["finding"] for row in FINDINGS]
        assert len(ids) == len(set(ids))
        assert {f"C{number:02}" for number in range(1, 49)} <= set(ids)
        assert {"A", "B", "C", "B+C", "F", "G", "H", "E"} <= set(ids)
        assert sum(bool(re.fullmatch(r"r\d{3}", found)) for found in ids) == 21

    def test_an_answer_says_how(self) -> None:
        """Each says by what it was answered and how; one that is not followed gives the reason."""
        owners = {"mended", "rule", "gate", "names", "facts", "not"}
        assert {row["answer"] for row in FINDINGS} <= owners
        assert [row["finding"] for row in FINDINGS if len(row["how"]) < 7] == []

    def test_the_proof_is_a_test(self) -> None:
        """What was mended, or is answered by the rule, names a test that is there."""
        unproved = [r for r in FINDINGS if r["answer"] in ("mended", "rule") and not r["test"]]
        assert unproved == []
        texts = (path.read_text(encoding="utf-8") for path in ROOT.glob("tests/**/test_*.py"))
        there = {name for text in texts for name in re.findall(r"def (test_\w+)", text)}
        assert {row["test"] for row in FINDINGS if row["test"]} - there == set()


class TestValproate:
    """Valproate and what is like it."""

    def test_valpromide_by_code_is_valproate(self) -> None:
        """The code of valpromide is red in POLG-related disease as that of valproic acid is."""
        assert ask("N03AG02", "polg", system="atc").level is Level.RED
        assert ask("N03AG02", system="atc").drug.id == "valproic-acid"

    def test_nothing_disagrees_on_valproate_in_polg(self) -> None:
        """In POLG-related disease valproate is red, contraindicated and not contested."""
        finding = ask("valproic acid", "alpers-huttenlocher")
        assert (finding.level, finding.contested) == (Level.RED, False)
        assert finding.advice is not None
        assert finding.advice.statement.verdict is Verdict.CONTRAINDICATED

    def test_no_date_of_a_data_base(self) -> None:
        """The boxed warning has no date, and the advice of 2017 and 2020 to avoid it stands."""
        assert [s.stated for s in said("r127")] == [None]
        assert DATASET.sources[SourceId("fda-valproate")].date is None
        standing = {s.id for s in ask("valproic acid").statements}
        assert {"valproic-acid.parikh2017-1", "valproic-acid.mito-epilepsies2020-1"} <= standing

    def test_copies_are_second_hand(self) -> None:
        """What was read in copies of the label is second-hand, and the label itself is not."""
        copies = {*said("r128"), *said("r129")}
        assert {s.read for s in copies} == {ReadExtent.SECOND_HAND}
        assert DATASET.sources[SourceId("fda-valproate")].read is ReadExtent.PART


class TestAntiseizure:
    """Antiseizure medicines in POLG-related disease."""

    def test_every_other_antiseizure_medicine_is_monitored_in_polg(self) -> None:
        """Each member is to be monitored in POLG-related disease, by the interval."""
        group = DATASET.subject("any-antiseizure-medicine")
        assert isinstance(group, Group)
        members = [drug for drug in DATASET.everything() if group.id in drug.groups]
        assert {"levetiracetam", "phenytoin", "lacosamide", "clobazam"} <= {d.id for d in members}
        assert "valproic-acid" not in {drug.id for drug in members}
        for drug in members:
            judged = ask(drug.names.en, "polg")
            assert judged.level is not None, drug.id
            assert {s.id for s in group.statements} <= {s.id for s in judged.statements}
        notes = {n.en for n in (s.note for s in group.statements) if n}
        assert any("2 to 4 weeks" in note for note in notes)
        assert any("three months" in note for note in notes)
        assert essence("r226") == {
            (group.id, "caution", "polg", "high-dose-continuous-seizures"),
        }

    def test_monitoring_takes_no_medicine_off_the_options(self) -> None:
        """In POLG-related disease levetiracetam is an option all the same, valproate is none."""
        options = {o.drug.id for o in mitosafe.options("epilepsy", patient=Patient(has=["polg"]))}
        assert "levetiracetam" in options
        assert "valproic-acid" not in options
        # A caution does: there the same medicine is no option.
        kidneys = Patient(has=["polg", "renal-tubular-acidosis-risk"])
        assert "topiramate" in options
        assert "topiramate" not in {
            o.drug.id for o in mitosafe.options("epilepsy", patient=kidneys)
        }

    def test_topiramate_keeps_its_condition(self) -> None:
        """Topiramate has no level in general, and one with a risk of renal tubular acidosis."""
        assert ask("topiramate").level is None
        assert ask("topiramate", "renal-tubular-acidosis-risk").level is not None


class TestAminoglycosides:
    """Aminoglycosides, variants, routes and relatives."""

    def test_routes_are_said_of_the_three_variants(self) -> None:
        """Routes, the ear drum and heteroplasmy are said of the variants of increased risk only."""
        for record in ("r094", "r098", "r099", "r100"):
            assert {s.population for s in said(record)} - RISK == {INCREASED}, record
        assert {s.circumstance for s in said("r098")} == {None}
        assert {s.circumstance for s in said("r099")} == {"inhaled", "bone-cement"}
        uses = {(s.circumstance, s.verdict.value) for s in said("r100")}
        assert ("perforated-ear-drum", "avoid-unless-no-alternative") in uses
        assert ("otic", "avoid") not in uses
        assert essence("r096") == {("aminoglycosides", "monitor", "mt-rnr1-uncertain", None)}

    def test_a_cream_is_accepted_by_its_code(self) -> None:
        """By the code of a local form nothing holds, though the medicine is red by its name."""
        for variant in (INCREASED, *sorted(RISK)):
            assert ask("gentamicin", variant).level is Level.RED
            local = ask("D06AX07", variant, system="atc")
            assert local.level is None
            assert local.advice is not None
            assert local.advice.statement.verdict is Verdict.ACCEPTABLE

    def test_the_exception_of_cpic_is_the_verdict(self) -> None:
        """The advice with a variant of increased risk is to avoid unless nothing else will do."""
        advice = ask("gentamicin", "mt-rnr1-m.1555a-g").advice
        assert advice is not None
        assert advice.statement.verdict is Verdict.AVOID_UNLESS_NO_ALTERNATIVE
        for record in ("r094", "r103", "r280"):
            assert {s.verdict for s in said(record)} == {Verdict.AVOID_UNLESS_NO_ALTERNATIVE}

    def test_relatives_of_a_carrier_are_as_carriers(self) -> None:
        """Relatives of a known carrier are as carriers; deafness in the family is apart."""
        assert essence("r101") == {
            ("aminoglycosides", "avoid-unless-no-alternative", "mt-rnr1-maternal-relative", None)
        }
        assert {(s.verdict.value, s.population) for s in said("r104")} == {
            ("monitor", "maternal-aminoglycoside-deafness")
        }
        finding = ask("gentamicin", "mt-rnr1-maternal-relative")
        assert "aminoglycosides" in {s.subject for s in finding.statements if s in said("r101")}

    @pytest.mark.parametrize(
        ("code", "drug"),
        [
            ("A07AA01", "neomycin"),
            ("D06AX04", "neomycin"),
            ("D06AX07", "gentamicin"),
            ("S02AA14", "gentamicin"),
            ("S02AA07", "framycetin"),
        ],
    )
    def test_local_forms_by_code(self, code: str, drug: str) -> None:
        """The code of a local form is the drug, with its route."""
        match = DATASET.index.code("atc", code)
        assert match is not None
        assert (match.subjects, match.route is not None) == ((drug,), True)


class TestAnaesthesia:
    """Anaesthetics and sedation."""

    def test_long_propofol_is_to_be_avoided(self) -> None:
        """Long propofol is orange, to be avoided; monitoring is said of status epilepticus."""
        assert essence("r062") == {("propofol", "monitor", "any-pmd", "status-epilepticus")}
        levels: dict[str | None, Level] = {
            c.condition.circumstance: c.level
            for c in ask("propofol").conditions
            if c.condition.population == "any-pmd"
        }
        assert levels["prolonged"] is Level.ORANGE
        assert levels["status-epilepticus"] is Level.YELLOW

    def test_diazepam_warns_of_sedation_only(self) -> None:
        """Diazepam has no level in general; deaths were reported after sedation."""
        assert {s.circumstance for s in said("r369")} == {"sedation"}
        assert ask("diazepam").level is None

    def test_slow_titration_is_no_warning_for_gases(self) -> None:
        """Titrating slowly is to monitor, with what is volatile or parenteral; not with gases."""
        verdicts: dict[str, str] = {s.subject: s.verdict.value for s in said("r087")}
        assert verdicts["volatile-and-parenteral-anaesthetics"] == "monitor"
        assert "general-anaesthetics" not in verdicts
        assert [reaches("r087", gas) for gas in ("nitrous oxide", "xenon")] == [False, False]
        assert reaches("r087", "esketamine")
        assert [ask(drug).level for drug in ("esketamine", "ketamine")] == [Level.YELLOW, None]


class TestGroups:
    """What is said of a class reaches those that it is said of."""

    def test_unnamed_tuberculosis_medicines_spread_to_none(self) -> None:
        """A sentence that names no medicine warns of none; ethambutol has its own."""
        assert said("r315") == ()
        assert ask("isoniazid", "lhon").worst is None
        assert ask("ethambutol", "lhon").worst is not None

    def test_caution_with_antiretrovirals_is_of_nrtis(self) -> None:
        """The general caution holds of nucleoside inhibitors, not of an integrase inhibitor."""
        assert essence("r071") == {("hiv-nrtis", "caution", "any-pmd", None)}
        assert ask("zidovudine").level is Level.ORANGE
        assert not reaches("r071", "dolutegravir")
        assert ask("dolutegravir").level is not Level.ORANGE

    def test_a_bare_row_on_antipsychotics_colours_none(self) -> None:
        """The row on the whole class decides nothing on an antipsychotic, and is shown."""
        assert not reaches("r335", "quetiapine")
        background = ask("quetiapine").background
        assert "r335" in {fact for more in background for fact in more.facts}

    def test_lithium_is_no_antipsychotic(self) -> None:
        """The code of lithium leads to no group."""
        answer = mitosafe.check("N05AN01", system="atc")
        assert answer.findings == ()

    @pytest.mark.parametrize(
        ("name", "code"),
        [
            ("telbivudine", "J05AF11"),
            ("entecavir", "J05AF10"),
            ("adefovir", "J05AF08"),
            ("arbekacin", "J01GB12"),
            ("bekanamycin", "J01GB13"),
            ("pemafibrate", "C10AB12"),
            ("eslicarbazepine", "N03AF04"),
        ],
    )
    def test_one_answer_by_name_and_by_code(self, name: str, code: str) -> None:
        """By its name and by its code a medicine has one answer."""
        by_name, by_code = ask(name), ask(code, system="atc")
        assert by_name.drug == by_code.drug
        assert (by_name.level, by_name.worst) == (by_code.level, by_code.worst)
        assert by_name.statements

    def test_groups_are_closed_under_their_prefixes(self) -> None:
        """What has a code under the prefix of a group is a member, but for named exceptions."""
        outside = {
            (group.id, drug.id)
            for group in DATASET.groups()
            if not group.open
            for drug in DATASET.everything()
            for code in drug.codes.atc
            if code.startswith(group.atc) and group.id not in drug.groups
        }
        assert outside == EXCEPTIONS

    @pytest.mark.parametrize(
        ("name", "local"),
        [("hydrocortisone", "D07AA02"), ("dexamethasone", "S01BA01")],
    )
    def test_a_local_form_is_not_meant(self, name: str, local: str) -> None:
        """What is said of systemic use holds by the name, and not by the code of a local form."""
        assert ask(name).level is Level.YELLOW
        assert ask(local, system="atc").level is None
        assert ask(local, system="atc").drug.id == name

    def test_no_class_acceptance_for_what_was_withdrawn(self) -> None:
        """Nothing is accepted of a withdrawn medicine, or of cocaine, because of its class."""
        gone = ("cocaine", "trovafloxacin", "nimesulide", "lumiracoxib", "phenylbutazone")
        assert [name for name in gone if ask(name).accepted] == []
        assert ask("troglitazone").accepted == ()
        assert ask("lidocaine").accepted

    def test_heart_medicines_are_accepted_for_a_weak_heart(self) -> None:
        """Diuretics are accepted with reduced systolic function, and of nobody else."""
        assert {s.population for s in said("r394")} == {"reduced-systolic-function"}
        assert ask("tolvaptan").advice is None
        weak = ask("furosemide", "reduced-systolic-function").advice
        assert weak is not None
        assert weak.statement.verdict is Verdict.ACCEPTABLE


class TestNoWarnings:
    """Aims, indications and mild effects are no warnings."""

    def test_levocarnitine_is_to_be_monitored(self) -> None:
        """In POLG-related disease levocarnitine is yellow: free carnitine is monitored."""
        assert essence("r228") == {("levocarnitine", "monitor", "polg", None)}
        assert ask("levocarnitine", "polg").level is Level.YELLOW

    def test_an_aim_of_treatment_is_no_warning(self) -> None:
        """Arginine has no level in MELAS; blood pressure is monitored when it is given by vein."""
        assert said("r375") == ()
        assert ask("arginine", "melas").level is None
        assert ("arginine", "monitor", "any-pmd", "intravenous") in essence("r342")

    def test_a_mild_effect_is_no_warning(self) -> None:
        """The nucleosides have no level, and the trial is shown as background."""
        for name in ("deoxycytidine", "deoxythymidine"):
            finding = ask(name, "polg")
            assert (finding.worst, finding.statements) == (None, ())
            assert finding.background

    def test_a_cut_name_is_flagged(self) -> None:
        """The statement on amitriptyline says that its name was cut."""
        (cut,) = said("r023")
        assert cut.note is not None
        assert "cut" in cut.note.en

    def test_mitocanada_is_dated(self) -> None:
        """Every statement of MitoCanada is of February 2020, as the list that it renders."""
        dates = {s.stated for s in STATEMENTS if s.source.startswith("mitocanada")}
        assert dates == {"2020-02"}


class TestByTheRule:
    """What the second version of the rule answers, asked of the shipped list."""

    def test_glucose_is_accepted_when_fasting_or_ill(self) -> None:
        """The first line on glucose names both the uses that warn and those that are accepted."""
        first = mitosafe.check("dextrose").text().split("\n◆ ")[0]
        assert "fasting" in first
        assert "acutely ill" in first

    def test_an_old_abstract_does_not_outweigh_a_panel(self) -> None:
        """Bisoprolol has no level; the abstract that warned is shown as set aside."""
        finding = ask("bisoprolol")
        assert finding.level is None
        assert "beta-blockers.finsterer-2010-2" in {r.statement.id for r in finding.retired}

    def test_contraindicated_by_an_authority_is_red(self) -> None:
        """A panel's contraindication is red where it holds."""
        assert ask("vigabatrin", "gaba-transaminase-deficiency").level is Level.RED
        assert ask("valproic acid", "liver-disease").level is Level.RED

    def test_the_advice_is_the_verdict(self) -> None:
        """What is yellow because a source says avoid if possible says so."""
        assert "avoided if possible" in mitosafe.check("amiodarone").text(full=True)

    def test_what_is_not_known_raises_no_level(self) -> None:
        """Paracetamol has no level that holds; long use at high doses is a question."""
        finding = ask("paracetamol")
        assert (finding.level, finding.worst) == (None, Level.ORANGE)
        assert finding.questions

    def test_the_short_answer_is_short(self) -> None:
        """The answer on valproate in POLG-related disease takes no more than a dozen lines."""
        answer = mitosafe.check("valproic acid", patient=Patient(has=["polg"]))
        assert len(answer.text().strip().splitlines()) <= 12

    def test_an_answer_names_what_else_is_accepted(self) -> None:
        """The answer on valproate in POLG-related disease names levetiracetam."""
        answer = mitosafe.check("valproic acid", patient=Patient(has=["polg"]))
        assert "levetiracetam" in answer.text()

    def test_any_new_medicine_is_to_be_watched(self) -> None:
        """Every answer says once what to watch with any new medicine."""
        assert mitosafe.check("levetiracetam").text().count("With any new medicine") == 1

    def test_metformin_in_melas_is_to_be_avoided(self) -> None:
        """In MELAS the advice on metformin is to avoid it, and nothing is contested."""
        finding = ask("metformin", "melas")
        assert finding.advice is not None
        assert finding.advice.statement.verdict is Verdict.AVOID
        assert not finding.contested
        assert condition_of(finding.advice.statement).population == "melas"


class TestByTheGraph:
    """What the graph of conditions answers, asked of the shipped list."""

    def test_ethambutol_is_to_be_avoided_in_lhon(self) -> None:
        """Who has LHON has the family risk: ethambutol is orange, to be avoided, confirmed."""
        finding = ask("ethambutol", "lhon")
        assert finding.level is Level.ORANGE
        assert finding.advice is not None
        assert finding.advice.statement.verdict is Verdict.AVOID

    @pytest.mark.parametrize(
        ("narrow", "wide"),
        [
            ("lhon", "mtdna-variant"),
            ("merrf", "mtdna-variant"),
            ("fbxl4", "mtdna-depletion"),
            ("mtdna-deletion-myopathy", "mtdna-deletions"),
            ("midd", "m-3243a-g"),
        ],
    )
    def test_a_disorder_implies_what_it_is_a_kind_of(self, narrow: str, wide: str) -> None:
        """To have the narrower and to lack the wider is a contradiction."""
        with pytest.raises(Contradiction):
            mitosafe.check("valproate", patient=Patient(has=[narrow], lacks=[wide]))
