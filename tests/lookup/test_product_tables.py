"""Product tables: there and back, and what the package ships."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mitosafe import CodeOrigin
from mitosafe.lookup import product_tables
from mitosafe.lookup.product_tables import KINDS, MAGIC, PACKAGED, ProductTable, Row, compiled
from mitosafe.lookup.systems import SYSTEMS

FACTS = {
    "system": "invented",
    "title": "Invented products",
    "publisher": "nobody",
    "licence": "none",
    "origins": [["made", "2020", "product", True], ["made", "2026-01", "pack", False]],
}
#: Codes with two digits and five letters or digits, as ATC has them.
LETTERED = st.from_regex(r"[A-Z][0-9]{2}[A-Z]{2}[0-9]{2}", fullmatch=True)
ROWS = st.builds(
    Row,
    st.lists(st.sampled_from(["a", "b", "c-d", "é"]), unique=True, max_size=3).map(
        lambda names: tuple(sorted(names))
    ),
    st.booleans(),
    st.integers(0, 1),
)


@given(st.dictionaries(st.integers(1, 2**63).map(str), ROWS))
def test_numbers_there_and_back(rows: dict[str, Row]) -> None:
    """What is compiled is what is read, code by code, and nothing else is there."""
    table = ProductTable(compiled(FACTS, rows))
    assert rows == dict(table)
    assert len(rows) == len(table) == table.head.codes
    assert rows == {code: table.get(code) for code in rows}
    assert all(table.get(str(int(code) + 1)) == rows.get(str(int(code) + 1)) for code in rows)


@given(st.dictionaries(LETTERED, ROWS, min_size=1))
def test_letters_there_and_back(rows: dict[str, Row]) -> None:
    """Codes with letters are numbers in base 36, and come back as they were."""
    table = ProductTable(compiled({**FACTS, "base": 36, "width": 7}, rows))
    assert rows == dict(table)
    assert sorted(rows) == [code for code, _ in table]


def test_lost_zeros_are_written_again() -> None:
    """A code that begins with zeros is written with them."""
    rows = {"00000042": Row(("a",), False, 0)}
    assert rows == dict(ProductTable(compiled({**FACTS, "width": 8}, rows)))


def test_the_same_rows_give_the_same_bytes() -> None:
    """The order in which rows come does not matter."""
    rows = {"7": Row(("a",), False, 0), "5": Row((), True, 1), "6": Row(("a",), False, 1)}
    assert compiled(FACTS, rows) == compiled(FACTS, dict(reversed(rows.items())))


def test_where_a_row_is_from() -> None:
    """A row tells table, date, what the code is of, and that only an older table has it."""
    table = ProductTable(compiled(FACTS, {"7": Row(("a",), False, 0), "8": Row(("a",), False, 1)}))
    older, newer = (table.origin(code, row) for code, row in table)
    assert (
        CodeOrigin(
            system="invented", code="7", kind="product", table="made", date="2020", older=True
        )
        == older
    )
    assert ("8", "pack", "2026-01", False) == (newer.code, newer.kind, newer.date, newer.older)
    assert ("2020", "2026-01") == table.head.dates


def test_another_file_is_refused() -> None:
    """What does not begin as a table does is no table."""
    with pytest.raises(ValueError, match="not a table of codes"):
        ProductTable(b"PK\x03\x04")


def test_the_form_is_as_documented() -> None:
    """The first line names the form, the second is JSON that says what is in the table."""
    data = compiled(FACTS, {"5": Row(("a", "b"), True, 1)})
    assert data.startswith(MAGIC)
    told = json.loads(data.split(b"\n", 2)[1])
    assert {**FACTS, "codes": 1, "lengths": [1, 1, 1, 5]} == told


@pytest.mark.parametrize("name", PACKAGED)
def test_what_the_package_ships(name: str) -> None:
    """Each packaged table says whence it is, and each of its codes is read by its own form."""
    table = product_tables.table(name)
    assert table is product_tables.table(name)
    assert table.head == product_tables.head(name)
    assert table.head.codes == len(table)
    assert table.head.publisher
    assert table.head.licence
    assert {kind for _, _, kind, _ in table.head.origins} <= set(KINDS)
    rows = list(table)
    form = SYSTEMS[name].form
    for code, row in rows[:: max(1, len(rows) // 2_000)]:
        # A bare NDC of nine digits is one of several readings; it is the first.
        assert code == form(code)[0]
        assert row.subjects or row.partly
        assert row == table.get(code)


def test_no_other_table() -> None:
    """A system without an open table has no file."""
    with pytest.raises(FileNotFoundError):
        product_tables.table("gpk")


def test_what_the_text_tables_say() -> None:
    """Each text table beside the packaged one says the same, where the repository is."""
    folder = Path(__file__).parents[2] / "src" / "mitosafe" / "data" / "codes"
    text = gzip.decompress((folder / "snomed.tsv.gz").read_bytes()).decode("utf-8")
    table = product_tables.table("snomed")
    lines = text.splitlines()[1:]
    assert len(table) == len(lines)
    for line in lines:
        code, subjects, partly, origin = line.split("\t")
        assert Row(tuple(subjects.split("+")), bool(partly), int(origin)) == table.get(code)
