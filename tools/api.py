"""Write down the public interface, or compare it with that of an earlier version.

    python -m tools.api                    # writes tests/api.txt
    python -m tools.api --against v0.1.0   # what broke since that tag; exit code 1 if anything

The interface is what `mitosafe.__all__` names. It is read by griffe from the text of the
modules, so that nothing is imported and nothing depends on what is installed.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import griffe

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src"
#: griffe paints what it explains.
_COLOUR = re.compile(r"\x1b\[\d+m")
SNAPSHOT = ROOT / "tests" / "api.txt"


def interface() -> Iterator[str]:
    """Return each public name with its parameters, fields and methods, a line each."""
    package = griffe.load("mitosafe", search_paths=[SOURCE], resolve_aliases=True)
    questions = _target(package["Dataset"]).all_members
    for name in sorted(map(str, package.exports or ())):
        found = _target(package[name])
        # A function of the door is a method of the packaged list: it takes what that takes.
        asked = isinstance(found, griffe.Attribute) and name in questions
        yield from _lines(_target(questions[name]) if asked else found, name)


def _target(what: griffe.Object | griffe.Alias) -> griffe.Object | griffe.Alias:
    return what.final_target if isinstance(what, griffe.Alias) else what


def _lines(what: griffe.Object | griffe.Alias, name: str) -> Iterator[str]:
    if isinstance(what, griffe.Function):
        parameters = [p for p in _parameters(what.parameters) if p != "self" or "." in name]
        yield f"{name}({', '.join(parameters)}) -> {what.returns}"
    elif isinstance(what, griffe.Class):
        yield f"class {name}({', '.join(map(str, what.bases))})"
        for key, member in sorted(what.all_members.items()):
            if not key.startswith("_"):
                yield from _lines(_target(member), f"  {name.strip()}.{key}")
    elif isinstance(what, griffe.Attribute):
        yield name if what.annotation is None else f"{name}: {what.annotation}"


def _parameters(parameters: griffe.Parameters) -> Iterator[str]:
    """Return the parameters as they are written; a lone `*` stands before those given by name."""
    star = False
    for one in parameters:
        if one.kind is griffe.ParameterKind.keyword_only and not star:
            star = True
            yield "*"
        star |= one.kind is griffe.ParameterKind.var_positional
        annotation = "" if one.annotation is None else f": {one.annotation}"
        yield one.name + annotation + ("" if one.default is None else f" = {one.default}")


def broken_since(tag: str) -> list[str]:
    """Return what broke since a tag, a line for each."""
    old = griffe.load_git("mitosafe", ref=tag, repo=ROOT, search_paths=["src"])
    new = griffe.load("mitosafe", search_paths=[SOURCE])
    public = {str(name) for name in old.exports or ()}
    found = griffe.find_breaking_changes(old, new)
    plain = griffe.ExplanationStyle.ONE_LINE
    return [_COLOUR.sub("", b.explain(plain)) for b in found if _is_public(b.obj.path, public)]


def _is_public(path: str, names: set[str]) -> bool:
    """Return whether a path such as `mitosafe.answers.answer.Answer.text` is of a public name."""
    parts = path.split(".")
    return bool(names & set(parts)) and not any(part.startswith("_") for part in parts[2:])


def last_tag() -> str | None:
    """Return the newest tag of a version, or nothing before the first."""
    command = ["git", "describe", "--tags", "--abbrev=0", "--match", "v*"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or None


def main() -> int:
    """Write the snapshot, or compare with a tag."""
    if "--against" in sys.argv:
        broken = broken_since(sys.argv[sys.argv.index("--against") + 1])
        print("\n".join(broken) or "nothing public broke")
        return int(bool(broken))
    SNAPSHOT.write_text("\n".join(interface()) + "\n", encoding="utf-8", newline="\n")
    print(f"{SNAPSHOT.name}: {len(SNAPSHOT.read_text(encoding='utf-8').splitlines())} lines")
    return 0


if __name__ == "__main__":
    sys.exit(main())
