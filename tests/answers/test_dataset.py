"""The questions, asked of the packaged list, of an invented one, and of one laid over another."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mitosafe
from mitosafe import (
    Dataset,
    Drug,
    Group,
    Level,
    Outcome,
    Patient,
    UnknownDrug,
    UnknownRelease,
    UnknownValue,
    WrongType,
    load,
)
from mitosafe.answers.packaged import dataset
from mitosafe.errors import Contradiction, DataError
from mitosafe.loading.layer import packaged
from mitosafe.lookup import index
from mitosafe.lookup.systems import SYSTEMS
from mitosafe.model import Evidence, Verdict
from mitosafe.validation.validate import build_index
from tests import invented

INVENTED = invented.dataset()


# Codes

#: A code, its system, the drugs or groups found, and what the code is.
CODES = [
    ("N03AG01", "atc", ["valproic-acid"], "code"),
    (" n03ag01\n", "atc", ["valproic-acid"], "code"),
    ("N03AX12", "atc", ["gabapentin"], "former-code"),
    ("C10AA", "atc", ["statins"], "group-code"),
    ("C10AA99", "atc", ["statins"], "group-code"),
    ("J01GB99", "atc", ["aminoglycosides"], "group-code"),
    ("190376", "rxnorm", ["linezolid"], "code"),
    ("ISQ9I6J12J", "unii", ["linezolid"], "code"),
    ("isq9i6j12j", "unii", ["linezolid"], "code"),
    ("165800-03-3", "cas", ["linezolid"], "code"),
    ("Q411377", "wikidata", ["linezolid"], "code"),
    ("DB00601", "drugbank", ["linezolid"], "code"),
    ("linezolid", "mitosafe", ["linezolid"], "code"),
    ("statins", "mitosafe", ["statins"], "group-code"),
]


@pytest.mark.parametrize(("code", "system", "found", "kind"), CODES)
def test_codes(code: str, system: str, found: list[str], kind: str) -> None:
    """A code finds what has it, in any case and with space around it, and says what it is."""
    answer = mitosafe.check(code, system=system)
    assert found == [f.drug.id for f in answer.findings]
    matched = [(f.matched.kind, f.matched.system, f.matched.name) for f in answer.findings]
    assert [(kind, system, code.strip().upper())] == matched
    assert [kind == "group-code"] == [f.of_group for f in answer.findings]
    assert ((), ()) == (answer.unread, answer.suggestions)


def test_codes_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same code gives the same match again; when the memory is full it starts anew."""
    fresh = invented.dataset()
    codes = ["N99XA01", " n99xa01 ", "D99XA01", "N99XZ99", "A99AA01", "nothing"]
    before = [fresh.index.code("atc", code) for code in codes]
    assert before[0] is before[1] is fresh.index.code("atc", "N99XA01")
    monkeypatch.setattr(index, "_REMEMBER", 1)
    assert before == [fresh.index.code("atc", code) for code in codes * 2][len(codes) :]
    assert None is before[-1]


URIS = [
    (alias, name)
    for name, each in SYSTEMS.items()
    for alias in (name, name.upper(), *each.aliases, *(f"{alias}/" for alias in each.aliases))
    if name != "name"
]


@pytest.mark.parametrize(("alias", "name"), URIS)
def test_every_name_of_a_system(alias: str, name: str) -> None:
    """A short name, a FHIR URI and an OID are the same system; an unknown code is named."""
    answer = mitosafe.check("no such code", system=alias)
    assert (name, Outcome.UNRECOGNISED) == (answer.system, answer.outcome)
    assert ("no such code",) == answer.unread


@pytest.mark.parametrize("system", ["snomed", "ndc", "cnk", "gpk", "prk", "hpk"])
def test_known_systems_without_codes(system: str) -> None:
    """A code of a system of which the list holds none is named as not understood, not refused."""
    answer = mitosafe.check(" 387481005 ", system=system)
    assert (Outcome.UNRECOGNISED, ("387481005",), ()) == (
        answer.outcome,
        answer.unread,
        answer.findings,
    )


