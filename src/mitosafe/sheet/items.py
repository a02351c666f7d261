"""What is on a sheet, line by line: each entry gives at least one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from mitosafe._text.collation import collated
from mitosafe.answers.answer import Answer, Finding
from mitosafe.model import Drug, Group, Level, Outcome
from mitosafe.sheet.words import Words


@attrs.frozen(kw_only=True)
class Item:
    """One line of the sheet: what was asked for, and what the list says of it.

    Args:
        name: The name of the list, or what was not understood.
        entry: The entry as it was written, where it is not the name.
        finding: What the list says; none if it says nothing.
        said: What is said where there is no finding.
    """

    name: str
    entry: str = ""
    finding: Finding | None = None
    said: str = ""

    @property
    def level(self) -> Level | None:
        """The worst level that could apply."""
        return None if self.finding is None else self.finding.worst


def of(words: Words, entries: Iterable[object]) -> list[Item]:
    """Return the items of entries, in their order."""
    return [item for entry in entries for item in _answered(words, entry)]


def everything(words: Words) -> list[Item]:
    """Return all of which the release says something, by name; groups among them."""
    dataset = words.view.dataset
    subjects: list[Drug | Group] = [*dataset.everything(), *dataset.groups()]
    answers = (words.view.check(subject.id, "mitosafe") for subject in subjects)
    found = (answer.findings[0] for answer in answers)
    items = (_found(words, f, "") for f in found if f.outcome is not Outcome.NOT_ASSESSED)
    return sorted(items, key=lambda item: collated(item.name))


def _answered(words: Words, entry: object) -> Iterator[Item]:
    answer = words.view.check(entry, "name")
    written = _text(entry)
    for finding in answer.findings:
        yield _found(words, finding, written)
    for match in answer.not_assessed:
        yield _item(match.name, written, words.outcome(Outcome.NOT_ASSESSED))
    for match in answer.ambiguous:
        may = " / ".join(match.among)
        yield _item(match.name, written, f"{words.phrase('ambiguous-name')}: {may}")
    if answer.outcome in (Outcome.EMPTY, Outcome.UNRECOGNISED):
        yield _item(written or "—", written, words.outcome(answer.outcome) + _near(words, answer))
    elif answer.unread:
        said = words.outcome(Outcome.UNRECOGNISED) + _near(words, answer)
        yield _item(_text("; ".join(answer.unread)), written, said)


def _found(words: Words, finding: Finding, written: str) -> Item:
    name = finding.drug.names[words.language]
    if finding.of_group:
        name += f" ({words.writer.word('kinds', 'group')})"
    return attrs.evolve(_item(name, written, ""), finding=finding)


def _near(words: Words, answer: Answer) -> str:
    names = dict.fromkeys(suggestion.name for suggestion in answer.suggestions)
    return f" ({words.phrase('suggestions')}: {', '.join(names)})" if names else ""


def _item(name: str, written: str, said: str) -> Item:
    """Make an item; the entry is kept only where it does not say the same as the name."""
    same = written.casefold() == name.casefold()
    return Item(name=name, entry="" if same else written, said=said)


def _text(entry: object) -> str:
    """Return an entry on one line, cut if long, without what cannot be shown."""
    text = entry if isinstance(entry, str) else "" if entry is None else repr(entry)
    text = "".join(c if c.isprintable() else " " for c in text[:400]).strip()
    return text if len(text) <= 120 else f"{text[:119]}…"
