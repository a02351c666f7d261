"""Pictures as SVG: the history of one drug, and the whole list over the releases.

The signs of the levels are drawn as well as their colours, and every picture has its
content as text beside it or in its titles.
"""

from __future__ import annotations

from html import escape

from tools.site.book import Book, Run, Tongue
from tools.site.html import subject_path

from mitosafe import Drug, Group, Level, Outcome
from mitosafe.render.text import SIGNS

#: Width of a release and height of a line of the history, in units of the picture.
CELL, LINE = 26, 24
#: The same in the picture of the whole list, and the room for names to the left.
STEP, ROW, LEFT, TOP = 22, 15, 210, 62


def _class(run: Run) -> str:
    if run.level is not None:
        return run.level.value
    return "none" if run.outcome is Outcome.ACCEPTABLE else "silent"


def _sign(run: Run) -> str:
    if run.level is not None:
        return SIGNS[run.level]
    return "○" if run.outcome is Outcome.ACCEPTABLE else "–"


def _said(run: Run, say: Tongue) -> str:
    releases = say.book.releases
    first, last = releases[run.start].id, releases[run.stop - 1].id
    word = say.writer.level(run.level) if run.level else say.term("outcomes", run.outcome.value)
    return f"{first}: {word}" if first == last else f"{first} – {last}: {word}"


def history(subject: Drug | Group, say: Tongue) -> str:
    """Draw the level of one drug over the releases, and say it in words below.

    Args:
        subject: The drug or group.
        say: The words.

    Returns:
        A figure; two lines where the level depends on conditions.
    """
    book = say.book
    lines = [(say("worst-level"), book.runs(subject))]
    other = book.runs(subject, otherwise=True)
    if [r.level for r in other] != [r.level for r in lines[0][1]]:
        lines.append((say("otherwise-level"), other))
    width, height = CELL * len(book.releases), (LINE + 18) * len(lines) + 46
    drawn = []
    for at, (label, runs) in enumerate(lines):
        top = at * (LINE + 18) + 14
        drawn.append(f'<text x="0" y="{top - 3}" class="label">{escape(label)}</text>')
        drawn.extend(_cell(run, run.start * CELL, top, CELL, LINE) for run in runs)
    drawn.extend(
        f'<text transform="translate({at * CELL + 16} {height}) rotate(-90)" class="tick">'
        f"{release.id}</text>"
        for at, release in enumerate(book.releases)
    )
    inner = "".join(drawn)
    picture = (
        f'<svg class="history" viewBox="0 0 {width} {height + 4}" role="img" '
        f'aria-label="{escape(_in_words(lines, say), quote=True)}">{inner}</svg>'
    )
    words = "".join(
        f"<p><strong>{escape(label)}</strong>: "
        f"{escape('; '.join(_said(run, say) for run in runs))}</p>"
        for label, runs in lines
    )
    words += f"<p>{escape(say('releases-lead'))}</p>"
    return f'<figure class="timeline">{picture}<figcaption>{words}</figcaption></figure>'


def _in_words(lines: list[tuple[str, list[Run]]], say: Tongue) -> str:
    return ". ".join(
        f"{label}: {'; '.join(_said(run, say) for run in runs)}" for label, runs in lines
    )


def _cell(run: Run, left: int, top: int, step: int, height: int) -> str:
    width = (run.stop - run.start) * step - 1
    return (
        f'<rect x="{left}" y="{top}" width="{width}" height="{height - 1}" rx="3" '
        f'class="{_class(run)}"/>'
        f'<text x="{left + 6}" y="{top + height * 0.7:.0f}" class="sign {_class(run)}">'
        f"{_sign(run)}</text>"
    )


def whole_list(say: Tongue, up: str) -> str:
    """Draw every drug by release; a cell is a link, and so is a name.

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
    drugs = book.worst_first(book.drugs, say.language)
    width, height = LEFT + STEP * len(book.releases), TOP + ROW * len(drugs)
    drawn = [
        f'<a href="{up}releases/{release.id}/" tabindex="-1">'
        f'<text transform="translate({LEFT + at * STEP + 15} {TOP - 6}) rotate(-90)" '
        f'class="tick">{release.id}</text></a>'
        for at, release in enumerate(book.releases)
    ]
    for at, drug in enumerate(drugs):
        drawn.append(_row(drug, TOP + at * ROW, say, up))
    title = escape(say("picture"), quote=True)
    return (
        f'<svg class="heat" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="group" aria-label="{title}">{"".join(drawn)}</svg>'
    )


def _row(drug: Drug, top: int, say: Tongue, up: str) -> str:
    book, name = say.book, say.name(drug)
    shown = name if len(name) < 30 else f"{name[:28]}…"
    text = f'<text x="{LEFT - 8}" y="{top + 11}" class="name">{escape(shown)}</text>'
    parts = [f'<a href="{up}{subject_path(drug)}">{text}</a>']
    for run in book.runs(drug):
        cell = _cell(run, LEFT + run.start * STEP, top, STEP, ROW)
        title = f"<title>{escape(name)}. {escape(_said(run, say))}</title>"
        release = book.releases[run.start].id
        parts.append(f'<a href="{up}releases/{release}/" tabindex="-1">{title}{cell}</a>')
    return "".join(parts)


def counts(say: Tongue) -> str:
    """Draw how many drugs have each level in each release, as stacked bars."""
    book = say.book
    high, wide = 180, 30
    order = (Level.RED, Level.ORANGE, Level.YELLOW)
    numbers = [_numbers(book, at) for at in range(len(book.releases))]
    most = max(sum(n.values()) for n in numbers)
    drawn = []
    for at, release in enumerate(book.releases):
        bottom = float(high)
        for level in order:
            number = numbers[at].get(level, 0)
            size = number * (high - 20) / most
            bottom -= size
            if number:
                drawn.append(
                    f"<g><title>{release.id}: {escape(say.writer.level(level))} {number}</title>"
                    f'<rect x="{at * wide}" y="{bottom:.1f}" width="{wide - 3}" '
                    f'height="{size:.1f}" class="{level.value}"/></g>'
                )
        drawn.append(
            f'<text x="{at * wide + 13}" y="{bottom - 4:.1f}" class="number">'
            f"{sum(numbers[at].values())}</text>"
            f'<text transform="translate({at * wide + 17} {high + 44}) rotate(-90)" '
            f'class="tick">{release.id}</text>'
        )
    label = escape(say("counts"), quote=True)
    return (
        f'<svg class="bars" viewBox="0 0 {wide * len(book.releases)} {high + 48}" role="img" '
        f'aria-label="{label}">{"".join(drawn)}</svg>'
    )


def _numbers(book: Book, at: int) -> dict[Level, int]:
    found: dict[Level, int] = {}
    for drug in book.drugs:
        level = book.judgement(drug, book.releases[at]).level
        if level is not None:
            found[level] = found.get(level, 0) + 1
    return found
