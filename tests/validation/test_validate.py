"""Whether the files of a list fit together: every misfit is found, each alone and all at once."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

import mitosafe
from mitosafe.errors import DataError, Fault
from mitosafe.loading.layer import Corpus
from mitosafe.model import Outcome
from mitosafe.validation import validate
from tests import invented
from tests.invented import Files, Raw
from tests.invented_faults import INJECTIONS

#: The truth that the packaged files are made from; not in a wheel, but beside the tests.
DATA = Path(__file__).parents[2] / "src" / "mitosafe" / "data"

Places = list[tuple[str, str, str]]


def places(faults: Iterable[Fault]) -> Places:
    """Return faults as file, place and message, without those of digests."""
    return [
        (fault.file, fault.path, fault.message)
        for fault in faults
        if not fault.path.endswith(".digest")
    ]


def of(files: Files, *lower: Corpus, local: bool = False) -> list[Fault]:
    """Return the faults of files that need not be written down."""
    return validate.faults((invented.corpus(files, local=local), *lower))


# A list that stands alone


def test_the_invented_list_is_well(tmp_path: Path) -> None:
    """A list without faults has none, written down or not."""
    assert [] == validate.folder(invented.write(tmp_path))
    assert [] == of(invented.files())
    assert [] == of(invented.files(), local=True)


@pytest.mark.skipif(not (DATA / "releases.toml").exists(), reason="the sources are not here")
def test_the_packaged_list_is_well() -> None:
    """The list that people edit has no fault, its digests among what is checked."""
    assert [] == validate.folder(DATA)


@pytest.mark.parametrize("name", INJECTIONS)
def test_each_fault_is_found(name: str, tmp_path: Path) -> None:
    """Each injected fault is reported in its place, and nothing else is."""
    files = copy.deepcopy(invented.files())
    INJECTIONS[name].change(files)
    found = places(validate.folder(invented.write(tmp_path, files)))
    expected = sorted(INJECTIONS[name].places)
    assert [place[:2] for place in expected] == [place[:2] for place in found]
    for (_, _, part), (_, _, message) in zip(expected, found, strict=True):
        assert part in message


def test_loading_refuses_with_the_same_faults(tmp_path: Path) -> None:
    """The door that reads a hospital's own folder raises them all, parsed or not."""
    files = copy.deepcopy(invented.files())
    names = ("no TOML", "an unknown verdict", "an unknown source", "a file outside the format")
    for name in names:
        INJECTIONS[name].change(files)
    with pytest.raises(DataError) as caught:
        mitosafe.load(invented.write(tmp_path, files))
    expected = {place[:2] for name in names for place in INJECTIONS[name].places}
    assert expected == {(fault.file, fault.path) for fault in caught.value.faults}


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("sources.toml", "sources = 5"),
        ("releases.toml", "releases = 5"),
        ("terms/conditions.toml", "terms = 5"),
        ("terms/mechanisms.toml", "terms = [5, { id = [1] }]"),
        ("releases.toml", "releases = [{ id = 'newest' }, { id = 5 }]"),
        ("drugs/exemplin.toml", "statements = 5\nbackground = 'x'\ngroups = { a = 1 }"),
        ("drugs/exemplin.toml", "statements = [{ withdrawn = 5, facts = 5, source = [] }]"),
        ("drugs/exemplin.toml", "statements = [{ withdrawn = '2026.2', since = 5 }]"),
        ("drugs/exemplin.toml", "kind = ['medicine']\nindications = [1, {}]"),
        ("groups/exemplins.toml", "open = 'yes'"),
        ("awareness.toml", "events = 5"),
        ("communities/nobody.toml", "id = 5"),
    ],
)
def test_a_file_of_another_shape_is_a_fault_and_no_crash(
    tmp_path: Path, file: str, text: str
) -> None:
    """Whatever a file holds in the place of a table or a text, the check goes on to the end."""
    files = {**invented.files(), file: f"format = 1\n{text}\n", "notes.md": ""}
    found = validate.folder(invented.write(tmp_path, files))
    assert {file, "notes.md"} <= {fault.file for fault in found}


