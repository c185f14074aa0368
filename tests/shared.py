"""The real files that stand beside the repository where the project is developed, and nowhere else."""

from pathlib import Path

import pytest

_DATA = Path(__file__).parents[2] / "shared" / "data"


def shared_file(name: str) -> Path:
    """Skips the test where the file is not there."""
    path = _DATA / name
    if not path.is_file():
        pytest.skip(f"the real file {name} is not beside this repository")
    return path
