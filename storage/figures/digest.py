"""What changed in a week, counted for the digest."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import distinct, func, select

from storage.database import Connection
from storage.ground.days.periods import Period
from storage.models import Progress, ProgressState, Task
from storage.rows import all_as


@dataclass(frozen=True, slots=True)
class WeekNews:
    """`reports`: how many, on `tasks` different tasks, of which `done` were reported done."""

    reports: int
    tasks: int
    done: int


async def news_of_week(db: Connection, unit_ids: Collection[int], week: Period) -> WeekNews:
    done = func.count(distinct(Progress.task_id)).filter(Progress.state == ProgressState.DONE)
    statement = (
        select(
            func.count().label("reports"),
            func.count(distinct(Progress.task_id)).label("tasks"),
            done.label("done"),
        )
        .select_from(Progress)
        .join(Task, Task.id == Progress.task_id)
        .where(Task.unit_id.in_(unit_ids), Progress.undone_at.is_(None))
        .where(Progress.reported_on.between(week.first, week.last))
    )
    [news] = all_as(WeekNews, await db.execute(statement))
    return news
