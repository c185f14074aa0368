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
    *("sqlalchemy.orm", "sqlalchemy.ext"),
    *("handlers.report.making", "handlers.report.template.example", "handlers.making.workbooks.workbook"),
    "handlers.making.lint_rules.linting",
)
AT_START = {
    *("bot", "handlers", "storage"),
    *("sqlalchemy", "aiosqlite"),
    *("pydantic", "pydantic_core", "pydantic_settings", "annotated_types", "typing_inspection", "dotenv"),
    *("starlette", "anyio", "uvicorn", "click", "h11", "python_multipart", "jinja2", "markupsafe"),
    *("limits", "deprecated", "packaging", "wrapt"),
    *("babel", "typing_extensions"),
}
COMMAND_LINE = ("typer", "rich", "difflib")
_OF_PYTHON = ("_sysconfigdata", "_cython", "cython_runtime", "__mp_main__")  # whatever system and builder call theirs
_LOADED = "import sys; before = set(sys.modules); import {module}; print(*sorted(set(sys.modules) - before))"


@pytest.mark.parametrize("module", ["bot.commands.running", "bot.commands.cli"])
def test_what_is_needed_later_is_loaded_later(module: str) -> None:
    loaded = _loaded_with(module)
    assert module in loaded
    assert set(LATER) & loaded == set()
    if module == "bot.commands.running":
        assert set(COMMAND_LINE) & loaded == set()


def test_a_bot_that_waits_has_loaded_these_libraries_and_no_other() -> None:
    libraries = {name.partition(".")[0] for name in _loaded_with("bot.commands.running")} - sys.stdlib_module_names
    assert {name for name in libraries if not name.startswith(_OF_PYTHON)} == AT_START


def _loaded_with(module: str) -> set[str]:
    script = _LOADED.format(module=module)
    return set(
        subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.split()
    )