@pytest.mark.parametrize(
    "file",
    [
        *("sources.toml", "releases.toml", "terms/conditions.toml", "terms/mechanisms.toml"),
        *("groups/exemplins.toml", "drugs/exemplin.toml", "measures/long-rest.toml"),
        *("names.tsv", "words.tsv", "routes.tsv", "vocabulary.tsv"),
    ],
)
def test_a_file_that_cannot_be_parsed_is_one_fault(tmp_path: Path, file: str) -> None:
    """What refers to a file that cannot be parsed is not reported as well."""
    files = {**invented.files(), file: "=\n"}
    found = validate.folder(invented.write(tmp_path, files))
    assert [file] == [fault.file for fault in found]


def test_what_is_long_is_cut() -> None:
    """A text of any length in a file makes no message of its length."""
    files = copy.deepcopy(invented.files())
    long = "x" * 100_000
    files["drugs/exemplin.toml"]["groups"] = [long]
    files["drugs/exemplin.toml"]["kind"] = long
    said = files["drugs/dubitol.toml"]["statements"]
    said[0] |= {"source": long, "id": long, "population": long, "since": long, "circumstance": 5}
    said[1] |= {"id": long, "mechanisms": [long]}
    files["terms/conditions.toml"]["terms"][3]["parents"] = [long]
    for name in ("names.tsv", "words.tsv", "vocabulary.tsv"):
        cells = [f"{long}®", long, long, "", "", ""]
        files[name] += "\t".join(cells[: files[name].split("\n", 1)[0].count("\t") + 1]) + "\n"
    found = of(files)
    assert len(found) >= 12
    assert max(len(fault.message) for fault in found) < 500


# Terms and releases


def _terms(**parents: str) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        by_id = {term["id"]: term for term in files["terms/conditions.toml"]["terms"]}
        for name, parent in parents.items():
            by_id[f"invented-{name}"]["parents"] = [parent]

    return change


@pytest.mark.parametrize(
    ("change", "chains"),
    [
        (
            _terms(syndrome="invented-variant"),
            {
                1: "invented-syndrome → invented-variant → invented-syndrome",
                2: "invented-variant → invented-syndrome → invented-variant",
            },
        ),
        (_terms(syndrome="invented-syndrome"), {1: "invented-syndrome → invented-syndrome"}),
        (_terms(variant="invented-weakness", weakness="invented-syndrome"), {}),
    ],
)
def test_only_the_terms_of_a_circle_are_their_own_parents(
    change: Callable[[Files], None], chains: dict[int, str]
) -> None:
    """Each term of a circle is named with the way round; one that only leads into it is not."""
    files = copy.deepcopy(invented.files())
    change(files)
    assert [
        ("terms/conditions.toml", f"$.terms[{number}].parents", f"its own parent: {chain}")
        for number, chain in chains.items()
    ] == places(of(files))


def test_releases_may_stand_in_any_order() -> None:
    """The order of the file does not matter; the place of a fault is that in the file."""
    files = copy.deepcopy(invented.files())
    files["releases.toml"]["releases"].reverse()
    assert [] == of(files)
    files["releases.toml"]["releases"][1]["previous"] = "2010.1"
    files["releases.toml"]["releases"][2]["digest"] = "0" * 64
    assert [
        ("releases.toml", "$.releases[1].previous"),
        ("releases.toml", "$.releases[2].digest"),
    ] == [(fault.file, fault.path) for fault in of(files)]


def test_the_first_release_has_none_before_it() -> None:
    """A release that names a forerunner which is not there is a fault."""
    files = copy.deepcopy(invented.files())
    files["releases.toml"]["releases"][0]["previous"] = "2009.2"
    ((_, path, message),) = places(of(files))
    assert ("$.releases[0].previous", "previous is '2009.2', but the one before is None") == (
        path,
        message,
    )


# Digests


def _verdict(files: Files) -> None:
    files["drugs/dubitol.toml"]["statements"][0]["verdict"] = "caution"


def _member(files: Files) -> None:
    files["drugs/dubitol.toml"]["groups"] = ["exemplins"]


def _rank(files: Files) -> None:
    files["sources.toml"]["sources"][1]["rank"] = "study"


