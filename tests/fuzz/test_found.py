"""What fuzzing found, that has no better place: each was a crash, and is one no more."""

from __future__ import annotations

from tests.fuzz.doors import service


def test_a_size_of_thousands_of_digits() -> None:
    """A stated size that Python refuses to read is refused as too large by the application.

    uvicorn refuses it before; other servers need not.
    """
    for length in (b"9" * 5_000, b"9" * 21):
        status, body = service.post(service.ADDRESSES[0], b"{}", length=length)
        assert 413 == status
        assert b"larger than 20000 bytes" in body
