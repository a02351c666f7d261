"""What `annotate` does with odd columns, and what it refuses."""

from __future__ import annotations

from typing import Any

import numpy
import pandas
import polars
import pyarrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mitosafe
from mitosafe import frames
from mitosafe.frames import engines
from tests import invented

NAMES = ["valproate", "linezolid 600 mg", "levetiracetam", "amoxicillin", "zzyzx", "", "  ", "é"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(st.none(), st.sampled_from(NAMES), st.text(max_size=8)), max_size=12))
def test_a_column_says_what_check_says_of_each_of_its_rows(drugs: list[str | None]) -> None:
    """Whatever the column holds, row for row it is the answer of `check`."""
    drugs = [d if d is None else d.encode("utf-8", "ignore").decode() for d in drugs]
    frame = polars.DataFrame({"drug": drugs}, schema={"drug": polars.String})
    found = frames.annotate(frame, "drug")
    answers = [mitosafe.check(drug) for drug in drugs]
    assert found["outcome"].to_list() == [a.outcome.value for a in answers]
    assert found["level"].to_list() == [a.level.value if a.level else None for a in answers]
    assert found["unread"].to_list() == ["; ".join(a.unread) or None for a in answers]


def test_an_eager_frame_keeps_its_columns_its_order_and_its_index() -> None:
    """The rows stand where they stood, under the same labels, double ones too."""
    index = pandas.Index([7, 7, 3], name="visit")
    frame = pandas.DataFrame({"drug": ["valproate", None, "zzyzx"], "x": [1, 2, 3]}, index=index)
    found = frames.annotate(frame, "drug")
    assert list(found.columns) == ["drug", "x", *frames.COLUMNS]
    assert found.index.equals(index)
    assert found["x"].tolist() == [1, 2, 3]
    assert list(frame.columns) == ["drug", "x"]


@pytest.mark.parametrize("make", [pandas.DataFrame, polars.DataFrame, pyarrow.table])
def test_levels_have_a_type_that_knows_which_levels_there_are(make: Any) -> None:
    """Ordered categories, an enumeration, a dictionary: no engine that has one gets plain text."""
    column = frames.annotate(make({"drug": ["valproate", None]}), "drug")["worst"]
    if isinstance(column, pandas.Series):
        assert column.dtype == pandas.CategoricalDtype(["yellow", "orange", "red"], ordered=True)
    elif isinstance(column, polars.Series):
        assert column.dtype == polars.Enum(["yellow", "orange", "red"])
    else:
        assert pyarrow.types.is_dictionary(column.type)


def test_the_worst_of_a_column_is_not_the_last_of_the_alphabet() -> None:
    """In pandas and Polars, lazy too, the maximum is `red`, where that of texts is `yellow`."""
    drugs = {"drug": ["amikacin", "amiodarone", "zzyzx"]}
    worst = [answer.worst for answer in mitosafe.check_all(drugs["drug"]).answers]
    assert worst == ["red", "yellow", None]
    assert frames.annotate(pandas.DataFrame(drugs), "drug")["worst"].max() == "red"
    for frame in (polars.DataFrame(drugs), polars.LazyFrame(drugs)):
        found = frames.annotate(frame, "drug").lazy().collect()
        assert found["worst"].max() == "red"


def test_nested_columns_of_arrow_are_kept() -> None:
    """A table of lists can be annotated, though Arrow cannot join such a table."""
    table = pyarrow.table({"drug": ["zzyzx", "valproate"], "doses": [[1, 2], []]})
    found = frames.annotate(table, "drug")
    assert found.column("doses").to_pylist() == [[1, 2], []]
    assert found.column("worst").to_pylist() == [None, "red"]


@pytest.mark.parametrize(
    "frame",
    [
        polars.DataFrame({"drug": polars.Series(["valproate", None], dtype=polars.Categorical)}),
        polars.DataFrame(
            {"drug": polars.Series(["valproate", None], dtype=polars.Enum(["valproate"]))}
        ),
        pandas.DataFrame({"drug": pandas.Categorical(["valproate", None])}),
    ],
)
def test_categories_are_text(frame: Any) -> None:
    """A categorical column is read by its labels, and null stays null."""
    found = frames.annotate(frame, "drug")
    assert list(found["outcome"]) == ["listed", "empty"]
    assert {str(text) for text in found["unread"]} <= {"None", "nan"}
    assert frames.screen(frame, "drug").by_outcome[mitosafe.Outcome.EMPTY] == 1


