"""`python -m mitosafe.service`: run the CDS Hooks service."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from mitosafe.answers.dataset import Dataset, load
from mitosafe.errors import MitosafeError
from mitosafe.fhir.written import VERSIONS
from mitosafe.model import LANGUAGES
from mitosafe.service.app import Settings
from mitosafe.service.server import serve


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the service with the options of a command line.

    Args:
        arguments: The words of the command line; none for those of this process.

    Returns:
        0 when it was stopped, 2 if the options name something that there is not, or
        the port cannot be had.
    """
    given = _parser().parse_args(arguments)
    settings = Settings(
        language=given.language,
        release=given.release,
        version=given.fhir,
        assume_pmd=given.assume_pmd,
        body=given.body,
        origins=tuple(given.origin),
    )
    try:
        own = load(given.list, base=Dataset.packaged()) if given.list else None
        serve(given.host, given.port, settings=settings, dataset=own)
    except (MitosafeError, FileNotFoundError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    default = Settings()
    parser = argparse.ArgumentParser(prog="python -m mitosafe.service", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at (%(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port (%(default)s)")
    parser.add_argument("--language", choices=LANGUAGES, default=default.language)
    parser.add_argument("--release", help="release of the list; the newest if not given")
    parser.add_argument("--fhir", choices=VERSIONS, default=default.version)
    parser.add_argument(
        "--assume-pmd",
        action="store_true",
        help="take every patient for one with a mitochondrial disease, as in a clinic for them",
    )
    parser.add_argument("--list", help="folder with the hospital's own rows")
    parser.add_argument("--body", type=int, default=default.body, help="largest body in bytes")
    parser.add_argument("--origin", action="append", default=[], help="web origin for CORS")
    return parser


if __name__ == "__main__":
    sys.exit(main())
