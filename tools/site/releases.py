"""The releases: a page each with what changed, the picture of all, a feed, a comparison."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from html import escape
from itertools import pairwise

from tools.site.book import Tongue
from tools.site.html import (
    Page,
    badge,
    badge_of,
    items,
    link,
    subject_path,
    table,
    tag,
    unsearched,
    warnings,
)
from tools.site.picture import counts, whole_list

from mitosafe import Change, Level, Outcome, Release, ReleaseDiff

#: The name space of the ids of the feed: made once, never to change.
FEED = uuid.UUID("4b1e5a0e-6b0e-5d0c-9a3e-2f6f8f1c7d10")


class Diffs:
    """The changes between consecutive releases, found once for all languages."""

    def __init__(self, say: Tongue) -> None:
        """Compare each release with the one before it."""
        data = say.book.data
        self.of = {new.id: data.diff(old.id, new.id) for old, new in pairwise(say.book.releases)}


def pages(say: Tongue, diffs: Diffs) -> Iterator[Page]:
    """Give the page of the releases, one for each, the picture and the comparison."""
    releases = say.book.releases
    for at, release in enumerate(releases):
        yield _release(at, release, diffs.of.get(release.id), say)
    yield _overview(say, diffs)
    yield _picture(say)
    yield _compare(say)


def _overview(say: Tongue, diffs: Diffs) -> Page:
    rows = []
    for release in reversed(say.book.releases):
        diff = diffs.of.get(release.id)
        number = str(len(diff.changes)) if diff else "–"
        rows.append(
            f'<tr><th scope="row">{link(release.id, f"{release.id}/")}</th>'
            f"<td>{release.date}</td><td>{number}</td><td>{escape(_remark(release, say))}</td></tr>"
        )
    head = (say.phrase("release"), say.phrase("date"), say("number-changes"), say.phrase("remark"))
    ways = items(
        (
            link(say("compare"), "../compare/"),
            link(say("picture"), "../picture/"),
            link(say("feed"), "feed.xml", type="application/atom+xml"),
        )
    )
    title = say.phrase("releases")
    return Page(
        path="releases",
        language=say.language,
        title=title,
        description=say("releases-lead"),
        body=f'<p class="lead">{escape(say("releases-lead"))}</p>'
        + unsearched(ways, warnings(say), table(head, rows, title)),
    )


def _remark(release: Release, say: Tongue) -> str:
    parts = [say.phrase("reconstructed")] if release.reconstructed else []
    parts += [release.reason[say.language]] if release.reason else []
    return "; ".join(parts)


def _release(at: int, release: Release, diff: ReleaseDiff | None, say: Tongue) -> Page:
    releases = say.book.releases
    title = f"{say.phrase('release')} {release.id}"
    made = f"{release.date}{'; ' if _remark(release, say) else ''}{_remark(release, say)}"
    near = []
    if at:
        old = releases[at - 1].id
        near.append(f"{escape(say('previous'))}: {link(old, f'../{old}/', rel='prev')}")
    if at + 1 < len(releases):
        new = releases[at + 1].id
        near.append(f"{escape(say('next'))}: {link(new, f'../{new}/', rel='next')}")
    parts = [
        f'<p class="near">{" · ".join(near)}</p>',
        warnings(say),
        _changes(diff, say) if diff else f"<p>{escape(say('first-release'))}</p>",
        f'<p class="fine">{escape(say.phrase("digest"))}: <code>{release.digest}</code></p>',
    ]
    return Page(
        path=f"releases/{release.id}",
        language=say.language,
        title=title,
        description=made,
        body=f'<p class="lead">{escape(made)}</p>' + unsearched(*parts),
        crumbs=((say.phrase("releases"), "releases/"),),
    )


def _changes(diff: ReleaseDiff, say: Tongue) -> str:
    title = f"{say('changes-since')} {diff.old.id} ({len(diff.changes)})"
    if not diff.changes:
        return f"<h2>{escape(title)}</h2><p>{escape(say.phrase('no-change'))}</p>"
    rows = [_change(change, say) for change in diff.changes]
    head = tuple(say.phrase(t) for t in ("medicine", "changes", "before", "after"))
    return f"<h2>{escape(title)}</h2>{table(head, rows, title, 'plain diff')}"


def _change(change: Change, say: Tongue) -> str:
    name = link(say.name(change.drug), f"../../{subject_path(change.drug)}")
    kinds = escape(", ".join(say.phrase(kind.value) for kind in change.kinds))
    sources = say.book.data.sources
    why = []
    for label, said in (("came", change.came), ("went", change.went)):
        cited = dict.fromkeys(sources[s.source].title for s in said)
        if cited:
            shown = items(escape(title) for title in cited)
            summary = f"<summary>{escape(say.phrase(label))} ({len(said)})</summary>"
            why.append(f"<details>{summary}{shown}</details>")
    cells = "".join(
        f"<td>{badge_of(j, say)}<p>{escape(say.writer.under(j))}</p></td>"
        for j in (change.old, change.new)
    )
    return (
        f'<tr id="{change.drug.id}"><th scope="row">{name}</th><td>{kinds}{"".join(why)}</td>'
        f"{cells}</tr>"
    )


def _picture(say: Tongue) -> Page:
    legend = _legend(say)
    label = escape(say("picture"), quote=True)
    body = (
        f'<p class="lead">{escape(say("picture-lead"))}</p>',
        unsearched(
            warnings(say),
            f"<h2>{escape(say('counts'))}</h2>{legend}",
            f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(say("counts"))}">'
            f"{counts(say)}</div>",
            f"<h2>{escape(say('picture'))}</h2>{legend}",
            f'<div class="scroll heat-box" tabindex="0" role="region" aria-label="{label}">',
            whole_list(say, "../"),
            "</div>",
        ),
    )
    return Page(
        path="picture",
        language=say.language,
        title=say("picture"),
        description=say("picture-lead"),
        body="".join(body),
        crumbs=((say.phrase("releases"), "releases/"),),
    )


def _legend(say: Tongue) -> str:

    marks = [badge(level, say) for level in reversed(Level)]
    marks += [
        f"{badge(None, say, Outcome.ACCEPTABLE)} {escape(say.term('outcomes', 'acceptable'))}",
        badge(None, say),
    ]
    return items(marks, "legend")


# Any two releases


def _compare(say: Tongue) -> Page:
    options = [(r.id, r.id) for r in reversed(say.book.releases)]
    fields = []
    for name, label, chosen in (
        ("old", say("older"), say.book.releases[-2].id),
        ("new", say("newer"), say.book.newest.id),
    ):
        shown = "".join(
            f'<option value="{v}"{" selected" if v == chosen else ""}>{t}</option>'
            for v, t in options
        )
        fields.append(
            f'<p class="field"><label for="c-{name}">{escape(label)}</label>'
            f'<select id="c-{name}" name="{name}">{shown}</select></p>'
        )
    note = f"<noscript><p>{escape(say('compare-noscript'))}</p></noscript>"
    form = f'<form id="compare" class="filters" hidden>{"".join(fields)}</form>'
    none = say("compare-none")
    out = tag("div", "", id="compared", cls="scroll", data_src="../compare.json", data_none=none)
    status = '<p id="compare-count" role="status"></p>'
    return Page(
        path="compare",
        language=say.language,
        title=say("compare"),
        description=say("compare-lead"),
        body=f'<p class="lead">{escape(say("compare-lead"))}</p>'
        + unsearched(warnings(say), note, form, status, out),
        crumbs=((say.phrase("releases"), "releases/"),),
    )


def compare_data(say: Tongue) -> str:
    """Give what the comparison needs: for each drug its levels, and the words for them."""
    letters: dict[str, str] = {}
    drugs = []
    for drug in say.book.drugs:
        line = []
        for release in say.book.releases:
            judged = say.book.judgement(drug, release)
            line.append(
                _letter(judged.level, judged.outcome) + _letter(judged.otherwise, judged.outcome)
            )
        drugs.append([str(drug.id), say.name(drug), "".join(line)])
    for level in Level:
        letters[_letter(level, Outcome.LISTED)] = badge(level, say)
    letters["a"] = badge(None, say, Outcome.ACCEPTABLE)
    letters["n"] = badge(None, say)
    letters["-"] = escape(say.phrase("level-none"))
    words = {
        "medicine": say.phrase("medicine"),
        "before": say.phrase("before"),
        "after": say.phrase("after"),
        "otherwise": say.phrase("otherwise"),
        "changes": say("number-changes"),
    }
    releases = [release.id for release in say.book.releases]
    plain = {"releases": releases, "badges": letters, "words": words, "drugs": drugs}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _letter(level: Level | None, outcome: Outcome) -> str:
    if level is not None:
        return {Level.RED: "R", Level.ORANGE: "O", Level.YELLOW: "Y"}[level]
    return {Outcome.ACCEPTABLE: "a", Outcome.NOT_ASSESSED: "n"}.get(outcome, "-")


# The feed


def feed(say: Tongue, diffs: Diffs) -> str:
    """Give the releases as an Atom feed; its addresses are relative to where it is read."""
    title = escape(f"mitosafe: {say.phrase('releases')}")
    newest = say.book.newest
    entries = "".join(
        _entry(release, diffs.of.get(release.id), say) for release in reversed(say.book.releases)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{say.language}">'
        f"<id>urn:uuid:{uuid.uuid5(FEED, say.language)}</id><title>{title}</title>"
        f"<subtitle>{escape(say.phrase('not-reviewed'))} {escape(say.phrase('absence'))}</subtitle>"
        '<author><name>mitosafe</name></author><link rel="self" href="feed.xml"/>'
        f'<link href="./"/><updated>{newest.date}T00:00:00Z</updated>{entries}</feed>\n'
    )


def _entry(release: Release, diff: ReleaseDiff | None, say: Tongue) -> str:
    number = len(diff.changes) if diff else 0
    named = ", ".join(say.name(change.drug) for change in diff.changes) if diff else ""
    summary = f"{number} {say('number-changes')}. {named}"
    marks = f"{_remark(release, say)}. " if _remark(release, say) else ""
    own = uuid.uuid5(FEED, f"{say.language} {release.id} {release.digest}")
    return (
        f"<entry><id>urn:uuid:{own}</id>"
        f"<title>{escape(say.phrase('release'))} {release.id}</title>"
        f'<link href="{release.id}/"/><updated>{release.date}T00:00:00Z</updated>'
        f"<summary>{escape(marks + summary)}</summary></entry>"
    )
