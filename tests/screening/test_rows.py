"""Rows → answers → sums: each row comes back, and memory does not grow with them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mitosafe import Dataset, Patient, UnknownRelease, UnknownValue
from mitosafe.model import Level, Outcome
from mitosafe.render.blocks import Block, Heading, Line, Section, Table
from mitosafe.screening import rows as screening
from mitosafe.screening.report import SHOWN, as_dict, report
from mitosafe.screening.rows import (
    BadRow,
    Frequencies,
    Item,
    Noted,
    OfAnswers,
    Passed,
    Row,
    Screened,
    Tally,
    screen,
)
from tests import invented

DATASET = invented.dataset()


def rows(*entries: object, system: str | None = None) -> list[Row | Item]:
    """Return rows with numbers from 1."""
    return [Row(number=n, entry=entry, system=system) for n, entry in enumerate(entries, 1)]


def tally(*items: Row | Item, dataset: Dataset = DATASET) -> Tally:
    """Return the sums over rows."""
    sums = Tally()
    for item in screen(items, dataset):
        sums.add(item)
    return sums


def outcomes(items: list[Item]) -> list[str]:
    """Return the outcome of each row that was answered."""
    return [item.answer.outcome.value for item in items if isinstance(item, Screened)]


def test_each_row_comes_back_in_order() -> None:
    """What is bad, passed over or answered already comes back as it is."""
    bad, passed = BadRow(first=2, last=2, reason="x"), Passed(number=3, what="Patient")
    first, last = rows("exemplin", 5)
    found = list(screen([first, bad, passed, last], DATASET))
    assert found[1:3] == [bad, passed]
    assert outcomes(found) == ["listed", "unrecognised"]
    assert list(screen(found, DATASET)) == found


def test_release_and_patient_are_those_asked_for() -> None:
    """The answers are of that release, for that patient."""
    (old,) = screen(rows("acceptol"), DATASET, release="2017.2")
    (safe,) = screen(rows("exemplin"), DATASET, patient=Patient(lacks={"invented-syndrome"}))
    assert isinstance(old, Screened)
    assert isinstance(safe, Screened)
    assert (old.answer.level, safe.answer.level) == (Level.ORANGE, Level.ORANGE)


def test_bad_questions_are_refused_before_the_first_row() -> None:
    """No row is read for an unknown release or condition."""

    def never() -> Iterator[Row]:
        pytest.fail("a row was read")
        yield Row(number=1, entry="")

    with pytest.raises(UnknownRelease):
        screen(never(), DATASET, release="0")
    with pytest.raises(UnknownValue):
        screen(never(), DATASET, patient=Patient(has={"x"}))


def test_codes_are_read_in_their_system() -> None:
    """A code and a name that look alike are not mixed up in the memory."""
    code, name = Row(number=1, entry="N99XA01", system="atc"), Row(number=2, entry="N99XA01")
    assert outcomes(list(screen([code, name, code], DATASET))) == [
        "listed",
        "unrecognised",
        "listed",
    ]


def test_an_unknown_system_is_a_bad_row() -> None:
    """A row of a system that nobody knows is named, each time."""
    found = list(screen(rows("x", "x", system="sesame"), DATASET))
    assert [(b.first, b.last) for b in found if isinstance(b, BadRow)] == [(1, 1), (2, 2)]
    assert all("unknown code system 'sesame'" in b.reason for b in found if isinstance(b, BadRow))


def test_an_entry_seen_before_is_not_asked_again() -> None:
    """The same text gives the same answer object; a long text is not kept."""
    long = "exemplin " * 30
    again = [s.answer for s in screen(rows("exemplin", "exemplin"), DATASET)
             if isinstance(s, Screened)]  # fmt: skip
    anew = [s.answer for s in screen(rows(long, long), DATASET) if isinstance(s, Screened)]
    assert again[0] is again[1]
    assert anew[0] is not anew[1]
    assert anew[0] == anew[1]


def test_the_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was long not asked for is forgotten, and the answers stay the same."""
    monkeypatch.setattr(screening, "REMEMBERED", 2)
    found = list(screen(rows(*"abcabc", "exemplin", "exemplin"), DATASET))
    assert outcomes(found) == [*["unrecognised"] * 6, "listed", "listed"]


