"""The extra `frames` with PyArrow alone."""

from __future__ import annotations

import pyarrow

from mitosafe import frames


def test_a_column_is_annotated_and_summed_up() -> None:
    """Levels stand beside the medicines, and the summary shows itself."""
    stays = pyarrow.table({"drug": ["Depakine 500 mg", None, "zzyzx"]})
    found = frames.annotate(stays, "drug")
    assert found["outcome"].to_pylist() == ["listed", "empty", "unrecognised"]
    assert frames.screen(stays, "drug").as_dict()
