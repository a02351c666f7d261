"""The service as a process of its own: started by its command, loaded, stopped."""

from __future__ import annotations

import asyncio
import json
import re
import runpy
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs
import pytest
import uvicorn

from mitosafe.answers import dataset
from mitosafe.service import Settings, __main__, serve, server
from tests import invented
from tests.cds_hooks.client import PATIENCE, call, connected, head, rest
from tests.cds_hooks.requests import hooked, topics
from tests.fhir.shapes import Json, request

SIGN = "/cds-services/mitosafe-order-sign"
#: What no log may hold.
MARK = "Unmistakable Jane"


@attrs.frozen(kw_only=True)
class Process:
    """A running service."""

    address: str
    running: subprocess.Popen[str]
    log: list[str]

    def stop(self) -> int:
        """Interrupt it, as a terminal does, and give its exit code."""
        self.running.send_signal(signal.SIGINT)
        assert self.running.stdout is not None
        self.log.extend(self.running.stdout)
        return self.running.wait(PATIENCE)


@contextmanager
def started(*options: str) -> Iterator[Process]:
    """Start the service by its command, on a free port."""
    command = [sys.executable, "-m", "mitosafe.service", "--port", "0", *options]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert running.stdout is not None
    try:
        log: list[str] = []
        for line in running.stdout:
            log.append(line)
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                yield Process(address=found[0], running=running, log=log)
                return
        raise AssertionError("".join(log))
    finally:
        running.kill()
        running.wait()
        running.stdout.close()


def test_a_day_of_a_process() -> None:
    """Started, asked, given rubbish, stopped: it ends well, and its log tells of no patient."""
    with started("--assume-pmd", "--language", "fr", "--fhir", "R5", "--body", "5000") as process:
        good = hooked(request(f"valproate {MARK}"), patientId=MARK)
        card, *_ = call(process.address, SIGN, good).json["cards"]
        assert ("warning", "acide") == (card["indicator"], card["summary"].split()[0])
        issue, _answer = (s["actions"][0]["resource"] for s in card["suggestions"])
        assert ("fr", "subject" in issue) == (issue["language"], True)
        assert 400 == call(process.address, f"{SIGN}?patient={MARK}".replace(" ", "+"), {}).status
        assert 413 == call(process.address, SIGN, f"{MARK} ".encode() * 1000).status
        assert 404 == call(process.address, f"/{MARK}".replace(" ", "/"), {}).status
        with connected(process.address, f"{MARK}\r\n\r\n".encode()) as opened:
            assert b" 400 " in rest(opened)
        connected(process.address, head(SIGN, 1000) + MARK.encode()).close()
        assert 0 == process.stop()
    assert MARK.split(maxsplit=1)[0] not in "".join(process.log)
    assert "Traceback" not in "".join(process.log)


