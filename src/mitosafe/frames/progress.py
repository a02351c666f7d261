"""A progress bar on standard error, for columns of many distinct values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from mitosafe.errors import needed

with needed("progress bars", "frames"):
    from rich.console import Console
    from rich.progress import Progress

Row = TypeVar("Row")


def shown(
    collect: Callable[[], Sequence[tuple[object, int]]], answer: Callable[[object, int], Row]
) -> list[Row]:
    """Collect the distinct values and answer each, with a bar.

    Args:
        collect: Reads the distinct values; how long that takes is not known.
        answer: Answers one.

    Returns:
        The answers, in the order of the values.
    """
    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("reading the distinct values", total=None)
        asked = collect()
        bar.update(task, description="answering them", total=len(asked))
        return [answer(*one) for one in bar.track(asked, task_id=task)]
