"""The extra `pdf` alone: the printable sheet as PDF."""

from __future__ import annotations

from mitosafe import Dataset, sheet
from mitosafe.sheet import pdf


def test_a_sheet_is_a_pdf() -> None:
    """The sheet of a medicine is made into a file that viewers know."""
    assert pdf.of(sheet.sheet(Dataset.packaged(), ["valproate"])).startswith(b"%PDF-")
