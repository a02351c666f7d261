"""`list`, `terms`, `releases` and `diff`: the list as tables."""

from __future__ import annotations

from collections.abc import Iterable

import click
from rich.console import Console
from rich.text import Text

from mitosafe import Affected, ReleaseDiff
from mitosafe._text.collation import collated
from mitosafe.answers import data
from mitosafe.answers.answer import Answer
from mitosafe.answers.dataset import Dataset
from mitosafe.answers.document import Writer
from mitosafe.answers.view import View
from mitosafe.cli import options, plain, terminal, words
from mitosafe.judge import Judgement, reviews_behind
from mitosafe.model import LANGUAGES, Drug, Group, Level, Outcome, Review, Term

#: The vocabularies whose ids an option takes.
VOCABULARIES = ("conditions", "circumstances", "groups", "indications")


@click.command("list")
@click.option(
    "--level",
    type=click.Choice([level.value for level in Level]),
    help="Only what has this level for somebody.",
)
@click.option("--group", metavar="ID", help="Only members of this group, such as aminoglycosides.")
@click.option("--indication", metavar="ID", help="Only what is used for this, such as epilepsy.")
@options.release
@options.language
@options.as_json
@click.pass_obj
def list_(
    lists: options.Lists,
    level: str | None,
    group: str | None,
    indication: str | None,
    release: str | None,
    language: str,
    as_json: bool,
) -> None:
    """Show the medicines of the list, the worst level first.

    Substances and measures that the sources speak of are among them. Groups of medicines of
    which something is said stand at the end, unless the members of a group or an indication
    are asked for.
    """
    dataset = lists.dataset
    view = dataset.view(release)
    drugs = dataset.drugs(level=level, group=group, indication=indication, release=release)
    groups = [] if group or indication else _said(view, level)
    subjects: list[Drug | Group] = [*drugs, *groups]
    given = reviews_behind(map(view.judgement, subjects))
    if as_json:
        parts = {
            "release": data.release(view.release),
            "drugs": plain.listed(view, drugs, language),
            "groups": plain.listed(view, groups, language),
        }
        options.write_json(plain.whole(dataset, language, given, **parts))
        return
    console = terminal.console()
    writer = Writer(dataset, language, full=False)
    _table(console, writer, view, drugs, "medicine")
    if groups:
        _table(console, writer, view, groups, "groups")
    _sums(console, writer, view, drugs)
    terminal.show(console, writer.closing(view.release, given))


def _said(view: View, level: str | None) -> list[Group]:
    judged = ((group, view.judgement(group)) for group in view.dataset.groups())
    return [
        group
        for group, judgement in judged
        if (judgement.worst and judgement.worst.value == level if level else _speaks(judgement))
    ]


def _speaks(judgement: Judgement) -> bool:
    return judgement.outcome is not Outcome.NOT_ASSESSED


def _table(
    console: Console,
    writer: Writer,
    view: View,
    subjects: Iterable[Drug | Group],
    title: str,
) -> None:
    table = terminal.grid(
        *(writer.phrase(t) for t in ("level", title, "condition")), words.CONTESTED
    )
    judged = [(subject, view.judgement(subject)) for subject in subjects]
    judged.sort(key=lambda pair: collated(pair[0].names[writer.language]))
    judged.sort(key=lambda pair: _height(pair[1].worst), reverse=True)
    for subject, judgement in judged:
        table.add_row(
            terminal.badge(judgement.worst, writer.level(judgement.worst)),
            Text(subject.names[writer.language], "bold" if judgement.worst else ""),
            Text(words.condition(writer, judgement)),
            words.CONTESTED if judgement.contested_in else "",
        )
    console.print(table)
    console.print()


def _height(level: Level | None) -> int:
    return 0 if level is None else 1 + list(Level).index(level)


def _sums(console: Console, writer: Writer, view: View, drugs: Iterable[Drug]) -> None:
    levels = [view.judgement(drug).worst for drug in drugs]
    line = Text(f"{len(levels)} {writer.phrase('medicines').lower()}: ", "bold")
    for level in (*reversed(Level), None):
        line.append_text(terminal.badge(level, f"{levels.count(level)} {writer.level(level)}"))
        line.append(" ")
    console.print(line)
    console.print(Text(f"{words.CONTESTED}: {writer.phrase('contested')}", "dim"))


@click.command()
@click.argument("vocabulary", type=click.Choice(VOCABULARIES))
@options.language
@options.as_json
@click.pass_obj
def terms(lists: options.Lists, vocabulary: str, language: str, as_json: bool) -> None:
    """Show the ids that --has, --group and other options take."""
    rows = _terms(lists.dataset, vocabulary)
    if as_json:
        options.write_json({vocabulary: [{"id": row.id, **_wording(row)} for row in rows]})
        return
    console = terminal.console()
    table = terminal.grid("id", language)
    for row in rows:
        table.add_row(Text(row.id, "bold"), _wording(row)[language])
    console.print(table)


def _terms(dataset: Dataset, vocabulary: str) -> tuple[Term | Group, ...]:
    if vocabulary == "groups":
        return dataset.groups()
    # `any-pmd` is what everybody of the list has; it can be neither had nor lacked.
    return tuple(term for term in dataset.terms(vocabulary) if term.id != "any-pmd")


def _wording(row: Term | Group) -> dict[str, str]:
    wording = row.words if isinstance(row, Term) else row.names
    return {language: wording[language] for language in LANGUAGES}


