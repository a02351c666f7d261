"""The list as one table, with filters that appear where JavaScript runs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from html import escape

from tools.site.book import Tongue
from tools.site.html import (
    Page,
    badge_of,
    field,
    filters,
    link,
    sentence,
    subject_path,
    tag,
    text_field,
    unsearched,
    warnings,
)

from mitosafe import Drug, Level, Outcome
from mitosafe.directory import languages
from mitosafe.render.text import SIGNS


def pages(say: Tongue) -> Iterator[Page]:
    """Return the page of the list."""
    caption = f"{say.phrase('list-title')} ({say.phrase('release')} {say.book.newest.id})"
    drugs = say.book.worst_first(say.book.drugs, say.language)
    head = (say.phrase("level"), say.phrase("medicine"), say("said"), say("belongs"))
    cells = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    rows = "".join(_row(drug, say) for drug in drugs)
    table = (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="list cards" id="rows"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{cells}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
    lead = f"<p class='lead'>{escape(say('list-lead'))}</p>"
    lead += f"<p>{escape(say('for-whom'))} {link(say('conditions'), '../conditions/')}.</p>"
    yield Page(
        path="list",
        language=say.language,
        title=say("the-list"),
        description=say("list-lead"),
        body=lead + unsearched(warnings(say), _filters(say), table),
    )


def folded(text: str) -> str:
    """Return a text as the filter compares it: lower case, without accents."""
    plain = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def _row(drug: Drug, say: Tongue) -> str:
    judged = say.book.judgement(drug)
    up = "../"
    own = [drug.names.en, drug.names.fr, drug.names.nl, *drug.codes.atc]
    names = dict.fromkeys(
        folded(n) for n in [*own, *(x.text for x in say.book.names.get(drug.id, ()))]
    )
    level = judged.worst.value if judged.worst else judged.outcome.value
    groups = [
        link(say.name(say.book.data.subject(group)), f"{up}groups/{group}/")
        for group in drug.groups
    ]
    uses = [link(say.term("indications", i), f"{up}uses/{i}/") for i in drug.indications]
    cells = (
        f"<td>{badge_of(judged, say)}</td>"
        f'<th scope="row">{link(say.name(drug), up + subject_path(drug))}</th>'
        f"<td>{sentence(judged, say)}</td>"
        f'<td class="belongs">{" · ".join([*groups, *uses])}</td>'
    )
    return tag(
        "tr",
        cells,
        data_l=level,
        data_g=" ".join(drug.groups),
        data_i=" ".join(drug.indications),
        data_n="|".join(names),
    )


def _filters(say: Tongue) -> str:
    names = (languages.country_name(code, say.language) for code in say.book.brand_countries)
    brands = say("find-brands").format(countries=", ".join(sorted(names, key=folded)))
    parts = [text_field(say("find"), f"{say('find-hint')}. {brands}")]
    parts += [
        field(name, label, [("", first), *choices]) for name, label, first, choices in _choices(say)
    ]
    return filters(parts, say, say("none-shown"))


def _choices(say: Tongue) -> Iterable[tuple[str, str, str, list[tuple[str, str]]]]:
    book = say.book
    levels = [(v.value, f"{SIGNS[v]} {say.writer.level(v)}") for v in reversed(Level)]
    others = (Outcome.ACCEPTABLE, Outcome.NOT_ASSESSED)
    levels += [(o.value, say.term("outcomes", o.value)) for o in others]
    yield "level", say.phrase("level"), say("any-level"), levels
    groups = [(str(g.id), say.name(g)) for g in book.groups if book.members[g.id]]
    yield "group", say("group"), say("any-group"), _by_name(groups)
    used = {i for drug in book.drugs for i in drug.indications}
    uses = [(str(i), say.term("indications", i)) for i in used]
    yield "use", say.phrase("indications"), say("any-indication"), _by_name(uses)


def _by_name(choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(choices, key=lambda choice: folded(choice[1]))
