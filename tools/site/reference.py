"""The pages of the reference that are made from the package: the terms, and the JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from mitosafe import Dataset, Term, export
from mitosafe.model import LANGUAGES

#: A file for each vocabulary.
TERMS = Path(__file__).parents[2] / "src" / "mitosafe" / "data" / "terms"

TERMS_HEAD = """# Terms

Everything that an answer says is made of these terms.
Each has an id that stays, and a wording in English, French and Dutch.
This page is made from the data."""

SCHEMA_PAGE = """# JSON Schema

`mitosafe export json` writes the list as one document.
This is its JSON Schema, `{id}`; `mitosafe.export.schema()` gives the same.

[The schema as a file](list.schema.json)

```json
{text}
```
"""


def files(data: Dataset) -> Iterator[tuple[str, str]]:
    """Return the path and the text of each file, below the folder of the written pages."""
    schema = export.schema()
    text = json.dumps(schema, ensure_ascii=False, indent=2)
    yield "reference/list.schema.json", text + "\n"
    yield "reference/json-schema.md", SCHEMA_PAGE.format(id=schema["$id"], text=text)
    yield "reference/terms.md", _terms(data)


def _terms(data: Dataset) -> str:
    parts = [TERMS_HEAD]
    for vocabulary in sorted(path.stem for path in TERMS.glob("*.toml")):
        rows = [_row(term) for term in data.terms(vocabulary)]
        head = "| id | en | fr | nl | codes |\n| --- | --- | --- | --- | --- |"
        parts.append(f"## {vocabulary}\n\n{head}\n" + "\n".join(rows))
    return "\n\n".join(parts) + "\n"


def _row(term: Term) -> str:
    cells = [f"`{term.id}`", *(_wording(term, language) for language in LANGUAGES)]
    return "| " + " | ".join([*cells, ", ".join(term.ids)]) + " |"


def _wording(term: Term, language: str) -> str:
    words = [term.words[language], term.explain[language] if term.explain else ""]
    shown = (word.replace("|", "\\|").replace("<", "&lt;") for word in words if word)
    return "<br>".join(shown)
