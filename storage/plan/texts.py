"""The words of a year's plans: read as a whole, and corrected one by one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select, update

from storage.database import Connection
from storage.ground.deadlines.due_days import Deadline
from storage.models import Area, Plan, Progress, ProgressFile, Task, Unit
from storage.plan.names import plan_name
from storage.plan.searching import searchable

TASK_TEXTS = ("title", "product", "note")


@dataclass(frozen=True, slots=True)
class TaskTexts:
    id: int
    number: int
    area_numeral: str
    area_name: str
    title: str
    product: str
    deadline: Deadline
    note: str


@dataclass(frozen=True, slots=True)
class PlanTexts:
    """`whole`: all of the plan's tasks are among these."""

    id: int
    unit: str
    title: str
    name: str
    tasks: Sequence[TaskTexts]
    whole: bool


async def plans_of_year(db: Connection, unit_ids: Collection[int], year: int) -> list[PlanTexts]:
    """The plans in which these units have tasks, with the tasks of these units only."""
    plans = (
        select(Plan.id, Unit.name, Plan.title, Plan.number, Plan.symbol, func.count())
        .join(Unit, Unit.id == Plan.unit_id)
        .join(Task, Task.plan_id == Plan.id)
        .where(Plan.year == year, Task.removed_at.is_(None))
        .group_by(Plan.id, Unit.name, Plan.title, Plan.number, Plan.symbol)
        .order_by(Plan.id)
    )
    tasks = await _tasks(db, unit_ids, year)
    return [
        PlanTexts(plan_id, unit, title, plan_name(number, symbol, title, year), own, whole=len(own) == count)
        for plan_id, unit, title, number, symbol, count in await db.execute(plans)
        if (own := tasks.get(plan_id))
    ]


async def _tasks(db: Connection, unit_ids: Collection[int], year: int) -> dict[int, list[TaskTexts]]:
    """The tasks by plan."""
    statement = (
        select(
            Task.plan_id,
            Task.id,
            Task.number,
            Area.numeral,
            Area.name,
            Task.title,
            Task.product,
            Task.deadline_kind,
            Task.deadline_on,
            Task.note,
        )
        .join(Area, Area.id == Task.area_id)
        .join(Plan, Plan.id == Task.plan_id)
        .where(Plan.year == year, Task.unit_id.in_(unit_ids), Task.removed_at.is_(None))
        .order_by(Task.plan_id, Task.number)
    )
    found: dict[int, list[TaskTexts]] = {}
    for row in await db.execute(statement):
        deadline = Deadline(row.deadline_kind, row.deadline_on)
        texts = TaskTexts(row.id, row.number, row.numeral, row.name, row.title, row.product, deadline, row.note)
        found.setdefault(row.plan_id, []).append(texts)
    return found


async def tasks_with_files(db: Connection, unit_ids: Collection[int], year: int, as_of: date) -> set[int]:
    """The tasks that had a report with a file by that day."""
    statement = (
        select(Progress.task_id)
        .join(ProgressFile, ProgressFile.progress_id == Progress.id)
        .join(Task, Task.id == Progress.task_id)
        .join(Plan, Plan.id == Task.plan_id)
        .where(Plan.year == year, Task.unit_id.in_(unit_ids))
        .where(Progress.undone_at.is_(None), Progress.reported_on <= as_of)
    )
    return set((await db.scalars(statement)).all())


async def set_task_text(db: Connection, task_id: int, name: str, text: str) -> None:
    """`name`: one of TASK_TEXTS."""
    columns = (Task.title, Task.product, Task.note)
    row = (await db.execute(select(*columns).where(Task.id == task_id))).one()
    texts = dict(zip(TASK_TEXTS, row, strict=True)) | {name: text}
    values = {name: text, "folded_words": searchable(*texts.values())}
    await db.execute(update(Task).where(Task.id == task_id).values(values))


async def plan_title(db: Connection, unit_ids: Collection[int], plan_id: int) -> str | None:
    """None where the plan is not one of these units."""
    statement = select(Plan.title).where(Plan.id == plan_id, Plan.unit_id.in_(unit_ids))
    return (await db.scalars(statement)).one_or_none()


async def set_plan_title(db: Connection, plan_id: int, title: str) -> None:
    await db.execute(update(Plan).where(Plan.id == plan_id).values(title=title))
