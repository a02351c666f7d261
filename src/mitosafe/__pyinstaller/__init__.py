"""Where PyInstaller finds what it must be told to freeze a program that uses the package."""

from __future__ import annotations

from pathlib import Path


def hook_folders() -> list[str]:
    """Return the folders that hold hooks; named in `pyproject.toml` as an entry point.

    Returns:
        This folder, which holds `hook-mitosafe.py`.
    """
    return [str(Path(__file__).parent)]
