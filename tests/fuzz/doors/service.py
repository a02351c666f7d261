"""The service: the body of a request, in parts, at each of its addresses."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from fhir.resources.R4B.operationoutcome import OperationOutcome

from mitosafe.cds_hooks.hooks import HOOKS, service_id
from mitosafe.service import Settings, application
from tests.cds_hooks.standard import check
from tests.fhir.shapes import LIST
from tests.fuzz.bytes import Choices
from tests.fuzz.doors import cds_hooks

#: The largest body of the service that is tried.
LARGEST = 20_000
ADDRESSES = (
    *(f"/cds-services/{service_id(hook)}" for hook in HOOKS),
    *(f"/{language}/cds-services/mitosafe-order-sign" for language in ("en", "fr", "nl")),
    "/cds-services",
    "/nowhere",
)
LENGTHS = (None, b"0", b"20001", b"-1", b"\xb2", b"9" * 5000, b"1, 2")
SEEDS = tuple(b"\0\0\0" + seed[2:] for seed in cds_hooks.SEEDS)
WORDS = cds_hooks.WORDS

_APP = application(Settings(release="2026.2", body=LARGEST), dataset=LIST)
_LOOP = asyncio.new_event_loop()


def try_one(data: bytes) -> None:
    """Post a body; the reply is cards or an OperationOutcome, and never a fault of ours."""
    chosen = Choices(data, 3)
    path, parts, length = chosen.one(ADDRESSES), chosen.one((1, 2, 3)), chosen.one(LENGTHS)
    status, body = post(path, chosen.rest, parts, length)
    reply = json.loads(body)
    if status == 200:
        if reply["cards"]:  # None for a patient whom the list does not concern.
            check(reply["cards"])
        return
    assert status in {400, 404, 405, 413}
    OperationOutcome.model_validate(reply)


def post(path: str, body: bytes, parts: int = 1, length: bytes | None = None) -> tuple[int, bytes]:
    """Call the application as a server does, without one, and give status and body."""
    return _LOOP.run_until_complete(_post(path, body, parts, length))


async def _post(path: str, body: bytes, parts: int, length: bytes | None) -> tuple[int, bytes]:
    headers = [(b"content-type", b"application/json"), (b"host", b"x")]
    if length is not None:
        headers.append((b"content-length", length))
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": headers,
        "server": ("x", 80),
        "client": ("x", 1),
    }
    size = len(body) // parts + 1
    pieces = [body[at : at + size] for at in range(0, len(body), size)] or [b""]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        piece = pieces.pop(0) if pieces else b""
        return {"type": "http.request", "body": piece, "more_body": bool(pieces)}

    async def send(message: Any) -> None:
        sent.append(message)

    await _APP(scope, receive, send)
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:])