@pytest.mark.parametrize(
    "kind",
    [pyarrow.string_view(), pyarrow.large_string(), pyarrow.dictionary(pyarrow.int8(), "string")],
)
def test_every_text_of_arrow_is_text(kind: pyarrow.DataType) -> None:
    """Views, large texts and dictionaries are read as any other text."""
    column = pyarrow.array(["valproate", None], type=kind)
    found = frames.annotate(pyarrow.table({"drug": column}), "drug")
    assert found.column("outcome").to_pylist() == ["listed", "empty"]


@pytest.mark.parametrize(
    "frame",
    [
        pandas.DataFrame({"drug": [None, float("nan")]}),
        polars.DataFrame({"drug": [None, None]}),
        polars.DataFrame({"drug": [None, None]}, schema={"drug": polars.Int64}),
        polars.LazyFrame({"drug": [None, None]}, schema={"drug": polars.Int64}),
        pyarrow.table({"drug": pyarrow.nulls(2)}),
    ],
)
def test_a_column_without_a_value_is_empty_whatever_its_type(frame: Any) -> None:
    """A reader of CSV makes an empty column one of numbers; its rows are still `empty`."""
    found = frames.annotate(frame, "drug")
    found = found.collect() if isinstance(found, polars.LazyFrame) else found
    assert [str(outcome) for outcome in found["outcome"]] == ["empty"] * 2
    assert frames.screen(frame, "drug").by_outcome[mitosafe.Outcome.EMPTY] == 2


def test_categories_of_another_frame_change_no_answer() -> None:
    """Polars numbers the categories of a whole process together; a number may be high or shared."""
    others = polars.Series(["zzyzx", "linezolid"], dtype=polars.Categorical)
    stays = polars.DataFrame({"drug": ["valproate", None, "linezolid", "valproate"]})
    found = frames.annotate(stays, "drug")["drugs"].to_list()
    assert found == ["valproic-acid", None, "linezolid", "valproic-acid"]
    assert others.to_list() == ["zzyzx", "linezolid"]


@pytest.mark.parametrize("make", [polars.DataFrame, polars.LazyFrame])
def test_a_frame_without_rows_gets_the_columns(make: Any) -> None:
    """No row in, no row out, and the columns are there."""
    frame = make({"drug": []}, schema={"drug": polars.String})
    found = frames.annotate(frame, "drug").lazy().collect()
    assert found.columns == ["drug", *frames.COLUMNS]
    assert found.height == 0


def test_what_is_not_text_among_text_is_named_as_not_understood() -> None:
    """Numbers and bytes in a column of pandas objects are rows that are not understood."""
    drugs = pandas.Series(["valproate", 5, None, b"x", pandas.NA, 2.5], dtype=object)
    found = frames.annotate(pandas.DataFrame({"drug": drugs}), "drug")
    assert found["outcome"].tolist() == [
        "listed", "unrecognised", "empty", "unrecognised", "empty", "unrecognised",
    ]  # fmt: skip
    assert found["unread"].dropna().tolist() == ["5", "b'x'", "2.5"]


def test_text_that_no_engine_can_store_is_answered_beside_the_rest() -> None:
    """Lone surrogates, as undecodable bytes leave them, are named as escapes; no row is lost."""
    drugs = pandas.Series(["val\udcffproate", None, "valproate"], dtype=object)
    stays = pandas.DataFrame({"drug": drugs, "polg": [True, None, False]})
    found = frames.annotate(stays, "drug", patient_columns=["polg"])
    assert found["outcome"].tolist() == ["unrecognised", "empty", "listed"]
    assert found["unread"][0].encode()
    [unresolved] = frames.screen(stays, "drug").unresolved
    assert (unresolved.value, unresolved.rows) == ("val\\udcffproate", 1)