@pytest.mark.parametrize(
    ("change", "altered"), [(_verdict, range(2, 7)), (_member, range(7)), (_rank, range(2, 7))]
)
def test_what_can_change_a_verdict_alters_the_digests(
    change: Callable[[Files], None], altered: range
) -> None:
    """An edit of the past is named for each release in which it counts, and for no other."""
    files = copy.deepcopy(invented.files())
    change(files)
    found = of(files)
    assert [f"$.releases[{number}].digest" for number in altered] == [f.path for f in found]
    again = invented.locked(files)["releases.toml"]["releases"]
    old = files["releases.toml"]["releases"]
    for number, fault in zip(altered, found, strict=True):
        expected = f"the digest is {old[number]['digest'][:12]}…, the data gives "
        assert expected + again[number]["digest"] == fault.message


def test_names_notes_and_codes_may_improve() -> None:
    """What cannot change a verdict is no part of the digests."""
    files = copy.deepcopy(invented.files())
    drug = files["drugs/exemplin.toml"]
    drug["names"]["fr"] = "exempline nouvelle"
    drug["codes"]["atc"].append("N99XA99")
    drug["statements"][1]["note"] = invented.words("another remark")
    drug["statements"][1]["locator"] = "page 9"
    assert [] == of(files)


def test_a_hospital_s_own_releases_are_its_own_affair() -> None:
    """The digests of a local folder are not checked: it is not the list."""
    files = copy.deepcopy(invented.files())
    _verdict(files)
    assert [] == of(files, local=True)


def test_a_digest_is_no_fault_where_it_cannot_be_computed() -> None:
    """With an unknown source or an undecodable file, the digests are not reported as altered."""
    for change in ("an unknown source", "an unknown verdict"):
        files = copy.deepcopy(invented.files())
        INJECTIONS[change].change(files)
        assert {place[0] for place in INJECTIONS[change].places} == {f.file for f in of(files)}


def test_a_group_of_which_it_is_not_known_whether_it_is_open_has_one_fault() -> None:
    """Where `open` is no yes or no, that is the fault, and not that the group has members."""
    files = copy.deepcopy(invented.files())
    files["groups/exemplins.toml"]["open"] = "no"
    message = "expected bool, got str 'no'"
    assert [("groups/exemplins.toml", "$.open", message)] == places(of(files))


# Names and statements that are there twice


@pytest.mark.parametrize(
    "row",
    [
        ("exemplin", "acceptol", "brand", "", "", ""),
        ("EXEMPLIN", "acceptol", "shared", "", "", ""),
        ("Exemplar", "acceptol", "synonym", "", "", ""),
        ("exemplins", "acceptol", "shared", "", "", ""),
        ("Éxemplar.", "exemplin+acceptol", "salt", "", "", ""),
    ],
)
def test_a_name_of_two_subjects_must_be_declared(row: tuple[str, ...]) -> None:
    """Names that fold to one are a fault, unless each is a brand or declared as shared."""
    files = copy.deepcopy(invented.files())
    files["names.tsv"] += "\t".join(row) + "\n"
    (fault,) = of(files)
    assert "names.tsv" == fault.file
    assert "names of different subjects fold to" in fault.message
    assert "declare each with the kind shared" in fault.message


@pytest.mark.parametrize(
    ("name", "subjects", "message"),
    [
        ("Own\u202ebrand", "exemplin", "holds a line break or another character that"),
        ("Own\x00brand", "exemplin", "holds a line break or another character that"),
        ("Ownbrand", "~plainol|unheard", "'Ownbrand': there is no subject '~plainol|unheard'"),
        ("Ownbrand", "~plainol|", "'Ownbrand': there is no subject '~plainol|'"),
        ("Ownbrand", "~", "'Ownbrand': there is no subject '~'"),
    ],
)
def test_a_row_of_names_says_one_thing(name: str, subjects: str, message: str) -> None:
    """A name is one line that can be shown, and no subject is slipped in unchecked."""
    files = copy.deepcopy(invented.files())
    heading, _, rest = files["names.tsv"].partition("\n")
    row = "\t".join((name, subjects, "brand", "", "", "register"))
    files["names.tsv"] = f"{heading}\n{row}\n{rest}"
    assert [("names.tsv", "line 2")] == [(fault.file, fault.path) for fault in of(files)]
    assert message in of(files)[0].message


