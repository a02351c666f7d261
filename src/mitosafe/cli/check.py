"""`check` and `show`: what the list says of an entry, and all it knows of one drug."""

from __future__ import annotations

import click
from rich.console import Console
from rich.text import Text

from mitosafe._text.collation import collated
from mitosafe._text.folding import fold
from mitosafe.answers import data
from mitosafe.answers.answer import Report
from mitosafe.answers.dataset import Dataset
from mitosafe.answers.document import Writer
from mitosafe.cli import options, plain, terminal, words
from mitosafe.errors import UnknownDrug
from mitosafe.judge import Judgement
from mitosafe.lookup.systems import system as system_name
from mitosafe.model import Drug, Group, Patient, Release
from mitosafe.render.blocks import Block, Heading, Line, Section

#: More other names than these are not written out one by one.
MOST_NAMES = 40


@click.command()
@click.argument("text", nargs=-1, required=True)
@click.option(
    "--system",
    "-s",
    metavar="NAME",
    help="TEXT is a code of this system: atc, rxnorm, ndc, a FHIR URI, an OID, ... "
    "(see `mitosafe codes`)",
)
@options.patient
@options.release
@options.language
@options.as_json
@click.option("--full", is_flag=True, help="Show every statement, also those set aside.")
@click.pass_obj
def check(
    lists: options.Lists,
    text: tuple[str, ...],
    system: str | None,
    patient: Patient,
    release: str | None,
    language: str,
    as_json: bool,
    full: bool,
) -> None:
    """Check each TEXT: a medication entry as it stands in a record.

    With - for TEXT the entries are read from the standard input, one a line. One entry
    is explained; several give a table, and with --full each is explained.
    """
    dataset = lists.dataset
    view = dataset.view(release, patient)
    asked = system_name(system)
    answers = tuple(view.check(entry, asked) for entry in _entries(text))
    report = Report(answers=answers, release=view.release, lexicon=dataset)
    shown = [report] if len(answers) != 1 else []
    if full or len(answers) == 1:
        shown = [*shown, *answers]  # type: ignore[list-item]
    if as_json:
        options.write_json(shown[0].as_dict(language))
        return
    console = terminal.console()
    for value in shown:
        terminal.show(console, value.blocks(language, full=full))
    if not full:
        writer = Writer(dataset, language, full=False)
        console.print(Text(f"--full: {writer.phrase('full')}", "dim"))


def _entries(texts: tuple[str, ...]) -> list[str]:
    entries: list[str] = []
    for text in texts:
        entries.extend(options.read_lines("-") if text == "-" else [text])
    return entries


@click.command()
@click.argument("drug")
@options.release
@options.language
@options.as_json
@click.pass_obj
def show(
    lists: options.Lists, drug: str, release: str | None, language: str, as_json: bool
) -> None:
    """Show all that the list knows of one DRUG: an id, a name or a code of it.

    That is its names, codes and groups, its level over the releases, and every
    statement, also those that newer ones set aside. DRUG may be a group as well.
    """
    dataset = lists.dataset
    subject = find(dataset, drug)
    answer = dataset.check(subject.id, system="mitosafe", release=release)
    names = other_names(dataset, subject)
    levels = [(r, dataset.view(r.id).judgement(subject)) for r in dataset.releases()]
    if as_json:
        known = plain.subject(subject, names)
        parts = data.answer(answer, language)
        over = [{**data.release(r), **plain.short(j, dataset, language)} for r, j in levels]
        options.write_json(
            plain.whole(
                dataset, language, answer.reviews, drug=known, answer=parts, over_releases=over
            )
        )
        return
    console = terminal.console()
    writer = Writer(dataset, language, full=True)
    terminal.show(console, facts(writer, subject, names, answer.findings[0].judgement))
    timeline(console, writer, levels)
    terminal.show(console, writer.sections(answer.findings[0]))
    console.print()
    terminal.show(console, writer.closing(answer.release, answer.reviews))


def find(dataset: Dataset, text: str) -> Drug | Group:
    """Give the drug or group of an id, a name or a code; `UnknownDrug` if there is none."""
    try:
        return dataset.drug(text)
    except UnknownDrug:
        match = dataset.index.name(fold(text)) or dataset.index.code("mitosafe", text)
        if match is not None and match.of_group and len(match.subjects) == 1:
            return dataset.subject(match.subjects[0])
        raise


def other_names(dataset: Dataset, subject: Drug | Group) -> tuple[str, ...]:
    """Give every name that stands for this subject alone, but the preferred ones."""
    matches = map(dataset.index.name, dataset.index.names())
    names = {m.name for m in matches if m and m.subjects == (subject.id,) and not m.candidates}
    preferred = {subject.names[language] for language in ("en", "fr", "nl")}
    return tuple(sorted(names - preferred, key=collated))


def facts(
    writer: Writer, subject: Drug | Group, names: tuple[str, ...], judgement: Judgement
) -> list[Block]:
    """Say what a subject is, and its level."""
    lines = [
        (writer.phrase("names"), ", ".join(_names(subject))),
        (writer.phrase("other-names"), _some(names, writer.phrase("and-more"))),
    ]
    if isinstance(subject, Drug):
        codes = ((n.replace("_", " ").upper(), getattr(subject.codes, n)) for n in _CODES)
        groups = (writer.lexicon.group_name(g, writer.language) or g for g in subject.groups)
        used = (writer.word("indications", i) for i in subject.indications)
        lines += [
            (writer.phrase("codes"), "; ".join(f"{n} {', '.join(v)}" for n, v in codes if v)),
            (writer.phrase("member-of"), ", ".join(groups)),
            (writer.phrase("indications"), ", ".join(used)),
        ]
    level = judgement.worst
    blocks: list[Block] = [
        Heading(1, subject.names[writer.language], level),
        Line(writer.word("kinds", subject.kind.value) + f" · {subject.id}", role="muted"),
        Line(writer.under(judgement), writer.phrase("level"), level),
    ]
    if judgement.advice:
        blocks.append(Line(writer.action(judgement), writer.phrase("action")))
    if judgement.contested_in:
        where = "; ".join(map(writer.condition, judgement.contested_in))
        blocks.append(Line(where, writer.phrase("contested"), role="warning"))
    return [*blocks, *(Line(text, label) for label, text in lines if text)]


_CODES = ("atc", "atc_former", "rxnorm", "unii", "cas", "drugbank", "wikidata")


def _names(subject: Drug | Group) -> list[str]:
    found = {
        language: getattr(subject.names, language)
        for language in ("en", "fr", "nl", "de", "es", "it", "pt")
    }
    return [f"{name} ({language})" for language, name in found.items() if name]


def _some(names: tuple[str, ...], more: str) -> str:
    rest = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f", {more}: {rest}" if rest > 0 else "")


def timeline(console: Console, writer: Writer, levels: list[tuple[Release, Judgement]]) -> None:
    """Write the level over the releases: one row where it begins to be another."""
    terminal.show(console, [Section(writer.phrase("level-over-releases"), ())])
    table = terminal.grid(writer.phrase("release"), writer.phrase("level"))
    last = ""
    for release, judgement in levels:
        cell = words.cell(writer, judgement)
        if cell.plain != last:
            table.add_row(release.id, cell)
        last = cell.plain
    console.print(table)
