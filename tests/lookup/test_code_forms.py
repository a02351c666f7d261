"""How codes are written: what is read, what is refused, and with which reason."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mitosafe.lookup import code_forms as forms
from mitosafe.lookup.code_forms import CHECK_DIGIT, WRONG_FORM, Form, Malformed

RXNORM, DIN = forms.whole_number(8), forms.whole_number(8, 8)


@pytest.mark.parametrize(
    ("given_code", "expected"),
    [
        (" 40254 ", "40254"),
        ("40254.0", "40254"),
        ("40254.00", "40254"),
        ("40254.5", "40254.5"),
        ("n03 ag01", "N03AG01"),
        ("3400\u00a0934\u200b1", "34009341"),
        ("\u0664\u0660.0", "\u0664\u0660.0"),
    ],
)
def test_a_code_is_tidied(given_code: str, expected: str) -> None:
    """Blanks go, letters become capitals, and a whole number loses the point of a data frame."""
    assert expected == forms.tidy(given_code)


@pytest.mark.parametrize(
    ("form", "code", "readings"),
    [
        (RXNORM, "0040254", ("40254",)),
        (DIN, "1686", ("00001686",)),
        (DIN, "00001686", ("00001686",)),
        (forms.anything, "x y", ("x y",)),
        (forms.atc, "N03AG01", ("N03AG01",)),
        (forms.atc, "N03", ("N03",)),
        (forms.unii, "614OI1Z5WI", ("614OI1Z5WI",)),
        (forms.cas, "99-66-1", ("99-66-1",)),
        (forms.rvg, "RVG018617", ("18617",)),
        (forms.rvg, "18617", ("18617",)),
        (forms.rvg, "117616//17569", ("117616", "17569")),
        (forms.rvg, "19475=11330", ("19475", "11330")),
        (forms.cis, "60004932", ("60004932",)),
        (forms.cip, "3004912", ("3004912",)),
        (forms.cip, "3400930049129", ("3004912",)),
        (forms.ndc, "0071-0155-23", ("000710155",)),
        (forms.ndc, "12345-678-90", ("123450678",)),
        (forms.ndc, "12345-6789-0", ("123456789",)),
        (forms.ndc, "12345-6789-01", ("123456789",)),
        (forms.ndc, "0071-0155", ("000710155",)),
        (forms.ndc, "00071015523", ("000710155",)),
        (forms.ndc, "0071015523", ("000710155", "007100155", "007101552")),
        (forms.ndc, "710155230", ("710155230", "007101552")),
        (forms.ndc, "71015523", ("071015523", "710150523", "000710155")),
        (forms.sctid, "387207008", ("387207008",)),
        (forms.sctid, "10060711000001105", ("10060711000001105",)),
    ],
)
def test_a_code_is_read(form: Form, code: str, readings: tuple[str, ...]) -> None:
    """Lost zeros and hyphens are put back, in each place where they may have been."""
    assert readings == form(code)


@pytest.mark.parametrize(
    ("form", "code", "reason"),
    [
        (RXNORM, "", WRONG_FORM),
        (RXNORM, "0", WRONG_FORM),
        (RXNORM, "123456789", WRONG_FORM),
        (RXNORM, "N03AG01", WRONG_FORM),
        (RXNORM, "\u0664\u0660\u0662", WRONG_FORM),
        (forms.atc, "N0", WRONG_FORM),
        (forms.atc, "N03AG01X", WRONG_FORM),
        (forms.atc, "N03A\u00c9", WRONG_FORM),
        (forms.unii, "614OI1Z5W", WRONG_FORM),
        (forms.cas, "99-66", WRONG_FORM),
        (forms.cas, "\u0669\u0669-66-1", WRONG_FORM),
        (forms.cas, "99-66-2", CHECK_DIGIT),
        (forms.rvg, "EU/1/97/030/085", WRONG_FORM),
        (forms.rvg, "\u0661\u0668617", WRONG_FORM),
        (forms.cis, "50004932", WRONG_FORM),
        (forms.cis, "6000493", WRONG_FORM),
        (forms.cip, "30049", WRONG_FORM),
        (forms.cip, "3401930049129", WRONG_FORM),
        (forms.cip, "3400930049128", CHECK_DIGIT),
        (forms.ndc, "1234567", WRONG_FORM),
        (forms.ndc, "123456789012", WRONG_FORM),
        (forms.ndc, "123-4567-89", WRONG_FORM),
        (forms.ndc, "\u0661\u0662345-678-90", WRONG_FORM),
        (forms.sctid, "12345", WRONG_FORM),
        (forms.sctid, "0387207008", WRONG_FORM),
        (forms.sctid, "1" * 19, WRONG_FORM),
        (forms.sctid, "387207009", CHECK_DIGIT),
        # What a column of floating-point numbers makes of 10060711000001105.
        (forms.sctid, str(int(float("10060711000001105"))), CHECK_DIGIT),
    ],
)
def test_what_has_not_the_form_is_refused(form: Form, code: str, reason: str) -> None:
    """A malformed code is told apart from one whose check digit does not fit."""
    with pytest.raises(Malformed) as raised:
        form(code)
    assert reason == raised.value.reason


@given(st.integers(10**5, 10**17 - 1))
def test_one_check_digit_fits(number: int) -> None:
    """Of the ten last digits of an identifier of SNOMED CT exactly one fits."""

    def fits(last: int) -> bool:
        try:
            return bool(forms.sctid(f"{number}{last}"))
        except Malformed:
            return False

    assert 1 == sum(map(fits, range(10)))


@given(st.integers(10**6, 10**7 - 1))
def test_a_pack_has_one_long_code(number: int) -> None:
    """Each CIP of seven digits has one of thirteen, which is read back to it."""
    found: list[str] = []
    for last in range(10):
        with contextlib.suppress(Malformed):
            found += forms.cip(f"34009{number}{last}")
    assert [str(number)] == found