@pytest.mark.parametrize(
    ("code", "route"),
    [
        ("M02AA15", "topical-or-enteral"),
        ("S01AA11", "topical-or-enteral"),
        ("J01GB03", None),
        ("R03BA99", "inhaled"),
    ],
)
def test_the_route_of_a_code(code: str, route: str | None) -> None:
    """An ATC code of a topical or inhaled form says so, and the answer shows it."""
    answer = mitosafe.check(code, system="atc")
    assert [route] == [f.matched.route for f in answer.findings]
    phrase = dataset().term("phrases", "route-of-code").words.en
    assert (route is not None) is (phrase in answer.text(full=True))


@pytest.mark.parametrize("code", ["C1", "C10AA99X", "C10AA " * 50_000, "é", "~"])
def test_what_is_no_atc_code_has_no_beginning(code: str) -> None:
    """What is too short or too long for an ATC code is no member of a group, and takes no time."""
    assert Outcome.UNRECOGNISED is mitosafe.check(code, system="atc").outcome


@pytest.mark.parametrize("system", ["ATCC", "", "http://", 5, b"atc", ["atc"], object()])
def test_unknown_systems(system: Any) -> None:
    """A system that is none is an error that carries what was given and what is allowed."""
    with pytest.raises(UnknownValue) as caught:
        mitosafe.check("N03AG01", system=system)
    assert UnknownValue("code system", system, SYSTEMS) == caught.value


# Arguments


@pytest.mark.parametrize("release", ["2026.3", "", "newest", 2026.2, ["2026.2"], ("2026.2",)])
@pytest.mark.parametrize(
    "ask",
    [
        lambda release: mitosafe.check("valproate", release=release),
        lambda release: mitosafe.check_all(["valproate"], release=release),
        lambda release: mitosafe.check("valproate", release=release, patient=Patient(has=["polg"])),
        lambda release: mitosafe.drugs(release=release),
        mitosafe.release,
        lambda release: mitosafe.diff("2024.1", release),
    ],
    ids=["check", "check_all", "patient", "drugs", "release", "diff"],
)
def test_unknown_release(release: Any, ask: Callable[[Any], object]) -> None:
    """A release that is none is a KeyError that carries every release there is."""
    with pytest.raises(UnknownRelease) as caught:
        ask(release)
    known = [r.id for r in mitosafe.releases()]
    assert UnknownRelease("release", release, known) == caught.value
    assert isinstance(caught.value, KeyError)


@pytest.mark.parametrize("field", ["has", "lacks"])
@pytest.mark.parametrize("value", ["polgg", "MELASS", 5, None])
def test_unknown_condition(field: str, value: Any) -> None:
    """A condition that is none is an error with near ones, or with all where none is near."""
    with pytest.raises(UnknownValue) as caught:
        mitosafe.check("valproate", patient=Patient(**{field: [value]}))
    assert ("condition", value) == (caught.value.what, caught.value.value)
    known = {t.id for v in ("conditions", "circumstances") for t in dataset().terms(v)}
    assert set(caught.value.allowed) <= known
    assert caught.value.allowed
    assert caught.value.complete is (set(caught.value.allowed) == known)


def test_near_condition() -> None:
    """A misspelt condition is answered with the right one, which is not taken for it."""
    with pytest.raises(UnknownValue, match=r"did you mean .*polg") as caught:
        mitosafe.check("valproate", patient=Patient(has={"polgg"}))
    assert "polg" in caught.value.allowed


def test_no_patient_who_has_and_lacks() -> None:
    """To have and to lack one thing is refused; so is to lack the wider of what one has."""
    with pytest.raises(Contradiction) as caught:
        Patient(has={"melas", "polg"}, lacks={"polg", "melas"})
    assert Contradiction(["polg", "melas"]) == caught.value
    assert "cannot both have and lack melas, polg" in str(caught.value)
    with pytest.raises(Contradiction) as caught:
        mitosafe.check_all([], patient=Patient(has={"polg-recessive"}, lacks={"polg"}))
    assert Contradiction({"polg"}) == caught.value
    narrower = Patient(has={"polg"}, lacks={"polg-recessive"})
    assert Level.RED is mitosafe.check("valproate", patient=narrower).level