def test_a_name_without_a_letter_is_a_fault() -> None:
    """A name that folds to nothing would match nothing."""
    files = copy.deepcopy(invented.files())
    files["drugs/silentin.toml"]["names"]["fr"] = "–"
    files["measures/cloudwater.toml"]["names"]["nl"] = "®"
    files["names.tsv"] += "\texemplin\tbrand\t\t\tregister\n"
    message = "the name folds to nothing"
    found = places(of(files))
    assert ("drugs/silentin.toml", "–", message) in found
    assert ("measures/cloudwater.toml", "®", message) in found
    assert ("names.tsv", "$", message) in found


def test_clashes_are_looked_for_among_what_can_be_decoded() -> None:
    """A file that cannot be decoded does not hide the clash of two others."""
    files = copy.deepcopy(invented.files())
    files["drugs/silentin.toml"]["kind"] = 5
    files["drugs/acceptol.toml"]["names"]["fr"] = "DUBITOL"
    found = places(of(files))
    assert {"drugs/silentin.toml", "names.tsv"} == {file for file, _, _ in found}


@pytest.mark.parametrize("place", ["measures", "groups"])
def test_a_subject_has_one_file(place: str) -> None:
    """Two files of one id are both named, each with the other."""
    files = copy.deepcopy(invented.files())
    of_group = {"id": "silentin", "names": invented.words("silent")}
    other = {"measures": {**invented.drug("silentin"), "kind": "measure"}, "groups": of_group}
    files[f"{place}/silentin.toml"] = other[place]
    found = [fault for fault in places(of(files)) if fault[0] != "names.tsv"]
    assert [
        ("drugs/silentin.toml", "$.id", f"'silentin' is the id of {place}/silentin.toml too"),
        (f"{place}/silentin.toml", "$.id", "'silentin' is the id of drugs/silentin.toml too"),
    ] == found


def test_a_name_must_belong_to_a_subject() -> None:
    """A name of nothing is a fault; one of something that is marked as not listed is not."""
    files = copy.deepcopy(invented.files())
    files["names.tsv"] += "".join(
        f"Name {number}\t{subjects}\tbrand\t\t\t\n"
        for number, subjects in enumerate(("~othervin", "exemplin+nothing", "", "exemplins"))
    )
    assert [
        ("names.tsv", "line 13", "'Name 1': there is no subject 'nothing'"),
        ("names.tsv", "line 14", "'Name 2': there is no subject ''"),
    ] == places(of(files))


@pytest.mark.parametrize(
    ("table", "row", "message"),
    [
        ("names.tsv", "Exy\texemplin\tbrand\t\tNL,Holland\tx", "'Holland' is not the code of"),
        ("abbreviations.tsv", "EX\texemplin\ten\t\tperhaps\tx", "'perhaps' is neither 'yes' nor"),
        ("abbreviations.tsv", "E\x00\texemplin\ten\t\t\tx", "holds a line break or another"),
        ("ordinary.tsv", "Zeal\ten\tdose\t", "'Zeal' would never match; write one folded word"),
        ("ordinary.tsv", "zeal\ten\tdose\tunheard", "'zeal': there is no subject 'unheard'"),
    ],
)
def test_a_row_of_the_other_tables_is_in_form(table: str, row: str, message: str) -> None:
    """What a cell may not hold is told with its line."""
    files = copy.deepcopy(invented.files())
    last = files[table].count("\n") + 1
    files[table] += f"{row}\n"
    ((file, path, told),) = places(of(files))
    assert (table, f"line {last}") == (file, path)
    assert message in told


@pytest.mark.parametrize("name", ["", "Plainol", "plainol®", "plain  ol", " plainol", "œuvrol"])
def test_a_vocabulary_is_folded(name: str) -> None:
    """A name of the vocabulary that no folded text can equal is a fault."""
    files = copy.deepcopy(invented.files())
    files["vocabulary.tsv"] += f"{name}\tplainol\n"
    ((file, path, message),) = places(of(files))
    assert ("vocabulary.tsv", "line 5") == (file, path)
    assert "would never match; write it folded: " in message


