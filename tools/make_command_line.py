"""Write the reference page of the command line: what is said here, and the help of each command.

    python -m tools.make_command_line

The tests run every command of the page and compare its output, so that a page that is not
current fails them.
"""

from __future__ import annotations

from pathlib import Path

from tools.console_examples import run

from mitosafe.cli.app import app

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "command-line.md"

HEAD = """\
# Command line

The command line needs the extra `cli`: `pip install "mitosafe[cli]"`. It is started as
`mitosafe` or as `python -m mitosafe`; without click and rich it says how to get them.

## Exit codes

| code | meaning |
|------|---------|
| 0 | the command ran; a finding, whatever its level, is not an error |
| 1 | the run was broken off (by the user, or because the reader of a pipe went away) |
| 2 | bad input: an unknown release, condition, column, option, file, or faulty data |

## What holds for every command

- Texts are in the language of `--language`, never in that of the machine. Help is in English.
- Output into a file or a pipe is plain text without colours; `NO_COLOR` turns colours off in
  a terminal. A level is always a sign and a word: ■ red, ◆ orange, ▲ yellow.
- Text follows the width of the terminal, or of `COLUMNS`.
- `--json` gives plain values in UTF-8, with the release and the warnings; its `schema` is the
  number of the shape.
- Each output names the release and its date, says that the list is not yet reviewed by a
  clinician, and that absence from it is never safety.
- `--data FOLDER`, before the command, lays a hospital's own rows over the packaged list; they
  are marked in every answer.

## mitosafe
"""


def page() -> str:
    """Return the text of the page, with the help as it is now."""
    parts = [HEAD, _help("mitosafe --help")]
    for name in sorted(app.commands):
        parts += [f"\n## mitosafe {name}\n", _help(f"mitosafe {name} --help")]
    return "\n".join(parts)


def _help(command: str) -> str:
    return f"```console\n$ {command}\n{run(command)}\n```\n"


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    print(f"{PAGE.name}: {len(app.commands)} commands")


if __name__ == "__main__":
    main()
