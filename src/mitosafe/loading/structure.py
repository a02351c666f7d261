"""Plain values → entries, with cattrs' leniency turned off, and every fault at once.

A value has exactly the type that is asked for, an unknown key is a fault, and a list comes
from a list only.
"""

from __future__ import annotations

import enum
import re
import types
import typing
from collections.abc import Callable, Iterable
from typing import Any, TypeVar, Union

import attrs
from cattrs import Converter
from cattrs.errors import (
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
)
from cattrs.gen import make_dict_structure_fn

from mitosafe.errors import DataError, Fault
from mitosafe.loading.formats import FORMS, NO_LINE, Forms, is_line, keys

T = TypeVar("T")


def _exact(wanted: type[T]) -> Callable[[Any, Any], T]:
    def structure(value: Any, _: Any) -> T:
        if type(value) is not wanted:
            message = f"expected {wanted.__name__}, got {type(value).__name__} {value!r:.40}"
            raise TypeError(message)
        return value

    return structure


def _enum(value: Any, wanted: type[enum.Enum]) -> enum.Enum:
    member = wanted._value2member_map_.get(value) if type(value) is str else None
    if member is not None:
        return member
    allowed = ", ".join(str(m.value) for m in wanted)
    # SubjectKind is a kind to whoever writes the data.
    what = re.split("(?=[A-Z])", wanted.__name__)[-1].lower()
    message = f"{value!r:.40} is no {what}; allowed: {allowed}"
    raise ValueError(message)


def _is_tuple(wanted: Any) -> bool:
    return typing.get_origin(wanted) is tuple


def _tuple_hook(wanted: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    # Any: the class of the items is known only here, at run time.
    items: Any = types.GenericAlias(list, typing.get_args(wanted)[0])
    inner = converter.get_structure_hook(items)

    def structure(value: Any, _: Any) -> Any:
        if type(value) is not list:
            message = f"expected a list, got {type(value).__name__} {value!r:.40}"
            raise TypeError(message)
        return tuple(inner(value, items))

    return structure


def _is_optional(wanted: Any) -> bool:
    return typing.get_origin(wanted) in (Union, types.UnionType)


def _optional_hook(wanted: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    (inner,) = (a for a in typing.get_args(wanted) if a is not type(None))
    hook = converter.get_structure_hook(inner)
    # TOML has no null: a key that is absent is the default, one that is there has a value.
    return lambda value, _: hook(value, inner)


def make_converter() -> Converter:
    """Return a converter with cattrs' leniency turned off.

    Returns:
        One that takes values of exactly the type asked for and refuses unknown keys.

    Examples:
        >>> make_converter().structure(5, str)
        Traceback (most recent call last):
        TypeError: expected str, got int 5
    """
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    for plain in (str, int, bool, float):
        converter.register_structure_hook(plain, _exact(plain))
    # By class, not by a question of ours: the oldest cattrs asks its own Enum hook first.
    converter.register_structure_hook(enum.Enum, _enum)
    converter.register_structure_hook(enum.StrEnum, _enum)
    converter.register_structure_hook_factory(
        _is_tuple, lambda wanted: _tuple_hook(wanted, converter)
    )
    converter.register_structure_hook_factory(
        _is_optional, lambda wanted: _optional_hook(wanted, converter)
    )
    converter.register_structure_hook_factory(
        attrs.has, lambda wanted: _class_hook(wanted, converter)
    )
    return converter


def _class_hook(wanted: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    # Strict as the converter is: it refuses unknown keys and tells every fault.
    structure = make_dict_structure_fn(wanted, converter)

    def checked(value: Any, _: Any) -> Any:
        if type(value) is not dict:
            message = f"expected a table, got {type(value).__name__} {value!r:.40}"
            raise TypeError(message)
        return structure(value, wanted)

    return checked


_CONVERTER = make_converter()


def structure(
    raw: Any,
    wanted: type[T],
    file: str,
    path: str = "$",
    *,
    found: Iterable[Fault] = (),
    forms: Forms = FORMS,
) -> T:
    """Structure plain values as a class of `entries`.

    Args:
        raw: What a TOML file held.
        wanted: The class to make.
        file: The file, for the faults.
        path: The place in the file, for the faults.
        found: Faults that were found already, to be told with the others.
        forms: The fields whose text has a form of its own.

    Returns:
        The value.

    Raises:
        DataError: With every fault in it.
    """
    faults = [*found, *_form_faults(raw, file, path, forms)]
    try:
        value = _CONVERTER.structure(raw, wanted)
    except Exception as error:
        faults.extend(_faults(error, file, path))
    if faults:
        raise DataError(faults)
    return value


def _form_faults(raw: Any, file: str, path: str, forms: Forms) -> Iterable[Fault]:
    """Check text whose form the type does not tell: dates, releases, ids, and that it is a line."""
    if isinstance(raw, dict):
        for key, value in raw.items():
            form = forms.get(key)
            if form and type(value) is str and not form[0](value):
                yield Fault(file, f"{path}.{key}", f"{value!r:.40} is not {form[1]}")
            yield from _form_faults(value, file, f"{path}.{key}", forms)
    elif isinstance(raw, list):
        for number, value in enumerate(raw):
            yield from _form_faults(value, file, f"{path}[{number}]", forms)
    elif isinstance(raw, str) and not is_line(raw):
        yield Fault(file, path, NO_LINE)


def _faults(error: BaseException, file: str, path: str) -> Iterable[Fault]:
    """Turn an error of cattrs into faults, one for each leaf."""
    if isinstance(error, ClassValidationError):
        noted, bare = error.group_exceptions()
        for inner, note in noted:
            yield from _faults(inner, file, f"{path}.{note.name}")
        for inner in bare:
            yield from _faults(inner, file, path)
    elif isinstance(error, IterableValidationError):
        for inner, index in error.group_exceptions()[0]:
            yield from _faults(inner, file, f"{path}[{index.index}]")
    elif isinstance(error, ForbiddenExtraKeysError):
        allowed = ", ".join(keys(error.cl))
        for key in sorted(error.extra_fields):
            yield Fault(file, f"{path}.{key}", f"unknown key; allowed: {allowed}")
    elif isinstance(error, KeyError):
        yield Fault(file, path, f"the key {error.args[0]} is missing")
    else:
        yield Fault(file, path, str(error))
