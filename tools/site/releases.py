"""The releases: a page each with what changed since the one before, and the picture of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from tools.site import review
from tools.site.book import Tongue
from tools.site.html import (
    Page,
    badge,
    day,
    items,
    link,
    row,
    state,
    subject_path,
    table,
    tag,
    unsearched,
    warnings,
)
from tools.site.picture import whole_list

from mitosafe import Change, Level, Outcome, Release, ReleaseDiff
from mitosafe.render.text import SIGNS

#: The levels as they are shown: the worst first.
LEVELS = tuple(reversed(Level))


class Diffs:
    """The changes between consecutive releases, found once for all languages."""

    def __init__(self, say: Tongue) -> None:
        """Compare each release with the one before it."""
        data = say.book.data
        self.of = {new.id: data.diff(old.id, new.id) for old, new in pairwise(say.book.releases)}


def pages(say: Tongue, diffs: Diffs) -> Iterator[Page]:
    """Return the page of the releases, one for each, and the picture."""
    releases = say.book.releases
    for at, release in enumerate(releases):
        yield _release(at, release, diffs.of.get(release.id), say)
    yield _overview(say, diffs)
    yield _picture(say)


def _overview(say: Tongue, diffs: Diffs) -> Page:
    levels = [f"{SIGNS[level]} {say.writer.level(level)}" for level in LEVELS]
    head = (
        say.phrase("release"),
        say.phrase("date"),
        say("number-changes"),
        *levels,
        say.phrase("remark"),
    )
    rows = [_row(release, diffs.of.get(release.id), head, say) for release in say.book.releases]
    ways = items(
        (
            link(say("compare"), "../compare/"),
            link(say("picture"), "../picture/"),
            link(say("feed"), "feed.xml", type="application/atom+xml"),
        )
    )
    shown = table(head, reversed(rows), say("counts"))
    return Page(
        path="releases",
        language=say.language,
        title=say.phrase("releases"),
        description=say("releases-lead"),
        body=f'<p class="lead">{escape(say("releases-lead"))}</p>'
        + unsearched(ways, warnings(say, review.of_all_releases(say)), shown),
    )


def _row(release: Release, diff: ReleaseDiff | None, head: Sequence[str], say: Tongue) -> str:
    """Return the row of a release: what changed, and a bar for the number of each level."""
    book = say.book
    judged = [book.judgement(drug, release).worst for drug in book.drugs]
    cells = [link(release.id, f"{release.id}/"), day(release.date)]
    cells.append(str(len(diff.changes)) if diff else "–")
    for level in LEVELS:
        number = judged.count(level)
        share = f"--w:{100 * number / len(judged):.0f}%"
        cells.append(tag("span", str(number), cls=f"bar {level.value}", style=share))
    return row([*cells, escape(remark(release, say))], head)


def remark(release: Release, say: Tongue) -> str:
    """Return what is particular to a release: that it was reconstructed, why it was corrected."""
    parts = [say.phrase("reconstructed")] if release.reconstructed else []
    parts += [release.reason[say.language]] if release.reason else []
    return "; ".join(parts)


def _release(at: int, release: Release, diff: ReleaseDiff | None, say: Tongue) -> Page:
    releases = say.book.releases
    title = f"{say.phrase('release')} {release.id}"
    made = f"{release.date}{'; ' if remark(release, say) else ''}{remark(release, say)}"
    near = []
    if at:
        old = releases[at - 1].id
        near.append(f"{escape(say('previous'))}: {link(old, f'../{old}/', rel='prev')}")
    if at + 1 < len(releases):
        new = releases[at + 1].id
        near.append(f"{escape(say('next'))}: {link(new, f'../{new}/', rel='next')}")
    parts = [
        f'<p class="near">{" · ".join(near)}</p>',
        warnings(say, release=release),
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
    return f"<h2>{escape(title)}</h2>{table(head, rows, title, 'diff cards')}"


def _change(change: Change, say: Tongue) -> str:
    name = link(say.name(change.drug), f"../../{subject_path(change.drug)}")
    kinds = escape(", ".join(say.phrase(kind.value) for kind in change.kinds))
    sources = say.book.data.sources
    why = []
    for label, said in (("came", change.came), ("went", change.went)):
        cited = dict.fromkeys(sources[s.source].called(say.language) for s in said)
        if cited:
            shown = items(escape(title) for title in cited)
            summary = f"<summary>{escape(say.phrase(label))} ({len(said)})</summary>"
            why.append(f"<details>{summary}{shown}</details>")
    cells = "".join(
        tag("td", state(judged, say), data_head=say.phrase(when))
        for when, judged in (("before", change.old), ("after", change.new))
    )
    return (
        f'<tr id="{change.drug.id}"><th scope="row">{name}</th><td>{kinds}{"".join(why)}</td>'
        f"{cells}</tr>"
    )


def _picture(say: Tongue) -> Page:
    label = escape(say("picture"), quote=True)
    body = (
        f'<p class="lead">{escape(say("picture-lead"))}</p>',
        unsearched(
            warnings(say, review.of_all_releases(say)),
            _legend(say),
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
    marks = [badge(level, say) for level in LEVELS]
    marks += [
        f"{badge(None, say, Outcome.ACCEPTABLE)} {escape(say.term('outcomes', 'acceptable'))}",
        badge(None, say),
    ]
    return items(marks, "legend")
