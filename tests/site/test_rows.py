"""Every row of every page of the built site, compared with what the package answers."""

from __future__ import annotations

import html
import re

import pytest

from mitosafe import Dataset, Patient
from mitosafe.answers.document import Writer
from tests.site.conftest import LANGUAGES, SITE

ROW = re.compile(
    r'<tr data-l="([^"]+)"><th scope="row"><a href="../../drugs/([^"/]+)/">[^<]*</a></th>'
    r"<td>(.*?)</td><td>(.*?)</td></tr>"
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_row_of_the_site_differs_from_the_package(language: str) -> None:
    """Each row of a condition is `check` for who has it; each other row is `check` for anybody."""
    data = Dataset.packaged()
    writer = Writer(data, language, full=True)
    people = SITE / ("people" if language == "en" else f"{language}/people")
    seen, wrong = 0, []
    for file in sorted(people.glob("*/*/index.html")):
        folder, name = file.parts[-3:-1]
        has = {name} - {"any-pmd"} if folder == "conditions" else set()
        view = data.view(patient=Patient(has=has))
        for shown, drug, marks, said in ROW.findall(file.read_text(encoding="utf-8")):
            [finding] = view.check(drug, "mitosafe").findings
            levels = tuple(v.value if v else "none" for v in (finding.level, finding.worst))
            told = html.unescape(re.sub("<[^>]+>", "", marks + said)).replace("\u00a0", " ")
            under = writer.under(finding).replace("\u00a0", " ")
            seen += 1
            if shown != " ".join((*levels, finding.outcome.value)) or under not in told:
                wrong.append((folder, name, drug))
    everything = len(data.everything()) * len(data.terms("conditions"))
    assert seen > everything
    assert [] == wrong
