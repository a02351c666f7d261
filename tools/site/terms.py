"""The pages of levels, uses and groups, and how to read an answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from tools.site.book import Tongue
from tools.site.conditions import sections, shown_parts
from tools.site.html import (
    Page,
    badge,
    badge_of,
    drug_table,
    items,
    link,
    row,
    sentence,
    table,
    tag,
    unsearched,
    warnings,
)
from tools.site.listing import folded
from tools.site.templates import filled

from mitosafe import Drug, Evidence, Level, Outcome, ReadExtent, SourceRank, Verdict
from mitosafe.judge import BY_EVIDENCE, BY_VERDICT
from mitosafe.model import ANY_PMD


def pages(say: Tongue) -> Iterator[Page]:
    """Return every page that is about a term."""
    yield how_to_read(say)
    yield from levels(say)
    yield from uses(say)
    yield groups(say)


def _page(say: Tongue, path: str, title: str, lead: str, *parts: str, under: str = "") -> Page:
    crumbs = {
        "": (),
        "levels": ((say("levels"), "levels/"),),
        "uses": ((say("uses"), "uses/"),),
    }[under]
    return Page(
        path=path,
        language=say.language,
        title=title,
        description=lead,
        body=f'<p class="lead">{escape(lead)}</p>' + unsearched(*parts),
        crumbs=crumbs,
    )


# Levels


def levels(say: Tongue) -> Iterator[Page]:
    """Return the page of the levels, and one for each."""
    head = (say.phrase("level"), say.phrase("action"), say.phrase("medicines"))
    rows = []
    for level in reversed(Level):
        explain = say.explain("levels", level.value)
        drugs = _of_level(level, say)
        name = tag("a", badge(level, say), href=f"{level.value}/")
        rows.append(row((name, escape(explain), str(len(drugs))), head))
        title = f"{say.phrase('level')}: {say.writer.level(level)}"
        shown = drug_table(drugs, say, "../../", f"{title} ({len(drugs)})")
        path = f"levels/{level.value}"
        yield _page(say, path, title, explain, warnings(say), shown, under="levels")
    how = link(say("how-to-read"), "../how-to-read/")
    parts = (warnings(say), table(head, rows, say("levels")), f"<p>{how}</p>")
    yield _page(say, "levels", say("levels"), say.phrase("colours"), *parts)


def _of_level(level: Level, say: Tongue) -> list[Drug]:
    drugs = tuple(d for d in say.book.drugs if say.book.judgement(d).worst is level)
    return say.book.worst_first(drugs, say.language)


# Uses and groups


def uses(say: Tongue) -> Iterator[Page]:
    """Return the page of what medicines are used for, and one for each use."""
    rows, without = [], []
    for term in sorted(
        say.book.data.terms("indications"), key=lambda t: folded(t.words[say.language])
    ):
        drugs = tuple(d for d in say.book.drugs if term.id in d.indications)
        title = term.words[say.language]
        name = link(title, f"{term.id}/")
        if drugs:
            rows.append(row((name, _tally(drugs, say))))
            made = sections(drugs, ANY_PMD, say)
            shown = filled("parts.html", **shown_parts(made, title, ANY_PMD, say, fold=False))
        else:
            without.append(name)
            shown = warnings(say) + f"<p>{escape(say('use-empty'))}</p>"
        lead = say("uses-lead")
        yield _page(say, f"uses/{term.id}", title, lead, shown, under="uses")
    parts = (
        warnings(say),
        table((say.phrase("indications"), say.phrase("medicines")), rows, say("uses")),
        f"<p>{escape(say('uses-empty'))} {', '.join(without)}.</p>" if without else "",
    )
    yield _page(say, "uses", say("uses"), say("uses-lead"), *parts)


def _tally(drugs: tuple[Drug, ...], say: Tongue) -> str:
    judged = [say.book.judgement(drug) for drug in drugs]
    marks = [
        f"{badge(level, say)} {number}"
        for level in reversed(Level)
        if (number := sum(j.worst is level for j in judged))
    ]
    if number := sum(j.outcome is Outcome.ACCEPTABLE for j in judged):
        marks.append(f"{badge(None, say, Outcome.ACCEPTABLE)} {number}")
    if number := sum(j.outcome is Outcome.NOT_ASSESSED for j in judged):
        marks.append(f"{badge(None, say)} {number}")
    return tag("span", " ".join(tag("span", mark) for mark in marks), cls="tally")


def groups(say: Tongue) -> Page:
    """Return the page of the groups."""
    rows = []
    for group in sorted(say.book.groups, key=lambda g: folded(say.name(g))):
        judged = say.book.judgement(group)
        cells = (
            link(say.name(group), f"{group.id}/"),
            badge_of(judged, say),
            sentence(judged, say),
            str(len(say.book.members[group.id])),
        )
        rows.append(row(cells, (None, None, None, say("members"))))
    head = (say("group"), say.phrase("level"), say("said"), say("members"))
    parts = (warnings(say), table(head, rows, say.phrase("groups")))
    return _page(say, "groups", say.phrase("groups"), say("groups-lead"), *parts)


# How to read an answer


def how_to_read(say: Tongue) -> Page:
    """Return the page on the words and colours, all from the terms of the list."""
    shown_levels = [
        f"{badge(level, say)} {escape(say.explain('levels', level.value))}"
        for level in reversed(Level)
    ]
    outcomes = [
        f"<strong>{escape(say.term('outcomes', o.value))}</strong>. "
        f"{escape(say.explain('outcomes', o.value))}"
        for o in Outcome
    ]
    verdicts = [(say.term("verdicts", v.value), BY_VERDICT[v]) for v in Verdict]
    evidence = [(say.term("evidence", e.value), BY_EVIDENCE[e]) for e in reversed(Evidence)]
    ranks = [escape(say.term("ranks", r.value)) for r in reversed(SourceRank)]
    reads = [escape(say.term("reads", r.value)) for r in ReadExtent]
    parts = [
        warnings(say),
        f"<h2>{escape(say('levels'))}</h2>{items(shown_levels, 'roomy')}",
        f"<h2>{escape(say('outcomes'))}</h2>{items(outcomes, 'roomy')}",
        f"<h2>{escape(say('rule'))}</h2><p>{escape(say('rule-text'))}</p>",
        f"<p>{link(say('rule-more'), '../../explanation/how-a-level-is-decided/')}</p>",
        _caps(say, say("verdicts"), verdicts),
        _caps(say, say("evidence-kinds"), evidence),
        f"<h2>{escape(say('ranks'))}</h2>{tag('ol', ''.join(f'<li>{r}</li>' for r in ranks))}",
        f"<h2>{escape(say('reads'))}</h2>{items(reads)}",
    ]
    return _page(say, "how-to-read", say("how-to-read"), say("how-lead"), *parts)


def _caps(say: Tongue, title: str, rows: Sequence[tuple[str, Level | None]]) -> str:
    shown = []
    for word, level in rows:
        gives = (
            f"{escape(say('gives'))} {badge(level, say)}" if level else escape(say("gives-none"))
        )
        shown.append(row((escape(word), gives)))
    head = (say("wording"), say.phrase("level"))
    return f"<h2>{escape(title)}</h2>{table(head, shown, title)}"
