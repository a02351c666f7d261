"""Files → entries: strict, and every fault of a file with its place."""

from __future__ import annotations

import copy
import datetime
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from cattrs.errors import StructureHandlerNotFoundError

from mitosafe.errors import DataError, Fault
from mitosafe.loading import decode, formats, structure
from mitosafe.model import (
    ReadExtent,
    SourceRank,
    SubjectKind,
    Verdict,
    Words,
)
from tests import invented

Raw = dict[str, Any]
EXEMPLIN = "drugs/exemplin.toml"


def refused(how: Callable[[], object]) -> list[tuple[str, str, str]]:
    """Return what was found wrong, as file, place and message."""
    with pytest.raises(DataError) as caught:
        how()
    return [attrs.astuple(fault) for fault in caught.value.faults]


def exemplin() -> Raw:
    """Return the tables of one invented medicine, a new copy each time."""
    return copy.deepcopy(invented.files()[EXEMPLIN])


# Types are exact


@pytest.mark.parametrize(
    ("wanted", "value"),
    [
        (str, "text"),
        (int, 5),
        (bool, False),
        (float, 0.5),
        (Verdict, "avoid"),
        (tuple[str, ...], ["a"]),
        (tuple[str, ...], []),
        (tuple[Verdict, ...], ["avoid"]),
        (str | None, "text"),
        (Verdict | None, "avoid"),
        (Words, {"en": "a", "fr": "b", "nl": "c"}),
    ],
)
def test_the_right_type_is_taken(wanted: Any, value: object) -> None:
    """A value of exactly the type asked for is taken as it is."""
    assert value == invented.encode(structure.make_converter().structure(value, wanted))


@pytest.mark.parametrize(
    ("wanted", "value", "said"),
    [
        (str, 5, "expected str, got int 5"),
        (str, None, "expected str, got NoneType None"),
        (str, True, "expected str, got bool True"),
        (int, "5", "expected int, got str '5'"),
        (int, True, "expected int, got bool True"),
        (int, 5.0, "expected int, got float 5.0"),
        (bool, "false", "expected bool, got str 'false'"),
        (bool, 0, "expected bool, got int 0"),
        (float, 1, "expected float, got int 1"),
        (tuple[str, ...], "s1", "expected a list, got str 's1'"),
        (tuple[str, ...], {"a": "b"}, "expected a list, got dict {'a': 'b'}"),
        (str | None, 5, "expected str, got int 5"),
        (str | None, None, "expected str, got NoneType None"),
        (Words, "text", "expected a table, got str 'text'"),
        (Verdict, "Avoid", "'Avoid' is no verdict; allowed: contraindicated, avoid, "),
        (Verdict, 1, "1 is no verdict; allowed: contraindicated, avoid, "),
        (Verdict, Verdict.AVOID, "<Verdict.AVOID: 'avoid'> is no verdict; allowed: "),
        (str, ["x" * 100], "expected str, got list ['xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"),
    ],
)
def test_no_other_type_is_taken(wanted: Any, value: object, said: str) -> None:
    """Nothing is turned into what was asked for; the error says what came, cut if long."""
    with pytest.raises((TypeError, ValueError)) as caught:
        structure.make_converter().structure(value, wanted)
    assert said == str(caught.value)[: len(said)]
    assert len(str(caught.value)) < 300


def test_an_unknown_type_is_not_guessed() -> None:
    """A type that no file holds has no way to be read, rather than a lenient one."""
    with pytest.raises(StructureHandlerNotFoundError):
        structure.make_converter().structure("2024-02-07", datetime.date)


# Drugs and groups


def _change(*path: str | int, to: object) -> Callable[[Raw], None]:
    def change(raw: Raw) -> None:
        at: Any = raw
        for key in path[:-1]:
            at = at[key]
        at[path[-1]] = to

    return change


