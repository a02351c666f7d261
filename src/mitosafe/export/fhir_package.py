"""The list as a FHIR package, as the FHIR package registry and tools take it."""

from __future__ import annotations

import json
from itertools import chain
from typing import Any

from mitosafe.export import fhir_statements, fhir_terms
from mitosafe.export.archive import tgz
from mitosafe.export.fhir_terms import NAMESPACE
from mitosafe.export.listing import Listing

#: The number of each version of FHIR that a package can be made for.
VERSIONS = {"R4B": "4.3.0", "R5": "5.0.0"}


def r4b(listing: Listing) -> dict[str, bytes]:
    """Return the package for FHIR R4B; see `files`."""
    return files(listing, "R4B")


def r5(listing: Listing) -> dict[str, bytes]:
    """Return the package for FHIR R5; see `files`."""
    return files(listing, "R5")


def files(listing: Listing, version: str) -> dict[str, bytes]:
    """Return the package as one archive.

    Args:
        listing: The list as of a release.
        version: A key of `VERSIONS`.

    Returns:
        The contents by file name.
    """
    name = f"mitosafe.list.{version.lower()}"
    packed = tgz(contents(listing, version), listing.release.date)
    return {f"{name}-{listing.version}.tgz": packed}


def contents(listing: Listing, version: str) -> dict[str, bytes]:
    """Return what is in the archive.

    Args:
        listing: The list as of a release.
        version: A key of `VERSIONS`.

    Returns:
        The contents by file name: the manifest, the index, and the resources.
    """
    every = chain(fhir_terms.resources(listing, version), fhir_statements.resources(listing))
    resources = {f"{one['resourceType']}-{one['id']}.json": one for one in every}
    index = {"index-version": 2, "files": [_indexed(n, one) for n, one in resources.items()]}
    return {
        "package/package.json": _json(_manifest(listing, version)),
        "package/.index.json": _json(index),
        **{f"package/{name}": _json(one) for name, one in resources.items()},
    }


def _indexed(name: str, resource: dict[str, Any]) -> dict[str, Any]:
    keys = ("resourceType", "id", "url", "version", "type")
    return {"filename": name, **{key: resource[key] for key in keys if key in resource}}


def _manifest(listing: Listing, version: str) -> dict[str, Any]:
    release, number = listing.release, VERSIONS[version]
    said = " ".join(term.words.en for term in listing.warnings)
    return {
        "name": f"mitosafe.list.{version.lower()}",
        "version": listing.version,
        "canonical": NAMESPACE.rstrip(":"),
        "title": listing.dataset.term("phrases", "list-title").words.en,
        "description": f"Release {release.id} of {release.date}. {said}",
        "author": "The mitosafe contributors",
        "license": "CC-BY-4.0",
        "date": release.date.replace("-", "") + "000000",
        "fhirVersions": [number],
        "dependencies": {f"hl7.fhir.{version.lower()}.core": number},
        "keywords": ["mitochondrial disease", "drug safety"],
    }


def _json(value: Any) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, indent=1)}\n".encode()
