"""The extra `frames` with pandas alone."""

from __future__ import annotations

import pandas

from mitosafe import frames


def test_a_column_is_annotated_and_summed_up() -> None:
    """Levels stand beside the medicines, a bar can be shown, and the summary shows itself."""
    stays = pandas.DataFrame({"drug": ["Depakine 500 mg", None, "zzyzx"]})
    found = frames.annotate(stays, "drug", progress=True)
    assert found["outcome"].tolist() == ["listed", "empty", "unrecognised"]
    assert frames.screen(stays, "drug").markdown()
