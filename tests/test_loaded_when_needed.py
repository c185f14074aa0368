"""What a bot that only waits does not need is not in its memory (docs/decisions/loaded-when-needed.md)."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LATER = (
    *("docx", "docxtpl", "lxml", "xlsxwriter", "PIL", "python_calamine"),
    *("telegram", "aiohttp", "asyncpg", "alembic", "mako", "rapidfuzz", "segno", "holidays"),
    *("storage.imports.importing", "storage.imports.storing", "storage.imports.files.files"),
)
COMMAND_LINE = ("typer", "rich", "difflib")
_LOADED = "import sys; before = set(sys.modules); import {module}; print(*sorted(set(sys.modules) - before))"


@pytest.mark.parametrize("module", ["bot.commands.running", "bot.commands.cli"])
def test_what_is_needed_later_is_loaded_later(module: str) -> None:
    script = _LOADED.format(module=module)
    loaded = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert module in loaded.stdout.split()
    assert set(LATER) & set(loaded.stdout.split()) == set()
    if module == "bot.commands.running":
        assert set(COMMAND_LINE) & set(loaded.stdout.split()) == set()
