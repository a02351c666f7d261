"""The summary of a column, and how it is shown."""

from __future__ import annotations

import json

import pandas
import polars
import pytest

import mitosafe
from mitosafe import frames, plots
from mitosafe.model import LANGUAGES

FRAME = polars.DataFrame(
    {"drug": ["valproate", "zzyzx | 5", None, "zzyzx | 5", "linezolid", "valproate, propofol"]}
)


def test_every_row_is_counted_once() -> None:
    """The counts by outcome and by level each add up to the rows."""
    found = frames.screen(FRAME, "drug")
    assert found.rows == 6
    assert sum(found.by_outcome.values()) == 6
    assert sum(found.by_level.values()) == 6
    assert sum(found.by_worst.values()) == 6
    assert dict(found.by_worst) == {
        mitosafe.Level.RED: 2,
        mitosafe.Level.ORANGE: 1,
        mitosafe.Level.YELLOW: 0,
        None: 3,
    }


def test_what_was_not_understood_comes_by_frequency() -> None:
    """Each value is named with what was not understood in it and its number of rows."""
    (found,) = frames.screen(FRAME, "drug").unresolved
    assert (found.value, found.rows, found.unread) == ("zzyzx | 5", 2, ("zzyzx",))


def test_a_drug_has_the_worst_level_it_had_in_a_row() -> None:
    """A patient without the condition does not hide one who may have it."""
    (finding,) = mitosafe.check("valproate").findings
    red = [str(c.condition.population) for c in finding.conditions if c.level.value == "red"]
    known = dict.fromkeys(red, "pmd")
    frame = polars.DataFrame({"drug": ["valproate"] * 2, "pmd": [False, None]})
    found = frames.screen(frame, "drug", patient_columns=known)
    assert found.by_worst[mitosafe.Level.RED] == 1
    assert found.by_level[mitosafe.Level.ORANGE] == 2
    assert [(d.worst, d.rows) for d in found.by_drug] == [(mitosafe.Level.RED, 2)]


def test_values_that_are_not_text_are_named() -> None:
    """A number among pandas objects is an unresolved value."""
    frame = pandas.DataFrame({"drug": pandas.Series([5, None, "valproate"], dtype=object)})
    found = frames.screen(frame, "drug")
    assert [(u.value, u.rows) for u in found.unresolved] == [("5", 1)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rendering_has_the_release_and_the_warnings(language: str) -> None:
    """Release, date, review status and the sentence on absence are in each."""
    found = frames.screen(FRAME, "drug")
    phrases = {
        str(term.id): term.words[language] for term in mitosafe.Dataset.packaged().terms("phrases")
    }
    shown = [found.text(language), found.markdown(language), found.html(language)]
    shown.append(json.dumps(found.as_dict(language), ensure_ascii=False))
    for text in shown:
        plain = " ".join(text.replace("&#x27;", "'").replace("\\", "").split())
        assert "2026.2" in plain
        assert found.release.date in plain
        assert phrases["not-reviewed"] in plain
        assert phrases["absence"] in plain
        assert "zzyzx" in plain


def test_the_markup_of_a_value_is_not_run() -> None:
    """What a column holds is shown as text, whatever it looks like."""
    frame = polars.DataFrame({"drug": ["<script>alert(1)</script>"]})
    assert "<script>" not in frames.screen(frame, "drug").html()


def test_many_unresolved_values_are_cut_in_a_rendering_but_not_in_the_value() -> None:
    """A page shows the most frequent ones and says how many more there are."""
    frame = polars.DataFrame(
        {"drug": [f"qqxz{chr(97 + n % 26)}{chr(97 + n // 26)}x" for n in range(60)]}
    )
    found = frames.screen(frame, "drug")
    assert len(found.unresolved) == 60
    assert "and more: 10" in found.text()
    assert len(found.as_dict()["unresolved"]) == 60


def test_a_column_of_nothing_has_a_summary() -> None:
    """Without drugs and unresolved values the tables are left out, the warnings not."""
    found = frames.screen(
        polars.DataFrame({"drug": [None]}, schema={"drug": polars.String}), "drug"
    )
    assert found.by_drug == ()
    assert "may still carry risk" in found.text()


def test_a_summary_is_neither_true_nor_false() -> None:
    """There is no yes-or-no answer about medicines."""
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(frames.screen(FRAME, "drug"))


def test_a_notebook_shows_it_in_english() -> None:
    """The rendering of a notebook is the HTML in English."""
    found = frames.screen(FRAME, "drug")
    assert found._repr_html_() == found.html("en")
    assert isinstance(found.lexicon, mitosafe.Dataset)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_of_entries_has_a_bar_for_each_level(language: str) -> None:
    """The chart holds the counts, the release and the warnings."""
    found = frames.screen(FRAME, "drug")
    chart = found.plot(language).to_dict()
    (rows,) = chart["datasets"].values()
    assert [row["entries"] for row in rows] == list(found.by_level.values())
    assert found.release.date in chart["title"]["subtitle"][0]
    assert len(chart["title"]["subtitle"]) == 3


def test_the_chart_of_the_list_counts_the_medicines_of_each_release() -> None:
    """The last bars are those of `drugs(level=...)` today."""
    (rows,) = plots.list_over_releases().to_dict()["datasets"].values()
    last = {
        row["level"]: row["medicines"] for row in rows if row["release"] == mitosafe.release().id
    }
    assert last == {
        level.value.upper(): len(mitosafe.drugs(level=level)) for level in mitosafe.Level
    }


def test_the_chart_of_a_medicine_has_a_point_for_each_release() -> None:
    """Where the level depends on a condition, a second point says what holds otherwise."""
    chart = plots.drug_over_releases("valproate", dataset=mitosafe.Dataset.packaged()).to_dict()
    (rows,) = chart["datasets"].values()
    worst = [row for row in rows if row["of"] == "Worst level that could apply"]
    assert [row["release"] for row in worst] == [r.id for r in mitosafe.releases()]
    assert worst[-1]["said"] == "RED"
    assert {"release": "2026.2.1", "said": "ORANGE", "of": "Level that holds"} in rows
    silent = plots.drug_over_releases("carbamazepine").to_dict()
    (rows,) = silent["datasets"].values()
    assert rows[0]["said"] == "known, not assessed"
    assert rows[-1]["said"] == "considered acceptable by a cited source"


def test_a_summary_has_a_row_for_each_drug() -> None:
    """Each drug found is a flat row with its name in the language asked for."""
    frame = polars.DataFrame({"drug": ["valproate", "valproate", "zzyzx", "linezolid"]})
    rows = frames.screen(frame, "drug").rows_by_drug("fr")
    assert [(row["drug"], row["name"], row["worst"], row["rows"]) for row in rows] == [
        ("valproic-acid", "acide valproïque", "red", 2),
        ("linezolid", "linézolide", "orange", 1),
    ]
