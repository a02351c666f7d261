"""Answer many entries in three languages, and give one digest of all that was said.

Run by `make test-wasm` twice, on this Python and on Pyodide, from the same wheel.
"""

from __future__ import annotations

import hashlib
import json
import sys

import mitosafe

HOSTILE = ("", "zzyzx", "metfromin", "no metformin", "\x00", "\u202evalproate", "İ", "9" * 5000)


def digest() -> str:
    """Return the digest of the answers to every listed name, and to some hostile entries."""
    names = [
        name for drug in mitosafe.drugs() for name in (drug.names.en, drug.names.fr, drug.names.nl)
    ]
    known = mitosafe.Patient(has={"polg"})
    said = hashlib.sha256()
    for patient in (None, known):
        report = mitosafe.check_all([*names, *HOSTILE], patient=patient)
        for language in ("en", "fr", "nl"):
            said.update(json.dumps(report.as_dict(language), sort_keys=True).encode())
    said.update(mitosafe.diff("2024.1", "2026.2").text("nl").encode())
    return f"{len(names) + len(HOSTILE)} entries {said.hexdigest()}"


print(f"Python {sys.version.split()[0]} on {sys.platform}:", digest())
