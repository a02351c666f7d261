"""Serve the built site on this machine and open it in headless Chromium."""

from __future__ import annotations

import functools
import http.server
import os
import socketserver
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import attrs
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
SITE = ROOT / "site"
LANGUAGES = ("en", "fr", "nl")
VALPROATE = {"en": "valproic acid", "fr": "acide valproïque", "nl": "valproïnezuur"}
AXE = ROOT / ".make" / "npm" / "node_modules" / "axe-core" / "axe.min.js"
#: The rules of WCAG 2.2 AA, and what axe-core calls good practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: Opens what is folded, and leaves forty of what is repeated many times: the rest is the same.
UNFOLD = """() => {
    for (const one of document.querySelectorAll("details")) one.open = true;
    for (const box of document.querySelectorAll("body *"))
        for (const one of [...box.children].slice(40)) one.remove();
}"""
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
#: Milliseconds for anything in the browser: a busy machine is no fault of the site.
PATIENCE = 180_000
expect.set_options(timeout=PATIENCE)
#: Without the background flags Chromium itself calls hosts of its maker.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        """Say nothing of each request."""


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 64


@attrs.define
class Visit:
    """A page in a browser, and all that went wrong while it was open."""

    page: Page
    context: BrowserContext
    base: str
    language: str = "en"
    errors: list[str] = attrs.field(factory=list)
    elsewhere: list[str] = attrs.field(factory=list)

    def go(self, path: str) -> Page:
        """Open a page of the site, by its path in the language of the visit."""
        start = "" if self.language == "en" else f"{self.language}/"
        self.page.goto(f"{self.base}{start}{path}")
        return self.page

    def serious(self) -> list[object]:
        """Return what axe-core finds serious or critical on the page as it stands."""
        self.page.evaluate(UNFOLD)
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        asked = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
        found = self.page.evaluate("asked => axe.run(document, asked)", asked)
        return [
            (each["id"], [node["html"][:160] for node in each["nodes"][:3]])
            for each in found["violations"]
            if each["impact"] in ("serious", "critical")
        ]

    def watch(self) -> None:
        """Write down every error and every request to another host."""

        def requested(address: str) -> None:
            parts, own = urlsplit(address), urlsplit(self.base)
            if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != own.netloc:
                self.elsewhere.append(address)

        self.page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda e: self.errors.append(str(e)))
        self.context.on("request", lambda r: requested(r.url))
        self.context.on(
            "response",
            lambda r: self.errors.append(f"{r.status} {r.url}") if r.status > 399 else None,
        )


@pytest.fixture(scope="session")
def base() -> Iterator[str]:
    """Serve the site on a free port; give its address."""
    assert (SITE / "index.html").exists(), "no site: run make docs first"
    handler = functools.partial(_Quiet, directory=str(SITE))
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.fixture
def short_lived() -> Iterator[tuple[str, Callable[[], None]]]:
    """Serve the site, and give its address and what cuts it off for good."""
    handler = functools.partial(_Quiet, directory=str(SITE))
    server = _Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def cut() -> None:
        server.shutdown()
        server.server_close()

    yield f"http://127.0.0.1:{server.server_address[1]}/", cut
    cut()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser, base: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Open an empty page; afterwards nothing may have failed or gone to another host."""
    options: dict[str, Any] = getattr(request, "param", {})
    context = browser.new_context(**options)
    context.set_default_timeout(PATIENCE)
    made = Visit(page=context.new_page(), context=context, base=base)
    made.watch()
    yield made
    context.close()
    assert [] == made.errors
    assert [] == made.elsewhere
