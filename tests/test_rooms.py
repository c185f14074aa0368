"""What each part of the program may know, where import-linter cannot see it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CHANNELS = {"web", "kiosk", "telegram", "zalo", "zalo_bot"}
# Each channel's own parts, what puts the channels together, and the one place where their names become words.
OWN = (
    "bot/application.py",
    "bot/channels/",
    "bot/demo/",
    "handlers/citizens/kiosk.py",
    "handlers/citizens/rating_page.py",
    "handlers/words/keys.py",
    "storage/ground/channels.py",
    "storage/messages/conversations.py",
    "storage/people/sessions.py",
)


def _modules(*rooms: str) -> Iterator[tuple[str, ast.Module]]:
    for room in rooms:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def _asks_for_a_name(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom) and node.module == "storage.ground.channels":
        return any(alias.name.isupper() for alias in node.names)
    values = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
    return any(isinstance(value, ast.Constant) and value.value in CHANNELS for value in values)


@pytest.mark.parametrize("room", ["bot", "handlers", "storage"])
def test_no_part_that_serves_every_channel_asks_for_the_name_of_one(room: str) -> None:
    found = [
        f"{name}:{node.lineno}"
        for name, tree in _modules(room)
        if not name.startswith(OWN)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom | ast.Compare) and _asks_for_a_name(node)
    ]
    assert found == []


def _takes_a_row_by_its_order(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return False
    starred = [argument.value for argument in node.args if isinstance(argument, ast.Starred)]
    of_a_row = any(isinstance(value, ast.Name | ast.Subscript) or _awaits(value) for value in starred)
    return of_a_row and node.func.id.lstrip("_")[:1].isupper()


def _awaits(node: ast.AST) -> bool:
    return any(isinstance(inner, ast.Await) for inner in ast.walk(node))


def test_no_dataclass_is_filled_in_the_order_of_a_select() -> None:
    """`Row(*row)` puts a value into the wrong field as soon as one of two lists changes; `storage/rows.py` does not."""
    found = [
        f"{name}:{node.lineno}"
        for name, tree in _modules("storage")
        if "/migrations/" not in name
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _takes_a_row_by_its_order(node)
    ]
    assert found == []


@pytest.mark.parametrize("room", ["bot", "handlers"])
def test_only_the_intake_says_when_ratings_are_written(room: str) -> None:
    """A handler that had to write them before it reads would forget it one day."""
    found = {
        name
        for name, tree in _modules(room)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "write_ratings"
    }
    assert found <= {"bot/batch.py"}


def test_the_page_of_the_rooms_names_each_of_them() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    words = set(re.findall(r"[a-z_]+", page))
    rooms = {path.name for room in ("bot", "handlers", "storage") for path in (ROOT / room).iterdir() if path.is_dir()}
    assert sorted(rooms - words - {"__pycache__"}) == []
    loose = {path.stem for path in (ROOT / "storage").glob("*.py")} - {"__init__"}
    assert sorted(loose - words) == []
