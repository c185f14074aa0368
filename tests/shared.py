"""The real files that stand beside the repository where the project is developed, and nowhere else."""

from pathlib import Path

import pytest

_SHARED = Path(__file__).parents[2] / "shared"


def shared_file(name: str) -> Path:
    """Skips the test where the file is not there."""
    return _found(_SHARED / "data" / name)


def shared_case(name: str) -> Path:
    """A small file that was read wrongly once."""
    return _found(_SHARED / "cases" / "imports" / name)


def _found(path: Path) -> Path:
    if not path.is_file():
        pytest.skip(f"the real file {path.name} is not beside this repository")
    return path
