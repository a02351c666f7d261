"""The doors by name. Each is a module with `SEEDS`, `WORDS` and `try_one`."""

from __future__ import annotations

from typing import Protocol

from tests.fuzz.doors import cds_hooks, check, decode, fhir, screen, service, suggest


class Door(Protocol):
    """What each module of this folder has."""

    #: Good inputs, from which others are made.
    SEEDS: tuple[bytes, ...]
    #: What means something at this door.
    WORDS: tuple[bytes, ...]

    def try_one(self, data: bytes, /) -> None:
        """Try one input; raise whatever shows that a promise is broken."""


DOORS: dict[str, Door] = {
    "check": check,
    "decode": decode,
    "fhir": fhir,
    "cds_hooks": cds_hooks,
    "service": service,
    "screen": screen,
    "suggest": suggest,
}
