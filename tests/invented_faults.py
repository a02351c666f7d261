"""Faults to be put into the invented list, each with the place where it must be reported.

They do not touch each other: any number of them can be put in at once, and what is
reported is then what each alone has reported.
"""

from __future__ import annotations

from collections.abc import Callable

import attrs

from tests.invented import Files, source

#: File, place, and a part of the message.
Place = tuple[str, str, str]


@attrs.frozen
class Injection:
    """One fault: how it is put into the files, and what must be said of it."""

    change: Callable[[Files], None]
    places: tuple[Place, ...]


def _set(file: str, *keys: str | int, to: object) -> Callable[[Files], None]:
    """Return a change that sets what is at a path of a file."""

    def change(files: Files) -> None:
        at = files[file]
        for key in keys[:-1]:
            at = at[key]
        at[keys[-1]] = to

    return change


def _drop(file: str, *keys: str | int) -> Callable[[Files], None]:
    """Return a change that takes away what is at a path of a file."""

    def change(files: Files) -> None:
        at = files[file]
        for key in keys[:-1]:
            at = at[key]
        del at[keys[-1]]

    return change


def _add(file: str, key: str, item: object) -> Callable[[Files], None]:
    """Return a change that adds an item to a list of a file."""
    return lambda files: files[file][key].append(item)


def _row(file: str, *cells: str) -> Callable[[Files], None]:
    """Return a change that adds a row to a flat table, in front of the others."""

    def change(files: Files) -> None:
        heading, _, rest = files[file].partition("\n")
        files[file] = "\n".join([heading, "\t".join(cells), rest])

    return change


def _file(name: str, content: str | bytes) -> Callable[[Files], None]:
    """Return a change that adds a file, or puts another in its place."""
    return lambda files: files.update({name: content})


def _one(change: Callable[[Files], None], file: str, path: str, message: str) -> Injection:
    return Injection(change, ((file, path, message),))


