"""Write the bill of materials that travels in the wheel (PEP 770), in CycloneDX form.

    python tools/make_sbom.py [--check]

It names the package, what it needs at run time, and the public sets of names and codes
that the data was derived from. It holds no time and no random number, so that the same
source gives the same file.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

ROOT = Path(__file__).parent.parent
SBOM = ROOT / "sbom" / "mitosafe.cdx.json"


def sbom() -> str:
    """Return the text that the bill of materials must have."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    name, version = project["name"], project["version"]
    bom = Bom(serial_number=uuid5(NAMESPACE_URL, f"{name}=={version}"))
    bom.metadata.timestamp = None  # type: ignore[assignment]
    package = Component(
        name=name,
        version=version,
        type=ComponentType.LIBRARY,
        purl=PackageURL("pypi", None, name, version),
        bom_ref=name,
    )
    bom.metadata.component = package
    needed = [_needed(requirement) for requirement in project["dependencies"]]
    derived = [_derived(number, line) for number, line in enumerate(_sources(), 1)]
    bom.components.update([*needed, *derived])
    bom.register_dependency(package, [*needed, *derived])
    text = JsonV1Dot6(bom).output_as_string(indent=1)
    # The library stamps the moment of writing; a reproducible file has none.
    return re.sub(r'\n\s*"timestamp": "[^"]*",?', "", text) + "\n"


def _needed(requirement: str) -> Component:
    name = re.split(r"[<>=~! ]", requirement)[0]
    return Component(
        name=name,
        version=requirement.removeprefix(name),
        type=ComponentType.LIBRARY,
        purl=PackageURL("pypi", None, name),
        bom_ref=f"needs-{name}",
    )


def _sources() -> list[str]:
    """Return the lines of LICENSE-DATA that name a set of names or codes."""
    text = (ROOT / "LICENSE-DATA").read_text(encoding="utf-8")
    entries = re.findall(r"^- (.+(?:\n  .+)*)", text, re.MULTILINE)
    return [" ".join(entry.split()) for entry in entries if re.search(r"\[[a-z_, ]+\]", entry)]


def _derived(number: int, line: str) -> Component:
    name, rest = re.split(r" \[", line, maxsplit=1)
    ids, description = rest.split("]", 1)
    return Component(
        name=name,
        type=ComponentType.DATA,
        description=description.lstrip(". "),
        # Two editions of one source have the same ids: the number tells them apart.
        bom_ref=f"data-{number}-{ids.replace(', ', '-')}",
    )


def main() -> int:
    """Write the file, or check it."""
    text = sbom()
    if "--check" in sys.argv:
        current = SBOM.exists() and SBOM.read_text(encoding="utf-8") == text
        print("the bill of materials is", "current" if current else "not current: run make sbom")
        return 0 if current else 1
    SBOM.parent.mkdir(exist_ok=True)
    SBOM.write_text(text, encoding="utf-8", newline="\n")
    print(f"{SBOM.name}: {len(text)} characters")
    return 0


if __name__ == "__main__":
    sys.exit(main())
