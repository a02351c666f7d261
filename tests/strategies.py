"""What hypothesis draws: statements, patients, entries, spellings, documents and frames.

Statements speak of an invented medicine, in the small tree of invented conditions
`any-pmd > syndrome > variant` and `any-pmd > weakness`, so that the four sorts of
pairs (same, wider, narrower, beside) come up often.
"""

from __future__ import annotations

import copy
import math
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import product
from typing import Any

import pytest
from hypothesis import strategies as st

from mitosafe.answers.dataset import Dataset
from mitosafe.graph import Graph
from mitosafe.judge import Knowledge
from mitosafe.model import (
    ANY_PMD,
    LANGUAGES,
    Evidence,
    Patient,
    ReadExtent,
    ReleaseId,
    Source,
    SourceId,
    SourceRank,
    Statement,
    SubjectId,
    TermId,
    Verdict,
)
from tests import invented
from tests.invented import Files
from tests.invented_faults import INJECTIONS

#: The languages in which everything is shown.
languages = st.sampled_from(LANGUAGES)

#: Each invented condition and the wider ones of which it is a kind.
PARENTS: Mapping[TermId, tuple[TermId, ...]] = {
    TermId("any-pmd"): (),
    TermId("syndrome"): (TermId("any-pmd"),),
    TermId("variant"): (TermId("syndrome"),),
    TermId("weakness"): (TermId("any-pmd"),),
    TermId("other-syndrome"): (TermId("weakness"), TermId("any-pmd")),
    TermId("suspected"): (),
}
#: The same, with what excludes what and what settles the suspicion.
GRAPH = Graph(
    parents=PARENTS,
    excludes={
        TermId("other-syndrome"): (TermId("syndrome"),),
        TermId("prolonged"): (TermId("topical"),),
    },
    settled_by={TermId("suspected"): (TermId("syndrome"),)},
)
CIRCUMSTANCES = ("prolonged", "topical")
#: One invented source for each standing and each way of reading.
SOURCES: dict[SourceId, Source] = {
    SourceId(f"{rank.value}-{read.value}"): Source(
        id=SourceId(f"{rank.value}-{read.value}"), title="an invented title", rank=rank, read=read
    )
    for rank, read in product(SourceRank, ReadExtent)
}
# Two newer documents of bodies that replace what stands before.
for _name, _rank, _older in (
    ("authority-new", SourceRank.AUTHORITY, ("authority-whole", "authority-abstract")),
    ("study-new", SourceRank.STUDY, ("study-part", "authority-part", "page-whole")),
):
    SOURCES[SourceId(_name)] = Source(
        id=SourceId(_name),
        title="an invented title",
        rank=_rank,
        read=ReadExtent.PART,
        updates=tuple(map(SourceId, _older)),
    )
#: Dates of the three lengths, some of them covering others, and none.
DATES = (None, "2010", "2016", "2016-02", "2016-02-07", "2017", "2017-11", "2024-02-07")


def statement(number: int = 0, **more: object) -> Statement:
    """Return a statement on an invented medicine: a caution by consensus, unless told otherwise."""
    said: dict[str, object] = {
        "id": f"inventol.{number}",
        "subject": SubjectId("inventol"),
        "verdict": Verdict.CAUTION,
        "evidence": Evidence.CONSENSUS,
        "source": SourceId("authority-whole"),
        "locator": "page 1",
        "since": ReleaseId("2010.1"),
        "facts": (),
        "stated": "2016",
    }
    return Statement(**{**said, **more})  # type: ignore[arg-type]


def _rows() -> st.SearchStrategy[dict[str, Any]]:
    """Draw what one source says, without an id."""
    return st.fixed_dictionaries(
        {
            "verdict": st.sampled_from(Verdict),
            "evidence": st.sampled_from(Evidence),
            "source": st.sampled_from(sorted(SOURCES)),
            "population": st.sampled_from(sorted(PARENTS)),
            "circumstance": st.sampled_from([None, None, *CIRCUMSTANCES]),
            "stated": st.sampled_from(DATES),
            "read": st.sampled_from([None, None, None, *ReadExtent]),
        }
    )


def one_more() -> st.SearchStrategy[Statement]:
    """Draw what one more source says of the medicine of `lists_of_statements`."""
    return _rows().map(lambda row: statement(99, **row))


@st.composite
def lists_of_statements(draw: st.DrawFn, min_size: int = 0) -> list[Statement]:
    """Draw what several sources say of one medicine; no two statements have one id."""
    drawn = draw(st.lists(_rows(), min_size=min_size, max_size=8))
    return [statement(number, **row) for number, row in enumerate(drawn)]


@st.composite
def patients(draw: st.DrawFn) -> Patient:
    """Draw what is known of a patient, without contradiction."""
    known = [c for c in PARENTS if c != "any-pmd"]
    state = {
        c: draw(st.sampled_from(["has", "lacks", "unknown"])) for c in [*known, *CIRCUMSTANCES]
    }
    has = {c for c, s in state.items() if s == "has"}
    above = GRAPH.closure(has)
    lacks = {c for c, s in state.items() if s == "lacks"} - above
    # Both of an excluding pair is a contradiction, too.
    has -= {"other-syndrome"} if "syndrome" in above else set()
    return Patient(has=has, lacks=lacks)


