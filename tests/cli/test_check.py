"""`mitosafe check`: entries in, answers out, and nothing lost on the way."""

from __future__ import annotations

import json

import pytest

from tests.conftest import Run

#: The phrases that every rendering ends with; the invented list names its terms by their ids.
CLOSING = ("2026.2.1, 2026-12-31", "not reviewed (English)", "absence (English)")


def test_one_entry_is_explained(run: Run) -> None:
    """One entry gives its levels, what to do, and the closing sentences; in full, the rest."""
    done = run("check", "Exemplar 5 mg tablet")
    said = " ".join(done.stdout.split())
    assert done.exit_code == 0
    for part in (
        "red (english) in (english) invented syndrome (english)",
        "otherwise orange (english): ",
        "contraindicated (english)",
        *CLOSING,
    ):
        assert part.lower() in said.lower()


def test_several_entries_give_a_table_with_a_row_for_each(run: Run) -> None:
    """Each entry comes back in the table, in order; none is explained at length."""
    entries = ["exemplin", "nothing known", "plainol", "acceptol"]
    done = run("check", *entries)
    places = [done.stdout.index(entry) for entry in entries]
    assert sorted(places) == places
    assert "invented remark" not in done.stdout
    assert all(part in " ".join(done.stdout.split()) for part in CLOSING)


def test_full_explains_each_of_several_entries(run: Run) -> None:
    """With --full several entries are explained too, what was set aside included."""
    done = run("check", "exemplin", "acceptol", "--full")
    assert "an invented remark" in done.stdout
    assert "set aside (English)" in done.stdout
    assert "--full" not in done.stdout
    assert "--full: full (English)" in run("check", "acceptol").stdout


def test_a_dash_reads_the_standard_input(run: Run) -> None:
    """With - the entries are the lines of the standard input that are not blank."""
    done = run("check", "-", "--json", typed="exemplin\n\n  \nacceptol 5 mg\n")
    assert [a["entry"] for a in json.loads(done.stdout)["answers"]] == ["exemplin", "acceptol 5 mg"]


def test_no_line_at_all_is_an_empty_table(run: Run) -> None:
    """An empty standard input gives no answer, and still says what absence means."""
    done = run("check", "-")
    assert done.exit_code == 0
    assert "absence (English)" in " ".join(done.stdout.split())


def test_json_of_one_is_an_answer_and_of_several_a_report(run: Run) -> None:
    """A program gets the shape of `Answer.as_dict`, or of `Report.as_dict`."""
    one = json.loads(run("check", "exemplin", "--json").stdout)
    two = json.loads(run("check", "exemplin", "x", "--json", "-l", "fr").stdout)
    assert (one["entry"], one["outcome"], one["worst"]) == ("exemplin", "listed", "red")
    assert [answer["outcome"] for answer in two["answers"]] == ["listed", "unrecognised"]
    assert two["language"] == "fr"
    assert len(two["warnings"]) == 5


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_the_language_is_the_one_asked_for(
    run: Run, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words are of the language given, whatever the machine's own is."""
    monkeypatch.setenv("LANG", "nl_BE.UTF-8")
    names = {"en": "(English)", "fr": "(français)", "nl": "(Nederlands)"}
    said = run("check", "exemplin", "--language", language).stdout
    assert {n for n in names.values() if n in said} == {names[language]}


def test_what_is_known_of_the_patient_decides(run: Run) -> None:
    """--has confirms a condition, --lacks removes one."""
    has = run("check", "exemplin", "--json", "--has", "invented-syndrome")
    lacks = run("check", "exemplin", "--json", "--lacks", "invented-syndrome")
    assert json.loads(has.stdout)["findings"][0]["level"] == "red"
    assert json.loads(lacks.stdout)["level"] == "orange"


def test_a_code_is_read_in_its_system(run: Run) -> None:
    """--system says that TEXT is a code, by a short name or a FHIR address."""
    for system in ("atc", "http://www.whocc.no/atc"):
        done = run("check", "n99xa01", "--system", system, "--json")
        assert json.loads(done.stdout)["findings"][0]["drug"] == "exemplin"


def test_an_older_release_answers_as_it_did(run: Run) -> None:
    """--release gives the answer of that release."""
    done = run("check", "acceptol", "--release", "2017.2", "--json")
    assert json.loads(done.stdout)["level"] == "orange"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("exemplin", "--release", "1999.1"), "allowed: 2010.1, 2016.1"),
        (("exemplin", "--system", "sesame"), "allowed: name, atc"),
        (("exemplin", "--has", "invented-syndrom"), "did you mean invented-syndrome"),
        (("exemplin", "--has", "prolonged", "--lacks", "prolonged"), "both have and lack"),
        (("exemplin", "--language", "de"), "'en', 'fr', 'nl'"),
        ((), "Missing argument"),
    ],
)
def test_bad_input_ends_with_2_and_names_what_is_allowed(
    run: Run, words: tuple[str, ...], said: str
) -> None:
    """Bad input gives one message on the standard error, no trace, and the exit code 2."""
    done = run("check", *words)
    assert done.exit_code == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_finding_is_no_error(run: Run) -> None:
    """A red answer, one not understood and one empty all end with 0."""
    assert [run("check", text).exit_code for text in ("exemplin", "zzz", "")] == [0, 0, 0]


def test_what_could_steer_a_terminal_is_not_passed_on(run: Run) -> None:
    """Control characters and lone surrogates of an entry do not reach the terminal."""
    entry = "exemplin \x1b[31m\x07 \u202e\ud800 \n x"
    for words in ((entry,), (entry, "acceptol"), (entry, "--full")):
        done = run("check", *words)
        assert done.exit_code == 0
        assert not set("\x1b\x07\u202e\ud800") & set(done.stdout)


def test_json_brings_every_entry_back_as_it_was(run: Run) -> None:
    """The entry in JSON is the one given; a lone surrogate, which JSON cannot hold, is replaced."""
    entry = "exemplin \ud800é\x1b"
    found = json.loads(run("check", entry, "--json").stdout)
    assert found["entry"] == entry.replace("\ud800", "\ufffd")


@pytest.mark.parametrize("columns", [40, 60, 80])
def test_a_narrow_terminal_is_kept_to(run_shipped: Run, columns: int) -> None:
    """No line is wider than the terminal, but for addresses, which are not broken."""
    for words in (("valproate",), ("valproate", "metformin 500 mg", "zzyzx")):
        lines = run_shipped("check", *words, columns=columns).stdout.splitlines()
        wide = [line for line in lines if len(line) > columns and "://" not in line]
        assert wide == []


def test_a_pipe_gets_no_colour_codes(run: Run) -> None:
    """Without a terminal the output is plain text; the level is still a sign and a word."""
    said = run("check", "exemplin").stdout
    assert "\x1b" not in said
    assert "■" in said
    assert "RED (ENGLISH)" in said
