"""Tasks that a plan leaves to the year after it."""

from collections.abc import Collection
from datetime import date

from storage.database import Connection
from storage.plan.tasks import TaskRow, TaskState, tasks_of_year


async def carried_over(db: Connection, unit_ids: Collection[int], year: int, as_of: date) -> list[TaskRow]:
    """What the plan of the year before asked for and is still not done: a plan ends, its tasks do not."""
    tasks = await tasks_of_year(db, unit_ids, year - 1, as_of)
    return [task for task in tasks if task.state is TaskState.OVERDUE]


async def carried_and_done(
    db: Connection, unit_ids: Collection[int], year: int, first: date, last: date
) -> list[TaskRow]:
    """What the plan of the year before asked for and was done in these days, after its deadline."""
    tasks = await tasks_of_year(db, unit_ids, year - 1, last)
    return [task for task in tasks if task.state is TaskState.DONE_LATE and first <= task.last_done_on <= last]
