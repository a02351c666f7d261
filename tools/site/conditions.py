"""The pages of conditions: what the package answers for a patient who has it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import attrs
from markupsafe import Markup
from tools.site.book import Tongue
from tools.site.decision import Part, part_of
from tools.site.html import (
    Page,
    badge,
    badge_of,
    link,
    marked,
    row,
    sentence,
    subject_path,
    table,
    unsearched,
    warnings,
)
from tools.site.templates import filled

from mitosafe import Drug, Judgement, Term

#: What is long and asks for no action; it unfolds.
FOLDED = frozenset({Part.ACCEPTABLE, Part.SILENT})


@attrs.frozen(kw_only=True)
class Row:
    """A medicine on a page, as the package answers for the patient of that page."""

    id: str
    name: str
    path: str
    #: What holds, the worst that could apply, and the outcome.
    mark: str
    badge: Markup
    said: Markup


@attrs.frozen(kw_only=True)
class Section:
    """One part of the decision: its title, and its medicines, the worst first."""

    id: str
    title: str
    explain: str
    folded: bool
    rows: tuple[Row, ...]


def pages(say: Tongue) -> Iterator[Page]:
    """Return the page of the conditions, and one for each."""
    terms = say.book.data.terms("conditions")
    head = (say.phrase("condition"), say("wider"), say("decide-avoid"), say("decide-discuss"))
    rows = []
    for term in terms:
        parts = sections(say.book.drugs, term.id, say)
        numbers = {part.id: len(part.rows) for part in parts}
        wider = ", ".join(say.term("conditions", above) for above in term.parents)
        counts = (str(numbers.get(each.value, 0)) for each in (Part.AVOID, Part.DISCUSS))
        rows.append(
            row((link(term.words[say.language], f"{term.id}/"), escape(wider), *counts), head)
        )
        yield _page(term, terms, parts, say)
    shown = table(head, rows, say("conditions"))
    lead = say("conditions-lead")
    yield Page(
        path="conditions",
        language=say.language,
        title=say("conditions"),
        description=lead,
        body=f'<p class="lead">{escape(lead)}</p>' + unsearched(warnings(say), shown),
    )


def sections(drugs: tuple[Drug, ...], condition: str, say: Tongue) -> tuple[Section, ...]:
    """Return medicines as the package answers for a patient who has a condition.

    Args:
        drugs: The medicines.
        condition: What the patient has; every wider condition counts as well.
        say: The words.

    Returns:
        The parts that hold something, in the order of a decision.
    """
    found: dict[Part, list[Row]] = {part: [] for part in Part}
    for drug in say.book.worst_first(drugs, say.language, condition):
        judged = say.book.judgement_in(condition, drug)
        found[part_of(judged)].append(_row(drug, judged, say))
    return tuple(
        Section(
            id=part.value,
            title=say(f"decide-{part.value}"),
            explain=say.explain("outcomes", "not-assessed") if part is Part.SILENT else "",
            folded=part in FOLDED,
            rows=tuple(rows),
        )
        for part, rows in found.items()
        if rows
    )


def shown_parts(
    parts: tuple[Section, ...], title: str, condition: str, say: Tongue, *, fold: bool
) -> dict[str, object]:
    """Return the values of `parts.html`, the template that shows a decision.

    Args:
        parts: The parts.
        title: What they are about.
        condition: What the patient of the page has.
        say: The words.
        fold: Whether what asks for no action is folded away.
    """
    return {
        "parts": parts,
        "title": title,
        "condition": condition,
        "fold": fold,
        "say": say,
        "head": (say.phrase("medicine"), say.phrase("level"), say("said")),
        "warnings": Markup(warnings(say)),
    }


def _row(drug: Drug, judged: Judgement, say: Tongue) -> Row:
    marks = badge_of(judged, say)
    if judged.level is not None and judged.level is not judged.worst:
        marks = f"{badge(judged.level, say)} {escape(say('decide-or'))} {marks}"
    return Row(
        id=drug.id,
        name=say.name(drug),
        path=subject_path(drug),
        mark=marked(judged),
        badge=Markup(marks),
        said=Markup(sentence(judged, say)),
    )


def _page(term: Term, terms: tuple[Term, ...], parts: tuple[Section, ...], say: Tongue) -> Page:
    title = term.words[say.language]
    lead = term.explain[say.language] if term.explain else title
    named = {each.id: {"id": each.id, "name": each.words[say.language]} for each in terms}
    body = filled(
        "condition.html",
        wider=[named[above] for above in term.parents],
        kinds=[named[each.id] for each in terms if term.id in each.parents],
        ids=", ".join(term.ids),
        **shown_parts(parts, title, term.id, say, fold=True),
    )
    return Page(
        path=f"conditions/{term.id}",
        language=say.language,
        title=title,
        description=lead,
        body=f'<p class="lead">{escape(lead)}</p>' + unsearched(body),
        crumbs=((say("conditions"), "conditions/"),),
    )