@pytest.mark.parametrize("word", ["", "MG", "per os", "compr.", "comprimé", "mg5"])
def test_words_are_single_and_folded(word: str) -> None:
    """A word that no single folded token can equal is a fault."""
    files = copy.deepcopy(invented.files())
    files["words.tsv"] += f"{word}\tform\ten\n"
    ((file, path, message),) = places(of(files))
    assert ("words.tsv", "line 7") == (file, path)
    assert "would never match; write one folded word: " in message


@pytest.mark.parametrize(
    ("table", "first", "row"),
    [
        ("words.tsv", 2, "mg\tcontext\ten"),
        ("routes.tsv", 2, "D99\tprolonged"),
        ("vocabulary.tsv", 2, "plainol\tothervin"),
        ("ordinary.tsv", 2, "duplon\tfr\tdose\t"),
    ],
)
def test_a_word_is_there_once(table: str, first: int, row: str) -> None:
    """Two rows for one word, of which only one could count, are both named."""
    files = copy.deepcopy(invented.files())
    word, last = row.partition("\t")[0], files[table].count("\n") + 1
    files[table] += f"{row}\n"
    assert {
        (table, f"line {number}", f"{word!r} is there 2 times") for number in (first, last)
    } == {*places(of(files))}


# A folder that lies over another


def own(**files: Raw | str) -> Files:
    """Return the files of a hospital, its own source with them."""
    paths = {name.replace("__", "/") + ".toml": raw for name, raw in files.items()}
    return {"sources.toml": {"sources": [invented.source("own", "page")]}, **paths}


def said(id: str, **more: object) -> Raw:
    """Return a statement of the hospital."""
    return {**invented.statement(id, "caution", "consensus", "own", "2026.2"), **more}


def test_a_folder_may_refer_to_what_lies_below_it() -> None:
    """Terms, sources, releases, groups and subjects of the list below are known to it."""
    drug = invented.drug("localin", groups=["exemplins"])
    drug["statements"] = [said("localin.own-1"), said("localin.own-2", source="regulator")]
    files = own(drugs__localin=drug)
    files["names.tsv"] = invented.table("names.tsv", [("Exy", "exemplin", "synonym", "", "", "")])
    assert [] == of(files, invented.corpus(), local=True)


def test_a_folder_alone_must_bring_what_it_refers_to() -> None:
    """Without a list below it, the same folder refers to nothing."""
    drug = invented.drug("localin", groups=["exemplins"], statements=[said("localin.own-1")])
    assert [
        ("drugs/localin.toml", "$.groups[0]", "there is no group 'exemplins'"),
        ("drugs/localin.toml", "$.statements[0].population", "'any-pmd' is no term of "),
        ("drugs/localin.toml", "$.statements[0].since", "there is no release '2026.2'"),
    ] == [
        (file, path, message.removesuffix("terms/conditions.toml"))
        for file, path, message in places(of(own(drugs__localin=drug), local=True))
    ]


def test_an_id_of_the_list_below_is_not_used_again() -> None:
    """A statement with the id of one below, of whatever subject, is a fault."""
    statements = [said("exemplins.study-1")]
    drug = invented.drug("localin", statements=statements)
    expected = ("drugs/localin.toml", "$.statements[0].id")
    ((file, path, message),) = places(of(own(drugs__localin=drug), invented.corpus(), local=True))
    assert (*expected, "the id 'exemplins.study-1' is there twice") == (file, path, message)


def test_a_subject_is_of_one_sort_in_every_layer() -> None:
    """What is a group below cannot be a drug above."""
    files = own(drugs__exemplins=invented.drug("exemplins"))
    assert (
        "drugs/exemplins.toml",
        "$.id",
        "'exemplins' is the id of groups/exemplins.toml too",
    ) in places(of(files, invented.corpus(), local=True))


