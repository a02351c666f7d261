"""The directory on the command line."""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import mitosafe
from mitosafe import Dataset
from mitosafe._text import toml
from mitosafe.cli.app import app
from mitosafe.directory.suggestion_fields import FIELDS
from tests.directory import given
from tests.directory.server import running

#: An answer to each question, in order; an empty one is no answer.
ANSWERS = {
    "name": "Dawn Club",
    "platform": "Facebook group",
    "url": "https://www.facebook.com/groups/dawnclub",
    "languages": "Dutch, fr",
    "countries": "BE",
    "disorders": "MELAS",
    "checked": "2026-12-01",
}


def run(*words: str, answers: str = "") -> Result:
    """Run the command line."""
    return CliRunner().invoke(app, words, input=answers)


def answers(**changes: str) -> str:
    """Return the lines that a person types."""
    given_ = {**ANSWERS, **changes}
    return "".join(f"{given_.get(field.id, '')}\n" for field in FIELDS)


def test_communities_are_shown_in_the_language_asked_for() -> None:
    """--spoken is the language of the community, --language that of what is shown."""
    result = run("communities", "--spoken", "nl", "-d", "MELAS", "--language", "fr",
                 "--on", "2027-05-01")  # fmt: skip
    assert 0 == result.exit_code
    assert "BOKS vzw" in result.stdout
    assert "159 jours avant le 2027-05-01" in " ".join(result.stdout.split())
    assert "Pas encore vérifié par un médecin" in result.stdout


def test_communities_give_json() -> None:
    """--json gives the plain values, for every way to narrow the question."""
    result = run("communities", "support", "calls", "--kind", "community", "--country", "US",
                 "--platform", "calls", "--organiser", "MitoAction", "--status", "listed",
                 "--release", "2026.2", "--json")  # fmt: skip
    plain = json.loads(result.stdout)
    assert ["mitoaction-support-calls"] == [one["id"] for one in plain["communities"]]
    assert ["support calls"] == plain["asked"]["text"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["communities", "--spoken", "jp"], "did you mean ja?"),
        (["communities", "--country", "UK"], "did you mean GB?"),
        (["communities", "--on", "soon"], "a day such as"),
        (["awareness", "27"], "a year of four digits"),
        (["check-links", "moon-club"], "no community moon-club"),
    ],
)
def test_bad_input_ends_with_2(words: list[str], said: str) -> None:
    """A value that cannot be used is told in one message, with the exit code 2."""
    result = run(*words)
    assert 2 == result.exit_code
    assert said in result.stderr


def test_awareness_days_are_shown_and_written(tmp_path: Path) -> None:
    """The days of a year are shown, given as JSON, or written as a calendar."""
    assert "verwacht volgens de regel" in run("awareness", "2027", "-l", "nl").stdout
    assert 2027 == json.loads(run("awareness", "2027", "--json").stdout)["year"]
    file = tmp_path / "days.ics"
    assert 0 == run("awareness", "2027", "--ical", str(file), "-l", "nl").exit_code
    assert mitosafe.awareness(2027).ical("nl") == file.read_bytes().decode("utf-8")


def test_suggest_asks_step_by_step_and_writes_the_file_alone() -> None:
    """The standard output is the file; the questions are elsewhere."""
    result = run("suggest", answers=answers())
    assert 0 == result.exit_code
    raw = tomllib.loads(result.stdout)
    assert ("dawn-club", "facebook-group", ["nl", "fr"]) == (
        raw["id"], raw["platform"], raw["languages"],
    )  # fmt: skip
    assert "several with commas between" in result.stderr


def test_suggest_asks_again_until_an_answer_can_be_used() -> None:
    """A wrong answer is told and asked again; a needed one cannot be left out."""
    typed = answers().replace("Facebook group\n", "pigeon\nFacebook group\n")
    result = run("suggest", "-l", "fr", answers="\n" + typed)
    assert 0 == result.exit_code
    assert "this is needed" in result.stderr
    assert "unknown platform 'pigeon'" in result.stderr
    assert "groupe Facebook" in result.stderr


def test_suggest_writes_data_that_loads(tmp_path: Path) -> None:
    """A file made by the command line is data without a hand edit, and is not overwritten."""
    result = run("suggest", "--output", str(tmp_path), answers=answers())
    assert 0 == result.exit_code, result.stderr
    file = tmp_path / "communities" / "dawn-club.toml"
    assert str(file) in result.stderr
    loaded = mitosafe.load(tmp_path, base=Dataset.packaged())
    assert ["Dawn Club"] == [one.name for one in loaded.communities(text="dawn club")]
    shown = run("--data", str(tmp_path), "communities", "dawn", "club").stdout
    assert "Row added locally" in shown
    again = run("suggest", "--output", str(tmp_path), answers=answers())
    assert (2, True) == (again.exit_code, "is there already" in again.stderr)


def test_suggest_tells_of_duplicates_and_gives_the_link_and_the_mail() -> None:
    """A probable duplicate is told; the link and the e-mail are given if asked for."""
    typed = answers(name="UMDF", url="https://umdf.org")
    result = run("suggest", "--email", "--repository", "https://forge.example/list", "-l", "nl",
                 answers=typed)  # fmt: skip
    assert "Dit staat misschien al in de gids" in result.stderr
    assert "https://forge.example/list/issues/new?template=suggest-community.yml" in result.stderr
    assert result.stdout.startswith("Subject: Voorstel voor de gids van gemeenschappen: UMDF")


def test_suggest_refuses_what_does_not_agree() -> None:
    """Answers that are each well may still not fit together."""
    result = run("suggest", answers=answers(organiser="individual", organisation="Moon Society"))
    assert (2, True) == (result.exit_code, "a person is not named" in result.stderr)


def test_links_are_checked(tmp_path: Path) -> None:
    """The pages of an entry are visited, and the report is text or JSON."""
    with running() as (server, address):
        own = given.raw(url=None, listing="http://moon.example/404", source={
            "title": "Moon", "url": "http://moon.example/404"})  # fmt: skip
        folder = tmp_path / "communities"
        folder.mkdir()
        text = toml.dumps({"format": 1, **own})
        (folder / "moon-club.toml").write_text(text, encoding="utf-8")
        words = ("--data", str(tmp_path), "check-links", "moon-club", "--proxy", address,
                 "--pause", "0", "--retries", "0", "--timeout", "5", "--parallel", "2")  # fmt: skip
        shown, plain = run(*words), run(*words, "--json")
        assert 2 == server.asked["http://moon.example/404"]
    assert "gone 404: http://moon.example/404\n  named by moon-club\n" in shown.stdout
    assert ["gone"] == [check["state"] for check in json.loads(plain.stdout)["checks"]]


def test_links_without_the_extra_say_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without httpx the command says what it needs, and ends with 2."""
    monkeypatch.delitem(sys.modules, "mitosafe.directory.check_links", raising=False)
    monkeypatch.delattr("mitosafe.directory.check_links", raising=False)
    monkeypatch.setitem(sys.modules, "httpx", None)
    result = run("check-links")
    assert 2 == result.exit_code
    assert "pip install 'mitosafe[maintain]'" in result.stderr
