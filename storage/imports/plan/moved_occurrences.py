"""What an amended deadline makes of occurrences that were reported as done: a report counts for the day that has taken
the place of its own, and where none has, the task is open again. A person sees that before it is written."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from storage.database import Connection
from storage.imports.plan.changing import DEADLINE, Changes
from storage.plan.occurrences import fulfilled_by


@dataclass(frozen=True, slots=True)
class Moved:
    """Days of a task's deadline that are done: by the plan as it is, by the plan as it would be."""

    old: Collection[date]
    new: Collection[date]


async def moved_occurrences(db: Connection, changes: Changes, today: date) -> Mapping[int, Moved]:
    """Task → its done days, where they become others."""
    amended = [change for change in changes.tasks if change.differs(*DEADLINE)]
    before = {change.old.id: _days(change.old._asdict()) for change in amended if change.old is not None}
    after = {change.old.id: _days(change.values) for change in amended if change.old is not None}
    was, will_be = await fulfilled_by(db, before, today), await fulfilled_by(db, after, today)
    moved = {}
    for task_id in before:
        old, new = was.get(task_id, {}).keys(), will_be.get(task_id, {}).keys()
        several = len(before[task_id]) > 1 or len(after[task_id]) > 1
        once = before[task_id] and after[task_id] and bool(old) != bool(new)
        if old != new and (several or once):
            moved[task_id] = Moved(sorted(old), sorted(new))
    return moved


def _days(values: Mapping[str, Any]) -> list[date]:
    """All of them, one where it is due once, none where it is never due."""
    if values["deadline_days"]:
        return [date.fromisoformat(day) for day in values["deadline_days"]]
    return [values["deadline_on"]] if values["deadline_on"] else []
