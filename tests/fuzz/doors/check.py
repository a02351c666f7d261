"""`check`: any text or code, in any system, for any patient, as of any release."""

from __future__ import annotations

import json
from functools import cache

from mitosafe import Answer, Dataset, Outcome, Patient
from mitosafe._text.folding import fold
from mitosafe.model import LANGUAGES
from tests.fuzz.bytes import Choices, encodable, text
from tests.reference.folding import tokens
from tests.reference.listing import read
from tests.reference.matching import Reference

SYSTEMS = (None, None, None, None, "atc", "rxnorm", "unii", "cas", "snomed", "mitosafe",
           "ndc", "cip", "dmd", "din", "rvg", "gpk")  # fmt: skip
PATIENTS = (Patient(), Patient(has={"polg", "prolonged"}), Patient(lacks={"melas", "mt-rnr1"}))
PACKAGED = Dataset.packaged()
RELEASES = tuple(release.id for release in PACKAGED.releases())
#: In which form an answer is shown: rendering takes far longer than answering, so seldom.
FORMS = (*[None] * 12, "text", "markdown", "html", "as_dict")
#: The slow reading takes time with the square of the tokens: only so many are compared.
COMPARED = 40

_ENTRIES = (
    "METFORMIN HCL 850 MG ORAL TABLET",
    "Dépakine Chrono 300 mg, comprimé pelliculé sécable à libération prolongée",
    "natriumvalproaat 500mg tablet mga; gestopt",
    "codeine/paracetamol 30/500 mg",
    "no metformin, allergic to ACIDE VALPROI\u0308QUE",
    "Aceon metfromin Neocitran co-trimoxazole",
    "statins, simvastatin\u200b\u202eabc\0",
    "",
)
SEEDS = (
    *(b"\0\0\0\0\0" + entry.encode() for entry in _ENTRIES),
    *(bytes([0, 1, 1, form, 1]) + _ENTRIES[1].encode() for form in range(12, 16)),
    *(b"\4\0\0\0\0n03ag01 ", b"\4\1\1\0\0C10AA99", b"\5\2\2\1\0 40254"),
    b"\7\0\0\0\x0199-66-1",
)
WORDS = tuple(
    word.encode()
    for word in (
        *("valproate", "Zyvox", "linezolid", "tartraat", "natrium", "hydrochloride", "um", "mg"),
        *("no", "allergie", "gestopt", "500", "\u0301", "\u202e", "™", "\u2028", "J01G", "ﬁ", "İ"),
    )
)


@cache
def _slow() -> Reference:
    return Reference(read())


def try_one(data: bytes) -> None:
    """Ask for one entry; it comes back whole, explained, and as the slow reading reads it."""
    chosen = Choices(data, 5)
    system, patient = chosen.one(SYSTEMS), chosen.one(PATIENTS)
    language, form = chosen.one(LANGUAGES), chosen.one(FORMS)
    release = chosen.one(RELEASES[::-1])
    entry = text(chosen.rest)
    answer = PACKAGED.check(entry, system=system, patient=patient, release=release)
    assert entry is answer.entry
    _named(answer, entry)
    if system is None and len(tokens(entry)) <= COMPARED and _plain(entry):
        _as_read_slowly(answer, entry)
    if form is not None:
        shown = getattr(answer, form)(language)
        encodable(shown if isinstance(shown, str) else _json(shown))
        absence = PACKAGED.term("phrases", "absence").words[language]
        assert absence.replace("'", "") in _flat(shown)


def _json(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False, allow_nan=False)


def _flat(shown: object) -> str:
    """Return what is shown on one line, without apostrophes, which HTML writes in its own way."""
    text = shown if isinstance(shown, str) else _json(shown)
    return " ".join(text.split()).replace("'", "").replace("&#x27;", "")


def _named(answer: Answer, entry: str) -> None:
    """Check that something of an entry is named, unless nothing in it can be seen."""
    visible = any(c.isprintable() and not c.isspace() for c in entry)
    named = any((answer.findings, answer.not_assessed, answer.ambiguous, answer.unread))
    assert visible is named is (answer.outcome is not Outcome.EMPTY)
    levels = [finding.level for finding in answer.findings if finding.level]
    assert answer.level is max(levels, default=None)
    assert (answer.outcome is Outcome.LISTED) is (answer.worst is not None)


def _plain(entry: str) -> bool:
    """Return whether an entry is words and numbers alone, none judged by what is around it."""
    judged = _slow().judged()
    words = [word for word in entry.split(" ") if word]
    whole = all(word.isalpha() or word.isdecimal() for word in words)
    return whole and not judged & set(tokens(entry))


def _as_read_slowly(answer: Answer, entry: str) -> None:
    """Check the medicines and the words that were not understood against the slow reading."""
    slow = _slow().read(entry)
    certain = {s for found in slow.found for s in found.certain if not s.startswith("~")}
    assert certain == {finding.drug.id for finding in answer.findings}
    assert list(map(fold, answer.seen)) == slow.seen
    if slow.found or slow.unread:
        assert list(map(fold, answer.unread)) == slow.unread
