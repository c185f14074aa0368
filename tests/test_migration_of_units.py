"""A plan of before, whose cells named several units of which only the first was kept."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from sqlalchemy import Connection, text

from storage.database import Database
from storage.ground.text import fold
from storage.migrate import configuration, migrate
from tests.databases import empty_url

UNITS = ["Sở Thử", "Văn phòng", "Phòng Nghiệp vụ", "Thanh tra", "Ban Văn hóa, Thể thao"]
# what the plan said → units that lead it, too
TASKS = {
    "Văn phòng": [],
    "Văn phòng, Phòng Nghiệp vụ và Thanh tra": [3, 4],
    "Văn phòng; PHÒNG NGHIỆP VỤ": [3],
    "Văn phòng (chủ trì), Thanh tra": [],  # who works with it is found when the file comes again
    "Văn phòng, Phòng không có": [],
    "Văn phòng, Văn phòng": [],
}


def _in_use(connection: Connection) -> None:
    command.upgrade(configuration(connection), "0020")
    metadata = sa.MetaData()
    metadata.reflect(connection)

    def add(table: str, **values: object) -> None:
        connection.execute(sa.insert(metadata.tables[table]).values(values))

    for number, name in enumerate(UNITS, start=1):
        add("unit", id=number, parent_id=1 if number > 1 else None, name=name, folded_name=fold(name))
    add("unit", id=9, parent_id=None, name="Thanh tra", folded_name="thanh tra")
    add("plan", id=1, unit_id=1, year=2026, title="Kế hoạch", imported_at=datetime(2026, 1, 1, tzinfo=UTC))
    add("area", id=1, plan_id=1, position=1, numeral="I", name="Điều hành")
    texts = {"title": "Việc", "product": "", "deadline_text": "", "deadline_kind": "trigger", "note": ""}
    for number, lead in enumerate(TASKS, start=1):
        add("task", id=number, plan_id=1, area_id=1, unit_id=2, number=number, lead=lead, **texts)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return empty_url(request.param, tmp_path)


async def test_units_that_the_plan_named_and_that_exist_lead_the_task_too(url: str) -> None:
    database = Database(url)
    async with database.write(beside=True) as db:
        await db.run_sync(_in_use)
    await migrate(database)
    async with database.read() as db:
        rows = await db.execute(
            text("SELECT task_id, unit_id, part, position FROM task_unit ORDER BY task_id, position")
        )
        expected = [
            (task, unit, "lead", position)
            for task, units in enumerate(TASKS.values(), start=1)
            for position, unit in enumerate(units, start=1)
        ]
        assert list(map(tuple, rows)) == expected
        assert (await db.execute(text("SELECT DISTINCT unit_id FROM task"))).scalar_one() == 2
    await database.close()
