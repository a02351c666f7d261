"""Which statements count in a release, and the digest that locks one."""

from __future__ import annotations

import copy
import hashlib
import json
import re
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mitosafe.loading.digests import FIRST, FIRST_MADE, canonical, counts, digest, seal, since
from mitosafe.model import (
    Drug,
    Group,
    ReadExtent,
    ReleaseId,
    Source,
    SourceId,
    SourceRank,
    Statement,
    Words,
    release_key,
)
from tests import invented
from tests.strategies import statement

RELEASES = st.builds(
    lambda year, half, more: ReleaseId(f"{year}.{half}{more}"),
    st.integers(2010, 2030),
    st.sampled_from((1, 2)),
    st.sampled_from(("", ".1", ".12")),
)
#: Plain values as a canonical form holds them.
CELLS = st.none() | st.text(st.characters(exclude_categories=["Cs"]))


def rows_of(files: dict[str, Any], release: str = "2026.2") -> list[list[object]]:
    """Return the canonical form of files in a release."""
    found = invented.corpus(files)
    return canonical(
        ReleaseId(release), found.drugs(), found.groups(), found.sources, found.terms("conditions")
    )


@pytest.mark.parametrize(
    ("stated", "release"),
    [
        ("2020-09-11", "2020.2"),
        ("2020-06-30", "2020.1"),
        ("2020-07-01", "2020.2"),
        ("2020-06", "2020.1"),
        ("2020-07", "2020.2"),
        ("2020-12", "2020.2"),
        ("2020", "2020.1"),
        ("2010-07", "2010.2"),
        ("2009-12-31", "2010.1"),
        ("1899", "2010.1"),
        ("2027-03", "2027.1"),
        (None, "2026.2"),
    ],
)
def test_from_which_release_a_date_counts(stated: str | None, release: str) -> None:
    """A date counts from its half-year, an old one from the first, none from the first made."""
    assert release == since(stated)


@given(st.dates())
def test_no_date_counts_before_the_first_release(day: object) -> None:
    """Whatever the date, it counts from the first release or a later one, and months refine it."""
    whole, month, year = since(str(day)), since(str(day)[:7]), since(str(day)[:4])
    assert whole == month
    assert release_key(FIRST) <= release_key(year) <= release_key(whole)


@given(RELEASES, st.none() | RELEASES, RELEASES)
def test_a_statement_counts_from_one_release_until_another(
    first: ReleaseId, withdrawn: ReleaseId | None, release: ReleaseId
) -> None:
    """It counts in its first release and in none from its withdrawal on."""
    said = statement(since=first, withdrawn=withdrawn)
    before = release_key(release) < release_key(first)
    gone = withdrawn is not None and release_key(release) >= release_key(withdrawn)
    assert (not before and not gone) == counts(said, release)


def test_a_correction_comes_after_its_half_year() -> None:
    """A statement withdrawn by a correction counts in the half-year, not in the correction."""
    said = statement(since=ReleaseId("2024.1"), withdrawn=ReleaseId("2026.2.1"))
    asked = ("2023.2", "2024.1", "2024.1.1", "2026.2", "2026.2.1", "2026.2.10", "2027.1")
    assert [False, True, True, True, False, False, False] == [
        counts(said, ReleaseId(release)) for release in asked
    ]


#: The invented list as of 2016.1, a row a line, with a dash for what is not said.
FORM = """
condition any-pmd
condition invented-syndrome any-pmd
member exemplin exemplins
member exemplone exemplins
rule 2
statement cloudwater.study-1 cloudwater may-affect experimental any-pmd - 2016 study study abstract
statement exemplin.regulator-1 exemplin contraindicated profound invented-syndrome - 2016-05-10 \
    regulator authority whole
statement exemplins.study-1 exemplins monitor experimental any-pmd - 2016 study study abstract
statement long-rest.chapter-1 long-rest caution case-reports any-pmd - 2016-03 chapter chapter part
statement narrowin.study-1 narrowin acceptable case-reports invented-syndrome - 2016 study study \
    abstract
statement prolongin.chapter-1 prolongin acceptable consensus any-pmd - 2016-03 chapter chapter part
statement prolongin.study-1 prolongin avoid experimental any-pmd prolonged 2016 study study abstract
"""


