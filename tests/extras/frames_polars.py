"""The extra `frames` with Polars alone."""

from __future__ import annotations

import polars
import pytest

from mitosafe import MissingExtra, frames

STAYS = polars.DataFrame({"drug": ["Depakine 500 mg", None, "zzyzx"], "polg": [True, None, False]})


@pytest.mark.parametrize("frame", [STAYS, STAYS.lazy()], ids=["eager", "lazy"])
def test_a_column_is_annotated_and_summed_up(frame: polars.DataFrame | polars.LazyFrame) -> None:
    """Levels stand beside the medicines, and the summary shows itself."""
    found = frames.annotate(frame, "drug", patient_columns=["polg"], progress=True).lazy()
    expected = {"empty", "listed", "unrecognised"}
    assert set(found.collect()["outcome"]) == expected
    assert frames.screen(frame, "drug").text("fr")


def test_a_chart_names_its_extra() -> None:
    """What draws is another extra, and is named."""
    with pytest.raises(MissingExtra, match="plots"):
        frames.screen(STAYS, "drug").plot()
