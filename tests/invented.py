"""A whole tiny list of invented medicines, for tests that must not lean on the real one.

Nothing in it is true of anything. It is the same list in three shapes: `files()` gives
it as plain tables, for a test to alter; `write()` writes them down as a folder in the
format of the list; `corpus()` and `dataset()` make of them what the package works with.

What the rule makes of it, in release `2026.2` and for nobody in particular:

| subject     | outcome                                                                   |
|-------------|---------------------------------------------------------------------------|
| exemplin    | RED in the invented syndrome, ORANGE otherwise; of the group exemplins    |
| exemplone   | YELLOW, by its group alone                                                |
| acceptol    | ACCEPTABLE since 2024.1; ORANGE before, by a statement retired since      |
| dubitol     | ORANGE, contested                                                         |
| prolongin   | YELLOW when prolonged, acceptable otherwise                               |
| narrowin    | ACCEPTABLE, but only in the invented syndrome is anything said            |
| correctol   | ORANGE; withdrawn by the correction 2026.2.1                              |
| pagein      | YELLOW, reviewed, by a page without a date; new in 2026.2                 |
| silentin    | NOT_ASSESSED: it has a file, and no statement                             |
| cloudwater  | YELLOW, a substance                                                       |
| long-rest   | ORANGE, a measure                                                         |
| exemplins   | YELLOW, a group with the ATC beginning N99X                               |
| mysterials  | ORANGE, an open group                                                     |

Names: `Exemplar` is a brand of exemplin, `Combinex` of exemplin with acceptol, `Halfknown`
of exemplin with plainol (known, not listed), `Duplon` of exemplin in one country and of
acceptol in another, `twinname` is declared for dubitol and prolongin both. `plainol` is of
the vocabulary only. `exemplin natrium 5 mg tablet` is understood whole; `allergic` and
`no` are words of context.
"""

from __future__ import annotations

import enum
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs

from mitosafe.answers.dataset import Dataset
from mitosafe.loading import layer as corpora
from mitosafe.loading.digests import canonical, digest
from mitosafe.loading.layer import TABLES, Corpus
from mitosafe.model import (
    LANGUAGES,
    About,
    Evidence,
    Level,
    Outcome,
    ReadExtent,
    ReleaseId,
    SourceRank,
    SubjectKind,
    Term,
    Verdict,
)

#: The files of a folder by name: plain tables for `.toml`, the whole text (or the bytes, where
#: a test wants them so) for any other.
Files = dict[str, Any]
Raw = dict[str, Any]

#: The releases of the invented list, the oldest first; the last is a correction.
RELEASES = ("2010.1", "2016.1", "2017.2", "2020.1", "2024.1", "2026.2", "2026.2.1")
CONDITIONS = ("any-pmd", "invented-syndrome", "invented-variant", "invented-weakness")
CIRCUMSTANCES = ("prolonged", "topical")
MECHANISMS = ("invented-harm", "other-harm")
MONITORING = ("invented-test", "other-test")
INDICATIONS = ("invented-ailment", "other-ailment")
GRADES = ("voted",)


def words(text: str) -> Raw:
    """Return a text that tells its language, in the three languages."""
    return {"en": f"{text} (English)", "fr": f"{text} (français)", "nl": f"{text} (Nederlands)"}


def term(id: str, **more: Any) -> Raw:
    """Return a term with a short and a longer wording, as its file holds it."""
    shown = id.replace("-", " ")
    longer = {f"explain_{k}": v for k, v in words(f"what {shown} means").items()}
    return {"id": id, **words(shown), **longer, **more}


def source(id: str, rank: str, read: str = "whole", **more: Any) -> Raw:
    """Return a source, as `sources.toml` holds it."""
    if "titles" not in more:
        more = {"title": f"Invented title of {id}", **more}
    return {"id": id, "rank": rank, "read": read, **more}


def statement(id: str, verdict: str, evidence: str, source: str, since: str, **more: Any) -> Raw:
    """Return a statement, as the file of its subject holds it."""
    return {
        "id": id,
        "verdict": verdict,
        "evidence": evidence,
        "source": source,
        "locator": f"https://example.org/{source}",
        "since": since,
        "facts": [f"fact-{id}"],
        **more,
    }


def drug(id: str, **more: Any) -> Raw:
    """Return a medicine, as its file holds it; its names tell their language."""
    names = {"en": id, "fr": f"{id}e", "nl": f"{id}um"}
    return {"id": id, "kind": "medicine", "names": names, **more}


