"""The comparison of any two releases: a page, and the data that it looks up.

What changed is worked out here, by the diff of the package, for every two states that a
drug or group was ever in. The browser only looks up the pair that was chosen.
"""

from __future__ import annotations

import json
from html import escape

from tools.site import review
from tools.site.book import Subject, Tongue
from tools.site.html import Page, link, state, subject_path, tag, unsearched, warnings

from mitosafe import Judgement
from mitosafe.answers.diff import ChangeKind, change

#: A letter for each kind of change.
KINDS = dict(zip(ChangeKind, "abcdefghijklmnopqrstuvwxyz", strict=False))


def pages(say: Tongue) -> tuple[Page]:
    """Return the page on which one chooses two releases."""
    newest = say.book.newest.id
    fields = _field("old", say("older"), say.book.releases[-2].id, say)
    fields += _field("new", say("newer"), newest, say)
    instead = link(say.phrase("releases"), "../releases/")
    note = f"<noscript><p>{escape(say('compare-noscript'))} {instead}</p></noscript>"
    form = f'<form id="compare" class="filters" hidden>{fields}</form>'
    none = say("compare-none")
    out = tag("div", "", id="compared", cls="scroll", data_src="../compare.json", data_none=none)
    status = '<p id="compare-count" role="status"></p>'
    page = Page(
        path="compare",
        language=say.language,
        title=say("compare"),
        description=say("compare-lead"),
        body=f'<p class="lead">{escape(say("compare-lead"))}</p>'
        + unsearched(warnings(say, review.of_all_releases(say)), note, form, status, out),
        crumbs=((say.phrase("releases"), "releases/"),),
    )
    return (page,)


def _field(name: str, label: str, chosen: str, say: Tongue) -> str:
    options = "".join(
        f'<option value="{r.id}"{" selected" if r.id == chosen else ""}>{r.id}</option>'
        for r in reversed(say.book.releases)
    )
    return (
        f'<p class="field"><label for="c-{name}">{escape(label)}</label>'
        f'<select id="c-{name}" name="{name}">{options}</select></p>'
    )


def data(say: Tongue) -> str:
    """Give, for each drug and group that ever changed, its states and how they differ."""
    subjects: tuple[Subject, ...] = (*say.book.drugs, *say.book.groups)
    words = ("medicine", "changes", "before", "after")
    plain = {
        "releases": [release.id for release in say.book.releases],
        "kinds": {letter: say.phrase(kind.value) for kind, letter in KINDS.items()},
        "head": [say.phrase(word) for word in words],
        "number": say("number-changes"),
        "subjects": [row for subject in subjects if (row := _history(subject, say))],
    }
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _history(subject: Subject, say: Tongue) -> list[object] | None:
    """Return the path and name of a subject, its state in each release, and what differs."""
    judged = [say.book.judgement(subject, release) for release in say.book.releases]
    states: list[Judgement] = []
    for one in judged:
        if one not in states:
            states.append(one)
    if len(states) == 1:
        return None
    return [
        subject_path(subject),
        say.name(subject),
        [states.index(one) for one in judged],
        [state(one, say) for one in states],
        [[_kinds(subject, old, new) for new in states] for old in states],
    ]


def _kinds(subject: Subject, old: Judgement, new: Judgement) -> str:
    found = change(subject, old, new)
    return "".join(KINDS[kind] for kind in found.kinds) if found else ""
