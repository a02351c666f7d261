"""What an entry says of a medicine, its route, and each of its segments, stands in the answer."""

from __future__ import annotations

import json

import pytest

import mitosafe
from mitosafe import Outcome, WrongType


@pytest.mark.parametrize(
    ("entry", "said", "not_taken"),
    [
        ("levetiracetam 500", None, False),
        ("levetiracetam was discontinued", "stop", True),
        ("arrêt du lévétiracétam", "stop", True),
        ("levetiracetam is gestopt", "stop", True),
        ("geen levetiracetam", "negation", True),
        ("intolérance au lévétiracétam", "allergy", True),
        ("levetiracetam level 12 mg/l", "laboratory", False),
        ("levetiracetam → lamotrigine", "switch", False),
    ],
)
def test_a_finding_tells_what_is_said_of_it(entry: str, said: str | None, not_taken: bool) -> None:
    """A medicine that is said to be stopped is found all the same, and that is said with it."""
    finding = mitosafe.check(entry).findings[0]
    assert ("levetiracetam", said, not_taken) == (
        finding.drug.id,
        finding.said,
        finding.said_not_taken,
    )


def test_one_mention_that_it_is_taken_counts() -> None:
    """A medicine that is stopped in one place and taken in another is taken."""
    for entry in ("stop Keppra 250; levetiracetam 500", "levetiracetam 500; stop Keppra 250"):
        [finding] = mitosafe.check(entry).findings
        assert not finding.said_not_taken


def test_the_route_is_told() -> None:
    """A route in the text, or of a code, is a circumstance of the finding."""
    assert {"otic"} == mitosafe.check("gentamicin ear drops").findings[0].uses
    assert {"topical-or-enteral"} == mitosafe.check("S01AA11", system="atc").findings[0].uses


def test_every_segment_is_accounted_for() -> None:
    """The answer holds each part of an entry with what became of it; a code has none."""
    answer = mitosafe.check("levetiracetam 500 mg; monthly injection")
    assert [("levetiracetam 500 mg", "found"), ("monthly injection", "unread")] == [
        (segment.text, segment.fate.value) for segment in answer.segments
    ]
    assert () == mitosafe.check("N03AX14", system="atc").segments


def test_a_pasted_list_gives_an_answer_a_line() -> None:
    """Each line of a list is answered, and one that only tells a form is not understood."""
    report = mitosafe.check_list("1. levetiracetam 500 mg\n2. monthly injection\n\n3. Keppra")
    assert [Outcome.LISTED, Outcome.UNRECOGNISED, Outcome.LISTED] == [
        answer.outcome for answer in report
    ]
    with pytest.raises(WrongType):
        mitosafe.check_list(["levetiracetam"])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("entry", "language", "said"),
    [
        ("metformin stopped", "en", "metformin (said to be stopped): ORANGE"),
        ("metformine gestopt", "nl", "metformine (volgens de tekst gestopt): ORANJE"),
        ("allergie : valproate", "fr", "acide valproïque (noté comme allergie)"),
        ("metformin 500 mg", "en", "metformin: ORANGE"),
    ],
)
def test_the_first_line_says_that_it_is_not_taken(entry: str, language: str, said: str) -> None:
    """Whoever reads only the first line of a stopped medicine reads that it was stopped."""
    first = mitosafe.check(entry).text(language).replace("\n  ", " ").replace("\N{NBSP}", " ")
    assert said in first.split("\n")[0]


def test_a_program_reads_it_too() -> None:
    """Plain values tell what is said of a medicine, its use, and what became of each segment."""
    plain = mitosafe.check("metformin stopped; eye drops").as_dict()
    [finding] = plain["findings"]
    assert ("stop", []) == (finding["said"], finding["uses"])
    found, unread = plain["segments"]
    assert ("metformin stopped", 0, 17, "found", "stop") == (
        found["text"], found["start"], found["end"], found["fate"], found["said"]
    )  # fmt: skip
    assert ("eye drops", "unread") == (unread["text"], unread["fate"])


def test_a_list_says_it_in_its_row() -> None:
    """In the table of a pasted list the medicine that was stopped is marked beside its name."""
    text = mitosafe.check_list("metformin stopped\naspirin").html()
    assert "metformin (said to be stopped)" in text


def test_an_answer_is_json_as_it_is_plain_values() -> None:
    """The JSON of an answer holds what its plain values hold, in the language asked for."""
    answer = mitosafe.check("metformin stopped")
    assert answer.as_dict("fr") == json.loads(answer.json("fr"))