@pytest.mark.parametrize(
    ("change", "path", "message"),
    [
        (_change("names", "fr", to=5), "$.names.fr", "expected str, got int 5"),
        (_change("names", to="exemplin"), "$.names", "expected a table, got str 'exemplin'"),
        (_change("groups", to="exemplins"), "$.groups", "expected a list, got str 'exemplins'"),
        (_change("groups", 0, to=1), "$.groups[0]", "expected str, got int 1"),
        (_change("codes", "atc", 1, to=None), "$.codes.atc[1]", "expected str, got NoneType"),
        (_change("kind", to="drug"), "$.kind", "'drug' is no kind; allowed: medicine, subst"),
        (_change("statements", to=5), "$.statements", "expected a list, got int 5"),
        (_change("statements", 0, to="x"), "$.statements[0]", "expected a table, got str 'x'"),
        (_change("background", to={}), "$.background", "expected a list, got dict {}"),
        (_change("background", 0, to=[]), "$.background[0]", "expected a table, got list []"),
        (_change("since", to="2026"), "$.since", "'2026' is not a release such as 2026.2"),
        (_change("since", to=2026.2), "$.since", "expected str, got float 2026.2"),
        (_change("id", to="Exemplin"), "$.id", "the id is 'Exemplin', but the file is named"),
        (_change("id", to=5), "$.id", "expected str, got int 5"),
        (_change("level", to="red"), "$.level", "unknown key; allowed: id, kind, names, "),
        (
            _change("statements", 0, "level", to="red"),
            "$.statements[0].level",
            "unknown key; allowed: id, verdict, evidence, source, locator, since, facts, ",
        ),
        (
            _change("statements", 1, "note", "de", to="x"),
            "$.statements[1].note.de",
            "unknown key; allowed: en, fr, nl",
        ),
    ],
)
def test_a_fault_in_a_drug_has_its_place(
    change: Callable[[Raw], None], path: str, message: str
) -> None:
    """A wrong value, a wrong type and an unknown key are named with file and place."""
    raw = exemplin()
    change(raw)
    found = refused(lambda: decode.drug(raw, EXEMPLIN))
    assert {(EXEMPLIN, path)} == {(file, where) for file, where, _ in found}
    assert message == found[-1][2][: len(message)]


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ((), "names"),
        ((), "kind"),
        (("names",), "nl"),
        (("statements", 0), "verdict"),
        (("statements", 0), "since"),
        (("statements", 0), "locator"),
        (("background", 0), "about"),
    ],
)
def test_a_missing_key_is_named(table: tuple[str | int, ...], key: str) -> None:
    """A key that must be there is named with the place where it is missing."""
    raw = exemplin()
    at: Any = raw
    for step in table:
        at = at[step]
    del at[key]
    path = "".join(f"[{s}]" if isinstance(s, int) else f".{s}" for s in (*table, key))
    expected = [(EXEMPLIN, f"${path}", f"the key {key} is missing")]
    assert expected == refused(lambda: decode.drug(raw, EXEMPLIN))


@pytest.mark.parametrize("key", ["subject", "local"])
@pytest.mark.parametrize("value", ["exemplin", True])
def test_what_the_place_says_is_not_written(key: str, value: object) -> None:
    """A statement names neither its subject nor whether it is local, not even rightly."""
    raw = exemplin()
    raw["statements"][1][key] = value
    message = f"{key} is filled in from the place of the file; remove the key"
    expected = [(EXEMPLIN, f"$.statements[1].{key}", message)]
    assert expected == refused(lambda: decode.drug(raw, EXEMPLIN))


def test_every_fault_of_a_file_is_told_at_once() -> None:
    """A wrong id, a key that is filled in, a bad form and a wrong type do not hide each other."""
    raw = exemplin()
    raw["id"] = "other"
    raw["kind"] = "drug"
    raw["statements"][0]["subject"] = "exemplin"
    raw["statements"][0]["stated"] = "yesterday"
    raw["statements"][1]["evidence"] = "hearsay"
    raw["statements"].append("text")
    del raw["background"][0]["facts"]
    places = [where for _, where, _ in refused(lambda: decode.drug(raw, EXEMPLIN))]
    assert [
        "$.background[0].facts",
        "$.id",
        "$.kind",
        "$.statements[0].stated",
        "$.statements[0].subject",
        "$.statements[1].evidence",
        "$.statements[2]",
    ] == places


@pytest.mark.parametrize("local", [False, True])
def test_the_place_of_a_file_is_filled_in(local: bool) -> None:
    """Statements know their subject and whether they are local; background its subject."""
    drug = decode.drug(exemplin(), EXEMPLIN, local=local)
    assert [("exemplin", local)] * 2 == [(s.subject, s.local) for s in drug.statements]
    assert ["exemplin"] == [b.subject for b in drug.background]


