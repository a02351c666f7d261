"""The extra `maintain` alone: the pages of the directory are visited."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from mitosafe.__main__ import main
from mitosafe.directory import check_links
from mitosafe.directory.link_report import LinkState


class Gone(BaseHTTPRequestHandler):
    """Has no page."""

    def do_GET(self) -> None:
        """Say that there is none."""
        self.send_error(410)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_a_page_is_visited() -> None:
    """What became of it is reported."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Gone) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}/"
        report = check_links.check_links({url: ("a-club",)}, check_links.Manners(retries=0))
        server.shutdown()
        thread.join()
    assert [check.state for check in report.checks] == [LinkState.GONE]


def test_the_command_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    """`check-links` needs no other extra."""
    with pytest.raises(SystemExit) as ended:
        main(["check-links", "no-such-club"])
    assert ended.value.code == 2
    assert "no community no-such-club" in capsys.readouterr().err
