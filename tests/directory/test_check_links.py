"""Visiting pages, against a real server on this machine."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Iterator

import attrs
import pytest
import trustme

from mitosafe.directory.check_links import Manners, check_links, pages
from mitosafe.directory.link_report import LinkCheck, LinkReport, LinkState
from tests.directory import given
from tests.directory.server import PART, Server, running

#: Quick, for a server that has nothing else to do.
QUICK = Manners(pause=0.0, timeout=5.0, retries=1)
WHO = ("moon-club",)


@pytest.fixture(scope="module")
def site() -> Iterator[tuple[Server, str]]:
    """Return a running server and its address."""
    with running() as found:
        yield found


def visit(address: str, *paths: str, manners: Manners = QUICK) -> dict[str, LinkCheck]:
    """Visit paths of a server; give what became of each."""
    report = check_links({f"{address}/{path}": WHO for path in paths}, manners)
    return {check.url.removeprefix(f"{address}/"): check for check in report.checks}


@pytest.mark.parametrize(
    ("path", "state", "code", "tries"),
    [
        ("200", LinkState.THERE, 200, 1),
        ("204", LinkState.THERE, 204, 1),
        ("404", LinkState.GONE, 404, 1),
        ("410", LinkState.GONE, 410, 1),
        ("403", LinkState.REFUSED, 403, 1),
        ("500", LinkState.FAULTY, 500, 2),
        ("429", LinkState.LATER, 429, 2),
        ("to/301/200", LinkState.MOVED, 200, 1),
        ("to/308/to/301/200", LinkState.MOVED, 200, 1),
        ("to/302/200", LinkState.THERE, 200, 1),
        ("to/301/to/302/200", LinkState.THERE, 200, 1),
        ("to/301/404", LinkState.GONE, 404, 1),
        ("round", LinkState.CIRCULAR, None, 1),
        ("once/503", LinkState.THERE, 200, 2),
        ("once/429/0", LinkState.THERE, 200, 2),
        ("broken", LinkState.UNREACHABLE, None, 2),
    ],
)
def test_each_answer_has_a_name(
    site: tuple[Server, str], path: str, state: LinkState, code: int | None, tries: int
) -> None:
    """What a server answers becomes a state; what may pass is tried again."""
    check = visit(site[1], path)[path]
    assert (state, code, tries, WHO) == (check.state, check.code, check.tries, check.named_by)


def test_a_page_that_moved_says_where_to(site: tuple[Server, str]) -> None:
    """The new address of a page that moved for good is in the report."""
    check = visit(site[1], "to/301/200")["to/301/200"]
    assert f"{site[1]}/200" == check.final


@pytest.mark.parametrize(
    ("path", "tries"),
    [
        ("later/429/3600", 1),
        ("later/503/999999999999999999999", 1),
        ("later/429/Fri,_31_Dec_9999_23:59:59_GMT", 1),
        ("later/429/Fri,_31_Dec_1999_23:59:59_GMT", 2),
        ("later/429/soon", 2),
    ],
)
def test_a_host_that_asks_for_much_time_is_left_in_peace(
    site: tuple[Server, str], path: str, tries: int
) -> None:
    """A wait in seconds or until a moment is believed; a long one ends the visit."""
    check = visit(site[1], path)[path]
    assert (LinkState.LATER, tries) == (check.state, check.tries)
    assert tries == site[0].asked[f"/{path}"]


@pytest.mark.parametrize("path", ["slow", "drip"])
def test_a_page_that_does_not_end_is_given_up(path: str) -> None:
    """A server that says nothing, or one byte at a time, does not hold the visitor."""
    manners = attrs.evolve(QUICK, timeout=0.2, retries=0)
    with running() as (_, address):
        assert LinkState.SLOW is visit(address, path, manners=manners)[path].state


def test_of_a_huge_page_only_the_beginning_is_read() -> None:
    """Reading ends soon after the limit; the rest is never sent."""
    with running() as (server, address):
        check = visit(address, "huge", manners=attrs.evolve(QUICK, most_bytes=len(PART)))["huge"]
        assert LinkState.THERE is check.state
        server.over.set()
        assert server.sent < 1000 * len(PART)


def test_no_host_is_unreachable(site: tuple[Server, str]) -> None:
    """Where nobody listens there is a state and what the network said."""
    with running() as (_, gone):
        pass
    report = check_links({f"{gone}/": WHO, "http://[": WHO, f"{site[1]}/200": WHO}, QUICK)
    states = {check.url: check.state for check in report.checks}
    assert {
        f"{gone}/": LinkState.UNREACHABLE,
        "http://[": LinkState.UNREACHABLE,
        f"{site[1]}/200": LinkState.THERE,
    } == states
    assert all(check.detail for check in report.to_look_at)


def test_a_certificate_that_nobody_vouches_for_is_insecure() -> None:
    """A host with an unknown certificate is told apart, and is fine to those who trust it."""
    authority = trustme.CA()
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(tls)
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    with running(tls) as (_, address):
        wanted = {f"{address}/200": WHO}
        (stranger,) = check_links(wanted, QUICK).checks
        (friend,) = check_links(wanted, QUICK, tls=trusting).checks
    assert (LinkState.INSECURE, 1) == (stranger.state, stranger.tries)
    assert LinkState.THERE is friend.state


def test_a_host_is_visited_one_page_at_a_time() -> None:
    """However many hosts are visited at once, each has one visitor, who says who it is."""
    with running() as (server, address):
        seen: list[LinkCheck] = []
        wanted = {f"{address}/{code}": WHO for code in range(200, 220)}
        report = check_links(wanted, QUICK, done=seen.append)
        assert (1, {"mitosafe-check-links"}) == (server.most_at_once, server.agents)
    assert sorted(wanted) == [check.url for check in report.checks]
    assert set(report.checks) == set(seen)


def test_different_hosts_are_visited_at_the_same_time() -> None:
    """A host that does not answer does not keep the others waiting."""
    with running() as (_, slow), running() as (_, quick):
        order: list[LinkState] = []
        wanted = {f"{slow}/slow": WHO, f"{quick}/200": WHO}
        manners = attrs.evolve(QUICK, timeout=0.5, retries=0)
        check_links(wanted, manners, done=lambda check: order.append(check.state))
    assert [LinkState.THERE, LinkState.SLOW] == order


def test_a_proxy_is_used_if_it_is_named() -> None:
    """Nothing is taken from the environment; a proxy that is named is asked."""
    with running() as (server, address):
        check_links({"http://moon.example/200": WHO}, QUICK, proxy=address)
        assert {"http://moon.example/200"} == set(server.asked)


def test_pages_are_visited_from_within_a_running_loop(site: tuple[Server, str]) -> None:
    """A notebook, where a loop runs already, may ask like anybody else."""

    async def notebook() -> LinkReport:
        return check_links({f"{site[1]}/200": WHO}, QUICK)

    assert [LinkState.THERE] == [check.state for check in asyncio.run(notebook()).checks]


def test_no_pages_give_an_empty_report() -> None:
    """Nothing to visit is a report of nothing."""
    report = check_links({})
    assert LinkReport(checks=()) == report
    assert "0 pages: none\n" == report.text()


def test_a_report_counts_and_lists_what_to_look_at() -> None:
    """The text has a count of each state and the pages a person should look at."""
    there = LinkCheck(url="https://a.example/", named_by=("a",), state=LinkState.THERE, code=200)
    moved = LinkCheck(url="https://b.example/", named_by=("b", "c"), state=LinkState.MOVED,
                      code=200, final="https://c.example/")  # fmt: skip
    lost = LinkCheck(url="https://d.example/", named_by=("d",), state=LinkState.UNREACHABLE,
                     detail="no such host")  # fmt: skip
    report = LinkReport(checks=(there, there, moved, lost))
    assert (moved, lost) == report.to_look_at
    assert (
        "4 pages: 2 there, 1 moved, 1 unreachable\n"
        "moved 200: https://b.example/ → https://c.example/\n  named by b, c\n"
        "unreachable: https://d.example/ (no such host)\n  named by d\n"
    ) == report.text()
    assert report.as_dict() == json.loads(report.json())
    assert ["there", "there", "moved", "unreachable"] == [
        check["state"] for check in report.as_dict()["checks"]
    ]


def test_each_page_is_visited_once() -> None:
    """A page that names several is one visit; what has closed is left out."""
    directory = given.directory(
        given.raw("a", url=None),
        given.raw("b", url="https://moon.example/friends"),
        given.raw("c", status="closed", closed="2020-01-01", listing="https://old.example/"),
    )
    assert {"https://moon.example/friends": ("a", "b")} == pages(directory)
