"""Errors that carry values, compare by value, and name the likely mistake."""

from __future__ import annotations

import copyreg
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import attrs

from mitosafe._text.showing import quoted


class MitosafeError(Exception):
    """The base of every error that this package raises on purpose.

    Two errors of one class are equal when their values are, so that a test
    compares values and never a message.
    """

    def _values(self) -> tuple[object, ...]:
        # A note that something added on the way (`add_note`) is no value of the error.
        return tuple(vars(self)[name] for name in sorted(vars(self)) if name != "__notes__")

    def __eq__(self, other: object) -> bool:
        """Return whether `other` is the same kind of error with the same values."""
        if type(other) is not type(self):
            return NotImplemented
        return self._values() == other._values()

    def __hash__(self) -> int:
        """Hash by class and the values that are text, in step with equality."""
        # A value that was refused may be a list, which cannot be hashed.
        return hash((type(self), *(value for value in self._values() if isinstance(value, str))))

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by values, so that an error comes back from another process as it was."""
        return copyreg.__newobj__, (type(self), *self.args), vars(self)  # type: ignore[attr-defined]


@attrs.frozen(order=True)
class Fault:
    """One thing wrong in one place of a data file.

    Args:
        file: The file, relative to the folder that was read.
        path: Where in the file, in the form `$.statements[0].verdict`.
        message: What is wrong and, where known, what is allowed.
    """

    file: str
    path: str
    message: str

    def __str__(self) -> str:
        """Return the fault as one line: file, place, message."""
        return _one_line(f"{self.file}: {self.message} @ {self.path}")


def _one_line(text: str) -> str:
    """Show what cannot be printed (in the name of a file, of a key) as an escape."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


class DataError(MitosafeError, ValueError):
    """Data was refused; `faults` holds every fault found, not only the first."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults, sorted by file and place."""
        self.faults = tuple(sorted(faults))
        super().__init__(self.faults)

    def __str__(self) -> str:
        """List every fault, one a line."""
        count = len(self.faults)
        head = f"{count} fault{'s' if count != 1 else ''} in the data:"
        return "\n".join([head, *(f"  {fault}" for fault in self.faults)])


class UnknownValue(MitosafeError, LookupError):
    """A value is none of the allowed ones.

    Args:
        what: What kind of value was asked for ("release", "language", ...).
        value: The value that was given.
        allowed: The allowed values, or those nearest to it where there are many.
        complete: Whether `allowed` is the whole list.
    """

    def __init__(
        self, what: str, value: object, allowed: Iterable[str], *, complete: bool = True
    ) -> None:
        """Keep the values."""
        self.what = what
        self.value = value
        self.allowed = tuple(allowed)
        self.complete = complete
        super().__init__(what, value)

    def __str__(self) -> str:
        """Say what was given, and what is allowed or near."""
        shown = ", ".join(self.allowed)
        if not self.complete:
            tail = f"did you mean {shown}?" if shown else "nothing is near it."
        else:
            tail = f"allowed: {shown}."
        return f"unknown {self.what} {quoted(self.value)}; {tail}"


class UnknownDrug(UnknownValue, KeyError):
    """Nothing on the list has this id, name or code.

    A `KeyError`, so that `except KeyError` around a look-up works. It says nothing
    of the safety of what was asked for.
    """


class UnknownRelease(UnknownValue, KeyError):
    """No release of the list has this id."""

    def __str__(self) -> str:
        """Say which there are, and how to ask for the newest."""
        return f"{super().__str__()[:-1]}; without an id it is the newest."


class WrongType(MitosafeError, TypeError):
    """An argument has a type that cannot be meant.

    Args:
        argument: The name of the argument.
        value: The value given.
        expected: What is expected, in words, with the likely mistake.
    """

    def __init__(self, argument: str, value: object, expected: str) -> None:
        """Keep the values."""
        self.argument = argument
        self.value = value
        self.expected = expected
        super().__init__(argument, expected)

    def __str__(self) -> str:
        """Say which argument, what it was, and what is expected."""
        return f"{self.argument} is {type(self.value).__name__}; expected {self.expected}"


class Contradiction(MitosafeError, ValueError):
    """A patient is said both to have something and to lack it, or to have what excludes it.

    Args:
        both: The ids of what is had and lacked at once. Having a narrower condition is
            having the wider ones of which it is a kind.
        excluding: The ids of what is had although the one excludes the other.
    """

    def __init__(self, both: Iterable[str], excluding: Iterable[str] = ()) -> None:
        """Keep the ids, sorted."""
        self.both = tuple(sorted(both, key=str))
        self.excluding = tuple(sorted(excluding, key=str))
        super().__init__(self.both, self.excluding)

    def __str__(self) -> str:
        """Say what is contradictory, and the likely mistake."""
        said = []
        if self.both:
            shown = ", ".join(map(str, self.both))
            said.append(
                f"a patient cannot both have and lack {shown}; "
                "who has a narrower condition has the wider one too"
            )
        if self.excluding:
            shown = ", ".join(map(str, self.excluding))
            said.append(f"a patient cannot have conditions that exclude each other: {shown}")
        return "; ".join(said)


class MissingExtra(MitosafeError, ImportError):
    """Something was asked for that takes an optional part of the package.

    Args:
        what: What takes it, in words.
        extra: The name of the extra.
    """

    def __init__(self, what: str, extra: str) -> None:
        """Keep the values."""
        self.what = what
        self.extra = extra
        super().__init__(what, extra)

    def __str__(self) -> str:
        """Say what takes it, and how to get it."""
        return f"{self.what} need the extra {self.extra!r}: pip install 'mitosafe[{self.extra}]'"


class BadFile(MitosafeError):
    """A file that cannot be read as what it was said to be."""

    def __init__(self, what: str) -> None:
        """Keep what is wrong with the file, in words that say what to do."""
        super().__init__(what)
        self.what = what


@contextmanager
def needed(what: str, extra: str) -> Iterator[None]:
    """Say which extra is needed, where an import of the block finds no such library.

    Args:
        what: What takes it, in words, as a plural.
        extra: The name of the extra.

    Raises:
        MissingExtra: If a library that is imported in the block is not installed. A
            module of this package that is missing is another fault, and passes.

    Examples:
        >>> with needed("ships", "sea"):
        ...     import a_library_that_is_not_there
        Traceback (most recent call last):
            ...
        mitosafe.errors.MissingExtra: ships need the extra 'sea': pip install 'mitosafe[sea]'
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "mitosafe":
            raise
        raise MissingExtra(what, extra) from error
