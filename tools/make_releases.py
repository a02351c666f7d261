r"""Write `releases.toml`: the releases in which something changed, with their digests.

    python tools/make_releases.py
    python tools/make_releases.py --release 2027.1 --date 2027-05-14
    python tools/make_releases.py --release 2026.2.1 --date 2026-11-24 \
        --reason-en "..." --reason-fr "..." --reason-nl "..."

A half-year before the first made release is reconstructed from the dates of the statements.
Every other release is named, with the day on which it is made; a correction with its reason
too. A release that is there already keeps its day, reason and digest: if the data now gives
another digest, the script stops, because the past may not be altered.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from mitosafe.loading import folder
from mitosafe.loading.digests import FIRST_MADE, canonical, digest
from mitosafe.loading.formats import is_day, is_release
from mitosafe.model import LANGUAGES, RULE, Drug, Group, Release, ReleaseId, Words, release_key

DATA = Path(__file__).parent.parent / "src" / "mitosafe" / "data"
HEAD = """\
# The releases of the list, the oldest first. A reconstructed one was made afterwards from
# the dates of publication; its date is the last day it covers. The digest is a SHA-256 over
# the canonical form of its verdicts (see mitosafe.loading.digests); a test recomputes all of them.
format = 1
"""


def main() -> int:
    """Write the file, or say all that keeps it from being written."""
    asked = _arguments()
    kept = folder.read(DATA, local=False).releases
    faults = list(_refused(asked, kept))
    made = [] if faults else _releases(asked, kept)
    faults += _altered(made, kept, asked)
    if faults:
        print("\n".join(f"{fault}; not written" for fault in faults))
        return 1
    text = "\n".join([HEAD, *map(_table, made)])
    (DATA / "releases.toml").write_text(text, encoding="utf-8", newline="\n")
    print(f"releases.toml: {len(made)} releases")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Write releases.toml.")
    parser.add_argument("--release", metavar="ID", help="the release that is made, as 2026.2.1")
    parser.add_argument("--date", metavar="DAY", help="the day on which it is made")
    for language in LANGUAGES:
        parser.add_argument(f"--reason-{language}", metavar="TEXT", help="why a correction is made")
    parser.add_argument("--rewrite", action="store_true", help="give every release a new digest")
    return parser.parse_args()


def _reason(asked: argparse.Namespace) -> Words | None:
    said = {language: getattr(asked, f"reason_{language}") for language in LANGUAGES}
    return Words(**said) if all(said.values()) else None


def _refused(asked: argparse.Namespace, kept: Sequence[Release]) -> Iterator[str]:
    """Say what is wrong with the release that is asked for."""
    if asked.release is None:
        return
    if not is_release(asked.release):
        yield f"{asked.release}: no release; write it as 2026.2 or 2026.2.1"
        return
    newest = kept[-1] if kept else None
    if newest and release_key(asked.release) <= newest.key:
        yield f"{asked.release}: not after {newest.id}; a release that is there is never changed"
    if not is_day(asked.date):
        yield f"{asked.release}: say with --date on which day it is made, as 2026-11-23"
    elif newest and asked.date < newest.date:
        yield f"{asked.release}: {asked.date} is before {newest.id} was made ({newest.date})"
    if len(release_key(asked.release)) == 3 and _reason(asked) is None:
        yield f"{asked.release}: a correction has a reason in {', '.join(LANGUAGES)}"


def _releases(asked: argparse.Namespace, kept: Sequence[Release]) -> list[Release]:
    """Return every release there is to be, each with the digest that the data gives."""
    found = folder.read(DATA, local=False)
    drugs, groups = list(found.drugs()), list(found.groups())
    known = {release.id: release for release in kept}
    new = {ReleaseId(asked.release)} if asked.release else set()
    made: list[Release] = []
    for release in sorted({*_named(drugs, groups), *known, *new}, key=release_key):
        rows = canonical(release, drugs, groups, found.sources, found.terms("conditions"))
        old = known.get(release)
        made.append(
            Release(
                id=release,
                date=old.date if old else asked.date if release in new else _last_day(release),
                previous=made[-1].id if made else None,
                reconstructed=release_key(release) < release_key(FIRST_MADE),
                reason=old.reason if old else _reason(asked) if release in new else None,
                rule=old.rule if old else RULE,
                digest=digest(rows),
            )
        )
    return made


def _named(drugs: list[Drug], groups: list[Group]) -> Iterator[ReleaseId]:
    """Return the releases from which something counts, or no longer does."""
    subjects: list[Drug | Group] = [*drugs, *groups]
    for subject in subjects:
        yield from (said.since for said in subject.statements)
        yield from (more.since for more in subject.background)
        yield from (said.withdrawn for said in subject.statements if said.withdrawn)


def _last_day(release: ReleaseId) -> str:
    year, half, *_ = release.split(".")
    return f"{year}-06-30" if half == "1" else f"{year}-12-31"


def _altered(
    made: list[Release], kept: Sequence[Release], asked: argparse.Namespace
) -> Iterator[str]:
    """Say which releases are not as they were, or are there and were not asked for."""
    digests = {release.id: release.digest for release in kept}
    before = None
    for release in made:
        recorded = digests.get(release.id)
        if recorded and recorded != release.digest and not asked.rewrite:
            yield f"{release.id}: the data gives another digest than the one recorded"
        if not recorded and not release.reconstructed and release.id != asked.release:
            yield f"{release.id}: name it with --release and its day with --date"
        if not recorded and release.reason and release.digest == before:
            yield f"{release.id}: a correction that changes nothing"
        before = release.digest


def _table(release: Release) -> str:
    lines = ["[[releases]]", f'id = "{release.id}"', f'date = "{release.date}"']
    if release.previous:
        lines.append(f'previous = "{release.previous}"')
    if release.reconstructed:
        lines.append("reconstructed = true")
    if release.reason:
        said = release.reason
        reason = (f"{k} = {json.dumps(said[k], ensure_ascii=False)}" for k in LANGUAGES)
        lines.append(f"reason = {{ {', '.join(reason)} }}")
    lines.append(f"rule = {release.rule}")
    lines.append(f'digest = "{release.digest}"')
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main())
