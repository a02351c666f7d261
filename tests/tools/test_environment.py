"""Setting up: what is pinned and nothing else, wholly or not at all, or a sentence on why not."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tools import environment, start
from tools.environment import Cannot, advice

#: What pip ends with, shortened, and a word of the sentence that is said for it.
SAID = {
    "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.": "another file",
    "WARNING: Retrying after connection broken by 'NewConnectionError'\n"
    "ERROR: No matching distribution found for attrs==26.1.0": "cannot reach",
    "ERROR: No matching distribution found for attrs==26.1.0": "lacks attrs==26.1.0",
    "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]'))": "mirror",
    "OSError: [Errno 28] No space left on device": "disk is full",
    "something else\nERROR: odd": "ERROR: odd",
    "": "nothing was said",
}


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a tree in a folder with blanks and accents, whose requirements are one wheel."""
    root = tmp_path / "été à la mer"
    (root / "requirements").mkdir(parents=True)
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    wheel = wheels / "exemplin-1.0-py3-none-any.whl"
    info = "exemplin-1.0.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("exemplin.py", "")
        about = "Metadata-Version: 2.1\nName: exemplin\nVersion: 1.0\n"
        tags = "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        archive.writestr(f"{info}/METADATA", about)
        archive.writestr(f"{info}/WHEEL", tags)
        archive.writestr(f"{info}/RECORD", "")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    (root / "requirements" / "x.txt").write_text(f"exemplin==1.0 --hash=sha256:{digest}\n")
    monkeypatch.setattr(environment, "ROOT", root)
    monkeypatch.setattr(environment, "MADE", root / ".make")
    monkeypatch.setattr(environment, "LOG", root / ".make" / "setup.log")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheels))
    return root


def has_exemplin(python: Path) -> bool:
    """Return whether an environment has the package of the tree."""
    return subprocess.run([python, "-c", "import exemplin"], check=False).returncode == 0


def test_a_set_up_is_whole_or_is_made_anew(
    tree: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One that failed is not taken for ready; one that is ready is left as it is."""

    def broken(*_: object) -> None:
        raise Cannot("the network went away")

    with monkeypatch.context() as patched:
        patched.setattr(environment, "install", broken)
        patched.setattr(environment, "create", Path.mkdir)
        with pytest.raises(Cannot, match="went away"):
            environment.environment("venv", ["x"])
    assert not (tree / ".make" / "venv" / "ready").exists()

    python = environment.environment("venv", ["x"])
    assert has_exemplin(python)
    capsys.readouterr()
    made: list[Path] = []
    monkeypatch.setattr(environment, "create", made.append)
    environment.environment("venv", ["x"])
    assert (made, capsys.readouterr().out) == ([], "")

    pins = tree / "requirements" / "x.txt"
    pins.write_text(pins.read_text() + "\n")
    environment.environment("venv", ["x"])
    assert made == [tree / ".make" / "venv"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("missing==2.0 --hash=sha256:", r"lacks missing==2\.0"),
        ("exemplin==1.0 --hash=sha256:", "nothing of it was installed"),
    ],
)
def test_what_is_not_the_pinned_file_is_not_installed(tree: Path, line: str, said: str) -> None:
    """A version that the index lacks, or a file with another hash, is said in a sentence."""
    (tree / ".make").mkdir()
    pins = tree / "requirements" / "y.txt"
    pins.write_text(line + "0" * 64 + "\n")
    with pytest.raises(Cannot, match=said):
        environment.install(Path(sys.executable), [pins], "--target", tree / "into")
    assert not (tree / "into").exists()


def test_the_newest_is_asked_for_without_pins(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a hand-written file wants is asked for by name; the pins that it keeps to are not."""
    wants = tree / "requirements" / "x.in"
    wants.write_text("# Why.\n-c test.txt\nattrs\ncoverage[toml]>=7\n")
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(environment, "run", lambda *words: asked.append(words))
    environment.install(Path("python"), [wants])
    assert asked == [
        (Path("python"), "-m", "pip", "install", "--upgrade", "attrs", "coverage[toml]>=7")
    ]


def test_an_interrupted_project_install_is_done_again(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That the wheel is installed is written down last: stopped on the way, it is not."""
    python = tree / "bin" / "python"
    (tree / "installed").write_text("old", encoding="ascii")

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(environment, "run", stopped)
    with pytest.raises(KeyboardInterrupt):
        environment.put(python, ["x.whl"], "new")
    assert not (tree / "installed").exists()


@pytest.mark.parametrize("text", SAID)
def test_a_failure_is_one_sentence_that_says_what_to_do(text: str) -> None:
    """Whatever pip says, one line comes of it, and the cause is in it."""
    said = advice(text)
    assert SAID[text] in said
    assert "\n" not in said


def test_an_old_python_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is made, it is said which Python it is and how to name another."""
    monkeypatch.setattr(sys, "version_info", (3, 10, 13))
    with pytest.raises(Cannot, match=r"3\.11 or later is needed, .* is 3\.10\. .* PYTHON="):
        environment.environment("venv", ["x"])


def test_a_tree_that_cannot_be_written_is_named(tree: Path) -> None:
    """Where .make cannot be made, the sentence names the folder."""
    (tree / ".make").write_text("")
    with pytest.raises(Cannot, match=r"cannot be written: .*\.make"):
        environment.environment("venv", ["x"])


def test_a_part_that_has_no_tests_names_those_that_have(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`make quick PART=nothing` lists the parts, and ends with 1."""
    monkeypatch.setattr(sys, "argv", ["start", "quick", "nothing"])
    assert start.main() == 1
    assert "rule" in capsys.readouterr().err
