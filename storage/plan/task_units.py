"""Which units have to do with a task, and what they may: the one that answers is chased and counted, others that lead
may report, those that work with them see."""

import enum
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, exists, insert, select, update

from storage.database import Connection
from storage.models import Task, TaskUnit, Unit, UnitPart

# One statement has no more than this many tasks in it: databases allow so many values only.
_AT_ONCE = 500


class Access(enum.StrEnum):
    """What a unit may with a task; each includes those before it."""

    SEES = "sees"
    REPORTS = "reports"
    ANSWERS = "answers"


_PARTS = {Access.SEES: tuple(UnitPart), Access.REPORTS: (UnitPart.LEAD,)}


@dataclass(frozen=True, slots=True)
class OtherUnit:
    """Beside the one that answers. `below`: with all units under it."""

    id: int
    name: str
    part: UnitPart
    below: bool


def concerns(units: Any, access: Access) -> ColumnElement[bool]:
    """A condition on `Task`: one of these units may do this with the task. `units`: ids, or an expanding parameter."""
    answers = Task.unit_id.in_(units)
    if access is Access.ANSWERS:
        return answers
    start = select(Unit.id, Unit.parent_id).where(Unit.id.in_(units)).cte(recursive=True)
    above = start.union(select(Unit.id, Unit.parent_id).where(Unit.id == start.c.parent_id))
    own = TaskUnit.unit_id.in_(units) | (TaskUnit.below & TaskUnit.unit_id.in_(select(above.c.id)))
    return answers | exists().where(TaskUnit.task_id == Task.id, TaskUnit.part.in_(_PARTS[access]), own)


_MAY = {
    access: select(Task.id).where(Task.id == bindparam("task"), concerns(bindparam("units", expanding=True), access))
    for access in Access
}


async def may(db: Connection, unit_ids: Collection[int], task_id: int, access: Access) -> bool:
    found = await db.scalars(_MAY[access], {"task": task_id, "units": list(unit_ids)})
    return found.one_or_none() is not None


_OTHERS = (
    select(TaskUnit.task_id, TaskUnit.unit_id, Unit.name, TaskUnit.part, TaskUnit.below)
    .join(Unit, Unit.id == TaskUnit.unit_id)
    .where(TaskUnit.task_id.in_(bindparam("tasks", expanding=True)))
    .order_by(TaskUnit.task_id, TaskUnit.position)
)


async def others_of(db: Connection, task_ids: Sequence[int]) -> dict[int, list[OtherUnit]]:
    """Task → its further units, those that lead first, as the plan names them; tasks without any have no entry."""
    found: dict[int, list[OtherUnit]] = {}
    for start in range(0, len(task_ids), _AT_ONCE):
        rows = await db.execute(_OTHERS, {"tasks": list(task_ids[start : start + _AT_ONCE])})
        for row in rows:
            found.setdefault(row.task_id, []).append(OtherUnit(row.unit_id, row.name, row.part, row.below))
    return {task_id: sorted(others, key=lambda other: other.part) for task_id, others in found.items()}


async def set_others(db: Connection, others: Mapping[int, Sequence[tuple[int, UnitPart, bool]]]) -> None:
    """Replaces the further units: task → (id, part, with all below), in their order."""
    if not others:
        return
    await db.execute(delete(TaskUnit).where(TaskUnit.task_id == bindparam("task")), [{"task": task} for task in others])
    rows = [
        {"task_id": task, "unit_id": unit, "part": part, "position": position, "below": below}
        for task, units in others.items()
        for position, (unit, part, below) in enumerate(units, start=1)
    ]
    if rows:
        await db.execute(insert(TaskUnit), rows)


async def add_other(db: Connection, task_id: int, unit_id: int, part: UnitPart) -> None:
    """Adds the unit by hand, behind the others of this part. Where it stood in the other part, it moves."""
    kept = [one for one in await _stored_others(db, task_id) if one[0] != unit_id]
    await _set_by_hand(db, task_id, [*kept, (unit_id, part, False)])


async def remove_other(db: Connection, task_id: int, unit_id: int) -> None:
    """Removes the unit by hand."""
    kept = [one for one in await _stored_others(db, task_id) if one[0] != unit_id]
    await _set_by_hand(db, task_id, kept)


async def _stored_others(db: Connection, task_id: int) -> list[tuple[int, UnitPart, bool]]:
    found = (await others_of(db, [task_id])).get(task_id, ())
    return [(other.id, other.part, other.below) for other in found]


async def _set_by_hand(db: Connection, task_id: int, others: Sequence[tuple[int, UnitPart, bool]]) -> None:
    await set_others(db, {task_id: others})
    await db.execute(update(Task).where(Task.id == task_id).values(units_by_hand=True))
