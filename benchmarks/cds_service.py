"""Measure the CDS Hooks service as a client meets it: a process of its own, over HTTP.

    python benchmarks/cds_service.py [--write docs/reference/speed.md]

Prints requests a second for each kind of answer, beside an answer without any work
(`/health`) of the same run: on a shared machine the ratio says more than the number.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import page

#: What is ordered, and what its answer costs.
ORDERS = {
    "nothing listed": "levetiracetam",
    "not understood": "zzyzx",
    "a card": "linezolid",
    "a card, many statements": "valproate",
}
SIGN = "/cds-services/mitosafe-order-sign"
REQUESTS, CONNECTIONS = 1_000, 16


def body(text: str) -> bytes:
    """Return a request to sign an order."""
    order = {
        "resourceType": "MedicationRequest",
        "id": "1",
        "status": "draft",
        "medicationCodeableConcept": {"text": text},
    }
    context = {
        "userId": "Practitioner/1",
        "patientId": "1",
        "draftOrders": {"resourceType": "Bundle", "entry": [{"resource": order}]},
    }
    instance = "00000000-0000-4000-8000-000000000000"
    request = {"hook": "order-sign", "hookInstance": instance, "context": context}
    return json.dumps(request).encode()


async def client(port: int, request: bytes, left: list[None], statuses: Counter[int]) -> None:
    """Send the same request over and over on one connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while left:
        left.pop()
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = re.search(rb"content-length: (\d+)", head)
        assert length is not None
        await reader.readexactly(int(length[1]))
        statuses[int(head[9:12])] += 1
    writer.close()


async def rate(port: int, request: bytes) -> tuple[float, Counter[int]]:
    """Return requests a second, and how many answers of which status came."""
    left: list[None] = [None] * REQUESTS
    statuses: Counter[int] = Counter()
    begin = time.perf_counter()
    await asyncio.gather(*(client(port, request, left, statuses) for _ in range(CONNECTIONS)))
    return REQUESTS / (time.perf_counter() - begin), statuses


def main() -> None:
    """Start the service, measure, stop it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path, metavar="PAGE")
    given = parser.parse_args()
    command = [sys.executable, "-m", "mitosafe.service", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as service:
        assert service.stderr is not None
        port = 0
        while not port:
            found = re.search(r"http://127\.0\.0\.1:(\d+)", service.stderr.readline())
            port = int(found[1]) if found else 0
        plain = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n"
        requests = {"no work (/health)": plain}
        for name, text in ORDERS.items():
            raw = body(text)
            head = f"POST {SIGN} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(raw)}\r\n\r\n"
            requests[name] = head.encode() + raw
        base, rows = 0.0, []
        for name, request in requests.items():
            asyncio.run(rate(port, request))
            speed, statuses = asyncio.run(rate(port, request))
            assert statuses == {200: REQUESTS}, f"{name}: {dict(statuses)}"
            base = base or speed
            rows.append((name, f"{speed:.0f}/s", f"{base / speed:.1f}"))
        head = ("the answer", f"requests over {CONNECTIONS} connections", "time beside /health")
        page.tell("service", page.table(head, rows), given.write)
        service.send_signal(signal.SIGINT)
        service.stderr.read()


if __name__ == "__main__":
    main()
