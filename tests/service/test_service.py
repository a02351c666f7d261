"""The service over real HTTP: what it answers, and what it puts up with."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from fhir.resources.R4B.operationoutcome import OperationOutcome

import mitosafe
from mitosafe import cds_hooks
from mitosafe.answers import data
from mitosafe.errors import UnknownRelease, UnknownValue
from mitosafe.fhir import Limits
from mitosafe.model import LANGUAGES
from mitosafe.service import NotStarted, Settings, app, application, running
from tests.cds_hooks.client import Reply, call, connected, head, rest
from tests.cds_hooks.requests import hooked, topics
from tests.fhir.shapes import LIST, bundle, request

SIGN = "/cds-services/mitosafe-order-sign"
RED = hooked(request("exemplin"))
#: What no log and no error may hold.
MARK = "Jane Q. Unmistakable"


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    """Run the service with the invented list, as of the release of which its table tells."""
    with running(Settings(release="2026.2", body=100_000), dataset=LIST) as address:
        yield address


def is_error(reply: Reply, status: int) -> bool:
    """Check that an answer is an OperationOutcome of this status, and tell so."""
    assert status == reply.status
    assert "application/json" == reply.headers["content-type"]
    OperationOutcome.model_validate(reply.json)
    return True


def test_discovery(service: str) -> None:
    """The standard's address gives the services; below each language, those in its words."""
    assert cds_hooks.services(dataset=LIST) == call(service, "/cds-services").json
    for language in LANGUAGES:
        expected = cds_hooks.services(language=language, dataset=LIST)
        assert expected == call(service, f"/{language}/cds-services").json


@pytest.mark.parametrize("hook", cds_hooks.HOOKS)
@pytest.mark.parametrize("prefix", ["", "/en", "/fr", "/nl"])
def test_hooks(service: str, hook: str, prefix: str) -> None:
    """Each discovered service answers as the function does."""
    taken = {"all": bundle(request("pagein"))}
    given = hooked(request("exemplin"), hook=hook, prefetch=taken)
    reply = call(service, f"{prefix}/cds-services/{cds_hooks.service_id(hook)}", given)
    expected = cds_hooks.respond(given, language=prefix[1:] or "en", release="2026.2", dataset=LIST)
    assert (200, "application/json") == (reply.status, reply.headers["content-type"])
    assert expected == reply.json


def test_health(service: str) -> None:
    """The versions of the package, the list and the shapes are told."""
    assert {
        "status": "ok",
        "package": mitosafe.__version__,
        "release": data.release(LIST.release("2026.2")),
        "schema": data.SCHEMA,
        "cds_hooks": "2.0",
        "fhir": "R4",
        "language": "en",
    } == call(service, "/health").json


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/", "GET", 404),
        ("/cds-services/other", "POST", 404),
        ("/de/cds-services", "GET", 404),
        (SIGN, "GET", 405),
        (SIGN, "DELETE", 405),
        ("/cds-services", "POST", 405),
        ("/health", "POST", 405),
    ],
)
def test_addresses_that_there_are_not(service: str, path: str, method: str, status: int) -> None:
    """A wrong address or method is an error in JSON."""
    assert is_error(call(service, path, b"{}", method), status)


@pytest.mark.parametrize(
    ("body", "status", "text"),
    [
        ({"feedback": [{"card": "1", "outcome": "overridden"}]}, 200, "{}"),
        ({"feedback": []}, 200, "{}"),
        ({}, 400, "no object with a list"),
        ([], 400, "no object with a list"),
        ({"feedback": [7]}, 400, "feedback[0] is no object"),
        ({"feedback": [{"card": 7, "outcome": "x"}]}, 400, "feedback[0].card is missing"),
        ({"feedback": [{"card": "1", "outcome": "x"}]}, 400, "accepted, overridden"),
        (b"not json", 400, "not JSON"),
        (b" " * 100_001, 413, "larger than 100000 bytes"),
    ],
)
def test_feedback_is_taken_and_nothing_is_given_back(
    service: str, body: Any, status: int, text: str
) -> None:
    """What became of cards is answered with an empty object, and a wrong shape with its faults."""
    reply = call(service, f"{SIGN}/feedback", body)
    assert status == reply.status
    assert text in str(reply.json)


def test_a_service_for_a_clinic_takes_everyone_for_ill() -> None:
    """What the request does not say of the patient, the settings may."""
    with running(Settings(assume_pmd=True, release="2026.2"), dataset=LIST) as address:
        assert ["orange"] == topics(call(address, SIGN, RED).json["cards"])


def chunks(count: int) -> Iterator[bytes]:
    """Return a body in chunks, whose size is not stated beforehand."""
    yield from (b" " * 1000 for _ in range(count))


