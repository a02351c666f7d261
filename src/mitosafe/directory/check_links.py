"""Visits the pages that the directory names, politely, and reports what became of them.

This is the one part of the package that uses the network. It needs the extra
`mitosafe[maintain]`, nothing else imports it, and it changes no data: a person reads
the report and decides.

Pages of one host are visited one after the other with a pause between, different hosts
at the same time. A host that says when to come back is believed, up to a limit. Only
the beginning of a page is read: enough to see that there is one.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from email.utils import parsedate_to_datetime
from typing import Any

import attrs

from mitosafe.directory import addresses
from mitosafe.directory.community import Community, CommunityStatus
from mitosafe.directory.link_report import LinkCheck, LinkReport, LinkState
from mitosafe.errors import needed

with needed("visits to pages", "maintain"):
    import httpx

_LATER = (429, 503)
_PERMANENT = (301, 308)


#: What another try may mend.
_MAY_PASS = (LinkState.LATER, LinkState.FAULTY, LinkState.SLOW, LinkState.UNREACHABLE)


@attrs.frozen(kw_only=True)
class Manners:
    """How to behave on other people's servers.

    Args:
        parallel: How many hosts to visit at the same time.
        pause: Seconds between two visits to one host, and before a second try.
        timeout: Seconds for one visit, from the beginning to the end.
        retries: How often to try again what may pass.
        longest_wait: Seconds that a host may ask to wait; if it asks for more, it is
            left in peace.
        most_bytes: How much of a page to read.
        agent: What to call oneself.
    """

    parallel: int = 8
    pause: float = 1.0
    timeout: float = 20.0
    retries: int = 2
    longest_wait: float = 60.0
    most_bytes: int = 65_536
    agent: str = "mitosafe-check-links"


def pages(communities: Iterable[Community]) -> dict[str, tuple[str, ...]]:
    """Return the pages to visit: own addresses and listing pages, each once.

    Args:
        communities: Entries of the directory; those that have closed are left out.

    Returns:
        The ids of the communities that name a page, by its address.

    Examples:
        >>> import mitosafe
        >>> pages(mitosafe.communities(text="afm-helpline"))
        {'http://www.afm-telethon.fr/myopathie-mitochondriale-1376': ('afm-helpline',)}
    """
    found: dict[str, list[str]] = {}
    for one in communities:
        if one.status is not CommunityStatus.CLOSED:
            for url in dict.fromkeys(filter(None, (one.url, one.listing))):
                found.setdefault(url, []).append(one.id)
    return {url: tuple(found[url]) for url in sorted(found)}


def check_links(
    wanted: Mapping[str, tuple[str, ...]],
    manners: Manners | None = None,
    *,
    done: Callable[[LinkCheck], None] | None = None,
    tls: ssl.SSLContext | None = None,
    proxy: str | None = None,
) -> LinkReport:
    """Visit pages and report what became of them.

    Args:
        wanted: The ids of those who name a page, by its address; see `pages`.
        manners: How to behave; none for the usual manners.
        done: Called with each page when it has been visited, in any order, in another
            thread than that of the caller.
        tls: What certificates to trust; none for those that everybody trusts.
        proxy: The address of a proxy to go through.

    Returns:
        The report, with as many pages as were wanted.
    """
    visitor = _Visitor(manners or Manners(), done or (lambda _check: None))
    # A thread of its own, so that it works in a notebook too, where a loop runs already.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, visitor.visit(wanted, tls, proxy)).result()


class _Visitor:
    def __init__(self, manners: Manners, done: Callable[[LinkCheck], None]) -> None:
        self.manners, self.done = manners, done

    async def visit(
        self, wanted: Mapping[str, tuple[str, ...]], tls: ssl.SSLContext | None, proxy: str | None
    ) -> LinkReport:
        hosts: dict[str, list[str]] = {}
        for url in wanted:
            hosts.setdefault(addresses.host(url), []).append(url)
        at_once = asyncio.Semaphore(self.manners.parallel)
        # Nothing is taken from the environment: a proxy is named by the caller or not used.
        async with (
            httpx.AsyncClient(
                headers={"User-Agent": self.manners.agent},
                follow_redirects=True,
                max_redirects=10,
                timeout=self.manners.timeout,
                trust_env=False,
                verify=True if tls is None else tls,
                proxy=proxy,
            ) as client,
            asyncio.TaskGroup() as group,
        ):
            tasks = [
                group.create_task(self.one_host(client, urls, wanted, at_once))
                for urls in hosts.values()
            ]
        checks = [check for task in tasks for check in task.result()]
        return LinkReport(checks=tuple(sorted(checks, key=lambda check: check.url)))

    async def one_host(
        self,
        client: httpx.AsyncClient,
        urls: list[str],
        wanted: Mapping[str, tuple[str, ...]],
        at_once: asyncio.Semaphore,
    ) -> list[LinkCheck]:
        """Visit the pages of one host, one after the other."""
        checks = []
        for number, url in enumerate(urls):
            async with at_once:
                if number:
                    await asyncio.sleep(self.manners.pause)
                check = await self.page(
                    client,
                    LinkCheck(url=url, named_by=wanted[url], state=LinkState.UNREACHABLE, tries=0),
                )
            self.done(check)
            checks.append(check)
        return checks

    async def page(self, client: httpx.AsyncClient, check: LinkCheck) -> LinkCheck:
        """Visit one page, again if that may help."""
        while True:
            found, wait = await self.once(client, check.url)
            check = attrs.evolve(check, tries=check.tries + 1, **found)
            again = check.state in _MAY_PASS and check.tries <= self.manners.retries
            if not again or wait > self.manners.longest_wait:
                return check
            await asyncio.sleep(max(wait, self.manners.pause))

    async def once(self, client: httpx.AsyncClient, url: str) -> tuple[dict[str, Any], float]:
        """Try once; give what was found, and how long the host asks to wait."""
        try:
            async with asyncio.timeout(self.manners.timeout), client.stream("GET", url) as answer:
                await self.beginning(answer)
        except httpx.TooManyRedirects:
            return _nothing(LinkState.CIRCULAR), 0.0
        except (TimeoutError, httpx.TimeoutException):
            return _nothing(LinkState.SLOW), 0.0
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            state = LinkState.INSECURE if _is_about_trust(error) else LinkState.UNREACHABLE
            return _nothing(state, str(error)), 0.0
        found = {
            "state": _state(answer),
            "code": answer.status_code,
            "final": str(answer.url),
            "detail": None,
        }
        return found, _asked_to_wait(answer.headers)

    async def beginning(self, answer: httpx.Response) -> None:
        """Read as much of a page as shows that there is one, as it comes."""
        read = 0
        async for part in answer.aiter_raw():
            read += len(part)
            if read >= self.manners.most_bytes:
                return


def _nothing(state: LinkState, detail: str | None = None) -> dict[str, Any]:
    return {"state": state, "code": None, "final": None, "detail": detail or None}


def _state(answer: httpx.Response) -> LinkState:
    code = answer.status_code
    if code in _LATER:
        return LinkState.LATER
    if code in (404, 410):
        return LinkState.GONE
    if code >= 500:
        return LinkState.FAULTY
    if code >= 400:
        return LinkState.REFUSED
    moved = answer.history and all(step.status_code in _PERMANENT for step in answer.history)
    return LinkState.MOVED if moved else LinkState.THERE


def _is_about_trust(error: BaseException | None) -> bool:
    """Return whether an error comes from a certificate, at whatever depth."""
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _asked_to_wait(headers: httpx.Headers) -> float:
    """Return the seconds that a host asks to wait; 0 if it does not say.

    A moment is counted from the clock of the host, so that ours need not be right.
    """
    asked = headers.get("retry-after", "")
    if asked.isdecimal():
        return float(asked)
    try:
        until, now = parsedate_to_datetime(asked), parsedate_to_datetime(headers.get("date", ""))
        return max(0.0, (until - now).total_seconds())
    except (TypeError, ValueError):
        return 0.0
