"""The pages of levels, conditions, uses and groups, and how to read an answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from tools.site.book import Tongue
from tools.site.html import (
    Page,
    badge,
    badge_of,
    drug_table,
    items,
    link,
    row,
    sentence,
    subject_path,
    table,
    tag,
    unsearched,
    warnings,
)
from tools.site.listing import folded

from mitosafe import Drug, Evidence, Level, Outcome, ReadExtent, SourceRank, Term, Verdict
from mitosafe.judge import BY_EVIDENCE, BY_VERDICT


def pages(say: Tongue) -> Iterator[Page]:
    """Return every page that is about a term."""
    yield how_to_read(say)
    yield from levels(say)
    yield from conditions(say)
    yield from uses(say)
    yield groups(say)


def _page(say: Tongue, path: str, title: str, lead: str, *parts: str, under: str = "") -> Page:
    crumbs = {
        "": (),
        "levels": ((say("levels"), "levels/"),),
        "conditions": ((say("conditions"), "conditions/"),),
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


# Conditions


def conditions(say: Tongue) -> Iterator[Page]:
    """Return the page of the conditions, and one for each."""
    terms = say.book.data.terms("conditions")
    head = (say.phrase("condition"), say("wider"), say.phrase("medicines"))
    rows = []
    for term in terms:
        said = _said_of(term, say)
        name = link(term.words[say.language], f"{term.id}/")
        wider = ", ".join(say.term("conditions", above) for above in term.parents)
        rows.append(row((name, escape(wider), str(len(said))), head))
        yield _condition(term, terms, said, say)
    parts = (warnings(say), table(head, rows, say("conditions")))
    yield _page(say, "conditions", say("conditions"), say("conditions-lead"), *parts)


def _said_of(term: Term, say: Tongue) -> list[tuple[Drug, str]]:
    """Return the drugs of which something is said under this condition, with the badge."""
    found = []
    for drug in say.book.worst_first(say.book.drugs, say.language):
        judged = say.book.judgement(drug)
        said = [c for c in judged.conditions if c.condition.population == term.id]
        if term.id == "any-pmd" and judged.level is not None:
            found.append((drug, badge(judged.level, say)))
            continue
        marks = [f"{badge(c.level, say)} {escape(say.writer.condition(c.condition))}" for c in said]
        marks += [
            f"{badge(None, say, Outcome.ACCEPTABLE)} {escape(say.writer.condition(c))}"
            for c in judged.accepted
            if c.population == term.id and not c.general
        ]
        if marks:
            found.append((drug, "<br>".join(marks)))
    return found


def _condition(
    term: Term, terms: tuple[Term, ...], said: list[tuple[Drug, str]], say: Tongue
) -> Page:
    title = term.words[say.language]
    explain = term.explain[say.language] if term.explain else ""
    parts = []
    if term.parents:
        above = (link(say.term("conditions", up), f"../{up}/") for up in term.parents)
        wider = ", ".join(above)
        parts.append(f"<p>{escape(say('wider'))}: {wider}. {escape(say('wider-too'))}</p>")
    kinds = [link(t.words[say.language], f"../{t.id}/") for t in terms if term.id in t.parents]
    if kinds:
        parts.append(f"<p>{escape(say('narrower'))}: {', '.join(kinds)}</p>")
    if term.ids:
        parts.append(f'<p class="fine">{escape(", ".join(term.ids))}</p>')
    rows = [row((link(say.name(drug), f"../../{subject_path(drug)}"), mark)) for drug, mark in said]
    head = (say.phrase("medicine"), say.phrase("level"))
    shown = table(head, rows, say("said-here")) if rows else f"<p>{escape(say('nothing-said'))}</p>"
    path = f"conditions/{term.id}"
    return _page(
        say, path, title, explain or title, *parts, warnings(say), shown, under="conditions"
    )


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
            ordered = say.book.worst_first(drugs, say.language)
            shown = drug_table(ordered, say, "../../", f"{title} ({len(drugs)})")
        else:
            without.append(name)
            shown = f"<p>{escape(say('use-empty'))}</p>"
        lead = say("uses-lead")
        yield _page(say, f"uses/{term.id}", title, lead, warnings(say), shown, under="uses")
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
