"""The files of a list as one value: parsed at once, decoded on first need.

Parsing TOML is slow (about 1 MB a second), so the packaged folder travels with
`compiled.json`, the same tables parsed beforehand. `tools/compile_data.py` makes it
and a test proves that it says what the TOML files say. Decoding is the same for both.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from typing import Any

import attrs

from mitosafe._text import resources
from mitosafe.errors import Fault
from mitosafe.loading import decode, overlay
from mitosafe.model import Drug, Group, Release, Source, SourceId, SubjectId, Term

#: Folders whose files are decoded one by one, and the file pattern of each.
FOLDERS = ("drugs", "measures", "groups", "terms", "communities")
#: Single files that a folder may hold.
FILES = ("sources.toml", "releases.toml", "awareness.toml")
#: Flat tables that a folder may hold, with their headings.
TABLES: Mapping[str, tuple[str, ...]] = {
    "names.tsv": ("name", "subjects", "kind", "language", "country", "source"),
    "vocabulary.tsv": ("name", "substances"),
    "abbreviations.tsv": (
        *("abbreviation", "subjects", "language"),
        *("also", "dangerous", "source"),
    ),
    "ordinary.tsv": ("word", "languages", "proof", "subject"),
    "words.tsv": ("word", "kind", "languages"),
    "routes.tsv": ("prefix", "circumstance"),
    "condition_codes.tsv": ("condition", "system", "code", "match"),
    "condition_names.tsv": ("name", "condition"),
    "condition_words.tsv": ("word", "kind"),
    "phrases.tsv": ("phrase", "kind", "languages"),
    "uses.tsv": ("phrase", "circumstance", "languages"),
    "qualifiers.tsv": ("names", "words", "side", "meaning"),
}

Raw = dict[str, Any]


@attrs.frozen(kw_only=True, eq=False)
class Corpus:
    """The parsed files of a folder, and the entries decoded from them so far.

    Each look-up decodes at most once; decoding the same file twice at the same
    moment in two threads gives equal values, so no lock is needed.
    """

    #: Parsed TOML by file name, such as `drugs/valproic-acid.toml`.
    files: Mapping[str, Raw]
    #: The lines of the flat tables by file name, without the heading.
    tables: Mapping[str, list[str]]
    #: Whether the rows are a hospital's own.
    local: bool = False
    #: What could not be parsed, where it was read to find every fault at once.
    faults: tuple[Fault, ...] = ()
    _done: dict[str, Any] = attrs.field(factory=dict, repr=False)

    @property
    def packaged(self) -> bool:
        """Whether it is the list that travels with the package."""
        return isinstance(self.files, _Parsed)

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the packaged list as a reference to it, a hospital's own by its rows."""
        if self.packaged:
            return packaged, ()
        rows = partial(Corpus, files=self.files, tables=self.tables, local=self.local)
        return rows, ()

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the stems of the files of a folder, sorted."""
        start = f"{folder}/"
        return tuple(
            sorted(f[len(start) : -len(".toml")] for f in self.files if f.startswith(start))
        )

    def drug(self, subject: str) -> Drug:
        """Decode the file of a drug, substance or measure; KeyError if there is none."""
        for folder in ("drugs", "measures"):
            file = f"{folder}/{subject}.toml"
            if file in self.files:
                found: Drug = self._decoded(file, decode.drug)
                return found
        raise KeyError(subject)

    def group(self, subject: str) -> Group:
        """Decode the file of a group; KeyError if there is none."""
        found: Group = self._decoded(f"groups/{subject}.toml", decode.group)
        return found

    def drugs(self) -> Iterator[Drug]:
        """Decode every drug, substance and measure, in the order of their ids."""
        for subject in sorted([*self.names("drugs"), *self.names("measures")]):
            yield self.drug(subject)

    def groups(self) -> Iterator[Group]:
        """Decode every group, in the order of their ids."""
        for subject in self.names("groups"):
            yield self.group(subject)

    @property
    def sources(self) -> Mapping[SourceId, Source]:
        """The cited sources by id."""
        if "sources" not in self._done:
            raw = self._read("sources.toml", "sources")
            self._done["sources"] = {s.id: s for s in decode.sources(raw)}
        found: Mapping[SourceId, Source] = self._done["sources"]
        return found

    @property
    def releases(self) -> tuple[Release, ...]:
        """The releases, the oldest first."""
        if "releases" not in self._done:
            raw = self.files.get("releases.toml", {"releases": []})
            self._done["releases"] = tuple(sorted(decode.releases(raw), key=lambda r: r.key))
        found: tuple[Release, ...] = self._done["releases"]
        return found

    def terms(self, vocabulary: str) -> Mapping[str, Term]:
        """Return the terms of one vocabulary by id; empty if there is no such file."""
        file = f"terms/{vocabulary}.toml"
        if file not in self._done:
            decoded = decode.terms(self._read(file, "terms"), file) if file in self.files else {}
            self._done[file] = self._coded(decoded) if vocabulary == "conditions" else decoded
        found: Mapping[str, Term] = self._done[file]
        return found

    def _read(self, file: str, key: str) -> Raw:
        """Return a file for decoding; only a hospital's own may say what it replaces."""
        raw = self.files.get(file, {key: []})
        return overlay.without(raw, key) if self.local else raw

    def _coded(self, conditions: dict[str, Term]) -> dict[str, Term]:
        """Add the exact codes of the table to the conditions."""
        ids: dict[str, list[str]] = {}
        for condition, system, code, match in self.rows("condition_codes.tsv"):
            if match == "exact":
                ids.setdefault(condition, []).append(f"{system}:{code}")
        return {
            name: attrs.evolve(term, ids=tuple(dict.fromkeys([*term.ids, *ids.get(name, ())])))
            for name, term in conditions.items()
        }

    def _decoded(self, file: str, how: Any) -> Any:
        if file not in self._done:
            self._done[file] = how(self.files[file], file, local=self.local)
        return self._done[file]

    def rows(self, table: str) -> list[tuple[str, ...]]:
        """Return the rows of a flat table; empty if there is none of this name."""
        return [tuple(line.split("\t")) for line in self.tables.get(table, [])]

    def has(self, subject: str) -> bool:
        """Return whether a subject has a file here."""
        return any(
            f"{folder}/{subject}.toml" in self.files for folder in ("drugs", "measures", "groups")
        )

    def subject(self, subject: SubjectId | str) -> Drug | Group:
        """Decode a drug, substance, measure or group; KeyError if there is none."""
        if f"groups/{subject}.toml" in self.files:
            return self.group(subject)
        return self.drug(subject)


