"""How the tasks of several years' plans stood at the end of several days: counted, with one statement for all."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import union_all

from storage.database import Connection
from storage.plan.occurrences import fulfilled_at
from storage.plan.task_query import standing
from storage.plan.tasks import Standing, TaskState, as_of_one_day, days_asked


@dataclass(frozen=True, slots=True)
class TasksThen:
    all: int
    done: int
    overdue: int


async def tasks_then(db: Connection, unit_ids: Collection[int], at: Sequence[tuple[int, date]]) -> list[TasksThen]:
    """`at`: of which year, at the end of which day. Counts one for each of these."""
    values: dict[str, Any] = {"units": list(unit_ids)}
    for place, (year, day) in enumerate(at):
        values |= {f"year_{place}": year, f"as_of_{place}": day}
    found = (await db.execute(_statement(len(at)), values)).all()
    days_of, once_of = days_asked(found)
    fulfilled = await fulfilled_at(db, days_of | once_of, {day for _, day in at})
    states: list[list[Standing]] = [[] for _ in at]
    for row in found:
        done = fulfilled[at[row.place][1]].get(row.id, {})
        told = {"last_state": row.last_state, "done_on": row.done_on}
        if row.id in once_of:
            told |= as_of_one_day(done)
            done = {}
        columns = {"deadline_on": row.deadline_on, "last_on": row.last_on, "as_of": at[row.place][1]}
        states[row.place].append(Standing(**columns, **told, days=days_of.get(row.id, ()), fulfilled=done))
    return [_counted(tasks) for tasks in states]


def _counted(tasks: Sequence[Standing]) -> TasksThen:
    overdue = sum(task.state is TaskState.OVERDUE for task in tasks)
    return TasksThen(len(tasks), sum(task.is_done for task in tasks), overdue)


@cache
def _statement(count: int) -> Any:
    return union_all(*(standing(place) for place in range(count))) if count > 1 else standing(0)
