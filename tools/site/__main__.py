"""`python -m tools.site assemble|finish|check|publish`: what stands around the build by mkdocs."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from tools.site import assemble, finish, links, publish


def main(words: list[str]) -> int:
    """Do one step; give the exit code."""
    started = time.perf_counter()
    if words == ["assemble"]:
        number = assemble.assemble()
        print(f"{number} pages generated in {time.perf_counter() - started:.0f} s")
        return 0
    if words == ["finish"]:
        finish.finish(assemble.SITE)
        return 0
    if words == ["check"]:
        faults, seen = links.faults(assemble.SITE)
        for fault in faults:
            print(fault)
        print(f"{seen} pages, {len(faults)} faults")
        return 1 if faults else 0
    if len(words) == 3 and words[0] == "publish":
        versions = publish.publish(assemble.SITE, Path(words[1]), words[2])
        print("versions:", ", ".join(versions))
        return 0
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