def test_a_group_is_decoded_like_a_drug() -> None:
    """A group has its statements; a key that only drugs have is unknown in it."""
    file = "groups/exemplins.toml"
    raw = copy.deepcopy(invented.files()[file])
    group = decode.group(raw, file, local=True)
    assert (SubjectKind.GROUP, "exemplins", True) == (
        group.kind,
        group.statements[0].subject,
        group.statements[0].local,
    )
    raw |= {"groups": ["mysterials"], "id": "others"}
    found = refused(lambda: decode.group(raw, file))
    assert [(file, "$.groups"), (file, "$.id")] == [fault[:2] for fault in found]


def test_nothing_is_local_unless_told() -> None:
    """Rows are of the list, and not of a hospital, where nothing is said."""
    subjects = (
        decode.drug(exemplin(), EXEMPLIN),
        decode.group(invented.files()["groups/exemplins.toml"], "groups/exemplins.toml"),
    )
    assert {False} == {s.local for subject in subjects for s in subject.statements}


@pytest.mark.parametrize("file", ["exemplin.toml", EXEMPLIN, "a/b/exemplin.toml"])
def test_the_id_is_the_name_of_the_file(file: str) -> None:
    """Whatever folder the file is in, or none."""
    assert "exemplin" == decode.drug(exemplin(), file).id


def test_decoding_leaves_the_tables_as_they_were() -> None:
    """The tables that were given are not changed, so that they can be decoded again."""
    raw = exemplin()
    decode.drug(raw, EXEMPLIN, local=True)
    assert exemplin() == raw


# Dates, releases, slugs


@pytest.mark.parametrize("text", ["2024", "2024-02", "2024-02-29", "0001-01-01", "1999-12-31"])
def test_a_date_has_one_to_three_parts(text: str) -> None:
    """A year, a month or a day that there is, is a date."""
    assert formats.is_date(text)


@pytest.mark.parametrize(
    "value",
    [
        *("", "24", "2024-2", "2024-02-9", "2024-13", "2024-00", "2023-02-29", "2024-04-31"),
        *("0000", "2024-02-07T00:00", "20240207", "2024-W06", "2024-W06-3", "2024-", " 2024"),
        *("2024\n", "٢٠٢٤", "２０２４", "2024/02/07", 2024, None),
    ],
)
def test_anything_else_is_no_date(value: object) -> None:
    """Another form, a day that there is not, digits of another script: none is a date."""
    assert not formats.is_date(value)


@pytest.mark.parametrize("text", ["2026.1", "2026.2", "2026.2.1", "2026.2.99"])
def test_a_release_is_a_half_year_and_perhaps_a_correction(text: str) -> None:
    """A year and a half, and the number of a correction, are the id of a release."""
    assert formats.is_release(text)


@pytest.mark.parametrize(
    "value",
    [
        *("2026", "2026.0", "2026.3", "2026.2.0", "2026.2.100", "2026.2.", "26.2", "v2026.2"),
        *("2026.2\n", "٢٠٢٦.2", "2026.２", "2026-2", 2026.2, None),
    ],
)
def test_anything_else_is_no_release(value: object) -> None:
    """Another form is no id of a release."""
    assert not formats.is_release(value)


@pytest.mark.parametrize(
    ("key", "value", "called"),
    [
        ("stated", "07-02-2024", "a date such as 2024, 2024-02 or 2024-02-07"),
        ("since", "2026.0", "a release such as 2026.2"),
        ("withdrawn", "next", "a release such as 2026.2"),
        ("id", "Exemplin 1", "a slug: lower case letters, digits, hyphens"),
        ("id", "../exemplin", "a slug: lower case letters, digits, hyphens"),
        ("id", "-exemplin", "a slug: lower case letters, digits, hyphens"),
        ("population", "Any PMD", "the id of a condition"),
        ("circumstance", "", "the id of a circumstance"),
    ],
)
def test_text_of_a_wrong_form_is_refused(key: str, value: str, called: str) -> None:
    """Dates, releases and ids have a form, which the message shows."""
    raw = exemplin()
    raw["statements"][0][key] = value
    expected = [(EXEMPLIN, f"$.statements[0].{key}", f"{value!r} is not {called}")]
    assert expected == refused(lambda: decode.drug(raw, EXEMPLIN))


@pytest.mark.parametrize(
    "text", ["", "acide valproïque", "5\u202fmg", "5\u00a0mg", "\u3000月", "a b"]
)
def test_spaces_of_every_width_stand_on_a_line(text: str) -> None:
    """French and Chinese are written with spaces of their own."""
    assert formats.is_line(text)


