"""`mitosafe list`, `terms`, `releases` and `diff`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.conftest import Run


def first_words(text: str) -> list[str]:
    """Return the names in the second column of the tables of the list."""
    rows = [line for line in text.splitlines() if line[:2] in (" ■", " ◆", " ▲", " ·")]
    return [re.split(r"\s{2,}", row.strip())[1] for row in rows]


def test_the_list_is_by_level_then_by_name(run: Run) -> None:
    """The worst level is first; groups of which something is said stand at the end."""
    done = run("list", columns=120)
    assert done.exit_code == 0
    assert first_words(done.stdout) == [
        "exemplin",
        "dubitol",
        "long rest",
        "cloudwater",
        "exemplone",
        "pagein",
        "prolongin",
        "acceptol",
        "narrowin",
        "mysterials",
        "exemplins",
    ]


def test_the_list_says_conditions_disagreement_and_sums(run: Run) -> None:
    """A row has its condition and what holds otherwise; a mark where sources disagree."""
    said = run("list", columns=200).stdout
    assert "in (English) invented syndrome (English)" in said
    assert "otherwise (English): ORANGE (ENGLISH)" in said
    assert "otherwise (English): acceptable (English)" in said
    assert "acceptable (English): in (English) invented syndrome (English)" in said
    dubitol = next(line for line in said.splitlines() if "dubitol" in line)
    assert dubitol.rstrip().endswith("≠")
    assert "9 medicines (english)" in said
    assert "■ 1 RED (ENGLISH)" in said
    assert "2026.2.1, 2026-12-31" in said


@pytest.mark.parametrize(
    ("words", "drugs", "groups"),
    [
        (("--level", "red"), ["exemplin"], []),
        (("--level", "orange"), ["dubitol", "long-rest"], ["mysterials"]),
        (("--group", "exemplins"), ["exemplin", "exemplone"], []),
        (("--indication", "other-ailment"), ["acceptol"], []),
        (("--release", "2010.1"), [], []),
    ],
)
def test_filters_of_the_list(
    run: Run, words: tuple[str, ...], drugs: list[str], groups: list[str]
) -> None:
    """Each option keeps what it says; members asked for leave the groups out."""
    found = json.loads(run("list", *words, "--json").stdout)
    assert [drug["id"] for drug in found["drugs"]] == drugs
    assert [group["id"] for group in found["groups"]] == groups
    assert run("list", *words).exit_code == 0


def test_json_of_the_list_is_short_and_complete(run: Run) -> None:
    """A row has the level and its conditions, not the statements."""
    found = json.loads(run("list", "--json", "--language", "nl").stdout)
    row = found["drugs"][[d["id"] for d in found["drugs"]].index("exemplin")]
    assert (row["worst"], row["level"], row["contested"]) == ("red", "orange", False)
    assert row["name"] == "exemplinum"
    assert "statements" not in row
    assert found["release"]["id"] == "2026.2.1"
    assert len(found["warnings"]) == 5


@pytest.mark.parametrize("words", [("--group", "x"), ("--indication", "x"), ("--release", "x")])
def test_unknown_filters_end_with_2(run: Run, words: tuple[str, ...]) -> None:
    """An unknown group, indication or release is named with what is allowed."""
    done = run("list", *words)
    assert done.exit_code == 2
    assert "allowed: " in done.stderr


def test_the_shipped_list_is_shown_in_a_narrow_terminal(run_shipped: Run) -> None:
    """The real list fits 60 columns, and every drug of it is a row."""
    from mitosafe import drugs

    done = run_shipped("list", "--level", "red", columns=60)
    assert max(map(len, done.stdout.splitlines())) <= 60
    names = {drug.names.en.split()[0] for drug in drugs(level="red")}
    assert {name for name in names if name not in done.stdout} == set()


@pytest.mark.parametrize(
    ("vocabulary", "id"),
    [
        ("conditions", "invented-syndrome"),
        ("circumstances", "prolonged"),
        ("groups", "exemplins"),
        ("indications", "other-ailment"),
    ],
)
def test_terms_give_the_ids_that_options_take(run: Run, vocabulary: str, id: str) -> None:
    """Each id has its words in the language, or in JSON in all three."""
    assert id in run("terms", vocabulary, "-l", "fr").stdout
    rows = json.loads(run("terms", vocabulary, "--json").stdout)[vocabulary]
    row = next(row for row in rows if row["id"] == id)
    assert set(row) == {"id", "en", "fr", "nl"}


def test_the_disease_itself_is_no_condition_to_have_or_lack(run: Run) -> None:
    """What everybody of the list has is not among the ids."""
    assert "any-pmd" not in run("terms", "conditions").stdout


def test_releases_have_their_date_remark_and_digest(run: Run) -> None:
    """A reconstructed release says so; a correction gives its reason."""
    said = run("releases", columns=120).stdout
    lines = {line.split()[0]: line for line in said.splitlines() if line.startswith("20")}
    assert "reconstructed (English)" in lines["2017.2"]
    assert "an invented error (English)" in lines["2026.2.1"]
    assert "absence (English)" in said
    rows = json.loads(run("releases", "--json").stdout)["releases"]
    assert [len(row["digest"]) for row in rows] == [64] * 7
    assert rows[-1]["reason"] == "an invented error (English)"
    assert (rows[0]["reason"], rows[0]["previous"]) == (None, None)


def test_a_diff_is_a_table_of_before_and_after(run: Run) -> None:
    """Each drug that changed is a row with the ways in which it did."""
    said = run("diff", "2017.2", "2024.1", columns=160).stdout
    row = next(line for line in said.splitlines() if line.startswith("acceptol"))
    assert "lowered (English)" in row
    assert "◆ ORANGE (ENGLISH)" in row
    assert "dubitol" in said
    assert "2024.1, 2024-06-30, reconstructed (English)" in said


def test_a_full_diff_names_the_statements(run: Run) -> None:
    """With --full each change has the statements that caused it."""
    assert "Invented title of panel-2024" in run("diff", "2017.2", "2024.1", "--full").stdout


def test_no_change_is_said(run: Run) -> None:
    """Two times the same release gives no table."""
    assert "no change (English)" in run("diff", "2024.1", "2024.1").stdout


def test_json_of_a_diff_is_the_librarys(run: Run) -> None:
    """A program gets the shape of `ReleaseDiff.as_dict`."""
    found = json.loads(run("diff", "2017.2", "2024.1", "--json").stdout)
    assert "acceptol" in [change["drug"] for change in found["changes"]]


def test_affecting_gives_every_entry_back(run: Run, tmp_path: Path) -> None:
    """Entries with another answer are in the table, all others are named below it."""
    file = tmp_path / "medicines.txt"
    file.write_text("acceptol 5 mg\nexemplin\nnot known\n", encoding="utf-8")
    said = run("diff", "2017.2", "2024.1", "--affecting", str(file), columns=120).stdout
    assert "answer changed (English): 1 / 3" in said
    row = next(line for line in said.splitlines() if line.startswith("acceptol 5 mg"))
    assert "lowered (English)" in row
    assert "  · exemplin: listed (English)" in said
    assert "  · not known: unrecognised (English)" in said
    assert "absence (English)" in said


@pytest.mark.parametrize(
    ("typed", "shown", "not_shown"),
    [
        ("exemplin\n", "answer same (English)", "before (English)"),
        ("acceptol\n", "before (English)", "answer same (English)"),
    ],
)
def test_affecting_shows_no_empty_part(run: Run, typed: str, shown: str, not_shown: str) -> None:
    """Where no entry changed, or every one did, the other part is left out."""
    said = run("diff", "2017.2", "2024.1", "--affecting", "-", typed=typed).stdout
    assert shown in said
    assert not_shown not in said


def test_affecting_in_json(run: Run) -> None:
    """A program gets both answers of what changed, and the outcome of what did not."""
    done = run("diff", "2017.2", "2024.1", "--affecting", "-", "--json", typed="acceptol\nzz\n")
    found = json.loads(done.stdout)
    assert [row["old"]["level"] for row in found["affected"]] == ["orange"]
    assert [row["new"]["outcome"] for row in found["affected"]] == ["acceptable"]
    assert found["unaffected"] == [{"entry": "zz", "outcome": "unrecognised"}]
    assert len(found["warnings"]) == 5


@pytest.mark.parametrize(
    ("file", "said"),
    [("latin-1.txt", "is not UTF-8 (byte 2)"), ("missing.txt", "cannot be read")],
)
def test_a_file_of_entries_that_cannot_be_read_ends_with_2(
    run: Run, tmp_path: Path, file: str, said: str
) -> None:
    """The message names the file and the likely mistake."""
    (tmp_path / "latin-1.txt").write_bytes("mé\n".encode("latin-1")[:1] + b"x\xe9")
    done = run("diff", "2017.2", "2024.1", "--affecting", str(tmp_path / file))
    assert done.exit_code == 2
    assert said in done.stderr


def test_unknown_releases_of_a_diff_end_with_2(run: Run) -> None:
    """The releases there are stand in the message."""
    done = run("diff", "2017.2", "2017.1")
    assert done.exit_code == 2
    assert "2016.1, 2017.2" in done.stderr
