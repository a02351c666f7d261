"""What became of the pages that the directory names; see `check_links`."""

from __future__ import annotations

import enum
import json
from typing import Any

import attrs


class LinkState(enum.StrEnum):
    """What became of a page."""

    #: The page is there.
    THERE = "there"
    #: It is there, for good under another address.
    MOVED = "moved"
    #: The host says that there is no such page.
    GONE = "gone"
    #: The host does not show it to a program; a person must look.
    REFUSED = "refused"
    #: The host asks to come back later than one can wait.
    LATER = "later"
    #: The host has a fault of its own.
    FAULTY = "faulty"
    #: No answer in time.
    SLOW = "slow"
    #: The certificate of the host is not valid.
    INSECURE = "insecure"
    #: No host answers there, or not as a web server does.
    UNREACHABLE = "unreachable"
    #: One address leads to the next without end.
    CIRCULAR = "circular"

    @property
    def well(self) -> bool:
        """Whether nothing is to be done."""
        return self is LinkState.THERE


@attrs.frozen(kw_only=True)
class LinkCheck:
    """One page that was visited.

    Args:
        url: Its address.
        named_by: The ids of the communities that name it.
        state: What became of it.
        code: The status code of the last answer; none if there was none.
        final: The address at which it ended; none if there was no answer.
        tries: How often it was tried.
        detail: What the network said, if there was no answer.
    """

    url: str
    named_by: tuple[str, ...]
    state: LinkState
    code: int | None = None
    final: str | None = None
    tries: int = 1
    detail: str | None = None


@attrs.frozen(kw_only=True)
class LinkReport:
    """What became of every page, in the order of the addresses."""

    checks: tuple[LinkCheck, ...]

    @property
    def to_look_at(self) -> tuple[LinkCheck, ...]:
        """The pages that a person should look at."""
        return tuple(check for check in self.checks if not check.state.well)

    def text(self) -> str:
        """Return it as text: a count of each state, then each page to look at."""
        counts = dict.fromkeys(LinkState, 0)
        for check in self.checks:
            counts[check.state] += 1
        said = ", ".join(f"{count} {state.value}" for state, count in counts.items() if count)
        return (
            "\n".join([f"{len(self.checks)} pages: {said or 'none'}", *map(_line, self.to_look_at)])
            + "\n"
        )

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain values that JSON can hold."""
        return {
            "schema": 1,
            "checks": [
                {
                    **attrs.asdict(check),
                    "state": check.state.value,
                    "named_by": list(check.named_by),
                }
                for check in self.checks
            ],
        }

    def json(self) -> str:
        """Return it as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2) + "\n"


def _line(check: LinkCheck) -> str:
    code = f" {check.code}" if check.code else ""
    moved = f" → {check.final}" if check.state is LinkState.MOVED else ""
    detail = f" ({check.detail})" if check.detail else ""
    return (
        f"{check.state.value}{code}: {check.url}{moved}{detail}\n"
        f"  named by {', '.join(check.named_by)}"
    )