@pytest.mark.parametrize(
    ("body", "status", "text"),
    [
        (b"", 400, "not JSON"),
        (b"not json", 400, "not JSON"),
        (b"\xff\xff", 400, "not UTF-8"),
        (b"[" * 50_000, 400, "nested deeper"),
        (b'{"hook": "order-sign", "hook": "order-sign"}', 400, "a key stands twice"),
        (b"[]", 400, "expected an object"),
        ({}, 400, "hookInstance is missing"),
        (hooked(hook="patient-view"), 400, "allowed: order-sign"),
        ({**RED, "context": {"patientId": "one"}}, 400, "draftOrders is missing"),
        (b" " * 100_001, 413, "larger than 100000 bytes"),
        (chunks(101), 413, "larger than 100000 bytes"),
        (hooked(*({"resourceType": ""} for _ in range(5_000))), 413, "larger than 100000 bytes"),
    ],
)
def test_bodies_that_cannot_be_answered(service: str, body: Any, status: int, text: str) -> None:
    """Each gets its status, and says what is wrong; the service answers the next one."""
    reply = call(service, SIGN, body)
    assert is_error(reply, status)
    assert text in reply.text
    assert 200 == call(service, SIGN, RED).status


def test_a_body_that_is_said_to_be_too_large_is_not_awaited(service: str) -> None:
    """Where the size is stated beforehand, the refusal comes before the body."""
    with connected(service, head(SIGN, 10**9)) as opened:
        assert b"HTTP/1.1 413" == rest(opened)[:12]


def test_a_body_within_the_limit_in_chunks(service: str) -> None:
    """A body whose size is not stated is read."""
    raw = json.dumps(RED).encode()
    parts = iter([raw[:50], raw[50:]])
    assert ["unknown"] == topics(call(service, SIGN, parts).json["cards"])


def test_too_many_resources() -> None:
    """The limits on resources hold over HTTP too, and have a status of their own."""
    small = Settings(limits=Limits(resources=3))
    with running(small, dataset=LIST) as address:
        reply = call(address, SIGN, hooked(*(request("exemplin") for _ in range(3))))
    assert is_error(reply, 413)
    assert "more resources" in reply.text