def test_something_is_made_of_an_answer_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Past the limit the memory starts anew; what is made of a long entry is not kept."""
    monkeypatch.setattr(screening, "REMEMBERED", 2)
    view, asked = DATASET.view(), list[object]()
    made = OfAnswers(lambda answer: asked.append(answer.entry))
    a, b, c, long = (view.check(entry, "name") for entry in ("a", "b", "c", "x" * 201))
    for answer in (a, a, b, long, long, a, c, a):
        made(answer)
    assert asked == ["a", "b", long.entry, long.entry, "c", "a"]


entries = st.one_of(
    st.none(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(["exemplin", "acceptol 5 mg", "plainol", "Duplon", "exemplin foo"]),
)


@given(st.lists(st.one_of(entries.map(lambda e: Row(number=1, entry=e)),
                          st.builds(BadRow, first=st.just(1), last=st.integers(1, 3),
                                    reason=st.sampled_from("ab")))))  # fmt: skip
def test_the_sums_are_over_all_rows(items: list[Row | Item]) -> None:
    """Every row is in exactly one of the sums."""
    sums = tally(*items)
    wanted = sum(item.count if isinstance(item, BadRow) else 1 for item in items)
    assert sums.rows == wanted
    assert sums.outcomes.total() + sums.bad == wanted
    assert sums.worst_levels.total() == sums.outcomes[Outcome.LISTED]


def test_what_is_counted() -> None:
    """Medicines, levels, what was not understood whole or in part, and what is not assessed."""
    sums = tally(*rows("exemplin", "Combinex", "exemplin foo", "plainol", "x\x1b", "twinname", ""))
    assert {name: count for name, (count, _) in sums.findings.items()} == {
        "exemplin": 3,
        "acceptol": 1,
    }
    assert sums.not_understood.sorted() == [("twinname", 1), ("x", 1)]
    assert sums.partly_understood.sorted() == [("foo", 1)]
    assert sums.not_assessed.sorted() == [("plainol", 1)]
    assert (sums.level, sums.worst) == (Level.ORANGE, Level.RED)
    assert tally().level is None


def test_an_ambiguous_name_beside_another_medicine_is_counted_as_partly_understood() -> None:
    """A name that may be two things is named even where the row has a level."""
    assert tally(*rows("exemplin twinname")).partly_understood.sorted() == [("twinname", 1)]


@pytest.mark.parametrize("order", [1, -1])
def test_a_medicine_is_shown_with_its_worst_level(order: int) -> None:
    """Where patients differ, the row of a medicine is that of the worst, whoever came first."""
    patients = [Patient(lacks={"invented-syndrome"}), Patient(has={"invented-syndrome"})]
    found = [item for p in patients for item in screen(rows("exemplin"), DATASET, patient=p)]
    assert [s.answer.level for s in found if isinstance(s, Screened)] == [Level.ORANGE, Level.RED]
    ((count, finding),) = tally(*found[::order]).ranked()
    assert (count, finding.worst) == (2, Level.RED)


def test_medicines_are_ranked_by_level_then_by_number() -> None:
    """The worst level is first, among equals the most frequent."""
    sums = tally(*rows("acceptol", "prolongin", "pagein", "pagein", "exemplin"))
    assert [f.drug.id for _, f in sums.ranked()] == ["exemplin", "pagein", "prolongin", "acceptol"]


def test_what_is_set_aside_or_passed_over_is_counted_apart() -> None:
    """It is a row, but gives no level and no medicine."""
    (item,) = screen(rows("exemplin"), DATASET)
    assert isinstance(item, Screened)
    aside = Screened(row=item.row, answer=item.answer, set_aside="stopped")
    sums = tally(aside, Passed(number=1, what="Claim", count=3), Passed(number=2, what="Claim"))
    assert (sums.rows, sums.level, sums.findings) == (5, None, {})
    assert (sums.set_aside, sums.passed) == ({"stopped": 1}, {"Claim": 4})


def test_runs_of_bad_rows_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neighbours with one reason are a run; past the limit they are only counted."""
    monkeypatch.setattr(screening, "BAD_KEPT", 2)
    given = [(1, "a"), (2, "a"), (3, "b"), (5, "b"), (9, "b")]
    sums = tally(*(BadRow(first=n, last=n, reason=reason) for n, reason in given))
    assert [(b.first, b.last, b.count) for b in sums.bad_rows] == [(1, 2, 2), (3, 3, 1)]
    assert sums.bad == 5


def test_frequencies_are_bounded() -> None:
    """Values past the limit are counted together; the known ones still by themselves."""
    found = Frequencies(most=2)
    for value in "abcab":
        found.of(value).rows += 1
    assert found.sorted() == [("a", 2), ("b", 2)]
    assert found.rest == 1


def text_of(blocks: list[Block]) -> str:
    """Return all that blocks say."""
    said = []
    for block in blocks:
        if isinstance(block, Table):
            said += [" | ".join(row) for row in (block.head, *block.rows)]
        elif isinstance(block, Section):
            said += [block.title, *(line.text for line in block.lines)]
        else:
            assert isinstance(block, Heading | Line)
            said.append(block.text)
    return "\n".join(said)


def test_the_report_says_all_of_it() -> None:
    """Levels, medicines, what was not understood, bad rows, the release and the warnings."""
    sums = tally(
        *rows("exemplin", "dubitol", "exemplins", "exemplin foo", "plainol", "bar", ""),
        BadRow(first=8, last=9, reason="broken\x1b"),
    )
    said = text_of(report(sums, DATASET.view(), "file\x1b.csv", "en"))
    for part in (
        "screening (English) file .csv",
        "listed (English) | RED (ENGLISH) | 2",
        "bad rows (English) |  | 2",
        "= |  | 9",
        "exemplin | 2 | RED (ENGLISH) in (English) invented syndrome (English)",
        "exemplins (group (English)) | 1 | YELLOW (ENGLISH)",
        "(contested (english))",
        "not understood (English)\n1 × bar",
        "partly understood (English)\n1 × foo",
        "not assessed names (English)\n1 × plainol",
        "row (English) 8–9: broken",
        "2026.2.1, 2026-12-31",
        "not reviewed (English)",
        "absence (English)",
    ):
        assert part in said
    assert "acceptable (English) |" not in said


