"""The extra `parquet` alone: a Parquet file is screened on the command line."""

from __future__ import annotations

from pathlib import Path

import pyarrow
import pytest
from pyarrow import parquet

from mitosafe.__main__ import main


def test_a_parquet_file_is_screened(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`screen` reports it."""
    path = tmp_path / "stays.parquet"
    parquet.write_table(pyarrow.table({"drug": ["valproate", None, "zzyzx"]}), path)
    with pytest.raises(SystemExit) as ended:
        main(["screen", str(path), "--column", "drug"])
    assert ended.value.code == 0
    assert "zzyzx" in capsys.readouterr().out
