"""The extra `frames` with DuckDB, which hands its values over as Arrow."""

from __future__ import annotations

import duckdb

from mitosafe import frames


def test_a_column_is_annotated_and_summed_up() -> None:
    """Levels stand beside the medicines, and the summary shows itself."""
    stays = duckdb.sql("SELECT * FROM (VALUES ('Depakine 500 mg'), (NULL), ('zzyzx')) t(drug)")
    assert stays is not None
    found = frames.annotate(stays, "drug").order("outcome").fetchall()
    assert [row[1] for row in found] == ["empty", "listed", "unrecognised"]
    assert frames.screen(stays, "drug").html()
