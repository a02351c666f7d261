"""`python -m tools.site assemble|finish|check`: what stands around the build by mkdocs."""

from __future__ import annotations

import sys
import time

from tools.site import assemble, finish, links


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
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
