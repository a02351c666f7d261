"""The tables as a Frictionless data package: CSV or Parquet beside `datapackage.json`."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterable
from typing import Any

from mitosafe.export.listing import Listing
from mitosafe.export.tables import Row, Table, tables

#: What identifies the kind of descriptor; it is a name, nothing is fetched from it.
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}

Encode = Callable[[Table], bytes]


def csv_files(listing: Listing) -> dict[str, bytes]:
    """Return the tables as CSV, with their descriptor.

    Args:
        listing: The list as of a release.

    Returns:
        The contents by file name.
    """
    return files(listing, "csv", "text/csv", lambda t: csv_text(_heading(t), t.rows))


def csv_text(heading: Iterable[str], rows: Iterable[Row]) -> bytes:
    """Return rows as CSV after RFC 4180: UTF-8, a heading, an empty cell for none.

    A text that a spreadsheet would run as a formula has an apostrophe before it.

    Args:
        heading: The names of the columns.
        rows: Texts, booleans, or none.

    Returns:
        The contents of the file.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(heading)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode()


#: With what a cell begins that a spreadsheet would run as a formula.
_RUN = ("=", "+", "-", "@", "\t", "\r")


def _cell(value: Any) -> Any:
    # The data package knows true and false in lower case.
    if isinstance(value, bool):
        return str(value).lower()
    # A row of a hospital's folder may hold anything; an apostrophe makes it text.
    return f"'{value}" if isinstance(value, str) and value.startswith(_RUN) else value


def _heading(table: Table) -> list[str]:
    return [field.name for field in table.fields]


def files(listing: Listing, form: str, mediatype: str, encode: Encode) -> dict[str, bytes]:
    """Return the tables in one form, with their descriptor.

    Args:
        listing: The list as of a release.
        form: The form, which is the ending of the files as well.
        mediatype: Its media type.
        encode: Gives the contents of one table.

    Returns:
        The contents by file name, `datapackage.json` first.
    """
    every = tables(listing)
    made = {f"{table.name}.{form}": encode(table) for table in every}
    resources = [
        _resource(table, path, made[path], form, mediatype)
        for table, path in zip(every, made, strict=True)
    ]
    text = json.dumps(_descriptor(listing, resources), ensure_ascii=False, indent=1)
    return {"datapackage.json": f"{text}\n".encode(), **made}


def _descriptor(listing: Listing, resources: list[dict[str, Any]]) -> dict[str, Any]:
    release = listing.release
    said = " ".join(term.words.en for term in listing.warnings)
    return {
        "$schema": PROFILE,
        "name": "mitosafe",
        "title": listing.dataset.term("phrases", "list-title").words.en,
        "description": f"Release {release.id} of {release.date}. {said}",
        "version": listing.version,
        "created": f"{release.date}T00:00:00Z",
        "licenses": [LICENCE],
        "resources": resources,
    }


def _resource(
    table: Table, path: str, contents: bytes, form: str, mediatype: str
) -> dict[str, Any]:
    # Frictionless cannot weigh a Parquet file, and calls one that is weighed broken.
    digest = hashlib.sha256(contents).hexdigest()
    weighed = {"bytes": len(contents), "hash": f"sha256:{digest}"} if form == "csv" else {}
    return {
        "name": table.name,
        "type": "table",
        "path": path,
        "description": table.description,
        "format": form,
        "mediatype": mediatype,
        "encoding": "utf-8",
        **weighed,
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    fields = [
        {"name": field.name, "type": field.type, "description": field.description}
        for field in table.fields
    ]
    keys = [
        {"fields": [column], "reference": {"resource": other, "fields": [there]}}
        for column, other, there in table.references
    ]
    return {
        "fields": fields,
        **({"primaryKey": list(table.key)} if table.key else {}),
        **({"foreignKeys": keys} if keys else {}),
    }
