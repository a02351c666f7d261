"""Pictures of the list and of a column of medicines, for notebooks; extra `plots`.

Every chart is an Altair chart and holds its data: it can be shown offline, changed
and saved. Its heading carries the release and the warnings, and no level is told by
its colour alone.

    >>> from mitosafe import plots
    >>> chart = plots.drug_over_releases("carbamazepine")
    >>> chart.title.text
    'carbamazepine'
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from mitosafe.answers.dataset import Dataset
from mitosafe.answers.document import Writer
from mitosafe.answers.packaged import dataset as packaged_dataset
from mitosafe.errors import needed
from mitosafe.judge import Judgement, reviews_behind
from mitosafe.model import Level, Outcome, Release, Review
from mitosafe.render import language as checked_language

with needed("charts", "plots"):
    import altair

if TYPE_CHECKING:
    from mitosafe.answers.answer import Lexicon

#: The colours of the levels on paper and screen, as the HTML rendering has them.
COLOURS = {Level.RED: "#a40e26", Level.ORANGE: "#ffb35c", Level.YELLOW: "#ffe066"}
_NO_COLOUR = "#9aa0a6"


class Counted(Protocol):
    """Rows that were counted by level, as `mitosafe.frames.screen` does."""

    @property
    def rows(self) -> int:
        """How many rows there were."""

    @property
    def by_level(self) -> Mapping[Level | None, int]:
        """How many rows have each level."""

    @property
    def release(self) -> Release:
        """The release that was asked."""

    @property
    def reviews(self) -> tuple[Review, ...]:
        """The reviews of every statement behind the levels."""

    @property
    def lexicon(self) -> Lexicon:
        """The list that was asked."""


def entries_by_level(screening: Counted, language: str = "en") -> altair.Chart:
    """Show how many rows of a column have each level.

    Args:
        screening: What `mitosafe.frames.screen` gave.
        language: Of the words: `en`, `fr` or `nl`.

    Returns:
        A bar for each level and one for rows without a level.

    Raises:
        UnknownValue: If the language is none of them.
    """
    word = Writer(screening.lexicon, checked_language(language), full=True)
    counts = {word.level(level): count for level, count in screening.by_level.items()}
    rows = [{"level": level, "entries": count} for level, count in counts.items()]
    title = f"{screening.rows} {word.phrase('entries')}"
    chart: altair.Chart = (
        altair.Chart(
            altair.InlineData(values=rows),
            title=_title(title, screening.release, word, screening.reviews),
        )
        .mark_bar(stroke="black", strokeWidth=0.5)
        .encode(
            x=altair.X("entries:Q", title=word.phrase("entries")),
            y=altair.Y("level:N", title=word.phrase("level"), sort=list(counts)),
            color=altair.Color("level:N", scale=_scale(word), legend=None),
            tooltip=["level:N", "entries:Q"],
        )
    )
    return chart


def list_over_releases(*, dataset: Dataset | None = None, language: str = "en") -> altair.Chart:
    """Show how many medicines of the list have each level, over the releases.

    Args:
        dataset: The list; none for the packaged one.
        language: Of the words: `en`, `fr` or `nl`.

    Returns:
        A stacked bar for each release.

    Raises:
        UnknownValue: If the language is none of them.
    """
    data = packaged_dataset() if dataset is None else dataset
    word = Writer(data, checked_language(language), full=True)
    rows: list[dict[str, Any]] = []
    judged: list[Judgement] = []
    for release in data.releases():
        view = data.view(release.id)
        judged += (found := [view.judgement(drug) for drug in data.everything()])
        levels = [judgement.worst for judgement in found]
        rows.extend(
            {"release": release.id, "level": word.level(level), "medicines": levels.count(level)}
            for level in reversed(Level)
        )
    title = _title(word.phrase("list-title"), data.release(), word, reviews_behind(judged))
    chart: altair.Chart = (
        altair.Chart(altair.InlineData(values=rows), title=title)
        .mark_bar(stroke="black", strokeWidth=0.5)
        .encode(
            x=altair.X("release:O", title=word.phrase("release")),
            # What is counted is the title of the chart.
            y=altair.Y("medicines:Q", title=None),
            color=altair.Color(
                "level:N", scale=_scale(word, len(COLOURS)), title=word.phrase("level")
            ),
            tooltip=["release:O", "level:N", "medicines:Q"],
        )
    )
    return chart


def drug_over_releases(
    drug: str, *, dataset: Dataset | None = None, language: str = "en"
) -> altair.Chart:
    """Show what each release says of one medicine.

    Args:
        drug: Its id, a name or a code, as `mitosafe.drug` takes it.
        dataset: The list; none for the packaged one.
        language: Of the words: `en`, `fr` or `nl`.

    Returns:
        A point for each release, at its worst level and at the level that holds,
        where that differs.

    Raises:
        UnknownDrug: If nothing on the list has it.
        UnknownValue: If the language is none of them.
    """
    data = packaged_dataset() if dataset is None else dataset
    word = Writer(data, checked_language(language), full=True)
    found = data.drug(drug)
    rows: list[dict[str, Any]] = []
    judged: list[Judgement] = []
    for release in data.releases():
        judgement = data.view(release.id).judgement(found)
        judged.append(judgement)
        rows.append({"release": release.id, "said": _said(judgement, word), "of": "level-worst"})
        if judgement.level is not judgement.worst:
            rows.append({"release": release.id, "said": word.after(judgement), "of": "level-holds"})
    for row in rows:
        row["of"] = word.phrase(row["of"])
    chart: altair.Chart = (
        altair.Chart(
            altair.InlineData(values=rows),
            title=_title(found.names[language], data.release(), word, reviews_behind(judged)),
        )
        .mark_point(filled=True, size=120, opacity=1, stroke="black", strokeWidth=0.5)
        .encode(
            x=altair.X("release:O", title=word.phrase("release")),
            y=altair.Y("said:N", title=None, sort=_order(word)),
            shape=altair.Shape("of:N", title=None),
            color=altair.Color("said:N", scale=_scale(word), legend=None),
            tooltip=["release:O", "of:N", "said:N"],
        )
    )
    return chart


def _said(judgement: Judgement, word: Writer) -> str:
    if judgement.worst is None:
        return word.word("outcomes", judgement.outcome.value)
    return word.level(judgement.worst)


def _order(word: Writer) -> Sequence[str]:
    silent = (Outcome.ACCEPTABLE, Outcome.NOT_ASSESSED)
    return [
        *(word.level(level) for level in reversed(Level)),
        word.level(None),
        *(word.word("outcomes", outcome.value) for outcome in silent),
    ]


def _scale(word: Writer, most: int | None = None) -> altair.Scale:
    """Return each wording its colour; `most` leaves out those that are no level."""
    names = _order(word)[:most]
    colours = [COLOURS[level] for level in reversed(Level)]
    rest = [_NO_COLOUR] * (len(names) - len(colours))
    return altair.Scale(domain=list(names), range=[*colours, *rest])


def _title(
    text: str, release: Release, word: Writer, reviews: tuple[Review, ...]
) -> altair.TitleParams:
    """Return a heading with the release, the review status and what absence does not mean."""
    lines = [line.text for line in word.closing(release, reviews)]
    made = f"{word.phrase('release')} {lines[0]}"
    return altair.TitleParams(text=text, subtitle=[made, *lines[1:3]], anchor="start")


__all__ = ["COLOURS", "drug_over_releases", "entries_by_level", "list_over_releases"]
