"""`load`: a folder of files, alone or over another list."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import mitosafe
from mitosafe import Dataset
from tests import invented
from tests.fuzz.bytes import Choices, encodable, refused, text

BASE = invented.dataset()
#: What begins a file: to TOML it is a remark, so that a folder is one text.
MARK = "#: "


def folder(*names: str) -> str:
    """Return files of the invented list as one text."""
    files = invented.files()
    parts = []
    for name in names:
        raw = files[name]
        parts.append(f"{MARK}{name}\n{raw if isinstance(raw, str) else _toml(raw)}")
    return "".join(parts)


def _toml(raw: invented.Raw) -> str:
    return invented.toml({"format": 1, **raw})


_OWN = f"""{MARK}sources.toml
format = 1
[[sources]]
id = "own"
title = "Own"
rank = "study"
read = "whole"
{MARK}drugs/acceptol.toml
format = 1
id = "acceptol"
kind = "medicine"
groups = ["exemplins"]
names = {{en = "acceptol", fr = "acceptole", nl = "acceptolum", de = "Azeptol"}}
[[statements]]
id = "own.1"
verdict = "avoid"
evidence = "consensus"
source = "own"
locator = "page 1"
stated = "2026-01"
since = "2026.2"
{MARK}names.tsv
name\tsubjects\tkind\tlanguage\tcountry\tsource
Ownbrand\tacceptol\tbrand\t\tBE\town
"""
_WHOLE = folder(*(name for name in invented.files() if "/" not in name or "exempl" in name))
SEEDS: tuple[bytes, ...] = (
    b"\0" + _OWN.encode(),
    b"\0" + folder("drugs/exemplin.toml").replace("panel-2017-1", "own-1").encode(),
    b"\0" + folder("terms/conditions.toml", "groups/mysterials.toml", "words.tsv").encode(),
    b"\0" + folder("releases.toml", "sources.toml", "vocabulary.tsv", "routes.tsv").encode(),
    b"\1" + _WHOLE.encode(),
)
WORDS = tuple(
    word.encode()
    for word in (
        *(f"\n{MARK}{name}\n" for name in ("drugs/x.toml", "groups/x.toml", "names.tsv", "a.md")),
        *("\t", '"\\t"', '"a|b"', '"a+b"', "'''", '"""', "[[", "]]", "={", "}", "\\u0000", "=[["),
        *("1979-05-27T07:32:00Z", "nan", "inf", "0x", "1e400", "true", "[]", "{}", "~", "\x85"),
        *("since = ", "withdrawn = ", '"2026.2"', '"2010.1"', "parent = ", "open = true", "local"),
        *("\u2028", "\ufeff", "format = 1\n", "[[statements]]\n", "population = ", "former", "."),
    )
)


def try_one(data: bytes) -> None:
    """Load; it is refused with every fault in its place, or it answers as any list does."""
    chosen = Choices(data, 1)
    base = chosen.one((BASE, None))
    with tempfile.TemporaryDirectory(dir=_PLACE) as place:
        _write(Path(place), text(chosen.rest))
        try:
            found = mitosafe.load(place, base=base)
        except mitosafe.DataError as error:
            refused(error)
            _told(error)
            return
    _ask(found)


def _told(error: mitosafe.DataError) -> None:
    """Check that each fault has a line of its own, with its file and place."""
    assert all(fault.file and fault.path and fault.message for fault in error.faults)
    assert len(error.faults) + 1 == len(str(error).splitlines())


def _ask(found: Dataset) -> None:
    """Ask for everything; rows that came from the folder are marked as its own."""
    if not found._layers[0].releases and len(found._layers) == 1:
        return
    for subject in found.subjects():
        answer = found.check(subject.id, system="mitosafe")
        assert subject.id in [finding.drug.id for finding in answer.findings]
        answer = found.check(subject.names.fr)
        ids = [finding.drug.id for finding in answer.findings]
        others = [candidate for match in answer.ambiguous for candidate in match.candidates]
        assert subject.id in (*ids, *others)
        encodable(json.dumps(answer.as_dict("nl")), answer.text("fr"))
    releases = found.releases()
    encodable(found.diff(releases[0].id, releases[-1].id).text())
    own = {said.id for said in _statements(found) if said.local}
    assert own == {said.id for said in _statements(found)} - BELOW or len(found._layers) == 1


def _statements(found: Dataset) -> list[mitosafe.Statement]:
    return [said for subject in found.subjects() for said in subject.statements]


BELOW = {said.id for said in _statements(BASE)}
#: In memory where that can be had: a folder for each input is many files.
_PLACE = "/dev/shm" if Path("/dev/shm").is_dir() else None


def _write(place: Path, content: str) -> None:
    """Write each part of a text into the file that its first line names."""
    for part in content.split(MARK)[1:]:
        name, _, body = part.partition("\n")
        path = place / _inside(name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(body.encode("utf-8", "surrogateescape"))
        except (OSError, ValueError):
            continue


def _inside(name: str) -> str:
    """Return a name that stays within the folder and that a disk can hold."""
    parts = [part for part in name.strip().split("/") if part not in ("", ".", "..")]
    return "/".join(part.replace("\0", "")[:40] or "x" for part in parts[:3]) or "x"
