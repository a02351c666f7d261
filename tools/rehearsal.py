"""Rehearse a correction: an invented error in a copy of this repository is corrected.

    make rehearsal

A medicine that does not exist is planted in the newest release of the copy, with a
statement that warns too little, and the copy is built and installed as if it had been
published. Then the error is corrected as `docs/maintaining/correct-an-error.md` says, down to
the installed package, and both packages are asked. Nothing of it leaves the copy.

The steps before the building take any folder of data, so that `make test` rehearses them too.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs

from mitosafe import Dataset
from mitosafe.model import LANGUAGES, Release
from tools import list_log

ROOT = Path(__file__).parent.parent
#: What a copy needs in order to be built and checked.
COPIED = (
    *("pyproject.toml", "README.md", "LICENSE", "LICENSE-DATA", "CITATION.cff"),
    *("CHANGELOG.md", "CHANGELOG-LIST.md", "src", "sbom", "tools"),
)
DRUG, SOURCE = "rehearsalin", "rehearsal"
REASON = {
    "en": "Invented for a rehearsal: the warning was left out.",
    "fr": "Inventé pour un exercice : l'avertissement avait été oublié.",
    "nl": "Verzonnen voor een oefening: de waarschuwing was vergeten.",
}
_DRUG = """\
format = 1
id = "{drug}"
kind = "medicine"
since = "{release}"

