"""The page of a drug, a substance, a measure or a group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

import attrs
from tools.site import review
from tools.site.book import Name, Subject, Tongue
from tools.site.decision import Part, part_of_verdict
from tools.site.html import (
    Page,
    badge,
    badge_of,
    drug_table,
    items,
    link,
    subject_path,
    tag,
    unsearched,
    warnings,
)
from tools.site.picture import history

from mitosafe import Drug, Group, Judgement, Outcome, Statement
from mitosafe.judge import level_of
from mitosafe.render.blocks import Line

#: The words for the languages of names, in that language.
TONGUES = {
    "en": "English",
    "fr": "français",
    "nl": "Nederlands",
    "de": "Deutsch",
    "es": "español",
    "it": "italiano",
    "pt": "português",
}
#: So many statements of each kind stand open, those that weigh most; the others unfold.
FIRST = 4
#: The kinds of other names that are shown under a heading of their own.
KINDS = {"brand": "brands", "salt": "salts"}


def pages(say: Tongue) -> Iterator[Page]:
    """Return the page of every drug and group."""
    subjects: tuple[Subject, ...] = (*say.book.drugs, *say.book.groups)
    for subject in subjects:
        yield _page(subject, say)


def _page(subject: Subject, say: Tongue) -> Page:
    up = "../../"
    judged = say.book.judgement(subject)
    crumb = ("the-list", "list/") if isinstance(subject, Drug) else ("groups", "groups/")
    title = say(crumb[0]) if isinstance(subject, Drug) else say.phrase("groups")
    body = (
        answer(judged, say, up),
        brief(subject, say),
        unsearched(
            warnings(say, review.of_subject(say, subject)),
            f"<h2>{escape(say('history'))}</h2>{history(subject, say, up)}",
            *statements(subject, judged, say),
            _belongs(subject, say, up),
        ),
        _names(subject, say),
    )
    return Page(
        path=subject_path(subject).rstrip("/"),
        language=say.language,
        title=say.name(subject),
        description=say.writer.under(judged),
        body="".join(body),
        crumbs=((title, crumb[1]),),
    )


def answer(judged: Judgement, say: Tongue, up: str) -> str:
    """Return the level with its conditions as cards, the worst first, and what to do at each."""
    if judged.worst is None:
        return _no_level(judged, say)
    cards = []
    for level in dict.fromkeys(question.level for question in judged.questions):
        where = [
            _linked(q.condition.population, say.writer.condition(q.condition), up)
            for q in judged.questions
            if q.level is level
        ]
        cards.append(tag("div", badge(level, say) + items(where), cls=f"tier {level.value}"))
    holds = escape(say.writer.holds(judged))
    if cards:
        holds = f"{escape(say.phrase('otherwise'))}: {holds}"
    act = tag("p", escape(say.writer.action(judged)), cls="do") if judged.advice else ""
    cls = f"tier {judged.level.value if judged.level else 'none'}"
    mark = badge(judged.level, say, judged.outcome) if judged.level else ""
    cards.append(tag("div", f"{mark}<p>{holds}</p>{act}", cls=cls))
    return tag("div", "".join(cards), cls="tiers") + _contested(judged, say)


def brief(subject: Subject, say: Tongue) -> str:
    """Return the short answer of the package: what is said, to ask, to watch, and what else."""
    given = say.book.data.view().check(subject.id, "mitosafe")
    short = say.writer.short
    lines = (
        *(line for f in given.findings for line in short.finding(f)),
        *short.alternatives(given),
    )
    return items((_short(line, say) for line in lines), "brief") if lines else ""


def _short(line: Line, say: Tongue) -> str:
    mark = f"{badge(line.level, say)} " if line.level else ""
    label = f"<strong>{escape(line.label)}</strong>: " if line.label else ""
    return f"{mark}{label}{escape(line.text)}"


def _linked(condition: str, text: str, up: str) -> str:
    return link(text, f"{up}conditions/{condition}/")


def _no_level(judged: Judgement, say: Tongue) -> str:
    outcome = judged.outcome
    parts = [
        badge_of(judged, say),
        f'<p class="do">{escape(say.term("outcomes", outcome.value))}</p>',
        f"<p>{escape(say.explain('outcomes', outcome.value))}</p>",
    ]
    if judged.accepted and not any(c.general for c in judged.accepted):
        parts.append(f"<p>{escape(say.phrase('only-said-for'))}:</p>")
        parts.append(items(escape(say.writer.condition(c)) for c in judged.accepted))
    cls = "tier none" if outcome is Outcome.ACCEPTABLE else "tier silent"
    return tag("div", tag("div", "".join(parts), cls=cls), cls="tiers")


def _contested(judged: Judgement, say: Tongue) -> str:
    if not judged.contested_in:
        return ""
    where = "; ".join(say.writer.condition(c) for c in judged.contested_in)
    label = f"<strong>{escape(say.phrase('contested'))}</strong>"
    return tag("p", f"{label}: {escape(where)}", cls="contested")


def statements(subject: Subject, judged: Judgement, say: Tongue) -> Iterator[str]:
    """Return what decided, what was set aside and why, and the background."""
    writer = say.writer
    said = writer.by_weight(judged.statements)
    if said:
        yield f"<h2>{escape(say.phrase('statements'))} ({len(said)})</h2>"
    for part in Part:
        if alike := [s for s in said if part_of_verdict(s.verdict) is part]:
            yield f"<h3>{escape(say(f'decide-{part.value}'))} ({len(alike)})</h3>"
            yield _anchored(alike[:FIRST], subject, say)
        if more := alike[FIRST:]:
            summary = f"<summary>{escape(say.phrase('and-more'))} ({len(more)})</summary>"
            yield f'<details class="rest">{summary}{_anchored(more, subject, say)}</details>'
    disputed, retired = (
        [_line(writer.aside(one, label), "", say) + _reason(one.statement, say) for one in aside]
        for aside, label in ((judged.disputed, "overruled-by"), (judged.retired, "retired-by"))
    )
    background = [
        _line(writer.background(b), "", say)
        for b in say.book.data.background(subject, say.book.newest.id)
    ]
    folded = (("disputes", disputed), ("set-aside", retired), ("background", background))
    titles = {escape(f"{say.phrase(t)} ({len(lines)})"): lines for t, lines in folded if lines}
    for title, lines in titles.items():
        inner = f"<summary>{title}</summary>{items(lines, 'said')}"
        yield tag("details", inner, cls="aside")
    if titles:
        yield tag("p", f"{escape(say('not-printed'))} {'; '.join(titles)}.", cls="on-paper")


def _anchored(said: Iterable[Statement], subject: Subject, say: Tongue) -> str:
    """Return statements, each with its id, so that an address can lead to it."""
    parts = (tag("li", _statement(one, subject, say), id=one.id) for one in said)
    return tag("ul", "".join(parts), cls="said")


def _statement(said: Statement, subject: Subject, say: Tongue) -> str:
    source = say.book.data.sources[said.source]
    mark = badge(level_of(said, source), say, Outcome.ACCEPTABLE)
    line = say.writer.statement(said)
    if said.subject == subject.id:  # A group's own page need not say of which group.
        line = attrs.evolve(line, text=line.text.removesuffix(say.writer.of_group(said)))
    return _line(line, mark, say) + _reason(said, say)


def _reason(said: Statement, say: Tongue) -> str:
    return f'<p class="fine">{escape(say("since"))} {said.since}</p>'


def _line(line: Line, mark: str, say: Tongue) -> str:
    first, *rest = line.details or ("",)
    cited = escape(first)
    if line.url and line.url.startswith(("http://", "https://")):
        cited = link(first, line.url, rel="noopener noreferrer external")
    elif line.url:
        cited += f" ({escape(line.url)})"
    details = "".join(f'<p class="fine">{escape(each)}</p>' for each in rest)
    label = escape(say("source-of"))
    return f'<p class="what">{mark} {escape(line.text)}</p><p>{label}: {cited}</p>{details}'


def _belongs(subject: Subject, say: Tongue, up: str) -> str:
    if isinstance(subject, Group):
        return _members(subject, say, up)
    rows = []
    if subject.groups:
        named = (
            link(say.name(say.book.data.subject(g)), f"{up}groups/{g}/") for g in subject.groups
        )
        rows.append((say.phrase("member-of"), ", ".join(named)))
    if subject.indications:
        named = (link(say.term("indications", i), f"{up}uses/{i}/") for i in subject.indications)
        rows.append((say.phrase("indications"), ", ".join(named)))
    codes = {
        "ATC": subject.codes.atc,
        "RxNorm": subject.codes.rxnorm,
        "UNII": subject.codes.unii,
        "CAS": subject.codes.cas,
        "DrugBank": subject.codes.drugbank,
        "Wikidata": subject.codes.wikidata,
    }
    shown = "; ".join(f"{name} {', '.join(values)}" for name, values in codes.items() if values)
    if shown:
        rows.append((say.phrase("codes"), escape(shown)))
    return _pairs(rows)


def _pairs(rows: Iterable[tuple[str, str]]) -> str:
    inner = "".join(f"<dt>{escape(label)}</dt><dd>{text}</dd>" for label, text in rows)
    return f'<dl class="facts">{inner}</dl>' if inner else ""


def _members(group: Group, say: Tongue, up: str) -> str:
    members = say.book.members[group.id]
    title = f"{say('members')} ({len(members)})"
    heading = f"<h2>{escape(title)}</h2>"
    if not members:
        return heading + f"<p>{escape(say('no-members'))}</p>"
    return heading + drug_table(say.book.worst_first(members, say.language), say, up, title)


def _names(subject: Subject, say: Tongue) -> str:
    """Return every name: what a reader or the search finds the page by."""
    names = [
        (tongue, getattr(subject.names, code), code)
        for code, tongue in TONGUES.items()
        if getattr(subject.names, code)
    ]
    # A paragraph each: the search shows that which fits, and reads none into the next.
    rows = [(tongue, tag("p", escape(name), lang=code)) for tongue, name, code in names]
    if isinstance(subject, Group):
        shown = tag("p", escape(", ".join(subject.synonyms)))
        rows += [(say("synonyms"), shown)] if subject.synonyms else []
    else:
        rows += [(say(kind), shown) for kind, shown in _other(subject, say)]
    return f'<div class="names"><h2>{escape(say.phrase("names"))}</h2> {_pairs(rows)}</div>'


def _other(drug: Drug, say: Tongue) -> Iterator[tuple[str, str]]:
    sorts: dict[str, list[str]] = {"synonyms": [], "salts": [], "brands": []}
    for name in say.book.names.get(drug.id, ()):
        sorts[KINDS.get(name.kind, "synonyms")].append(_name(name, say))
    for kind, names in sorts.items():
        if names:
            shown = " · ".join(sorted(set(names), key=str.casefold))
            yield kind, tag("p", shown, cls=f"many {kind}")


def _name(name: Name, say: Tongue) -> str:
    remarks = [name.countries.replace(",", " ")] if name.countries else []
    remarks += [say("combined")] if name.combined else []
    remarks += [say("several")] if name.several else []
    shown = f" <small>({escape('; '.join(remarks))})</small>" if remarks else ""
    return escape(name.text) + shown
