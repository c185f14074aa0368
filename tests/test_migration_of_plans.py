"""Of a database of the oldest schema each plan becomes its first version."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from sqlalchemy import Connection, text

from storage.database import Database
from storage.imports.importing import parse_file
from storage.imports.parsed import FileKind
from storage.imports.questions import Ask, answered
from storage.imports.storing import store_parsed
from storage.migrate import configuration, migrate
from storage.plan.plans import last_standing, seen_plans, versions_of
from tests.databases import empty_url

ROWS = 2
# What is read as one of a few words; everything else may be anything.
WORDS = {"deadline_kind": "date", "state": "done", "role": "officer", "submitted": "direct", "channel": "web"}


def _value(column: sa.Column[Any], row: int) -> Any:
    if column.foreign_keys:
        own = next(iter(column.foreign_keys)).column.table is column.table
        return None if own else row
    kind = column.type
    if isinstance(kind, sa.JSON):
        return []
    if isinstance(kind, sa.Boolean):
        return False
    if isinstance(kind, sa.DateTime):
        return datetime(2026, 1, row, tzinfo=UTC)
    if isinstance(kind, sa.Date):
        return date(2026, 1, row)
    if isinstance(kind, sa.Integer):
        return row
    if isinstance(kind, sa.LargeBinary):
        return b"x"
    return f"{row}" * 64 if column.name.endswith("hash") else WORDS.get(column.name, f"{column.name} {row}")


def _nothing_is_removed(column: sa.Column[Any]) -> bool:
    return column.name not in ("removed_at", "undone_at")


def _in_use(connection: Connection) -> None:
    """Two rows in every table."""
    command.upgrade(configuration(connection), "0001")
    metadata = sa.MetaData()
    metadata.reflect(connection)
    for table in metadata.sorted_tables:
        if table.name != "alembic_version":
            rows = [
                {column.name: _value(column, row) for column in table.columns if _nothing_is_removed(column)}
                for row in range(1, ROWS + 1)
            ]
            connection.execute(sa.insert(table), rows)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return empty_url(request.param, tmp_path)


async def test_each_plan_is_its_first_version_and_can_be_imported_again(url: str) -> None:
    database = Database(url)
    async with database.write(beside=True) as db:
        await db.run_sync(_in_use)
    await migrate(database)
    async with database.write(beside=True) as db:
        [first, second] = await seen_plans(db, [1, 2], 9)
        assert [(plan.title, plan.year, plan.versions, plan.tasks) for plan in (second, first)] in (
            [("title 1", 1, 1, 1), ("title 2", 2, 1, 1)],
            [("title 2", 2, 1, 1), ("title 1", 1, 1, 1)],
        )
        assert last_standing(await versions_of(db, first.id)) is None
        words = (await db.execute(text("SELECT title, imported_title, imported_note FROM task ORDER BY id"))).all()
        assert words == [("title 1", "title 1", "note 1"), ("title 2", "title 2", "note 2")]
        if not database.is_sqlite:  # the rows came with ids of their own
            for name in ("task", "area", "plan", "unit", "plan_version"):
                await db.execute(text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), 9)"))
        content = "title 2\nNội dung trọng tâm,STT,Nhiệm vụ,Thời hạn\nI. A,1,Việc mới hẳn,Quý I\nI. A,2,title 2,Quý I\n"
        parsed = parse_file(content.encode(), "x.csv", answered(kind=FileKind.PLAN, year=2))
        replacing = answered(kind=FileKind.PLAN, year=2).with_answer(Ask.PLAN, "replace:2")
        outcome = await store_parsed(
            db, bytes(32), 2, parsed, datetime(2026, 2, 1, tzinfo=UTC), write=True, answers=replacing
        )
        assert (outcome.new, outcome.changed) == (1, 1)
        assert (await db.execute(text("SELECT number FROM task WHERE id = 2"))).scalar_one() == 2
    await database.close()
