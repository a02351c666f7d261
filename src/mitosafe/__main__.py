"""The command line's front: it says how to get click and rich where they are missing.

python -m mitosafe check "Depakine Chrono 500 mg"
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

#: What the command line needs beyond the library.
NEEDED = ("click", "rich")
HOW_TO_GET = """\
The command line needs click and rich, which are not installed. Get them with

    pip install "mitosafe[cli]"
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: The words after `mitosafe`; none for those of this process.

    Returns:
        2 if click or rich is missing. Otherwise the process ends with 0 if the
        command ran, whatever it found, or 2 if the input was bad.
    """
    try:
        from mitosafe.cli.app import app
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in NEEDED:
            raise
        sys.stderr.write(HOW_TO_GET)
        return 2
    words = None if arguments is None else list(arguments)
    return int(app.main(words, prog_name="mitosafe", windows_expand_args=False))


if __name__ == "__main__":
    sys.exit(main())
