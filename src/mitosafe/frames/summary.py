"""What the list says of a whole column: by level, by drug, and what was not understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn

import attrs
import narwhals.stable.v2 as nw

from mitosafe.answers.answer import Answer, Lexicon
from mitosafe.answers.dataset import Dataset
from mitosafe.answers.document import Writer
from mitosafe.answers.rows import storable
from mitosafe.frames import engines, report
from mitosafe.frames.inputs import KEY, STATE, Opened, PatientColumns, conditions, keyed, numbered
from mitosafe.frames.resolve import Resolver, answered
from mitosafe.judge import Judgement, reviews_behind
from mitosafe.model import Drug, Group, Level, Outcome, Release, Review, worst_of
from mitosafe.render import html, markdown, text
from mitosafe.render import language as checked_language
from mitosafe.render.blocks import Block

if TYPE_CHECKING:
    import altair

_ROWS = "mitosafe_rows"


@attrs.frozen(kw_only=True)
class DrugCount:
    """How many rows name a drug or group of the list."""

    drug: Drug | Group
    #: The worst of the levels that held in a row.
    level: Level | None
    #: The worst level that could still apply in a row.
    worst: Level | None
    rows: int


@attrs.frozen(kw_only=True)
class Unresolved:
    """A value of which something was not understood, and how many rows have it."""

    value: str
    outcome: Outcome
    #: What in it was not understood, and ambiguous names.
    unread: tuple[str, ...]
    rows: int


@attrs.frozen(kw_only=True)
class Screening:
    """The summary of a column of medicines in one release.

    Examples:
        >>> import pandas
        >>> drugs = pandas.DataFrame({"drug": ["valproate", "zzyzx", "zzyzx", None]})
        >>> found = screen(drugs, "drug")
        >>> found.rows, found.by_worst[Level.RED], found.unresolved[0].rows
        (4, 1, 2)
    """

    #: All rows, those without a value among them.
    rows: int
    #: Rows by outcome; every outcome is there.
    by_outcome: Mapping[Outcome, int]
    #: Rows by the level that holds; None counts those without a level.
    by_level: Mapping[Level | None, int]
    #: Rows by the worst level that could still apply.
    by_worst: Mapping[Level | None, int]
    #: Drugs and groups found, the most frequent first.
    by_drug: tuple[DrugCount, ...]
    #: Values not wholly understood, the most frequent first.
    unresolved: tuple[Unresolved, ...]
    release: Release
    #: The reviews of every statement behind the levels; none as long as one is not reviewed.
    reviews: tuple[Review, ...] = ()
    _lexicon: Lexicon = attrs.field(alias="lexicon", eq=False, repr=False)

    @property
    def lexicon(self) -> Lexicon:
        """The list that gave the answers."""
        return self._lexicon

    def text(self, language: str = "en") -> str:
        """Return it as plain text for a terminal.

        Args:
            language: `en`, `fr` or `nl`.

        Returns:
            Lines of text, ending with the release and the warnings.

        Raises:
            UnknownValue: If the language is none of them.
        """
        return text.render(self._blocks(language))

    def markdown(self, language: str = "en") -> str:
        """Return it as Markdown; the argument and errors are those of `text`."""
        return markdown.render(self._blocks(language))

    def html(self, language: str = "en") -> str:
        """Return it as one HTML element; the argument and errors are those of `text`."""
        return html.render(self._blocks(language), language)

    def _repr_html_(self) -> str:
        """Show it in a notebook, in English."""
        return self.html()

    def as_dict(self, language: str = "en") -> dict[str, Any]:
        """Return it as plain values that JSON can hold.

        Args:
            language: The language of the names and warnings.

        Returns:
            A dictionary; all unresolved values are in it.

        Raises:
            UnknownValue: If the language is none of `en`, `fr`, `nl`.
        """
        return report.plain(self, self._writer(language))

    def rows_by_drug(self, language: str = "en") -> list[dict[str, Any]]:
        """Return one flat row for each drug or group found, the most frequent first.

        Args:
            language: The language of the names.

        Returns:
            Dictionaries of the drug, its name, both levels and the number of rows. What was
            not understood is in none of them: it stands in `unresolved`.

        Raises:
            UnknownValue: If the language is none of `en`, `fr`, `nl`.
        """
        found: list[dict[str, Any]] = self.as_dict(language)["by_drug"]
        return found

    def plot(self, language: str = "en") -> altair.Chart:
        """Return a chart of the rows by level; needs the extra `plots`.

        Args:
            language: `en`, `fr` or `nl`.

        Returns:
            An Altair chart.

        Raises:
            UnknownValue: If the language is none of them.
        """
        from mitosafe import plots

        return plots.entries_by_level(self, language)

    def __bool__(self) -> NoReturn:
        """Refuse: there is no yes-or-no answer about medicines."""
        message = "a summary is neither true nor false: look at .by_level and .unresolved"
        raise TypeError(message)

    def _writer(self, language: str) -> Writer:
        return Writer(self._lexicon, checked_language(language), full=True)

    def _blocks(self, language: str) -> list[Block]:
        return report.of(self, self._writer(language))


def screen(
    frame: object,
    column: str,
    *,
    code_system: str | None = None,
    release: str | None = None,
    patient_columns: PatientColumns | None = None,
    dataset: Dataset | None = None,
    progress: bool = False,
) -> Screening:
    """Summarise what the list says of a column of medicines.

    The engine counts the distinct values; each is answered once.

    Args:
        frame: A frame of pandas, Polars, PyArrow, DuckDB, Dask, Ibis or PySpark.
        column: The column that holds a name or a code; it must be of text.
        code_system: The system of the codes: `atc`, `rxnorm`, ...; none for names.
        release: The id of a release; none for the newest.
        patient_columns: For each condition known of the patients, the column that
            says so, as `annotate` takes them.
        dataset: The list that answers; none for the packaged one.
        progress: Whether to show a bar on standard error.

    Returns:
        The counts; every row of the frame is in them.

    Raises:
        UnknownValue: If the column, the system or a condition is not known.
        UnknownRelease: If there is no such release.
        WrongType: If the frame is none, or the column holds no text.
    """
    known = conditions(patient_columns)
    resolver = Resolver(dataset, code_system=code_system, release=release, conditions=known)
    counted = _counted(keyed(engines.opened(frame), column, known))
    asked = [(value, state) for value, state, _ in counted]
    answers = answered(lambda: asked, resolver.answer, progress=progress)
    tally = _Tally()
    for answer, (_, _, rows) in zip(answers, counted, strict=True):
        tally.add(answer, rows)
    return tally.screening(resolver.release, resolver.dataset)


def _counted(frame: Opened) -> list[tuple[object, int, int]]:
    """Let the engine count: value, state of the patient, number of rows."""
    if isinstance(frame, nw.DataFrame):
        # Numbers are grouped faster than texts, and by every version of pandas.
        values, places = numbered(frame.get_column(KEY))
        found = _grouped(frame.with_columns(places.alias(KEY)))
        places = found.get_column(KEY)
    else:
        found = _grouped(frame).collect()
        values, places = numbered(found.get_column(KEY))
    states = found.get_column(STATE).to_list() if STATE in found.columns else [0] * len(found)
    rows = found.get_column(_ROWS).to_list()
    return [(values[p], s, n) for p, s, n in zip(places.to_list(), states, rows, strict=True)]


def _grouped(frame: Any) -> Any:
    keys = [name for name in (KEY, STATE) if name in frame.collect_schema()]
    return frame.select(*keys).group_by(*keys).agg(nw.len().alias(_ROWS))


class _Tally:
    """Adds up answers; all that it holds is in the order of the first sight."""

    def __init__(self) -> None:
        self.outcomes = dict.fromkeys(Outcome, 0)
        self.levels: dict[Level | None, int] = dict.fromkeys([*reversed(Level), None], 0)
        self.worst = dict(self.levels)
        self.drugs: dict[str, DrugCount] = {}
        self.judgements: dict[str, Judgement] = {}
        self.unresolved: Counter[tuple[str, Outcome, tuple[str, ...]]] = Counter()

    def add(self, answer: Answer, rows: int) -> None:
        self.outcomes[answer.outcome] += rows
        self.levels[answer.level] += rows
        self.worst[answer.worst] += rows
        for finding in answer.findings:
            kept = self.drugs.get(finding.drug.id)
            # Of each patient the same statements are looked at, so that one judgement will do.
            self.judgements[finding.drug.id] = finding.judgement
            self.drugs[finding.drug.id] = DrugCount(
                drug=finding.drug,
                level=worst_of((finding.level, kept.level if kept else None)),
                worst=worst_of((finding.worst, kept.worst if kept else None)),
                rows=rows + (kept.rows if kept else 0),
            )
        unread = (*answer.unread, *(match.name for match in answer.ambiguous))
        if unread:
            value = answer.entry if isinstance(answer.entry, str) else repr(answer.entry)
            self.unresolved[storable(value), answer.outcome, unread] += rows

    def screening(self, release: Release, lexicon: Lexicon) -> Screening:
        unresolved = sorted(self.unresolved.items(), key=lambda item: (-item[1], item[0][0]))
        return Screening(
            rows=sum(self.outcomes.values()),
            by_outcome=MappingProxyType(self.outcomes),
            by_level=MappingProxyType(self.levels),
            by_worst=MappingProxyType(self.worst),
            by_drug=tuple(sorted(self.drugs.values(), key=lambda d: (-d.rows, d.drug.id))),
            unresolved=tuple(
                Unresolved(value=value, outcome=outcome, unread=unread, rows=rows)
                for (value, outcome, unread), rows in unresolved
            ),
            release=release,
            reviews=reviews_behind(self.judgements.values()),
            lexicon=lexicon,
        )
