"""Addresses: what one may look like, what may not be written down, when two are the same.

No private person is ever named in the directory. What a pattern can tell is refused
here: addresses and numbers of people in any text, links to the profile of a person,
and the marks by which a copied link gives away who copied it. What a pattern cannot
tell (a bare name of a person) is left to those who read a suggestion.

This is the only module that takes addresses apart; it opens none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

#: Something @ somewhere, also in the forms meant to hide it from machines.
_MAIL = re.compile(r"[^\s@]@[^\s@]+\.[a-z]{2,}|\w\s?[\[(]\s?(at|@)\s?[\])]\s?\w", re.IGNORECASE)
#: Digits as telephones have them: after + or 00, in pairs, or nine and more in groups.
_PHONE = re.compile(
    r"(?<![\w.])(?:(?:\+|00)\d(?:[ ().\-/]{0,2}\d){6,}"
    r"|\d{2}(?: \d{2}){3,4}"
    r"|\(?\d(?:[ ().\-/]{0,2}\d){8,})(?!\w)"
)
#: Hosts where the account of a person cannot be told from that of a body.
_ACCOUNTS = (
    "instagram.com",
    "x.com",
    "twitter.com",
    "tiktok.com",
    "threads.net",
    "threads.com",
    "snapchat.com",
)
#: Host and the paths on it that lead to one person.
_PROFILES: Mapping[str, re.Pattern[str]] = {
    "facebook.com": re.compile(
        r"/profile\.php|/people/|/friends|/messages|.*/users?/\d", re.IGNORECASE
    ),
    "fb.com": re.compile(r"/profile\.php|/people/", re.IGNORECASE),
    "m.me": re.compile(r"/"),
    "messenger.com": re.compile(r"/t/"),
    "linkedin.com": re.compile(r"/(in|pub)/", re.IGNORECASE),
    "wa.me": re.compile(r"/"),
    "whatsapp.com": re.compile(r"/send", re.IGNORECASE),
    "t.me": re.compile(r"/\+?\d"),
    "vk.com": re.compile(r"/id\d"),
    "reddit.com": re.compile(r"/(u|user)/", re.IGNORECASE),
    "discord.com": re.compile(r"/users/"),
    "line.me": re.compile(r"/ti/p/~"),
}
#: Marks that a copied link carries: they tell who shared it, or where it was seen.
_TRACKING = re.compile(
    r"utm_.*|fbclid|gclid|igshid?|mibextid|__cft__.*|__tn__|share_id|si", re.IGNORECASE
)
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]+")


def text_fault(text: str) -> str | None:
    """Say what a text holds that may belong to a person, or none.

    Args:
        text: A name, a description, a title.

    Returns:
        One sentence, or none.

    Examples:
        >>> text_fault("Write to anna.k@mail.example")
        'holds an e-mail address; link to the page that gives it instead'
    """
    if _MAIL.search(text):
        return "holds an e-mail address; link to the page that gives it instead"
    if _PHONE.search(text):
        return "holds a telephone number; link to the page that gives it instead"
    return None


def url_fault(url: str) -> str | None:
    """Say what is wrong with an address, or none.

    Args:
        url: An address of a page.

    Returns:
        One sentence, or none.

    Examples:
        >>> url_fault("https://www.facebook.com/profile.php?id=100001")
        'leads to the profile of a person; a group, a page or a website is meant'
        >>> url_fault("https://www.facebook.com/groups/100001/") is None
        True
    """
    host = _host(url)
    if host is None:
        return f"{url!r:.60} is no address of a page; expected https://..."
    if "@" in urlsplit(url).netloc or _MAIL.search(url):
        return "holds an e-mail address or a user name"
    if _is_on(host, _ACCOUNTS):
        return f"leads to an account on {host}, where a person cannot be told from a body"
    path = urlsplit(url).path
    if any(_is_on(host, (site,)) and pattern.match(path) for site, pattern in _PROFILES.items()):
        return "leads to the profile of a person; a group, a page or a website is meant"
    marks = sorted(name for name, _ in parse_qsl(urlsplit(url).query) if _TRACKING.fullmatch(name))
    if marks:
        return f"carries {', '.join(marks)}, which can tell who copied the link; take it off"
    return None


def _host(url: str) -> str | None:
    """Return the host of an address of a page; none if it is no such address."""
    if any(c.isspace() or not c.isprintable() for c in url):
        return None
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        parts.port  # noqa: B018 - reading it checks it
    except (ValueError, UnicodeError):
        return None
    return host if parts.scheme in ("http", "https") and _HOST.fullmatch(host) else None


def _is_on(host: str, sites: Iterable[str]) -> bool:
    return any(host == site or host.endswith(f".{site}") for site in sites)


def same(url: str) -> str:
    """Return the form in which two addresses of one page are equal.

    Args:
        url: An address.

    Returns:
        The address without scheme, `www.` or `m.`, marks, fragment and last slash.

    Examples:
        >>> same("http://m.facebook.com/groups/1/?ref=share") == same(
        ...     "https://www.facebook.com/groups/1")
        True
    """
    parts = urlsplit(url.strip())
    host = re.sub(r"^(www|m|web|mobile)\.", "", parts.netloc.lower())
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query)
        if name != "ref" and not _TRACKING.fullmatch(name)
    ]
    query = f"?{urlencode(sorted(kept))}" if kept else ""
    return f"{host}{parts.path.rstrip('/')}{query}"


def host(url: str) -> str:
    """Return the host of an address, lower case; empty if it has none.

    Examples:
        >>> host("https://www.umdf.org/support/"), host("http://[")
        ('www.umdf.org', '')
    """
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""


def link(base: str, fields: Mapping[str, str]) -> str:
    """Return an address with a query.

    Args:
        base: The address without a query.
        fields: The names and values of the query; empty values are left out.

    Returns:
        The address.

    Examples:
        >>> link("https://forms.example/new", {"name": "Café Leber", "url": ""})
        'https://forms.example/new?name=Caf%C3%A9%20Leber'
    """
    return f"{base}?{urlencode({k: v for k, v in fields.items() if v}, quote_via=quote)}"