def test_a_patient_of_one_text() -> None:
    """One text where ids are expected is refused, and not taken letter by letter."""
    with pytest.raises(WrongType) as caught:
        Patient(has="polg")
    assert WrongType("has or lacks", "polg", "a set of ids, such as {'polg'}") == caught.value


@pytest.mark.parametrize("patient", [{"has": ["polg"]}, "polg", 5, True])
def test_a_patient_of_a_wrong_type(patient: Any) -> None:
    """What is no patient is refused with what is expected."""
    with pytest.raises(WrongType) as caught:
        mitosafe.check("valproate", patient=patient)
    assert ("patient", patient) == (caught.value.argument, caught.value.value)
    assert "Patient(has=" in str(caught.value)


@pytest.mark.parametrize("entries", ["valproate", b"valproate", 5, None])
def test_entries_of_a_wrong_type(entries: Any) -> None:
    """One text, or what cannot be gone through, is no list of entries."""
    with pytest.raises(WrongType) as caught:
        mitosafe.check_all(entries)
    assert ("entries", entries) == (caught.value.argument, caught.value.value)


# Drugs


def test_drugs_of_which_something_is_said() -> None:
    """Without a filter, every drug comes of which the release says something, in order of ids."""
    silent = {"silentin", "correctol"}
    said = [drug.id for drug in INVENTED.drugs()]
    assert sorted({drug.id for drug in INVENTED.everything()} - silent) == said
    corrected = [drug.id for drug in INVENTED.drugs(release="2026.2")]
    assert sorted([*said, "correctol"]) == corrected
    assert ["pagein"] == sorted({*corrected} - {d.id for d in INVENTED.drugs(release="2024.1")})


@pytest.mark.parametrize(
    ("level", "found"),
    [
        ("red", ["exemplin"]),
        (Level.RED, ["exemplin"]),
        ("orange", ["dubitol", "long-rest"]),
        ("yellow", ["cloudwater", "exemplone", "pagein", "prolongin"]),
    ],
)
def test_drugs_by_level(level: Level | str, found: list[str]) -> None:
    """A level is that of the worst that could apply, given as text or as a member."""
    assert found == [drug.id for drug in INVENTED.drugs(level=level)]


def test_drugs_by_group_and_indication() -> None:
    """The filters hold together; a drug of which nothing is said is not given."""
    assert ["exemplin", "exemplone"] == [d.id for d in INVENTED.drugs(group="exemplins")]
    ailment = invented.INDICATIONS[0]
    assert ["acceptol", "exemplin"] == [d.id for d in INVENTED.drugs(indication=ailment)]
    both = INVENTED.drugs(group="exemplins", indication=ailment, level="red")
    assert ["exemplin"] == [drug.id for drug in both]
    assert () == INVENTED.drugs(group="mysterials")


@pytest.mark.parametrize(
    ("what", "asked"),
    [
        ("level", {"level": "purple"}),
        ("level", {"level": 3}),
        ("group", {"group": "exemplin"}),
        ("group", {"group": ["exemplins"]}),
        ("term of indications", {"indication": "boredom"}),
        ("term of indications", {"indication": ["invented-ailment"]}),
    ],
)
def test_unknown_filters(what: str, asked: dict[str, Any]) -> None:
    """A level, group or indication that is none is an error with the allowed ones."""
    allowed = {
        "level": [level.value for level in Level],
        "group": ["exemplins", "mysterials"],
        "term of indications": invented.INDICATIONS,
    }[what]
    with pytest.raises(UnknownValue) as caught:
        INVENTED.drugs(**asked)
    [value] = asked.values()
    assert UnknownValue(what, value, allowed) == caught.value