def test_the_canonical_form_is_written_out() -> None:
    """It is the conditions spoken of, the memberships, and the statements with their sources."""
    lines = FORM.strip().splitlines()
    expected = [[None if cell == "-" else cell for cell in line.split()] for line in lines]
    assert expected == rows_of(invented.files(), "2016.1")


def test_the_tree_of_conditions_is_part_of_the_digest() -> None:
    """Another wider condition alters the digest; a tree in a ring ends where it began."""
    for parent in ("", "invented-syndrome"):
        files = copy.deepcopy(invented.files())
        terms = files["terms/conditions.toml"]["terms"]
        (syndrome,) = (term for term in terms if term["id"] == "invented-syndrome")
        syndrome.pop("parent", None)
        if parent:
            syndrome["parent"] = parent
        assert rows_of(invented.files()) != rows_of(files)
        assert ["condition", "invented-syndrome"] in rows_of(files)


def test_faulty_data_has_a_form_too() -> None:
    """Two statements with one id, of which one names a use and one none, can be put in order."""
    files = copy.deepcopy(invented.files())
    statements = files["drugs/exemplin.toml"]["statements"]
    statements.append({**statements[0], "circumstance": "prolonged"})
    ids = [row[1] for row in rows_of(files) if row[0] == "statement"]
    assert 2 == ids.count(statements[0]["id"])


def test_a_drug_is_a_member_from_the_release_of_its_own() -> None:
    """The membership of a drug that is new in a release is in no older one."""
    files = copy.deepcopy(invented.files())
    files["drugs/pagein.toml"]["groups"] = ["exemplins"]
    member = ["member", "pagein", "exemplins"]
    assert [False, True, True] == [
        member in rows_of(files, release) for release in ("2024.1", "2026.2", "2026.2.1")
    ]


SAID = invented.corpus().drug("exemplin").statements[0]
#: Every field of a statement, with another value for it, and whether a verdict can change.
OTHERS: dict[str, tuple[object, bool]] = {
    "id": ("exemplin.other-1", True),
    "subject": ("acceptol", True),
    "verdict": ("avoid", True),
    "evidence": ("consensus", True),
    "source": ("panel-2017", True),
    "locator": ("page 9", False),
    "since": ("2010.1", False),
    "facts": (["fact-9"], False),
    "population": ("any-pmd", True),
    "circumstance": ("prolonged", True),
    "mechanisms": (["other-harm"], False),
    "monitoring": (["other-test"], False),
    "grade": ("9 of 9", False),
    "stated": ("2016-05", True),
    "read": ("abstract", True),
    "note": (invented.words("another"), False),
    "withdrawn": ("2026.2", True),
    "reason": (invented.words("another"), False),
    "reviewed": ({"by": "a clinic", "date": "2026-11-01"}, False),
    "local": (True, False),
}


@pytest.mark.parametrize("field", [field.name for field in attrs.fields(Statement)])
def test_the_digest_is_over_what_can_change_a_verdict(field: str) -> None:
    """An edit of a field that the rule looks at alters the digest; of any other it does not."""
    value, alters = OTHERS[field]
    files = copy.deepcopy(invented.files())
    if field == "subject":
        said = files["drugs/exemplin.toml"]["statements"].pop(0)
        files[f"drugs/{value}.toml"]["statements"].append(said)
    elif field == "local":
        found = invented.corpus(files, local=True)
        local = canonical(
            FIRST_MADE, found.drugs(), found.groups(), found.sources, found.terms("conditions")
        )
        assert digest(rows_of(files)) == digest(local)
        return
    else:
        files["drugs/exemplin.toml"]["statements"][0][field] = value
    assert alters == (digest(rows_of(invented.files())) != digest(rows_of(files)))


@pytest.mark.parametrize(("field", "value"), [("rank", "chapter"), ("read", "second-hand")])
def test_the_standing_of_a_source_is_part_of_the_digest(field: str, value: str) -> None:
    """A source that ranks otherwise, or was read otherwise, can change a verdict."""
    files = copy.deepcopy(invented.files())
    files["sources.toml"]["sources"][0][field] = value
    assert digest(rows_of(invented.files())) != digest(rows_of(files))


WHOLE = invented.corpus()
ORDERED = rows_of(invented.files())