@pytest.mark.parametrize("character", ["\t", "\n", "\r", "\0", "\u2028", "\u202e", "\ud800"])
@pytest.mark.parametrize("place", [("names", "fr"), ("statements", 1, "note", "en")])
def test_text_that_is_no_line_is_refused(place: tuple[str | int, ...], character: str) -> None:
    """What breaks a line, cannot be seen or turns the direction is named with its place."""
    raw = exemplin()
    _change(*place, to=f"ex{character}emplin")(raw)
    path = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in place)
    expected = [(EXEMPLIN, f"${path}", formats.NO_LINE)]
    assert expected == refused(lambda: decode.drug(raw, EXEMPLIN))
    assert "line break" in formats.NO_LINE


@pytest.mark.parametrize(("text", "is_one"), [("ex-1", True), ("Ex", False), ("ex ", False)])
def test_a_slug_is_told(text: str, is_one: bool) -> None:
    """Lower case letters, digits and hyphens, and nothing around them."""
    assert formats.is_slug(text) is is_one


# Sources, releases, terms


def test_sources_are_decoded_in_order() -> None:
    """`sources.toml` gives its sources, the date of each as written or none."""
    found = decode.sources(invented.files()["sources.toml"])
    assert ("regulator", "2016-05-10", SourceRank.AUTHORITY, ReadExtent.WHOLE) == (
        found[0].id,
        found[0].date,
        found[0].rank,
        found[0].read,
    )
    assert [None] == [source.date for source in found if source.id == "page"]


@pytest.mark.parametrize(("key", "decoder"), [("sources", decode.sources)])
@pytest.mark.parametrize(
    ("raw", "path", "message"),
    [
        ({}, "$.sources", "the key sources is missing"),
        ({"sources": 5}, "$.sources", "expected a list, got int 5"),
        ({"sources": {"id": "a"}}, "$.sources", "expected a list, got dict {'id': 'a'}"),
        ({"sources": [5]}, "$.sources[0]", "expected a table, got int 5"),
        ({"sources": [], "more": 1}, "$.more", "unknown key; allowed: sources"),
    ],
)
def test_a_file_of_another_shape_is_refused(
    key: str, decoder: Callable[[Raw], object], raw: Raw, path: str, message: str
) -> None:
    """A file that is no list of tables under its one key is refused, with the place."""
    assert [(f"{key}.toml", path, message)] == refused(lambda: decoder(raw))


def test_a_source_twice_is_refused() -> None:
    """The second of two sources of one id is named; an id that is no text is a wrong type."""
    raw = invented.files()["sources.toml"]
    raw["sources"] += [raw["sources"][2], {**raw["sources"][0], "id": ["regulator"]}]
    assert [
        ("sources.toml", "$.sources[7].id", "'panel-2024' is there twice"),
        ("sources.toml", "$.sources[8].id", "expected str, got list ['regulator']"),
    ] == refused(lambda: decode.sources(raw))


def test_releases_are_decoded_in_order() -> None:
    """`releases.toml` gives its releases, a correction with its reason."""
    found = decode.releases(invented.files()["releases.toml"])
    assert invented.RELEASES == tuple(release.id for release in found)
    assert found[-1].reason is not None
    assert "an invented error (Nederlands)" == found[-1].reason["nl"]


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("id", "newest", "'newest' is not a release such as 2026.2"),
        ("previous", "before", "'before' is not a release such as 2026.2"),
        ("date", "2026", "'2026' is not a day such as 2026-11-23"),
        ("date", "2026-11-31", "'2026-11-31' is not a day such as 2026-11-23"),
        ("reconstructed", "true", "expected bool, got str 'true'"),
        ("digest", 5, "expected str, got int 5"),
        ("id", "2010.1", "'2010.1' is there twice"),
    ],
)
def test_a_fault_in_a_release_is_named(key: str, value: object, message: str) -> None:
    """The id of a release, its day and its links have a form; each id is there once."""
    raw = invented.files()["releases.toml"]
    raw["releases"][1][key] = value
    assert [("releases.toml", f"$.releases[1].{key}", message)] == refused(
        lambda: decode.releases(raw)
    )


MECHANISMS = "terms/mechanisms.toml"