@pytest.mark.parametrize("make", [pandas.DataFrame, polars.DataFrame, pyarrow.table])
def test_a_frame_without_rows_but_with_a_column_on_the_patient_gets_the_columns(make: Any) -> None:
    """There is nobody to answer for, and nothing fails."""
    frame = make({"drug": ["x"], "polg": [True]})[:0]
    found = frames.annotate(frame, "drug", patient_columns=["polg"])
    assert len(found) == 0
    assert set(frames.COLUMNS) <= set(getattr(found, "column_names", None) or found.columns)


def test_what_pandas_and_numpy_have_for_no_value_is_empty_in_a_plain_list_too() -> None:
    """A column made into a list says of each row what the frame says; an array is no such value."""
    values = [pandas.NA, pandas.NaT, numpy.datetime64("NaT", "D"), numpy.float32("nan")]
    assert {a.outcome.value for a in mitosafe.check_all(values)} == {"empty"}
    arrays = (numpy.array([1, 2]), pandas.Series(["x"]), polars.Series(["x", "y"]))
    outcomes = {answer.outcome.value for answer in mitosafe.check_all([*arrays])}
    assert outcomes == {"unrecognised"}


def test_a_column_of_lists_is_refused() -> None:
    """What cannot be compared cannot be resolved once; it is an error, not a crash."""
    for drugs in ([["valproate"]], ["valproate", ["valproate"], {}]):
        frame = pandas.DataFrame({"drug": pandas.Series(drugs, dtype=object)})
        for asked in (frames.annotate, frames.screen):
            with pytest.raises(mitosafe.WrongType, match="a column of text"):
                asked(frame, "drug")


def test_codes_are_read_in_their_system_and_release() -> None:
    """The system and the release are those of `check`."""
    frame = polars.DataFrame({"code": ["N03AF01", "n03af01 ", "N03ZZ99", None]})
    for release in ("2017.2", "2026.2"):
        found = frames.annotate(frame, "code", code_system="atc", release=release)
        answers = [mitosafe.check(c, system="atc", release=release) for c in frame["code"]]
        assert found["outcome"].to_list() == [a.outcome.value for a in answers]
        assert found["release"].to_list() == [release] * 4


def test_the_words_are_in_the_language_asked_for() -> None:
    """Only `conditions` is in words, and several drugs are told apart by name."""
    frame = polars.DataFrame({"drug": ["valproate; propofol"]})
    words = {
        language: frames.annotate(frame, "drug", language=language)["conditions"].item()
        for language in ("en", "fr", "nl")
    }
    assert words["en"].startswith("valproic acid: RED in ")
    assert "; propofol: " in words["en"]
    assert words["fr"].startswith("acide valproïque: ROUGE en cas de ")
    assert words["nl"].startswith("valproïnezuur: ROOD bij ")


def test_a_name_that_may_mean_two_things_is_named() -> None:
    """An ambiguous name is in `unread`: it was not resolved."""
    frame = polars.DataFrame({"drug": ["Duplon 5 mg", "exemplin"]})
    found = frames.annotate(frame, "drug", dataset=invented.dataset())
    assert found["unread"].to_list() == ["Duplon", None]


def test_a_taken_name_is_refused_and_a_prefix_is_the_way_out() -> None:
    """No column of the frame is ever overwritten."""
    frame = polars.DataFrame({"drug": ["valproate"], "level": [3], "release": [1]})
    with pytest.raises(frames.ColumnTaken) as caught:
        frames.annotate(frame, "drug")
    assert caught.value == frames.ColumnTaken(["level", "release"])
    assert "prefix=" in str(caught.value)
    found = frames.annotate(frame, "drug", prefix="mito_")
    assert found.columns[3:] == [f"mito_{name}" for name in frames.COLUMNS]


@pytest.mark.parametrize("frame", [[1, 2], {"drug": ["valproate"]}, None, "drugs.csv"])
def test_what_is_no_frame_is_refused(frame: Any) -> None:
    """The error names the engines there are."""
    with pytest.raises(mitosafe.WrongType, match=r"pandas, Polars .*, PyArrow, DuckDB"):
        frames.annotate(frame, "drug")