def patients_of(dataset: Dataset) -> st.SearchStrategy[Patient]:
    """Draw what is known of a patient in the terms of a list, without contradiction."""
    uses = [term.id for term in dataset.terms("circumstances")]
    known = [*sorted(dataset.parents.keys() - {ANY_PMD}), *uses]
    some = st.sets(st.sampled_from(known), max_size=3)

    def made(has: set[TermId], lacks: set[TermId]) -> Patient:
        has -= Knowledge(Patient(has=has), dataset.parents).clash
        above = Knowledge(Patient(has=has, lacks=lacks - has), dataset.parents).contradiction
        return Patient(has=has, lacks=lacks - has - above)

    return st.builds(made, some, some)


def knowledge(patient: Patient) -> Knowledge:
    """Return what is known of a patient in the invented tree."""
    return Knowledge(patient, GRAPH)


class Unshowable:
    """A foreign value that fails when it is asked to show itself."""

    def __repr__(self) -> str:
        """Fail."""
        raise RuntimeError


class Derived(str):
    """Text of a class of its own, as numpy and some readers of tables give it."""

    __slots__ = ()

    def __str__(self) -> str:
        """Show something else than the text."""
        return "Derived"


#: A list within a list, deeper than Python can show.
DEEP: list[object] = []
for _ in range(100_000):
    DEEP = [DEEP]

#: Entries of the kinds that have broken others: each comes back, and none is dropped.
#: Containers are refused by name: see tests/answers/test_containers.py.
HOSTILE: tuple[object, ...] = (
    None,
    math.nan,
    math.inf,
    0,
    500,
    10**5000,
    True,
    False,
    b"valproate",
    "",
    " \t\n",
    "\x00\x01\x1b[31m",
    "\ud800\udfff",
    "valproate \ud800",
    "\u202evalproate\u200b",
    "...!?",
    "500 mg",
    Derived("valproate"),
    Derived(" "),
    Unshowable(),
    "<script>alert('x')</script>",
    "zzyzx " * 200_000,
)


def entries() -> st.SearchStrategy[object]:
    """Draw what may stand in a column of medicines: text of every sort, and no text at all."""
    return st.one_of(
        st.sampled_from(HOSTILE),
        st.text(),
        st.text(st.characters()),
        st.sampled_from(["Depakine", "amoxicillin", "paracetamol", "zzyzx"]).flatmap(spellings),
        st.integers() | st.floats() | st.booleans() | st.binary() | st.none(),
        st.dates() | st.decimals(),
    )


def entries_of(dataset: Dataset) -> st.SearchStrategy[str]:
    """Draw entries as records write them: names of a list among the words that stand with them.

    The words are those that the list sets aside, in its languages: strengths, forms, routes,
    salts, companies and words of context, and some that are in no list.
    """
    names = st.sampled_from(sorted(dataset.index.names())).flatmap(spellings)
    words = st.sampled_from(sorted(dataset.index.words))
    other = st.sampled_from(["zzyzx", "500", "0,5", "2x", "/", "+", "-", "é", "x"])
    return st.lists(names | words | other, max_size=8).map(" ".join)


def spellings(name: str) -> st.SearchStrategy[str]:
    """Draw ways in which records write a name: case, accents, and what stands around it."""
    forms = [name, name.upper(), name.lower(), name.title(), *_accents(name)]
    return st.builds(
        "{}{}{}".format,
        st.sampled_from(["", " ", "  ", "(", "* ", "1x ", "2 x "]),
        st.sampled_from(forms),
        st.sampled_from(["", " ", ",", ".", ")", "®", " 500 mg", "\n"]),
    )


def _accents(name: str) -> list[str]:
    apart = unicodedata.normalize("NFD", name)
    return [apart, "".join(c for c in apart if not unicodedata.combining(c))]


def documents(most: int | None = None) -> st.SearchStrategy[tuple[frozenset[str], Files]]:
    """Draw the files of the invented list with faults put in, and the names of the faults.

    Args:
        most: How many faults at most; 1 for documents with one fault.
    """
    names = st.frozensets(st.sampled_from(sorted(INJECTIONS)), min_size=1, max_size=most)
    return names.map(lambda drawn: (drawn, broken(drawn)))


@cache
def _well() -> Files:
    return invented.files()


def broken(names: Iterable[str]) -> Files:
    """Return the files of the invented list with these faults in it."""
    files = copy.deepcopy(_well())
    for name in sorted(names):
        INJECTIONS[name].change(files)
    return files


#: Engines that a frame is drawn in.
ENGINES = ("pandas", "polars", "polars lazy", "pyarrow")


def _frame(engine: str, columns: dict[str, Any]) -> Any:
    """Make a frame of a column of medicines whose rows are numbered; skip without the engine."""
    library = pytest.importorskip(engine.split(maxsplit=1)[0])
    if engine == "pandas":
        return library.DataFrame(columns, dtype="object")
    if engine == "pyarrow":
        schema = library.schema({"row": library.int64(), "drug": library.string()})
        return library.table(columns).cast(schema)
    frame = library.DataFrame(columns, schema_overrides={"drug": library.String})
    return frame.lazy() if engine == "polars lazy" else frame


def frames(of: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[list[str | None], Any]]:
    """Draw a column `drug`, some of it null, and a frame with it and the numbers `row`.

    The frame is of one of the engines; a lazy one does not keep the order of its rows.
    """
    columns = st.lists(st.none() | of.map(_encodable), min_size=1, max_size=8)

    def made(drugs: list[str | None], name: str) -> tuple[list[str | None], Any]:
        return drugs, _frame(name, {"row": list(range(len(drugs))), "drug": drugs})

    return st.builds(made, columns, st.sampled_from(ENGINES))


def _encodable(text: str) -> str:
    """Take out lone surrogates, which no column of text can hold."""
    return text.encode("utf-8", "ignore").decode()
