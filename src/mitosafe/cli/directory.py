"""`communities`, `suggest`, `awareness` and `check-links`: the directory of communities."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from mitosafe.cli import options, terminal
from mitosafe.directory import cards
from mitosafe.directory import document as pages
from mitosafe.directory.community import CommunityKind, CommunityStatus
from mitosafe.directory.directory import Directory
from mitosafe.directory.suggestion import CommunitySuggestion
from mitosafe.directory.suggestion_fields import FIELDS, Field, fault_of

if TYPE_CHECKING:
    from mitosafe.directory.link_report import LinkReport


def _show(value: Any, language: str, *, as_json: bool) -> None:
    if as_json:
        options.write_json(value.as_dict(language))
    else:
        terminal.show(terminal.console(), cards.blocks(pages.page(value, language)))


@click.command()
@click.argument("text", nargs=-1)
@click.option(
    "--spoken",
    "-s",
    metavar="LANGUAGE",
    multiple=True,
    help="A language of the community: a tag such as nl or pt-BR, or its name.",
)
@click.option(
    "--country",
    "-c",
    metavar="COUNTRY",
    multiple=True,
    help="A country: a code such as BE, or its name.",
)
@click.option(
    "--disorder",
    "-d",
    metavar="DISORDER",
    multiple=True,
    help="A disorder: its id, name, or ORPHA, MONDO or OMIM id.",
)
@click.option("--platform", metavar="PLATFORM", multiple=True, help="Such as facebook-group.")
@click.option(
    "--organiser",
    metavar="ORGANISER",
    multiple=True,
    help="A kind of organiser, or the name of an organisation.",
)
@click.option(
    "--status",
    type=click.Choice([status.value for status in CommunityStatus]),
    multiple=True,
    help="What has closed is shown only if asked for.",
)
@click.option("--kind", type=click.Choice([kind.value for kind in CommunityKind]), multiple=True)
@click.option("--on", metavar="DAY", help="The day of the question, for the age of what is shown.")
@options.release
@options.language
@options.as_json
@click.pass_obj
def communities(
    lists: options.Lists,
    /,
    text: tuple[str, ...],
    spoken: tuple[str, ...],
    language: str,
    as_json: bool,
    **asked: Any,
) -> None:
    """Show where patients meet, the best fit first, with the words of TEXT if any are given.

    Each option may be given several times; any of its values will do. --language is the
    language of what is shown, --spoken that of the community.
    """
    given = {name: value or None for name, value in asked.items()}
    found = lists.dataset.communities(text=" ".join(text) or None, language=spoken or None, **given)
    _show(found, language, as_json=as_json)


@click.command()
@click.argument("year", type=int)
@click.option(
    "--ical",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a calendar file instead.",
)
@options.language
@options.as_json
@click.pass_obj
def awareness(
    lists: options.Lists, year: int, ical: Path | None, language: str, as_json: bool
) -> None:
    """Show the awareness days and campaigns of a YEAR; what is only expected says so."""
    found = lists.dataset.awareness(year)
    if ical is not None:
        options.write(ical, found.ical(language))
    else:
        _show(found, language, as_json=as_json)


@click.command()
@click.option(
    "--output",
    "-o",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the file into this folder of data, not to the standard output.",
)
@click.option(
    "--repository",
    metavar="ADDRESS",
    help="The address of the repository: show the link to its form, filled in.",
)
@click.option("--email", is_flag=True, help="Show the text of an e-mail, not only the file.")
@options.language
@click.pass_obj
def suggest(
    lists: options.Lists, output: Path | None, repository: str | None, email: bool, language: str
) -> None:
    """Suggest a community: asks step by step, checks each answer, and sends nothing.

    The questions are written to the standard error, so that the standard output holds
    the file alone.
    """
    directory = lists.dataset.directory
    given: Any = {field.id: _ask(field, directory, language) for field in FIELDS}
    found = lists.dataset.suggest_community(**given)
    for duplicate in found.duplicates:
        phrases = ("duplicate", duplicate.why.value)
        said, why = (directory.term("directory-phrases", p).words[language] for p in phrases)
        click.echo(f"{said}: {duplicate.community.name} ({why})", err=True)
    if repository is not None:
        click.echo(found.issue_link(repository), err=True)
    _deliver(found, output, email=email, language=language)


def _deliver(
    found: CommunitySuggestion, output: Path | None, *, email: bool, language: str
) -> None:
    text = found.email(language) if email else found.toml()
    if output is None:
        options.write(None, text)
        return
    path = output / found.file
    if path.exists():
        raise options.BadInput(f"{path} is there already")
    path.parent.mkdir(parents=True, exist_ok=True)
    options.write(path, found.toml())
    click.echo(f"{path}", err=True)


def _ask(field: Field, directory: Directory, language: str) -> str | None:
    """Ask for one field until the answer can be used; an empty one is none."""
    phrases = directory.terms("directory-phrases")
    label = phrases[field.phrase].words[language]
    if field.id.startswith("description_"):
        label = f"{label} ({field.id[-2:]})"
    if field.several:
        label = f"{label} ({phrases['hint-several'].words[language]})"
    elif field.id == "checked":
        label = f"{label} ({phrases['hint-day'].words[language]})"
    elif field.vocabulary is not None:
        terms = directory.terms(field.vocabulary).values()
        click.echo(f"{label}: {'; '.join(t.words[language] for t in terms)}", err=True)
    while True:
        answer = click.prompt(label, default="", show_default=False, err=True).strip()
        fault = fault_of(field, answer, directory)
        if fault is None:
            return answer or None
        click.echo(f"  {fault}", err=True)


@click.command("check-links")
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.option(
    "--parallel",
    type=click.IntRange(min=1),
    default=8,
    show_default=True,
    help="How many hosts to visit at the same time.",
)
@click.option(
    "--pause",
    type=click.FloatRange(min=0),
    default=1.0,
    show_default=True,
    help="Seconds between two visits to one host.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1),
    default=20.0,
    show_default=True,
    help="Seconds for one visit.",
)
@click.option(
    "--retries",
    type=click.IntRange(min=0),
    default=2,
    show_default=True,
    help="How often to try again what may pass.",
)
@click.option("--proxy", metavar="ADDRESS", help="A proxy to go through.")
@options.as_json
@click.pass_obj
def check_links(
    lists: options.Lists, /, ids: tuple[str, ...], as_json: bool, proxy: str | None, **manners: Any
) -> None:
    """Visit the pages that the directory names, politely, and report what became of them.

    With IDs, only those of these communities. Changes nothing: a person decides.
    """
    report = _visit(lists.dataset.directory, ids, proxy, manners)
    if as_json:
        options.write_json(report.as_dict())
    else:
        click.echo(report.text(), nl=False)


def _visit(
    directory: Directory, ids: tuple[str, ...], proxy: str | None, manners: dict[str, Any]
) -> LinkReport:
    from mitosafe.directory import check_links as links

    known = {one.id for one in directory}
    if unknown := sorted(set(ids) - known):
        raise options.BadInput(f"no community {', '.join(unknown)}")
    wanted = links.pages(one for one in directory if not ids or one.id in ids)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=terminal.console(stderr=True), transient=True) as progress:
        task = progress.add_task("pages", total=len(wanted))
        return links.check_links(
            wanted,
            links.Manners(**manners),
            done=lambda _check: progress.advance(task),
            proxy=proxy,
        )


#: What `app` adds to the command line.
COMMANDS: tuple[click.Command, ...] = (communities, suggest, awareness, check_links)
