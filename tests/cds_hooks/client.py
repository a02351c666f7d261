"""Clients for the service: a well-behaved one, and the bare connection of a bad one."""

from __future__ import annotations

import json
import socket
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import attrs

#: Far longer than any answer takes: a test that waits for so long has failed.
PATIENCE = 60.0


@attrs.frozen(kw_only=True)
class Reply:
    """What the service answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as a value."""
        return json.loads(self.body)

    @property
    def text(self) -> str:
        """The text of an error."""
        return str(self.json["issue"][0]["details"]["text"])


def call(
    address: str, path: str, value: Any = None, method: str | None = None, **headers: str
) -> Reply:
    """Send one request; bytes are sent as they are, an iterator in chunks, all else as JSON."""
    parts = urlsplit(address)
    assert parts.hostname is not None
    connection = HTTPConnection(parts.hostname, parts.port, timeout=PATIENCE)
    plain = value is None or isinstance(value, bytes) or hasattr(value, "__next__")
    body = value if plain else json.dumps(value).encode()
    try:
        connection.request(method or ("GET" if value is None else "POST"), path, body, headers)
        reply = connection.getresponse()
        found = {key.lower(): text for key, text in reply.getheaders()}
        return Reply(status=reply.status, headers=found, body=reply.read())
    finally:
        connection.close()


def connected(address: str, sent: bytes = b"") -> socket.socket:
    """Open a connection and send some bytes on it, or none."""
    parts = urlsplit(address)
    opened = socket.create_connection((parts.hostname, parts.port), timeout=PATIENCE)
    opened.sendall(sent)
    return opened


def rest(opened: socket.socket) -> bytes:
    """Read until the other side closes or cuts the connection."""
    found = b""
    try:
        while part := opened.recv(65536):
            found += part
    except ConnectionResetError:
        pass
    return found


def head(path: str, length: int) -> bytes:
    """Return the head of a request whose body is still to come."""
    return f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n".encode()