@given(st.permutations(list(WHOLE.drugs())), st.permutations(list(WHOLE.groups())), st.booleans())
def test_the_order_of_the_files_does_not_matter(
    drugs: list[Drug], groups: list[Group], backwards: bool
) -> None:
    """Drugs, groups and statements may stand in any order."""
    step = -1 if backwards else 1
    mixed = (attrs.evolve(drug, statements=drug.statements[::step]) for drug in drugs)
    again = canonical(FIRST_MADE, mixed, groups, WHOLE.sources, WHOLE.terms("conditions"))
    assert ORDERED == again


def _plain(rows: list[list[object]]) -> str:
    """Write rows as JSON by hand: no spaces, and nothing but ASCII."""

    def cell(value: object) -> str:
        if value is None:
            return "null"
        units = str(value).encode("utf-16-be")
        pairs = [units[at : at + 2] for at in range(0, len(units), 2)]
        short = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
        short |= {"\b": "\\b", "\f": "\\f"}
        shown = (chr(int.from_bytes(pair)) for pair in pairs)
        return (
            '"'
            + "".join(short.get(c) or (c if " " <= c <= "~" else f"\\u{ord(c):04x}") for c in shown)
            + '"'
        )

    return "[" + ",".join("[" + ",".join(map(cell, row)) + "]" for row in rows) + "]"


@given(st.lists(st.lists(CELLS, max_size=3), max_size=3))
def test_the_digest_is_a_plain_sha_256(rows: list[list[object]]) -> None:
    """Anyone can recompute it: SHA-256 over the rows as JSON in ASCII without spaces."""
    expected = hashlib.sha256(_plain(rows).encode("ascii")).hexdigest()
    assert expected == digest(rows)
    assert re.fullmatch("[0-9a-f]{64}", expected)


@pytest.mark.parametrize("change", [lambda rows: rows[1:], lambda rows: [*rows, rows[0]]])
def test_a_row_more_or_less_is_another_digest(
    change: Callable[[list[list[object]]], list[list[object]]],
) -> None:
    """Nothing can come or go unseen."""
    rows = rows_of(invented.files())
    assert digest(rows) != digest(change(rows))


# The seal of a statement: what its reviewer was shown

NOTE = Words(en="with food", fr="avec un repas", nl="bij het eten")
SAID = statement(note=NOTE, monitoring=("lactate",))
FROM = Source(
    id=SourceId("authority-whole"),
    title="t",
    rank=SourceRank.AUTHORITY,
    read=ReadExtent.PART,
    date="2016",
)


def test_the_seal_is_ten_letters_of_a_plain_digest() -> None:
    """Every field that says something is in it by name, in this order; nothing else is."""
    rows = [
        ["id", "inventol.0"],
        ["subject", "inventol"],
        ["verdict", "caution"],
        ["evidence", "consensus"],
        ["population", "any-pmd"],
        ["monitoring", ["lactate"]],
        ["source", "authority-whole"],
        ["locator", "page 1"],
        ["stated", "2016"],
        ["note", ["with food", "avec un repas", "bij het eten"]],
        ["date", "2016"],
        ["rank", "authority"],
        ["read", "part"],
    ]
    plain = json.dumps(rows, separators=(",", ":")).encode()
    first = hashlib.sha256(plain).hexdigest()[:10]
    letters = "".join(chr(ord("a") + int(digit, 16)) for digit in first)
    assert letters == seal(SAID, FROM)


@pytest.mark.parametrize("field", ["id", "locator", "stated", "note", "monitoring"])
def test_a_seal_breaks_with_the_statement(field: str) -> None:
    """What the reviewer was shown cannot be changed under the review."""
    nothing: Any = () if field == "monitoring" else None
    other = attrs.evolve(SAID, **{field: nothing})
    assert seal(SAID, FROM) != seal(other, FROM)


@pytest.mark.parametrize(
    ("field", "value"), [("date", "2017"), ("rank", SourceRank.PAGE), ("read", ReadExtent.WHOLE)]
)
def test_a_seal_breaks_with_the_standing_of_the_source(field: str, value: Any) -> None:
    """A source that is dated, ranked or read otherwise was not what the reviewer saw."""
    assert seal(SAID, FROM) != seal(SAID, attrs.evolve(FROM, **{field: value}))


def test_the_place_in_the_list_breaks_no_seal() -> None:
    """Since when it is in the list, and what is done with it later, is not what was reviewed."""
    moved = attrs.evolve(
        SAID, since=ReleaseId("2020.1"), withdrawn=ReleaseId("2026.2"), facts=("x",)
    )
    assert seal(SAID, FROM) == seal(moved, attrs.evolve(FROM, title="another"))
