"""Write down what every release answers of everything on the list, or compare.

    python -m tools.make_answers [--check]

`tests/answers.tsv` has a line for each subject and release in which its answer differs from
the one before, for a patient of whom nothing is known. A change of the rule or of the data
shows there what it does to whom; with `--check` the exit code is 1 if the file is not current.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import mitosafe
from mitosafe import Condition, Judgement, Outcome

SNAPSHOT = Path(__file__).parent.parent / "tests" / "answers.tsv"
HEAD = ("release", "subject", "outcome", "level", "worst", "advice", "conditions", "contested")


def lines() -> Iterator[str]:
    """Return the heading, then each answer that differs from that of the release before."""
    yield "\t".join(HEAD)
    known: dict[str, tuple[str, ...]] = {}
    dataset = mitosafe.Dataset.packaged()
    subjects = sorted(dataset.subjects(), key=lambda subject: subject.id)
    nothing = (Outcome.NOT_ASSESSED.value, "", "", "", "", "")
    for release in dataset.releases():
        view = dataset.view(release.id)
        for subject in subjects:
            answer = cells(view.judgement(subject))
            if answer != known.get(subject.id, nothing):
                yield "\t".join((release.id, subject.id, *answer))
            known[subject.id] = answer


def cells(judged: Judgement) -> tuple[str, ...]:
    """Return what an answer comes to, as the cells of a line."""
    said = [f"{c.level} {where(c.condition)}" for c in judged.conditions]
    return (
        judged.outcome.value,
        judged.level or "",
        judged.worst or "",
        judged.advice.verdict.value if judged.advice else "",
        ", ".join(said),
        ", ".join(map(where, judged.contested_in)),
    )


def where(condition: Condition) -> str:
    """Return for whom and in which use something is said: `any-pmd/prolonged`."""
    return "/".join(filter(None, (condition.population, condition.circumstance)))


def main() -> int:
    """Write the file, or check it."""
    text = "\n".join(lines()) + "\n"
    if "--check" in sys.argv:
        current = SNAPSHOT.exists() and SNAPSHOT.read_text(encoding="utf-8") == text
        if not current:
            print(f"{SNAPSHOT.name} is not current: run make data, and say in the log what changed")
        return int(not current)
    SNAPSHOT.write_text(text, encoding="utf-8", newline="\n")
    print(f"{SNAPSHOT.name}: {text.count(chr(10)) - 1} answers")
    return 0


if __name__ == "__main__":
    sys.exit(main())
