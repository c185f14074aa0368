"""What one import changed in a plan, kept with the version, and taken back: one step, not a copy of the plan."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update

from storage.database import Connection
from storage.ground.kinds import DeadlineKind
from storage.models import Area, Plan, Task, UnitPart
from storage.plan.made_units import remove_unused
from storage.plan.task_units import set_others
from storage.plan.unit_names import take_back_names

# People edit these by hand between two imports: taken back only where they still are as the import left them.
_BY_HAND = frozenset({"title", "product", "note", "unit_id", "imported_title", "number", "symbol", "issued_on"})
_TEXTS = frozenset({"title", "product", "note"})


@dataclass(slots=True)
class Step:
    """By row: column → [before, after], as JSON has them. `new_tasks`, `new_areas`, `new_units`: rows that were added.
    `others`: task → its further units [before, after], each [unit, part, with all below]. `names`: what was said of a
    name of a unit, as [id, whether it was said before, of which unit]."""

    plan: dict[str, list[Any]] = field(default_factory=dict)
    areas: dict[str, dict[str, list[Any]]] = field(default_factory=dict)
    tasks: dict[str, dict[str, list[Any]]] = field(default_factory=dict)
    new_tasks: list[int] = field(default_factory=list)
    new_areas: list[int] = field(default_factory=list)
    others: dict[str, list[list[list[Any]]]] = field(default_factory=dict)
    names: dict[str, list[Any]] = field(default_factory=dict)
    new_units: list[int] = field(default_factory=list)

    def stored(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """The differences in the form in which a step keeps them."""
    return {
        name: [_plain(before[name]), _plain(value)]
        for name, value in after.items()
        if _plain(before[name]) != _plain(value)
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _read(name: str, value: Any) -> Any:
    if name == "removed_at" and value is not None:
        return datetime.fromisoformat(value)
    if name in ("deadline_on", "issued_on") and value is not None:
        return date.fromisoformat(value)
    return DeadlineKind(value) if name == "deadline_kind" else value


async def renumber(db: Connection, numbers: Mapping[int, int]) -> None:
    """Task → its new number. All numbers are first moved out of the way, because two tasks may change places."""
    if not numbers:
        return
    own = Task.id.in_(bindparam("ids", expanding=True))
    await db.execute(update(Task).where(own).values(number=-Task.id), {"ids": list(numbers)})
    await update_rows(db, Task, {task_id: {"number": number} for task_id, number in numbers.items()})


async def place_areas_at(db: Connection, positions: Mapping[int, int]) -> None:
    if positions:
        own = Area.id.in_(bindparam("ids", expanding=True))
        await db.execute(update(Area).where(own).values(position=-Area.id), {"ids": list(positions)})
        await update_rows(db, Area, {area_id: {"position": position} for area_id, position in positions.items()})


async def update_rows(db: Connection, table: type[Area] | type[Task], rows: Mapping[int, Mapping[str, Any]]) -> None:
    """Row id → column → value. Rows that change the same columns are written together."""
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row_id, values in rows.items():
        if values:
            named = {f"new_{name}": value for name, value in values.items()}
            alike.setdefault(tuple(sorted(values)), []).append({"row": row_id, **named})
    for names, found in alike.items():
        values = {name: bindparam(f"new_{name}", type_=table.__table__.c[name].type) for name in names}
        await db.execute(update(table).where(table.id == bindparam("row")).values(values), found)


async def take_back(db: Connection, plan_id: int, stored: Mapping[str, Any], now: datetime) -> None:
    """The plan as it was before that step. Added tasks stay with what was reported on them, outside of the plan; units
    that were made and nothing else uses are gone."""
    step = Step(**stored)
    others = await _others_back(db, step)
    await _remove(db, step.new_tasks, now)
    tasks = await _before(db, Task, step.tasks)
    numbers = {task_id: values.pop("number") for task_id, values in tasks.items() if "number" in values}
    # Their numbers are given again only when nobody has them any more.
    removed = {task_id: values for task_id, values in tasks.items() if values.get("removed_at")}
    await update_rows(db, Task, removed)
    await renumber(db, numbers)
    await update_rows(db, Task, {task_id: values for task_id, values in tasks.items() if task_id not in removed})
    await set_others(db, others)
    await take_back_names(db, step.names.values())
    await _place_back(db, plan_id, step)
    plan = (await db.execute(select(Plan).where(Plan.id == plan_id))).one()
    if values := _undone(plan, step.plan):
        await db.execute(update(Plan).where(Plan.id == plan_id).values(values))
    await remove_unused(db, plan_id, step.new_units, step.new_tasks)


async def _others_back(db: Connection, step: Step) -> dict[int, list[tuple[int, UnitPart, bool]]]:
    """Puts the further units of tasks back, unless somebody has changed them by hand since the import."""
    changed = select(Task.id).where(Task.id.in_([int(task) for task in step.others]), Task.units_by_hand)
    by_hand = set((await db.scalars(changed)).all())
    return {int(task): _others(before) for task, (before, _) in step.others.items() if int(task) not in by_hand}


def _others(stored: Sequence[Sequence[Any]]) -> list[tuple[int, UnitPart, bool]]:
    return [(unit, UnitPart(part), below) for unit, part, below in stored]


async def _remove(db: Connection, task_ids: Collection[int], now: datetime) -> None:
    statement = update(Task).where(Task.id.in_(task_ids), Task.removed_at.is_(None))
    await db.execute(statement.values(removed_at=now))


async def _before(
    db: Connection, table: type[Area] | type[Task], rows: Mapping[str, Mapping[str, list[Any]]]
) -> dict[int, dict[str, Any]]:
    found = await db.execute(select(table).where(table.id.in_([int(row_id) for row_id in rows])))
    return {row.id: _undone(row, rows[str(row.id)]) for row in found}


def _undone(row: Any, changed: Mapping[str, list[Any]]) -> dict[str, Any]:
    values = {
        name: _read(name, before)
        for name, (before, after) in changed.items()
        if name not in _BY_HAND or (table_number(row, name) or _plain(getattr(row, name)) == after)
    }
    if "folded_words" in values and not _TEXTS & values.keys() and _TEXTS & changed.keys():
        del values["folded_words"]  # of words that a person has written since
    return values


def table_number(row: Any, name: str) -> bool:
    """A task's number is the import's; a plan's is typed by people."""
    return name == "number" and hasattr(row, "deadline_text")


async def _place_back(db: Connection, plan_id: int, step: Step) -> None:
    areas = await _before(db, Area, step.areas)
    positions = {area_id: values.pop("position") for area_id, values in areas.items() if "position" in values}
    last = (await db.scalars(select(func.max(Area.position)).where(Area.plan_id == plan_id))).one() or 0
    # What was added stays for the tasks in it, behind all others.
    for offset, area_id in enumerate(step.new_areas, start=1):
        positions[area_id] = last + len(positions) + offset
    await place_areas_at(db, positions)
    await update_rows(db, Area, areas)