@pytest.mark.parametrize(
    "wanted",
    [
        "exemplin",
        " EXEMPLIN ",
        "exempline",
        "Exemplar",
        "exemplin sodium",
        "N99XA01",
        "n98xa01",
        "INVENTED01",
        "00-00-1",
        "900002",
    ],
)
def test_one_drug(wanted: str) -> None:
    """A drug is given by its id, any name of it, and any code of it."""
    assert "exemplin" == INVENTED.drug(wanted).id


@pytest.mark.parametrize(
    ("wanted", "near"),
    [
        ("exemplim", ["exemplin"]),
        ("zzyzx", []),
        ("", []),
        ("exemplins", ["exemplin", "exempline"]),
        ("N99X", []),
        ("Combinex", ["acceptol", "exemplin"]),
        ("Duplon", ["acceptol", "exemplin"]),
        ("plainol", []),
    ],
)
def test_no_drug(wanted: str, near: list[str]) -> None:
    """What stands for none, for several or for a group is a KeyError with what it may stand for."""
    with pytest.raises(UnknownDrug) as caught:
        INVENTED.drug(wanted)
    assert isinstance(caught.value, KeyError)
    assert ("drug", wanted, False) == (
        caught.value.what,
        caught.value.value,
        caught.value.complete,
    )
    assert near == list(caught.value.allowed)


def test_a_drug_is_asked_for_by_text() -> None:
    """A number is no drug, and the error says what is expected."""
    wanted: Any = 6809
    with pytest.raises(WrongType) as caught:
        mitosafe.drug(wanted)
    assert ("id_or_name_or_code", 6809) == (caught.value.argument, caught.value.value)


def test_groups_and_other_parts() -> None:
    """Groups, terms and subjects are given by id; what is no group has no name of a group."""
    assert ["exemplins", "mysterials"] == [group.id for group in INVENTED.groups()]
    assert isinstance(INVENTED.subject("exemplins"), Group)
    assert "exemplinen" == INVENTED.group_name("exemplins", "nl")
    assert None is INVENTED.group_name("exemplin", "nl")
    assert None is INVENTED.group_name("nothing", "nl")
    conditions = [term.id for term in INVENTED.terms("conditions")]
    assert list(invented.CONDITIONS) == conditions
    with pytest.raises(UnknownValue) as caught:
        INVENTED.term("conditions", "nothing")
    assert UnknownValue("term of conditions", "nothing", conditions) == caught.value
    with pytest.raises(KeyError):
        INVENTED.subject("nothing")


# Releases


def test_releases() -> None:
    """The releases come the oldest first; the newest is used where none is named."""
    assert list(invented.RELEASES) == [release.id for release in INVENTED.releases()]
    assert "2026.2.1" == INVENTED.release().id == INVENTED.check("exemplin").release.id
    assert "2016.1" == INVENTED.release("2016.1").id


def test_a_list_without_releases() -> None:
    """A list without any release says so when it is asked, and does not answer as of none."""
    files = {name: raw for name, raw in invented.files().items() if name != "releases.toml"}
    bare = Dataset((invented.corpus(files),))
    with pytest.raises(UnknownRelease) as caught:
        bare.check("exemplin")
    assert UnknownRelease("release", None, []) == caught.value


def test_as_of_a_release() -> None:
    """A question is answered with what the release knew, and with nothing that came later."""
    got = [INVENTED.check("acceptol", release=release) for release in invented.RELEASES]
    assert ["not-assessed"] * 2 + ["listed"] * 2 + ["acceptable"] * 3 == [
        answer.outcome.value for answer in got
    ]
    assert [0, 0, 0, 0, 1, 1, 1] == [len(f.retired) for answer in got for f in answer.findings]


def test_a_drug_counts_from_its_own_release() -> None:
    """A group's statements reach a drug only from the release in which it came on the list."""
    files = invented.files()
    files["drugs/exemplone.toml"] = {**files["drugs/exemplone.toml"], "since": "2024.1"}
    later = invented.dataset(invented.locked(files))
    levels = [later.check("exemplone", release=r).level for r in ("2020.1", "2024.1")]
    assert [None, Level.YELLOW] == levels


