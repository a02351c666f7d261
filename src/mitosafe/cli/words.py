"""Wordings of a level that a table has room for."""

from __future__ import annotations

from rich.text import Text

from mitosafe.answers.document import Writer
from mitosafe.cli.terminal import badge
from mitosafe.judge import Judgement

#: The mark of a row of which sources disagree.
CONTESTED = "≠"


def condition(writer: Writer, judgement: Judgement) -> str:
    """Say under which conditions the level holds, and what holds otherwise."""
    if judgement.worst is None:
        said = writer.word("outcomes", judgement.outcome.value)
        if not judgement.accepted or any(c.general for c in judgement.accepted):
            return said
        return f"{said}: " + "; ".join(map(writer.condition, judgement.accepted))
    tiers = writer.tiers(judgement)
    if not tiers:
        return ""
    (_, worst), *less = tiers
    lines = ["; ".join(worst)]
    lines += [f"{writer.level(level)} {'; '.join(said)}" for level, said in less]
    return "\n".join([*lines, f"{writer.phrase('otherwise')}: {writer.after(judgement)}"])


def cell(writer: Writer, judgement: Judgement) -> Text:
    """Give a level with its condition, and the mark where sources disagree, for one cell."""
    said = Text().append_text(badge(judgement.worst, writer.level(judgement.worst)))
    mark = f" {CONTESTED} {writer.phrase('contested')}" if judgement.contested_in else ""
    where = condition(writer, judgement)
    return said.append(mark).append(f"\n{where}" if where else "")