def test_a_size_that_is_no_number(service: str) -> None:
    """A request that is no HTTP is refused, and the service goes on."""
    sent = f"POST {SIGN} HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n".encode()
    with connected(service, sent) as opened:
        assert b" 400 " in rest(opened).split(b"\r\n")[0]
    with connected(service, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n") as opened:
        assert b" 400 " in rest(opened).split(b"\r\n")[0]
    assert 200 == call(service, "/health").status


def test_a_client_that_goes_away(service: str) -> None:
    """A connection that is closed in the middle of a body leaves nothing behind."""
    for _ in range(20):
        connected(service, head(SIGN, 1000) + b"{").close()
    assert ["unknown"] == topics(call(service, SIGN, RED).json["cards"])


def test_clients_that_hang_do_not_stop_the_others() -> None:
    """Who sends nothing, half a head or half a body is cut off; others are answered meanwhile."""
    patience = Settings(receive_seconds=0.5, connection_seconds=4.0, release="2026.2")
    with running(patience, dataset=LIST) as address:
        silent = [connected(address) for _ in range(20)]
        half_head = [connected(address, b"POST /cds-ser") for _ in range(20)]
        half_body = [connected(address, head(SIGN, 1000) + b"{") for _ in range(20)]
        served = [call(address, SIGN, RED).status for _ in range(20)]
        assert [200] * 20 == served
        assert [b""] * 40 == [rest(opened) for opened in (*silent, *half_head)]
        replies = [rest(opened) for opened in half_body]
        for opened in (*silent, *half_head, *half_body):
            opened.close()
        assert 200 == call(address, SIGN, RED).status
    assert [b"HTTP/1.1 408 Request Timeout"] * 20 == [r.split(b"\r\n")[0] for r in replies]
    assert all(b"did not come within 0.5 seconds" in reply for reply in replies)


def test_a_client_that_drips() -> None:
    """One byte now and then does not hold a connection beyond its time."""
    with running(Settings(connection_seconds=0.5), dataset=LIST) as address:
        opened, closed = connected(address), threading.Event()

        def drip() -> None:
            while not closed.wait(0.05):
                try:
                    opened.sendall(b"G")
                except OSError:
                    return

        thread = threading.Thread(target=drip)
        thread.start()
        assert b"" == rest(opened)
        closed.set()
        thread.join()
        opened.close()


def test_many_requests_on_one_connection(service: str) -> None:
    """The time limit of a connection begins anew with each request."""
    one = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n"
    last = b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    with connected(service, one * 9 + last) as opened:
        assert 10 == rest(opened).count(b"HTTP/1.1 200 OK")


class Gate:
    """Stands in for the answering of requests: waits until it is opened, or fails."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.entered = threading.Event()
        self.opened = threading.Event()

    def __call__(self, *_given: Any, **_more: Any) -> Any:
        """Answer without cards, when the gate is opened."""
        self.entered.set()
        self.opened.wait(60)
        if self.error is not None:
            raise self.error
        return {"cards": []}


def test_an_answer_that_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is given up with an error that says that nothing was checked."""
    gate = Gate()
    monkeypatch.setattr(app, "respond", gate)
    with running(Settings(answer_seconds=0.2, threads=1), dataset=LIST) as address:
        first, waiting = call(address, SIGN, RED), call(address, SIGN, RED)
        gate.opened.set()
    for reply in (first, waiting):
        assert is_error(reply, 503)
        assert "nothing was checked" in reply.text
        assert "1" == reply.headers["retry-after"]


def test_too_many_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the limit requests are told to come again; those within it are answered."""
    gate = Gate()
    monkeypatch.setattr(app, "respond", gate)
    with running(Settings(at_once=1), dataset=LIST) as address:
        first: list[Reply] = []
        thread = threading.Thread(target=lambda: first.append(call(address, SIGN, RED)))
        thread.start()
        assert gate.entered.wait(60)
        second = call(address, SIGN, RED)
        health = call(address, "/health")
        gate.opened.set()
        thread.join()
    assert is_error(second, 503)
    assert "1" == second.headers["retry-after"]
    assert [200, 200] == [first[0].status, health.status]


def test_too_many_connections() -> None:
    """Connections beyond the limit are refused at once, and served when there is room."""
    with running(Settings(connections=5, connection_seconds=1.0), dataset=LIST) as address:
        hanging = [connected(address) for _ in range(5)]
        assert 503 == call(address, "/health").status
        assert [b""] * 5 == [rest(opened) for opened in hanging]
        for opened in hanging:
            opened.close()
        assert 200 == call(address, "/health").status


def test_a_fault_of_the_service_tells_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The client gets an error without detail; the log has the kind and place of the fault."""
    gate = Gate(RuntimeError(MARK))
    gate.opened.set()
    monkeypatch.setattr(app, "respond", gate)
    with caplog.at_level(logging.DEBUG), running(dataset=LIST) as address:
        reply = call(address, SIGN, RED)
    assert is_error(reply, 500)
    assert MARK not in reply.body.decode() + caplog.text
    assert "RuntimeError at " in caplog.text


def test_a_fault_without_a_place(caplog: pytest.LogCaptureFixture) -> None:
    """Even an exception that was never raised is logged by its kind."""
    with caplog.at_level(logging.ERROR):
        app.log_fault(RuntimeError(MARK))
    assert ["RuntimeError at "] == [record.getMessage() for record in caplog.records]


def test_browsers_of_named_origins_only() -> None:
    """A browser may call from the origins of the settings, and from no other."""
    ours = "https://ehr.example"
    asks = {"access-control-request-method": "POST"}
    with running(Settings(origins=(ours,)), dataset=LIST) as address:
        allowed = call(address, SIGN, b"", "OPTIONS", origin=ours, **asks)
        denied = call(address, SIGN, b"", "OPTIONS", origin="https://evil.example", **asks)
        answered = call(address, SIGN, RED, origin=ours)
    assert (200, 400) == (allowed.status, denied.status)
    assert ours == answered.headers["access-control-allow-origin"]


def test_without_origins_no_browser_is_let_in(service: str) -> None:
    """By default no page of the web may read an answer."""
    reply = call(service, SIGN, RED, origin="https://evil.example")
    assert "access-control-allow-origin" not in reply.headers


def test_a_name_of_the_server_is_not_given_away(service: str) -> None:
    """Answers do not tell which server they are from."""
    assert "server" not in call(service, "/health").headers


def test_settings_that_cannot_be() -> None:
    """An unknown language, version or release is refused before anything is served."""
    with pytest.raises(UnknownValue, match="en, fr, nl"):
        application(Settings(language="de"))
    with pytest.raises(UnknownValue, match="R4, R4B, R5"):
        application(Settings(version="R6"))
    with pytest.raises(UnknownRelease):
        application(Settings(release="1999.1"))
    # An address that is kept for documentation, and so of no machine.
    with pytest.raises(NotStarted) as caught, running(host="203.0.113.7"):
        raise AssertionError
    assert NotStarted("203.0.113.7", 0) == caught.value