def files() -> Files:
    """Return the list, a new copy each time, with releases and digests that are right."""
    plain = {
        "sources.toml": {"sources": _sources()},
        **{f"terms/{name}.toml": {"terms": found} for name, found in _terms().items()},
        **{f"drugs/{raw['id']}.toml": raw for raw in _drugs()},
        **{f"measures/{raw['id']}.toml": raw for raw in _measures()},
        **{f"groups/{raw['id']}.toml": raw for raw in _groups()},
        **_tables(),
    }
    return locked(plain)


def locked(plain: Files, releases: tuple[str, ...] = RELEASES) -> Files:
    """Return files with `releases.toml` made anew, each digest being what the data gives."""
    rest = {name: raw for name, raw in plain.items() if name != "releases.toml"}
    found = corpus(rest)
    drugs, groups = list(found.drugs()), list(found.groups())
    made = []
    for before, release in zip((None, *releases), releases, strict=False):
        year, half, *correction = release.split(".")
        rows = canonical(
            ReleaseId(release), drugs, groups, found.sources, found.terms("conditions")
        )
        made.append(
            {
                "id": release,
                "date": f"{year}-06-30" if half == "1" else f"{year}-12-3{len(correction)}",
                "digest": digest(rows),
                **({"previous": before} if before else {}),
                **({"reconstructed": True} if year < "2026" else {}),
                **({"reason": words("an invented error")} if correction else {}),
            }
        )
    return {**rest, "releases.toml": {"releases": made}}


def write(folder: Path, plain: Files | None = None) -> Path:
    """Write the list, or other files, into a folder; it is made where it is not there."""
    for name, raw in (files() if plain is None else plain).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = toml({"format": 1, **raw}) if isinstance(raw, dict) else raw
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def corpus(plain: Files | None = None, *, local: bool = False) -> Corpus:
    """Return the list, or other files, parsed and not yet decoded; nothing is written."""
    plain = files() if plain is None else plain
    return Corpus(
        files={name: raw for name, raw in plain.items() if name not in TABLES},
        tables={name: plain[name].splitlines()[1:] for name in TABLES if name in plain},
        local=local,
    )


def dataset(plain: Files | None = None) -> Dataset:
    """Return the list, or other files, ready to be asked; nothing is written."""
    layers = (corpus(plain),)
    return Dataset(layers)


def toml(raw: Mapping[str, Any]) -> str:
    """Write plain values as TOML; a table in a list or in a table becomes an inline one."""
    return "".join(f"{_key(key)} = {_value(value)}\n" for key, value in raw.items())


def encode(value: Any) -> Any:
    """Write an entry as the plain values that its file holds: what decoding turns around."""
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if isinstance(value, Term):
        words, explain = encode(value.words), encode(value.explain) or {}
        rest = encode(attrs.asdict(value, recurse=False, filter=_written))
        return {**rest, **words, **{f"explain_{key}": text for key, text in explain.items()}}
    if attrs.has(type(value)):
        return encode(attrs.asdict(value, recurse=False, filter=_written))
    if isinstance(value, dict):
        return {key: encode(inner) for key, inner in value.items()}
    return value


def _written(field: attrs.Attribute[Any], value: object) -> bool:
    """Return whether a file has a field: neither none, nor told by its place."""
    told = {"local"} | ({"subject"} if field.name == "subject" else set())
    return value is not None and field.name not in {*told, "vocabulary", "words", "explain"}


def _key(key: str) -> str:
    return json.dumps(key)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{_key(k)} = {_value(v)}' for k, v in value.items())} }}"
    if isinstance(value, list | tuple):
        # Each on a line of its own: a line with very many dots is refused.
        return "".join(["[", *(f"\n  {_value(item)}," for item in value), "]"])
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return json.dumps(value)


def _sources() -> list[Raw]:
    address = "https://example.org/"
    return [
        source("regulator", "authority", date="2016-05-10", authors="Nobody A, Noone B"),
        source("panel-2017", "authority", date="2017-09-01", doi="10.0000/invented.2017"),
        source("panel-2024", "authority", date="2024-02", pmid="0", url=f"{address}panel-2024"),
        source("chapter", "chapter", "part", date="2016-03", also=[f"{address}chapter-again"]),
        source("study", "study", "abstract", date="2016", authors="Nobody A; Noone B"),
        source("page", "page", titles=words("an invented page"), url=f"{address}page"),
        source("hearsay", "authority", "second-hand", date="2020-04-20", authors="Noone B"),
    ]


