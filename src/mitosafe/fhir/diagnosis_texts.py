"""Texts of diagnoses: a name of a condition alone is that condition, all else is a mention.

"Leigh's disease (disorder)" is the name of Leigh syndrome, but for words that every
disease has. "No evidence of MELAS", "family history of MELAS" and "? MELAS" name it too,
and say something else: what is said of a name that does not stand alone is told apart.
"""

from __future__ import annotations

import enum
import re

from mitosafe._text.folding import tokens
from mitosafe.answers.dataset import Dataset
from mitosafe.model import ANY_PMD, LANGUAGES, Term
from mitosafe.validation.terms import WORD_KINDS

#: What a word of every mitochondrial disease begins with, in each of the languages.
_MITOCHONDRIAL = "mitochondri"
#: What a variant may be called.
_VARIANT_NOUNS = ("variant", "mutation", "mutatie", "carrier")
#: A variant of mitochondrial DNA as the list writes it.
_VARIANT = re.compile(r"m\.(\d+)([ACGT])>([ACGT])")


class Said(enum.Enum):
    """How a text speaks of a condition."""

    #: Its name alone.
    NAMED = "named"
    #: Among other words.
    MENTIONED = "mentioned"
    SUSPECTED = "suspected"
    NEGATED = "negated"
    FAMILY = "family"


class DiagnosisTexts:
    """The names of the conditions of a list."""

    def __init__(self, dataset: Dataset) -> None:
        """Take the conditions, further names of theirs, and the words beside them."""
        self._words: dict[str, set[str]] = {kind: set() for kind in WORD_KINDS}
        for word, kind in dataset.rows("condition_words.tsv"):
            self._words[kind].add(word)
        #: The words of a name without the generic ones to the conditions of that name.
        self._named: dict[tuple[str, ...], set[str]] = {}
        #: Names that are a single word, as they are: `MELAS`, and not the Barth of a syndrome.
        self._single: set[tuple[str, ...]] = set()
        #: What a text may mention: the names, ids, genes and variants.
        self._mentions: dict[tuple[str, ...], set[str]] = {}
        for term in dataset.terms("conditions"):
            if term.kind != "feature":
                self._take(term)
        for name, condition in dataset.rows("condition_names.tsv"):
            self._name(name, condition)
        self._lengths: dict[str, set[int]] = {}
        for mention in self._mentions:
            self._lengths.setdefault(mention[0], set()).add(len(mention))

    def _take(self, term: Term) -> None:
        genes = [gene.split(" ")[0] for gene in term.genes]
        for language in LANGUAGES:
            wording = term.words[language]
            self._name(wording, term.id)
            before, _, rest = wording.partition(" (")
            if rest.endswith(")"):
                self._name(before, term.id)
                # An acronym of the disease, and neither a gene nor what only explains.
                if (
                    term.kind == "disorder"
                    and rest[:-1].isupper()
                    and " " not in rest
                    and rest[:-1] not in genes
                ):
                    self._name(rest[:-1], term.id)
        if term.kind == "gene":
            for gene in genes:
                self._mention(tuple(tokens(gene)), term.id)
        for number, old, new in _VARIANT.findall(term.words.en):
            for written in (f"{number}{old}>{new}", f"{old}{number}{new}"):
                self._mention(tuple(tokens(written)), term.id)
            for before in ("", "mtDNA ", *(f"{gene} " for gene in genes)):
                for after in ("", *_VARIANT_NOUNS):
                    self._name(f"{before}m.{number}{old}>{new} {after}", term.id)

    def _name(self, name: str, condition: str) -> None:
        whole = tuple(tokens(name))
        plain = self._plain(whole) or whole
        self._named.setdefault(plain, set()).add(condition)
        if len(whole) == 1:
            self._single.add(plain)
        # A person's name alone is no disease: it is one beside its noun.
        known = len(plain) > 1 or plain in self._single
        self._mention(plain if known else _bare(whole), condition)

    def _mention(self, words: tuple[str, ...], condition: str) -> None:
        if condition != ANY_PMD or len(words) > 1:
            self._mentions.setdefault(words, set()).add(condition)

    def read(self, text: str) -> tuple[Said, tuple[str, ...]] | None:
        """Return what a text says, and of which conditions.

        Args:
            text: The text of a diagnosis.

        Returns:
            How it speaks of them, and their ids; none if it names no condition.
        """
        whole = tuple(tokens(text))
        plain = self._plain(whole)
        named = self._named.get(plain)
        if named is not None and (
            len(plain) > 1 or plain in self._single or not self._words["noun"].isdisjoint(whole)
        ):
            alone = "?" not in text
            return (Said.NAMED if alone else Said.SUSPECTED), tuple(sorted(named))
        found = self._mentioned(plain) | self._mentioned(_bare(whole))
        if not found and any(word.startswith(_MITOCHONDRIAL) for word in whole):
            found = {ANY_PMD}
        return (self._how(text, whole), tuple(sorted(found))) if found else None

    def how(self, text: str) -> Said:
        """Return how a text beside a code speaks of what the code says."""
        read = self.read(text)
        return self._how(text, tuple(tokens(text))) if read is None else read[0]

    def _mentioned(self, words: tuple[str, ...]) -> set[str]:
        found: set[str] = set()
        for start, word in enumerate(words):
            for length in self._lengths.get(word, ()):
                found |= self._mentions.get(words[start : start + length], set())
        return found

    def _plain(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Return the words of a name without those that say nothing of which disease it is."""
        return tuple(word for word in words if word not in self._words["generic"])

    def _how(self, text: str, words: tuple[str, ...]) -> Said:
        """Return how a text speaks that is more than a name; what takes back comes first."""
        pairs = zip(words, (*words[1:], ""), strict=True)
        left = {word for word, after in pairs if after not in self._words["before"]}
        if left & self._words["negated"]:
            return Said.NEGATED
        if left & self._words["family"]:
            return Said.FAMILY
        if "?" in text or "r/o" in text.lower() or left & self._words["suspected"]:
            return Said.SUSPECTED
        return Said.MENTIONED


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return words without the `s` of a genitive."""
    return tuple(word for word in words if word != "s")
