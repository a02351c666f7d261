"""Imports of optional libraries: what is missing is named, and nothing else is hidden."""

from __future__ import annotations

import pytest

from mitosafe import MissingExtra
from mitosafe.errors import needed


def test_a_library_that_is_missing_names_the_extra() -> None:
    """The error tells the extra, and keeps what was missing as its cause."""
    with pytest.raises(MissingExtra) as caught, needed("ships", "sea"):
        import a_library_that_is_not_there  # type: ignore[import-not-found]  # noqa: F401
    assert MissingExtra("ships", "sea") == caught.value
    cause = caught.value.__cause__
    assert isinstance(cause, ModuleNotFoundError)
    assert cause.name == "a_library_that_is_not_there"


def test_a_module_of_the_package_that_is_missing_is_a_fault_of_its_own() -> None:
    """No extra mends a wheel that lacks a module of its own."""
    with pytest.raises(ModuleNotFoundError, match=r"mitosafe\.no_such"), needed("ships", "sea"):
        import mitosafe.no_such_module  # type: ignore[import-not-found]  # noqa: F401
