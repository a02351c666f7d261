"""The medicines of a request: those that it is about, and those that are only named."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import attrs

from mitosafe.fhir.check import Checked
from mitosafe.fhir.medications import CARRIERS


@attrs.frozen(kw_only=True)
class Split:
    """The medicines of a request: those that it is about, and the others."""

    focus: tuple[Checked, ...]
    aside: tuple[Checked, ...]
    not_selected: tuple[Checked, ...]
    elsewhere: tuple[Checked, ...]


def split(request: Mapping[str, Any], records: Collection[Checked]) -> Split:
    """Return the medicines that are to be judged from those that are only named."""
    hook = request["hook"]
    selections = request["context"].get("selections", ()) if hook == "order-select" else ()
    wanted = _wanted(selections, records)
    found: dict[str, list[Checked]] = {
        "focus": [],
        "aside": [],
        "not_selected": [],
        "elsewhere": [],
    }
    for record in records:
        if hook != "patient-view" and not _is_draft(record):
            found["elsewhere"].append(record)
        elif wanted and not _is_of(record, wanted):
            found["not_selected"].append(record)
        else:
            found["aside" if record.set_aside else "focus"].append(record)
    return Split(**{name: tuple(records) for name, records in found.items()})


def _wanted(selections: Iterable[str], records: Iterable[Checked]) -> set[str]:
    """Return the ids that are selected; none if a selected medicine is not among the drafts.

    Which order is meant can then not be told, so that all of them are judged.
    """
    drafts = {_id(record) for record in records if _is_draft(record)}
    parts = [selection.strip().split("/")[-2:] for selection in selections]
    lost = any(part[-1] not in drafts and part[0] in (*CARRIERS, part[-1]) for part in parts)
    return set() if lost else {part[-1] for part in parts}


def _is_draft(record: Checked) -> bool:
    return record.medication.resource.path.startswith("context.")


def _is_of(record: Checked, wanted: set[str]) -> bool:
    """Return whether an order is selected; one without an id cannot be told not to be."""
    own = _id(record)
    return not own or own in wanted


def _id(record: Checked) -> str:
    return (record.medication.resource.reference or "").split("/")[-1]
