"""Whether what is said can be meant: dates, authors, cautions, circumstances, members of groups.

The tables are looked at as they are written, as `references` does; what has the wrong type
is passed over, since decoding says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from mitosafe.errors import Fault
from mitosafe.loading import decode
from mitosafe.loading.layer import Corpus, Raw
from mitosafe.validation.terms import texts

#: What stands for authors who are not known.
_PLACEHOLDER = re.compile(
    r"\b(?:not (?:seen|kept|noted|known)|unknown|anonymous|manufacturer|printed at)\b",
    re.IGNORECASE,
)
#: Folders of those who can be members of a group.
_MEMBERS = ("drugs", "measures")


def claim_faults(layers: tuple[Corpus, ...]) -> Iterator[Fault]:
    """Return the faults of what the uppermost layer says, as far as a rule can see them.

    Args:
        layers: The layers of a list, the uppermost first.

    Yields:
        A fault for each source without a title or with placeholder authors, each statement
        that is later than its source, that is a caution where it tells of a treatment, or
        that has its circumstance in its note only, and each group with other members than
        its codes say.
    """
    own = layers[0]
    sources = own.files.get("sources.toml", {})
    for number, source in decode.numbered(sources, "sources"):
        yield from _source(source, f"$.sources[{number}]")
    dates = {
        table.get("id"): table.get("date")
        for layer in reversed(layers)
        for _, table in decode.numbered(layer.files.get("sources.toml", {}), "sources")
        if type(table.get("id")) is str
    }
    uses = dict(_uses(layers))
    for place in (*_MEMBERS, "groups"):
        for name in own.names(place):
            file = f"{place}/{name}.toml"
            yield from _subject(own.files[file], file, dates, uses)
    yield from _members(layers)


def _source(source: Raw, path: str) -> Iterator[Fault]:
    authors = source.get("authors")
    if type(authors) is str and (found := _PLACEHOLDER.search(authors)):
        message = f"{found.group()!r} is no author; leave the key out where none is known"
        yield Fault("sources.toml", f"{path}.authors", message)
    if ("title" in source) == ("titles" in source):
        message = "has either a title, or titles (a description in each language)"
        yield Fault("sources.toml", f"{path}.title", message)


def _uses(layers: tuple[Corpus, ...]) -> Iterator[tuple[str, str]]:
    """Return the English wording of each circumstance with its id."""
    for layer in layers:
        raw = layer.files.get("terms/circumstances.toml", {})
        for _, term in decode.numbered(raw, "terms"):
            if type(term.get("en")) is str and type(term.get("id")) is str:
                yield term["en"].casefold(), term["id"]


def _subject(
    raw: Raw, file: str, dates: Mapping[object, object], uses: Mapping[str, str]
) -> Iterator[Fault]:
    treatments = {
        fact
        for _, more in decode.numbered(raw, "background")
        if more.get("about") == "treatment"
        for _, fact in texts(more.get("facts"))
    }
    for number, said in decode.numbered(raw, "statements"):
        path = f"$.statements[{number}]"
        stated, dated = said.get("stated"), dates.get(_text(said.get("source")))
        if type(stated) is str and type(dated) is str and _later(stated, dated):
            message = f"{stated} is later than its source ({dated})"
            yield Fault(file, f"{path}.stated", message)
        of = {fact for _, fact in texts(said.get("facts"))} & treatments
        general = "population" not in said and "circumstance" not in said
        if said.get("verdict") == "caution" and general and of:
            message = f"tells of a treatment ({', '.join(sorted(of))}); is it a warning at all?"
            yield Fault(file, f"{path}.verdict", message)
        yield from _note(said, file, path, uses)


def _text(value: object) -> str | None:
    return value if type(value) is str else None


def _later(one: str, other: str) -> bool:
    """Return whether a date is after another, as far as both are given."""
    length = min(len(one), len(other))
    return one[:length] > other[:length]


def _note(said: Raw, file: str, path: str, uses: Mapping[str, str]) -> Iterator[Fault]:
    note = said.get("note")
    text = note.get("en") if type(note) is dict else None
    if type(text) is not str or "circumstance" in said:
        return
    for wording, use in uses.items():
        if wording in text.casefold():
            message = f"has the circumstance {use!r} in its note only"
            yield Fault(file, f"{path}.note", message)


def _members(layers: tuple[Corpus, ...]) -> Iterator[Fault]:
    """Compare the members of each group with the codes it stands for."""
    groups = {
        name: raw
        for layer in reversed(layers)
        for name in layer.names("groups")
        if (raw := layer.files[f"groups/{name}.toml"]).get("open") is not True
    }
    for place in _MEMBERS:
        for drug in layers[0].names(place):
            file = f"{place}/{drug}.toml"
            raw = layers[0].files[file]
            codes = raw.get("codes")
            own = [c for _, c in texts(codes.get("atc"))] if type(codes) is dict else []
            # What a list below says of the drug holds as well.
            said = (layer.files.get(file, {}) for layer in layers)
            member = {group for one in said for _, group in texts(one.get("groups"))}
            for name, group in groups.items():
                beginnings = tuple(code for _, code in texts(group.get("atc")))
                spared = {one for _, one in texts(group.get("exceptions"))}
                meant = drug not in spared and any(code.startswith(beginnings) for code in own)
                if meant and name not in member:
                    message = f"has a code of the group {name}, and is no member or exception of it"
                    yield Fault(file, "$.groups", message)
