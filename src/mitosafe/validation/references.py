"""Whether what the files of a list refer to is there, and what must be unique is.

The checks look at the tables as they are written, not at what was decoded from them:
what is wrong with the form of one line does not hide what another refers to. They pass
over what has the wrong type, since decoding says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from mitosafe._text.folding import fold
from mitosafe.directory import decode as decode_directory
from mitosafe.errors import Fault
from mitosafe.loading import decode, formats
from mitosafe.loading.digests import since
from mitosafe.loading.layer import Corpus, Raw
from mitosafe.model import ANY_PMD, RULE, SubjectKind, release_key
from mitosafe.validation import phrases
from mitosafe.validation.terms import code_faults, term_faults, texts

Layers = tuple[Corpus, ...]

#: Fields that name a term, and the vocabulary of each.
TERMS: Mapping[str, str] = {
    "population": "conditions",
    "circumstance": "circumstances",
    "mechanisms": "mechanisms",
    "monitoring": "monitoring",
    "grade": "grades",
    "indications": "indications",
}
#: Folders of subjects, and the kinds of subject that each may hold.
KINDS: Mapping[str, tuple[SubjectKind, ...]] = {
    "drugs": (SubjectKind.MEDICINE,),
    "measures": (SubjectKind.SUBSTANCE, SubjectKind.MEASURE),
    "groups": (SubjectKind.GROUP,),
}
#: Kinds of names that `names.tsv` may hold.
NAME_KINDS = ("inn", "synonym", "salt", "brand", "abbreviation", "shared")
_COUNTRY = re.compile("[A-Z]{2}")
#: What proves that a medicine is meant by a name that is an ordinary word.
PROOFS = ("accent", "capital", "dose")
#: Kinds of words that `words.tsv` may hold.
WORD_KINDS = (
    *("age", "company", "context", "filler", "form", "frequency", "packaging", "release"),
    *("route", "salt", "state", "unit"),
)


def _known(layers: Layers, file: str, key: str) -> frozenset[str] | None:
    """Return the ids in a file of every layer; none if it could not be parsed."""
    if any(fault.file == file for layer in layers for fault in layer.faults):
        return None
    raws = (layer.files.get(file, {}) for layer in layers)
    return frozenset(found for raw in raws for _, found in _ids(raw, key))


def _ids(raw: Raw, key: str) -> list[tuple[int, str]]:
    """Return the ids in a list of tables, with the numbers of the tables."""
    numbered = ((number, table.get("id")) for number, table in decode.numbered(raw, key))
    return [(number, found) for number, found in numbered if type(found) is str]


class References:
    """The checks on the uppermost of several layers."""

    def __init__(self, layers: Layers) -> None:
        """Gather what may be referred to: terms, sources, releases."""
        self.own, self.layers = layers[0], layers
        self.unread = {fault.file for fault in self.own.faults}
        self.subjects = [
            (place, name, self.own.files[f"{place}/{name}.toml"])
            for place in KINDS
            for name in self.own.names(place)
        ]
        vocabularies = {*TERMS.values(), *decode_directory.TERMS.values()}
        self.terms = {v: _known(layers, f"terms/{v}.toml", "terms") for v in vocabularies}
        self.sources = _known(layers, "sources.toml", "sources")
        self.releases = _known(layers, "releases.toml", "releases")

    def faults(self) -> Iterator[Fault]:
        """Return the faults, in no order."""
        for vocabulary in self.own.names("terms"):
            yield from term_faults(self.layers, f"terms/{vocabulary}.toml")
        yield from self._release_chain()
        yield from self._updates()
        for place, name, raw in self.subjects:
            yield from self._subject(place, f"{place}/{name}.toml", raw)
        yield from self._unique()
        yield from self._names()
        yield from self._words()
        yield from code_faults(self.own, self.terms["conditions"])

    # Terms and releases

    def _updates(self) -> Iterator[Fault]:
        """Check that what a source replaces is another source."""
        file = "sources.toml"
        for number, table in decode.numbered(self.own.files.get(file, {}), "sources"):
            for where, older in texts(table.get("updates")):
                path = f"$.sources[{number}].updates{where}"
                if older == table.get("id"):
                    yield Fault(file, path, f"{older!r:.60} cannot replace itself")
                elif self.sources is not None and older not in self.sources:
                    yield Fault(file, path, f"there is no source {older!r:.60}")

    def _release_chain(self) -> Iterator[Fault]:
        """Check that each release names the one before it, and a rule that there is."""
        numbered = decode.numbered(self.own.files.get("releases.toml", {}), "releases")
        found = [(n, table) for n, table in numbered if formats.is_release(table.get("id"))]
        before = None
        for number, table in sorted(found, key=lambda pair: release_key(pair[1]["id"])):
            if (previous := table.get("previous")) != before:
                message = f"previous is {previous!r:.40}, but the one before is {before!r}"
                yield Fault("releases.toml", f"$.releases[{number}].previous", message)
            if (judged_by := table.get("rule", RULE)) != RULE:
                message = f"there is no rule {judged_by!r:.40}; this version judges by {RULE}"
                yield Fault("releases.toml", f"$.releases[{number}].rule", message)
            before = table["id"]

    # Drugs, measures and groups

    def _subject(self, place: str, file: str, raw: Raw) -> Iterator[Fault]:
        allowed = [kind.value for kind in KINDS[place]]
        if (kind := raw.get("kind")) in [
            other.value for other in SubjectKind
        ] and kind not in allowed:
            message = f"a {kind} has no place in {place}/; allowed: {', '.join(allowed)}"
            yield Fault(file, "$.kind", message)
        yield from self._in_terms(raw, file, "$")
        for where, group in texts(raw.get("groups")):
            yield from self._membership(group, file, f"$.groups{where}")
        for number, said in decode.numbered(raw, "statements"):
            yield from self._statement(said, file, f"$.statements[{number}]")
        for number, more in decode.numbered(raw, "background"):
            yield from self._common(more, file, f"$.background[{number}]")

    def _membership(self, group: str, file: str, path: str) -> Iterator[Fault]:
        wanted = f"groups/{group}.toml"
        found = [layer.files[wanted] for layer in self.layers if wanted in layer.files]
        if any(raw.get("open") is True for raw in found):
            yield Fault(file, path, f"no member may be attached to the open group {group!r:.60}")
        if not found and wanted not in self.unread:
            yield Fault(file, path, f"there is no group {group!r:.60}")

    def _statement(self, said: Raw, file: str, path: str) -> Iterator[Fault]:
        yield from self._common({"population": ANY_PMD, **said}, file, path)
        stated, counted, withdrawn = (said.get(key) for key in ("stated", "since", "withdrawn"))
        dated = stated is None or formats.is_date(stated)
        if dated and formats.is_release(counted) and not self.own.local:
            earliest = since(stated)
            if release_key(counted) < release_key(earliest):
                message = f"counts since {counted}, before it was stated ({stated}: {earliest})"
                yield Fault(file, f"{path}.since", message)
        if not said.get("facts") and not self.own.local:
            yield Fault(file, f"{path}.facts", "names no record of the facts")
        if withdrawn is not None:
            yield from self._withdrawal(said, file, path)

    def _withdrawal(self, said: Raw, file: str, path: str) -> Iterator[Fault]:
        withdrawn, counted = said["withdrawn"], said.get("since")
        yield from self._release(withdrawn, file, f"{path}.withdrawn")
        if "reason" not in said:
            yield Fault(file, f"{path}.reason", "a withdrawn statement needs a reason")
        if not (formats.is_release(withdrawn) and formats.is_release(counted)):
            return
        if release_key(withdrawn) <= release_key(counted):
            message = f"is not after {counted}, from which the statement counts"
            yield Fault(file, f"{path}.withdrawn", message)

    def _common(self, said: Raw, file: str, path: str) -> Iterator[Fault]:
        source, locator = said.get("source"), said.get("locator")
        if type(source) is str and self.sources is not None and source not in self.sources:
            yield Fault(file, f"{path}.source", f"there is no source {source!r:.60}")
        if type(locator) is str and not locator.strip():
            yield Fault(file, f"{path}.locator", "is empty: say where in the source")
        yield from self._release(said.get("since"), file, f"{path}.since")
        yield from self._in_terms(said, file, path)

    def _release(self, value: object, file: str, path: str) -> Iterator[Fault]:
        if formats.is_release(value) and self.releases is not None and value not in self.releases:
            yield Fault(file, path, f"there is no release {value!r:.60}")

    def _in_terms(self, raw: Raw, file: str, path: str) -> Iterator[Fault]:
        for field, vocabulary in TERMS.items():
            known = self.terms[vocabulary]
            for where, value in texts(raw.get(field)):
                if known is not None and value not in known:
                    message = f"{value!r:.60} is no term of terms/{vocabulary}.toml"
                    yield Fault(file, f"{path}.{field}{where}", message)

    # What must be there once

    def _unique(self) -> Iterator[Fault]:
        said = Counter(s for _, _, raw in self.subjects for _, s in _ids(raw, "statements"))
        below = {
            statement
            for layer in self.layers[1:]
            for place in KINDS
            for name in layer.names(place)
            for _, statement in _ids(layer.files[f"{place}/{name}.toml"], "statements")
        }
        for place, name, raw in self.subjects:
            file = f"{place}/{name}.toml"
            others = (f"{other}/{name}.toml" for other in KINDS if other != place)
            for other in others:
                if any(other in layer.files for layer in self.layers):
                    yield Fault(file, "$.id", f"{name!r:.60} is the id of {other} too")
            for number, statement in _ids(raw, "statements"):
                if said[statement] > 1 or statement in below:
                    path = f"$.statements[{number}].id"
                    yield Fault(file, path, f"the id {statement!r:.60} is there twice")

    # Flat tables

    def _names(self) -> Iterator[Fault]:
        for where, (name, subjects, kind, _, country, *_) in self._rows("names.tsv"):
            if kind not in NAME_KINDS:
                message = f"{kind!r:.60} is no kind of name; allowed: {', '.join(NAME_KINDS)}"
                yield Fault("names.tsv", where, message)
            for code in filter(None, country.split(",")):
                if not _COUNTRY.fullmatch(code):
                    message = f"{code!r:.60} is not the code of a country such as 'NL'"
                    yield Fault("names.tsv", where, message)
            yield from self._subjects("names.tsv", where, name, subjects.split("+"))
        for where, (name, options, _, _, dangerous, _) in self._rows("abbreviations.tsv"):
            meant = options.replace("|", "+").split("+")
            yield from self._subjects("abbreviations.tsv", where, name, meant)
            if dangerous not in ("", "yes"):
                message = f"{dangerous!r:.60} is neither 'yes' nor empty"
                yield Fault("abbreviations.tsv", where, message)

    def _subjects(
        self, table: str, where: str, name: str, subjects: Iterable[str]
    ) -> Iterator[Fault]:
        if not formats.is_line(name):
            yield Fault(table, where, formats.NO_LINE)
        for subject in subjects:
            if not self._is_subject(subject):
                message = f"{name!r:.60}: there is no subject {subject!r:.60}"
                yield Fault(table, where, message)

    def _is_subject(self, subject: str) -> bool:
        """Return whether a subject has a file, or is marked as one that has none."""
        if subject.startswith("~"):
            return formats.is_slug(subject[1:])
        if any(layer.has(subject) for layer in self.layers):
            return True
        return any(f"{place}/{subject}.toml" in self.unread for place in KINDS)

    def _words(self) -> Iterator[Fault]:
        """Check the tables whose words are compared with folded text, and the routes."""
        yield from self._folded()
        for where, (_, kind, _) in self._rows("words.tsv"):
            if kind not in WORD_KINDS:
                message = f"{kind!r:.60} is no kind of word; allowed: {', '.join(WORD_KINDS)}"
                yield Fault("words.tsv", where, message)
        for where, (word, _, proof, subject) in self._rows("ordinary.tsv"):
            if proof not in PROOFS:
                message = f"{proof!r:.60} proves nothing; allowed: {', '.join(PROOFS)}"
                yield Fault("ordinary.tsv", where, message)
            yield from self._subjects("ordinary.tsv", where, word, filter(None, [subject]))
        for where, (_, circumstance) in self._rows("routes.tsv"):
            yield from self._in_terms({"circumstance": circumstance}, "routes.tsv", where)
        yield from phrases.faults(self._rows, self._in_terms, self._is_subject)
        for table in ("vocabulary.tsv", "words.tsv", "routes.tsv", "ordinary.tsv"):
            times = Counter(row[0] for _, row in self._rows(table))
            for where, (word, *_) in self._rows(table):
                if times[word] > 1:
                    yield Fault(table, where, f"{word!r:.60} is there {times[word]} times")

    def _folded(self) -> Iterator[Fault]:
        for where, (name, _) in self._rows("vocabulary.tsv"):
            if not name or fold(name) != name:
                message = f"{name!r:.60} would never match; write it folded: {fold(name)!r:.60}"
                yield Fault("vocabulary.tsv", where, message)
        for table in ("words.tsv", "ordinary.tsv"):
            for where, (word, *_) in self._rows(table):
                if not word or " " in word or fold(word) != word:
                    wanted = f"write one folded word: {fold(word)!r:.60}"
                    yield Fault(table, where, f"{word!r:.60} would never match; {wanted}")

    def _rows(self, table: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Return the rows of a flat table, each with its place."""
        return ((f"line {n}", row) for n, row in enumerate(self.own.rows(table), 2))