@click.command()
@options.language
@options.as_json
@click.pass_obj
def releases(lists: options.Lists, language: str, as_json: bool) -> None:
    """Show every release of the list, with its date and the digest that locks it."""
    dataset = lists.dataset
    found = dataset.releases()
    if as_json:
        rows = [plain.release(release, language) for release in found]
        options.write_json(plain.whole(dataset, language, releases=rows))
        return
    console = terminal.console()
    writer = Writer(dataset, language, full=False)
    table = terminal.grid(*(writer.phrase(t) for t in ("release", "date", "remark", "digest")))
    for release in found:
        remark = writer.phrase("reconstructed") if release.reconstructed else ""
        reason = release.reason[language] if release.reason else remark
        table.add_row(Text(release.id, "bold"), release.date, reason, release.digest[:12])
    console.print(table)
    console.print()
    terminal.show(console, writer.closing(found[-1]))


@click.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--affecting",
    metavar="FILE",
    help="A list of medicines, one a line (- for the standard input): "
    "show those whose answer differs.",
)
@options.language
@options.as_json
@click.option("--full", is_flag=True, help="Show the statements that caused each change.")
@click.pass_obj
def diff(
    lists: options.Lists,
    old: str,
    new: str,
    affecting: str | None,
    language: str,
    as_json: bool,
    full: bool,
) -> None:
    """Show what changed between the releases OLD and NEW, and in which direction."""
    found = lists.dataset.diff(old, new)
    writer = Writer(lists.dataset, language, full=full)
    console = terminal.console()
    if affecting is not None:
        entries = options.read_lines(affecting)
        _affecting(lists.dataset, found, entries, language, as_json=as_json)
    elif as_json:
        options.write_json(found.as_dict(language))
    elif full:
        terminal.show(console, found.blocks(language, full=True))
    else:
        _changes(console, writer, found)
        terminal.show(console, writer.closing(found.new, found.reviews))


def _title(console: Console, found: ReleaseDiff, text: str) -> None:
    line = Text.assemble((f"{found.old.id} → {found.new.id}", "bold"), "  ", text)
    console.print(line)
    console.print()


def _changes(console: Console, writer: Writer, found: ReleaseDiff) -> None:
    if not found.changes:
        _title(console, found, writer.phrase("no-change"))
        terminal.show(console, writer.corrections(found))
        return
    _title(console, found, f"{writer.phrase('changes')}: {len(found.changes)}")
    terminal.show(console, writer.corrections(found))
    heads = ("medicine", "changes", "before", "after")
    table = terminal.grid(*map(writer.phrase, heads))
    for change in found.changes:
        kinds = ", ".join(writer.phrase(kind.value) for kind in change.kinds)
        name = Text(change.drug.names[writer.language], "bold")
        table.add_row(name, kinds, words.cell(writer, change.old), words.cell(writer, change.new))
    console.print(table)
    console.print()


def _affecting(
    dataset: Dataset, found: ReleaseDiff, entries: list[str], language: str, *, as_json: bool
) -> None:
    affected = found.affecting(entries)
    changed = {row.entry for row in affected}
    unchanged = [entry for entry in entries if entry not in changed]
    same = dataset.check_all(unchanged, release=found.new.id).answers
    console, writer = terminal.console(), Writer(dataset, language, full=False)
    if as_json:
        _affecting_json(writer, found, affected, same)
        return
    share = f"{len(affected)} / {len(entries)}"
    _title(console, found, f"{writer.phrase('answer-changed')}: {share}")
    terminal.show(console, writer.corrections(found))
    table = terminal.grid(*map(writer.phrase, ("entry", "changes", "before", "after")))
    for row in affected:
        name = Text(terminal.clean(str(row.entry)), "bold")
        kinds = ", ".join(map(writer.phrase, _kinds(found, row)))
        table.add_row(name, kinds, _answer(writer, row.old), _answer(writer, row.new))
    if affected:
        console.print(table)
        console.print()
    if same:
        console.print(Text(f"{writer.phrase('answer-same')}:", "bold"))
    for answer in same:
        word = writer.word("outcomes", answer.outcome.value)
        console.print(Text(f"  · {terminal.clean(str(answer.entry))}: {word}"))
    terminal.show(console, writer.closing(found.new, _reviews(affected, same)))


def _reviews(affected: tuple[Affected, ...], same: tuple[Answer, ...]) -> tuple[Review, ...]:
    """Give the reviews of every statement in these answers; none while one is not reviewed."""
    answers = [*same, *(answer for row in affected for answer in (row.old, row.new))]
    return reviews_behind(f.judgement for answer in answers for f in answer.findings)


def _affecting_json(
    writer: Writer, found: ReleaseDiff, affected: tuple[Affected, ...], same: tuple[Answer, ...]
) -> None:
    language = writer.language
    rows = [
        {
            "entry": row.entry,
            "old": data.answer(row.old, language),
            "new": data.answer(row.new, language),
        }
        for row in affected
    ]
    parts = {"old": data.release(found.old), "new": data.release(found.new)}
    unaffected = [{"entry": a.entry, "outcome": a.outcome.value} for a in same]
    given = _reviews(affected, same)
    more = {"affected": rows, "unaffected": unaffected}
    options.write_json(plain.whole(found.lexicon, language, given, **parts, **more))


def _kinds(found: ReleaseDiff, row: Affected) -> tuple[str, ...]:
    """Give the ways in which the answers for the medicines of an entry differ."""
    drugs = {f.drug.id for answer in (row.old, row.new) for f in answer.findings}
    kinds = (kind.value for c in found.changes if c.drug.id in drugs for kind in c.kinds)
    return tuple(dict.fromkeys(kinds))


def _answer(writer: Writer, answer: Answer) -> str:
    _, _, said = writer.row(answer)
    return said
