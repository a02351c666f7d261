"""The words around names, and what they do: set aside, reported, cutting, or a circumstance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from mitosafe._text.folding import tokens
from mitosafe.lookup.index import Match
from mitosafe.lookup.items import Fate
from mitosafe.lookup.typed import Typed

#: The tables that are read here, beside the single words of `words.tsv`.
READ = ("phrases.tsv", "uses.tsv", "qualifiers.tsv")
#: What a qualified name means that means nothing known.
NOTHING = "-"
#: Kinds of words that are reported, and what they say of a medicine; `other` says nothing certain.
CUES = frozenset(
    (
        "allergy",
        "avoid",
        "history",
        "laboratory",
        "negation",
        "other",
        "resistance",
        "stop",
        "switch",
    )
)


#: Forms of more letters than this are glued to names, and those of these languages.
_GLUED, _GLUING = 4, ("nl", "de")


class Phrase(NamedTuple):
    """A phrase of several tokens."""

    tokens: tuple[str, ...]
    #: What must stand behind each, the last one perhaps left out; empty for a space or hyphen.
    gaps: tuple[str, ...]
    kind: str

    def fits(self, typed: Typed, at: int) -> bool:
        """Return whether the phrase stands in a text at a token."""
        behind = at + len(self.tokens)
        if tuple(typed.tokens[at:behind]) != self.tokens:
            return False
        between = typed.gaps[at + 1 : at + 1 + len(self.gaps)]
        return all(
            _alike(gap, typed_gap) for gap, typed_gap in zip(self.gaps, between, strict=True)
        )


def _alike(gap: str, typed: str) -> bool:
    if gap in ("'", "/"):
        return typed.strip().replace("\u2019", "'") == gap
    return all(c in " -\u00a0\u2010\u2011\t" for c in typed)


class Qualifier(NamedTuple):
    """A word beside a name that makes something else of it."""

    #: What it then is: the id of a subject, or `NOTHING`.
    meaning: str
    #: Where it stands: `before`, `after` or `beside`.
    side: str


class Lexis:
    """The tables of words, ready to be asked."""

    def __init__(self, words: Mapping[str, str], tables: Mapping[str, Iterable[str]]) -> None:
        """Keep the tables.

        Args:
            words: Single words and their kinds, as `words.tsv` has them.
            tables: Lines of the tables in `READ`.
        """
        self.words = {word: "other" if kind == "context" else kind for word, kind in words.items()}
        self.phrases: dict[str, tuple[Phrase, ...]] = {}
        #: Words that behind a brand change what is in it.
        self.contents: set[str] = set()
        self.uses: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
        self.qualifiers: dict[str, dict[str, Qualifier]] = {}
        for line in tables.get("phrases.tsv", ()):
            self._phrase(*line.split("\t")[:2])
        for line in tables.get("uses.tsv", ()):
            self._use(*line.split("\t")[:2])
        for line in tables.get("qualifiers.tsv", ()):
            heads, words_beside, side, meaning = line.split("\t")[:4]
            for head in heads.split("|"):
                known = self.qualifiers.setdefault(head, {})
                for word in words_beside.split("|"):
                    known[word] = Qualifier(meaning, side)
        salts = (word for word, kind in self.words.items() if kind == "salt" and len(word) > 4)
        forms = {word for word, kind in words.items() if kind == "form" and len(word) > _GLUED}
        glued = (line.split("\t") for line in tables.get("phrases.tsv", ()))
        forms.update(phrase for phrase, kind, where in glued if kind == "form" and where in _GLUING)
        #: The longest first: dihydrochloride is taken off whole. Short ones (hemi) mislead.
        self.salts = tuple(sorted(salts, key=len, reverse=True))
        self.forms = tuple(sorted(forms, key=len, reverse=True))

    def _phrase(self, phrase: str, kind: str) -> None:
        typed = Typed(phrase)
        first, *rest = typed.tokens
        if rest or typed.gaps[-1]:
            last = len(typed.gaps) if typed.gaps[-1] else -1
            gaps = tuple(gap.strip() for gap in typed.gaps[1:last])
            known = (*self.phrases.get(first, ()), Phrase(tuple(typed.tokens), gaps, kind))
            self.phrases[first] = tuple(sorted(known, key=lambda p: len(p.tokens), reverse=True))
        elif kind == "contents":
            self.contents.add(first)
        else:
            self.words[first] = kind

    def _use(self, phrase: str, circumstance: str) -> None:
        first, *rest = tokens(phrase)
        if not rest:
            self.words.setdefault(first, "route")
        known = (*self.uses.get(first, ()), (tuple(rest), circumstance))
        self.uses[first] = tuple(sorted(known, key=lambda use: len(use[0]), reverse=True))

    def used(self, parts: list[str]) -> frozenset[str]:
        """Return the circumstances that tokens tell of; the longest phrase at each place."""
        found = set()
        for at, token in enumerate(parts):
            for rest, circumstance in self.uses.get(token, ()):
                if tuple(parts[at + 1 : at + 1 + len(rest)]) == rest:
                    found.add(circumstance)
                    break
        return frozenset(found)


def sort(kind: str) -> Fate:
    """Return whether words of a kind are reported, or set aside."""
    return Fate.CUE if kind.partition(":")[0] in CUES else Fate.WORD


def other(subject: str, name: str) -> Match:
    """Return a match for what a name is, read with the word beside it."""
    return Match(name=name, kind="synonym", subjects=(subject,))
