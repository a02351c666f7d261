"""What is wrong with the form of an ATC code is said; a code that has the form may not exist."""

from __future__ import annotations

import pytest

from mitosafe.lookup.atc import atc_fault


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        *(
            (code, None)
            for code in ("N", "N03", "N03A", "N03AG", "N03AG01", " n03ag01\n", "V99ZZ99")
        ),
        ("QN03AG01", "veterinary"),
        ("qj01", "veterinary"),
        ("Q", "group"),
        ("E03AG01", "group"),
        ("N03AGO1", "letter-for-digit"),
        ("NO3AG01", "letter-for-digit"),
        ("N03A601", "digit-for-letter"),
        ("103AG01", "digit-for-letter"),
        ("1O3AG01", "form"),
        ("J01GB0", "length"),
        ("J0", "length"),
        ("N03AG012", "length"),
        ("", "form"),
        ("N03-AG-01", "form"),
        ("N03 AG01", "form"),
        ("Ñ03AG01", "form"),
    ],
)
def test_the_fault_of_a_code(code: str, fault: str | None) -> None:
    """A wrong letter, a wrong length, another sign, and a veterinary code are told apart."""
    assert fault == atc_fault(code)
