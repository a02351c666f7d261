"""What is written as a file is decoded as it was; and no file makes decoding fall over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st

from mitosafe.errors import DataError
from mitosafe.loading import decode
from mitosafe.model import (
    About,
    Background,
    Codes,
    Drug,
    Evidence,
    Group,
    Names,
    ReadExtent,
    Release,
    Review,
    Source,
    SourceRank,
    Statement,
    SubjectKind,
    Term,
    Verdict,
    Words,
)
from tests import invented

Raw = dict[str, Any]
EXEMPLIN = "drugs/exemplin.toml"
MECHANISMS = "terms/mechanisms.toml"

#: Words of everything that a file may hold; the dots of a line are limited, so none here.
TEXT = st.text(
    st.characters(exclude_categories=["C", "Zl", "Zp"], exclude_characters="."), max_size=6
)
SLUG = st.sampled_from(("a", "b-1", "exemplin", "0.x", "any-pmd", "m.1a-g"))
RELEASE = st.sampled_from(("2010.1", "2026.2", "2026.2.1", "2099.1.12"))
DATE = st.dates().map(str) | st.dates().map(lambda day: str(day)[:7])
WORDS = st.builds(Words, en=TEXT, fr=TEXT, nl=TEXT)


def _some(of: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, max_size=2).map(tuple)


def _maybe(of: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | of


SAID: dict[str, st.SearchStrategy[Any]] = {
    "subject": st.just("exemplin"),
    "source": SLUG,
    "locator": TEXT,
    "since": RELEASE,
    "facts": _some(TEXT),
    "mechanisms": _some(SLUG),
    "note": _maybe(WORDS),
}
STATEMENT = st.builds(
    Statement,
    id=SLUG,
    verdict=st.sampled_from(Verdict),
    evidence=st.sampled_from(Evidence),
    population=SLUG,
    circumstance=_maybe(SLUG),
    monitoring=_some(SLUG),
    grade=_maybe(TEXT),
    stated=_maybe(DATE),
    withdrawn=_maybe(RELEASE),
    reason=_maybe(WORDS),
    reviewed=_maybe(st.builds(Review, by=TEXT, date=DATE)),
    local=st.just(False),
    **SAID,
)
BACKGROUND = st.builds(Background, about=st.sampled_from(About), **SAID)
NAMES = st.builds(
    Names, **dict.fromkeys(("en", "fr", "nl"), TEXT), **dict.fromkeys(("de", "pt"), _maybe(TEXT))
)
SUBJECT: dict[str, st.SearchStrategy[Any]] = {
    "id": st.just("exemplin"),
    "names": NAMES,
    "kind": st.sampled_from(SubjectKind),
    "statements": _some(STATEMENT),
    "background": _some(BACKGROUND),
    "since": RELEASE,
}
DRUG = st.builds(
    Drug,
    unsourced=_some(TEXT),
    codes=st.builds(Codes, **{field.name: _some(TEXT) for field in attrs.fields(Codes)}),
    groups=_some(SLUG),
    indications=_some(SLUG),
    **SUBJECT,
)
GROUP = st.builds(Group, synonyms=_some(TEXT), atc=_some(TEXT), open=st.booleans(), **SUBJECT)
SOURCE = st.builds(
    Source,
    id=SLUG,
    title=TEXT,
    described=st.booleans(),
    date=_maybe(DATE),
    rank=st.sampled_from(SourceRank),
    read=st.sampled_from(ReadExtent),
    also=_some(TEXT),
    **dict.fromkeys(("authors", "url", "doi", "pmid", "pmcid"), _maybe(TEXT)),
)
RELEASES = st.builds(
    Release,
    id=RELEASE,
    date=st.dates().map(str),
    previous=_maybe(RELEASE),
    reconstructed=st.booleans(),
    reason=_maybe(WORDS),
    digest=TEXT,
)
TERM = st.builds(
    Term,
    id=SLUG,
    vocabulary=st.just("mechanisms"),
    words=WORDS,
    explain=_maybe(WORDS),
    parent=_maybe(SLUG),
    ids=_some(TEXT),
)


def _once(several: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple({each.id: each for each in several}.values())


def there_and_back(plain: Raw, file: str) -> Raw:
    """Write plain values as TOML and parse them again."""
    return decode.parse(invented.toml({"format": 1, **plain}), file)


@given(DRUG)
def test_a_drug_comes_back_from_its_file(drug: Drug) -> None:
    """What is written of a drug, every field of it, is read again as it was."""
    assert drug == decode.drug(there_and_back(invented.encode(drug), EXEMPLIN), EXEMPLIN)


@given(GROUP)
def test_a_group_comes_back_from_its_file(group: Group) -> None:
    """What is written of a group is read again as it was."""
    file = "groups/exemplin.toml"
    assert group == decode.group(there_and_back(invented.encode(group), file), file)


@given(
    _some(SOURCE).map(_once),
    _some(RELEASES).map(_once),
    _some(TERM).map(_once),
)
def test_lists_come_back_from_their_files(
    sources: tuple[Source, ...], releases: tuple[Release, ...], terms: tuple[Term, ...]
) -> None:
    """Sources, releases and terms are read again as they were written, in their order."""
    files = {"sources": sources, "releases": releases, "terms": terms}
    raw = {
        key: there_and_back({key: invented.encode(found)}, "a.toml") for key, found in files.items()
    }
    assert sources == decode.sources(raw["sources"])
    assert releases == decode.releases(raw["releases"])
    assert terms == tuple(decode.terms(raw["terms"], MECHANISMS).values())


#: Plain values of any kind, as a file may hold them.
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
)


def _outcome(how: Callable[..., Any], *given: object) -> Any:
    """Return what was decoded, or the faults."""
    try:
        return how(*given)
    except DataError as error:
        return error.faults


@given(st.dictionaries(st.sampled_from([f.name for f in attrs.fields(Drug)]) | TEXT, ANYTHING))
def test_no_table_makes_decoding_fall_over(raw: Raw) -> None:
    """Whatever a file holds, it is decoded or refused with faults, and nothing else."""
    for how in (decode.drug, decode.group, decode.terms):
        outcome = _outcome(how, raw, EXEMPLIN)
        assert isinstance(outcome, Drug | Group | dict) or {EXEMPLIN} == {f.file for f in outcome}


@given(st.text(max_size=200))
def test_no_text_makes_parsing_fall_over(text: str) -> None:
    """Whatever text a file holds, it is parsed or refused with one fault."""
    for start in ("", "format = 1\n"):
        outcome = _outcome(decode.parse, start + text, "a.toml")
        assert isinstance(outcome, dict) or 1 == len(outcome)
