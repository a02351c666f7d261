"""What a code stands for, or why it is not understood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mitosafe
from mitosafe import CodeConflict, CodeFault, CodeOrigin, CodeReason, Outcome
from mitosafe.lookup.codes import CodeBook, Meaning
from mitosafe.lookup.product_tables import Row
from mitosafe.lookup.systems import SYSTEMS

#: Codes of an invented list: two drugs, of which one is in the tables too, and a group.
LINES = (
    "mitosafe\tMETFORMIN\tmetformin\tcode",
    "mitosafe\tEXEMPLIN\texemplin\tcode",
    "atc\tA10BA02\tmetformin\tcode",
    "atc\tA10\tsugars\tgroup-code",
    "drugbank\tDB1\texemplin\tcode",
    "unii\tab\texemplin\tcode",
)
BOOK = CodeBook(LINES)
#: What looks like a code: digits, and signs that stand in codes.
NEARLY = st.text("0123456789-/=. AN\u0664", max_size=20)


class Table:
    """An invented table of codes."""

    def __init__(self, **rows: Row) -> None:
        """Keep rows by their code, which is written with a letter before it."""
        self.rows = {code[1:]: row for code, row in rows.items()}

    def get(self, code: str) -> Row | None:
        """Return a row."""
        return self.rows.get(code)

    def origin(self, code: str, row: Row) -> CodeOrigin:
        """Return an invented origin."""
        return CodeOrigin(system="x", code=code, kind="product", table=f"mine {row.origin}")


def read(system: str, code: str, book: CodeBook = BOOK) -> Meaning:
    """Return what a code stands for, where it is understood."""
    found = book.read(system, code)
    assert isinstance(found, Meaning)
    return found


def test_the_code_of_a_product() -> None:
    """A product gives its ingredients, listed or not, and the table that says so."""
    found = read("cis", "60004932")
    assert ("metformin", "~vildagliptin") == found.subjects
    assert not found.partly
    assert ("cis", "60004932", "product", "bdpm", "2026-05") == (
        found.origin.system,
        found.origin.code,
        found.origin.kind,
        found.origin.table,
        found.origin.date,
    )


def test_listed_is_what_the_list_has() -> None:
    """The same table marks as not listed what another list does not have."""
    assert ("~metformin", "~vildagliptin") == read("cis", "60004932", CodeBook(())).subjects


def test_the_list_comes_first() -> None:
    """A code of the list itself is its own, in any form, before any table."""
    found = read("atc", "a10ba02")
    assert (("metformin",), "list", "ingredient") == (
        found.subjects,
        found.origin.table,
        found.origin.kind,
    )
    assert ("exemplin",) == read("unii", "ab").subjects


def test_a_mixture_of_atc_says_more_than_its_group() -> None:
    """A code that a table has is its medicines, if one is listed; else the group it begins like."""
    assert ("metformin", "~sitagliptin") == read("atc", "A10BD07").subjects
    assert (("sugars",), "group-code", "group") == (
        read("atc", "A10BH01").subjects,
        read("atc", "A10BH01").kind,
        read("atc", "A10BH01").origin.kind,
    )


def test_a_class_with_something_is_known_in_part() -> None:
    """`Captopril and diuretics` names no diuretic: captopril, and an ingredient not read."""
    assert (("~captopril",), True) == read("atc", "C09BA01")[1:3]


def test_dmd_under_the_address_of_snomed() -> None:
    """Codes of dm+d are identifiers of SNOMED CT, and stand under its address too."""
    assert read("dmd", "10060711000001105") == read("snomed", "10060711000001105")
    assert read("dmd", "108502004") == read("snomed", "108502004")


@pytest.mark.parametrize(
    ("system", "code", "reason", "like"),
    [
        ("rxnorm", "N03AG01", CodeReason.WRONG_FORM, ("atc",)),
        ("cip", "3400930049128", CodeReason.CHECK_DIGIT, ()),
        ("rxnorm", "99999999", CodeReason.UNKNOWN, ()),
        ("drugbank", "DB2", CodeReason.UNKNOWN, ()),
        ("gpk", "20664", CodeReason.NO_TABLE, ()),
        ("rxnorm", "1000012", CodeReason.NOTHING_READ, ()),
    ],
)
def test_why_not(system: str, code: str, reason: CodeReason, like: tuple[str, ...]) -> None:
    """A code that is not understood says why, and keeps what was given."""
    expected = CodeFault(system=system, code=code, reason=reason, like=like)
    assert expected == BOOK.read(system, code)


def test_readings_must_agree() -> None:
    """Ten digits without hyphens are understood where all readings that are known agree."""
    one, other = Row(("a",), False, 0), Row(("b",), False, 0)
    alone = BOOK.loaded_with("ndc", Table(_099887766=one))
    assert ("~a",) == read("ndc", "9988776655", alone).subjects
    agreed = BOOK.loaded_with("ndc", Table(_099887766=one, _998870766=one))
    assert ("~a",) == read("ndc", "9988776655", agreed).subjects
    apart = BOOK.loaded_with("ndc", Table(_099887766=one, _998870766=other))
    fault = apart.read("ndc", "9988776655")
    assert isinstance(fault, CodeFault)
    assert CodeReason.AMBIGUOUS == fault.reason


def test_a_loaded_table_comes_before_the_packaged_one() -> None:
    """What a hospital loaded counts before an open table; the last that was loaded first."""
    first = BOOK.loaded_with("gpk", Table(_20664=Row(("exemplin",), False, 1)))
    second = first.loaded_with("gpk", Table(_20664=Row(("metformin",), True, 2)))
    assert (("exemplin",), "mine 1") == (
        read("gpk", "20664", first).subjects,
        read("gpk", "20664", first).origin.table,
    )
    assert (("metformin",), True) == read("gpk", "020664", second)[1:3]
    # The book that was there stays as it was, and a code that no table has is unknown now.
    assert CodeReason.NO_TABLE == BOOK.read("gpk", "20664").reason  # type: ignore[union-attr]
    assert CodeReason.UNKNOWN == first.read("gpk", "7").reason  # type: ignore[union-attr]


@given(st.sampled_from([name for name in SYSTEMS if name != "name"]), st.text() | NEARLY)
def test_whatever_is_given_is_read_or_has_a_reason(system: str, code: str) -> None:
    """No text breaks the reading of a code: it has a meaning, or a fault that keeps the text."""
    found = BOOK.read(system, code)
    if isinstance(found, CodeFault):
        assert (system, code) == (found.system, found.code)
    else:
        assert found.subjects


def test_codes_are_counted() -> None:
    """The codes of the list itself are counted by system."""
    assert {"mitosafe": 2, "atc": 2, "drugbank": 1, "unii": 1} == BOOK.counts()


class TestAnswers:
    """What an answer says of a code."""

    @pytest.mark.parametrize(
        ("system", "code", "drug"),
        [
            ("rxnorm", "40254.0", "valproic-acid"),
            ("rxnorm", "860975", "metformin"),
            ("http://hl7.org/fhir/sid/ndc", "0071-0155-23", "atorvastatin"),
            ("ndc", "00071015523", "atorvastatin"),
            ("din", "1694", "lidocaine"),
            ("rvg", "RVG 100043", "levofloxacin"),
            ("dmd", "10060711000001105", "erythromycin"),
        ],
    )
    def test_a_product_finds_its_medicine(self, system: str, code: str, drug: str) -> None:
        """A code of a product leads to the listed medicine in it."""
        (finding,) = mitosafe.check(code, system=system).findings
        assert drug == finding.drug.id
        assert finding.matched.origin is not None

    def test_a_product_without_a_listed_medicine_is_not_assessed(self) -> None:
        """A known product whose ingredients are not listed is named as that."""
        answer = mitosafe.check("60004505", system="cis")
        assert Outcome.NOT_ASSESSED == answer.outcome
        assert [("~cabazitaxel",)] == [match.subjects for match in answer.not_assessed]
        assert "60004505 (cabazitaxel)" in answer.text()

    def test_a_part_that_was_not_read_is_named(self) -> None:
        """A product known in part answers what is known, and says that more was not read."""
        answer = mitosafe.check(" C09BA01", system="atc")
        assert ["captopril"] == [finding.drug.id for finding in answer.findings]
        assert ("C09BA01",) == answer.unread
        assert answer.code_fault is None
        assert "An ingredient of the product with this code was not read" in answer.text()
        assert answer.as_dict()["findings"][0]["matched"]["partly"] is True

    @pytest.mark.parametrize("reason", CodeReason)
    @pytest.mark.parametrize("language", ["en", "fr", "nl"])
    def test_every_reason_has_words(self, reason: CodeReason, language: str) -> None:
        """Each reason is said in each language."""
        assert mitosafe.Dataset.packaged().term("phrases", f"code-{reason}").words[language]

    def test_the_reason_is_shown(self) -> None:
        """A code that is not understood is shown with the reason, as text and as plain values."""
        answer = mitosafe.check("3400930049128", system="cip13")
        assert "check digit does not fit" in answer.text()
        expected = {
            "system": "cip",
            "code": "3400930049128",
            "reason": "check-digit",
            "like": [],
        }
        assert expected == answer.as_dict()["code_fault"]

    def test_the_table_is_shown(self) -> None:
        """By which table a medicine was found is said, with its date."""
        answer = mitosafe.check("860975", system="rxnorm")
        assert "rxnorm 860975; rxnorm-prescribe 2025-10-06" in answer.text(full=True)


class TestOneDrug:
    """`mitosafe.drug` is asked for one drug, by a code of the drug itself."""

    def test_the_code_of_a_product_is_not_that_of_a_drug(self) -> None:
        """A product in which one medicine is listed does not stand for that medicine."""
        assert "metformin" == mitosafe.drug("6809").id
        for code in ("860975", "1000000"):
            with pytest.raises(mitosafe.UnknownDrug):
                mitosafe.drug(code)


class TestCodeAndText:
    """A code and the text beside it are read as one entry."""

    def test_both_are_answered_and_the_conflict_is_named(self) -> None:
        """A linezolid product shown as amlodipine: the medicine of the code, and the other."""
        answer = mitosafe.check("J01XX08", system="atc", text="amlodipine 5 mg")
        assert ["linezolid"] == [finding.drug.id for finding in answer.findings]
        assert ["amlodipine"] == [match.name for match in answer.not_assessed]
        assert CodeConflict(code=("linezolid",), text=("~amlodipine",)) == answer.conflict
        assert answer.level is mitosafe.check("linezolid").level
        assert "linezolid ≠ amlodipine" in answer.text()
        told = answer.as_dict()
        assert ({"code": ["linezolid"], "text": ["~amlodipine"]}, "amlodipine 5 mg") == (
            told["conflict"],
            told["text_beside"],
        )

    @pytest.mark.parametrize(
        ("code", "text"),
        [
            ("J01GB03", "gentamicine"),
            ("J01GB03", "aminoglycosides"),
            ("J01GB03", "zzyzx"),
            ("A10BD07", "metformine"),
        ],
    )
    def test_where_they_agree(self, code: str, text: str) -> None:
        """The same medicine, its group, a part of a mixture or an unread text is no conflict."""
        answer = mitosafe.check(code, system="atc", text=text)
        assert answer.conflict is None
        assert answer.findings

    def test_a_group_beside_a_medicine_that_is_not_listed(self) -> None:
        """What is not listed has no groups here, and is another medicine."""
        answer = mitosafe.check("60004505", system="cis", text="aminoglycosides")
        assert CodeConflict(code=("~cabazitaxel",), text=("aminoglycosides",)) == answer.conflict

    def test_a_group_beside_another(self) -> None:
        """A code that stands for a group and the text of another group differ."""
        answer = mitosafe.check("J01G", system="atc", text="diuretics")
        assert CodeConflict(code=("aminoglycosides",), text=("diuretics",)) == answer.conflict

    def test_what_is_not_understood_of_either_is_named(self) -> None:
        """A code that no table has and a text that nobody knows are both handed back."""
        answer = mitosafe.check("99999999", system="rxnorm", text="zzyzx")
        assert Outcome.UNRECOGNISED == answer.outcome
        assert ("99999999", "zzyzx") == answer.unread
        assert answer.code_fault is not None
        known = mitosafe.check("99999999", system="rxnorm", text="metformin zzyzx")
        assert (["metformin"], ("99999999", "zzyzx")) == (
            [finding.drug.id for finding in known.findings],
            known.unread,
        )
        shown = known.text()
        assert "Code that no table here has: 99999999\n" in shown
        assert "Not understood: zzyzx\n" in shown

    def test_where_one_is_missing(self) -> None:
        """Of a code without a text, and a text without a code, the other is the answer."""
        alone = mitosafe.check("metformin")
        assert alone == mitosafe.check(None, system="atc", text="metformin")
        code = mitosafe.check("A10BA02", system="atc")
        assert code == mitosafe.check("A10BA02", system="atc", text=" ")
        assert code == mitosafe.check("A10BA02", system="atc", text=None)

    def test_a_text_that_is_none(self) -> None:
        """What is no text is named, and shown as none among the plain values."""
        answer = mitosafe.check("A10BA02", system="atc", text=5)
        assert ("5",) == answer.unread
        assert answer.as_dict()["text_beside"] is None
        assert "Not understood: 5" in answer.text()
