"""Answers in a form that two lists can be compared by."""

from __future__ import annotations

from typing import Any

import mitosafe


def essence(answer: mitosafe.Answer) -> tuple[Any, ...]:
    """Return all of an answer but whether its rows are a hospital's own."""
    return (
        answer.outcome,
        answer.level,
        answer.unread,
        answer.seen,
        [match.name for match in answer.not_assessed],
        [match.name for match in answer.ambiguous],
        [
            (
                f.drug.id, f.drug.names, f.conditions, f.worst, f.accepted, f.contested_in,
                [s.id for s in f.statements],
                [(r.statement.id, r.by.id) for r in f.retired],
                [(b.source, b.note) for b in f.background],
            )
            for f in answer.findings
        ],
    )  # fmt: skip