def test_terms_know_their_vocabulary() -> None:
    """A file of terms gives them by id, with the wordings and the name of the file."""
    one = {"id": "b", "en": "one", "fr": "un", "nl": "een", "ids": ["X:1"]}
    two = {"id": "a", "en": "two", "fr": "deux", "nl": "twee", "parent": "b"}
    longer = {"explain_en": "1", "explain_fr": "I", "explain_nl": "i"}
    found = decode.terms({"terms": [{**one, **longer}, two]}, MECHANISMS)
    assert ["b", "a"] == list(found)
    assert {"mechanisms"} == {term.vocabulary for term in found.values()}
    assert Words(en="1", fr="I", nl="i") == found["b"].explain
    assert (None, "b", ()) == (found["a"].explain, found["a"].parent, found["a"].ids)


@pytest.mark.parametrize(
    ("change", "path", "message"),
    [
        (lambda t: t.pop("nl"), ".nl", "the key nl is missing"),
        (lambda t: t.pop("explain_fr"), ".explain_fr", "the key fr is missing"),
        (lambda t: t.update(en=5), ".en", "expected str, got int 5"),
        (
            lambda t: t.update(de="eins"),
            ".de",
            "unknown key; allowed: id, parent, excludes, ids, en, fr, nl",
        ),
        (lambda t: t.update(explain_de="1"), ".explain_de", "unknown key; allowed: id, parent"),
        (lambda t: t.update(other_en="1"), ".other_en", "unknown key; allowed: id, parent"),
        (lambda t: t.update(vocabulary="x"), ".vocabulary", "vocabulary is filled in from the"),
        (lambda t: t.update(words={}), ".words", "words is filled in from the place"),
        (lambda t: t.update(explain="x"), ".explain", "explain is filled in from the place"),
        (lambda t: t.update(id="No Slug"), ".id", "'No Slug' is not a slug: lower case"),
        (lambda t: t.update(parent=1), ".parent", "expected str, got int 1"),
        (lambda t: t.update(id="other-harm"), ".id", "'other-harm' is there twice"),
    ],
)
def test_a_fault_in_a_term_is_named(
    change: Callable[[Raw], object], path: str, message: str
) -> None:
    """The place is that of the key in the file, though the wordings are gathered."""
    raw = copy.deepcopy(invented.files()[MECHANISMS])
    raw["terms"].reverse()
    change(raw["terms"][1])
    ((file, where, said),) = refused(lambda: decode.terms(raw, MECHANISMS))
    assert (MECHANISMS, f"$.terms[1]{path}", message) == (file, where, said[: len(message)])


@pytest.mark.parametrize(
    ("raw", "path", "message"),
    [
        ({}, "$.terms", "expected a list, got NoneType None"),
        ({"terms": 5}, "$.terms", "expected a list, got int 5"),
        ({"terms": ["x"]}, "$.terms[0]", "expected a table, got str 'x'"),
        ({"terms": [], "term": []}, "$.term", "unknown key; allowed: terms"),
    ],
)
def test_a_vocabulary_of_another_shape_is_refused(raw: Raw, path: str, message: str) -> None:
    """A file of terms is a list of tables named terms, and nothing else."""
    assert [(MECHANISMS, path, message)] == refused(lambda: decode.terms(raw, MECHANISMS))


# Text of files


def test_the_format_is_taken_out() -> None:
    """A file of format 1 gives its tables, without the number of the format."""
    assert {"id": "a"} == decode.parse('format = 1\nid = "a"', "a.toml")


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("", "None"),
        ("format = 0", "0"),
        ("format = 2", "2"),
        ("format = true", "True"),
        ("format = 1.0", "1.0"),
        ('format = "1"', "'1'"),
        ("format = [1]", "[1]"),
    ],
)
def test_another_format_is_refused(line: str, shown: str) -> None:
    """Only the whole number 1 is the format that this version reads."""
    message = f"format is {shown}; this version reads format = 1 only"
    assert [("a.toml", "$.format", message)] == refused(lambda: decode.parse(line, "a.toml"))