class _Parsed(Mapping[str, Raw]):
    """Files of the package, each parsed when it is asked for."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def __getitem__(self, name: str) -> Raw:
        raw: Raw = json.loads(self._texts[name])
        return raw

    def __contains__(self, name: object) -> bool:
        return name in self._texts

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


class _Tables(Mapping[str, list[str]]):
    """Flat tables of the package, each made when it is asked for.

    Names travel in the look-up tables only; for a list that is laid over this one, they
    are taken back from there.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._made: Mapping[str, Callable[[], Iterable[str]]] = {
            **{name: text.splitlines for name, text in texts.items()},
            "names.tsv": _names,
            "vocabulary.tsv": _vocabulary,
            "abbreviations.tsv": _abbreviations,
            "ordinary.tsv": _ordinary,
            "countries": _countries,
        }

    def __getitem__(self, name: str) -> list[str]:
        return list(self._made[name]())

    def __contains__(self, name: object) -> bool:
        return name in self._made

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


def _names() -> Iterator[str]:
    for line in packaged_lookup()["names"].values():
        name, *rest = line.split("\t")
        if rest and rest[0] != "abbreviation":
            for option in rest[1].split("|"):
                subjects, _, where = option.partition("@")
                yield f"{name}\t{subjects}\t{rest[0]}\t\t{where}\t"


def _abbreviations() -> Iterator[str]:
    known = packaged_lookup()
    for table, dangerous in (("names", ""), ("dangerous", "yes")):
        for line in known[table].values():
            name, *rest = line.split("\t")
            if rest and rest[0].endswith("abbreviation"):
                options, also = (*rest[1:], "")[:2]
                yield f"{name}\t{options}\t\t{also}\t{dangerous}\t"


def _ordinary() -> Iterator[str]:
    return map("\t".join, packaged_lookup()["ordinary"].items())


def _vocabulary() -> Iterator[str]:
    for folded, line in packaged_lookup()["names"].items():
        if "\t" not in line:
            yield f"{folded}\t{line}"


def _countries() -> list[str]:
    codes: str = packaged_lookup()["countries"]
    return codes.split()


@cache
def packaged() -> Corpus:
    """Return the list that travels with the package.

    Returns:
        A corpus over `compiled.json`, always the same one; nothing is decoded at first.
    """
    compiled = _json("compiled.json")
    return Corpus(files=_Parsed(compiled["files"]), tables=_Tables(compiled["tables"]))


def packaged_lookup() -> Raw:
    """Return the tables in which names are looked up.

    Returns:
        The fields of `lookup.names.Tables`, from `lookup.json`.
    """
    return _json("lookup.json")


def _json(name: str) -> Raw:
    raw: Raw = json.loads(resources.packaged("data", name))
    return raw