def test_background_as_of_a_release() -> None:
    """Background counts from its release on, and gives no verdict."""
    for release, count in (("2010.1", 0), ("2016.1", 1)):
        [finding] = INVENTED.check("exemplin", release=release).findings
        assert count == len(finding.background)


# One drug and another


@settings(max_examples=20)
@given(
    st.sampled_from(Verdict),
    st.sampled_from(Evidence),
    st.sampled_from(["regulator", "panel-2024", "page", "hearsay"]),
    st.sampled_from(invented.CONDITIONS),
    st.sampled_from([None, *invented.CIRCUMSTANCES]),
)
def test_a_statement_on_one_drug_changes_no_other(
    verdict: Verdict, evidence: Evidence, source: str, population: str, circumstance: str | None
) -> None:
    """Whatever is newly said of one drug, the answer for every other drug stays the same."""
    files = invented.files()
    use = {"circumstance": circumstance} if circumstance else {}
    said = invented.statement(
        "silentin.new-1",
        verdict.value,
        evidence.value,
        source,
        "2026.2",
        population=population,
        stated="2026-11",
        **use,
    )
    files["drugs/silentin.toml"] = {**files["drugs/silentin.toml"], "statements": [said]}
    altered = Dataset((invented.corpus(files),))
    others = [d.names.en for d in INVENTED.everything() if d.id != "silentin"]
    others += [group.names.en for group in INVENTED.groups()]
    before, after = INVENTED.check_all(others), altered.check_all(others)
    assert [a.findings for a in before] == [a.findings for a in after]
    [changed] = altered.check("silentin").findings
    assert ["silentin.new-1"] == [s.id for s in changed.statements]


# A hospital's own list

WARD = {
    "sources.toml": {
        "sources": [invented.source("ward", "authority", title="An invented ward handbook")]
    }
}


def ward(id: str, **more: Any) -> dict[str, Any]:
    """Return a statement of an invented ward."""
    made = invented.statement(id, "avoid", "consensus", "ward", "2026.2", **more)
    return {**made, "locator": "page 3 of the handbook", "facts": []}


@pytest.fixture
def over_packaged(tmp_path: Path) -> Dataset:
    """Return the packaged list with a ward's own rows on linezolid and on a medicine of its own."""
    names = {"en": "linezolid", "fr": "linézolide", "nl": "linezolid"}
    files = {
        **WARD,
        "drugs/linezolid.toml": {
            **invented.drug("linezolid", names=names, statements=[ward("linezolid.ward-1")])
        },
        "drugs/wardol.toml": invented.drug("wardol", statements=[ward("wardol.ward-1")]),
        "names.tsv": invented.table("names.tsv", [("Wardex", "wardol", "brand", "", "", "own")]),
    }
    return load(invented.write(tmp_path, files), base=Dataset.packaged())


def test_own_rows_over_the_packaged_list(over_packaged: Dataset) -> None:
    """A ward's rows are added, marked as local, and the packaged rows stay as they were."""
    [own] = over_packaged.check("linezolid").findings
    [packaged_one] = mitosafe.check("linezolid").findings
    assert [True] == [s.local for s in own.statements if s not in packaged_one.statements]
    assert (True, False) == (own.local, packaged_one.local)
    assert packaged_one.drug.names == own.drug.names
    [new] = over_packaged.check("Wardex 5 mg").findings
    assert ("wardol", Level.ORANGE, True) == (new.drug.id, new.level, new.local)


@pytest.mark.parametrize("entry", ["Zyvox", "linézolide", "LINEZOLID 600 mg", "Depakine"])
def test_names_of_the_packaged_list_stay(entry: str, over_packaged: Dataset) -> None:
    """Laid over it, a folder takes no name from the list below: nothing is silently missed."""
    wanted = [f.drug.id for f in mitosafe.check(entry).findings]
    assert wanted
    assert wanted == [f.drug.id for f in over_packaged.check(entry).findings]