NESTED = decode.DEEPEST


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("format = ", "not TOML: Invalid value"),
        ("format = 1\nid = 'a", 'not TOML: Expected "\'"'),
        ("a = 1\na = 2", "not TOML: Cannot overwrite a value"),
        ("a = " + "9" * 5000, "not TOML: Exceeds the limit"),
        ("format = 0x" + "F" * 5000, "a number has more than 64 bits"),
        (f"a = [{{ b = {2**64} }}]", "a number has more than 64 bits"),
        (f"a = [{{ b = {-(2**64)} }}]", "a number has more than 64 bits"),
        ("a = " + "[" * 100_000, "not TOML: maximum recursion depth exceeded"),
        (
            "a = " + "[" * NESTED + "]" * NESTED,
            f"tables or lists are nested more than {NESTED}",
        ),
        ("a = " + "{ b = " * NESTED + "1" + " }" * NESTED, "tables or lists are nested more than"),
        (".".join("a" * NESTED) + " = 1", "tables or lists are nested more than"),
        ("[" + ".".join("a" * 50) + "]", "tables or lists are nested more than"),
        (".".join("a" * 500_000) + " = 1", f"a line has more than {decode.MOST_DOTS} dots"),
        ("[" + ".".join("a" * 500_000) + "]", f"a line has more than {decode.MOST_DOTS} dots"),
        ("a = [" + "1.5, " * 51 + "]", f"a line has more than {decode.MOST_DOTS} dots; part it"),
    ],
)
def test_text_that_is_no_file_of_the_list_is_refused(text: str, message: str) -> None:
    """What is no TOML, or nested or long beyond reason, is one fault and not a crash."""
    ((file, where, said),) = refused(lambda: decode.parse(text, "a.toml"))
    assert ("a.toml", "$", message) == (file, where, said[: len(message)])


def test_the_limits_leave_room() -> None:
    """What is just within the limits is taken."""
    deep = decode.DEEPEST - 1
    text = "format = 1\na = " + "[" * deep + "]" * deep + "\nb = '" + "." * decode.MOST_DOTS + "'"
    assert {"a", "b"} == decode.parse(text, "a.toml").keys()
    lines = [f"a{number} = 1.5" for number in range(decode.MOST_DOTS + 1)]
    assert len(lines) == len(decode.parse("\n".join(["format = 1", *lines]), "a.toml"))
    assert {"a": 2**64 - 1} == decode.parse(f"format = 1\na = {2**64 - 1}", "a.toml")


# Flat tables

COLUMNS = ("word", "kind")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("word\tkind\n", []),
        ("word\tkind", []),
        ("word\tkind\nmg\tunit\n\tform\n", ["mg\tunit", "\tform"]),
        ("word\tkind\r\nmg\tunit\r\n", ["mg\tunit"]),
    ],
)
def test_a_table_gives_the_lines_below_its_heading(text: str, rows: list[str]) -> None:
    """Lines are kept as they are, however they end; cells may be empty."""
    assert rows == decode.table(text, "words.tsv", COLUMNS)


@pytest.mark.parametrize("text", ["", "\n", "word kind\n", "kind\tword\n", "word\tkind\tmore\n"])
def test_a_table_must_have_its_heading(text: str) -> None:
    """Another heading is refused, and the message shows the right one."""
    expected = [("words.tsv", "line 1", "expected the columns word kind")]
    assert expected == refused(lambda: decode.table(text, "words.tsv", COLUMNS))


def test_every_row_of_another_length_is_named() -> None:
    """Each row with too few or too many cells is a fault, an empty line as well."""
    text = "word\tkind\nmg\nml\tunit\ng\tunit\ten\n\n"
    assert [
        ("words.tsv", "line 2", "1 cells, expected 2"),
        ("words.tsv", "line 4", "3 cells, expected 2"),
        ("words.tsv", "line 5", "1 cells, expected 2"),
    ] == refused(lambda: decode.table(text, "words.tsv", COLUMNS))


def test_a_fault_found_elsewhere_is_told_with_the_others() -> None:
    """Faults that are known beforehand are raised though the value itself is well."""
    known = Fault("a.toml", "$", "known beforehand")
    with pytest.raises(DataError) as caught:
        structure.structure("text", str, "a.toml", found=[known])
    assert DataError([known]) == caught.value


# A converter that is made anew is as strict as the one that decodes


@attrs.frozen
class _Pair:
    """Two fields of two types."""

    number: int
    verdict: Verdict


def test_every_converter_refuses_unknown_keys_and_tells_every_fault() -> None:
    """Strictness is made with the converter, and is not a habit of the one in use."""
    fresh = structure.make_converter()
    assert _Pair(1, Verdict.AVOID) == fresh.structure({"number": 1, "verdict": "avoid"}, _Pair)
    with pytest.raises(ExceptionGroup) as told:
        fresh.structure({"number": "1", "verdict": Verdict.AVOID, "more": 0}, _Pair)
    assert 3 == len(told.value.exceptions), "two wrong values and a key too many"
