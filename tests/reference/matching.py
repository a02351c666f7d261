"""Reading an entry as the page `explanation/matching` tells it, trying everything.

At each place every run of tokens is tried, the longest first. There is no table of first
tokens, no limit to the length of a name and no memory.
"""

from __future__ import annotations

from typing import NamedTuple

from tests.reference import naming
from tests.reference.folding import fold, tokens
from tests.reference.listing import Listing

#: A glued word is taken apart from this many letters on, if this many are left of it.
GLUED, LEFT = 7, 5


class Found(NamedTuple):
    """A name that was found: what it certainly stands for, and what it may stand for."""

    name: str
    certain: frozenset[str]
    perhaps: frozenset[str]


class Read(NamedTuple):
    """What was made of an entry."""

    found: list[Found]
    unread: list[str]
    seen: list[str]


class Reference:
    """Reads entries and codes with the plain tables of a listing."""

    def __init__(self, listing: Listing) -> None:
        """Gather every name with all that it may stand for, and with the kind it was given first.

        A name of a listed medicine hides the same name in the vocabulary.
        """
        self.listing = listing
        self.meanings: dict[str, set[frozenset[str]]] = {}
        self.kinds: dict[str, str] = {}
        for name, said in naming.gather(listing).items():
            for kind, subjects, _ in said:
                self._add(name, kind, set(map(self._listed, subjects)))
        listed = set(self.meanings)
        for name, substances in listing.vocabulary:
            if name not in listed:
                for option in substances.split("|"):
                    known = (self._listed(f"~{s}") for s in option.split("+"))
                    self._add(name, "vocabulary", set(known))
        self.words = {word: kind for word, kind, *_ in listing.words}
        for phrase, kind, *_ in listing.phrases:
            if " " not in fold(phrase) and kind != "contents":
                self.words[fold(phrase)] = kind
        words = {word: kind for word, kind, *_ in listing.words}
        self.forms = {word for word, kind in words.items() if kind == "form" and len(word) > 4}
        self.forms |= {
            phrase
            for phrase, kind, where in listing.phrases
            if kind == "form" and where in ("nl", "de")
        }
        self.salts = [word for word, kind in self.words.items() if kind == "salt" and len(word) > 4]

    def _listed(self, subject: str) -> str:
        """Return a subject without its mark where it came onto the list since it was named."""
        return subject[1:] if subject[1:] in self.listing.drugs else subject

    def judged(self) -> set[str]:
        """Return every word whose meaning hangs on its neighbours: the slow reading knows none."""
        listing = self.listing
        words = {"and", "et", "en"} | {word for word, k, *_ in listing.words if k == "context"}
        words.update(token for row in listing.phrases for token in tokens(row[0]))
        words.update(token for row in listing.abbreviations for token in tokens(row[0]))
        words.update(row[0] for row in listing.ordinary)
        for heads, beside, *_ in listing.qualifiers:
            words.update(token for name in heads.split("|") for token in tokens(name))
            words.update(beside.split("|"))
        return words

    def _add(self, name: str, kind: str, subjects: set[str]) -> None:
        folded = fold(name)
        self.meanings.setdefault(folded, set()).add(frozenset(subjects))
        self.kinds.setdefault(folded, kind)

    def _found(self, name: str) -> Found:
        meanings = self.meanings[name]
        certain = frozenset.intersection(*meanings)
        return Found(name, certain, frozenset.union(*meanings) - certain)

    def read_list(self, text: str) -> Read:
        """Read an entry whose items are parted by semicolons: each by itself, none passed over."""
        got = Read([], [], [])
        named = False
        parts = [part for part in text.split(";") if tokens(part)]
        for part in parts:
            one = self.read(part)
            dose = self._is_dose(tokens(part)) and named
            if not one.found and not one.unread and not dose:
                one.unread.append(" ".join(tokens(part)))
            named = named or bool(one.found or one.unread)
            got.found.extend(f for f in one.found if f not in got.found)
            got.unread.extend(one.unread)
        return got

    def _is_dose(self, parts: list[str]) -> bool:
        """Tell whether tokens only say how much or how often."""
        kinds = [self.words.get(token, "") for token in parts]
        dose = {"unit", "frequency", "filler", "salt", "age"}
        plain = all(k in dose or (not k and len(t) == 1) for t, k in zip(parts, kinds, strict=True))
        return plain and bool({"unit", "frequency", "age"} & set(kinds))

    def read(self, text: str) -> Read:
        """Read one item: words between spaces, none of which says anything of the others."""
        left = tokens(text)
        got = Read([], [], [])
        run: list[str] = []
        while left:
            name, used = self._name(left)
            token = left[0]
            plain = name is None and token not in self.words and not _is_short(token)
            if plain and len(left) > 1 and token + left[1] in self.meanings:
                tail, length = self._name(left[1:])
                if tail is not None and length == 1:
                    name, used, plain = token + left[1], 2, False
            left = left[used:]
            if plain:
                run.append(token)
                continue
            if run:
                got.unread.append(" ".join(run))
                run = []
            if name is not None and name not in [found.name for found in got.found]:
                got.found.append(self._found(name))
        if run:
            got.unread.append(" ".join(run))
        return got

    def _name(self, left: list[str]) -> tuple[str | None, int]:
        """Return the longest name at the beginning of some tokens, and how many it takes."""
        for length in range(len(left), 0, -1):
            if (name := " ".join(left[:length])) in self.meanings:
                return name, length
        return (None if left[0] in self.words else self._unglued(left[0])), 1

    def _unglued(self, token: str) -> str | None:
        """Take a salt off the end, or off the beginning, or a Latin ending, or a form."""
        if len(token) < GLUED:
            return None
        substances = {"inn", "synonym", "salt"}
        salts = sorted(self.salts, key=len, reverse=True)
        tries = [
            *((token[: -len(s)], substances | {"vocabulary"}) for s in salts if token.endswith(s)),
            *((token[len(s) :], substances) for s in salts if token.startswith(s)),
            *((token[: -len(s)], {"inn", "vocabulary"}) for s in ("i", "um") if token.endswith(s)),
        ]
        for rest, kinds in tries:
            if len(rest) >= LEFT and self.kinds.get(rest) in kinds:
                return rest
        for form in sorted(self.forms, key=len, reverse=True):
            rest = token.removesuffix(form)
            if rest == token or len(rest) < LEFT:
                continue
            if self.kinds.get(rest) in substances | {"vocabulary", "brand"}:
                return rest
            if len(rest) > LEFT and rest.endswith(tuple(salts)) and (name := self._unglued(rest)):
                return name
        return None

    def near(self, piece: str) -> set[str]:
        """Return every name that is one letter more, less or other, or a swap, away from a text."""
        return {name for name in self.meanings if is_near(piece, name)}

    def code(self, system: str, code: str) -> tuple[frozenset[str], str] | None:
        """Return the subjects of a code, and what sort of code it is."""
        wanted = code.strip().upper()
        drugs, groups = self.listing.drugs, self.listing.groups
        if system == "mitosafe":
            own = [i for i in (*drugs, *groups) if i.upper() == wanted]
            return (frozenset(own), "group-code" if own[0] in groups else "code") if own else None
        for kind, key in (("code", system), ("former-code", f"{system}_former")):
            found = {
                raw["id"]
                for raw in drugs.values()
                if wanted in [c.upper() for c in raw.get("codes", {}).get(key, ())]
            }
            if found:
                return frozenset(found), kind
        if system != "atc" or len(wanted) not in (3, 4, 5, 7):
            return None
        above = {
            raw["id"]
            for raw in groups.values()
            if any(len(c) > 2 and wanted.startswith(c.upper()) for c in raw.get("atc", ()))
        }
        return (frozenset(above), "group-code") if above else None


def _is_short(token: str) -> bool:
    """Tell whether a token is a number or a single letter."""
    return token.isdecimal() or len(token) == 1


def is_near(one: str, other: str) -> bool:
    """Return whether two texts are one edit apart: walk over what they share from both ends."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    mine, theirs = one[start:], other[start:]
    swapped = mine[:2] == theirs[1::-1] and len(mine) > 1 and mine[2:] == theirs[2:]
    return swapped or theirs == mine[1:] or mine == theirs[1:] or mine[1:] == theirs[1:]
