"""The real files that stand beside the repository where the project is developed, and nowhere else."""

from pathlib import Path

import pytest

_SHARED = Path(__file__).parents[2] / "shared"


def shared_file(name: str) -> Path:
    """Skips the test where the file is not there."""
    return _there("data", name)


def shared_import(name: str) -> Path:
    """A small file of `cases/imports`. Skips the test where it is not there."""
    return _there("cases/imports", name)


def _there(folder: str, name: str) -> Path:
    path = _SHARED / folder / name
    if not path.is_file():
        pytest.skip(f"the real file {path.name} is not beside this repository")
    return path