def test_codes_and_vocabulary_of_the_packaged_list_stay(over_packaged: Dataset) -> None:
    """Codes are found as before, and known medicines are still known as not assessed."""
    for code, system in (("J01XX08", "atc"), ("190376", "rxnorm"), ("C10AA", "atc")):
        wanted = [f.drug.id for f in mitosafe.check(code, system=system).findings]
        assert wanted == [f.drug.id for f in over_packaged.check(code, system=system).findings]
    assert Outcome.NOT_ASSESSED is over_packaged.check("amoxicillin").outcome


def test_the_packaged_index_can_be_built_anew() -> None:
    """The tables for a list that is laid over are the same as those that travel."""
    built, travels = build_index((packaged(),)), dataset().index
    assert sorted(travels.names()) == sorted(built.names())
    assert [travels.name(n) for n in travels.names()] == [built.name(n) for n in travels.names()]


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_local_rows_are_marked_in_every_rendering(language: str, over_packaged: Dataset) -> None:
    """Text, Markdown and HTML say of a local row that it is one, in full and in short."""
    mark = dataset().term("phrases", "local-rows").words[language]
    answer = over_packaged.check("linezolid")
    report = over_packaged.check_all(["linezolid"])
    diff = over_packaged.diff("2024.1", "2026.2")
    for full in (True, False):
        for value in (answer, diff):
            for shown in (
                value.text(language, full=full),
                value.markdown(language, full=full),
                value.html(language, full=full),
            ):
                assert mark in shown
    assert mark.lower() in " ".join(report.text(language).split()).lower()
    plain = {s["id"]: s["local"] for s in answer.as_dict()["findings"][0]["statements"]}
    assert ["linezolid.ward-1"] == [said for said, local in plain.items() if local]
    assert "page 3 of the handbook" in answer.html(language, full=True)
    assert "page 3 of the handbook" in answer.markdown(language, full=True)
    assert mark not in mitosafe.check("linezolid").text(language)


def test_own_groups_indications_and_background(tmp_path: Path) -> None:
    """A folder may put a drug into groups of its own; what a group says reaches its members."""
    names = invented.files()["groups/exemplins.toml"]["names"]
    background = {
        "about": "context",
        "source": "ward",
        "locator": "page 4",
        "since": "2026.2",
        "facts": [],
    }
    files = {
        **WARD,
        "drugs/acceptol.toml": invented.drug(
            "acceptol",
            groups=["ward-group", "exemplins"],
            indications=[invented.INDICATIONS[1]],
            background=[background],
        ),
        "groups/ward-group.toml": {
            "id": "ward-group",
            "names": {"en": "ward group", "fr": "groupe", "nl": "groep"},
            "statements": [ward("ward-group.ward-1")],
        },
        "groups/exemplins.toml": {
            "id": "exemplins",
            "names": names,
            "statements": [ward("exemplins.ward-1")],
        },
    }
    own = load(invented.write(tmp_path, files), base=INVENTED)
    drug = own.drug("acceptol")
    assert (("ward-group", "exemplins"), invented.INDICATIONS) == (drug.groups, drug.indications)
    [finding] = own.check("acceptol").findings
    assert {"ward-group.ward-1", "exemplins.ward-1"} <= {s.id for s in finding.statements}
    assert ["page 4"] == [b.locator for b in finding.background]
    assert ["exemplins", "mysterials", "ward-group"] == [group.id for group in own.groups()]
    [group] = own.check("exemplins").findings
    assert ["exemplins.study-1", "exemplins.ward-1"] == [s.id for s in group.statements]


def test_a_list_of_its_own(tmp_path: Path) -> None:
    """A whole folder stands alone; without a base it knows nothing of the packaged list."""
    alone = load(str(invented.write(tmp_path)))
    assert Level.RED is alone.check("Exemplar").worst
    assert alone.check("exemplin").findings[0].local
    assert Outcome.UNRECOGNISED is alone.check("Depakine").outcome


