"""Write `releases.toml`: the releases in which something changed, with their digests.

    python tools/make_releases.py

Half-years before the first made release are reconstructed from the dates of the
statements. A release that is there already keeps its digest: if the data now gives
another, the script stops, because the past may not be altered.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from mitosafe import corpus
from mitosafe.editions import FIRST_MADE, canonical, digest
from mitosafe.entries import LANGUAGES, Drug, Group, Release, ReleaseId, release_key

DATA = Path(__file__).parent.parent / "src" / "mitosafe" / "data"
#: The day on which the first release was made by the project.
MADE = {FIRST_MADE: "2026-11-23"}
HEAD = """\
# The releases of the list, the oldest first. A reconstructed one was made afterwards from
# the dates of publication; its date is the last day it covers. The digest is a SHA-256 over
# the canonical form of its verdicts (see mitosafe.editions); a test recomputes all of them.
format = 1
"""


def main() -> int:
    """Write the file."""
    found = corpus.read(DATA, local=False)
    drugs, groups = list(found.drugs()), list(found.groups())
    kept = {r.id: r for r in found.releases}
    subjects: list[Drug | Group] = [*drugs, *groups]
    ids = {s.since for subject in subjects for s in subject.statements}
    ids |= {s.withdrawn for x in subjects for s in x.statements if s.withdrawn}
    ids |= {b.since for subject in subjects for b in subject.background}
    out, previous = [HEAD], None
    for release in sorted(ids | kept.keys(), key=release_key):
        now = digest(canonical(release, drugs, groups, found.sources, found.terms("conditions")))
        if release in kept and kept[release].digest != now and "--rewrite" not in sys.argv:
            print(f"{release}: the data gives another digest than the one recorded; not written")
            return 1
        if release not in kept and release not in MADE and not _reconstructed(release):
            print(f"{release}: say in MADE on which day it was made; not written")
            return 1
        out.append(_table(ReleaseId(release), previous, now, kept.get(release)))
        previous = release
    (DATA / "releases.toml").write_text("\n".join(out), encoding="utf-8", newline="\n")
    print(f"releases.toml: {len(out) - 1} releases")
    return 0


def _reconstructed(release: ReleaseId) -> bool:
    return release_key(release) < release_key(FIRST_MADE)


def _table(release: ReleaseId, previous: str | None, now: str, kept: Release | None) -> str:
    year, half, *_ = release.split(".")
    day = f"{year}-06-30" if half == "1" else f"{year}-12-31"
    made = kept.date if kept else MADE.get(release, day)
    lines = ["[[releases]]", f'id = "{release}"', f'date = "{made}"']
    if previous:
        lines.append(f'previous = "{previous}"')
    if _reconstructed(release):
        lines.append("reconstructed = true")
    if kept and kept.reason:
        reason = (f"{k} = {json.dumps(kept.reason[k], ensure_ascii=False)}" for k in LANGUAGES)
        lines.append(f"reason = {{ {', '.join(reason)} }}")
    lines.append(f'digest = "{now}"')
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main())
