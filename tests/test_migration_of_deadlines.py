"""What an earlier version made of the words of a deadline is read again, seen among the imports, and taken back."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from sqlalchemy import Connection, select

from storage.database import Database
from storage.ground.kinds import DeadlineKind
from storage.migrate import configuration, migrate
from storage.models import ImportMode, Task
from storage.plan.plans import last_standing, own_plan, undo_import, versions_of
from tests.databases import empty_url

YEAR = 2098  # one that is not over when the test runs
# words, as they were read → as they are read
TASKS = [
    ("Trước 15/6 và 15/12", ("date", date(YEAR, 12, 15)), (DeadlineKind.DATE, date(YEAR, 12, 15), ["06-15", "12-15"])),
    ("Thường xuyên, hoàn thành quý IV", ("continuous", None), (DeadlineKind.DATE, date(YEAR, 12, 31), [])),
    ("Quý II", ("date", date(YEAR, 6, 30)), (DeadlineKind.DATE, date(YEAR, 6, 30), [])),
    ("Phục vụ kiểm tra 30/6", ("date", date(YEAR, 6, 30)), (DeadlineKind.DATE, date(YEAR, 6, 30), [])),
    ("05/06", ("date", date(YEAR, 5, 6)), (DeadlineKind.DATE, date(YEAR, 5, 6), [])),
    ("", ("date", date(YEAR, 12, 31)), (DeadlineKind.DATE, date(YEAR, 12, 31), [])),
]


def _in_use(connection: Connection) -> None:
    command.upgrade(configuration(connection), "0022")
    metadata = sa.MetaData()
    metadata.reflect(connection)

    def add(table: str, **values: object) -> None:
        connection.execute(sa.insert(metadata.tables[table]).values(values))

    at = datetime(2026, 1, 1, tzinfo=UTC)
    add("unit", id=1, parent_id=None, name="Sở Thử", folded_name="so thu")
    for plan, year in ((1, YEAR), (2, 2001)):
        add("plan", id=plan, unit_id=1, year=year, title="Kế hoạch", imported_title="Kế hoạch", imported_at=at)
        add("plan_version", plan_id=plan, ordinal=1, mode="new", title="Kế hoạch", file_name="", digest="",
            imported_at=at)  # fmt: skip
        add("area", id=plan, plan_id=plan, position=1, numeral="I", name="Điều hành")
    texts = {"title": "Việc", "product": "", "note": "", "lead": "", "deadline_days": []}
    for number, (words, (kind, on), _) in enumerate(TASKS, start=1):
        add("task", id=number, plan_id=1, area_id=1, unit_id=1, number=number, deadline_text=words, deadline_kind=kind,
            deadline_on=on, **texts)  # fmt: skip
    add("task", id=90, plan_id=2, area_id=2, unit_id=1, number=1, deadline_text="Tháng 6", deadline_kind="continuous",
        **texts)  # fmt: skip


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return empty_url(request.param, tmp_path)


async def test_deadlines_of_running_plans_are_read_again_as_a_step_that_can_be_taken_back(url: str) -> None:
    database = Database(url)
    async with database.write(beside=True) as db:
        await db.run_sync(_in_use)
    await migrate(database)
    columns = select(Task.deadline_kind, Task.deadline_on, Task.deadline_days).order_by(Task.id)
    async with database.write(beside=True) as db:
        found = [tuple(row) for row in await db.execute(columns)]
        assert found[:-1] == [(kind, on, [f"{YEAR}-{day}" for day in days]) for _, _, (kind, on, days) in TASKS]
        assert found[-1] == (DeadlineKind.CONTINUOUS, None, [])  # of a year that is over
        [last, first] = await versions_of(db, 1)
        assert (last.mode, first.mode) == (ImportMode.REREAD, ImportMode.NEW)
        assert last_standing([last, first]) == last
        assert (await own_plan(db, [1], 1)).versions == 1  # nobody has imported it twice
        assert [version.mode for version in await versions_of(db, 2)] == [ImportMode.NEW]
        await undo_import(db, 1, last.id, datetime(2026, 2, 1, tzinfo=UTC))
        before: list[tuple[object, ...]] = [(DeadlineKind(kind), on, []) for _, (kind, on), _ in TASKS]
        assert [tuple(row) for row in await db.execute(columns)][:-1] == before
    await database.close()