SAID = "statements"
#: Every injection by a name that says what is wrong.
INJECTIONS: dict[str, Injection] = {
    "no TOML": _one(_file("drugs/silentin.toml", "id = "), "drugs/silentin.toml", "$", "not TOML"),
    "another format": _one(
        _set("drugs/narrowin.toml", "format", to=2),
        "drugs/narrowin.toml",
        "$.format",
        "format is 2; this version reads format = 1 only",
    ),
    "an unknown verdict": _one(
        _set("drugs/prolongin.toml", SAID, 0, "verdict", to="maybe"),
        "drugs/prolongin.toml",
        "$.statements[0].verdict",
        "'maybe' is no verdict; allowed: contraindicated, avoid, avoid-unless-no-alternative,",
    ),
    "an unknown source": _one(
        _set("drugs/dubitol.toml", SAID, 1, "source", to="rumour"),
        "drugs/dubitol.toml",
        "$.statements[1].source",
        "there is no source 'rumour'",
    ),
    "a number for a name": _one(
        _set("drugs/dubitol.toml", "names", "fr", to=5),
        "drugs/dubitol.toml",
        "$.names.fr",
        "expected str, got int 5",
    ),
    "a tab in a name": _one(
        _set("drugs/exemplone.toml", "names", "fr", to="exemplone\tbrand"),
        "drugs/exemplone.toml",
        "$.names.fr",
        "holds a line break or another character that cannot be shown",
    ),
    "a release of no half-year": _one(
        _set("drugs/pagein.toml", SAID, 0, "since", to="2026.3"),
        "drugs/pagein.toml",
        "$.statements[0].since",
        "'2026.3' is not a release such as 2026.2",
    ),
    "a member of an open group": _one(
        _set("drugs/exemplone.toml", "groups", to=["exemplins", "mysterials"]),
        "drugs/exemplone.toml",
        "$.groups[1]",
        "no member may be attached to the open group 'mysterials'",
    ),
    "a member of no group": _one(
        _set("drugs/pagein.toml", "groups", to=["nowhere"]),
        "drugs/pagein.toml",
        "$.groups[0]",
        "there is no group 'nowhere'",
    ),
    "an unknown indication": _one(
        _set("drugs/acceptol.toml", "indications", 1, to="unheard"),
        "drugs/acceptol.toml",
        "$.indications[1]",
        "'unheard' is no term of terms/indications.toml",
    ),
    "an unknown key": _one(
        _set("drugs/acceptol.toml", "colour", to="red"),
        "drugs/acceptol.toml",
        "$.colour",
        "unknown key; allowed: id, kind, names,",
    ),
    "withdrawn without a reason": _one(
        _drop("drugs/correctol.toml", SAID, 0, "reason"),
        "drugs/correctol.toml",
        "$.statements[0].reason",
        "a withdrawn statement needs a reason",
    ),
    "withdrawn in an unknown release": _one(
        _set("drugs/correctol.toml", SAID, 0, "withdrawn", to="2031.1"),
        "drugs/correctol.toml",
        "$.statements[0].withdrawn",
        "there is no release '2031.1'",
    ),
    "withdrawn before it counted": _one(
        lambda files: files["drugs/acceptol.toml"][SAID][1].update(
            {"withdrawn": "2024.1", "reason": files["releases.toml"]["releases"][-1]["reason"]}
        ),
        "drugs/acceptol.toml",
        "$.statements[1].withdrawn",
        "is not after 2024.1, from which the statement counts",
    ),
    "an unknown condition": _one(
        _set("measures/cloudwater.toml", SAID, 0, "population", to="unheard"),
        "measures/cloudwater.toml",
        "$.statements[0].population",
        "'unheard' is no term of terms/conditions.toml",
    ),
    "a medicine among the measures": _one(
        _set("measures/cloudwater.toml", "kind", to="medicine"),
        "measures/cloudwater.toml",
        "$.kind",
        "a medicine has no place in measures/; allowed: substance, measure",
    ),
    "an id unlike the name of the file": _one(
        _set("measures/long-rest.toml", "id", to="other"),
        "measures/long-rest.toml",
        "$.id",
        "the id is 'other', but the file is named long-rest",
    ),
    "a statement that calls itself local": _one(
        _set("groups/exemplins.toml", SAID, 0, "local", to=True),
        "groups/exemplins.toml",
        "$.statements[0].local",
        "local is filled in from the place of the file; remove the key",
    ),
    "a statement with a subject": _one(
        _set("drugs/exemplin.toml", SAID, 1, "subject", to="acceptol"),
        "drugs/exemplin.toml",
        "$.statements[1].subject",
        "subject is filled in from the place of the file; remove the key",
    ),
    "background with a subject": _one(
        _set("drugs/exemplin.toml", "background", 0, "subject", to="acceptol"),
        "drugs/exemplin.toml",
        "$.background[0].subject",
        "subject is filled in from the place of the file; remove the key",
    ),
    "an empty locator": _one(
        _set("drugs/exemplin.toml", "background", 0, "locator", to=" "),
        "drugs/exemplin.toml",
        "$.background[0].locator",
        "is empty: say where in the source",
    ),
    "background since an unknown release": _one(
        _set("drugs/exemplin.toml", "background", 0, "since", to="2013.1"),
        "drugs/exemplin.toml",
        "$.background[0].since",
        "there is no release '2013.1'",
    ),
    "no facts": _one(
        _set("drugs/exemplin.toml", SAID, 0, "facts", to=[]),
        "drugs/exemplin.toml",
        "$.statements[0].facts",
        "names no record of the facts",
    ),
    "counted before it was stated": _one(
        _set("groups/mysterials.toml", SAID, 0, "since", to="2010.1"),
        "groups/mysterials.toml",
        "$.statements[0].since",
        "counts since 2010.1, before it was stated (2017-09-01: 2017.2)",
    ),
    "two statements of one id": Injection(
        _set("groups/mysterials.toml", SAID, 0, "id", to="exemplins.study-1"),
        (
            ("groups/exemplins.toml", "$.statements[0].id", "is there twice"),
            ("groups/mysterials.toml", "$.statements[0].id", "is there twice"),
        ),
    ),
    "an unknown rank": _one(
        _set("sources.toml", "sources", 6, "rank", to="king"),
        "sources.toml",
        "$.sources[6].rank",
        "'king' is no rank; allowed: page, study, chapter, authority",
    ),
    "a source twice": _one(
        _add("sources.toml", "sources", source("study", "study")),
        "sources.toml",
        "$.sources[7].id",
        "'study' is there twice",
    ),
    "a term that is its own parent": _one(
        _set("terms/conditions.toml", "terms", 3, "parents", to=["invented-weakness"]),
        "terms/conditions.toml",
        "$.terms[3].parents",
        "its own parent: invented-weakness → invented-weakness",
    ),
    "a term that excludes an unknown one": _one(
        _set("terms/circumstances.toml", "terms", 0, "excludes", to=["unheard"]),
        "terms/circumstances.toml",
        "$.terms[0].excludes[0]",
        "'unheard' is no term of it",
    ),
    "a source that replaces itself": _one(
        _set("sources.toml", "sources", 0, "updates", to=["regulator"]),
        "sources.toml",
        "$.sources[0].updates[0]",
        "'regulator' cannot replace itself",
    ),
    "a source that replaces an unknown one": _one(
        _set("sources.toml", "sources", 0, "updates", to=["unheard"]),
        "sources.toml",
        "$.sources[0].updates[0]",
        "there is no source 'unheard'",
    ),
    "a release of an unknown rule": _one(
        _set("releases.toml", "releases", 0, "rule", to=9),
        "releases.toml",
        "$.releases[0].rule",
        "there is no rule 9; this version judges by 2",
    ),
    "a term with an unknown parent": _one(
        _set("terms/circumstances.toml", "terms", 0, "parents", to=["unheard"]),
        "terms/circumstances.toml",
        "$.terms[0].parents[0]",
        "'unheard' is no term of it",
    ),
    "a term twice": _one(
        lambda files: files["terms/mechanisms.toml"]["terms"].append(
            files["terms/mechanisms.toml"]["terms"][0]
        ),
        "terms/mechanisms.toml",
        "$.terms[2].id",
        "'invented-harm' is there twice",
    ),
    "a term without a wording": _one(
        _drop("terms/monitoring.toml", "terms", 1, "nl"),
        "terms/monitoring.toml",
        "$.terms[1].nl",
        "the key nl is missing",
    ),
    "a release after another": _one(
        _set("releases.toml", "releases", 3, "previous", to="2010.1"),
        "releases.toml",
        "$.releases[3].previous",
        "previous is '2010.1', but the one before is '2017.2'",
    ),
    "a day that there is not": _one(
        _set("releases.toml", "releases", 4, "date", to="2024-02-31"),
        "releases.toml",
        "$.releases[4].date",
        "'2024-02-31' is not a day such as 2026-11-23",
    ),
    "an unknown kind of name": _one(
        _row("names.tsv", "Exy", "exemplin", "nickname", "", "", "register"),
        "names.tsv",
        "line 2",
        "'nickname' is no kind of name; allowed: inn, synonym,",
    ),
    "a vocabulary that is not folded": _one(
        _row("vocabulary.tsv", "Plainöl", "plainol"),
        "vocabulary.tsv",
        "line 2",
        "'Plainöl' would never match; write it folded: 'plainol'",
    ),
    "a word of an unknown kind": _one(
        _row("words.tsv", "perhaps", "contxt", "en"),
        "words.tsv",
        "line 2",
        "'contxt' is no kind of word; allowed: age,",
    ),
    "a route to nowhere": _one(
        _row("routes.tsv", "S99", "unheard"),
        "routes.tsv",
        "line 2.circumstance",
        "'unheard' is no term of terms/circumstances.toml",
    ),
    "a file outside the format": _one(
        _file("notes.md", "to do"), "notes.md", "$", "no such file in the format; allowed: drugs/"
    ),
    "a file that is not UTF-8": _one(
        _file("drugs/broken.toml", b"format = 1\nid = '\xff'"),
        "drugs/broken.toml",
        "byte 17",
        "not UTF-8",
    ),
}