def test_an_engine_that_is_not_supported_is_refused() -> None:
    """A lazy frame into which no table can be brought is an error that names the others."""

    class Foreign:
        implementation = "another engine"

        def to_native(self) -> Foreign:
            return self

    with pytest.raises(mitosafe.WrongType, match="PySpark"):
        engines.like(Foreign(), {}, {})  # type: ignore[arg-type]


def test_a_patient_column_may_be_of_objects_but_not_of_numbers() -> None:
    """True, false and null as pandas objects are taken; anything else is refused."""
    frame = pandas.DataFrame(
        {
            "drug": ["valproate"] * 3,
            "said": pandas.Series([True, None, False], dtype=object),
            "none": [None] * 3,
            "text": pandas.Series([True, "no", None], dtype=object),
            "number": [1, 0, 1],
        }
    )
    found = frames.annotate(frame, "drug", patient_columns={"polg": "said", "melas": "none"})
    words = found["conditions"].fillna("").tolist()
    assert ["in POLG-related disease" in text for text in words] == [False, True, False]
    for column, value in (("text", "no"), ("number", 1)):
        with pytest.raises(mitosafe.WrongType, match=f"such as {value}.*true, false and null"):
            frames.annotate(frame, "drug", patient_columns={"polg": column})


def test_a_condition_that_is_not_known_is_refused_before_anything_is_read() -> None:
    """The error names near conditions; a single text and too many are refused too."""
    frame = polars.DataFrame({"drug": ["valproate"], "x": [True]})
    with pytest.raises(mitosafe.UnknownValue, match="did you mean polg"):
        frames.annotate(frame, "drug", patient_columns={"polgg": "x"})
    with pytest.raises(mitosafe.WrongType, match="a dictionary"):
        frames.annotate(frame, "drug", patient_columns="polg")
    with pytest.raises(mitosafe.WrongType, match="at most 39 conditions, not 40"):
        frames.annotate(frame, "drug", patient_columns=[str(n) for n in range(40)])
    with pytest.raises(mitosafe.UnknownValue, match="'x2'"):
        frames.annotate(frame, "drug", patient_columns={"polg": "x2"})


def test_a_value_that_comes_after_the_first_reading_is_not_understood() -> None:
    """A source that changes gives rows nobody answered; they are named, not empty."""
    readings = iter([["valproate"], ["valproate"], ["linezolid", None]])

    def read(_: polars.DataFrame) -> polars.DataFrame:
        return polars.DataFrame({"drug": next(readings)}, schema={"drug": polars.String})

    source = polars.LazyFrame({"drug": ["x"]}).map_batches(read, schema={"drug": polars.String})
    lazy = frames.annotate(source, "drug")
    next(readings)
    found = lazy.collect()
    assert found["outcome"].to_list() == ["unrecognised", "empty"]
    assert found["unread"].to_list() == ["linezolid", None]


def test_a_lazy_frame_stays_lazy() -> None:
    """What goes in lazy comes out lazy."""
    assert isinstance(frames.annotate(polars.LazyFrame({"d": ["x"]}), "d"), polars.LazyFrame)


def test_progress_is_shown_on_standard_error_only(capsys: pytest.CaptureFixture[str]) -> None:
    """The bar changes no answer and writes nothing to standard output."""
    frame = polars.DataFrame({"drug": ["valproate", "zzyzx"]})
    assert frames.annotate(frame, "drug", progress=True).equals(frames.annotate(frame, "drug"))
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "answering them" in shown.err


def test_another_list_can_answer() -> None:
    """The data set that answers can be given, and its releases are its own."""
    frame = polars.DataFrame({"drug": ["correctol", "valproate"]})
    levels = [
        frames.annotate(frame, "drug", dataset=invented.dataset(), release=release)["level"]
        for release in ("2026.2", "2026.2.1")
    ]
    assert [level.to_list() for level in levels] == [["orange", None], [None, None]]
