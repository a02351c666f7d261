"""A real server on this machine that behaves as other people's servers do."""

from __future__ import annotations

import ssl
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

#: A part of a page; a huge page is this again and again, as long as anybody reads.
PART = b"x" * 65_536


class Server(ThreadingHTTPServer):
    """A server that counts what it was asked for, and how many at once."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        """Take any free port."""
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: Counter[str] = Counter()
        self.agents: set[str] = set()
        self.sent = 0
        self.at_once = 0
        self.most_at_once = 0
        self.lock = threading.Lock()
        #: Set at the end, so that nothing that is slow outlives the test.
        self.over = threading.Event()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of visitors who leave in the middle of a page; it is what is tested."""


class Handler(BaseHTTPRequestHandler):
    """Answers by path: `/404` with that code, `/once/503` with it the first time, ..."""

    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer, and keep count."""
        server = self.server
        with server.lock:
            server.asked[self.path] += 1
            server.agents.add(self.headers["User-Agent"])
            server.at_once += 1
            server.most_at_once = max(server.most_at_once, server.at_once)
        try:
            self.answer(self.path.strip("/").split("/"))
        finally:
            with server.lock:
                server.at_once -= 1

    def answer(self, path: list[str]) -> None:
        """Do what the path says; of an address that was asked of a proxy, the last part."""
        match path:
            case ["once", code, *wait]:
                first = self.server.asked[self.path] == 1
                self.say(int(code) if first else 200, {"Retry-After": wait[0]} if wait else {})
            case ["later", code, wait]:
                self.say(int(code), {"Retry-After": wait.replace("_", " ")})
            case ["to", code, *target]:
                self.say(int(code), {"Location": "/" + "/".join(target)})
            case ["round"]:
                self.say(302, {"Location": "/round"})
            case ["slow"]:
                self.server.over.wait(30)
            case ["drip" | "huge" as how]:
                self.endless(how)
            case ["broken"]:
                self.wfile.write(b"good morning\r\n\r\n")
                self.close_connection = True
            case [*_, code]:
                self.say(int(code or 200), {})

    def endless(self, how: str) -> None:
        """Send a page that does not end, byte by byte or as fast as it is read."""
        self.send_response(200)
        self.end_headers()
        part, pause = (b".", 0.02) if how == "drip" else (PART, 0)
        while not self.server.over.wait(pause):
            self.server.sent += self.wfile.write(part)

    def say(self, code: int, headers: dict[str, str]) -> None:
        """Answer with a code and a short page."""
        self.send_response(code)
        for name, value in {**headers, "Content-Length": "2"}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, format: str, *args: Any) -> None:
        """Write no log."""


@contextmanager
def running(tls: ssl.SSLContext | None = None) -> Iterator[tuple[Server, str]]:
    """Run a server, with TLS if a certificate is given; give it and its address."""
    with Server() as server:
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        scheme = "http" if tls is None else "https"
        try:
            yield server, f"{scheme}://localhost:{server.server_address[1]}"
        finally:
            server.over.set()
            server.shutdown()
            thread.join()
