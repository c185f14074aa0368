"""What is stored of a unit's plans for a year, as a file is compared with it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, select

from storage.database import Connection
from storage.models import Area, Plan, PlanVersion, Progress, Task
from storage.plan.names import plan_name
from storage.plan.task_units import OtherUnit, others_of


@dataclass(frozen=True, slots=True)
class StoredArea:
    id: int
    position: int
    numeral: str
    name: str

    @property
    def label(self) -> str:
        return f"{self.numeral}. {self.name}".removeprefix(". ")


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """`tasks`: rows of the table, also of tasks that were removed; with `reports`, their number that stand.
    `others`: task → its further units.
    `versions`: those imported so far; `is_shown`: one of them was not taken back."""

    id: int
    year: int
    title: str
    imported_title: str
    number: str
    symbol: str
    issued_on: date | None
    versions: int
    is_shown: bool
    areas: dict[int, StoredArea] = field(default_factory=dict)
    tasks: dict[int, Any] = field(default_factory=dict)
    others: dict[int, list[OtherUnit]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return plan_name(self.number, self.symbol, self.title, self.year)

    @property
    def present(self) -> list[Any]:
        return [task for task in self.tasks.values() if task.removed_at is None]


async def stored_plans(db: Connection, unit_id: int, year: int) -> list[StoredPlan]:
    standing = (func.count(PlanVersion.id) - func.count(PlanVersion.undone_at)).label("standing")
    columns = (Plan.id, Plan.title, Plan.imported_title, Plan.number, Plan.symbol, Plan.issued_on)
    statement = (
        select(*columns, func.coalesce(func.max(PlanVersion.ordinal), 0).label("versions"), standing)
        .outerjoin(PlanVersion, PlanVersion.plan_id == Plan.id)
        .where(Plan.unit_id == unit_id, Plan.year == year)
        .group_by(*columns)
        .order_by(Plan.id)
    )
    plans = {
        row.id: StoredPlan(
            row.id, year, row.title, row.imported_title, row.number, row.symbol, row.issued_on, row.versions,
            is_shown=bool(row.standing),
        )
        for row in await db.execute(statement)
    }  # fmt: skip
    await _fill(db, plans)
    return list(plans.values())


async def _fill(db: Connection, plans: dict[int, StoredPlan]) -> None:
    areas = select(Area.plan_id, Area.id, Area.position, Area.numeral, Area.name).where(Area.plan_id.in_(plans))
    for row in await db.execute(areas):
        plans[row.plan_id].areas[row.id] = StoredArea(row.id, row.position, row.numeral, row.name)
    reports = (
        select(func.count())
        .where(Progress.task_id == Task.id, Progress.undone_at.is_(None))
        .correlate(Task)
        .scalar_subquery()
    )
    tasks = select(Task, reports.label("reports")).where(Task.plan_id.in_(plans)).order_by(Task.number, Task.id)
    for row in await db.execute(tasks):
        plans[row.plan_id].tasks[row.id] = row
    for plan in plans.values():
        plan.others.update(await others_of(db, list(plan.tasks)))