def _terms() -> dict[str, list[Raw]]:
    any_pmd, syndrome, variant, weakness = CONDITIONS
    closed = {
        "levels": Level,
        "outcomes": Outcome,
        "verdicts": Verdict,
        "evidence": Evidence,
        "ranks": SourceRank,
        "reads": ReadExtent,
        "kinds": SubjectKind,
        "abouts": About,
    }
    open_terms = {
        "circumstances": CIRCUMSTANCES,
        "mechanisms": MECHANISMS,
        "monitoring": MONITORING,
        "indications": INDICATIONS,
        "grades": GRADES,
    }
    return {
        "conditions": [
            term(any_pmd),
            term(syndrome, parents=[any_pmd], ids=["ORPHA:0"]),
            term(variant, parents=[syndrome]),
            term(weakness, parents=[any_pmd]),
        ],
        **{name: [term(member.value) for member in kind] for name, kind in closed.items()},
        **{name: [term(each) for each in ids] for name, ids in open_terms.items()},
        "phrases": list(map(_phrase, corpora.packaged().terms("phrases").values())),
    }


def _phrase(packaged: Term) -> Raw:
    """Give a label of the package invented words; a sentence keeps the places for what it says."""
    made = term(packaged.id)
    kept = {language: packaged.words[language] for language in LANGUAGES}
    marked = words("")
    with_places = {key: f"{said}{marked[key]}" for key, said in kept.items() if "{" in said}
    return {**made, **with_places}


def _drugs() -> list[Raw]:
    general, syndrome, *_ = CONDITIONS
    return [
        drug(
            "exemplin",
            groups=["exemplins"],
            indications=[INDICATIONS[0]],
            unsourced=["nl"],
            codes={
                "atc": ["N99XA01", "D99XA01"],
                "atc_former": ["N98XA01"],
                "rxnorm": ["900001", "900002"],
                "unii": ["INVENTED01"],
                "cas": ["00-00-1"],
            },
            statements=[
                statement(
                    "exemplin.regulator-1",
                    "contraindicated",
                    "profound",
                    "regulator",
                    "2016.1",
                    population=syndrome,
                    stated="2016-05-10",
                    mechanisms=[MECHANISMS[0]],
                ),
                statement(
                    "exemplin.panel-2017-1",
                    "caution",
                    "consensus",
                    "panel-2017",
                    "2017.2",
                    population=general,
                    stated="2017-09-01",
                    mechanisms=list(MECHANISMS),
                    monitoring=list(MONITORING),
                    grade=GRADES[0],
                    figures="7/9 (77.8 %)",
                    note=words("an invented remark"),
                ),
            ],
            background=[
                {
                    "about": "mechanism",
                    "source": "study",
                    "locator": "page 3",
                    "since": "2016.1",
                    "facts": ["fact-background"],
                    "mechanisms": [MECHANISMS[1]],
                    "note": words("an invented finding"),
                },
            ],
        ),
        drug("exemplone", groups=["exemplins"], codes={"atc": ["N99XA02"]}),
        drug(
            "acceptol",
            indications=list(INDICATIONS),
            codes={"atc": ["A99AA01"]},
            statements=[
                statement(
                    "acceptol.panel-2017-1",
                    "avoid-if-possible",
                    "consensus",
                    "panel-2017",
                    "2017.2",
                    stated="2017-09-01",
                ),
                statement(
                    "acceptol.panel-2024-1",
                    "not-contraindicated",
                    "consensus",
                    "panel-2024",
                    "2024.1",
                    stated="2024-02",
                ),
            ],
        ),
        drug(
            "dubitol",
            statements=[
                statement(
                    "dubitol.panel-2017-1",
                    "avoid",
                    "consensus",
                    "panel-2017",
                    "2017.2",
                    stated="2017-09-01",
                ),
                statement(
                    "dubitol.hearsay-1",
                    "acceptable",
                    "consensus",
                    "hearsay",
                    "2020.1",
                    stated="2020-04-20",
                ),
            ],
        ),
        drug(
            "prolongin",
            statements=[
                statement(
                    "prolongin.chapter-1",
                    "acceptable",
                    "consensus",
                    "chapter",
                    "2016.1",
                    stated="2016-03",
                ),
                statement(
                    "prolongin.study-1",
                    "avoid",
                    "experimental",
                    "study",
                    "2016.1",
                    circumstance=CIRCUMSTANCES[0],
                    stated="2016",
                ),
            ],
        ),
        drug(
            "narrowin",
            statements=[
                statement(
                    "narrowin.study-1",
                    "acceptable",
                    "case-reports",
                    "study",
                    "2016.1",
                    population=syndrome,
                    stated="2016",
                ),
            ],
        ),
        drug(
            "correctol",
            statements=[
                statement(
                    "correctol.panel-2024-1",
                    "caution",
                    "consensus",
                    "panel-2024",
                    "2024.1",
                    stated="2024-02",
                    withdrawn="2026.2.1",
                    reason=words("it was about another medicine"),
                ),
            ],
        ),
        drug(
            "pagein",
            since="2026.2",
            statements=[
                statement(
                    "pagein.page-1",
                    "avoid",
                    "consensus",
                    "page",
                    "2026.2",
                    reviewed={"by": "an invented clinic", "date": "2026-11-01"},
                ),
            ],
        ),
        drug("silentin"),
    ]


