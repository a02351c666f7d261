"""A file that is written beside its name: what is broken off never looks whole."""

from __future__ import annotations

import io
import os
import threading
from pathlib import Path
from typing import TextIO

import pytest

from mitosafe.screening import beside as module
from mitosafe.screening.beside import BROKEN_OFF, PARTIAL, beside


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the path of an earlier file."""
    path = tmp_path / "out.csv"
    path.write_text("earlier\n")
    path.chmod(0o600)
    return path


def test_a_whole_file_takes_the_name(path: Path) -> None:
    """The earlier file is there until the end; then the new one is, with its permissions."""
    with beside(path) as stream:
        stream.write("new\n")
        assert "earlier\n" == path.read_text()
    assert "new\n" == path.read_text()
    assert 0o600 == path.stat().st_mode & 0o777
    assert [path] == list(path.parent.iterdir())


def test_a_new_file_is_made(tmp_path: Path) -> None:
    """Where there was none, there is one."""
    with beside(tmp_path / "new.csv") as stream:
        stream.write("\ud800")
    assert "\\ud800" == (tmp_path / "new.csv").read_text()


@pytest.mark.parametrize("broken", [KeyboardInterrupt, SystemExit, RuntimeError])
def test_a_file_that_is_broken_off_says_so(path: Path, broken: type[BaseException]) -> None:
    """The earlier file stays; the new one says in its name and its last line that it is partial."""

    def rows(stream: TextIO) -> None:
        stream.write("a row\n")
        raise broken

    with pytest.raises(broken), beside(path) as stream:
        rows(stream)
    assert "earlier\n" == path.read_text()
    assert f"a row\n{BROKEN_OFF}" == path.with_name(path.name + PARTIAL).read_text()


class Full(io.StringIO):
    """A stream to a disk that is full."""

    def write(self, _: str) -> int:
        """Refuse."""
        raise OSError(28, "No space left on device")


def test_a_full_disk_is_said_by_the_name(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last line cannot be written either; the earlier file stays all the same."""
    monkeypatch.setattr(module, "_opened", lambda _: Full())
    with pytest.raises(OSError, match="No space left"), beside(path) as stream:
        stream.write("a row\n")
    assert "earlier\n" == path.read_text()


def test_a_link_is_followed(path: Path, tmp_path: Path) -> None:
    """A link stays one, and the file to which it leads is the new one."""
    link = tmp_path / "link.csv"
    link.symlink_to(path)
    with beside(link) as stream:
        stream.write("new\n")
    assert link.is_symlink()
    assert "new\n" == path.read_text()


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    """What is no regular file stays what it is."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    with beside(pipe) as stream:
        stream.write("new\n")
    reader.join()
    assert ["new\n"] == read
    assert pipe.is_fifo()