[names]
en = "{drug}"
fr = "{drug}"
nl = "{drug}"
"""
_STATEMENT = """
[[statements]]
id = "{drug}.{source}-{number}"
verdict = "{verdict}"
evidence = "consensus"
source = "{source}"
locator = "page 1"
since = "{release}"
facts = ["r000"]
"""
_SOURCE = """
[[sources]]
id = "{source}"
title = "An invented source"
rank = "authority"
read = "whole"
"""

Answers = dict[str, Any]


@attrs.frozen(kw_only=True)
class Plan:
    """The data, the release that holds the error, and the one that corrects it."""

    data: Path
    wrong: Release
    right: str
    day: str

    @staticmethod
    def of(data: Path, newest: Release) -> Plan:
        """Plan to correct the newest release on the day after it was made."""
        *half, number = [*newest.id.split("."), "0"][:3]
        day = datetime.date.fromisoformat(newest.date) + datetime.timedelta(days=1)
        right = f"{'.'.join(half)}.{int(number) + 1}"
        return Plan(data=data, wrong=newest, right=right, day=day.isoformat())

    @property
    def file(self) -> Path:
        """The data file of the medicine that does not exist."""
        return self.data / "drugs" / f"{DRUG}.toml"

    @property
    def asked(self) -> tuple[str, ...]:
        """What `tools/make_releases.py` is asked for."""
        reasons = (f"--reason-{language}={text}" for language, text in REASON.items())
        return ("--release", self.right, "--date", self.day, *reasons)

    def plant(self) -> None:
        """Put the medicine and its error into the release that is there."""
        said = _statement(1, "acceptable", self.wrong.id)
        text = _DRUG.format(drug=DRUG, release=self.wrong.id) + said
        self.file.write_text(text, encoding="utf-8", newline="\n")
        with (self.data / "sources.toml").open("a", encoding="utf-8", newline="\n") as file:
            file.write(_SOURCE.format(source=SOURCE))

    def edit_in_place(self) -> None:
        """Do what may not be done: alter the statement that is in a release."""
        text = self.file.read_text(encoding="utf-8")
        text = text.replace('"acceptable"', '"avoid-if-possible"')
        self.file.write_text(text, encoding="utf-8", newline="\n")

    def correct(self) -> None:
        """Withdraw the wrong statement, with the reason, and add the right one."""
        text = self.file.read_text(encoding="utf-8").rstrip("\n")
        said = ", ".join(f"{k} = {json.dumps(v, ensure_ascii=False)}" for k, v in REASON.items())
        withdrawn = f'\nwithdrawn = "{self.right}"\nreason = {{ {said} }}\n'
        added = _statement(2, "avoid-if-possible", self.right)
        self.file.write_text(text + withdrawn + added, encoding="utf-8", newline="\n")

    def told(self, log: str) -> str:
        """Return the log of the list with a section that tells of the correction."""
        mark = list_log.mark(self.data)
        section = f"## {self.right} ({self.day})\n\n<!-- data {mark} -->\n\n"
        return log.replace("## ", f"{section}**{DRUG}**: {REASON['en']}\n\n## ", 1)


def _statement(number: int, verdict: str, release: str) -> str:
    values = {"drug": DRUG, "source": SOURCE, "release": release}
    return _STATEMENT.format(number=number, verdict=verdict, **values)


def answers(dataset: Dataset) -> Answers:
    """Return what a list says of the rehearsal, as plain values that two packages can exchange.

    Args:
        dataset: The list.

    Returns:
        The digest of each release, what the last two say of the medicine, what all of them
        say of everything else, and the difference between the last two in three languages.
    """
    *_, old, new = dataset.releases()
    others = [subject.id for subject in dataset.subjects() if subject.id != DRUG]
    diff = dataset.diff(old.id, new.id)
    return {
        "digests": {release.id: release.digest for release in dataset.releases()},
        "says": {release.id: _says(dataset, release.id) for release in (old, new)},
        "others": {r.id: _hash(dataset, r.id, others) for r in dataset.releases()},
        "changed": [change.drug.id for change in diff.changes],
        "diff": {each: " ".join(diff.text(each).split()) for each in LANGUAGES},
        "newest": dataset.check(DRUG).release.id,
    }


def _says(dataset: Dataset, release: str) -> dict[str, Any]:
    answer = dataset.check(DRUG, release=release)
    level = answer.worst.value if answer.worst else None
    texts = {language: " ".join(answer.text(language).split()) for language in LANGUAGES}
    return {"outcome": answer.outcome.value, "level": level, "texts": texts}


def _hash(dataset: Dataset, release: str, subjects: Sequence[str]) -> str:
    view = dataset.view(release)
    said = [repr(view.check(subject, "mitosafe").findings) for subject in subjects]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def wrong(plan: Plan, before: Answers, after: Answers) -> Iterator[str]:
    """Say what did not come out as it must.

    Args:
        plan: What was corrected.
        before: What the package with the error says.
        after: What the corrected package says.

    Yields:
        A sentence for each.
    """
    was, now = after["says"].get(plan.wrong.id), after["says"].get(plan.right)
    kept = {key: after["digests"].get(key) for key in before["digests"]}
    must = {
        "the corrected package holds both releases": was is not None and now is not None,
        "it answers with the correction by default": after["newest"] == plan.right,
        "no older digest changed": kept == before["digests"],
        "no older release says otherwise of anything else": before["others"]
        == {key: after["others"].get(key) for key in before["others"]},
        "the difference names the medicine and nothing else": after["changed"] == [DRUG],
    }
    yield from (claim for claim, holds in must.items() if not holds)
    if was is None or now is None:
        return
    same = {k: before["says"][plan.wrong.id][k] for k in ("outcome", "level")}
    must = {
        "the old release says what it said": same == {k: was[k] for k in ("outcome", "level")},
        "the error was an error": (was["outcome"], was["level"]) == ("acceptable", None),
        "the new release warns": (now["outcome"], now["level"]) == ("listed", "orange"),
        **{
            f"the difference gives the reason ({each})": REASON[each] in after["diff"][each]
            for each in LANGUAGES
        },
        **{
            f"the old release tells that it was corrected ({each})": REASON[each]
            in was["texts"][each]
            for each in LANGUAGES
        },
    }
    yield from (claim for claim, holds in must.items() if not holds)


class Copy:
    """A copy of the repository, in which everything is done by its own tools."""

    def __init__(self, root: Path) -> None:
        """Copy what a release is made from."""
        self.root, self.began = root, time.monotonic()
        root.mkdir(parents=True)
        for name in COPIED:
            source, ignored = ROOT / name, shutil.ignore_patterns("__pycache__")
            if source.is_dir():
                shutil.copytree(source, root / name, ignore=ignored)
            else:
                shutil.copy(source, root / name)

    def say(self, text: str) -> None:
        """Say a step, with the seconds since the beginning."""
        print(f"{time.monotonic() - self.began:6.1f} s  {text}", flush=True)

    def run(self, *words: str, fails: str | None = None) -> str:
        """Run a tool of the copy on the copy; one that must fail says so with these words."""
        return _python(words, [self.root / "src", self.root], self.root, fails=fails)

    def packaged(self, name: str) -> Answers:
        """Build the copy, install it as a user would, and ask what was installed."""
        dist, installed = self.root.parent / f"dist-{name}", self.root.parent / name
        self.run("-m", "build", "--wheel", "--no-isolation", "--outdir", str(dist))
        (wheel,) = dist.glob("*.whl")
        pip = ("-m", "pip", "install", "--quiet", "--no-deps", "--target", str(installed))
        self.run(*pip, str(wheel))
        self.say(f"built and installed {wheel.name}")
        # The tools are those of the repository; the package is the one that was installed.
        asked = _python(("-m", "tools.rehearsal", "answers"), [installed, ROOT], self.root.parent)
        found: Answers = json.loads(asked)
        if Path(found["from"]).parent.parent != installed:
            message = f"{found['from']} was asked, not what was installed"
            raise RuntimeError(message)
        return found

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text in a file of the copy; it must be there once."""
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        if text.count(old) != 1:
            message = f"{name} holds {old!r} {text.count(old)} times"
            raise RuntimeError(message)
        path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")

    def raise_version(self, plan: Plan) -> str:
        """Return the package the next number, wherever it is written."""
        project = (self.root / "pyproject.toml").read_text(encoding="utf-8")
        (old,) = re.findall(r'^version = "(.*)"', project, re.MULTILINE)
        *first, last = old.split(".")
        new = ".".join([*first, str(int(last) + 1)])
        self.edit("pyproject.toml", f'\nversion = "{old}"', f'\nversion = "{new}"')
        self.edit("src/mitosafe/__init__.py", f'"{old}"', f'"{new}"')
        self.edit("CITATION.cff", f'\nversion: "{old}"', f'\nversion: "{new}"')
        heading = f"## {old} ("
        self.edit("CHANGELOG.md", heading, f"## {new} ({plan.day})\n\n- A list.\n\n{heading}")
        return new