def test_a_term_of_the_list_below_may_not_be_made_its_own_parent() -> None:
    """A folder that places a term elsewhere in the tree makes no circle through those below."""
    terms = [invented.term("invented-syndrome", parents=["invented-variant"])]
    terms[0]["replaces"] = "the ward places it elsewhere"
    files = own(terms__conditions={"terms": terms})
    chain = "invented-syndrome → invented-variant → invented-syndrome"
    assert [("terms/conditions.toml", "$.terms[0].parents", f"its own parent: {chain}")] == places(
        of(files, invented.corpus(), local=True)
    )
    terms[0]["parents"] = ["invented-weakness"]
    assert [] == of(files, invented.corpus(), local=True)


def test_a_name_that_clashes_with_one_below_is_a_fault() -> None:
    """A name that the list below has for another subject must be declared."""
    files = own(drugs__localin=invented.drug("localin"))
    files["drugs/localin.toml"]["names"]["nl"] = "Exemplin"
    ((file, path, _),) = places(of(files, invented.corpus(), local=True))
    assert ("names.tsv", "exemplin") == (file, path)


def test_a_hospital_may_say_what_it_knows_from_where_it_likes() -> None:
    """Its rows need no record of the facts, and may count before they were stated."""
    drug = invented.drug("localin")
    drug["statements"] = [said("localin.own-1", facts=[], since="2017.2", stated="2020")]
    files = own(drugs__localin=drug)
    assert [] == of(files, invented.corpus(), local=True)
    assert ["$.statements[0].facts", "$.statements[0].since"] == [
        path for _, path, _ in places(of(files, invented.corpus(), local=False))
    ]


def test_the_faults_of_a_list_below_are_not_those_of_the_folder() -> None:
    """Only the uppermost layer is judged."""
    below = copy.deepcopy(invented.files())
    INJECTIONS["an unknown source"].change(below)
    files = own(drugs__localin=invented.drug("localin"))
    assert [] == of(files, invented.corpus(below), local=True)


# The look-up tables of several layers


def check(files: Files, entry: str) -> tuple[Outcome, list[str]]:
    """Return the outcome of an entry, asked of files over the invented list."""
    dataset = mitosafe.Dataset((invented.corpus(files, local=True), invented.corpus()))
    answer = dataset.check(entry, release="2026.2")
    return answer.outcome, [finding.drug.id for finding in answer.findings]


def test_names_of_all_layers_are_understood() -> None:
    """An upper layer adds names; those below it stay, even where it names the same subject."""
    files = own(
        drugs__localin=invented.drug("localin", statements=[said("localin.own-1")]),
        drugs__exemplin={**invented.drug("exemplin"), "names": invented.words("our exemplin")},
    )
    files["vocabulary.tsv"] = invented.table("vocabulary.tsv", [("nowherol", "nowherol")])
    assert (Outcome.LISTED, ["localin"]) == check(files, "localin")
    for name in ("exempline", "Exemplar", "EXM", "our exemplin (English)"):
        assert (Outcome.LISTED, ["exemplin"]) == check(files, name)
    for name in ("nowherol", "plainol"):
        assert (Outcome.NOT_ASSESSED, []) == check(files, name)


def test_a_word_or_route_of_an_upper_layer_goes_before() -> None:
    """Where two layers set the same word or route, the upper one is taken."""
    files = own()
    files["words.tsv"] = invented.table("words.tsv", [("tablet", "context", "en")])
    files["routes.tsv"] = invented.table("routes.tsv", [("D99", "prolonged")])
    layers = (invented.corpus(files, local=True), invented.corpus())
    index = validate.build_index(layers)
    assert ("context", "unit") == (index.words["tablet"], index.words["mg"])
    match = index.code("atc", "D99XA01")
    assert match is not None
    assert "prolonged" == match.route


def test_an_index_with_a_clash_is_not_built() -> None:
    """Two subjects of one name are refused there too, should nobody have checked before."""
    files = copy.deepcopy(invented.files())
    files["drugs/silentin.toml"]["names"]["fr"] = "exemplin"
    with pytest.raises(DataError) as caught:
        validate.build_index((invented.corpus(files),))
    assert ["names.tsv"] == [fault.file for fault in caught.value.faults]
