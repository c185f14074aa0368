"""Units that an import made, and that nothing else uses once it is taken back."""

from collections.abc import Collection, Iterator

from sqlalchemy import ColumnElement, delete, select, update

from storage.database import Connection
from storage.models import Plan, Task, TaskUnit, Unit


async def remove_unused(db: Connection, plan_id: int, unit_ids: Collection[int], task_ids: Collection[int]) -> None:
    """`task_ids`: tasks that left the plan with the import. They go to the plan's own unit; whose they are is read
    from the file when it comes again."""
    if not unit_ids:
        return
    unused = set(unit_ids) - await _used(db, unit_ids, task_ids)
    own = select(Plan.unit_id).where(Plan.id == plan_id).scalar_subquery()
    await db.execute(delete(TaskUnit).where(TaskUnit.task_id.in_(task_ids), TaskUnit.unit_id.in_(unused)))
    values = {"unit_id": own, "lead": "", "support": "", "units_by_hand": False}
    await db.execute(update(Task).where(Task.id.in_(task_ids), Task.unit_id.in_(unused)).values(values))
    await db.execute(delete(Unit).where(Unit.id.in_(unused)))


async def _used(db: Connection, unit_ids: Collection[int], task_ids: Collection[int]) -> set[int]:
    """Those of the units that anything but these tasks refers to."""
    left_out: dict[str, ColumnElement[bool]] = {
        Task.__tablename__: Task.id.not_in(task_ids),
        TaskUnit.__tablename__: TaskUnit.task_id.not_in(task_ids),
    }
    found: set[int] = set()
    for table, column in _references():
        statement = select(column).where(column.in_(unit_ids)).distinct()
        if table in left_out:
            statement = statement.where(left_out[table])
        found.update((await db.scalars(statement)).all())
    return found


def _references() -> Iterator[tuple[str, ColumnElement[int]]]:
    """Every column of every table that names a unit."""
    for table in Unit.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table.name == Unit.__tablename__ for key in column.foreign_keys):
                yield table.name, column
