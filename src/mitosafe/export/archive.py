"""Files → one compressed archive, the same bytes on every day and machine."""

from __future__ import annotations

import datetime
import gzip
import io
import tarfile
from collections.abc import Mapping


def seconds(date: str) -> int:
    """Return midnight of a day, UTC, as seconds of the epoch.

    Args:
        date: ISO 8601, such as the day of a release.

    Returns:
        Seconds since 1970.

    Examples:
        >>> seconds("1970-01-02")
        86400
    """
    day = datetime.datetime.fromisoformat(date).replace(tzinfo=datetime.UTC)
    return int(day.timestamp())


def tgz(files: Mapping[str, bytes], date: str) -> bytes:
    """Pack files, dated at the release and owned by nobody.

    Args:
        files: The contents by name, in the order in which they are packed.
        date: The day of the release.

    Returns:
        A tar archive, compressed with gzip.
    """
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, contents in files.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mtime = len(contents), seconds(date)
            archive.addfile(entry, io.BytesIO(contents))
    return gzip.compress(packed.getvalue(), mtime=seconds(date))
