"""The extra `frames` alone, without any engine: what is no frame is refused."""

from __future__ import annotations

import pytest

from mitosafe import WrongType, frames


def test_what_is_no_frame_is_refused() -> None:
    """The door opens, and names the engines that it takes."""
    with pytest.raises(WrongType, match="a data frame of pandas, Polars"):
        frames.annotate([{"drug": "valproate"}], "drug")
