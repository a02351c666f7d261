"""No private person: what is refused in a text, and what in an address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mitosafe.directory import addresses


@pytest.mark.parametrize(
    "text",
    [
        "Write to anna@mail.example",
        "anna.k+mito@sub.mail.example for more",
        "anna [at] mail.example",
        "anna(at)mail.example",
        "Call +32 471 23 45 67",
        "Call 0032471234567",
        "Call (555) 123-4567 now",
        "Tel. 22 33 44 55",
        "0471/23.45.67.89",
    ],
)
def test_a_text_with_a_way_to_reach_a_person_is_refused(text: str) -> None:
    """E-mail addresses, hidden ones too, and telephone numbers are found in any text."""
    assert addresses.text_fault(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Founded in 1996, dissolved on 2017-04-22",
        "For people with the variants 3460, 11778 and 14484",
        "m.11778G>A; 2020-2021; ORPHA:104; MONDO:0010788",
        "Met&Con meets at the centre",
        "ミトコンドリアみどりの会 2026",
    ],
)
def test_years_variants_and_ids_are_no_telephone_numbers(text: str) -> None:
    """Numbers that a description needs are left alone."""
    assert addresses.text_fault(text) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://www.facebook.com/profile.php?id=100012345",
        "https://m.facebook.com/people/Some-One/100012345",
        "https://facebook.com/groups/123/user/456",
        "https://facebook.com/friends/",
        "https://m.me/someone",
        "https://www.linkedin.com/in/someone",
        "https://wa.me/32471234567",
        "https://api.whatsapp.com/send?phone=32471234567",
        "https://t.me/+32471234567",
        "https://vk.com/id12345",
        "https://www.reddit.com/user/someone",
        "https://line.me/ti/p/~someone",
        "https://instagram.com/someone",
        "https://x.com/someone",
        "https://www.tiktok.com/@someone",
        "https://user:secret@moon.example/",
        "https://moon.example/?mail=anna@mail.example",
        "mailto:anna@mail.example",
        "tel:+32471234567",
    ],
)
def test_addresses_of_persons_are_refused(url: str) -> None:
    """Profiles, accounts, numbers and mailboxes are no addresses of a community."""
    assert addresses.url_fault(url) is not None


@pytest.mark.parametrize(
    "url",
    [
        "",
        "moon.example/club",
        "ftp://moon.example",
        "https://",
        "https://localhost/club",
        "https://127.0.0.1/club",
        "https://moon.example:port/",
        "https://[::1",
        "https://moon .example/",
        "https://" + "a" * 64 + ".example/",
        "https://moon.example/\u200bclub",
    ],
)
def test_what_is_no_address_of_a_page_is_refused(url: str) -> None:
    """An address has http or https, a host with a dot, and nothing that cannot be seen."""
    assert "is no address of a page" in str(addresses.url_fault(url))


@pytest.mark.parametrize(
    "url",
    [
        "https://www.facebook.com/groups/1234567890/",
        "https://www.facebook.com/Moonclub/",
        "https://www.linkedin.com/company/moonclub",
        "https://chat.whatsapp.com/AbCdEf",
        "http://müond.example/club?page=2",
        "https://moon.example:8443/",
    ],
)
def test_groups_pages_and_websites_are_taken(url: str) -> None:
    """What leads to a group, a page or a website has no fault."""
    assert addresses.url_fault(url) is None


def test_the_mark_of_who_copied_a_link_is_named() -> None:
    """A link that carries a tracking mark is refused, and the marks are named."""
    url = "https://moon.example/?utm_source=x&id=3&fbclid=abc"
    assert (
        "carries fbclid, utm_source, which can tell who copied the link; take it off"
        == addresses.url_fault(url)
    )


def test_two_spellings_of_one_address_are_the_same() -> None:
    """Scheme, www, the mobile host, marks, order and the last slash make no difference."""
    spellings = (
        "https://www.facebook.com/groups/1/?b=2&a=1",
        "http://m.facebook.com/groups/1?a=1&b=2&fbclid=9&ref=share#top",
    )
    assert 1 == len(set(map(addresses.same, spellings)))
    assert addresses.same("https://moon.example/a") != addresses.same("https://moon.example/b")


@given(st.text())
def test_no_text_breaks_the_checks(text: str) -> None:
    """Any text is answered with a sentence or none, never with an exception."""
    for check in (addresses.text_fault, addresses.url_fault):
        assert check(text) is None or isinstance(check(text), str)
    assert addresses.url_fault(text) is not None
