"""A plan is edited and imported again and again: tasks keep their ids, and each import can be taken back."""

import random
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from storage.database import Connection, Database
from storage.ground.deadlines.due_days import Deadline
from storage.ground.kinds import DeadlineKind
from storage.imports.plan.matching import Given
from storage.imports.plan.plan import PlanFile, PlannedTask
from storage.imports.plan.storing import store_plan
from storage.imports.questions import NO_ANSWERS, Ask, FileQuestion, Unanswered
from storage.models import Area, Task
from storage.people.units import add_unit
from storage.plan.plans import last_standing, undo_import, versions_of
from tests.test_plan_matching import EDITS, Row, a_plan, edited, numbered

NOW = datetime(2026, 6, 15, tzinfo=UTC)
UNCLEAR = Deadline(DeadlineKind.TRIGGER, None)


def a_file(rows: list[Row]) -> PlanFile:
    tasks = [
        PlannedTask(
            index, row.number, f"A{row.area}", f"Nội dung {row.area}", row.title, "", "", UNCLEAR, "", row.details
        )
        for index, (_, row) in enumerate(rows, start=2)
    ]
    return PlanFile(2026, "Kế hoạch", tasks, [])


async def imports(db: Connection, unit_id: int, rows: list[Row]) -> None:
    """Every question is answered rightly."""
    answers = NO_ANSWERS
    while True:
        try:
            await store_plan(db, unit_id, a_file(rows), NOW, write=True, answers=answers)
            return
        except Unanswered as asked:
            answers = answers.with_answer(asked.question.ask, _right(asked.question, rows), asked.question.about)


def _right(question: FileQuestion, rows: list[Row]) -> str:
    if question.ask is Ask.PLAN:
        return next(choice.value for choice in question.choices if choice.value.startswith("replace"))
    task_id = next(task_id for task_id, row in rows if str(row.number) == question.about)
    return str(task_id) if task_id else "new"


async def present(db: Connection) -> dict[int, tuple[Any, ...]]:
    statement = select(Task.id, Task.number, Task.title, Area.name, Area.position).join(Area, Area.id == Task.area_id)
    rows = await db.execute(statement.where(Task.removed_at.is_(None)))
    return {row.id: tuple(row)[1:] for row in rows}


async def known(db: Connection, rows: list[Row]) -> list[Row]:
    """With the ids that new rows were given."""
    ids = {number: task_id for task_id, (number, *_) in (await present(db)).items()}
    return [(task_id or ids[row.number], row) for task_id, row in rows]


@pytest.mark.parametrize("seed", range(4))
async def test_tasks_keep_their_ids_and_each_import_is_taken_back(database_url: str, seed: int) -> None:
    database, drawn = Database(database_url), random.Random(seed)
    async with database.write(beside=True) as db:
        unit_id = (await add_unit(db, "Sở Thử", None)).id
        rows: list[Row] = [(None, task) for task in a_plan(seed)]
        await imports(db, unit_id, rows)
        states = [await present(db)]
        rows = await known(db, rows)
        for _ in range(3):
            for _ in range(4):
                rows = edited(rows, drawn.choice(EDITS), drawn)
            rows = numbered(rows)
            await imports(db, unit_id, rows)
            now = await present(db)
            assert all(now[task_id][:2] == (row.number, row.title) for task_id, row in rows if task_id)
            assert len(now) == len(rows)
            rows = await known(db, rows)
            states.append(now)
        for state in states[-2::-1]:
            [version] = [last_standing(await versions_of(db, 1))]
            assert version is not None
            await undo_import(db, 1, version.id, NOW)
            assert _without_positions(await present(db)) == _without_positions(state)
    await database.close()


def _without_positions(state: dict[int, tuple[Any, ...]]) -> dict[int, tuple[Any, ...]]:
    return {task_id: values[:3] for task_id, values in state.items()}


async def test_what_a_person_corrected_since_stays_when_the_import_is_taken_back(database_url: str) -> None:
    database = Database(database_url)
    async with database.write(beside=True) as db:
        unit_id = (await add_unit(db, "Sở Thử", None)).id
        rows: list[Row] = [(None, Given(index, "I", f"Rà soát quy chế số {index} của Sở")) for index in range(1, 5)]
        await imports(db, unit_id, rows)
        rows = [(task_id, replace(row, details="ghi chú mới")) for task_id, row in await known(db, rows)]
        await imports(db, unit_id, rows)
        [first, second, *_] = sorted(await present(db))
        await db.execute(Task.__table__.update().where(Task.id == first).values(note="sửa tay"))
        version = last_standing(await versions_of(db, 1))
        assert version is not None
        await undo_import(db, 1, version.id, NOW)
        notes = {row.id: row.note for row in await db.execute(select(Task.id, Task.note))}
        assert (notes[first], notes[second]) == ("sửa tay", "")
    await database.close()
