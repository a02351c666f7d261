"""The extra `plots` alone: charts of the list."""

from __future__ import annotations

from mitosafe import plots


def test_charts_of_the_list_are_drawn() -> None:
    """They hold their data as plain values."""
    assert plots.drug_over_releases("carbamazepine").to_dict()["datasets"]
    assert plots.list_over_releases(language="nl").to_dict()["datasets"]
