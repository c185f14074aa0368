"""What a bot that only waits does not need is not in its memory (docs/decisions/loaded-when-needed.md)."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LATER = (
    *("docx", "docxtpl", "lxml", "xlsxwriter", "PIL", "python_calamine"),
    *("telegram", "aiohttp", "asyncpg", "alembic", "mako", "rapidfuzz", "segno", "holidays"),
)
_LOADED = "import sys; before = set(sys.modules); import {module}; print(*sorted(set(sys.modules) - before))"


@pytest.mark.parametrize("module", ["bot.application", "bot.commands.cli"])
def test_what_is_needed_later_is_loaded_later(module: str) -> None:
    script = _LOADED.format(module=module)
    loaded = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert module in loaded.stdout.split()
    assert set(LATER) & set(loaded.stdout.split()) == set()