def test_what_cannot_be_loaded(tmp_path: Path) -> None:
    """No folder, no data set as a base, and faults in the folder are refused, each clearly."""
    with pytest.raises(FileNotFoundError, match=r"no folder .*nothing.*expected one with"):
        load(tmp_path / "nothing")
    base: Any = tmp_path
    with pytest.raises(WrongType) as caught:
        load(tmp_path, base=base)
    assert ("base", tmp_path) == (caught.value.argument, caught.value.value)
    with pytest.raises(DataError) as faults:
        load(invented.write(tmp_path, {"drugs/x.toml": {"id": "y"}, "z.toml": {}}))
    assert {"drugs/x.toml", "z.toml"} == {fault.file for fault in faults.value.faults}


# Pickling

ENTRIES = ["Depakine", "amoxicillin", "valporate", None, 5, "Aceon", "metformin zzyzx"]


def questions(asked: Dataset) -> list[Any]:
    """Return answers of every kind of a list."""
    answers = [asked.check(entry) for entry in ENTRIES]
    return [*answers, asked.check_all(ENTRIES), asked.diff("2024.1", "2026.2")]


def test_answers_reports_and_diffs_pickle(over_packaged: Dataset) -> None:
    """What comes back is equal, shows itself the same way, and can be asked as before."""
    for asked in (Dataset.packaged(), over_packaged):
        values = questions(asked)
        for before, after in zip(values, pickle.loads(pickle.dumps(values)), strict=True):
            assert before == after
            assert before.text("fr") == after.text("fr")
            assert before.as_dict("nl") == after.as_dict("nl")
    diff = pickle.loads(pickle.dumps(over_packaged.diff("2024.1", "2026.2")))
    assert ["Wardex"] == [a.entry for a in diff.affecting(["Wardex", "amoxicillin"])]


def test_no_pickle_carries_the_packaged_list(over_packaged: Dataset) -> None:
    """The packaged list is pickled as a reference, also where it lies under another."""
    assert Dataset.packaged() is pickle.loads(pickle.dumps(Dataset.packaged()))
    assert len(pickle.dumps(mitosafe.check("zzyzx"))) < 1_500
    assert len(pickle.dumps(over_packaged)) < 3_000
    one, many = mitosafe.check_all(["Depakine"]), mitosafe.check_all(["Depakine"] * 100)
    assert len(pickle.dumps(many)) < 2 * len(pickle.dumps(one))


def test_a_copy_is_equal(over_packaged: Dataset) -> None:
    """A deep copy of an answer is equal to it, and takes no copy of the packaged list."""
    answer = mitosafe.check("Depakine")
    copied = deepcopy(answer)
    assert answer == copied
    assert answer.lexicon is copied.lexicon
    assert over_packaged.check("Wardex") == deepcopy(over_packaged).check("Wardex")


def test_there_is_one_packaged_list() -> None:
    """The functions of the door and `Dataset.packaged` ask the same list."""
    assert dataset() is Dataset.packaged()
    assert mitosafe.check("linezolid").lexicon is Dataset.packaged()


def test_the_questions_of_the_door_are_those_of_a_data_set() -> None:
    """Each function of the door answers as the method of the same name."""
    packaged_one = Dataset.packaged()
    assert packaged_one.check("linezolid") == mitosafe.check("linezolid")
    assert packaged_one.check_all(ENTRIES) == mitosafe.check_all(ENTRIES)
    assert packaged_one.drugs(level="red") == mitosafe.drugs(level="red")
    assert packaged_one.drug("Zyvox") == mitosafe.drug("Zyvox")
    assert packaged_one.release() == mitosafe.release()
    assert packaged_one.releases() == mitosafe.releases()
    assert packaged_one.diff("2024.1", "2026.2") == mitosafe.diff("2024.1", "2026.2")
    assert all(isinstance(drug, Drug) for drug in packaged_one.everything())