def _python(words: Sequence[str], path: list[Path], where: Path, fails: str | None = None) -> str:
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(map(str, path)),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [sys.executable, *words],
        cwd=where,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    said = done.stdout + done.stderr
    if bool(done.returncode) == (fails is None) or (fails is not None and fails not in said):
        message = f"{' '.join(words)}: exit code {done.returncode}\n{said}"
        raise RuntimeError(message)
    return done.stdout


def rehearse(folder: Path) -> list[str]:
    """Go the whole way in an empty folder.

    Args:
        folder: Where the copies are made.

    Returns:
        What did not come out as it must; nothing if all is well.
    """
    copy = Copy(folder / "copy")
    data = copy.root / "src" / "mitosafe" / "data"
    plan = Plan.of(data, Dataset.packaged().release())
    log = copy.root / list_log.LOG

    plan.plant()
    copy.run("tools/make_releases.py", "--rewrite")
    copy.run("tools/compile_data.py")
    text = log.read_text(encoding="utf-8")
    text = re.sub(r"<!-- data \w+ -->", f"<!-- data {list_log.mark(data)} -->", text)
    log.write_text(text, encoding="utf-8", newline="\n")
    copy.say(f"planted an error in {plan.wrong.id}")
    before = copy.packaged("published")

    kept = plan.file.read_bytes()
    plan.edit_in_place()
    refused = f"{plan.wrong.id}: the data gives another digest than the one recorded; not written"
    copy.run("tools/make_releases.py", fails=refused)
    plan.file.write_bytes(kept)
    copy.say("an edit of the statement in its place is refused")

    plan.correct()
    copy.run("tools/make_releases.py", fails=f"{plan.right}: name it with --release")
    copy.run("tools/make_releases.py", *plan.asked)
    copy.run("tools/compile_data.py")
    version = copy.raise_version(plan)
    copy.run("tools/make_sbom.py")
    copy.say(f"withdrew the statement, added the right one, made {plan.right}")

    checks = ("-m", "tools.release_check", "versions", "changelogs", "told", "made_files")
    copy.run(*checks, fails=f"{list_log.LOG} has no section {plan.right} ({plan.day})")
    log.write_text(plan.told(log.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    copy.run(*checks)
    copy.say(f"the release check demands the change record, and passes with it: {version}")
    after = copy.packaged("corrected")

    found = list(wrong(plan, before, after))
    copy.say(f"asked both packages: {len(found)} things wrong")
    return found


def main(arguments: Sequence[str]) -> int:
    """Rehearse, or with `answers` say what the package at hand answers."""
    if "answers" in arguments:
        import mitosafe

        print(json.dumps({**answers(Dataset.packaged()), "from": mitosafe.__file__}))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        found = rehearse(Path(folder).resolve())
    print("\n".join(f"not so: {claim}" for claim in found) or "The correction works end to end.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