def _measures() -> list[Raw]:
    return [
        {
            **drug("cloudwater"),
            "kind": "substance",
            "statements": [
                statement(
                    "cloudwater.study-1",
                    "may-affect",
                    "experimental",
                    "study",
                    "2016.1",
                    stated="2016",
                ),
            ],
        },
        {
            **drug("long-rest"),
            "kind": "measure",
            "names": {"en": "long rest", "fr": "long repos", "nl": "lange rust"},
            "statements": [
                statement(
                    "long-rest.chapter-1",
                    "caution",
                    "case-reports",
                    "chapter",
                    "2016.1",
                    stated="2016-03",
                ),
            ],
        },
    ]


def _groups() -> list[Raw]:
    return [
        {
            "id": "exemplins",
            "names": {"en": "exemplins", "fr": "exemplines", "nl": "exemplinen"},
            "synonyms": ["the exemplin family"],
            "atc": ["N99X"],
            "statements": [
                statement(
                    "exemplins.study-1",
                    "monitor",
                    "experimental",
                    "study",
                    "2016.1",
                    stated="2016",
                    monitoring=[MONITORING[1]],
                ),
            ],
        },
        {
            "id": "mysterials",
            "names": {"en": "mysterials", "fr": "mystériaux", "nl": "mysterialen"},
            "open": True,
            "statements": [
                statement(
                    "mysterials.panel-2017-1",
                    "avoid-if-possible",
                    "consensus",
                    "panel-2017",
                    "2017.2",
                    stated="2017-09-01",
                ),
            ],
        },
    ]


def table(name: str, rows: list[tuple[str, ...]]) -> str:
    """Return the text of a flat table, its heading first."""
    return "".join("\t".join(row) + "\n" for row in (TABLES[name], *rows))


def _tables() -> Files:
    return {
        "names.tsv": table(
            "names.tsv",
            [
                ("Exemplar", "exemplin", "brand", "", "FR,NL", "register"),
                ("exemplin sodium", "exemplin", "salt", "en", "", "register"),
                ("exemplinic acid", "exemplin", "synonym", "en", "", "register"),
                ("EXM", "exemplin", "abbreviation", "", "", "register"),
                ("Combinex", "exemplin+acceptol", "brand", "", "NL", "register"),
                ("Halfknown", "exemplin+~plainol", "brand", "", "FR", "register"),
                ("Duplon", "exemplin", "brand", "", "FR", "register"),
                ("Duplon", "acceptol", "brand", "", "NL", "register"),
                ("twinname", "dubitol", "shared", "", "", "register"),
                ("twinname", "prolongin", "shared", "", "", "register"),
            ],
        ),
        "vocabulary.tsv": table(
            "vocabulary.tsv",
            [
                ("plainol", "plainol"),
                ("plainol calm", "plainol"),
                ("mixed plainol", "othervin+plainol"),
            ],
        ),
        "condition_codes.tsv": table(
            "condition_codes.tsv", [("invented-variant", "OMIM", "1", "narrower")]
        ),
        "condition_names.tsv": table(
            "condition_names.tsv", [("invented ailment", "invented-variant")]
        ),
        "condition_words.tsv": table(
            "condition_words.tsv",
            [("no", "negated"), ("mother", "family")],
        ),
        "words.tsv": table(
            "words.tsv",
            [
                ("mg", "unit", "en,fr,nl"),
                ("tablet", "form", "en,nl"),
                ("natrium", "salt", "nl"),
                ("no", "context", "en"),
                ("allergic", "context", "en"),
            ],
        ),
        "routes.tsv": table("routes.tsv", [("D99", CIRCUMSTANCES[1])]),
    }
