"""`mitosafe codes`, and codes that `mitosafe check` is asked."""

from __future__ import annotations

import json

from tests.conftest import Run


def test_systems_codes_dates_and_licences(run_shipped: Run) -> None:
    """Each system is shown with how many codes, of which dates, under which licence."""
    done = run_shipped("codes", columns=200)
    assert 0 == done.exit_code
    row = next(line for line in done.stdout.splitlines() if line.startswith("rxnorm"))
    assert "2020 to 2026" in row
    assert "U.S. National Library of Medicine, public domain" in row
    row = next(line for line in done.stdout.splitlines() if line.startswith("gpk"))
    assert "no open table; load your own" in row
    row = next(line for line in done.stdout.splitlines() if line.startswith("unii"))
    assert "no open table" not in row


def test_as_plain_values(run_shipped: Run) -> None:
    """For a program: every name of a system, and each table with its number of codes."""
    told = json.loads(run_shipped("codes", "--json").stdout)
    by_name = {row["system"]: row for row in told["systems"]}
    assert "2.16.840.1.113883.6.88" in by_name["rxnorm"]["aliases"]
    assert by_name["rxnorm"]["list"] > 500
    assert ["snomed", "dmd"] == [table["table"] for table in by_name["snomed"]["tables"]]
    assert by_name["din"]["tables"][0]["codes"] > 10_000
    assert "name" not in by_name


def test_the_code_of_a_product_is_checked(run_shipped: Run) -> None:
    """`mitosafe check --system rxnorm 860975` finds the medicine of the product."""
    done = run_shipped("check", "--system", "rxnorm", "860975", columns=200)
    assert 0 == done.exit_code
    assert "metformin" in done.stdout
