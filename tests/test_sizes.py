"""Functions of about 25 lines, files of about 200; what is longer is listed with its reason in `longer.toml`."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
LONGER = tomllib.loads(Path(__file__).with_name("longer.toml").read_text("utf-8"))
LINES_OF_A_FILE, LINES_OF_A_FUNCTION = 200, 25
MOST_OF_A_FILE, MOST_OF_A_FUNCTION = 250, 45


def _files() -> Iterator[tuple[str, str]]:
    """Name and text of each module; a migration stays as it was published."""
    for room in ("bot", "handlers", "storage", "tests"):
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(ROOT).as_posix(), path.read_text("utf-8")


@cache
def _lengths() -> tuple[dict[str, int], dict[str, int]]:
    """Lines of each file, without empty ones; lines below the first of each function."""
    files: dict[str, int] = {}
    functions: dict[str, int] = {}
    for name, text in _files():
        files[name] = sum(1 for line in text.splitlines() if line.strip())
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                key = f"{name}::{node.name}"
                functions[key] = max(functions.get(key, 0), (node.end_lineno or 0) - node.lineno)
    return files, functions


def test_no_function_and_no_file_outgrows_the_reader() -> None:
    files, functions = _lengths()
    assert {name: lines for name, lines in files.items() if lines > MOST_OF_A_FILE} == {}
    assert {name: lines for name, lines in functions.items() if lines > MOST_OF_A_FUNCTION} == {}


def test_what_is_longer_than_agreed_is_listed_with_its_reason_and_nothing_else_is() -> None:
    files, functions = _lengths()
    long_files = {name for name, lines in files.items() if lines > LINES_OF_A_FILE}
    long_functions = {name for name, lines in functions.items() if lines > LINES_OF_A_FUNCTION}
    assert sorted(long_files ^ LONGER["files"].keys()) == []
    assert sorted(long_functions ^ LONGER["functions"].keys()) == []
