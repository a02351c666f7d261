"""Pictures: the history of one drug, and the whole list over the releases.

They are grids of links, so that letters keep their size on a phone. A sign stands on
every colour (`docs/assets/site.css`), and what a picture shows is said in words as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from tools.site.book import Book, Run, Subject, Tongue
from tools.site.html import badge, link, subject_path, tag

from mitosafe import Drug, Outcome

#: So many releases there must be between two labels below a history, that they do not touch.
APART = 4


def history(subject: Subject, say: Tongue, up: str) -> str:
    """Show the level of one drug over the releases, and say it in words below.

    Args:
        subject: The drug or group.
        say: The words.
        up: The way to the folder `people/`.

    Returns:
        A figure; two lines where the level depends on conditions.
    """
    book = say.book
    lines = [(say("worst-level"), book.runs(subject))]
    other = book.runs(subject, holding=True)
    if [r.level for r in other] != [r.level for r in lines[0][1]]:
        lines.append((say("otherwise-level"), other))
    bars = "".join(
        f'<p class="label">{escape(label)}</p>'
        + tag("div", "".join(_cells(subject, runs, say, up)), cls="cells")
        for label, runs in lines
    )
    ticks = tag("div", _ticks([run.start for _, runs in lines for run in runs], book), cls="ticks")
    # The words below say the same and are links too, so the picture is for the eye and the mouse.
    picture = _grid("history", bars + ticks, book, aria_hidden="true")
    words = "".join(
        f"<p><strong>{escape(label)}</strong>: {'; '.join(_in_words(subject, runs, say, up))}</p>"
        for label, runs in lines
    )
    words += f"<p>{escape(say('releases-lead'))}</p>"
    return f'<figure class="timeline">{picture}<figcaption>{words}</figcaption></figure>'


def _grid(cls: str, inner: str, book: Book, **attributes: str) -> str:
    return tag("div", inner, cls=cls, style=f"--n:{len(book.releases)}", **attributes)


def _in_words(subject: Subject, runs: Iterable[Run], say: Tongue, up: str) -> Iterator[str]:
    for run in runs:
        began = link(_span(run, say.book), _where(subject, run, say.book, up))
        yield f"{began} {badge(run.level, say, run.outcome)}"


def _span(run: Run, book: Book) -> str:
    first, last = book.releases[run.start].id, book.releases[run.stop - 1].id
    return first if first == last else f"{first} – {last}"


def _where(subject: Subject, run: Run, book: Book, up: str) -> str:
    """Return the place that says why a level began; in the first release all is new."""
    place = f"#{subject.id}" if run.start else ""
    return f"{up}releases/{book.releases[run.start].id}/{place}"


def _cells(subject: Subject, runs: Iterable[Run], say: Tongue, up: str) -> Iterator[str]:
    """Return a link for each run; its sign is put in by the style sheet."""
    name = say.name(subject)
    for run in runs:
        word = say.writer.level(run.level) if run.level else say.term("outcomes", run.outcome.value)
        yield tag(
            "a",
            "",
            cls=_class(run),
            href=_where(subject, run, say.book, up),
            style=f"--f:{run.stop - run.start}",
            title=f"{name}. {_span(run, say.book)}: {word}",
            tabindex="-1",
        )


def _class(run: Run) -> str:
    if run.level is not None:
        return run.level.value
    return "none" if run.outcome is Outcome.ACCEPTABLE else "silent"


def _ticks(starts: Iterable[int], book: Book) -> str:
    """Label the first release, the last, and where something began if there is room."""
    last = len(book.releases) - 1
    shown = [0]
    for at in sorted({*starts}):
        if at - shown[-1] >= APART and last - at >= APART:
            shown.append(at)
    labels = (tag("span", book.releases[at].id, style=f"--at:{at + 1}") for at in shown)
    return "".join(labels) + tag("span", book.releases[last].id, cls="last")


def whole_list(say: Tongue, up: str) -> str:
    """Show every drug by release; a cell is a link, and so is a name.

    Neighbouring releases with the same level are one cell. The names are in the order of
    the keyboard; the cells are not, as a thousand stops would be in nobody's interest, and
    the page of each drug says the same.

    Args:
        say: The words.
        up: The way to the folder `people/`.

    Returns:
        The picture.
    """
    book = say.book
    head = "".join(
        tag("a", release.id, href=f"{up}releases/{release.id}/", tabindex="-1")
        for release in book.releases
    )
    rows = "".join(_row(drug, say, up) for drug in book.worst_first(book.drugs, say.language))
    inner = tag("div", f"<span></span>{head}", cls="head") + rows
    return _grid("heat", inner, book, role="group", aria_label=say("picture"))


def _row(drug: Drug, say: Tongue, up: str) -> str:
    name = link(say.name(drug), f"{up}{subject_path(drug)}")
    return tag("div", name + "".join(_cells(drug, say.book.runs(drug), say, up)), cls="cells")
