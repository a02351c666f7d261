"""The ASGI application: discovery, hooks, health; every error is an OperationOutcome."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import attrs
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Mount, Route

import mitosafe
from mitosafe.answers import data
from mitosafe.answers.dataset import Dataset
from mitosafe.answers.packaged import dataset as packaged
from mitosafe.cds_hooks.feedback import feedback_faults
from mitosafe.cds_hooks.hooks import HOOKS, BadRequest, respond, service_id, services
from mitosafe.fhir.bundle import Limits, Unreadable, parse
from mitosafe.fhir.written import checked_version
from mitosafe.model import LANGUAGES
from mitosafe.render import language

#: What an error is called in FHIR, by HTTP status.
_CODES = {404: "not-found", 405: "not-supported", 408: "timeout", 413: "too-long", 503: "throttled"}
#: For which reason an input is too much, not wrong.
_TOO_MUCH = frozenset({"too-large", "too-many"})

#: A request names few resources; a whole record is for `mitosafe.fhir.screen`.
_LIMITS = Limits(resources=5_000, names=200)

_log = logging.getLogger("mitosafe.service")


@attrs.frozen(kw_only=True)
class Settings:
    """How the service answers, and how much it puts up with.

    Examples:
        >>> Settings(language="nl").body
        5000000
    """

    #: The language of the base address; `/en`, `/fr` and `/nl` under it have their own.
    language: str = "en"
    #: The release of the list; none for the newest of the installed package.
    release: str | None = None
    #: The FHIR version of resources in suggestions: `R4`, `R4B` or `R5`.
    version: str = "R4"
    #: Whether every patient has a mitochondrial disease, as in a clinic for them.
    assume_pmd: bool = False
    #: The largest body, in bytes.
    body: int = 5_000_000
    #: How many resources, how deep, and so on; see `mitosafe.fhir.Limits`.
    limits: Limits = _LIMITS
    #: How long a client may take to send a body, in seconds.
    receive_seconds: float = 10.0
    #: How long an answer may take, the wait for a free thread included, in seconds.
    answer_seconds: float = 10.0
    #: How long one request may take in all, from the connection to the end of the answer,
    #: in seconds; then the connection is cut.
    connection_seconds: float = 30.0
    #: How many requests may wait for an answer at once; more are told to come again.
    at_once: int = 100
    #: How many connections there may be at once, those included that send nothing.
    connections: int = 400
    #: How many threads answer.
    threads: int = 4
    #: Web origins from which a browser may call (CORS).
    origins: tuple[str, ...] = ()


class _Refused(Exception):
    """A request that is answered with an error."""

    def __init__(self, status: int, text: str) -> None:
        self.status = status
        self.text = text
        super().__init__(status)


def application(settings: Settings | None = None, *, dataset: Dataset | None = None) -> Starlette:
    """Make the ASGI application, which any ASGI server can run.

    Args:
        settings: How it answers; none for the defaults.
        dataset: The list to ask; none for the packaged one.

    Returns:
        The application.

    Raises:
        UnknownRelease: If there is no such release.
        UnknownValue: If the language or the FHIR version is none of them.
    """
    return _Service(settings or Settings(), dataset or packaged()).application()


class _Service:
    """Answers requests; keeps nothing of them."""

    def __init__(self, settings: Settings, dataset: Dataset) -> None:
        language(settings.language)
        checked_version(settings.version)
        self._settings = settings
        self._dataset = dataset
        self._release = dataset.release(settings.release)
        self._limits = attrs.evolve(settings.limits, size=settings.body)
        self._busy = 0
        self._threads = ThreadPoolExecutor(settings.threads, thread_name_prefix="mitosafe")

    def application(self) -> Starlette:
        """Make the application."""
        routes: list[Route | Mount] = [Route("/health", self._health)]
        routes += self._routes(self._settings.language)
        routes += [Mount(f"/{lang}", routes=self._routes(lang)) for lang in LANGUAGES]
        middleware = [
            Middleware(
                CORSMiddleware,
                allow_origins=self._settings.origins,
                allow_methods=("GET", "POST"),
                allow_headers=("authorization", "content-type"),
            )
        ]
        return Starlette(
            routes=routes,
            middleware=middleware if self._settings.origins else [],
            exception_handlers={HTTPException: _not_there},
            lifespan=self._lifespan,
        )

    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        # The list is read before the first client comes.
        self._dataset.check("valproate", release=self._release.id)
        yield
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _routes(self, lang: str) -> list[Route]:
        found = services(language=lang, dataset=self._dataset)

        async def discovery(_request: Request) -> Response:
            return _json(found)

        routes = [Route("/cds-services", discovery)]
        for hook in HOOKS:
            path = f"/cds-services/{service_id(hook)}"
            answer = _guarded(partial(self._hook, hook=hook, lang=lang))
            routes.append(Route(path, answer, methods=["POST"]))
            routes.append(Route(f"{path}/feedback", _guarded(self._feedback), methods=["POST"]))
        return routes

    async def _health(self, _request: Request) -> Response:
        return _json(
            {
                "status": "ok",
                "package": mitosafe.__version__,
                "release": data.release(self._release),
                "schema": data.SCHEMA,
                "cds_hooks": "2.0",
                "fhir": self._settings.version,
                "language": self._settings.language,
            }
        )

    async def _hook(self, request: Request, *, hook: str, lang: str) -> Response:
        body = await self._body(request)
        if self._busy >= self._settings.at_once:
            raise _Refused(503, "too many requests at once; come again in a second")
        self._busy += 1
        try:
            return Response(await self._answer(body, hook, lang), media_type="application/json")
        finally:
            self._busy -= 1

    async def _feedback(self, request: Request) -> Response:
        """Take what became of cards; nothing of it is counted or kept."""
        value = parse(await self._body(request), self._limits)
        if faults := feedback_faults(value):
            raise _Refused(400, "; ".join(faults))
        return _json({})

    async def _body(self, request: Request) -> bytes:
        """Receive a body, no more than the limit, in no more than the time."""
        most = self._settings.body
        too_large = _Refused(413, f"the body is larger than {most} bytes")
        stated = request.headers.get("content-length", "0")
        # A number of thousands of digits cannot be read, and is too large however it begins.
        if stated.isdecimal() and (len(stated) > 20 or int(stated) > most):
            raise too_large
        parts, size = [], 0
        try:
            async with asyncio.timeout(self._settings.receive_seconds):
                async for part in request.stream():
                    size += len(part)
                    if size > most:
                        raise too_large
                    parts.append(part)
        except TimeoutError:
            seconds = self._settings.receive_seconds
            raise _Refused(408, f"the body did not come within {seconds:g} seconds") from None
        return b"".join(parts)

    async def _answer(self, body: bytes, hook: str, lang: str) -> bytes:
        work = asyncio.get_running_loop().run_in_executor(
            self._threads, self._cards, body, hook, lang
        )
        try:
            return await asyncio.wait_for(work, self._settings.answer_seconds)
        except TimeoutError:
            seconds = self._settings.answer_seconds
            raise _Refused(
                503, f"no answer within {seconds:g} seconds; nothing was checked"
            ) from None
        except BadRequest as error:
            raise _Refused(400, str(error)) from None

    def _cards(self, body: bytes, hook: str, lang: str) -> bytes:
        cards = respond(
            body,
            hook=hook,
            language=lang,
            release=self._release.id,
            dataset=self._dataset,
            limits=self._limits,
            version=self._settings.version,
            assume_pmd=self._settings.assume_pmd,
        )
        return json.dumps(cards).encode("ascii")


_Endpoint = Callable[[Request], Awaitable[Response]]


def _guarded(endpoint: _Endpoint) -> _Endpoint:
    """Turn every exception of an endpoint into an error that tells nothing of the request."""

    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except _Refused as refused:
            return _error(refused.status, refused.text)
        except Unreadable as error:
            return _error(413 if error.reason in _TOO_MUCH else 400, str(error))
        except ClientDisconnect:
            return _error(400, "the client went away")
        except Exception as error:
            log_fault(error)
            return _error(500, "an error of the service; nothing was checked")

    return answer


def log_fault(error: Exception) -> None:
    """Log the kind and the place of a fault; its message may hold what a patient wrote."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else ""
    _log.error("%s at %s", type(error).__name__, where)


async def _not_there(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _error(error.status_code, error.detail, error.headers)


def _error(status: int, text: str, headers: Any = None) -> Response:
    """Return an error as an OperationOutcome."""
    code = _CODES.get(status, "invalid" if status < 500 else "exception")
    issue = {"severity": "error", "code": code, "details": {"text": text}}
    more = dict(headers or {})
    if status == 503:
        more["retry-after"] = "1"
    if status in (408, 413):
        # The rest of the body is not read.
        more["connection"] = "close"
    return _json({"resourceType": "OperationOutcome", "issue": [issue]}, status, more)


def _json(value: Any, status: int = 200, headers: Any = None) -> Response:
    return Response(json.dumps(value), status, headers, "application/json")
