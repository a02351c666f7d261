"""What `--json` gives where the library has no shape of its own: lists, one drug, releases."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from mitosafe.answers import data
from mitosafe.answers.answer import Lexicon
from mitosafe.answers.view import View
from mitosafe.judge import Judgement
from mitosafe.model import Codes, Drug, Group, Release, Review

Plain = dict[str, Any]
#: Judgement keys that are left to `show`, where there is one drug and not hundreds.
_LONG = ("statements", "retired", "removed")


def whole(
    lexicon: Lexicon, language: str, reviews: tuple[Review, ...] = (), /, **parts: Any
) -> Plain:
    """Give a shape with its schema version, its language and the warnings."""
    words = data.warnings(lexicon, language, reviews)
    return {"schema": data.SCHEMA, "language": language, **parts, "warnings": words}


def listed(view: View, subjects: Iterable[Drug | Group], language: str) -> list[Plain]:
    """Give one short row for each drug or group."""
    return [
        {
            "id": subject.id,
            "kind": subject.kind.value,
            "name": subject.names[language],
            **short(view.judgement(subject), view.dataset, language),
        }
        for subject in subjects
    ]


def short(judgement: Judgement, lexicon: Lexicon, language: str) -> Plain:
    """Give a judgement without its statements."""
    plain = data.judgement(judgement, lexicon, language)
    return {key: value for key, value in plain.items() if key not in _LONG}


def subject(value: Drug | Group, other_names: Iterable[str]) -> Plain:
    """Give what a drug or group is: names, codes, groups, indications."""
    plain: Plain = {
        "id": value.id,
        "kind": value.kind.value,
        "names": attrs.asdict(value.names, filter=lambda _, name: name is not None),
        "other_names": list(other_names),
        "since": value.since,
    }
    if isinstance(value, Group):
        return {**plain, "atc": list(value.atc)}
    codes = {f.name: list(getattr(value.codes, f.name)) for f in attrs.fields(Codes)}
    return {
        **plain,
        "codes": codes,
        "groups": list(value.groups),
        "indications": list(value.indications),
    }


def release(value: Release, language: str) -> Plain:
    """Give a release with what was made of it."""
    return {
        **data.release(value),
        "previous": value.previous,
        "reason": value.reason[language] if value.reason else None,
    }