async def ask(port: int, waiting: list[tuple[int, bytes]], answers: dict[int, Any]) -> None:
    """Send requests one after the other on one connection, until none is left."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while waiting:
        number, body = waiting.pop()
        writer.write(head(SIGN, len(body)) + body)
        answer = await reader.readuntil(b"\r\n\r\n")
        length = int(re.search(rb"content-length: (\d+)", answer)[1])  # type: ignore[index]
        answers[number] = (int(answer[9:12]), json.loads(await reader.readexactly(length)))
    writer.close()
    await writer.wait_closed()


async def load(port: int, bodies: list[bytes], connections: int) -> dict[int, Any]:
    """Send requests on many connections at once, and give the answer to each."""
    answers: dict[int, Any] = {}
    waiting = list(enumerate(bodies))
    await asyncio.gather(*(ask(port, waiting, answers) for _ in range(connections)))
    return answers


def test_under_load_none_is_lost_and_none_is_mixed_up() -> None:
    """A thousand requests on forty connections: each is answered, with its own cards."""
    names = ("valproate", "levetiracetam", "linezolid", "gentamicin", "zzyzx")
    orders = [request(f"{names[n % 5]}", id=f"order-{n}") for n in range(1000)]
    bodies = [json.dumps(hooked(order)).encode() for order in orders]
    with started("--assume-pmd") as process:
        port = int(process.address.rsplit(":", 1)[1])
        answers = asyncio.run(asyncio.wait_for(load(port, bodies, 40), 300))
        assert 0 == process.stop()
    assert [200] * 1000 == [answers[n][0] for n in range(1000)]
    expected = {
        "valproate": "orange",
        "levetiracetam": "nothing-listed",
        "linezolid": "orange",
        "gentamicin": "orange",
        "zzyzx": "not-understood",
    }
    for number in range(1000):
        (card,) = answers[number][1]["cards"]
        assert [expected[names[number % 5]]] == topics([card])
        implicated = [
            reference["reference"]
            for suggestion in card.get("suggestions", ())
            for reference in suggestion["actions"][0]["resource"].get("implicated", ())
        ]
        assert implicated in ([], [f"MedicationRequest/order-{number}"])


def test_a_port_that_is_taken() -> None:
    """A second service on the same port ends with exit code 2 and says why."""
    with started() as process:
        port = process.address.rsplit(":", 1)[1]
        command = [sys.executable, "-m", "mitosafe.service", "--port", port]
        second = subprocess.run(
            command, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    assert 2 == second.returncode
    assert f"port {port}" in second.stderr


class Served:
    """Stands in for `serve` and keeps what it was given."""

    def __init__(self) -> None:
        self.given: Json = {}

    def __call__(self, host: str, port: int, **more: Any) -> None:
        """Keep the arguments."""
        self.given = {"host": host, "port": port, **more}


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Served:
    """Keep `main` from serving for ever."""
    found = Served()
    monkeypatch.setattr(__main__, "serve", found)
    return found


def test_options_become_settings(served: Served) -> None:
    """Each option of the command has its setting; without options the defaults hold."""
    assert 0 == __main__.main([])
    assert {
        "host": "127.0.0.1",
        "port": 8000,
        "settings": Settings(),
        "dataset": None,
    } == served.given
    options = "--host 0.0.0.0 --port 7 --language nl --release 2024.1 --fhir R5 --body 9"
    assert 0 == __main__.main([*options.split(), "--origin", "a", "--origin", "b"])
    expected = Settings(language="nl", release="2024.1", version="R5", body=9, origins=("a", "b"))
    assert {
        "host": "0.0.0.0",
        "port": 7,
        "settings": expected,
        "dataset": None,
    } == served.given


def test_a_hospital_s_own_rows(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of its own lies over the packaged list."""
    found = invented.dataset()
    asked: list[tuple[str, dataset.Dataset]] = []

    def loaded(path: str, base: dataset.Dataset) -> dataset.Dataset:
        asked.append((path, base))
        return found

    monkeypatch.setattr(__main__, "load", loaded)
    assert 0 == __main__.main(["--list", str(tmp_path)])
    assert (found, str(tmp_path)) == (served.given["dataset"], asked[0][0])
    assert isinstance(asked[0][1], dataset.Dataset)


def test_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command ends with exit code 2 and says what is missing."""
    assert 2 == __main__.main(["--list", str(tmp_path / "none")])
    assert "no folder" in capsys.readouterr().err


def test_a_release_that_there_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown release is named with those that there are, and nothing is served."""
    assert 2 == __main__.main(["--release", "1999.1"])
    assert "2026.2" in capsys.readouterr().err


def test_the_module_as_a_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """`python -m mitosafe.service` runs the command and ends with its exit code."""
    monkeypatch.delitem(sys.modules, "mitosafe.service.__main__")
    monkeypatch.setattr(sys, "argv", ["mitosafe.service", "--release", "1999.1"])
    with pytest.raises(SystemExit) as caught:
        runpy.run_module("mitosafe.service", run_name="__main__", alter_sys=True)
    assert 2 == caught.value.code


def test_serving_until_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    """An interruption ends the service without an error; a failed start is one."""

    def interrupted(self: Any) -> None:
        self.started = True
        raise KeyboardInterrupt

    monkeypatch.setattr(uvicorn.Server, "run", interrupted)
    serve(port=7)

    def failed(_self: Any) -> None:
        raise SystemExit(1)

    monkeypatch.setattr(uvicorn.Server, "run", failed)
    with pytest.raises(server.NotStarted, match=r"cannot listen at '127.0.0.1', port 7"):
        serve(port=7)
