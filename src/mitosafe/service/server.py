"""Running the application with uvicorn: deadlines for connections, no access log."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from mitosafe.answers.dataset import Dataset
from mitosafe.errors import MitosafeError
from mitosafe.service.app import Settings, application


class NotStarted(MitosafeError, OSError):
    """The service could not listen.

    Args:
        host: The address.
        port: The port.
    """

    def __init__(self, host: str, port: int) -> None:
        """Keep the values."""
        self.host = host
        self.port = port
        super().__init__(host, port)

    def __str__(self) -> str:
        """Say where, and the likely mistake."""
        return (
            f"cannot listen at {self.host!r}, port {self.port}; the log says why: often another "
            "program has the port, or the address is not of this machine"
        )


def impatient(seconds: float) -> type[H11Protocol]:
    """Make a protocol that ends a connection whose next request is not done in time.

    uvicorn has a time limit for idle connections only. A client that sends its headers
    one byte at a time, or never reads the answer, would hold a connection for ever.

    Args:
        seconds: From the connection, or from the end of the last answer, to the end of
            the next.

    Returns:
        A class for `uvicorn.Config(http=...)`.
    """

    class Impatient(H11Protocol):
        _deadline: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._wait()

        def connection_lost(self, exc: Exception | None) -> None:
            self._stop()
            super().connection_lost(exc)

        def on_response_complete(self) -> None:
            super().on_response_complete()
            self._wait()

        def _wait(self) -> None:
            self._stop()
            self._deadline = self.loop.call_later(seconds, self.transport.abort)

        def _stop(self) -> None:
            if self._deadline is not None:
                self._deadline.cancel()

    return Impatient


class _Server(uvicorn.Server):
    """A server that says when it is ready."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        try:
            await super().startup(sockets)  # type: ignore[arg-type]
        finally:
            self.ready.set()


def _server(settings: Settings, dataset: Dataset | None, host: str, port: int) -> _Server:
    return _Server(
        uvicorn.Config(
            application(settings, dataset=dataset),
            host=host,
            port=port,
            http=impatient(settings.connection_seconds),
            ws="none",
            lifespan="on",
            # An address may name a patient; no request is logged.
            access_log=False,
            server_header=False,
            limit_concurrency=settings.connections,
            timeout_graceful_shutdown=round(settings.answer_seconds) + 1,
        )
    )


def _run(server: uvicorn.Server) -> None:
    # uvicorn ends its process if it cannot start; and by the signal that interrupted it.
    with suppress(SystemExit, KeyboardInterrupt):
        server.run()


def serve(
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    settings: Settings | None = None,
    dataset: Dataset | None = None,
) -> None:
    """Run the service until it is interrupted.

    Args:
        host: The address to listen at; by default only this machine is served, as
            encryption and authorisation belong to the gateway before it.
        port: The port.
        settings: How it answers; none for the defaults.
        dataset: The list to ask; none for the packaged one.

    Raises:
        NotStarted: If the address or port cannot be had.
        UnknownRelease: If there is no such release.
        UnknownValue: If the language or the FHIR version is none of them.
    """
    server = _server(settings or Settings(), dataset, host, port)
    _run(server)
    if not server.started:
        raise NotStarted(host, port)


@contextmanager
def running(
    settings: Settings | None = None, *, dataset: Dataset | None = None, host: str = "127.0.0.1"
) -> Iterator[str]:
    """Run the service in a thread of this process, on a free port; for trying and testing it.

    Args:
        settings: How it answers; none for the defaults.
        dataset: The list to ask; none for the packaged one.
        host: The address to listen at.

    Yields:
        The base address, such as `http://127.0.0.1:49152`.

    Examples:
        >>> with running() as address:
        ...     address.startswith("http://127.0.0.1:")
        True
    """
    server = _server(settings or Settings(), dataset, host, 0)
    thread = threading.Thread(target=_run, args=(server,), daemon=True)
    thread.start()
    server.ready.wait()
    if not server.started:
        raise NotStarted(host, 0)
    try:
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://{host}:{port}"
    finally:
        server.should_exit = True
        thread.join()
