"""Errors carry values: they compare by them, travel with them and say them."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable

import pytest

from mitosafe import errors
from mitosafe.errors import (
    BadFile,
    Contradiction,
    DataError,
    Fault,
    MissingExtra,
    MitosafeError,
    UnknownDrug,
    UnknownRelease,
    UnknownValue,
    WrongType,
)

FAULT = Fault("drugs/exemplin.toml", "$.id", "is wrong")
OTHER = Fault("drugs/acceptol.toml", "$.id", "is wrong")

#: For each class: how to make one, ways to make others, the built-in error it is, its text.
ERRORS: dict[
    type[MitosafeError],
    tuple[
        Callable[[], MitosafeError],
        tuple[Callable[[], MitosafeError], ...],
        type[Exception],
        str,
    ],
] = {
    MitosafeError: (
        MitosafeError,
        (lambda: DataError(()),),
        Exception,
        "",
    ),
    DataError: (
        lambda: DataError(iter([FAULT])),
        (lambda: DataError([OTHER]), lambda: DataError([FAULT, OTHER])),
        ValueError,
        "1 fault in the data:\n  drugs/exemplin.toml: is wrong @ $.id",
    ),
    UnknownValue: (
        lambda: UnknownValue("level", "pink", iter(["red", "orange"])),
        (
            lambda: UnknownValue("colour", "pink", ["red", "orange"]),
            lambda: UnknownValue("level", "blue", ["red", "orange"]),
            lambda: UnknownValue("level", "pink", ["red"]),
            lambda: UnknownValue("level", "pink", ["red", "orange"], complete=False),
            lambda: UnknownRelease("level", "pink", ["red", "orange"]),
        ),
        LookupError,
        "unknown level 'pink'; allowed: red, orange.",
    ),
    UnknownDrug: (
        lambda: UnknownDrug("drug", "exemplim", ["exemplin"], complete=False),
        (lambda: UnknownDrug("drug", "exemplim", [], complete=False),),
        KeyError,
        "unknown drug 'exemplim'; did you mean exemplin?",
    ),
    UnknownRelease: (
        lambda: UnknownRelease("release", ["1999.1"], ["2026.2"]),
        (lambda: UnknownRelease("release", ["1999.2"], ["2026.2"]),),
        KeyError,
        "unknown release ['1999.1']; allowed: 2026.2; without an id it is the newest.",
    ),
    WrongType: (
        lambda: WrongType("patient", {"has": ["polg"]}, "a mitosafe.Patient"),
        (
            lambda: WrongType("entry", {"has": ["polg"]}, "a mitosafe.Patient"),
            lambda: WrongType("patient", {"has": []}, "a mitosafe.Patient"),
            lambda: WrongType("patient", {"has": ["polg"]}, "a patient"),
        ),
        TypeError,
        "patient is dict; expected a mitosafe.Patient",
    ),
    Contradiction: (
        lambda: Contradiction(iter(["b", "a"])),
        (lambda: Contradiction(["a"]),),
        ValueError,
        (
            "a patient cannot both have and lack a, b; "
            "who has a narrower condition has the wider one too"
        ),
    ),
    BadFile: (
        lambda: BadFile("rows.csv is empty"),
        (lambda: BadFile("more.csv is empty"),),
        Exception,
        "rows.csv is empty",
    ),
    MissingExtra: (
        lambda: MissingExtra("names of languages", "directory"),
        (lambda: MissingExtra("names of languages", "frames"),),
        ImportError,
        "names of languages need the extra 'directory': pip install 'mitosafe[directory]'",
    ),
}
CLASSES = pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)


def test_every_error_is_examined_here() -> None:
    """No error of the module is left out of the table above."""
    found = {v for v in vars(errors).values() if isinstance(v, type)}
    assert ERRORS.keys() == {kind for kind in found if issubclass(kind, MitosafeError)}


@CLASSES
def test_errors_compare_by_value(kind: type[MitosafeError]) -> None:
    """Two errors of one class with the same values are equal and hash alike; others are not."""
    make, others, _, _ = ERRORS[kind]
    assert make() == make()
    assert hash(make()) == hash(make())
    for other in others:
        assert make() != other()
    assert make() != ValueError()


@CLASSES
@pytest.mark.parametrize(
    "travel", [lambda e: pickle.loads(pickle.dumps(e)), copy.copy, copy.deepcopy]
)
def test_errors_travel_with_their_values(
    kind: type[MitosafeError], travel: Callable[[MitosafeError], MitosafeError]
) -> None:
    """An error that was pickled or copied is equal to the one it was, and says the same."""
    error = ERRORS[kind][0]()
    again = travel(error)
    assert error == again
    assert str(error) == str(again)


@CLASSES
def test_a_note_is_no_value(kind: type[MitosafeError]) -> None:
    """A note that was added on the way changes neither equality nor the hash."""
    error, noted = ERRORS[kind][0](), ERRORS[kind][0]()
    noted.add_note("while reading a list")
    assert error == noted
    assert hash(error) == hash(noted)


@CLASSES
def test_errors_can_be_caught_as_what_python_calls_them(kind: type[MitosafeError]) -> None:
    """Each error is of the package and of the built-in kind that fits it, and says its text."""
    make, _, builtin, text = ERRORS[kind]
    with pytest.raises(builtin) as caught:
        raise make()
    assert isinstance(caught.value, MitosafeError)
    assert text == str(caught.value)


def test_an_incomplete_list_of_nothing_says_so() -> None:
    """Where nothing is near, the text says that, and does not end in an empty question."""
    error = UnknownValue("drug", "zzyzx", [], complete=False)
    assert "unknown drug 'zzyzx'; nothing is near it." == str(error)


def test_a_data_error_holds_every_fault_in_order() -> None:
    """The faults are sorted by file and place, counted, and shown one a line."""
    later = Fault("drugs/exemplin.toml", "$.names", "is wrong")
    error = DataError([later, FAULT, OTHER])
    assert (OTHER, FAULT, later) == error.faults
    head, *lines = str(error).splitlines()
    assert "3 faults in the data:" == head
    assert [f"  {fault}" for fault in error.faults] == lines


def test_a_fault_is_one_line_whatever_a_file_is_called() -> None:
    """What cannot be printed in the name of a file or a key is shown as an escape."""
    fault = Fault("a\nb\x1b[31m\udcff.toml", "$.é\u2028", "is wrong")
    assert "a\\nb\\x1b[31m\\udcff.toml: is wrong @ $.é\\u2028" == str(fault)
    assert [str(fault)] == str(fault).splitlines()
    assert str(fault).encode("utf-8").decode("utf-8") == str(fault)