def test_an_empty_file_has_an_empty_report() -> None:
    """Nothing was read, and it is said what absence means."""
    said = text_of(report(tally(), DATASET.view(), "x", "fr"))
    assert "= |  | 0" in said
    assert "rows by medicine" not in said
    assert "absence (français)" in said


def test_what_a_report_leaves_off_is_counted() -> None:
    """More values or bad rows than are shown are summed up in a line."""
    many = rows(*(f"unknown {n:03}" for n in range(SHOWN + 9)))
    bad = [BadRow(first=2 * n, last=2 * n, reason="x") for n in range(2 * SHOWN + 3)]
    sums = Tally()
    sums.not_understood = Frequencies(most=SHOWN + 2)
    for item in screen([*many, *bad], DATASET):
        sums.add(item)
    said = text_of(report(sums, DATASET.view(), "x", "en"))
    assert "further values (English): 2 (2 rows (English))" in said
    assert "7 not counted apart (English)" in said
    assert "and more (English): 3 rows (English)" in said
    assert "unknown 051" not in said


def test_records_set_aside_and_passed_over_are_in_the_report() -> None:
    """Their kinds are named, with the words of the packaged list."""
    dataset = Dataset.packaged()
    (item,) = screen(rows("metformin"), dataset)
    assert isinstance(item, Screened)
    aside = Screened(row=item.row, answer=item.answer, set_aside="stopped")
    sums = tally(aside, Passed(number=1, what="Claim", count=3), dataset=dataset)
    said = text_of(report(sums, dataset.view(), "x", "en"))
    assert "1 × stopped" in said
    assert "3 × Claim" in said
    assert "= |  | 4" in said


def test_a_file_that_was_not_read_has_no_row() -> None:
    """Of a folder, a file that is no export is named without a row."""
    sums = tally(BadRow(first=0, last=0, reason="a.pdf: not read"))
    assert "\na.pdf: not read" in text_of(report(sums, DATASET.view(), "x", "en"))


def test_diseases_are_in_the_report_and_are_no_rows() -> None:
    """What became of each disease of a patient is told by kind, with its frequency."""
    noted = Noted(kind="condition-unread", what="an illness")
    sums = tally(*rows("exemplin"), noted, noted)
    assert sums.rows == 1
    said = text_of(report(sums, DATASET.view(), "x", "en"))
    assert "Disease or condition not read" in said
    assert "2 × an illness" in said
    diseases = as_dict(sums, DATASET.view(), "x", "en")["diseases"]
    assert diseases["condition-unread"]["values"] == [{"value": "an illness", "rows": 2}]


@pytest.mark.parametrize(
    ("items", "told"),
    [
        ([], True),
        ([Passed(number=1, what="Claim")], True),
        ([BadRow(first=1, last=1, reason="x")], False),
        ([*rows("foo")], False),
    ],
)
def test_a_file_without_a_medicine_says_that_nothing_was_checked(
    items: list[Row | Item], told: bool
) -> None:
    """A file in which no medicine was found looks like no all-clear."""
    said = text_of(report(tally(*items), DATASET.view(), "x", "en"))
    assert told == ("nothing was checked" in said)


def test_plain_values_have_every_value() -> None:
    """The shape for programs is whole, and ends with the warnings."""
    sums = tally(*rows("exemplin", "foo", "acceptol"), BadRow(first=4, last=5, reason="x"))
    found = as_dict(sums, DATASET.view(), "file.csv", "nl")
    assert found["rows"] == 5
    assert (found["level"], found["worst"]) == ("orange", "red")
    assert found["by_level"] == {"yellow": 0, "orange": 1, "red": 0}
    assert found["by_worst"] == {"yellow": 0, "orange": 0, "red": 1}
    assert found["by_outcome"]["unrecognised"] == 1
    assert [(m["id"], m["rows"], m["worst"]) for m in found["by_medicine"]] == [
        ("exemplin", 1, "red"),
        ("acceptol", 1, None),
    ]
    assert found["not_understood"] == {
        "values": [{"value": "foo", "rows": 1}],
        "not_counted_apart": 0,
    }
    assert found["bad_rows"] == {"rows": 2, "first": [{"first": 4, "last": 5, "reason": "x"}]}
    assert found["warnings"][1] == "absence (Nederlands)"
    assert as_dict(tally(), DATASET.view(), "x", "en")["level"] is None


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (None, "None"),
        (5, "5"),
        ("a\tb\n", "a b"),
        ("x" * 101, "x" * 99 + "…"),
        ("y" * 100, "y" * 100),
    ],
)
def test_entries_are_shown_on_one_short_line(entry: object, said: str) -> None:
    """Whatever it is, it is shown without control characters, and cut if long."""
    assert screening._named(entry) == said
